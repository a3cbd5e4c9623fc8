// What goud drivers found, and how it is told to a person.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/report.hpp"
#include "stats/driver_map.hpp"
#include "stats/logit.hpp"
#include "stats/penalty_reward.hpp"

namespace goud::cli {

struct DriversFound {
  std::string outcome;             // "Satisfaction", "Satisfaction = Satisfied"
  std::vector<std::string> names;  // of the drivers, in the order given
  std::string method;              // lmg, johnson
  std::int64_t rows = 0;           // read
  std::int64_t n = 0;              // complete
  double level = stats::level_default;
  stats::DriverMap map;
  std::vector<std::optional<stats::Interval>> robust;                                  // of the coefficients
  std::optional<std::vector<std::optional<stats::Interval>>> share_intervals;          // where asked for
  std::optional<tl::expected<stats::Logit, stats::Unsaid>> logit;                      // of a two-valued outcome
  std::optional<tl::expected<std::vector<stats::Contrast>, stats::Unsaid>> contrasts;  // where asked for
  [[nodiscard]] bool tells() const { return map.fit && map.fit->p < 1 - level; }       // more than chance would
};

[[nodiscard]] Report drivers_report(const DriversFound&, std::string_view language);

}  // namespace goud::cli
