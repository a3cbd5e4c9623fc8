// How long a barrier may take at each level before it rises.
#include <algorithm>

#include "barriers/kept.hpp"
#include "formats/json.hpp"
#include "formats/text_json.hpp"

namespace goud::barriers {
namespace {

using formats::Json;
using formats::JsonWriter;
using http::Access;
using http::Method;
using http::Request;
using http::Response;
using http::Role;

void write_limits(JsonWriter& json, const people::Organisation& organisation, const Limits& set) {
  json.begin_object().key("levels").begin_array();
  for (const auto& level : organisation.levels) {
    json.begin_object().field("level", level.level);
    formats::write_text(json.key("name"), level.name);
    json.field("days", set.days(level.level)).end_object();
  }
  json.end_array().end_object();
}

Response limits_told(Services& services, const Request& request) {
  auto body = services.store.ask(store::Scope(request.caller->tenant), [&](store::Reader& reader) {
    JsonWriter json;
    write_limits(json, people::organisation(reader), limits(reader));
    return json.take();
  });
  if (!body) return http::fault(body.error(), request.language);
  return http::json(*std::move(body));
}

Response limits_set(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  Limits asked;
  for (auto item : document->object().required("levels").array(20)) {
    auto one = item.object();
    const auto level = static_cast<int>(one.required_int("level", 0, 20));
    asked.days_by_level.emplace_back(level, static_cast<int>(one.required_int("days", 1, days_most)));
  }
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  auto body =
      services.store.change(store::Scope(request.caller->tenant), [&](store::Writer& writer) -> Result<std::string> {
        const auto organisation = people::organisation(writer);
        for (std::size_t i = 0; i < asked.days_by_level.size(); ++i)
          if (std::none_of(organisation.levels.begin(), organisation.levels.end(),
                           [&](const people::Level& one) { return one.level == asked.days_by_level[i].first; }))
            return refuse_field("levels[" + std::to_string(i) + "].level", "barriers.limits.level");
        const auto acting = promises::acting(writer, *request.caller, services.clock.now());
        if (auto done = keep_limits(writer, acting, asked); !done) return refuse(done.error());
        JsonWriter json;
        write_limits(json, organisation, limits(writer));
        return json.take();
      });
  if (!body) return http::fault(body.error(), request.language);
  return http::json(*std::move(body));
}

}  // namespace

void limit_routes(http::Router& router, Services& services) {
  router.on(Method::get, "/api/v1/barriers/limits", Access::signed_in(),
            [&services](const Request& request) { return limits_told(services, request); });
  router.on(Method::put, "/api/v1/barriers/limits", Access::of({Role::owner, Role::cx_manager, Role::hr_manager}),
            [&services](const Request& request) { return limits_set(services, request); });
}

}  // namespace goud::barriers
