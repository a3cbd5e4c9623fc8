#include "stats/one_factor.hpp"

#include <nlopt.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>

#include "stats/distribution.hpp"
#include "stats/reliability.hpp"

namespace goud::stats {
namespace {

constexpr double least_unique = 0.005;

Eigen::MatrixXd of(const Matrix& m) {
  return Eigen::Map<const Eigen::MatrixXd>(m.values.data(), static_cast<Eigen::Index>(m.rows),
                                           static_cast<Eigen::Index>(m.columns));
}

// The likelihood of the uniquenesses alone, with the loadings that are best for them (Jöreskog 1967).
class Search {
 public:
  explicit Search(Eigen::MatrixXd s) : s_(std::move(s)) {}

  double operator()(const Eigen::VectorXd& unique, Eigen::VectorXd* gradient) {
    const Eigen::VectorXd scale = unique.cwiseSqrt();
    const Eigen::VectorXd inverse = scale.cwiseInverse();
    solver_.compute(inverse.asDiagonal() * s_ * inverse.asDiagonal());
    const auto& values = solver_.eigenvalues();  // rising: the last is the factor
    const Eigen::Index k = s_.rows();
    double sum = 0;
    for (Eigen::Index j = 0; j + 1 < k; ++j) sum += values[j] - std::log(std::max(values[j], 1e-300));
    const double last = values[k - 1];
    // Without a factor stronger than chance the loadings are 0 and the last value counts like the others.
    const double rest = last < 1 ? last - std::log(std::max(last, 1e-300)) - 1 : 0;
    loadings_ = scale.cwiseProduct(solver_.eigenvectors().col(k - 1)) * std::sqrt(std::max(last - 1, 0.0));
    if (gradient != nullptr) {
      for (Eigen::Index i = 0; i < k; ++i) {
        (*gradient)[i] = (loadings_[i] * loadings_[i] + unique[i] - s_(i, i)) / (unique[i] * unique[i]);
      }
    }
    return sum - static_cast<double>(k - 1) + rest;
  }
  [[nodiscard]] const Eigen::VectorXd& loadings() const { return loadings_; }
  [[nodiscard]] Eigen::Index size() const { return s_.rows(); }

