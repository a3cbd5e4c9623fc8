#include "stats/distribution.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <stdexcept>

namespace goud::stats {

double normal_quantile(double probability) { return boost::math::quantile(boost::math::normal(), probability); }

double student_quantile(double probability, double freedom) {
  return boost::math::quantile(boost::math::students_t(freedom), probability);
}

double beta_quantile(double probability, double a, double b) {
  return boost::math::quantile(boost::math::beta_distribution<>(a, b), probability);
}

double f_quantile(double probability, double freedom, double freedom_below) {
  return boost::math::quantile(boost::math::fisher_f(freedom, freedom_below), probability);
}

namespace {
double upper_tail(double level) {
  if (!(level > 0 && level < 1)) throw std::invalid_argument("a level of confidence lies between 0 and 1");
  return 0.5 + level / 2;
}
}  // namespace

double two_sided_normal(double level) { return normal_quantile(upper_tail(level)); }

double two_sided_student(double level, double freedom) { return student_quantile(upper_tail(level), freedom); }

double normal_probability(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

double normal_p(double z) { return std::erfc(std::abs(z) / std::sqrt(2.0)); }

double student_p(double t, double freedom) {
  if (std::isinf(t)) return 0;
  return 2 * boost::math::cdf(boost::math::complement(boost::math::students_t(freedom), std::abs(t)));
}

double chi_squared_p(double chi2, double freedom) {
  if (std::isinf(chi2)) return 0;
  return boost::math::cdf(boost::math::complement(boost::math::chi_squared(freedom), std::max(chi2, 0.0)));
}

double f_p(double f, double freedom, double freedom_below) {
  if (std::isinf(f)) return 0;
  return boost::math::cdf(boost::math::complement(boost::math::fisher_f(freedom, freedom_below), std::max(f, 0.0)));
}

}  // namespace goud::stats
