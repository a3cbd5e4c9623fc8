#include "feedback/requests.hpp"

#include <charconv>

namespace goud::feedback {
namespace {

std::optional<Day> day_at(const formats::JsonObject& in, std::string_view key, std::string_view text) {
  if (auto day = day_from(text)) return *day;
  else in.at(key).refuse(day.error().key, day.error().args);
  return std::nullopt;
}

Result<std::optional<Day>> day_parameter(const http::Request& request, std::string_view name) {
  auto text = request.parameter(name);
  if (!text || text->empty()) return std::optional<Day>();
  auto day = day_from(*text);
  if (!day) return refuse_field(std::string(name), day.error().key, day.error().args);
  return std::optional(*day);
}

}  // namespace

Day read_day(const formats::JsonObject& in, std::string_view key) {
  const auto text = in.required_string(key, 40);
  return text.empty() ? Day{} : day_at(in, key, text).value_or(Day{});
}

std::optional<Instant> read_instant(const formats::JsonObject& in, std::string_view key) {
  const auto text = in.optional_string(key, 60);
  if (!text) return std::nullopt;
  auto at = instant_from(*text);
  if (!at) {
    in.at(key).refuse(at.error().key, at.error().args);
    return std::nullopt;
  }
  return *at;
}

WhenGiven read_instant_or_day(const formats::JsonObject& in, std::string_view key) {
  const auto text = in.optional_string(key, 60);
  if (!text) return {};
  if (text->size() <= 10) return {std::nullopt, day_at(in, key, *text)};
  return {read_instant(in, key), std::nullopt};
}

Result<Period> read_period(const http::Request& request) {
  auto from = day_parameter(request, "from");
  if (!from) return refuse(from.error());
  auto to = day_parameter(request, "to");
  if (!to) return refuse(to.error());
  if (*from && *to && **to < **from) return refuse_field("to", "feedback.period.backwards");
  return Period{*from, *to};
}

Result<PageAsked> read_page(const http::Request& request) {
  PageAsked page;
  const auto number = [&](std::string_view name, std::int64_t low, std::int64_t high, std::int64_t usual) -> Result<std::int64_t> {
    auto text = request.parameter(name);
    if (!text || text->empty()) return usual;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (error != std::errc() || end != text->data() + text->size() || value < low || value > high) {
      return refuse_field(std::string(name), "feedback.page_asked");
    }
    return value;
  };
  auto cursor = number("cursor", 0, INT64_MAX, 0);
  if (!cursor) return refuse(cursor.error());
  auto limit = number("limit", 1, 200, 50);
  if (!limit) return refuse(limit.error());
  page.cursor = *cursor;
  page.limit = static_cast<std::size_t>(*limit);
  return page;
}

http::Access customers_shapers() { return http::Access::of({http::Role::owner, http::Role::cx_manager}); }
http::Access askers() { return http::Access::of({http::Role::owner, http::Role::cx_manager, http::Role::unit_manager}); }

void routes(http::Router& router, Services& services) {
  promise_routes(router, services);
  instrument_routes(router, services);
  link_routes(router, services);
  answer_routes(router, services);
  story_routes(router, services);
  export_routes(router, services);
  import_routes(router, services);
  page_routes(router, services);
}

}  // namespace goud::feedback
