#include "stats/against_norm.hpp"

#include <gtest/gtest.h>

#include "stats/share.hpp"

namespace goud::stats {
namespace {

Outcome between(double low, double high, std::int64_t n = 100) {
  return Estimate{(low + high) / 2, Interval{low, high}, n, {}, {}};
}

TEST(AgainstNormTest, EachLimitUnderOnAndOverEachLine) {
  const Norm norm{0.9, 0.75};
  EXPECT_EQ(against(between(0.9, 0.95), norm), NormState::met);
  EXPECT_EQ(against(between(0.8999, 0.95), norm), NormState::not_yet);
  EXPECT_EQ(against(between(0.8, 0.9), norm), NormState::not_yet);
  EXPECT_EQ(against(between(0.8, 0.8999), norm), NormState::below);
  EXPECT_EQ(against(between(0.7, 0.75), norm), NormState::below);
  EXPECT_EQ(against(between(0.7, 0.7499), norm), NormState::broken);
}

TEST(AgainstNormTest, AgreesWithTheRuleWorkedOutSlowlyForEveryCountUpToSixty) {
  const Norm norm{0.8, 0.6};
  int said[4] = {0, 0, 0, 0};
  for (std::int64_t n = 1; n <= 60; ++n) {
    for (std::int64_t hits = 0; hits <= n; ++hits) {
      ShareCounts counts;
      ASSERT_TRUE(counts.add(true, weight_one, hits));
      ASSERT_TRUE(counts.add(false, weight_one, n - hits));
      const auto limits = wilson(static_cast<double>(hits) / static_cast<double>(n), static_cast<double>(n), 0.95);
      NormState expected = NormState::not_yet;
      if (n >= 30) {
        if (limits.low >= 0.8) expected = NormState::met;
        else if (limits.high < 0.6) expected = NormState::broken;
        else if (limits.high < 0.8) expected = NormState::below;
      }
      ++said[static_cast<int>(expected)];
      ASSERT_EQ(against(share(counts), norm), expected) << hits << " of " << n;
    }
  }
  for (int times : said) EXPECT_GT(times, 0);
}

TEST(AgainstNormTest, UnderThirtyItIsACountWithoutState) {
  EXPECT_EQ(against(between(0.95, 1, 29), {0.9, 0.5}), NormState::not_yet);
  EXPECT_EQ(against(between(0.95, 1, 30), {0.9, 0.5}), NormState::met);
  EXPECT_EQ(shown_as(29), ShownAs::count);
  EXPECT_EQ(shown_as(30), ShownAs::percent);
}

TEST(AgainstNormTest, Edges) {
  EXPECT_EQ(against(unsaid(Reason::not_asked, 0), {0.9, 0.5}), NormState::not_asked);
  EXPECT_EQ(against(unsaid(Reason::too_few, 0), {0.9, 0.5}), NormState::not_asked);
  EXPECT_EQ(against(unsaid(Reason::not_identified, 40), {0.9, 0.5}), NormState::not_yet);
  EXPECT_THROW((void)against(between(0, 1), {0.5, 0.9}), std::invalid_argument);
  EXPECT_DOUBLE_EQ(short_of(between(0.6, 0.7), 0.9), 0.2);
  EXPECT_EQ(short_of(between(0.6, 0.95), 0.9), 0);
  EXPECT_EQ(short_of(unsaid(Reason::too_few, 0), 0.9), 0);
  EXPECT_EQ(to_text(NormState::not_yet), "not_yet");
}

}  // namespace
}  // namespace goud::stats
