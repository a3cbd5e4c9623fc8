#include "stats/influence.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/mtcars_cases.hpp"
#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

// The slow way: count again without each.
Influence slow(std::span<const double> x, std::span<const double> y, std::span<const std::int32_t> unit,
               std::span<const double> weights, std::int32_t units) {
  const auto r_without = [&](std::int32_t left_out) {
    CrossProducts sums(2);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double row[] = {x[i], y[i]};
      if ((unit.empty() ? static_cast<std::int32_t>(i) : unit[i]) == left_out) continue;
      EXPECT_TRUE(sums.add(row, weights.empty() ? 1 : weights[i]));
    }
    return correlation(sums, 0, 1);
  };
  const double all = r_without(-1).estimate->value;
  Influence most;
  double furthest = -1;
  for (std::int32_t u = 0; u < units; ++u) {
    const auto rest = r_without(u);
    if (std::abs(rest.estimate->value - all) > furthest) {
      furthest = std::abs(rest.estimate->value - all);
      most = {u, rest};
    }
  }
  return most;
}

TEST(InfluenceTest, IsCountingAgainWithoutEach) {
  const auto cars = mtcars();
  std::vector<std::int32_t> unit;
  std::vector<double> weights;
  for (std::size_t i = 0; i < 32; ++i) {
    unit.push_back(static_cast<std::int32_t>(cars.at(i, carb)) % 5);
    weights.push_back(0.5 + static_cast<double>(i % 3));
  }
  for (const bool grouped : {false, true}) {
    for (const bool weighted : {false, true}) {
      const std::span<const std::int32_t> units =
          grouped ? std::span<const std::int32_t>(unit) : std::span<const std::int32_t>();
      const std::span<const double> ws = weighted ? std::span<const double>(weights) : std::span<const double>();
      const auto fast = influence(cars.column(mpg), cars.column(wt), units, ws);
      const auto naive = slow(cars.column(mpg), cars.column(wt), units, ws, grouped ? 5 : 32);
      ASSERT_TRUE(fast);
      EXPECT_EQ(fast->without, naive.without);
      EXPECT_NEAR(fast->left.estimate->value, naive.left.estimate->value, 1e-12);
      EXPECT_NEAR(fast->left.estimate->interval->low, naive.left.estimate->interval->low, 1e-12);
      EXPECT_EQ(fast->left.estimate->n, naive.left.estimate->n);
    }
  }
}

TEST(InfluenceTest, FindsThePlantedOneInAnyOrder) {
  RandomStream draw(4, 0);
  std::vector<double> x, y;
  for (int i = 0; i < 40; ++i) {
    x.push_back(draw.normal());
    y.push_back(draw.normal());
  }
  x[17] = y[17] = 12;
  const auto said = influence(x, y, {}, {});
  EXPECT_EQ(said->without, 17);
  EXPECT_LT(said->left.estimate->interval->low, 0);
  std::swap(x[17], x[3]);
  std::swap(y[17], y[3]);
  EXPECT_EQ(influence(x, y, {}, {})->without, 3);
}

TEST(InfluenceTest, WhatIsLeftMayHaveNoSpread) {
  const double x[] = {1, 1, 1, 1, 5}, y[] = {1, 2, 3, 4, 9};
  const auto said = influence(x, y, {}, {});
  ASSERT_TRUE(said);
  EXPECT_EQ(said->without, 4);
  EXPECT_EQ(said->left.estimate.error().reason, Reason::no_spread);
  const std::int32_t together[] = {0, 0, 0, 0, 0};
  EXPECT_EQ(influence(x, y, together, {}).error().reason, Reason::too_few);
  EXPECT_EQ(influence({}, {}, {}, {}).error().reason, Reason::too_few);
  const double level[] = {2, 2, 2, 2, 2};
  EXPECT_EQ(influence(x, level, {}, {}).error().reason, Reason::no_spread);
}

}  // namespace
}  // namespace goud::stats
