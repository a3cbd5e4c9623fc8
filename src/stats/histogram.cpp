#include "stats/histogram.hpp"

#include <cmath>
#include <stdexcept>

namespace goud::stats {

bool Histogram::add(std::int64_t value, const Weights& weights) {
  auto all = total();
  if (!all || !all->merge(weights)) return false;
  return values[value].merge(weights);
}

bool Histogram::add(std::int64_t value, std::int64_t weight, std::int64_t times) {
  Weights weights;
  return weights.add(weight, times) && add(value, weights);
}

bool Histogram::merge(const Histogram& other) {
  Histogram next = *this;
  for (const auto& [value, weights] : other.values) {
    if (!next.add(value, weights)) return false;
  }
  *this = std::move(next);
  return true;
}

std::optional<Weights> Histogram::total() const {
  Weights all;
  for (const auto& [value, weights] : values) {
    if (!all.merge(weights)) return std::nullopt;
  }
  return all;
}

std::optional<double> Histogram::quantile(double q) const {
  if (!(q >= 0 && q <= 1)) throw std::invalid_argument("a quantile lies between 0 and 1");
  const auto all = total();
  if (!all || all->sum == 0) return std::nullopt;
  const double wanted = q * static_cast<double>(all->sum);
  std::int64_t under = 0;
  std::optional<std::int64_t> exactly_at;
  for (const auto& [value, weights] : values) {
    if (weights.sum == 0) continue;
    if (exactly_at) return (static_cast<double>(*exactly_at) + static_cast<double>(value)) / 2;
    under += weights.sum;
    const auto reached = static_cast<double>(under);
    if (reached > wanted) return static_cast<double>(value);
    if (reached == wanted) exactly_at = value;  // the next value shares the middle
  }
  return exactly_at ? std::optional(static_cast<double>(*exactly_at)) : std::nullopt;
}

std::optional<ShareCounts> Histogram::share_of(const std::function<bool(std::int64_t)>& hit) const {
  ShareCounts counts;
  for (const auto& [value, weights] : values) {
    ShareCounts part;
    part.weights = weights;
    if (hit(value)) {
      part.hits = weights.n;
      part.weight_hits = weights.sum;
    }
    if (!counts.merge(part)) return std::nullopt;
  }
  return counts;
}

std::optional<NpsCounts> Histogram::nps_counts() const {
  NpsCounts counts;
  for (const auto& [value, weights] : values) {
    if (value < 0 || value > 10) return std::nullopt;
    NpsCounts part;
    part.weights = weights;
    if (value >= 9) {
      part.promoters = weights.n;
      part.weight_promoters = weights.sum;
    } else if (value <= 6) {
      part.detractors = weights.n;
      part.weight_detractors = weights.sum;
    } else {
      part.passives = weights.n;
    }
    if (!counts.merge(part)) return std::nullopt;
  }
  return counts;
}

std::optional<MeanSums> Histogram::mean_sums() const {
  MeanSums sums;
  for (const auto& [value, weights] : values) {
    MeanSums part;
    part.weights = weights;
    if (!add_product(part.weight_x, value, weights.sum) || !add_product(part.weight_xx, part.weight_x, value) ||
        !sums.merge(part)) {
      return std::nullopt;
    }
  }
  return sums;
}

}  // namespace goud::stats
