#include <algorithm>
#include <unordered_set>

#include "barriers/kept.hpp"
#include "barriers/statements.hpp"
#include "formats/json.hpp"
#include "text/redaction.hpp"

namespace goud::barriers {
namespace {

constexpr std::int64_t day_micros = 86'400'000'000;
constexpr std::int64_t weeks_looked_back = 12;

State state_of(std::string_view name) {
  for (const auto state :
       {State::reported, State::acknowledged, State::solved, State::confirmed, State::cannot, State::joined})
    if (name_of(state) == name) return state;
  return State::reported;
}

// Place on the board: overdue before open before what is over. Kept, so that a page is read by key; a minute old at most.
int standing_of(const Barrier& barrier, Instant now) {
  if (barrier.state == State::joined) return 0;
  if (!open(barrier.state)) return 2;
  return overdue(barrier, now) ? 5 : 4;
}

std::optional<Instant> instant_in(const store::Row& row, int column) {
  return row.null(column) ? std::nullopt : std::optional(Instant{row.integer(column)});
}
Day day_in_row(const store::Row& row, int column) { return Day{static_cast<std::int32_t>(row.integer(column))}; }

Barrier barrier_in(const store::Row& row) {
  Barrier one;
  one.id = row.string(0);
  one.unit = UnitId{row.string(1)};
  one.moment = MomentId{row.string(2)};
  one.kind = kind_from(row.text(3)).value_or(Kind::other);
  one.title = row.string(4);
  one.language = row.string(5);
  one.state = state_of(row.text(6));
  one.reports = static_cast<int>(row.integer(7));
  one.minutes = row.integer(8);
  one.first_week = day_in_row(row, 9);
  one.last_week = day_in_row(row, 10);
  one.since = day_in_row(row, 11);
  one.owner = row.string(12);
  if (!row.null(13)) one.answer_by = day_in_row(row, 13);
  one.acknowledged = instant_in(row, 14);
  one.due = instant_in(row, 15);
  one.rises = instant_in(row, 16);
  one.solved = instant_in(row, 17);
  one.level = static_cast<int>(row.integer(18));
  one.escalated = static_cast<int>(row.integer(19));
  one.done = row.string(20);
  one.because = row.string(21);
  one.gone = static_cast<int>(row.integer(22));
  one.still_there = static_cast<int>(row.integer(23));
  one.into = row.string(24);
  one.revision = static_cast<int>(row.integer(25));
  one.standing = static_cast<int>(row.integer(26));
  return one;
}

std::optional<std::int64_t> micros(const std::optional<Instant>& instant) {
  return instant ? std::optional(instant->micros) : std::nullopt;
}

void count(store::Writer& writer, const Barrier& barrier, std::int64_t reports, std::int64_t minutes) {
  if (reports == 0 && minutes == 0) return;
  writer.run(
      sql::count_total,
      {{":unit", barrier.unit.text}, {":moment", barrier.moment.text}, {":reports", reports}, {":minutes", minutes}});
}

// The row as it becomes; what it counts is brought into the totals.
void write(store::Writer& writer, const Acting& acting, const Barrier& before, Barrier after) {
  auto in_time =
      writer.first(sql::in_time, {{":id", after.id}}, [](const store::Row& row) { return row.maybe_integer(0); })
          .value_or(std::nullopt);
  if (after.acknowledged && !before.acknowledged) {
    in_time = !after.answer_by || acting.today <= *after.answer_by ? 1 : 0;
    after.answer_by.reset();
  }
  writer.run(sql::update,
             {{":title", after.title},
              {":language", after.language},
              {":state", name_of(after.state)},
              {":standing", standing_of(after, acting.now)},
              {":reports", after.reports},
              {":minutes", after.minutes},
              {":first_week", after.first_week.number},
              {":last_week", after.last_week.number},
              {":since", after.since.number},
              {":owner", after.owner},
              {":answer_by", after.answer_by ? std::optional<std::int64_t>(after.answer_by->number) : std::nullopt},
              {":acknowledged", micros(after.acknowledged)},
              {":in_time", in_time},
              {":due", micros(after.due)},
              {":rises", micros(after.rises)},
              {":solved", micros(after.solved)},
              {":level", after.level},
              {":escalated", after.escalated},
              {":done", after.done},
              {":because", after.because},
              {":gone", after.gone},
              {":still_there", after.still_there},
              {":joined_into", after.into},
              {":revision", after.revision},
              {":id", after.id}});
  count(writer, after, after.reports - before.reports, after.minutes - before.minutes);
}

struct Line {  // of the board, without its words
  int standing = 0;
  std::int64_t minutes = 0;
  std::string id;
};

struct Start {
  std::int64_t standing = 9, minutes = 0;
  std::string id;
};

// "5-130-0191…": what place_on gave.
Start start_of(std::string_view cursor) {
  Start start;
  const auto first = cursor.find('-'), second = cursor.find('-', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return start;
  start.standing = std::atoll(std::string(cursor.substr(0, first)).c_str());
  start.minutes = std::atoll(std::string(cursor.substr(first + 1, second - first - 1)).c_str());
  start.id = std::string(cursor.substr(second + 1));
  return start;
}

std::int64_t least_of(const BoardFilter& filter) {
  if (filter.overdue) return 5;
  return filter.open.value_or(false) ? 4 : 2;
}

using Names = std::unordered_set<std::string_view>;
std::optional<Names> names_of(const BoardFilter& filter) {
  if (!filter.units) return std::nullopt;
  Names names;
  for (const auto& unit : *filter.units) names.insert(unit.text);
  return names;
}

// A few units are looked up each by its own key; many are found by walking the board of all.
constexpr std::size_t units_by_key = 32;

}  // namespace

std::string place_on(const Barrier& barrier) {
  return std::to_string(barrier.standing) + "-" + std::to_string(barrier.minutes) + "-" + barrier.id;
}

std::vector<Barrier> board(store::Reader& reader, const BoardFilter& filter) {
  const auto start = start_of(filter.before);
  const auto least = least_of(filter);
  std::vector<Line> lines;
  const auto line_in = [](const store::Row& row) {
    return Line{static_cast<int>(row.integer(0)), row.integer(1), row.string(2)};
  };
  const auto fits = [&](const store::Row& row) {
    if (!filter.moment.empty() && row.text(4) != filter.moment.text) return false;
    // Only what is still open: what is over is asked for by `open` false.
    return filter.open != std::optional(false) || row.integer(0) < 4;
  };
  if (filter.units && filter.units->size() <= units_by_key) {
    for (const auto& unit : *filter.units) {
      std::size_t found = 0;
      reader.each_until(sql::board_of_unit,
                        {{":unit", unit.text},
                         {":least", least},
                         {":standing", start.standing},
                         {":minutes", start.minutes},
                         {":id", start.id}},
                        [&](const store::Row& row) {
                          if (fits(row)) lines.push_back(line_in(row)), ++found;
                          return found < filter.most;
                        });
    }
    std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
      return std::tie(a.standing, a.minutes, a.id) > std::tie(b.standing, b.minutes, b.id);
    });
    if (lines.size() > filter.most) lines.resize(filter.most);
  } else {
    const auto names = names_of(filter);
    reader.each_until(
        sql::board, {{":least", least}, {":standing", start.standing}, {":minutes", start.minutes}, {":id", start.id}},
        [&](const store::Row& row) {
          if (fits(row) && (!names || names->contains(row.text(3)))) lines.push_back(line_in(row));
          return lines.size() < filter.most;
        });
  }
  std::vector<Barrier> all;
  for (const auto& line : lines)
    if (auto one = barrier(reader, line.id)) all.push_back(std::move(*one));
  return all;
}

