#include "stats/mean.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "stats/distribution.hpp"

namespace goud::stats {
namespace {

// Student's sleep data (1908), hours times ten, as R ships it.
constexpr int sleep_drug_one[] = {7, -16, -2, -12, -1, 34, 37, 8, 0, 20};

TEST(MeanTest, IntervalIsRsTTestOnStudentsSleepData) {
  MeanSums whole;
  RealMeanSums real;
  for (int x : sleep_drug_one) {
    ASSERT_TRUE(whole.add(x));
    ASSERT_TRUE(real.add(x / 10.0));
  }
  EXPECT_DOUBLE_EQ(mean(whole)->value, 7.5);
  EXPECT_NEAR(mean(whole)->interval->low, -5.2978041352623217, 1e-10);
  EXPECT_NEAR(mean(whole)->interval->high, 20.2978041352623206, 1e-10);
  EXPECT_NEAR(mean(real)->interval->low, -0.52978041352623217, 1e-12);
  EXPECT_NEAR(mean(real)->interval->high, 2.02978041352623206, 1e-12);
}

TEST(MeanTest, WeightedIsTheSlowTwoPassFormula) {
  std::mt19937 draw(9);
  std::vector<std::pair<int, std::int64_t>> rows;
  MeanSums sums;
  RealMeanSums real;
  for (int i = 0; i < 300; ++i) {
    rows.emplace_back(1'000'000 + static_cast<int>(draw() % 11), 1 + draw() % 40'000);
    ASSERT_TRUE(sums.add(rows.back().first, rows.back().second));
    ASSERT_TRUE(real.add(rows.back().first, static_cast<double>(rows.back().second) / 1e4));
  }
  long double weight = 0, squares = 0, first = 0, second = 0;
  for (auto [x, w] : rows) {
    weight += w;
    squares += static_cast<long double>(w) * w;
    first += static_cast<long double>(w) * x;
  }
  const long double centre = first / weight;
  for (auto [x, w] : rows) second += w * (x - centre) * (x - centre);
  const long double m = weight * weight / squares;
  const auto half = static_cast<double>(two_sided_student(0.95, static_cast<double>(m) - 1) *
                                        std::sqrt(second / weight * m / (m - 1) / m));
  for (const auto& outcome : {mean(sums), mean(real)}) {
    EXPECT_NEAR(outcome->value, static_cast<double>(centre), 1e-8);
    EXPECT_NEAR(outcome->interval->high - outcome->value, half, 1e-8);
    EXPECT_NEAR(*outcome->n_effective, static_cast<double>(m), 1e-9);
  }
}

TEST(MeanTest, PartsMergedEqualAllAtOnceExactlyForWholeNumbers) {
  std::mt19937 draw(6);
  MeanSums all, left, right;
  RealMeanSums real_all, real_left, real_right;
  for (int i = 0; i < 1000; ++i) {
    const int x = static_cast<int>(draw() % 1000) - 500;
    const std::int64_t w = draw() % 20'000;
    ASSERT_TRUE(all.add(x, w));
    ASSERT_TRUE((i % 4 == 0 ? left : right).add(x, w));
    ASSERT_TRUE(real_all.add(x / 7.0, static_cast<double>(w)));
    ASSERT_TRUE((i % 4 == 0 ? real_left : real_right).add(x / 7.0, static_cast<double>(w)));
  }
  ASSERT_TRUE(left.merge(right));
  EXPECT_EQ(left, all);
  ASSERT_TRUE(real_left.merge(real_right));
  EXPECT_NEAR(mean(real_left)->value, mean(real_all)->value, 1e-10);
  EXPECT_NEAR(mean(real_left)->interval->low, mean(real_all)->interval->low, 1e-10);
}

TEST(MeanTest, Edges) {
  EXPECT_EQ(mean(MeanSums{}).error(), (Unsaid{Reason::too_few, 0}));
  MeanSums sums;
  ASSERT_TRUE(sums.add(4));
  EXPECT_EQ(mean(sums)->value, 4);
  EXPECT_EQ(mean(sums)->no_interval, Reason::too_few);
  ASSERT_TRUE(sums.add(4));
  EXPECT_EQ(mean(sums)->no_interval, Reason::no_spread);
  EXPECT_FALSE(mean(sums)->interval);
  const auto before = sums;
  EXPECT_FALSE(sums.add(std::numeric_limits<std::int64_t>::max()));
  EXPECT_FALSE(sums.add(1'000'000'000'000, weight_max));
  EXPECT_FALSE(sums.add(std::numeric_limits<std::int64_t>::min(), 1));
  EXPECT_EQ(sums, before);
  RealMeanSums real;
  EXPECT_FALSE(real.add(std::nan("")));
  EXPECT_FALSE(real.add(1, -1));
  EXPECT_EQ(mean(real).error().reason, Reason::too_few);
  ASSERT_TRUE(real.add(3, 0));
  EXPECT_EQ(mean(real).error(), (Unsaid{Reason::too_few, 1}));
  ASSERT_TRUE(real.add(1e308));
  EXPECT_FALSE(real.add(-1e308));  // the squared deviation would overflow
  EXPECT_EQ(real.n, 2);
}

TEST(MeanTest, ALargeMeanKeepsItsSmallSpread) {
  MeanSums sums;
  for (int x : {1'000'000'001, 1'000'000'002, 1'000'000'003}) ASSERT_TRUE(sums.add(x, 1));
  EXPECT_DOUBLE_EQ(sums.variance_of_one(), 1);
}

}  // namespace
}  // namespace goud::stats
