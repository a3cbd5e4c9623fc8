#include "stats/stratified_difference.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "stats/distribution.hpp"

namespace goud::stats {
namespace {

struct Row {
  std::int64_t a, n1, b, n0;
};
StratifiedCounts counts_of(const std::vector<Row>& rows) {
  StratifiedCounts counts;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_TRUE(counts.add_a(static_cast<std::int64_t>(i), rows[i].a, rows[i].n1));
    EXPECT_TRUE(counts.add_b(static_cast<std::int64_t>(i), rows[i].b, rows[i].n0));
  }
  return counts;
}
// Breast cancer by receptor level, in three stages.
const std::vector<Row> newman{{2, 12, 5, 55}, {9, 22, 17, 74}, {12, 14, 9, 15}};
// Tolbutamide, under and from 55 years.
const std::vector<Row> ugdp{{8, 106, 5, 120}, {22, 98, 16, 85}};

TEST(StratifiedDifferenceTest, IsNewmansTableFivePointThreeAsRGivesIt) {
  const auto said = difference(counts_of(newman));
  ASSERT_TRUE(said);
  EXPECT_NEAR(said->value, 0.1659303419, 1e-9);
  EXPECT_NEAR(said->interval->low, 0.0171556047, 1e-9);
  EXPECT_NEAR(said->interval->high, 0.3147050791, 1e-9);
  EXPECT_EQ(said->n, 192);
}

TEST(StratifiedDifferenceTest, IsTheDiabetesProgramsTrialAsRGivesIt) {
  const auto counts = counts_of(ugdp);
  const auto said = difference(counts);
  EXPECT_NEAR(said->value, 0.0349002693, 1e-9);
  EXPECT_NEAR(said->interval->low, -0.0276278460, 1e-9);
  EXPECT_NEAR(said->interval->high, 0.0974283847, 1e-9);
  EXPECT_NEAR(side_a(counts)->value, 0.1421025380, 1e-9);
  EXPECT_NEAR(side_b(counts)->value, 0.1072022687, 1e-9);
}

TEST(StratifiedDifferenceTest, IsTheNaiveMeanOfDifferencesByWeight) {
  const auto counts = counts_of(newman);
  double top = 0, weights = 0;
  for (const auto& row : newman) {
    const double w = 1 / (1.0 / static_cast<double>(row.n1) + 1.0 / static_cast<double>(row.n0));
    top += w * (static_cast<double>(row.a) / static_cast<double>(row.n1) -
                static_cast<double>(row.b) / static_cast<double>(row.n0));
    weights += w;
  }
  EXPECT_NEAR(difference(counts)->value, top / weights, 1e-12);
  EXPECT_NEAR(side_a(counts)->value - side_b(counts)->value, top / weights, 1e-12);
  // With large strata Sato's variance is that of independent shares.
  std::vector<Row> large;
  for (const auto& row : newman) large.push_back({row.a * 10000, row.n1 * 10000, row.b * 10000, row.n0 * 10000});
  double variance = 0;
  weights = 0;
  for (const auto& row : large) {
    const auto n1 = static_cast<double>(row.n1), n0 = static_cast<double>(row.n0);
    const double p = static_cast<double>(row.a) / n1, q = static_cast<double>(row.b) / n0, w = n1 * n0 / (n1 + n0);
    variance += w * w * (p * (1 - p) / n1 + q * (1 - q) / n0);
    weights += w;
  }
  const auto said = difference(counts_of(large));
  // Differences that vary between the strata count as chance too: near, not the same.
  EXPECT_NEAR((said->interval->high - said->interval->low) / 2,
              two_sided_normal(0.95) * std::sqrt(variance) / weights, 0.1 * (said->interval->high - said->value));
}

TEST(StratifiedDifferenceTest, PartsTogetherAreTheWhole) {
  const auto whole = counts_of(newman);
  StratifiedCounts parts, first, second;
  ASSERT_TRUE(first.add_a(0, 2, 12) && first.add_a(1, 4, 10) && first.add_b(2, 9, 15));
  ASSERT_TRUE(second.add_b(0, 5, 55) && second.add_a(1, 5, 12) && second.add_b(1, 17, 74) && second.add_a(2, 12, 14));
  ASSERT_TRUE(parts.merge(first) && parts.merge(second));
  EXPECT_EQ(parts, whole);
  EXPECT_EQ(difference(parts), difference(whole));
}

TEST(StratifiedDifferenceTest, SwappingSidesTurnsTheSign) {
  std::vector<Row> turned;
  for (const auto& row : newman) turned.push_back({row.b, row.n0, row.a, row.n1});
  const auto there = difference(counts_of(newman)), back = difference(counts_of(turned));
  EXPECT_NEAR(there->value, -back->value, 1e-14);
  EXPECT_NEAR(there->interval->low, -back->interval->high, 1e-14);
}

TEST(StratifiedDifferenceTest, EdgesNameTheirReason) {
  EXPECT_EQ(difference(StratifiedCounts{}).error(), (Unsaid{Reason::too_few, 0}));
  StratifiedCounts apart;  // a day with, and another weekday without: nothing compares
  ASSERT_TRUE(apart.add_a(1, 3, 5) && apart.add_b(2, 4, 5));
  EXPECT_EQ(difference(apart).error().reason, Reason::too_few);
  EXPECT_EQ(side_a(apart).error().reason, Reason::too_few);
  const auto same = counts_of({{5, 5, 7, 7}});
  EXPECT_EQ(difference(same)->value, 0);
  EXPECT_EQ(difference(same)->no_interval, Reason::no_spread);
  EXPECT_LT(side_a(same)->interval->low, 1);
  // What has one side only changes nothing of what compares.
  auto more = counts_of(newman);
  ASSERT_TRUE(more.add_a(9, 100, 100));
  EXPECT_EQ(difference(more), difference(counts_of(newman)));
  StratifiedCounts wrong;
  EXPECT_FALSE(wrong.add_a(0, 3, 2));
  EXPECT_FALSE(wrong.add_b(0, 0, INT64_MAX));
}

}  // namespace
}  // namespace goud::stats
