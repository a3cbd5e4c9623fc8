// How far people of one team answer alike, by analysis of variance: ICC(1) of one answer, ICC(2) of the mean of a team.
// formula: MSB = sum n_j (m_j - m)^2 / (J-1), MSW = sum_j sum (x - m_j)^2 / (N-J), k = N/J;
//   ICC(1) = (MSB - MSW) / (MSB + (k-1) MSW), ICC(2) = (MSB - MSW) / MSB; with F = MSB/MSW divided by the F quantiles of
//   (J-1, N-J) at 1-a/2 and a/2: ICC(1) = (F-1)/(F+k-1), ICC(2) = 1 - 1/F at each limit
// unit: share of the variance, at most 1; under 0 where teams differ less than chance would make them
// needs: two teams, one of them of two people or more
// source: shrout1979, bliese2000, searle1971
// checked: icc_test.cpp: Shrout and Fleiss (1979) table 2 and R psych::ICC; R multilevel ICC1, ICC2; the formula of pairs; samples drawn
// not for: sizes that differ very much (k is the mean size, as in R's multilevel); whether a given team agrees (r_wg says that)
#pragma once

#include <cstdint>
#include <vector>

#include "stats/mean.hpp"

namespace goud::stats {

struct OneWay {
  std::vector<RealMeanSums> teams;  // by number; a team without answers counts as none
  bool operator==(const OneWay&) const = default;

  // Refused, and nothing changed: a number that is not finite.
  [[nodiscard]] bool add(std::size_t team, double x);
  [[nodiscard]] bool merge(const OneWay&);  // right to rounding
  [[nodiscard]] std::int64_t n() const;
};

struct VarianceTable {
  double between = 0, within = 0;  // mean squares
  double mean_size = 0;
  std::int64_t teams = 0, n = 0;
  bool operator==(const VarianceTable&) const = default;
};
[[nodiscard]] tl::expected<VarianceTable, Unsaid> variance_table(const OneWay&);

[[nodiscard]] Outcome icc1_anova(const OneWay&, double level = level_default);
[[nodiscard]] Outcome icc2_anova(const OneWay&, double level = level_default);

// The same share of one answer by the mixed model: teams are drawn from many, and each counts by what it can tell.
// formula: y = mu + u_j + e, u ~ N(0, tau), e ~ N(0, sigma2); ICC(1) = tau / (tau + sigma2) where the restricted likelihood is
//   highest; interval: where twice its logarithm is within the chi-squared quantile of one degree of the highest
// unit: share of the variance, 0..1
// needs: two teams, one of them of two people or more
// source: laird1982, bliese2000, selfliang1987
// checked: icc_test.cpp: R lme4 on five unequal teams; the restricted likelihood by the whole matrix; mixed.hpp; balanced teams against ICC(1) by
//   analysis of variance, with which it agrees there; cli/agreement_test.cpp: bh1996
// not for: under 10 teams (the interval is wide, and rightly); telling 0 from below 0
struct MixedIcc {
  double tau = 0, sigma2 = 0;
  double mean = 0;
  double loglik_reml = 0;
  Outcome icc1 = unsaid(Reason::too_few, 0);
};
[[nodiscard]] tl::expected<MixedIcc, Unsaid> icc1_mixed_model(const OneWay&, double level = level_default);
[[nodiscard]] Outcome icc1_mixed(const OneWay&, double level = level_default);

}  // namespace goud::stats
