// One entry for a calendar (RFC 5545): lines end in CR LF, none is longer than 75 octets, text is escaped. The time is the
// one on the wall of whoever opens it, without a zone.
#pragma once

#include <string>

#include "kernel/clock.hpp"

namespace goud::formats {

struct CalendarEntry {
  std::string uid;   // the same again takes the place of what was there
  int sequence = 0;  // rises with every change
  Instant made;
  Day day;
  int starts = 0;  // minutes after midnight
  int minutes = 10;
  std::string language, summary, description, place, address;
};
[[nodiscard]] std::string calendar_entry(const CalendarEntry&);

}  // namespace goud::formats
