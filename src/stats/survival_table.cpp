#include "stats/survival_table.hpp"

#include <algorithm>
#include <cmath>

namespace goud::stats {

bool SurvivalTable::add(double time, bool event, double weight, double entry) {
  if (!std::isfinite(time) || !std::isfinite(weight) || weight < 0 || !(entry < time)) return false;
  Cell& cell = cells[{time, entry}];
  (event ? cell.events : cell.censored) += 1;
  (event ? cell.weight_events : cell.weight_censored) += weight;
  (event ? cell.squares_events : cell.squares_censored) += weight * weight;
  return true;
}

bool SurvivalTable::merge(const SurvivalTable& other) {
  for (const auto& [key, theirs] : other.cells) {
    Cell& cell = cells[key];
    cell.events += theirs.events;
    cell.censored += theirs.censored;
    cell.weight_events += theirs.weight_events;
    cell.weight_censored += theirs.weight_censored;
    cell.squares_events += theirs.squares_events;
    cell.squares_censored += theirs.squares_censored;
  }
  return true;
}

std::int64_t SurvivalTable::n() const {
  std::int64_t sum = 0;
  for (const auto& [key, cell] : cells) sum += cell.events + cell.censored;
  return sum;
}

std::int64_t SurvivalTable::events() const {
  std::int64_t sum = 0;
  for (const auto& [key, cell] : cells) sum += cell.events;
  return sum;
}

bool SurvivalTable::weighted() const {
  return std::any_of(cells.begin(), cells.end(), [](const auto& one) {
    const Cell& cell = one.second;
    const auto events = static_cast<double>(cell.events), censored = static_cast<double>(cell.censored);
    return cell.weight_events != events || cell.squares_events != events || cell.weight_censored != censored ||
           cell.squares_censored != censored;
  });
}

double SurvivalTable::last_time() const {
  for (auto at = cells.rbegin(); at != cells.rend(); ++at)
    if (at->second.weight_events + at->second.weight_censored > 0) return at->first.time;
  return 0;
}

std::vector<double> event_times(std::span<const SurvivalTable> tables) {
  std::vector<double> times;
  for (const auto& table : tables)
    for (const auto& [key, cell] : table.cells)
      if (cell.weight_events > 0) times.push_back(key.time);
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  return times;
}

RiskCounts risk_counts(const SurvivalTable& table, std::span<const double> times) {
  const std::size_t count = times.size();
  RiskCounts counts{std::vector<double>(count, 0.0), std::vector<double>(count, 0.0)};
  // Left between the time before and this one, this one included; the last place is for what is later than all.
  std::vector<double> leave(count + 1, 0.0), late(count + 1, 0.0);
  for (const auto& [key, cell] : table.cells) {
    const double weight = cell.weight_events + cell.weight_censored;
    const auto here = static_cast<std::size_t>(std::upper_bound(times.begin(), times.end(), key.time) - times.begin());
    leave[here] += weight;  // at risk at all times before place `here`
    if (here > 0 && times[here - 1] == key.time) counts.events[here - 1] += cell.weight_events;
    if (key.entry > from_the_beginning)
      late[static_cast<std::size_t>(std::upper_bound(times.begin(), times.end(), key.entry) - times.begin())] += weight;
  }
  double seen = 0, still_out = 0;
  for (std::size_t j = count; j-- > 0;) {
    seen += leave[j + 1];
    still_out += late[j + 1];
    const double rest = seen - still_out;
    // Sums of real weights taken from each other leave dust where nobody is left.
    counts.at_risk[j] = rest <= 1e-12 * seen ? 0.0 : std::max(rest, counts.events[j]);
    if (counts.at_risk[j] - counts.events[j] <= 1e-12 * seen) counts.at_risk[j] = counts.events[j];
  }
  return counts;
}

}  // namespace goud::stats
