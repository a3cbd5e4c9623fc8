#include "stats/driver_map.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "stats/mean.hpp"
#include "stats/r_tables_test.hpp"

namespace goud::stats {
namespace {

TEST(DriverMapTest, SaysWhatItsPartsSay) {
  const auto table = swiss();
  const auto sums = cross_products(table);
  const std::vector<Interval> scales(5, Interval{0, 100});
  const auto map = driver_map(sums, 5, scales, {.level = 0.9});
  const auto importance = lmg(driver_correlations(sums, 5));
  double share = 0;
  for (std::size_t j = 0; j < 5; ++j) {
    RealMeanSums answers;
    for (const double x : table.column(j)) ASSERT_TRUE(answers.add(x));
    const auto slow = mean(answers, 0.9);
    EXPECT_NEAR(map.drivers[j].performance->value, slow->value / 100, 1e-14);
    EXPECT_NEAR(map.drivers[j].performance->interval->low, slow->interval->low / 100, 1e-13);
    EXPECT_DOUBLE_EQ(*map.drivers[j].importance, importance.of[j]);
    EXPECT_EQ(map.drivers[j].coefficient, regression(sums, 5, 0.9)->coefficients[j]);
    share += *map.drivers[j].share;
  }
  EXPECT_NEAR(share, 1, 1e-13);
  EXPECT_DOUBLE_EQ(*map.share_line, 0.2);
  // Agriculture (0) and Education (2) go with less fertility, so they have no place, however much they count
  EXPECT_TRUE(runs_against(map.drivers[0].coefficient));
  EXPECT_FALSE(map.drivers[0].place);
  EXPECT_FALSE(map.drivers[2].place);
  EXPECT_EQ(map.drivers[1].place, MapPlace::first);  // Examination: counts .24 of R2, mean 16 of 100
  EXPECT_EQ(map.drivers[3].place, MapPlace::keep);   // Catholic: .15, mean 41
  EXPECT_EQ(map.drivers[4].place, MapPlace::later);  // Infant.Mortality: .16, mean 20
  EXPECT_NEAR(map.fit->r2, 0.7067350015927255, 1e-13);

  // the outcome may stand anywhere, and parts make the whole
  Matrix turned(47, 6);
  for (std::size_t j = 0; j < 6; ++j) {
    for (std::size_t i = 0; i < 47; ++i) turned.at(i, j) = table.at(i, (j + 5) % 6);
  }
  CrossProducts first(6), second(6);
  for (std::size_t i = 0; i < 47; ++i) {
    std::vector<double> row;
    for (std::size_t j = 0; j < 6; ++j) row.push_back(turned.at(i, j));
    ASSERT_TRUE((i % 2 == 0 ? first : second).add(row));
  }
  ASSERT_TRUE(first.merge(second));
  const auto again = driver_map(first, 0, scales, {.method = ImportanceMethod::johnson, .level = 0.9});
  EXPECT_NEAR(*again.drivers[2].importance, 0.2719641046459991, 1e-13);
  EXPECT_NEAR(again.drivers[2].performance->value, map.drivers[2].performance->value, 1e-13);
}

TEST(DriverMapTest, EdgesHaveAReason) {
  CrossProducts sums(3);
  const std::vector<Interval> scales = {{1, 5}, {3, 3}};
  const auto empty = driver_map(sums, 2, scales);
  EXPECT_EQ(empty.fit.error().reason, Reason::too_few);
  EXPECT_EQ(empty.drivers[0].performance.error().reason, Reason::too_few);
  EXPECT_EQ(empty.drivers[0].no_importance, Reason::too_few);
  EXPECT_FALSE(empty.performance_line);
  for (const double x : {1.0, 2.0, 4.0, 5.0, 4.0}) ASSERT_TRUE(sums.add(std::vector<double>{x, 3, x * x}));
  const auto constant = driver_map(sums, 2, scales);
  EXPECT_EQ(constant.drivers[1].no_importance, Reason::no_spread);
  EXPECT_EQ(constant.drivers[1].performance.error().reason, Reason::no_spread);
  EXPECT_EQ(constant.drivers[1].coefficient.error().reason, Reason::no_spread);
  EXPECT_FALSE(constant.drivers[1].importance);
  EXPECT_FALSE(constant.drivers[1].place);
  EXPECT_DOUBLE_EQ(*constant.drivers[0].share, 1);
  EXPECT_DOUBLE_EQ(constant.drivers[0].performance->value, (3.2 - 1) / 4);
  CrossProducts same(2);
  for (int i = 0; i < 9; ++i) ASSERT_TRUE(same.add(std::vector<double>{static_cast<double>(i % 3), 7}));
  const auto no_outcome = driver_map(same, 1, std::vector<Interval>{{0, 2}});
  EXPECT_EQ(no_outcome.drivers[0].no_importance, Reason::no_spread);
  EXPECT_DOUBLE_EQ(no_outcome.drivers[0].performance->value, 0.5);
  CrossProducts unrelated(2);
  for (const auto& [x, y] : {std::pair{0., 0.}, {0., 1.}, {1., 0.}, {1., 1.}})
    ASSERT_TRUE(unrelated.add(std::vector<double>{x, y}));
  const auto nothing = driver_map(unrelated, 1, std::vector<Interval>{{0, 1}});
  EXPECT_DOUBLE_EQ(*nothing.drivers[0].importance, 0);
  EXPECT_FALSE(nothing.drivers[0].share);
}

}  // namespace
}  // namespace goud::stats
