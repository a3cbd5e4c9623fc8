#include "stats/share.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "stats/distribution.hpp"

namespace goud::stats {
namespace {

ShareCounts counts_of(std::int64_t hits, std::int64_t n) {
  ShareCounts counts;
  EXPECT_TRUE(counts.add(true, weight_one, hits));
  EXPECT_TRUE(counts.add(false, weight_one, n - hits));
  return counts;
}

struct Witness {
  std::int64_t hits, n;
  double low, high;
};

TEST(ShareTest, WilsonIsNewcombe1998TableOneMethodThree) {
  for (const auto& [hits, n, low, high] :
       {Witness{81, 263, .2553, .3662}, {15, 148, .0624, .1605}, {0, 20, .0000, .1611}, {1, 29, .0061, .1718}}) {
    const auto outcome = share(counts_of(hits, n));
    ASSERT_TRUE(outcome);
    EXPECT_NEAR(outcome->interval->low, low, 5e-5) << hits << " of " << n;
    EXPECT_NEAR(outcome->interval->high, high, 5e-5) << hits << " of " << n;
    EXPECT_DOUBLE_EQ(outcome->value, static_cast<double>(hits) / static_cast<double>(n));
    EXPECT_EQ(outcome->n, n);
    EXPECT_FALSE(outcome->n_effective);
  }
}

TEST(ShareTest, ExactIsNewcombe1998TableOneMethodFiveAndRsBinomTest) {
  for (const auto& [hits, n, low, high] : {Witness{81, 263, .25273674558527121, .36762192260135140},
                                           {15, 148, .057844010083448555, .161650490349478981},
                                           {0, 20, 0, .16843347098308536},
                                           {1, 29, .0008726468835799228, .1776442954887228476}}) {
    const auto outcome = share(counts_of(hits, n), ShareInterval::exact);
    ASSERT_TRUE(outcome);
    EXPECT_NEAR(outcome->interval->low, low, 1e-12);
    EXPECT_NEAR(outcome->interval->high, high, 1e-12);
  }
}

TEST(ShareTest, JeffreysIsRsQbetaAndBrown2001TableFive) {
  const auto two_of_seven = share(counts_of(2, 7), ShareInterval::jeffreys);
  EXPECT_NEAR(two_of_seven->interval->low, .065, 5e-4);   // as printed in the paper
  EXPECT_NEAR(two_of_seven->interval->high, .648, 5e-4);
  EXPECT_NEAR(two_of_seven->interval->low, .064728266949483415, 1e-12);
  EXPECT_NEAR(share(counts_of(81, 263), ShareInterval::jeffreys)->interval->high, .36564749917408246, 1e-12);
  EXPECT_EQ(share(counts_of(0, 20), ShareInterval::jeffreys)->interval->low, 0);
  EXPECT_EQ(share(counts_of(20, 20), ShareInterval::jeffreys)->interval->high, 1);
}

TEST(ShareTest, ExactLimitsCutTheSlowBinomialTailsAtHalfAlpha) {
  const auto tail_from = [](std::int64_t from, std::int64_t to, std::int64_t n, double p) {
    double sum = 0;
    for (std::int64_t k = from; k <= to; ++k) {
      sum += std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) + k * std::log(p) +
                      (n - k) * std::log1p(-p));
    }
    return sum;
  };
  for (std::int64_t hits : {1, 5, 19}) {
    const auto limits = *share(counts_of(hits, 20), ShareInterval::exact, 0.9)->interval;
    EXPECT_NEAR(tail_from(hits, 20, 20, limits.low), 0.05, 1e-10);
    EXPECT_NEAR(tail_from(0, hits, 20, limits.high), 0.05, 1e-10);
  }
}

