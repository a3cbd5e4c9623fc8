#include <algorithm>

#include "store/columns/columns.hpp"

// The numbers written into these texts are ours (dictionary numbers, days), never what somebody typed.
namespace goud::store::columns {

namespace {

std::string list_of(const std::vector<std::int32_t>& numbers) {
  std::string text = "(";
  for (const auto number : numbers) {
    if (text.size() > 1) text += ',';
    text += std::to_string(number);
  }
  // IN () is no SQL; nothing has number -1.
  if (numbers.empty()) text += "-1";
  return text + ")";
}

std::string units_of(const Query& query) {
  std::vector<std::int32_t> whole;
  std::string parts;
  for (const auto& days : *query.units) {
    const bool from_start = !days.from || (query.from && *days.from <= *query.from);
    const bool to_end = !days.until || (query.to && *days.until > *query.to);
    if (from_start && to_end) {
      whole.push_back(days.unit);
      continue;
    }
    parts += " OR (unit = " + std::to_string(days.unit);
    if (!from_start) parts += " AND day >= " + std::to_string(days.from->number);
    if (!to_end) parts += " AND day < " + std::to_string(days.until->number);
    parts += ")";
  }
  return "(unit IN " + list_of(whole) + parts + ")";
}

std::string step_of(Step step) {
  switch (step) {
    case Step::none: return "0";
    case Step::week: return "day - ((day + 3) % 7)";  // 1970-01-01 was a Thursday
    case Step::month: return "CAST(date_trunc('month', DATE '1970-01-01' + day) AS DATE) - DATE '1970-01-01'";
  }
  return "0";
}

std::string where_of(const Query& query) {
  std::string where = "question IN " + list_of(query.questions);
  if (query.from) where += " AND day >= " + std::to_string(query.from->number);
  if (query.to) where += " AND day <= " + std::to_string(query.to->number);
  if (query.units) where += " AND " + units_of(query);
  if (query.moments) {
    where += " AND (moment IN " + list_of(*query.moments);
    if (!query.of_any_moment.empty()) where += " OR question IN " + list_of(query.of_any_moment);
    where += ")";
  }
  if (!query.with_suspects) where += " AND suspect = 0";
  return where;
}

}  // namespace

std::string sql_of(const Query& query, const Both& both) {
  return "SELECT CAST(count(DISTINCT answer) AS BIGINT) FROM fact WHERE " + where_of(query) + " AND state = 0 AND value IN " +
         list_of(both.values) + " AND answer IN (SELECT answer FROM fact WHERE state = 0 AND question IN " +
         list_of(both.other_questions) + " AND value IN " + list_of(both.other_values) + ")";
}

std::string sql_of(const Query& query) {
  std::string segment = "0";
  for (const auto& cut : query.cuts) segment += " + CAST(day >= " + std::to_string(cut.number) + " AS INTEGER)";
  return "SELECT question, moment, " + std::string(query.by_unit ? "unit" : "0") + " AS unit_, CAST(" +
         step_of(query.step) + " AS INTEGER) AS step_, CAST(" + segment +
         " AS INTEGER) AS segment_, CAST(state AS INTEGER) AS state_, value, CAST(count(*) AS BIGINT) AS rows_, "
         "CAST(sum(weight) AS BIGINT) AS weight_, CAST(sum(CAST(weight AS BIGINT) * weight) AS BIGINT) AS squared_ "
         "FROM fact WHERE " +
         where_of(query) + " GROUP BY ALL";
}

}  // namespace goud::store::columns
