#include "stats/bg_nbd.hpp"

#include <gtest/gtest.h>

#include <boost/math/special_functions/hypergeometric_pFq.hpp>
#include <cmath>

#include "stats/cdnow_test_data.hpp"

namespace goud::stats {
namespace {

constexpr BgNbd published = {0.243, 4.414, 0.793, 2.426};
const std::vector<History> histories = {{0, 0, 38.86},   {1, 1.71, 38.86}, {2, 30.43, 38.86},
                                        {26, 30.86, 31}, {4, 4, 60},       {9, 2.5, 12}};

HistoryGroups grouped(const std::vector<CdnowCustomer>& customers) {
  HistoryGroups groups;
  for (const auto& one : customers) groups.add(one.history);
  return groups;
}

TEST(BgNbdTest, CdnowIsReferenceJsonAndFaderHardieLee2005) {
  const auto customers = cdnow_summary();
  if (customers.empty()) GTEST_SKIP() << "no CDNOW data";
  const auto fit = fit_bg_nbd(grouped(customers));
  ASSERT_TRUE(fit);
  EXPECT_EQ(fit->n, 2357);
  EXPECT_NEAR(fit->loglik, -9582.42556056736, 1e-5);
  const Parameters value = {0.24259289490961203, 4.41353138156511, 0.7928863210758029, 2.42575409442576};
  const Parameters error = {0.012557317978993864, 0.37822137304643444, 0.18571841781256507, 0.7053429866832884};
  const Parameters paper = {0.243, 4.414, 0.793, 2.426};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(fit->value[i], value[i], 1e-5 * value[i]) << i;
    EXPECT_NEAR(fit->standard_error[i], error[i], 1e-4 * error[i]) << i;
    EXPECT_NEAR(fit->value[i], paper[i], 5.5e-4) << i;
  }
  const auto m = bg_nbd_of(fit->value);
  const struct {
    std::size_t id;
    double alive, expected;
  } known[] = {{1, 0.7266091464463984, 1.2259104257290914},
               {2, 0.21222741644576787, 0.20325064996980152},
               {3, 1, 0.19478083855544712},
               {100, 0.6469884805897794, 0.6267951990502202},
               {500, 0.05655270870057945, 0.14376259022102728},
               {1000, 0.6803513207426909, 2.3529549412107107},
               {1516, 0.9689197043052681, 20.750568306918723},
               {2357, 1, 0.25897748247022}};
  for (const auto& one : known) {
    EXPECT_NEAR(probability_alive(m, customers[one.id - 1].history), one.alive, 1e-6) << one.id;
    EXPECT_NEAR(expected_purchases(m, customers[one.id - 1].history, 39), one.expected, 1e-5 * one.expected) << one.id;
  }
  double sum = 0;
  for (const auto& one : customers) sum += expected_purchases(m, one.history, 39);
  EXPECT_NEAR(sum, 1653.4231913769952, 1e-3);
  const std::pair<double, double> of_new[] = {{0.1429, 0.007816071986560681}, {1, 0.05318474025435731},
                                              {3, 0.1506319286636082},        {31.8571, 1.0404942789177345},
                                              {32, 1.0437372013306496},       {78, 1.857971691068274}};
  for (const auto& [t, e] : of_new) EXPECT_NEAR(expected_purchases(m, {}, t), e, 1e-5 * e) << t;
}

TEST(BgNbdTest, AnyOrderAnyNumberOfThreadsAndTheSlowSum) {
  auto customers = cdnow_summary();
  if (customers.empty()) GTEST_SKIP() << "no CDNOW data";
  const auto fit = fit_bg_nbd(grouped(customers), 1);
  ASSERT_TRUE(fit);
  const auto threads = fit_bg_nbd(grouped(customers), 4);
  ASSERT_TRUE(threads);
  EXPECT_EQ(threads->value, fit->value);  // to the last bit
  EXPECT_EQ(threads->standard_error, fit->standard_error);
  std::reverse(customers.begin(), customers.end());
  const auto turned = fit_bg_nbd(grouped(customers), 2);
  ASSERT_TRUE(turned);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(turned->value[i], fit->value[i], 1e-8 * fit->value[i]);
  double sum = 0;
  for (const auto& one : customers) sum += loglik(bg_nbd_of(fit->value), one.history);
  EXPECT_NEAR(sum, fit->loglik, 1e-8);
}

TEST(BgNbdTest, LikelihoodIsTheIntegralOverRateAndChanceInReferenceChecksWorth) {
  const double from_r[] = {-0.554713276422835, -4.46909327503258, -9.45860630706712,
                           -37.7265794733944,  -10.6033723975272, -11.5267101046218};
  for (std::size_t i = 0; i < histories.size(); ++i) EXPECT_NEAR(loglik(published, histories[i]), from_r[i], 1e-9) << i;
}

TEST(BgNbdTest, PurchasesAreTheIntegralInReferenceChecksWorthAndThe2F1OfThePaper) {
  const double from_r[] = {0.195098052011259, 0.957972857684957, 1.68739930580531,
                           21.4154102546714,  2.21415780468182,  13.5935736882404};
  for (std::size_t i = 0; i < histories.size(); ++i) {
    const auto& h = histories[i];
    EXPECT_NEAR(expected_while_alive(published, h.x, h.T, 39), from_r[i], 1e-8 * from_r[i]) << i;
    const auto& m = published;
    const double f =
        boost::math::hypergeometric_pFq({m.r + h.x, m.b + h.x}, {m.a + m.b + h.x - 1}, 39 / (m.alpha + h.T + 39));
    const double paper =
        (m.a + m.b + h.x - 1) / (m.a - 1) * (1 - std::pow((m.alpha + h.T) / (m.alpha + h.T + 39), m.r + h.x) * f);
    EXPECT_NEAR(expected_while_alive(m, h.x, h.T, 39), paper, 1e-9 * paper) << i;
  }
}

TEST(BgNbdTest, PurchasesAtTheEdges) {
  // a = 1, where the paper divides by 0; nothing in no time; short times go with the rate; a thousand purchases before.
  EXPECT_NEAR(expected_while_alive({0.243, 4.414, 1, 2.426}, 2, 38.86, 39),
              (expected_while_alive({0.243, 4.414, 1 - 1e-6, 2.426}, 2, 38.86, 39) +
               expected_while_alive({0.243, 4.414, 1 + 1e-6, 2.426}, 2, 38.86, 39)) /
                  2,
              1e-9);
  EXPECT_EQ(expected_while_alive(published, 2, 38.86, 0), 0);
  EXPECT_NEAR(expected_while_alive(published, 2, 38.86, 1e-9), 1e-9 * 2.243 / (4.414 + 38.86), 1e-18);
  // Hardly anybody stops and the rate is known: the rate times the time.
  EXPECT_NEAR(expected_while_alive({1, 1, 1e-9, 1}, 1e4, 1e3, 1000), 10001.0 / 1001 * 1000, 0.1);
  EXPECT_GT(expected_while_alive({0.2, 4, 0.8, 2.4}, 1000, 30, 5000), 100);
  EXPECT_EQ(probability_alive(published, {0, 0, 1e6}), 1);
  EXPECT_GT(probability_alive(published, {500, 30, 1e9}), -1e-300);
  EXPECT_LT(probability_alive(published, {500, 30, 1e9}), 1e-300);
  EXPECT_TRUE(std::isfinite(loglik(published, {5000, 30, 1e9})));
}

TEST(BgNbdTest, DiscountedIsTheSumOfSmallSteps) {
  const History h = {2, 30.43, 38.86};
  double slow = 0;
  for (int i = 0; i < 4000; ++i) {
    const double from = i * 0.05;
    slow += std::exp(-0.01 * (from + 0.025)) *
            (expected_purchases(published, h, from + 0.05) - expected_purchases(published, h, from));
  }
  EXPECT_NEAR(discounted_purchases(published, h, 0.01, 200), slow, 1e-6);
  EXPECT_NEAR(discounted_purchases(published, h, 0, 39), expected_purchases(published, h, 39), 1e-14);
  EXPECT_GT(discounted_purchases(published, h, 0.01, INFINITY), discounted_purchases(published, h, 0.01, 200));
  EXPECT_NEAR(discounted_purchases(published, h, 0.01, INFINITY), discounted_purchases(published, h, 0.01, 4000), 1e-9);
  EXPECT_THROW((void)discounted_purchases(published, h, 0, INFINITY), std::invalid_argument);
}

std::vector<CdnowCustomer> made_up(std::uint64_t seed, int n, const BgNbd& m) {
  std::vector<CdnowCustomer> all;
  RandomStream random(seed, 1);
  for (int i = 0; i < n; ++i) {
    const double rate = gamma_draw(random, m.r) / m.alpha;
    const double stop = beta_draw(random, m.a, m.b);
    History one{0, 0, 30 + static_cast<double>(random.below(12))};
    for (double t = exponential(random) / rate; t <= one.T; t += exponential(random) / rate) {
      one.x += 1;
      one.t_x = t;
      if (random.unit() < stop) break;
    }
    all.push_back({one, 0});
  }
  return all;
}

TEST(BgNbdTest, CustomersMadeUpGiveTheirParametersBack) {
  const BgNbd truth = {0.6, 5, 0.8, 2.5};
  const auto fit = fit_bg_nbd(grouped(made_up(1, 9000, truth)));
  ASSERT_TRUE(fit);
  const Parameters wanted = {truth.r, truth.alpha, truth.a, truth.b};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_LT(std::abs(std::log(fit->value[i] / wanted[i])), 3.5 * std::sqrt(fit->log_covariance[i][i])) << i;
    EXPECT_LT(std::sqrt(fit->log_covariance[i][i]), 0.3) << i;
  }
}

