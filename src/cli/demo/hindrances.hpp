// What stood in the way of Merelhof's floor in the last year: plain values, some four hundred barriers with three thousand
// reports, and what became of each.
// What is planted: three barriers, in every hotel, explain why the room is not ready since the planning changed. The days on
// which they were reported by name are chosen among the days whose guests were let down, so no answer of a guest moves by
// it. The days of all other barriers know nothing of guests.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "barriers/barriers.hpp"
#include "cli/demo/visits.hpp"

namespace goud::cli::demo {

inline constexpr int barriers_met = 400;
inline constexpr int explaining = 3;  // of each hotel; the first ones of the list
// Kept of checkin_ready since the break, on days on which one of the three was reported by name and on days without: what
// choosing days comes to, over many seeds.
inline constexpr double kept_with = 0.40, kept_without = 0.87;
// And of one of the three against the same weekdays without it in the last twelve weeks, as a barrier's page compares them.
inline constexpr double dip_planted = -0.41;

inline constexpr int limit_days = 7;                  // of a department and a hotel
inline constexpr double acknowledged_in_time = 0.78;  // the day after the first report, of those that pass
inline constexpr double gone_at_once = 0.88;  // of those that were solved and looked at; of the others the second time

struct BarrierText {
  int department;           // 0 front desk, 1 housekeeping, 2 restaurant
  std::string_view moment;  // key
  barriers::Kind kind;
  std::string_view words;
  std::string_view done, because;  // how it was solved, or why it cannot be
  bool english = false;
};
[[nodiscard]] std::span<const BarrierText> barrier_texts();  // the three first

struct Hindrance {
  int hotel = 0;
  const BarrierText* text = nullptr;
  std::vector<Day> named, unnamed;  // reports; of the unnamed only the week goes in
  std::vector<int> minutes;         // of the named, then of the unnamed
  std::optional<Day> acknowledged, solved, cannot;
  std::optional<Day> said;  // when its reporter looked, and whether it was gone
  bool gone = false;
  bool intense = false;  // reported on so many days that a dip can be said
};
[[nodiscard]] std::vector<Hindrance> hindrances(const std::vector<Visit>&, const Calendar&, std::uint64_t seed);

}  // namespace goud::cli::demo
