// Where a figure is going: the straight line through its periods, as change per period.
// formula: b = sum m_i (t_i - t)(y_i - y) / S, S = sum m_i (t_i - t)^2, weights m_i = n_i (effective); b -+ z sqrt(f v / S),
//   v the spread of one answer (share p(1-p), score p+d-(p-d)^2, mean s^2, pooled), f = max(1, sum m_i (y_i - line)^2 / v / (k-2))
// unit: that of the figure, per period (period numbers are the caller's: weeks, months)
// needs: three periods with answers; answers that differ
// source: cochran1954, armitage1955, mccullagh1989
// checked: trend_test.cpp: R's lm, glm and prop.trend.test on the same points; the fit over single answers; shifted and reversed time
// not for: seasons (compare with a year before); saying since when (that is a change point); under 5 periods f is hardly seen
#pragma once

#include <map>

#include "stats/mean.hpp"
#include "stats/nps.hpp"
#include "stats/share.hpp"

namespace goud::stats {

// Sufficient: what each period counted. Merging adds period by period.
template <class Counts>
struct Periods {
  std::map<std::int64_t, Counts> periods;
  bool operator==(const Periods&) const = default;

  [[nodiscard]] bool add(std::int64_t period, const Counts& counts) { return periods[period].merge(counts); }
  [[nodiscard]] bool merge(const Periods& other) {
    Periods next = *this;
    for (const auto& [period, counts] : other.periods) {
      if (!next.add(period, counts)) return false;
    }
    *this = std::move(next);
    return true;
  }
};

[[nodiscard]] Outcome trend(const Periods<ShareCounts>&, double level = level_default);
[[nodiscard]] Outcome trend(const Periods<NpsCounts>&, double level = level_default);
[[nodiscard]] Outcome trend(const Periods<MeanSums>&, double level = level_default);

}  // namespace goud::stats
