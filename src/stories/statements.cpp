#include "stories/statements.hpp"

namespace goud::stories::sql {

using store::Statement;

#define GOUD_FIELDS                                                                                              \
  "SELECT s.seq, s.unit, s.at_day, s.expectation, s.teller, s.standing, s.moment, s.id, s.by_whom, s.name_too, " \
  "s.day, "                                                                                                      \
  "s.unexpected, s.intention, s.retold, s.language, s.may_share, s.call_wanted FROM "

const Statement org{"stories.org", "SELECT CAST(:org AS BIGINT)"};
const Statement mark{"stories.mark",
                     "SELECT m.change, m.ripened, m.mixed, m.names FROM story_mark m WHERE m.org = :org"};
const Statement begin_mark{"stories.mark.begin",
                           "INSERT INTO story_mark (org, change, ripened, mixed, names) VALUES (:org, 0, 0, 0, 0) "
                           "ON CONFLICT (org) DO NOTHING"};
const Statement move_mark{"stories.mark.move",
                          "UPDATE story_mark SET change = :change WHERE org = :org AND change = :before"};

const Statement all{"stories.all", GOUD_FIELDS "story s WHERE s.org = :org AND s.seq < :before ORDER BY s.seq DESC"};
const Statement of_unit{"stories.of_unit", GOUD_FIELDS
                        "story s WHERE s.org = :org AND s.unit = :unit AND s.seq < :before ORDER BY s.seq DESC"};
const Statement of_moment{"stories.of_moment", GOUD_FIELDS
                          "story s WHERE s.org = :org AND s.moment = :moment AND s.seq < :before ORDER BY s.seq DESC"};
const Statement to_check{"stories.to_check", GOUD_FIELDS
                         "story s WHERE s.org = :org AND s.standing = 1 AND s.seq < :before ORDER BY s.seq DESC"};
const Statement shared{"stories.shared", GOUD_FIELDS
                       "story s WHERE s.org = :org AND s.standing = 2 AND s.seq < :before ORDER BY s.seq DESC"};
const Statement by_whom{"stories.by_whom", GOUD_FIELDS
                        "story s WHERE s.org = :org AND s.by_whom = :who AND s.seq < :before ORDER BY s.seq DESC"};
// A row of the index is numbered by organisation and story, so one organisation's lie together and newest first is backwards.
const Statement found{
    "stories.found",
    GOUD_FIELDS
    "story_words w CROSS JOIN story s ON s.org = :org AND s.seq = w.rowid - :org * 1099511627776 "
    "WHERE w.story_words MATCH :words AND w.rowid > :org * 1099511627776 "
    "AND w.rowid < :org * 1099511627776 + :before ORDER BY w.rowid DESC",
    GOUD_FIELDS
    "story_text w JOIN story s ON s.org = :org AND s.seq = w.seq WHERE w.org = :org AND w.words @@ "
    "CAST(replace(replace(replace(replace(replace(:words, '\"', ''''), ' AND ', ' & '), ' OR ', ' | '), "
    "' NOT ', ' & !'), '*', ':*') AS TSQUERY) AND w.seq < :before ORDER BY w.seq DESC"};
const Statement one{"stories.one", GOUD_FIELDS "story s WHERE s.org = :org AND s.id = :id"};
const Statement at{"stories.at", GOUD_FIELDS "story s WHERE s.org = :org AND s.seq = :seq"};
#undef GOUD_FIELDS

// The sums of a place, out of the index alone.
#define GOUD_SUMS                                                                      \
  "SELECT COUNT(*), COALESCE(SUM(CASE WHEN s.expectation = 3 THEN 1 ELSE 0 END), 0), " \
  "COALESCE(SUM(CASE WHEN s.expectation = 2 THEN 1 ELSE 0 END), 0), "                  \
  "COALESCE(SUM(CASE WHEN s.expectation = 1 THEN 1 ELSE 0 END), 0), "                  \
  "COALESCE(SUM(CASE WHEN s.teller > 0 THEN 1 ELSE 0 END), 0), "                       \
  "COALESCE(SUM(CASE WHEN s.standing = 1 THEN 1 ELSE 0 END), 0) FROM "
#define GOUD_PART                                                                                                      \
  "AND s.at_day >= CAST(:from AS BIGINT) AND s.at_day <= CAST(:to AS BIGINT) "                                         \
  "AND (CAST(:moment AS TEXT) = '' OR s.moment = :moment) AND s.standing >= CAST(:least AS BIGINT) AND s.standing <= " \
  "CAST(:most AS BIGINT)"
const Statement count_all{"stories.count", GOUD_SUMS "story s WHERE s.org = :org " GOUD_PART};
const Statement count_unit{"stories.count_unit", GOUD_SUMS "story s WHERE s.org = :org AND s.unit = :unit " GOUD_PART};
#undef GOUD_SUMS
#undef GOUD_PART
const Statement count_found{
    "stories.found.count",
    "SELECT COUNT(*) FROM story_words w WHERE w.story_words MATCH :words "
    "AND w.rowid > :org * 1099511627776 AND w.rowid < (:org + 1) * 1099511627776",
    "SELECT COUNT(*) FROM story_text w WHERE w.org = :org AND w.words @@ "
    "CAST(replace(replace(replace(replace(replace(:words, '\"', ''''), ' AND ', ' & '), ' OR ', "
    "' | '), ' NOT ', ' & !'), '*', ':*') AS TSQUERY)"};

const Statement text{
    "stories.text",
    "SELECT t.text, t.shared_text, t.because, t.tokens FROM story_text t WHERE t.org = :org AND t.seq = :seq"};
const Statement seq_of{"stories.seq", "SELECT s.seq FROM story s WHERE s.org = :org AND s.id = :id"};
const Statement last_seq{"stories.seq.last",
                         "SELECT s.seq FROM story s WHERE s.org = :org ORDER BY s.seq DESC LIMIT 1"};
const Statement by_submission{"stories.by_submission",
                              "SELECT s.id FROM story s WHERE s.org = :org AND s.submission = :submission"};
const Statement by_receipt{"stories.by_receipt",
                           "SELECT s.id FROM story s WHERE s.org = :org AND s.receipt = :receipt"};

const Statement insert{"stories.insert",
                       "INSERT INTO story (org, seq, id, submission, receipt, teller, by_whom, name_too, unit, moment, "
                       "day, at_day, expectation, "
                       "unexpected, intention, retold, language, may_share, withdrawn, call_wanted, standing) VALUES "
                       "(:org, :seq, :id, :submission, "
                       ":receipt, :teller, :by_whom, :name_too, :unit, :moment, :day, :at_day, :expectation, "
                       ":unexpected, :intention, NULL, "
                       ":language, :may_share, 0, :call_wanted, :standing)"};
const Statement insert_telling{"stories.text.insert",
                               "INSERT INTO story_text (org, seq, text, shared_text, because, tokens) "
                               "VALUES (:org, :seq, :text, '', '', :tokens)"};
const Statement insert_words{"stories.words.insert",
                             "INSERT INTO story_words (rowid, tokens) VALUES (:org * 1099511627776 + :seq, :tokens)",
                             "UPDATE story_text SET words = CAST(:tokens AS TSVECTOR) WHERE org = :org AND seq = :seq"};
const Statement delete_words{"stories.words.delete",
                             "INSERT INTO story_words (story_words, rowid, tokens) "
                             "VALUES ('delete', :org * 1099511627776 + :seq, :tokens)",
                             "UPDATE story_text SET words = NULL WHERE org = :org AND seq = :seq AND tokens = :tokens"};
const Statement delete_text{"stories.text.delete", "DELETE FROM story_text WHERE org = :org AND seq = :seq"};
const Statement remove{"stories.remove", "DELETE FROM story WHERE org = :org AND seq = :seq"};
const Statement change{
    "stories.change",
    "UPDATE story SET unit = :unit, moment = :moment, day = :day, at_day = :at_day, expectation = :expectation, "
    "unexpected = :unexpected, intention = :intention, language = :language, "
    "may_share = CASE WHEN withdrawn = 1 THEN 0 ELSE CAST(:may_share AS BIGINT) END, call_wanted = :call_wanted "
    "WHERE org = :org AND seq = :seq"};
const Statement change_text{"stories.text.change",
                            "UPDATE story_text SET text = :text, shared_text = '', because = '', tokens = :tokens "
                            "WHERE org = :org AND seq = :seq"};
const Statement set_standing{"stories.standing",
                             "UPDATE story SET standing = :standing, may_share = :may_share, "
                             "withdrawn = CASE WHEN CAST(:withdraw AS BIGINT) = 1 THEN 1 ELSE withdrawn END "
                             "WHERE org = :org AND seq = :seq"};
const Statement set_shared{
    "stories.text.share",
    "UPDATE story_text SET shared_text = :text, because = :because WHERE org = :org AND seq = :seq"};
const Statement set_retold{"stories.retold",
                           "UPDATE story SET retold = :retold WHERE org = :org AND seq = :seq AND retold IS NULL"};
const Statement anonymise{
    "stories.anonymise",
    "UPDATE story SET by_whom = NULL, name_too = 0, submission = NULL WHERE org = :org AND seq = :seq"};
const Statement retold_counts{
    "stories.retold.counts",
    "SELECT s.unit, s.at_day, s.retold, s.intention FROM story s WHERE s.org = :org AND s.at_day >= CAST(:from AS "
    "BIGINT) "
    "AND s.at_day <= CAST(:to AS BIGINT) AND s.teller = 0 AND (CAST(:moment AS TEXT) = '' OR s.moment = :moment)"};

// What was erased lies in the index until its pieces are merged: noted, and done soon after.
const Statement index_erased{"stories.index.erased", "UPDATE story_index SET erased = 1 WHERE one = 1"};
const Statement index_state{"stories.index", "SELECT i.erased FROM story_index i WHERE i.one = 1"};
const Statement index_merge{"stories.index.merge",
                            "INSERT INTO story_words (story_words, rank) VALUES ('merge', :pages)",
                            "UPDATE story_index SET erased = erased WHERE one = 1 AND CAST(:pages AS BIGINT) = 0"};
const Statement index_clean{"stories.index.clean", "UPDATE story_index SET erased = 0 WHERE one = 1"};

#define GOUD_WAITING                                                                                          \
  "SELECT w.id, w.receipt, w.unit, w.moment, w.week, w.expectation, w.language, w.text, w.may_share, w.ripe " \
  "FROM story_waiting w WHERE w.org = :org"
const Statement waiting{"stories.waiting", GOUD_WAITING};
const Statement waiting_ripe{"stories.waiting.ripe", GOUD_WAITING " AND w.ripe = 1"};
#undef GOUD_WAITING
const Statement insert_waiting{
    "stories.waiting.insert",
    "INSERT INTO story_waiting (org, id, receipt, unit, moment, week, expectation, language, text, may_share, ripe) "
    "VALUES (:org, :id, :receipt, :unit, :moment, :week, :expectation, :language, :text, :may_share, :ripe)"};
const Statement delete_waiting{"stories.waiting.delete", "DELETE FROM story_waiting WHERE org = :org AND id = :id"};
const Statement take_back_waiting{"stories.waiting.take_back",
                                  "DELETE FROM story_waiting WHERE org = :org AND receipt = :receipt"};
const Statement ripen{"stories.waiting.ripen", "UPDATE story_waiting SET ripe = 1 WHERE org = :org AND ripe = 0"};
const Statement note_ripened{"stories.mark.ripened", "UPDATE story_mark SET ripened = :day WHERE org = :org"};
const Statement note_mixed{"stories.mark.mixed", "UPDATE story_mark SET mixed = :day WHERE org = :org"};

const Statement insert_visit{"stories.visit.keep",
                             "INSERT INTO story_visit (org, answer, person, unit, moment, day, expectation, told) "
                             "VALUES (:org, :answer, :person, :unit, :moment, :day, :expectation, :told) "
                             "ON CONFLICT (org, answer) DO UPDATE SET moment = excluded.moment, expectation = "
                             "excluded.expectation, told = excluded.told"};
const Statement delete_visit{"stories.visit.delete", "DELETE FROM story_visit WHERE org = :org AND answer = :answer"};
const Statement visit{"stories.visit",
                      "SELECT v.person, v.day, v.moment FROM story_visit v WHERE v.org = :org AND v.answer = :answer"};
const Statement visits_of{
    "stories.visits.of",
    "SELECT v.person, v.day, v.answer, v.moment, v.unit, v.expectation, v.told FROM story_visit v "
    "WHERE v.org = :org AND v.person = :person ORDER BY v.day, v.answer"};
// Every known customer's road: figures of who came back are made of it.
const Statement visits{"stories.visits",
                       "SELECT v.person, v.day, v.answer, v.moment, v.unit, v.expectation, v.told FROM story_visit v "
                       "WHERE v.org = :org ORDER BY v.person, v.day, v.answer"};
const Statement forget_visits{"stories.visits.forget", "DELETE FROM story_visit WHERE org = :org AND person = :person"};

const Statement themes{
    "stories.themes",
    "SELECT t.id, t.name_nl, t.name_en, t.rule, t.revision FROM theme t WHERE t.org = :org ORDER BY t.id"};
const Statement insert_theme{
    "stories.theme.insert",
    "INSERT INTO theme (org, id, name_nl, name_en, rule, revision) VALUES (:org, :id, :nl, :en, :rule, 1)"};
const Statement change_theme{"stories.theme.change",
                             "UPDATE theme SET name_nl = :nl, name_en = :en, rule = :rule, revision = revision + 1 "
                             "WHERE org = :org AND id = :id AND revision = :revision"};
const Statement delete_theme{"stories.theme.delete", "DELETE FROM theme WHERE org = :org AND id = :id"};

const Statement choose{
    "stories.week.choose",
    "INSERT INTO story_week (org, week, seq) VALUES (:org, :week, :seq) ON CONFLICT (org, week, seq) DO NOTHING"};
const Statement unchoose{"stories.week.unchoose",
                         "DELETE FROM story_week WHERE org = :org AND week = :week AND seq = :seq"};
const Statement unchoose_all{"stories.week.unchoose_all", "DELETE FROM story_week WHERE org = :org AND seq = :seq"};
const Statement chosen{"stories.week.chosen",
                       "SELECT w.seq FROM story_week w WHERE w.org = :org AND w.week = :week ORDER BY w.seq DESC"};
const Statement weeks_of{"stories.week.of",
                         "SELECT w.week FROM story_week w WHERE w.org = :org AND w.seq = :seq ORDER BY w.week"};

const Statement names{"stories.names", "SELECT n.name FROM story_name n WHERE n.org = :org ORDER BY n.name"};
const Statement insert_name{
    "stories.names.insert",
    "INSERT INTO story_name (org, name) VALUES (:org, :name) ON CONFLICT (org, name) DO NOTHING"};
const Statement delete_names{"stories.names.delete", "DELETE FROM story_name WHERE org = :org"};
const Statement note_names{"stories.mark.names", "UPDATE story_mark SET names = names + 1 WHERE org = :org"};

#define GOUD_KUDOS                                                                                          \
  "SELECT k.seq, k.id, k.giver, k.receiver, k.unit, k.value, k.behaviour, k.text, k.story, k.day, k.named " \
  "FROM kudos k WHERE k.org = :org "
const Statement last_kudos{"stories.kudos.last",
                           "SELECT k.seq FROM kudos k WHERE k.org = :org ORDER BY k.seq DESC LIMIT 1"};
const Statement insert_kudos{
    "stories.kudos.insert",
    "INSERT INTO kudos (org, seq, id, giver, receiver, unit, value, behaviour, text, story, day, named) VALUES "
    "(:org, :seq, :id, :giver, :receiver, :unit, :value, :behaviour, :text, :story, :day, 0)"};
const Statement kudos_one{"stories.kudos.one", GOUD_KUDOS "AND k.id = :id"};
const Statement kudos_all{"stories.kudos", GOUD_KUDOS "AND k.seq < :before ORDER BY k.seq DESC"};
const Statement kudos_unit{"stories.kudos.unit",
                           GOUD_KUDOS "AND k.unit = :unit AND k.seq < :before ORDER BY k.seq DESC"};
const Statement kudos_about{"stories.kudos.about",
                            GOUD_KUDOS "AND k.giver = :who UNION ALL " GOUD_KUDOS "AND k.receiver = :who"};
#undef GOUD_KUDOS
const Statement name_kudos{"stories.kudos.name",
                           "UPDATE kudos SET named = :named WHERE org = :org AND id = :id AND receiver = :who"};
const Statement kudos_without_story{"stories.kudos.without_story",
                                    "UPDATE kudos SET story = NULL WHERE org = :org AND story = :story"};
const Statement kudos_of_story{"stories.kudos.of_story",
                               "SELECT COUNT(*) FROM kudos k WHERE k.org = :org AND k.story = :story"};
const Statement forget_given{"stories.kudos.forget_given", "DELETE FROM kudos WHERE org = :org AND giver = :who"};
const Statement forget_received{"stories.kudos.forget_received",
                                "DELETE FROM kudos WHERE org = :org AND receiver = :who"};

}  // namespace goud::stories::sql
