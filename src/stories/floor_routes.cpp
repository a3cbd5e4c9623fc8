// What the floor tells: by name, or without one through the door of the unit, where nobody may be recognised.
#include "stories/view.hpp"

namespace goud::stories {
namespace {

using formats::Json;
using formats::JsonObject;
using formats::JsonWriter;
using http::Access;
using http::Method;
using http::Request;
using http::Response;

http::Response refused(const Fault& fault, const Request& request) { return http::fault(fault, request.language); }

FloorStory read(const JsonObject& in) {
  FloorStory told;
  told.moment = MomentId{in.optional_string("moment", 36).value_or("")};
  told.text = in.required_string("text", 4 * story_characters);
  told.language = in.required_enum<std::string>("language", {{"nl", "nl"}, {"en", "en"}});
  told.expectation = in.optional_enum<Expectation>(
      "expectation", {{"less", Expectation::less}, {"as", Expectation::as}, {"better", Expectation::better}});
  told.may_share = in.optional_bool("may_share").value_or(false);
  return told;
}

Response tell_by_name(Services& services, const Request& request) {
  const auto view = view_of(services, request, Narrowed::no);
  if (!view) return refused(view.error(), request);
  const auto document = Json::parse(request.body);
  if (!document) return refused(document.error(), request);
  const auto in = document->object();
  const auto submission = in.required_string("submission", 64);
  auto told = read(in);
  told.name_too = in.optional_bool("name_too").value_or(false);
  const auto asked = in.optional_string("unit", 36);
  if (auto done = document->finish(); !done) return refused(done.error(), request);
  told.unit = asked ? UnitId{*asked} : view->caller.unit.value_or(UnitId{});
  if (asked) {
    const auto own = people::visible_units(view->caller, view->known->tree, told.unit, view->today);
    if (!own) return refused(Fault{FaultKind::invalid, "fault.fields", {{"unit", "people.unit.unknown"}}, {}}, request);
  }
  JsonWriter out;
  auto done = services.store.write(store::Scope(view->caller.tenant), [&](store::Writer& writer) -> Done {
    const auto made = tell(writer, promises::acting(writer, view->caller, services.clock.now()), submission, told);
    if (!made) return refuse(made.error());
    out = JsonWriter();
    write(out, writer,
          {*view, themes(writer), view->checks ? names_ready(services, view->caller.tenant, writer) : text::NameList()},
          *made);
    return {};
  });
  return done ? http::json(out.take(), 201) : refused(done.error(), request);
}

// Of who comes along with a session or a key nothing is taken without a name; a door that does not open is no door.
Result<people::FloorDoor> door_of(Services& services, const Request& request) {
  if (people::brings_identity(request)) return refuse(FaultKind::forbidden, "stories.door_identity");
  const auto door = people::open_floor_door(services.secrets, request.in_path.at("door"), services.clock.now());
  if (!door) return refuse(FaultKind::not_found, "stories.door_unknown");
  return *door;
}

Response tell_at_the_door(Services& services, const Request& request) {
  const auto door = door_of(services, request);
  if (!door) return refused(door.error(), request);
  const auto document = Json::parse(request.body);
  if (!document) return refused(document.error(), request);
  const auto in = document->object();
  const auto receipt = in.required_string("receipt", 32);
  const auto told = read(in);
  if (auto done = document->finish(); !done) return refused(done.error(), request);
  const auto done = tell_unnamed(services, *door, receipt, told);
  return done ? http::no_content() : refused(done.error(), request);
}

Response take_back_at_the_door(Services& services, const Request& request) {
  const auto door = door_of(services, request);
  if (!door) return refused(door.error(), request);
  const auto document = Json::parse(request.body);
  if (!document) return refused(document.error(), request);
  const auto receipt = document->object().required_string("receipt", 32);
  if (auto done = document->finish(); !done) return refused(done.error(), request);
  const auto done = take_back_unnamed(services, *door, receipt);
  return done ? http::no_content() : refused(done.error(), request);
}

}  // namespace

void floor_routes(http::Router& router, Services& services) {
  router.on(Method::post, "/api/v1/stories", Access::own_floor(),
            [&services](const Request& request) { return tell_by_name(services, request); });
  const http::Limits unlogged{.body_bytes = 32 * 1024, .per_minute_per_address = 30, .unlogged = true};
  router.on(
      Method::post, "/w/{door}/stories", Access::anyone(),
      [&services](const Request& request) { return tell_at_the_door(services, request); }, unlogged);
  router.on(
      Method::post, "/w/{door}/stories/take-back", Access::anyone(),
      [&services](const Request& request) { return take_back_at_the_door(services, request); }, unlogged);
}

}  // namespace goud::stories