std::int64_t named_waiting(store::Reader& reader, const std::vector<UnitId>& units) {
  std::int64_t count = 0;
  for (const auto& unit : units)
    count += reader.first(sql::named_waiting, {{":unit", unit.text}}, [](const store::Row& row) { return row.integer(0); }).value_or(0);
  return count;
}

Summary summary(store::Reader& reader, const BoardFilter& filter) {
  Summary said;
  const auto today = people::day_of(people::organisation(reader), filter.now);
  const auto names = names_of(filter);
  const auto counts = [&](std::string_view unit, std::string_view moment) {
    return (!names || names->contains(unit)) && (filter.moment.empty() || moment == filter.moment.text);
  };
  std::vector<std::int32_t> ages;
  const bool only_open = filter.open.value_or(false) || filter.overdue;
  const auto open = [&](const store::Row& row) {
    if (!counts(row.text(3), row.text(4))) return;
    said.open += 1;
    if (row.integer(0) == 5) said.overdue += 1;
    ages.push_back(today.number - static_cast<std::int32_t>(row.integer(5)));
    if (only_open) {
      said.reports += row.integer(6);
      said.minutes += row.integer(1);
    }
    if (!row.null(7) && row.integer(7) < today.number) said.acknowledged += 1;
  };
  // Of a few units by their own keys, so that a team's board costs what its own barriers cost.
  if (names && names->size() <= units_by_key) {
    for (const auto& unit : *names)
      reader.each(sql::board_of_unit, {{":unit", unit}, {":least", 4}, {":standing", 9}, {":minutes", 0}, {":id", ""}},
                  open);
  } else {
    reader.each(sql::board, {{":least", 4}, {":standing", 9}, {":minutes", 0}, {":id", ""}}, open);
  }
  if (!only_open)
    reader.each(sql::totals, {}, [&](const store::Row& row) {
      if (!counts(row.text(0), row.text(1))) return;
      said.reports += row.integer(2);
      said.minutes += row.integer(3);
    });
  reader.each(sql::acknowledged, {{":since", filter.now.micros - weeks_looked_back * 7 * day_micros}},
              [&](const store::Row& row) {
                if (!counts(row.text(0), row.text(1))) return;
                said.acknowledged += 1;
                said.acknowledged_in_time += row.integer(2);
              });
  if (!ages.empty()) {
    const auto middle = ages.begin() + static_cast<std::ptrdiff_t>(ages.size() / 2);
    std::nth_element(ages.begin(), middle, ages.end());
    said.median_age_days = *middle;
    if (ages.size() % 2 == 0) said.median_age_days = (*middle + *std::max_element(ages.begin(), middle)) / 2.0;
  }
  return said;
}

