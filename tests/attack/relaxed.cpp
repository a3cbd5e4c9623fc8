#include "relaxed.hpp"

#include <cmath>
#include <cstddef>

namespace goud::attack {

Relaxed met(const std::vector<Sum>& sums, int numbers, std::vector<double>& by) {
  constexpr double small = 1e-9, short_of = 1e-6;
  constexpr int pivots_most = 20000;
  // One equation a sum that is exact; two with a slack each where it lies between bounds.
  std::size_t slacks = 0, equations = 0;
  for (const auto& sum : sums) {
    slacks += sum.least == sum.most ? 0 : 2;
    equations += sum.least == sum.most ? 1 : 2;
  }
  const std::size_t columns = static_cast<std::size_t>(numbers) + slacks;
  std::vector<std::vector<double>> rows;
  std::size_t slack = static_cast<std::size_t>(numbers);
  for (const auto& sum : sums) {
    for (int side = 0; side < (sum.least == sum.most ? 1 : 2); ++side) {
      std::vector<double> row(columns + 1, 0);
      for (const int number : sum.numbers) row[static_cast<std::size_t>(number)] += 1;
      row[columns] = side ? sum.most : sum.least;
      if (sum.least != sum.most) row[slack++] = side ? 1 : -1;
      if (row[columns] < 0)
        for (auto& value : row) value = -value;
      rows.push_back(std::move(row));
    }
  }
  // Each equation begins with a number of its own that must become zero; `short` is their sum, and what each column takes off.
  std::vector<double> gain(columns + 1, 0);
  std::vector<int> basis(equations, -1);
  for (const auto& row : rows)
    for (std::size_t column = 0; column <= columns; ++column) gain[column] += row[column];
  const auto can_be = [&] {
    by.assign(static_cast<std::size_t>(numbers), 0);
    for (std::size_t row = 0; row < rows.size(); ++row)
      if (basis[row] >= 0 && basis[row] < numbers) by[static_cast<std::size_t>(basis[row])] = rows[row][columns];
    return Relaxed::can_be;
  };
  for (int pivot = 0; pivot < pivots_most; ++pivot) {
    if (gain[columns] < short_of) return can_be();
    std::size_t enters = columns;
    // The first that gains does not go in circles, the best is faster: the best first.
    for (std::size_t column = 0; column < columns; ++column) {
      if (gain[column] <= small) continue;
      if (enters == columns || (pivot < pivots_most / 2 && gain[column] > gain[enters])) enters = column;
    }
    if (enters == columns) return Relaxed::cannot_be;
    std::size_t leaves = rows.size();
    double least = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (rows[row][enters] <= small) continue;
      const double ratio = rows[row][columns] / rows[row][enters];
      if (leaves == rows.size() || ratio < least - small || (ratio < least + small && basis[row] < basis[leaves])) {
        leaves = row;
        least = ratio;
      }
    }
    if (leaves == rows.size()) return Relaxed::unknown;
    const double scale = rows[leaves][enters];
    for (auto& value : rows[leaves]) value /= scale;
    const auto take = [&](std::vector<double>& from) {
      const double factor = from[enters];
      if (std::abs(factor) < small) return;
      for (std::size_t column = 0; column <= columns; ++column) from[column] -= factor * rows[leaves][column];
      from[enters] = 0;
    };
    for (std::size_t row = 0; row < rows.size(); ++row)
      if (row != leaves) take(rows[row]);
    take(gain);
    basis[leaves] = static_cast<int>(enters);
  }
  return Relaxed::unknown;
}

}  // namespace goud::attack