TEST(BgNbdTest, WhatTheDataCannotTellIsSaid) {
  const auto reason = [](const HistoryGroups& groups) {
    const auto fit = fit_bg_nbd(groups);
    EXPECT_FALSE(fit);
    return fit ? Reason::not_asked : fit.error().reason;
  };
  EXPECT_EQ(reason({}), Reason::too_few);
  HistoryGroups one;
  one.add({3, 20, 30});
  EXPECT_EQ(reason(one), Reason::not_identified);
  HistoryGroups once, level, today, same, nothing;
  for (int i = 0; i < 50; ++i) {
    once.add({0, 0, 20.0 + i});
    level.add({0, 0, 0});
    today.add({i + 1.0, 40, 40});
    same.add({4, 30, 40});
    nothing.add({3, 20, 30}, 0);
  }
  EXPECT_EQ(reason(once), Reason::not_identified);   // nobody came back
  EXPECT_EQ(reason(level), Reason::not_identified);  // no time at all
  EXPECT_EQ(reason(today), Reason::not_identified);  // all bought at the last moment: nobody can have stopped
  EXPECT_EQ(reason(same), Reason::not_identified);   // all alike
  EXPECT_EQ(reason(nothing), Reason::too_few);
  // Everybody alike in rate and in chance to stop: the gamma and the beta have no width to be told.
  HistoryGroups poisson;
  RandomStream random(9, 9);
  for (int i = 0; i < 400; ++i) {
    History h{0, 0, 40};
    for (double t = exponential(random) * 5; t <= h.T; t += exponential(random) * 5) {
      h.x += 1;
      h.t_x = t;
    }
    poisson.add(h);
  }
  EXPECT_EQ(reason(poisson), Reason::not_identified);
}

}  // namespace
}  // namespace goud::stats