std::optional<Barrier> barrier(store::Reader& reader, std::string_view id) {
  return reader.first(sql::one, {{":id", id}}, barrier_in);
}

std::optional<Barrier> followed(store::Reader& reader, std::string_view id) {
  auto found = barrier(reader, id);
  for (int steps = 0; found && found->state == State::joined && steps < 50; ++steps)
    found = barrier(reader, found->into);
  return found;
}

std::vector<Barrier> open_beside(store::Reader& reader, const Barrier& one) {
  std::vector<Barrier> all;
  for (const auto kind :
       {Kind::tools, Kind::not_allowed, Kind::too_busy, Kind::not_known, Kind::not_there, Kind::other}) {
    auto some = reader.all(
        sql::same, {{":unit", one.unit.text}, {":moment", one.moment.text}, {":kind", name_of(kind)}}, barrier_in);
    for (auto& other : some)
      if (other.id != one.id) all.push_back(std::move(other));
  }
  std::stable_sort(all.begin(), all.end(), [](const Barrier& a, const Barrier& b) { return a.minutes > b.minutes; });
  return all;
}

Done keep(store::Writer& writer, const Acting& acting, const Barrier& asked, std::string_view verb) {
  const auto before = barrier(writer, asked.id);
  if (!before) return refuse(FaultKind::not_found, "barriers.unknown");
  auto after = asked;
  if (!verb.empty()) {
    if (before->revision != asked.revision) return refuse(FaultKind::conflict, "fault.changed_meanwhile");
    after.revision += 1;
  }
  if (before->state != State::solved && after.state == State::solved) reset_said(writer, after.id);
  write(writer, acting, *before, after);
  if (!verb.empty()) writer.audit(acting.actor, verb, "barrier", after.id, "{}");
  return {};
}

