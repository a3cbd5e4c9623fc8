// Scores and means of answers that come by unit (hotel, branch, person): answers inside a unit resemble each other.
// formula: y = T / W, T = sum t_j, W = sum w_j (score: weight of promoters minus detractors; mean: weighted sum);
//   V = J/(J-1) sum_j (t_j - y w_j)^2 / W^2, deff = V / (v / n_eff), at least 1, v the spread of one answer; score: adjusted Wald
//   on n_eff / deff (z/t_f)^2, mean: y -+ t_f sqrt(deff v / n_eff); f = (J-1) (deff/(deff-1))^2, for a mean at most n_eff - 1
// unit: score -1..1; that of the numbers
// needs: two units with answers; with one unit, or all alike, Kish's n_eff is used as it is
// source: kish1965, cochran1977, korn1998, satterthwaite1946, rocks2016
// checked: clustered_score_test.cpp: R's survey formula on three units; the naive double loop over answers; a score of yes and no against
//   the clustered share; parts against the whole; intervals in simulation
// not for: under 10 units that differ; units that are all there are, not a sample of more
#pragma once

#include <map>

#include "stats/mean.hpp"
#include "stats/nps.hpp"

namespace goud::stats {

// Counts per unit. Merging adds unit by unit; what would overflow is refused and changes nothing.
template <class Counts>
struct Clustered {
  std::map<std::int64_t, Counts> units;
  bool operator==(const Clustered&) const = default;

  [[nodiscard]] bool add(std::int64_t unit, std::int64_t value, std::int64_t weight = weight_one,
                         std::int64_t times = 1) {
    Counts one;
    return one.add(value, weight, times) && units[unit].merge(one);
  }
  [[nodiscard]] bool merge(const Clustered& other) {
    Clustered next = *this;
    for (const auto& [unit, counts] : other.units) {
      if (!next.units[unit].merge(counts)) return false;
    }
    *this = std::move(next);
    return true;
  }
  [[nodiscard]] std::optional<Counts> total() const {  // none where the units together overflow
    Counts all;
    for (const auto& [unit, counts] : units) {
      if (!all.merge(counts)) return std::nullopt;
    }
    return all;
  }
};
using ClusteredNps = Clustered<NpsCounts>;
using ClusteredMean = Clustered<MeanSums>;

[[nodiscard]] double design_effect(const ClusteredNps&);  // 1 where it cannot be seen
[[nodiscard]] double design_effect(const ClusteredMean&);
[[nodiscard]] Outcome nps(const ClusteredNps&, double level = level_default);
[[nodiscard]] Outcome mean(const ClusteredMean&, double level = level_default);

}  // namespace goud::stats
