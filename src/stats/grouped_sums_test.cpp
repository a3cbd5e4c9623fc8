#include "stats/grouped_sums.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

struct Drawn {
  Matrix x;
  std::vector<std::int32_t> group;
  std::vector<double> weight;
};
Drawn drawn(std::size_t rows, std::uint64_t seed) {
  Drawn d{Matrix(rows, 3), {}, {}};
  RandomStream draw(seed, 0);
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < 3; ++j) d.x.at(i, j) = 1e6 + draw.normal() + (j == 1 ? d.x.at(i, 0) / 2 : 0);
    d.group.push_back(static_cast<std::int32_t>(draw.below(9)) + 1);  // group 0 stays empty
    d.weight.push_back(0.25 + draw.unit());
  }
  return d;
}

void expect_near(const GroupedSums& a, const GroupedSums& b) {
  EXPECT_EQ(a.rows, b.rows);
  EXPECT_EQ(a.n, b.n);
  EXPECT_NEAR(a.log_weights, b.log_weights, 1e-9);
  for (std::size_t i = 0; i < a.means.size(); ++i) EXPECT_NEAR(a.means[i], b.means[i], 1e-8);
  for (std::size_t i = 0; i < a.within.values.size(); ++i) EXPECT_NEAR(a.within.values[i], b.within.values[i], 1e-6);
}

TEST(GroupedSumsTest, IsTheTwoPassFormulaPerGroup) {
  const auto d = drawn(200, 3);
  const auto sums = grouped_sums(d.x, d.group, d.weight);
  Matrix within(3, 3);
  for (std::int32_t g = 0; g < 10; ++g) {
    double weight = 0, mean[3] = {};
    for (std::size_t i = 0; i < 200; ++i) {
      if (d.group[i] != g) continue;
      weight += d.weight[i];
      for (std::size_t j = 0; j < 3; ++j) mean[j] += d.weight[i] * d.x.at(i, j);
    }
    if (weight == 0) continue;
    for (double& one : mean) one /= weight;
    for (std::size_t j = 0; j < 3; ++j) EXPECT_NEAR(sums.means_of(static_cast<std::size_t>(g))[j], mean[j], 1e-8);
    for (std::size_t i = 0; i < 200; ++i) {
      for (std::size_t a = 0; d.group[i] == g && a < 3; ++a) {
        for (std::size_t b = 0; b < 3; ++b)
          within.at(a, b) += d.weight[i] * (d.x.at(i, a) - mean[a]) * (d.x.at(i, b) - mean[b]);
      }
    }
  }
  for (std::size_t i = 0; i < 9; ++i) EXPECT_NEAR(sums.within.values[i], within.values[i], 1e-6);
  EXPECT_EQ(sums.groups(), 9);
}

TEST(GroupedSumsTest, WithinAndBetweenAreTheWhole) {
  const auto d = drawn(150, 4);
  const auto whole = grouped_sums(d.x, d.group, d.weight).whole();
  const auto plain = cross_products(d.x, d.weight);
  for (std::size_t i = 0; i < 9; ++i) EXPECT_NEAR(whole.centred.values[i], plain.centred.values[i], 1e-6);
  const std::vector<std::int32_t> together(150, 0);
  const auto one = grouped_sums(d.x, together);
  const auto sums = cross_products(d.x);
  for (std::size_t i = 0; i < 9; ++i) EXPECT_NEAR(one.within.values[i], sums.centred.values[i], 1e-6);
}

TEST(GroupedSumsTest, PartsMergedEqualAllAtOnceInAnyOrder) {
  const auto d = drawn(300, 5);
  const auto all = grouped_sums(d.x, d.group, d.weight);
  std::vector<GroupedSums> parts(4, GroupedSums(3));
  std::vector<double> row(3);
  for (std::size_t i = 0; i < 300; ++i) {
    for (std::size_t j = 0; j < 3; ++j) row[j] = d.x.at(i, j);
    ASSERT_TRUE(parts[i % 4].add(static_cast<std::size_t>(d.group[i]), row, d.weight[i]));
  }
  GroupedSums forward(3), backward(3);
  for (std::size_t i = 0; i < 4; ++i) {
    ASSERT_TRUE(forward.merge(parts[i]));
    ASSERT_TRUE(backward.merge(parts[3 - i]));
  }
  expect_near(forward, all);
  expect_near(backward, all);
}

TEST(GroupedSumsTest, WhatCannotCountIsRefusedAndChangesNothing) {
  GroupedSums sums(2);
  const double row[] = {1, 2};
  const double broken[] = {1, std::numeric_limits<double>::quiet_NaN()};
  ASSERT_TRUE(sums.add(0, row));
  const auto before = sums;
  EXPECT_FALSE(sums.add(0, broken));
  EXPECT_FALSE(sums.add(0, row, -1));
  EXPECT_FALSE(sums.add(0, std::span(row, 1)));
  EXPECT_FALSE(sums.merge(GroupedSums(3)));
  EXPECT_TRUE(sums.add(5, row, 0));
  EXPECT_EQ(sums, before);
}

}  // namespace
}  // namespace goud::stats
