#include <algorithm>
#include <set>

#include "formats/json.hpp"
#include "formats/text_json.hpp"
#include "growth/growth.hpp"
#include "kernel/words.hpp"

namespace goud::growth {
namespace {

using formats::Json;
using formats::JsonWriter;
using http::Access;
using http::Method;
using http::Request;
using http::Response;
using http::Role;

Access readers() {
  return Access::of({Role::owner, Role::cx_manager, Role::hr_manager, Role::unit_manager, Role::analyst},
                    "figures:read");
}
Access bringers() { return Access::of({Role::owner, Role::cx_manager, Role::hr_manager}); }

void write(JsonWriter& json, const Measure& measure, const std::vector<Value>& values) {
  std::set<std::string> units;
  std::optional<Period> first, last;
  std::int64_t n = 0;
  for (const auto& value : values) {
    if (value.measure != measure.key) continue;
    ++n;
    units.insert(value.unit.text);
    if (!first || value.period < *first) first = value.period;
    if (!last || *last < value.period) last = value.period;
  }
  json.begin_object().field("key", measure.key);
  formats::write_text(json.key("name"), measure.name);
  json.field("about", name_of(measure.about)).field("scale", name_of(measure.scale)).field("per", name_of(measure.per));
  json.field("declared_at", to_rfc3339(measure.declared_at))
      .field("units", static_cast<std::int64_t>(units.size()))
      .field("values", n);
  json.field("first", first ? std::optional(to_text(*first)) : std::nullopt)
      .field("last", last ? std::optional(to_text(*last)) : std::nullopt);
  json.end_object();
}

void write(JsonWriter& json, const Chain& chain, const Pair& pair) {
  const auto found = look(chain, pair);
  json.begin_object()
      .field("x", pair.x)
      .field("y", pair.y)
      .field("lag", pair.lag)
      .field("declared_at", to_rfc3339(pair.declared_at));
  json.field("beforehand", found.before).field("claim", stats::to_text(found.said->claim)).end_object();
}

Response measure_list(Services& services, const Request& request) {
  const auto known =
      services.store.ask(store::Scope(request.caller->tenant), [](store::Reader& reader) { return chain(reader); });
  if (!known) return http::fault(known.error(), request.language);
  JsonWriter json;
  json.begin_object().key("items").begin_array();
  for (const auto& one : known->measures) write(json, one, known->values);
  json.end_array().null_field("next").end_object();
  return http::json(json.take());
}

Result<Batch> batch_from(const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return refuse(document.error());
  auto in = document->object();
  Batch batch;
  for (auto item : in.array("measures", measures_most)) {
    auto one = item.object();
    Measure measure;
    measure.key = one.required_string("key", 60);
    measure.name = formats::read_text(one.required("name"), 120);
    measure.about = one.required_enum<About>(
        "about", {{"employees", About::employees}, {"customers", About::customers}, {"results", About::results}});
    measure.scale = one.required_enum<Scale>(
        "scale", {{"share", Scale::share}, {"points", Scale::points}, {"number", Scale::number}});
    measure.per = one.required_enum<Per>(
        "per", {{"week", Per::week}, {"month", Per::month}, {"quarter", Per::quarter}, {"year", Per::year}});
    batch.measures.push_back(std::move(measure));
  }
  for (auto item : in.array("rows", rows_at_once)) {
    auto one = item.object();
    ValueDraft row;
    row.measure = one.required_string("measure", 60);
    row.unit = one.required_string("unit", 200);
    row.period = one.required_string("period", 10);
    row.value = one.required_number("value", -1e12, 1e12);
    row.n = one.optional_int("n", 0, 1'000'000'000);
    batch.rows.push_back(std::move(row));
  }
  if (auto done = document->finish(); !done) return refuse(done.error());
  return batch;
}

Response measures_brought(Services& services, const Request& request) {
  auto batch = batch_from(request);
  if (!batch) return http::fault(batch.error(), request.language);
  auto brought =
      services.store.change(store::Scope(request.caller->tenant), [&](store::Writer& writer) -> Result<Brought> {
        for (const auto& one : batch->measures)
          if (auto may = may_bring(*request.caller, one.about); !may) return refuse(may.error());
        for (const auto& known : measures(writer))
          if (std::any_of(batch->rows.begin(), batch->rows.end(),
                          [&](const ValueDraft& row) { return row.measure == known.key; }))
            if (auto may = may_bring(*request.caller, known.about); !may) return refuse(may.error());
        return bring(writer, promises::acting(writer, *request.caller, services.clock.now()), *batch);
      });
  if (!brought) return http::fault(brought.error(), request.language);
  JsonWriter json;
  json.begin_object()
      .field("measures", brought->measures)
      .field("added", brought->added)
      .field("changed", brought->changed);
  json.field("same", brought->same).end_object();
  return http::json(json.take());
}

Response pair_list(Services& services, const Request& request) {
  const auto known =
      services.store.ask(store::Scope(request.caller->tenant), [](store::Reader& reader) { return chain(reader); });
  if (!known) return http::fault(known.error(), request.language);
  JsonWriter json;
  json.begin_object().key("items").begin_array();
  for (const auto& one : known->pairs) write(json, *known, one);
  json.end_array().null_field("next").end_object();
  return http::json(json.take());
}

constexpr int lag_most = 8;

Response pair_declared(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  auto in = document->object();
  Pair asked;
  asked.x = in.required_string("x", 60);
  asked.y = in.required_string("y", 60);
  asked.lag = static_cast<int>(in.required_int("lag", 0, lag_most));
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  auto made = services.store.change(store::Scope(request.caller->tenant), [&](store::Writer& writer) {
    return declare(writer, promises::acting(writer, *request.caller, services.clock.now()), asked);
  });
  if (!made) return http::fault(made.error(), request.language);
  const auto known =
      services.store.ask(store::Scope(request.caller->tenant), [](store::Reader& reader) { return chain(reader); });
  if (!known) return http::fault(known.error(), request.language);
  JsonWriter json;
  write(json, *known, *made);
  return http::json(json.take(), 201);
}

// Another unit of a unit manager has a place on the chart and no name.
std::function<bool(const people::Unit&)> seen_by(const http::Caller& caller, const people::UnitTree& tree, Day today) {
  const auto visible = people::visible_units(caller, tree, std::nullopt, today);
  std::set<std::string> ids;
  if (visible)
    for (const auto& id : *visible) ids.insert(id.text);
  return [ids = std::move(ids)](const people::Unit& unit) { return ids.contains(unit.id.text); };
}

void write_lines(JsonWriter& json, std::string_view key, const std::vector<std::string>& lines) {
  json.key(key).begin_array();
  for (const auto& line : lines) json.value(line);
  json.end_array();
}

void write(JsonWriter& json, const Found& found, const Pair& pair, std::string_view language,
           const std::function<bool(const people::Unit&)>& seen) {
  const auto write_unit = [&](std::string_view key, const people::Unit& unit) {
    json.key(key);
    if (seen(unit))
      json.begin_object().field("id", unit.id.text).field("name", unit.name).end_object();
    else
      json.null();
  };
  json.begin_object();
  for (const auto& [key, one] : {std::pair("x", found.x), std::pair("y", found.y)}) {
    json.key(key).begin_object().field("key", one->key);
    formats::write_text(json.key("name"), one->name);
    json.field("about", name_of(one->about)).field("scale", name_of(one->scale)).end_object();
  }
  json.field("lag", pair.lag).field("per", name_of(found.x->per));
  json.field("first", found.first ? std::optional(to_text(*found.first)) : std::nullopt);
  json.field("last", found.last ? std::optional(to_text(*found.last)) : std::nullopt);
  json.field("declared_at",
             found.declared != nullptr ? std::optional(to_rfc3339(found.declared->declared_at)) : std::nullopt);
  json.field("beforehand", found.before);
  figures::fields_to_json(json, found.said);
  const auto& said = found.said.said();
  if (said.one)
    write_unit("one", *found.units.at(static_cast<std::size_t>(*said.one)));
  else
    json.null_field("one");
  json.key("points").begin_array();
  for (const auto& point : said.points) {
    json.begin_object();
    write_unit("unit", *found.units.at(static_cast<std::size_t>(point.unit)));
    json.field("one", said.one == point.unit);
    figures::fields_to_json(json, found.said, point);
    json.end_object();
  }
  json.end_array();
  const auto words = sentences(found, language, [&](const people::Unit& unit) {
    return seen(unit) ? unit.name : say(language, "growth.linkage.another");
  });
  json.field("sentence", words.claim).field("figure", words.figure);
  write_lines(json, "care", words.care);
  write_lines(json, "not_shown", words.not_shown);
  json.end_object();
}

Response linkage_page(Services& services, const Request& request) {
  const auto text = [](std::optional<std::string_view> given) {
    return std::string(given.value_or(std::string_view()));
  };
  int lag = 1;
  if (const auto asked = text(request.parameter("lag")); !asked.empty()) {
    if (asked.size() != 1 || asked[0] < '0' || asked[0] > '0' + lag_most)
      return http::fault(Fault{FaultKind::invalid, "fault.fields", {{"lag", "growth.lag"}}, {}}, request.language);
    lag = asked[0] - '0';
  }
  struct Read {
    Chain chain;
    Day today;
  };
  const auto known = services.store.ask(store::Scope(request.caller->tenant), [&](store::Reader& reader) {
    return Read{chain(reader), people::day_of(people::organisation(reader), services.clock.now())};
  });
  if (!known) return http::fault(known.error(), request.language);
  const auto pair = pair_of(known->chain.measures, text(request.parameter("x")), text(request.parameter("y")), lag);
  if (!pair) return http::fault(pair.error(), request.language);
  JsonWriter json;
  write(json, look(known->chain, *pair), *pair, request.language,
        seen_by(*request.caller, known->chain.tree, known->today));
  return http::json(json.take());
}

}  // namespace

void routes(http::Router& router, Services& services) {
  const auto on = [&](Method method, const char* pattern, Access access, Response (*handler)(Services&, const Request&),
                      http::Limits limits = {}) {
    router.on(
        method, pattern, std::move(access),
        [&services, handler](const Request& request) { return handler(services, request); }, limits);
  };
  constexpr std::size_t batch_bytes = 2 << 20;
  on(Method::get, "/api/v1/measures", readers(), measure_list);
  on(Method::post, "/api/v1/measures", bringers(), measures_brought, {.body_bytes = batch_bytes});
  on(Method::get, "/api/v1/linkage/pairs", readers(), pair_list);
  on(Method::post, "/api/v1/linkage/pairs", bringers(), pair_declared);
  on(Method::get, "/api/v1/linkage", readers(), linkage_page);
}

}  // namespace goud::growth
