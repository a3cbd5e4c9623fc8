#include "stats/clustered.hpp"

#include <algorithm>
#include <cmath>

#include "stats/distribution.hpp"

namespace goud::stats {

namespace {

double total_of(const NpsCounts& counts) {
  return static_cast<double>(counts.weight_promoters - counts.weight_detractors);
}
double total_of(const MeanSums& counts) { return static_cast<double>(counts.weight_x); }

struct Design {
  double effect = 1;
  double freedom = INFINITY;  // of what is known of the spread between units
};

template <class Counts>
Design design_of(const Clustered<Counts>& clustered, const Counts& all, double variance_of_one) {
  if (all.weights.sum == 0) return {};
  const auto whole = static_cast<double>(all.weights.sum);
  const double value = total_of(all) / whole;
  const double plain = variance_of_one / all.weights.n_effective();
  double squares = 0;
  double count = 0;
  for (const auto& [unit, counts] : clustered.units) {
    if (counts.weights.sum == 0) continue;
    const double residual = (total_of(counts) - value * static_cast<double>(counts.weights.sum)) / whole;
    squares += residual * residual;
    count += 1;
  }
  if (count < 2 || !(plain > 0)) return {};
  Design design;
  design.effect = std::max(1.0, squares * count / (count - 1) / plain);
  if (design.effect > 1) {
    const double part = design.effect / (design.effect - 1);
    design.freedom = (count - 1) * part * part;
  }
  return design;
}

}  // namespace

double design_effect(const ClusteredNps& clustered) {
  const auto all = clustered.total();
  return all ? design_of(clustered, *all, nps_variance_of_one(*all)).effect : 1;
}

double design_effect(const ClusteredMean& clustered) {
  const auto all = clustered.total();
  return all ? design_of(clustered, *all, all->variance_of_one()).effect : 1;
}

Outcome nps(const ClusteredNps& clustered, double level) {
  const auto all = clustered.total();
  if (!all) return unsaid(Reason::not_identified, 0);
  auto outcome = nps(*all, level);
  if (!outcome) return outcome;
  const Design design = design_of(clustered, *all, nps_variance_of_one(*all));
  if (design.effect == 1) return outcome;
  const double m = all->weights.n_effective() / design.effect;
  const double factor = two_sided_normal(level) / two_sided_student(level, design.freedom);
  const auto whole = static_cast<double>(all->weights.sum);
  const auto narrowed =
      nps_of(static_cast<double>(all->weight_promoters) / whole, static_cast<double>(all->weight_detractors) / whole,
             all->n(), m * factor * factor, level);
  outcome->interval =
      Interval{std::min(outcome->value, narrowed->interval->low), std::max(outcome->value, narrowed->interval->high)};
  outcome->n_effective = m;
  return outcome;
}

Outcome mean(const ClusteredMean& clustered, double level) {
  const auto all = clustered.total();
  if (!all) return unsaid(Reason::not_identified, 0);
  auto outcome = mean(*all, level);
  if (!outcome || !outcome->interval) return outcome;
  const Design design = design_of(clustered, *all, all->variance_of_one());
  if (design.effect == 1) return outcome;
  const double n_effective = all->weights.n_effective();
  const double half = two_sided_student(level, std::min(design.freedom, n_effective - 1)) *
                      std::sqrt(design.effect * all->variance_of_one() / n_effective);
  outcome->interval = Interval{outcome->value - half, outcome->value + half};
  outcome->n_effective = n_effective / design.effect;
  return outcome;
}

}  // namespace goud::stats
