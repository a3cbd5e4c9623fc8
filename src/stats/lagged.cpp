#include "stats/lagged.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <optional>
#include <span>

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

struct Products {
  double xx = 0, yy = 0, xy = 0;
  void add(const Products& other) {
    xx += other.xx;
    yy += other.yy;
    xy += other.xy;
  }
};

Products deviations(std::span<const Pair> pairs) {
  Products sum;
  double first = 0, then = 0;
  for (const auto& pair : pairs) {
    first += pair.first;
    then += pair.then;
  }
  const auto count = static_cast<double>(pairs.size());
  for (const auto& pair : pairs) {
    const double dx = pair.first - first / count, dy = pair.then - then / count;
    sum.add({dx * dx, dy * dy, dx * dy});
  }
  return sum;
}

Products differences(std::span<const Pair> pairs, std::size_t apart) {
  // By running sums of what lies far enough back: a long series would take its square of differences.
  Products sum;
  double first = 0, then = 0, count = 0;
  Products back;
  for (std::size_t i = apart; i < pairs.size(); ++i) {
    const double x0 = pairs[i - apart].first - pairs[0].first, y0 = pairs[i - apart].then - pairs[0].then;
    first += x0;
    then += y0;
    back.add({x0 * x0, y0 * y0, x0 * y0});
    count += 1;
    const double x = pairs[i].first - pairs[0].first, y = pairs[i].then - pairs[0].then;
    sum.add({count * x * x - 2 * x * first + back.xx, count * y * y - 2 * y * then + back.yy,
             count * x * y - x * then - y * first + back.xy});
  }
  const double scale = 1 / count;  // so that a unit weighs as its number of pairs does, not as its square
  return {sum.xx * scale, sum.yy * scale, sum.xy * scale};
}

std::optional<double> correlation_of(const Products& sums, const Products& whole) {
  // What is left by subtraction is not spread.
  if (!(sums.xx > 1e-12 * whole.xx && sums.yy > 1e-12 * whole.yy)) return std::nullopt;
  return std::clamp(sums.xy / std::sqrt(sums.xx * sums.yy), -1.0, 1.0);
}

}  // namespace

Lagged lagged(const UnitPeriods& rows, std::int64_t lag, bool x_first, double level) {
  const auto pairs = pairs_of(points_of(rows), lag, x_first);
  auto n = static_cast<std::int64_t>(pairs.size());
  Lagged said{lag, x_first, unsaid(Reason::too_few, n), 0, false, false};
  std::vector<std::span<const Pair>> units;
  for (std::size_t from = 0, to = 0; from < pairs.size(); from = to) {
    while (to < pairs.size() && pairs[to].unit == pairs[from].unit) ++to;
    units.push_back(std::span(pairs).subspan(from, to - from));
  }
  const auto of_at_least = [&](std::size_t least) {
    std::vector<std::span<const Pair>> kept;
    std::copy_if(units.begin(), units.end(), std::back_inserter(kept),
                 [&](const auto& unit) { return unit.size() >= least; });
    return kept;
  };
  const auto pairs_in = [](const auto& some) {
    std::int64_t count = 0;
    for (const auto& unit : some) count += static_cast<std::int64_t>(unit.size());
    return count;
  };
  // A link at this lag or a nearer one, seen from behind, lies twice the lag away at most.
  const auto apart_least = static_cast<std::size_t>(2 * lag + 1);
  const auto twice = of_at_least(2);  // a lone pair is its own mean and says nothing
  said.units = static_cast<std::int64_t>(units.size());
  said.across_units = !units.empty() && twice.empty();
  if (said.across_units) {
    units = {std::span(pairs)};
  } else {
    const auto far = of_at_least(apart_least + 1);
    said.apart = !far.empty() && pairs_in(far) >= static_cast<std::int64_t>((apart_least + 2) * far.size());
    units = said.apart ? far : twice;
    said.units = static_cast<std::int64_t>(units.size());
  }
  n = pairs_in(units);
  double size_first = 0, size_then = 0;
  Products whole;
  std::vector<Products> each;
  for (const auto& unit : units) {
    each.push_back(said.apart ? differences(unit, std::max(apart_least, (unit.size() + 1) / 2)) : deviations(unit));
    whole.add(each.back());
    for (const auto& pair : unit) {
      size_first += pair.first * pair.first;
      size_then += pair.then * pair.then;
    }
  }
  if ((said.across_units ? n - 1 : n - said.units) < 2) {
    said.estimate = unsaid(Reason::too_few, n);
    return said;
  }
  if (!(whole.xx > 1e-24 * size_first && whole.yy > 1e-24 * size_then)) {
    said.estimate = unsaid(Reason::no_spread, n);
    return said;
  }
  double r = std::clamp(whole.xy / std::sqrt(whole.xx * whole.yy), -1.0, 1.0);
  if (std::abs(r) > 1 - 1e-14) r = r > 0 ? 1 : -1;
  Estimate estimate{r, std::nullopt, n, std::nullopt, std::nullopt};
  if (!said.apart || said.units < 4) estimate.no_interval = Reason::too_few;
  if (!estimate.no_interval && std::abs(r) == 1) estimate.interval = Interval{r, r};
  said.estimate = estimate;
  if (estimate.no_interval || estimate.interval) return said;

  std::vector<double> without;
  for (const auto& one : each) {
    auto rest = whole;
    rest.add({-one.xx, -one.yy, -one.xy});
    const auto left = correlation_of(rest, whole);
    if (!left) {
      said.estimate->no_interval = Reason::no_spread;
      return said;
    }
    without.push_back(*left);
  }
  const auto units_left = static_cast<double>(without.size());
  const double mean = std::accumulate(without.begin(), without.end(), 0.0) / units_left;
  double squares = 0;
  for (const double one : without) squares += (one - mean) * (one - mean);
  const double error = std::sqrt((units_left - 1) / units_left * squares);
  const double reach = two_sided_student(level, units_left - 1) * error / (1 - r * r);
  said.estimate->interval = Interval{std::tanh(std::atanh(r) - reach), std::tanh(std::atanh(r) + reach)};
  return said;
}

}  // namespace goud::stats
