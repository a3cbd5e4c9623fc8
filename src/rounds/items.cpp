#include <algorithm>

#include "rounds/said.hpp"

namespace goud::rounds {

ToldOf told_of(const Reading& reading, const Item& item, const figures::Released& released,
               const figures::ReleasedGroup& group) {
  if (item.kind == ItemKind::eleven) return figures::told_score(released, group, reading.sight.parents());
  return figures::told(released, group, {0}, reading.sight.parents());
}

std::optional<ItemSaid> said_of(const Reading& reading, const Item& item, int place) {
  const auto* released = reading.released->of(item.key);
  if (released == nullptr) return std::nullopt;
  const auto& group = released->with(place, reading.sight.parents());
  return ItemSaid{&item, released, &group, told_of(reading, item, *released, group)};
}

std::vector<ItemSaid> items_said(const Reading& reading, int place) {
  std::vector<ItemSaid> all;
  for (const auto& item : reading.round().plan.items)
    if (auto said = said_of(reading, item, place)) all.push_back(std::move(*said));
  return all;
}

namespace {

// What the item asks is what the earlier one asked, of the same units.
std::optional<ItemSaid> the_same_before(const Reading& now, const ItemSaid& said, int place, const Reading& before) {
  const auto* item = before.item(said.item->key);
  if (item == nullptr || item->kind != said.item->kind || item->about != said.item->about ||
      item->promise != said.item->promise)
    return std::nullopt;
  const auto there = before.sight.tree().place(now.sight.tree().units.at(static_cast<std::size_t>(place)).id);
  if (!there) return std::nullopt;
  auto found = said_of(before, *item, *there);
  if (!found || !same_units(now.sight.tree(), said.group->pieces, before.sight.tree(), found->group->pieces))
    return std::nullopt;
  return found;
}

}  // namespace

std::optional<Earlier> earlier(const Reading& now, const ItemSaid& said, int place, const Reading& before) {
  auto then = the_same_before(now, said, place, before);
  if (!then) return std::nullopt;
  Earlier found{then->figure, std::nullopt};
  auto difference = figures::told_difference(said.figure, then->figure);
  if (difference->how == figures::Told::How::exact) found.difference = std::move(difference);
  return found;
}

FacetSaid::Class facet_class(const Facet& facet, const figures::ReleasedGroup& group) {
  FacetSaid::Class found;
  found.group = &group;
  for (int one = group.first; one <= group.last; ++one) {
    if (one < static_cast<int>(facet.options.size()))
      found.options.push_back(&facet.options[static_cast<std::size_t>(one)]);
    else
      found.not_said = true;
  }
  return found;
}

std::vector<FacetSaid> facets_said(const Reading& reading, const figures::Released& released,
                                   const figures::ReleasedGroup& group) {
  std::vector<FacetSaid> all;
  if (group.pieces.size() != 1 || group.pieces.front().own) return all;
  const auto& facets = reading.round().plan.facets;
  for (std::size_t i = 0; i < facets.size(); ++i) {
    FacetSaid said{&facets[i], {}};
    for (const auto* part : released.by_facet(group.pieces.front().node, static_cast<int>(i)))
      said.classes.push_back(facet_class(facets[i], *part));
    if (!said.classes.empty()) all.push_back(std::move(said));
  }
  return all;
}

std::vector<UnitRow> rows_under(const Reading& reading, const figures::Released& released, int place) {
  std::vector<UnitRow> rows;
  const auto& own = released.with(place, reading.sight.parents());
  for (const int child : reading.sight.children(place)) {
    // Where a unit stands in several groups, the first is the largest: rows share nobody.
    const auto& groups = released.groups();
    const auto group = std::find_if(groups.begin(), groups.end(), [&](const figures::ReleasedGroup& one) {
      return one.facet < 0 && one.pieces != own.pieces &&
             std::find(one.pieces.begin(), one.pieces.end(), figures::ReleasePiece{child, false}) != one.pieces.end();
    });
    if (group == groups.end()) continue;
    const bool there =
        std::any_of(rows.begin(), rows.end(), [&](const UnitRow& row) { return row.group->pieces == group->pieces; });
    if (!there) rows.push_back({child, &*group});
  }
  return rows;
}

}  // namespace goud::rounds
