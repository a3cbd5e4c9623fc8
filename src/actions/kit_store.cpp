#include "actions/kit.hpp"

#include <array>

namespace goud::actions {

namespace {

constexpr store::Migration migrations[] = {{
    901,
    "0901_kit",
#include "actions/schema/0901_kit.sql"
}};

#define GOUD_KIT_COLUMNS                                                                                  \
  "SELECT k.id, k.unit, k.week, k.made, k.story, k.promise, k.moment, k.card, k.barrier, k.question_nl, " \
  "k.question_en, k.held, k.minutes, k.people, k.revision FROM kit k WHERE k.org = :org AND "
constexpr store::Statement select_kit{"actions.kit", GOUD_KIT_COLUMNS "k.id = :id"};
constexpr store::Statement select_of_week{"actions.kit.of_week", GOUD_KIT_COLUMNS "k.unit = :unit AND k.week = :week"};
constexpr store::Statement select_kits{"actions.kits",
                                       GOUD_KIT_COLUMNS "k.unit = :unit ORDER BY k.week DESC LIMIT :most"};
constexpr store::Statement select_before{
    "actions.kit.before",
    GOUD_KIT_COLUMNS "k.unit = :unit AND k.week < :week AND k.held IS NOT NULL ORDER BY k.week DESC LIMIT 1"};
#undef GOUD_KIT_COLUMNS
constexpr store::Statement insert_kit{
    "actions.kit.insert",
    "INSERT INTO kit (org, id, unit, week, made, story, promise, moment, card, barrier, question_nl, question_en, "
    "revision) "
    "VALUES (:org, :id, :unit, :week, :made, :story, :promise, :moment, :card, :barrier, :question_nl, :question_en, "
    ":revision)"};
constexpr store::Statement update_kit{
    "actions.kit.update",
    "UPDATE kit SET story = :story, held = :held, minutes = :minutes, people = :people, revision = :revision "
    "WHERE org = :org AND id = :id"};
constexpr store::Statement select_heard{"actions.kit.heard",
                                        "SELECT s.story FROM kit_story s WHERE s.org = :org AND s.unit = :unit"};
constexpr store::Statement insert_story{
    "actions.kit.story.insert",
    "INSERT INTO kit_story (org, unit, story, kit, skipped) VALUES (:org, :unit, :story, :kit, 0)"};
constexpr store::Statement skip_story{
    "actions.kit.story.skip", "UPDATE kit_story SET skipped = 1 WHERE org = :org AND unit = :unit AND story = :story"};
constexpr store::Statement select_agreements{
    "actions.kit.agreements",
    "SELECT a.id, a.who, a.what, a.due, a.done FROM kit_agreement a WHERE a.org = :org AND a.kit = :kit "
    "ORDER BY a.position"};
constexpr store::Statement delete_agreements{"actions.kit.agreements.delete",
                                             "DELETE FROM kit_agreement WHERE org = :org AND kit = :kit"};
constexpr store::Statement insert_agreement{"actions.kit.agreement.insert",
                                            "INSERT INTO kit_agreement (org, kit, position, id, who, what, due, done) "
                                            "VALUES (:org, :kit, :position, :id, :who, :what, :due, :done)"};
constexpr store::Statement tick_agreement{"actions.kit.agreement.tick",
                                          "UPDATE kit_agreement SET done = :done WHERE org = :org AND id = :id"};
constexpr store::Statement select_latest{
    "actions.kit.latest",
    "SELECT k.id, k.week, k.held FROM kit k WHERE k.org = :org AND k.unit = :unit AND k.week <= :week "
    "ORDER BY k.week DESC LIMIT 1"};

std::optional<Day> maybe_day(const store::Row& row, int column) {
  const auto number = row.maybe_integer(column);
  return number ? std::optional(Day{static_cast<std::int32_t>(*number)}) : std::nullopt;
}
std::optional<int> maybe_int(const store::Row& row, int column) {
  const auto number = row.maybe_integer(column);
  return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}
std::optional<std::int64_t> number_of(const std::optional<Day>& day) {
  return day ? std::optional<std::int64_t>(day->number) : std::nullopt;
}
std::optional<std::int64_t> number_of(const std::optional<int>& number) {
  return number ? std::optional<std::int64_t>(*number) : std::nullopt;
}
std::optional<std::string> text_or_null(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

Kit kit_at(const store::Row& row) {
  Kit kit;
  kit.id = row.string(0);
  kit.unit = UnitId{row.string(1)};
  kit.week = *maybe_day(row, 2);
  kit.made = *maybe_day(row, 3);
  kit.story = row.maybe_string(4).value_or("");
  if (!row.null(5)) kit.promise = PromiseId{row.string(5)};
  kit.moment = MomentId{row.maybe_string(6).value_or("")};
  kit.card = row.maybe_string(7).value_or("");
  kit.barrier = row.maybe_string(8).value_or("");
  kit.question = {row.string(9), row.string(10)};
  kit.held = maybe_day(row, 11);
  kit.minutes = maybe_int(row, 12);
  kit.people = maybe_int(row, 13);
  kit.revision = static_cast<int>(row.integer(14));
  return kit;
}

std::vector<Agreement> agreements(store::Reader& reader, const std::string& kit) {
  return reader.all(select_agreements, {{":kit", kit}}, [](const store::Row& row) {
    return Agreement{row.string(0), row.string(1), row.string(2), maybe_day(row, 3), maybe_day(row, 4)};
  });
}

std::optional<Kit> whole(store::Reader& reader, std::optional<Kit> kit) {
  if (!kit) return kit;
  kit->agreed = agreements(reader, kit->id);
  if (const auto before = reader.first(select_before, {{":unit", kit->unit.text}, {":week", kit->week.number}}, kit_at))
    kit->last = agreements(reader, before->id);
  return kit;
}

void keep_agreements(store::Writer& writer, const Kit& kit) {
  writer.run(delete_agreements, {{":kit", kit.id}});
  for (std::size_t i = 0; i < kit.agreed.size(); ++i) {
    const auto& one = kit.agreed[i];
    writer.run(insert_agreement, {{":kit", kit.id},
                                  {":position", static_cast<std::int64_t>(i)},
                                  {":id", one.id},
                                  {":who", one.who},
                                  {":what", one.what},
                                  {":due", number_of(one.due)},
                                  {":done", number_of(one.done)}});
  }
}

void update(store::Writer& writer, const Kit& kit) {
  writer.run(update_kit, {{":story", text_or_null(kit.story)},
                          {":held", number_of(kit.held)},
                          {":minutes", number_of(kit.minutes)},
                          {":people", number_of(kit.people)},
                          {":revision", kit.revision},
                          {":id", kit.id}});
}

constexpr std::array statements = {&select_kit,     &select_of_week,    &select_kits,       &select_before,
                                   &insert_kit,     &update_kit,        &select_heard,      &insert_story,
                                   &skip_story,     &select_agreements, &delete_agreements, &insert_agreement,
                                   &tick_agreement, &select_latest};

}  // namespace

Part kit_part() { return {migrations, statements}; }

std::optional<Kit> kit(store::Reader& reader, std::string_view id) {
  return whole(reader, reader.first(select_kit, {{":id", id}}, kit_at));
}

std::optional<Kit> kit_of_week(store::Reader& reader, const UnitId& unit, Day week) {
  return whole(reader, reader.first(select_of_week, {{":unit", unit.text}, {":week", week.number}}, kit_at));
}

std::vector<Kit> kits(store::Reader& reader, const UnitId& unit, std::size_t most) {
  auto all = reader.all(select_kits, {{":unit", unit.text}, {":most", static_cast<std::int64_t>(most)}}, kit_at);
  for (auto& one : all) one.agreed = agreements(reader, one.id);
  return all;
}

std::optional<KitLine> kit_up_to(store::Reader& reader, const UnitId& unit, Day week) {
  return reader.first(select_latest, {{":unit", unit.text}, {":week", week.number}}, [](const store::Row& row) {
    return KitLine{row.string(0), *maybe_day(row, 1), maybe_day(row, 2)};
  });
}

std::vector<std::string> heard_stories(store::Reader& reader, const UnitId& unit) {
  return reader.all(select_heard, {{":unit", unit.text}}, [](const store::Row& row) { return row.string(0); });
}

void keep_new(store::Writer& writer, const Kit& kit) {
  writer.run(insert_kit, {{":id", kit.id},
                          {":unit", kit.unit.text},
                          {":week", kit.week.number},
                          {":made", kit.made.number},
                          {":story", text_or_null(kit.story)},
                          {":promise", kit.promise ? std::optional(kit.promise->text) : std::nullopt},
                          {":moment", text_or_null(kit.moment.text)},
                          {":card", text_or_null(kit.card)},
                          {":barrier", text_or_null(kit.barrier)},
                          {":question_nl", kit.question.nl},
                          {":question_en", kit.question.en},
                          {":revision", kit.revision}});
  if (!kit.story.empty()) writer.run(insert_story, {{":unit", kit.unit.text}, {":story", kit.story}, {":kit", kit.id}});
}

void keep_story(store::Writer& writer, const Kit& kit, const std::string& story) {
  if (!kit.story.empty()) writer.run(skip_story, {{":unit", kit.unit.text}, {":story", kit.story}});
  writer.run(insert_story, {{":unit", kit.unit.text}, {":story", story}, {":kit", kit.id}});
  auto becomes = kit;
  becomes.story = story;
  ++becomes.revision;
  update(writer, becomes);
}

Result<Kit> hold(store::Writer& writer, const Acting& acting, std::string_view id, int minutes, int people,
                 const std::vector<std::string>& done, const std::vector<Agreement>& agreed, int revision) {
  auto found = kit(writer, id);
  if (!found) return refuse(FaultKind::not_found, "actions.kit.unknown");
  int made = 0;
  const auto new_id = [&] { return uuid_of(std::string(id), std::to_string(revision) + "/" + std::to_string(made++)); };
  auto becomes = held(std::move(*found), minutes, people, done, agreed, revision, acting.today, new_id);
  if (!becomes) return refuse(becomes.error());
  update(writer, becomes->kit);
  keep_agreements(writer, becomes->kit);
  for (const auto& one : becomes->last) writer.run(tick_agreement, {{":done", number_of(one.done)}, {":id", one.id}});
  writer.audit(acting.actor, "held", "kit", id, "{\"agreed\":" + std::to_string(becomes->kit.agreed.size()) + "}");
  return becomes->kit;
}

}  // namespace goud::actions
