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
  const StoryText* story = nullptr;
  bool may_share = false;
  std::string telephone{};  // asked to be called; no existing number
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
