#include "people/floor.hpp"

#include <algorithm>
#include <charconv>

#include "formats/json.hpp"
#include "http/gate.hpp"
#include "people/people.hpp"
#include "people/rows.hpp"
#include "people/statements.hpp"

namespace goud::people {
namespace {

std::string_view name_of(http::Pass kind) { return kind == http::Pass::unit ? "unit" : "personal"; }

Day day_at(const store::Row& row, int column) { return Day{static_cast<std::int32_t>(row.integer(column))}; }

PassRow from_row(const store::Row& row) {
  PassRow one;
  one.id = row.string(0);
  one.kind = row.text(1) == "personal" ? http::Pass::personal : http::Pass::unit;
  one.unit = UnitId{row.string(2)};
  one.name = row.string(3);
  one.language = row.string(4);
  one.role_id = row.maybe_string(5);
  one.made = day_at(row, 6);
  if (!row.null(7)) one.ended = day_at(row, 7);
  return one;
}

constexpr int door_days = 5 * 7;

std::string seal_of(const Secrets& secrets, std::string_view what) {
  return secrets.hmac("people.floor_door", what).substr(0, 32);
}

template <class Number>
std::optional<Number> number_from(std::string_view text) {
  Number number{};
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
  return wrong == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

}  // namespace

std::vector<PassRow> passes(store::Reader& reader) { return reader.all(sql::pass_all, {}, from_row); }

Result<PassMade> make_pass(store::Writer& writer, const Secrets& secrets, Randomness& randomness,
                           std::string_view actor, const PassDraft& draft, Day today) {
  std::vector<FieldFault> wrong;
  const bool personal = draft.kind == http::Pass::personal;
  if (!unit_tree(writer).exists(draft.unit, today)) wrong.push_back({"unit", "people.unit.unknown"});
  if (personal && draft.name.empty()) wrong.push_back({"name", "people.pass.needs_name"});
  if (!personal && !draft.name.empty()) wrong.push_back({"name", "people.pass.nobody"});
  if (draft.role_id) {
    const auto roles = job_roles(writer);
    const auto* role = find(roles, *draft.role_id);
    if (role == nullptr || role->ended) wrong.push_back({"role_id", "people.role.unknown"});
  }
  if (!wrong.empty()) return refuse(Fault{FaultKind::invalid, "fault.fields", std::move(wrong), {}});
  const auto code = make_code(randomness);
  PassMade made{{uuid_v4(randomness), draft.kind, draft.unit, draft.name, draft.language, draft.role_id, today, {}},
                written_code(code)};
  writer.run(sql::pass_insert, {{":id", made.row.id},
                                {":kind", name_of(draft.kind)},
                                {":unit", draft.unit.text},
                                {":name", draft.name},
                                {":language", draft.language},
                                {":role", draft.role_id},
                                {":code_hash", secrets.hmac("people.pass", code)},
                                {":day", today.number}});
  writer.audit(actor, "made", "pass", made.row.id, "{\"kind\":\"" + std::string(name_of(draft.kind)) + "\"}");
  return made;
}

Done end_pass(store::Writer& writer, std::string_view actor, std::string_view id, Day today) {
  if (writer.run(sql::pass_end, {{":id", id}, {":day", today.number}}) == 0)
    return refuse(FaultKind::not_found, "http.not_found");
  writer.run(sql::pass_session_delete_of, {{":pass", id}});
  writer.audit(actor, "ended", "pass", id, "{}");
  return {};
}

std::string about_pass(store::Reader& reader, std::string_view id) {
  formats::JsonWriter out;
  out.begin_object();
  if (const auto one = reader.first(sql::pass_one, {{":id", id}}, from_row)) {
    out.field("kind", name_of(one->kind)).field("unit", one->unit.text).field("name", one->name);
    out.field("language", one->language).field("role", one->role_id).field("made", to_text(one->made));
    out.field("ended", one->ended ? std::optional(to_text(*one->ended)) : std::nullopt);
  }
  return out.end_object().take();
}

Done forget_pass(store::Writer& writer, std::string_view id, Day today) {
  if (writer.run(sql::pass_forget, {{":id", id}, {":day", today.number}}) == 0)
    return refuse(FaultKind::not_found, "http.not_found");
  writer.run(sql::pass_session_delete_of, {{":pass", id}});
  writer.note_erasure("pass", id);
  return {};
}

std::map<std::string, std::string> names_of(store::Reader& reader, const std::vector<std::string>& ids) {
  std::map<std::string, std::string> names;
  for (const auto& id : ids) {
    if (id.empty() || names.contains(id)) continue;
    if (auto name = reader.first(sql::name_of, {{":id", id}}, [](const store::Row& row) { return row.string(0); }))
      names.emplace(id, std::move(*name));
  }
  return names;
}

namespace {

std::vector<UnitId> upwards(const UnitTree& tree, const UnitId& unit,
                            Day on) {  // itself first, the whole organisation last
  std::vector<UnitId> all;
  for (std::optional<UnitId> at = unit; at && tree.exists(*at, on); at = tree.parent(*at, on)) all.push_back(*at);
  return all;
}

std::size_t house_in(const UnitTree& tree, const std::vector<UnitId>& upwards) {
  for (std::size_t at = 0; at + 1 < upwards.size(); ++at)
    if (tree.find(upwards[at])->volume) return at;
  return upwards.size() < 2 ? 0 : upwards.size() - 2;
}

}  // namespace

UnitId floor_house(const UnitTree& tree, const UnitId& unit, Day on) {
  const auto all = upwards(tree, unit, on);
  return all.empty() ? unit : all[house_in(tree, all)];
}

std::vector<UnitId> floor_units(const UnitTree& tree, const UnitId& unit, Day on) {
  const auto all = upwards(tree, unit, on);
  if (all.empty()) return {};
  const auto house = house_in(tree, all);
  auto own = tree.branch(all[house], on);
  own.insert(own.end(), all.begin() + static_cast<std::ptrdiff_t>(house) + 1, all.end());
  return own;
}

std::optional<UnitId> anonymous_place(store::Reader& reader, const UnitTree& tree, const UnitId& unit, Day on,
                                      int least) {
  std::map<std::string, std::int64_t, std::less<>> people;
  reader.each(sql::employee_by_unit, {}, [&](const store::Row& row) { people.emplace(row.text(0), row.integer(1)); });
  if (people.empty()) return std::nullopt;
  for (const auto& at : upwards(tree, unit, on)) {
    std::int64_t here = 0;
    for (const auto& under : tree.branch(at, on))
      if (const auto count = people.find(under.text); count != people.end()) here += count->second;
    if (here >= least) return at;
  }
  return std::nullopt;
}

std::string floor_door(const Secrets& secrets, Tenant tenant, const UnitId& unit, Instant now) {
  const auto what =
      std::to_string(tenant.org) + "." + unit.text + "." + std::to_string(monday_of(whole_day(now)).number);
  return what + "." + seal_of(secrets, what);
}

std::optional<FloorDoor> open_floor_door(const Secrets& secrets, std::string_view door, Instant now) {
  const auto seal = door.rfind('.');
  if (seal == std::string_view::npos || door.size() > 200) return std::nullopt;
  const auto what = door.substr(0, seal);
  if (!http::same_secret(door.substr(seal + 1), seal_of(secrets, what))) return std::nullopt;
  const auto first = what.find('.'), last = what.rfind('.');
  if (first == std::string_view::npos || last == first) return std::nullopt;
  const auto org = number_from<std::int32_t>(what.substr(0, first));
  const auto monday = number_from<std::int32_t>(what.substr(last + 1));
  if (!org || !monday || whole_day(now).number >= *monday + door_days) return std::nullopt;
  return FloorDoor{Tenant{*org}, UnitId{std::string(what.substr(first + 1, last - first - 1))}};
}

}  // namespace goud::people
