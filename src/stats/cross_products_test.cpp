#include "stats/cross_products.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "stats/r_tables_test.hpp"

namespace goud::stats {
namespace {

std::vector<double> row_of(const Matrix& x, std::size_t i) {
  std::vector<double> row;
  for (std::size_t j = 0; j < x.columns; ++j) row.push_back(x.at(i, j));
  return row;
}

Matrix drawn(std::size_t rows, std::size_t columns, double far, double spread) {
  std::mt19937_64 engine(5);
  std::normal_distribution<double> normal;
  Matrix x(rows, columns);
  for (auto& one : x.values) one = far + spread * normal(engine);
  return x;
}

TEST(CrossProductsTest, OneByOneAndInTwoPassesAreTheSlowDoubleSum) {
  const Matrix x = drawn(80, 3, 4, 2);
  std::vector<double> weights;
  for (std::size_t i = 0; i < x.rows; ++i) weights.push_back(static_cast<double>(i % 4) / 2);
  CrossProducts running(3);
  for (std::size_t i = 0; i < x.rows; ++i) ASSERT_TRUE(running.add(row_of(x, i), weights[i]));
  const auto at_once = cross_products(x, weights);
  // sum over pairs of rows of w v (x - y)(x' - y') / 2W needs no mean at all
  double total = 0;
  for (const double w : weights) total += w;
  for (std::size_t j = 0; j < 3; ++j) {
    for (std::size_t k = 0; k < 3; ++k) {
      double pairs = 0;
      for (std::size_t a = 0; a < x.rows; ++a) {
        for (std::size_t b = 0; b < x.rows; ++b)
          pairs += weights[a] * weights[b] * (x.at(a, j) - x.at(b, j)) * (x.at(a, k) - x.at(b, k));
      }
      EXPECT_NEAR(running.centred.at(j, k), pairs / 2 / total, 1e-10);
      EXPECT_NEAR(at_once.centred.at(j, k), pairs / 2 / total, 1e-10);
    }
    EXPECT_NEAR(running.means[j], at_once.means[j], 1e-13);
  }
  EXPECT_EQ(running.n, 80);
  EXPECT_NEAR(running.n_effective(), 60.0 * 60 / (20 * (0.25 + 1 + 2.25)), 1e-12);
}

TEST(CrossProductsTest, CorrelationsAreRsOnSwiss) {
  const Matrix r = correlations(cross_products(swiss()));
  EXPECT_NEAR(r.at(0, 1), -0.68654220861713655, 1e-14);  // tools/reference_checks/drivers.R
  EXPECT_NEAR(r.at(5, 2), -0.66378885703506907, 1e-14);
  EXPECT_EQ(r.at(3, 3), 1);
}

TEST(CrossProductsTest, PartsMakeTheWhole) {
  const Matrix x = drawn(101, 4, -3, 1);
  CrossProducts whole(4), first(4), second(4), empty(4);
  for (std::size_t i = 0; i < x.rows; ++i) {
    const double weight = 1 + static_cast<double>(i % 3);
    ASSERT_TRUE(whole.add(row_of(x, i), weight));
    ASSERT_TRUE((i < 40 ? first : second).add(row_of(x, i), weight));
  }
  CrossProducts backwards(4);
  for (std::size_t i = x.rows; i-- > 0;) ASSERT_TRUE(backwards.add(row_of(x, i), 1 + static_cast<double>(i % 3)));
  ASSERT_TRUE(first.merge(second));
  ASSERT_TRUE(first.merge(empty));
  ASSERT_TRUE(empty.merge(first));
  for (std::size_t k = 0; k < 16; ++k) {
    EXPECT_NEAR(first.centred.values[k], whole.centred.values[k], 1e-11);
    EXPECT_NEAR(empty.centred.values[k], whole.centred.values[k], 1e-11);
    EXPECT_NEAR(backwards.centred.values[k], whole.centred.values[k], 1e-11);
  }
  EXPECT_EQ(first.n, whole.n);
  EXPECT_EQ(first.weight, whole.weight);
  EXPECT_FALSE(first.merge(CrossProducts(3)));
}

TEST(CrossProductsTest, ALargeMeanKeepsASmallSpread) {
  const Matrix far = drawn(200, 2, 1e9, 1e-2);
  Matrix near = far;
  for (auto& one : near.values) one -= 1e9;
  CrossProducts running(2);
  for (std::size_t i = 0; i < far.rows; ++i) ASSERT_TRUE(running.add(row_of(far, i)));
  const auto exact = cross_products(near);
  EXPECT_NEAR(running.centred.at(0, 0), exact.centred.at(0, 0), 1e-5 * exact.centred.at(0, 0));
  EXPECT_NEAR(cross_products(far).centred.at(0, 1), exact.centred.at(0, 1), 1e-5 * exact.centred.at(0, 0));
}

TEST(CrossProductsTest, WhatIsNoNumberIsRefusedAndWhatHasNoSpreadGoesWithNothing) {
  CrossProducts sums(2);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(sums.add(std::vector<double>{1, nan}));
  EXPECT_FALSE(sums.add(std::vector<double>{1}));
  EXPECT_FALSE(sums.add(std::vector<double>{1, 2}, -1));
  EXPECT_FALSE(sums.add(std::vector<double>{1, 2}, nan));
  EXPECT_EQ(sums, CrossProducts(2));
  ASSERT_TRUE(sums.add(std::vector<double>{1, 7}, 0));
  EXPECT_EQ(sums.weight, 0);
  for (const double x : {1.0, 2.0, 4.0}) ASSERT_TRUE(sums.add(std::vector<double>{x, 7}));
  EXPECT_EQ(correlations(sums).at(0, 1), 0);
  EXPECT_EQ(correlations(sums).at(1, 1), 1);
  // squares beyond what a double holds are no correlation, but no crash either
  Matrix huge(3, 2);
  huge.values = {1e200, -1e200, 3e200, 1, 2, 3};
  EXPECT_EQ(correlations(cross_products(huge)).at(0, 1), 0);
  EXPECT_EQ(cross_products(Matrix(0, 2)).n, 0);
}

}  // namespace
}  // namespace goud::stats
