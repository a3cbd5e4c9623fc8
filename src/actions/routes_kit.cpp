#include "actions/kit_whole.hpp"
#include "formats/calendar.hpp"
#include "kernel/words.hpp"

namespace goud::actions {
namespace {

using formats::Json;
using formats::JsonWriter;
using http::Access;
using http::Method;
using http::Request;
using http::Response;
using http::Role;

constexpr std::size_t kits_most = 60;  // a year and more

// Who talks with a team: an analyst reads figures, not what colleagues agreed.
Access readers() {
  return Access::of({Role::owner, Role::cx_manager, Role::hr_manager, Role::unit_manager, Role::employee});
}
Access makers() { return Access::of({Role::owner, Role::cx_manager, Role::unit_manager}); }

Response written(Services& services, const Request& request, std::string_view id, int status = 200) {
  const auto whole = kit_whole(services, *request.caller, id);
  if (!whole) return http::fault(whole.error(), request.language);
  JsonWriter json;
  write(json, *whole, request.language);
  return http::json(json.take(), status);
}

// Whether this kit is one that the caller sees.
Done seen(store::Reader& reader, const Request& request, Instant now) {
  const auto found = kit(reader, request.in_path.at("id"));
  const auto today = people::day_of(people::organisation(reader), now);
  if (!found || !sees_team(*request.caller, people::unit_tree(reader), found->unit, today))
    return refuse(FaultKind::not_found, "actions.kit.unknown");
  return {};
}

Response kit_made(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  const UnitId unit{in.required_string("unit", 60)};
  const auto named = in.required_string("week", 8);
  const auto week = week_from(named);
  if (!week && document->clean()) in.at("week").refuse("actions.kit.week_wrong");
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const store::Scope scope(request.caller->tenant);
  const auto now = services.clock.now();
  const auto may = services.store.ask(scope, [&](store::Reader& reader) -> Result<Acting> {
    auto acting = promises::acting(reader, *request.caller, now);
    if (!sees_team(*request.caller, people::unit_tree(reader), unit, acting.today))
      return refuse_field("unit", "actions.kit.unit_unknown");
    if (auto open = kit_week_open(*week, acting.today); !open && !kit_of_week(reader, unit, *week))
      return refuse(open.error());
    return acting;
  });
  if (!may) return http::fault(may.error(), request.language);
  if (!*may) return http::fault(may->error(), request.language);
  const auto made = make_kit(services, request.caller->tenant, **may, unit, *week);
  if (!made) return http::fault(made.error(), request.language);
  return written(services, request, made->id);
}

Response kit_list(Services& services, const Request& request) {
  const UnitId unit{std::string(request.parameter("unit").value_or(""))};
  auto all =
      services.store.ask(store::Scope(request.caller->tenant), [&](store::Reader& reader) -> Result<std::vector<Kit>> {
        const auto today = people::day_of(people::organisation(reader), services.clock.now());
        if (!sees_team(*request.caller, people::unit_tree(reader), unit, today))
          return refuse(FaultKind::not_found, "http.not_found");
        return kits(reader, unit, kits_most);
      });
  if (!all) return http::fault(all.error(), request.language);
  if (!*all) return http::fault(all->error(), request.language);
  JsonWriter json;
  json.begin_object().key("items").begin_array();
  for (const auto& one : **all) {
    json.begin_object().field("id", one.id).field("week", week_text(one.week)).field("monday", to_text(one.week));
    json.field("held", one.held ? std::optional(to_text(*one.held)) : std::nullopt).field("minutes", one.minutes);
    json.field("people", one.people).field("agreed", static_cast<std::int64_t>(one.agreed.size())).end_object();
  }
  json.end_array().null_field("next").end_object();
  return http::json(json.take());
}

template <class Fn>
Response changed(Services& services, const Request& request, Fn change) {
  const auto now = services.clock.now();
  const auto done =
      services.store.ask(store::Scope(request.caller->tenant), [&](store::Reader& reader) -> Result<Acting> {
        if (auto there = seen(reader, request, now); !there) return refuse(there.error());
        return promises::acting(reader, *request.caller, now);
      });
  if (!done) return http::fault(done.error(), request.language);
  if (!*done) return http::fault(done->error(), request.language);
  if (const Result<Kit> kit = change(**done); !kit) return http::fault(kit.error(), request.language);
  return written(services, request, request.in_path.at("id"));
}

Response other_story(Services& services, const Request& request) {
  return changed(services, request, [&](const Acting& acting) {
    return another_story(services, request.caller->tenant, acting, request.in_path.at("id"));
  });
}

Response kit_held(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  const auto minutes = static_cast<int>(in.required_int("minutes", 1, 240));
  const auto people = static_cast<int>(in.required_int("people", 1, 1000));
  std::vector<std::string> done;
  for (auto item : in.array("done", agreements_most))
    if (const auto id = item.as_string(60)) done.emplace_back(*id);
  std::vector<Agreement> agreed;
  for (auto item : in.array("agreed", agreements_most)) {
    const auto one = item.object();
    Agreement agreement{{}, one.required_string("who", 80), one.required_string("what", 240), {}, {}};
    if (const auto due = one.optional_string("due", 10)) {
      if (const auto day = day_from(*due))
        agreement.due = *day;
      else
        one.at("due").refuse(day.error().key, day.error().args);
    }
    agreed.push_back(std::move(agreement));
  }
  const auto revision = static_cast<int>(in.required_int("revision", 1, 1'000'000));
  if (auto finished = document->finish(); !finished) return http::fault(finished.error(), request.language);
  return changed(services, request, [&](const Acting& acting) {
    return services.store.change(store::Scope(request.caller->tenant), [&](store::Writer& writer) {
      return hold(writer, acting, request.in_path.at("id"), minutes, people, done, agreed, revision);
    });
  });
}

Response sheet_pdf(Services& services, const Request& request) {
  const auto whole = kit_whole(services, *request.caller, request.in_path.at("id"));
  if (!whole) return http::fault(whole.error(), request.language);
  auto pdf = formats::kit_sheet(sheet_of(*whole, request.language));
  if (!pdf) return http::fault(pdf.error(), request.language);
  Response response;
  response.type = "application/pdf";
  response.headers.emplace_back("Content-Disposition",
                                "inline; filename=\"teamstart-" + week_text(whole->kit.week) + ".pdf\"");
  response.body = std::move(*pdf);
  return response;
}

struct At {
  Day day;
  int minutes = 0;
};
// "2026-11-23T14:45", on the clock of the team.
std::optional<At> at_from(std::string_view text) {
  if (text.size() != 16 || text[10] != 'T' || text[13] != ':') return std::nullopt;
  for (const std::size_t place : {11U, 12U, 14U, 15U})
    if (text[place] < '0' || text[place] > '9') return std::nullopt;
  const auto day = day_from(std::string(text.substr(0, 10)));
  const int hour = (text[11] - '0') * 10 + (text[12] - '0'), minute = (text[14] - '0') * 10 + (text[15] - '0');
  if (!day || hour > 23 || minute > 59) return std::nullopt;
  return At{*day, hour * 60 + minute};
}

Response calendar(Services& services, const Request& request) {
  const auto whole = kit_whole(services, *request.caller, request.in_path.at("id"));
  if (!whole) return http::fault(whole.error(), request.language);
  constexpr int nine = 9 * 60;
  At at{whole->kit.week, nine};
  if (const auto asked = request.parameter("at"); asked && !asked->empty()) {
    const auto read = at_from(*asked);
    if (!read)
      return http::fault(Fault{FaultKind::invalid, "fault.fields", {{"at", "actions.kit.at"}}, {}}, request.language);
    at = *read;
  }
  const auto& kit = whole->kit;
  const auto sheet = sheet_of(*whole, request.language);
  const auto address = request.home() + "/team/" + kit.unit.text + "/teamstart/" + week_text(kit.week);
  formats::CalendarEntry entry;
  entry.uid = kit.id + "@goud";
  entry.sequence = kit.revision;
  entry.made = whole->now;
  entry.day = at.day;
  entry.starts = at.minutes;
  entry.language = request.language;
  entry.summary = say(request.language, "actions.kit.calendar", {{"unit", whole->unit_name}, {"title", sheet.title}});
  entry.description = sheet.standing + "\n" + address;
  entry.place = whole->unit_name;
  entry.address = address;
  Response response;
  response.type = "text/calendar; charset=utf-8";
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"teamstart-" + week_text(kit.week) + ".ics\"");
  response.body = formats::calendar_entry(entry);
  return response;
}

}  // namespace

void kit_routes(http::Router& router, Services& services) {
  using Route = Response (*)(Services&, const Request&);
  const auto on = [&](Method method, std::string pattern, Access access, Route route) {
    router.on(method, std::move(pattern), std::move(access),
              [&services, route](const Request& request) { return route(services, request); });
  };
  on(Method::post, "/api/v1/kits", makers(), kit_made);
  on(Method::get, "/api/v1/kits", readers(), kit_list);
  on(Method::get, "/api/v1/kits/{id}", readers(),
     [](Services& all, const Request& request) { return written(all, request, request.in_path.at("id")); });
  on(Method::post, "/api/v1/kits/{id}/another-story", makers(), other_story);
  on(Method::post, "/api/v1/kits/{id}/held", makers(), kit_held);
  on(Method::get, "/api/v1/kits/{id}/sheet.pdf", readers(), sheet_pdf);
  on(Method::get, "/api/v1/kits/{id}/calendar.ics", readers(), calendar);
}

}  // namespace goud::actions
