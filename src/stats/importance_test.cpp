#include "stats/importance.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "stats/r_tables_test.hpp"
#include "stats/regression.hpp"

namespace goud::stats {
namespace {

DriverCorrelations drawn(std::size_t p, unsigned seed) {
  std::mt19937_64 engine(seed);
  std::normal_distribution<double> normal;
  CrossProducts sums(p + 1);
  std::vector<double> row(p + 1);
  for (std::size_t i = 0; i < 20 * p; ++i) {
    const double same = normal(engine);
    row[p] = normal(engine);
    for (std::size_t j = 0; j < p; ++j) {
      row[j] = same + normal(engine);
      row[p] += row[j] * static_cast<double>(j % 4) / 5;
    }
    EXPECT_TRUE(sums.add(row));
  }
  return driver_correlations(sums, p);
}

// R2 of the drivers named, by plain elimination.
double slow_r2(const DriverCorrelations& given, const std::vector<std::size_t>& set) {
  const std::size_t k = set.size();
  std::vector<std::vector<double>> a(k, std::vector<double>(k + 1));
  for (std::size_t i = 0; i < k; ++i) {
    for (std::size_t j = 0; j < k; ++j) a[i][j] = given.among.at(set[i], set[j]);
    a[i][k] = given.with_outcome[set[i]];
  }
  double r2 = 0;
  for (std::size_t c = 0; c < k; ++c) {
    if (a[c][c] < 1e-10) continue;
    r2 += a[c][k] * a[c][k] / a[c][c];
    for (std::size_t i = c + 1; i < k; ++i) {
      const double factor = a[i][c] / a[c][c];
      for (std::size_t j = c; j <= k; ++j) a[i][j] -= factor * a[c][j];
    }
  }
  return r2;
}

std::vector<double> over_all_orders(const DriverCorrelations& given) {
  const std::size_t p = given.with_outcome.size();
  std::vector<std::size_t> order(p);
  std::iota(order.begin(), order.end(), 0U);
  std::vector<double> of(p, 0.0);
  double orders = 0;
  do {
    std::vector<std::size_t> set;
    for (const auto j : order) {
      const double before = slow_r2(given, set);
      set.push_back(j);
      of[j] += slow_r2(given, set) - before;
    }
    ++orders;
  } while (std::next_permutation(order.begin(), order.end()));
  for (auto& one : of) one /= orders;
  return of;
}

TEST(LmgTest, SwissIsRsLmOnEachSubset) {
  // tools/reference_checks/drivers.R
  const auto sums = cross_products(swiss());
  const auto importance = lmg(driver_correlations(sums, 5));
  const double r[] = {0.0570912207680913, 0.17117302890023411, 0.2601346786243845, 0.10557015037349357,
                      0.11276592292652209};
  for (std::size_t j = 0; j < 5; ++j) EXPECT_NEAR(importance.of[j], r[j], 1e-13);
  EXPECT_NEAR(importance.r2, 0.7067350015927255, 1e-13);
  EXPECT_TRUE(importance.sampling_error.empty());

  std::vector<double> weights;
  for (std::size_t i = 0; i < 47; ++i) weights.push_back(1 + static_cast<double>(i % 3));
  const double weighted[] = {0.06102021707610095, 0.1841669334062389, 0.26026839814777497, 0.1019928051967437,
                             0.11625675972223432};
  const auto got = lmg(driver_correlations(cross_products(swiss(), weights), 5));
  for (std::size_t j = 0; j < 5; ++j) EXPECT_NEAR(got.of[j], weighted[j], 1e-13);
}

TEST(LmgTest, IsTheMeanOverAllOrders) {
  for (const std::size_t p : {1U, 2U, 3U, 4U, 6U}) {
    const auto given = drawn(p, 7);
    const auto slow = over_all_orders(given);
    const auto fast = lmg(given);
    for (std::size_t j = 0; j < p; ++j) EXPECT_NEAR(fast.of[j], slow[j], 1e-13) << p;
  }
}

TEST(LmgTest, TwoDriversByHand) {
  // r1 .5, r2 .4, r12 .3: R2 = (.25 + .16 - 2 .5 .4 .3)/.91; driver 1 adds r1^2 first or R2 - r2^2 last
  DriverCorrelations given{Matrix(2, 2), {.5, .4}};
  given.among.values = {1, .3, .3, 1};
  const double r2 = (.25 + .16 - .12) / .91;
  const auto importance = lmg(given);
  EXPECT_NEAR(importance.of[0], (.25 + r2 - .16) / 2, 1e-15);
  EXPECT_NEAR(importance.of[1], (.16 + r2 - .25) / 2, 1e-15);
  // Johnson's square root of (1 c; c 1) has (sqrt(1+c) -+ sqrt(1-c))/2
  const double a = (std::sqrt(1.3) + std::sqrt(.7)) / 2, b = (std::sqrt(1.3) - std::sqrt(.7)) / 2, det = a * a - b * b;
  const double one = (a * .5 - b * .4) / det, two = (a * .4 - b * .5) / det;
  EXPECT_NEAR(johnson(given).of[0], a * a * one * one + b * b * two * two, 1e-15);
}

TEST(LmgTest, AlikeDriversShareAlikeUpToTwentyFour) {
  // p drivers of correlation c among them and r with the outcome: R2 = p r^2/(1 + (p-1) c)
  for (const std::size_t p : {5U, 13U, 24U}) {
    DriverCorrelations given{Matrix(p, p), std::vector<double>(p, 0.3)};
    for (std::size_t j = 0; j < p; ++j) {
      for (std::size_t i = 0; i < p; ++i) given.among.at(i, j) = i == j ? 1 : 0.4;
    }
    const auto importance = lmg(given, 2);
    const double r2 = static_cast<double>(p) * 0.09 / (1 + static_cast<double>(p - 1) * 0.4);
    EXPECT_NEAR(importance.r2, r2, 1e-13);
    for (const double one : importance.of) EXPECT_NEAR(one, r2 / static_cast<double>(p), 1e-13);
  }
}

TEST(LmgTest, SharesSumAndDoNotMindOrderOrThreads) {
  const auto given = drawn(14, 3);
  const auto importance = lmg(given, 1);
  EXPECT_NEAR(std::accumulate(importance.of.begin(), importance.of.end(), 0.0), importance.r2, 1e-13);
  EXPECT_EQ(importance.of, lmg(given, 4).of);
  DriverCorrelations turned{Matrix(14, 14), {}};
  for (std::size_t j = 0; j < 14; ++j) {
    for (std::size_t i = 0; i < 14; ++i) turned.among.at(i, j) = given.among.at(13 - i, 13 - j);
    turned.with_outcome.push_back(given.with_outcome[13 - j]);
  }
  const auto back = lmg(turned);
  for (std::size_t j = 0; j < 14; ++j) EXPECT_NEAR(back.of[13 - j], importance.of[j], 1e-13);
}

TEST(LmgTest, DrawnOrdersAreWithinTheirErrorOfAllAndSumToR2) {
  const auto given = drawn(12, 5);
  const auto exact = lmg(given);
  const auto some = lmg_drawn(given, 2, {9, 2000});
  EXPECT_EQ(some.orders, 4000);
  EXPECT_NEAR(std::accumulate(some.of.begin(), some.of.end(), 0.0), exact.r2, 1e-12);
  EXPECT_NEAR(some.r2, exact.r2, 1e-12);
  for (std::size_t j = 0; j < 12; ++j) {
    EXPECT_GT(some.sampling_error[j], 0);
    EXPECT_NEAR(some.of[j], exact.of[j], 4 * some.sampling_error[j]) << j;
  }
  const auto again = lmg_drawn(given, 1, {9, 2000});
  EXPECT_EQ(some.of, again.of);
  EXPECT_EQ(some.sampling_error, again.sampling_error);
  EXPECT_GT(lmg(drawn(25, 2), 1, {1, 10}).orders, 0);
}

TEST(JohnsonTest, SwissIsROfTheDefinitionAndSumsToR2) {
  const auto importance = johnson(driver_correlations(cross_products(swiss()), 5));
  const double r[] = {0.04841689581190066, 0.15470824980616, 0.2719641046459991, 0.11468002994756153,
                      0.11696572138110456};
  for (std::size_t j = 0; j < 5; ++j) EXPECT_NEAR(importance.of[j], r[j], 1e-13);
  EXPECT_NEAR(importance.r2, 0.7067350015927255, 1e-13);
}

TEST(ImportanceTest, AColumnTwiceAddsNothingToR2AndSharesWithItsDouble) {
  auto table = swiss();
  Matrix twice(47, 7);
  for (std::size_t j = 0; j < 7; ++j) {
    for (std::size_t i = 0; i < 47; ++i) twice.at(i, j) = j == 0 ? 1 - 3 * table.at(i, 2) : table.at(i, j - 1);
  }
  const auto given = driver_correlations(cross_products(twice), 6);
  for (const auto& importance : {lmg(given), johnson(given), lmg_drawn(given, 1, {1, 3000})}) {
    EXPECT_NEAR(importance.r2, 0.7067350015927255, 1e-12);
    EXPECT_NEAR(std::accumulate(importance.of.begin(), importance.of.end(), 0.0), importance.r2, 1e-12);
    EXPECT_NEAR(importance.of[0], importance.of[3], importance.orders == 0 ? 1e-12 : 0.01);
  }
  const auto slow = over_all_orders(given);
  const auto fast = lmg(given);
  for (std::size_t j = 0; j < 6; ++j) EXPECT_NEAR(fast.of[j], slow[j], 1e-12);
}

TEST(ImportanceTest, Edges) {
  EXPECT_TRUE(lmg(DriverCorrelations{}).of.empty());
  EXPECT_TRUE(johnson(DriverCorrelations{}).of.empty());
  DriverCorrelations unrelated{Matrix(3, 3), {0, 0, 0}};
  for (std::size_t j = 0; j < 3; ++j) unrelated.among.at(j, j) = 1;
  EXPECT_EQ(lmg(unrelated).of, (std::vector<double>{0, 0, 0}));
  EXPECT_EQ(johnson(unrelated).r2, 0);
  DriverCorrelations same{Matrix(3, 3), {.5, .5, .5}};
  for (auto& one : same.among.values) one = 1;
  for (const double one : lmg(same).of) EXPECT_NEAR(one, .25 / 3, 1e-15);
  for (const double one : johnson(same).of) EXPECT_NEAR(one, .25 / 3, 1e-15);
}

}  // namespace
}  // namespace goud::stats
