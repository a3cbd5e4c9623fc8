// The difference of two independent groups or periods: a minus b.
// formula: shares and scores, square and add: d - sqrt((a-la)^2 + (ub-b)^2), d + sqrt((ua-a)^2 + (b-lb)^2), each with its own
//   interval (Wilson: Newcombe's method 10); means: d -+ t(f) sqrt(sa^2/ma + sb^2/mb), f by Welch and Satterthwaite
// unit: that of what is compared
// needs: both sides said with an interval; two answers a side that differ, for means
// source: newcombe1998b, zou2008, welch1947
// checked: difference_test.cpp: Newcombe (1998) table II; R's t.test on its sleep data; swapping sides turns the sign
// not for: the same persons twice (their answers go together); a difference of many groups looked for and picked
#pragma once

#include "stats/mean.hpp"
#include "stats/nps.hpp"
#include "stats/share.hpp"

namespace goud::stats {

// From two estimates that carry intervals of the same level: share, clustered, post-stratified, nps.
[[nodiscard]] Outcome difference(const Outcome& a, const Outcome& b);

[[nodiscard]] Outcome difference(const ShareCounts& a, const ShareCounts& b, double level = level_default);
[[nodiscard]] Outcome difference(const NpsCounts& a, const NpsCounts& b, double level = level_default);
[[nodiscard]] Outcome difference(const MeanSums& a, const MeanSums& b, double level = level_default);

}  // namespace goud::stats