TEST(ShareTest, WilsonLimitsAreWhereTheSlowScoreTestTurns) {
  const double z = two_sided_normal(0.95);
  for (std::int64_t hits = 1; hits < 40; ++hits) {
    const auto limits = *share(counts_of(hits, 40))->interval;
    for (double limit : {limits.low, limits.high}) {
      const double score = (hits / 40.0 - limit) / std::sqrt(limit * (1 - limit) / 40);
      EXPECT_NEAR(std::abs(score), z, 1e-9);
    }
  }
}

TEST(ShareTest, WeightedIsTheNaiveLoopOnKishsEffectiveN) {
  std::mt19937 draw(7);
  ShareCounts counts;
  double weight = 0, squares = 0, hits = 0;
  for (int i = 0; i < 500; ++i) {
    const std::int64_t w = draw() % 30'000;
    const bool hit = draw() % 3 == 0;
    ASSERT_TRUE(counts.add(hit, w));
    const double real = static_cast<double>(w) / 1e4;
    weight += real;
    squares += real * real;
    if (hit) hits += real;
  }
  const auto outcome = share(counts);
  ASSERT_TRUE(outcome);
  EXPECT_NEAR(outcome->value, hits / weight, 1e-12);
  EXPECT_NEAR(*outcome->n_effective, weight * weight / squares, 1e-8);
  const auto limits = wilson(hits / weight, weight * weight / squares, 0.95);
  EXPECT_NEAR(outcome->interval->low, limits.low, 1e-12);
  EXPECT_EQ(outcome->n, 500);
}

TEST(ShareTest, PartsMergedEqualAllAtOnceInAnyOrder) {
  std::mt19937 draw(11);
  ShareCounts all;
  std::vector<ShareCounts> parts(7);
  for (int i = 0; i < 3000; ++i) {
    const bool hit = draw() % 2 == 0;
    const std::int64_t w = draw() % 20'000;
    ASSERT_TRUE(all.add(hit, w));
    ASSERT_TRUE(parts[draw() % 7].add(hit, w));
  }
  ShareCounts forward, backward;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    ASSERT_TRUE(forward.merge(parts[i]));
    ASSERT_TRUE(backward.merge(parts[parts.size() - 1 - i]));
  }
  EXPECT_EQ(forward, all);
  EXPECT_EQ(backward, all);
}

TEST(ShareTest, EdgesAreSaidNotGuessed) {
  EXPECT_EQ(share(ShareCounts{}).error(), (Unsaid{Reason::too_few, 0}));
  ShareCounts weightless;
  ASSERT_TRUE(weightless.add(true, 0));
  EXPECT_EQ(share(weightless).error(), (Unsaid{Reason::too_few, 1}));
  EXPECT_EQ(share(counts_of(0, 9))->interval->low, 0);
  EXPECT_EQ(share(counts_of(9, 9))->interval->high, 1);
  EXPECT_EQ(share(counts_of(9, 9))->value, 1);
  ShareCounts weighted;
  ASSERT_TRUE(weighted.add(true, 20'000));
  ASSERT_TRUE(weighted.add(false, 5'000));
  EXPECT_EQ(share(weighted, ShareInterval::exact).error(), (Unsaid{Reason::not_identified, 2}));
  EXPECT_THROW((void)share(counts_of(1, 2), ShareInterval::wilson, 1.0), std::invalid_argument);
}

TEST(ShareTest, OverflowAndWeightsOutOfBoundsAreRefusedAndChangeNothing) {
  ShareCounts counts = counts_of(1, 2);
  const ShareCounts before = counts;
  EXPECT_FALSE(counts.add(true, weight_max + 1));
  EXPECT_FALSE(counts.add(true, -1));
  EXPECT_FALSE(counts.add(true, weight_max, std::numeric_limits<std::int64_t>::max() / weight_max));
  ShareCounts full;
  full.weights = {1, std::numeric_limits<std::int64_t>::max(), 1};
  EXPECT_FALSE(counts.merge(full));
  EXPECT_EQ(counts, before);
}

}  // namespace
}  // namespace goud::stats
