#include "stats/trend.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "stats/distribution.hpp"

namespace goud::stats {

namespace {

struct Point {
  double time;
  double value;
  double n_effective;
};

Outcome line(const std::vector<Point>& points, double variance_of_one, std::int64_t n, double level) {
  if (points.size() < 3) return unsaid(Reason::too_few, n);
  double weight = 0;
  double time = 0;
  double value = 0;
  for (const auto& point : points) {
    weight += point.n_effective;
    time += point.n_effective * point.time;
    value += point.n_effective * point.value;
  }
  time /= weight;
  value /= weight;
  double spread = 0;
  double together = 0;
  for (const auto& point : points) {
    spread += point.n_effective * (point.time - time) * (point.time - time);
    together += point.n_effective * (point.time - time) * (point.value - value);
  }
  Estimate estimate;
  estimate.n = n;
  estimate.value = together / spread;
  if (weight < static_cast<double>(n)) estimate.n_effective = weight;
  if (!(variance_of_one > 0)) {
    estimate.no_interval = Reason::no_spread;
    return estimate;
  }
  double residuals = 0;
  for (const auto& point : points) {
    const double off = point.value - value - estimate.value * (point.time - time);
    residuals += point.n_effective * off * off;
  }
  // Periods that jump about more than their answers explain widen the interval; jumping less never narrows it.
  const double dispersion =
      std::max(1.0, residuals / variance_of_one / (static_cast<double>(points.size()) - 2));
  const double half = two_sided_normal(level) * std::sqrt(dispersion * variance_of_one / spread);
  estimate.interval = Interval{estimate.value - half, estimate.value + half};
  return estimate;
}

template <class Counts, class Value, class Variance>
Outcome trend_of(const Periods<Counts>& course, double level, Value value_of, Variance variance_of) {
  Counts all;
  std::vector<Point> points;
  for (const auto& [period, counts] : course.periods) {
    if (counts.weights.sum == 0) continue;
    if (!all.merge(counts)) return unsaid(Reason::not_identified, all.n());
    points.push_back({static_cast<double>(period), value_of(counts), counts.weights.n_effective()});
  }
  if (points.empty()) return unsaid(Reason::too_few, 0);
  return line(points, variance_of(all), all.n(), level);
}

double part(std::int64_t some, std::int64_t all) { return static_cast<double>(some) / static_cast<double>(all); }

}  // namespace

Outcome trend(const Periods<ShareCounts>& course, double level) {
  const auto value_of = [](const ShareCounts& counts) { return part(counts.weight_hits, counts.weights.sum); };
  return trend_of(course, level, value_of, [&](const ShareCounts& all) { return value_of(all) * (1 - value_of(all)); });
}

Outcome trend(const Periods<NpsCounts>& course, double level) {
  return trend_of(
      course, level,
      [](const NpsCounts& counts) {
        return part(counts.weight_promoters - counts.weight_detractors, counts.weights.sum);
      },
      [](const NpsCounts& all) { return nps_variance_of_one(all); });
}

Outcome trend(const Periods<MeanSums>& course, double level) {
  return trend_of(
      course, level, [](const MeanSums& sums) { return part(sums.weight_x, sums.weights.sum); },
      [](const MeanSums& all) { return all.variance_of_one(); });
}

}  // namespace goud::stats
