// Since when a figure is another one: the one step that parts the periods best, and how often chance alone would show as large a step.
// formula: T = max over k of W_l W_r / W (y_l - y_r)^2 / sum w_i (y_i - y)^2, y_l and y_r the means before and after, w_i = n_i (effective),
//   two periods a side at least; p = (1 + draws with T* >= T) / (1 + draws), the larger of two reshufflings of time: of periods with their
//   n, and of residuals sqrt(w_i)(y_i - y) over periods that keep it; limits of period and step: percentiles of the same search
//   over both means plus residuals drawn with replacement
// unit: a period; the step in that of the figure
// needs: six periods with answers that differ; under eight a step is hardly ever seen
// source: worsley1979, davison1997
// checked: change_point_test.cpp: Nile 1898 (Cobb 1978); the naive loop over all splits; all orders of seven periods counted out; simulation:
//   alarms where nothing changed at most as often as stated, equal n and unequal, periods that jump about more than their answers
//   explain; the limits of the period hold it in 95 of 100, those of a step that was found in 88 to 95
// not for: a slow drift (trend), seasons, weeks that resemble the week before (alarms come more often than stated); several steps
#pragma once

#include <span>
#include <vector>

#include "stats/trend.hpp"

namespace goud::stats {

struct ChangeAsked {
  double false_alarms = 0.05;  // how often a step is seen where there is none
  double level = level_default;
  std::uint64_t seed = 1;
  int threads = 1;
  int draws = 1999;
};

struct ChangePoint {
  bool changed = false;          // p <= false_alarms
  double p = 1;                  // of as large a step where nothing changed
  std::int64_t first_after = 0;  // the first period of the new figure
  std::int64_t first_after_low = 0, first_after_high = 0;
  double before = 0, after = 0;
  Estimate step;  // after minus before
  bool operator==(const ChangePoint&) const = default;
};
using ChangeOutcome = tl::expected<ChangePoint, Unsaid>;

struct PeriodFigure {
  std::int64_t period;
  double value;
  double weight;   // above 0: its answers, effective
  std::int64_t n;  // answers
};
// In the order of time.
[[nodiscard]] ChangeOutcome change_point(std::span<const PeriodFigure>, const ChangeAsked& = {});
[[nodiscard]] ChangeOutcome change_point(const Periods<ShareCounts>&, const ChangeAsked& = {});
[[nodiscard]] ChangeOutcome change_point(const Periods<NpsCounts>&, const ChangeAsked& = {});
[[nodiscard]] ChangeOutcome change_point(const Periods<MeanSums>&, const ChangeAsked& = {});

}  // namespace goud::stats
