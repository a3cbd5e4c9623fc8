// What may be said of a link: no more than its intervals.
// formula: supported: every interval asked for excludes 0, all on one side; too_few: under 30 units, or under 10 groups where groups are
//   asked for; else not_supported. Between and within differ where one excludes 0 and the other holds it or lies on the other side.
//   Of m pairs searched, intervals at level 1 - (1 - level)/m (level_of_each) come in, and m is said
// unit: a claim, and what stands in its way
// needs: the intervals that were asked for
// source: measures, dunn1961
// checked: verdict_test.cpp: every road to each claim; sentences in two languages; worlds without a link, with one, with one in one unit
// not for: cause, or a link that is not there: not_supported says that these data do not show it
#pragma once

#include <string>
#include <vector>

#include "stats/estimate.hpp"

namespace goud::stats {

enum class Claim { supported, not_supported, too_few };
[[nodiscard]] std::string_view to_text(Claim);  // "not_supported"

enum class Link {
  correlation,
  redrawn,
  partial,
  between,
  within,
  slope_between,
  slope_within,
  indirect,
  direct,
  later,
  reverse
};
[[nodiscard]] std::string_view to_text(Link);

constexpr std::int64_t units_for_a_claim = 30;
constexpr std::int64_t groups_for_a_claim = 10;

struct Asked {
  Link link;
  Outcome outcome;
};
struct Question {
  std::vector<Asked> asked;  // the correlation first
  std::int64_t units = 0;
  std::optional<std::int64_t> groups;  // none where they were not asked for
  std::optional<Outcome> without_one;  // the correlation without the unit that changes it most
  std::string one;                     // and the name of that unit
  std::int64_t pairs_searched = 1;
};
struct Verdict {
  Claim claim = Claim::too_few;
  int sign = 0;                // of what is supported
  std::vector<Link> open;      // their interval holds 0, or cannot be said
  bool two_signs = false;      // intervals that exclude 0 on either side of it
  bool levels_differ = false;  // between and within
  bool hangs_on_one = false;   // excludes 0 with that unit, and not without
};
[[nodiscard]] Verdict verdict(const Question&);

// The verdict in one or a few plain sentences, "nl" or "en", from the same numbers. `x` and `y` are names of what was compared.
[[nodiscard]] std::string sentence(const Question&, const Verdict&, std::string_view language, const std::string& x,
                                   const std::string& y);

}  // namespace goud::stats
