#include "stats/lagged.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "stats/distribution.hpp"

namespace goud::stats {
namespace {

struct Point {
  std::int32_t unit;
  std::int64_t period;
  double x, y;
};

std::vector<Point> points_of(const UnitPeriods& rows) {
  std::vector<std::size_t> order(rows.x.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(rows.unit[a], rows.period[a]) < std::pair(rows.unit[b], rows.period[b]);
  });
  std::vector<Point> points;
  double weight = 0;
  for (const std::size_t i : order) {
    const double w = rows.weights.empty() ? 1 : rows.weights[i];
    if (!(w > 0)) continue;
    if (points.empty() || points.back().unit != rows.unit[i] || points.back().period != rows.period[i]) {
      points.push_back({rows.unit[i], rows.period[i], 0, 0});
      weight = 0;
    }
    auto& point = points.back();
    weight += w;
    point.x += (rows.x[i] - point.x) * w / weight;
    point.y += (rows.y[i] - point.y) * w / weight;
  }
  return points;
}

struct Pair {
  std::int32_t unit;
  double first, then;
};

std::vector<Pair> pairs_of(const std::vector<Point>& points, std::int64_t lag, bool x_first) {
  std::vector<Pair> pairs;
  std::size_t later = 0;
  for (const auto& point : points) {
    const auto wanted = std::pair(point.unit, point.period + lag);
    while (later < points.size() && std::pair(points[later].unit, points[later].period) < wanted) ++later;
    if (later == points.size()) break;
    const auto& other = points[later];
    if (std::pair(other.unit, other.period) != wanted) continue;
    pairs.push_back(x_first ? Pair{point.unit, point.x, other.y} : Pair{point.unit, point.y, other.x});
  }
  return pairs;
}

}  // namespace

Lagged lagged(const UnitPeriods& rows, std::int64_t lag, bool x_first, double level) {
  auto pairs = pairs_of(points_of(rows), lag, x_first);
  Lagged said{lag, x_first, unsaid(Reason::too_few, static_cast<std::int64_t>(pairs.size())), 0, false};
  const auto each_unit = [&](auto&& work) {
    for (std::size_t from = 0, to = 0; from < pairs.size(); from = to) {
      while (to < pairs.size() && pairs[to].unit == pairs[from].unit) ++to;
      work(from, to);
    }
  };
  bool twice = false;
  each_unit([&](std::size_t from, std::size_t to) { twice = twice || to - from > 1; });
  said.across_units = !pairs.empty() && !twice;
  if (twice) {  // a lone pair is its own mean and says nothing
    std::vector<Pair> kept;
    each_unit([&](std::size_t from, std::size_t to) {
      if (to - from > 1)
        kept.insert(kept.end(), pairs.begin() + static_cast<std::ptrdiff_t>(from),
                    pairs.begin() + static_cast<std::ptrdiff_t>(to));
    });
    pairs.swap(kept);
  }
  double size_first = 0, size_then = 0;
  for (const auto& pair : pairs) {
    size_first += pair.first * pair.first;
    size_then += pair.then * pair.then;
  }
  const auto centre = [&](std::size_t from, std::size_t to) {
    double first = 0, then = 0;
    for (std::size_t i = from; i < to; ++i) {
      first += pairs[i].first;
      then += pairs[i].then;
    }
    const auto count = static_cast<double>(to - from);
    for (std::size_t i = from; i < to; ++i) {
      pairs[i].first -= first / count;
      pairs[i].then -= then / count;
    }
  };
  if (said.across_units)
    centre(0, pairs.size());
  else
    each_unit(centre);

  const auto n = static_cast<std::int64_t>(pairs.size());
  double xx = 0, yy = 0, xy = 0;
  for (const auto& pair : pairs) {
    xx += pair.first * pair.first;
    yy += pair.then * pair.then;
    xy += pair.first * pair.then;
  }
  each_unit([&](std::size_t, std::size_t) { ++said.units; });
  const std::int64_t free = said.across_units ? n - 1 : n - said.units;
  if (free < 2) {
    said.estimate = unsaid(Reason::too_few, n);
    return said;
  }
  if (!(xx > 1e-24 * size_first && yy > 1e-24 * size_then)) {
    said.estimate = unsaid(Reason::no_spread, n);
    return said;
  }
  double r = std::clamp(xy / std::sqrt(xx * yy), -1.0, 1.0);
  if (std::abs(r) > 1 - 1e-14) r = r > 0 ? 1 : -1;
  Estimate estimate{r, std::nullopt, n, std::nullopt, std::nullopt};
  if (said.units < 4) {
    estimate.no_interval = Reason::too_few;
    said.estimate = estimate;
    return said;
  }
  double variance = 0;
  each_unit([&](std::size_t from, std::size_t to) {
    double e = 0;
    for (std::size_t i = from; i < to; ++i) {
      const auto& pair = pairs[i];
      e += pair.first * pair.then / std::sqrt(xx * yy) -
           r / 2 * (pair.first * pair.first / xx + pair.then * pair.then / yy);
    }
    variance += e * e;
  });
  const auto units = static_cast<double>(said.units);
  const double error = std::sqrt(variance * units / (units - 1));
  if (std::abs(r) == 1) {
    estimate.interval = Interval{r, r};
  } else {
    const double reach = two_sided_student(level, units - 1) * error / (1 - r * r);
    estimate.interval = Interval{std::tanh(std::atanh(r) - reach), std::tanh(std::atanh(r) + reach)};
  }
  said.estimate = estimate;
  return said;
}

}  // namespace goud::stats
