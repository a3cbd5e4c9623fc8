// Whether colleagues tell one story: the chance that two of them, drawn at random, name the same.
// formula: P = sum_k n_k (n_k - 1) / (n (n - 1)); without one person who named k: P_k = (S - 2 (n_k - 1)) / ((n-1)(n-2)), S = sum n_k (n_k - 1);
//   jackknife: se^2 = (n-1)/n sum_k n_k (P_k - mean)^2; limits log(P/(1-P)) -+ t(n-1) se/(P (1-P)), turned back (straight ones
//   hold the truth less often)
// unit: chance 0..1
// needs: two people; three, who neither all agree nor all differ, for an interval
// source: simpson1949, quenouille1956
// checked: one_story_test.cpp: three names worked by hand; all pairs and the jackknife person by person; parts against the whole;
//   coverage in simulation
// not for: ratings (r_wg is for those); teams that all name everything equally often: there the jackknife interval is too narrow
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "stats/estimate.hpp"

namespace goud::stats {

struct Named {
  std::map<std::string, std::int64_t, std::less<>> counts;  // how many named it
  std::int64_t n = 0;
  bool operator==(const Named&) const = default;

  [[nodiscard]] bool add(std::string_view what, std::int64_t times = 1);  // refused: times under 1, overflow
  [[nodiscard]] bool merge(const Named&);
};
[[nodiscard]] Outcome one_story(const Named&, double level = level_default);

}  // namespace goud::stats
