#include "stats/penalty_reward.hpp"

#include <cmath>

#include "stats/distribution.hpp"
#include "stats/regression.hpp"

namespace goud::stats {
namespace {

Outcome robust_outcome(const Regression& fit, std::size_t j) {
  auto outcome = fit.coefficients[j];
  if (!outcome) return outcome;
  outcome->interval = fit.robust[j];
  outcome->no_interval = fit.robust[j] ? std::nullopt : std::optional(Reason::too_few);
  return outcome;
}

Outcome asymmetry_of(const Regression& fit, std::size_t below, std::size_t above, double level) {
  const auto& b = fit.coefficients[below];
  const auto& c = fit.coefficients[above];
  if (!b || !c) return b ? c : b;
  Estimate estimate;
  estimate.value = -b->value - c->value;
  estimate.n = fit.n;
  if (fit.covariance_robust.rows == 0) {
    estimate.no_interval = Reason::too_few;
    return estimate;
  }
  const auto& v = fit.covariance_robust;
  const double variance = v.at(below, below) + v.at(above, above) + 2 * v.at(below, above);
  const double half = two_sided_student(level, fit.freedom) * std::sqrt(std::max(0.0, variance));
  estimate.interval = Interval{estimate.value - half, estimate.value + half};
  return estimate;
}

DriverKind kind_of(const Contrast& contrast) {
  const auto under = [](const Outcome& outcome) { return outcome && outcome->interval && outcome->interval->high < 0; };
  const auto over = [](const Outcome& outcome) { return outcome && outcome->interval && outcome->interval->low > 0; };
  const bool hurts = under(contrast.penalty);
  const bool delights = over(contrast.reward);
  if (over(contrast.penalty) || under(contrast.reward)) return DriverKind::against;
  if (hurts && delights) return DriverKind::both;
  if (hurts && contrast.reward && over(contrast.asymmetry)) return DriverKind::hurts;
  if (delights && contrast.penalty && under(contrast.asymmetry)) return DriverKind::delights;
  return DriverKind::unclear;
}

}  // namespace

std::string_view to_text(DriverKind kind) {
  switch (kind) {
    case DriverKind::hurts:
      return "hurts";
    case DriverKind::delights:
      return "delights";
    case DriverKind::both:
      return "both";
    case DriverKind::against:
      return "against";
    case DriverKind::unclear:
      break;
  }
  return "unclear";
}

tl::expected<std::vector<Contrast>, Unsaid> penalty_reward(const Matrix& drivers, std::span<const double> outcome,
                                                           std::span<const double> weights, Interval as_expected,
                                                           double level) {
  const std::size_t p = drivers.columns;
  Matrix sides(drivers.rows, 2 * p);
  std::vector<Contrast> contrasts(
      p, Contrast{unsaid(Reason::no_spread, 0), unsaid(Reason::no_spread, 0), unsaid(Reason::no_spread, 0)});
  for (std::size_t j = 0; j < p; ++j) {
    const auto column = drivers.column(j);
    auto& contrast = contrasts[j];
    for (std::size_t i = 0; i < drivers.rows; ++i) {
      const bool below = column[i] < as_expected.low;
      const bool above = column[i] > as_expected.high;
      sides.at(i, 2 * j) = below ? 1 : 0;
      sides.at(i, 2 * j + 1) = above ? 1 : 0;
      if (!weights.empty() && !(weights[i] > 0)) continue;
      ++(below ? contrast.below : above ? contrast.above : contrast.as);
    }
  }
  const auto fit = regression(sides, outcome, weights, level);
  if (!fit) return tl::unexpected(fit.error());
  for (std::size_t j = 0; j < p; ++j) {
    auto& contrast = contrasts[j];
    contrast.penalty = robust_outcome(*fit, 2 * j);
    contrast.reward = robust_outcome(*fit, 2 * j + 1);
    contrast.asymmetry = asymmetry_of(*fit, 2 * j, 2 * j + 1, level);
    contrast.kind = kind_of(contrast);
  }
  return contrasts;
}

}  // namespace goud::stats
