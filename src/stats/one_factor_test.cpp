#include "stats/one_factor.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/attitude_data.hpp"
#include "stats/random_stream.hpp"
#include "stats/reliability.hpp"

namespace goud::stats {
namespace {

CrossProducts sums_of(const std::vector<std::vector<double>>& covariances, std::int64_t n) {
  CrossProducts sums(covariances.size());
  sums.n = n;
  sums.weight = sums.weight_squares = static_cast<double>(n);
  for (std::size_t i = 0; i < covariances.size(); ++i) {
    for (std::size_t j = 0; j < covariances.size(); ++j)
      sums.centred.at(i, j) = covariances[i][j] * static_cast<double>(n);
  }
  return sums;
}

CrossProducts sums_of_loadings(const std::vector<double>& loadings, std::int64_t n) {
  std::vector<std::vector<double>> r(loadings.size(), std::vector<double>(loadings.size(), 1));
  for (std::size_t i = 0; i < loadings.size(); ++i) {
    for (std::size_t j = 0; j < loadings.size(); ++j) {
      if (i != j) r[i][j] = loadings[i] * loadings[j];
    }
  }
  return sums_of(r, n);
}

// Numbers of R: tools/reference_checks/agreement.R.
TEST(OneFactorTest, ThirtyDepartmentsAreRsFactanal) {
  const double loadings[] = {0.852477361433601, 0.902241081292609, 0.592705559301909, 0.730696668133403,
                             0.764994330256544, 0.246092769905371, 0.377845302724388};
  const auto model = one_factor(attitude_sums());
  ASSERT_TRUE(model);
  for (std::size_t i = 0; i < 7; ++i) {
    EXPECT_NEAR(model->loadings[i], loadings[i], 1e-5);
    EXPECT_NEAR(model->uniquenesses[i], 1 - loadings[i] * loadings[i], 1e-5);
  }
  EXPECT_TRUE(model->heywood.empty());
  EXPECT_NEAR(omega(attitude_sums())->value, 0.856326792993022, 1e-6);
  EXPECT_NEAR(omega_standardized(attitude_sums())->value, 0.840544489665414, 1e-6);
  const auto four = attitude_sums({0, 1, 3, 4});
  EXPECT_NEAR(omega(four)->value, 0.891445582911175, 1e-6);
  EXPECT_NEAR(omega_standardized(four)->value, 0.88388117429591, 1e-6);
  EXPECT_LT(omega(four)->interval->low, omega(four)->value);
}

TEST(OneFactorTest, KnownLoadingsAreFoundAndThreeQuestionsFollowByHand) {
  const std::vector<double> truth = {.9, .8, .7, .6, .3, -.4};
  const auto model = one_factor(sums_of_loadings(truth, 500));
  ASSERT_TRUE(model);
  for (std::size_t i = 0; i < truth.size(); ++i) EXPECT_NEAR(model->loadings[i], truth[i], 1e-6);
  EXPECT_NEAR(model->discrepancy, 0, 1e-10);
  // Three correlations: l1^2 = r12 r13 / r23.
  const auto three = one_factor(sums_of({{1, .5, .4}, {.5, 1, .3}, {.4, .3, 1}}, 100));
  EXPECT_NEAR(three->loadings[0], std::sqrt(.5 * .4 / .3), 1e-6);
  EXPECT_NEAR(three->loadings[1], std::sqrt(.5 * .3 / .4), 1e-6);
  // Equal loadings: omega is alpha.
  const auto equal = sums_of_loadings({.7, .7, .7, .7}, 200);
  EXPECT_NEAR(omega(equal)->value, cronbach_alpha(equal)->value, 1e-7);
  EXPECT_NEAR(omega_standardized(equal)->value, cronbach_alpha(equal)->value, 1e-7);
}

TEST(OneFactorTest, LikelihoodIsNotHigherAnywhereNear) {
  // The slow way: minus log-likelihood from the whole matrix, stepped along every parameter.
  const auto sums = attitude_sums({0, 1, 3, 4});
  const auto s = correlations(sums);
  const auto model = *one_factor(sums);
  const auto discrepancy = [&](const std::vector<double>& l, const std::vector<double>& u) {
    // Sherman and Morrison: the inverse and determinant of l l' + diag(u) without a library.
    double inner = 0, logs = 0, trace = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      inner += l[i] * l[i] / u[i];
      logs += std::log(u[i]);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      for (std::size_t j = 0; j < 4; ++j) {
        const double inverse = (i == j ? 1 / u[i] : 0) - l[i] * l[j] / (u[i] * u[j] * (1 + inner));
        trace += inverse * s.at(i, j);
      }
    }
    return logs + std::log1p(inner) + trace;
  };
  const double best = discrepancy(model.loadings, model.uniquenesses);
  for (std::size_t i = 0; i < 4; ++i) {
    for (const double step : {-1e-3, 1e-3}) {
      auto l = model.loadings, u = model.uniquenesses;
      l[i] += step;
      EXPECT_GT(discrepancy(l, model.uniquenesses), best);
      u[i] += step;
      EXPECT_GT(discrepancy(model.loadings, u), best);
    }
  }
}

TEST(OneFactorTest, WhatCannotBeToldIsSaid) {
  EXPECT_EQ(one_factor({}).error().reason, Reason::too_few);
  EXPECT_EQ(one_factor(sums_of({{1, .5}, {.5, 1}}, 100)).error().reason, Reason::not_identified);  // two questions
  EXPECT_EQ(one_factor(sums_of({{1, .5, 0}, {.5, 1, 0}, {0, 0, 0}}, 100)).error().reason, Reason::no_spread);
  EXPECT_EQ(one_factor(sums_of({{1, 1, .5}, {1, 1, .5}, {.5, .5, 1}}, 100)).error().reason, Reason::not_identified);
  Matrix wide(3, 5);  // fewer rows than questions
  RandomStream draw(1, 0);
  for (auto& x : wide.values) x = draw.normal();
  EXPECT_EQ(omega(cross_products(wide)).error().reason, Reason::not_identified);
  // r12 r13 / r23 = 1.2: the first question would share more than all of its variance.
  const auto heywood = sums_of({{1, .6, .6}, {.6, 1, .3}, {.6, .3, 1}}, 100);
  ASSERT_TRUE(one_factor(heywood));
  EXPECT_EQ(one_factor(heywood)->heywood, std::vector<std::size_t>{0});
  EXPECT_TRUE(omega(heywood));
  EXPECT_EQ(omega(heywood)->no_interval, Reason::not_identified);
  // Nothing in common.
  const auto nothing = omega(sums_of({{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}}, 100));
  ASSERT_TRUE(nothing);
  EXPECT_NEAR(nothing->value, 0, 1e-9);
  EXPECT_FALSE(nothing->interval);
  EXPECT_TRUE(one_factor(sums_of({{1, -.5, .4}, {-.5, 1, .3}, {.4, .3, 1}}, 100)));  // signs that contradict each other
}

TEST(OneFactorTest, AnotherUnitAndAnotherOrderAreTheSame) {
  const auto forward = attitude_sums({0, 1, 3, 4}), backward = attitude_sums({4, 3, 1, 0});
  EXPECT_NEAR(omega(forward)->value, omega(backward)->value, 1e-8);
  EXPECT_NEAR(omega(forward)->interval->low, omega(backward)->interval->low, 1e-6);
  auto stretched = forward;
  for (auto& x : stretched.centred.values) x *= 1e8;
  EXPECT_NEAR(omega(stretched)->value, omega(forward)->value, 1e-10);
}

TEST(OneFactorTest, SamplesDrawnAreCovered) {
  const double loadings[] = {.8, .7, .6, .5};
  const double shared = 2.6 * 2.6, own = 4 - (.64 + .49 + .36 + .25), truth = shared / (shared + own);
  int covered = 0, covered_standardized = 0;
  constexpr int samples = 400;
  for (int sample = 0; sample < samples; ++sample) {
    RandomStream draw(71, static_cast<std::uint64_t>(sample));
    CrossProducts sums(4);
    for (int i = 0; i < 150; ++i) {
      const double factor = draw.normal();
      double row[4];
      for (std::size_t j = 0; j < 4; ++j)
        row[j] = loadings[j] * factor + std::sqrt(1 - loadings[j] * loadings[j]) * draw.normal();
      ASSERT_TRUE(sums.add(row));
    }
    const auto raw = omega(sums), standardized = omega_standardized(sums);
    ASSERT_TRUE(raw && standardized);
    if (!raw->interval) continue;  // a Heywood case, about one in 400: not covered
    covered += raw->interval->low <= truth && truth <= raw->interval->high ? 1 : 0;
    covered_standardized += standardized->interval->low <= truth && truth <= standardized->interval->high ? 1 : 0;
  }
  for (const int count : {covered, covered_standardized}) {
    EXPECT_GE(count, 0.92 * samples);
    EXPECT_LE(count, 0.98 * samples);
  }
}

}  // namespace
}  // namespace goud::stats
