#include "stats/log_rank.hpp"

#include <gtest/gtest.h>

#include "stats/random_stream.hpp"
#include "stats/survival_test_rows.hpp"

namespace goud::stats {
namespace {

std::vector<SurvivalTable> tables(const TestRows& rows, int groups, bool late = false, bool weighted = false) {
  std::vector<SurvivalTable> made;
  for (int g = 0; g < groups; ++g) made.push_back(rows.table(late, weighted, g));
  return made;
}

TEST(LogRankTest, RsSurvdiffOnFreireichAndOnFourGroups) {
  const auto two = log_rank(tables(freireich(), 2));
  const auto expected = reference("mp_log_rank");
  ASSERT_TRUE(two.test);
  EXPECT_NEAR(two.test->chi2, expected[0], 1e-10);
  EXPECT_NEAR(two.test->chi2, 16.79, 5e-3);  // as printed in the textbooks
  EXPECT_NEAR(two.expected[0], expected[3], 1e-10);
  const auto four = log_rank(tables(made_rows(), 4));
  const auto numbers = reference("made_log_rank");
  EXPECT_NEAR(four.test->chi2, numbers[0], 1e-10);
  EXPECT_EQ(four.test->df, 3);
  for (std::size_t g = 0; g < 4; ++g) {
    EXPECT_NEAR(four.observed[g], numbers[1 + g], 1e-10);
    EXPECT_NEAR(four.expected[g], numbers[5 + g], 1e-10);
  }
}

TEST(LogRankTest, WeightedIsRsRobustScoreTestAlsoWithLateEntry) {
  EXPECT_NEAR(log_rank(tables(made_rows(), 4, false, true)).test->chi2, reference("made_weighted_score")[0], 1e-9);
  EXPECT_NEAR(log_rank(tables(made_rows(), 4, true, true)).test->chi2, reference("made_late_weighted_score")[0], 1e-9);
}

TEST(LogRankTest, TheSlowSumOverEventTimesOfTwoGroupsThatCameInLate) {
  auto rows = made_rows();
  for (auto& g : rows.group) g = g % 2;
  double score = 0, variance = 0;
  for (double t = 1; t < 60; ++t) {
    double y = 0, y1 = 0, d = 0, d1 = 0;
    for (std::size_t i = 0; i < rows.time.size(); ++i) {
      const double under = rows.entry[i] < t && rows.time[i] >= t ? 1 : 0,
                   event = rows.time[i] == t && rows.event[i] != 0 ? 1 : 0;
      y += under;
      d += event;
      y1 += rows.group[i] == 1 ? under : 0;
      d1 += rows.group[i] == 1 ? event : 0;
    }
    if (d == 0) continue;
    score += d1 - d * y1 / y;
    if (y > 1) variance += d * (y1 / y) * (1 - y1 / y) * (y - d) / (y - 1);
  }
  EXPECT_NEAR(log_rank(tables(rows, 2, true)).test->chi2, score * score / variance, 1e-10);
}

TEST(LogRankTest, ChancesAreUniformWithoutADifference) {
  int under_5 = 0, under_50 = 0, weighted_under_5 = 0, samples = 1000;
  for (int s = 0; s < samples; ++s) {
    RandomStream draw(5, static_cast<std::uint64_t>(s));
    std::vector<SurvivalTable> groups(3), weighted(3);
    for (int i = 0; i < 120; ++i) {
      const double until = std::ceil(-std::log1p(-draw.unit()) * 8), seen = std::ceil(draw.unit() * 20);
      const auto g = draw.below(3);
      ASSERT_TRUE(groups[g].add(std::min(until, seen), until <= seen));
      ASSERT_TRUE(weighted[g].add(std::min(until, seen), until <= seen, 0.5 + draw.unit()));
    }
    const double p = log_rank(groups).test->p;
    under_5 += p < 0.05 ? 1 : 0;
    under_50 += p < 0.5 ? 1 : 0;
    weighted_under_5 += log_rank(weighted).test->p < 0.05 ? 1 : 0;
  }
  EXPECT_NEAR(under_5 / 1000.0, 0.05, 0.02);
  EXPECT_NEAR(under_50 / 1000.0, 0.5, 0.05);
  EXPECT_NEAR(weighted_under_5 / 1000.0, 0.05, 0.02);
}

TEST(LogRankTest, OrderOfGroupsDoesNotMatterAndEdgesAreSaid) {
  auto groups = tables(made_rows(), 4);
  const auto forward = log_rank(groups);
  std::reverse(groups.begin(), groups.end());
  EXPECT_NEAR(log_rank(groups).test->chi2, forward.test->chi2, 1e-10);
  EXPECT_EQ(log_rank({}).test.error().reason, Reason::too_few);
  EXPECT_EQ(log_rank(std::span(groups).first(1)).test.error().reason, Reason::too_few);
  std::vector<SurvivalTable> apart(2);  // never at risk together
  ASSERT_TRUE(apart[0].add(1, true));
  ASSERT_TRUE(apart[1].add(9, true, 1, 5));
  EXPECT_EQ(log_rank(apart).test.error().reason, Reason::too_few);
  std::vector<SurvivalTable> without(2);
  ASSERT_TRUE(without[0].add(1, false));
  ASSERT_TRUE(without[1].add(2, false));
  EXPECT_EQ(log_rank(without).test.error().reason, Reason::too_few);
  std::vector<SurvivalTable> at_once(2);  // all tied at one time: nothing was left to chance
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(at_once[static_cast<std::size_t>(i % 2)].add(3, true));
  EXPECT_EQ(log_rank(at_once).test.error().reason, Reason::too_few);
  groups.push_back({});  // an empty group takes no freedom
  EXPECT_EQ(log_rank(groups).test->df, 3);
  EXPECT_EQ(log_rank(std::vector<SurvivalTable>(201)).test.error().reason, Reason::not_identified);
}

}  // namespace
}  // namespace goud::stats
