// The parameters that make what was seen most likely: of a model of at most four parameters, each above 0.
// formula: maximise LL over ln(parameter): L-BFGS (NLopt) from several starts on a part of the data, then Newton steps with the exact
//   second derivatives on all of it; standard errors: root of the diagonal of (-Hessian)^-1, by the delta method for the parameters
// unit: that of each parameter
// needs: a likelihood that bends: every direction of ln(parameters) known to a factor e^5 or better, no parameter run off beyond e^12
//   times its own unit; else not_identified. A search that does not end is did_not_converge
// source: nocedal1980, liu1989, johnson2007
// checked: maximum_likelihood_test.cpp: a gamma and a beta sample against R's optim; derivatives against differences; ridges without a top
// not for: parameters that may be 0 or less; likelihoods with several tops far apart, beyond those that the starts lead to
#pragma once

#include <array>
#include <functional>
#include <span>
#include <vector>

#include "stats/estimate.hpp"

namespace goud::stats {

constexpr std::size_t parameters_max = 4;
using Parameters = std::array<double, parameters_max>;

// A value with its first and second derivatives by the parameters themselves. h is symmetric; what lies beyond the number of
// parameters of the model stays 0.
struct Curvature {
  double value = 0;
  Parameters g{};
  std::array<Parameters, parameters_max> h{};
  Curvature& operator+=(const Curvature& other) {
    value += other.value;
    for (std::size_t i = 0; i < parameters_max; ++i) {
      g[i] += other.g[i];
      for (std::size_t j = 0; j < parameters_max; ++j) h[i][j] += other.h[i][j];
    }
    return *this;
  }
};
using LogLikelihood = std::function<Curvature(const Parameters&)>;

struct LikelihoodSearch {
  std::size_t parameters = 0;
  Parameters unit{1, 1, 1, 1};     // how large each is by nature: a scale in days has another than one in weeks
  std::vector<Parameters> starts;  // in those units
  LogLikelihood some;              // of a part of the data, to come near; may be the same as all
  LogLikelihood all;
  std::int64_t n = 0;  // for what cannot be said
};

struct MaximumLikelihood {
  Parameters value{};
  Parameters standard_error{};
  std::array<Parameters, parameters_max> log_covariance{};  // of ln(parameter)
  double loglik = 0;
  std::int64_t n = 0;
  int evaluations = 0;  // of all the data
  [[nodiscard]] Interval interval(std::size_t parameter,
                                  double level = level_default) const;  // on the logarithm: above 0
  // The standard error of a figure computed from the parameters, given its derivatives by ln(parameter).
  [[nodiscard]] double standard_error_of(const Parameters& by_log) const;
};
[[nodiscard]] tl::expected<MaximumLikelihood, Unsaid> maximise(const LikelihoodSearch&);

// The derivatives by ln(parameter) of a figure, by central differences.
[[nodiscard]] Parameters slopes_by_log(const std::function<double(const Parameters&)>& figure, const Parameters& at,
                                       std::size_t parameters);

// Logarithm of a sum of positive terms, with its derivatives; no term overflows, whatever its size.
class LogSum {
 public:
  // g and h: derivatives of the logarithm of the term.
  void add(double log_term, const Parameters& g, const std::array<Parameters, parameters_max>& h);
  [[nodiscard]] Curvature sum() const;
  void clear() { terms_.clear(); }

 private:
  std::vector<Curvature> terms_;
};

// Nodes and weights of the Gauss-Legendre rule of 24 points on 0..1.
constexpr std::size_t legendre_points = 24;
struct Legendre {
  std::array<double, legendre_points> node, weight;
};
[[nodiscard]] const Legendre& legendre();

}  // namespace goud::stats
