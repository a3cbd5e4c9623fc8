#include "stats/stratified_difference.hpp"

#include <algorithm>
#include <cmath>

#include "stats/distribution.hpp"
#include "stats/share.hpp"

namespace goud::stats {
namespace {

using Side = StratifiedCounts::Side;
using Layer = StratifiedCounts::Stratum;

constexpr std::int64_t answers_most = std::int64_t{1} << 50;  // in all: then no product is lost in a double

bool add(Side& side, std::int64_t hits, std::int64_t n) {
  if (hits < 0 || hits > n || n > answers_most || side.n > answers_most - n) return false;
  side.hits += hits;
  side.n += n;
  return true;
}

Side compared(const StratifiedCounts& counts, Side Layer::*which) {
  Side sum;
  for (const auto& [name, stratum] : counts.strata) {
    if (stratum.a.n == 0 || stratum.b.n == 0) continue;
    sum.hits += (stratum.*which).hits;
    sum.n += (stratum.*which).n;
  }
  return sum;
}

double weight_of(const Layer& one) {
  const auto n1 = static_cast<double>(one.a.n), n0 = static_cast<double>(one.b.n);
  return n1 + n0 > 0 ? n1 * n0 / (n1 + n0) : 0;
}

Outcome side(const StratifiedCounts& counts, Side Layer::*which, double level) {
  const auto all = compared(counts, which);
  double weights = 0, value = 0, middle = 0, spread = 0;
  for (const auto& [name, stratum] : counts.strata) {
    const double w = weight_of(stratum);
    if (!(w > 0)) continue;
    const auto& own = stratum.*which;
    const auto n = static_cast<double>(own.n), hits = static_cast<double>(own.hits);
    const double q = (hits + 0.5) / (n + 1);
    weights += w;
    value += w * hits / n;
    middle += w * q;
    spread += w * w * q * (1 - q) / n;
  }
  if (!(weights > 0)) return unsaid(Reason::too_few, all.n);
  const double p = value / weights, q = middle / weights;
  const double effective = std::min(static_cast<double>(all.n), q * (1 - q) * weights * weights / spread);
  Estimate said{p, wilson(p, effective, level), all.n, {}, {}};
  if (effective < static_cast<double>(all.n)) said.n_effective = effective;
  return said;
}

}  // namespace

bool StratifiedCounts::add_a(std::int64_t stratum, std::int64_t hits, std::int64_t n) {
  return add(strata[stratum].a, hits, n);
}
bool StratifiedCounts::add_b(std::int64_t stratum, std::int64_t hits, std::int64_t n) {
  return add(strata[stratum].b, hits, n);
}

bool StratifiedCounts::merge(const StratifiedCounts& other) {
  auto whole = *this;
  for (const auto& [name, stratum] : other.strata)
    if (!whole.add_a(name, stratum.a.hits, stratum.a.n) || !whole.add_b(name, stratum.b.hits, stratum.b.n))
      return false;
  *this = std::move(whole);
  return true;
}

Side StratifiedCounts::compared_a() const { return compared(*this, &Layer::a); }
Side StratifiedCounts::compared_b() const { return compared(*this, &Layer::b); }

Outcome side_a(const StratifiedCounts& counts, double level) { return side(counts, &Layer::a, level); }
Outcome side_b(const StratifiedCounts& counts, double level) { return side(counts, &Layer::b, level); }

Outcome difference(const StratifiedCounts& counts, double level) {
  const auto n = counts.compared_a().n + counts.compared_b().n;
  double weights = 0, top = 0, p = 0, q = 0;
  for (const auto& [name, stratum] : counts.strata) {
    if (stratum.a.n == 0 || stratum.b.n == 0) continue;
    const auto a = static_cast<double>(stratum.a.hits), n1 = static_cast<double>(stratum.a.n);
    const auto b = static_cast<double>(stratum.b.hits), n0 = static_cast<double>(stratum.b.n);
    const double all = n1 + n0;
    weights += n1 * n0 / all;
    top += (a * n0 - b * n1) / all;
    p += (n1 * n1 * b - n0 * n0 * a + n1 * n0 * (n0 - n1) / 2) / (all * all);
    q += (a * (n0 - b) + b * (n1 - a)) / (2 * all);
  }
  if (!(weights > 0)) return unsaid(Reason::too_few, n);
  const double value = std::clamp(top / weights, -1.0, 1.0);
  const double variance = (value * p + q) / (weights * weights);
  Estimate said{value, {}, n, {}, {}};
  // All alike on both sides: nothing to tell chance by.
  if (!(variance > 0)) {
    said.no_interval = Reason::no_spread;
    return said;
  }
  const double half = two_sided_normal(level) * std::sqrt(variance);
  said.interval = Interval{std::max(-1.0, value - half), std::min(1.0, value + half)};
  return said;
}

}  // namespace goud::stats
