#include "stats/nps.hpp"

#include <algorithm>
#include <cmath>

#include "stats/distribution.hpp"

namespace goud::stats {

bool NpsCounts::add(std::int64_t score, std::int64_t weight, std::int64_t times) {
  if (score < 0 || score > 10) return false;
  NpsCounts next = *this;
  if (!next.weights.add(weight, times)) return false;
  std::int64_t weighed = 0;
  if (!add_product(weighed, weight, times)) return false;
  if (score >= 9) {
    next.promoters += times;
    next.weight_promoters += weighed;
  } else if (score <= 6) {
    next.detractors += times;
    next.weight_detractors += weighed;
  } else {
    next.passives += times;
  }
  *this = next;
  return true;
}

bool NpsCounts::merge(const NpsCounts& other) {
  NpsCounts next = *this;
  if (!next.weights.merge(other.weights)) return false;
  // Each part is at most its whole, and the wholes fitted.
  next.promoters += other.promoters;
  next.passives += other.passives;
  next.detractors += other.detractors;
  next.weight_promoters += other.weight_promoters;
  next.weight_detractors += other.weight_detractors;
  *this = next;
  return true;
}

namespace {
struct Parts {
  double promoters;
  double detractors;
};
Parts parts_of(const NpsCounts& counts) {
  const auto whole = static_cast<double>(counts.weights.sum);
  return {static_cast<double>(counts.weight_promoters) / whole, static_cast<double>(counts.weight_detractors) / whole};
}
}  // namespace

double nps_variance_of_one(const NpsCounts& counts) {
  if (counts.weights.sum == 0) return 0;
  const auto [p, d] = parts_of(counts);
  return p + d - (p - d) * (p - d);
}

namespace {
Interval adjusted_wald(double value, double p, double d, double m, double z) {
  const double adjusted_p = (p * m + 0.75) / (m + 3);
  const double adjusted_d = (d * m + 0.75) / (m + 3);
  const double centre = adjusted_p - adjusted_d;
  const double half = z * std::sqrt((adjusted_p + adjusted_d - centre * centre) / (m + 3));
  return {std::min(value, std::max(-1.0, centre - half)), std::max(value, std::min(1.0, centre + half))};
}
}  // namespace

Outcome nps_of(double p, double d, std::int64_t n, std::optional<double> n_effective, double level) {
  if (n == 0) return unsaid(Reason::too_few, 0);
  Estimate estimate;
  estimate.n = n;
  estimate.n_effective = n_effective;
  estimate.value = p - d;
  const double m = n_effective.value_or(static_cast<double>(n));
  estimate.interval = adjusted_wald(estimate.value, p, d, m, two_sided_normal(level));
  return estimate;
}

Outcome nps_by_width(std::int64_t promoters, std::int64_t detractors, std::int64_t n, double z) {
  if (n == 0) return unsaid(Reason::too_few, 0);
  const auto m = static_cast<double>(n);
  Estimate estimate;
  estimate.n = n;
  estimate.value = static_cast<double>(promoters - detractors) / m;
  estimate.interval =
      adjusted_wald(estimate.value, static_cast<double>(promoters) / m, static_cast<double>(detractors) / m, m, z);
  return estimate;
}

Outcome nps(const NpsCounts& counts, double level) {
  if (counts.n() == 0 || counts.weights.sum == 0) return unsaid(Reason::too_few, counts.n());
  const auto [p, d] = parts_of(counts);
  if (!counts.weights.all_one()) return nps_of(p, d, counts.n(), counts.weights.n_effective(), level);
  return nps_by_width(counts.promoters, counts.detractors, counts.n(), two_sided_normal(level));
}

}  // namespace goud::stats
