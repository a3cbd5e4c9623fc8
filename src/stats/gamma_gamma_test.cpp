#include "stats/gamma_gamma.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/cdnow_test_data.hpp"

namespace goud::stats {
namespace {

TEST(GammaGammaTest, CdnowIsReferenceJsonAndFaderHardie2013) {
  const auto customers = cdnow_summary();
  if (customers.empty()) GTEST_SKIP() << "no CDNOW data";
  SpendSums sums;
  for (const auto& one : customers) sums.add(one.history.x, one.spend);
  const auto fit = fit_gamma_gamma(sums);
  ASSERT_TRUE(fit);
  EXPECT_EQ(fit->n, 946);
  EXPECT_NEAR(fit->loglik, -4055.9232435028557, 1e-6);
  const Parameters value = {6.2488026955893465, 3.744588439136727, 15.447747215034072};
  const Parameters error = {1.1896754327747059, 0.29016377598671494, 4.159951729500459};
  const Parameters paper = {6.25, 3.74, 15.44};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(fit->value[i], value[i], 1e-5 * value[i]) << i;
    EXPECT_NEAR(fit->standard_error[i], error[i], 1e-4 * error[i]) << i;
    EXPECT_NEAR(fit->value[i], paper[i], 0.01) << i;
  }
  const auto m = gamma_gamma_of(fit->value);
  const std::pair<std::size_t, double> known[] = {{1, 24.65861601781991},    {2, 18.91147950948702},
                                                  {100, 28.95165207605207},  {500, 36.05986498411559},
                                                  {1000, 18.13106316103066}, {1516, 39.89027722443534}};
  for (const auto& [id, spend] : known)
    EXPECT_NEAR(*expected_spend(m, customers[id - 1].history.x, customers[id - 1].spend), spend, 1e-5 * spend) << id;
  EXPECT_NEAR(*expected_spend(m, 0, 0), 35.171001619627134, 1e-4);
  double slow = 0;
  for (const auto& one : customers) slow += one.history.x > 0 ? loglik(m, one.history.x, one.spend) : 0;
  EXPECT_NEAR(slow, fit->loglik, 1e-9);
  EXPECT_EQ(fit_gamma_gamma(sums, 4)->value, fit->value);
  EXPECT_LT(std::abs(sums.correlation()), 0.2);
}

SpendSums made_up(std::uint64_t seed, int n, const GammaGamma& m, SpendSums* half = nullptr) {
  SpendSums sums;
  RandomStream random(seed, 7);
  for (int i = 0; i < n; ++i) {
    const double x = 1 + random.below(6);
    const double z = gamma_draw(random, m.p * x) / (x * gamma_draw(random, m.q) / m.v);
    (half != nullptr && i >= n / 2 ? *half : sums).add(x, z);
  }
  return sums;
}

TEST(GammaGammaTest, IntervalsHoldTheParametersOfCustomersMadeUp) {
  const GammaGamma truth = {1.5, 3, 20};
  const Parameters wanted = {truth.p, truth.q, truth.v};
  int held[3] = {0, 0, 0};
  constexpr int samples = 60;
  for (int i = 0; i < samples; ++i) {
    const auto fit = fit_gamma_gamma(made_up(static_cast<std::uint64_t>(i), 300, truth));
    ASSERT_TRUE(fit) << i;
    for (std::size_t j = 0; j < 3; ++j) {
      const auto interval = fit->interval(j);
      held[j] += interval.low <= wanted[j] && wanted[j] <= interval.high ? 1 : 0;
    }
  }
  for (const int times : held) EXPECT_GE(times, 51);  // of 60 at 95 %: fewer happens once in 3,000
}

TEST(GammaGammaTest, PartsAreTheWhole) {
  SpendSums second;
  auto first = made_up(5, 200, {4, 3, 20}, &second);
  first.merge(second);
  EXPECT_EQ(first, made_up(5, 200, {4, 3, 20}));
  EXPECT_EQ(first.n(), 200);
}

TEST(GammaGammaTest, WhatTheDataCannotTellIsSaid) {
  EXPECT_EQ(fit_gamma_gamma({}).error(), (Unsaid{Reason::too_few, 0}));
  SpendSums one, same;
  EXPECT_TRUE(one.add(3, 20));
  EXPECT_FALSE(one.add(0, 20));
  EXPECT_FALSE(one.add(2, 0));
  EXPECT_FALSE(one.add(2, -3));
  EXPECT_FALSE(one.add(2, NAN));
  EXPECT_EQ(one.n(), 1);
  EXPECT_EQ(fit_gamma_gamma(one).error().reason, Reason::not_identified);
  for (int i = 0; i < 40; ++i) same.add(1 + i % 4, 25);
  EXPECT_EQ(fit_gamma_gamma(same).error().reason, Reason::not_identified);
  EXPECT_EQ(same.correlation(), 0);
  EXPECT_EQ(expected_spend({2, 0.5, 10}, 0, 0).error().reason, Reason::not_identified);  // no mean
  EXPECT_NEAR(*expected_spend({2, 0.5, 10}, 3, 20), 2 * (10 + 60) / 5.5, 1e-12);
}

}  // namespace
}  // namespace goud::stats
