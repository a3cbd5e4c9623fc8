#include "kernel/clock.hpp"

#include <date/tz.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace goud {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::weekday;
using std::chrono::year_month_day;

constexpr std::int64_t micros_of_second = 1'000'000;
constexpr std::int64_t seconds_of_day = 86'400;

std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
  const auto quotient = value / by;
  return value % by < 0 ? quotient - 1 : quotient;
}

sys_days calendar(Day day) { return sys_days(days(day.number)); }
Day from_calendar(sys_days day) { return Day{static_cast<std::int32_t>(day.time_since_epoch().count())}; }

// A number that is not negative, with zeros before it up to this width.
void append(std::string& text, std::int64_t number, std::size_t width) {
  std::array<char, 20> digits{};
  auto at = digits.size();
  for (; number > 0; number /= 10) digits[--at] = static_cast<char>('0' + number % 10);
  while (digits.size() - at < width) digits[--at] = '0';
  text.append(digits.data() + at, digits.size() - at);
}

// Digits only: no sign, no blank, exactly this many.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

bool stands(std::string_view text, std::size_t at, std::string_view one_of) {
  return at < text.size() && one_of.find(text[at]) != std::string_view::npos;
}

auto refuse_time(std::string_view text) {
  return refuse(FaultKind::invalid, "kernel.instant.malformed", {{"text", std::string(text.substr(0, 60))}});
}
auto refuse_day(std::string_view text) {
  return refuse(FaultKind::invalid, "kernel.day.malformed", {{"text", std::string(text.substr(0, 60))}});
}

const date::time_zone* find_zone(std::string_view zone) {
  try {
    return date::locate_zone(zone);
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

}  // namespace

Instant SystemClock::now() const {
  return Instant{std::chrono::duration_cast<std::chrono::microseconds>(
                     std::chrono::system_clock::now().time_since_epoch())
                     .count()};
}

std::string to_rfc3339(Instant instant) {
  const auto seconds = floor_divide(instant.micros, micros_of_second);
  const auto fraction = instant.micros - seconds * micros_of_second;
  const auto day = floor_divide(seconds, seconds_of_day);
  const auto second = seconds - day * seconds_of_day;
  auto text = to_text(Day{static_cast<std::int32_t>(day)});
  text.reserve(text.size() + 17);
  for (const auto& [before, part] : {std::pair{'T', second / 3600}, {':', second / 60 % 60}, {':', second % 60}}) append(text += before, part, 2);
  append(text += '.', fraction, 6);
  return text += 'Z';
}

Result<Instant> instant_from(std::string_view text) {
  const auto day = day_from(text.substr(0, 10));
  const auto hour = digits(text, 11, 2);
  const auto minute = digits(text, 14, 2);
  const auto second = digits(text, 17, 2);
  if (!day || !stands(text, 10, "Tt ") || !stands(text, 13, ":") || !stands(text, 16, ":") || !hour || !minute ||
      !second || *hour > 23 || *minute > 59 || *second > 59) {
    return refuse_time(text);
  }
  std::size_t at = 19;
  std::int64_t fraction = 0;
  if (stands(text, at, ".")) {
    std::int64_t worth = micros_of_second / 10;
    const auto first = ++at;
    for (; digits(text, at, 1); ++at, worth /= 10) fraction += *digits(text, at, 1) * worth;
    if (at == first) return refuse_time(text);
  }
  std::int64_t offset_seconds = 0;
  if (stands(text, at, "Zz")) {
    ++at;
  } else {
    const auto hours = digits(text, at + 1, 2);
    const auto minutes = digits(text, at + 4, 2);
    if (!stands(text, at, "+-") || !stands(text, at + 3, ":") || !hours || !minutes || *hours > 23 || *minutes > 59) {
      return refuse_time(text);
    }
    offset_seconds = (*hours * 3600 + *minutes * 60) * (text[at] == '-' ? -1 : 1);
    at += 6;
  }
  if (at != text.size()) return refuse_time(text);
  const auto seconds = day->number * seconds_of_day + *hour * 3600 + *minute * 60 + *second - offset_seconds;
  return Instant{seconds * micros_of_second + fraction};
}

std::string to_text(Day day) {
  const year_month_day date{calendar(day)};
  const auto year = static_cast<int>(date.year());
  std::string text(year < 0 ? "-" : "");
  append(text, std::abs(year), year < 0 ? 3 : 4);
  append(text += '-', static_cast<unsigned>(date.month()), 2);
  append(text += '-', static_cast<unsigned>(date.day()), 2);
  return text;
}

Result<Day> day_from(std::string_view text) {
  const auto year = digits(text, 0, 4);
  const auto month = digits(text, 5, 2);
  const auto day = digits(text, 8, 2);
  if (text.size() != 10 || !year || !month || !day || text[4] != '-' || text[7] != '-') return refuse_day(text);
  const year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                            std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) {
    return refuse(FaultKind::invalid, "kernel.day.unknown", {{"text", std::string(text)}});
  }
  return from_calendar(sys_days(date));
}

Result<Day> day_in(Instant instant, std::string_view zone) {
  const auto* found = find_zone(zone);
  if (found == nullptr) {
    return refuse(FaultKind::invalid, "kernel.zone.unknown", {{"zone", std::string(zone.substr(0, 60))}});
  }
  const auto seconds = floor_divide(instant.micros, micros_of_second);
  const auto info = found->get_info(date::sys_seconds(std::chrono::seconds(seconds)));
  return Day{static_cast<std::int32_t>(floor_divide(seconds + info.offset.count(), seconds_of_day))};
}

bool zone_known(std::string_view zone) { return find_zone(zone) != nullptr; }

IsoWeek iso_week(Day day) {
  // A week belongs to the year that holds its Thursday.
  const auto thursday = calendar(monday_of(day)) + days(3);
  const auto year = year_month_day{thursday}.year();
  const auto first = sys_days(year / std::chrono::January / 1);
  return IsoWeek{static_cast<int>(year), static_cast<int>((thursday - first).count() / 7) + 1};
}

Day monday_of(Day day) {
  const auto since = (weekday(calendar(day)) - std::chrono::Monday).count();
  return Day{day.number - static_cast<std::int32_t>(since)};
}

Day first_of_month(Day day) {
  const year_month_day date{calendar(day)};
  return from_calendar(sys_days(date.year() / date.month() / 1));
}

}  // namespace goud
