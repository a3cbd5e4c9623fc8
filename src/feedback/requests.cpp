#include "feedback/requests.hpp"

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

Seal seal_of(const people::Secrets& secrets, const http::Request& request, std::string list) {
  return [&secrets, purpose = "cursor:" + std::to_string(request.caller->tenant.org) + ":" +
                              std::move(list)](std::string_view place) { return secrets.hmac(purpose, place); };
}

Result<PageAsked> read_page(const http::Request& request, const Seal& seal) {
  PageAsked page;
  if (const auto text = request.parameter("cursor"); text && !text->empty()) {
    const auto place = place_from(*text, seal);
    if (!place) return refuse(place.error());
    page.cursor = *place;
  }
  const auto limit = page_limit(request.parameter("limit"), page.limit);
  if (!limit) return refuse(limit.error());
  page.limit = *limit;
  return page;
}

http::Access customers_shapers() { return http::Access::of({http::Role::owner, http::Role::cx_manager}); }
http::Access askers() { return http::Access::of({http::Role::owner, http::Role::cx_manager, http::Role::unit_manager}); }

void routes(http::Router& router, Services& services) {
  promise_routes(router, services);
  instrument_routes(router, services);
  link_routes(router, services);
  answer_routes(router, services);
  export_routes(router, services);
  import_routes(router, services);
  page_routes(router, services);
}

}  // namespace goud::feedback
