#include "stats/logit.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

#include "stats/cross_products.hpp"
#include "stats/distribution.hpp"
#include "stats/regression.hpp"
#include "stats/spectrum.hpp"

namespace goud::stats {
namespace {

double log_of_one_plus_exp(double x) { return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x)); }

// Scores of the principal components, each of variance 1, behind a column of ones: well conditioned whatever the units,
// and without the directions that the drivers do not have.
struct Components {
  Matrix scores;              // rows x (1 + rank)
  Matrix loadings;            // drivers x rank: coefficient of a driver = loadings * coefficients of components
  std::vector<double> means;  // of the drivers
  std::vector<std::size_t> constant, collinear;
};

Components components_of(const CrossProducts& sums, const Matrix& rows) {
  const std::size_t p = rows.columns - 1;
  Components found;
  found.means.assign(sums.means.begin(), sums.means.begin() + static_cast<std::ptrdiff_t>(p));
  std::vector<std::size_t> kept;
  for (std::size_t j = 0; j < p; ++j) (has_spread(sums, j) ? kept : found.constant).push_back(j);
  const Matrix all = correlations(sums);
  Matrix among(kept.size(), kept.size());
  for (std::size_t b = 0; b < kept.size(); ++b) {
    for (std::size_t a = 0; a < kept.size(); ++a) among.at(a, b) = all.at(kept[a], kept[b]);
  }
  for (const auto a : inverse(among).collinear) found.collinear.push_back(kept[a]);
  const auto parts = spectrum(among);
  std::vector<std::size_t> used;
  for (std::size_t e = 0; e < kept.size(); ++e) {
    if (parts.values[e] >= collinear_under) used.push_back(e);
  }
  found.loadings = Matrix(p, used.size());
  for (std::size_t c = 0; c < used.size(); ++c) {
    const double root = std::sqrt(parts.values[used[c]]);
    for (std::size_t a = 0; a < kept.size(); ++a) {
      const double deviation = std::sqrt(sums.centred.at(kept[a], kept[a]) / sums.weight);
      found.loadings.at(kept[a], c) = parts.vectors.at(a, used[c]) / (root * deviation);
    }
  }
  found.scores = Matrix(rows.rows, 1 + used.size());
  std::fill(found.scores.column(0).begin(), found.scores.column(0).end(), 1.0);
  for (std::size_t c = 0; c < used.size(); ++c) {
    const auto score = found.scores.column(1 + c);
    for (const auto j : kept) {
      const double loading = found.loadings.at(j, c);
      const auto column = rows.column(j);
      for (std::size_t i = 0; i < rows.rows; ++i) score[i] += loading * (column[i] - found.means[j]);
    }
  }
  return found;
}

class Newton {
 public:
  Newton(const Matrix& scores, std::span<const double> outcome, const std::vector<double>& weights)
      : scores_(scores), outcome_(outcome), weights_(weights), gradient_(size()), information_(size(), size()) {}

  [[nodiscard]] Eigen::Index size() const { return static_cast<Eigen::Index>(scores_.columns); }
  // Log-likelihood, and its first and second derivatives.
  double measure(const Eigen::VectorXd& at) {
    gradient_.setZero();
    information_.setZero();
    double loglik = 0;
    std::vector<double> row(scores_.columns);
    for (std::size_t i = 0; i < scores_.rows; ++i) {
      double eta = 0;
      for (std::size_t j = 0; j < row.size(); ++j) {
        row[j] = scores_.at(i, j);
        eta += row[j] * at[static_cast<Eigen::Index>(j)];
      }
      const double chance = 1 / (1 + std::exp(-eta));
      const double weight = weights_[i];
      loglik += weight * (outcome_[i] * eta - log_of_one_plus_exp(eta));
      const double residual = weight * (outcome_[i] - chance);
      const double spread = weight * chance / (1 + std::exp(eta));
      for (std::size_t k = 0; k < row.size(); ++k) {
        gradient_[static_cast<Eigen::Index>(k)] += residual * row[k];
        const double scaled = spread * row[k];
        double* column = information_.data() + k * row.size();
        for (std::size_t j = k; j < row.size(); ++j) column[j] += scaled * row[j];
      }
    }
    return loglik;
  }
  [[nodiscard]] const Eigen::VectorXd& gradient() const { return gradient_; }
  [[nodiscard]] const Eigen::MatrixXd& information() const { return information_; }  // its lower half

 private:
  const Matrix& scores_;
  std::span<const double> outcome_;
  const std::vector<double>& weights_;
  Eigen::VectorXd gradient_;
  Eigen::MatrixXd information_;
};

enum class Ended { found, separated, did_not_converge };

