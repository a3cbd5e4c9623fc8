// How long until it happened: events, and those who were last seen without it, per time, with who came in late.
// formula: at risk at t = sum w over entry < t <= time; events at t = sum w over time = t where it happened
// unit: that of the times
// needs: finite times; an entry before its time (none: watched from the beginning); weights at least 0
// source: kaplan1958, therneau2000
// checked: kaplan_meier_test.cpp: counted row by row; parts against the whole
// not for: intervals of which only the ends are known; events that come back
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <vector>

#include "stats/estimate.hpp"

namespace goud::stats {

constexpr double from_the_beginning = -std::numeric_limits<double>::infinity();

struct SurvivalTable {
  struct Key {
    double time = 0;
    double entry = from_the_beginning;
    auto operator<=>(const Key&) const = default;
  };
  struct Cell {
    std::int64_t events = 0;
    std::int64_t censored = 0;  // last seen at this time without the event
    double weight_events = 0;
    double weight_censored = 0;
    double squares_events = 0;  // of weights
    double squares_censored = 0;
    bool operator==(const Cell&) const = default;
  };
  std::map<Key, Cell> cells;
  bool operator==(const SurvivalTable&) const = default;

  // Refused, and nothing changed: not finite, an entry that is not before the time, a weight under 0.
  [[nodiscard]] bool add(double time, bool event, double weight = 1, double entry = from_the_beginning);
  [[nodiscard]] bool merge(const SurvivalTable&);  // weights that are no whole numbers: right to rounding
  [[nodiscard]] std::int64_t n() const;
  [[nodiscard]] std::int64_t events() const;
  [[nodiscard]] bool weighted() const;     // a weight other than 1 was seen
  [[nodiscard]] double last_time() const;  // the longest time seen of some weight; 0 where there is none
};

// The times at which it happened to someone of some weight, ascending; of several tables together.
[[nodiscard]] std::vector<double> event_times(std::span<const SurvivalTable>);

struct RiskCounts {
  std::vector<double> at_risk;
  std::vector<double> events;
};
// At ascending times.
[[nodiscard]] RiskCounts risk_counts(const SurvivalTable&, std::span<const double> times);

}  // namespace goud::stats
