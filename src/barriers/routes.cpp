#include <algorithm>
#include <map>
#include <set>

#include "barriers/kept.hpp"
#include "formats/json.hpp"
#include "formats/text_json.hpp"
#include "kernel/page.hpp"

namespace goud::barriers {
namespace {

using formats::Json;
using formats::JsonWriter;
using http::Access;
using http::Method;
using http::Request;
using http::Response;
using http::Role;

constexpr std::size_t page_usual = 50;
constexpr std::size_t known_most = 5, alike_most = 5;

bool of_the_floor(const http::Caller& caller) {
  return caller.pass != http::Pass::none || (caller.key_id.empty() && caller.role == Role::employee);
}

// What a caller sees of it all: nothing beyond is there.
struct Sight {
  people::Organisation organisation;
  people::UnitTree tree;
  Day today;
  std::optional<std::vector<UnitId>> units;  // none: all

  [[nodiscard]] bool sees(const UnitId& unit) const {
    return !units || std::find(units->begin(), units->end(), unit) != units->end();
  }
};

Result<Sight> sight(store::Reader& reader, const http::Caller& caller, Instant now) {
  Sight seen{people::organisation(reader), people::unit_tree(reader), {}, {}};
  seen.today = people::day_of(seen.organisation, now);
  if (!caller.key_id.empty()) return seen;
  if (of_the_floor(caller)) {
    if (caller.unit)
      seen.units = people::floor_units(seen.tree, *caller.unit, seen.today);
    else if (caller.pass != http::Pass::none)
      return refuse(FaultKind::not_found, "http.not_found");
  } else if (caller.role == Role::unit_manager) {
    auto own = people::visible_units(caller, seen.tree, std::nullopt, seen.today);
    if (!own) return refuse(own.error());
    seen.units = std::move(*own);
  }
  return seen;
}

// By its id, or else by its code.
UnitId unit_named(const people::UnitTree& tree, std::string_view text) {
  UnitId id{std::string(text)};
  const auto* unit = tree.find(id) == nullptr ? tree.by_code(text) : nullptr;
  return unit == nullptr ? id : unit->id;
}

// Of what is seen the branch that was asked for.
Done narrow(Sight& seen, std::optional<std::string_view> asked) {
  if (!asked || asked->empty()) return {};
  const auto unit = unit_named(seen.tree, *asked);
  if (seen.tree.find(unit) == nullptr || !seen.sees(unit)) return refuse(FaultKind::not_found, "http.not_found");
  auto branch = seen.tree.branch(unit, seen.today);
  std::erase_if(branch, [&](const UnitId& one) { return !seen.sees(one); });
  seen.units = std::move(branch);
  return {};
}

Result<MomentId> moment_asked(store::Reader& reader, const Request& request) {
  const auto text = request.parameter("moment");
  if (!text || text->empty()) return MomentId{};
  MomentId id{std::string(*text)};
  if (!moments::moment(reader, id)) return refuse(FaultKind::not_found, "moments.unknown");
  return id;
}

// What is written beside a barrier, read once for a page.
struct Beside {
  const Sight* seen = nullptr;
  std::map<std::string, Text> moments;
  std::map<std::string, std::string> owners;
  std::set<std::string> mine;
  bool owners_shown = true;
};

Beside beside(store::Reader& reader, const http::Caller& caller, const Sight& seen, const std::vector<Barrier>& all) {
  Beside known;
  known.seen = &seen;
  for (const auto& journey : moments::journeys(reader))
    for (const auto& moment : journey.moments) known.moments[moment.id.text] = moment.name;
  known.owners_shown = caller.pass != http::Pass::none || caller.role != Role::analyst;
  std::vector<std::string> owners;
  for (const auto& one : all)
    if (!one.owner.empty()) owners.push_back(one.owner);
  if (known.owners_shown) known.owners = people::names_of(reader, owners);
  if (!caller.account.empty())
    for (auto& id : reported_by(reader, caller.account.text)) known.mine.insert(std::move(id));
  return known;
}

std::string week_text(Day day) {
  const auto week = iso_week(day);
  return std::to_string(week.year) + (week.week < 10 ? "-W0" : "-W") + std::to_string(week.week);
}

void write_instant(JsonWriter& json, std::string_view key, const std::optional<Instant>& at) {
  json.field(key, at ? std::optional(to_rfc3339(*at)) : std::nullopt);
}

void write_fields(JsonWriter& json, const Barrier& one, const Beside& known) {
  const auto* unit = known.seen->tree.find(one.unit);
  json.field("id", one.id);
  json.key("unit")
      .begin_object()
      .field("id", one.unit.text)
      .field("name", unit == nullptr ? std::string() : unit->name);
  json.end_object().key("moment").begin_object().field("id", one.moment.text);
  const auto moment = known.moments.find(one.moment.text);
  formats::write_text(json.key("name"), moment == known.moments.end() ? Text{} : moment->second);
  json.end_object().field("kind", name_of(one.kind)).field("title", one.title).field("language", one.language);
  json.field("state", name_of(one.state)).field("reports", one.reports).field("minutes_at_least", one.minutes);
  json.field("first_week", week_text(one.first_week)).field("last_week", week_text(one.last_week));
  json.field("age_days", std::max(0, known.seen->today.number - one.since.number));
  json.key("owner");
  const auto owner = known.owners.find(one.owner);
  if (owner == known.owners.end())
    json.null();
  else
    json.begin_object().field("id", one.owner).field("name", owner->second).end_object();
  write_instant(json, "acknowledged", one.acknowledged);
  write_instant(json, "due", one.due);
  json.field("level", one.level)
      .field("escalated", one.escalated)
      .field("done", one.done)
      .field("because", one.because);
  json.field("gone", one.gone).field("still_there", one.still_there);
  json.field("into", one.into.empty() ? std::nullopt : std::optional(one.into));
  json.field("mine", known.mine.contains(one.id)).field("revision", one.revision);
}

void write_summary(JsonWriter& json, const Summary& said) {
  json.begin_object().field("open", said.open).field("overdue", said.overdue).field("reports", said.reports);
  json.field("minutes_at_least", said.minutes).field("median_age_days", said.median_age_days);
  json.key("acknowledged_in_time").begin_object().field("k", said.acknowledged_in_time).field("n", said.acknowledged);
  figures::to_json(json.key("figure"), figures::counted(said.acknowledged_in_time, said.acknowledged));
  json.end_object().end_object();
}

// Which list, by its state in the address.
Result<BoardFilter> filter_of(store::Reader& reader, const Request& request, const Sight& seen, Instant now) {
  BoardFilter filter;
  filter.units = seen.units;
  filter.now = now;
  auto moment = moment_asked(reader, request);
  if (!moment) return refuse(moment.error());
  filter.moment = std::move(*moment);
  const auto state = request.parameter("state").value_or("open");
  if (state == "open" || state.empty())
    filter.open = true;
  else if (state == "overdue")
    filter.overdue = true;
  else if (state != "all")
    return refuse_field("state", "json.not_one_of", {{"names", "open, all, overdue"}});
  return filter;
}

// A place is of a barrier that is seen here, or it is no place.
Done cursor_fits(store::Reader& reader, const Sight& seen, std::string_view cursor) {
  const auto dash = cursor.find('-', cursor.find('-') + 1);
  const auto numbers = dash == std::string_view::npos ? std::string_view() : cursor.substr(0, dash);
  const bool formed = dash != std::string_view::npos && cursor.find('-') == 1 && dash > 2 && dash < 20 &&
                      numbers.find_first_not_of("0123456789-") == std::string_view::npos;
  const auto found = formed ? barrier(reader, cursor.substr(dash + 1)) : std::nullopt;
  if (!found || !seen.sees(found->unit)) return refuse_field("cursor", "page.cursor");
  return {};
}

Response barrier_list(Services& services, const Request& request) {
  const auto now = services.clock.now();
  const auto& caller = *request.caller;
  const auto most = page_limit(request.parameter("limit"), page_usual);
  if (!most) return http::fault(most.error(), request.language);
  auto body = services.store.ask(store::Scope(caller.tenant), [&](store::Reader& reader) -> Result<std::string> {
    auto seen = sight(reader, caller, now);
    if (!seen) return refuse(seen.error());
    if (auto done = narrow(*seen, request.parameter("unit")); !done) return refuse(done.error());
    auto filter = filter_of(reader, request, *seen, now);
    if (!filter) return refuse(filter.error());
    if (const auto cursor = request.parameter("cursor"); cursor && !cursor->empty()) {
      if (auto done = cursor_fits(reader, *seen, *cursor); !done) return refuse(done.error());
      filter->before = std::string(*cursor);
    }
    filter->most = *most + 1;
    std::vector<Barrier> all;
    if (caller.key_id.empty()) all = board(reader, *filter);  // a key reads the figures alone
    const bool more = all.size() > *most;
    if (more) all.pop_back();
    const auto known = beside(reader, caller, *seen, all);
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const auto& one : all) {
      json.begin_object();
      write_fields(json, one, known);
      json.end_object();
    }
    json.end_array().field("next", more ? std::optional(place_on(all.back())) : std::nullopt);
    write_summary(json.key("summary"), summary(reader, *filter));
    json.end_object();
    return json.take();
  });
  if (!body) return http::fault(body.error(), request.language);
  if (!*body) return http::fault(body->error(), request.language);
  return http::json(*std::move(*body));
}

bool reported_it(store::Reader& reader, const http::Caller& caller, std::string_view id) {
  if (caller.account.empty()) return false;
  const auto mine = reported_by(reader, caller.account.text);
  return std::find(mine.begin(), mine.end(), id) != mine.end();
}

// Those who look after it: by role, and its owner whatever their role is.
bool acts_on(const http::Caller& caller, const Barrier& one) {
  if (caller.pass != http::Pass::none || !caller.key_id.empty()) return false;
  return caller.role == Role::owner || caller.role == Role::cx_manager || caller.role == Role::hr_manager ||
         caller.role == Role::unit_manager || (!one.owner.empty() && caller.account.text == one.owner);
}

void write_history(JsonWriter& json, store::Reader& reader, const Barrier& one, const Beside& known) {
  json.key("history").begin_array();
  for (const auto& happened : promises::history(reader, "barrier", one.id)) {
    json.begin_object().field("at", to_rfc3339(happened.at)).field("verb", happened.verb);
    json.field("by", known.owners_shown && !happened.by.empty() ? std::optional(happened.by) : std::nullopt)
        .end_object();
  }
  json.end_array();
}

Response barrier_one(Services& services, const Request& request) {
  const auto now = services.clock.now();
  const auto& caller = *request.caller;
  const auto& id = request.in_path.at("id");
  struct Found {
    Barrier one;
    JsonWriter json;
  };
  auto found = services.store.ask(store::Scope(caller.tenant), [&](store::Reader& reader) -> Result<Found> {
    auto seen = sight(reader, caller, now);
    if (!seen) return refuse(seen.error());
    auto one = barrier(reader, id);
    if (!one || (!seen->sees(one->unit) && !reported_it(reader, caller, id)))
      return refuse(FaultKind::not_found, "barriers.unknown");
    const auto known = beside(reader, caller, *seen, {*one});
    Found out{*one, {}};
    out.json.begin_object();
    write_fields(out.json, *one, known);
    write_history(out.json, reader, *one, known);
    const bool acts = acts_on(caller, *one);
    out.json.field("acts", acts).key("words").begin_array();
    if (acts)
      for (const auto& words : told(reader, id))
        out.json.begin_object().field("text", words.words).field("language", words.language).end_object();
    out.json.end_array().key("alike").begin_array();
    if (acts && open(one->state)) {
      const auto others = open_beside(reader, *one);
      std::size_t n = 0;
      for (const auto place : alike(*one, others)) {
        if (n++ == alike_most) break;
        const auto& other = others[place];
        out.json.begin_object().field("id", other.id).field("title", other.title).field("kind", name_of(other.kind));
        out.json.field("language", other.language).field("reports", other.reports).end_object();
      }
    }
    out.json.end_array().key("owners").begin_array();
    if (acts && open(one->state))
      for (const auto& account : people::accounts(reader))
        if (account.active && (!account.unit || seen->sees(*account.unit)))
          out.json.begin_object().field("id", account.id.text).field("name", account.name).end_object();
    out.json.end_array();
    return out;
  });
  if (!found) return http::fault(found.error(), request.language);
  if (!*found) return http::fault(found->error(), request.language);
  auto& [one, json] = **found;
  json.key("dip");
  if (auto done = write_dip(services, request, one, json); !done) return http::fault(done.error(), request.language);
  json.end_object();
  return http::json(json.take());
}

// The one that was asked for, else one's own; accounts without a unit mean the whole organisation.
Result<UnitId> unit_of(const Sight& seen, const http::Caller& caller, std::optional<std::string_view> asked) {
  if (caller.unit && (!asked || asked->empty())) return *caller.unit;
  if (asked && !asked->empty()) {
    const auto unit = unit_named(seen.tree, *asked);
    if (!seen.tree.exists(unit, seen.today) || !seen.sees(unit)) return refuse_field("unit", "barriers.unit.unknown");
    return unit;
  }
  for (const auto& unit : seen.tree.units())
    if (unit.level == 0) return unit.id;
  return refuse_field("unit", "barriers.unit.unknown");
}

Response choices(Services& services, const Request& request) {
  const auto now = services.clock.now();
  const auto& caller = *request.caller;
  auto body = services.store.ask(store::Scope(caller.tenant), [&](store::Reader& reader) -> Result<std::string> {
    auto seen = sight(reader, caller, now);
    if (!seen) return refuse(seen.error());
    auto moment = moment_asked(reader, request);
    if (!moment) return refuse(moment.error());
    auto unit = unit_of(*seen, caller, request.parameter("unit"));
    if (!unit) return refuse(unit.error());
    BoardFilter filter;
    filter.units = people::floor_units(seen->tree, *unit, seen->today);
    filter.moment = *moment;
    filter.open = true;
    filter.now = now;
    filter.most = 50;
    JsonWriter json;
    json.begin_object().key("known").begin_array();
    auto all = board(reader, filter);
    std::stable_sort(all.begin(), all.end(), [](const Barrier& a, const Barrier& b) { return a.reports > b.reports; });
    std::size_t n = 0;
    for (const auto& one : all) {
      if (one.title.empty()) continue;  // its kind says as much
      if (n++ == known_most) break;
      json.begin_object().field("id", one.id).field("title", one.title).field("language", one.language).end_object();
    }
    json.end_array().key("kinds").begin_array();
    for (const auto kind :
         {Kind::tools, Kind::not_allowed, Kind::too_busy, Kind::not_known, Kind::not_there, Kind::other})
      json.value(name_of(kind));
    json.end_array().end_object();
    return json.take();
  });
  if (!body) return http::fault(body.error(), request.language);
  if (!*body) return http::fault(body->error(), request.language);
  return http::json(*std::move(*body));
}

}  // namespace

