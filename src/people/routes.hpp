// The routes of this room by subject, and what they write in common; only its own files look here.
#pragma once

#include <string>

#include "formats/json.hpp"
#include "http/http.hpp"
#include "people/people.hpp"
#include "people/rows.hpp"

namespace goud::people {

void session_routes(http::Router&, Services&);
void account_routes(http::Router&, Services&);
void organisation_routes(http::Router&, Services&);
void unit_routes(http::Router&, Services&);
void role_routes(http::Router&, Services&);

void write(formats::JsonWriter&, const Text&);
void write(formats::JsonWriter&, const Account&, const UnitTree&);
void write(formats::JsonWriter&, const Organisation&);
// What the audit trail knows of one thing, as an array.
void write_history(formats::JsonWriter&, store::Reader&, std::string_view entity, std::string_view id);
[[nodiscard]] Text read_text(const formats::JsonObject&, std::size_t max);

// A handler's answer: the value as JSON, or the Fault.
template <class T>
[[nodiscard]] http::Response answer(const http::Request& request, const Result<T>& what, int status = 200) {
  return what ? http::json(*what, status) : http::fault(what.error(), request.language);
}
[[nodiscard]] inline http::Response answer(const http::Request& request, const Done& done) {
  return done ? http::no_content() : http::fault(done.error(), request.language);
}
[[nodiscard]] inline store::Scope scope_of(const http::Request& request) { return store::Scope(request.caller->tenant); }

}  // namespace goud::people
