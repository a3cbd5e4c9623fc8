// Rows in groups: each group's means, and the cross-products inside all groups together.
// formula: m_gj = sum w x_j / sum w in group g; W_jk = sum over groups of sum w (x_j - m_gj)(x_k - m_gk), all kept running;
//   between B_jk = sum_g w_g (m_gj - m_j)(m_gk - m_k); B + W is the whole
// unit: that of the columns
// needs: finite numbers; rows of one length; weights above 0 (a row of weight 0 counts nowhere)
// source: chan1983
// checked: grouped_sums_test.cpp: the two-pass formula; parts against the whole; one group is cross_products
// not for: rows with missing values; groups within groups
#pragma once

#include "stats/cross_products.hpp"

namespace goud::stats {

struct GroupedSums {
  std::vector<std::int64_t> rows;  // per group
  std::vector<double> weights;     // per group: sum of w
  std::vector<double> means;       // group after group, a number per column
  Matrix within;                   // columns x columns, symmetric
  double log_weights = 0;          // sum of log w over the rows
  double weight_squares = 0;
  std::int64_t n = 0;
  bool operator==(const GroupedSums&) const = default;

  GroupedSums() = default;
  explicit GroupedSums(std::size_t columns) : within(columns, columns) {}
  // Groups are numbered from 0. Refused, and nothing changed: another number of columns, a number that is not finite, a
  // weight under 0.
  [[nodiscard]] bool add(std::size_t group, std::span<const double> row, double weight_of_row = 1);
  [[nodiscard]] bool merge(const GroupedSums&);  // the same numbers mean the same groups; right to rounding
  [[nodiscard]] std::size_t columns() const { return within.rows; }
  [[nodiscard]] std::int64_t groups() const;  // those with rows
  [[nodiscard]] std::span<const double> means_of(std::size_t group) const {
    return {means.data() + group * columns(), columns()};
  }
  [[nodiscard]] CrossProducts whole() const;     // as if there were no groups
  [[nodiscard]] CrossProducts of_means() const;  // the groups' means, each counting once
};
[[nodiscard]] GroupedSums grouped_sums(const Matrix&, std::span<const std::int32_t> group,
                                       std::span<const double> weights = {});

}  // namespace goud::stats