// Where a driver tells the outcome without error the likelihood rises for ever: the slope of it vanishes while the steps
// stay about as long.
Ended climb(Newton& newton, Eigen::VectorXd& at, double total, double& loglik, int& iterations) {
  loglik = newton.measure(at);
  for (iterations = 1; iterations <= 60; ++iterations) {
    const Eigen::LLT<Eigen::MatrixXd> factor(newton.information().selfadjointView<Eigen::Lower>());
    const bool flat = factor.info() != Eigen::Success || newton.information().diagonal().minCoeff() < 1e-9 * total;
    const bool still = newton.gradient().cwiseAbs().maxCoeff() < 1e-8 * total;
    if (flat) return still || loglik > -1e-6 * total ? Ended::separated : Ended::did_not_converge;
    Eigen::VectorXd step = factor.solve(newton.gradient());
    if (still && iterations > 12 && step.cwiseAbs().maxCoeff() > 1e-2) return Ended::separated;
    Eigen::VectorXd next = at + step;
    double reached = newton.measure(next);
    int halved = 0;
    while (!(reached >= loglik - 1e-12 * std::abs(loglik)) && ++halved <= 30) {
      step /= 2;
      next = at + step;
      reached = newton.measure(next);
    }
    if (halved > 30) return Ended::did_not_converge;
    at = next;
    loglik = reached;
    if (step.cwiseAbs().maxCoeff() < 1e-9 * (1 + at.cwiseAbs().maxCoeff())) return Ended::found;
  }
  return newton.gradient().cwiseAbs().maxCoeff() < 1e-6 * total ? Ended::separated : Ended::did_not_converge;
}

}  // namespace

tl::expected<Logit, Unsaid> logit(const Matrix& drivers, std::span<const double> outcome,
                                  std::span<const double> weights, double level) {
  const std::size_t p = drivers.columns;
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < drivers.rows; ++i) {
    if (weights.empty() || weights[i] > 0) kept.push_back(i);
  }
  Matrix rows(kept.size(), p + 1);
  std::vector<double> weight(kept.size(), 1.0);
  double sum = 0, squares = 0;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    for (std::size_t j = 0; j <= p; ++j) rows.at(i, j) = j < p ? drivers.at(kept[i], j) : outcome[kept[i]];
    if (!weights.empty()) weight[i] = weights[kept[i]];
    sum += weight[i];
    squares += weight[i] * weight[i];
  }
  const auto n = static_cast<std::int64_t>(kept.size());
  if (n <= static_cast<std::int64_t>(p) + 1) return unsaid(Reason::too_few, n);
  for (auto& one : weight) one *= sum / squares;
  const double total = sum * sum / squares;
  const auto sums = cross_products(rows, weight);
  if (!has_spread(sums, p)) return unsaid(Reason::no_spread, n);

  const auto components = components_of(sums, rows);
  Newton newton(components.scores, rows.column(p), weight);
  Eigen::VectorXd at = Eigen::VectorXd::Zero(newton.size());
  const double yes = sums.means[p];
  at[0] = std::log(yes / (1 - yes));
  Logit said;
  said.n = n;
  said.loglik_null = total * (yes * std::log(yes) + (1 - yes) * std::log1p(-yes));
  switch (climb(newton, at, total, said.loglik, said.iterations)) {
    case Ended::separated:
      return unsaid(Reason::not_identified, n);
    case Ended::did_not_converge:
      return unsaid(Reason::did_not_converge, n);
    case Ended::found:
      break;
  }
  const auto rank = static_cast<Eigen::Index>(components.loadings.columns);
  const Eigen::Map<const Eigen::MatrixXd> loadings(components.loadings.values.data(), static_cast<Eigen::Index>(p),
                                                   rank);
  const Eigen::VectorXd slopes = loadings * at.tail(rank);
  const Eigen::MatrixXd information = newton.information().selfadjointView<Eigen::Lower>();
  const Eigen::MatrixXd inverse = information.llt().solve(Eigen::MatrixXd::Identity(newton.size(), newton.size()));
  const Eigen::MatrixXd covariance = loadings * inverse.bottomRightCorner(rank, rank) * loadings.transpose();
  said.intercept = at[0];
  const double z = two_sided_normal(level);
  const auto holds = [](const std::vector<std::size_t>& list, std::size_t j) {
    return std::find(list.begin(), list.end(), j) != list.end();
  };
  for (std::size_t j = 0; j < p; ++j) {
    const auto place = static_cast<Eigen::Index>(j);
    said.intercept -= slopes[place] * components.means[j];
    if (holds(components.constant, j)) {
      said.coefficients.push_back(unsaid(Reason::no_spread, n));
    } else if (holds(components.collinear, j)) {
      said.coefficients.push_back(unsaid(Reason::not_identified, n));
    } else {
      const double half = z * std::sqrt(covariance(place, place));
      Estimate estimate;
      estimate.value = slopes[place];
      estimate.interval = Interval{estimate.value - half, estimate.value + half};
      estimate.n = n;
      said.coefficients.emplace_back(estimate);
    }
  }
  return said;
}

}  // namespace goud::stats