 private:
  Eigen::MatrixXd s_;
  Eigen::VectorXd loadings_;
  Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver_;
};

double called_back(unsigned n, const double* x, double* gradient, void* search) {
  const Eigen::VectorXd unique = Eigen::Map<const Eigen::VectorXd>(x, n);
  Eigen::VectorXd slope(n);
  const double value = (*static_cast<Search*>(search))(unique, gradient != nullptr ? &slope : nullptr);
  if (gradient != nullptr) std::copy(slope.begin(), slope.end(), gradient);
  return value;
}

// A step that a bound forbids is no step.
double steepest_free(const Eigen::VectorXd& unique, const Eigen::VectorXd& slope) {
  double most = 0;
  for (Eigen::Index i = 0; i < unique.size(); ++i) {
    if (unique[i] <= least_unique && slope[i] > 0) continue;
    if (unique[i] >= 1 && slope[i] < 0) continue;
    most = std::max(most, std::abs(slope[i]) * unique[i]);  // by its own size: a small uniqueness bends sharply
  }
  return most;
}

struct Found {
  Eigen::VectorXd unique;
  double value;
  double slope;
};

Found search_from(Search& search, Eigen::VectorXd unique) {
  const auto k = static_cast<unsigned>(search.size());
  for (const auto algorithm : {NLOPT_LD_LBFGS, NLOPT_LD_SLSQP}) {
    const std::unique_ptr<nlopt_opt_s, void (*)(nlopt_opt)> way(nlopt_create(algorithm, k), nlopt_destroy);
    nlopt_set_min_objective(way.get(), called_back, &search);
    nlopt_set_lower_bounds1(way.get(), least_unique);
    nlopt_set_upper_bounds1(way.get(), 1);
    nlopt_set_ftol_rel(way.get(), 1e-15);
    nlopt_set_xtol_rel(way.get(), 1e-11);
    nlopt_set_maxeval(way.get(), 2000);
    double value = 0;
    // What it gives back is judged by the slope where it stopped, whatever it says of itself.
    (void)nlopt_optimize(way.get(), unique.data(), &value);
    unique = unique.cwiseMax(least_unique).cwiseMin(1.0);
    Eigen::VectorXd slope(unique.size());
    value = search(unique, &slope);
    const double free = steepest_free(unique, slope);
    if (free < 1e-6 || algorithm == NLOPT_LD_SLSQP) return {unique, value, free};
  }
  return {unique, 0, 0};
}

// The two questions of a reliability, of the raw sum and of the standardized one, as functions of the parameters.
double share_of_factor(const Eigen::VectorXd& loadings, const Eigen::VectorXd& unique, const Eigen::VectorXd& scale) {
  const double shared = loadings.dot(scale);
  const double own = unique.dot(scale.cwiseProduct(scale));
  return shared * shared / (shared * shared + own);
}

Outcome omega_of(const CrossProducts& sums, bool standardized, double level) {
  const auto model = one_factor(sums);
  if (!model) return tl::unexpected(model.error());
  const auto k = static_cast<Eigen::Index>(sums.columns());
  const Eigen::VectorXd loadings = Eigen::Map<const Eigen::VectorXd>(model->loadings.data(), k);
  const Eigen::VectorXd unique = Eigen::Map<const Eigen::VectorXd>(model->uniquenesses.data(), k);
  Eigen::VectorXd scale = Eigen::VectorXd::Ones(k);
  for (Eigen::Index i = 0; i < k && !standardized; ++i) {
    const auto column = static_cast<std::size_t>(i);
    scale[i] = std::sqrt(sums.centred.at(column, column) / sums.weight);
  }
  scale /= scale.maxCoeff();
  // Standardized anew at each place: there the spread is a result, not a given.
  const auto figure = [&](const Eigen::VectorXd& l, const Eigen::VectorXd& u) {
    if (!standardized) return share_of_factor(l, u, scale);
    return share_of_factor(l, u, (l.cwiseProduct(l) + u).cwiseSqrt().cwiseInverse());
  };
  Estimate estimate{figure(loadings, unique), std::nullopt, sums.n, std::nullopt, std::nullopt};
  const double n = sums.n_effective();
  if (n != static_cast<double>(sums.n)) estimate.n_effective = n;
  estimate.no_interval = Reason::not_identified;
  if (!model->heywood.empty() || !(estimate.value > 1e-9) || !(estimate.value < 1 - 1e-9)) return estimate;

  const Eigen::MatrixXd a = (loadings * loadings.transpose() + Eigen::MatrixXd(unique.asDiagonal())).inverse();
  const Eigen::VectorXd b = a * loadings;
  const double c = loadings.dot(b);
  Eigen::MatrixXd information(2 * k, 2 * k);
  for (Eigen::Index i = 0; i < k; ++i) {
    for (Eigen::Index j = 0; j < k; ++j) {
      information(i, j) = 2 * (b[i] * b[j] + c * a(i, j));
      information(k + i, k + j) = a(i, j) * a(i, j);
      information(i, k + j) = information(k + j, i) = 2 * a(i, j) * b[j];
    }
  }
  information *= n / 2;
  Eigen::VectorXd slope(2 * k);
  constexpr double step = 1e-6;
  for (Eigen::Index i = 0; i < k; ++i) {
    Eigen::VectorXd up = loadings, down = loadings;
    up[i] += step;
    down[i] -= step;
    slope[i] = (figure(up, unique) - figure(down, unique)) / (2 * step);
    up = down = unique;
    up[i] += step;
    down[i] -= step;
    slope[k + i] = (figure(loadings, up) - figure(loadings, down)) / (2 * step);
  }
  const Eigen::LDLT<Eigen::MatrixXd> solved(information);
  const double variance = slope.dot(solved.solve(slope));
  if (solved.info() != Eigen::Success || !solved.isPositive() || !(solved.rcond() > 1e-12) || !(variance > 0)) {
    return estimate;
  }
  const double value = estimate.value;
  const double centre = std::log(value / (1 - value));
  const double half = two_sided_normal(level) * std::sqrt(variance) / (value * (1 - value));
  estimate.no_interval.reset();
  estimate.interval = Interval{1 / (1 + std::exp(half - centre)), 1 / (1 + std::exp(-half - centre))};
  return estimate;
}

}  // namespace

tl::expected<OneFactor, Unsaid> one_factor(const CrossProducts& sums) {
  if (sums.n < 2 || !(sums.n_effective() > 1)) return unsaid(Reason::too_few, sums.n);
  if (sums.columns() < 3) return unsaid(Reason::not_identified, sums.n);
  for (std::size_t j = 0; j < sums.columns(); ++j) {
    if (without_spread(sums, j)) return unsaid(Reason::no_spread, sums.n);
  }
  const Eigen::MatrixXd s = of(correlations(sums));
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> spectrum(s);
  if (!(spectrum.eigenvalues()[0] > 1e-10)) return unsaid(Reason::not_identified, sums.n);
  const Eigen::VectorXd start = (1 - 0.5 / static_cast<double>(s.rows())) * s.inverse().diagonal().cwiseInverse();
  Search search(s);
  auto best = search_from(search, start.cwiseMax(2 * least_unique).cwiseMin(1.0));
  // A second place to start from: with few questions the first may lead to a lesser top.
  const auto other = search_from(search, Eigen::VectorXd::Constant(s.rows(), 0.5));
  if (other.slope < 1e-4 && (best.slope >= 1e-4 || other.value < best.value - 1e-10)) best = other;
  if (!(best.slope < 1e-4) || !std::isfinite(best.value)) return unsaid(Reason::did_not_converge, sums.n);
  OneFactor model;
  model.discrepancy = std::max(0.0, search(best.unique, nullptr));
  Eigen::VectorXd loadings = search.loadings();
  // No correlations to explain: a factor of one question alone fits as well as none, and none is what can be said.
  const double without = -spectrum.eigenvalues().array().log().sum();
  if (!(model.discrepancy < without - 1e-10)) {
    loadings.setZero();
    best.unique.setOnes();
  }
  if (loadings.sum() < 0) loadings = -loadings;
  model.loadings.assign(loadings.begin(), loadings.end());
  model.uniquenesses.assign(best.unique.begin(), best.unique.end());
  for (std::size_t i = 0; i < model.uniquenesses.size(); ++i) {
    if (model.uniquenesses[i] < least_unique * (1 + 1e-6)) model.heywood.push_back(i);
  }
  return model;
}

Outcome omega(const CrossProducts& sums, double level) { return omega_of(sums, false, level); }
Outcome omega_standardized(const CrossProducts& sums, double level) { return omega_of(sums, true, level); }

}  // namespace goud::stats
