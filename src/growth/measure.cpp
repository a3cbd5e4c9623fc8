#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

#include "growth/growth.hpp"

namespace goud::growth {

std::string_view name_of(About about) {
  switch (about) {
    case About::employees:
      return "employees";
    case About::customers:
      return "customers";
    case About::results:
      return "results";
  }
  return "results";
}
std::string_view name_of(Scale scale) {
  switch (scale) {
    case Scale::share:
      return "share";
    case Scale::points:
      return "points";
    case Scale::number:
      return "number";
  }
  return "number";
}
std::string_view name_of(Per per) {
  switch (per) {
    case Per::week:
      return "week";
    case Per::month:
      return "month";
    case Per::quarter:
      return "quarter";
    case Per::year:
      return "year";
  }
  return "quarter";
}

namespace {

std::optional<int> digits(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || text.front() == '-')
    return std::nullopt;
  return number;
}

std::string two(std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

// The Monday of a week of a year: the fourth of January lies in the first.
std::optional<Day> monday(int year, int week) {
  const auto fourth = day_from(std::to_string(year) + "-01-04");
  if (!fourth) return std::nullopt;
  const Day found{monday_of(*fourth).number + 7 * (week - 1)};
  if (iso_week(found).year != year || iso_week(found).week != week) return std::nullopt;
  return found;
}
constexpr int first_monday = -3;  // 1969-12-29

}  // namespace

std::optional<Period> period_from(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  if (!year || *year < 1970 || *year > 2199) return std::nullopt;
  if (text.size() == 4) return Period{Per::year, *year};
  if (text[4] != '-') return std::nullopt;
  auto rest = text.substr(5);
  if (rest.size() == 2 && (rest[0] == 'Q' || rest[0] == 'q' || rest[0] == 'K' || rest[0] == 'k')) {
    const auto quarter = digits(rest.substr(1));
    if (!quarter || *quarter < 1 || *quarter > 4) return std::nullopt;
    return Period{Per::quarter, *year * std::int64_t{4} + *quarter - 1};
  }
  if (rest.size() == 3 && (rest[0] == 'W' || rest[0] == 'w')) {
    const auto week = digits(rest.substr(1));
    const auto day = week ? monday(*year, *week) : std::nullopt;
    if (!day) return std::nullopt;
    return Period{Per::week, (day->number - first_monday) / 7};
  }
  const auto month = rest.size() == 2 ? digits(rest) : std::nullopt;
  if (!month || *month < 1 || *month > 12) return std::nullopt;
  return Period{Per::month, *year * std::int64_t{12} + *month - 1};
}

std::string to_text(Period period) {
  const auto number = period.number;
  switch (period.per) {
    case Per::year:
      return std::to_string(number);
    case Per::quarter:
      return std::to_string(number / 4) + "-Q" + std::to_string(number % 4 + 1);
    case Per::month:
      return std::to_string(number / 12) + "-" + two(number % 12 + 1);
    case Per::week: {
      const auto week = iso_week(Day{static_cast<std::int32_t>(number * 7 + first_monday)});
      return std::to_string(week.year) + "-W" + two(week.week);
    }
  }
  return {};
}

namespace {

bool key_good(std::string_view key) {
  return !key.empty() && key.size() <= 60 && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

constexpr double value_most = 1e12;

}  // namespace

Result<std::vector<Value>> look_at(const Batch& batch, const std::vector<Measure>& known,
                                   const people::UnitTree& tree) {
  std::vector<FieldFault> wrong;
  const auto refused = [&](std::string path, std::string key, std::map<std::string, std::string> args = {}) {
    if (wrong.size() < 100) wrong.push_back({std::move(path), std::move(key), std::move(args)});
  };
  std::map<std::string, Measure, std::less<>> by_key;
  for (const auto& one : known) by_key.emplace(one.key, one);
  for (std::size_t i = 0; i < batch.measures.size(); ++i) {
    const auto& one = batch.measures[i];
    const auto path = "measures[" + std::to_string(i) + "]";
    if (!key_good(one.key)) refused(path + ".key", "growth.measure.key");
    const auto [there, fresh] = by_key.emplace(one.key, one);
    if (!fresh &&
        (there->second.about != one.about || there->second.scale != one.scale || there->second.per != one.per))
      refused(path + ".key", "growth.measure.other", {{"key", one.key}});
  }
  if (by_key.size() > measures_most)
    refused("measures", "growth.measure.too_many", {{"most", std::to_string(measures_most)}});

  std::map<std::string, std::vector<const people::Unit*>, std::less<>> by_name;
  for (const auto& unit : tree.units()) by_name[unit.name].push_back(&unit);
  std::vector<Value> values;
  std::set<std::tuple<std::string, std::string, std::int64_t>> seen;
  for (std::size_t i = 0; i < batch.rows.size(); ++i) {
    const auto& row = batch.rows[i];
    const auto path = "rows[" + std::to_string(i) + "]";
    const auto measure = by_key.find(row.measure);
    if (measure == by_key.end()) {
      refused(path + ".measure", "growth.measure.unknown");
      continue;
    }
    const auto* unit = tree.by_code(row.unit);
    if (unit == nullptr) unit = tree.find(UnitId{row.unit});
    if (const auto named = by_name.find(row.unit);
        unit == nullptr && named != by_name.end() && named->second.size() == 1)
      unit = named->second.front();
    if (unit == nullptr) refused(path + ".unit", "growth.unit_unknown");
    const auto period = period_from(row.period);
    if (!period)
      refused(path + ".period", "growth.period_unknown");
    else if (period->per != measure->second.per)
      refused(path + ".period", "growth.period_other", {{"per", std::string(name_of(measure->second.per))}});
    if (!std::isfinite(row.value) || std::abs(row.value) > value_most) refused(path + ".value", "growth.value_size");
    if (measure->second.scale == Scale::share && (row.value < 0 || row.value > 1))
      refused(path + ".value", "growth.value_share");
    if (measure->second.scale == Scale::points && std::abs(row.value) > 100)
      refused(path + ".value", "growth.value_points");
    // What few people said of their work would be told of each of them.
    if (measure->second.about == About::employees && row.n.value_or(0) < floor_of_employees)
      refused(path + ".n", "growth.floor", {{"floor", std::to_string(floor_of_employees)}});
    else if (row.n && *row.n < 1)
      refused(path + ".n", "growth.n_least");
    if (unit == nullptr || !period) continue;
    if (!seen.emplace(row.measure, unit->id.text, period->number).second) {
      refused(path, "growth.twice");
      continue;
    }
    values.push_back({row.measure, unit->id, *period, std::round(row.value * 1e6) / 1e6, row.n});
  }
  if (!wrong.empty()) return tl::unexpected<Fault>(Fault{FaultKind::invalid, "fault.fields", std::move(wrong), {}});
  return values;
}

Done may_bring(const http::Caller& caller, About about) {
  using http::Role;
  const bool may = caller.role == Role::owner || (caller.role == Role::cx_manager && about != About::employees) ||
                   (caller.role == Role::hr_manager && about != About::customers);
  if (!may || caller.account.empty()) return refuse(FaultKind::forbidden, "growth.not_yours");
  return {};
}

Result<Pair> pair_of(const std::vector<Measure>& known, const std::string& x, const std::string& y, int lag) {
  const auto find = [&](const std::string& key) {
    return std::find_if(known.begin(), known.end(), [&](const Measure& one) { return one.key == key; });
  };
  const auto of_x = find(x), of_y = find(y);
  if (of_x == known.end()) return refuse_field("x", "growth.measure.unknown");
  if (of_y == known.end()) return refuse_field("y", "growth.measure.unknown");
  if (x == y) return refuse_field("y", "growth.pair.same");
  if (of_x->per != of_y->per) return refuse_field("y", "growth.pair.periods");
  return Pair{x, y, lag, {}, {}};
}

bool beforehand(const Pair& pair, const Measure& x, const Measure& y) {
  return !x.first_value_at || !y.first_value_at || pair.declared_at < std::max(*x.first_value_at, *y.first_value_at);
}

}  // namespace goud::growth
