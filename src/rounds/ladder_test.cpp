// What is published of the ladder beside the answers it is made of.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "rounds/library.hpp"
#include "rounds/plan.hpp"

namespace goud::rounds {
namespace {

constexpr std::size_t lets_go = 3;

// Regions with small and large teams, each of whom answers nearly everything.
struct World {
  Frozen tree;
  std::vector<Ballot> ballots;
};
World world(const Plan& plan, Randomness& random) {
  World made;
  auto& units = made.tree.units;
  units.push_back({{"all"}, -1, 0, "all", 0});
  const auto high = [&](std::uint64_t values) { return std::max(random.below(values), random.below(values)); };
  const int regions = 1 + static_cast<int>(random.below(3));
  for (int region = 0; region < regions; ++region) units.push_back({{"r" + std::to_string(region)}, 0, 1, "r", 0});
  for (int region = 1; region <= regions; ++region)
    for (auto teams = 3 + random.below(6); teams > 0; --teams)
      units.push_back({{"t" + std::to_string(units.size())}, region, 2, "t", 1 + static_cast<int>(random.below(14))});
  for (const auto& unit : units)
    for (int person = 0; person < unit.people; ++person) {
      Ballot ballot{unit.id, 1, {}, {}, false};
      for (const auto& item : plan.items) {
        if (random.below(12) == 0) continue;
        const auto value = item.kind == ItemKind::five     ? std::to_string(1 + high(5))
                           : item.kind == ItemKind::eleven ? std::to_string(high(11))
                                                           : std::string(random.below(2) == 0 ? "no" : "yes");
        ballot.answers.emplace_back(item.key, value);
      }
      made.ballots.push_back(std::move(ballot));
    }
  return made;
}

std::set<int> nodes_of(const figures::ReleasedGroup& group, const std::vector<int>& parents) {
  std::set<int> nodes;
  for (const auto& piece : group.pieces)
    for (int node = 0; node < static_cast<int>(parents.size()); ++node) {
      int up = node;
      while (!piece.own && up > piece.node) up = parents[static_cast<std::size_t>(up)];
      if (up == piece.node) nodes.insert(node);
    }
  return nodes;
}

// Groups of one layout are inside each other or apart: the largest ones inside a set cover it, or no union of them is the set.
bool is_told(const std::set<int>& nodes, std::int64_t count, const figures::Released& part,
             const std::set<int>& answered, const std::vector<int>& parents) {
  std::set<int> left = nodes;
  std::int64_t sum = 0;
  for (const auto& group : part.groups()) {  // a group before those inside it
    if (group.facet >= 0 || group.shown != figures::Shown::exact) continue;
    const auto inside = nodes_of(group, parents);
    if (!std::includes(left.begin(), left.end(), inside.begin(), inside.end())) continue;
    for (const int node : inside) left.erase(node);
    sum += group.counts.front();
  }
  // Who never answered belongs to no group and may be left.
  for (const int node : left)
    if (answered.count(node) > 0) return false;
  return sum == count;
}

TEST(Ladder, SaysOfWhoLetsGoNothingThatRecommendingDoesNot) {
  Plan plan;
  for (const char* set : {"engagement.proud", "ladder.recommends"})
    for (const auto& one : set_of(set)->items) plan.items.push_back(one.item);
  const auto names = counted(plan).questions;
  const auto recommends = std::find(names.begin(), names.end(), "recommends") - names.begin();
  int shown = 0;
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    SeededRandomness random(seed);
    const auto all = world(plan, random);
    const auto parents = all.tree.parents();
    const auto counted_as = asked(plan, all.tree, all.ballots);
    const auto made = figures::release(counted_as, random, 1);
    if (!made) continue;
    const auto& ladder = made->questions.back();
    const auto& part = made->questions[static_cast<std::size_t>(recommends)];
    std::set<int> answered;
    for (const auto& ballot : counted_as.ballots)
      if (ballot.said[static_cast<std::size_t>(recommends)] >= 0) answered.insert(ballot.node);
    EXPECT_EQ(ladder.whole().n, ladder.whole().n == 0 ? 0 : part.whole().n) << seed << ": of the same people";
    for (const auto& group : ladder.groups()) {
      if (group.shown != figures::Shown::exact) continue;
      ++shown;
      EXPECT_GE(group.n, figures::release_composite_floor) << seed;
      EXPECT_TRUE(is_told(nodes_of(group, parents), group.counts[lets_go], part, answered, parents)) << seed;
    }
    const auto again = figures::verify(parents, {}, plan.floor, made->questions);
    EXPECT_TRUE(again) << seed;
  }
  EXPECT_GT(shown, 100) << "it is shown, too";
}

}  // namespace
}  // namespace goud::rounds
