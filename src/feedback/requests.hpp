// What the routes of this room read alike.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "feedback/feedback.hpp"
#include "formats/json.hpp"
#include "formats/text_json.hpp"
#include "kernel/page.hpp"

namespace goud::feedback {

[[nodiscard]] Day read_day(const formats::JsonObject&, std::string_view key);  // required; faults are noted
[[nodiscard]] std::optional<Instant> read_instant(const formats::JsonObject&, std::string_view key);
// "2026-11-23" or an instant with an offset.
struct WhenGiven {
  std::optional<Instant> at;
  std::optional<Day> day;
};
[[nodiscard]] WhenGiven read_instant_or_day(const formats::JsonObject&, std::string_view key);

// ?from=&to= as days; nothing where they are left out.
struct Period {
  std::optional<Day> from, to;
};
[[nodiscard]] Result<Period> read_period(const http::Request&);
// ?cursor=&limit=: a cursor is a sealed place; the seal is of the caller's organisation and of this list.
[[nodiscard]] Seal seal_of(const people::Secrets&, const http::Request&, std::string list);
struct PageAsked {
  std::int64_t cursor = 0;
  std::size_t limit = 50;
};
[[nodiscard]] Result<PageAsked> read_page(const http::Request&, const Seal&);

[[nodiscard]] http::Access customers_shapers();  // owner, CX manager
[[nodiscard]] http::Access askers();             // and unit managers, for their own branch

void promise_routes(http::Router&, Services&);
void instrument_routes(http::Router&, Services&);
void link_routes(http::Router&, Services&);
void answer_routes(http::Router&, Services&);
void export_routes(http::Router&, Services&);
void import_routes(http::Router&, Services&);
void page_routes(http::Router&, Services&);

}  // namespace goud::feedback
