#include "rounds/said.hpp"

namespace goud::rounds {

using KeptOf = figures::Published<figures::ToldKept>;

KeptOf kept_of(const Reading& reading, const Item& item, const figures::Released& released,
               const figures::ReleasedGroup& group) {
  return figures::told_kept(released, group, item.norm, reading.sight.parents());
}

std::optional<ItemSaid> kept_item(const Reading& reading, const PromiseId& promise, int place) {
  const auto* item = reading.item_of(promise);
  return item == nullptr ? std::nullopt : said_of(reading, *item, place);
}

namespace {

// Judged by the norm of its own round, of the same units.
std::optional<KeptOf> before_that(const PromiseId& promise, const ItemSaid& said, const Reading& now, int place,
                                  const Reading& before) {
  const auto there = before.sight.tree().place(now.sight.tree().units.at(static_cast<std::size_t>(place)).id);
  if (!there) return std::nullopt;
  const auto then = kept_item(before, promise, *there);
  if (!then || then->item->key != said.item->key) return std::nullopt;
  if (!same_units(now.sight.tree(), said.group->pieces, before.sight.tree(), then->group->pieces)) return std::nullopt;
  return kept_of(before, *then->item, *then->released, *then->group);
}

void count(PromisesSaid& all, stats::NormState state) {
  switch (state) {
    case stats::NormState::met:
      ++all.met;
      break;
    case stats::NormState::below:
      ++all.below;
      break;
    case stats::NormState::broken:
      ++all.broken;
      break;
    case stats::NormState::not_yet:
      ++all.not_yet;
      break;
    case stats::NormState::not_asked:
      ++all.not_asked;
      break;
  }
}

}  // namespace

PromisesSaid promises_said(const Promised& known, Day day, const Reading* now, const Reading* before,
                           const std::optional<std::string>& unit) {
  PromisesSaid all;
  const auto place = now == nullptr ? std::nullopt : std::optional(now->sight.place(unit));
  for (const auto& journey : known.journeys) {
    if (journey.audience != moments::Audience::employee) continue;
    for (const auto& moment : journey.moments)
      for (const auto& id : moment.promises) {
        const promises::Promise* promise = nullptr;
        for (const auto& one : known.promises)
          if (one.id == id) promise = &one;
        const auto* version = promise == nullptr ? nullptr : promise->on(day);
        if (version == nullptr) continue;
        PromiseSaid said{promise, version,     moment.id, figures::told_not_asked({version->norm, version->red_line}),
                         nullptr, std::nullopt};
        if (place && *place)
          if (const auto item = kept_item(*now, id, **place)) {
            said.figure = kept_of(*now, *item->item, *item->released, *item->group);
            said.group = item->group;
            if (before != nullptr) said.previous = before_that(id, *item, *now, **place, *before);
          }
        count(all, said.figure->state);
        all.promises.push_back(std::move(said));
      }
  }
  return all;
}

}  // namespace goud::rounds
