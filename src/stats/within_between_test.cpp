#include "stats/within_between.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/mtcars_cases.hpp"
#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

GroupedSums cars_by(Car group) {
  const auto cars = mtcars();
  GroupedSums sums(2);
  for (std::size_t i = 0; i < 32; ++i) {
    const double row[] = {cars.at(i, mpg), cars.at(i, wt)};
    EXPECT_TRUE(sums.add(static_cast<std::size_t>(cars.at(i, group)), row));
  }
  return sums;
}

// Numbers of tests/reference/linkage.json, by tools/reference_checks/linkage.R; the slopes are nlme::lme in mixed_test.
TEST(WithinBetweenTest, IsRsCorrelationOfMeansAndOfDeviations) {
  const auto within = within_groups(cars_by(cyl), 0, 1);
  EXPECT_NEAR(within.estimate->value, -0.62638793805667, 1e-12);
  EXPECT_NEAR(within.estimate->interval->low, -0.80499525384253, 1e-12);
  EXPECT_NEAR(within.estimate->interval->high, -0.34367534470056, 1e-12);
  EXPECT_NEAR(*within.p / 0.00021304346026846, 1, 1e-9);
  EXPECT_EQ(within.estimate->n, 32);
  const auto between = between_groups(cars_by(carb), 0, 1);
  EXPECT_NEAR(between.estimate->value, -0.91027215998102, 1e-12);
  EXPECT_NEAR(between.estimate->interval->low, -0.99027561134656, 1e-12);
  EXPECT_NEAR(between.estimate->interval->high, -0.37782860114239, 1e-12);
  EXPECT_NEAR(*between.p / 0.011715424665963, 1, 1e-9);
  EXPECT_EQ(between.estimate->n, 6);
}

struct World {
  Matrix rows;
  std::vector<std::int32_t> group;
};
// Between groups y goes up with x by `between`, inside them by `within`.
World world(std::uint64_t seed, int groups, double between, double within) {
  RandomStream draw(seed, 0);
  std::vector<double> x, y;
  World made;
  for (int g = 0; g < groups; ++g) {
    const double level = draw.normal(), own = 0.5 * draw.normal();
    const int rows = 2 + static_cast<int>(draw.below(9));
    for (int i = 0; i < rows; ++i) {
      const double away = draw.normal();
      x.push_back(level + away);
      y.push_back(between * level + within * away + own + draw.normal());
      made.group.push_back(g);
    }
  }
  made.rows = Matrix(x.size(), 2);
  std::copy(x.begin(), x.end(), made.rows.column(0).begin());
  std::copy(y.begin(), y.end(), made.rows.column(1).begin());
  return made;
}

TEST(WithinBetweenTest, WithinIsTheSlopeOfTheNaiveLoops) {
  const auto made = world(3, 20, 0.9, -0.6);
  const auto sums = grouped_sums(made.rows, made.group);
  double xx = 0, xy = 0, yy = 0;
  for (std::int32_t g = 0; g < 20; ++g) {
    double n = 0, mx = 0, my = 0;
    for (std::size_t i = 0; i < made.group.size(); ++i) {
      if (made.group[i] != g) continue;
      n += 1;
      mx += made.rows.at(i, 0);
      my += made.rows.at(i, 1);
    }
    for (std::size_t i = 0; i < made.group.size(); ++i) {
      if (made.group[i] != g) continue;
      const double dx = made.rows.at(i, 0) - mx / n, dy = made.rows.at(i, 1) - my / n;
      xx += dx * dx;
      xy += dx * dy;
      yy += dy * dy;
    }
  }
  EXPECT_NEAR(within_groups(sums, 0, 1).estimate->value, xy / std::sqrt(xx * yy), 1e-12);
  const auto both = slopes(sums, 0, 1);
  EXPECT_NEAR(both.within.estimate->value, xy / xx, 1e-10);  // deviations are at right angles to means
}

TEST(WithinBetweenTest, SignsThatDifferAreBothFound) {
  const auto made = world(5, 60, 1, -0.7);
  const auto sums = grouped_sums(made.rows, made.group);
  EXPECT_GT(between_groups(sums, 0, 1).estimate->interval->low, 0);
  EXPECT_LT(within_groups(sums, 0, 1).estimate->interval->high, 0);
  const auto both = slopes(sums, 0, 1);
  EXPECT_GT(both.between.estimate->interval->low, 0);
  EXPECT_LT(both.within.estimate->interval->high, 0);
  EXPECT_GT(*both.between.standard_error, *both.within.standard_error);
}

