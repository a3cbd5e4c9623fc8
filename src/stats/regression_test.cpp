#include "stats/regression.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>

#include "stats/r_tables_test.hpp"

namespace goud::stats {
namespace {

struct Rows {
  Matrix x;
  std::vector<double> y;
};
Rows rows_of(const Matrix& table) {
  const auto last = table.column(table.columns - 1);
  return {all_but_last(table), {last.begin(), last.end()}};
}

TEST(RegressionTest, LongleyIsWhatNistCertifies) {
  const auto rows = rows_of(longley());
  const auto fit = regression(rows.x, rows.y);
  ASSERT_TRUE(fit);
  // Statistical Reference Datasets, Longley: estimate and standard deviation (R's data are in thousands)
  const double certified[][2] = {
      {15.0618722713733, 84.9149257747669},       {-0.358191792925910e-1, 0.334910077722432e-1},
      {-2.02022980381683, 0.488399681651699},     {-1.03322686717359, 0.214274163161675},
      {-0.511041056535807e-1, 0.226073200069370}, {1829.15146461355, 455.478499142212}};
  const double units[] = {1e-3, 1, 1e-2, 1e-2, 1, 1e-3};
  for (std::size_t j = 0; j < 6; ++j) {
    const double value = certified[j][0] * units[j];
    EXPECT_NEAR(fit->coefficients[j]->value, value, std::abs(value) * 1e-8) << j;
    EXPECT_NEAR(std::sqrt(fit->covariance.at(j, j)), certified[j][1] * units[j], certified[j][1] * units[j] * 1e-8)
        << j;
  }
  EXPECT_NEAR(fit->intercept, -3482.25863459582, 3e-5);
  EXPECT_NEAR(fit->r2, 0.995479004577296, 1e-12);
  EXPECT_NEAR(fit->residual_deviation, 0.304854073561965, 1e-9);
  EXPECT_EQ(fit->freedom, 9);
}

TEST(RegressionTest, SwissIsRsLmAndSandwich) {
  // tools/reference_checks/drivers.R
  const auto rows = rows_of(swiss());
  const auto fit = regression(rows.x, rows.y);
  ASSERT_TRUE(fit);
  const double value[] = {-0.1721139709414554, -0.25800823983472415, -0.8709400629394237, 0.10411533074376744,
                          1.077048140690988};
  const double low[] = {-0.31409562418349835, -0.7707256680382633, -1.240573822575172, 0.0329106530171939,
                        0.30614966656053566};
  const double high[] = {-0.030132317699412436, 0.254709188368815, -0.5013063033036756, 0.175320008470341,
                         1.8479466148214403};
  const double hc3_low[] = {-0.31670665573903545, -0.810107003861384, -1.2952868496928467, 0.0379628526067452,
                            0.15061458876997225};
  const double hc3_high[] = {-0.027521286143875306, 0.29409052419193565, -0.4465932761860007, 0.17026780888078968,
                             2.0034816926120036};
  for (std::size_t j = 0; j < 5; ++j) {
    EXPECT_NEAR(fit->coefficients[j]->value, value[j], 1e-12);
    EXPECT_NEAR(fit->coefficients[j]->interval->low, low[j], 1e-11);
    EXPECT_NEAR(fit->coefficients[j]->interval->high, high[j], 1e-11);
    EXPECT_NEAR(fit->robust[j]->low, hc3_low[j], 1e-11);
    EXPECT_NEAR(fit->robust[j]->high, hc3_high[j], 1e-11);
  }
  EXPECT_NEAR(fit->r2, 0.7067350015927255, 1e-13);
  EXPECT_NEAR(fit->p, 5.593798541135146e-10, 1e-20);
  EXPECT_NEAR(fit->intercept, 66.9151816789687, 1e-10);
  const auto sums = regression(cross_products(swiss()), 5);
  EXPECT_DOUBLE_EQ(sums->coefficients[2]->interval->high, fit->coefficients[2]->interval->high);
  EXPECT_FALSE(sums->robust[0]);
}

TEST(RegressionTest, WeightsAreRsAndOnlyTheirProportionsCount) {
  const auto rows = rows_of(swiss());
  std::vector<double> weights, tenfold;
  for (std::size_t i = 0; i < rows.y.size(); ++i) {
    weights.push_back(1 + static_cast<double>(i % 3));
    tenfold.push_back(10 * weights.back());
  }
  const auto fit = regression(rows.x, rows.y, weights);
  EXPECT_NEAR(fit->r2, 0.7237051135490928, 1e-13);
  EXPECT_NEAR(fit->coefficients[1]->value, -0.15458973590640313, 1e-12);
  EXPECT_NEAR(fit->coefficients[4]->interval->low, 0.3639737336955504, 1e-11);
  EXPECT_NEAR(fit->robust[0]->low, -0.32499122423645405, 1e-11);
  EXPECT_NEAR(fit->robust[4]->high, 2.3585972067260084, 1e-11);
  const auto scaled = regression(rows.x, rows.y, tenfold);
  EXPECT_NEAR(scaled->coefficients[4]->interval->low, fit->coefficients[4]->interval->low, 1e-11);
  EXPECT_NEAR(scaled->robust[4]->low, fit->robust[4]->low, 1e-11);

  auto more = rows_of(swiss());
  more.x = Matrix(49, 5);
  for (std::size_t j = 0; j < 5; ++j) {
    for (std::size_t i = 0; i < 47; ++i) more.x.at(i, j) = rows.x.at(i, j);
    more.x.at(47, j) = more.x.at(48, j) = 1e6;
  }
  more.y.resize(49, 5e7);
  weights.resize(49, 0.0);
  const auto without = regression(more.x, more.y, weights);
  EXPECT_EQ(without->n, 47);
  EXPECT_NEAR(without->robust[4]->high, fit->robust[4]->high, 1e-12);
}

TEST(RegressionTest, TheSlowNormalEquationsAndLeverageByLeavingOut) {
  std::mt19937_64 engine(3);
  std::normal_distribution<double> normal;
  constexpr std::size_t n = 30;
  Matrix x(n, 2);
  std::vector<double> y(n);
  for (std::size_t i = 0; i < n; ++i) {
    x.at(i, 0) = normal(engine);
    x.at(i, 1) = 0.5 * x.at(i, 0) + normal(engine);
    y[i] = 1 + x.at(i, 0) - 2 * x.at(i, 1) + normal(engine) * std::abs(x.at(i, 0));
  }
  const auto fit = regression(x, y);
  // HC3 is made of what each row misses by when it is left out: e/(1-h) is that error exactly.
  double meat = 0;
  const auto sums = cross_products(x);
  const double a = sums.centred.at(0, 0), b = sums.centred.at(0, 1), d = sums.centred.at(1, 1);
  for (std::size_t out = 0; out < n; ++out) {
    Matrix rest(n - 1, 2);
    std::vector<double> rest_y;
    for (std::size_t i = 0, k = 0; i < n; ++i) {
      if (i == out) continue;
      rest.at(k, 0) = x.at(i, 0);
      rest.at(k++, 1) = x.at(i, 1);
      rest_y.push_back(y[i]);
    }
    const auto without = regression(rest, rest_y);
    const double miss = y[out] - without->intercept - without->coefficients[0]->value * x.at(out, 0) -
                        without->coefficients[1]->value * x.at(out, 1);
    const double pull = (d * (x.at(out, 0) - sums.means[0]) - b * (x.at(out, 1) - sums.means[1])) / (a * d - b * b);
    meat += miss * miss * pull * pull;
  }
  EXPECT_NEAR(fit->covariance_robust.at(0, 0), meat, 1e-12);
}

TEST(RegressionTest, ColumnsThatMakeEachOtherAreNamedAndTheOthersAreSaid) {
  auto rows = rows_of(swiss());
  Matrix x(47, 7);
  for (std::size_t i = 0; i < 47; ++i) {
    for (std::size_t j = 0; j < 5; ++j) x.at(i, j) = rows.x.at(i, j);
    x.at(i, 5) = 2 * x.at(i, 0) - x.at(i, 3) + 4;
    x.at(i, 6) = 3;
  }
  const auto fit = regression(x, rows.y);
  ASSERT_TRUE(fit);
  EXPECT_EQ(fit->collinear, (std::vector<std::size_t>{0, 3, 5}));
  EXPECT_EQ(fit->constant, (std::vector<std::size_t>{6}));
  EXPECT_EQ(fit->coefficients[0].error().reason, Reason::not_identified);
  EXPECT_EQ(fit->coefficients[6].error().reason, Reason::no_spread);
  EXPECT_NEAR(fit->r2, 0.7067350015927255, 1e-12);
  EXPECT_EQ(fit->freedom, 41);
  EXPECT_NEAR(fit->coefficients[2]->value, -0.8709400629394237, 1e-10);
  EXPECT_NEAR(fit->coefficients[2]->interval->low, -1.240573822575172, 1e-9);
  EXPECT_NEAR(fit->robust[2]->low, -1.2952868496928467, 1e-9);
  EXPECT_EQ(fit->inflation[0], 0);
  EXPECT_GT(fit->inflation[1], 1);
  EXPECT_FALSE(fit->robust[5]);
}

TEST(RegressionTest, EdgesHaveAReason) {
  const auto fit = [](std::vector<std::vector<double>> columns, std::vector<double> weights = {}) {
    const auto rows = rows_of(columns_of(columns));
    return regression(rows.x, rows.y, weights);
  };
  EXPECT_EQ(fit({{1}, {2}}).error().reason, Reason::too_few);
  EXPECT_EQ(fit({{1, 2, 3}, {5, 5, 5}}).error().reason, Reason::no_spread);
  EXPECT_EQ(fit({{1, 2, 3}, {5, 6, 5}}, {0, 0, 0}).error().reason, Reason::too_few);
  EXPECT_EQ(fit({{1, 2}, {2, 1}, {3, 5}}).error().reason, Reason::too_few);  // n = p
  const auto exact = fit({{1, 2}, {3, 5}});
  EXPECT_DOUBLE_EQ(exact->coefficients[0]->value, 2);
  EXPECT_EQ(exact->coefficients[0]->no_interval, Reason::too_few);
  EXPECT_EQ(exact->p, 1);
  const auto constant = fit({{4, 4, 4, 4}, {1, 2, 3, 5}});
  EXPECT_EQ(constant->coefficients[0].error().reason, Reason::no_spread);
  EXPECT_EQ(constant->r2, 0);
  const auto perfect = fit({{1, 2, 3, 4}, {2, 4, 6, 8}});
  EXPECT_DOUBLE_EQ(perfect->r2, 1);
  EXPECT_NEAR(perfect->coefficients[0]->interval->high, 2, 1e-6);
  const auto lone = fit({{0, 0, 0, 1}, {1, 2, 3, 9}});  // one row alone decides its own fit
  EXPECT_TRUE(lone->coefficients[0]);
  EXPECT_FALSE(lone->robust[0]);
  const auto none = fit({{1, 2, 4, 3}});
  EXPECT_TRUE(none);
  EXPECT_EQ(fit({{1e200, 2e200, 5e200, 0}, {1, 2, 3, 5}})->coefficients[0].error().reason, Reason::no_spread);
}

TEST(RegressionTest, IntervalsHoldTheTruthInNinetyFiveOfAHundred) {
  std::mt19937_64 engine(11);
  std::normal_distribution<double> normal;
  constexpr int samples = 2000;
  int classical = 0, robust = 0, robust_uneven = 0, null_low = 0;
  Matrix x(40, 2);
  std::vector<double> y(40), uneven(40), noise(40);
  for (int s = 0; s < samples; ++s) {
    for (std::size_t i = 0; i < 40; ++i) {
      x.at(i, 0) = normal(engine);
      x.at(i, 1) = 0.6 * x.at(i, 0) + normal(engine);
      y[i] = 0.5 * x.at(i, 0) + x.at(i, 1) + normal(engine);
      uneven[i] = 0.5 * x.at(i, 0) + x.at(i, 1) + normal(engine) * (0.5 + std::abs(x.at(i, 0)));
      noise[i] = normal(engine);
    }
    const auto holds = [](const Interval& interval) { return interval.low <= 0.5 && 0.5 <= interval.high; };
    const auto fit = regression(x, y);
    classical += holds(*fit->coefficients[0]->interval);
    robust += holds(*fit->robust[0]);
    robust_uneven += holds(*regression(x, uneven)->robust[0]);
    null_low += regression(x, noise)->p < 0.05;
  }
  for (const int held : {classical, robust, robust_uneven}) {
    EXPECT_GT(held, samples * 93 / 100);
    EXPECT_LT(held, samples * 97 / 100);
  }
  EXPECT_NEAR(null_low, samples * 0.05, 4 * std::sqrt(samples * 0.05 * 0.95));
}

}  // namespace
}  // namespace goud::stats
