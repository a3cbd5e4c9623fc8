// The last year of Merelhof's floor, week by week as it happened: guests' answers come in, the floor reports and tells, by name
// or without one, somebody acknowledges, solves, answers, checks and shares, and teams meet. Through the doors of the rooms, with the
// clock set; nothing here decides.
#pragma once

#include <functional>

#include "barriers/barriers.hpp"
#include "cli/demo/answered_back.hpp"
#include "cli/demo/floor.hpp"
#include "cli/demo/hindrances.hpp"
#include "cli/demo/team_starts.hpp"
#include "cli/demo/telling.hpp"

namespace goud::cli::demo {

struct FloorRooms {
  store::RecordStore& store;
  feedback::Services& feedback;
  store::columns::ColumnStore& columns;
  const people::Secrets& secrets;
};
struct FloorHeard {
  int barriers = 0, reports = 0, stories = 0;  // of the floor
};
inline constexpr int floor_days = 366;

// `answers_until` takes the guests' answers in up to that day; the ids of those that are in stand in `answers`. Without a register
// of employees nothing comes in without a name.
[[nodiscard]] Result<FloorHeard> live_through(FloorRooms&, Tenant, const Founding&, const Places&, const Floor&,
                                              const std::vector<Visit>&, std::uint64_t seed, bool register_there,
                                              const std::function<Done(Day)>& answers_until,
                                              const std::vector<AnswerId>& answers);

}  // namespace goud::cli::demo