void read_report(const formats::JsonObject& in, std::string_view language, ReportDraft& draft) {
  draft.moment = MomentId{in.required_string("moment", 40)};
  draft.barrier = in.optional_string("barrier", 40).value_or("");
  const auto kind = in.optional_string("kind", 20);
  if (kind) {
    if (const auto known = kind_from(*kind))
      draft.kind = *known;
    else
      in.at("kind").refuse("barriers.kind.unknown");
  } else if (draft.barrier.empty()) {
    in.value().refuse("barriers.kind.missing");
  }
  draft.words = in.optional_string("words", words_most).value_or("");
  draft.language =
      in.optional_enum<std::string>("language", {{"nl", "nl"}, {"en", "en"}}).value_or(std::string(language));
  draft.minutes = static_cast<int>(in.required_int("minutes", 1, 60));
}

namespace {

Response reported(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  auto in = document->object();
  const auto submission = in.required_string("submission", 60);
  const auto asked = in.optional_string("unit", 100);
  ReportDraft draft;
  read_report(in, request.language, draft);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const auto now = services.clock.now();
  const auto& caller = *request.caller;
  auto made = services.store.change(store::Scope(caller.tenant), [&](store::Writer& writer) -> Result<Barrier> {
    auto seen = sight(writer, caller, now);
    if (!seen) return refuse(seen.error());
    auto unit = unit_of(*seen, caller, asked ? std::optional<std::string_view>(*asked) : std::nullopt);
    if (!unit) return refuse(unit.error());
    draft.unit = *unit;
    if (!draft.barrier.empty()) {
      const auto known = followed(writer, draft.barrier);
      const auto near = people::floor_units(seen->tree, *unit, seen->today);
      const bool there =
          known && (seen->sees(known->unit) || std::find(near.begin(), near.end(), known->unit) != near.end());
      if (!there) return refuse_field("barrier", "barriers.unknown");
      draft.kind = known->kind;
    }
    Acting acting{caller.account.text, now, seen->today};
    auto done = report(writer, acting, services.randomness, submission, draft);
    if (!done) return refuse(done.error());
    return *followed(writer, done->barrier);
  });
  if (!made) return http::fault(made.error(), request.language);
  JsonWriter json;
  json.begin_object().field("id", made->id).field("title", made->title).field("language", made->language);
  json.field("kind", name_of(made->kind))
      .field("state", name_of(made->state))
      .field("reports", made->reports)
      .end_object();
  return http::json(json.take(), 201);
}

// A change by who looks after it, and the barrier as it is afterwards.
using Change = std::function<Result<Barrier>(store::Writer&, const Acting&, Barrier)>;
Response changed(Services& services, const Request& request, std::string_view verb, const Change& change) {
  const auto now = services.clock.now();
  const auto& caller = *request.caller;
  const auto& id = request.in_path.at("id");
  auto body = services.store.change(store::Scope(caller.tenant), [&](store::Writer& writer) -> Result<std::string> {
    auto seen = sight(writer, caller, now);
    if (!seen) return refuse(seen.error());
    auto one = barrier(writer, id);
    const bool own = one && !one->owner.empty() && one->owner == caller.account.text;
    if (!one || (!seen->sees(one->unit) && !own)) return refuse(FaultKind::not_found, "barriers.unknown");
    if (!acts_on(caller, *one)) return refuse(FaultKind::forbidden, "http.role");
    const auto acting = promises::acting(writer, caller, now);
    auto after = change(writer, acting, *one);
    if (!after) return refuse(after.error());
    if (!verb.empty())
      if (auto done = keep(writer, acting, *after, verb); !done) return refuse(done.error());
    const auto said = barrier(writer, after->id);
    const auto known = beside(writer, caller, *seen, {*said});
    JsonWriter json;
    json.begin_object();
    write_fields(json, *said, known);
    json.end_object();
    return json.take();
  });
  if (!body) return http::fault(body.error(), request.language);
  return http::json(*std::move(body));
}

Response acknowledged(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  auto in = document->object();
  const auto owner = in.optional_string("owner", 40).value_or(request.caller->account.text);
  const auto revision = static_cast<int>(in.required_int("revision", 1, INT32_MAX));
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  return changed(services, request, "acknowledged",
                 [&](store::Writer& writer, const Acting& acting, Barrier one) -> Result<Barrier> {
                   if (one.revision != revision) return refuse(FaultKind::conflict, "fault.changed_meanwhile");
                   const auto all = people::accounts(writer);
                   if (std::none_of(all.begin(), all.end(),
                                    [&](const people::Account& a) { return a.active && a.id.text == owner; }))
                     return refuse_field("owner", "barriers.owner.unknown");
                   return acknowledge(std::move(one), owner, limits(writer), acting.now);
                 });
}

Response ended(Services& services, const Request& request, std::string_view field, std::string_view verb,
               Result<Barrier> (*decide)(Barrier, const std::string&, Instant)) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto words = document->object().required_string(field, 600);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  return changed(services, request, verb, [&](store::Writer&, const Acting& acting, Barrier one) -> Result<Barrier> {
    if (one.owner.empty()) one.owner = request.caller->account.text;
    return decide(std::move(one), words, acting.now);
  });
}

