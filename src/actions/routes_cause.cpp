#include <algorithm>

#include "actions/parts.hpp"
#include "formats/json.hpp"
#include "formats/text_json.hpp"
#include "kernel/page.hpp"

namespace goud::actions {
namespace {

using formats::Json;
using formats::JsonWriter;
using http::Access;
using http::Method;
using http::Request;
using http::Response;
using http::Role;
using Change = Cause::Change;

// What was changed, by the name it has in its own room.
using Units = std::optional<std::vector<UnitId>>;

// A barrier of another branch does not exist for its manager.
void write_changed(JsonWriter& json, store::Reader& reader, const feedback::Intake& known, const Units& units,
                   const Cause& one, std::string_view language) {
  std::optional<std::string> name;
  if (one.change == Change::promise) {
    if (const auto promise = promises::promise(reader, PromiseId{one.changed}))
      name = promise->latest().text.in(language);
  } else if (one.change == Change::card) {
    if (const auto card = moments::card(reader, one.changed)) {
      const auto moment = known.moments.find(card->moment.text);
      name = moment != known.moments.end() ? moment->second.name.in(language) : "";
    }
  } else if (one.change == Change::barrier) {
    const auto barrier = barriers::barrier(reader, one.changed);
    if (barrier && (!units || std::find(units->begin(), units->end(), barrier->unit) != units->end()))
      name = barrier->title;
  }
  if (!name) {
    json.null();
    return;
  }
  json.begin_object().field("id", one.changed).field("name", *name).end_object();
}

void write(JsonWriter& json, store::Reader& reader, const feedback::Intake& known, const Units& units,
           const std::vector<people::Account>& accounts, const Cause& one, std::string_view language) {
  json.begin_object().field("id", one.id).field("name", one.name).field("language", one.language).key("moment");
  if (const auto moment = known.moments.find(one.moment.text); moment != known.moments.end()) {
    json.begin_object().field("id", one.moment.text);
    formats::write_text(json.key("name"), moment->second.name);
    json.end_object();
  } else {
    json.null();
  }
  json.field("change", name_of(one.change));
  write_changed(json.key("changed"), reader, known, units, one, language);
  json.field("text", one.text).key("owner");
  const auto owner =
      std::find_if(accounts.begin(), accounts.end(), [&](const auto& account) { return account.id.text == one.owner; });
  if (owner == accounts.end())
    json.null();
  else
    json.begin_object().field("id", one.owner).field("name", owner->name).end_object();
  const auto day = [](const std::optional<Day>& at) { return at ? std::optional(to_text(*at)) : std::nullopt; };
  json.field("due", day(one.due)).field("done", day(one.done));
  // No forecast: what it did is unknown until it was measured.
  json.field("effect", "unknown")
      .field("measure_on", one.done ? day(Day{one.done->number + measure_days}) : std::nullopt);
  json.field("follow_ups", named_causes(reader, units, one.id)).field("revision", one.revision).end_object();
}

Result<Units> units_of(const Request& request, const feedback::Intake& known, Day today) {
  if (request.caller->role != Role::unit_manager) return Units();
  auto visible = people::visible_units(*request.caller, known.tree, std::nullopt, today);
  if (!visible) return refuse(visible.error());
  return Units(*std::move(visible));
}

Response listed(Services& services, const Request& request) {
  auto known = feedback::intake(services.feedback, request.caller->tenant);
  if (!known) return http::fault(known.error(), request.language);
  auto units = units_of(request, **known, day_in(services.clock.now(), (*known)->zone).value_or(Day{}));
  if (!units) return http::fault(units.error(), request.language);
  JsonWriter json;
  Result<ListPage> page;
  auto read = services.store.read(store::Scope(request.caller->tenant), [&](store::Reader& reader) {
    const auto all = causes(reader);
    page = page_of(request.parameter("cursor"), request.parameter("limit"), all.size(),
                   [&](std::size_t row) { return all[row].id; });
    if (!page) return;
    const auto accounts = people::accounts(reader);
    json.begin_object().key("items").begin_array();
    for (auto row = page->first; row < page->last; ++row)
      write(json, reader, **known, *units, accounts, all[row], request.language);
    json.end_array().field("next", page->next).end_object();
  });
  if (!read) return http::fault(read.error(), request.language);
  if (!page) return http::fault(page.error(), request.language);
  return http::json(json.take());
}

Result<Cause> cause_from(const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return refuse(document.error());
  auto in = document->object();
  Cause one;
  const auto when = [&](std::string_view key) -> std::optional<Day> {
    const auto text = in.optional_string(key, 10);
    if (!text) return std::nullopt;
    auto at = day_from(*text);
    if (!at) in.at(key).refuse(at.error().key, at.error().args);
    return at ? std::optional(*at) : std::nullopt;
  };
  one.name = in.required_string("name", 200);
  one.language = in.optional_string("language", 2).value_or(request.language) == "en" ? "en" : "nl";
  one.moment = MomentId{in.optional_string("moment", 40).value_or("")};
  one.change = in.optional_enum<Change>("change", {{"none", Change::none},
                                                   {"promise", Change::promise},
                                                   {"card", Change::card},
                                                   {"barrier", Change::barrier},
                                                   {"other", Change::other}})
                   .value_or(Change::none);
  one.changed = in.optional_string("changed", 40).value_or("");
  one.text = in.optional_string("text", 1000).value_or("");
  one.owner = in.optional_string("owner", 40).value_or("");
  one.due = when("due");
  one.done = when("done");
  one.revision = static_cast<int>(in.optional_int("revision", 0, 1'000'000).value_or(0));
  if (auto done = document->finish(); !done) return refuse(done.error());
  return one;
}

Response kept(Services& services, const Request& request, const std::string& id, int status) {
  auto asked = cause_from(request);
  if (!asked) return http::fault(asked.error(), request.language);
  const bool made = id.empty();
  asked->id = made ? uuid_v7(services.clock, services.randomness) : id;
  if (made)
    asked->revision = 0;
  else if (asked->revision == 0)
    return http::fault({FaultKind::invalid, "fault.fields", {{"revision", "json.required"}}, {}}, request.language);
  auto known = feedback::intake(services.feedback, request.caller->tenant);
  if (!known) return http::fault(known.error(), request.language);
  if (!asked->moment.empty() && !(*known)->moments.contains(asked->moment.text))
    return http::fault({FaultKind::invalid, "fault.fields", {{"moment", "moments.unknown"}}, {}}, request.language);
  auto units = units_of(request, **known, day_in(services.clock.now(), (*known)->zone).value_or(Day{}));
  if (!units) return http::fault(units.error(), request.language);
  JsonWriter json;
  auto done = services.store.write(store::Scope(request.caller->tenant), [&](store::Writer& writer) -> Done {
    const auto accounts = people::accounts(writer);
    if (!asked->owner.empty() && std::none_of(accounts.begin(), accounts.end(), [&](const auto& one) {
          return one.id.text == asked->owner && one.active;
        }))
      return refuse_field("owner", "actions.owner.unknown");
    auto one = keep_cause(writer, promises::acting(writer, *request.caller, services.clock.now()), *asked);
    if (!one) return refuse(one.error());
    write(json, writer, **known, *units, accounts, *one, request.language);
    return {};
  });
  if (!done) return http::fault(done.error(), request.language);
  return http::json(json.take(), status);
}

}  // namespace

void cause_routes(http::Router& router, Services& services) {
  const auto keepers = Access::of({Role::owner, Role::cx_manager, Role::unit_manager});
  router.on(Method::get, "/api/v1/causes", keepers,
            [&services](const Request& request) { return listed(services, request); });
  router.on(Method::post, "/api/v1/causes", keepers,
            [&services](const Request& request) { return kept(services, request, {}, 201); });
  router.on(Method::patch, "/api/v1/causes/{id}", keepers,
            [&services](const Request& request) { return kept(services, request, request.in_path.at("id"), 200); });
}

}  // namespace goud::actions
