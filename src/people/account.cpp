#include <algorithm>

#include "formats/json.hpp"
#include "people/people.hpp"
#include "people/rows.hpp"
#include "people/statements.hpp"

namespace goud::people {
namespace {

AccountRow from_row(const store::Row& row) {
  AccountRow out;
  auto& account = out.account;
  account.id = AccountId{row.string(0)};
  account.email = row.string(1);
  account.name = row.string(2);
  account.role = http::role_from(row.text(3)).value_or(http::Role::employee);
  if (!row.null(4)) account.unit = UnitId{row.string(4)};
  account.language = row.string(5);
  account.active = row.integer(6) != 0;
  account.revision = static_cast<int>(row.integer(7));
  out.password = row.string(8);
  account.role_id = row.maybe_string(9);
  return out;
}

std::optional<std::string> text_of(const std::optional<UnitId>& unit) { return unit ? std::optional(unit->text) : std::nullopt; }

}  // namespace

std::vector<Account> accounts(store::Reader& reader) {
  return reader.all(sql::account_all, {}, [](const store::Row& row) { return from_row(row).account; });
}

std::optional<AccountRow> account_row(store::Reader& reader, const AccountId& id) {
  return reader.first(sql::account_one, {{":id", id.text}}, from_row);
}

Result<std::string> email_of(std::string_view typed) {
  const auto from = typed.find_first_not_of(" \t\r\n"), to = typed.find_last_not_of(" \t\r\n");
  if (from == std::string_view::npos) return refuse_field("email", "people.email.form");
  std::string email;
  for (const char c : typed.substr(from, to - from + 1)) {
    if (static_cast<unsigned char>(c) <= 0x20 || c == ',' || c == ';' || c == '<' || c == '>' || c == '"')
      return refuse_field("email", "people.email.form");
    email += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  const auto at = email.find('@');
  const bool one_at = at != std::string::npos && at > 0 && email.find('@', at + 1) == std::string::npos;
  const auto dot = one_at ? email.find('.', at) : std::string::npos;
  if (!one_at || dot == std::string::npos || dot == at + 1 || email.back() == '.' || email.size() > 254)
    return refuse_field("email", "people.email.form");
  return email;
}

std::string actor_of(const http::Caller& caller) { return caller.account.empty() ? "key:" + caller.key_id : caller.account.text; }

Done unit_fits(http::Role role, const std::optional<UnitId>& unit, const UnitTree& tree) {
  if (unit && !tree.find(*unit)) return refuse_field("unit", "people.unit.unknown");
  if (role == http::Role::unit_manager && !unit) return refuse_field("unit", "people.account.needs_unit");
  return {};
}

Done role_fits(const Account& before, const AccountChange& change, const std::vector<JobRole>& all) {
  if (!change.role_id || !*change.role_id || *change.role_id == before.role_id) return {};
  const auto* role = find(all, **change.role_id);
  if (!role || role->ended) return refuse_field("role_id", "people.role.unknown");
  return {};
}

Result<Account> changed(const Account& before, const AccountChange& change, const std::vector<Account>& all, const UnitTree& tree) {
  Account after = before;
  if (change.role) after.role = *change.role;
  if (change.unit) after.unit = *change.unit;
  if (change.name) after.name = *change.name;
  if (change.language) after.language = *change.language;
  if (change.active) after.active = *change.active;
  if (change.role_id) after.role_id = *change.role_id;
  if (auto done = unit_fits(after.role, after.unit, tree); !done) return tl::unexpected<Fault>(done.error());
  const bool was_owner = before.active && before.role == http::Role::owner;
  const bool is_owner = after.active && after.role == http::Role::owner;
  const auto owners = std::count_if(all.begin(), all.end(), [](const Account& one) { return one.active && one.role == http::Role::owner; });
  if (was_owner && !is_owner && owners <= 1) return refuse(FaultKind::conflict, "people.account.last_owner");
  ++after.revision;
  return after;
}

Result<AccountId> add_account(store::Writer& writer, const AccountDraft& draft, const Clock& clock, Randomness& randomness) {
  const auto there = writer.first(sql::account_in_org_by_email, {{":email", draft.email}}, [](const store::Row& row) { return row.string(0); });
  if (there) return refuse(FaultKind::conflict, "people.account.email_taken");
  if (auto done = unit_fits(draft.role, draft.unit, unit_tree(writer)); !done) return tl::unexpected<Fault>(done.error());
  AccountId id{uuid_v7(clock, randomness)};
  writer.run(sql::account_insert, {{":id", id.text},
                                   {":email", draft.email},
                                   {":name", draft.name},
                                   {":role", http::name_of(draft.role)},
                                   {":unit", text_of(draft.unit)},
                                   {":language", draft.language},
                                   {":password", draft.password_hash},
                                   {":made_at", clock.now().micros}});
  return id;
}

Result<AccountId> make_account(store::RecordStore& store, Tenant tenant, const Clock& clock, Randomness& randomness,
                               const Passwords& passwords, const NewAccount& asked) {
  auto email = email_of(asked.email);
  if (!email) return tl::unexpected<Fault>(email.error());
  if (!asked.password.empty()) {
    auto name = store.ask(store::Scope(tenant), [](store::Reader& reader) { return organisation(reader).name; });
    if (!name) return tl::unexpected<Fault>(name.error());
    if (auto good = password_good(asked.password, {*name, asked.name, *email}); !good) return tl::unexpected<Fault>(good.error());
  }
  const AccountDraft draft{*email, asked.name, asked.role, asked.unit, asked.language,
                           asked.password.empty() ? std::string() : passwords.hash(asked.password)};
  return store.change(store::Scope(tenant), [&](store::Writer& writer) -> Result<AccountId> {
    auto id = add_account(writer, draft, clock, randomness);
    if (id) writer.audit("system", "made", "account", id->text, "{\"role\":\"" + std::string(http::name_of(asked.role)) + "\"}");
    return id;
  });
}

Done set_password(store::RecordStore& store, Tenant tenant, const AccountId& id, const Clock&, const Passwords& passwords,
                  std::string_view password) {
  struct Known {
    std::string organisation;
    std::optional<AccountRow> row;
  };
  auto known = store.ask(store::Scope(tenant), [&](store::Reader& reader) { return Known{organisation(reader).name, account_row(reader, id)}; });
  if (!known) return tl::unexpected<Fault>(known.error());
  if (!known->row) return refuse(FaultKind::not_found, "people.account.unknown");
  const auto& account = known->row->account;
  if (auto good = password_good(password, {known->organisation, account.name, account.email}); !good) return good;
  const auto hash = passwords.hash(password);
  return store.write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
    writer.run(sql::account_password, {{":id", id.text}, {":password", hash}});
    writer.run(sql::session_delete_of, {{":account", id.text}});
    writer.audit("system", "password_set", "account", id.text, "{}");
    return {};
  });
}

