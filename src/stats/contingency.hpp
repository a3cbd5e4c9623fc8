// A table of counts: rows by columns, whether they go together, and which columns differ in a row.
// formula: share p_ij = w_ij / w_j; phi^2 = sum_ij (w_ij/w - w_i w_j/w^2)^2 / (w_i w_j/w^2), chi^2 = m phi^2,
//   df = (r-1)(c-1), V = sqrt(phi^2 / min(r-1, c-1)); corrected: phi^2 - (r-1)(c-1)/(m-1), not under 0, over
//   min(r~-1, c~-1), k~ = k - (k-1)^2/(m-1); two columns, pooled: z = (p_a - p_b) / sqrt(q(1-q)(1/m_a + 1/m_b)),
//   q = (m_a p_a + m_b p_b)/(m_a + m_b); m = n, or Kish's (sum w)^2 / sum w^2 of the table or the column
// unit: counts; V 0..1; p-values two-sided
// needs: two rows and two columns with some weight (empty ones are left out); an answer in each column compared
// source: pearson1900, cramer1946, bergsma2013, cochran1954, kish1965
// checked: contingency_test.cpp: R's chisq.test and prop.test (tools/reference_checks/crosstab.R); the naive double loop;
//   parts against the whole; p-values of a true null in simulation
// not for: columns of few answers (under five each is told); columns that hold the same people twice (their answers go together); clusters; expected counts under 5 in more
//   than a fifth of the cells, which is told
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "stats/estimate.hpp"

namespace goud::stats {

// Without weights every sum is whole and exact; with weights of a file right to rounding.
struct CellSums {
  std::int64_t n = 0;
  double weight = 0;
  double squares = 0;
  bool operator==(const CellSums&) const = default;
  void merge(const CellSums&);
  [[nodiscard]] double n_effective() const { return squares > 0 ? weight / squares * weight : 0; }
};

// Rows and columns are numbered from 0 and come into being when they are named.
class Contingency {
 public:
  // Refused, and nothing changed: a weight that is not finite or under 0, or a sum that would no longer be finite.
  [[nodiscard]] bool add(std::size_t row, std::size_t column, double weight = 1);
  [[nodiscard]] bool merge(const Contingency&);
  void reach(std::size_t rows, std::size_t columns);  // at least as many
  bool operator==(const Contingency&) const;

  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t columns() const { return columns_; }
  [[nodiscard]] CellSums at(std::size_t row, std::size_t column) const { return cells_[row * stride_ + column]; }
  [[nodiscard]] CellSums column(std::size_t column) const;
  [[nodiscard]] CellSums row(std::size_t row) const;
  [[nodiscard]] CellSums total() const;
  // The same counts in another order: its row i is the old row rows[i].
  [[nodiscard]] Contingency ordered(const std::vector<std::size_t>& rows,
                                    const std::vector<std::size_t>& columns) const;

 private:
  std::size_t rows_ = 0, columns_ = 0, stride_ = 0;
  std::vector<CellSums> cells_;  // stride_ a row
};

struct Association {
  double chi2 = 0;
  double df = 0;
  double p = 1;
  double cramers_v = 0;
  double cramers_v_corrected = 0;  // Bergsma's: not above what chance alone would give
  double least_expected = 0;       // count, of the smallest cell if nothing goes together
  double under_five = 0;           // share of cells that expect fewer than 5
  // Cochran's rule: chi-squared holds where no cell expects under 1 and at most a fifth under 5.
  [[nodiscard]] bool small_expected() const { return least_expected < 1 || under_five > 0.2; }
};
[[nodiscard]] tl::expected<Association, Unsaid> association(const Contingency&);

// hits of those in base: a share with Wilson's limits on n, or on Kish's n where the counts are weighted.
[[nodiscard]] Outcome share_within(const CellSums& hits, const CellSums& base, bool weighted,
                                   double level = level_default);

struct SharesCompared {
  double z = 0;  // above 0 where a is the higher
  double p = 1;
};
[[nodiscard]] tl::expected<SharesCompared, Unsaid> compare_shares(const CellSums& hits_a, const CellSums& base_a,
                                                                  const CellSums& hits_b, const CellSums& base_b);

}  // namespace goud::stats
