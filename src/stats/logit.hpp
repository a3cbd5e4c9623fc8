// Two-valued outcomes: how much the log-odds of a yes differ per unit of one driver, the other drivers equal.
// formula: log(p/(1-p)) = a + x'b; maximum likelihood by Newton steps (iteratively reweighted least squares) on the
//   principal components of the drivers; b -+ z sqrt((X' diag(w p(1-p)) X)^-1)
// unit: log-odds per unit of the driver; exp(b) is the odds ratio
// needs: both outcomes; more rows than drivers; weights count as Kish's effective n together
// source: mccullagh1989, albert1984
// checked: logit_test.cpp: R's glm on mtcars; the two-by-two table by hand; the slow gradient; coverage in simulation
// not for: outcomes that a driver tells without error (not_identified: the odds ratio has no end); rare outcomes of few rows
#pragma once

#include <span>
#include <vector>

#include "stats/estimate.hpp"
#include "stats/matrix.hpp"

namespace goud::stats {

struct Logit {
  double intercept = 0;               // of no meaning where a coefficient is not identified
  std::vector<Outcome> coefficients;  // no_spread or not_identified where one cannot be said
  double loglik = 0, loglik_null = 0;
  std::int64_t n = 0;  // rows of some weight
  int iterations = 0;
  [[nodiscard]] double pseudo_r2() const { return loglik_null < 0 ? 1 - loglik / loglik_null : 0; }  // McFadden
};
// outcome: 1 is a yes, 0 a no.
[[nodiscard]] tl::expected<Logit, Unsaid> logit(const Matrix& drivers, std::span<const double> outcome,
                                                std::span<const double> weights = {}, double level = level_default);

}  // namespace goud::stats