Done set_active(store::RecordStore& store, Tenant tenant, const AccountId& id, const Clock&, bool active) {
  return store.write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
    const auto row = account_row(writer, id);
    if (!row) return refuse(FaultKind::not_found, "people.account.unknown");
    auto after = changed(row->account, {.active = active}, accounts(writer), unit_tree(writer));
    if (!after) return tl::unexpected<Fault>(after.error());
    writer.run(sql::account_update, {{":id", id.text},
                                     {":name", after->name},
                                     {":role", http::name_of(after->role)},
                                     {":unit", text_of(after->unit)},
                                     {":language", after->language},
                                     {":active", after->active},
                                     {":revision", after->revision}});
    if (!active) writer.run(sql::session_delete_of, {{":account", id.text}});
    writer.audit("system", active ? "enabled" : "disabled", "account", id.text, "{}");
    return {};
  });
}

Result<std::vector<UnitId>> visible_units(const http::Caller& caller, const UnitTree& tree, const std::optional<UnitId>& asked, Day on) {
  if (caller.pass != http::Pass::none) {
    const auto own = caller.unit ? floor_units(tree, *caller.unit, on) : std::vector<UnitId>();
    if (!asked) return own;
    if (std::find(own.begin(), own.end(), *asked) == own.end()) return refuse(FaultKind::not_found, "http.not_found");
    auto branch = tree.branch(*asked, on);
    std::erase_if(branch, [&](const UnitId& id) { return std::find(own.begin(), own.end(), id) == own.end(); });
    return branch;
  }
  const bool own_branch_only = caller.key_id.empty() && caller.role == http::Role::unit_manager;
  if (!own_branch_only) {
    if (asked) {
      if (!tree.find(*asked)) return refuse(FaultKind::not_found, "http.not_found");
      return tree.branch(*asked, on);
    }
    std::vector<UnitId> all;
    for (const auto& unit : tree.units()) all.push_back(unit.id);
    return all;
  }
  if (!caller.unit) return refuse(FaultKind::not_found, "http.not_found");
  const auto own = tree.branch(*caller.unit, on);
  if (!asked) return own;
  if (std::find(own.begin(), own.end(), *asked) == own.end()) return refuse(FaultKind::not_found, "http.not_found");
  return tree.branch(*asked, on);
}

}  // namespace goud::people
