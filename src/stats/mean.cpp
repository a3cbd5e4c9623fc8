#include "stats/mean.hpp"

#include <algorithm>
#include <cmath>

#include "stats/distribution.hpp"

namespace goud::stats {

bool MeanSums::add(std::int64_t x, std::int64_t weight, std::int64_t times) {
  MeanSums next = *this;
  std::int64_t weighed = 0;
  std::int64_t weighed_x = 0;
  if (!next.weights.add(weight, times) || !add_product(weighed, weight, times) ||
      !add_product(weighed_x, weighed, x) || !add_product(next.weight_x, weighed_x, 1) ||
      !add_product(next.weight_xx, weighed_x, x)) {
    return false;
  }
  *this = next;
  return true;
}

bool MeanSums::merge(const MeanSums& other) {
  MeanSums next = *this;
  if (!next.weights.merge(other.weights) || !add_product(next.weight_x, other.weight_x, 1) ||
      !add_product(next.weight_xx, other.weight_xx, 1)) {
    return false;
  }
  *this = next;
  return true;
}

double MeanSums::variance_of_one() const {
  const double m = weights.n_effective();
  if (m <= 1) return 0;
  // W sum wxx - (sum wx)^2 in 128 bits: exact, so no digits are lost where the mean is large and the spread small.
  const __int128 numerator =
      static_cast<__int128>(weights.sum) * weight_xx - static_cast<__int128>(weight_x) * weight_x;
  const auto whole = static_cast<double>(weights.sum);
  return static_cast<double>(numerator) / whole / whole * (m / (m - 1));
}

namespace {
Outcome with_interval(double value, double variance, std::int64_t n, double m, bool all_one, double level) {
  Estimate estimate;
  estimate.value = value;
  estimate.n = n;
  if (!all_one) estimate.n_effective = m;
  if (m <= 1) {
    estimate.no_interval = Reason::too_few;
  } else if (!(variance > 0)) {
    estimate.no_interval = Reason::no_spread;
  } else {
    const double half = two_sided_student(level, m - 1) * std::sqrt(variance / m);
    estimate.interval = Interval{value - half, value + half};
  }
  return estimate;
}
}  // namespace

Outcome mean(const MeanSums& sums, double level) {
  if (sums.n() == 0 || sums.weights.sum == 0) return unsaid(Reason::too_few, sums.n());
  const double value = static_cast<double>(sums.weight_x) / static_cast<double>(sums.weights.sum);
  return with_interval(value, sums.variance_of_one(), sums.n(), sums.weights.n_effective(), sums.weights.all_one(), level);
}

bool RealMeanSums::add(double x, double weight_of_x) {
  if (!std::isfinite(x) || !std::isfinite(weight_of_x) || weight_of_x < 0) return false;
  RealMeanSums next = *this;
  next.n += 1;
  next.weight += weight_of_x;
  next.weight_squares += weight_of_x * weight_of_x;
  next.all_one = all_one && weight_of_x == 1;
  if (weight_of_x > 0) {
    const double step = x - running_mean;
    next.running_mean += step * (weight_of_x / next.weight);
    next.deviations += weight_of_x * step * (x - next.running_mean);
  }
  if (!std::isfinite(next.running_mean) || !std::isfinite(next.deviations) || !std::isfinite(next.weight_squares)) {
    return false;
  }
  *this = next;
  return true;
}

bool RealMeanSums::merge(const RealMeanSums& other) {
  RealMeanSums next = *this;
  next.n += other.n;
  next.weight += other.weight;
  next.weight_squares += other.weight_squares;
  next.all_one = all_one && other.all_one;
  if (next.weight > 0) {
    const double step = other.running_mean - running_mean;
    next.running_mean += step * (other.weight / next.weight);
    next.deviations += other.deviations + step * step * (weight * (other.weight / next.weight));
  }
  if (!std::isfinite(next.running_mean) || !std::isfinite(next.deviations) || !std::isfinite(next.weight_squares)) {
    return false;
  }
  *this = next;
  return true;
}

double RealMeanSums::n_effective() const {
  if (all_one) return static_cast<double>(n);
  return weight_squares > 0 ? weight / weight_squares * weight : 0;
}

Outcome mean(const RealMeanSums& sums, double level) {
  if (sums.n == 0 || !(sums.weight > 0)) return unsaid(Reason::too_few, sums.n);
  const double m = sums.n_effective();
  const double variance = m > 1 ? sums.deviations / sums.weight * (m / (m - 1)) : 0;
  return with_interval(sums.running_mean, variance, sums.n, m, sums.all_one, level);
}

}  // namespace goud::stats
