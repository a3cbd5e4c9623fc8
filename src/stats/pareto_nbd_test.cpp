#include "stats/pareto_nbd.hpp"

#include <gtest/gtest.h>

#include <boost/math/special_functions/hypergeometric_pFq.hpp>
#include <cmath>

#include "stats/cdnow_test_data.hpp"

namespace goud::stats {
namespace {

constexpr ParetoNbd published = {0.553, 10.578, 0.606, 11.669};
constexpr ParetoNbd below = {2, 20, 1, 3};  // alpha above beta, and s = 1
const std::vector<History> histories = {{0, 0, 38.86},   {1, 1.71, 38.86}, {2, 30.43, 38.86},
                                        {26, 30.86, 31}, {4, 4, 60},       {9, 2.5, 12}};

HistoryGroups grouped(const std::vector<CdnowCustomer>& customers) {
  HistoryGroups groups;
  for (const auto& one : customers) groups.add(one.history);
  return groups;
}

TEST(ParetoNbdTest, CdnowIsReferenceJsonAndFaderHardieLee2005) {
  const auto customers = cdnow_summary();
  if (customers.empty()) GTEST_SKIP() << "no CDNOW data";
  const auto fit = fit_pareto_nbd(grouped(customers), 2);
  ASSERT_TRUE(fit);
  EXPECT_EQ(fit->n, 2357);
  EXPECT_NEAR(fit->loglik, -9594.973929826861, 1e-5);
  const Parameters value = {0.5532754903232133, 10.577611608302208, 0.6062135969081226, 11.667912316440615};
  const Parameters error = {0.047628777194461076, 0.8427238977453421, 0.1872798306921513, 6.211038226822696};
  const Parameters paper = {0.553, 10.578, 0.606, 11.669};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(fit->value[i], value[i], 1e-5 * value[i]) << i;
    EXPECT_NEAR(fit->standard_error[i], error[i], 1e-4 * error[i]) << i;
    EXPECT_NEAR(fit->value[i], paper[i], 1.1e-3) << i;
  }
}

TEST(ParetoNbdTest, LikelihoodAndAliveAreTheIntegralsInReferenceChecksWorth) {
  const double l1[] = {-0.52104629408089, -4.45019433388101, -9.55428324515041,
                       -39.1316715403028, -11.2141146292397, -14.865208692278};
  const double a1[] = {0.295286604616894, 0.168002326724345,   0.869167559153011,
                       0.997918731055158, 0.00271372561799765, 0.0669162220030691};
  const double l2[] = {-0.400500282260505, -3.64991441876978, -10.8498483383901,
                       -41.9655738829071,  -10.2797773575249, -15.160647340005};
  const double a2[] = {0.0123502733247801, 0.010816554327212,    0.738382685423419,
                       0.995720288968577,  0.000254057840503544, 0.0309306281712519};
  for (std::size_t i = 0; i < histories.size(); ++i) {
    EXPECT_NEAR(loglik(published, histories[i]), l1[i], 1e-10) << i;
    EXPECT_NEAR(probability_alive(published, histories[i]), a1[i], 1e-10 * a1[i]) << i;
    EXPECT_NEAR(loglik(below, histories[i]), l2[i], 1e-10) << i;
    EXPECT_NEAR(probability_alive(below, histories[i]), a2[i], 1e-10 * a2[i]) << i;
  }
}

// Fader & Hardie's form with two 2F1, for alpha >= beta and for alpha < beta.
double by_2f1(const ParetoNbd& m, const History& h) {
  const double rsx = m.r + m.s + h.x;
  const double large = std::max(m.alpha, m.beta), small = std::min(m.alpha, m.beta);
  const double second = m.alpha >= m.beta ? m.s + 1 : m.r + h.x;
  const auto part = [&](double t) {
    return boost::math::hypergeometric_pFq({rsx, second}, {rsx + 1}, (large - small) / (large + t)) /
           std::pow(large + t, rsx);
  };
  const double alive = std::pow(m.alpha + h.T, -(m.r + h.x)) * std::pow(m.beta + h.T, -m.s);
  return std::lgamma(m.r + h.x) - std::lgamma(m.r) + m.r * std::log(m.alpha) + m.s * std::log(m.beta) +
         std::log(alive + m.s / rsx * (part(h.t_x) - part(h.T)));
}

TEST(ParetoNbdTest, LikelihoodIsThePapersTwo2F1) {
  for (const auto& m : {published, below, ParetoNbd{0.5, 2, 3, 60}, {5, 0.4, 0.2, 0.1}, {0.2, 40, 2, 0.05}}) {
    for (const auto& h : histories)
      EXPECT_NEAR(loglik(m, h), by_2f1(m, h), 2e-9 * std::abs(by_2f1(m, h))) << m.alpha << ' ' << h.x;
  }
}

TEST(ParetoNbdTest, DerivativesAreDifferences) {
  for (const auto& m : {published, below, ParetoNbd{0.5, 2, 3, 60}}) {
    for (const auto& h : histories) {
      const Parameters at = {m.r, m.alpha, m.s, m.beta};
      const auto c = curvature_of(m, h);
      EXPECT_NEAR(c.value, loglik(m, h), 1e-11);
      for (std::size_t i = 0; i < 4; ++i) {
        Parameters up = at, down = at;
        const double step = 1e-5 * at[i];
        up[i] += step;
        down[i] -= step;
        EXPECT_NEAR(c.g[i], (loglik(pareto_nbd_of(up), h) - loglik(pareto_nbd_of(down), h)) / (2 * step),
                    1e-6 + 1e-5 * std::abs(c.g[i]));
        const auto above = curvature_of(pareto_nbd_of(up), h), under = curvature_of(pareto_nbd_of(down), h);
        for (std::size_t j = 0; j < 4; ++j)
          EXPECT_NEAR(c.h[i][j], (above.g[j] - under.g[j]) / (2 * step), 1e-6 + 1e-5 * std::abs(c.h[i][j]));
      }
    }
  }
}

TEST(ParetoNbdTest, PurchasesAreTheIntegralsInReferenceChecksWorth) {
  const double alive[] = {0.36263571235897, 1.01839649420159, 1.67415727604421,
                          20.158982341277,  2.19097746332634, 11.8857252533288};
  const double discounted[] = {0.993030034343885, 2.78874438216285, 4.58445872998181,
                               53.7505431351811,  6.33437330432438, 28.9317402109592};
  const double endless[] = {1.51503433574841, 4.25469859569128, 6.99436285563415,
                            80.9646881809387, 9.94550718739202, 41.9209449279843};
  for (std::size_t i = 0; i < histories.size(); ++i) {
    const auto& h = histories[i];
    const double here = probability_alive(published, h);
    EXPECT_NEAR(expected_while_alive(published, h.x, h.T, 39), alive[i], 1e-10 * alive[i]) << i;
    EXPECT_NEAR(expected_purchases(published, h, 39), here * alive[i], 1e-9 * alive[i]) << i;
    EXPECT_NEAR(discounted_purchases(published, h, 0.003, 200), here * discounted[i], 1e-8 * discounted[i]) << i;
    EXPECT_NEAR(discounted_purchases(published, h, 0.003, INFINITY), here * endless[i], 1e-7 * endless[i]) << i;
  }
  // s = 1, where the paper divides by 0.
  EXPECT_NEAR(expected_while_alive(below, 2, 10, 39), 4.0 / 30 * 13 * std::log(52.0 / 13), 1e-12);
  EXPECT_EQ(expected_while_alive(below, 2, 10, 0), 0);
}

TEST(ParetoNbdTest, ExtremesAreNumbers) {
  for (const auto& m :
       {ParetoNbd{1e-4, 1e-4, 1e-4, 1e-4}, {1e4, 1e4, 1e4, 1e4}, {1e-4, 1e5, 1e3, 1e-3}, {1e3, 1e-3, 1e-3, 1e5}}) {
    for (const auto& h : {History{0, 0, 0}, {0, 0, 1e5}, {1000, 900, 1000}, {1000, 0.5, 1000}, {1, 0, 5}, {3, 5, 5}}) {
      EXPECT_TRUE(std::isfinite(loglik(m, h))) << m.r << ' ' << h.x;
      const double alive = probability_alive(m, h);
      EXPECT_TRUE(alive >= 0 && alive <= 1) << alive;
      EXPECT_TRUE(std::isfinite(expected_purchases(m, h, 52)));
    }
  }
}

TEST(ParetoNbdTest, CustomersMadeUpGiveTheirParametersBack) {
  const ParetoNbd truth = {0.8, 6, 0.7, 12};
  HistoryGroups groups;
  RandomStream random(4, 2);
  for (int i = 0; i < 2500; ++i) {
    const double rate = gamma_draw(random, truth.r) / truth.alpha;
    const double end = exponential(random) * truth.beta / gamma_draw(random, truth.s);
    History one{0, 0, 40};
    for (double t = exponential(random) / rate; t <= std::min(one.T, end); t += exponential(random) / rate) {
      const double week = std::ceil(t * 4) / 4;  // enough alike to be grouped
      one.x += 1;
      one.t_x = std::min(week, one.T);
    }
    groups.add(one);
  }
  const auto fit = fit_pareto_nbd(groups, 2);
  ASSERT_TRUE(fit);
  const Parameters wanted = {truth.r, truth.alpha, truth.s, truth.beta};
  for (std::size_t i = 0; i < 4; ++i)
    EXPECT_LT(std::abs(std::log(fit->value[i] / wanted[i])), 3.5 * std::sqrt(fit->log_covariance[i][i])) << i;
}

TEST(ParetoNbdTest, WhatTheDataCannotTellIsSaid) {
  const auto reason = [](const HistoryGroups& groups) {
    const auto fit = fit_pareto_nbd(groups);
    EXPECT_FALSE(fit);
    return fit ? Reason::not_asked : fit.error().reason;
  };
  EXPECT_EQ(reason({}), Reason::too_few);
  HistoryGroups one, once, today, same;
  one.add({3, 20, 30});
  for (int i = 0; i < 30; ++i) {
    once.add({0, 0, 20.0 + i});
    today.add({i + 1.0, 40, 40});
    same.add({4, 30, 40});
  }
  EXPECT_EQ(reason(one), Reason::not_identified);
  EXPECT_EQ(reason(once), Reason::not_identified);
  EXPECT_EQ(reason(today), Reason::not_identified);
  EXPECT_EQ(reason(same), Reason::not_identified);
}

}  // namespace
}  // namespace goud::stats
