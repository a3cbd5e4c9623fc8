// Consent, planning, opening and closing, for who plans; what a round is, for everyone who is signed in.
#include "formats/text_json.hpp"
#include "kernel/words.hpp"
#include "rounds/library.hpp"
#include "rounds/routes.hpp"
#include "rounds/said.hpp"

namespace goud::rounds {
namespace {

using formats::Json;
using formats::JsonWriter;
using http::Access;
using http::Method;
using http::Request;

using http::Role;

store::Scope scope_of(const Request& request) { return store::Scope(request.caller->tenant); }

Acting acting_of(store::Reader& reader, const Services& services, const Request& request) {
  return promises::acting(reader, *request.caller, services.clock.now());
}
Result<Acting> acting_of(Services& services, const Request& request) {
  return services.store.ask(scope_of(request),
                            [&](store::Reader& reader) { return acting_of(reader, services, request); });
}

std::optional<std::string> day_text(const std::optional<Day>& day) {
  return day ? std::optional(to_text(*day)) : std::nullopt;
}

// ---- a round as everyone reads it

void write_line(JsonWriter& out, store::Reader& reader, const Services& services, const Request& request,
                const Round& round) {
  const auto& plan = round.plan;
  out.field("id", round.id).field("number", round.number).field("state", name_of(round.state));
  formats::write_text(out.key("name"), plan.name);
  out.field("opens", to_text(plan.opens)).field("closes", to_text(plan.closes));
  out.field("opened", day_text(round.opened)).field("closed", day_text(round.closed));
  out.field("floor", plan.floor).field("text_floor", plan.text_floor);
  out.field("questions", static_cast<std::int64_t>(plan.items.size())).key("asked_by_week").begin_array();
  for (int week = 1; week <= weeks(plan); ++week) out.value(asked_in(plan, week));
  out.end_array().field("ballots", round.ballots);
  std::optional<std::int64_t> invited, at_least;
  if (round.state == State::open || round.state == State::closing) {
    const auto so_far = response(reader, round);
    invited = so_far.invited;
    at_least = so_far.at_least;
  } else if (!round.frozen.units.empty()) {
    invited = round.frozen.people_under(0);
  }
  out.field("invited", invited).field("at_least", at_least);
  out.field("closing", closing(services, request.caller->tenant, round.id));
  out.field("because", round.because.empty() ? std::nullopt : std::optional(round.because));
}

std::string whole_text(store::Reader& reader, const Services& services, const Request& request, const Round& round) {
  JsonWriter out;
  out.begin_object();
  write_line(out, reader, services, request, round);
  return out.raw_field("plan", to_json(round.plan)).field("revision", round.revision).end_object().take();
}

Result<std::string> whole_text(Services& services, const Request& request, std::string_view id) {
  auto text = services.store.ask(scope_of(request), [&](store::Reader& reader) -> Result<std::string> {
    const auto found = round(reader, id);
    if (!found) return refuse(FaultKind::not_found, "http.not_found");
    return whole_text(reader, services, request, *found);
  });
  if (!text) return refuse(text.error());
  return *std::move(text);
}

http::Response answer(const Request& request, const Result<std::string>& text, int status = 200) {
  return text ? http::json(*text, status) : http::fault(text.error(), request.language);
}

http::Response list(Services& services, const Request& request) {
  const auto text = services.store.ask(scope_of(request), [&](store::Reader& reader) {
    const auto given = consent(reader);
    const auto today = people::day_of(people::organisation(reader), services.clock.now());
    JsonWriter out;
    out.begin_object().field("consent", given && given->given <= today).key("rounds").begin_array();
    for (const auto& one : rounds(reader)) {
      write_line(out.begin_object(), reader, services, request, one);
      out.end_object();
    }
    return out.end_array().end_object().take();
  });
  return answer(request, text);
}

http::Response whole(Services& services, const Request& request) {
  return answer(request, whole_text(services, request, request.in_path.at("id")));
}

// ---- consent

std::string consent_text(const std::optional<Consent>& given) {
  JsonWriter out;
  out.begin_object().field("given", given ? std::optional(to_text(given->given)) : std::nullopt);
  return out.field("by_whom", given ? given->by_whom : std::string()).end_object().take();
}

http::Response consent_read(Services& services, const Request& request) {
  return answer(request, services.store.ask(scope_of(request),
                                            [](store::Reader& reader) { return consent_text(consent(reader)); }));
}

http::Response consent_entered(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  std::optional<Consent> asked;
  const bool withdrawn = in.null_at("given");
  if (!withdrawn) {
    const auto text = in.required_string("given", 10);
    const auto day = day_from(text);
    if (!day && !text.empty()) in.at("given").refuse("people.day.form");
    asked = Consent{day.value_or(Day{}), in.required_string("by_whom", 200)};
  } else if (in.has("by_whom")) {
    in.at("by_whom").accept();
  }
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  return answer(request, services.store.change(scope_of(request), [&](store::Writer& writer) -> Result<std::string> {
    if (auto done = enter_consent(writer, acting_of(writer, services, request), asked); !done)
      return refuse(done.error());
    return consent_text(consent(writer));
  }));
}

// ---- planning

// With its promises as they stand on the day it is to open.
Result<Plan> fitted(store::Reader& reader, const Plan& plan) {
  return frozen_plan(plan, promises::promises(reader), moments::journeys(reader), plan.opens);
}

http::Response planned(Services& services, const Request& request) {
  const auto plan = plan_from(request.body);
  if (!plan) return http::fault(plan.error(), request.language);
  return answer(request,
                services.store.change(scope_of(request),
                                      [&](store::Writer& writer) -> Result<std::string> {
                                        auto fits = fitted(writer, *plan);
                                        if (!fits) return refuse(fits.error());
                                        auto made = plan_round(writer, acting_of(writer, services, request),
                                                               services.randomness, *fits);
                                        if (!made) return refuse(made.error());
                                        return whole_text(writer, services, request, *made);
                                      }),
                201);
}

Fault under(std::string_view prefix, Fault fault) {
  for (auto& field : fault.fields) field.path = std::string(prefix) + (field.path.empty() ? "" : "." + field.path);
  return fault;
}

http::Response changed(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  const auto inside = in.required("plan");
  inside.accept();
  const auto revision = in.required_int("revision", 1, INT32_MAX);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const auto plan = plan_from(inside.source());
  if (!plan) return http::fault(under("plan", plan.error()), request.language);
  return answer(request, services.store.change(scope_of(request), [&](store::Writer& writer) -> Result<std::string> {
    const auto& id = request.in_path.at("id");
    if (!round(writer, id)) return refuse(FaultKind::not_found, "http.not_found");
    auto fits = fitted(writer, *plan);
    if (!fits) return refuse(under("plan", fits.error()));
    auto made = change_plan(writer, acting_of(writer, services, request), id, *fits, static_cast<int>(revision));
    if (!made) return refuse(made.error());
    return whole_text(writer, services, request, *made);
  }));
}

http::Response dropped(Services& services, const Request& request) {
  const auto done = services.store.write(scope_of(request), [&](store::Writer& writer) -> Done {
    return drop_plan(writer, acting_of(writer, services, request), request.in_path.at("id"));
  });
  return done ? http::no_content() : http::fault(done.error(), request.language);
}

// ---- what everyone will see, before it starts

void write_unit(JsonWriter& out, const Frozen& tree, const Sight& sight, int place, int floor) {
  const auto& unit = tree.units[static_cast<std::size_t>(place)];
  const bool parent_named = unit.parent >= 0 && sight.named(unit.parent);
  const auto people = [&](int at) { return tree.people_under(at); };
  out.begin_object().field("id", unit.id.text).field("name", unit.name).field("level", unit.level);
  out.field("parent",
            parent_named ? std::optional(tree.units[static_cast<std::size_t>(unit.parent)].id.text) : std::nullopt);
  const int in = tree.counts_in(place, floor);
  const auto& group = tree.units[static_cast<std::size_t>(in)];
  out.field("people", people(place)).key("counts_in").begin_object();
  out.field("id", group.id.text).field("name", group.name).field("people", people(in)).end_object().end_object();
}

http::Response units(Services& services, const Request& request) {
  const auto text = services.store.ask(scope_of(request), [&](store::Reader& reader) -> Result<std::string> {
    const auto found = round(reader, request.in_path.at("id"));
    if (!found) return refuse(FaultKind::not_found, "http.not_found");
    const auto& plan = found->plan;
    const auto today = people::day_of(people::organisation(reader), services.clock.now());
    const auto tree = found->frozen.units.empty() ? freeze(people::unit_tree(reader), today, people::employees(reader))
                                                  : found->frozen;
    const Sight sight(*request.caller, tree);
    JsonWriter out;
    out.begin_object().key("units").begin_array();
    for (int place = 0; place < static_cast<int>(tree.units.size()); ++place)
      if (sight.named(place)) write_unit(out, tree, sight, place, plan.floor);
    out.end_array().key("roles").begin_array();
    const std::map<std::string, std::string> floors{{"floor", std::to_string(plan.floor)},
                                                    {"text_floor", std::to_string(plan.text_floor)}};
    for (const auto role :
         {Role::owner, Role::cx_manager, Role::hr_manager, Role::unit_manager, Role::analyst, Role::employee}) {
      const bool plans = role == Role::owner || role == Role::hr_manager;
      const bool branch = role == Role::unit_manager || role == Role::employee;
      out.begin_object().field("role", http::name_of(role));
      out.field("sees", say(request.language,
                            plans    ? "rounds.sees.plans"
                            : branch ? "rounds.sees.branch"
                                     : "rounds.sees.all",
                            floors));
      out.end_object();
    }
    out.end_array().field("meanwhile", say(request.language, "rounds.sees.meanwhile"));
    return out.end_object().take();
  });
  return text ? answer(request, *text) : http::fault(text.error(), request.language);
}

http::Response shipped(Services& /*services*/, const Request& /*request*/) { return http::json(to_json(library())); }

// ---- opening and closing

http::Response handed_out(Services& services, const Request& request, Result<std::vector<HandedOut>> codes) {
  if (!codes) return http::fault(codes.error(), request.language);
  const auto line = whole_text(services, request, request.in_path.at("id"));
  if (!line) return http::fault(line.error(), request.language);
  JsonWriter out;
  out.begin_object().raw_field("round", *line).key("codes").begin_array();
  for (const auto& one : *codes) {
    out.begin_object().field("unit", one.unit.text).field("unit_name", one.unit_name).field("code", one.code);
    out.field("address", one.address.empty() ? std::nullopt : std::optional(one.address));
    out.field("language", one.language).field("link", request.home() + "/r/" + one.code).end_object();
  }
  return http::json(out.end_array().end_object().take());
}

http::Response opened(Services& services, const Request& request) {
  const auto acting = acting_of(services, request);
  if (!acting) return http::fault(acting.error(), request.language);
  return handed_out(services, request, open_round(services, request.caller->tenant, *acting, request.in_path.at("id")));
}

http::Response begun_again(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  if (!in.required_bool("sure") && document->clean()) in.at("sure").refuse("rounds.begin_again.sure");
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const auto acting = acting_of(services, request);
  if (!acting) return http::fault(acting.error(), request.language);
  return handed_out(services, request,
                    begin_again(services, request.caller->tenant, *acting, request.in_path.at("id")));
}

http::Response now(Services& services, const Request& request, const Result<Round>& done) {
  if (!done) return http::fault(done.error(), request.language);
  return answer(request, whole_text(services, request, done->id));
}

http::Response closed(Services& services, const Request& request) {
  const auto acting = acting_of(services, request);
  if (!acting) return http::fault(acting.error(), request.language);
  return now(services, request, close_round(services, request.caller->tenant, *acting, request.in_path.at("id")));
}

http::Response withdrawn(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto because = document->object().required_string("because", 500);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const auto acting = acting_of(services, request);
  if (!acting) return http::fault(acting.error(), request.language);
  return now(services, request,
             withdraw_round(services, request.caller->tenant, *acting, request.in_path.at("id"), because));
}

}  // namespace

void plan_routes(http::Router& router, Services& services) {
  const auto on = [&](Method method, const char* pattern, const Access& access,
                      http::Response (*work)(Services&, const Request&), http::Limits limits = {}) {
    router.on(
        method, pattern, access, [&services, work](const Request& request) { return work(services, request); }, limits);
  };
  const auto everyone = Access::signed_in(), readers = Access::signed_in("figures:read");
  const auto planners = Access::of({Role::owner, Role::hr_manager});
  // A close opens every letter and looks for what could be worked out: a minute, where a hundred thousand answered.
  const http::Limits long_work{.time = std::chrono::minutes(10)};
  on(Method::get, "/api/v1/rounds", readers, list);
  on(Method::post, "/api/v1/rounds", planners, planned);
  on(Method::get, "/api/v1/rounds/consent", everyone, consent_read);
  on(Method::put, "/api/v1/rounds/consent", planners, consent_entered);
  on(Method::get, "/api/v1/rounds/library", everyone, shipped);
  on(Method::get, "/api/v1/rounds/{id}", readers, whole);
  on(Method::put, "/api/v1/rounds/{id}", planners, changed);
  on(Method::del, "/api/v1/rounds/{id}", planners, dropped);
  on(Method::get, "/api/v1/rounds/{id}/units", everyone, units);
  on(Method::post, "/api/v1/rounds/{id}/open", planners, opened, long_work);
  on(Method::post, "/api/v1/rounds/{id}/begin-again", planners, begun_again, long_work);
  on(Method::post, "/api/v1/rounds/{id}/close", planners, closed, long_work);
  on(Method::post, "/api/v1/rounds/{id}/withdraw", planners, withdrawn, long_work);
}

}  // namespace goud::rounds
