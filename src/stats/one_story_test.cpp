#include "stats/one_story.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/distribution.hpp"
#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

Named named(std::initializer_list<std::pair<const char*, int>> counts) {
  Named all;
  for (const auto& [what, times] : counts) EXPECT_TRUE(all.add(what, times));
  return all;
}

TEST(OneStoryTest, ThreeNamesWorkedByHand) {
  // 5, 3 and 2 of 10: (20 + 6 + 2)/90. Without one of them: (28-8)/72, (28-4)/72, (28-2)/72; their mean 22.4/72;
  // squares 5 (2.4)^2 + 3 (1.6)^2 + 2 (3.6)^2 = 62.4 over 72^2; times 9/10.
  const auto outcome = one_story(named({{"greet", 5}, {"listen", 3}, {"mend", 2}}));
  ASSERT_TRUE(outcome);
  EXPECT_NEAR(outcome->value, 28.0 / 90, 1e-15);
  // On the scale of log(P/(1-P)): divided by P (1-P).
  const double half = 2.2621571627409915 * std::sqrt(0.9 * 62.4 / (72 * 72)) / (28.0 / 90 * 62 / 90);
  EXPECT_NEAR(outcome->interval->low, 1 / (1 + std::exp(half) * 62 / 28), 1e-10);
  EXPECT_NEAR(outcome->interval->high, 1 / (1 + std::exp(-half) * 62 / 28), 1e-10);
  EXPECT_EQ(outcome->n, 10);
}

TEST(OneStoryTest, ClosedFormIsAllPairsAndTheJackknifePersonByPerson) {
  RandomStream draw(8, 0);
  std::vector<std::string> people;
  for (int i = 0; i < 60; ++i) people.push_back(std::string(1, static_cast<char>('a' + draw.below(1 + draw.below(6)))));
  const auto same = [](const std::vector<std::string>& all) {
    double pairs = 0, alike = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        ++pairs;
        alike += all[i] == all[j] ? 1 : 0;
      }
    }
    return alike / pairs;
  };
  Named counts;
  for (const auto& one : people) ASSERT_TRUE(counts.add(one));
  std::vector<double> without;
  double mean = 0, squares = 0;
  for (std::size_t i = 0; i < people.size(); ++i) {
    auto rest = people;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
    without.push_back(same(rest));
    mean += without.back() / 60;
  }
  for (const double one : without) squares += (one - mean) * (one - mean);
  const auto outcome = one_story(counts);
  EXPECT_NEAR(outcome->value, same(people), 1e-12);
  const auto log_odds = [](double p) { return std::log(p / (1 - p)); };
  EXPECT_NEAR(log_odds(outcome->interval->high) - log_odds(outcome->value),
              two_sided_student(0.95, 59) * std::sqrt(59.0 / 60 * squares) / (same(people) * (1 - same(people))),
              1e-10);
}

TEST(OneStoryTest, PartsMergedEqualAllAtOnceInAnyOrder) {
  auto left = named({{"greet", 5}, {"mend", 1}});
  auto right = named({{"mend", 2}, {"listen", 3}});
  const auto all = named({{"listen", 3}, {"mend", 3}, {"greet", 5}});
  auto other = right;
  ASSERT_TRUE(other.merge(left));
  ASSERT_TRUE(left.merge(right));
  EXPECT_EQ(left, all);
  EXPECT_EQ(other, all);
}

TEST(OneStoryTest, EdgesAreSaidNotGuessed) {
  EXPECT_EQ(one_story({}).error(), (Unsaid{Reason::too_few, 0}));
  EXPECT_EQ(one_story(named({{"greet", 1}})).error(), (Unsaid{Reason::too_few, 1}));
  EXPECT_EQ(one_story(named({{"greet", 1}, {"mend", 1}}))->no_interval, Reason::too_few);
  EXPECT_EQ(one_story(named({{"greet", 9}}))->value, 1);
  EXPECT_EQ(one_story(named({{"greet", 9}}))->no_interval, Reason::no_spread);
  EXPECT_EQ(one_story(named({{"a", 1}, {"b", 1}, {"c", 1}}))->value, 0);
  EXPECT_EQ(one_story(named({{"a", 4}, {"b", 4}}))->no_interval, Reason::no_spread);
  Named full;
  EXPECT_FALSE(full.add("a", 0));
  ASSERT_TRUE(full.add("a", std::int64_t{1} << 31U));
  EXPECT_FALSE(full.add("b"));
  EXPECT_FALSE(full.merge(named({{"a", 1}})));
}

TEST(OneStoryTest, SamplesDrawnAreCovered) {
  // Chances .55 .25 .15 .05: two name the same with chance .39; 40 people a sample.
  int covered = 0;
  constexpr int samples = 3000;
  for (int sample = 0; sample < samples; ++sample) {
    RandomStream draw(9, static_cast<std::uint64_t>(sample));
    Named counts;
    for (int i = 0; i < 40; ++i) {
      const double u = draw.unit();
      ASSERT_TRUE(counts.add(u < .55 ? "a" : u < .8 ? "b" : u < .95 ? "c" : "d"));
    }
    const auto outcome = one_story(counts);
    covered += outcome->interval && outcome->interval->low <= .39 && .39 <= outcome->interval->high ? 1 : 0;
  }
  EXPECT_GE(covered, 0.93 * samples);
  EXPECT_LE(covered, 0.97 * samples);
}

}  // namespace
}  // namespace goud::stats
