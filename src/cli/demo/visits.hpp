// Guests' stays and what they answered: plain values, made from a seed. The same seed and day give the same visits on
// every machine; stories are laid on visits afterwards, so they move no figure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/demo/plan.hpp"
#include "kernel/clock.hpp"

namespace goud::cli::demo {

enum class Said : std::uint8_t { yes, no_told, no, not_applicable, skipped, not_shown };
[[nodiscard]] bool kept(Said, const PromisePlan&);
[[nodiscard]] bool counts(Said);  // yes, told or no: in the base of a promise
[[nodiscard]] char letter(Said);  // as in StoryText

struct Visit {
  int number = 0;             // from 0; in order of the day
  int hotel = 0;              // index in hotels()
  Touch touch = Touch::checkin;
  int applicable = 1;         // moments of this stay, of which one was drawn
  Day day;                    // of the moment, in Amsterdam
  Instant experienced, received;
  bool english = false;
  Said promises[2] = {Said::not_shown, Said::not_shown};
  std::optional<int> satisfied;      // 1..5
  std::optional<Felt> felt;          // nothing: skipped
  bool unexpected = false;
  std::optional<int> recommend;      // 0..10
  const StoryText* story = nullptr;  // one of the three hundred
  std::string words{};               // what was told: of `story`, or put together from parts; empty: nothing
  bool may_share = false;
  std::optional<bool> intention;     // will tell it on
  std::string telephone{}, email{};  // asked to be called or written to; no existing number, no existing address
  int guest = 0;                     // known by a key of the hotel's own; 0: nobody is known
};

struct Ask {
  std::uint64_t seed = 1;
  Day until;
  int answers = 60000;
};
[[nodiscard]] std::vector<Visit> visits(const Ask&);

// An export as another survey tool would give it: one row a guest, all moments rated 1 to 5, 0 where it did not apply.
[[nodiscard]] std::string survey_csv(std::uint64_t seed, Day until, int rows);

}  // namespace goud::cli::demo
