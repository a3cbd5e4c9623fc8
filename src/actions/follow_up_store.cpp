#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <unordered_set>

#include "actions/parts.hpp"

namespace goud::actions {
namespace {

constexpr store::Migration migrations[] = {{
                                               900,
                                               "0900_follow_up",
#include "actions/schema/0900_follow_up.sql"
                                           },
                                           {
                                               904,
                                               "0904_follow_up_unit",
#include "actions/schema/0904_follow_up_unit.sql"
                                           }};

#define FOLLOW_UP_COLUMNS                                                                                             \
  "id, seq, unit, moment, day, language, story, reach, owner, heard, due, called, solved, confirmed, not_yet, step, " \
  "confirmed_by, cause, told_back, because, revision FROM follow_up WHERE org = :org AND "
constexpr store::Statement select_one{"actions.follow_up.one", "SELECT " FOLLOW_UP_COLUMNS "id = :id"};
constexpr store::Statement select_all{"actions.follow_up.all",
                                      "SELECT " FOLLOW_UP_COLUMNS "seq < :before ORDER BY seq DESC"};
constexpr store::Statement select_step{"actions.follow_up.at_step",
                                       "SELECT " FOLLOW_UP_COLUMNS "step = :step AND seq < :before ORDER BY seq DESC"};
constexpr store::Statement select_owner{
    "actions.follow_up.of_owner", "SELECT " FOLLOW_UP_COLUMNS "owner = :owner AND seq < :before ORDER BY seq DESC"};
constexpr store::Statement select_unit{"actions.follow_up.of_unit",
                                       "SELECT " FOLLOW_UP_COLUMNS "unit = :unit AND seq < :before ORDER BY seq DESC"};
#undef FOLLOW_UP_COLUMNS
constexpr store::Statement insert{"actions.follow_up.insert",
                                  "INSERT INTO follow_up (org, id, seq, unit, moment, day, language, story, reach, "
                                  "owner, heard, due, called, solved, confirmed, "
                                  "not_yet, step, confirmed_by, cause, told_back, because, revision) VALUES (:org, "
                                  ":id, :seq, :unit, :moment, :day, :language, "
                                  ":story, :reach, :owner, :heard, :due, :called, :solved, :confirmed, :not_yet, "
                                  ":step, :confirmed_by, :cause, :told_back, "
                                  ":because, :revision) ON CONFLICT (org, id) DO NOTHING"};
constexpr store::Statement update{
    "actions.follow_up.update",
    "UPDATE follow_up SET unit = :unit, moment = :moment, day = :day, language = :language, story = :story, reach = "
    ":reach, "
    "owner = :owner, called = :called, solved = :solved, confirmed = :confirmed, not_yet = :not_yet, step = :step, "
    "confirmed_by = :confirmed_by, cause = :cause, told_back = :told_back, because = :because, revision = :revision "
    "WHERE org = :org AND id = :id"};
constexpr store::Statement remove{"actions.follow_up.remove", "DELETE FROM follow_up WHERE org = :org AND id = :id"};
constexpr store::Statement add_total{
    "actions.follow_up.total.add",
    "INSERT INTO follow_up_total (org, day, unit, moment, heard, reachable, called, called_in_time, solved, confirmed, "
    "noted, "
    "not_confirmed, dropped) VALUES (:org, :day, :unit, :moment, :heard, :reachable, :called, :called_in_time, "
    ":solved, :confirmed, "
    ":noted, :not_confirmed, :dropped) ON CONFLICT (org, day, unit, moment) DO UPDATE SET "
    "heard = follow_up_total.heard + excluded.heard, reachable = follow_up_total.reachable + excluded.reachable, "
    "called = follow_up_total.called + excluded.called, called_in_time = follow_up_total.called_in_time + "
    "excluded.called_in_time, "
    "solved = follow_up_total.solved + excluded.solved, confirmed = follow_up_total.confirmed + excluded.confirmed, "
    "noted = follow_up_total.noted + excluded.noted, not_confirmed = follow_up_total.not_confirmed + "
    "excluded.not_confirmed, "
    "dropped = follow_up_total.dropped + excluded.dropped"};
constexpr store::Statement totals{
    "actions.follow_up.totals",
    "SELECT unit, moment, heard, reachable, called, called_in_time, solved, confirmed, noted, not_confirmed, dropped "
    "FROM follow_up_total WHERE org = :org AND day >= :from AND day <= :to"};
constexpr store::Statement uncalled{
    "actions.follow_up.uncalled",
    "SELECT unit, moment, reach, day, due FROM follow_up WHERE org = :org AND step = 'heard'"};

constexpr std::array statements = {&select_unit, &select_one, &select_all, &select_step, &select_owner, &insert,
                                   &update,      &remove,     &add_total,  &totals,      &uncalled};

constexpr std::size_t few_units = 60;

// Beside the sum of each day the sum of all days, so that a board without a period reads a row a unit.
constexpr std::int32_t all_days = std::numeric_limits<std::int32_t>::min();

template <class T>
T named(std::string_view text, std::initializer_list<T> all) {
  for (const T one : all)
    if (name_of(one) == text) return one;
  return *all.begin();
}

FollowUp follow_up_from(const store::Row& row) {
  const auto at = [&](int column) {
    return row.null(column) ? std::optional<Instant>() : std::optional(Instant{row.integer(column)});
  };
  FollowUp one;
  one.id = row.string(0);
  one.seq = row.integer(1);
  one.unit = UnitId{row.string(2)};
  one.moment = MomentId{row.string(3)};
  one.day = Day{static_cast<std::int32_t>(row.integer(4))};
  one.language = row.string(5);
  one.story = row.integer(6) != 0;
  one.reach = named(row.text(7), {Reach::none, Reach::telephone, Reach::mail});
  one.owner = row.string(8);
  one.heard = Instant{row.integer(9)};
  one.due = Instant{row.integer(10)};
  one.called = at(11);
  one.solved = at(12);
  one.confirmed = at(13);
  one.not_yet = at(14);
  one.step = named(row.text(15), {Step::heard, Step::called, Step::solved, Step::confirmed, Step::dropped});
  one.confirmed_by = named(row.text(16), {ConfirmedBy::nobody, ConfirmedBy::customer, ConfirmedBy::noted});
  one.cause = row.string(17);
  one.told_back = row.string(18);
  one.because = row.string(19);
  one.revision = static_cast<int>(row.integer(20));
  return one;
}

void add(store::Writer& writer, const FollowUp& one, int times) {
  const auto counts = counts_of(one);
  for (const auto day : {one.day.number, all_days})
    writer.run(add_total, {{":day", day},
                           {":unit", one.unit.text},
                           {":moment", one.moment.text},
                           {":heard", times * counts.heard},
                           {":reachable", times * counts.reachable},
                           {":called", times * counts.called},
                           {":called_in_time", times * counts.called_in_time},
                           {":solved", times * counts.solved},
                           {":confirmed", times * counts.confirmed},
                           {":noted", times * counts.noted},
                           {":not_confirmed", times * counts.not_confirmed},
                           {":dropped", times * counts.dropped}});
}

std::optional<std::int64_t> micros(const std::optional<Instant>& at) {
  return at ? std::optional(at->micros) : std::nullopt;
}

class Units {
 public:
  explicit Units(const std::optional<std::vector<UnitId>>& units) : all_(!units) {
    if (units)
      for (const auto& unit : *units) these_.insert(unit.text);
  }
  [[nodiscard]] bool hold(const std::string& unit) const { return all_ || these_.contains(unit); }

