// What is served besides routes: the app's files, the page for its addresses, a page for what is not there; and the
// headers every answer carries.
#pragma once

#include <optional>

#include "http/http.hpp"

namespace goud::http {

// A file of the app, or its one page for any address that belongs to the app (/belofte, /momenten/…); nothing for
// /api, /s, /r and names with a dot that are no file. The page's own <script> and <style> carry the nonce where the file
// says __NONCE__.
[[nodiscard]] std::optional<Response> app_file(const Request&);
[[nodiscard]] Response fault_page(const Fault&, const Request&);  // the same map Fault -> status as http::fault
void add_safe_headers(const Request&, Response&);                 // what the handler set itself stays
void add_header(Response&, std::string_view name, std::string value);  // unless it is there

}  // namespace goud::http
