// Who passes: the host that was asked for, where a changing request comes from, who may call a route. Pure: a request
// and what was found out about it in, nothing or a Fault out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/http.hpp"

namespace goud::http {

[[nodiscard]] Done host_allowed(std::string_view host_header, const std::vector<std::string>& hosts);
// What strangers open: never with a session, never with a script or a file of the app. /s/CODE, /r, /r/CODE, /v/CODE of
// who told a story, /w/DOOR of an anonymous report.
[[nodiscard]] bool public_page(std::string_view path);
// A browser says where a changing request comes from; another place than ourselves is refused.
[[nodiscard]] Done origin_allowed(const Request&);
// Asked for in clear where a proxy speaks TLS: a page is sent to the same place over TLS, if the public address has it.
[[nodiscard]] bool goes_to_tls(const Request&);
[[nodiscard]] std::string tls_home(const Request&);  // https:// and the host that was asked for; the public one's port
[[nodiscard]] Done may_call(const Access&, const std::optional<Caller>&);
// A session's changing request carries the token of that session; a key needs none, it is never sent by itself.
[[nodiscard]] Done csrf_carried(const Request&);
[[nodiscard]] std::string language_of(const Request&);
// The name or address without port: "goud.example.nl:443" -> "goud.example.nl", "[::1]:80" -> "::1".
[[nodiscard]] std::string host_name(std::string_view host_header);
// Whom an address is counted with: itself, or of IPv6 the /64 that one household or office has; IPv4 inside IPv6 is IPv4.
[[nodiscard]] std::string counted_as(std::string_view address);
[[nodiscard]] bool same_secret(std::string_view, std::string_view);  // in constant time

}  // namespace goud::http
