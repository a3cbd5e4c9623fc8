#include "stats/kappa.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "stats/distribution.hpp"

namespace goud::stats {
namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

Interval inside(double value, double half) {
  return {std::max(std::min(-1.0, value), value - half), std::min(1.0, value + half)};
}

}  // namespace

bool JudgedTwice::add(std::size_t first, std::size_t second, std::int64_t times) {
  if (first >= categories || second >= categories || times < 0) return false;
  auto& count = counts[first * categories + second];
  if (count > most - times) return false;
  count += times;
  return true;
}

bool JudgedTwice::merge(const JudgedTwice& other) {
  if (other.categories != categories) return false;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > most - other.counts[i]) return false;
  }
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += other.counts[i];
  return true;
}

Outcome cohen_kappa(const JudgedTwice& judged, Nearness nearness, double level) {
  const std::size_t c = judged.categories;
  double total = 0;
  for (const auto count : judged.counts) total += static_cast<double>(count);
  const auto n = total < 9e18 ? static_cast<std::int64_t>(total) : most;
  if (total < 2) return unsaid(Reason::too_few, n);
  std::vector<double> first(c), second(c);
  const auto share = [&](std::size_t i, std::size_t j) {
    return static_cast<double>(judged.counts[i * c + j]) / total;
  };
  for (std::size_t i = 0; i < c; ++i) {
    for (std::size_t j = 0; j < c; ++j) {
      first[i] += share(i, j);
      second[j] += share(i, j);
    }
  }
  const auto worth = [&](std::size_t i, std::size_t j) {
    if (i == j) return 1.0;
    if (nearness == Nearness::same) return 0.0;
    const double apart = std::abs(static_cast<double>(i) - static_cast<double>(j)) / static_cast<double>(c - 1);
    return 1 - (nearness == Nearness::linear ? apart : apart * apart);
  };
  std::vector<double> of_first(c), of_second(c);
  // What is left to agree and to differ, not 1 minus it: nothing is lost where nearly all agree.
  double differ = 0, differ_by_chance = 0;
  for (std::size_t i = 0; i < c; ++i) {
    for (std::size_t j = 0; j < c; ++j) {
      of_first[i] += worth(i, j) * second[j];
      of_second[j] += worth(i, j) * first[i];
      differ += (1 - worth(i, j)) * share(i, j);
      differ_by_chance += (1 - worth(i, j)) * first[i] * second[j];
    }
  }
  if (!(differ_by_chance > 0)) return unsaid(Reason::no_spread, n);
  const double kappa = 1 - differ / differ_by_chance;
  Estimate estimate{kappa, std::nullopt, n, std::nullopt, std::nullopt};
  double variance = 0;
  for (std::size_t i = 0; i < c; ++i) {
    for (std::size_t j = 0; j < c; ++j) {
      const double one = worth(i, j) - (of_first[i] + of_second[j]) * (1 - kappa);
      variance += share(i, j) * one * one;
    }
  }
  const double centre = kappa - (1 - differ_by_chance) * (1 - kappa);
  variance = (variance - centre * centre) / (total * differ_by_chance * differ_by_chance);
  if (!(differ > 0) || !(variance > 1e-15)) {
    estimate.no_interval = Reason::no_spread;
    return estimate;
  }
  estimate.interval = inside(kappa, two_sided_normal(level) * std::sqrt(variance));
  return estimate;
}

bool JudgedByMany::add(std::span<const std::int64_t> unit) {
  std::int64_t sum = 0;
  for (const auto count : unit) {
    if (count < 0 || count > (std::int64_t{1} << 31U)) return false;
    sum += count;
  }
  if (sum == 0 || (units() > 0 && (unit.size() != categories || sum != judges))) return false;
  categories = unit.size();
  judges = sum;
  counts.insert(counts.end(), unit.begin(), unit.end());
  return true;
}

bool JudgedByMany::merge(const JudgedByMany& other) {
  if (other.units() == 0) return true;
  if (units() > 0 && (other.categories != categories || other.judges != judges)) return false;
  const auto more = other.counts;
  categories = other.categories;
  judges = other.judges;
  counts.insert(counts.end(), more.begin(), more.end());
  return true;
}

Outcome fleiss_kappa(const JudgedByMany& judged, double level) {
  const std::size_t units = judged.units(), c = judged.categories;
  const auto n = static_cast<std::int64_t>(units);
  if (units < 2 || judged.judges < 2) return unsaid(Reason::too_few, n);
  const auto m = static_cast<double>(judged.judges);
  std::vector<double> totals(c);
  std::vector<double> apart(units);  // pairs of judges of a unit that differ, of all its pairs
  double all_apart = 0;
  for (std::size_t i = 0; i < units; ++i) {
    for (std::size_t k = 0; k < c; ++k) {
      const auto count = static_cast<double>(judged.counts[i * c + k]);
      totals[k] += count;
      apart[i] += count * (m - count) / (m * (m - 1));
    }
    all_apart += apart[i];
  }
  const auto kappa_of = [&](double sum_apart, double of, const std::vector<double>& counted) {
    double chance = 0;
    for (const double total : counted) chance += total / (of * m) * (1 - total / (of * m));
    return chance > 0 ? 1 - sum_apart / of / chance : std::numeric_limits<double>::quiet_NaN();
  };
  const double value = kappa_of(all_apart, static_cast<double>(units), totals);
  if (!std::isfinite(value)) return unsaid(Reason::no_spread, n);
  Estimate estimate{value, std::nullopt, n, std::nullopt, std::nullopt};
  if (units < 3) {
    estimate.no_interval = Reason::too_few;
    return estimate;
  }
  std::vector<double> without(units);
  std::vector<double> left = totals;
  double mean = 0;
  for (std::size_t i = 0; i < units; ++i) {
    for (std::size_t k = 0; k < c; ++k) left[k] = totals[k] - static_cast<double>(judged.counts[i * c + k]);
    without[i] = kappa_of(all_apart - apart[i], static_cast<double>(units - 1), left);
    mean += without[i] / static_cast<double>(units);
  }
  double squares = 0;
  for (const double one : without) squares += (one - mean) * (one - mean);
  const auto count = static_cast<double>(units);
  const double error = std::sqrt((count - 1) / count * squares);
  if (!std::isfinite(error)) {  // all but one unit in one category: without it there is nothing to compare
    estimate.no_interval = Reason::too_few;
  } else if (!(error > 1e-12)) {
    estimate.no_interval = Reason::no_spread;
  } else {
    estimate.interval = inside(value, two_sided_student(level, count - 1) * error);
  }
  return estimate;
}

}  // namespace goud::stats
