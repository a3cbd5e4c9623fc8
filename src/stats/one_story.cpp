#include "stats/one_story.hpp"

#include <algorithm>
#include <cmath>

#include "stats/distribution.hpp"

namespace goud::stats {
namespace {

constexpr std::int64_t most = std::int64_t{1} << 31U;  // its square still counts exactly

}  // namespace

bool Named::add(std::string_view what, std::int64_t times) {
  if (times < 1 || times > most - n) return false;
  const auto found = counts.find(what);
  if (found == counts.end())
    counts.emplace(what, times);
  else
    found->second += times;
  n += times;
  return true;
}

bool Named::merge(const Named& other) {
  if (other.n > most - n) return false;
  if (&other == this) return merge(Named(other));
  for (const auto& [what, times] : other.counts) counts[what] += times;
  n += other.n;
  return true;
}

Outcome one_story(const Named& named, double level) {
  if (named.n < 2) return unsaid(Reason::too_few, named.n);
  const auto n = static_cast<double>(named.n);
  double same = 0;
  for (const auto& [what, times] : named.counts) same += static_cast<double>(times) * static_cast<double>(times - 1);
  Estimate estimate{same / (n * (n - 1)), std::nullopt, named.n, std::nullopt, std::nullopt};
  if (named.n < 3) {
    estimate.no_interval = Reason::too_few;
    return estimate;
  }
  const auto without = [&](std::int64_t times) {
    return (same - 2 * static_cast<double>(times - 1)) / ((n - 1) * (n - 2));
  };
  double mean = 0;
  for (const auto& [what, times] : named.counts) mean += static_cast<double>(times) / n * without(times);
  double squares = 0;
  bool alike = true;
  for (const auto& [what, times] : named.counts) {
    squares += static_cast<double>(times) * (without(times) - mean) * (without(times) - mean);
    alike = alike && times == named.counts.begin()->second;
  }
  // Where all names are given equally often no person matters more than another, and the jackknife sees no spread.
  if (alike) {
    estimate.no_interval = Reason::no_spread;
    return estimate;
  }
  const double value = estimate.value;
  const double half = two_sided_student(level, n - 1) * std::sqrt((n - 1) / n * squares) / (value * (1 - value));
  const double centre = std::log(value / (1 - value));
  estimate.interval = Interval{1 / (1 + std::exp(half - centre)), 1 / (1 + std::exp(-half - centre))};
  return estimate;
}

}  // namespace goud::stats
