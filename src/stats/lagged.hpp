// Which comes first: x of a period with y of a later one in the same unit, and the reverse; two hypotheses, never one.
// formula: rows of one unit and period are averaged; a pair is (x of u at t, y of u at t + lag) where both periods are there; in units with
//   two pairs or more, dx and dy are the distances to the unit's own means over these pairs and r = sum dx dy / sqrt(sum dx^2 sum dy^2).
//   Own means hold the future too, so a link one way pulls the reverse by about -r / periods. With 2 lag + 3 pairs a unit or more
//   (on average, over units of 2 lag + 2): dx and dy are differences between two pairs of a unit that lie D or more apart,
//   D = max(2 lag + 1, half its pairs), over their mean number; levels of units fall away and no pull is left where a link
//   dies out within D. Interval: tanh(atanh r -+ t(G-1) s / (1 - r^2)), s by leaving out each of the G units. Where no unit has two
//   pairs, the distances are to the means of all pairs (across units)
// unit: -1..1; lag in periods
// needs: for an interval four units and 2 lag + 3 pairs a unit (6 periods at lag 1, 9 at lag 2, 12 at lag 3); periods numbered evenly
// source: nickell1981, griliches1986, efron1981, fisher1921
// checked: lagged_test.cpp: R: merge(), differences and units left out by hand; the naive double loop; order; a planted direction is
//   found and its reverse is not, at 6 to 20 periods, with and without levels of units
// not for: cause; fewer periods (the value is given as it is, without interval); seasons or a growth shared by all units
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
  bool apart = false;  // long enough to compare periods that lie far apart; else against own means, without interval
};
[[nodiscard]] Lagged lagged(const UnitPeriods&, std::int64_t lag, bool x_first, double level = level_default);

}  // namespace goud::stats
