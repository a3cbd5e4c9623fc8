// Eigenvalues and eigenvectors of a symmetric matrix, and what they say about correlations: which columns stand in a sum
// with others (collinear), and the inverse on what is left.
#pragma once

#include <vector>

#include "stats/matrix.hpp"

namespace goud::stats {

struct Spectrum {
  std::vector<double> values;  // rising
  Matrix vectors;              // a column per value
};
[[nodiscard]] Spectrum spectrum(const Matrix& symmetric);  // its lower half is read

// A column whose part that the others do not say is under this share of its variance says nothing of its own.
constexpr double collinear_under = 1e-10;

struct Inverse {
  Matrix of;  // Moore-Penrose: the inverse where there is one
  std::size_t rank = 0;
  std::vector<std::size_t> collinear;  // columns that a sum of others makes, each of them, not only the last
};
[[nodiscard]] Inverse inverse(const Matrix& correlations);

}  // namespace goud::stats
