// What a meeting kit is made of, and what may be written down after the meeting. Decisions, pure; and what the parts of
// this room that deal with kits share.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actions/parts.hpp"

namespace goud::actions {

inline constexpr int kit_weeks = 12;                   // of whose answers a kit speaks
inline constexpr std::int64_t kit_answers_least = 30;  // under it a promise is no figure to talk about
inline constexpr std::size_t agreements_most = 10;

[[nodiscard]] std::optional<Day> week_from(std::string_view);  // "2026-W48": its Monday; nothing where that week is not
[[nodiscard]] std::string week_text(Day);
// Twelve whole weeks up to the Sunday before; never past the day on which the kit was made, so that its figure stays.
[[nodiscard]] figures::Window kit_period(Day week, Day made);
// A sheet is made for this week or for one of the next.
[[nodiscard]] Done kit_week_open(Day week, Day today);

// Of promises with the weakest first, the first that enough people answered: broken or furthest under its norm. Nothing
// where none was.
[[nodiscard]] const feedback::PromiseKept* to_talk_about(const std::vector<feedback::PromiseKept>&);
// The card of the moment for everyone, else for one of its roles; where there is no figure, the card of the day.
[[nodiscard]] const moments::Card* card_to_practise(const std::vector<moments::Card>&, const MomentId&, Day week);

// What the meeting left: `done` of the agreements of the one before, all that are ticked; `agreed` in this one. The same
// agreement written again keeps that it was done.
struct Held {
  Kit kit;                      // as it becomes
  std::vector<Agreement> last;  // of the meeting before, as they become
};
[[nodiscard]] Result<Held> held(Kit, int minutes, int people, const std::vector<std::string>& done,
                                const std::vector<Agreement>& agreed, int revision, Day today,
                                const std::function<std::string()>& new_id);

// What is kept.
[[nodiscard]] std::optional<Kit> kit_of_week(store::Reader&, const UnitId&, Day week);
[[nodiscard]] std::vector<std::string> heard_stories(store::Reader&, const UnitId&);  // told and skipped ones
void keep_new(store::Writer&, const Kit&);
void keep_story(store::Writer&, const Kit&, const std::string& story);  // the one before it is skipped
[[nodiscard]] Part kit_part();

void kit_routes(http::Router&, Services&);
void board_routes(http::Router&, Services&);

}  // namespace goud::actions
