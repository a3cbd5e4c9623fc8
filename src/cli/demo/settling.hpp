// Merelhof laid down through the doors of the rooms, as an administrator and two managers would do it by hand: journeys,
// moments, promises, the instrument of a stay, links. Ids come from the seed, so the same seed makes the same organisation.
#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "cli/demo/plan.hpp"
#include "cli/demo/visits.hpp"
#include "feedback/feedback.hpp"
#include "moments/moments.hpp"
#include "promises/promises.hpp"

namespace goud::cli::demo {

// Where the plan's keys ended up.
struct Places {
  std::map<std::string_view, UnitId> hotels;      // by code
  std::vector<std::vector<UnitId>> departments;   // of each hotel, in the order of the plan
  std::map<std::string_view, MomentId> moments;
  std::map<std::string_view, PromiseId> promises;
};

// Which account did it, and where the calendar stands.
struct Founding {
  std::string actor;
  SetClock& clock;
  Randomness& randomness;
  Calendar days;
  [[nodiscard]] promises::Acting on(Day day) const {
    return {actor, Instant{day.number * std::int64_t{86'400'000'000} + std::int64_t{9 * 3'600'000'000}}, day};
  }
};

[[nodiscard]] Done lay_promises(store::Writer&, const Founding&, Places&);
[[nodiscard]] Done lay_journeys(store::Writer&, const Founding&, Places&);
// What happened since: a norm that was raised, a next step for the promise that broke, a note beside its course.
[[nodiscard]] Done lay_history(store::Writer&, const Founding&, const Places&);
[[nodiscard]] feedback::Definition guest_stay(const Places&);
// A visit as its guest would have sent it in.
[[nodiscard]] feedback::AnswerDraft draft_of(const Visit&, const feedback::Instrument&, const Places&, std::uint64_t seed);

}  // namespace goud::cli::demo
