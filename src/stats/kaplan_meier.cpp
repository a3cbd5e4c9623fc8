#include "stats/kaplan_meier.hpp"

#include <algorithm>
#include <cmath>

#include "stats/distribution.hpp"

namespace goud::stats {
namespace {

// What the product is made of, at each event time up to the one that leaves nobody.
struct Product {
  std::vector<double> time, at_risk, events, survival;
  std::vector<double> cumulated;  // A: d/(Y (Y - d)) summed, from place 1 on; A[0] = 0
  bool ends_at_zero = false;      // the last place is where nobody was left: it has no A
};

Product product_of(const SurvivalTable& table) {
  Product product;
  product.time = event_times({&table, 1});
  auto counts = risk_counts(table, product.time);
  product.at_risk = std::move(counts.at_risk);
  product.events = std::move(counts.events);
  product.cumulated.push_back(0);
  double share = 1;
  for (std::size_t j = 0; j < product.time.size(); ++j) {
    const double at_risk = product.at_risk[j], events = product.events[j];
    if (share > 0) {
      if (at_risk <= events) {
        share = 0;
        product.ends_at_zero = true;
      } else {
        share *= (at_risk - events) / at_risk;
        product.cumulated.push_back(product.cumulated.back() + events / (at_risk * (at_risk - events)));
      }
    }
    product.survival.push_back(share);
  }
  return product;
}

// One way of leaving of a cell of the table: when it was at risk, as places among the event times, and its weights.
struct Leaver {
  std::size_t from;  // event times up to the entry
  std::size_t upto;  // event times up to the time
  double squares;
  double leaves_with;  // what is added to A when it goes: -1/(Y - d) at an event
};

std::vector<Leaver> leavers_of(const SurvivalTable& table, const Product& product) {
  const auto place = [&](double time) {
    return static_cast<std::size_t>(std::upper_bound(product.time.begin(), product.time.end(), time) -
                                    product.time.begin());
  };
  std::vector<Leaver> leavers;
  const std::size_t known = product.cumulated.size() - 1;
  for (const auto& [key, cell] : table.cells) {
    const std::size_t from = place(key.entry), upto = place(key.time);
    if (from >= upto) continue;
    if (cell.squares_censored > 0) leavers.push_back({from, upto, cell.squares_censored, 0});
    if (cell.squares_events > 0) {
      const double left = upto <= known ? product.at_risk[upto - 1] - product.events[upto - 1] : 1.0;
      leavers.push_back({from, upto, cell.squares_events, -1 / left});
    }
  }
  return leavers;
}

// var log S at each event time, by what each row does to it; Greenwood where all weights are 1.
std::vector<double> variances(const SurvivalTable& table, const Product& product) {
  const std::size_t known = product.cumulated.size() - 1;
  if (!table.weighted()) return {product.cumulated.begin() + 1, product.cumulated.end()};
  std::vector<double> entered(known + 2, 0.0), entered_a(known + 2, 0.0), entered_aa(known + 2, 0.0);
  std::vector<double> gone(known + 2, 0.0);
  std::vector<double> left(known + 2, 0.0), left_a(known + 2, 0.0), left_aa(known + 2, 0.0);
  const auto& a = product.cumulated;
  for (const auto& leaver : leavers_of(table, product)) {
    if (leaver.from >= known) continue;
    const double at_entry = a[leaver.from];
    entered[leaver.from + 1] += leaver.squares;
    entered_a[leaver.from + 1] += leaver.squares * at_entry;
    entered_aa[leaver.from + 1] += leaver.squares * at_entry * at_entry;
    // Someone without the event stays as it was at the last event time passed; with it, as it is from there on.
    if (leaver.upto > known) continue;
    left[leaver.upto] += leaver.squares;
    left_a[leaver.upto] += leaver.squares * at_entry;
    left_aa[leaver.upto] += leaver.squares * at_entry * at_entry;
    const double last = a[leaver.upto] - at_entry + leaver.leaves_with;
    gone[leaver.upto] += leaver.squares * last * last;
  }
  std::vector<double> variance;
  double w = 0, wa = 0, waa = 0, done = 0;
  for (std::size_t j = 1; j <= known; ++j) {
    w += entered[j] - left[j];
    wa += entered_a[j] - left_a[j];
    waa += entered_aa[j] - left_aa[j];
    done += gone[j];
    variance.push_back(std::max(0.0, done + w * a[j] * a[j] - 2 * a[j] * wa + waa));
  }
  return variance;
}

Interval limits(double share, double deviation, double z, SurvivalInterval kind) {
  if (kind == SurvivalInterval::log) {
    return {share * std::exp(-z * deviation), std::min(1.0, share * std::exp(z * deviation))};
  }
  const double width = z * deviation / std::abs(std::log(share));
  return {std::pow(share, std::exp(width)), std::pow(share, std::exp(-width))};
}

constexpr double flat = 1e-9;  // what counts as staying at a share

// The first time that the values are at or under a share; the middle of the stretch where they stay at it.
std::optional<double> crossing(const std::vector<double>& times, const std::vector<double>& values, double share) {
  for (std::size_t j = 0; j < values.size(); ++j) {
    if (values[j] > share + flat) continue;
    if (values[j] < share - flat) return times[j];
    for (std::size_t k = j + 1; k < values.size(); ++k)
      if (values[k] < share - flat) return (times[j] + times[k]) / 2;
    return times[j];
  }
  return std::nullopt;
}

}  // namespace

SurvivalCurve kaplan_meier(const SurvivalTable& table, SurvivalInterval kind, double level) {
  const double z = two_sided_normal(level);
  Product product = product_of(table);
  const auto variance = variances(table, product);
  SurvivalCurve curve;
  curve.n = table.n();
  curve.event_count = table.events();
  curve.last_time = table.last_time();
  for (std::size_t j = 0; j < product.time.size(); ++j) {
    if (j >= variance.size()) {
      curve.standard_error.emplace_back();
      curve.interval.emplace_back();
      continue;
    }
    const double deviation = std::sqrt(variance[j]);
    curve.standard_error.emplace_back(product.survival[j] * deviation);
    curve.interval.emplace_back(limits(product.survival[j], deviation, z, kind));
  }
  curve.ran_out_early = product.ends_at_zero && product.cumulated.size() < product.time.size();
  curve.time = std::move(product.time);
  curve.at_risk = std::move(product.at_risk);
  curve.events = std::move(product.events);
  curve.survival = std::move(product.survival);
  return curve;
}

Outcome survival_at(const SurvivalCurve& curve, double time) {
  if (curve.n == 0) return unsaid(Reason::too_few, 0);
  const auto place =
      static_cast<std::size_t>(std::upper_bound(curve.time.begin(), curve.time.end(), time) - curve.time.begin());
  const double share = place == 0 ? 1 : curve.survival[place - 1];
  if (time > curve.last_time && share > 0) return unsaid(Reason::too_few, curve.n);
  if (place == 0) return Estimate{1, std::nullopt, curve.n, std::nullopt, Reason::no_spread};
  Estimate estimate{share, curve.interval[place - 1], curve.n};
  if (!estimate.interval) estimate.no_interval = Reason::too_few;
  return estimate;
}

TimeUntil time_until(const SurvivalCurve& curve, double share) {
  const double rest = 1 - share;
  std::vector<double> lower, upper;
  for (const auto& limits : curve.interval) {
    lower.push_back(limits ? limits->low : 0);
    upper.push_back(limits ? limits->high : 2);  // where nobody is left nothing is known of the upper limit
  }
  TimeUntil until{unsaid(Reason::too_few, curve.n), crossing(curve.time, lower, rest)};
  const auto value = crossing(curve.time, curve.survival, rest);
  if (!value) return until;
  Estimate estimate{*value, std::nullopt, curve.n};
  const auto high = crossing(curve.time, upper, rest);
  if (until.at_least && high) {
    estimate.interval = Interval{std::min(*until.at_least, *value), std::max(*high, *value)};
  } else {
    estimate.no_interval = Reason::too_few;
  }
  until.outcome = estimate;
  return until;
}

RestrictedMean restricted_mean(const SurvivalTable& table, double until, double level) {
  const double z = two_sided_normal(level);
  const std::int64_t n = table.n();
  RestrictedMean mean{unsaid(Reason::too_few, n), std::nullopt, until};
  const Product product = product_of(table);
  const double last = table.last_time();
  const bool reached_zero = !product.survival.empty() && product.survival.back() == 0;
  if (n == 0 || !(until > 0) || (until > last && !reached_zero)) return mean;
  const std::size_t known = product.cumulated.size() - 1;
  // area[j]: under the curve from event time j (from 1; 0 is the beginning) to the limit, S staying level between.
  std::vector<double> area(product.time.size() + 1, 0.0);
  const auto time_at = [&](std::size_t j) {
    return j == 0 ? std::min(0.0, until) : std::min(product.time[j - 1], until);
  };
  double after = until;
  for (std::size_t j = area.size(); j-- > 0;) {
    const double height = j == 0 ? 1 : product.survival[j - 1];
    area[j] = (j + 1 < area.size() ? area[j + 1] : 0.0) + height * std::max(0.0, after - time_at(j));
    after = time_at(j);
  }
  double variance = 0;
  if (!table.weighted()) {
    for (std::size_t j = 1; j <= known; ++j)
      variance += (product.cumulated[j] - product.cumulated[j - 1]) * area[j] * area[j];
  } else {
    // before[j]: integral of S A up to event time j.
    std::vector<double> before(area.size(), 0.0);
    for (std::size_t j = 1; j < area.size(); ++j)
      before[j] = before[j - 1] + product.cumulated[std::min(j - 1, known)] * (area[j - 1] - area[j]);
    for (const auto& leaver : leavers_of(table, product)) {
      const std::size_t upto = std::min(leaver.upto, known), from = std::min(leaver.from, known);
      if (from >= upto) continue;
      const double at_entry = product.cumulated[from], at_leaving = product.cumulated[upto];
      const double event = leaver.upto <= known ? leaver.leaves_with : 0.0;
      // At risk from entry to leaving log S moves with A; after it, it stays as it was then.
      double moved = (at_leaving - at_entry + event) * area[upto];
      moved += before[upto] - before[from] - at_entry * (area[from] - area[upto]);
      variance += leaver.squares * moved * moved;
    }
  }
  const double value = area[0];
  Estimate estimate{value, std::nullopt, n};
  if (variance > 0) {
    mean.standard_error = std::sqrt(variance);
    estimate.interval =
        Interval{std::max(0.0, value - z * *mean.standard_error), std::min(until, value + z * *mean.standard_error)};
  } else {
    estimate.no_interval = Reason::no_spread;
  }
  mean.outcome = estimate;
  return mean;
}

}  // namespace goud::stats
