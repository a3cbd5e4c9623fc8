#include "stats/survey.hpp"

#include <cmath>

#include "stats/distribution.hpp"

namespace goud::stats {
namespace {

enum class Of { mean, total };

std::optional<double> variance(const SurveySums& sums, Of of) {
  const double mean = sums.all.running_mean, together = sums.all.weight;
  if (!(together > 0) || sums.freedom() <= 0) return std::nullopt;
  double variance = 0;
  for (auto unit = sums.units.begin(); unit != sums.units.end();) {
    const std::int64_t stratum = unit->first.first;
    const auto first = unit;
    const auto z = [&](const SurveySums::Unit& one) {
      return of == Of::mean ? one.weight * (one.running_mean - mean) / together : one.weight * one.running_mean;
    };
    double drawn = 0, centre = 0, squares = 0;
    for (; unit != sums.units.end() && unit->first.first == stratum; ++unit) {
      ++drawn;
      centre += z(unit->second);
    }
    centre /= drawn;
    for (auto one = first; one != unit; ++one) squares += (z(one->second) - centre) * (z(one->second) - centre);
    const auto told = sums.population.find(stratum);
    const double left = told == sums.population.end() ? 1 : std::max(0.0, 1 - drawn / told->second);
    if (left == 0) continue;
    if (drawn < 2) return std::nullopt;
    variance += left * drawn / (drawn - 1) * squares;
  }
  return variance;
}

Outcome told(const SurveySums& sums, double value, const std::optional<double>& error, double level) {
  if (sums.all.n == 0 || !(sums.all.weight > 0) || !std::isfinite(value)) return unsaid(Reason::too_few, sums.all.n);
  Estimate estimate;
  estimate.value = value;
  estimate.n = sums.all.n;
  if (const auto deff = design_effect(sums)) estimate.n_effective = static_cast<double>(sums.all.n) / *deff;
  if (!error) {
    estimate.no_interval = sums.units.size() < 2 ? Reason::too_few : Reason::not_identified;
  } else if (*error == 0 && !(sums.all.deviations > 0)) {
    estimate.no_interval = Reason::no_spread;
  } else {
    const double reach = two_sided_student(level, static_cast<double>(sums.freedom())) * *error;
    estimate.interval = Interval{value - reach, value + reach};
  }
  return estimate;
}

std::optional<double> root(const std::optional<double>& variance) {
  if (!variance || !std::isfinite(*variance)) return std::nullopt;
  return std::sqrt(*variance);
}

}  // namespace

bool SurveySums::add(std::int64_t stratum, std::int64_t unit, double x, double weight) {
  if (!all.add(x, weight)) return false;
  auto& to = units[{stratum, unit}];
  if (weight == 0) return true;
  to.weight += weight;
  to.running_mean += (x - to.running_mean) * weight / to.weight;
  return true;
}

bool SurveySums::tell_population(std::int64_t stratum, double units_in_it) {
  if (!(units_in_it > 0) || !std::isfinite(units_in_it)) return false;
  return population.try_emplace(stratum, units_in_it).first->second == units_in_it;
}

bool SurveySums::merge(const SurveySums& other) {
  for (const auto& [stratum, units_in_it] : other.population) {
    const auto there = population.find(stratum);
    if (there != population.end() && there->second != units_in_it) return false;
  }
  if (!all.merge(other.all)) return false;
  population.insert(other.population.begin(), other.population.end());
  for (const auto& [key, unit] : other.units) {
    auto& to = units[key];
    if (unit.weight == 0) continue;
    to.weight += unit.weight;
    to.running_mean += (unit.running_mean - to.running_mean) * unit.weight / to.weight;
  }
  return true;
}

std::int64_t SurveySums::freedom() const {
  std::int64_t strata = 0;
  std::optional<std::int64_t> last;
  for (const auto& [key, unit] : units) {
    strata += last == key.first ? 0 : 1;
    last = key.first;
  }
  return static_cast<std::int64_t>(units.size()) - strata;
}

std::optional<double> error_of_mean(const SurveySums& sums) { return root(variance(sums, Of::mean)); }
std::optional<double> error_of_total(const SurveySums& sums) { return root(variance(sums, Of::total)); }

std::optional<double> design_effect(const SurveySums& sums) {
  const auto spread = variance(sums, Of::mean);
  const auto n = static_cast<double>(sums.all.n);
  if (!spread || n < 2 || !(sums.all.deviations > 0)) return std::nullopt;
  double simple = sums.all.deviations / sums.all.weight / (n - 1);
  bool all_told = true;
  for (const auto& [key, unit] : sums.units) all_told = all_told && sums.population.count(key.first) > 0;
  if (all_told && sums.all.weight > n) simple *= 1 - n / sums.all.weight;
  return *spread > 0 ? std::optional(*spread / simple) : std::nullopt;
}

Outcome survey_mean(const SurveySums& sums, double level) {
  return told(sums, sums.all.running_mean, error_of_mean(sums), level);
}
Outcome survey_total(const SurveySums& sums, double level) {
  return told(sums, sums.all.running_mean * sums.all.weight, error_of_total(sums), level);
}

}  // namespace goud::stats
