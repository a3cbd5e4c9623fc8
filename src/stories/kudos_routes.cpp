// Thanks, and whom one can thank.
#include <algorithm>

#include "stories/statements.hpp"
#include "stories/view.hpp"

namespace goud::stories {
namespace {

using formats::Json;
using formats::JsonWriter;
using http::Access;
using http::Method;
using http::Request;
using http::Response;

http::Response refused(const Fault& fault, const Request& request) { return http::fault(fault, request.language); }

// On a wall whom it is for is nobody, until they agree.
void write(JsonWriter& out, const View& view, const Kudos& one, const std::map<std::string, std::string>& names) {
  const auto name = [&](const std::string& id) {
    const auto found = names.find(id);
    return found == names.end() ? std::optional<std::string>() : std::optional(found->second);
  };
  const auto& me = view.caller.account.text;
  const bool mine = !me.empty() && one.to == me;
  const bool told = one.named || mine || (!me.empty() && one.from == me);
  out.begin_object()
      .field("id", one.id)
      .field("from", name(one.from).value_or(""))
      .field("to", told ? name(one.to) : std::nullopt)
      .field("team", one.to.empty());
  write_unit(out.key("unit"), view, one.unit);
  out.field("value", one.value).field("behaviour", one.behaviour).field("text", one.text);
  out.field("story", one.story.empty() ? std::optional<std::string>() : std::optional(one.story));
  out.field("day", to_text(one.day)).field("named", one.named).field("mine", mine).end_object();
}

Response list(Services& services, const Request& request) {
  const auto view = view_of(services, request);
  if (!view) return refused(view.error(), request);
  const auto seal = seal_of(services, request, "kudos");
  const auto page = page_of(request, seal);
  if (!page) return refused(page.error(), request);
  std::vector<UnitId> units;
  if (view->units) {
    for (const auto& stay : *view->units) units.push_back(stay.unit);
  }
  JsonWriter out;
  auto done = services.store.read(store::Scope(view->caller.tenant), [&](store::Reader& reader) {
    auto found =
        view->units && units.empty() ? std::vector<Kudos>() : kudos(reader, units, page->before, page->limit + 1);
    const bool more = found.size() > page->limit;
    if (more) found.pop_back();
    std::vector<std::string> who;
    for (const auto& one : found) who.insert(who.end(), {one.from, one.to});
    const auto names = people::names_of(reader, who);
    out.begin_object().key("items").begin_array();
    for (const auto& one : found) write(out, *view, one, names);
    out.end_array().key("next");
    if (more) {
      out.value(place_text(found.back().seq, seal));
    } else {
      out.null();
    }
    out.end_object();
  });
  return done ? http::json(out.take()) : refused(done.error(), request);
}

Response give(Services& services, const Request& request) {
  const auto view = view_of(services, request, Narrowed::no);
  if (!view) return refused(view.error(), request);
  const auto document = Json::parse(request.body);
  if (!document) return refused(document.error(), request);
  const auto in = document->object();
  Kudos asked;
  asked.to = in.optional_string("to", 36).value_or("");
  asked.unit = UnitId{in.optional_string("unit", 36).value_or(view->caller.unit.value_or(UnitId{}).text)};
  asked.value = in.required_string("value", 36);
  asked.behaviour = in.required_string("behaviour", 800);
  asked.story = in.optional_string("story", 36).value_or("");
  asked.text = in.optional_string("text", 2000).value_or("");
  if (auto done = document->finish(); !done) return refused(done.error(), request);
  JsonWriter out;
  auto done = services.store.write(store::Scope(view->caller.tenant), [&](store::Writer& writer) -> Done {
    if (!asked.story.empty()) {
      const auto about = story(writer, asked.story);
      if (!about || !sees(*view, *about)) return refuse_field("story", "stories.unknown");
    }
    const auto made = thank(writer, promises::acting(writer, view->caller, services.clock.now()), asked);
    if (!made) return refuse(made.error());
    out = JsonWriter();
    write(out, *view, *made, people::names_of(writer, {made->from, made->to}));
    return {};
  });
  return done ? http::json(out.take(), 201) : refused(done.error(), request);
}

Response agree(Services& services, const Request& request) {
  const auto document = Json::parse(request.body);
  if (!document) return refused(document.error(), request);
  const auto named = document->object().required_bool("named");
  if (auto done = document->finish(); !done) return refused(done.error(), request);
  auto done = services.store.write(store::Scope(request.caller->tenant), [&](store::Writer& writer) {
    return name_kudos(writer, promises::acting(writer, *request.caller, services.clock.now()), request.in_path.at("id"),
                      named);
  });
  return done ? http::no_content() : refused(done.error(), request);
}

// Who works at one's own place, by name alone.
Response colleagues(Services& services, const Request& request) {
  const auto view = view_of(services, request);
  if (!view) return refused(view.error(), request);
  const auto asked = request.parameter("unit");
  const auto at = asked && !asked->empty() ? UnitId{std::string(*asked)} : view->caller.unit.value_or(UnitId{});
  const auto units = at.empty() ? std::vector<UnitId>() : people::floor_units(view->known->tree, at, view->today);
  const auto here = [&](const UnitId& unit) {
    return at.empty() || std::find(units.begin(), units.end(), unit) != units.end();
  };
  JsonWriter out;
  auto done = services.store.read(store::Scope(view->caller.tenant), [&](store::Reader& reader) {
    std::vector<std::pair<std::string, std::string>> found;
    for (const auto& account : people::accounts(reader)) {
      if (account.active && account.unit && here(*account.unit)) found.emplace_back(account.name, account.id.text);
    }
    for (const auto& pass : people::passes(reader)) {
      if (pass.kind == http::Pass::personal && !pass.ended && here(pass.unit)) found.emplace_back(pass.name, pass.id);
    }
    std::sort(found.begin(), found.end());
    out.begin_object().key("items").begin_array();
    for (const auto& [name, id] : found) {
      if (id != view->caller.account.text) out.begin_object().field("id", id).field("name", name).end_object();
    }
    out.end_array().end_object();
  });
  return done ? http::json(out.take()) : refused(done.error(), request);
}

}  // namespace

void kudos_routes(http::Router& router, Services& services) {
  using Route = Response (*)(Services&, const Request&);
  const auto on = [&](Method method, std::string pattern, const Access& access, Route route) {
    router.on(method, std::move(pattern), access,
              [&services, route](const Request& request) { return route(services, request); });
  };
  on(Method::get, "/api/v1/kudos", Access::floor(), list);
  on(Method::post, "/api/v1/kudos", Access::own_floor(), give);
  on(Method::post, "/api/v1/kudos/{id}/name", Access::own_floor(), agree);
  on(Method::get, "/api/v1/floor/people", Access::own_floor(), colleagues);
}

}  // namespace goud::stories
