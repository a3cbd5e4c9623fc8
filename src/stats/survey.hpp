// Means and totals of a sample drawn in strata and clusters, with errors that know the design.
// formula: total = sum w x, mean m = sum w x / sum w; V = sum_h (1 - n_h/N_h) n_h/(n_h - 1) sum_i (z_hi - mean z_h)^2 over the
//   n_h units drawn in stratum h, z = sum w x of the unit (total) or sum w (x - m) / sum w (mean, linearised); t limits with
//   units - strata degrees of freedom; design effect V(m) / (s^2/n), with 1 - n/sum w where all N_h are told
// unit: that of x
// needs: two units in each stratum, or a stratum all of whose units are there; x that differs
// source: cochran1977, lumley2004, kish1965
// checked: survey_test.cpp: apistrat against R's survey (strata, fpc, clusters, design effect); the naive formula; parts against
//   the whole; coverage in simulation
// not for: what is drawn inside a cluster's clusters (only the first stage is counted, which errs to the safe side without N_h);
//   medians; strata made after the draw
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "stats/mean.hpp"

namespace goud::stats {

struct SurveySums {
  struct Unit {
    double weight = 0;
    double running_mean = 0;
    bool operator==(const Unit&) const = default;
  };
  std::map<std::pair<std::int64_t, std::int64_t>, Unit> units;  // by stratum and unit drawn
  std::map<std::int64_t, double> population;                    // units there are in a stratum, where told
  RealMeanSums all;
  bool operator==(const SurveySums&) const = default;

  // Refused, and nothing changed: not finite, a weight under 0.
  [[nodiscard]] bool add(std::int64_t stratum, std::int64_t unit, double x, double weight);
  // Refused, and nothing changed: not above 0, or another number than was told before.
  [[nodiscard]] bool tell_population(std::int64_t stratum, double units_in_it);
  [[nodiscard]] bool merge(const SurveySums&);  // right to rounding; refused where populations differ
  [[nodiscard]] std::int64_t freedom() const;   // units less strata
};

[[nodiscard]] Outcome survey_mean(const SurveySums&, double level = level_default);
[[nodiscard]] Outcome survey_total(const SurveySums&, double level = level_default);
// None where they cannot be seen: a lone unit of a stratum that has more, no freedom left.
[[nodiscard]] std::optional<double> error_of_mean(const SurveySums&);
[[nodiscard]] std::optional<double> error_of_total(const SurveySums&);
[[nodiscard]] std::optional<double> design_effect(const SurveySums&);

}  // namespace goud::stats
