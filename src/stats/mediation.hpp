// The way from x to y through m, and the way beside it, in standard deviations.
// formula: m = a x + given, y = c x + b m + given (least squares); indirect = a b s_x / s_y, direct = c s_x / s_y, s over all rows;
//   interval: units drawn with replacement (replicate r from stream r of the seed), everything again from their sums: percentile,
//   and BCa with each unit left out in turn
// unit: standard deviations of y per standard deviation of x
// needs: three rows more than columns; spread in all three, also after given; 10 units for an interval
// source: preacher2008, efron1987
// checked: mediation_test.cpp: R's lm on mtcars and on New York's schools, a bootstrap by hand in R; the naive replicate that draws rows and
//   solves again; order, scale, threads; coverage in simulation
// not for: cause: m between x and y is an assumption, and what drives m and y together is counted as indirect; moderation
#pragma once

#include "stats/correlation.hpp"

namespace goud::stats {

struct MediationRows {
  Matrix columns;                      // x, m, y, then what is held level
  std::span<const std::int32_t> unit;  // numbers what is drawn together; empty: a unit a row
  std::span<const double> weights;     // may be empty
};
struct Mediation {
  Outcome indirect, direct;  // percentile
  std::optional<Interval> indirect_bca, direct_bca;
  std::int64_t units = 0;
};
[[nodiscard]] Mediation mediation(const MediationRows&, const Redraw&);

}  // namespace goud::stats
