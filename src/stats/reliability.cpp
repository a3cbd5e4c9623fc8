#include "stats/reliability.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "stats/distribution.hpp"

namespace goud::stats {
namespace {

std::vector<std::size_t> all_but(std::size_t columns, std::size_t dropped) {
  std::vector<std::size_t> kept;
  for (std::size_t j = 0; j < columns; ++j) {
    if (j != dropped) kept.push_back(j);
  }
  return kept;
}

Estimate told(double value, const CrossProducts& sums) {
  Estimate estimate{value, std::nullopt, sums.n, std::nullopt, std::nullopt};
  const double effective = sums.n_effective();
  if (effective != static_cast<double>(sums.n)) estimate.n_effective = effective;
  return estimate;
}

// Alpha of the questions named, from any table of their variances and covariances.
Outcome alpha_of(const Matrix& s, const std::vector<std::size_t>& items, const CrossProducts& sums, double level) {
  if (sums.n < 2 || !(sums.n_effective() > 1)) return unsaid(Reason::too_few, sums.n);
  const auto k = static_cast<double>(items.size());
  if (items.size() < 2) return unsaid(Reason::not_identified, sums.n);
  double own = 0, whole = 0;
  for (const auto i : items) {
    own += s.at(i, i);
    for (const auto j : items) whole += s.at(i, j);
  }
  const bool still = std::all_of(items.begin(), items.end(), [&](auto j) { return without_spread(sums, j); });
  if (still) return unsaid(Reason::no_spread, sums.n);
  // The questions cancel out: their sum is the same for everyone, and no share of nothing exists.
  if (!(whole > 1e-12 * own)) return unsaid(Reason::not_identified, sums.n);
  auto estimate = told(k / (k - 1) * (1 - own / whole), sums);
  const double unlike = 1 - estimate.value;
  if (!(unlike > 1e-12)) {
    estimate.no_interval = Reason::no_spread;
    return estimate;
  }
  const double above = sums.n_effective() - 1, below = above * (k - 1);
  estimate.interval = Interval{std::min(estimate.value, 1 - unlike * f_quantile((1 + level) / 2, above, below)),
                               std::max(estimate.value, 1 - unlike * f_quantile((1 - level) / 2, above, below))};
  return estimate;
}

std::vector<std::size_t> all_of(const CrossProducts& sums) {
  std::vector<std::size_t> items(sums.columns());
  std::iota(items.begin(), items.end(), std::size_t{0});
  return items;
}

}  // namespace

bool without_spread(const CrossProducts& sums, std::size_t column) {
  const double size = sums.means[column] * sums.means[column] * sums.weight;
  return !(sums.centred.at(column, column) > 1e-18 * size);
}

Outcome cronbach_alpha(const CrossProducts& sums, double level) {
  return alpha_of(sums.centred, all_of(sums), sums, level);
}

Outcome cronbach_alpha_standardized(const CrossProducts& sums, double level) {
  if (sums.n < 2 || !(sums.weight > 0)) return unsaid(Reason::too_few, sums.n);
  for (std::size_t j = 0; j < sums.columns(); ++j) {
    if (without_spread(sums, j)) return unsaid(Reason::no_spread, sums.n);
  }
  return alpha_of(correlations(sums), all_of(sums), sums, level);
}

Outcome alpha_if_dropped(const CrossProducts& sums, std::size_t item, double level) {
  return alpha_of(sums.centred, all_but(sums.columns(), item), sums, level);
}

Outcome item_rest_correlation(const CrossProducts& sums, std::size_t item, double level) {
  if (sums.n < 2 || !(sums.n_effective() > 1)) return unsaid(Reason::too_few, sums.n);
  if (sums.columns() < 2) return unsaid(Reason::not_identified, sums.n);
  const auto rest = all_but(sums.columns(), item);
  double together = 0, spread = 0, own = 0;
  for (const auto i : rest) {
    together += sums.centred.at(item, i);
    own += sums.centred.at(i, i);
    for (const auto j : rest) spread += sums.centred.at(i, j);
  }
  const bool still = std::all_of(rest.begin(), rest.end(), [&](auto j) { return without_spread(sums, j); });
  if (without_spread(sums, item) || still || !(spread > 1e-12 * own)) return unsaid(Reason::no_spread, sums.n);
  auto estimate = told(std::clamp(together / std::sqrt(sums.centred.at(item, item) * spread), -1.0, 1.0), sums);
  const double n = sums.n_effective();
  if (!(n > 3)) {
    estimate.no_interval = Reason::too_few;
  } else if (std::abs(estimate.value) > 1 - 1e-12) {
    estimate.no_interval = Reason::no_spread;
  } else {
    const double half = two_sided_normal(level) / std::sqrt(n - 3);
    estimate.interval =
        Interval{std::tanh(std::atanh(estimate.value) - half), std::tanh(std::atanh(estimate.value) + half)};
  }
  return estimate;
}

}  // namespace goud::stats
