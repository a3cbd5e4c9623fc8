// One JSON line an event on stderr: what happened, where in the program, how long it took. Never an address, a name, an
// id or a path that was asked for: the pattern of the route says enough.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

#include "kernel/clock.hpp"

namespace goud::http {

enum class LogLevel { info, warning, error, off };
struct LogField {
  std::string_view name;
  std::variant<std::int64_t, double, std::string> value;
};
void log_from(LogLevel);  // what is less is not written; info unless set
void log_event(LogLevel, std::string_view event, std::initializer_list<LogField>, const Clock&);

}  // namespace goud::http
