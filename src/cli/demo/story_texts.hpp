// The stories of the demonstration's guests: written by hand, each for one moment, one expectation and the answers that
// go with it, so that a story never contradicts its own form.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace goud::cli::demo {

enum class Touch : std::uint8_t { website, choosing, booking, checkin, room, breakfast, checkout, after };
inline constexpr int touches = 8;
enum class Felt : std::uint8_t { less, as_expected, better };
enum class Season : std::uint8_t { any, winter, spring, summer, autumn };

struct StoryText {
  Touch touch;
  Felt felt;
  bool unexpected;
  // What the teller answered to the promises of the moment, one character each: y yes, t no but told why, n no,
  // a not applicable, ? whatever it was.
  std::string_view answers;
  std::string_view hotel;  // code of the one hotel it can be about; empty: any
  Season season;
  std::string_view text;
};

[[nodiscard]] std::span<const StoryText> dutch_stories();
[[nodiscard]] std::span<const StoryText> english_stories();

}  // namespace goud::cli::demo
