// The outer loop: what is changed so that it does not happen again.
#include <algorithm>
#include <array>

#include "actions/parts.hpp"
#include "formats/json.hpp"

namespace goud::actions {
namespace {

#define CAUSE_COLUMNS \
  "id, name, language, moment, change_of, changed, words, owner, due, done, revision FROM cause WHERE org = :org"
constexpr store::Statement select_all{"actions.cause.all", "SELECT " CAUSE_COLUMNS " ORDER BY made_at, id"};
constexpr store::Statement select_one{"actions.cause.one", "SELECT " CAUSE_COLUMNS " AND id = :id"};
#undef CAUSE_COLUMNS
constexpr store::Statement upsert{
    "actions.cause.keep",
    "INSERT INTO cause (org, id, name, language, moment, change_of, changed, words, owner, due, done, made_at, "
    "revision) VALUES "
    "(:org, :id, :name, :language, :moment, :change, :changed, :words, :owner, :due, :done, :made_at, :revision) "
    "ON CONFLICT (org, id) DO UPDATE SET name = excluded.name, language = excluded.language, moment = excluded.moment, "
    "change_of = excluded.change_of, changed = excluded.changed, words = excluded.words, owner = excluded.owner, "
    "due = excluded.due, done = excluded.done, revision = excluded.revision"};
constexpr store::Statement named{
    "actions.cause.named", "SELECT unit, count(*) FROM follow_up WHERE org = :org AND cause = :cause GROUP BY unit"};
constexpr std::array statements = {&select_all, &select_one, &upsert, &named};

using Change = Cause::Change;
constexpr std::array<std::pair<Change, std::string_view>, 5> changes{{{Change::none, "none"},
                                                                      {Change::promise, "promise"},
                                                                      {Change::card, "card"},
                                                                      {Change::barrier, "barrier"},
                                                                      {Change::other, "other"}}};

Cause cause_from(const store::Row& row) {
  const auto day = [&](int column) {
    return row.null(column) ? std::optional<Day>() : std::optional(Day{static_cast<std::int32_t>(row.integer(column))});
  };
  Cause one;
  one.id = row.string(0);
  one.name = row.string(1);
  one.language = row.string(2);
  one.moment = MomentId{row.string(3)};
  one.change = change_from(row.text(4)).value_or(Change::none);
  one.changed = row.string(5);
  one.text = row.string(6);
  one.owner = row.string(7);
  one.due = day(8);
  one.done = day(9);
  one.revision = static_cast<int>(row.integer(10));
  return one;
}

// Of the room it stands in, through its door.
bool is_there(store::Reader& reader, const Cause& one) {
  switch (one.change) {
    case Change::promise:
      return promises::promise(reader, PromiseId{one.changed}).has_value();
    case Change::card:
      return moments::card(reader, one.changed).has_value();
    case Change::barrier:
      return barriers::barrier(reader, one.changed).has_value();
    default:
      return one.changed.empty();
  }
}

}  // namespace

Part cause_part() { return {{}, statements}; }

std::string_view name_of(Change change) {
  for (const auto& [one, name] : changes)
    if (one == change) return name;
  return "none";
}

std::optional<Change> change_from(std::string_view text) {
  for (const auto& [one, name] : changes)
    if (name == text) return one;
  return std::nullopt;
}

Done check_cause(const Cause& one) {
  Fault fault{FaultKind::invalid, "fault.fields", {}, {}};
  const auto wrong = [&](const char* path, const char* key) { fault.fields.push_back({path, key}); };
  if (one.name.find_first_not_of(" \t\r\n") == std::string::npos) wrong("name", "actions.words.missing");
  if (one.change == Change::none) {
    if (!one.changed.empty()) wrong("changed", "actions.cause.changed");
    if (one.done) wrong("done", "actions.cause.nothing_changed");
  } else {
    // A change without an owner and a day is a wish.
    if (one.text.find_first_not_of(" \t\r\n") == std::string::npos) wrong("text", "actions.words.missing");
    if (one.owner.empty()) wrong("owner", "actions.cause.owner");
    if (!one.due) wrong("due", "actions.cause.due");
  }
  if (!fault.fields.empty()) return refuse(std::move(fault));
  return {};
}

std::vector<Cause> causes(store::Reader& reader) { return reader.all(select_all, {}, cause_from); }

std::optional<Cause> cause(store::Reader& reader, std::string_view id) {
  return reader.first(select_one, {{":id", id}}, cause_from);
}

std::int64_t named_causes(store::Reader& reader, const std::optional<std::vector<UnitId>>& units, std::string_view id) {
  std::int64_t found = 0;
  reader.each(named, {{":cause", id}}, [&](const store::Row& row) {
    const auto holds = [&](const UnitId& unit) { return unit.text == row.text(0); };
    if (!units || std::any_of(units->begin(), units->end(), holds)) found += row.integer(1);
  });
  return found;
}

// `revision` is the one it was changed on; 0: it is new.
Result<Cause> keep_cause(store::Writer& writer, const Acting& acting, const Cause& asked) {
  if (auto good = check_cause(asked); !good) return refuse(good.error());
  const auto before = cause(writer, asked.id);
  if (asked.revision > 0 && !before) return refuse(FaultKind::not_found, "actions.cause.unknown");
  if (before && before->revision != asked.revision) return refuse(FaultKind::conflict, "fault.changed_meanwhile");
  const bool changed_other = !before || before->change != asked.change || before->changed != asked.changed;
  if (changed_other && !asked.changed.empty() && !is_there(writer, asked))
    return refuse_field("changed", "actions.cause.changed");
  auto becomes = asked;
  becomes.revision = asked.revision + 1;
  const auto day = [](const std::optional<Day>& one) {
    return one ? std::optional(std::int64_t{one->number}) : std::nullopt;
  };
  writer.run(upsert, {{":id", becomes.id},
                      {":name", becomes.name},
                      {":language", becomes.language},
                      {":moment", becomes.moment.text},
                      {":change", name_of(becomes.change)},
                      {":changed", becomes.changed},
                      {":words", becomes.text},
                      {":owner", becomes.owner},
                      {":due", day(becomes.due)},
                      {":done", day(becomes.done)},
                      {":made_at", acting.now.micros},
                      {":revision", becomes.revision}});
  writer.audit(acting.actor, before ? "changed" : "named", "cause", becomes.id, "{}");
  return becomes;
}

}  // namespace goud::actions
