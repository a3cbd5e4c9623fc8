#include "people/statements.hpp"

#include <array>

#include "people/people.hpp"

namespace goud::people {
namespace sql {

const Statement org_list{"people.org.list",
                         "SELECT o.org, o.id, o.name, (SELECT COUNT(*) FROM account a WHERE a.org = o.org) FROM organisation o "
                         "ORDER BY o.org"};
const Statement org_simulations{"people.org.simulations", "SELECT o.simulation FROM organisation o"};
const Statement org_next{"people.org.next", "SELECT COALESCE(MAX(o.org), 0) + 1 FROM organisation o"};
const Statement org_insert{"people.org.insert",
                           "INSERT INTO organisation (org, id, name, language, time_zone, colour, simulation, levels, revision, made_at) "
                           "VALUES (:org, :id, :name, :language, :time_zone, :colour, :simulation, :levels, 1, :made_at)"};
const Statement org_read{"people.org.read",
                         "SELECT o.org, o.id, o.name, o.language, o.time_zone, o.colour, o.simulation, o.levels, o.revision, "
                         "CASE WHEN EXISTS (SELECT 1 FROM logo l WHERE l.org = :org) THEN 1 ELSE 0 END "
                         "FROM organisation o WHERE o.org = :org"};
const Statement org_update{"people.org.update",
                           "UPDATE organisation SET name = :name, language = :language, time_zone = :time_zone, colour = :colour, "
                           "levels = :levels, revision = :revision WHERE org = :org"};

const Statement logo_read{"people.logo.read", "SELECT l.png, l.etag FROM logo l WHERE l.org = :org"};
const Statement logo_write{"people.logo.write",
                           "INSERT INTO logo (org, png, etag, made_at) VALUES (:org, :png, :etag, :made_at) "
                           "ON CONFLICT (org) DO UPDATE SET png = excluded.png, etag = excluded.etag, made_at = excluded.made_at"};
const Statement logo_delete{"people.logo.delete", "DELETE FROM logo WHERE org = :org"};

const Statement unit_all{"people.unit.all",
                         "SELECT u.id, u.level, u.name, u.code, u.from_day, u.until_day, u.merged_into, u.volume, u.revision "
                         "FROM unit u WHERE u.org = :org"};
const Statement unit_insert{"people.unit.insert",
                            "INSERT INTO unit (org, id, level, name, code, from_day, until_day, merged_into, volume, revision) "
                            "VALUES (:org, :id, :level, :name, :code, :from_day, NULL, NULL, :volume, 1)"};
const Statement unit_update{"people.unit.update",
                            "UPDATE unit SET name = :name, until_day = :until_day, merged_into = :merged_into, volume = :volume, "
                            "revision = :revision WHERE org = :org AND id = :id"};
const Statement place_all{"people.place.all",
                          "SELECT p.unit, p.parent, p.from_day, p.until_day FROM unit_place p WHERE p.org = :org"};
const Statement place_insert{"people.place.insert",
                             "INSERT INTO unit_place (org, unit, parent, from_day, until_day) "
                             "VALUES (:org, :unit, :parent, :from_day, :until_day)"};
const Statement place_delete{"people.place.delete", "DELETE FROM unit_place WHERE org = :org AND unit = :unit"};
const Statement entity_audit{"people.entity.audit",
                             "SELECT t.at, t.verb, t.detail, COALESCE(a.name, '') FROM audit k "
                             "JOIN audit t ON t.org = :org AND t.seq = k.seq "
                             "LEFT JOIN account a ON a.org = :org AND a.id = t.actor "
                             "WHERE k.org = :org AND k.entity = :entity AND k.entity_id = :id ORDER BY k.seq"};

const Statement account_all{
    "people.account.all",
    "SELECT a.id, a.email, a.name, a.role, a.unit, a.language, a.active, a.revision, a.password, r.role "
    "FROM account a LEFT JOIN account_role r ON r.org = :org AND r.account = a.id "
    "WHERE a.org = :org ORDER BY a.made_at, a.id"};
const Statement account_one{
    "people.account.one",
    "SELECT a.id, a.email, a.name, a.role, a.unit, a.language, a.active, a.revision, a.password, r.role "
    "FROM account a LEFT JOIN account_role r ON r.org = :org AND r.account = a.id "
    "WHERE a.org = :org AND a.id = :id"};
const Statement account_by_email{
    "people.account.by_email",
    "SELECT a.org, a.id, a.password, o.id, o.name FROM account a JOIN organisation o ON o.org = a.org "
    "WHERE a.email = :email AND a.active = 1 ORDER BY a.org LIMIT 10"};
const Statement account_in_org_by_email{"people.account.in_org_by_email",
                                        "SELECT a.id FROM account a WHERE a.org = :org AND a.email = :email"};
const Statement account_insert{"people.account.insert",
                               "INSERT INTO account (org, id, email, name, role, unit, language, active, password, revision, made_at) "
                               "VALUES (:org, :id, :email, :name, :role, :unit, :language, 1, :password, 1, :made_at)"};
const Statement account_update{"people.account.update",
                               "UPDATE account SET name = :name, role = :role, unit = :unit, language = :language, active = :active, "
                               "revision = :revision WHERE org = :org AND id = :id"};
const Statement account_password{"people.account.password",
                                 "UPDATE account SET password = :password WHERE org = :org AND id = :id"};

const Statement account_role_insert{"people.account_role.insert",
                                    "INSERT INTO account_role (org, account, role) VALUES (:org, :account, :role)"};
const Statement account_role_drop{"people.account_role.drop",
                                  "DELETE FROM account_role WHERE org = :org AND account = :account"};

const Statement role_all{
    "people.role.all",
    "SELECT r.id, r.name_nl, r.name_en, r.level, r.ended, r.revision FROM role r WHERE r.org = :org "
    "ORDER BY CASE WHEN r.ended IS NULL THEN 0 ELSE 1 END, r.level, r.name_nl, r.name_en, r.id"};
const Statement role_insert{"people.role.insert",
                            "INSERT INTO role (org, id, name_nl, name_en, level, ended, revision, made_at) "
                            "VALUES (:org, :id, :name_nl, :name_en, :level, NULL, 1, :made_at)"};
const Statement role_update{"people.role.update",
                            "UPDATE role SET name_nl = :name_nl, name_en = :name_en, level = :level, ended = :ended, "
                            "revision = :revision WHERE org = :org AND id = :id"};

const Statement session_find{
    "people.session.find",
    "SELECT s.org, s.account, s.made_at, s.seen_at, a.role, a.unit, a.language, a.active, r.role "
    "FROM session s JOIN account a ON a.org = s.org AND a.id = s.account "
    "LEFT JOIN account_role r ON r.org = s.org AND r.account = s.account WHERE s.token_hash = :token_hash"};
const Statement session_insert{"people.session.insert",
                               "INSERT INTO session (org, token_hash, account, made_at, seen_at) "
                               "VALUES (:org, :token_hash, :account, :now, :now)"};
const Statement session_seen{"people.session.seen", "UPDATE session SET seen_at = :now WHERE org = :org AND token_hash = :token_hash"};
const Statement session_delete{"people.session.delete", "DELETE FROM session WHERE org = :org AND token_hash = :token_hash"};
const Statement session_delete_of{"people.session.delete_of", "DELETE FROM session WHERE org = :org AND account = :account"};
// After a restore: who was signed in then may have signed out, or been sent away, since.
const Statement session_end_all{"people.session.end_all", "DELETE FROM session"};
const Statement session_purge{"people.session.purge",
                              "DELETE FROM session WHERE org = :org AND (made_at < :made OR seen_at < :seen)"};

const Statement invitation_insert{
    "people.invitation.insert",
    "INSERT INTO invitation (org, token_hash, id, email, role, unit, account, made_by, made_at, expires_at, "
    "accepted_at, withdrawn_at) "
    "VALUES (:org, :token_hash, :id, :email, :role, :unit, :account, :made_by, :made_at, :expires_at, NULL, NULL)"};
// Who made it stands behind it: no longer an owner, no longer an invitation.
const Statement invitation_find{
    "people.invitation.find",
    "SELECT i.org, i.email, i.role, i.unit, i.account, o.name, o.language, "
    "CASE WHEN i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > :now AND m.active = 1 "
    "AND m.role = 'owner' AND COALESCE(a.active, 1) = 1 THEN 1 ELSE 0 END, COALESCE(a.name, '') "
    "FROM invitation i JOIN organisation o ON o.org = i.org JOIN account m ON m.org = i.org AND m.id = i.made_by "
    "LEFT JOIN account a ON a.org = i.org AND a.id = i.account WHERE i.token_hash = :token_hash"};
const Statement invitation_accept{
    "people.invitation.accept",
    "UPDATE invitation SET accepted_at = :now WHERE org = :org AND token_hash = :token_hash "
    "AND accepted_at IS NULL AND withdrawn_at IS NULL"};
const Statement invitation_open{
    "people.invitation.open",
    "SELECT i.id, i.email, i.role, i.unit, i.account, i.made_at, i.expires_at, m.name FROM invitation i "
    "JOIN account m ON m.org = :org AND m.id = i.made_by LEFT JOIN account a ON a.org = :org AND a.id = i.account "
    "WHERE i.org = :org AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > :now "
    "AND m.active = 1 AND m.role = 'owner' AND COALESCE(a.active, 1) = 1 ORDER BY i.made_at DESC, i.id"};
const Statement invitation_withdraw{
    "people.invitation.withdraw",
    "UPDATE invitation SET withdrawn_at = :now WHERE org = :org AND id = :id AND accepted_at IS NULL "
    "AND withdrawn_at IS NULL"};
const Statement invitation_replace{
    "people.invitation.replace",
    "UPDATE invitation SET withdrawn_at = :now WHERE org = :org AND email = :email AND accepted_at IS NULL "
    "AND withdrawn_at IS NULL"};

const Statement key_all{
    "people.key.all",
    "SELECT k.id, k.name, k.scopes, k.made_at, k.expires_at, k.ended_at, COALESCE(a.name, '') FROM api_key k "
    "LEFT JOIN account a ON a.org = :org AND a.id = k.made_by WHERE k.org = :org ORDER BY k.made_at DESC, k.id"};
const Statement key_insert{
    "people.key.insert",
    "INSERT INTO api_key (org, id, name, key_hash, scopes, made_by, made_at, expires_at, ended_at) "
    "VALUES (:org, :id, :name, :key_hash, :scopes, :made_by, :made_at, :expires_at, NULL)"};
const Statement key_end{"people.key.end",
                        "UPDATE api_key SET ended_at = :now WHERE org = :org AND id = :id AND ended_at IS NULL"};
const Statement key_find{"people.key.find",
                         "SELECT k.org, k.id, k.scopes, k.expires_at, k.ended_at, o.language FROM api_key k "
                         "JOIN organisation o ON o.org = k.org WHERE k.key_hash = :key_hash"};

const Statement person_find{"people.person.find", "SELECT p.id FROM person p WHERE p.org = :org AND p.key_hash = :key_hash"};
const Statement person_insert{"people.person.insert",
                              "INSERT INTO person (org, id, key_hash, made_at, forgotten_at) "
                              "VALUES (:org, :id, :key_hash, :made_at, NULL)"};
const Statement person_read{"people.person.read", "SELECT p.made_at, p.forgotten_at FROM person p WHERE p.org = :org AND p.id = :id"};
const Statement person_forget{"people.person.forget",
                              "UPDATE person SET key_hash = :tombstone, forgotten_at = :now WHERE org = :org AND id = :id "
                              "AND forgotten_at IS NULL"};

const Statement employee_all{"people.employee.all",
                             "SELECT e.id, e.unit, e.email, e.language, e.active FROM employee e "
                             "WHERE e.org = :org AND e.active = 1 ORDER BY e.id"};
const Statement employee_one{"people.employee.one",
                             "SELECT e.id, e.unit, e.email, e.language, e.active FROM employee e "
                             "WHERE e.org = :org AND e.id = :id"};
const Statement employee_insert{"people.employee.insert",
                                "INSERT INTO employee (org, id, unit, email, language, active) "
                                "VALUES (:org, :id, :unit, :email, :language, 1)"};
const Statement employee_move{
    "people.employee.move",
    "UPDATE employee SET unit = :unit, language = :language WHERE org = :org AND id = :id AND active = 1"};
// Without an address there is nobody to be known: the row itself goes.
const Statement employee_drop_card{"people.employee.drop_card",
                                   "DELETE FROM employee WHERE org = :org AND id = :id AND email IS NULL"};
const Statement employee_forget{
    "people.employee.forget",
    "UPDATE employee SET email = NULL, active = 0 WHERE org = :org AND id = :id AND active = 1"};

const Statement employee_by_unit{
    "people.employee.by_unit",
    "SELECT e.unit, COUNT(*) FROM employee e WHERE e.org = :org AND e.active = 1 GROUP BY e.unit"};
const Statement name_of{"people.name_of",
                        "SELECT a.name FROM account a WHERE a.org = :org AND a.id = :id "
                        "UNION ALL SELECT p.name FROM pass p WHERE p.org = :org AND p.id = :id AND p.name <> ''"};

const Statement pass_all{
    "people.pass.all",
    "SELECT p.id, p.kind, p.unit, p.name, p.language, p.role, p.made_day, p.ended_day FROM pass p WHERE p.org = :org "
    "ORDER BY CASE WHEN p.ended_day IS NULL THEN 0 ELSE 1 END, p.made_day DESC, p.id"};
const Statement pass_one{"people.pass.one",
                         "SELECT p.id, p.kind, p.unit, p.name, p.language, p.role, p.made_day, p.ended_day FROM pass p "
                         "WHERE p.org = :org AND p.id = :id"};
const Statement pass_insert{
    "people.pass.insert",
    "INSERT INTO pass (org, id, kind, unit, name, language, role, code_hash, made_day, ended_day) "
    "VALUES (:org, :id, :kind, :unit, :name, :language, :role, :code_hash, :day, NULL)"};
const Statement pass_end{"people.pass.end",
                         "UPDATE pass SET ended_day = :day WHERE org = :org AND id = :id AND ended_day IS NULL"};
const Statement pass_forget{"people.pass.forget",
                            "UPDATE pass SET name = '', role = NULL, ended_day = COALESCE(ended_day, :day) "
                            "WHERE org = :org AND id = :id AND kind = 'personal' AND name <> ''"};
const Statement pass_by_code{"people.pass.by_code",
                             "SELECT p.org, p.id FROM pass p WHERE p.code_hash = :code_hash AND p.ended_day IS NULL"};

const Statement pass_session_find{
    "people.pass_session.find",
    "SELECT s.org, p.id, p.kind, p.unit, p.language, s.made_day, s.seen_day, p.role FROM pass_session s "
    "JOIN pass p ON p.org = s.org AND p.id = s.pass WHERE s.token_hash = :token_hash AND p.ended_day IS NULL"};
const Statement pass_session_pass{
    "people.pass_session.pass", "SELECT s.pass FROM pass_session s WHERE s.org = :org AND s.token_hash = :token_hash"};
const Statement pass_session_insert{"people.pass_session.insert",
                                    "INSERT INTO pass_session (org, token_hash, pass, made_day, seen_day) "
                                    "VALUES (:org, :token_hash, :pass, :day, :day)"};
const Statement pass_session_seen{
    "people.pass_session.seen",
    "UPDATE pass_session SET seen_day = :day WHERE org = :org AND token_hash = :token_hash"};
const Statement pass_session_delete{"people.pass_session.delete",
                                    "DELETE FROM pass_session WHERE org = :org AND token_hash = :token_hash"};
const Statement pass_session_delete_of{"people.pass_session.delete_of",
                                       "DELETE FROM pass_session WHERE org = :org AND pass = :pass"};
const Statement pass_session_purge{
    "people.pass_session.purge",
    "DELETE FROM pass_session WHERE org = :org AND (made_day < :made OR seen_day < :seen)"};
const Statement pass_session_end_all{"people.pass_session.end_all", "DELETE FROM pass_session"};

const Statement audit_page{"people.audit.page",
                           "SELECT t.seq, t.at, t.actor, COALESCE(a.name, ''), t.verb, t.entity, t.entity_id, t.detail FROM audit t "
                           "LEFT JOIN account a ON a.org = :org AND a.id = t.actor "
                           "WHERE t.org = :org AND t.seq < :before ORDER BY t.seq DESC LIMIT :limit"};

}  // namespace sql

namespace {

constexpr store::Migration migrations[] = {{
                                               100,
                                               "0100_people",
#include "people/schema/0100_people.sql"
                                           },
                                           {
                                               101,
                                               "0101_invitation",
#include "people/schema/0101_invitation.sql"
                                           },
                                           {
                                               102,
                                               "0102_role",
#include "people/schema/0102_role.sql"
                                           },
                                           {
                                               103,
                                               "0103_employee",
#include "people/schema/0103_employee.sql"
                                           },
                                           {
                                               104,
                                               "0104_pass",
#include "people/schema/0104_pass.sql"
                                           }};

const store::Statement* const statements[] = {&sql::org_list,
                                              &sql::org_simulations,
                                              &sql::org_next,
                                              &sql::org_insert,
                                              &sql::org_read,
                                              &sql::org_update,
                                              &sql::logo_read,
                                              &sql::logo_write,
                                              &sql::logo_delete,
                                              &sql::unit_all,
                                              &sql::unit_insert,
                                              &sql::unit_update,
                                              &sql::place_all,
                                              &sql::place_insert,
                                              &sql::place_delete,
                                              &sql::entity_audit,
                                              &sql::account_all,
                                              &sql::account_one,
                                              &sql::account_by_email,
                                              &sql::account_in_org_by_email,
                                              &sql::account_insert,
                                              &sql::account_update,
                                              &sql::account_password,
                                              &sql::account_role_insert,
                                              &sql::account_role_drop,
                                              &sql::role_all,
                                              &sql::role_insert,
                                              &sql::role_update,
                                              &sql::session_find,
                                              &sql::session_insert,
                                              &sql::session_seen,
                                              &sql::session_delete,
                                              &sql::session_delete_of,
                                              &sql::session_purge,
                                              &sql::session_end_all,
                                              &sql::invitation_insert,
                                              &sql::invitation_find,
                                              &sql::invitation_accept,
                                              &sql::invitation_open,
                                              &sql::invitation_withdraw,
                                              &sql::invitation_replace,
                                              &sql::key_all,
                                              &sql::key_insert,
                                              &sql::key_end,
                                              &sql::key_find,
                                              &sql::person_find,
                                              &sql::person_insert,
                                              &sql::person_read,
                                              &sql::person_forget,
                                              &sql::audit_page,
                                              &sql::employee_all,
                                              &sql::employee_one,
                                              &sql::employee_insert,
                                              &sql::employee_move,
                                              &sql::employee_drop_card,
                                              &sql::employee_forget,
                                              &sql::employee_by_unit,
                                              &sql::name_of,
                                              &sql::pass_all,
                                              &sql::pass_one,
                                              &sql::pass_insert,
                                              &sql::pass_end,
                                              &sql::pass_forget,
                                              &sql::pass_by_code,
                                              &sql::pass_session_find,
                                              &sql::pass_session_pass,
                                              &sql::pass_session_insert,
                                              &sql::pass_session_seen,
                                              &sql::pass_session_delete,
                                              &sql::pass_session_delete_of,
                                              &sql::pass_session_purge,
                                              &sql::pass_session_end_all};

// A person that was forgotten stays forgotten when an older backup is put back.
Done forget_again(store::Writer& writer, std::string_view id) {
  writer.run(sql::person_forget, {{":id", id}, {":tombstone", "forgotten:" + std::string(id)}, {":now", 0}});
  return {};
}
Done forget_employee_again(store::Writer& writer, std::string_view id) {
  writer.run(sql::employee_forget, {{":id", id}});
  return {};
}
Done forget_pass_again(store::Writer& writer, std::string_view id) {
  writer.run(sql::pass_forget, {{":id", id}, {":day", 0}});
  writer.run(sql::pass_session_delete_of, {{":pass", id}});
  return {};
}
constexpr store::Forgetter forgetters[] = {
    {"person", forget_again}, {"employee", forget_employee_again}, {"pass", forget_pass_again}};

}  // namespace

store::Room room() {
  return {"people", migrations, statements, forgetters, [](store::Writer& writer) -> Done {
            writer.run(sql::session_end_all, {});
            writer.run(sql::pass_session_end_all, {});
            return {};
          }};
}

}  // namespace goud::people
