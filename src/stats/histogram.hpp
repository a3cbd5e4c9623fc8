// How often each whole value was answered: from it every figure of a scale follows.
// formula: quantile q = the smallest value with at least q of the weight at or under it; where the two middle ones share it, their mean
// unit: that of the values
// needs: one answer of some weight
// source: hyndman1996
// checked: histogram_test.cpp: medians of odd and even lists by sorting; R's quantile type 2; parts against the whole
// not for: real numbers (a value per number); intervals of a median
#pragma once

#include <functional>
#include <map>
#include <optional>

#include "stats/mean.hpp"
#include "stats/nps.hpp"
#include "stats/share.hpp"

namespace goud::stats {

struct Histogram {
  std::map<std::int64_t, Weights> values;
  bool operator==(const Histogram&) const = default;

  [[nodiscard]] bool add(std::int64_t value, std::int64_t weight = weight_one, std::int64_t times = 1);
  [[nodiscard]] bool add(std::int64_t value, const Weights&);
  [[nodiscard]] bool merge(const Histogram&);
  [[nodiscard]] std::optional<Weights> total() const;  // none where the values together overflow

  [[nodiscard]] std::optional<double> quantile(double q) const;  // 0 <= q <= 1; none where nothing weighs
  [[nodiscard]] std::optional<double> median() const { return quantile(0.5); }

  // The sufficient statistics of each figure; none on overflow, or for nps a value outside 0..10.
  [[nodiscard]] std::optional<ShareCounts> share_of(const std::function<bool(std::int64_t)>& hit) const;
  [[nodiscard]] std::optional<NpsCounts> nps_counts() const;
  [[nodiscard]] std::optional<MeanSums> mean_sums() const;
};

}  // namespace goud::stats
