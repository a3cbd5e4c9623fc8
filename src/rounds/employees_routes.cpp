// What is promised to employees and where they stand, over released rounds.
#include <algorithm>

#include "formats/text_json.hpp"
#include "people/people.hpp"
#include "rounds/said_json.hpp"

namespace goud::rounds {
namespace {

using formats::JsonWriter;
using http::Request;
using ReadingOf = std::shared_ptr<const Reading>;

// All that a page asks of the store. Rounds in whose tree the unit asked for does not stand, or not for this caller, are
// left out.
struct Read {
  Promised promised;
  std::vector<ReadingOf> rounds;  // released, the latest first
  Day today;
  bool unit_known = true;  // in the tree of today, or in that of a round
};

Read read_all(Services& services, Shelf& shelf, const Request& request, store::Reader& reader, std::size_t most) {
  Read read;
  const auto unit = given(request.parameter("unit"));
  read.today = people::day_of(people::organisation(reader), services.clock.now());
  each_released(reader, shelf, *request.caller, [&](const ReadingOf& one) {
    if (one->sight.place(unit)) read.rounds.push_back(one);
    return read.rounds.size() < most;
  });
  if (unit && read.rounds.empty()) {
    const auto tree = freeze(people::unit_tree(reader), read.today, {});
    read.unit_known = Sight(*request.caller, tree).place(unit).has_value();
  }
  return read;
}

Fault no_such_unit() { return {FaultKind::not_found, "http.not_found", {}, {}}; }

void write_round_or_null(JsonWriter& json, const Reading* reading) {
  if (reading == nullptr)
    json.null();
  else
    write_round(json, reading->round());
}

void write_promise_head(JsonWriter& json, const promises::Promise& promise, const promises::PromiseVersion& version,
                        const stats::Norm& norm) {
  json.field("id", promise.id.text);
  formats::write_text(json.key("text"), version.text);
  json.field("norm", norm.norm).field("red_line", norm.red_line);
}

void write_promise(JsonWriter& json, const PromiseSaid& said, const Reading* now, const Reading* before,
                   const std::optional<std::string>& unit, std::string_view language) {
  json.begin_object().field("moment", said.moment.text);
  write_promise_head(json, *said.promise, *said.version, said.figure->norm);
  figures::to_json(json.key("figure"), said.figure);
  json.key("group");
  if (said.group != nullptr)
    write_group(json, now->sight.tree(), said.group->pieces, *now->sight.place(unit), language);
  else
    json.null();
  json.key("previous");
  if (said.previous) {
    write_round(json.begin_object().key("round"), before->round());
    figures::to_json(json.key("figure"), *said.previous);
    json.end_object();
  } else {
    json.null();
  }
  json.end_object();
}

http::Response promises_page(Services& services, Shelf& shelf, const Request& request) {
  const auto unit = given(request.parameter("unit"));
  const auto asked = given(request.parameter("round"));
  ReadingOf now;
  if (asked) {
    auto found = read_round(services.store, shelf, *request.caller, *asked);
    if (!found) return http::fault(found.error(), request.language);
    now = *std::move(found);
    if (auto place = now->sight.place(unit); !place) return http::fault(place.error(), request.language);
  }
  ReadingOf before;
  const auto read = services.store.ask(store::Scope(request.caller->tenant), [&](store::Reader& reader) {
    auto all = read_all(services, shelf, request, reader, asked ? SIZE_MAX : 2);
    all.promised = {promises::promises(reader), moments::journeys(reader)};
    return all;
  });
  if (!read) return http::fault(read.error(), request.language);
  if (!read->unit_known) return http::fault(no_such_unit(), request.language);
  for (const auto& one : read->rounds) {
    if (!now)
      now = one;
    else if (!before && one->round().number < now->round().number)
      before = one;
  }
  const auto day = asked ? now->round().closed.value_or(read->today) : read->today;
  const auto said = promises_said(read->promised, day, now.get(), before.get(), unit);
  JsonWriter json;
  write_round_or_null(json.begin_object().key("round"), now.get());
  json.key("headline")
      .begin_object()
      .field("met", said.met)
      .field("of", static_cast<std::int64_t>(said.promises.size()));
  json.field("below", said.below)
      .field("broken", said.broken)
      .field("not_yet", said.not_yet)
      .field("not_asked", said.not_asked)
      .end_object();
  json.key("promises").begin_array();
  for (const auto& one : said.promises) write_promise(json, one, now.get(), before.get(), unit, request.language);
  json.end_array().end_object();
  return http::json(json.take());
}

void write_course(JsonWriter& json, const Read& read, const PromiseId& id, const std::optional<std::string>& unit,
                  std::string_view language) {
  json.begin_array();
  for (auto reading = read.rounds.rbegin(); reading != read.rounds.rend(); ++reading) {
    const auto place = *(*reading)->sight.place(unit);
    const auto item = kept_item(**reading, id, place);
    if (!item) continue;
    write_round(json.begin_object().key("round"), (*reading)->round());
    write_group(json.key("group"), (*reading)->sight.tree(), item->group->pieces, place, language);
    figures::to_json(json.key("figure"), kept_of(**reading, *item->item, *item->released, *item->group));
    json.end_object();
  }
  json.end_array();
}

// Of the latest round that asked it.
void write_parts(JsonWriter& json, const Read& read, const PromiseId& id, const std::optional<std::string>& unit,
                 std::string_view language) {
  const auto latest = std::find_if(read.rounds.begin(), read.rounds.end(),
                                   [&](const ReadingOf& one) { return one->item_of(id) != nullptr; });
  if (latest == read.rounds.end()) {
    json.key("by_unit").begin_array().end_array().key("facets").begin_array().end_array();
    return;
  }
  const auto& reading = **latest;
  const auto place = *reading.sight.place(unit);
  const auto item = *kept_item(reading, id, place);
  json.key("by_unit").begin_array();
  for (const auto& row : rows_under(reading, *item.released, place)) {
    write_unit(json.begin_object().key("unit"), reading.sight.tree(), row.place);
    write_group(json.key("group"), reading.sight.tree(), row.group->pieces, row.place, language);
    figures::to_json(json.key("figure"), kept_of(reading, *item.item, *item.released, *row.group));
    json.end_object();
  }
  json.end_array();
  write_facets(json.key("facets"), reading, *item.released, *item.group,
               [&](JsonWriter& out, const figures::ReleasedGroup& group) {
                 figures::to_json(out, kept_of(reading, *item.item, *item.released, group));
               });
}

http::Response moment_page(Services& services, Shelf& shelf, const Request& request) {
  const auto unit = given(request.parameter("unit"));
  std::optional<moments::Moment> moment;
  const auto read = services.store.ask(store::Scope(request.caller->tenant), [&](store::Reader& reader) {
    Read all;
    for (auto& journey : moments::journeys(reader))
      for (auto& one : journey.moments)
        if (journey.audience == moments::Audience::employee && one.id.text == request.in_path.at("id")) moment = one;
    if (!moment) return all;
    all = read_all(services, shelf, request, reader, SIZE_MAX);
    all.promised.promises = promises::promises(reader);
    return all;
  });
  if (!read) return http::fault(read.error(), request.language);
  if (!moment || !read->unit_known) return http::fault(no_such_unit(), request.language);
  JsonWriter json;
  json.begin_object().key("moment").begin_object().field("id", moment->id.text);
  formats::write_text(json.key("name"), moment->name);
  json.end_object().key("promises").begin_array();
  for (const auto& id : moment->promises) {
    const auto promise = std::find_if(read->promised.promises.begin(), read->promised.promises.end(),
                                      [&](const promises::Promise& one) { return one.id == id; });
    if (promise == read->promised.promises.end()) continue;
    const auto* version = promise->on(read->today);
    if (version == nullptr) continue;
    write_promise_head(json.begin_object(), *promise, *version, {version->norm, version->red_line});
    write_course(json.key("by_round"), *read, id, unit, request.language);
    write_parts(json, *read, id, unit, request.language);
    json.end_object();
  }
  json.end_array().end_object();
  return http::json(json.take());
}

http::Response ladder_page(Services& services, Shelf& shelf, const Request& request) {
  const auto unit = given(request.parameter("unit"));
  std::vector<std::pair<ReadingOf, Ladder>> pictures;  // the latest first
  const auto read = services.store.ask(store::Scope(request.caller->tenant), [&](store::Reader& reader) {
    bool any = false;
    each_released(reader, shelf, *request.caller, [&](const ReadingOf& one) {
      const auto place = one->sight.place(unit);
      any = any || place.has_value();
      if (place)
        if (auto said = ladder(*one, *place)) pictures.emplace_back(one, *std::move(said));
      return pictures.size() < 2;
    });
    if (any || !unit) return true;
    const auto tree =
        freeze(people::unit_tree(reader), people::day_of(people::organisation(reader), services.clock.now()), {});
    return Sight(*request.caller, tree).place(unit).has_value();
  });
  if (!read) return http::fault(read.error(), request.language);
  if (!*read) return http::fault(no_such_unit(), request.language);
  JsonWriter json;
  json.begin_object().key("rounds").begin_array();
  for (auto one = pictures.rbegin(); one != pictures.rend(); ++one) {
    const auto& [reading, said] = *one;
    write_round(json.begin_object().key("round"), reading->round());
    write_group(json.key("group"), reading->sight.tree(), said.group->pieces, *reading->sight.place(unit),
                request.language);
    json.field("n", said.rungs.front()->how == figures::Told::How::hidden ? std::nullopt : std::optional(said.n));
    json.key("rungs").begin_array();
    for (std::size_t rung = 0; rung < said.rungs.size(); ++rung) {
      json.begin_object().field("key", ladder_rungs[rung]);
      figures::to_json(json.key("figure"), said.rungs[rung]);
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return http::json(json.take());
}

}  // namespace

void employees_routes(http::Router& router, Services& services, const std::shared_ptr<Shelf>& shelf) {
  const auto on = [&](const char* pattern, http::Response (*handler)(Services&, Shelf&, const Request&)) {
    router.on(http::Method::get, pattern, http::Access::signed_in("figures:read"),
              [&services, shelf, handler](const Request& request) { return handler(services, *shelf, request); });
  };
  on("/api/v1/employees/promises", promises_page);
  on("/api/v1/employees/moments/{id}", moment_page);
  on("/api/v1/employees/ladder", ladder_page);
}

}  // namespace goud::rounds
