#include "stats/maximum_likelihood.hpp"

#include <nlopt.h>

#include <Eigen/Dense>
#include <algorithm>
#include <boost/math/quadrature/gauss.hpp>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>

#include "stats/distribution.hpp"

namespace goud::stats {
namespace {

constexpr double runs_off = 12;           // ln of how far beyond its unit a parameter is no longer believed
constexpr double least_curvature = 0.04;  // a standard error of 5 on the logarithm
constexpr double worst = -1e300;          // what a search is told where the likelihood cannot be computed

using Vector = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, parameters_max, 1>;
using Square = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, parameters_max, parameters_max>;

struct Point {
  Vector theta;  // ln(parameter / unit)
  Parameters parameters{};
  double value = worst;
  Vector g;
  Square h;
  [[nodiscard]] bool finite() const { return std::isfinite(value) && value > worst && g.allFinite() && h.allFinite(); }
};

Point point_at(const LogLikelihood& likelihood, const LikelihoodSearch& search, const Vector& theta) {
  const auto k = static_cast<Eigen::Index>(search.parameters);
  Point point;
  point.theta = theta;
  point.parameters.fill(1);
  for (Eigen::Index i = 0; i < k; ++i) {
    const auto at = static_cast<std::size_t>(i);
    point.parameters[at] = search.unit[at] * std::exp(theta[i]);
  }
  const Curvature natural = likelihood(point.parameters);
  point.value = natural.value;
  point.g.resize(k);
  point.h.resize(k, k);
  for (Eigen::Index i = 0; i < k; ++i) {
    const auto a = static_cast<std::size_t>(i);
    point.g[i] = natural.g[a] * point.parameters[a];
    for (Eigen::Index j = 0; j < k; ++j) {
      const auto b = static_cast<std::size_t>(j);
      point.h(i, j) = natural.h[a][b] * point.parameters[a] * point.parameters[b] + (i == j ? point.g[i] : 0);
    }
  }
  return point;
}

struct Told {
  const LikelihoodSearch* search;
  const LogLikelihood* likelihood;
};

double tell(unsigned k, const double* theta, double* gradient, void* data) {
  const auto& told = *static_cast<const Told*>(data);
  const Point point = point_at(*told.likelihood, *told.search, Eigen::Map<const Vector>(theta, static_cast<int>(k)));
  const bool finite = std::isfinite(point.value) && point.g.allFinite();
  for (unsigned i = 0; gradient != nullptr && i < k; ++i) gradient[i] = finite ? point.g[static_cast<int>(i)] : 0;
  return finite ? point.value : worst;
}

// L-BFGS from one start; where it ends, whatever it says about that.
Vector climbed(const LogLikelihood& likelihood, const LikelihoodSearch& search, const Vector& start) {
  const auto k = static_cast<unsigned>(search.parameters);
  const std::unique_ptr<nlopt_opt_s, decltype(&nlopt_destroy)> climber(nlopt_create(NLOPT_LD_LBFGS, k), nlopt_destroy);
  if (!climber) throw std::bad_alloc();
  Told told{&search, &likelihood};
  nlopt_set_max_objective(climber.get(), tell, &told);
  nlopt_set_lower_bounds1(climber.get(), -runs_off);
  nlopt_set_upper_bounds1(climber.get(), runs_off);
  nlopt_set_ftol_rel(climber.get(), 1e-9);
  nlopt_set_maxeval(climber.get(), 400);
  Vector theta = start;
  double best = 0;
  nlopt_optimize(climber.get(), theta.data(), &best);
  return theta.allFinite() ? theta : start;
}

struct Climb {
  Point top;
  bool ended = false;
  bool flat = false;  // it went where nothing bends
  int evaluations = 0;
};

// Newton steps; where the likelihood bends the wrong way along a direction, uphill along it. `close`: how far below the top it
// may end, in units of log-likelihood.
Climb newton(const LogLikelihood& likelihood, const LikelihoodSearch& search, const Vector& start, double close) {
  Climb climb;
  climb.top = point_at(likelihood, search, start);
  climb.evaluations = 1;
  for (int step = 0; step < 100 && climb.top.finite(); ++step) {
    const Eigen::SelfAdjointEigenSolver<Square> eigen(-climb.top.h);
    if (eigen.info() != Eigen::Success) return climb;
    const Vector along = eigen.eigenvectors().transpose() * climb.top.g;
    double left = 0;
    Vector move = Vector::Zero(along.size());
    for (Eigen::Index i = 0; i < along.size(); ++i) {
      const double bend = std::max(std::abs(eigen.eigenvalues()[i]), 1e-10);
      const double by = std::clamp(along[i] / bend, -2.0, 2.0);
      left += std::abs(along[i] * by);
      move += by * eigen.eigenvectors().col(i);
    }
    climb.flat = eigen.eigenvalues()[0] < least_curvature;
    // What summing so many terms leaves in the last digits is no slope.
    if (left < close + 4e-15 * std::abs(climb.top.value)) {
      climb.ended = true;
      return climb;
    }
    bool up = false;
    for (double part = 1; part > 1e-9 && !up; part /= 3) {
      Point next = point_at(likelihood, search, climb.top.theta + part * move);
      ++climb.evaluations;
      if (next.finite() && next.value >= climb.top.value - 1e-15 * std::abs(climb.top.value)) {
        climb.top = std::move(next);
        up = true;
      }
    }
    if (!up) {
      climb.ended = left < 1e-6;
      return climb;
    }
    if (climb.top.theta.cwiseAbs().maxCoeff() > runs_off) {
      climb.flat = true;
      return climb;
    }
  }
  return climb;
}

bool believed(const Climb& climb) {
  return climb.ended && !climb.flat && climb.top.finite() && climb.top.theta.cwiseAbs().maxCoeff() <= runs_off;
}

// From every start; the highest end.
Climb best_of_starts(const LogLikelihood& likelihood, const LikelihoodSearch& search, double close) {
  Climb best;
  for (const auto& start : search.starts) {
    Vector theta(static_cast<Eigen::Index>(search.parameters));
    for (Eigen::Index i = 0; i < theta.size(); ++i) theta[i] = std::log(start[static_cast<std::size_t>(i)]);
    Climb climb = newton(likelihood, search, climbed(likelihood, search, theta), close);
    // Two tops as high as makes no difference: the one that is a top, not a ridge.
    const double gain = climb.top.value - best.top.value;
    if (!(gain > -1e-6) || (gain < 1e-6 && believed(best))) continue;
    best = std::move(climb);
  }
  return best;
}

MaximumLikelihood described(const Climb& climb, const LikelihoodSearch& search) {
  MaximumLikelihood found;
  found.value = climb.top.parameters;
  found.loglik = climb.top.value;
  found.n = search.n;
  found.evaluations = climb.evaluations;
  const Square covariance = (-climb.top.h).inverse();
  for (std::size_t i = 0; i < search.parameters; ++i) {
    for (std::size_t j = 0; j < search.parameters; ++j)
      found.log_covariance[i][j] = covariance(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j));
    found.standard_error[i] = found.value[i] * std::sqrt(std::max(0.0, found.log_covariance[i][i]));
  }
  return found;
}

}  // namespace

