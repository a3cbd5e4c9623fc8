#include "stats/fitted.hpp"

#include <cmath>

#include "stats/distribution.hpp"
#include "stats/regression.hpp"

namespace goud::stats {

Outcome fitted(const CrossProducts& sums, double at, double level) {
  const auto fit = regression(sums, 1, level);
  if (!fit) return tl::unexpected(fit.error());
  const auto& slope = fit->coefficients.front();
  if (!slope) return tl::unexpected(slope.error());
  const double away = at - sums.means[0];
  Estimate said;
  said.value = sums.means[1] + slope->value * away;
  said.n = sums.n;
  if (fit->freedom < 1) {
    said.no_interval = Reason::too_few;
    return said;
  }
  const double half = two_sided_student(level, fit->freedom) * fit->residual_deviation *
                      std::sqrt(1 / sums.weight + away * away / sums.centred.at(0, 0));
  said.interval = Interval{said.value - half, said.value + half};
  return said;
}

}  // namespace goud::stats
