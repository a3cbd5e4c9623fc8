#include "stats/grouped_sums.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace goud::stats {

bool GroupedSums::add(std::size_t group, std::span<const double> row, double weight_of_row) {
  const std::size_t k = columns();
  if (row.size() != k || !(weight_of_row >= 0) || !std::isfinite(weight_of_row)) return false;
  if (!std::all_of(row.begin(), row.end(), [](double x) { return std::isfinite(x); })) return false;
  if (weight_of_row == 0) return true;
  if (group >= rows.size()) {
    rows.resize(group + 1, 0);
    weights.resize(group + 1, 0.0);
    means.resize((group + 1) * k, 0.0);
  }
  double* mean = means.data() + group * k;
  const double together = weights[group] + weight_of_row;
  const double factor = weight_of_row * weights[group] / together;
  for (std::size_t j = 0; j < k; ++j) {
    for (std::size_t i = 0; i <= j; ++i) {
      within.at(i, j) += factor * (row[i] - mean[i]) * (row[j] - mean[j]);
      within.at(j, i) = within.at(i, j);
    }
  }
  for (std::size_t j = 0; j < k; ++j) mean[j] += (row[j] - mean[j]) * weight_of_row / together;
  weights[group] = together;
  ++rows[group];
  ++n;
  weight_squares += weight_of_row * weight_of_row;
  if (weight_of_row != 1) log_weights += std::log(weight_of_row);
  return true;
}

bool GroupedSums::merge(const GroupedSums& other) {
  const std::size_t k = columns();
  if (other.columns() != k) return false;
  if (other.rows.size() > rows.size()) {
    rows.resize(other.rows.size(), 0);
    weights.resize(other.rows.size(), 0.0);
    means.resize(other.rows.size() * k, 0.0);
  }
  for (std::size_t i = 0; i < within.values.size(); ++i) within.values[i] += other.within.values[i];
  for (std::size_t g = 0; g < other.rows.size(); ++g) {
    if (other.rows[g] == 0) continue;
    double* mean = means.data() + g * k;
    const auto theirs = other.means_of(g);
    const double together = weights[g] + other.weights[g];
    const double factor = weights[g] * other.weights[g] / together;
    for (std::size_t j = 0; j < k; ++j) {
      for (std::size_t i = 0; i < k; ++i) within.at(i, j) += factor * (theirs[i] - mean[i]) * (theirs[j] - mean[j]);
    }
    for (std::size_t j = 0; j < k; ++j) mean[j] += (theirs[j] - mean[j]) * other.weights[g] / together;
    weights[g] = together;
    rows[g] += other.rows[g];
  }
  log_weights += other.log_weights;
  weight_squares += other.weight_squares;
  n += other.n;
  return true;
}

std::int64_t GroupedSums::groups() const {
  return std::count_if(rows.begin(), rows.end(), [](std::int64_t count) { return count > 0; });
}

CrossProducts GroupedSums::whole() const {
  CrossProducts sums(columns());
  for (std::size_t g = 0; g < rows.size(); ++g) {
    if (rows[g] > 0) (void)sums.add(means_of(g), weights[g]);
  }
  for (std::size_t i = 0; i < within.values.size(); ++i) sums.centred.values[i] += within.values[i];
  sums.n = n;
  sums.weight_squares = weight_squares;
  return sums;
}

CrossProducts GroupedSums::of_means() const {
  CrossProducts sums(columns());
  for (std::size_t g = 0; g < rows.size(); ++g) {
    if (rows[g] > 0) (void)sums.add(means_of(g));
  }
  return sums;
}

GroupedSums grouped_sums(const Matrix& x, std::span<const std::int32_t> group, std::span<const double> weights) {
  GroupedSums sums(x.columns);
  std::vector<double> row(x.columns);
  for (std::size_t i = 0; i < x.rows; ++i) {
    for (std::size_t j = 0; j < x.columns; ++j) row[j] = x.at(i, j);
    if (group[i] < 0 || !sums.add(static_cast<std::size_t>(group[i]), row, weights.empty() ? 1.0 : weights[i]))
      throw std::invalid_argument("a row without a group, or with a number that is not finite");
  }
  return sums;
}

}  // namespace goud::stats
