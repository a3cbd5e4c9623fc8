// A mean of numbers that answers gave: whole numbers exactly (scales, scores), real numbers for files of measurements.
// formula: m = sum w x / sum w; s^2 = (sum w x^2 / sum w - m^2) n_eff/(n_eff - 1); m -+ t(n_eff - 1) s / sqrt(n_eff)
// unit: that of the numbers
// needs: one answer of some weight; two, that differ, for an interval
// source: student1908, kish1965
// checked: mean_test.cpp: R's t.test on its sleep data; the two-pass formula; parts against the whole; coverage_test.cpp: samples drawn
// not for: a few very large amounts of money (the median says more); the precision of a stratified design
#pragma once

#include "stats/estimate.hpp"
#include "stats/weights.hpp"

namespace goud::stats {

struct MeanSums {
  std::int64_t weight_x = 0;   // sum of weight times x
  std::int64_t weight_xx = 0;  // sum of weight times x times x
  Weights weights;
  bool operator==(const MeanSums&) const = default;

  [[nodiscard]] bool add(std::int64_t x, std::int64_t weight = weight_one, std::int64_t times = 1);
  [[nodiscard]] bool merge(const MeanSums&);
  [[nodiscard]] std::int64_t n() const { return weights.n; }
  [[nodiscard]] double variance_of_one() const;  // s^2 above; 0 where it cannot be seen
};
[[nodiscard]] Outcome mean(const MeanSums&, double level = level_default);

// Real numbers with real weights: a running mean and sum of squared deviations, so that large numbers with a small spread
// keep it. Merging is right to rounding, not to the last bit; add in the order of the file where that matters.
struct RealMeanSums {
  double running_mean = 0;
  double deviations = 0;  // sum of w (x - mean)^2
  double weight = 0;
  double weight_squares = 0;
  std::int64_t n = 0;
  bool all_one = true;  // no weight but 1 was seen
  bool operator==(const RealMeanSums&) const = default;

  // Refused, and nothing changed: not finite, or a weight under 0.
  [[nodiscard]] bool add(double x, double weight_of_x = 1);
  [[nodiscard]] bool merge(const RealMeanSums&);
  [[nodiscard]] double n_effective() const;
};
[[nodiscard]] Outcome mean(const RealMeanSums&, double level = level_default);

}  // namespace goud::stats
