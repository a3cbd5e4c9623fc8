// Intervals from replicates of a figure that were drawn with replacement.
// formula: percentile: quantiles a/2 and 1-a/2 of the replicates (type 7); BCa: quantiles Phi(z0 + (z0 + z)/(1 - acc(z0 + z))),
//   z0 = Phi^-1(share of replicates under the figure, ties half), acc = sum d^3 / (6 (sum d^2)^1.5), d = jackknife mean - jackknife
// unit: that of the figure
// needs: 100 replicates that could be computed, of 9 in 10 or more; for BCa the figure without each unit in turn
// source: efron1987, hyndman1996
// checked: bootstrap_test.cpp: quantiles by sorting; R's boot.ci on a fixed set of replicates; coverage in simulation
// not for: extremes of a sample; figures of few units (under 10 say too little whatever the interval)
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "stats/estimate.hpp"

namespace goud::stats {

// Type 7 (linear between neighbours), of numbers in any order. Throws on none.
[[nodiscard]] double quantile_of(std::vector<double> values, double q);
// Replicates that are not finite could not be computed and are left out; none where too many were.
[[nodiscard]] std::optional<Interval> percentile_interval(std::span<const double> replicates, double level);
[[nodiscard]] std::optional<Interval> bca_interval(std::span<const double> replicates, double figure,
                                                   std::span<const double> jackknife, double level);

}  // namespace goud::stats
