// What further guests and colleagues told, as parts written by hand: a situation, what somebody did, how it ended. A sheet
// holds lists of words (`$ who = …`, the same choice all through one story) and themes (`@ moment expectation answers
// weight [hotel]`) with their parts, numbered by place; `{a|b}` is one or the other.
// Always true of a theme: whichever of its parts come together, they tell one thing, and nothing that the form denies.
#pragma once

#include <string_view>

namespace goud::cli::demo {

[[nodiscard]] std::string_view dutch_before();
[[nodiscard]] std::string_view dutch_stay();
[[nodiscard]] std::string_view dutch_floor();
[[nodiscard]] std::string_view english_before();
[[nodiscard]] std::string_view english_stay();
[[nodiscard]] std::string_view english_floor();

}  // namespace goud::cli::demo
