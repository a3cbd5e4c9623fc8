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

std::string sql_of(const Query& query, const Wide& wide) {
  std::string made, anchors, complete;
  Query all = query;
  all.questions.clear();
  for (std::size_t i = 0; i < wide.columns.size(); ++i) {
    const auto& column = wide.columns[i];
    const auto at = std::to_string(i);
    all.questions.push_back(column.question);
    std::string here = "question = " + std::to_string(column.question);
    if (column.moment) here += " AND moment = " + std::to_string(*column.moment);
    std::string value = "value";
    if (!column.ones.empty() || !column.zeros.empty())
      value = "CASE WHEN value IN " + list_of(column.ones) + " THEN 1 WHEN value IN " + list_of(column.zeros) +
              " THEN 0 END";
    made += ", max(CASE WHEN " + here + " AND state = 0 THEN " + value + " END) AS c" + at + ", max(CASE WHEN " + here +
            " THEN state END) AS s" + at;
    complete += (i > 0 ? " AND c" : "c") + at + " IS NOT NULL";
    if (column.anchor) anchors += (anchors.empty() ? " AND (c" : " OR c") + at + " IS NOT NULL";
  }
  if (!anchors.empty()) anchors += ")";
  std::string sql = "WITH wide AS (SELECT answer, CAST(max(weight) AS BIGINT) AS w" + made + " FROM fact WHERE " +
                    where_of(all) + " GROUP BY answer), counted AS (SELECT *, " + complete +
                    " AS whole FROM wide WHERE c0 IS NOT NULL" + anchors + ") SELECT CAST(count(*) AS BIGINT)";
  const auto add = [&](const std::string& what) { sql += ", CAST(coalesce(" + what + ", 0) AS BIGINT)"; };
  for (std::size_t i = 0; i < wide.columns.size(); ++i) {
    const auto at = std::to_string(i);
    add("count(c" + at + ")");
    for (const char* state : {"1", "2"}) add("count(*) FILTER (c" + at + " IS NULL AND s" + at + " = " + state + ")");
  }
  add("count(*) FILTER (whole)");
  add("sum(w) FILTER (whole)");
  add("sum(w * w) FILTER (whole)");
  for (std::size_t i = 0; i < wide.columns.size(); ++i) add("sum(w * c" + std::to_string(i) + ") FILTER (whole)");
  for (std::size_t i = 0; i < wide.columns.size(); ++i)
    for (std::size_t j = i; j < wide.columns.size(); ++j)
      add("sum(w * c" + std::to_string(i) + " * c" + std::to_string(j) + ") FILTER (whole)");
  return sql + " FROM counted";
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
