// Days as files write them. A day that does not exist (31 February) is no day, in any form.
#pragma once

#include <optional>
#include <string_view>

#include "kernel/clock.hpp"

namespace goud::formats {

// With a time of day after a blank or a T, which is left out here; two-digit years are refused: nobody knows which century.
enum class DateForm {
  year_month_day,  // 2026-11-23, 2026/11/23, 2026.11.23
  day_month_year,  // 23-11-2026, 23/11/2026, 23.11.2026, 23 november 2026, 23-nov-2026
  month_day_year,  // 11/23/2026
  compact,         // 20261123
};
[[nodiscard]] std::string_view to_text(DateForm);
[[nodiscard]] std::optional<DateForm> date_form_named(std::string_view);

[[nodiscard]] std::optional<Day> day_of(std::string_view text, DateForm);
// What it could be by its look alone, also where the day does not exist.
[[nodiscard]] bool looks_like_day(std::string_view text, DateForm);

}  // namespace goud::formats