tl::expected<MaximumLikelihood, Unsaid> maximise(const LikelihoodSearch& search) {
  constexpr double near = 1e-4;
  constexpr double there = 1e-11;
  // A part of the data leads near the top of the whole; where that goes wrong the whole is asked from every start.
  Climb climb = best_of_starts(search.some, search, near);
  if (climb.top.finite()) climb = newton(search.all, search, climb.top.theta, there);
  if (!believed(climb)) climb = best_of_starts(search.all, search, there);
  if (believed(climb)) return described(climb, search);
  const bool off = climb.top.finite() && (climb.flat || climb.top.theta.cwiseAbs().maxCoeff() >= runs_off * 0.999);
  return tl::unexpected<Unsaid>(Unsaid{off ? Reason::not_identified : Reason::did_not_converge, search.n});
}

Interval MaximumLikelihood::interval(std::size_t parameter, double level) const {
  const double reach = two_sided_normal(level) * std::sqrt(log_covariance.at(parameter)[parameter]);
  return {value[parameter] * std::exp(-reach), value[parameter] * std::exp(reach)};
}

double MaximumLikelihood::standard_error_of(const Parameters& by_log) const {
  double variance = 0;
  for (std::size_t i = 0; i < parameters_max; ++i) {
    for (std::size_t j = 0; j < parameters_max; ++j) variance += by_log[i] * log_covariance[i][j] * by_log[j];
  }
  return std::sqrt(std::max(0.0, variance));
}

Parameters slopes_by_log(const std::function<double(const Parameters&)>& figure, const Parameters& at,
                         std::size_t parameters) {
  constexpr double step = 1e-4;
  Parameters slopes{};
  for (std::size_t i = 0; i < parameters; ++i) {
    Parameters above = at, below = at;
    above[i] *= std::exp(step);
    below[i] *= std::exp(-step);
    slopes[i] = (figure(above) - figure(below)) / (2 * step);
  }
  return slopes;
}

void LogSum::add(double log_term, const Parameters& g, const std::array<Parameters, parameters_max>& h) {
  terms_.push_back({log_term, g, h});
}

Curvature LogSum::sum() const {
  double most = -std::numeric_limits<double>::infinity();
  for (const auto& term : terms_) most = std::max(most, term.value);
  Curvature sum;
  double total = 0;
  for (const auto& term : terms_) {
    const double part = std::exp(term.value - most);
    total += part;
    for (std::size_t i = 0; i < parameters_max; ++i) {
      sum.g[i] += part * term.g[i];
      for (std::size_t j = 0; j <= i; ++j) sum.h[i][j] += part * (term.h[i][j] + term.g[i] * term.g[j]);
    }
  }
  sum.value = most + std::log(total);
  for (auto& slope : sum.g) slope /= total;
  for (std::size_t i = 0; i < parameters_max; ++i) {
    for (std::size_t j = 0; j <= i; ++j) sum.h[j][i] = sum.h[i][j] = sum.h[i][j] / total - sum.g[i] * sum.g[j];
  }
  return sum;
}

const Legendre& legendre() {
  static const Legendre rule = [] {
    using Gauss = boost::math::quadrature::gauss<double, legendre_points>;
    Legendre made{};
    for (std::size_t i = 0; i < legendre_points / 2; ++i) {  // Boost keeps the half above 0
      made.node[2 * i] = (1 - Gauss::abscissa()[i]) / 2;
      made.node[2 * i + 1] = (1 + Gauss::abscissa()[i]) / 2;
      made.weight[2 * i] = made.weight[2 * i + 1] = Gauss::weights()[i] / 2;
    }
    return made;
  }();
  return rule;
}

}  // namespace goud::stats