void reset_said(store::Writer& writer, std::string_view id) {
  writer.run(sql::unsay_reports, {{":barrier", id}});
  writer.run(sql::unsay_unnamed, {{":barrier", id}});
}

Done join(store::Writer& writer, const Acting& acting, std::string_view id, std::string_view into) {
  const auto one = barrier(writer, id), other = barrier(writer, into);
  if (!one) return refuse(FaultKind::not_found, "barriers.unknown");
  if (!other) return refuse_field("into", "barriers.join.unknown");
  auto both = joined(*other, *one);
  if (!both) return refuse(both.error());
  writer.run(sql::move_reports, {{":barrier", id}, {":into", into}});
  writer.run(sql::move_unnamed, {{":barrier", id}, {":into", into}});
  if (auto done = keep(writer, acting, both->second, "joined"); !done) return done;
  return keep(writer, acting, both->first, "took_over");
}

std::string without_persons(store::Reader& reader, const std::string& words, const std::string& language) {
  if (words.empty()) return words;
  std::vector<std::string> names;
  for (const auto& account : people::accounts(reader)) names.push_back(account.name);
  const text::NameList list(names);
  return text::redacted(words, text::find_private(words, list), language);
}

Result<Barrier> place(store::Writer& writer, const Acting& acting, Randomness& randomness, const Placed& placed) {
  std::optional<Barrier> found;
  if (!placed.barrier.empty()) found = followed(writer, placed.barrier);
  if (found && !open(found->state)) found.reset();
  if (!found) {
    const auto beside = writer.all(
        sql::same, {{":unit", placed.unit.text}, {":moment", placed.moment.text}, {":kind", name_of(placed.kind)}},
        barrier_in);
    const auto title = title_of(without_persons(writer, placed.words, placed.language));
    if (const auto same = same_as(beside, title)) {
      found = beside[*same];
    } else {
      const auto tree = people::unit_tree(writer);
      const auto* unit = tree.find(placed.unit);
      if (unit == nullptr) return refuse_field("unit", "barriers.unit.unknown");
      Barrier made;
      made.id = uuid_v4(randomness);
      writer.run(sql::insert, {{":id", made.id},
                               {":unit", placed.unit.text},
                               {":moment", placed.moment.text},
                               {":kind", name_of(placed.kind)},
                               {":title", title},
                               {":language", placed.language},
                               {":first_week", placed.week.number},
                               {":last_week", placed.week.number},
                               {":since", placed.since.number},
                               {":answer_by", placed.answer_by.number},
                               {":level", unit->level}});
      found = barrier(writer, made.id);
    }
  }
  auto after = *found;
  after.reports += 1;
  after.minutes += placed.minutes;
  after.first_week = std::min(after.first_week, placed.week);
  after.last_week = std::max(after.last_week, placed.week);
  after.since = std::min(after.since, placed.since);
  write(writer, acting, *found, after);
  return after;
}

Result<Reported> report(store::Writer& writer, const Acting& acting, Randomness& randomness,
                        const std::string& submission, const ReportDraft& draft) {
  if (auto fits = check(draft); !fits) return refuse(fits.error());
  const auto there = writer.first(sql::report_once, {{":reporter", acting.actor}, {":submission", submission}},
                                  [](const store::Row& row) { return row.string(0); });
  if (there) return Reported{*there, {}};
  const auto moment = moments::moment(writer, draft.moment);
  if (!moment || moment->ended) return refuse_field("moment", "barriers.moment.unknown");
  auto placed = place(writer, acting, randomness,
                      {draft.unit, draft.moment, draft.barrier, draft.kind, draft.words, draft.language, draft.minutes,
                       acting.today, monday_of(acting.today), Day{acting.today.number + answer_days}});
  if (!placed) return refuse(placed.error());
  // Who reports what was solved says that it is still there.
  const bool again = placed->state == State::solved;
  if (again) write(writer, acting, *placed, say(*placed, false, acting.now));
  writer.run(sql::insert_report, {{":id", uuid_v4(randomness)},
                                  {":barrier", placed->id},
                                  {":submission", submission},
                                  {":reporter", acting.actor},
                                  {":unit", draft.unit.text},
                                  {":day", acting.today.number},
                                  {":minutes", draft.minutes},
                                  {":words", without_persons(writer, draft.words, draft.language)},
                                  {":language", draft.language},
                                  {":said", again ? 2 : 0}});
  return Reported{placed->id, {}};
}

