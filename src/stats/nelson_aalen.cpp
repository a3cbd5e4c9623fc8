#include "stats/nelson_aalen.hpp"

#include <algorithm>
#include <cmath>

#include "stats/distribution.hpp"

namespace goud::stats {

CumulativeHazard nelson_aalen(const SurvivalTable& table, double level) {
  const double z = two_sided_normal(level);
  CumulativeHazard sums;
  sums.n = table.n();
  sums.time = event_times({&table, 1});
  const auto counts = risk_counts(table, sums.time);
  std::vector<double> squares(sums.time.size(), 0.0);
  for (const auto& [key, cell] : table.cells) {
    if (!(cell.weight_events > 0)) continue;
    const auto at = std::lower_bound(sums.time.begin(), sums.time.end(), key.time) - sums.time.begin();
    squares[static_cast<std::size_t>(at)] += cell.squares_events;
  }
  double hazard = 0, variance = 0;
  for (std::size_t j = 0; j < sums.time.size(); ++j) {
    hazard += counts.events[j] / counts.at_risk[j];
    variance += squares[j] / (counts.at_risk[j] * counts.at_risk[j]);
    const double error = std::sqrt(variance), factor = std::exp(z * error / hazard);
    sums.hazard.push_back(hazard);
    sums.standard_error.push_back(error);
    sums.interval.push_back({hazard / factor, hazard * factor});
  }
  return sums;
}

}  // namespace goud::stats
