// A random intercept: what goes with the outcome, where rows of one group resemble each other.
// formula: y = b0 + x b + u_g + e, u ~ N(0, tau^2), e ~ N(0, sigma^2 / w); REML with t = tau^2/sigma^2 the only parameter searched:
//   -2 l = (n-p)(log(2 pi s) + 1) + sum_g log(1 + w_g t) - sum log w + log|A|, A = X'X inside groups + sum_g w_g/(1 + w_g t) m_g m_g',
//   s = residual / (n-p), b = A^-1 X'y likewise, covariance s A^-1; 64 points over t, then Brent's method (Boost.Math) around
//   the best: with one parameter a bracket is safer than a gradient, so NLopt has nothing to add
// unit: that of the outcome; coefficients per unit of the covariate; variances squared
// needs: two groups, one of them with two rows, more rows and groups than coefficients, spread inside groups
// source: patterson1971, pinheiro2000
// checked: mixed_test.cpp: R's nlme::lme on bh1996, Orthodont and unequal groups; the dense likelihood with its n x n matrix;
//   order, scale and shift; coverage in simulation
// not for: two-valued outcomes; slopes that differ between groups; groups within groups
#pragma once

#include "stats/estimate.hpp"
#include "stats/grouped_sums.hpp"

namespace goud::stats {

struct RandomIntercept {
  std::vector<double> coefficients;  // the intercept first, then the covariates in the order of their columns
  std::vector<double> standard_errors;
  // Of t, as nlme::lme counts it: a covariate that is level inside groups has groups - 1 - (number of these), the others and the
  // intercept have rows - groups - (number of others).
  std::vector<double> freedom;
  double tau2 = 0;    // between groups; 0 where the data show no more than chance
  double sigma2 = 0;  // inside a group, of a row of weight 1
  double loglik = 0;  // restricted
  std::int64_t n = 0;
  std::int64_t groups = 0;
  [[nodiscard]] double icc() const { return tau2 / (tau2 + sigma2); }
  [[nodiscard]] Outcome coefficient(std::size_t place, double level = level_default) const;  // with its interval by t
};

// The column `outcome` on all other columns; with one column the null model. Weights are precisions, not counts.
[[nodiscard]] tl::expected<RandomIntercept, Unsaid> random_intercept(const GroupedSums&, std::size_t outcome = 0);

}  // namespace goud::stats
