#include "stats/distribution.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <stdexcept>

namespace goud::stats {

double normal_quantile(double probability) { return boost::math::quantile(boost::math::normal(), probability); }

double student_quantile(double probability, double freedom) {
  return boost::math::quantile(boost::math::students_t(freedom), probability);
}

double beta_quantile(double probability, double a, double b) {
  return boost::math::quantile(boost::math::beta_distribution<>(a, b), probability);
}

namespace {
double upper_tail(double level) {
  if (!(level > 0 && level < 1)) throw std::invalid_argument("a level of confidence lies between 0 and 1");
  return 0.5 + level / 2;
}
}  // namespace

double two_sided_normal(double level) { return normal_quantile(upper_tail(level)); }

double two_sided_student(double level, double freedom) { return student_quantile(upper_tail(level), freedom); }

}  // namespace goud::stats
