// Does a score tell who leaves sooner: Harrell's concordance.
// formula: C = (concordant + tied/2) / comparable; a pair is comparable where i had the event while j was under watch and j's time is
//   later, or the same without the event; concordant: the higher score went first; weight of a pair w_i w_j; variance sum of
//   (w_i (N_i - C D_i)/D)^2, N_i and D_i the pairs that i is in (infinitesimal jackknife)
// unit: share 0..1; 0.5 says nothing
// needs: one comparable pair
// source: harrell1982, therneau2020
// checked: concordance_test.cpp: R's concordance of coxph (ties, late entry, weights, standard error); all pairs by a double loop
// not for: how well chances are estimated (only their order); comparing files that lose sight of people at different times
#pragma once

#include <cstdint>
#include <span>

#include "stats/estimate.hpp"

namespace goud::stats {

struct WatchedRows {
  std::span<const double> time;
  std::span<const std::uint8_t> event;
  std::span<const double> entry{};    // empty: all watched from the beginning
  std::span<const double> weights{};  // empty: all 1
};
struct Concordance {
  double value = 0;
  double standard_error = 0;
  double pairs = 0;  // comparable, weighted
};
// A higher score stands for a shorter time.
[[nodiscard]] tl::expected<Concordance, Unsaid> concordance(const WatchedRows&, std::span<const double> score,
                                                            int threads = 1);

}  // namespace goud::stats
