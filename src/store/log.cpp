#include "store/log.hpp"

#include <spdlog/spdlog.h>

namespace goud::store {

void log_mistake(std::string_view where, std::string_view what) {
  spdlog::error("store: mistake in {}: {}", where, what);
}
void log_trouble(std::string_view where, std::string_view what) { spdlog::warn("store: {}: {}", where, what); }

}  // namespace goud::store
