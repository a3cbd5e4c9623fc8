#include "stats/shifted_beta_geometric.hpp"

#include <gtest/gtest.h>

#include <boost/math/special_functions/hypergeometric_pFq.hpp>
#include <cmath>

#include "stats/cdnow_test_data.hpp"

namespace goud::stats {
namespace {

// Fader & Hardie (2007), "High End", of 1,000 customers: years 0 to 12.
const Survivors high_end = {{1000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394}};

TEST(ShiftedBetaGeometricTest, HighEndIsReferenceJson) {
  const auto fit = fit_shifted_beta_geometric(high_end, 7);
  ASSERT_TRUE(fit);
  EXPECT_EQ(fit->n, 1000);
  EXPECT_NEAR(fit->loglik, -1611.1581473911547, 1e-7);
  EXPECT_NEAR(fit->value[0], 0.6680883318635905, 1e-6);
  EXPECT_NEAR(fit->value[1], 3.8060948651507864, 1e-5);
  EXPECT_NEAR(fit->standard_error[0], 0.10373468073170514, 1e-5);
  EXPECT_NEAR(fit->standard_error[1], 0.785529834123201, 1e-4);
  const auto m = shifted_beta_geometric_of(fit->value);
  const double survived[] = {1,
                             .8506792631313338,
                             .7468594110360792,
                             .6697889848723862,
                             .6099191377186878,
                             .5618342840145905,
                             .5222155726401505,
                             .4889064234457965,
                             .46043967585523255,
                             .43577959430058925,
                             .4141724023841870,
                             .3950553478597742,
                             .3779990764569416};
  const double kept[] = {0.8506792631313339, 0.8779565265137699, 0.8968073173814907,
                         0.9106138671941486, 0.9211619201129649, 0.9294832791417706};
  for (std::size_t t = 0; t < 13; ++t) EXPECT_NEAR(survival(m, t), survived[t], 1e-6) << t;
  for (std::size_t t = 1; t <= 6; ++t) EXPECT_NEAR(retention(m, t), kept[t - 1], 1e-6) << t;
}

TEST(ShiftedBetaGeometricTest, SurvivalIsTheMeanOverChancesToLeave) {
  // By the middle of narrow slices of the beta distribution, and by its moments.
  const ShiftedBetaGeometric m = {2.5, 3.5};
  for (std::size_t t = 0; t < 9; ++t) {
    double slow = 0;
    for (int i = 0; i < 20000; ++i) {
      const double leave = (i + 0.5) / 20000;
      slow += std::pow(1 - leave, static_cast<double>(t)) * std::pow(leave, 1.5) * std::pow(1 - leave, 2.5) / 20000;
    }
    EXPECT_NEAR(survival(m, t), slow / std::exp(std::lgamma(2.5) + std::lgamma(3.5) - std::lgamma(6)), 1e-7) << t;
  }
}

TEST(ShiftedBetaGeometricTest, ResidualIsThe2F1OfFaderHardie2010AndTheIntegralInReferenceChecksWorth) {
  const ShiftedBetaGeometric m = {0.668, 3.806};
  EXPECT_NEAR(*residual_renewals(m, 4, 0.1), 6.89705739774612, 1e-9);
  for (const std::size_t n : {0U, 1U, 4U, 20U}) {
    const double b = m.beta + static_cast<double>(n);
    const double f = boost::math::hypergeometric_pFq({1.0, b + 1}, {m.alpha + b + 1}, 1 / 1.1);
    EXPECT_NEAR(*residual_renewals(m, n, 0.1), b / (m.alpha + b) * f, 1e-9) << n;
    EXPECT_LT(*residual_renewals(m, n, 0.1), *residual_renewals(m, n + 1, 0.1));  // who stays longer is longer to stay
  }
  EXPECT_EQ(residual_renewals(m, 4, 0).error().reason, Reason::not_identified);  // alpha <= 1: no mean
  EXPECT_NEAR(*residual_renewals({3, 2}, 5, 0), 7.0 / 2, 1e-12);
  EXPECT_NEAR(*residual_renewals({3, 2}, 5, 1e-7), 7.0 / 2, 1e-4);
  EXPECT_THROW((void)residual_renewals(m, 4, -0.1), std::invalid_argument);
}

TEST(ShiftedBetaGeometricTest, IntervalsHoldTheParametersOfContractsMadeUp) {
  const ShiftedBetaGeometric truth = {0.9, 4};
  int held[2] = {0, 0};
  constexpr int samples = 400;
  for (int i = 0; i < samples; ++i) {
    RandomStream random(21, static_cast<std::uint64_t>(i));
    Survivors made;
    made.customers.assign(9, 0);
    for (int j = 0; j < 800; ++j) {
      const double leave = beta_draw(random, truth.alpha, truth.beta);
      for (std::size_t t = 0; t < 9; ++t) {
        made.customers[t] += 1;
        if (random.unit() < leave) break;
      }
    }
    const auto fit = fit_shifted_beta_geometric(made);
    ASSERT_TRUE(fit) << i;
    held[0] += fit->interval(0).low <= truth.alpha && truth.alpha <= fit->interval(0).high ? 1 : 0;
    held[1] += fit->interval(1).low <= truth.beta && truth.beta <= fit->interval(1).high ? 1 : 0;
  }
  for (const int times : held) {
    EXPECT_GE(times, 0.93 * samples - 0.005);
    EXPECT_LE(times, 0.975 * samples);
  }
}

TEST(ShiftedBetaGeometricTest, ScaleChangesErrorsAloneAndPartsAreTheWhole) {
  Survivors percents = high_end;
  for (auto& one : percents.customers) one /= 10;
  const auto fit = fit_shifted_beta_geometric(high_end), scaled = fit_shifted_beta_geometric(percents);
  ASSERT_TRUE(fit && scaled);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_NEAR(scaled->value[i], fit->value[i], 1e-7);
    EXPECT_NEAR(scaled->standard_error[i], fit->standard_error[i] * std::sqrt(10), 1e-6);
  }
  Survivors sum;
  EXPECT_TRUE(sum.merge(high_end));
  EXPECT_TRUE(sum.merge(high_end));
  EXPECT_EQ(sum.customers[3], 1306);
  EXPECT_FALSE(sum.merge({{1, 1}}));
}

TEST(ShiftedBetaGeometricTest, WhatTheDataCannotTellIsSaid) {
  const auto reason = [](const Survivors& survivors) { return fit_shifted_beta_geometric(survivors).error().reason; };
  EXPECT_EQ(reason({}), Reason::too_few);
  EXPECT_EQ(reason({{100}}), Reason::too_few);
  EXPECT_EQ(reason({{100, 80}}), Reason::too_few);
  EXPECT_EQ(reason({{0, 0, 0}}), Reason::too_few);
  EXPECT_EQ(reason({{100, 100, 100}}), Reason::not_identified);        // nobody leaves
  EXPECT_EQ(reason({{100, 0, 0}}), Reason::not_identified);            // nobody stays
  EXPECT_EQ(reason({{1024, 512, 256, 128}}), Reason::not_identified);  // one chance for all: no width to be told
  EXPECT_THROW((void)fit_shifted_beta_geometric({{100, 80, 90}}), std::invalid_argument);
  EXPECT_THROW((void)fit_shifted_beta_geometric({{100, NAN, 90}}), std::invalid_argument);
}

}  // namespace
}  // namespace goud::stats
