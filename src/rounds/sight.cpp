#include <algorithm>
#include <set>

#include "rounds/said.hpp"

namespace goud::rounds {

Sight::Sight(const Frozen& tree) : tree_(&tree), parents_(tree.parents()) {}

Sight::Sight(const http::Caller& caller, const Frozen& tree) : Sight(tree) {
  all_ = !caller.key_id.empty() || (caller.role != http::Role::unit_manager && caller.role != http::Role::employee);
  if (!all_ && caller.unit) own_ = tree.place(*caller.unit);
}

bool Sight::under(int place, int top) const {
  while (place > top) place = parents_.at(static_cast<std::size_t>(place));
  return place == top;
}

bool Sight::named(int place) const { return all_ || place == 0 || (own_ && under(place, *own_)); }

Result<int> Sight::place(const std::optional<std::string>& unit) const {
  if (tree_->units.empty()) return refuse(FaultKind::not_found, "http.not_found");
  if (!unit || unit->empty()) return all_ ? 0 : own_.value_or(0);
  const auto found = tree_->place(UnitId{*unit});
  if (!found || !named(*found)) return refuse(FaultKind::not_found, "http.not_found");
  return *found;
}

bool Sight::sees(const Pieces& pieces) const {
  if (all_) return true;
  return std::any_of(pieces.begin(), pieces.end(), [&](const figures::ReleasePiece& piece) {
    if (piece.node == 0 && !piece.own) return true;
    return own_ && (under(piece.node, *own_) || (!piece.own && under(*own_, piece.node)));
  });
}

std::vector<int> Sight::children(int place) const {
  std::vector<int> all;
  for (std::size_t i = 0; i < parents_.size(); ++i) {
    const auto at = static_cast<int>(i);
    if (parents_[i] == place && named(at)) all.push_back(at);
  }
  return all;
}

std::string_view name_of(GroupIs is) {
  switch (is) {
    case GroupIs::unit:
      return "unit";
    case GroupIs::together:
      return "together";
    case GroupIs::parent:
      return "parent";
  }
  return "unit";
}

GroupIs group_is(const Pieces& pieces, int place) {
  const bool here =
      std::any_of(pieces.begin(), pieces.end(), [&](const figures::ReleasePiece& one) { return one.node == place; });
  return !here ? GroupIs::parent : pieces.size() == 1 ? GroupIs::unit : GroupIs::together;
}

bool same_units(const Frozen& tree, const Pieces& pieces, const Frozen& other_tree, const Pieces& others) {
  const auto ids = [](const Frozen& of, const Pieces& which) {
    std::set<std::pair<std::string, bool>> all;
    for (const auto& piece : which) all.emplace(of.units.at(static_cast<std::size_t>(piece.node)).id.text, piece.own);
    return all;
  };
  return ids(tree, pieces) == ids(other_tree, others);
}

const Item* Reading::item(std::string_view key) const {
  for (const auto& one : round().plan.items)
    if (one.key == key) return &one;
  return nullptr;
}

const Item* Reading::item_of(const PromiseId& promise) const {
  for (const auto& one : round().plan.items)
    if (one.about == About::promise && one.promise == promise.text && released->of(one.key) != nullptr) return &one;
  return nullptr;
}

}  // namespace goud::rounds
