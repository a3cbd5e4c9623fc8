#include "stats/nps.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "stats/difference.hpp"
#include "stats/distribution.hpp"

namespace goud::stats {
namespace {

TEST(NpsTest, AdjustedWaldOfRocks2016WorkedInR) {
  // 40 promoters, 30 passives, 30 detractors; R: p=40.75/103, d=30.75/103, qnorm(.975)*sqrt((p+d-(p-d)^2)/103)
  NpsCounts counts;
  ASSERT_TRUE(counts.add(10, weight_one, 25));
  ASSERT_TRUE(counts.add(9, weight_one, 15));
  ASSERT_TRUE(counts.add(8, weight_one, 20));
  ASSERT_TRUE(counts.add(7, weight_one, 10));
  ASSERT_TRUE(counts.add(6, weight_one, 20));
  ASSERT_TRUE(counts.add(0, weight_one, 10));
  const auto outcome = nps(counts);
  EXPECT_DOUBLE_EQ(outcome->value, 0.1);
  EXPECT_NEAR(outcome->interval->low, -0.062719370878502101, 1e-12);
  EXPECT_NEAR(outcome->interval->high, 0.256894128160055524, 1e-12);
  EXPECT_EQ(outcome->n, 100);
}

TEST(NpsTest, IsTheNaiveLoopOverAnswersOfMinusOneNoughtAndOne) {
  std::mt19937 draw(2);
  NpsCounts counts;
  double weight = 0, squares = 0, sum = 0, sum_squares = 0;
  for (int i = 0; i < 400; ++i) {
    const int score = static_cast<int>(draw() % 11);
    const std::int64_t w = 1 + draw() % 30'000;
    ASSERT_TRUE(counts.add(score, w));
    const double real = static_cast<double>(w) / 1e4;
    const int sign = score >= 9 ? 1 : score <= 6 ? -1 : 0;
    weight += real;
    squares += real * real;
    sum += real * sign;
    sum_squares += real * sign * sign;
  }
  const double m = weight * weight / squares;
  // Three answers that are +1, -1, 0 in the parts 3/4, 3/4, 3/2 add nothing to the sum and 1.5 to its squares.
  const double centre = sum / weight * m / (m + 3);
  const double half =
      two_sided_normal(0.95) * std::sqrt(((sum_squares / weight * m + 1.5) / (m + 3) - centre * centre) / (m + 3));
  const auto outcome = nps(counts);
  EXPECT_NEAR(outcome->value, sum / weight, 1e-12);
  EXPECT_NEAR(outcome->interval->low, centre - half, 1e-12);
  EXPECT_NEAR(outcome->interval->high, centre + half, 1e-12);
  EXPECT_NEAR(nps_variance_of_one(counts), sum_squares / weight - sum * sum / weight / weight, 1e-12);
}

TEST(NpsTest, PartsMergedEqualAllAtOnce) {
  std::mt19937 draw(4);
  NpsCounts all, left, right;
  for (int i = 0; i < 1000; ++i) {
    const int score = static_cast<int>(draw() % 11);
    const std::int64_t w = draw() % 20'000;
    ASSERT_TRUE(all.add(score, w));
    ASSERT_TRUE((i % 2 == 0 ? left : right).add(score, w));
  }
  ASSERT_TRUE(right.merge(left));
  EXPECT_EQ(right, all);
}

TEST(NpsTest, Edges) {
  EXPECT_EQ(nps(NpsCounts{}).error(), (Unsaid{Reason::too_few, 0}));
  NpsCounts one;
  ASSERT_TRUE(one.add(10));
  const auto outcome = nps(one);
  EXPECT_EQ(outcome->value, 1);
  EXPECT_EQ(outcome->interval->high, 1);  // the value never falls outside its own interval
  EXPECT_LT(outcome->interval->low, 0.1);
  EXPECT_FALSE(one.add(11));
  EXPECT_FALSE(one.add(-1));
  EXPECT_FALSE(one.add(5, weight_max + 1));
  EXPECT_FALSE(one.add(5, weight_one, std::numeric_limits<std::int64_t>::max()));
  EXPECT_EQ(one.n(), 1);
  NpsCounts weightless;
  ASSERT_TRUE(weightless.add(3, 0));
  EXPECT_EQ(nps(weightless).error().reason, Reason::too_few);
  EXPECT_EQ(nps_variance_of_one(weightless), 0);
}

}  // namespace
}  // namespace goud::stats
