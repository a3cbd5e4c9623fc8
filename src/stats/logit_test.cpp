#include "stats/logit.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "stats/r_tables_test.hpp"

namespace goud::stats {
namespace {

tl::expected<Logit, Unsaid> fit_of(const Matrix& table, std::vector<double> weights = {}) {
  return logit(all_but_last(table), table.column(table.columns - 1), weights);
}

TEST(LogitTest, CarsAreRsGlm) {
  // tools/reference_checks/drivers.R
  const auto fit = fit_of(cars());
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->intercept, 18.866298717204096, 1e-6);
  EXPECT_NEAR(fit->coefficients[0]->value, -8.083475182444628, 1e-6);
  EXPECT_NEAR(fit->coefficients[1]->value, 0.03625559608221655, 1e-8);
  EXPECT_NEAR(fit->coefficients[0]->interval->high, -8.083475182444628 + 1.959963984540054 * 3.068675113054696, 1e-4);
  EXPECT_NEAR(fit->coefficients[1]->interval->low, 0.03625559608221655 - 1.959963984540054 * 0.017734153650769347,
              1e-6);
  EXPECT_NEAR(fit->loglik, -5.029555236133493, 1e-9);
  EXPECT_NEAR(fit->loglik_null, -21.614866638428904, 1e-12);
  EXPECT_NEAR(fit->pseudo_r2(), 1 - 5.029555236133493 / 21.614866638428904, 1e-9);
}

TEST(LogitTest, ATableOfTwoByTwoByHand) {
  // 30 of 50 against 10 of 40: log odds ratio log(30*30/(20*10)), variance 1/30 + 1/20 + 1/10 + 1/30 (Woolf)
  std::vector<double> x, y;
  const auto put = [&](double a, double b, int times) {
    for (int i = 0; i < times; ++i) x.push_back(a), y.push_back(b);
  };
  put(1, 1, 30), put(1, 0, 20), put(0, 1, 10), put(0, 0, 30);
  const auto fit = fit_of(columns_of({x, y}));
  const double value = std::log(30.0 * 30 / (20 * 10));
  const double half = 1.959963984540054 * std::sqrt(1.0 / 30 + 1.0 / 20 + 1.0 / 10 + 1.0 / 30);
  EXPECT_NEAR(fit->coefficients[0]->value, value, 1e-10);
  EXPECT_NEAR(fit->coefficients[0]->interval->low, value - half, 1e-9);
  EXPECT_NEAR(fit->intercept, std::log(10.0 / 30), 1e-10);

  // The same as four rows with weights; together they count as Kish's n, not as ninety.
  const auto weighted = fit_of(columns_of({{1, 1, 0, 0}, {1, 0, 1, 0}}), {30, 20, 10, 30});
  EXPECT_NEAR(weighted->coefficients[0]->value, value, 1e-10);
  const double kish = 90.0 * 90 / (900 + 400 + 100 + 900);
  EXPECT_NEAR(weighted->coefficients[0]->interval->low, value - half * std::sqrt(90 / kish), 1e-8);
}

TEST(LogitTest, TheSlowSlopeOfTheLikelihoodIsNought) {
  std::mt19937_64 engine(9);
  std::normal_distribution<double> normal;
  std::vector<double> a, b, y;
  for (int i = 0; i < 200; ++i) {
    a.push_back(50 + 10 * normal(engine));
    b.push_back(a.back() / 1000 + 0.01 * normal(engine));
    y.push_back(normal(engine) + (a.back() - 50) / 8 > 0 ? 1 : 0);
  }
  const auto fit = fit_of(columns_of({a, b, y}));
  ASSERT_TRUE(fit);
  double slope[3] = {0, 0, 0};
  for (std::size_t i = 0; i < y.size(); ++i) {
    const double eta = fit->intercept + fit->coefficients[0]->value * a[i] + fit->coefficients[1]->value * b[i];
    const double miss = y[i] - 1 / (1 + std::exp(-eta));
    slope[0] += miss, slope[1] += miss * a[i], slope[2] += miss * b[i];
  }
  for (const double one : slope) EXPECT_NEAR(one, 0, 1e-7);
}

TEST(LogitTest, WhatCannotBeSaid) {
  EXPECT_EQ(fit_of(columns_of({{1, 2}, {0, 1}})).error().reason, Reason::too_few);
  EXPECT_EQ(fit_of(columns_of({{1, 2, 3, 4}, {1, 1, 1, 1}})).error().reason, Reason::no_spread);
  EXPECT_EQ(fit_of(columns_of({{1, 2, 3, 4}, {0, 1, 0, 1}}), {0, 0, 0, 0}).error().reason, Reason::too_few);
  // wholly, and all but one point apart
  EXPECT_EQ(fit_of(columns_of({{1, 2, 3, 4, 5, 6}, {0, 0, 0, 1, 1, 1}})).error().reason, Reason::not_identified);
  EXPECT_EQ(fit_of(columns_of({{1, 2, 3, 3, 4, 5}, {0, 0, 0, 1, 1, 1}})).error().reason, Reason::not_identified);
  EXPECT_EQ(fit_of(columns_of({{0, 0, 0, 0, 1, 1, 1, 1}, {0, 1, 0, 1, 1, 1, 1, 1}})).error().reason,
            Reason::not_identified);
  const auto constant = fit_of(columns_of({{1, 2, 3, 4, 5, 6}, {7, 7, 7, 7, 7, 7}, {0, 1, 0, 1, 0, 1}}));
  EXPECT_EQ(constant->coefficients[1].error().reason, Reason::no_spread);
  EXPECT_TRUE(constant->coefficients[0]);
  const auto twice =
      fit_of(columns_of({{1, 2, 3, 4, 5, 6}, {2, 4, 6, 8, 10, 12}, {3, 1, 4, 1, 5, 9}, {0, 1, 0, 1, 0, 1}}));
  ASSERT_TRUE(twice);
  EXPECT_EQ(twice->coefficients[0].error().reason, Reason::not_identified);
  EXPECT_EQ(twice->coefficients[1].error().reason, Reason::not_identified);
  const auto alone = fit_of(columns_of({{1, 2, 3, 4, 5, 6}, {3, 1, 4, 1, 5, 9}, {0, 1, 0, 1, 0, 1}}));
  EXPECT_NEAR(twice->coefficients[2]->value, alone->coefficients[1]->value, 1e-9);
  // a rare yes that is not told without error ends
  std::vector<double> x, y;
  for (int i = 0; i < 20'000; ++i) x.push_back(i % 100), y.push_back(i % 5003 == 0 ? 1 : 0);
  EXPECT_TRUE(fit_of(columns_of({x, y})));
}

TEST(LogitTest, IntervalsHoldTheTruth) {
  std::mt19937_64 engine(21);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> unit;
  constexpr int samples = 600;
  int held = 0;
  std::vector<double> x(150), y(150);
  for (int s = 0; s < samples; ++s) {
    for (std::size_t i = 0; i < x.size(); ++i) {
      x[i] = normal(engine);
      y[i] = unit(engine) < 1 / (1 + std::exp(0.3 - 0.8 * x[i])) ? 1 : 0;
    }
    const auto interval = *fit_of(columns_of({x, y}))->coefficients[0]->interval;
    held += interval.low <= 0.8 && 0.8 <= interval.high;
  }
  EXPECT_NEAR(held, samples * 0.95, 4 * std::sqrt(samples * 0.05 * 0.95));
}

}  // namespace
}  // namespace goud::stats
