// Pareto/NBD: customers buy at a rate of their own and may stop at any moment, unseen. What they will buy, and who is still there.
// formula: rate lambda ~ Gamma(r, alpha), rate of stopping mu ~ Gamma(s, beta);
//   L = G(r+x) alpha^r beta^s/G(r) [ (alpha+T)^-(r+x) (beta+T)^-s + s * integral over t_x..T of (alpha+y)^-(r+x) (beta+y)^-(s+1) dy ];
//   the integral, which the paper writes as two 2F1, by 24 Gauss-Legendre points in ln(min(alpha, beta) + y): nothing is subtracted;
//   P(alive) = the first term beside both; E[purchases in t] = P(alive) (r+x)(beta+T)/((alpha+T)(s-1)) [1 - ((beta+T)/(beta+T+t))^(s-1)]
// unit: purchases; alpha and beta in the unit of time of t_x and T
// needs: customers who came back and others who did not, at different times; not_identified where a parameter runs off
// source: schmittlein1987, fader2005a, fader2005c
// checked: pareto_nbd_test.cpp: CDNOW against reference.json and Fader, Hardie & Lee (2005); the 2F1 form; derivatives; simulated customers
// not for: contracts; purchases on fixed occasions (bg_bb); seasons, promotions and anything else that moves all customers at once
#pragma once

#include "stats/maximum_likelihood.hpp"
#include "stats/purchases.hpp"

namespace goud::stats {

struct ParetoNbd {
  double r = 0, alpha = 0, s = 0, beta = 0;
  bool operator==(const ParetoNbd&) const = default;
};
[[nodiscard]] inline ParetoNbd pareto_nbd_of(const Parameters& p) { return {p[0], p[1], p[2], p[3]}; }

// Parameters in the order r, alpha, s, beta.
[[nodiscard]] tl::expected<MaximumLikelihood, Unsaid> fit_pareto_nbd(const HistoryGroups&, int threads = 1);
[[nodiscard]] double loglik(const ParetoNbd&, const History&);

[[nodiscard]] double probability_alive(const ParetoNbd&, const History&);
[[nodiscard]] double expected_purchases(const ParetoNbd&, const History&, double horizon);
[[nodiscard]] double discounted_purchases(const ParetoNbd&, const History&, double discount, double horizon);
[[nodiscard]] double expected_while_alive(const ParetoNbd&, double x, double T, double horizon);
[[nodiscard]] Curvature curvature_of(const ParetoNbd&, const History&);  // of one customer

}  // namespace goud::stats
