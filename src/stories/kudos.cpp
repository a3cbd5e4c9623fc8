// Thanks of one colleague to another, or to a whole unit: a value of the house and what was done.
#include "stories/row.hpp"
#include "stories/statements.hpp"
#include "values/values.hpp"

namespace goud::stories {
namespace {

constexpr std::size_t behaviour_characters = 200, text_characters = 500;

Kudos kudos_in(const store::Row& row) {
  Kudos one;
  one.seq = row.integer(0);
  one.id = row.string(1);
  one.from = row.string(2);
  one.to = row.maybe_string(3).value_or("");
  one.unit = UnitId{row.string(4)};
  one.value = row.string(5);
  one.behaviour = row.string(6);
  one.text = row.string(7);
  one.story = row.maybe_string(8).value_or("");
  one.day = Day{static_cast<std::int32_t>(row.integer(9))};
  one.named = row.integer(10) != 0;
  return one;
}

}  // namespace

Result<Kudos> thank(store::Writer& writer, const Acting& acting, const Kudos& asked) {
  Kudos made = asked;
  made.from = acting.actor;
  made.day = acting.today;
  made.named = false;
  std::vector<FieldFault> wrong;
  if (!people::unit_tree(writer).exists(made.unit, acting.today)) wrong.push_back({"unit", "people.unit.unknown"});
  if (!values::value(writer, made.value)) wrong.push_back({"value", "stories.value_unknown"});
  if (made.behaviour.find_first_not_of(" \t\r\n") == std::string::npos)
    wrong.push_back({"behaviour", "stories.behaviour"});
  if (formats::characters(made.behaviour) > behaviour_characters)
    wrong.push_back({"behaviour", "stories.too_long", {{"max", std::to_string(behaviour_characters)}}});
  if (formats::characters(made.text) > text_characters)
    wrong.push_back({"text", "stories.too_long", {{"max", std::to_string(text_characters)}}});
  if (made.to == made.from) wrong.push_back({"to", "stories.kudos_self"});
  if (!made.to.empty() && !people::names_of(writer, {made.to}).contains(made.to))
    wrong.push_back({"to", "stories.colleague_unknown"});
  if (!made.story.empty() && !writer.first(sql::seq_of, {{":id", made.story}}, [](const store::Row&) { return true; }))
    wrong.push_back({"story", "stories.unknown"});
  if (!wrong.empty()) return tl::unexpected<Fault>(Fault{FaultKind::invalid, "fault.fields", std::move(wrong), {}});
  if (made.id.empty()) {
    made.id = uuid_of("stories.kudos", std::to_string(org_of(writer)) + "/" + made.from + "/" + made.to + "/" +
                                           made.unit.text + "/" + made.value + "/" + made.behaviour + "/" + made.text +
                                           "/" + to_text(made.day));
  }
  if (auto there = writer.first(sql::kudos_one, {{":id", made.id}}, kudos_in)) return *there;
  made.seq = writer.first(sql::last_kudos, {}, [](const store::Row& row) { return row.integer(0); }).value_or(0) + 1;
  using Maybe = std::optional<std::string>;
  writer.run(sql::insert_kudos, {{":seq", made.seq},
                                 {":id", made.id},
                                 {":giver", made.from},
                                 {":receiver", made.to.empty() ? Maybe() : Maybe(made.to)},
                                 {":unit", made.unit.text},
                                 {":value", made.value},
                                 {":behaviour", made.behaviour},
                                 {":text", made.text},
                                 {":story", made.story.empty() ? Maybe() : Maybe(made.story)},
                                 {":day", made.day.number}});
  writer.audit(acting.actor, "thanked", "kudos", made.id, "{}");
  return made;
}

std::vector<Kudos> kudos(store::Reader& reader, const std::vector<UnitId>& units, std::int64_t before,
                         std::size_t most) {
  std::vector<Kudos> found;
  reader.each_until(sql::kudos_all, {{":before", before > 0 ? before : INT64_MAX}}, [&](const store::Row& row) {
    const auto unit = row.text(4);
    const bool here =
        units.empty() || std::any_of(units.begin(), units.end(), [&](const UnitId& one) { return one.text == unit; });
    if (here && found.size() < most) found.push_back(kudos_in(row));
    return found.size() < most;
  });
  return found;
}

Done name_kudos(store::Writer& writer, const Acting& acting, std::string_view id, bool named) {
  if (writer.run(sql::name_kudos, {{":id", id}, {":named", named}, {":who", acting.actor}}) == 0)
    return refuse(FaultKind::not_found, "stories.kudos_unknown");
  return {};
}

}  // namespace goud::stories
