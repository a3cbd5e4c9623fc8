#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "stats/bootstrap.hpp"
#include "stats/importance.hpp"
#include "stats/r_tables_test.hpp"
#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

TEST(ShareIntervalsTest, AreThePercentilesOfSamplesMadeTheSlowWay) {
  const auto table = swiss();
  const auto drivers = all_but_last(table);
  std::vector<double> weights;
  for (std::size_t i = 0; i < 47; ++i) weights.push_back(static_cast<double>(1 + i % 3));
  for (const auto method : {ImportanceMethod::lmg, ImportanceMethod::johnson}) {
    std::vector<std::vector<double>> shares(5);
    for (std::uint64_t r = 0; r < 200; ++r) {
      RandomStream random(4, r);
      Matrix sample(47, 6);
      std::vector<double> sample_weights;
      for (std::size_t i = 0; i < 47; ++i) {
        const auto from = random.below(47);
        for (std::size_t j = 0; j < 6; ++j) sample.at(i, j) = table.at(from, j);
        sample_weights.push_back(weights[from]);
      }
      const auto given = driver_correlations(cross_products(sample, sample_weights), 5);
      const auto importance = method == ImportanceMethod::lmg ? lmg(given) : johnson(given);
      for (std::size_t j = 0; j < 5; ++j) shares[j].push_back(importance.of[j] / importance.r2);
    }
    const auto got = share_intervals(drivers, table.column(5), weights, method, {200, 4, 1, 0.9});
    EXPECT_EQ(got, share_intervals(drivers, table.column(5), weights, method, {200, 4, 4, 0.9}));
    for (std::size_t j = 0; j < 5; ++j) {
      const auto slow = *percentile_interval(shares[j], 0.9);
      EXPECT_NEAR(got[j]->low, slow.low, 1e-11);
      EXPECT_NEAR(got[j]->high, slow.high, 1e-11);
    }
  }
}

TEST(ShareIntervalsTest, HoldTheTruth) {
  // Two drivers of correlation .5, coefficients 1 and .5: the shares of the whole population follow from its correlations.
  DriverCorrelations whole{Matrix(2, 2), {}};
  whole.among.values = {1, .5, .5, 1};
  const double deviation = std::sqrt(1 + .25 + .5 + 1);
  whole.with_outcome = {1.25 / deviation, 1 / deviation};
  const auto truth = lmg(whole);
  const double share = truth.of[0] / truth.r2;
  std::mt19937_64 engine(2);
  std::normal_distribution<double> normal;
  constexpr int samples = 300;
  int held = 0;
  Matrix x(150, 2);
  std::vector<double> y(150);
  for (int s = 0; s < samples; ++s) {
    for (std::size_t i = 0; i < 150; ++i) {
      x.at(i, 0) = normal(engine);
      x.at(i, 1) = .5 * x.at(i, 0) + std::sqrt(.75) * normal(engine);
      y[i] = x.at(i, 0) + .5 * x.at(i, 1) + normal(engine);
    }
    const auto interval =
        *share_intervals(x, y, {}, ImportanceMethod::lmg, {200, static_cast<std::uint64_t>(s), 1, 0.95})[0];
    held += interval.low <= share && share <= interval.high;
  }
  EXPECT_GT(held, samples * 90 / 100);
  EXPECT_LT(held, samples * 99 / 100);
}

TEST(ShareIntervalsTest, Edges) {
  const auto said = [](const std::vector<std::vector<double>>& columns, std::int64_t replicates = 200) {
    const auto table = columns_of(columns);
    return share_intervals(all_but_last(table), table.column(table.columns - 1), {}, ImportanceMethod::lmg,
                           {replicates, 1, 1, 0.95});
  };
  EXPECT_FALSE(said({{1}, {2}})[0]);
  EXPECT_FALSE(said({{1, 2, 3}, {4, 4, 4}})[0]);
  EXPECT_FALSE(said({{1, 2}, {3, 1}})[0]);
  std::vector<double> x, y, constant(40, 3.0);
  for (int i = 0; i < 40; ++i) x.push_back(i), y.push_back(i * i % 17 + i);
  EXPECT_FALSE(said({x, y}, 0)[0]);
  EXPECT_FALSE(said({x, y}, 50)[0]);  // too few samples for an interval
  const auto with_constant = said({x, constant, y});
  EXPECT_DOUBLE_EQ(with_constant[0]->low, 1);
  EXPECT_DOUBLE_EQ(with_constant[1]->high, 0);
  const auto twice = said({x, x, y});
  EXPECT_NEAR(twice[0]->low, 0.5, 1e-9);
  EXPECT_NEAR(twice[1]->high, 0.5, 1e-9);
}

}  // namespace
}  // namespace goud::stats
