// The organisation itself: name, language, time zone, levels, colour, logo.
#include <sodium.h>

#include <algorithm>

#include "formats/picture.hpp"
#include "people/routes.hpp"
#include "people/statements.hpp"

namespace goud::people {
namespace {

using formats::Json;
using http::Access;
using http::Method;
using http::Request;
using http::Response;

std::string text_of(const Organisation& org) {
  formats::JsonWriter out;
  write(out, org);
  return out.take();
}

std::optional<std::vector<Level>> read_levels(const formats::JsonObject& in) {
  if (!in.has("units_levels")) return std::nullopt;
  std::vector<Level> levels;
  const auto given = in.at("units_levels");
  int expected = 0;
  for (auto item : given.array(13)) {
    const auto one = item.object();
    const auto level = one.at("level").as_int(0, 12);
    if (one.present() && level != expected) one.at("level").refuse("people.org.levels_in_order");
    levels.push_back({expected++, read_text(one.object("name"), 100)});
  }
  if (levels.empty()) given.refuse("people.org.levels_in_order");
  return levels;
}

Response change_organisation(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  std::optional<std::string> name, colour;
  if (in.has("name")) name = in.required_string("name", 200);
  const auto language = in.optional_enum<std::string_view>("language", {{"nl", "nl"}, {"en", "en"}});
  const auto zone = in.optional_string("time_zone", 64);
  if (zone && !zone_known(*zone)) in.at("time_zone").refuse("people.org.zone_unknown");
  if (in.has("brand")) {
    const auto brand = in.object("brand");
    colour = brand.required_string("colour", 7);
    if (!colour->empty() && (colour->size() != 7 || colour->find_first_not_of("0123456789abcdefABCDEF", 1) != std::string::npos || colour->front() != '#'))
      brand.at("colour").refuse("people.org.colour");
  }
  const auto levels = read_levels(in);
  const auto revision = in.required_int("revision", 0, INT32_MAX);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  return answer(request, services.store.change(scope_of(request), [&](store::Writer& writer) -> Result<std::string> {
    const auto before = organisation(writer);
    if (before.revision != revision) return refuse(FaultKind::conflict, "people.changed_meanwhile");
    const auto tree = unit_tree(writer);
    if (levels)
      for (const auto& unit : tree.units())
        if (unit.level >= static_cast<int>(levels->size())) return refuse_field("units_levels", "people.org.level_in_use");
    writer.run(sql::org_update, {{":name", name.value_or(before.name)},
                                 {":language", language ? std::string(*language) : before.language},
                                 {":time_zone", zone.value_or(before.time_zone)},
                                 {":colour", colour.value_or(before.brand.colour)},
                                 {":levels", levels_text(levels.value_or(before.levels))},
                                 {":revision", before.revision + 1}});
    formats::JsonWriter detail;
    detail.begin_object();
    if (name) detail.field("name", true);
    if (zone && *zone != before.time_zone) detail.field("time_zone", *zone);
    if (colour) detail.field("colour", *colour);
    if (levels) detail.field("levels", static_cast<int>(levels->size()));
    writer.audit(actor_of(*request.caller), "changed", "organisation", before.id, detail.end_object().take());
    if (zone && *zone != before.time_zone) writer.emit("organisation.time_zone", 1, "{\"time_zone\":" + formats::json_text(*zone) + "}");
    return text_of(organisation(writer));
  }));
}

Response put_logo(Services& services, const Request& request) {
  auto picture = formats::reencode(request.body, 512);
  if (!picture) return http::fault(picture.error(), request.language);
  const auto& png = picture->png;
  std::string text(sodium_base64_encoded_len(png.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(png.data()), png.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();
  return answer(request, services.store.change(scope_of(request), [&](store::Writer& writer) -> Result<std::string> {
    writer.run(sql::logo_write, {{":png", text}, {":etag", "\"" + kept_of(png).substr(0, 16) + "\""}, {":made_at", services.clock.now().micros}});
    const auto org = organisation(writer);
    writer.audit(actor_of(*request.caller), "logo_set", "organisation", org.id, "{}");
    return text_of(org);
  }));
}

}  // namespace

void organisation_routes(http::Router& router, Services& services) {
  const auto owner = Access::of({http::Role::owner});
  router.on(Method::get, "/api/v1/org", Access::signed_in("figures:read"), [&services](const Request& request) {
    return answer(request, services.store.ask(scope_of(request), [](store::Reader& reader) { return text_of(organisation(reader)); }));
  });
  const auto told = [&services](const Request& request, Response response) {
    if (response.status < 300 && services.changed) services.changed(request.caller->tenant);
    return response;
  };
  router.on(Method::patch, "/api/v1/org", owner,
            [&services, told](const Request& request) { return told(request, change_organisation(services, request)); });
  router.on(Method::get, "/api/v1/org/logo", Access::signed_in(), [&services](const Request& request) {
    auto found = services.store.ask(scope_of(request), [](store::Reader& reader) { return logo(reader); });
    if (!found) return http::fault(found.error(), request.language);
    if (!*found) return http::fault({FaultKind::not_found, "http.not_found", {}, {}}, request.language);
    auto response = http::json((*found)->png);
    response.type = "image/png";
    response.headers.emplace_back("ETag", (*found)->etag);
    response.headers.emplace_back("Cache-Control", "private, no-cache");
    return response;
  });
  router.on(Method::put, "/api/v1/org/logo", owner,
            [&services, told](const Request& request) { return told(request, put_logo(services, request)); }, {.body_bytes = 2 * 1024 * 1024});
  router.on(Method::del, "/api/v1/org/logo", owner, [&services, told](const Request& request) {
    return told(request, answer(request, services.store.write(scope_of(request), [&](store::Writer& writer) -> Done {
      if (writer.run(sql::logo_delete, {}) == 0) return refuse(FaultKind::not_found, "http.not_found");
      writer.audit(actor_of(*request.caller), "logo_removed", "organisation", organisation(writer).id, "{}");
      return {};
    })));
  });
  // What the app needs to know before anyone is signed in.
  router.on(Method::get, "/api/v1/meta", Access::anyone(), [&services](const Request& request) {
    auto all = services.store.ask(store::Scope::installation(), [](store::Reader& reader) {
      return reader.all(sql::org_simulations, {}, [](const store::Row& row) { return row.integer(0) != 0; });
    });
    if (!all) return http::fault(all.error(), request.language);
    const bool simulation = !all->empty() && std::find(all->begin(), all->end(), false) == all->end();
    formats::JsonWriter out;
    out.begin_object()
        .field("version", GOUD_VERSION)
        .key("languages")
        .begin_array()
        .value("nl")
        .value("en")
        .end_array();
    out.field("setup_needed", all->empty()).field("simulation", simulation);
    out.field("address", request.home()).field("here_only", request.home_is_here_only()).end_object();
    return http::json(out.take());
  });
}

}  // namespace goud::people
