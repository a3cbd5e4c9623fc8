// Means and centred cross-products of several columns: all that a regression, a correlation or a share of R² needs.
// formula: S_jk = sum w (x_j - m_j)(x_k - m_k), m_j = sum w x_j / sum w, both kept running (one pass, no cancellation)
// unit: that of the columns
// needs: finite numbers; rows of one length; weights at least 0
// source: chan1983
// checked: cross_products_test.cpp: the two-pass formula; parts against the whole; a large mean with a small spread
// not for: rows with missing values (leave them out first, and say how many)
#pragma once

#include <cstdint>
#include <span>

#include "stats/matrix.hpp"

namespace goud::stats {

struct CrossProducts {
  std::vector<double> means;  // one per column
  Matrix centred;             // columns x columns, symmetric
  double weight = 0;
  double weight_squares = 0;
  std::int64_t n = 0;
  bool operator==(const CrossProducts&) const = default;

  CrossProducts() = default;
  explicit CrossProducts(std::size_t columns) : means(columns, 0.0), centred(columns, columns) {}
  // Refused, and nothing changed: another number of columns, a number that is not finite, a weight under 0.
  [[nodiscard]] bool add(std::span<const double> row, double weight_of_row = 1);
  [[nodiscard]] bool merge(const CrossProducts&);  // right to rounding
  [[nodiscard]] std::size_t columns() const { return means.size(); }
  [[nodiscard]] double n_effective() const;  // Kish; n where no weight but 1 was seen
};
[[nodiscard]] CrossProducts cross_products(const Matrix&, std::span<const double> weights = {});
// A column that differs by less than the rounding of its own size has no spread.
[[nodiscard]] bool has_spread(const CrossProducts&, std::size_t column);
// Pearson's correlations; a column without spread has 0 outside the diagonal and is for the caller to leave out.
[[nodiscard]] Matrix correlations(const CrossProducts&);

}  // namespace goud::stats
