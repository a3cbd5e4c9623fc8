#include "stats/spectrum.hpp"

#include <Eigen/Eigenvalues>

namespace goud::stats {

Spectrum spectrum(const Matrix& symmetric) {
  const auto k = static_cast<Eigen::Index>(symmetric.columns);
  Spectrum found{std::vector<double>(symmetric.columns), Matrix(symmetric.columns, symmetric.columns)};
  if (k == 0) return found;
  const Eigen::Map<const Eigen::MatrixXd> given(symmetric.values.data(), k, k);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(given);
  Eigen::Map<Eigen::VectorXd>(found.values.data(), k) = solver.eigenvalues();
  Eigen::Map<Eigen::MatrixXd>(found.vectors.values.data(), k, k) = solver.eigenvectors();
  return found;
}

Inverse inverse(const Matrix& correlations) {
  const auto parts = spectrum(correlations);
  const std::size_t k = correlations.columns;
  Inverse inverse{Matrix(k, k), 0, {}};
  std::vector<double> lost(k, 0.0);
  for (std::size_t e = 0; e < k; ++e) {
    const auto vector = parts.vectors.column(e);
    if (parts.values[e] < collinear_under) {
      for (std::size_t j = 0; j < k; ++j) lost[j] += vector[j] * vector[j];
      continue;
    }
    ++inverse.rank;
    for (std::size_t j = 0; j < k; ++j) {
      for (std::size_t i = 0; i < k; ++i) inverse.of.at(i, j) += vector[i] * vector[j] / parts.values[e];
    }
  }
  for (std::size_t j = 0; j < k; ++j) {
    if (lost[j] > 1e-9) inverse.collinear.push_back(j);
  }
  return inverse;
}

}  // namespace goud::stats
