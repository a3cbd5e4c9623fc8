#include "stats/trend.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/distribution.hpp"

namespace goud::stats {
namespace {

constexpr std::int64_t sizes[] = {100, 120, 80, 150, 90};

Periods<ShareCounts> course_of(const std::vector<std::int64_t>& hits, std::int64_t first = 0, std::int64_t step = 1) {
  Periods<ShareCounts> course;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    ShareCounts counts;
    EXPECT_TRUE(counts.add(true, weight_one, hits[i]));
    EXPECT_TRUE(counts.add(false, weight_one, sizes[i] - hits[i]));
    EXPECT_TRUE(course.add(first + step * static_cast<std::int64_t>(i), counts));
  }
  return course;
}

TEST(TrendTest, SmoothCourseIsRsGlmWithDispersionOneAndItsPropTrendTest) {
  const auto outcome = trend(course_of({60, 66, 40, 70, 40}));
  const double error = (outcome->interval->high - outcome->value) / two_sided_normal(0.95);
  EXPECT_NEAR(outcome->value, -0.0399208775400107932, 1e-14);
  EXPECT_NEAR(error, 0.015576976941421565, 1e-14);
  EXPECT_NEAR(std::pow(outcome->value / error, 2), 6.5680099905254909, 1e-10);  // Cochran-Armitage chi squared
}

TEST(TrendTest, JumpyCourseIsRsWeightedLmWithItsDispersion) {
  const auto outcome = trend(course_of({60, 90, 20, 110, 40}));
  EXPECT_NEAR(outcome->value, -0.025175328178385189, 1e-14);
  EXPECT_NEAR((outcome->interval->high - outcome->value) / two_sided_normal(0.95), 0.073438694611714178, 1e-12);
}

TEST(TrendTest, IsTheNaiveFitOverSingleAnswers) {
  // Every answer a point of its own: least squares through all of them has the same slope.
  const std::vector<std::int64_t> hits = {60, 66, 40, 70, 40};
  double n = 0, t = 0, y = 0, tt = 0, ty = 0;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    for (std::int64_t k = 0; k < sizes[i]; ++k) {
      const double hit = k < hits[i] ? 1 : 0;
      n += 1;
      t += static_cast<double>(i);
      y += hit;
      tt += static_cast<double>(i * i);
      ty += static_cast<double>(i) * hit;
    }
  }
  EXPECT_NEAR(trend(course_of(hits))->value, (n * ty - t * y) / (n * tt - t * t), 1e-12);
}

TEST(TrendTest, TimeShiftedOrStretchedTellsTheSameStory) {
  const auto here = trend(course_of({60, 66, 40, 70, 40}));
  const auto later = trend(course_of({60, 66, 40, 70, 40}, 24'000));
  const auto twice = trend(course_of({60, 66, 40, 70, 40}, 0, -2));
  EXPECT_NEAR(later->value, here->value, 1e-12);
  EXPECT_NEAR(later->interval->low, here->interval->low, 1e-12);
  EXPECT_NEAR(twice->value, -here->value / 2, 1e-15);
}

TEST(TrendTest, OfScoresAndMeansUsesTheirOwnSpread) {
  Periods<NpsCounts> scores;
  Periods<MeanSums> means;
  for (int period = 0; period < 6; ++period) {
    NpsCounts counts;
    MeanSums sums;
    for (int i = 0; i < 40; ++i) {
      const int score = (i * 7 + period) % 11;
      ASSERT_TRUE(counts.add(score));
      ASSERT_TRUE(sums.add(score + period));
    }
    ASSERT_TRUE(scores.add(period, counts));
    ASSERT_TRUE(means.add(period, sums));
  }
  EXPECT_NEAR(trend(means)->value, 1, 0.2);
  EXPECT_GT(trend(means)->interval->low, 0.5);
  EXPECT_LT(trend(scores)->interval->low, 0);
  EXPECT_GT(trend(scores)->interval->high, 0);
}

TEST(TrendTest, PartsMergedEqualAllAtOnce) {
  const auto all = course_of({60, 66, 40, 70, 40});
  Periods<ShareCounts> left, right;
  for (const auto& [period, counts] : all.periods) ASSERT_TRUE((period % 2 == 0 ? left : right).add(period, counts));
  ASSERT_TRUE(left.merge(right));
  EXPECT_EQ(left, all);
  ASSERT_TRUE(right.merge(right));  // the same period twice adds up
  EXPECT_EQ(right.periods.at(1).n(), 240);
}

TEST(TrendTest, Edges) {
  EXPECT_EQ(trend(Periods<ShareCounts>{}).error(), (Unsaid{Reason::too_few, 0}));
  auto two = course_of({60, 66});
  EXPECT_EQ(trend(two).error(), (Unsaid{Reason::too_few, 220}));
  ASSERT_TRUE(two.add(5, ShareCounts{}));  // a period nobody answered is no third point
  EXPECT_FALSE(trend(two));
  const auto flat = trend(course_of({0, 0, 0, 0, 0}));
  EXPECT_EQ(flat->value, 0);
  EXPECT_EQ(flat->no_interval, Reason::no_spread);
}

}  // namespace
}  // namespace goud::stats
