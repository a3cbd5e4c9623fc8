#include "stats/bootstrap.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

std::vector<double> fixed_replicates() {
  std::vector<double> v;
  for (int i = 1; i <= 999; ++i) v.push_back(std::pow((i * 37) % 1000 / 1000.0, 2) + i / 5000.0);
  return v;
}
std::vector<double> fixed_jackknife() {
  std::vector<double> v;
  for (int i = 1; i <= 20; ++i) v.push_back(std::pow(i * 7 % 23, 2) / 500);
  return v;
}

// tests/reference/linkage.json, by tools/reference_checks/linkage.R: quantile(type = 7) and Efron's formula there.
TEST(BootstrapTest, LimitsAreRsOnFixedReplicates) {
  const auto v = fixed_replicates();
  const auto percentile = percentile_interval(v, 0.95);
  EXPECT_NEAR(percentile->low, 0.0388968, 1e-12);
  EXPECT_NEAR(percentile->high, 1.05004605, 1e-12);
  EXPECT_NEAR(quantile_of(v, 0.5), 0.3541, 1e-12);
  const auto bca = bca_interval(v, 0.42, fixed_jackknife(), 0.95);
  EXPECT_NEAR(bca->low, 0.055439749976316, 1e-10);
  EXPECT_NEAR(bca->high, 1.0770747272342, 1e-10);
}

TEST(BootstrapTest, QuantilesAreCountedBySorting) {
  std::vector<double> v = {4, 1, 3, 2};
  EXPECT_EQ(quantile_of(v, 0), 1);
  EXPECT_EQ(quantile_of(v, 1), 4);
  EXPECT_DOUBLE_EQ(quantile_of(v, 0.5), 2.5);
  EXPECT_DOUBLE_EQ(quantile_of(v, 0.25), 1.75);
  EXPECT_EQ(quantile_of({7}, 0.3), 7);
  EXPECT_THROW((void)quantile_of({}, 0.5), std::invalid_argument);
  EXPECT_THROW((void)quantile_of(v, 1.5), std::invalid_argument);
}

TEST(BootstrapTest, OrderOfReplicatesDoesNotMatter) {
  auto v = fixed_replicates();
  const auto before = bca_interval(v, 0.42, fixed_jackknife(), 0.9);
  std::reverse(v.begin(), v.end());
  EXPECT_EQ(bca_interval(v, 0.42, fixed_jackknife(), 0.9), before);
}

TEST(BootstrapTest, TooFewThatCouldBeComputedIsNoInterval) {
  std::vector<double> v = fixed_replicates();
  EXPECT_FALSE(percentile_interval(std::span(v).first(99), 0.95));
  EXPECT_TRUE(percentile_interval(std::span(v).first(100), 0.95));
  for (int i = 0; i < 99; ++i) v[static_cast<std::size_t>(i)] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(percentile_interval(v, 0.95));
  for (int i = 99; i < 110; ++i) v[static_cast<std::size_t>(i)] = std::numeric_limits<double>::infinity();
  EXPECT_FALSE(percentile_interval(v, 0.95));
  const auto whole = fixed_replicates();
  EXPECT_FALSE(bca_interval(whole, 99, fixed_jackknife(), 0.95));  // the figure lies outside all replicates
  EXPECT_FALSE(bca_interval(whole, 0.42, std::vector<double>{1, 2}, 0.95));
  EXPECT_TRUE(bca_interval(whole, 0.42, std::vector<double>(10, 3.0), 0.95));  // no unit matters: no acceleration
}

TEST(BootstrapTest, HoldsTheMeanOfASkewedWorldAboutAsOftenAsItSays) {
  constexpr int worlds = 400, rows = 60, replicates = 400;
  int percentile = 0, bca = 0;
  for (int world = 0; world < worlds; ++world) {
    RandomStream draw(12, static_cast<std::uint64_t>(world));
    std::vector<double> x(rows);
    double sum = 0;
    for (auto& one : x) sum += one = -std::log(1 - draw.unit());  // exponential, mean 1
    std::vector<double> means(replicates, 0.0), without(rows);
    for (auto& mean : means) {
      for (int i = 0; i < rows; ++i) mean += x[draw.below(rows)] / rows;
    }
    for (std::size_t i = 0; i < rows; ++i) without[i] = (sum - x[i]) / (rows - 1);
    const auto holds = [](const std::optional<Interval>& interval) {
      return interval->low <= 1 && 1 <= interval->high;
    };
    percentile += holds(percentile_interval(means, 0.95)) ? 1 : 0;
    bca += holds(bca_interval(means, sum / rows, without, 0.95)) ? 1 : 0;
  }
  EXPECT_GE(percentile, worlds * 0.91);  // known to be a little narrow under skew
  EXPECT_LE(percentile, worlds * 0.97);
  EXPECT_GE(bca, worlds * 0.92);
  EXPECT_LE(bca, worlds * 0.97);
}

}  // namespace
}  // namespace goud::stats
