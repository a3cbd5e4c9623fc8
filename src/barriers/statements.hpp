// The named statements of this room; prepared at start on the engine in use.
#pragma once

#include "store/store.hpp"

namespace goud::barriers::sql {

#define GOUD_BARRIER_COLUMNS                                                                                        \
  "b.id, b.unit, b.moment, b.kind, b.title, b.language, b.state, b.reports, b.minutes, b.first_week, b.last_week, " \
  "b.since, b.owner, b.answer_by, b.acknowledged, b.due, b.rises, b.solved, b.level, b.escalated, b.done, "         \
  "b.because, b.gone, b.still_there, b.joined_into, b.revision, b.standing "

inline constexpr store::Statement one{
    "barriers.one", "SELECT " GOUD_BARRIER_COLUMNS "FROM barrier b WHERE b.org = :org AND b.id = :id"};
inline constexpr store::Statement same{
    "barriers.same", "SELECT " GOUD_BARRIER_COLUMNS
                     "FROM barrier b WHERE b.org = :org AND b.unit = :unit AND b.moment = :moment AND b.kind = :kind "
                     "AND b.standing >= 4 ORDER BY b.minutes DESC, b.id"};
inline constexpr store::Statement rising{
    "barriers.rising",
    "SELECT b.id FROM barrier b WHERE b.org = :org AND b.rises <= :now ORDER BY b.rises, b.id LIMIT 200"};
// The board, from the first on or after a place: overdue ones first, then the most hours.
inline constexpr store::Statement board{
    "barriers.board",
    "SELECT b.standing, b.minutes, b.id, b.unit, b.moment, b.since, b.reports, b.answer_by FROM barrier b "
    "WHERE b.org = :org AND b.standing >= :least AND (b.standing, b.minutes, b.id) < (:standing, :minutes, :id) "
    "ORDER BY b.standing DESC, b.minutes DESC, b.id DESC"};
inline constexpr store::Statement board_of_unit{
    "barriers.board_of_unit",
    "SELECT b.standing, b.minutes, b.id, b.unit, b.moment, b.since, b.reports, b.answer_by FROM barrier b "
    "WHERE b.org = :org AND b.unit = :unit AND b.standing >= :least "
    "AND (b.standing, b.minutes, b.id) < (:standing, :minutes, :id) "
    "ORDER BY b.standing DESC, b.minutes DESC, b.id DESC"};
inline constexpr store::Statement acknowledged{
    "barriers.acknowledged",
    "SELECT b.unit, b.moment, b.in_time FROM barrier b WHERE b.org = :org AND b.acknowledged >= :since"};
inline constexpr store::Statement totals{
    "barriers.totals", "SELECT t.unit, t.moment, t.reports, t.minutes FROM barrier_total t WHERE t.org = :org"};
inline constexpr store::Statement count_total{
    "barriers.count_total",
    "INSERT INTO barrier_total (org, unit, moment, reports, minutes) VALUES (:org, :unit, :moment, :reports, :minutes) "
    "ON CONFLICT (org, unit, moment) DO UPDATE SET reports = barrier_total.reports + excluded.reports, "
    "minutes = barrier_total.minutes + excluded.minutes"};
inline constexpr store::Statement named_waiting{
    "barriers.named_waiting",
    "SELECT count(*) FROM barrier b JOIN barrier_report r ON r.org = :org AND r.barrier = b.id "
    "WHERE b.org = :org AND b.unit = :unit AND b.standing >= 4 AND b.state = 'reported'"};
inline constexpr store::Statement insert{
    "barriers.insert",
    "INSERT INTO barrier (org, id, unit, moment, kind, title, language, state, standing, reports, minutes, first_week, "
    "last_week, since, owner, answer_by, level, escalated, done, because, gone, still_there, joined_into, revision) "
    "VALUES (:org, :id, :unit, :moment, :kind, :title, :language, 'reported', 4, 0, 0, :first_week, :last_week, "
    ":since, "
    "'', :answer_by, :level, 0, '', '', 0, 0, '', 1)"};
inline constexpr store::Statement update{
    "barriers.update",
    "UPDATE barrier SET title = :title, language = :language, state = :state, standing = :standing, reports = "
    ":reports, "
    "minutes = :minutes, first_week = :first_week, last_week = :last_week, since = :since, owner = :owner, "
    "answer_by = :answer_by, acknowledged = :acknowledged, in_time = :in_time, due = :due, rises = :rises, "
    "solved = :solved, level = :level, escalated = :escalated, done = :done, because = :because, gone = :gone, "
    "still_there = :still_there, joined_into = :joined_into, revision = :revision WHERE org = :org AND id = :id"};
inline constexpr store::Statement in_time{"barriers.in_time",
                                          "SELECT b.in_time FROM barrier b WHERE b.org = :org AND b.id = :id"};

inline constexpr store::Statement insert_report{
    "barriers.report.insert",
    "INSERT INTO barrier_report (org, id, barrier, submission, reporter, unit, day, minutes, words, language, said) "
    "VALUES (:org, :id, :barrier, :submission, :reporter, :unit, :day, :minutes, :words, :language, :said)"};
inline constexpr store::Statement report_once{"barriers.report.once",
                                              "SELECT r.barrier FROM barrier_report r WHERE r.org = :org AND "
                                              "r.reporter = :reporter AND r.submission = :submission"};
inline constexpr store::Statement reported_by{
    "barriers.report.by", "SELECT r.barrier FROM barrier_report r WHERE r.org = :org AND r.reporter = :reporter"};
inline constexpr store::Statement said_by{
    "barriers.report.said_by",
    "SELECT r.id, r.said FROM barrier_report r WHERE r.org = :org AND r.reporter = :reporter AND r.barrier = :barrier"};
inline constexpr store::Statement set_said{
    "barriers.report.say",
    "UPDATE barrier_report SET said = :said WHERE org = :org AND reporter = :reporter AND barrier = :barrier"};
inline constexpr store::Statement days_of{
    "barriers.report.days",
    "SELECT r.unit, r.day FROM barrier_report r WHERE r.org = :org AND r.barrier = :barrier AND r.day >= :from"};
inline constexpr store::Statement words_of{
    "barriers.report.words",
    "SELECT r.words, r.language FROM barrier_report r WHERE r.org = :org AND r.barrier = :barrier AND r.words <> '' "
    "ORDER BY r.day DESC, r.id LIMIT 20"};
inline constexpr store::Statement unsay_reports{
    "barriers.report.unsay", "UPDATE barrier_report SET said = 0 WHERE org = :org AND barrier = :barrier"};
inline constexpr store::Statement move_reports{
    "barriers.report.move", "UPDATE barrier_report SET barrier = :into WHERE org = :org AND barrier = :barrier"};

inline constexpr store::Statement insert_unnamed{
    "barriers.unnamed.insert",
    "INSERT INTO barrier_unnamed (org, receipt, barrier, week, minutes, words, language, said) "
    "VALUES (:org, :receipt, :barrier, :week, :minutes, :words, :language, 0)"};
inline constexpr store::Statement unnamed{
    "barriers.unnamed.one",
    "SELECT u.barrier, u.said FROM barrier_unnamed u WHERE u.org = :org AND u.receipt = :receipt"};
inline constexpr store::Statement set_unnamed_said{
    "barriers.unnamed.say", "UPDATE barrier_unnamed SET said = :said WHERE org = :org AND receipt = :receipt"};
inline constexpr store::Statement unnamed_words_of{
    "barriers.unnamed.words",
    "SELECT u.words, u.language FROM barrier_unnamed u WHERE u.org = :org AND u.barrier = :barrier AND u.words > '' "
    "ORDER BY u.words LIMIT 20"};
inline constexpr store::Statement unsay_unnamed{
    "barriers.unnamed.unsay", "UPDATE barrier_unnamed SET said = 0 WHERE org = :org AND barrier = :barrier"};
inline constexpr store::Statement move_unnamed{
    "barriers.unnamed.move", "UPDATE barrier_unnamed SET barrier = :into WHERE org = :org AND barrier = :barrier"};

inline constexpr store::Statement keep_waiting{
    "barriers.waiting.keep",
    "INSERT INTO barrier_waiting (org, place, sealed) VALUES (:org, :place, :sealed) "
    "ON CONFLICT (org, place) DO UPDATE SET sealed = excluded.sealed"};
inline constexpr store::Statement waits{
    "barriers.waiting.one", "SELECT w.sealed FROM barrier_waiting w WHERE w.org = :org AND w.place = :place"};
inline constexpr store::Statement waiting{"barriers.waiting.all",
                                          "SELECT w.sealed FROM barrier_waiting w WHERE w.org = :org"};
inline constexpr store::Statement empty_waiting{"barriers.waiting.empty",
                                                "DELETE FROM barrier_waiting WHERE org = :org"};
inline constexpr store::Statement last_morning{"barriers.morning",
                                               "SELECT m.day FROM barrier_morning m WHERE m.org = :org"};
inline constexpr store::Statement keep_morning{
    "barriers.morning.keep",
    "INSERT INTO barrier_morning (org, day) VALUES (:org, :day) ON CONFLICT (org) DO UPDATE SET day = excluded.day"};

inline constexpr store::Statement limits{
    "barriers.limits", "SELECT l.level, l.days FROM barrier_limit l WHERE l.org = :org ORDER BY l.level"};
inline constexpr store::Statement keep_limit{
    "barriers.limits.keep",
    "INSERT INTO barrier_limit (org, level, days) VALUES (:org, :level, :days) "
    "ON CONFLICT (org, level) DO UPDATE SET days = excluded.days"};

}  // namespace goud::barriers::sql
