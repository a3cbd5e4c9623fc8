#include "stats/penalty_reward.hpp"

#include <gtest/gtest.h>

#include <random>

#include "stats/r_tables_test.hpp"

namespace goud::stats {
namespace {

TEST(PenaltyRewardTest, IndicatorsOfSwissAreRsLmAndSandwich) {
  // tools/reference_checks/drivers.R: Education and Catholic cut in three
  const std::vector<double> a = {2, 1, 0, 1, 2, 1, 1, 1, 1, 2, 0, 2, 1, 2, 0, 0, 1, 2, 2, 1, 1, 0, 2, 0,
                                 0, 1, 0, 1, 2, 1, 0, 0, 0, 0, 0, 1, 0, 2, 2, 1, 2, 2, 1, 1, 2, 2, 2};
  const std::vector<double> b = {1, 2, 2, 1, 0, 2, 2, 2, 2, 2, 2, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0,
                                 0, 0, 0, 1, 1, 0, 2, 2, 2, 2, 2, 2, 2, 2, 0, 1, 1, 1, 0, 1, 1, 1, 1};
  const auto table = swiss();
  const auto got = penalty_reward(columns_of({a, b}), table.column(5), {}, {1, 1});
  ASSERT_TRUE(got);
  EXPECT_NEAR((*got)[0].penalty->value, -2.5852881618566306, 1e-11);
  EXPECT_NEAR((*got)[0].reward->value, -5.907062738814248, 1e-11);
  EXPECT_NEAR((*got)[1].penalty->value, 4.524690531950479, 1e-11);
  EXPECT_NEAR((*got)[1].reward->value, 16.97729921994682, 1e-11);
  EXPECT_NEAR((*got)[0].penalty->interval->low, -8.847681083246693, 1e-10);
  EXPECT_NEAR((*got)[1].reward->interval->high, 25.475342197814033, 1e-10);
  EXPECT_NEAR((*got)[1].reward->interval->low, 8.479256242079604, 1e-10);
  EXPECT_NEAR((*got)[1].asymmetry->value, -4.524690531950479 - 16.97729921994682, 1e-10);
  EXPECT_EQ((*got)[0].below + (*got)[0].as + (*got)[0].above, 47);
  EXPECT_EQ((*got)[1].kind, DriverKind::delights);
}

TEST(PenaltyRewardTest, OneDriverIsDifferencesOfGroupMeans) {
  const auto got =
      penalty_reward(columns_of({{1, 1, 2, 2, 2, 3, 3, 3}}), std::vector<double>{2, 4, 7, 8, 9, 7, 8, 12}, {}, {2, 2});
  EXPECT_NEAR((*got)[0].penalty->value, 3 - 8, 1e-12);
  EXPECT_NEAR((*got)[0].reward->value, 9 - 8, 1e-12);
  EXPECT_NEAR((*got)[0].asymmetry->value, 4, 1e-12);
  EXPECT_EQ((*got)[0].below, 2);
}

TEST(PenaltyRewardTest, PlantedKindsAreFoundAndTwoScalesDoNotMatter) {
  std::mt19937_64 engine(8);
  std::normal_distribution<double> normal;
  std::vector<std::vector<double>> drivers(6);
  std::vector<double> y;
  for (int i = 0; i < 3000; ++i) {
    double total = normal(engine);
    for (std::size_t j = 0; j < 6; ++j) {
      const double side = static_cast<double>(engine() % 3) - 1;
      drivers[j].push_back(side);
      if (j == 0 && side < 0) total -= 1;
      if (j == 1 && side > 0) total += 1;
      if (j == 2) total += side;
      if (j == 4 && side != 0) total += 1;             // both ends above the middle
      if (j == 5) total -= side < 0 ? 0.5 : 2 * side;  // both ends under it
    }
    y.push_back(total);
  }
  const auto got = penalty_reward(columns_of(drivers), y, {}, {0, 0});
  EXPECT_EQ((*got)[0].kind, DriverKind::hurts);
  EXPECT_EQ((*got)[1].kind, DriverKind::delights);
  EXPECT_EQ((*got)[2].kind, DriverKind::both);
  EXPECT_EQ((*got)[3].kind, DriverKind::unclear);
  // One side as a penalty or a reward would have it, the other against it: not what only hurts or only delights.
  EXPECT_EQ((*got)[4].kind, DriverKind::against);
  EXPECT_LT((*got)[5].penalty->interval->high, 0);
  EXPECT_EQ((*got)[5].kind, DriverKind::against);
  EXPECT_EQ(to_text((*got)[0].kind), "hurts");
}

TEST(PenaltyRewardTest, Edges) {
  const std::vector<double> y = {1, 2, 4, 3, 5, 2, 6, 1};
  const auto none_below = penalty_reward(columns_of({{2, 2, 2, 2, 3, 3, 3, 3}}), y, {}, {2, 2});
  EXPECT_EQ((*none_below)[0].penalty.error().reason, Reason::no_spread);
  EXPECT_EQ((*none_below)[0].asymmetry.error().reason, Reason::no_spread);
  EXPECT_TRUE((*none_below)[0].reward);
  const auto nobody_as = penalty_reward(columns_of({{1, 1, 3, 1, 3, 3, 3, 1}}), y, {}, {2, 2});
  EXPECT_EQ((*nobody_as)[0].penalty.error().reason, Reason::not_identified);
  EXPECT_EQ((*nobody_as)[0].kind, DriverKind::unclear);
  EXPECT_EQ(penalty_reward(columns_of({{1, 2}}), std::vector<double>{1, 2}, {}, {2, 2}).error().reason,
            Reason::too_few);
  const auto lone = penalty_reward(columns_of({{1, 2, 2, 2, 3, 3, 2, 2}}), y, {}, {2, 2});
  EXPECT_EQ((*lone)[0].penalty->no_interval, Reason::too_few);
}

}  // namespace
}  // namespace goud::stats
