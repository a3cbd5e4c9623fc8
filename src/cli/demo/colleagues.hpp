// Who works at Merelhof and what they answered, round by round: plain values from a stream of their own, so that no guest
// answers differently because colleagues were asked. Always true: the same seed and day give the same ballots; what is
// planted does not depend on the seed; a person answers each round anew, for nobody is followed.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "cli/demo/plan.hpp"
#include "cli/demo/settling.hpp"
#include "rounds/rounds.hpp"

namespace goud::cli::demo {

inline constexpr int rounds_held = 8;  // the last of them closed in the month in which the demonstration ends

struct RoundDays {
  Day opens, closes;
};
[[nodiscard]] RoundDays days_of_round(Day until, int round);  // 1 .. rounds_held; the one behind it is planned
[[nodiscard]] rounds::Plan plan_of_round(Day until, int round, const Places&);

struct Staff {
  int hotel = 0, department = 0;
  int years = 0, contract = 0;  // classes of the two facets
  bool english = false;
};
[[nodiscard]] std::vector<Staff> staff(std::uint64_t seed);

// What one person answers in one week of a round; the unit is the person's, the code says which.
struct Sheet {
  int person = 0;
  rounds::Ballot ballot;
};
[[nodiscard]] std::vector<Sheet> sheets(std::uint64_t seed, int round, const std::vector<Staff>&, const rounds::Plan&);

// The share of the first class among those who answer, as it was planted for this person's place and facets.
[[nodiscard]] double truth_of(std::string_view item, int round, const Staff&);
[[nodiscard]] bool rises(std::string_view hotel);               // "may" grows there, by two points a round
[[nodiscard]] std::span<const double> ladder_truth(int round);  // ambassador, proud, neutral, lets go

struct ColleagueText {
  std::string_view department;  // code; empty: any
  std::string_view text;
};
[[nodiscard]] std::span<const ColleagueText> colleague_texts(bool english);

}  // namespace goud::cli::demo
