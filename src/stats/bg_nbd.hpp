// BG/NBD: customers buy at a rate of their own and may stop after any purchase, unseen. What they will buy, and who is still there.
// formula: rate lambda ~ Gamma(r, alpha), chance to stop after a purchase p ~ Beta(a, b);
//   L = B(a,b+x)/B(a,b) G(r+x) alpha^r/G(r) [ (alpha+T)^-(r+x) + [x>0] a/(b+x-1) (alpha+t_x)^-(r+x) ];
//   P(alive) = 1/(1 + [x>0] a/(b+x-1) ((alpha+T)/(alpha+t_x))^(r+x));
//   E[purchases in t] = P(alive) sum_n P(N > n) (b+x)_n/(a+b+x)_n, N negative binomial (r+x, t/(alpha+T+t)): all terms above 0, where
//   the 2F1 of the paper subtracts; discounted: integral of exp(-d t) dE
// unit: purchases; alpha in the unit of time of t_x and T
// needs: customers who came back and others who did not, at different times; not_identified where r, alpha, a or b runs off
// source: fader2005a, fader2005b
// checked: bg_nbd_test.cpp: CDNOW against reference.json and Fader, Hardie & Lee (2005); 2F1 and integrals; simulated customers
// not for: contracts; purchases on fixed occasions (bg_bb); seasons, promotions and anything else that moves all customers at once
#pragma once

#include "stats/maximum_likelihood.hpp"
#include "stats/purchases.hpp"

namespace goud::stats {

struct BgNbd {
  double r = 0, alpha = 0, a = 0, b = 0;
  bool operator==(const BgNbd&) const = default;
};
[[nodiscard]] inline BgNbd bg_nbd_of(const Parameters& p) { return {p[0], p[1], p[2], p[3]}; }

// Parameters in the order r, alpha, a, b.
[[nodiscard]] tl::expected<MaximumLikelihood, Unsaid> fit_bg_nbd(const HistoryGroups&, int threads = 1);
[[nodiscard]] double loglik(const BgNbd&, const History&);

[[nodiscard]] double probability_alive(const BgNbd&, const History&);
// In the `horizon` after T; of a new customer: of the empty history.
[[nodiscard]] double expected_purchases(const BgNbd&, const History&, double horizon);
// Each purchase counts exp(-discount t); horizon may be infinite where discount > 0.
[[nodiscard]] double discounted_purchases(const BgNbd&, const History&, double discount, double horizon);
// What a customer who is alive buys: the factor beside probability_alive.
[[nodiscard]] double expected_while_alive(const BgNbd&, double x, double T, double horizon);

}  // namespace goud::stats
