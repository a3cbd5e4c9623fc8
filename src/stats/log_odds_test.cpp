#include "stats/log_odds.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

WordCounts counted(std::initializer_list<std::tuple<const char*, int, int>> all) {
  WordCounts counts;
  for (const auto& [word, first, second] : all) EXPECT_TRUE(counts.add(word, first, second));
  return counts;
}
double z_of(const std::vector<LogOdds>& all, std::string_view word) {
  for (const auto& one : all) {
    if (one.word == word) return one.z;
  }
  return std::nan("");
}

TEST(LogOddsTest, ThreeWordsWorkedByHand) {
  // cold 8 and 2, key 4 and 4, rest 88 and 94; n 100 and 100, a prior of 20 words: cold gets 20 * 10/200 = 1, key .8.
  // cold: log(9/111) - log(3/117), over sqrt(1/9 + 1/3). key: the same in both, so nothing.
  const auto all = log_odds(counted({{"cold", 8, 2}, {"key", 4, 4}, {"rest", 88, 94}}), 20);
  ASSERT_TRUE(all);
  EXPECT_NEAR(z_of(*all, "cold"), (std::log(9.0 / 111) - std::log(3.0 / 117)) / std::sqrt(4.0 / 9), 1e-12);
  EXPECT_NEAR(z_of(*all, "key"), 0, 1e-12);
  EXPECT_EQ(all->front().word, "cold");
  EXPECT_EQ(all->back().word, "rest");
  EXPECT_EQ(all->front().first, 8);
}

TEST(LogOddsTest, TheFormulaWordByWordOnRandomCounts) {
  RandomStream draw(11, 0);
  WordCounts counts;
  for (int i = 0; i < 200; ++i) ASSERT_TRUE(counts.add("w" + std::to_string(i), draw.below(40), draw.below(25)));
  const auto all = log_odds(counts, 300);
  ASSERT_TRUE(all);
  double total = 0;
  for (const auto& [word, both] : counts.words) total += static_cast<double>(both.first + both.second);
  for (const auto& one : *all) {
    // Written as odds of sums, the way equations 15, 16 and 19 to 22 of the article do.
    const double alpha = 300 * static_cast<double>(one.first + one.second) / total;
    double others_first = 300 - alpha, others_second = 300 - alpha;
    for (const auto& [word, both] : counts.words) {
      if (word == one.word) continue;
      others_first += static_cast<double>(both.first);
      others_second += static_cast<double>(both.second);
    }
    const double odds_first = (static_cast<double>(one.first) + alpha) / others_first,
                 odds_second = (static_cast<double>(one.second) + alpha) / others_second;
    const double variance =
        1 / (static_cast<double>(one.first) + alpha) + 1 / (static_cast<double>(one.second) + alpha);
    EXPECT_NEAR(one.z, std::log(odds_first / odds_second) / std::sqrt(variance), 1e-9) << one.word;
  }
  for (std::size_t i = 1; i < all->size(); ++i) EXPECT_GE((*all)[i - 1].z, (*all)[i].z);
}

TEST(LogOddsTest, PartsMergedEqualAllAtOnceInAnyOrder) {
  auto left = counted({{"cold", 5, 1}, {"key", 4, 0}});
  auto right = counted({{"cold", 3, 1}, {"key", 0, 4}, {"loud", 2, 2}});
  const auto all = counted({{"loud", 2, 2}, {"key", 4, 4}, {"cold", 8, 2}});
  auto other = right;
  ASSERT_TRUE(other.merge(left));
  ASSERT_TRUE(left.merge(right));
  EXPECT_EQ(left, all);
  EXPECT_EQ(other, all);
  // Groups the other way round: the same words with the other sign.
  WordCounts turned;
  for (const auto& [word, both] : all.words) ASSERT_TRUE(turned.add(word, both.second, both.first));
  EXPECT_NEAR(z_of(*log_odds(all), "cold"), -z_of(*log_odds(turned), "cold"), 1e-12);
}

TEST(LogOddsTest, EdgesAreSaidNotGuessed) {
  EXPECT_EQ(log_odds({}).error(), (Unsaid{Reason::too_few, 0}));
  EXPECT_EQ(log_odds(counted({{"cold", 5, 0}})).error(), (Unsaid{Reason::too_few, 5}));
  EXPECT_EQ(log_odds(counted({{"cold", 5, 5}}), 0).error().reason, Reason::not_identified);
  EXPECT_EQ(log_odds(counted({{"cold", 5, 3}}))->front().z, 0);
  WordCounts counts;
  EXPECT_FALSE(counts.add("cold", -1, 0));
  EXPECT_TRUE(counts.add("cold", 0, 0));
  EXPECT_TRUE(counts.words.empty());
  ASSERT_TRUE(counts.add("cold", std::int64_t{1} << 52U, 1));
  EXPECT_FALSE(counts.add("key", 1, 0));
  EXPECT_FALSE(counts.merge(counted({{"key", 1, 0}})));
  // A rare word differs less surely than a common one in the same proportion.
  const auto all = log_odds(counted({{"rare", 2, 0}, {"common", 200, 100}, {"rest", 5000, 5000}}));
  EXPECT_LT(z_of(*all, "rare"), z_of(*all, "common"));
}

}  // namespace
}  // namespace goud::stats
