#include "stats/correlation.hpp"

#include <algorithm>
#include <cmath>

#include "stats/distribution.hpp"

namespace goud::stats {

bool has_spread(const CrossProducts& sums, std::size_t column) {
  const double size = std::abs(sums.means[column]);
  return sums.centred.at(column, column) > 1e-24 * size * size * sums.weight;
}

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

}  // namespace goud::stats
