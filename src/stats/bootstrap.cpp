#include "stats/bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "stats/distribution.hpp"

namespace goud::stats {
namespace {

double sorted_quantile(std::span<const double> sorted, double q) {
  const double at = q * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(at));
  if (below + 1 >= sorted.size()) return sorted.back();
  return sorted[below] + (at - std::floor(at)) * (sorted[below + 1] - sorted[below]);
}

std::vector<double> computed(std::span<const double> replicates) {
  std::vector<double> kept;
  kept.reserve(replicates.size());
  for (const double value : replicates) {
    if (std::isfinite(value)) kept.push_back(value);
  }
  std::sort(kept.begin(), kept.end());
  if (kept.size() < 100 || 10 * kept.size() < 9 * replicates.size()) kept.clear();
  return kept;
}

}  // namespace

double quantile_of(std::vector<double> values, double q) {
  if (values.empty() || !(q >= 0 && q <= 1))
    throw std::invalid_argument("a quantile needs numbers and lies between 0 and 1");
  std::sort(values.begin(), values.end());
  return sorted_quantile(values, q);
}

std::optional<Interval> percentile_interval(std::span<const double> replicates, double level) {
  const auto kept = computed(replicates);
  if (kept.empty()) return std::nullopt;
  return Interval{sorted_quantile(kept, (1 - level) / 2), sorted_quantile(kept, (1 + level) / 2)};
}

std::optional<Interval> bca_interval(std::span<const double> replicates, double figure,
                                     std::span<const double> jackknife, double level) {
  const auto kept = computed(replicates);
  if (kept.empty() || jackknife.size() < 3) return std::nullopt;
  const auto under = static_cast<double>(std::lower_bound(kept.begin(), kept.end(), figure) - kept.begin());
  const auto ties = static_cast<double>(std::upper_bound(kept.begin(), kept.end(), figure) - kept.begin()) - under;
  const double share = (under + ties / 2) / static_cast<double>(kept.size());
  if (!(share > 0 && share < 1)) return std::nullopt;
  const double z0 = normal_quantile(share);
  double mean = 0;
  for (const double one : jackknife) mean += one / static_cast<double>(jackknife.size());
  double squares = 0, cubes = 0;
  for (const double one : jackknife) {
    squares += (mean - one) * (mean - one);
    cubes += (mean - one) * (mean - one) * (mean - one);
  }
  const double acceleration = squares > 0 ? cubes / (6 * std::pow(squares, 1.5)) : 0;
  const auto limit = [&](double probability) {
    const double z = z0 + normal_quantile(probability);
    const double moved = normal_probability(z0 + z / (1 - acceleration * z));
    return sorted_quantile(kept, std::clamp(moved, 0.0, 1.0));
  };
  return Interval{limit((1 - level) / 2), limit((1 + level) / 2)};
}

}  // namespace goud::stats
