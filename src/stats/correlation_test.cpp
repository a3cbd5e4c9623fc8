#include "stats/correlation.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "stats/bootstrap.hpp"
#include "stats/mtcars_cases.hpp"
#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

void expect_is(const Association& said, double r, double low, double high, double p) {
  ASSERT_TRUE(said.estimate);
  EXPECT_NEAR(said.estimate->value, r, 1e-12);
  EXPECT_NEAR(said.estimate->interval->low, low, 1e-12);
  EXPECT_NEAR(said.estimate->interval->high, high, 1e-12);
  EXPECT_NEAR(*said.p / p, 1, 1e-8);
}

// Numbers of tests/reference/linkage.json, by tools/reference_checks/linkage.R.
TEST(CorrelationTest, IsRsCorTestOnMtcars) {
  const auto sums = cross_products(mtcars());
  expect_is(correlation(sums, mpg, wt), -0.86765937651723, -0.93382641328499, -0.74408719646011, 1.2939587013505e-10);
  expect_is(correlation(sums, wt, mpg, 0.9), -0.86765937651723, -0.92591514988402, -0.76908720785975,
            1.2939587013505e-10);
  EXPECT_EQ(correlation(sums, mpg, wt).estimate->n, 32);
}

TEST(CorrelationTest, PartialIsRsCorrelationOfResiduals) {
  const auto sums = cross_products(mtcars());
  const std::size_t given[] = {hp, cyl};
  expect_is(partial_correlation(sums, mpg, wt, given), -0.62855586280515, -0.80625025393209, -0.34682490924714,
            0.00019947649747223);
  const std::size_t turned[] = {cyl, hp};
  EXPECT_NEAR(partial_correlation(sums, wt, mpg, turned).estimate->value, -0.62855586280515, 1e-12);
}

TEST(CorrelationTest, WeightedIsRsCovWtWithKishsN) {
  const auto cars = mtcars();
  std::vector<double> weights;
  for (std::size_t i = 0; i < 32; ++i) weights.push_back(1 + cars.at(i, carb) / 4);
  const auto said = correlation(cross_products(cars, weights), mpg, wt);
  EXPECT_NEAR(said.estimate->value, -0.86069305324057, 1e-12);
  EXPECT_NEAR(*said.estimate->n_effective, 30.347381864623, 1e-10);
  const double reach = 1.959963984540054 / std::sqrt(30.347381864623 - 3);
  EXPECT_NEAR(said.estimate->interval->low, std::tanh(std::atanh(-0.86069305324057) - reach), 1e-10);
}

TEST(CorrelationTest, GivenOneIsTheFormulaOfThreeCorrelations) {
  const auto sums = cross_products(mtcars());
  const auto r = correlations(sums);
  const double slow = (r.at(mpg, wt) - r.at(mpg, hp) * r.at(wt, hp)) /
                      std::sqrt((1 - r.at(mpg, hp) * r.at(mpg, hp)) * (1 - r.at(wt, hp) * r.at(wt, hp)));
  const std::size_t given[] = {hp};
  EXPECT_NEAR(partial_correlation(sums, mpg, wt, given).estimate->value, slow, 1e-13);
}

TEST(CorrelationTest, PartsMergedOrderShiftAndScaleDoNotMatter) {
  const auto cars = mtcars();
  CrossProducts parts(2), backward(2);
  for (std::size_t i = 0; i < 32; ++i) {
    const double row[] = {cars.at(i, mpg) * 1e-3 - 7, cars.at(i, wt) * 1e5 + 1e9};
    ASSERT_TRUE(parts.add(row));
  }
  for (std::size_t i = 32; i-- > 0;) {
    const double row[] = {cars.at(i, mpg), -cars.at(i, wt)};
    CrossProducts one(2);
    ASSERT_TRUE(one.add(row));
    ASSERT_TRUE(backward.merge(one));
  }
  EXPECT_NEAR(correlation(parts, 0, 1).estimate->value, -0.86765937651723, 1e-9);
  EXPECT_NEAR(correlation(backward, 0, 1).estimate->value, 0.86765937651723, 1e-12);
}

CrossProducts of(std::vector<std::vector<double>> rows) {
  CrossProducts sums(rows.empty() ? 2 : rows[0].size());
  for (const auto& row : rows) EXPECT_TRUE(sums.add(row));
  return sums;
}

