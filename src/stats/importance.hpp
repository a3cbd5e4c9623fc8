// How the explained variance divides over drivers that go together: what each adds, over all orders they could come in.
// formula: LMG (Shapley): I_j = sum over S without j of |S|! (p-1-|S|)!/p! (R2(S + j) - R2(S)); over 24 drivers the mean over
//   orders drawn at random, each with its reverse; Johnson: Q = C^(1/2), b = Q^-1 r, I_j = sum_k Q_jk^2 b_k^2
// unit: share of the outcome's variance; sums to R2
// needs: correlations of one set of rows, outcome and drivers with spread; a column that others make adds nothing after them
// source: lindeman1980, gromping2007, johnson2000
// checked: importance_test.cpp: the mean over all p! orders; R's lm on each subset (swiss); the two-driver formulas by hand;
//   p = 24 of equal correlation; drawn orders against exact
// not for: cause; comparing the importance of files whose drivers vary in another way; choosing which drivers to keep
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "stats/cross_products.hpp"
#include "stats/estimate.hpp"

namespace goud::stats {

struct DriverCorrelations {
  Matrix among;                      // drivers with each other, 1 on the diagonal
  std::vector<double> with_outcome;  // each driver
};
// Drivers are all columns but the outcome, in their order. A column without spread goes with nothing.
[[nodiscard]] DriverCorrelations driver_correlations(const CrossProducts&, std::size_t outcome);

struct Importance {
  double r2 = 0;
  std::vector<double> of;              // per driver; sums to r2
  std::vector<double> sampling_error;  // one standard error of drawing orders; empty where all orders are counted
  std::int64_t orders = 0;             // that were drawn; 0 where all are counted
};

constexpr std::size_t drivers_exact_max = 24;

struct OrderDraws {
  std::uint64_t seed = 1;
  std::int64_t pairs = 10'000;  // an order and its reverse
};
[[nodiscard]] Importance lmg(const DriverCorrelations&, int threads = 1, const OrderDraws& = {});
[[nodiscard]] Importance lmg_drawn(const DriverCorrelations&, int threads, const OrderDraws&);  // whatever the number
[[nodiscard]] Importance johnson(const DriverCorrelations&);

enum class ImportanceMethod { lmg, johnson };

// Interval of each driver's share of R2 when the rows had been others of their kind.
// formula: rows drawn with replacement, importance of each sample; percentile interval of I_j / R2 over samples
// unit: share 0..1
// needs: 100 samples that could be computed; more rows than drivers
// source: efron1987, johnson2004
// checked: importance_bootstrap_test.cpp: each sample by the slow way; one and many threads; coverage in simulation
// not for: rows that come in clusters; under a hundred rows (three drivers of correlation .5, 2,000 samples: of 60 rows it holds
//   the truth in 92 to 95 of 100, of 150 and of 500 in 93 to 95); asking whether a driver counts: a share is never under 0, and
//   a driver of coefficient 0 has one too where it goes with the others
struct ShareBootstrap {
  std::int64_t replicates = 1000;
  std::uint64_t seed = 1;
  int threads = 1;
  double level = level_default;
};
[[nodiscard]] std::vector<std::optional<Interval>> share_intervals(const Matrix& drivers,
                                                                   std::span<const double> outcome,
                                                                   std::span<const double> weights, ImportanceMethod,
                                                                   const ShareBootstrap&);

}  // namespace goud::stats
