#include "stats/correlation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "stats/bootstrap.hpp"
#include "stats/distribution.hpp"
#include "stats/parallel.hpp"
#include "stats/random_stream.hpp"

namespace goud::stats {

Association correlation_of(double r, std::int64_t n, double n_effective, double spent, double level) {
  const double freedom = n_effective - 2 - spent;
  if (!(freedom > 1e-9)) return {unsaid(Reason::too_few, n), std::nullopt};
  if (std::abs(r) > 1 - 1e-14) r = r > 0 ? 1 : -1;
  Estimate estimate{r, std::nullopt, n, std::nullopt, std::nullopt};
  if (n_effective != static_cast<double>(n)) estimate.n_effective = n_effective;
  if (freedom - 1 > 1e-9) {
    const double reach = two_sided_normal(level) / std::sqrt(freedom - 1);
    // In line already: no chance around it would change that, as R's cor.test says too.
    estimate.interval = std::abs(r) == 1 ? Interval{r, r}
                                         : Interval{std::tanh(std::atanh(r) - reach), std::tanh(std::atanh(r) + reach)};
  } else {
    estimate.no_interval = Reason::too_few;
  }
  const double t = std::abs(r) == 1 ? INFINITY : r * std::sqrt(freedom / (1 - r * r));
  return {estimate, student_p(t, freedom)};
}

Association correlation(const CrossProducts& sums, std::size_t x, std::size_t y, double level) {
  return partial_correlation(sums, x, y, {}, level);
}

Association partial_correlation(const CrossProducts& sums, std::size_t x, std::size_t y,
                                std::span<const std::size_t> given, double level) {
  const double n = sums.n_effective();
  if (!(n > 2)) return {unsaid(Reason::too_few, sums.n), std::nullopt};
  if (!has_spread(sums, x) || !has_spread(sums, y)) return {unsaid(Reason::no_spread, sums.n), std::nullopt};
  std::vector<std::size_t> columns;
  for (const std::size_t one : given) {
    if (has_spread(sums, one)) columns.push_back(one);
  }
  columns.push_back(x);
  columns.push_back(y);
  const std::size_t k = columns.size();
  Matrix left(k, k);
  for (std::size_t a = 0; a < k; ++a) {
    for (std::size_t b = 0; b < k; ++b) {
      left.at(a, b) = sums.centred.at(columns[a], columns[b]) /
                      std::sqrt(sums.centred.at(columns[a], columns[a]) * sums.centred.at(columns[b], columns[b]));
    }
  }
  double spent = 0;
  for (std::size_t j = 0; j + 2 < k; ++j) {
    const double pivot = left.at(j, j);
    if (!(pivot > 1e-10)) continue;
    ++spent;
    for (std::size_t a = j + 1; a < k; ++a) {
      const double factor = left.at(a, j) / pivot;
      for (std::size_t b = j + 1; b < k; ++b) left.at(a, b) -= factor * left.at(j, b);
    }
  }
  if (!(n - 2 - spent > 1e-9)) return {unsaid(Reason::too_few, sums.n), std::nullopt};
  const double xx = left.at(k - 2, k - 2), yy = left.at(k - 1, k - 1);
  if (!(xx > 1e-10 && yy > 1e-10)) return {unsaid(Reason::not_identified, sums.n), std::nullopt};
  const double r = std::clamp(left.at(k - 2, k - 1) / std::sqrt(xx * yy), -1.0, 1.0);
  return correlation_of(r, sums.n, n, spent, level);
}

double level_of_each(double level, std::int64_t pairs) {
  return 1 - (1 - level) / static_cast<double>(std::max<std::int64_t>(1, pairs));
}

RedrawnLimits correlation_redrawn(std::span<const double> x, std::span<const double> y,
                                  std::span<const std::int32_t> unit, std::span<const double> weights,
                                  const Redraw& work) {
  CrossProducts whole(2);
  std::size_t numbers = unit.empty() ? x.size() : 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double row[] = {x[i], y[i]};
    (void)whole.add(row, weights.empty() ? 1 : weights[i]);
    if (!unit.empty()) numbers = std::max(numbers, static_cast<std::size_t>(unit[i]) + 1);
  }
  const auto figure = correlation(whole, 0, 1).estimate;
  if (!figure || work.replicates <= 0) return {};
  using Sums = std::array<double, 6>;  // w, x, y, xx, xy, yy of standard columns
  std::vector<Sums> parts(numbers, Sums{});
  const double x_scale = std::sqrt(whole.centred.at(0, 0) / whole.weight);
  const double y_scale = std::sqrt(whole.centred.at(1, 1) / whole.weight);
  Sums total{};
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double w = weights.empty() ? 1 : weights[i];
    const double a = (x[i] - whole.means[0]) / x_scale, b = (y[i] - whole.means[1]) / y_scale;
    const Sums row = {w, w * a, w * b, w * a * a, w * a * b, w * b * b};
    auto& part = parts[unit.empty() ? i : static_cast<std::size_t>(unit[i])];
    for (std::size_t j = 0; j < row.size(); ++j) {
      part[j] += row[j];
      total[j] += row[j];
    }
  }
  std::erase_if(parts, [](const Sums& part) { return !(part[0] > 0); });
  if (parts.size() < 10) return {};
  const auto r_of = [](const Sums& s) {
    if (!(s[0] > 0)) return std::numeric_limits<double>::quiet_NaN();
    const double xx = s[3] - s[1] * s[1] / s[0], yy = s[5] - s[2] * s[2] / s[0], xy = s[4] - s[1] * s[2] / s[0];
    if (!(xx > 1e-10 * s[0] && yy > 1e-10 * s[0])) return std::numeric_limits<double>::quiet_NaN();
    return std::clamp(xy / std::sqrt(xx * yy), -1.0, 1.0);
  };
  const auto units = static_cast<std::uint32_t>(parts.size());
  std::vector<double> replicates(static_cast<std::size_t>(work.replicates)), without;
  for_each_run(replicates.size(), 64, work.threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t r = begin; r < end; ++r) {
      RandomStream stream(work.seed, r);
      Sums sums{};
      for (std::uint32_t i = 0; i < units; ++i) {
        const Sums& part = parts[stream.below(units)];
        for (std::size_t j = 0; j < sums.size(); ++j) sums[j] += part[j];
      }
      replicates[r] = r_of(sums);
    }
  });
  for (const auto& part : parts) {
    Sums rest = total;
    for (std::size_t j = 0; j < rest.size(); ++j) rest[j] -= part[j];
    const double r = r_of(rest);
    without.push_back(std::isfinite(r) ? r : figure->value);
  }
  return {percentile_interval(replicates, work.level), bca_interval(replicates, figure->value, without, work.level)};
}

}  // namespace goud::stats
