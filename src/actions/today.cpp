#include "actions/today.hpp"

#include <algorithm>

#include "formats/text_json.hpp"
#include "moments/moments.hpp"

namespace goud::actions {
namespace {

using formats::JsonWriter;
using http::Request;
using http::Response;

constexpr int weeks = 12;
constexpr int days_in_week = 7;

// All that stands in the record store.
struct Seen {
  Day today;
  people::UnitTree tree;
  UnitId unit, house;
  std::vector<moments::Journey> journeys;
  std::vector<moments::Card> cards;
  std::vector<values::Value> values;
  std::vector<rounds::PromisedTold> promised;
  std::optional<rounds::Round> open_round;
  std::optional<UnitId> anonymous_at;
};

// Who has a unit reads their own; who has none asks for one, or reads the whole organisation.
Result<UnitId> unit_of(const Request& request, const people::UnitTree& tree, Day today) {
  const auto& caller = *request.caller;
  const auto asked = request.parameter("unit").value_or("");
  if (asked.empty()) {
    if (caller.unit && tree.exists(*caller.unit, today)) return *caller.unit;
    for (const auto* unit : tree.on(today))
      if (unit->level == 0) return unit->id;
    return refuse(FaultKind::not_found, "http.not_found");
  }
  UnitId unit{std::string(asked)};
  if (auto seen = people::visible_units(caller, tree, unit, today); !seen) return refuse(seen.error());
  if (!tree.exists(unit, today)) return refuse(FaultKind::not_found, "http.not_found");
  return unit;
}

Result<Seen> see(store::Reader& reader, Services& services, rounds::Shelf& shelf, const Request& request) {
  Seen seen;
  seen.today = people::day_of(people::organisation(reader), services.clock.now());
  seen.tree = people::unit_tree(reader);
  auto unit = unit_of(request, seen.tree, seen.today);
  if (!unit) return refuse(unit.error());
  seen.unit = *std::move(unit);
  seen.house = people::floor_house(seen.tree, seen.unit, seen.today);
  seen.journeys = moments::journeys(reader);
  seen.cards = moments::cards(reader);
  seen.values = values::values(reader);
  seen.promised = rounds::promised_told(reader, shelf, *request.caller, seen.today);
  for (auto& round : rounds::rounds(reader))
    if (round.state == rounds::State::open) seen.open_round = std::move(round);
  seen.anonymous_at = people::anonymous_place(reader, seen.tree, seen.unit, seen.today);
  return seen;
}

std::vector<const moments::Moment*> customers_moments(const Seen& seen) {
  std::vector<const moments::Moment*> all;
  for (const auto& journey : seen.journeys)
    if (journey.audience == promises::Audience::customer)
      for (const auto& moment : journey.moments)
        if (!moment.ended) all.push_back(&moment);
  return all;
}

// Key moments, the weakest promise first; then those where nothing was promised.
std::vector<MomentId> weakest_of(const Seen& seen, const std::vector<feedback::PromiseKept>& kept) {
  std::vector<MomentId> order;
  const auto all = customers_moments(seen);
  const auto is_key = [&](const MomentId& id) {
    return std::any_of(all.begin(), all.end(), [&](const moments::Moment* one) { return one->key && one->id == id; });
  };
  const auto add = [&](const MomentId& id) {
    if (is_key(id) && std::find(order.begin(), order.end(), id) == order.end()) order.push_back(id);
  };
  for (const auto& one : kept) add(one.moment);
  for (const auto* one : all) add(one->id);
  return order;
}

void write_unit(JsonWriter& out, const char* key, const Seen& seen, const std::optional<UnitId>& id) {
  const auto* unit = id ? seen.tree.find(*id) : nullptr;
  if (unit == nullptr) {
    out.null_field(key);
    return;
  }
  out.key(key).begin_object().field("id", unit->id.text).field("name", unit->name).end_object();
}

void write_figure(JsonWriter& out, const Seen& seen, const moments::Card* card,
                  const std::vector<feedback::PromiseKept>& kept) {
  const auto weakest = std::find_if(kept.begin(), kept.end(), [&](const feedback::PromiseKept& one) {
    return card != nullptr && one.moment == card->moment;
  });
  if (weakest == kept.end()) {
    out.null_field("figure");
    return;
  }
  formats::write_text(out.key("figure").begin_object().field("promise", weakest->promise.text).key("text"),
                      weakest->text);
  write_unit(out, "unit", seen, seen.house);
  figures::to_json(out.field("weeks", weeks).key("kept"), weakest->kept);
  out.end_object();
}

void write_rest(JsonWriter& out, const Seen& seen) {
  out.key("moments").begin_array();
  for (const bool key : {true, false})
    for (const auto* moment : customers_moments(seen)) {
      if (moment->key != key) continue;
      formats::write_text(out.begin_object().field("id", moment->id.text).key("name"), moment->name);
      out.end_object();
    }
  out.end_array();
  write_unit(out, "anonymous_at", seen, seen.anonymous_at);
  if (seen.open_round) {
    const auto& plan = seen.open_round->plan;
    formats::write_text(out.key("round").begin_object().key("name"), plan.name);
    out.field("closes", to_text(plan.closes))
        .field("questions", static_cast<std::int64_t>(plan.items.size()))
        .end_object();
  } else {
    out.null_field("round");
  }
  out.key("promised").begin_array();
  for (const auto& one : seen.promised) {
    formats::write_text(out.begin_object().field("promise", one.promise.text).key("text"), one.text);
    figures::to_json(out.key("figure"), one.figure);
    out.end_object();
  }
  out.end_array().key("values").begin_array();
  for (const auto& value : seen.values)
    if (!value.ended) values::to_json(out, value);
  out.end_array();
}

Response today(Services& services, rounds::Shelf& shelf, const Request& request) {
  const auto tenant = request.caller->tenant;
  auto seen = services.store.ask(store::Scope(tenant),
                                 [&](store::Reader& reader) { return see(reader, services, shelf, request); });
  if (!seen) return http::fault(seen.error(), request.language);
  if (!*seen) return http::fault(seen->error(), request.language);
  const auto& here = **seen;
  const auto* house = here.tree.find(here.house);
  const auto branch = house != nullptr && house->level > 0 ? std::optional(here.house) : std::nullopt;
  const figures::Window window{Day{here.today.number - weeks * days_in_week + 1}, here.today};
  const auto kept = feedback::promises_kept(services.store, services.columns, tenant, branch, window, here.today);
  if (!kept) return http::fault(kept.error(), request.language);
  const auto& job = request.caller->job;
  const auto* card = moments::card_of_day(here.cards, weakest_of(here, *kept), job, here.today);
  const auto shown = services.store.ask(store::Scope(tenant), [&](store::Reader& reader) {
    return moments::shown(reader, moments::cards_for(here.cards, job), here.today);
  });
  if (!shown) return http::fault(shown.error(), request.language);
  JsonWriter out;
  out.begin_object();
  write_unit(out, "unit", here, here.unit);
  write_unit(out, "house", here, here.house);
  out.field("day", to_text(here.today)).key("card");
  const auto of_today = std::find_if(shown->begin(), shown->end(), [&](const moments::CardShown& one) {
    return card != nullptr && one.card.id == card->id;
  });
  if (of_today == shown->end())
    out.null();
  else
    moments::to_json(out, *of_today);
  out.key("cards").begin_array();
  for (const auto& one : *shown) moments::to_json(out, one);
  out.end_array();
  write_figure(out, here, of_today == shown->end() ? nullptr : &of_today->card, *kept);
  out.field("door", people::floor_door(services.secrets, tenant, here.unit, services.clock.now()));
  write_rest(out, here);
  return http::json(out.end_object().take());
}

}  // namespace

void today_routes(http::Router& router, Services& services) {
  const auto shelf = rounds::make_shelf();
  router.on(http::Method::get, "/api/v1/floor/today", http::Access::floor(),
            [&services, shelf](const Request& request) { return today(services, *shelf, request); });
}

}  // namespace goud::actions
