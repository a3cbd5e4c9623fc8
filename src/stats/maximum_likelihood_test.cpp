#include "stats/maximum_likelihood.hpp"

#include <gtest/gtest.h>

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <cmath>

namespace goud::stats {
namespace {

LikelihoodSearch search_of(std::size_t parameters, LogLikelihood all) {
  LikelihoodSearch search;
  search.parameters = parameters;
  search.starts = {{1, 1, 1, 1}, {0.2, 3, 1, 1}};
  search.some = all;
  search.all = std::move(all);
  search.n = 12;
  return search;
}

TEST(MaximumLikelihoodTest, GammaSampleIsRsOptimInReferenceChecksWorth) {
  const std::vector<double> sample = {0.31, 2.4, 1.1, 0.05, 3.9, 0.72, 1.8, 0.44, 5.2, 0.9, 0.15, 2.2};
  const auto fit = maximise(search_of(2, [&](const Parameters& p) {
    Curvature sum;
    for (const double x : sample) {
      sum.value += p[0] * std::log(p[1]) - std::lgamma(p[0]) + (p[0] - 1) * std::log(x) - p[1] * x;
      sum.g[0] += std::log(p[1]) - boost::math::digamma(p[0]) + std::log(x);
      sum.g[1] += p[0] / p[1] - x;
      sum.h[0][0] -= boost::math::trigamma(p[0]);
      sum.h[0][1] += 1 / p[1];
      sum.h[1][0] += 1 / p[1];
      sum.h[1][1] -= p[0] / (p[1] * p[1]);
    }
    return sum;
  }));
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->value[0], 0.922286587513848, 1e-5);
  EXPECT_NEAR(fit->value[1], 0.577331197075319, 1e-5);
  EXPECT_NEAR(fit->loglik, -17.5950036245204, 1e-9);
  EXPECT_NEAR(std::sqrt(fit->log_covariance[0][0]), 0.356865932711283, 1e-4);
  EXPECT_NEAR(std::sqrt(fit->log_covariance[1][1]), 0.466592133350978, 1e-4);
  EXPECT_NEAR(fit->standard_error[0], fit->value[0] * 0.356865932711283, 1e-4);
  const auto interval = fit->interval(0);
  EXPECT_NEAR(interval.low * interval.high, fit->value[0] * fit->value[0], 1e-12);
  EXPECT_NEAR(std::log(interval.high / fit->value[0]), 1.959963984540054 * 0.356865932711283, 1e-4);
  // The mean, p0/p1: by the delta method, its slopes taken by differences.
  const auto slopes = slopes_by_log([](const Parameters& p) { return p[0] / p[1]; }, fit->value, 2);
  EXPECT_NEAR(slopes[0], fit->value[0] / fit->value[1], 1e-7);
  EXPECT_NEAR(slopes[1], -fit->value[0] / fit->value[1], 1e-7);
  // The mean of a gamma sample is known as well as mean / sqrt(shape n): shape and mean are orthogonal there.
  EXPECT_NEAR(fit->standard_error_of(slopes), slopes[0] / std::sqrt(fit->value[0] * 12), 1e-6);
}

TEST(MaximumLikelihoodTest, RidgesAndRunawaysAreNotIdentified) {
  // Only the product is told.
  const auto ridge = maximise(search_of(2, [](const Parameters& p) {
    const double d = std::log(p[0] * p[1]) - 1;
    Curvature c;
    c.value = -50 * d * d;
    for (std::size_t i = 0; i < 2; ++i) {
      c.g[i] = -100 * d / p[i];
      for (std::size_t j = 0; j < 2; ++j) c.h[i][j] = -100 / (p[i] * p[j]) + (i == j ? 100 * d / (p[i] * p[i]) : 0);
    }
    return c;
  }));
  ASSERT_FALSE(ridge);
  EXPECT_EQ(ridge.error(), (Unsaid{Reason::not_identified, 12}));
  // Higher and higher without a top, as fast as one likes.
  for (const double rate : {1e-3, 1.0, 1e4}) {
    const auto off = maximise(search_of(1, [&](const Parameters& p) {
      Curvature c;
      c.value = -rate / p[0];
      c.g[0] = rate / (p[0] * p[0]);
      c.h[0][0] = -2 * rate / (p[0] * p[0] * p[0]);
      return c;
    }));
    ASSERT_FALSE(off) << rate;
    EXPECT_EQ(off.error().reason, Reason::not_identified) << rate;
  }
  const auto level = maximise(search_of(1, [](const Parameters&) { return Curvature{}; }));
  ASSERT_FALSE(level);
  EXPECT_EQ(level.error().reason, Reason::not_identified);
}

TEST(MaximumLikelihoodTest, WhatCannotBeComputedDidNotConverge) {
  const auto none = maximise(search_of(2, [](const Parameters&) {
    Curvature c;
    c.value = std::nan("");
    return c;
  }));
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().reason, Reason::did_not_converge);
}

TEST(MaximumLikelihoodTest, SumOfTermsThatOverflowAndLegendrePoints) {
  LogSum sum;
  sum.add(1000, {1}, {});
  sum.add(1000 + std::log(3), {5}, {});
  const auto total = sum.sum();
  EXPECT_NEAR(total.value, 1000 + std::log(4), 1e-12);
  EXPECT_NEAR(total.g[0], 4, 1e-12);                   // mean of 1 and 5, by 1 and 3
  EXPECT_NEAR(total.h[0][0], 0.25 * 9 + 0.75, 1e-12);  // their spread
  double area = 0, power = 0;
  for (std::size_t i = 0; i < legendre_points; ++i) {
    area += legendre().weight[i];
    power += legendre().weight[i] * std::pow(legendre().node[i], 47);
  }
  EXPECT_NEAR(area, 1, 1e-14);
  EXPECT_NEAR(power, 1.0 / 48, 1e-14);  // exact for polynomials up to twice the points
}

}  // namespace
}  // namespace goud::stats
