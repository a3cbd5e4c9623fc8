// One factor behind all questions, by maximum likelihood: what each shares with the others, and what is its own.
// formula: R = l l' + diag(u), l and u where log|R| + tr(R^-1 S) is lowest, S the correlations; found over u alone (l follows from the
//   first eigenvector of u^-1/2 S u^-1/2), .005 <= u <= 1, by NLopt's L-BFGS: the gradient is known and bounds are kept
// unit: loadings -1..1, in the sign that makes their sum positive; uniquenesses 0..1, the share of a question's variance that is its own
// needs: three questions with spread, no one made of the others (so more rows than questions)
// source: joreskog1967, johnson2010nlopt
// checked: one_factor_test.cpp: R factanal on 30 departments; correlations made from known loadings; three questions by hand
// not for: questions about two things; two questions (no two numbers follow from one correlation); Heywood cases: a uniqueness at its
//   lower bound says that there are too few rows or more than one factor
#pragma once

#include <vector>

#include "stats/cross_products.hpp"
#include "stats/estimate.hpp"

namespace goud::stats {

struct OneFactor {
  std::vector<double> loadings, uniquenesses;  // of the questions brought to one spread
  std::vector<std::size_t> heywood;            // questions whose uniqueness is at its bound
  double discrepancy = 0;  // log|R| + tr(R^-1 S) - log|S| - k: 0 where one factor explains all correlations
};
[[nodiscard]] tl::expected<OneFactor, Unsaid> one_factor(const CrossProducts&);

// How much of the variance of the sum the one factor explains: what alpha is when all loadings are the same.
// formula: omega = (sum l_i s_i)^2 / ((sum l_i s_i)^2 + sum u_i s_i^2), s_i the standard deviations (1 for the standardized one);
//   interval: delta method on log(omega/(1-omega)) from the information of l and u in a normal sample of n or n_eff
// unit: share of the variance of the sum, 0..1
// needs: what one factor needs; an interval needs uniquenesses off their bounds
// source: mcdonald1999, joreskog1967
// checked: one_factor_test.cpp: R factanal on 30 departments, raw and standardized; alpha where loadings are equal; coverage in
//   simulation; cli/reliability_test.cpp: ECSI
// not for: what one factor is not for; answers on very few points with a strong skew
[[nodiscard]] Outcome omega(const CrossProducts&, double level = level_default);
[[nodiscard]] Outcome omega_standardized(const CrossProducts&, double level = level_default);

}  // namespace goud::stats
