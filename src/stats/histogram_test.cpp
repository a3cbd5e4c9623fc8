#include "stats/histogram.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>

namespace goud::stats {
namespace {

TEST(HistogramTest, QuantilesAreRsTypeTwo) {
  Histogram histogram;
  for (int x : {1, 2, 2, 3, 9, 10}) ASSERT_TRUE(histogram.add(x));
  EXPECT_EQ(histogram.quantile(0), 1);
  EXPECT_EQ(histogram.quantile(0.25), 2);
  EXPECT_EQ(histogram.median(), 2.5);
  EXPECT_EQ(histogram.quantile(0.75), 9);
  EXPECT_EQ(histogram.quantile(1), 10);
}

TEST(HistogramTest, MedianIsTheMiddleOfTheSortedList) {
  std::mt19937 draw(8);
  for (std::size_t n = 1; n < 60; ++n) {
    std::vector<int> list;
    Histogram histogram;
    for (std::size_t i = 0; i < n; ++i) {
      list.push_back(static_cast<int>(draw() % 11));
      ASSERT_TRUE(histogram.add(list.back()));
    }
    std::sort(list.begin(), list.end());
    EXPECT_EQ(histogram.median(), (list[(n - 1) / 2] + list[n / 2]) / 2.0);
  }
}

TEST(HistogramTest, GivesTheSameSumsAsAddingAnswerByAnswer) {
  std::mt19937 draw(1);
  Histogram histogram;
  ShareCounts top;
  NpsCounts scores;
  MeanSums sums;
  for (int i = 0; i < 500; ++i) {
    const int x = static_cast<int>(draw() % 11);
    const std::int64_t w = draw() % 30'000;
    ASSERT_TRUE(histogram.add(x, w));
    ASSERT_TRUE(top.add(x >= 8, w));
    ASSERT_TRUE(scores.add(x, w));
    ASSERT_TRUE(sums.add(x, w));
  }
  EXPECT_EQ(histogram.share_of([](std::int64_t x) { return x >= 8; }), top);
  EXPECT_EQ(histogram.nps_counts(), scores);
  EXPECT_EQ(histogram.mean_sums(), sums);
}

TEST(HistogramTest, PartsMergedEqualAllAtOnce) {
  Histogram all, left, right;
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(all.add(i % 7, 100 + i));
    ASSERT_TRUE((i % 3 == 0 ? left : right).add(i % 7, 100 + i));
  }
  ASSERT_TRUE(left.merge(right));
  EXPECT_EQ(left, all);
}

TEST(HistogramTest, Edges) {
  Histogram histogram;
  EXPECT_FALSE(histogram.median());
  ASSERT_TRUE(histogram.add(3, 0));
  EXPECT_FALSE(histogram.median());
  ASSERT_TRUE(histogram.add(12));
  EXPECT_EQ(histogram.median(), 12);
  EXPECT_FALSE(histogram.nps_counts());
  EXPECT_FALSE(histogram.add(1, weight_one, std::numeric_limits<std::int64_t>::max()));
  EXPECT_EQ(histogram.values.count(1), 0u);
  EXPECT_THROW((void)histogram.quantile(1.5), std::invalid_argument);
  ASSERT_TRUE(histogram.add(std::numeric_limits<std::int64_t>::max()));
  EXPECT_FALSE(histogram.mean_sums());
}

}  // namespace
}  // namespace goud::stats