Response solved(Services& services, const Request& request) {
  return ended(services, request, "done", "solved", solve);
}
Response cannot_be(Services& services, const Request& request) {
  return ended(services, request, "because", "cannot", cannot);
}

Response joined_into(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto into = document->object().required_string("into", 40);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  return changed(services, request, "",
                 [&](store::Writer& writer, const Acting& acting, const Barrier& one) -> Result<Barrier> {
                   const auto seen = sight(writer, *request.caller, acting.now);
                   const auto other = barrier(writer, into);
                   if (!seen || !other || !seen->sees(other->unit))
                     return refuse_field("into", "barriers.join.unknown");
                   if (auto done = join(writer, acting, one.id, into); !done) return refuse(done.error());
                   return *other;
                 });
}

Response retitled(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  auto in = document->object();
  const auto title = in.required_string("title", title_most);
  const auto language = in.optional_enum<std::string>("language", {{"nl", "nl"}, {"en", "en"}});
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  return changed(services, request, "retitled", [&](store::Writer&, const Acting&, Barrier one) -> Result<Barrier> {
    one.title = title;
    if (language) one.language = *language;
    return one;
  });
}

Response confirmed(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const bool gone = document->object().required_bool("gone");
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const auto now = services.clock.now();
  const auto& caller = *request.caller;
  const auto& id = request.in_path.at("id");
  auto body = services.store.change(store::Scope(caller.tenant), [&](store::Writer& writer) -> Result<std::string> {
    auto seen = sight(writer, caller, now);
    if (!seen) return refuse(seen.error());
    const auto one = barrier(writer, id);
    const bool own = reported_it(writer, caller, id);
    if (!one || (!own && !seen->sees(one->unit))) return refuse(FaultKind::not_found, "barriers.unknown");
    const Acting acting{caller.account.text, now, seen->today};
    if (auto done = say(writer, acting, id, caller.account.text, gone); !done) return refuse(done.error());
    const auto said = barrier(writer, id);
    const auto known = beside(writer, caller, *seen, {*said});
    JsonWriter json;
    json.begin_object();
    write_fields(json, *said, known);
    json.end_object();
    return json.take();
  });
  if (!body) return http::fault(body.error(), request.language);
  return http::json(*std::move(body));
}

}  // namespace

