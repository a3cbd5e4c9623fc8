// What rounds/ asks of its own tables, by name.
#pragma once

#include "store/store.hpp"

namespace goud::rounds::sql {

using store::Statement;

inline constexpr Statement consent{"rounds.consent", "SELECT given, by_whom FROM consent WHERE org = :org"};
inline constexpr Statement upsert_consent{
    "rounds.consent.upsert",
    "INSERT INTO consent (org, given, by_whom) VALUES (:org, :given, :by_whom) "
    "ON CONFLICT (org) DO UPDATE SET given = excluded.given, by_whom = excluded.by_whom"};
inline constexpr Statement delete_consent{"rounds.consent.delete", "DELETE FROM consent WHERE org = :org"};

inline constexpr Statement all{
    "rounds.all",
    "SELECT id, number, state, plan, frozen, opened, closed, ballots, revision, public_key, because FROM round "
    "WHERE org = :org ORDER BY opens, id"};
inline constexpr Statement one{
    "rounds.one",
    "SELECT id, number, state, plan, frozen, opened, closed, ballots, revision, public_key, because FROM round "
    "WHERE org = :org AND id = :id"};
inline constexpr Statement states{"rounds.states",
                                  "SELECT id, number, state, revision FROM round WHERE org = :org ORDER BY opens, id"};
inline constexpr Statement insert{
    "rounds.insert",
    "INSERT INTO round (org, id, state, plan, opens, revision) VALUES (:org, :id, 'planned', :plan, :opens, 1)"};
inline constexpr Statement update_plan{"rounds.plan",
                                       "UPDATE round SET plan = :plan, opens = :opens, revision = :revision "
                                       "WHERE org = :org AND id = :id AND state = 'planned'"};
inline constexpr Statement remove{"rounds.delete",
                                  "DELETE FROM round WHERE org = :org AND id = :id AND state = 'planned'"};
inline constexpr Statement open{
    "rounds.open",
    "UPDATE round SET state = 'open', number = :number, plan = :plan, frozen = :frozen, public_key = :public_key, "
    "opened = :opened, revision = revision + 1 WHERE org = :org AND id = :id AND state = 'planned'"};
inline constexpr Statement become{"rounds.become", "UPDATE round SET state = :state WHERE org = :org AND id = :id"};
inline constexpr Statement reopen{"rounds.reopen",
                                  "UPDATE round SET opened = :opened, frozen = :frozen, public_key = :public_key, "
                                  "revision = revision + 1 WHERE org = :org AND id = :id"};
inline constexpr Statement settle{
    "rounds.settle",
    "UPDATE round SET state = :state, closed = :closed, ballots = :ballots, proved = :proved, because = :because, "
    "revision = revision + 1 WHERE org = :org AND id = :id"};
inline constexpr Statement proved{"rounds.proved", "SELECT proved FROM round WHERE org = :org AND id = :id"};

inline constexpr Statement insert_eligibility{
    "rounds.eligibility.insert", "INSERT INTO eligibility (org, round, employee) VALUES (:org, :round, :employee)"};
inline constexpr Statement empty_eligibility{"rounds.eligibility.empty",
                                             "DELETE FROM eligibility WHERE org = :org AND round = :round"};
inline constexpr Statement eligible{
    "rounds.eligibility.of", "SELECT 1 FROM eligibility WHERE org = :org AND round = :round AND employee = :employee"};
inline constexpr Statement forget_eligibility{
    "rounds.eligibility.forget",
    "DELETE FROM eligibility WHERE org = :org AND round = :round AND employee = :employee"};

inline constexpr Statement code_by_hash{"rounds.code.by_hash",
                                        "SELECT org, round, unit FROM code WHERE token_hash = :hash"};
inline constexpr Statement code{"rounds.code",
                                "SELECT unit FROM code WHERE org = :org AND round = :round AND token_hash = :hash"};
inline constexpr Statement insert_code{
    "rounds.code.insert", "INSERT INTO code (org, round, token_hash, unit) VALUES (:org, :round, :hash, :unit)"};
inline constexpr Statement empty_codes{"rounds.code.empty", "DELETE FROM code WHERE org = :org AND round = :round"};

inline constexpr Statement spent{"rounds.spent",
                                 "SELECT week FROM spent WHERE org = :org AND round = :round AND late = :late "
                                 "AND week = :week AND token_hash = :hash"};
inline constexpr Statement insert_spent{
    "rounds.spent.insert",
    "INSERT INTO spent (org, round, late, week, token_hash) VALUES (:org, :round, :late, :week, :hash)"};
inline constexpr Statement spent_between{
    "rounds.spent.between",
    "SELECT token_hash FROM spent WHERE org = :org AND round = :round AND late = :late AND week = :week "
    "AND token_hash >= :from AND token_hash < :until"};
inline constexpr Statement delete_spent_between{
    "rounds.spent.delete_between",
    "DELETE FROM spent WHERE org = :org AND round = :round AND late = :late AND week = :week "
    "AND token_hash >= :from AND token_hash < :until"};
inline constexpr Statement delete_spent{"rounds.spent.delete",
                                        "DELETE FROM spent WHERE org = :org AND round = :round AND late = :late "
                                        "AND week = :week AND token_hash = :hash"};
inline constexpr Statement count_spent{
    "rounds.spent.count",
    "SELECT count(*) FROM spent WHERE org = :org AND round = :round AND late = :late AND week = 0"};
inline constexpr Statement empty_spent{"rounds.spent.empty", "DELETE FROM spent WHERE org = :org AND round = :round"};
inline constexpr Statement empty_weeks{
    "rounds.spent.weeks", "DELETE FROM spent WHERE org = :org AND round = :round AND NOT (late = 0 AND week = 0)"};

inline constexpr Statement letter{
    "rounds.letterbox.one",
    "SELECT length(sealed) FROM letterbox WHERE org = :org AND round = :round AND receipt_hash = :receipt"};
inline constexpr Statement insert_letter{
    "rounds.letterbox.insert",
    "INSERT INTO letterbox (org, round, receipt_hash, sealed) VALUES (:org, :round, :receipt, :sealed)"};
inline constexpr Statement take_back{
    "rounds.letterbox.take_back",
    "UPDATE letterbox SET sealed = :nothing WHERE org = :org AND round = :round AND receipt_hash = :receipt"};
inline constexpr Statement letters{"rounds.letterbox.all",
                                   "SELECT sealed FROM letterbox WHERE org = :org AND round = :round"};
inline constexpr Statement letters_between{
    "rounds.letterbox.between",
    "SELECT receipt_hash, sealed FROM letterbox WHERE org = :org AND round = :round "
    "AND receipt_hash >= :from AND receipt_hash < :until"};
inline constexpr Statement delete_letters_between{
    "rounds.letterbox.delete_between",
    "DELETE FROM letterbox WHERE org = :org AND round = :round AND receipt_hash >= :from AND receipt_hash < :until"};
inline constexpr Statement count_letters{"rounds.letterbox.count",
                                         "SELECT count(*) FROM letterbox WHERE org = :org AND round = :round"};
inline constexpr Statement empty_letterbox{"rounds.letterbox.empty",
                                           "DELETE FROM letterbox WHERE org = :org AND round = :round"};

inline constexpr Statement insert_daily{"rounds.daily.insert",
                                        "INSERT INTO daily (org, round, day, at_least) VALUES (:org, :round, :day, "
                                        ":at_least) ON CONFLICT (org, round, day) DO NOTHING"};
inline constexpr Statement daily{
    "rounds.daily.last",
    "SELECT day, at_least FROM daily WHERE org = :org AND round = :round ORDER BY day DESC LIMIT 1"};
inline constexpr Statement empty_daily{"rounds.daily.empty", "DELETE FROM daily WHERE org = :org AND round = :round"};

inline constexpr Statement insert_released{
    "rounds.released.insert",
    "INSERT INTO released (org, round, question, body) VALUES (:org, :round, :question, :body)"};
inline constexpr Statement released{"rounds.released",
                                    "SELECT question, body FROM released WHERE org = :org AND round = :round"};
inline constexpr Statement insert_text{"rounds.released_text.insert",
                                       "INSERT INTO released_text (org, round, question, id, pieces, words) "
                                       "VALUES (:org, :round, :question, :id, :pieces, :words)"};
inline constexpr Statement texts{
    "rounds.released_text",
    "SELECT question, pieces, words FROM released_text WHERE org = :org AND round = :round ORDER BY question, id"};

}  // namespace goud::rounds::sql
