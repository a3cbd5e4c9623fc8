#include "rounds/said.hpp"
#include "rounds/said_json.hpp"

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

std::shared_ptr<Shelf> make_shelf() { return std::make_shared<Shelf>(); }

std::vector<PromisedTold> promised_told(store::Reader& reader, Shelf& shelf, const http::Caller& caller, Day today) {
  constexpr std::size_t rounds_most = 6;
  const Promised known{promises::promises(reader), moments::journeys(reader)};
  std::vector<std::shared_ptr<const Reading>> rounds;
  each_released(reader, shelf, caller, [&](const std::shared_ptr<const Reading>& one) {
    if (one->sight.place(std::nullopt)) rounds.push_back(one);
    return rounds.size() < rounds_most;
  });
  std::vector<PromisedTold> all;
  for (const auto& said : promises_said(known, today, nullptr, nullptr, std::nullopt).promises)
    all.push_back({said.promise->id, said.version->text, said.figure});
  for (auto round = rounds.rbegin(); round != rounds.rend(); ++round) {  // the latest has the last word
    const auto told = promises_said(known, today, round->get(), nullptr, std::nullopt);
    for (std::size_t at = 0; at < told.promises.size(); ++at)
      if (told.promises[at].group != nullptr) all[at].figure = told.promises[at].figure;
  }
  return all;
}

}  // namespace goud::rounds
