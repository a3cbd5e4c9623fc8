// The store's own log lines. Never a value of a row: names, places and reasons alone.
#pragma once

#include <string_view>

namespace goud::store {

void log_mistake(std::string_view where, std::string_view what);
void log_trouble(std::string_view where, std::string_view what);

}  // namespace goud::store
