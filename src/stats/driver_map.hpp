// The driver map: how much each driver counts against how well it is done, from sums alone.
// formula: importance: LMG or Johnson (importance.hpp) of the drivers that have spread; performance = (m_j - low)/(high - low),
//   its interval that of the mean; lines: mean performance of the drivers, and 1/p of R2
// unit: share of R2 against share of the scale
// needs: cross-products of outcome and drivers, complete rows; the ends of each driver's scale
// source: martilla1977, lindeman1980, student1908
// checked: driver_map_test.cpp: mean.hpp and importance.hpp by their own ways; merged parts; edges
// not for: cause: what counts here is what goes with the outcome; the place of a driver near a line
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "stats/importance.hpp"
#include "stats/regression.hpp"

namespace goud::stats {

enum class MapPlace {
  first,
  cherish,
  keep,
  later
};  // counts and is weak, counts and is strong; counts less: strong, weak

struct MappedDriver {
  std::optional<double> importance,
      share;  // share: of R2. From sums these have no interval: that takes rows (share_intervals)
  std::optional<double> sampling_error;  // of the importance, where orders were drawn
  std::optional<Reason> no_importance;
  Outcome coefficient;            // with classical interval
  Outcome performance;            // with interval of the mean; no_spread without a scale
  std::optional<MapPlace> place;  // where both can be said
};
[[nodiscard]] bool runs_against(const Outcome& coefficient);  // its interval lies under 0

struct DriverMap {
  tl::expected<Regression, Unsaid> fit;  // R2, and whether the drivers together tell anything (p)
  std::vector<MappedDriver> drivers;     // all columns but the outcome, in their order
  std::optional<double> performance_line, share_line;
  std::int64_t orders = 0;  // drawn; 0 where all are counted
};
struct MapChoice {
  ImportanceMethod method = ImportanceMethod::lmg;
  double level = level_default;
  int threads = 1;
  OrderDraws draws;
};
// scales: one per driver; an empty one (low == high) means that its ends are not known.
[[nodiscard]] DriverMap driver_map(const CrossProducts&, std::size_t outcome, std::span<const Interval> scales,
                                   const MapChoice& = {});

}  // namespace goud::stats
