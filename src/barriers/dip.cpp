// What customers say on days with the barrier, beside the same weekdays without it. Association, never cause.
#include <algorithm>
#include <map>

#include "barriers/kept.hpp"
#include "formats/json.hpp"

namespace goud::barriers {
namespace {

constexpr int days_looked_back = 84;

// The house that a report came from: the nearest unit upwards that guests are counted at, with all under it.
UnitId house_of(const people::UnitTree& tree, const UnitId& unit, Day day) {
  for (auto at = std::optional(unit); at; at = tree.parent(*at, day))
    if (const auto* there = tree.find(*at); there != nullptr && there->volume && there->level > 0) return *at;
  return unit;
}

}  // namespace

Done write_dip(Services& services, const http::Request& request, const Barrier& one, formats::JsonWriter& json) {
  struct Known {
    people::UnitTree tree;
    std::vector<feedback::JudgedPromise> promises;
    std::vector<std::pair<UnitId, Day>> days;
    Day today;
  };
  auto known = services.store.ask(store::Scope(request.caller->tenant), [&](store::Reader& reader) {
    Known found{people::unit_tree(reader), feedback::judged_at(reader, one.moment), {}, {}};
    found.today = people::day_of(people::organisation(reader), services.clock.now());
    found.days = named_days(reader, one.id, Day{found.today.number - days_looked_back + 1});
    return found;
  });
  if (!known) return refuse(known.error());
  const auto& tree = known->tree;
  const auto unsaid = [&](std::string_view reason) {
    json.begin_object().field("reason", reason).end_object();
    return Done{};
  };
  if (known->promises.empty()) return unsaid("not_asked");
  figures::Wanted wanted;
  for (const auto& each : known->promises) figures::want(wanted, each.judged);
  std::map<std::string, figures::PlaceDays> places;
  for (const auto& [unit, day] : known->days) {
    const auto house = house_of(tree, unit, known->today);
    auto& place = places[house.text];
    if (place.units.empty()) place.units = tree.branch(house, known->today);
    place.days.push_back(day);
  }
  if (places.empty()) return unsaid("too_few");
  figures::Filter filter;
  filter.tenant = request.caller->tenant;
  filter.period = {Day{known->today.number - days_looked_back + 1}, known->today};
  filter.units.emplace();
  std::vector<figures::PlaceDays> all;
  for (auto& [id, place] : places) {
    for (const auto& unit : place.units) filter.units->push_back({unit});
    all.push_back(std::move(place));
  }
  figures::want_days(wanted, filter.period);
  const auto counts = figures::count(services.columns, filter, wanted);
  if (!counts) return refuse(counts.error());
  const feedback::JudgedPromise* weakest = nullptr;
  std::optional<figures::Published<figures::Kept>> least;
  for (const auto& each : known->promises) {
    auto kept = figures::kept(*counts, each.judged, filter.period);
    if (least && !feedback::weaker(kept.said(), least->said())) continue;
    weakest = &each;
    least.emplace(std::move(kept));
  }
  json.begin_object();
  figures::fields_to_json(json, figures::dip(*counts, weakest->judged, filter.period, all));
  json.field("promise", weakest->promise.text).end_object();
  return {};
}

}  // namespace goud::barriers
