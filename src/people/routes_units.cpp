// Units through time.
#include <algorithm>

#include "people/routes.hpp"
#include "people/statements.hpp"

namespace goud::people {
namespace {

using formats::Json;
using http::Access;
using http::Method;
using http::Request;
using http::Response;

Day before(Day day) { return {day.number - 1}; }

// `seen`: what the reader may see; a parent outside it is not named.
void write_unit_text(formats::JsonWriter& out, const Unit& unit, const UnitTree& tree, const Organisation& org, Day on, std::string_view language,
                     const std::vector<UnitId>* seen = nullptr) {
  out.begin_object().field("id", unit.id.text).field("name", unit.name).field("level", unit.level).key("level_name");
  const auto level = std::find_if(org.levels.begin(), org.levels.end(), [&](const Level& one) { return one.level == unit.level; });
  if (level == org.levels.end()) {
    out.null();
  } else {
    out.value(level->name.in(language));
  }
  auto parent = tree.parent(unit.id, on);
  if (parent && seen && std::find(seen->begin(), seen->end(), *parent) == seen->end()) parent.reset();
  out.field("parent", parent ? std::optional(parent->text) : std::nullopt).field("from", to_text(unit.from));
  out.field("to", unit.until ? std::optional(to_text(before(*unit.until))) : std::nullopt);
  out.field("into", unit.into ? std::optional(unit.into->text) : std::nullopt);
  out.field("volume", unit.volume).field("code", unit.code).field("revision", unit.revision).end_object();
}

std::string one_text(store::Reader& reader, const UnitId& id, Day on, std::string_view language) {
  const auto tree = unit_tree(reader);
  formats::JsonWriter out;
  write_unit_text(out, *tree.find(id), tree, organisation(reader), on, language);
  return out.take();
}

Result<std::optional<Day>> day_parameter(const Request& request, std::string_view name) {
  const auto text = request.parameter(name);
  if (!text) return std::nullopt;
  auto day = day_from(*text);
  if (!day) return refuse_field(std::string(name), "people.day.form");
  return *day;
}

std::optional<Day> read_day(const formats::JsonObject& in, std::string_view key) {
  const auto value = in.at(key);
  const auto text = in.optional_string(key, 10);
  if (!text) return std::nullopt;
  auto day = day_from(*text);
  if (!day) return value.refuse("people.day.form"), std::nullopt;
  return *day;
}

Response list(Services& services, const Request& request) {
  const auto on = day_parameter(request, "on");
  if (!on) return http::fault(on.error(), request.language);
  auto text = services.store.ask(scope_of(request), [&](store::Reader& reader) -> Result<std::string> {
    const auto org = organisation(reader);
    const auto tree = unit_tree(reader);
    const Day day = on->value_or(day_of(org, services.clock.now()));
    auto visible = visible_units(*request.caller, tree, std::nullopt, day);
    if (!visible) return tl::unexpected<Fault>(visible.error());
    auto all = tree.on(day);
    std::erase_if(
        all, [&](const Unit* unit) { return std::find(visible->begin(), visible->end(), unit->id) == visible->end(); });
    const auto page = page_of(request.parameter("cursor"), request.parameter("limit"), all.size(),
                              [&](std::size_t at) { return all[at]->id.text; });
    if (!page) return refuse(page.error());
    formats::JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (auto at = page->first; at < page->last; ++at)
      write_unit_text(out, *all[at], tree, org, day, request.language, &*visible);
    return out.end_array().field("next", page->next).end_object().take();
  });
  if (!text) return http::fault(text.error(), request.language);
  return answer(request, *text);
}

Response make(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  NewUnit asked;
  asked.name = in.required_string("name", 200);
  asked.level = static_cast<int>(in.required_int("level", 0, 12));
  if (auto parent = in.optional_string("parent", 64)) asked.parent = UnitId{*parent};
  const auto from = read_day(in, "from");
  asked.code = in.optional_string("code", 40).value_or("");
  asked.volume = in.optional_int("volume", 0, 1'000'000'000'000);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  return answer(request, services.store.change(scope_of(request), [&](store::Writer& writer) -> Result<std::string> {
    const Day today = day_of(organisation(writer), services.clock.now());
    asked.from = from.value_or(today);
    auto id = make_unit(writer, services.clock, services.randomness, asked);
    if (!id) return tl::unexpected<Fault>(id.error());
    writer.audit(actor_of(*request.caller), "made", "unit", id->text, "{\"from\":\"" + to_text(asked.from) + "\"}");
    return one_text(writer, *id, asked.from, request.language);
  }), 201);
}

Response change(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  std::optional<std::string> name;
  if (in.has("name")) name = in.required_string("name", 200);
  const bool no_volume = in.null_at("volume");
  const auto volume = in.optional_int("volume", 0, 1'000'000'000'000);
  const auto revision = in.required_int("revision", 0, INT32_MAX);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const UnitId id{request.in_path.at("id")};
  return answer(request, services.store.change(scope_of(request), [&](store::Writer& writer) -> Result<std::string> {
    const auto tree = unit_tree(writer);
    const auto* unit = tree.find(id);
    if (!unit) return refuse(FaultKind::not_found, "http.not_found");
    if (unit->revision != revision) return refuse(FaultKind::conflict, "people.changed_meanwhile");
    auto after = *unit;
    formats::JsonWriter detail;
    detail.begin_object();
    if (name && *name != after.name) detail.field("name_before", after.name).field("name", *name);
    if (name) after.name = *name;
    if (no_volume) after.volume.reset();
    if (volume) after.volume = *volume;
    if (no_volume || volume) detail.field("volume", after.volume);
    ++after.revision;
    std::vector<Place> places;
    for (const auto& place : tree.places())
      if (place.unit == id) places.push_back(place);
    write_unit(writer, {after, places});
    writer.audit(actor_of(*request.caller), "changed", "unit", id.text, detail.end_object().take());
    return one_text(writer, id, day_of(organisation(writer), services.clock.now()), request.language);
  }));
}

Response move_unit(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  const UnitId parent{in.required_string("parent", 64)};
  const auto from = read_day(in, "from");
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const UnitId id{request.in_path.at("id")};
  return answer(request, services.store.change(scope_of(request), [&](store::Writer& writer) -> Result<std::string> {
    const auto tree = unit_tree(writer);
    if (!tree.find(id)) return refuse(FaultKind::not_found, "http.not_found");
    const Day day = from.value_or(day_of(organisation(writer), services.clock.now()));
    auto moved = people::move(tree, id, parent, day);
    if (!moved) return tl::unexpected<Fault>(moved.error());
    write_unit(writer, *moved);
    writer.audit(actor_of(*request.caller), "moved", "unit", id.text,
                 "{\"parent\":\"" + parent.text + "\",\"from\":\"" + to_text(day) + "\"}");
    writer.emit("unit.moved", 1, "{\"unit\":\"" + id.text + "\"}");
    return one_text(writer, id, day, request.language);
  }));
}

Response end_unit(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  const auto to = read_day(in, "to");
  if (!to && document->clean()) (void)in.required("to").as_string();
  std::optional<UnitId> into;
  if (auto given = in.optional_string("into", 64)) into = UnitId{*given};
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const UnitId id{request.in_path.at("id")};
  return answer(request, services.store.change(scope_of(request), [&](store::Writer& writer) -> Result<std::string> {
    const auto tree = unit_tree(writer);
    if (!tree.find(id)) return refuse(FaultKind::not_found, "http.not_found");
    auto changes = people::end(tree, id, *to, into);
    if (!changes) return tl::unexpected<Fault>(changes.error());
    for (const auto& one : *changes) write_unit(writer, one);
    writer.audit(actor_of(*request.caller), into ? "merged" : "ended", "unit", id.text,
                 "{\"to\":\"" + to_text(*to) + "\"" + (into ? ",\"into\":\"" + into->text + "\"" : "") + "}");
    writer.emit("unit.ended", 1, "{\"unit\":\"" + id.text + "\"}");
    return one_text(writer, id, *to, request.language);
  }));
}

Response history(Services& services, const Request& request) {
  const UnitId id{request.in_path.at("id")};
  auto text = services.store.ask(scope_of(request), [&](store::Reader& reader) -> Result<std::string> {
    const auto org = organisation(reader);
    const auto tree = unit_tree(reader);
    if (!tree.find(id)) return refuse(FaultKind::not_found, "http.not_found");
    const Day today = day_of(org, services.clock.now());
    if (!visible_units(*request.caller, tree, id, today)) return refuse(FaultKind::not_found, "http.not_found");
    const auto visible = visible_units(*request.caller, tree, std::nullopt, today);
    formats::JsonWriter out;
    out.begin_object();
    if (auto done = write_history(out, reader, request, "unit", id.text); !done) return refuse(done.error());
    out.key("places").begin_array();
    for (const auto& place : tree.places()) {
      if (place.unit != id) continue;
      const bool seen = place.parent && std::find(visible->begin(), visible->end(), *place.parent) != visible->end();
      const auto* parent = seen ? tree.find(*place.parent) : nullptr;
      out.begin_object().key("parent");
      if (parent) {
        out.begin_object().field("id", parent->id.text).field("name", parent->name).end_object();
      } else {
        out.null();
      }
      out.field("from", to_text(place.from)).field("to", place.until ? std::optional(to_text(before(*place.until))) : std::nullopt).end_object();
    }
    return out.end_array().end_object().take();
  });
  if (!text) return http::fault(text.error(), request.language);
  return answer(request, *text);
}

}  // namespace

void unit_routes(http::Router& router, Services& services) {
  using Work = Response (*)(Services&, const Request&);
  const auto call = [&services](Work work) {
    return [&services, work](const Request& request) {
      auto response = work(services, request);
      if (request.method != Method::get && response.status < 300 && services.changed) services.changed(request.caller->tenant);
      return response;
    };
  };
  const auto owner = Access::of({http::Role::owner});
  router.on(Method::get, "/api/v1/units", Access::signed_in("figures:read"), call(list));
  router.on(Method::post, "/api/v1/units", owner, call(make));
  router.on(Method::patch, "/api/v1/units/{id}", owner, call(change));
  router.on(Method::post, "/api/v1/units/{id}/move", owner, call(move_unit));
  router.on(Method::post, "/api/v1/units/{id}/end", owner, call(end_unit));
  router.on(Method::get, "/api/v1/units/{id}/history", Access::signed_in(), call(history));
}

}  // namespace goud::people
