#include "stats/many_tests.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "stats/distribution.hpp"
#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

using Values = std::vector<std::optional<double>>;

// Benjamini and Hochberg (1995), section 3.2: 15 p-values, of which four stand at .05 and one by Bonferroni's way and Holm's
// three. Adjusted by R's p.adjust: tests/reference/scores.json, by tools/reference_checks/scores.R.
const Values published = {.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344,
                          .0459, .3240, .4262, .5719, .6528, .7590, 1.0};

TEST(ManyTests, PublishedTableAsRAdjustsIt) {
  const double bh[] = {0.0015,
                       0.0030,
                       0.0095,
                       0.035625,
                       0.0603,
                       0.063857142857142862,
                       0.063857142857142862,
                       0.0645,
                       0.0765,
                       0.486,
                       0.58118181818181813,
                       0.714875,
                       0.75323076923076926,
                       0.81321428571428567,
                       1};
  const double by_holm[] = {0.0015, 0.0056, 0.0247, 0.114, 0.2211, 0.278, 0.278, 0.278, 0.3213, 1, 1, 1, 1, 1, 1};
  const auto adjusted = benjamini_hochberg(published);
  const auto stricter = holm(published);
  for (std::size_t i = 0; i < published.size(); ++i) {
    EXPECT_NEAR(*adjusted[i], bh[i], 1e-14);
    EXPECT_NEAR(*stricter[i], by_holm[i], 1e-14);
  }
  EXPECT_EQ(std::count_if(adjusted.begin(), adjusted.end(), [](auto p) { return *p <= 0.05; }), 4);
}

TEST(ManyTests, IsTheNaiveDefinitionInAnyOrder) {
  RandomStream draw(5, 1);
  for (int round = 0; round < 50; ++round) {
    Values p(1 + draw.below(30));
    for (auto& one : p) {
      one = std::round(draw.unit() * 20) / 20;  // with ties
      if (draw.below(6) == 0) one.reset();
    }
    const auto adjusted = benjamini_hochberg(p);
    const auto stricter = holm(p);
    double m = 0;
    for (const auto& one : p) m += one ? 1 : 0;
    for (std::size_t i = 0; i < p.size(); ++i) {
      ASSERT_EQ(adjusted[i].has_value(), p[i].has_value());
      if (!p[i]) continue;
      double least = 1;
      double most = 0;
      for (const auto& other : p) {
        if (!other) continue;
        double at_most = 0;
        double under = 0;
        for (const auto& third : p) {
          at_most += third && *third <= *other ? 1 : 0;
          under += third && *third < *other ? 1 : 0;
        }
        if (*other >= *p[i]) least = std::min(least, *other * m / at_most);
        if (*other <= *p[i]) most = std::max(most, std::min(1.0, *other * (m - under)));
      }
      EXPECT_NEAR(*adjusted[i], least, 1e-12);
      EXPECT_NEAR(*stricter[i], most, 1e-12);
    }
    Values turned(p.rbegin(), p.rend());
    auto back = benjamini_hochberg(turned);
    std::reverse(back.begin(), back.end());
    EXPECT_EQ(back, adjusted);
  }
}

TEST(ManyTests, EdgesAreNoPValues) {
  EXPECT_TRUE(benjamini_hochberg({}).empty());
  const Values strange = {std::nullopt, 1.5, -0.1, std::nan(""), 0.02};
  const auto adjusted = benjamini_hochberg(strange);
  for (int i = 0; i < 4; ++i) EXPECT_FALSE(adjusted[static_cast<std::size_t>(i)]);
  EXPECT_DOUBLE_EQ(*adjusted[4], 0.02);
  EXPECT_DOUBLE_EQ(*holm(strange)[4], 0.02);
}

TEST(ManyTests, OfThoseThatStandTheStatedPartIsFalse) {
  // 20 comparisons, 12 of them of nothing: the expected part that is false is .1 * 12/20; Holm sees any false one in at most 1 of 10.
  double part = 0;
  double any = 0;
  constexpr int rounds = 4000;
  for (int round = 0; round < rounds; ++round) {
    RandomStream draw(17, static_cast<std::uint64_t>(round));
    Values p;
    for (int i = 0; i < 20; ++i) p.emplace_back(normal_p(draw.normal() + (i < 12 ? 0 : 3)));
    const auto adjusted = benjamini_hochberg(p);
    const auto stricter = holm(p);
    double stand = 0;
    double wrong = 0;
    bool wrong_any = false;
    for (std::size_t i = 0; i < p.size(); ++i) {
      stand += *adjusted[i] <= 0.1 ? 1 : 0;
      wrong += *adjusted[i] <= 0.1 && i < 12 ? 1 : 0;
      wrong_any = wrong_any || (*stricter[i] <= 0.1 && i < 12);
    }
    part += stand > 0 ? wrong / stand : 0;
    any += wrong_any ? 1 : 0;
  }
  EXPECT_NEAR(part / rounds, 0.06, 0.006);
  EXPECT_LE(any / rounds, 0.105);
}

}  // namespace
}  // namespace goud::stats
