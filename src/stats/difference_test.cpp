#include "stats/difference.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/distribution.hpp"

namespace goud::stats {
namespace {

ShareCounts counts_of(std::int64_t hits, std::int64_t n) {
  ShareCounts counts;
  EXPECT_TRUE(counts.add(true, weight_one, hits));
  EXPECT_TRUE(counts.add(false, weight_one, n - hits));
  return counts;
}

TEST(DifferenceTest, OfSharesIsNewcombe1998TableTwoMethodTen) {
  struct Row {
    std::int64_t hits_a, n_a, hits_b, n_b;
    double low, high;
  };
  for (const auto& row : {Row{56, 70, 48, 80, .0524, .3339}, {9, 10, 3, 10, .1705, .8090}, {6, 7, 2, 7, .0582, .8062},
                          {5, 56, 0, 29, -.0381, .1926}, {10, 10, 0, 10, .6075, 1.0}}) {
    const auto outcome = difference(counts_of(row.hits_a, row.n_a), counts_of(row.hits_b, row.n_b));
    EXPECT_NEAR(outcome->interval->low, row.low, 5e-5) << row.hits_a;
    EXPECT_NEAR(outcome->interval->high, row.high, 5e-5) << row.hits_a;
    EXPECT_EQ(outcome->n, row.n_a + row.n_b);
  }
}

TEST(DifferenceTest, OfMeansIsRsWelchTestOnStudentsSleepData) {
  MeanSums one, two;
  for (int x : {7, -16, -2, -12, -1, 34, 37, 8, 0, 20}) ASSERT_TRUE(one.add(x));
  for (int x : {19, 8, 11, 1, -1, 44, 55, 16, 46, 34}) ASSERT_TRUE(two.add(x));
  const auto outcome = difference(one, two);
  EXPECT_NEAR(outcome->value, -15.8, 1e-12);
  EXPECT_NEAR(outcome->interval->low, -33.6548323071171041, 1e-9);
  EXPECT_NEAR(outcome->interval->high, 2.0548323071171018, 1e-9);
}

TEST(DifferenceTest, SwappingSidesTurnsTheSign) {
  const auto a = counts_of(30, 50), b = counts_of(10, 40);
  const auto there = difference(a, b), back = difference(b, a);
  EXPECT_DOUBLE_EQ(there->value, -back->value);
  EXPECT_DOUBLE_EQ(there->interval->low, -back->interval->high);
  NpsCounts x, y;
  ASSERT_TRUE(x.add(10, weight_one, 30));
  ASSERT_TRUE(x.add(3, weight_one, 10));
  ASSERT_TRUE(y.add(8, weight_one, 25));
  EXPECT_DOUBLE_EQ(difference(x, y)->value, -difference(y, x)->value);
  EXPECT_DOUBLE_EQ(difference(x, y)->interval->high, -difference(y, x)->interval->low);
}

TEST(DifferenceTest, SquareAndAddIsTheNaiveSumOfHalfWidths) {
  // With intervals that lie evenly round their values it is the common sqrt(h1^2 + h2^2).
  const Outcome a = Estimate{0.5, Interval{0.2, 0.8}, 10, {}, {}};
  const Outcome b = Estimate{0.4, Interval{0.0, 0.8}, 20, 15.0, {}};
  const auto outcome = difference(a, b);
  EXPECT_NEAR(outcome->interval->low, 0.1 - 0.5, 1e-15);
  EXPECT_NEAR(outcome->interval->high, 0.1 + 0.5, 1e-15);
  EXPECT_EQ(outcome->n, 30);
  EXPECT_EQ(outcome->n_effective, 25.0);
}

TEST(DifferenceTest, EdgesNameTheirReason) {
  EXPECT_EQ(difference(counts_of(1, 2), ShareCounts{}).error(), (Unsaid{Reason::too_few, 2}));
  MeanSums one, same;
  ASSERT_TRUE(one.add(3));
  ASSERT_TRUE(same.add(3, weight_one, 4));
  EXPECT_EQ(difference(one, same)->no_interval, Reason::too_few);
  EXPECT_EQ(difference(same, same)->no_interval, Reason::no_spread);
  EXPECT_EQ(difference(same, same)->value, 0);
  MeanSums spread;  // one side without spread leaves the other's
  ASSERT_TRUE(spread.add(1, weight_one, 5));
  ASSERT_TRUE(spread.add(5, weight_one, 5));
  EXPECT_NEAR(difference(spread, same)->interval->high,
              two_sided_student(0.95, 9) * std::sqrt(spread.variance_of_one() / 10), 1e-12);
}

}  // namespace
}  // namespace goud::stats
