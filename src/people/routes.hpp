// The routes of this room by subject, and what they write in common; only its own files look here.
#pragma once

#include <string>
#include <vector>

#include "formats/json.hpp"
#include "http/http.hpp"
#include "kernel/page.hpp"
#include "people/people.hpp"
#include "people/rows.hpp"

namespace goud::people {

void session_routes(http::Router&, Services&);
void account_routes(http::Router&, Services&);
void organisation_routes(http::Router&, Services&);
void unit_routes(http::Router&, Services&);
void role_routes(http::Router&, Services&);
void employee_routes(http::Router&, Services&);

void write(formats::JsonWriter&, const Text&);
void write(formats::JsonWriter&, const Account&, const UnitTree&);
void write(formats::JsonWriter&, const Organisation&);
// What the audit trail knows of one thing, a page of it: "items" and "next".
[[nodiscard]] Done write_history(formats::JsonWriter&, store::Reader&, const http::Request&, std::string_view entity,
                                 std::string_view id);
[[nodiscard]] Text read_text(const formats::JsonObject&, std::size_t max);

// A handler's answer: the value as JSON, or the Fault.
template <class T>
[[nodiscard]] http::Response answer(const http::Request& request, const Result<T>& what, int status = 200) {
  return what ? http::json(*what, status) : http::fault(what.error(), request.language);
}
[[nodiscard]] inline http::Response answer(const http::Request& request, const Done& done) {
  return done ? http::no_content() : http::fault(done.error(), request.language);
}
// A row by its id, written before it is known which page it is on.
struct WrittenRow {
  std::string id, text;
};
[[nodiscard]] inline Result<std::string> page_text(const http::Request& request, const std::vector<WrittenRow>& rows) {
  const auto page = page_of(request.parameter("cursor"), request.parameter("limit"), rows.size(),
                            [&](std::size_t at) { return rows[at].id; });
  if (!page) return refuse(page.error());
  formats::JsonWriter out;
  out.begin_object().key("items").begin_array();
  for (auto at = page->first; at < page->last; ++at) out.raw(rows[at].text);
  return out.end_array().field("next", page->next).end_object().take();
}
[[nodiscard]] inline store::Scope scope_of(const http::Request& request) {
  return store::Scope(request.caller->tenant);
}

}  // namespace goud::people
