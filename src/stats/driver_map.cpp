#include "stats/driver_map.hpp"

#include <algorithm>

#include "stats/mean.hpp"

namespace goud::stats {
namespace {

Outcome performance_of(const CrossProducts& sums, std::size_t column, Interval scale, double level) {
  if (!(sums.weight > 0)) return unsaid(Reason::too_few, sums.n);
  if (!(scale.high > scale.low)) return unsaid(Reason::no_spread, sums.n);
  RealMeanSums answers;
  answers.running_mean = sums.means[column];
  answers.deviations = has_spread(sums, column) ? sums.centred.at(column, column) : 0;
  answers.weight = sums.weight;
  answers.weight_squares = sums.weight_squares;
  answers.n = sums.n;
  answers.all_one = sums.weight == static_cast<double>(sums.n) && sums.weight_squares == sums.weight;
  auto outcome = mean(answers, level);
  if (!outcome) return outcome;
  const auto on_scale = [&](double value) { return (value - scale.low) / (scale.high - scale.low); };
  outcome->value = on_scale(outcome->value);
  if (outcome->interval)
    outcome->interval = Interval{on_scale(outcome->interval->low), on_scale(outcome->interval->high)};
  return outcome;
}

}  // namespace

bool runs_against(const Outcome& coefficient) {
  return coefficient && coefficient->interval && coefficient->interval->high < 0;
}

DriverMap driver_map(const CrossProducts& sums, std::size_t outcome, std::span<const Interval> scales,
                     const MapChoice& choice) {
  DriverMap map{regression(sums, outcome, choice.level), {}, {}, {}, 0};
  const std::size_t p = sums.columns() - 1;
  map.drivers.resize(
      p, MappedDriver{{}, {}, {}, {}, unsaid(Reason::too_few, sums.n), unsaid(Reason::too_few, sums.n), {}});
  double strong = 0;
  std::size_t performing = 0;
  for (std::size_t j = 0; j < p; ++j) {
    auto& driver = map.drivers[j];
    driver.performance = performance_of(sums, j < outcome ? j : j + 1, scales[j], choice.level);
    if (!driver.performance) continue;
    strong += driver.performance->value;
    ++performing;
  }
  if (performing > 0) map.performance_line = strong / static_cast<double>(performing);
  if (!map.fit) {
    for (auto& driver : map.drivers) {
      driver.coefficient = tl::unexpected(map.fit.error());
      driver.no_importance = map.fit.error().reason;
    }
    return map;
  }

  const auto given = driver_correlations(sums, outcome);
  const auto& constant = map.fit->constant;
  std::vector<std::size_t> kept;
  for (std::size_t j = 0; j < p; ++j) {
    map.drivers[j].coefficient = map.fit->coefficients[j];
    if (std::find(constant.begin(), constant.end(), j) == constant.end())
      kept.push_back(j);
    else
      map.drivers[j].no_importance = Reason::no_spread;
  }
  if (kept.empty()) return map;
  DriverCorrelations spread{Matrix(kept.size(), kept.size()), {}};
  for (std::size_t b = 0; b < kept.size(); ++b) {
    for (std::size_t a = 0; a < kept.size(); ++a) spread.among.at(a, b) = given.among.at(kept[a], kept[b]);
    spread.with_outcome.push_back(given.with_outcome[kept[b]]);
  }
  const auto importance =
      choice.method == ImportanceMethod::johnson ? johnson(spread) : lmg(spread, choice.threads, choice.draws);
  map.orders = importance.orders;
  map.share_line = 1 / static_cast<double>(kept.size());
  for (std::size_t a = 0; a < kept.size(); ++a) {
    auto& driver = map.drivers[kept[a]];
    driver.importance = importance.of[a];
    if (!importance.sampling_error.empty()) driver.sampling_error = importance.sampling_error[a];
    if (!(importance.r2 > 1e-12)) continue;  // nothing is explained, so there is nothing to divide
    driver.share = importance.of[a] / importance.r2;
    // To do more of what goes with less is no advice, however much it counts.
    if (!driver.performance || runs_against(driver.coefficient)) continue;
    const bool counts = *driver.share >= *map.share_line;
    const bool is_strong = driver.performance->value >= *map.performance_line;
    driver.place =
        counts ? (is_strong ? MapPlace::cherish : MapPlace::first) : (is_strong ? MapPlace::keep : MapPlace::later);
  }
  return map;
}

}  // namespace goud::stats
