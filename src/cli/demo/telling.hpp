// What is laid on visits after all figures were drawn, from a stream of its own: further stories, how their tellers want to be
// answered, whether they will tell it on, and who is known to have come back. Always true: no figure of answers moves by it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/demo/visits.hpp"

namespace goud::cli::demo {

inline constexpr int stories_told = 2400;  // beside the three hundred, where 60,000 answer
inline constexpr int stories_of_floor = 300;
inline constexpr int recent_weeks = 12;
inline constexpr double recent_share[] = {0.65, 0.35, 0.45};  // of the stories: less, as, better
inline constexpr double points_at_someone = 0.06;  // of the stories told: a name, a number, an address, an account
inline constexpr double wants_answer =
    0.60;  // of recent stories below expectation: a telephone number (two of three) or an address
// Will you tell it on? Less, as, better; asked of who told something, skipped by .15.
inline constexpr double intends[] = {0.48, 0.18, 0.62};

// Guests who are known by a key of the hotel's own. Of those who told that it was better: come back within a year and
// answered about the same moment, and about another one only; found then as expected or better, by what they found first.
inline constexpr double known_share = 0.60, back_share = 0.45, back_elsewhere_share = 0.15;
inline constexpr double good_again[] = {0.66, 0.84, 0.88};  // less, as, better
inline constexpr int known_without_words = 1200;            // where 60,000 answer; all of them came back and answered

// What the floor told over the last year: by name through a pass, or without one.
struct FloorTold {
  std::string text;
  bool english = false;
  std::string_view moment;  // key
  Felt felt = Felt::as_expected;
  int hotel = 0, department = 0;
  Day day;
  bool named = true, may_share = true, name_too = false;
};
[[nodiscard]] std::vector<FloorTold> floor_stories(Day until, std::uint64_t seed);

void tell_further(std::vector<Visit>&, const Calendar&, std::uint64_t seed);

}  // namespace goud::cli::demo
