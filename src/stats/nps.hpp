// The net promoter score: those who would recommend (9, 10) minus those who would not (0 to 6), of all who answered.
// formula: p - d; adjusted Wald: P+3/4, D+3/4, passives+3/2 (so n+3), centre p'-d', half z sqrt((p'+d'-(p'-d')^2)/(n+3)); n = n_eff with weights
// unit: share -1..1 (times 100 wherever someone sees it)
// needs: one answer of some weight
// source: rocks2016, kish1965
// checked: nps_test.cpp: Rocks' formula worked in R; the naive loop over answers; parts against the whole; coverage_test.cpp: all samples
// not for: a 1..10 scale without saying so; comparing countries; a score per person
#pragma once

#include "stats/estimate.hpp"
#include "stats/weights.hpp"

namespace goud::stats {

struct NpsCounts {
  std::int64_t promoters = 0;
  std::int64_t passives = 0;
  std::int64_t detractors = 0;
  std::int64_t weight_promoters = 0;  // in 1e-4
  std::int64_t weight_detractors = 0;
  Weights weights;
  bool operator==(const NpsCounts&) const = default;

  // A score outside 0..10, a weight outside its bounds or an overflow: false, and nothing changed.
  [[nodiscard]] bool add(std::int64_t score, std::int64_t weight = weight_one, std::int64_t times = 1);
  [[nodiscard]] bool merge(const NpsCounts&);
  [[nodiscard]] std::int64_t n() const { return weights.n; }
};

[[nodiscard]] Outcome nps(const NpsCounts&, double level = level_default);
// The same from shares already divided: for files whose weights are real numbers.
[[nodiscard]] Outcome nps_of(double promoters, double detractors, std::int64_t n, std::optional<double> n_effective,
                             double level);
// The same from counts, where the quantile of the normal distribution is at hand already.
[[nodiscard]] Outcome nps_by_width(std::int64_t promoters, std::int64_t detractors, std::int64_t n, double z);
// The spread of one answer, p + d - (p - d)^2; 0 where nothing weighs.
[[nodiscard]] double nps_variance_of_one(const NpsCounts&);

}  // namespace goud::stats
