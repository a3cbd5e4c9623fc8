#include "stats/cross_products.hpp"

#include <algorithm>
#include <cmath>

namespace goud::stats {

bool CrossProducts::add(std::span<const double> row, double weight_of_row) {
  if (row.size() != columns() || !(weight_of_row >= 0) || !std::isfinite(weight_of_row)) return false;
  if (!std::all_of(row.begin(), row.end(), [](double x) { return std::isfinite(x); })) return false;
  ++n;
  weight_squares += weight_of_row * weight_of_row;
  if (weight_of_row == 0) return true;
  const double before = weight;
  weight += weight_of_row;
  const double factor = weight_of_row * before / weight;
  const std::size_t k = columns();
  std::vector<double> away(k);
  for (std::size_t j = 0; j < k; ++j) away[j] = row[j] - means[j];
  for (std::size_t j = 0; j < k; ++j) {
    for (std::size_t i = 0; i <= j; ++i) {
      centred.at(i, j) += factor * away[i] * away[j];
      centred.at(j, i) = centred.at(i, j);
    }
  }
  for (std::size_t j = 0; j < k; ++j) means[j] += away[j] * weight_of_row / weight;
  return true;
}

bool CrossProducts::merge(const CrossProducts& other) {
  if (other.columns() != columns()) return false;
  const double together = weight + other.weight;
  if (together > 0) {
    const double factor = weight * other.weight / together;
    const std::size_t k = columns();
    for (std::size_t j = 0; j < k; ++j) {
      for (std::size_t i = 0; i < k; ++i) {
        centred.at(i, j) += other.centred.at(i, j) + factor * (other.means[i] - means[i]) * (other.means[j] - means[j]);
      }
    }
    for (std::size_t j = 0; j < k; ++j) means[j] += (other.means[j] - means[j]) * other.weight / together;
  }
  weight = together;
  weight_squares += other.weight_squares;
  n += other.n;
  return true;
}

double CrossProducts::n_effective() const {
  if (weight == static_cast<double>(n) && weight_squares == weight) return static_cast<double>(n);
  return weight_squares > 0 ? weight * weight / weight_squares : 0;
}

CrossProducts cross_products(const Matrix& x, std::span<const double> weights) {
  // Two passes: exact means first, then the products around them.
  CrossProducts sums(x.columns);
  const auto weight_of = [&](std::size_t i) { return weights.empty() ? 1.0 : weights[i]; };
  sums.n = static_cast<std::int64_t>(x.rows);
  for (std::size_t i = 0; i < x.rows; ++i) {
    sums.weight += weight_of(i);
    sums.weight_squares += weight_of(i) * weight_of(i);
  }
  if (!(sums.weight > 0)) return sums;
  for (std::size_t j = 0; j < x.columns; ++j) {
    double total = 0;
    for (std::size_t i = 0; i < x.rows; ++i) total += weight_of(i) * x.at(i, j);
    sums.means[j] = total / sums.weight;
  }
  for (std::size_t j = 0; j < x.columns; ++j) {
    for (std::size_t k = 0; k <= j; ++k) {
      double total = 0;
      const auto a = x.column(j);
      const auto b = x.column(k);
      for (std::size_t i = 0; i < x.rows; ++i) total += weight_of(i) * (a[i] - sums.means[j]) * (b[i] - sums.means[k]);
      sums.centred.at(j, k) = sums.centred.at(k, j) = total;
    }
  }
  return sums;
}

bool has_spread(const CrossProducts& sums, std::size_t column) {
  const double squares = sums.centred.at(column, column), mean = sums.means[column];
  return squares > 0 && squares > 1e-24 * mean * mean * sums.weight;
}

Matrix correlations(const CrossProducts& sums) {
  const std::size_t k = sums.columns();
  Matrix r(k, k);
  for (std::size_t j = 0; j < k; ++j) {
    for (std::size_t i = 0; i < k; ++i) {
      const double spread = std::sqrt(sums.centred.at(i, i)) * std::sqrt(sums.centred.at(j, j));
      r.at(i, j) = i == j                                ? 1.0
                   : spread > 0 && std::isfinite(spread) ? std::clamp(sums.centred.at(i, j) / spread, -1.0, 1.0)
                                                         : 0.0;
    }
  }
  return r;
}

}  // namespace goud::stats
