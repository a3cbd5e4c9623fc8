// What a statistic says: a value with its interval and n, or why it cannot be said. Both are answers, neither is an error.
// Always true: a value is finite; the interval, where there is one, holds the value; n counts answers, never weights.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <tl/expected.hpp>

namespace goud::stats {

struct Interval {
  double low = 0;
  double high = 0;
  bool operator==(const Interval&) const = default;
};

enum class Reason {
  too_few,           // there are not enough answers to say it
  no_spread,         // all answers are the same, so the spread they would differ by is unknown
  not_identified,    // these data cannot tell it, however many there were
  did_not_converge,  // the search for it did not end
  not_asked,         // nobody was asked
};
[[nodiscard]] std::string_view to_text(Reason);  // "too_few", as it stands in the API and on the command line

struct Estimate {
  double value = 0;
  std::optional<Interval> interval;   // none where the value can be said and its uncertainty cannot
  std::int64_t n = 0;                 // answers counted
  std::optional<double> n_effective;  // given where weights or clusters make it differ from n
  std::optional<Reason> no_interval;  // why there is none
  bool operator==(const Estimate&) const = default;
};

struct Unsaid {
  Reason reason;
  std::int64_t n = 0;
  bool operator==(const Unsaid&) const = default;
};

using Outcome = tl::expected<Estimate, Unsaid>;
[[nodiscard]] inline tl::unexpected<Unsaid> unsaid(Reason reason, std::int64_t n) {
  return tl::unexpected<Unsaid>(Unsaid{reason, n});
}

constexpr double level_default = 0.95;

}  // namespace goud::stats
