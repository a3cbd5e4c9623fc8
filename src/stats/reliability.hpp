// Whether questions of one scale hang together: Cronbach's alpha, of the sum as it stands and of questions brought to one spread.
// formula: alpha = k/(k-1) (1 - sum s_ii / sum s_ij); standardized: the same of the correlations, k r/(1 + (k-1) r), r their mean;
//   interval: 1 - (1 - alpha) F(1-a/2) to 1 - (1 - alpha) F(a/2), F of (n-1, (n-1)(k-1)) degrees, n or n_eff
//   item and rest: correlation of a question with the sum of the others, Fisher; if dropped: alpha of the others
// unit: share of the variance of the sum, at most 1; under 0 where questions contradict each other; correlations -1..1
// needs: two questions, two complete rows, spread; for what is left after dropping one, three questions
// source: cronbach1951, feldt1965, kish1965
// checked: reliability_test.cpp: R psych::alpha and alpha.ci on 30 departments; the formulas over rows; parts against the whole;
//   coverage in simulation; cli/reliability_test.cpp: ECSI
// not for: showing that a scale measures one thing (many questions about two things have a high alpha); questions asked the other way
//   round (turn them first); standardized limits when spreads differ much (they take the alpha as if it were of equal spreads)
#pragma once

#include "stats/cross_products.hpp"
#include "stats/estimate.hpp"

namespace goud::stats {

[[nodiscard]] Outcome cronbach_alpha(const CrossProducts&, double level = level_default);
[[nodiscard]] Outcome cronbach_alpha_standardized(const CrossProducts&, double level = level_default);
[[nodiscard]] Outcome item_rest_correlation(const CrossProducts&, std::size_t item, double level = level_default);
[[nodiscard]] Outcome alpha_if_dropped(const CrossProducts&, std::size_t item, double level = level_default);
// No more than rounding leaves of a column whose answers are all the same.
[[nodiscard]] bool without_spread(const CrossProducts&, std::size_t column);

}  // namespace goud::stats
