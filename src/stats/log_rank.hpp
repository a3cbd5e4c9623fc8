// Do groups leave at the same pace: the log-rank test.
// formula: U_g = sum over event times of d_gj - d_j Y_gj/Y_j; chi2 = U' V^- U with V = sum d_j (Y_j - d_j)/(Y_j - 1) (diag(p_j) - p_j p_j'),
//   p_gj = Y_gj/Y_j; weighted: V = sum of squares of what each row adds to U (robust score test); df = groups that could have had an
//   event, minus 1
// unit: chi-squared and its p
// needs: two groups at risk together at some event time; at most 200 groups
// source: mantel1966, peto1972, lin1989
// checked: log_rank_test.cpp: R's survdiff and, with late entry and with weights, coxph's (robust) score test; Freireich's 6-MP;
//   p uniform in simulated samples without a difference
// not for: curves that cross (a late gain hides an early loss); how large the difference is
#pragma once

#include "stats/survival_table.hpp"

namespace goud::stats {

struct LogRankTest {
  double chi2 = 0;
  int df = 0;
  double p = 1;
};
struct LogRank {
  tl::expected<LogRankTest, Unsaid> test;
  std::vector<double> observed, expected;  // per group
};
constexpr std::size_t log_rank_groups_max = 200;
[[nodiscard]] LogRank log_rank(std::span<const SurvivalTable> groups);

}  // namespace goud::stats
