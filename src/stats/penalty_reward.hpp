// What hurts when it fails and what delights when it exceeds: each driver told as below, as, or above expectation.
// formula: outcome = a + sum_j (b_j [below_j] + c_j [above_j]), least squares on all drivers together, HC3 intervals;
//   penalty = b, reward = c, asymmetry = -b - c (how much more failing takes than exceeding gives)
// unit: that of the outcome, against a driver as expected, the other drivers equal
// needs: rows on both sides to compare; a kind needs intervals
// source: brandt1988, mackinnon1985
// checked: penalty_reward_test.cpp: R's lm and sandwich on indicators; group means where there is one driver; planted kinds
// not for: cause; expectation that is read off a score rather than asked (the middle of a scale is not what was expected)
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "stats/estimate.hpp"
#include "stats/matrix.hpp"

namespace goud::stats {

// hurts: failing takes, exceeding gives nothing that can be told, and the two differ; delights the other way around; both:
// each tells; against: below goes with more than as expected, or above with less, so this is no penalty and no reward;
// unclear: neither tells, or the two cannot be told apart.
enum class DriverKind { hurts, delights, both, against, unclear };
[[nodiscard]] std::string_view to_text(DriverKind);

struct Contrast {
  Outcome penalty, reward;  // no_spread where nobody stands there
  Outcome asymmetry;
  std::int64_t below = 0, as = 0, above = 0;  // rows of some weight
  DriverKind kind = DriverKind::unclear;
};
// As expected: from low to high, both included.
[[nodiscard]] tl::expected<std::vector<Contrast>, Unsaid> penalty_reward(const Matrix& drivers,
                                                                         std::span<const double> outcome,
                                                                         std::span<const double> weights,
                                                                         Interval as_expected,
                                                                         double level = level_default);

}  // namespace goud::stats