TEST(WithinBetweenTest, ReliableMeansWeighMore) {
  const auto made = world(7, 40, 1, 1);
  const auto sums = grouped_sums(made.rows, made.group);
  const auto reliable = reliability_of_means(sums, 0);
  ASSERT_TRUE(reliable);
  GroupedSums alone(1);
  for (std::size_t i = 0; i < made.group.size(); ++i) {
    const double x = made.rows.at(i, 0);
    ASSERT_TRUE(alone.add(static_cast<std::size_t>(made.group[i]), std::span(&x, 1)));
  }
  const double icc = random_intercept(alone)->icc();
  for (std::size_t g = 0; g < 40; ++g) {  // Spearman and Brown
    const auto n = static_cast<double>(sums.rows[g]);
    EXPECT_NEAR((*reliable)[g], n * icc / (1 + (n - 1) * icc), 1e-9);
  }
  const auto weighted = between_weighted(sums, 0, 1);
  ASSERT_TRUE(weighted.estimate);
  EXPECT_EQ(weighted.estimate->n, 40);
  EXPECT_LT(*weighted.estimate->n_effective, 40);
  CrossProducts slow(2);
  const auto other = reliability_of_means(sums, 1);
  for (std::size_t g = 0; g < 40; ++g) ASSERT_TRUE(slow.add(sums.means_of(g), std::sqrt((*reliable)[g] * (*other)[g])));
  EXPECT_NEAR(weighted.estimate->value, correlations(slow).at(0, 1), 1e-12);
}

TEST(WithinBetweenTest, OrderOfRowsDoesNotMatter) {
  const auto made = world(9, 15, 0.5, 0.5);
  GroupedSums backward(2);
  for (std::size_t i = made.group.size(); i-- > 0;) {
    const double row[] = {made.rows.at(i, 0), made.rows.at(i, 1)};
    ASSERT_TRUE(backward.add(static_cast<std::size_t>(made.group[i]), row));
  }
  const auto forward = grouped_sums(made.rows, made.group);
  EXPECT_NEAR(within_groups(backward, 0, 1).estimate->value, within_groups(forward, 0, 1).estimate->value, 1e-12);
  EXPECT_NEAR(slopes(backward, 0, 1).between.estimate->value, slopes(forward, 0, 1).between.estimate->value, 1e-7);
}

TEST(WithinBetweenTest, WhatCannotBeSaidSaysWhy) {
  const auto of = [](std::vector<std::vector<double>> rows) {
    GroupedSums sums(2);
    for (const auto& row : rows) EXPECT_TRUE(sums.add(static_cast<std::size_t>(row[0]), std::span(row).subspan(1)));
    return sums;
  };
  const auto reason = [](const Outcome& said) { return said ? "said" : to_text(said.error().reason); };
  const auto none = GroupedSums(2);
  EXPECT_EQ(reason(between_groups(none, 0, 1).estimate), "too_few");
  EXPECT_EQ(reason(within_groups(none, 0, 1).estimate), "too_few");
  EXPECT_EQ(reason(slopes(none, 0, 1).within.estimate), "too_few");
  const auto one_each = of({{0, 1, 2}, {1, 2, 1}, {2, 5, 3}, {3, 4, 4}, {4, 1, 1}});
  EXPECT_EQ(reason(between_groups(one_each, 0, 1).estimate), "said");
  EXPECT_EQ(reason(within_groups(one_each, 0, 1).estimate), "too_few");
  EXPECT_EQ(reason(slopes(one_each, 0, 1).between.estimate), "not_identified");
  EXPECT_EQ(reason(slopes(one_each, 0, 1).within.estimate), "no_spread");
  // x is the same inside every group: only the other slope can be said.
  const auto level = of({{0, 1, 2}, {0, 1, 3}, {1, 2, 1}, {1, 2, 4}, {2, 4, 5}, {2, 4, 3}, {3, 3, 1}, {3, 3, 6}});
  EXPECT_EQ(reason(within_groups(level, 0, 1).estimate), "no_spread");
  EXPECT_EQ(reason(slopes(level, 0, 1).within.estimate), "no_spread");
  EXPECT_EQ(reason(slopes(level, 0, 1).between.estimate), "said");
  // And the reverse: all means of x alike.
  const auto inside = of({{0, -1, 2}, {0, 1, 3}, {1, -2, 1}, {1, 2, 4}, {2, -4, 5}, {2, 4, 3}, {3, -3, 1}, {3, 3, 6}});
  EXPECT_EQ(reason(between_groups(inside, 0, 1).estimate), "no_spread");
  EXPECT_EQ(reason(slopes(inside, 0, 1).between.estimate), "no_spread");
  EXPECT_EQ(reason(slopes(inside, 0, 1).within.estimate), "said");
  const auto constant = of({{0, 1, 2}, {0, 1, 3}, {1, 1, 1}, {1, 1, 4}});
  EXPECT_EQ(reason(slopes(constant, 0, 1).between.estimate), "no_spread");
  EXPECT_EQ(reason(slopes(constant, 0, 1).within.estimate), "no_spread");
}

}  // namespace
}  // namespace goud::stats