Done say(store::Writer& writer, const Acting& acting, std::string_view id, std::string_view reporter, bool gone) {
  auto found = barrier(writer, id);
  if (!found) return refuse(FaultKind::not_found, "barriers.unknown");
  std::optional<std::int64_t> said;
  writer.each(sql::said_by, {{":reporter", reporter}, {":barrier", id}},
              [&](const store::Row& row) { said = std::max(said.value_or(0), row.integer(1)); });
  if (!said) return refuse(FaultKind::forbidden, "barriers.not_reporter");
  if (found->state != State::solved && found->state != State::confirmed)
    return refuse(FaultKind::conflict, "barriers.not_solved");
  const std::int64_t now = gone ? 1 : 2;
  if (*said == now) return {};
  auto before = *found;
  if (*said != 0) before = unsay(before, *said == 1);
  writer.run(sql::set_said, {{":said", now}, {":reporter", reporter}, {":barrier", id}});
  write(writer, acting, *found, say(before, gone, acting.now));
  return {};
}

std::vector<std::pair<UnitId, Day>> named_days(store::Reader& reader, std::string_view id, Day from) {
  return reader.all(sql::days_of, {{":barrier", id}, {":from", from.number}},
                    [](const store::Row& row) { return std::pair(UnitId{row.string(0)}, day_in_row(row, 1)); });
}

std::vector<Told> told(store::Reader& reader, std::string_view id) {
  const auto in = [](const store::Row& row) { return Told{row.string(0), row.string(1)}; };
  auto all = reader.all(sql::words_of, {{":barrier", id}}, in);
  for (auto& one : reader.all(sql::unnamed_words_of, {{":barrier", id}}, in)) all.push_back(std::move(one));
  // Which of them had a name is nobody's to see.
  std::sort(all.begin(), all.end(), [](const Told& a, const Told& b) { return a.words < b.words; });
  return all;
}

std::vector<std::string> reported_by(store::Reader& reader, std::string_view reporter) {
  return reader.all(sql::reported_by, {{":reporter", reporter}}, [](const store::Row& row) { return row.string(0); });
}

Limits limits(store::Reader& reader) {
  Limits all;
  reader.each(sql::limits, {}, [&](const store::Row& row) {
    all.days_by_level.emplace_back(static_cast<int>(row.integer(0)), static_cast<int>(row.integer(1)));
  });
  return all;
}

Done keep_limits(store::Writer& writer, const Acting& acting, const Limits& asked) {
  std::size_t i = 0;
  for (const auto& [level, days] : asked.days_by_level) {
    if (days < 1 || days > days_most)
      return refuse_field("levels[" + std::to_string(i) + "].days", "barriers.limits.days");
    writer.run(sql::keep_limit, {{":level", level}, {":days", days}});
    ++i;
  }
  writer.audit(acting.actor, "limits_set", "organisation", "barriers", "{}");
  return {};
}

std::optional<Barrier> barrier_for(store::Reader& reader, const std::vector<UnitId>& units, const MomentId& at,
                                   Instant now) {
  BoardFilter filter;
  filter.units = units;
  filter.moment = at;
  filter.open = true;
  filter.now = now;
  std::optional<Barrier> most;
  for (const auto& one : board(reader, filter))
    if (!one.owner.empty() && (!most || one.minutes > most->minutes)) most = one;
  return most;
}

}  // namespace goud::barriers
