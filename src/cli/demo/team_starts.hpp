// What goes round at Merelhof: stories that were checked and shared, or kept back; what tellers said when they were asked later;
// themes; thanks; three stories chosen a week; and the meeting of four teams, week after week, with what was agreed.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "actions/actions.hpp"
#include "cli/demo/floor.hpp"

namespace goud::cli::demo {

inline constexpr std::array<std::string_view, 4> teams_that_meet{"zwl", "grn", "ldn", "brd"};
inline constexpr int weeks_met = 8;

// Told on, of those asked a fortnight later: no, once or twice, three to five times, more; by expectation.
inline constexpr double asked_later = 0.40;
inline constexpr double told_on[3][4] = {{0.46, 0.32, 0.16, 0.06}, {0.82, 0.14, 0.03, 0.01}, {0.38, 0.34, 0.20, 0.08}};

// What happened to the stories from `since` to `monday`, and to those of the fourth week before it.
[[nodiscard]] Done look_after_stories(store::Writer&, const Founding&, const Floor&, Day since, Day monday,
                                      Randomness&);
[[nodiscard]] Done lay_themes(store::Writer&, const Founding&);
[[nodiscard]] Done choose_three(store::Writer&, const Founding&, Day monday);
[[nodiscard]] Done thank_each_other(store::Writer&, const Founding&, const Places&, const Floor&, Day monday,
                                    Randomness&);
[[nodiscard]] Done meet(actions::Services&, Tenant, const Founding&, const Places&, const Floor&, Day monday,
                        Randomness&);

}  // namespace goud::cli::demo
