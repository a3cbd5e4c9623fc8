#include "stats/fitted.hpp"

#include <gtest/gtest.h>

#include "stats/mean.hpp"

namespace goud::stats {
namespace {

constexpr double speed[] = {4,  4,  7,  7,  8,  9,  10, 10, 10, 11, 11, 12, 12, 12, 12, 13, 13,
                            13, 13, 14, 14, 14, 14, 15, 15, 15, 16, 16, 17, 17, 17, 18, 18, 18,
                            18, 19, 19, 19, 20, 20, 20, 20, 20, 22, 23, 24, 24, 24, 24, 25};
constexpr double dist[] = {2,  10, 4,  22, 16, 10, 18, 26, 34, 17, 28, 14, 20, 24, 28,  26, 34,
                           34, 46, 26, 36, 60, 80, 20, 26, 54, 32, 40, 32, 40, 50, 42,  56, 76,
                           84, 36, 46, 68, 32, 48, 52, 56, 64, 66, 54, 70, 92, 93, 120, 85};

CrossProducts cars(std::size_t from = 0, std::size_t to = std::size(speed)) {
  CrossProducts sums(2);
  for (std::size_t i = from; i < to; ++i) {
    const double row[] = {speed[i], dist[i]};
    EXPECT_TRUE(sums.add(row));
  }
  return sums;
}

// R 4.2: predict(lm(dist ~ speed, cars), data.frame(speed = c(10, 25)), interval = "confidence")
TEST(Fitted, is_the_line_of_cars_as_r_predicts_it) {
  const auto ten = fitted(cars(), 10), fast = fitted(cars(), 25);
  EXPECT_NEAR(ten->value, 21.7449927007, 1e-8);
  EXPECT_NEAR(ten->interval->low, 15.4619173400, 1e-8);
  EXPECT_NEAR(ten->interval->high, 28.0280680615, 1e-8);
  EXPECT_NEAR(fast->value, 80.7311240876, 1e-8);
  EXPECT_NEAR(fast->interval->low, 71.5960826527, 1e-8);
  EXPECT_NEAR(fast->interval->high, 89.8661655225, 1e-8);
}

TEST(Fitted, at_the_mean_is_the_mean_and_parts_are_the_whole) {
  const auto sums = cars();
  EXPECT_NEAR(fitted(sums, sums.means[0])->value, sums.means[1], 1e-12);
  auto parts = cars(0, 20);
  ASSERT_TRUE(parts.merge(cars(20)));
  EXPECT_NEAR(fitted(parts, 12)->interval->low, fitted(sums, 12)->interval->low, 1e-9);
}

TEST(Fitted, says_why_there_is_no_line) {
  EXPECT_EQ(fitted(CrossProducts(2), 1).error().reason, Reason::too_few);
  CrossProducts two(2);
  for (const double x : {1.0, 2.0}) {
    const double row[] = {x, 3 * x};
    ASSERT_TRUE(two.add(row));
  }
  EXPECT_FALSE(fitted(two, 1)->interval);
  CrossProducts level(2);
  for (const double y : {1.0, 2.0, 3.0}) {
    const double row[] = {7, y};
    ASSERT_TRUE(level.add(row));
  }
  EXPECT_FALSE(fitted(level, 7));
}

}  // namespace
}  // namespace goud::stats
