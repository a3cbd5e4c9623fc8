// How the pressure to leave adds up: the cumulated hazard.
// formula: H(t) = sum over t_j <= t of d_j/Y_j; variance sum of D2_j/Y_j^2 (Aalen's, as of a Poisson count; D2 = sum of squared weights of
//   the events, d_j where all are 1); limits H exp(-+ z s/H)
// unit: events a person would have had by then, were each renewed after it
// needs: one event
// source: nelson1972, aalen1978, therneau2000
// checked: nelson_aalen_test.cpp: R's survfit cumhaz and std.chaz; the naive sum; exp(-H) never under Kaplan-Meier
// not for: the share that stays (Kaplan-Meier says it); variance of weights that stand for clusters
#pragma once

#include "stats/survival_table.hpp"

namespace goud::stats {

struct CumulativeHazard {
  std::vector<double> time;
  std::vector<double> hazard;
  std::vector<double> standard_error;
  std::vector<Interval> interval;
  std::int64_t n = 0;
};
[[nodiscard]] CumulativeHazard nelson_aalen(const SurvivalTable&, double level = level_default);

}  // namespace goud::stats
