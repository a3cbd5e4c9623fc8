// A share: how many of those who answered said this, with its interval.
// formula: p = sum w hit / sum w; Wilson: (p + z^2/2m -+ z sqrt(p(1-p)/m + z^2/4m^2)) / (1 + z^2/m), m = n or n_eff;
//   exact: Beta(a/2; k, n-k+1) and Beta(1-a/2; k+1, n-k); Jeffreys: Beta quantiles of (k+1/2, n-k+1/2), 0 and 1 at the ends
// unit: share 0..1
// needs: one answer of some weight; whole answers (no weights) for exact
// source: wilson1927, clopper1934, brown2001, newcombe1998a, kish1965
// checked: share_test.cpp: Newcombe (1998) table I; binomial tail sums; parts against the whole; coverage_test.cpp: all samples
// not for: answers drawn with clusters or unequal units (clustered, post-stratified below), shares of money or of time
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "stats/estimate.hpp"
#include "stats/weights.hpp"

namespace goud::stats {

struct ShareCounts {
  std::int64_t hits = 0;         // answers
  std::int64_t weight_hits = 0;  // their weight, in 1e-4
  Weights weights;               // of all answers, hits and others
  bool operator==(const ShareCounts&) const = default;

  // False, and nothing changed, where a sum would overflow.
  [[nodiscard]] bool add(bool hit, std::int64_t weight = weight_one, std::int64_t times = 1);
  [[nodiscard]] bool merge(const ShareCounts&);
  [[nodiscard]] std::int64_t n() const { return weights.n; }
};

enum class ShareInterval { wilson, exact, jeffreys };

// Exact on weighted answers is not_identified: a binomial count of weights does not exist.
[[nodiscard]] Outcome share(const ShareCounts&, ShareInterval = ShareInterval::wilson, double level = level_default);

// The same from parts already divided: for files whose weights are real numbers. n_effective is given where it is not n.
[[nodiscard]] Outcome share_of(double p, std::int64_t n, std::optional<double> n_effective, ShareInterval, double level);

// The limits alone; n need not be whole. 0 <= p <= 1, n > 0.
[[nodiscard]] Interval wilson(double p, double n, double level);
[[nodiscard]] Interval jeffreys(double p, double n, double level);
[[nodiscard]] Interval clopper_pearson(std::int64_t hits, std::int64_t n, double level);

// Several units counted together: answers inside a unit resemble each other, so they tell less than as many strangers.
// formula: V = J/(J-1) sum_j (h_j - p w_j)^2 / W^2 (linearised ratio), deff = V / (p(1-p)/n_eff), at least 1;
//   Wilson on n_eff / deff (z/t_df)^2 with df = (J-1) (deff/(deff-1))^2: only the part that units differ by has J-1 degrees of freedom
// unit: share 0..1
// needs: two units with answers; with one unit, or all alike, Kish's n_eff is used as it is
// source: kish1965, cochran1977, korn1998, satterthwaite1946
// checked: clustered_test.cpp: ratio variance worked by hand on three units; the naive double loop; coverage_test.cpp: samples drawn
// not for: under 10 units that differ (three of them, chances .6 to 1: the interval holds the truth in 85 of 100 samples, 8 in 93);
//   units that are all there are, not a sample of more
struct ClusteredShare {
  std::map<std::int64_t, ShareCounts> units;
  bool operator==(const ClusteredShare&) const = default;

  [[nodiscard]] bool add(std::int64_t unit, bool hit, std::int64_t weight = weight_one, std::int64_t times = 1);
  [[nodiscard]] bool merge(const ClusteredShare&);
  [[nodiscard]] ShareCounts total() const;
};
[[nodiscard]] double design_effect(const ClusteredShare&);  // 1 where it cannot be seen
[[nodiscard]] Outcome share(const ClusteredShare&, double level = level_default);

// Units count by their volume (guests, contracts), not by how many happened to answer.
// formula: p = sum_j V_j p_j / sum_j V_j; variance sum_j (V_j/V)^2 q_j(1-q_j)/m_j, q_j = (k_j + 1/2)/(m_j + 1), m_j effective;
//   Wilson on n_eff = q(1-q)/variance, q the same mean of q_j, at most n
// unit: share 0..1
// needs: a volume above 0 for a unit with answers; units without answers are left out and told
// source: cochran1977, wilson1927, brown2001
// checked: clustered_test.cpp: two hotels worked by hand; equal volumes and answers against the plain share; coverage_test.cpp
// not for: volumes that are themselves estimates; extrapolating to units that never answered
struct Stratum {
  std::int64_t volume = 0;
  ShareCounts counts;
  bool operator==(const Stratum&) const = default;
};
struct PostStratified {
  std::map<std::int64_t, Stratum> units;
  bool operator==(const PostStratified&) const = default;

  // The volume of a unit is the same whenever it is told; another one is refused, as is an overflow.
  [[nodiscard]] bool add(std::int64_t unit, std::int64_t volume, const ShareCounts&);
  [[nodiscard]] bool merge(const PostStratified&);
  [[nodiscard]] double volume_covered() const;  // share of the volume that has answers; 0 where there is none
};
[[nodiscard]] Outcome share(const PostStratified&, double level = level_default);

}  // namespace goud::stats
