#include "stats/share.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "stats/distribution.hpp"

namespace goud::stats {

bool ShareCounts::add(bool hit, std::int64_t weight, std::int64_t times) {
  ShareCounts next = *this;
  if (!next.weights.add(weight, times)) return false;
  if (hit && (!add_product(next.hits, times, 1) || !add_product(next.weight_hits, weight, times))) return false;
  *this = next;
  return true;
}

bool ShareCounts::merge(const ShareCounts& other) {
  ShareCounts next = *this;
  if (!next.weights.merge(other.weights) || !add_product(next.hits, other.hits, 1) ||
      !add_product(next.weight_hits, other.weight_hits, 1)) {
    return false;
  }
  *this = next;
  return true;
}

Interval wilson(double p, double n, double level) {
  const double z = two_sided_normal(level);
  const double zz = z * z / n;
  const double centre = (p + zz / 2) / (1 + zz);
  const double half = std::sqrt(p * (1 - p) * zz + zz * zz / 4) / (1 + zz);
  // At the ends the formula is exactly 0 or 1; rounding must not put the value outside its own interval.
  const double low = p <= 0 ? 0 : std::max(0.0, std::min(p, centre - half));
  const double high = p >= 1 ? 1 : std::min(1.0, std::max(p, centre + half));
  return {low, high};
}

Interval jeffreys(double p, double n, double level) {
  const double tail = (1 - level) / 2;
  const double a = p * n + 0.5;
  const double b = (1 - p) * n + 0.5;
  const double low = p <= 0 ? 0 : std::min(p, beta_quantile(tail, a, b));
  const double high = p >= 1 ? 1 : std::max(p, beta_quantile(1 - tail, a, b));
  return {low, high};
}

Interval clopper_pearson(std::int64_t hits, std::int64_t n, double level) {
  const double tail = (1 - level) / 2;
  const auto k = static_cast<double>(hits);
  const auto rest = static_cast<double>(n - hits);
  return {hits == 0 ? 0 : beta_quantile(tail, k, rest + 1), hits == n ? 1 : beta_quantile(1 - tail, k + 1, rest)};
}

Outcome share_of(double p, std::int64_t n, std::optional<double> n_effective, ShareInterval kind, double level) {
  if (n == 0) return unsaid(Reason::too_few, 0);
  Estimate estimate;
  estimate.value = p;
  estimate.n = n;
  estimate.n_effective = n_effective;
  const double m = n_effective.value_or(static_cast<double>(n));
  switch (kind) {
    case ShareInterval::wilson: estimate.interval = wilson(p, m, level); break;
    case ShareInterval::jeffreys: estimate.interval = jeffreys(p, m, level); break;
    case ShareInterval::exact:
      if (n_effective) return unsaid(Reason::not_identified, n);
      estimate.interval = clopper_pearson(std::llround(p * m), n, level);
      break;
  }
  return estimate;
}

Outcome share(const ShareCounts& counts, ShareInterval kind, double level) {
  if (counts.n() == 0 || counts.weights.sum == 0) return unsaid(Reason::too_few, counts.n());
  if (counts.weights.all_one()) {
    return share_of(static_cast<double>(counts.hits) / static_cast<double>(counts.n()), counts.n(), {}, kind, level);
  }
  return share_of(static_cast<double>(counts.weight_hits) / static_cast<double>(counts.weights.sum), counts.n(),
                  counts.weights.n_effective(), kind, level);
}

bool ClusteredShare::add(std::int64_t unit, bool hit, std::int64_t weight, std::int64_t times) {
  ShareCounts one;
  if (!one.add(hit, weight, times)) return false;
  ClusteredShare addition;
  addition.units.emplace(unit, one);
  return merge(addition);
}

bool ClusteredShare::merge(const ClusteredShare& other) {
  ShareCounts all = total();
  if (!all.merge(other.total())) return false;  // then no unit can overflow either
  for (const auto& [unit, counts] : other.units) {
    if (!units[unit].merge(counts)) throw std::logic_error("a part overflowed where the whole did not");
  }
  return true;
}

ShareCounts ClusteredShare::total() const {
  ShareCounts all;
  for (const auto& [unit, counts] : units) {
    if (!all.merge(counts)) throw std::overflow_error("units were filled past what their sum can hold");
  }
  return all;
}

double design_effect(const ClusteredShare& shares) {
  const ShareCounts all = shares.total();
  if (all.weights.sum == 0) return 1;
  const auto total = static_cast<double>(all.weights.sum);
  const double p = static_cast<double>(all.weight_hits) / total;
  const double plain = p * (1 - p) / all.weights.n_effective();
  double squares = 0;
  double count = 0;
  for (const auto& [unit, counts] : shares.units) {
    if (counts.weights.sum == 0) continue;
    const double residual =
        static_cast<double>(counts.weight_hits) - p * static_cast<double>(counts.weights.sum);
    squares += residual / total * (residual / total);
    count += 1;
  }
  if (count < 2 || plain <= 0) return 1;
  return std::max(1.0, squares * count / (count - 1) / plain);
}

Outcome share(const ClusteredShare& shares, double level) {
  const ShareCounts all = shares.total();
  auto outcome = share(all, ShareInterval::wilson, level);
  if (!outcome) return outcome;
  const double deff = design_effect(shares);
  const double m = all.weights.n_effective() / deff;
  // How far units differ is itself seen in few units: only that part of the variance has their few degrees of freedom.
  double narrowed = m;
  if (deff > 1) {
    const auto units = std::count_if(shares.units.begin(), shares.units.end(), [](const auto& unit) { return unit.second.weights.sum > 0; });
    const double freedom = static_cast<double>(units - 1) * (deff / (deff - 1)) * (deff / (deff - 1));
    const double factor = two_sided_normal(level) / two_sided_student(level, freedom);
    narrowed = m * factor * factor;
  }
  outcome->interval = wilson(outcome->value, narrowed, level);
  if (m != static_cast<double>(all.n())) outcome->n_effective = m;
  return outcome;
}

bool PostStratified::add(std::int64_t unit, std::int64_t volume, const ShareCounts& counts) {
  if (volume < 0) return false;
  const auto known = units.find(unit);
  if (known == units.end()) {
    units.emplace(unit, Stratum{volume, counts});
    return true;
  }
  if (known->second.volume != volume) return false;
  return known->second.counts.merge(counts);
}

bool PostStratified::merge(const PostStratified& other) {
  PostStratified next = *this;
  for (const auto& [unit, stratum] : other.units) {
    if (!next.add(unit, stratum.volume, stratum.counts)) return false;
  }
  *this = std::move(next);
  return true;
}

namespace {
bool heard(const Stratum& stratum) { return stratum.volume > 0 && stratum.counts.weights.sum > 0; }
}  // namespace

double PostStratified::volume_covered() const {
  double covered = 0;
  double all = 0;
  for (const auto& [unit, stratum] : units) {
    all += static_cast<double>(stratum.volume);
    if (heard(stratum)) covered += static_cast<double>(stratum.volume);
  }
  return all > 0 ? covered / all : 0;
}

Outcome share(const PostStratified& strata, double level) {
  double volume = 0;
  std::int64_t n = 0;
  for (const auto& [unit, stratum] : strata.units) {
    if (!heard(stratum)) continue;
    volume += static_cast<double>(stratum.volume);
    n += stratum.counts.n();
  }
  if (n == 0) return unsaid(Reason::too_few, 0);
  double p = 0;
  double q = 0;
  double variance = 0;
  for (const auto& [unit, stratum] : strata.units) {
    if (!heard(stratum)) continue;
    const auto& counts = stratum.counts;
    const double part = static_cast<double>(stratum.volume) / volume;
    const double m = counts.weights.n_effective();
    const double own = static_cast<double>(counts.weight_hits) / static_cast<double>(counts.weights.sum);
    // Half an answer each way, for the variance alone: a unit where the only two agree is not therefore certain.
    const double shrunk = (own * m + 0.5) / (m + 1);
    p += part * own;
    q += part * shrunk;
    variance += part * part * shrunk * (1 - shrunk) / m;
  }
  p = std::clamp(p, 0.0, 1.0);
  const double m = std::min(q * (1 - q) / variance, static_cast<double>(n));
  Estimate estimate{p, wilson(p, m, level), n, m, {}};
  return estimate;
}

}  // namespace goud::stats
