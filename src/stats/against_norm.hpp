// A share against its norm and its own red line: what may be said of it.
// formula: met: lower limit >= norm; broken: upper limit < red line; below: upper limit < norm; else not yet
// unit: state; norm and red line are shares 0..1, red line <= norm
// needs: 30 answers; under that it is shown as a count ("5 of 9") with its interval and no state
// source: measures
// checked: against_norm_test.cpp: each limit just under, on and just over each line; every count up to 60 by the rule written out
// not for: ranking (use by_how_much below); a state of several promises together
#pragma once

#include <string_view>

#include "stats/estimate.hpp"

namespace goud::stats {

enum class NormState { met, below, broken, not_yet, not_asked };
[[nodiscard]] std::string_view to_text(NormState);

enum class ShownAs { percent, count };

constexpr std::int64_t percent_from_n = 30;

struct Norm {
  double norm = 0;
  double red_line = 0;
};

// Nobody answered, or nobody was asked: not_asked. A red line above the norm is our own mistake and throws.
[[nodiscard]] NormState against(const Outcome& share, const Norm&);
[[nodiscard]] ShownAs shown_as(std::int64_t n);
// Norm minus upper limit, so that noise does not win; 0 where the upper limit reaches the norm or nothing can be said.
[[nodiscard]] double short_of(const Outcome& share, double norm);

}  // namespace goud::stats
