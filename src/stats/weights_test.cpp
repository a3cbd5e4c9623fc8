#include "stats/weights.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <limits>

namespace goud::stats {
namespace {

TEST(WeightsTest, KishOfTheStratifiedSchoolSampleIsRsNumber) {
  // apistrat: 100 schools of weight 44.21, 50 of 15.1, 50 of 20.36; R gives 168.58133128 on the unrounded weights.
  Weights weights;
  ASSERT_TRUE(weights.add(442'100, 100));
  ASSERT_TRUE(weights.add(151'000, 50));
  ASSERT_TRUE(weights.add(203'600, 50));
  EXPECT_NEAR(weights.n_effective(), 168.58133128, 1e-5);
}

TEST(WeightsTest, IsTheNaiveLoopAndPartsMergeExactly) {
  Weights all, left, right;
  double sum = 0, squares = 0;
  for (int i = 1; i <= 300; ++i) {
    ASSERT_TRUE(all.add(i * 37 % 20'000));
    ASSERT_TRUE((i % 2 == 0 ? left : right).add(i * 37 % 20'000));
    const double w = (i * 37 % 20'000) / 1e4;
    sum += w;
    squares += w * w;
  }
  EXPECT_NEAR(all.n_effective(), sum * sum / squares, 1e-9);
  ASSERT_TRUE(left.merge(right));
  EXPECT_EQ(left, all);
}

TEST(WeightsTest, Edges) {
  Weights weights;
  EXPECT_EQ(weights.n_effective(), 0);
  ASSERT_TRUE(weights.add(0));
  EXPECT_EQ(weights.n_effective(), 0);
  Weights ones;
  ASSERT_TRUE(ones.add(weight_one, 5));
  EXPECT_TRUE(ones.all_one());
  EXPECT_EQ(ones.n_effective(), 5);
  Weights halves;  // two of a half are not one of one
  ASSERT_TRUE(halves.add(5'000, 2));
  EXPECT_FALSE(halves.all_one());
  EXPECT_DOUBLE_EQ(halves.n_effective(), 2);
  EXPECT_FALSE(ones.add(weight_max + 1));
  EXPECT_FALSE(ones.add(1, -1));
  EXPECT_FALSE(ones.add(weight_max, std::numeric_limits<std::int64_t>::max()));
  EXPECT_EQ(ones.n, 5);
}

TEST(MethodsTest, PagesAreWhatTheHeadersSay) {
  if (std::system("test -x tools/methods") != 0) GTEST_SKIP() << "not run from the root of the sources";
  EXPECT_EQ(std::system("tools/methods --check"), 0);
}

}  // namespace
}  // namespace goud::stats
