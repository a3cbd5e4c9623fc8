#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "stats/share.hpp"

namespace goud::stats {
namespace {

TEST(ClusteredTest, ThreeUnitsWorkedByHand) {
  // Units of 10, 10, 20 answers with 9, 2, 13 hits: p = 24/40 = 0.6; residuals 3, -4, 1; V = 3/2 * 26 / 1600 = 0.024375;
  // plain 0.24/40 = 0.006; design effect 4.0625; effective n 9.846153846...
  ClusteredShare shares;
  for (auto [unit, hits, n] : {std::tuple{1, 9, 10}, {2, 2, 10}, {3, 13, 20}}) {
    ASSERT_TRUE(shares.add(unit, true, weight_one, hits));
    ASSERT_TRUE(shares.add(unit, false, weight_one, n - hits));
  }
  EXPECT_NEAR(design_effect(shares), 4.0625, 1e-12);
  const auto outcome = share(shares);
  EXPECT_DOUBLE_EQ(outcome->value, 0.6);
  EXPECT_NEAR(*outcome->n_effective, 40 / 4.0625, 1e-12);
  EXPECT_EQ(outcome->n, 40);
  // df = 2 (4.0625/3.0625)^2 = 3.519367; t = 2.932571 (R: qt(.975, 3.519367)), so Wilson on 9.846154 (1.959964/2.932571)^2 = 4.398105.
  EXPECT_NEAR(outcome->interval->low, wilson(0.6, 4.398105, 0.95).low, 1e-5);
  EXPECT_NEAR(outcome->interval->high, wilson(0.6, 4.398105, 0.95).high, 1e-5);
}

TEST(ClusteredTest, IsTheNaiveDoubleLoopOverAnswers) {
  std::mt19937 draw(3);
  ClusteredShare shares;
  struct Row {
    int unit;
    bool hit;
    double weight;
  };
  std::vector<Row> rows;
  for (int i = 0; i < 800; ++i) {
    const int unit = static_cast<int>(draw() % 12);
    const bool hit = draw() % 100 < 30u + 5u * static_cast<unsigned>(unit);
    const std::int64_t w = 5'000 + draw() % 10'000;
    rows.push_back({unit, hit, static_cast<double>(w) / 1e4});
    ASSERT_TRUE(shares.add(unit, hit, w));
  }
  double whole = 0, hits = 0, squares = 0;
  for (const auto& row : rows) {
    whole += row.weight;
    squares += row.weight * row.weight;
    if (row.hit) hits += row.weight;
  }
  const double p = hits / whole;
  double variance = 0;  // all pairs of answers in the same unit
  for (const auto& a : rows) {
    for (const auto& b : rows) {
      if (a.unit == b.unit) variance += a.weight * (a.hit - p) * b.weight * (b.hit - p);
    }
  }
  variance *= 12.0 / 11.0 / whole / whole;
  EXPECT_NEAR(design_effect(shares), variance / (p * (1 - p) * squares / whole / whole), 1e-9);
}

TEST(ClusteredTest, PartsMergedEqualAllAtOnce) {
  std::mt19937 draw(5);
  ClusteredShare all, left, right;
  for (int i = 0; i < 1000; ++i) {
    const std::int64_t unit = draw() % 20;
    const bool hit = draw() % 2 == 0;
    ASSERT_TRUE(all.add(unit, hit));
    ASSERT_TRUE((i % 3 == 0 ? left : right).add(unit, hit));
  }
  ASSERT_TRUE(left.merge(right));
  EXPECT_EQ(left, all);
}

TEST(ClusteredTest, EdgesFallBackToThePlainShare) {
  ClusteredShare one_unit;
  ASSERT_TRUE(one_unit.add(1, true, weight_one, 7));
  ASSERT_TRUE(one_unit.add(1, false, weight_one, 3));
  EXPECT_EQ(design_effect(one_unit), 1);
  EXPECT_EQ(share(one_unit), share(one_unit.total()));
  ClusteredShare all_alike;
  for (int unit : {1, 2, 3}) ASSERT_TRUE(all_alike.add(unit, true, weight_one, 10));
  EXPECT_EQ(design_effect(all_alike), 1);
  EXPECT_EQ(share(ClusteredShare{}).error().reason, Reason::too_few);
  EXPECT_FALSE(one_unit.add(1, true, weight_max, std::int64_t{1} << 60));
  // Units that differ less than chance would have it earn no credit.
  ClusteredShare even;
  for (int unit : {1, 2, 3}) {
    ASSERT_TRUE(even.add(unit, true, weight_one, 5));
    ASSERT_TRUE(even.add(unit, false, weight_one, 5));
  }
  EXPECT_EQ(design_effect(even), 1);
}

ShareCounts counts_of(std::int64_t hits, std::int64_t n) {
  ShareCounts counts;
  EXPECT_TRUE(counts.add(true, weight_one, hits));
  EXPECT_TRUE(counts.add(false, weight_one, n - hits));
  return counts;
}

TEST(PostStratifiedTest, TwoHotelsWorkedByHand) {
  // 900 guests, 50 of 100 kept; 100 guests, 90 of 100 kept: 0.9*0.5 + 0.1*0.9 = 0.54, not the 0.7 of all answers.
  PostStratified strata;
  ASSERT_TRUE(strata.add(1, 900, counts_of(50, 100)));
  ASSERT_TRUE(strata.add(2, 100, counts_of(90, 100)));
  const auto outcome = share(strata);
  EXPECT_DOUBLE_EQ(outcome->value, 0.54);
  const double q1 = 50.5 / 101, q2 = 90.5 / 101;
  const double variance = (.81 * q1 * (1 - q1) + .01 * q2 * (1 - q2)) / 100;
  const double q = .9 * q1 + .1 * q2;
  EXPECT_NEAR(*outcome->n_effective, q * (1 - q) / variance, 1e-9);
  EXPECT_EQ(outcome->n, 200);
  EXPECT_EQ(strata.volume_covered(), 1);
}

TEST(PostStratifiedTest, EqualVolumesAndAnswersGiveThePlainShareAndNearlyItsLimits) {
  PostStratified strata;
  ShareCounts all;
  for (int unit = 0; unit < 4; ++unit) {
    ASSERT_TRUE(strata.add(unit, 50, counts_of(60, 100)));
    ASSERT_TRUE(all.merge(counts_of(60, 100)));
  }
  const auto weighed = share(strata);
  const auto plain = share(all);
  EXPECT_NEAR(weighed->value, plain->value, 1e-15);
  EXPECT_NEAR(weighed->interval->low, plain->interval->low, 1e-9);
}

TEST(PostStratifiedTest, MergeAndEdges) {
  PostStratified all, part;
  ASSERT_TRUE(all.add(1, 10, counts_of(3, 5)));
  ASSERT_TRUE(all.add(2, 30, counts_of(1, 5)));
  ASSERT_TRUE(part.add(2, 30, counts_of(1, 5)));
  PostStratified other;
  ASSERT_TRUE(other.add(1, 10, counts_of(3, 5)));
  ASSERT_TRUE(part.merge(other));
  EXPECT_EQ(part, all);
  EXPECT_FALSE(part.add(1, 11, counts_of(1, 1)));  // the volume of a unit is one number
  EXPECT_FALSE(part.add(3, -1, counts_of(1, 1)));
  ASSERT_TRUE(part.add(3, 60, ShareCounts{}));  // never answered
  EXPECT_DOUBLE_EQ(part.volume_covered(), 0.4);
  EXPECT_DOUBLE_EQ(share(part)->value, share(all)->value);
  EXPECT_EQ(share(PostStratified{}).error().reason, Reason::too_few);
  PostStratified tiny;  // two units of one answer each: far from certain
  ASSERT_TRUE(tiny.add(1, 1, counts_of(1, 1)));
  ASSERT_TRUE(tiny.add(2, 1, counts_of(1, 1)));
  EXPECT_LT(share(tiny)->interval->low, 0.4);
}

}  // namespace
}  // namespace goud::stats
