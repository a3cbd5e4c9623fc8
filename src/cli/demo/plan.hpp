// Merelhof Hotels, the organisation of the demonstration: its hotels, moments and promises, and the truth that the
// simulator plants in the guests' answers. examples/merelhof.md tells the same truth to people.
// Always true: nothing here depends on the seed. Hotels have equal probabilities everywhere, but for the differences
// named in `truth_of`.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "cli/demo/story_texts.hpp"
#include "kernel/clock.hpp"

namespace goud::cli::demo {

struct Wording {
  std::string_view nl, en;
};

struct HotelPlan {
  std::string_view code;    // also in the demonstration's submissions
  std::string_view town;
  int region;               // index in regions()
  int stays_a_year;         // the volume by which hotels count
};

struct DepartmentPlan {
  std::string_view code;  // "hk": that of a hotel's own is "zwl-hk"
  std::string_view name;
  double of_staff;  // housekeeping has what is left
};

struct StagePlan {
  std::string_view stage;   // see think do care
  std::string_view owner;   // role; empty: nobody
};

struct RolePlan {
  Wording name;  // the Dutch name is what stages and moments say
  int level;     // 1 board .. 5 floor
};

enum class Listener : std::uint8_t { guest, colleague };

struct MomentPlan {
  std::string_view key;     // "checkin": the key of its questions
  Listener listener;
  std::string_view stage;
  Wording name;
  std::string_view channel;
  std::string_view owner;   // role; empty: that of the stage
  bool is_key;
  double applies;           // share of stays in which a guest meets it; 0 for colleagues
  Wording opening;          // what the page calls it, to a guest
};

struct PromisePlan {
  std::string_view key;     // of its question: "checkin_ready"
  std::string_view moment;
  Wording text;
  double norm, red_line;
  Wording question;         // guests only
  bool told_counts;         // "no, but I knew why" counts as kept
  double kept;              // planted: kept / (kept + not kept), before any break
  double told;              // of all who answered yes or no: "no, but I knew why"
  double not_applicable;    // of all who were asked
  bool recent;              // promised since ten days before the end; else since the first day
};

inline constexpr double skipped = 0.03;       // of the promise questions
inline constexpr double checkin_before = 0.87, checkin_since = 0.57;
inline constexpr int checkin_break_weeks = 8;    // the Monday that many weeks before the last Monday
inline constexpr double zwolle_quiet = 0.55, others_quiet = 0.82;
inline constexpr int recent_days = 10;
inline constexpr int days_of_history = 730;
inline constexpr int stays_a_colleague = 220;  // a year: what a hotel's staff is counted by

[[nodiscard]] std::span<const Wording> regions();
[[nodiscard]] std::span<const HotelPlan> hotels();
[[nodiscard]] std::span<const DepartmentPlan> departments();  // below every hotel
[[nodiscard]] int people_in(int hotel, int department);       // some are too small to be heard alone
[[nodiscard]] std::span<const RolePlan> roles();
[[nodiscard]] std::span<const StagePlan> guest_stages();
[[nodiscard]] std::span<const StagePlan> colleague_stages();
[[nodiscard]] std::span<const MomentPlan> moments();      // guests' in the order of Touch, then colleagues'
[[nodiscard]] std::span<const PromisePlan> promises();    // guests' in the order of their moments, then colleagues'
[[nodiscard]] std::span<const PromisePlan> promises_of(Touch);
[[nodiscard]] const MomentPlan& moment_of(Touch);

// The days of a demonstration that ends on `until`.
struct Calendar {
  Day first, last, check_in_break, recent;
};
[[nodiscard]] Calendar calendar(Day until);

// What is planted for one promise, on one day, in one hotel.
struct Planted {
  double kept, told, not_applicable;
  bool asked;
};
[[nodiscard]] Planted truth_of(const PromisePlan&, const Calendar&, Day, const HotelPlan&);

// Expectation, by whether the moment's promises were kept: less, as expected, better.
[[nodiscard]] std::array<double, 3> expectation_truth(bool kept);

}  // namespace goud::cli::demo
