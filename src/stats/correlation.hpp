// Pearson's correlation of two columns, also with other columns held level, with Fisher's interval.
// formula: r = S_xy / sqrt(S_xx S_yy); given k columns: the same of what is left of x and y after them (Schur complement of S);
//   tanh(atanh r -+ z / sqrt(n - 3 - k)); p by t = r sqrt(f / (1 - r^2)), f = n - 2 - k; weighted: n is Kish's effective n;
//   searching m pairs: each interval at level 1 - (1 - level) / m; bootstrap: units drawn with replacement, percentile and BCa
// unit: -1..1
// needs: three rows more than columns held level; spread in both columns, also after those held level
// source: fisher1921, student1908, kish1965, dunn1961, efron1987
// checked: correlation_test.cpp: R's cor.test on mtcars, partial by residuals of lm; New York's schools; the two-pass formula;
//   order, scale and shift; coverage and even p-values in simulation
// not for: cause; rows of one unit counted as many units (within_between, lagged); a bend (see the cloud of points)
#pragma once

#include "stats/cross_products.hpp"
#include "stats/estimate.hpp"

namespace goud::stats {

struct Association {
  Outcome estimate;
  std::optional<double> p;  // none where it cannot be said
};

[[nodiscard]] Association correlation(const CrossProducts&, std::size_t x, std::size_t y, double level = level_default);
// Columns that say nothing beyond the others before them cost no degree of freedom.
[[nodiscard]] Association partial_correlation(const CrossProducts&, std::size_t x, std::size_t y,
                                              std::span<const std::size_t> given, double level = level_default);
// From r itself: n_effective rows (need not be whole) of which `spent` degrees of freedom went elsewhere.
[[nodiscard]] Association correlation_of(double r, std::int64_t n, double n_effective, double spent, double level);
// The level of each interval, so that all of `pairs` hold together.
[[nodiscard]] double level_of_each(double level, std::int64_t pairs);

struct Redraw {
  int replicates = 5000;  // 0: none
  std::uint64_t seed = 1;
  int threads = 1;
  double level = level_default;
};
struct RedrawnLimits {
  std::optional<Interval> percentile, bca;
};
// Replicate r draws units from stream r of the seed; `unit` numbers each row's (empty: a unit a row). None under 10 units.
[[nodiscard]] RedrawnLimits correlation_redrawn(std::span<const double> x, std::span<const double> y,
                                                std::span<const std::int32_t> unit, std::span<const double> weights,
                                                const Redraw&);

}  // namespace goud::stats
