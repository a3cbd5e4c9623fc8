// Time as an argument. Instants are UTC microseconds; days and weeks are those of the organisation's time zone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "kernel/fault.hpp"

namespace goud {

struct Instant {
  std::int64_t micros = 0;  // since 1970-01-01T00:00:00Z
  auto operator<=>(const Instant&) const = default;
};

struct Day {
  std::int32_t number = 0;  // days since 1970-01-01 in the organisation's own time zone
  auto operator<=>(const Day&) const = default;
};

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
};

// A clock that stands where it is put; for tests and the simulator.
class SetClock final : public Clock {
 public:
  explicit SetClock(Instant at) : at_(at) {}
  [[nodiscard]] Instant now() const override { return at_; }
  void set(Instant at) { at_ = at; }

 private:
  Instant at_;
};

[[nodiscard]] std::string to_rfc3339(Instant);                       // 2026-11-23T07:00:00.000000Z
[[nodiscard]] Result<Instant> instant_from(std::string_view text);   // RFC 3339 with offset
[[nodiscard]] std::string to_text(Day);                              // 2026-11-23
[[nodiscard]] Result<Day> day_from(std::string_view text);           // refuses 2026-02-31
[[nodiscard]] Result<Day> day_in(Instant, std::string_view zone);    // "Europe/Amsterdam"; unknown zone refused
[[nodiscard]] bool zone_known(std::string_view zone);

struct IsoWeek {
  int year = 0;
  int week = 0;  // 1..53
  auto operator<=>(const IsoWeek&) const = default;
};
[[nodiscard]] IsoWeek iso_week(Day);
[[nodiscard]] Day monday_of(Day);     // first day of its ISO week
[[nodiscard]] Day first_of_month(Day);

}  // namespace goud
