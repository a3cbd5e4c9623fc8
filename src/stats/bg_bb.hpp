// BG/BB: customers say yes or no at fixed occasions (a yearly gift, an edition, a season) and may stop before any of them, unseen.
// formula: chance of yes p ~ Beta(alpha, beta), of stopping before an occasion theta ~ Beta(gamma, delta); x yeses in n occasions, the
//   last at t_x: L = B(alpha+x, beta+n-x) B(gamma, delta+n)/D + sum_(i<n-t_x) B(alpha+x, beta+t_x-x+i) B(gamma+1, delta+t_x+i)/D,
//   D = B(alpha, beta) B(gamma, delta); P(alive at n+1) = B(alpha+x, beta+n-x) B(gamma, delta+n+1)/(D L);
//   E[yeses in k more] = sum_(j=1..k) v^(j-1) B(alpha+x+1, beta+n-x) B(gamma, delta+n+j)/(D L), v = 1 undiscounted
// unit: yeses, a share of occasions
// needs: two occasions or more; not_identified where a parameter runs off
// source: fader2010a
// checked: bg_bb_test.cpp: the donations of Fader, Hardie & Shang (2010); every path of four occasions added up; simulated customers
// not for: purchases at any moment (bg_nbd, pareto_nbd); contracts (shifted_beta_geometric)
#pragma once

#include <map>

#include "stats/maximum_likelihood.hpp"

namespace goud::stats {

struct BgBb {
  double alpha = 0, beta = 0, gamma = 0, delta = 0;
  bool operator==(const BgBb&) const = default;
};
[[nodiscard]] inline BgBb bg_bb_of(const Parameters& p) { return {p[0], p[1], p[2], p[3]}; }

struct Occasions {
  int x = 0;    // yeses
  int t_x = 0;  // which was the last, from 1; 0 where there was none
  int n = 0;    // occasions that were open to this customer
  auto operator<=>(const Occasions&) const = default;
};
[[nodiscard]] bool possible(const Occasions&);

struct OccasionCounts {
  std::map<Occasions, std::int64_t> customers;
  bool operator==(const OccasionCounts&) const = default;
  void add(const Occasions&, std::int64_t times = 1);  // throws on what cannot be
  void merge(const OccasionCounts&);
  [[nodiscard]] std::int64_t n() const;
};

// Parameters in the order alpha, beta, gamma, delta.
[[nodiscard]] tl::expected<MaximumLikelihood, Unsaid> fit_bg_bb(const OccasionCounts&);
[[nodiscard]] double loglik(const BgBb&, const Occasions&);
[[nodiscard]] Curvature curvature_of(const BgBb&, const Occasions&);
[[nodiscard]] double probability_alive(const BgBb&, const Occasions&);  // at the next occasion
[[nodiscard]] double expected_purchases(const BgBb&, const Occasions&, int occasions);
// The next occasion counts fully, each one later v = 1/(1 + discount) of the one before.
[[nodiscard]] double discounted_purchases(const BgBb&, const Occasions&, double discount, int occasions);

}  // namespace goud::stats
