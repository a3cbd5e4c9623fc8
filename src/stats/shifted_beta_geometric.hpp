// Shifted-beta-geometric: contracts that end or are renewed; why retention seems to grow with time, and how long those remain who stayed.
// formula: chance to leave at each renewal ~ Beta(alpha, beta) over customers; retention at renewal t = (beta+t-1)/(alpha+beta+t-1),
//   S(t) = product of them; LL = sum_t lost_t ln P(leaves at t) + S_m ln S(m) = sum_t [lost_t ln alpha + stayed_t ln(beta+t-1) -
//   had_t ln(alpha+beta+t-1)]; renewals still to come after n: sum_k>=1 v^(k-1) S(n+k)/S(n), undiscounted (beta+n)/(alpha-1), alpha > 1
// unit: customers, shares, renewals
// needs: two renewals or more at which some left and some stayed; not_identified where the data bend nothing (retention level or falling)
// source: fader2007, fader2010b
// checked: shifted_beta_geometric_test.cpp: "High End" of reference.json; sums over Beta by quadrature; 2F1; simulated contracts
// not for: customers who can leave unseen (bg_nbd, pareto_nbd); prices or terms that changed on the way; groups of different starts in one row
#pragma once

#include <vector>

#include "stats/maximum_likelihood.hpp"

namespace goud::stats {

struct ShiftedBetaGeometric {
  double alpha = 0, beta = 0;
  bool operator==(const ShiftedBetaGeometric&) const = default;
};
[[nodiscard]] inline ShiftedBetaGeometric shifted_beta_geometric_of(const Parameters& p) { return {p[0], p[1]}; }

// How many had a contract in each period, from the first: never more than in the one before. Counts may be scaled (percents),
// but their size is what standard errors come from.
struct Survivors {
  std::vector<double> customers;
  bool operator==(const Survivors&) const = default;
  bool merge(const Survivors&);  // false: of another number of periods
};
[[nodiscard]] bool possible(const Survivors&);

// Parameters in the order alpha, beta; of the first `renewals` periods after the start (all where it is more than there are).
[[nodiscard]] tl::expected<MaximumLikelihood, Unsaid> fit_shifted_beta_geometric(const Survivors&,
                                                                                 std::size_t renewals = SIZE_MAX);
[[nodiscard]] double survival(const ShiftedBetaGeometric&, std::size_t renewals);  // 1 at 0
[[nodiscard]] double retention(const ShiftedBetaGeometric&, std::size_t renewal);  // from 1
// Expected renewals still to come of who has renewed `renewals` times; the next one counts fully, each later one 1/(1+discount)
// of the one before. Unsaid (not_identified) where it has no end: alpha <= 1 and no discount.
[[nodiscard]] tl::expected<double, Unsaid> residual_renewals(const ShiftedBetaGeometric&, std::size_t renewals,
                                                             double discount);

}  // namespace goud::stats
