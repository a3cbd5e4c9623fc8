// Least squares: how much the outcome differs per unit of one driver, the other drivers equal.
// formula: b = S_xx^-1 S_xy; R2 = b' S_xy / S_yy; s2 = (S_yy - b' S_xy)/(n - rank - 1); V = s2 S_xx^-1; b -+ t(n - rank - 1) sqrt(V);
//   HC3: V = A diag(w^2 e^2/(1-h)^2) A', A = S_xx^-1 (x - m), h = w (1/W + (x - m)' S_xx^-1 (x - m))
// unit: that of the outcome per unit of the driver
// needs: more rows than drivers, an outcome that differs; one row more for an interval; the rows themselves for HC3
// source: longley1967, mackinnon1985, white1980
// checked: regression_test.cpp: NIST's certified values for Longley; R's lm and sandwich; the slow formula; coverage in simulation
// not for: cause; rows that resemble each other in clusters (their intervals are too narrow); coefficients of columns that make
//   each other: these are not_identified, the others are said
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "stats/cross_products.hpp"
#include "stats/estimate.hpp"

namespace goud::stats {

struct Regression {
  double r2 = 0;                      // unadjusted
  double residual_deviation = 0;      // s; 0 where no row is left to see it by
  double freedom = 0;                 // n - rank - 1
  std::size_t rank = 0;               // drivers that say something of their own
  double p = 1;                       // of the hypothesis that no driver goes with the outcome (F)
  std::int64_t n = 0;                 // rows of some weight
  double intercept = 0;               // of no meaning where a coefficient is not identified
  std::vector<Outcome> coefficients;  // classical interval; no_spread or not_identified where it cannot be said
  std::vector<std::optional<Interval>>
      robust;                     // HC3; none from cross-products alone, and where one row decides its own fit
  Matrix covariance;              // of the coefficients, classical; 0 where one is not identified
  Matrix covariance_robust;       // HC3, on the same terms; empty where there is none
  std::vector<double> inflation;  // variance inflation, 1: unrelated to the others; 0 where it cannot be said
  std::vector<std::size_t> constant, collinear;  // drivers of no spread; drivers that others make
};
using Regressed = tl::expected<Regression, Unsaid>;

// The drivers are all columns but the outcome, in their order.
[[nodiscard]] Regressed regression(const CrossProducts&, std::size_t outcome, double level = level_default);
// With weights as of a sample (R's lm): their size does not matter, only their proportions. Rows of weight 0 are left out.
[[nodiscard]] Regressed regression(const Matrix& drivers, std::span<const double> outcome,
                                   std::span<const double> weights = {}, double level = level_default);

}  // namespace goud::stats
