// Columns of real numbers side by side. Always true: values.size() == rows * columns; column j begins at values[j * rows].
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace goud::stats {

struct Matrix {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<double> values;
  bool operator==(const Matrix&) const = default;

  Matrix() = default;
  Matrix(std::size_t r, std::size_t c) : rows(r), columns(c), values(r * c, 0.0) {}
  [[nodiscard]] double& at(std::size_t row, std::size_t column) { return values[column * rows + row]; }
  [[nodiscard]] double at(std::size_t row, std::size_t column) const { return values[column * rows + row]; }
  [[nodiscard]] std::span<double> column(std::size_t j) { return {values.data() + j * rows, rows}; }
  [[nodiscard]] std::span<const double> column(std::size_t j) const { return {values.data() + j * rows, rows}; }
};

}  // namespace goud::stats
