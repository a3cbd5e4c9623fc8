#include "stats/difference.hpp"

#include <cmath>

#include "stats/distribution.hpp"

namespace goud::stats {

namespace {
Estimate both(const Estimate& a, const Estimate& b) {
  Estimate estimate;
  estimate.value = a.value - b.value;
  estimate.n = a.n + b.n;
  if (a.n_effective || b.n_effective) {
    estimate.n_effective =
        a.n_effective.value_or(static_cast<double>(a.n)) + b.n_effective.value_or(static_cast<double>(b.n));
  }
  return estimate;
}
}  // namespace

Outcome difference(const Outcome& a, const Outcome& b) {
  if (!a || !b) {
    const auto n_of = [](const Outcome& side) { return side ? side->n : side.error().n; };
    return unsaid(!a ? a.error().reason : b.error().reason, n_of(a) + n_of(b));
  }
  Estimate estimate = both(*a, *b);
  if (!a->interval || !b->interval) {
    estimate.no_interval = a->interval ? b->no_interval : a->no_interval;
    return estimate;
  }
  const double down = std::hypot(a->value - a->interval->low, b->interval->high - b->value);
  const double up = std::hypot(a->interval->high - a->value, b->value - b->interval->low);
  estimate.interval = Interval{estimate.value - down, estimate.value + up};
  return estimate;
}

Outcome difference(const ShareCounts& a, const ShareCounts& b, double level) {
  return difference(share(a, ShareInterval::wilson, level), share(b, ShareInterval::wilson, level));
}

Outcome difference(const NpsCounts& a, const NpsCounts& b, double level) {
  return difference(nps(a, level), nps(b, level));
}

Outcome difference(const MeanSums& a, const MeanSums& b, double level) {
  const auto mean_a = mean(a, level);
  const auto mean_b = mean(b, level);
  if (!mean_a || !mean_b) return difference(mean_a, mean_b);
  Estimate estimate = both(*mean_a, *mean_b);
  const double m_a = a.weights.n_effective();
  const double m_b = b.weights.n_effective();
  if (m_a <= 1 || m_b <= 1) {
    estimate.no_interval = Reason::too_few;
    return estimate;
  }
  const double part_a = a.variance_of_one() / m_a;
  const double part_b = b.variance_of_one() / m_b;
  if (!(part_a + part_b > 0)) {
    estimate.no_interval = Reason::no_spread;
    return estimate;
  }
  const double freedom = (part_a + part_b) * (part_a + part_b) /
                         (part_a * part_a / (m_a - 1) + part_b * part_b / (m_b - 1));
  const double half = two_sided_student(level, freedom) * std::sqrt(part_a + part_b);
  estimate.interval = Interval{estimate.value - half, estimate.value + half};
  return estimate;
}

}  // namespace goud::stats
