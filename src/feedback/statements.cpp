#include "feedback/statements.hpp"

namespace goud::feedback::sql {

using store::Statement;

const Statement instruments{"feedback.instruments",
                            "SELECT i.id, v.version, v.definition, i.answered, i.ended FROM instrument i "
                            "JOIN instrument_version v ON v.org = :org AND v.instrument = i.id "
                            "WHERE i.org = :org ORDER BY i.made_at, i.id, v.version"};
const Statement insert_instrument{
    "feedback.instrument.insert",
    "INSERT INTO instrument (org, id, key, made_at, answered) VALUES (:org, :id, :key, :made_at, 0)"};
const Statement insert_version{"feedback.instrument.insert_version",
                               "INSERT INTO instrument_version (org, instrument, version, definition, made_at) "
                               "VALUES (:org, :instrument, :version, :definition, :made_at)"};
const Statement end_instrument{"feedback.instrument.end",
                               "UPDATE instrument SET ended = :day WHERE org = :org AND id = :id"};
const Statement reopen_instrument{"feedback.instrument.reopen",
                                  "UPDATE instrument SET ended = NULL WHERE org = :org AND id = :id"};
// An older file came after a newer one: what is still a proposal judges its answers too.
const Statement begin_proof_earlier{"feedback.proof.begin_earlier",
                                    "UPDATE proof SET from_day = :from WHERE org = :org AND promise = :promise AND "
                                    "version = 1 AND proposal = 1 AND from_day > :from"};
const Statement mark_answered{"feedback.instrument.answered",
                              "UPDATE instrument SET answered = 1 WHERE org = :org AND id = :id AND answered = 0"};

const Statement proofs{
    "feedback.proofs",
    "SELECT p.promise, p.version, p.kind, p.instrument, p.question_key, p.kept, p.not_kept, p.not_applicable, "
    "p.proposal, p.from_day FROM proof p WHERE p.org = :org ORDER BY p.promise, p.version"};
const Statement proof{
    "feedback.proof",
    "SELECT p.promise, p.version, p.kind, p.instrument, p.question_key, p.kept, p.not_kept, p.not_applicable, "
    "p.proposal, p.from_day FROM proof p WHERE p.org = :org AND p.promise = :promise ORDER BY p.version"};
const Statement upsert_proof{
    "feedback.proof.keep",
    "INSERT INTO proof (org, promise, version, kind, instrument, question_key, kept, not_kept, not_applicable, "
    "proposal, from_day) "
    "VALUES (:org, :promise, :version, :kind, :instrument, :question_key, :kept, :not_kept, :not_applicable, "
    ":proposal, :from_day) "
    "ON CONFLICT (org, promise, version) DO UPDATE SET kind = excluded.kind, instrument = excluded.instrument, "
    "question_key = excluded.question_key, kept = excluded.kept, not_kept = excluded.not_kept, "
    "not_applicable = excluded.not_applicable, proposal = excluded.proposal, from_day = excluded.from_day"};

const Statement links{
    "feedback.links",
    "SELECT l.id, l.code, l.instrument, l.unit, l.moment, l.made_at, l.expires_at, l.budget, l.used, l.active "
    "FROM link l WHERE l.org = :org ORDER BY l.made_at, l.id"};
const Statement link{
    "feedback.link",
    "SELECT l.id, l.code, l.instrument, l.unit, l.moment, l.made_at, l.expires_at, l.budget, l.used, l.active "
    "FROM link l WHERE l.org = :org AND l.id = :id"};
const Statement link_by_code{
    "feedback.link.by_code",
    "SELECT l.id, l.code, l.instrument, l.unit, l.moment, l.made_at, l.expires_at, l.budget, l.used, "
    "l.active, l.org FROM link l WHERE l.code = :code"};
const Statement insert_link{
    "feedback.link.insert",
    "INSERT INTO link (org, id, code, instrument, unit, moment, made_at, expires_at, budget, used, active) "
    "VALUES (:org, :id, :code, :instrument, :unit, :moment, :made_at, :expires_at, :budget, 0, 1)"};
const Statement close_link{"feedback.link.close", "UPDATE link SET active = 0 WHERE org = :org AND id = :id"};
const Statement use_link{
    "feedback.link.use",
    "UPDATE link SET used = used + 1 WHERE org = :org AND id = :id AND active = 1 AND used < budget"};

const Statement answer_by_submission{"feedback.answer.by_submission",
                                     "SELECT a.id FROM answer a WHERE a.org = :org AND a.submission = :submission"};
const Statement answer_there{
    "feedback.answer.there",
    "SELECT a.body, a.unit, a.day FROM answer a WHERE a.org = :org AND a.submission = :submission"};
const Statement answer_erased{
    "feedback.answer.erased",
    "SELECT 1 FROM answer a WHERE a.org = :org AND a.submission >= 'erased:' AND a.submission < 'erased;' LIMIT 1"};
const Statement answer_of_page{
    "feedback.answer.of_page",
    "SELECT a.id FROM answer a WHERE a.org = :org AND a.submission >= :low AND a.submission < :high "
    "AND a.submission <> :own LIMIT 1"};
const Statement insert_answer{"feedback.answer.insert",
                              "INSERT INTO answer (org, seq, id, submission, instrument, version, unit, moment, day, "
                              "experienced_at, received_at, source, "
                              "import_id, person, weight, suspect, kind, corrects, told, body) "
                              "VALUES (:org, :seq, :id, :submission, :instrument, :version, :unit, :moment, :day, "
                              ":experienced_at, :received_at, :source, "
                              ":import_id, :person, :weight, :suspect, :kind, :corrects, :told, :body)"};
namespace {
const std::string answers_text = [] {
  std::string text =
      "INSERT INTO answer (org, seq, id, submission, instrument, version, unit, moment, day, experienced_at, "
      "received_at, source, "
      "import_id, person, weight, suspect, kind, corrects, told, body) VALUES ";
  for (std::size_t i = 0; i < answers_together; ++i) {
    const auto n = "_" + std::to_string(i);
    text += (i > 0 ? ", (:org, :seq" : "(:org, :seq") + n + ", :id" + n + ", :submission" + n +
            ", :instrument, :version, :unit" + n + ", NULL, :day" + n + ", :experienced_at" + n +
            ", :received_at, :source, :import_id, NULL, :weight" + n + ", 0, 'answer', NULL, 0, :body" + n + ")";
  }
  return text;
}();
}  // namespace
const Statement insert_answers{"feedback.answers.insert", answers_text};
const Statement answer{
    "feedback.answer",
    "SELECT a.seq, a.submission, a.instrument, a.version, a.unit, a.moment, a.day, a.experienced_at, "
    "a.received_at, a.source, a.import_id, a.person, a.weight, a.suspect, a.kind, a.corrects, a.body "
    "FROM answer a WHERE a.org = :org AND a.id = :id"};
const Statement answer_body{
    "feedback.answer.body",
    "SELECT k.body FROM answer k WHERE k.org = :org AND k.corrects = :id ORDER BY k.seq DESC LIMIT 1"};
const Statement overwrite_answer{
    "feedback.answer.overwrite",
    "UPDATE answer SET body = '{}', told = 0, person = NULL, kind = :kind, submission = :submission "
    "WHERE org = :org AND id = :id"};
const Statement corrections_of{"feedback.answer.corrections",
                               "SELECT k.id, k.submission FROM answer k WHERE k.org = :org AND k.corrects = :id"};
const Statement answers_of_person{
    "feedback.answer.of_person",
    "SELECT a.id FROM answer a WHERE a.org = :org AND a.person = :person AND a.kind = 'answer'"};
// What is held about a person, oldest first; what replaced it when it was corrected.
const Statement answers_about{
    "feedback.answers.about",
    "SELECT a.seq, a.id, a.submission, a.instrument, a.version, a.unit, a.moment, a.day, a.experienced_at, "
    "a.received_at, "
    "a.source, a.weight, a.suspect, a.body, "
    "(SELECT k.body FROM answer k WHERE k.org = :org AND k.corrects = a.id ORDER BY k.seq DESC LIMIT 1) "
    "FROM answer a WHERE a.org = :org AND a.person = :person AND a.kind = 'answer' ORDER BY a.received_at, a.seq"};
const Statement answers_of_import{
    "feedback.answer.of_import",
    "SELECT a.id, a.seq FROM import i JOIN answer a ON a.org = :org "
    "AND a.seq >= CASE WHEN CAST(:after AS BIGINT) >= i.first_seq THEN CAST(:after AS BIGINT) + 1 ELSE i.first_seq END "
    "AND a.seq <= i.last_seq AND a.import_id = i.id AND a.kind = 'answer' "
    "WHERE i.org = :org AND i.id = :import_id ORDER BY a.seq LIMIT CAST(:most AS BIGINT)"};
const Statement answers_after{
    "feedback.answers.after",
    "SELECT a.seq, a.id, a.submission, a.instrument, a.version, a.unit, a.moment, a.day, a.experienced_at, "
    "a.received_at, "
    "a.source, a.weight, a.suspect, a.body, "
    "(SELECT k.body FROM answer k WHERE k.org = :org AND k.corrects = a.id ORDER BY k.seq DESC LIMIT 1) "
    "FROM answer a WHERE a.org = :org AND a.seq > :after AND a.kind = 'answer' ORDER BY a.seq"};
const Statement told_before{
    "feedback.answers.told",
    "SELECT a.seq, a.id, a.instrument, a.version, a.unit, a.moment, a.day, a.body, "
    "(SELECT k.body FROM answer k WHERE k.org = :org AND k.corrects = a.id ORDER BY k.seq DESC LIMIT 1) "
    "FROM answer a WHERE a.org = :org AND a.told = 1 AND a.kind = 'answer' AND a.seq < :before ORDER BY a.seq DESC"};
const Statement mark_told{"feedback.answer.told", "UPDATE answer SET told = :told WHERE org = :org AND id = :id"};
// The log in its order, each with what the truth says now of the answer it is about.
const Statement changes_after{
    "feedback.changes.after",
    "SELECT c.seq, c.kind, c.entity, a.seq, a.day, a.suspect, a.weight, a.version, a.instrument, a.unit, a.moment, "
    "a.kind, a.body, "
    "(SELECT k.body FROM answer k WHERE k.org = :org AND k.corrects = a.id ORDER BY k.seq DESC LIMIT 1) "
    "FROM change_log c LEFT JOIN answer a ON a.org = :org AND a.id = c.entity_id "
    "WHERE c.org = :org AND c.seq > :after ORDER BY c.seq LIMIT CAST(:most AS BIGINT)"};

// The same for who follows what was told.
const Statement changes_heard{
    "feedback.changes.heard",
    "SELECT c.seq, c.kind, c.entity, c.entity_id, a.seq, a.instrument, a.version, a.unit, a.moment, a.day, "
    "a.received_at, a.source, a.person, a.told, a.body, "
    "(SELECT k.body FROM answer k WHERE k.org = :org AND k.corrects = a.id ORDER BY k.seq DESC LIMIT 1), a.kind "
    "FROM change_log c LEFT JOIN answer a ON a.org = :org AND a.id = c.entity_id "
    "WHERE c.org = :org AND c.seq > :after ORDER BY c.seq LIMIT CAST(:most AS BIGINT)"};
const Statement answer_heard{
    "feedback.answer.heard",
    "SELECT a.seq, a.instrument, a.version, a.unit, a.moment, a.day, a.received_at, a.source, a.person, a.told, "
    "a.body, "
    "(SELECT k.body FROM answer k WHERE k.org = :org AND k.corrects = a.id ORDER BY k.seq DESC LIMIT 1) "
    "FROM answer a WHERE a.org = :org AND a.id = :id AND a.kind = 'answer'"};
const Statement pause_asking{
    "feedback.pause.keep",
    "INSERT INTO asking_pause (org, unit, since, unanswered) VALUES (:org, :unit, :since, :unanswered) "
    "ON CONFLICT (org, unit) DO UPDATE SET unanswered = excluded.unanswered"};
const Statement resume_asking{"feedback.pause.end", "DELETE FROM asking_pause WHERE org = :org AND unit = :unit"};
const Statement pauses{"feedback.pauses",
                       "SELECT p.unit, p.since, p.unanswered FROM asking_pause p WHERE p.org = :org ORDER BY p.unit"};

const Statement add_turnout{
    "feedback.turnout.add",
    "INSERT INTO turnout (org, link, day, opened, answered) VALUES (:org, :link, :day, :opened, :answered) "
    "ON CONFLICT (org, link, day) DO UPDATE SET opened = turnout.opened + excluded.opened, "
    "answered = turnout.answered + excluded.answered"};
const Statement turnouts{
    "feedback.turnouts",
    "SELECT l.unit, CAST(SUM(t.opened) AS BIGINT), CAST(SUM(t.answered) AS BIGINT) FROM turnout t "
    "JOIN link l ON l.org = :org AND l.id = t.link "
    "WHERE t.org = :org AND t.day >= CAST(:from AS BIGINT) AND t.day <= CAST(:to AS BIGINT) GROUP BY l.id, l.unit"};

}  // namespace goud::feedback::sql
