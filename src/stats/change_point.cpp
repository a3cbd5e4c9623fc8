#include "stats/change_point.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "stats/bootstrap.hpp"
#include "stats/parallel.hpp"
#include "stats/random_stream.hpp"

namespace goud::stats {

namespace {

constexpr std::size_t side_least = 2;
constexpr std::size_t periods_least = 6;

struct Course {
  std::vector<double> value;
  std::vector<double> weight;
};

struct Split {
  double statistic = 0;  // part of the spread that the step explains
  std::size_t first_after = 0;
  double before = 0, after = 0;
};

double mean_of(const Course& course) {
  double weight = 0;
  double sum = 0;
  for (std::size_t i = 0; i < course.value.size(); ++i) {
    weight += course.weight[i];
    sum += course.weight[i] * course.value[i];
  }
  return sum / weight;
}

double spread_of(const Course& course, double mean) {
  double spread = 0;
  for (std::size_t i = 0; i < course.value.size(); ++i)
    spread += course.weight[i] * (course.value[i] - mean) * (course.value[i] - mean);
  return spread;
}

Split best_split(const Course& course) {
  const std::size_t count = course.value.size();
  const double mean = mean_of(course);
  const double spread = spread_of(course, mean);
  const double whole = std::accumulate(course.weight.begin(), course.weight.end(), 0.0);
  Split best{-1, side_least, mean, mean};
  double weight = 0;
  double sum = 0;  // of what is before, from the mean of all: what is after is as far on the other side
  for (std::size_t i = 0; i + side_least < count; ++i) {
    weight += course.weight[i];
    sum += course.weight[i] * (course.value[i] - mean);
    if (i + 1 < side_least) continue;
    const double explained = sum * sum / weight + sum * sum / (whole - weight);
    if (explained > best.statistic) best = {explained, i + 1, mean + sum / weight, mean - sum / (whole - weight)};
  }
  best.statistic = spread > 0 ? best.statistic / spread : 0;
  return best;
}

void shuffle(std::vector<std::size_t>& order, RandomStream& draw) {
  for (std::size_t i = order.size(); i > 1; --i)
    std::swap(order[i - 1], order[draw.below(static_cast<std::uint32_t>(i))]);
}

}  // namespace

ChangeOutcome change_point(std::span<const PeriodFigure> figures, const ChangeAsked& asked) {
  Course course;
  std::int64_t n = 0;
  for (const auto& figure : figures) {
    course.value.push_back(figure.value);
    course.weight.push_back(figure.weight);
    n += figure.n;
  }
  const std::size_t count = figures.size();
  if (count < periods_least) return unsaid(Reason::too_few, n);
  const double mean = mean_of(course);
  const double spread = spread_of(course, mean);
  double size = 0;
  for (std::size_t i = 0; i < count; ++i) size += course.weight[i] * course.value[i] * course.value[i];
  // What rounding leaves of equal figures is no spread.
  if (!std::isfinite(size) || !(spread > size * 1e-24)) return unsaid(Reason::no_spread, n);
  const Split seen = best_split(course);

  std::vector<double> residuals(count);
  std::vector<double> residuals_of_sides(count);
  // The two means were fitted to these same periods, so what is left is too small by as much.
  const double mend = std::sqrt(static_cast<double>(count) / static_cast<double>(count - 2));
  for (std::size_t i = 0; i < count; ++i) {
    const double root = std::sqrt(course.weight[i]);
    residuals[i] = root * (course.value[i] - mean);
    residuals_of_sides[i] = mend * root * (course.value[i] - (i < seen.first_after ? seen.before : seen.after));
  }
  const auto draws = static_cast<std::size_t>(std::max(asked.draws, 99));
  std::vector<std::uint8_t> periods_reach(draws);
  std::vector<std::uint8_t> residuals_reach(draws);
  std::vector<std::size_t> first_after(draws);
  std::vector<double> step(draws);
  const double threshold = seen.statistic * (1 - 1e-9);
  for_each_run(draws, 64, asked.threads, [&](std::size_t begin, std::size_t end) {
    std::vector<std::size_t> order(count);
    Course drawn{std::vector<double>(count), std::vector<double>(count)};
    for (std::size_t r = begin; r < end; ++r) {
      RandomStream draw(asked.seed, r);
      std::iota(order.begin(), order.end(), std::size_t{0});
      shuffle(order, draw);
      for (std::size_t i = 0; i < count; ++i) {
        drawn.value[i] = course.value[order[i]];
        drawn.weight[i] = course.weight[order[i]];
      }
      periods_reach[r] = best_split(drawn).statistic >= threshold ? 1 : 0;
      drawn.weight = course.weight;
      for (std::size_t i = 0; i < count; ++i) drawn.value[i] = residuals[order[i]] / std::sqrt(course.weight[i]);
      residuals_reach[r] = best_split(drawn).statistic >= threshold ? 1 : 0;
      for (std::size_t i = 0; i < count; ++i) {
        const double residual = residuals_of_sides[draw.below(static_cast<std::uint32_t>(count))];
        drawn.value[i] = (i < seen.first_after ? seen.before : seen.after) + residual / std::sqrt(course.weight[i]);
      }
      const Split again = best_split(drawn);
      first_after[r] = again.first_after;
      step[r] = again.after - again.before;
    }
  });
  const auto chance = [&](const std::vector<std::uint8_t>& reach) {
    return (1 + std::accumulate(reach.begin(), reach.end(), 0.0)) / (1 + static_cast<double>(draws));
  };
  ChangePoint found;
  found.p = std::max(chance(periods_reach), chance(residuals_reach));
  found.changed = found.p <= asked.false_alarms;
  found.before = seen.before;
  found.after = seen.after;
  found.first_after = figures[seen.first_after].period;
  std::sort(first_after.begin(), first_after.end());
  const double tail = (1 - asked.level) / 2 * static_cast<double>(draws);
  const auto cut = std::min(static_cast<std::size_t>(tail), (draws - 1) / 2);
  found.first_after_low = figures[std::min(seen.first_after, first_after[cut])].period;
  found.first_after_high = figures[std::max(seen.first_after, first_after[draws - 1 - cut])].period;
  found.step.value = seen.after - seen.before;
  found.step.n = n;
  if (auto limits = percentile_interval(step, asked.level)) {
    found.step.interval = Interval{std::min(found.step.value, limits->low), std::max(found.step.value, limits->high)};
  } else {
    found.step.no_interval = Reason::not_identified;
  }
  return found;
}

namespace {

template <class Counts, class Value>
ChangeOutcome change_of(const Periods<Counts>& course, const ChangeAsked& asked, Value value_of) {
  std::vector<PeriodFigure> figures;
  for (const auto& [period, counts] : course.periods) {
    if (counts.weights.sum == 0) continue;
    figures.push_back({period, value_of(counts), counts.weights.n_effective(), counts.n()});
  }
  return change_point(figures, asked);
}

double part(std::int64_t some, std::int64_t all) { return static_cast<double>(some) / static_cast<double>(all); }

}  // namespace

ChangeOutcome change_point(const Periods<ShareCounts>& course, const ChangeAsked& asked) {
  return change_of(course, asked,
                   [](const ShareCounts& counts) { return part(counts.weight_hits, counts.weights.sum); });
}

ChangeOutcome change_point(const Periods<NpsCounts>& course, const ChangeAsked& asked) {
  return change_of(course, asked, [](const NpsCounts& counts) {
    return part(counts.weight_promoters - counts.weight_detractors, counts.weights.sum);
  });
}

ChangeOutcome change_point(const Periods<MeanSums>& course, const ChangeAsked& asked) {
  return change_of(course, asked, [](const MeanSums& counts) { return part(counts.weight_x, counts.weights.sum); });
}

}  // namespace goud::stats