 private:
  bool all_;
  std::unordered_set<std::string> these_;
};

}  // namespace

Part follow_up_part() { return {migrations, statements}; }

std::optional<FollowUp> follow_up(store::Reader& reader, std::string_view id) {
  return reader.first(select_one, {{":id", id}}, follow_up_from);
}

std::vector<FollowUp> follow_ups(store::Reader& reader, const FollowUpFilter& filter) {
  std::vector<FollowUp> found;
  const Units units(filter.units);
  const auto before = filter.before > 0 ? filter.before : INT64_MAX;
  const auto take = [&](const store::Row& row) {
    auto one = follow_up_from(row);
    const bool fits = units.hold(one.unit.text) && (filter.moment.empty() || one.moment == filter.moment) &&
                      (!filter.step || one.step == *filter.step) && (!filter.overdue || late(one, filter.now)) &&
                      (filter.owner.empty() || one.owner == filter.owner) &&
                      (!filter.from || one.day >= *filter.from) && (!filter.to || one.day <= *filter.to);
    if (fits) found.push_back(std::move(one));
    return found.size() < filter.most;
  };
  // A branch of a few units is looked for unit by unit; one of many is found soon among all.
  if (filter.units && filter.units->size() <= few_units) {
    std::vector<FollowUp> all;
    for (const auto& unit : *filter.units) {
      found.clear();
      reader.each_until(select_unit, {{":unit", unit.text}, {":before", before}}, take);
      all.insert(all.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
    }
    std::sort(all.begin(), all.end(), [](const FollowUp& a, const FollowUp& b) { return a.seq > b.seq; });
    if (all.size() > filter.most) all.resize(filter.most);
    return all;
  }
  if (filter.overdue || filter.step) {
    reader.each_until(select_step,
                      {{":step", name_of(filter.overdue ? Step::heard : *filter.step)}, {":before", before}}, take);
  } else if (!filter.owner.empty()) {
    reader.each_until(select_owner, {{":owner", filter.owner}, {":before", before}}, take);
  } else {
    reader.each_until(select_all, {{":before", before}}, take);
  }
  return found;
}

FollowUpCounts count(store::Reader& reader, const FollowUpFilter& filter) {
  FollowUpCounts counts;
  const Units units(filter.units);
  const auto fits = [&](const store::Row& row) {
    return (filter.moment.empty() || row.text(1) == filter.moment.text) && units.hold(row.string(0));
  };
  const bool whole = !filter.from && !filter.to;
  const auto from = whole ? all_days : filter.from ? filter.from->number : all_days + 1;
  const auto to = whole ? all_days : filter.to ? filter.to->number : std::numeric_limits<std::int32_t>::max();
  reader.each(totals, {{":from", from}, {":to", to}}, [&](const store::Row& row) {
    if (!fits(row)) return;
    counts.heard += row.integer(2);
    counts.reachable += row.integer(3);
    counts.called += row.integer(4);
    counts.called_in_time += row.integer(5);
    counts.solved += row.integer(6);
    counts.confirmed += row.integer(7);
    counts.noted += row.integer(8);
    counts.not_confirmed += row.integer(9);
    counts.dropped += row.integer(10);
  });
  reader.each(uncalled, {}, [&](const store::Row& row) {
    if (!fits(row) || (!whole && (row.integer(3) < from || row.integer(3) > to))) return;
    if (row.integer(4) < filter.now.micros)
      ++counts.overdue;
    else if (row.text(2) != "none")
      ++counts.in_time_still;
  });
  return counts;
}

Done begin(store::Writer& writer, const FollowUp& one) {
  const auto added = writer.run(insert, {{":id", one.id},
                                         {":seq", one.seq},
                                         {":unit", one.unit.text},
                                         {":moment", one.moment.text},
                                         {":day", one.day.number},
                                         {":language", one.language},
                                         {":story", one.story},
                                         {":reach", name_of(one.reach)},
                                         {":owner", one.owner},
                                         {":heard", one.heard.micros},
                                         {":due", one.due.micros},
                                         {":called", micros(one.called)},
                                         {":solved", micros(one.solved)},
                                         {":confirmed", micros(one.confirmed)},
                                         {":not_yet", micros(one.not_yet)},
                                         {":step", name_of(one.step)},
                                         {":confirmed_by", name_of(one.confirmed_by)},
                                         {":cause", one.cause},
                                         {":told_back", one.told_back},
                                         {":because", one.because},
                                         {":revision", one.revision}});
  if (added == 1) add(writer, one, 1);
  return {};
}

Done keep(store::Writer& writer, const Acting& acting, const FollowUp& becomes, std::string_view verb) {
  const auto before = follow_up(writer, becomes.id);
  if (!before) return refuse(FaultKind::not_found, "actions.follow_up.unknown");
  add(writer, *before, -1);
  add(writer, becomes, 1);
  writer.run(update, {{":id", becomes.id},
                      {":unit", becomes.unit.text},
                      {":moment", becomes.moment.text},
                      {":day", becomes.day.number},
                      {":language", becomes.language},
                      {":story", becomes.story},
                      {":reach", name_of(becomes.reach)},
                      {":owner", becomes.owner},
                      {":called", micros(becomes.called)},
                      {":solved", micros(becomes.solved)},
                      {":confirmed", micros(becomes.confirmed)},
                      {":not_yet", micros(becomes.not_yet)},
                      {":step", name_of(becomes.step)},
                      {":confirmed_by", name_of(becomes.confirmed_by)},
                      {":cause", becomes.cause},
                      {":told_back", becomes.told_back},
                      {":because", becomes.because},
                      {":revision", before->revision + 1}});
  if (!verb.empty()) writer.audit(acting.actor, verb, "follow_up", becomes.id, "{}");
  if (before->step == Step::heard && becomes.step != Step::heard) settle_asking(writer, acting.now, acting.today);
  return {};
}

Done end(store::Writer& writer, std::string_view id) {
  const auto before = follow_up(writer, id);
  if (!before) return {};
  add(writer, *before, -1);
  writer.run(remove, {{":id", id}});
  return {};
}

}  // namespace goud::actions
