#include "http/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "formats/json.hpp"

namespace goud::http {
namespace {

spdlog::logger& logger() {
  static const auto made = [] {
    auto one = std::make_shared<spdlog::logger>("goud", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    one->set_pattern("%v");
    one->set_level(spdlog::level::info);
    return one;
  }();
  return *made;
}

spdlog::level::level_enum level_of(LogLevel level) {
  switch (level) {
    case LogLevel::info: return spdlog::level::info;
    case LogLevel::warning: return spdlog::level::warn;
    case LogLevel::error: return spdlog::level::err;
    case LogLevel::off: return spdlog::level::off;
  }
  return spdlog::level::off;
}

}  // namespace

void log_from(LogLevel level) { logger().set_level(level_of(level)); }

void log_event(LogLevel level, std::string_view event, std::initializer_list<LogField> fields, const Clock& clock) {
  if (!logger().should_log(level_of(level))) return;
  static constexpr std::string_view names[] = {"info", "warning", "error", "off"};
  formats::JsonWriter out;
  out.begin_object().field("at", to_rfc3339(clock.now())).field("level", names[static_cast<int>(level)]).field("event", event);
  for (const auto& [name, value] : fields)
    std::visit([&, key = name](const auto& v) { out.field(key, v); }, value);
  out.end_object();
  logger().log(level_of(level), "{}", out.text());
}

}  // namespace goud::http
