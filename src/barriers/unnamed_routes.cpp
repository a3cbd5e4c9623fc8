// /w/{door}/…: what comes in without a name. No line of a log, no cookie, no address is kept; who comes with a session or a
// key is refused, so that nothing of it can be tied to who was signed in.
#include "barriers/kept.hpp"
#include "formats/json.hpp"

namespace goud::barriers {
namespace {

using formats::Json;
using http::Request;
using http::Response;

Result<people::FloorDoor> door_of(Services& services, const Request& request) {
  if (people::brings_identity(request)) return refuse(FaultKind::invalid, "barriers.unnamed.identified");
  auto door = people::open_floor_door(services.secrets, request.in_path.at("door"), services.clock.now());
  if (!door) return refuse(FaultKind::not_found, "barriers.unnamed.door");
  return *door;
}

Response reported(Services& services, const Request& request) {
  const auto door = door_of(services, request);
  if (!door) return http::fault(door.error(), request.language);
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  auto in = document->object();
  const auto receipt = in.required_string("receipt", 40);
  ReportDraft draft;
  read_report(in, request.language, draft);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  draft.unit = door->unit;
  if (auto done = report_unnamed(services, *door, receipt, draft); !done)
    return http::fault(done.error(), request.language);
  return http::no_content();
}

Response followed_up(Services& services, const Request& request) {
  const auto door = door_of(services, request);
  if (!door) return http::fault(door.error(), request.language);
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  auto in = document->object();
  const auto given = in.required_string("receipt", 40);
  const auto gone = in.optional_bool("gone");
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  if (gone)
    if (auto done = say_unnamed(services, door->tenant, given, *gone); !done)
      return http::fault(done.error(), request.language);
  const auto known = receipt(services, door->tenant, given);
  if (!known) return http::fault(known.error(), request.language);
  formats::JsonWriter json;
  json.begin_object().field("state", known->waiting ? std::string_view("waiting") : name_of(known->barrier->state));
  json.field("done", known->waiting ? "" : known->barrier->done)
      .field("because", known->waiting ? "" : known->barrier->because);
  json.end_object();
  return http::json(json.take());
}

}  // namespace

void unnamed_routes(http::Router& router, Services& services) {
  const http::Limits limits{.body_bytes = 8 * 1024, .per_minute_per_address = 20, .unlogged = true};
  const auto on = [&](std::string pattern, Response (*route)(Services&, const Request&)) {
    router.on(
        http::Method::post, std::move(pattern), http::Access::anyone(),
        [&services, route](const Request& request) { return route(services, request); }, limits);
  };
  on("/w/{door}/barriers", reported);
  on("/w/{door}/receipt", followed_up);
}

}  // namespace goud::barriers
