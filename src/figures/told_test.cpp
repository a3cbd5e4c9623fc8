#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "figures/release.hpp"
#include "figures/release_press.hpp"
#include "stats/clustered.hpp"
#include "stats/difference.hpp"

namespace goud::figures {
namespace {

using Counts = std::vector<std::int64_t>;
using How = Told::How;

std::int64_t sum(const Counts& counts) {
  std::int64_t n = 0;
  for (const auto one : counts) n += one;
  return n;
}

ReleasedGroup exact(std::vector<ReleasePiece> pieces, Counts counts) {
  ReleasedGroup group;
  group.pieces = std::move(pieces);
  group.n = sum(counts);
  group.shown = Shown::exact;
  group.counts = std::move(counts);
  return group;
}
ReleasedGroup exact(int node, Counts counts) {
  return exact(std::vector<ReleasePiece>{{node, false}}, std::move(counts));
}
ReleasedGroup of_facet(ReleasedGroup group, int facet, int first, int last) {
  group.facet = facet;
  group.first = first;
  group.last = last;
  return group;
}
ReleasedGroup nearly(int node, std::int64_t n, int which) {
  ReleasedGroup group;
  group.pieces = {{node, false}};
  group.n = n;
  group.shown = Shown::nearly;
  group.nearly = which;
  return group;
}
ReleasedGroup hidden(int node, std::int64_t n) {
  ReleasedGroup group;
  group.pieces = {{node, false}};
  group.n = n;
  return group;
}
Released made(int classes, std::vector<ReleasedGroup> groups) { return ReleasePress::make(classes, std::move(groups)); }

const std::vector<int> alone{-1};
const std::vector<int> star{-1, 0, 0, 0, 0};           // the organisation and four units
const std::vector<int> deep{-1, 0, 0, 1, 1, 2, 2, 2};  // two regions of two and of three units

template <class T>
std::string text(const Published<T>& said) {
  formats::JsonWriter json;
  to_json(json, said);
  return json.take();
}

stats::Outcome clustered(const std::vector<std::pair<int, int>>& parts) {  // hits of n
  stats::ClusteredShare shares;
  std::int64_t place = 0;
  for (const auto& [hits, n] : parts) {
    EXPECT_TRUE(shares.add(place, true, stats::weight_one, hits) &&
                shares.add(place, false, stats::weight_one, n - hits));
    ++place;
  }
  return stats::share(shares);
}

TEST(Told, OneGroupAloneIsWilsonsInterval) {
  const auto released = made(2, {exact(0, {29, 33})});
  const auto said = told(released, released.whole(), {0}, alone);
  ASSERT_EQ(said->how, How::exact);
  const double p = 29.0 / 62, z = 1.959963984540054, zz = z * z / 62;
  const double half = std::sqrt(p * (1 - p) * zz + zz * zz / 4) / (1 + zz);
  EXPECT_EQ(said->n, 62);
  EXPECT_NEAR(said->outcome->value, p, 1e-12);
  EXPECT_NEAR(said->outcome->interval->low, (p + zz / 2) / (1 + zz) - half, 1e-12);
  EXPECT_NEAR(said->outcome->interval->high, (p + zz / 2) / (1 + zz) + half, 1e-12);
}

// Ten units of ten with a share of their own, and who is left.
std::vector<ReleasedGroup> ten_units(std::int64_t rest_yes, std::int64_t rest_no) {
  std::vector<ReleasedGroup> groups{exact(0, {rest_yes, rest_no})};
  for (int unit = 1; unit <= 10; ++unit) {
    const std::int64_t yes = unit < 6 ? 2 : 8;
    groups.push_back(exact(unit, {yes, 10 - yes}));
    groups.front().counts[0] += yes, groups.front().counts[1] += 10 - yes;
    groups.front().n += 10;
  }
  return groups;
}
const std::vector<int> wide{-1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
std::vector<std::pair<int, int>> ten_parts() {
  std::vector<std::pair<int, int>> parts;
  for (int unit = 1; unit <= 10; ++unit) parts.emplace_back(unit < 6 ? 2 : 8, 10);
  return parts;
}

TEST(Told, TenGroupsInsideAreClustersAndSoIsTheRest) {
  auto parts = ten_parts();
  EXPECT_EQ(told(made(2, ten_units(0, 0)), made(2, ten_units(0, 0)).whole(), {0}, wide)->outcome, clustered(parts));
  const auto released = made(2, ten_units(15, 5));
  parts.emplace_back(15, 20);
  const auto said = told(released, released.whole(), {0}, wide);
  EXPECT_EQ(said->outcome, clustered(parts));
  EXPECT_GT(said->outcome->interval->high - said->outcome->interval->low, 0.25) << "units that differ say less";
  EXPECT_EQ(told(released, *released.of(1), {0}, wide)->outcome, clustered({{2, 10}}));
}

TEST(Told, FewGroupsOrALargeRestAreNoClustering) {
  const auto few = made(2, {exact(0, {50, 50}), exact(1, {30, 5}), exact(2, {5, 25})});
  EXPECT_EQ(told(few, few.whole(), {0}, star)->outcome, clustered({{50, 100}}));
  const auto one = made(2, {exact(0, {50, 50}), exact(1, {45, 5}), nearly(2, 20, 1)});
  EXPECT_EQ(told(one, one.whole(), {0}, star)->outcome, clustered({{50, 100}}));
  // What is veiled is of one mind: a rest of more than a fifth would make units look more different than they are.
  const auto veiled = made(2, ten_units(26, 0));
  EXPECT_EQ(told(veiled, veiled.whole(), {0}, wide)->outcome, clustered({{76, 126}}));
}

TEST(Told, ClustersAreTheSmallestThatShareNobody) {
  auto groups = ten_units(0, 0);
  groups.push_back(exact({{1, false}, {2, false}}, {4, 16}));
  const auto released = made(2, std::move(groups));
  EXPECT_EQ(told(released, released.whole(), {0}, wide)->outcome, clustered(ten_parts()));
}

TEST(Told, ClassesOfAFacetClusterByUnit) {
  std::vector<ReleasedGroup> groups{exact(0, {60, 60}), of_facet(exact(0, {50, 50}), 0, 0, 1),
                                    of_facet(exact(0, {10, 10}), 0, 2, 2)};
  for (int unit = 1; unit <= 10; ++unit) {
    const std::int64_t yes = unit < 6 ? 1 : 4;
    groups.push_back(of_facet(exact(unit, {yes, 5 - yes}), 0, 0, 0));
    groups.push_back(of_facet(exact(unit, {yes, 5 - yes}), 0, 1, 1));
  }
  const auto released = made(2, std::move(groups));
  EXPECT_EQ(told(released, released.groups()[1], {0}, wide)->outcome, clustered(ten_parts()));
  EXPECT_EQ(told(released, released.whole(), {0}, wide)->outcome, clustered({{60, 120}}))
      << "a facet is no part of a unit";
}

TEST(Told, EveryCountUpTo40SaysANumberOnlyWhereBothSidesHaveTwo) {
  for (std::int64_t n = 5; n <= 40; ++n)
    for (std::int64_t k = 0; k <= n; ++k) {
      const auto released = made(3, {exact(0, {k, (n - k) / 2, n - k - (n - k) / 2})});
      const auto one = told(released, released.whole(), {0}, alone);
      const auto others = told(released, released.whole(), {1, 2, 2}, alone);
      const auto wanted = n - k <= 1 ? How::nearly_all : k <= 1 ? How::nearly_none : How::exact;
      ASSERT_EQ(one->how, wanted) << k << " of " << n;
      ASSERT_EQ(others->how, wanted == How::nearly_all    ? How::nearly_none
                             : wanted == How::nearly_none ? How::nearly_all
                                                          : How::exact);
      ASSERT_EQ(one->n, n);
      if (wanted == How::exact) {
        ASSERT_NEAR(one->outcome->value + others->outcome->value, 1, 1e-12);
        ASSERT_LE(one->outcome->interval->low, one->outcome->value);
        ASSERT_GE(one->outcome->interval->high, one->outcome->value);
      } else {
        ASSERT_FALSE(one->outcome);
      }
    }
}

TEST(Told, VeiledGroupsGiveNAlone) {
  const auto released = made(2, {exact(0, {60, 40}), nearly(1, 34, 0), nearly(2, 12, 1), hidden(3, 7)});
  EXPECT_EQ(text(told(released, *released.of(1), {0}, star)),
            R"({"shown":"nearly_all","n":34,"unit":"share","value":null,"interval":null})");
  EXPECT_EQ(text(told(released, *released.of(1), {1}, star)),
            R"({"shown":"nearly_none","n":34,"unit":"share","value":null,"interval":null})");
  EXPECT_EQ(text(told(released, *released.of(2), {0}, star)),
            R"({"shown":"nearly_none","n":12,"unit":"share","value":null,"interval":null})");
  EXPECT_EQ(text(told(released, *released.of(3), {0}, star)),
            R"({"shown":"hidden","n":null,"unit":"share","value":null,"interval":null})");
}

TEST(Told, KeptIsHeldAgainstItsNormAndAVeilTellsNoMore) {
  const stats::Norm norm{.85, .70};
  const auto released =
      made(2, {exact(0, {300, 200}), nearly(1, 34, 0), nearly(2, 34, 1), hidden(3, 34), exact(4, {5, 4})});
  EXPECT_EQ(told_kept(released, released.whole(), norm, star)->state, stats::NormState::broken);
  const auto all = told_kept(released, *released.of(1), norm, star);
  const auto none = told_kept(released, *released.of(2), norm, star);
  EXPECT_EQ(all->state, stats::against(clustered({{33, 34}}), norm));
  EXPECT_EQ(none->state, stats::against(clustered({{1, 34}}), norm));
  EXPECT_EQ(none->state, stats::NormState::broken);
  EXPECT_FALSE(all->kept || none->kept);
  EXPECT_EQ(told_kept(released, *released.of(3), norm, star)->state, stats::NormState::not_yet);
  EXPECT_EQ(
      text(told_kept(released, *released.of(2), norm, star)),
      R"({"shown":"nearly_none","n":34,"unit":"share","value":null,"interval":null,"kept":null,"state":"broken","norm":0.85,"red_line":0.7,"shown_as":"percent"})");
  const auto few = told_kept(released, *released.of(4), norm, star);
  EXPECT_EQ(few->state, stats::NormState::not_yet);
  EXPECT_EQ(few->shown_as, stats::ShownAs::count);
  EXPECT_EQ(few->kept, 5);
  EXPECT_EQ(told_not_asked(norm)->state, stats::NormState::not_asked);
  // Whether it was one or none that is hidden, the words are the same.
  for (std::int64_t n = 5; n < 80; ++n)
    for (const int which : {0, 1}) {
      const auto group = made(2, {nearly(0, n, which)});
      const auto said = told_kept(group, group.whole(), norm, alone);
      const auto of_one =
          stats::against(clustered({{static_cast<int>(which == 0 ? n - 1 : 1), static_cast<int>(n)}}), norm);
      ASSERT_EQ(said->state, of_one) << n;
      ASSERT_FALSE(said->told.outcome);
    }
}

TEST(Told, TheScoreIsOfExactGroups) {
  const auto released = made(
      3, {exact(0, {20, 30, 50}), exact(1, {15, 10, 5}), exact(2, {3, 12, 35}), nearly(3, 10, 2), nearly(4, 10, 1)});
  const auto said = told_score(released, released.whole(), star);
  stats::ClusteredNps parts;
  EXPECT_TRUE(parts.add(0, 3, stats::weight_one, 20) && parts.add(0, 8, stats::weight_one, 30) &&
              parts.add(0, 9, stats::weight_one, 50));
  EXPECT_NEAR(said->outcome->value, .3, 1e-12);
  EXPECT_NEAR(said->outcome->interval->low, stats::nps(parts)->interval->low, 1e-12);
  EXPECT_EQ(text(said).substr(0, 56), R"({"shown":"exact","n":100,"unit":"points","value":30,"int)")
      << "points, wherever someone sees it";
  EXPECT_EQ(text(told_score(released, *released.of(3), star)),
            R"({"shown":"nearly_all","n":10,"unit":"points","value":null,"interval":null})");
  EXPECT_EQ(told_score(released, *released.of(4), star)->how, How::nearly_none);

  // A score with its interval gives its three counts away: with one at an end, or none, it is not said.
  const auto ends = made(3, {exact(0, {20, 30, 50}), exact(1, {1, 10, 9}), exact(2, {9, 10, 1}), exact(3, {2, 10, 8})});
  EXPECT_EQ(told_score(ends, *ends.of(1), star)->how, How::hidden);
  EXPECT_EQ(told_score(ends, *ends.of(2), star)->how, How::nearly_none);
  EXPECT_EQ(told_score(ends, *ends.of(3), star)->how, How::exact);
}

TEST(Told, ADifferenceNeedsTwoNumbers) {
  const auto before = made(2, {exact(0, {29, 33}), nearly(1, 9, 0)});
  const auto after = made(2, {exact(0, {41, 21}), exact(1, {5, 6})});
  const auto a = told(after, after.whole(), {0}, star), b = told(before, before.whole(), {0}, star);
  const auto said = told_difference(a, b);
  ASSERT_EQ(said->how, How::exact);
  EXPECT_EQ(said->outcome->interval, stats::difference(a->outcome, b->outcome)->interval);
  EXPECT_EQ(said->n, 62) << "the people may be the same";
  EXPECT_EQ(text(told_difference(told(after, *after.of(1), {0}, star), told(before, *before.of(1), {0}, star))),
            R"({"shown":"hidden","n":null,"unit":"share","value":null,"interval":null})");
}

// ---- what release() makes of ballots

std::set<int> nodes_of(const ReleasedGroup& group,
                       const std::vector<int>& parents) {  // a node with children: its own people
  std::set<int> nodes;
  for (const auto& piece : group.pieces)
    for (int node = 0; node < static_cast<int>(parents.size()); ++node) {
      int up = node;
      while (up > piece.node) up = parents[static_cast<std::size_t>(up)];
      if (piece.own ? node == piece.node : up == piece.node) nodes.insert(node);
    }
  return nodes;
}

struct World {
  ReleaseAsked asked;
  Release release;
};
std::optional<World> world(SeededRandomness& random) {
  World made;
  auto& asked = made.asked;
  asked.parents = {-1};
  const auto units = 2 + random.below(12);
  for (std::size_t node = 1; node <= units; ++node)
    asked.parents.push_back(static_cast<int>(random.below(std::min<std::size_t>(node, 4))));
  asked.facets = {3, 2};
  asked.questions = {{2, 0}, {2, 0}, {3, 1}, {4, 2}};
  for (std::size_t node = 0; node <= units; ++node)
    for (std::size_t person = 0, people = random.below(14); person < people; ++person) {
      ReleaseBallot ballot;
      ballot.node = static_cast<int>(node);
      ballot.facets = {static_cast<std::int8_t>(random.below(4)), static_cast<std::int8_t>(random.below(2)), -1};
      if (ballot.facets[0] == 3) ballot.facets[0] = -1;
      for (const auto& question : asked.questions) {
        const bool kind = random.below(3) > 0;  // most say the first
        const auto said = kind ? 0 : random.below(static_cast<std::uint64_t>(question.classes));
        ballot.said.push_back(random.below(9) == 0 ? std::int8_t{-1} : static_cast<std::int8_t>(said));
      }
      ballot.late = random.below(20) == 0;
      asked.ballots.push_back(std::move(ballot));
    }
  auto done = release(asked, random);
  if (!done) return std::nullopt;
  made.release = *std::move(done);
  return made;
}

std::int64_t hits(const Told& said) { return std::llround(said.outcome->value * static_cast<double>(said.n)); }

TEST(Told, PartsFitTheirWholeWhereAllOfThemHaveANumber) {
  SeededRandomness random(11);
  int worlds = 0, fitted = 0, numbers = 0, veils = 0;
  while (worlds < 60) {
    const auto made = world(random);
    if (!made) continue;
    ++worlds;
    const auto& parents = made->asked.parents;
    for (const auto& released : made->release.questions) {
      std::map<std::set<int>, const ReleasedGroup*> by_nodes;
      for (const auto& group : released.groups())
        if (group.facet < 0) by_nodes.emplace(nodes_of(group, parents), &group);
      for (const auto& [nodes, group] : by_nodes) {
        // The largest groups right inside: their answers are all of it, or there are none.
        std::vector<const ReleasedGroup*> inner;
        std::int64_t n = 0;
        for (const auto& [others, other] : by_nodes) {
          const auto within = [](const std::set<int>& a, const std::set<int>& b) {
            return a != b && std::includes(b.begin(), b.end(), a.begin(), a.end());
          };
          if (!within(others, nodes)) continue;
          const bool largest = std::none_of(by_nodes.begin(), by_nodes.end(), [&](const auto& one) {
            return within(others, one.first) && within(one.first, nodes);
          });
          if (largest) inner.push_back(other), n += other->n;
        }
        for (int one = 0; one < released.classes(); ++one) {
          const auto said = told(released, *group, {one}, parents);
          (said->how == How::exact ? numbers : veils) += 1;
          if (said->how != How::exact) continue;
          ASSERT_GE(hits(said.said()), 2);
          ASSERT_LE(hits(said.said()), group->n - 2);
          ASSERT_LE(said->outcome->interval->low, said->outcome->value);
          ASSERT_GE(said->outcome->interval->high, said->outcome->value);
          std::int64_t sum = 0;
          bool all = !inner.empty() && n == group->n;
          for (const auto* part : inner) {
            const auto of_part = told(released, *part, {one}, parents);
            all = all && of_part->how == How::exact;
            if (all) sum += hits(of_part.said());
          }
          if (!all) continue;
          ASSERT_EQ(sum, hits(said.said()));
          ++fitted;
        }
      }
      for (int node = 0; node < static_cast<int>(parents.size()); ++node)
        for (int facet = 0; facet < 2; ++facet) {
          std::int64_t n = 0;
          for (const auto* part : released.by_facet(node, facet)) n += part->n;
          if (n > 0) {
            ASSERT_EQ(n, released.of(node)->n);
          }
        }
    }
  }
  EXPECT_GT(fitted, 60);
  EXPECT_GT(numbers, 1000);
  EXPECT_GT(veils, 300);
}

}  // namespace
}  // namespace goud::figures