TEST(CorrelationTest, WhatCannotBeSaidSaysWhy) {
  const auto reason = [](const Association& said) {
    return said.estimate ? "said" : to_text(said.estimate.error().reason);
  };
  EXPECT_EQ(reason(correlation(of({}), 0, 1)), "too_few");
  EXPECT_EQ(reason(correlation(of({{1, 2}}), 0, 1)), "too_few");
  EXPECT_EQ(reason(correlation(of({{1, 2}, {2, 4}}), 0, 1)), "too_few");
  EXPECT_EQ(reason(correlation(of({{1, 2}, {1, 4}, {1, 5}, {1, 7}}), 0, 1)), "no_spread");
  EXPECT_EQ(reason(correlation(of({{.1, 2}, {.1, 4}, {.1, 5}, {.1, 7}, {.1, 3}, {.1, 1}}), 0, 1)), "no_spread");
  const auto three = correlation(of({{1, 2}, {2, 4}, {3, 5}}), 0, 1);
  ASSERT_TRUE(three.estimate);
  EXPECT_FALSE(three.estimate->interval);
  EXPECT_EQ(three.estimate->no_interval, Reason::too_few);
  const auto line = correlation(of({{1, 2}, {2, 4}, {3, 6}, {4, 8}}), 0, 1);
  EXPECT_EQ(line.estimate->value, 1);
  EXPECT_EQ(line.estimate->interval, (Interval{1, 1}));
  EXPECT_EQ(line.p, 0);
  const std::size_t given[] = {2};
  EXPECT_EQ(reason(partial_correlation(of({{1, 2, 2}, {2, 3, 4}, {3, 6, 6}, {4, 1, 8}, {9, 5, 18}}), 0, 1, given)),
            "not_identified");  // x is what is held level
  EXPECT_EQ(reason(partial_correlation(of({{1, 2, 7}, {2, 3, 1}, {3, 6, 2}}), 0, 1, given)), "too_few");
  const std::size_t twice[] = {2, 3};
  const auto doubled = of({{1, 2, 1, 2}, {2, 3, 5, 10}, {3, 6, 2, 4}, {4, 1, 8, 16}, {9, 5, 3, 6}, {0, 2, 2, 4}});
  EXPECT_NEAR(partial_correlation(doubled, 0, 1, twice).estimate->interval->high,
              partial_correlation(doubled, 0, 1, given).estimate->interval->high, 1e-12);
  CrossProducts weightless(2);
  const double row[] = {1, 2};
  ASSERT_TRUE(weightless.add(row, 0));
  EXPECT_EQ(reason(correlation(weightless, 0, 1)), "too_few");
}

TEST(CorrelationTest, SearchingWidens) {
  EXPECT_DOUBLE_EQ(level_of_each(0.95, 1), 0.95);
  EXPECT_DOUBLE_EQ(level_of_each(0.95, 10), 0.995);
  EXPECT_DOUBLE_EQ(level_of_each(0.95, 0), 0.95);
}

TEST(CorrelationTest, RedrawnIsRsBootOnMtcarsOnAnyNumberOfThreads) {
  const auto cars = mtcars();
  const auto said = correlation_redrawn(cars.column(mpg), cars.column(wt), {}, {}, {40'000, 1, 2, 0.95});
  // 40,000 draws there, as many here, of other random numbers.
  EXPECT_NEAR(said.percentile->low, -0.92593255990426, 0.004);
  EXPECT_NEAR(said.percentile->high, -0.79189124525854, 0.004);
  EXPECT_NEAR(said.bca->low, -0.91784590649753, 0.004);
  EXPECT_NEAR(said.bca->high, -0.77199876595896, 0.004);
  const auto draws = [&](int threads) {
    return correlation_redrawn(cars.column(mpg), cars.column(wt), {}, {}, {500, 3, threads, 0.9}).percentile;
  };
  EXPECT_EQ(draws(1), draws(4));
  // The slow way: rows of the units drawn.
  std::vector<std::int32_t> unit;
  for (int i = 0; i < 32; ++i) unit.push_back(i % 12);
  std::vector<double> slow;
  for (std::uint64_t r = 0; r < 200; ++r) {
    RandomStream draw(6, r);
    CrossProducts sums(2);
    for (int d = 0; d < 12; ++d) {
      const auto which = draw.below(12);
      for (std::size_t i = which; i < 32; i += 12) {
        const double row[] = {cars.at(i, mpg), cars.at(i, wt)};
        ASSERT_TRUE(sums.add(row));
      }
    }
    slow.push_back(correlation(sums, 0, 1).estimate->value);
  }
  const auto fast = correlation_redrawn(cars.column(mpg), cars.column(wt), unit, {}, {200, 6, 1, 0.95});
  EXPECT_NEAR(fast.percentile->low, percentile_interval(slow, 0.95)->low, 1e-9);
  EXPECT_NEAR(fast.percentile->high, percentile_interval(slow, 0.95)->high, 1e-9);
  EXPECT_FALSE(
      correlation_redrawn(cars.column(mpg), cars.column(wt), std::vector<std::int32_t>(32, 0), {}, {}).percentile);
  EXPECT_FALSE(correlation_redrawn({}, {}, {}, {}, {}).percentile);
}

TEST(CorrelationTest, HoldsTheTruthInNineteenOfTwentyAndANullIsEven) {
  constexpr int worlds = 2000, rows = 40;
  int holds = 0;
  std::vector<double> p;
  for (int world = 0; world < worlds; ++world) {
    RandomStream draw(31, static_cast<std::uint64_t>(world));
    CrossProducts sums(3);
    for (int i = 0; i < rows; ++i) {
      const double x = draw.normal();
      const double row[] = {x, 0.6 * x + 0.8 * draw.normal(), draw.normal()};
      ASSERT_TRUE(sums.add(row));
    }
    const auto interval = *correlation(sums, 0, 1).estimate->interval;
    holds += interval.low <= 0.6 && 0.6 <= interval.high ? 1 : 0;
    p.push_back(*correlation(sums, 0, 2).p);
  }
  EXPECT_GE(holds, worlds * 0.93);
  EXPECT_LE(holds, worlds * 0.97);
  std::sort(p.begin(), p.end());
  double furthest = 0;
  for (int i = 0; i < worlds; ++i)
    furthest = std::max(furthest, std::abs(p[static_cast<std::size_t>(i)] - (i + 0.5) / worlds));
  EXPECT_LT(furthest * std::sqrt(worlds), 1.9);  // Kolmogorov: chance under 1 in 500
}

}  // namespace
}  // namespace goud::stats
