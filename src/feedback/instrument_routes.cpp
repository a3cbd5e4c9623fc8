#include "feedback/requests.hpp"

namespace goud::feedback {
namespace {

using formats::Json;
using formats::JsonWriter;
using http::Access;
using http::Method;
using http::Request;
using http::Response;
using http::Role;

std::string_view state_of(const Instrument& instrument) {
  if (instrument.ended) return "ended";
  return instrument.answered ? "in_use" : "draft";
}

void write(JsonWriter& out, const Instrument& instrument, bool whole) {
  const auto& definition = instrument.definition;
  out.begin_object().field("id", instrument.id.text).field("key", definition.key).field("version", instrument.version);
  formats::write_text(out.key("title"), definition.title);
  out.field("state", state_of(instrument)).field("anonymous", definition.anonymous);
  out.key("languages").begin_array();
  for (const auto& language : definition.languages) out.value(language);
  out.end_array().field("questions", static_cast<std::uint64_t>(definition.questions.size()));
  if (whole) out.raw_field("definition", to_json(definition));
  out.end_object();
}

Response instrument_list(Services& services, const Request& request) {
  auto known = intake(services, request.caller->tenant, true);
  if (!known) return http::fault(known.error(), request.language);
  const auto& all = (*known)->all;
  std::vector<const Instrument*> newest;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (i + 1 == all.size() || all[i + 1]->id != all[i]->id) newest.push_back(all[i].get());
  const auto page = page_of(request.parameter("cursor"), request.parameter("limit"), newest.size(),
                            [&](std::size_t at) { return newest[at]->id.text; });
  if (!page) return http::fault(page.error(), request.language);
  JsonWriter out;
  out.begin_object().key("items").begin_array();
  for (auto at = page->first; at < page->last; ++at) write(out, *newest[at], false);
  out.end_array().field("next", page->next).end_object();
  return http::json(out.take());
}

Response instrument_whole(Services& services, const Request& request) {
  auto known = intake(services, request.caller->tenant, true);
  if (!known) return http::fault(known.error(), request.language);
  auto found = (*known)->instrument(request.in_path.at("id"));
  if (!found) return http::fault(Fault{FaultKind::not_found, "feedback.instrument.unknown", {}, {}}, request.language);
  JsonWriter out;
  write(out, *found, true);
  return http::json(out.take());
}

Result<Definition> read_definition(const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return refuse(document.error());
  auto in = document->object();
  auto given = in.required("definition");
  const std::string source(given.source());
  given.accept();
  if (auto done = document->finish(); !done) return refuse(done.error());
  return definition_from(source, "definition");
}

// Fields of a definition stand under "definition" in what was sent.
Fault under_definition(Fault fault) {
  for (auto& field : fault.fields) {
    if (field.path.rfind("definition", 0) != 0) field.path = "definition." + field.path;
  }
  return fault;
}

template <class Fn>
Response made_of(Services& services, const Request& request, Fn fn) {
  auto definition = read_definition(request);
  if (!definition) return http::fault(definition.error(), request.language);
  auto made = services.store.change(store::Scope(request.caller->tenant), [&](store::Writer& writer) -> Result<Instrument> {
    return fn(writer, promises::acting(writer, *request.caller, services.clock.now()), *definition);
  });
  if (!made) return http::fault(under_definition(made.error()), request.language);
  intake_changed(services, request.caller->tenant);
  JsonWriter out;
  write(out, *made, true);
  return http::json(out.take(), 201);
}

Response instrument_made(Services& services, const Request& request) {
  const InstrumentId id{uuid_v7(services.clock, services.randomness)};
  return made_of(services, request, [&](store::Writer& writer, const Acting& acting, const Definition& definition) {
    return add_instrument(writer, acting, id, definition);
  });
}

Response instrument_versioned(Services& services, const Request& request) {
  const InstrumentId id{request.in_path.at("id")};
  return made_of(services, request, [&](store::Writer& writer, const Acting& acting, const Definition& definition) {
    return add_version(writer, acting, id, definition);
  });
}

Response instrument_ended(Services& services, const Request& request) {
  const InstrumentId id{request.in_path.at("id")};
  auto done = services.store.write(store::Scope(request.caller->tenant), [&](store::Writer& writer) {
    return end_instrument(writer, promises::acting(writer, *request.caller, services.clock.now()), id);
  });
  if (!done) return http::fault(done.error(), request.language);
  intake_changed(services, request.caller->tenant);
  return http::no_content();
}

}  // namespace

void instrument_routes(http::Router& router, Services& services) {
  using Route = Response (*)(Services&, const Request&);
  const auto on = [&](Method method, std::string pattern, Access access, Route route) {
    router.on(method, std::move(pattern), std::move(access), [&services, route](const Request& request) { return route(services, request); });
  };
  const auto readers = Access::of({Role::owner, Role::cx_manager, Role::hr_manager, Role::unit_manager, Role::analyst}, "answers:write");
  on(Method::get, "/api/v1/instruments", readers, instrument_list);
  on(Method::get, "/api/v1/instruments/{id}", readers, instrument_whole);
  on(Method::post, "/api/v1/instruments", customers_shapers(), instrument_made);
  on(Method::post, "/api/v1/instruments/{id}/versions", customers_shapers(), instrument_versioned);
  on(Method::post, "/api/v1/instruments/{id}/end", customers_shapers(), instrument_ended);
}

}  // namespace goud::feedback