void routes(http::Router& router, Services& services) {
  using Route = Response (*)(Services&, const Request&);
  const auto on = [&](Method method, std::string pattern, Access access, Route route) {
    router.on(method, std::move(pattern), std::move(access),
              [&services, route](const Request& request) { return route(services, request); });
  };
  on(Method::get, "/api/v1/barriers", Access::floor("figures:read"), barrier_list);
  on(Method::post, "/api/v1/barriers", Access::own_floor(), reported);
  on(Method::get, "/api/v1/barriers/choices", Access::floor(), choices);
  on(Method::get, "/api/v1/barriers/{id}", Access::floor(), barrier_one);
  on(Method::patch, "/api/v1/barriers/{id}", Access::signed_in(), retitled);
  on(Method::post, "/api/v1/barriers/{id}/acknowledge", Access::signed_in(), acknowledged);
  on(Method::post, "/api/v1/barriers/{id}/solve", Access::signed_in(), solved);
  on(Method::post, "/api/v1/barriers/{id}/cannot", Access::signed_in(), cannot_be);
  on(Method::post, "/api/v1/barriers/{id}/join", Access::signed_in(), joined_into);
  on(Method::post, "/api/v1/barriers/{id}/confirm", Access::own_floor(), confirmed);
  limit_routes(router, services);
  unnamed_routes(router, services);
}

}  // namespace goud::barriers
