// Which comes first: x of a period with y of a later one in the same unit, and the reverse; two hypotheses, never one.
// formula: rows of one unit and period are averaged; a pair is (x of u at t, y of u at t + lag) where both periods are there; in units with
//   two pairs or more, dx and dy are the distances to the unit's own means over these pairs and r = sum dx dy / sqrt(sum dx^2 sum dy^2);
//   where no unit has two, the distances are to the means of all pairs (across units). Interval: tanh(atanh r -+ t(G-1) s / (1 - r^2)),
//   s^2 = G/(G-1) sum_u e_u^2, e_u = sum over u of dx dy / sqrt(XX YY) - r/2 (dx^2 / XX + dy^2 / YY), G units
// unit: -1..1; lag in periods
// needs: four units with pairs for an interval; periods numbered evenly
// source: liang1986, fisher1921
// checked: lagged_test.cpp: R: merge(), deviations by ave(), the variance by hand; the naive pairs; order; a planted direction is found,
//   coverage in simulation
// not for: cause; series of few periods that feed back on each other: own means hold the future too, so a true link r one way pulls
//   the reverse by about -r / periods; seasons shared by all units
#pragma once

#include <span>

#include "stats/correlation.hpp"

namespace goud::stats {

struct UnitPeriods {  // a row each; the spans are of one length
  std::span<const std::int32_t> unit;
  std::span<const std::int64_t> period;
  std::span<const double> x, y;
  std::span<const double> weights;  // may be empty
};
struct Lagged {
  std::int64_t lag = 1;
  bool x_first = true;        // else y first
  Outcome estimate;           // n counts pairs
  std::int64_t units = 0;     // that had pairs
  bool across_units = false;  // one pair a unit: units are compared, not a unit with itself
};
[[nodiscard]] Lagged lagged(const UnitPeriods&, std::int64_t lag, bool x_first, double level = level_default);

}  // namespace goud::stats
