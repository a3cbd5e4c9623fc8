#include <array>
#include <cmath>
#include <map>

#include "growth/growth.hpp"

namespace goud::growth {
namespace {

constexpr store::Migration migrations[] = {{
    1200,
    "1200_growth",
#include "growth/schema/1200_growth.sql"
}};

constexpr store::Statement select_measures{
    "growth.measures",
    "SELECT key, name_nl, name_en, about, scale, per, declared_at, first_value_at FROM measure "
    "WHERE org = :org ORDER BY declared_at, key"};
constexpr store::Statement insert_measure{
    "growth.measure.insert",
    "INSERT INTO measure (org, key, name_nl, name_en, about, scale, per, declared_at) "
    "VALUES (:org, :key, :name_nl, :name_en, :about, :scale, :per, :at)"};
constexpr store::Statement first_value{
    "growth.measure.first_value",
    "UPDATE measure SET first_value_at = :at WHERE org = :org AND key = :key AND first_value_at IS NULL"};
constexpr store::Statement select_values{
    "growth.values",
    "SELECT v.measure, v.unit, m.per, v.period, v.value_millionths, v.n FROM unit_measure v "
    "JOIN measure m ON m.org = :org AND m.key = v.measure WHERE v.org = :org ORDER BY v.measure, v.unit, v.period"};
constexpr store::Statement upsert_value{
    "growth.value.upsert",
    "INSERT INTO unit_measure (org, measure, unit, period, value_millionths, n, brought_at) "
    "VALUES (:org, :measure, :unit, :period, :value, :n, :at) ON CONFLICT (org, measure, unit, period) "
    "DO UPDATE SET value_millionths = excluded.value_millionths, n = excluded.n, brought_at = excluded.brought_at"};
constexpr store::Statement select_pairs{
    "growth.pairs",
    "SELECT x, y, lag, declared_at, declared_by FROM measure_pair WHERE org = :org ORDER BY declared_at, x, y, lag"};
constexpr store::Statement insert_pair{
    "growth.pair.insert",
    "INSERT INTO measure_pair (org, x, y, lag, declared_at, declared_by) VALUES (:org, :x, :y, :lag, :at, :by)"};

constexpr std::array statements = {&select_measures, &insert_measure, &first_value, &select_values,
                                   &upsert_value,    &select_pairs,   &insert_pair};

template <class T>
T named(std::string_view text, std::initializer_list<T> all) {
  for (const T one : all)
    if (name_of(one) == text) return one;
  return *all.begin();
}

Per per_of(std::string_view text) { return named(text, {Per::week, Per::month, Per::quarter, Per::year}); }

std::int64_t millionths(double value) { return std::llround(value * 1e6); }

}  // namespace

std::vector<Measure> measures(store::Reader& reader) {
  return reader.all(select_measures, {}, [](const store::Row& row) {
    Measure one{row.string(0), {row.string(1), row.string(2)}, {}, {}, per_of(row.text(5)), Instant{row.integer(6)}};
    one.about = named(row.text(3), {About::employees, About::customers, About::results});
    one.scale = named(row.text(4), {Scale::share, Scale::points, Scale::number});
    if (!row.null(7)) one.first_value_at = Instant{row.integer(7)};
    return one;
  });
}

std::vector<Value> values(store::Reader& reader) {
  return reader.all(select_values, {}, [](const store::Row& row) {
    return Value{row.string(0),
                 UnitId{row.string(1)},
                 {per_of(row.text(2)), row.integer(3)},
                 static_cast<double>(row.integer(4)) / 1e6,
                 row.maybe_integer(5)};
  });
}

std::vector<Pair> pairs(store::Reader& reader) {
  return reader.all(select_pairs, {}, [](const store::Row& row) {
    return Pair{row.string(0), row.string(1), static_cast<int>(row.integer(2)), Instant{row.integer(3)}, row.string(4)};
  });
}

Result<Brought> bring(store::Writer& writer, const Acting& acting, const Batch& batch) {
  const auto known = measures(writer);
  const auto looked = look_at(batch, known, people::unit_tree(writer));
  if (!looked) return refuse(looked.error());
  Brought brought;
  for (const auto& one : batch.measures) {
    if (std::any_of(known.begin(), known.end(), [&](const Measure& other) { return other.key == one.key; })) continue;
    writer.run(insert_measure, {{":key", one.key},
                                {":name_nl", one.name.nl},
                                {":name_en", one.name.en},
                                {":about", name_of(one.about)},
                                {":scale", name_of(one.scale)},
                                {":per", name_of(one.per)},
                                {":at", acting.now.micros}});
    writer.audit(acting.actor, "declared", "measure", one.key, "{}");
    ++brought.measures;
  }
  std::map<std::tuple<std::string, std::string, std::int64_t>, Value> there;
  for (auto& value : values(writer))
    there.emplace(std::tuple(value.measure, value.unit.text, value.period.number), value);
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> written;
  for (const auto& value : *looked) {
    const auto found = there.find({value.measure, value.unit.text, value.period.number});
    if (found != there.end() && millionths(found->second.value) == millionths(value.value) &&
        found->second.n == value.n) {
      ++brought.same;
      continue;
    }
    ++(found == there.end() ? brought.added : brought.changed);
    ++(found == there.end() ? written[value.measure].first : written[value.measure].second);
    writer.run(upsert_value, {{":measure", value.measure},
                              {":unit", value.unit.text},
                              {":period", value.period.number},
                              {":value", millionths(value.value)},
                              {":n", value.n},
                              {":at", acting.now.micros}});
  }
  for (const auto& [key, counts] : written) {
    writer.run(first_value, {{":at", acting.now.micros}, {":key", key}});
    writer.audit(acting.actor, "brought", "measure", key,
                 "{\"added\":" + std::to_string(counts.first) + ",\"changed\":" + std::to_string(counts.second) + "}");
  }
  return brought;
}

Result<Pair> declare(store::Writer& writer, const Acting& acting, const Pair& asked) {
  auto pair = pair_of(measures(writer), asked.x, asked.y, asked.lag);
  if (!pair) return pair;
  for (auto& one : pairs(writer))
    if (one.x == pair->x && one.y == pair->y && one.lag == pair->lag) return one;
  pair->declared_at = acting.now;
  pair->declared_by = acting.actor;
  writer.run(
      insert_pair,
      {{":x", pair->x}, {":y", pair->y}, {":lag", pair->lag}, {":at", acting.now.micros}, {":by", acting.actor}});
  writer.audit(acting.actor, "declared", "measure_pair", pair->x + ":" + pair->y,
               "{\"lag\":" + std::to_string(pair->lag) + "}");
  return pair;
}

Chain chain(store::Reader& reader) {
  return {people::unit_tree(reader), measures(reader), values(reader), pairs(reader)};
}

const Measure* Chain::find(std::string_view key) const {
  for (const auto& one : measures)
    if (one.key == key) return &one;
  return nullptr;
}

store::Room room() { return {"growth", migrations, statements}; }

}  // namespace goud::growth
