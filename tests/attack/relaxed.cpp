#include "relaxed.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace goud::attack {
namespace {

using Equation = std::vector<double>;  // what each column counts, and the sum

// One equation a sum that is exact; two with a slack each where it lies between bounds. No sum is negative.
std::vector<Equation> equations_of(const std::vector<Sum>& sums, std::size_t numbers, std::size_t& columns) {
  columns = numbers;
  for (const auto& sum : sums) columns += sum.follows || sum.least == sum.most ? 0 : 2;
  std::vector<Equation> made;
  std::size_t slack = numbers;
  for (const auto& sum : sums) {
    if (sum.follows) continue;
    for (int side = 0; side < (sum.least == sum.most ? 1 : 2); ++side) {
      Equation row(columns + 1, 0);
      for (const int number : sum.numbers) row[static_cast<std::size_t>(number)] += 1;
      row[columns] = side ? sum.most : sum.least;
      if (sum.least != sum.most) row[slack++] = side ? 1 : -1;
      made.push_back(std::move(row));
    }
  }
  return made;
}

// Multiples of the equations that sum to nothing positive on the left and something positive on the right: no numbers of 0 or
// more meet them all. Computed anew from the equations, so that no rounding on the way is believed.
bool contradicts(const std::vector<Equation>& equations, const std::vector<double>& by, double all_at_most) {
  Equation sum(equations.front().size(), 0);
  for (std::size_t row = 0; row < equations.size(); ++row)
    for (std::size_t column = 0; column < sum.size(); ++column) sum[column] += by[row] * equations[row][column];
  const double most = *std::max_element(sum.begin(), sum.end() - 1);
  return sum.back() > 1e-3 && std::max(0.0, most) * all_at_most < sum.back() / 2;
}

}  // namespace

Relaxed met(const std::vector<Sum>& sums, int numbers, std::vector<double>& by) {
  constexpr double nothing = 1e-10, small = 1e-7, short_of = 1e-6;
  constexpr int pivots_most = 5000, stands_still = 20;
  std::size_t columns = 0;
  const auto equations = equations_of(sums, static_cast<std::size_t>(numbers), columns);
  // Each equation begins with a number of its own that must become zero; the columns behind remember what was added to what.
  const std::size_t count = equations.size(), right = columns + count;
  std::vector<std::vector<double>> rows;
  double all = 1;
  for (std::size_t row = 0; row < count; ++row) {
    auto made = equations[row];
    const double sum = made.back();
    all += sum;
    made.back() = 0;
    made.resize(right + 1, 0);
    made[columns + row] = 1;
    made[right] = sum;
    rows.push_back(std::move(made));
  }
  std::vector<double> gain(right + 1, 0);
  for (const auto& row : rows)
    for (std::size_t column = 0; column <= right; ++column)
      gain[column] += column >= columns && column < right ? 0 : row[column];
  std::vector<int> basis(count, -1);
  int still = 0;
  double best = gain[right] + 1;
  std::uint32_t state = 1;
  const auto chance = [&state](std::size_t bound) {
    state = state * 1664525U + 1013904223U;
    return (state >> 8U) % bound;
  };
  for (int pivot = 0; pivot < pivots_most; ++pivot) {
    if (gain[right] < short_of) {
      by.assign(static_cast<std::size_t>(numbers), 0);
      for (std::size_t row = 0; row < count; ++row)
        if (basis[row] >= 0 && basis[row] < numbers) by[static_cast<std::size_t>(basis[row])] = rows[row][right];
      return Relaxed::can_be;
    }
    // The best; any, by chance, where the best went in circles.
    still = gain[right] < best - small ? 0 : still + 1;
    best = std::min(best, gain[right]);
    std::size_t enters = columns, gains = 0;
    for (std::size_t column = 0; column < columns; ++column) {
      if (gain[column] <= small) continue;
      ++gains;
      if (enters == columns || (still > stands_still ? chance(gains) == 0 : gain[column] > gain[enters]))
        enters = column;
    }
    if (enters == columns) {
      std::vector<double> multiples;
      for (std::size_t row = 0; row < count; ++row) multiples.push_back(1 + gain[columns + row]);
      return contradicts(equations, multiples, all) ? Relaxed::cannot_be : Relaxed::unknown;
    }
    // Of those that may leave the one that divides best.
    std::size_t leaves = count;
    double least = 0;
    for (std::size_t row = 0; row < count; ++row) {
      if (rows[row][enters] <= small) continue;
      const double ratio = rows[row][right] / rows[row][enters];
      if (leaves == count || ratio < least - small ||
          (ratio < least + small && rows[row][enters] > rows[leaves][enters])) {
        leaves = row;
        least = ratio;
      }
    }
    if (leaves == count) return Relaxed::unknown;
    const double scale = rows[leaves][enters];
    std::vector<std::size_t> there;
    for (std::size_t column = 0; column <= right; ++column) {
      rows[leaves][column] /= scale;
      if (std::abs(rows[leaves][column]) > nothing)
        there.push_back(column);
      else
        rows[leaves][column] = 0;
    }
    const auto take = [&](std::vector<double>& from) {
      const double factor = from[enters];
      if (std::abs(factor) < nothing) return;
      for (const auto column : there) from[column] -= factor * rows[leaves][column];
      from[enters] = 0;
    };
    for (std::size_t row = 0; row < count; ++row)
      if (row != leaves) take(rows[row]);
    take(gain);
    basis[leaves] = static_cast<int>(enters);
  }
  return Relaxed::unknown;
}

}  // namespace goud::attack
