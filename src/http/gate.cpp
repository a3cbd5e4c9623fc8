#include "http/gate.hpp"

#include <arpa/inet.h>
#include <sodium.h>

#include <algorithm>
#include <array>

namespace goud::http {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool changes(Method method) { return method != Method::get; }

}  // namespace

std::string host_name(std::string_view host) {
  if (!host.empty() && host.front() == '[') {
    const auto close = host.find(']');
    return lower(host.substr(1, close == std::string_view::npos ? host.size() : close - 1));
  }
  const auto colon = host.rfind(':');
  // More than one colon without brackets is a bare IPv6 address.
  if (colon != std::string_view::npos && host.find(':') == colon) host = host.substr(0, colon);
  return lower(host);
}

Done host_allowed(std::string_view host, const std::vector<std::string>& hosts) {
  const auto name = host_name(host);
  if (std::find(hosts.begin(), hosts.end(), name) != hosts.end()) return {};
  return refuse(FaultKind::forbidden, "http.host_unknown");
}

bool public_page(std::string_view path) {
  return path.starts_with("/s/") || path.starts_with("/r/") || path == "/r" || path.starts_with("/v/") ||
         path.starts_with("/w/");
}

Done origin_allowed(const Request& request) {
  if (!changes(request.method)) return {};
  if (const auto site = request.header("sec-fetch-site"); site && *site == "cross-site")
    return refuse(FaultKind::forbidden, "http.origin_foreign");
  const auto origin = request.header("origin");
  if (!origin) return {};  // no browser; a session still needs its token
  if (lower(*origin) == lower(request.origin)) return {};
  // A page that sends no referrer posts its form with the origin "null"; a browser then still says where from.
  if (*origin == "null" && request.header("sec-fetch-site") == std::optional<std::string_view>("same-origin"))
    return {};
  if (*origin == "null" && public_page(request.path)) return {};  // carries no session
  return refuse(FaultKind::forbidden, "http.origin_foreign");
}

bool goes_to_tls(const Request& request) {
  return request.method == Method::get && request.url.starts_with("https://") && !request.path.starts_with("/api");
}

std::string tls_home(const Request& request) {
  const auto name = host_name(request.header("host").value_or(""));
  const auto home = host_name(std::string_view(request.url).substr(8));
  const bool machine =
      name == "localhost" || name == "127.0.0.1" || name.find(':') != std::string::npos;  // has no TLS of its own
  return name == home || machine ? request.url : "https://" + name;
}

Done may_call(const Access& access, const std::optional<Caller>& caller) {
  if (access.kind == Access::Kind::anyone) return {};
  if (!caller) return refuse(FaultKind::unauthenticated, "http.sign_in");
  if (!caller->key_id.empty()) {
    const auto& scopes = caller->scopes;
    if (!access.scope.empty() && std::find(scopes.begin(), scopes.end(), access.scope) != scopes.end()) return {};
    return refuse(FaultKind::forbidden, "http.key_scope");
  }
  if (access.kind == Access::Kind::floor) return {};
  if (access.kind == Access::Kind::own_floor && caller->pass != Pass::unit) return {};
  if (caller->pass != Pass::none) return refuse(FaultKind::forbidden, "http.role");
  if (access.kind == Access::Kind::signed_in) return {};
  if (access.kind == Access::Kind::roles &&
      std::find(access.roles.begin(), access.roles.end(), caller->role) != access.roles.end())
    return {};
  return refuse(FaultKind::forbidden, "http.role");
}

Done csrf_carried(const Request& request) {
  if (!changes(request.method) || !request.caller || !request.caller->key_id.empty()) return {};
  const auto token = request.header("x-csrf-token");
  if (token && !request.caller->csrf.empty() && same_secret(*token, request.caller->csrf)) return {};
  return refuse(FaultKind::forbidden, "http.csrf");
}

std::string language_of(const Request& request) {
  if (const auto asked = request.parameter("lang"); asked && (*asked == "nl" || *asked == "en"))
    return std::string(*asked);
  if (request.caller && (request.caller->language == "nl" || request.caller->language == "en"))
    return request.caller->language;
  const auto accepted = request.header("accept-language");
  if (!accepted) return "en";
  std::string_view rest = *accepted;
  while (!rest.empty()) {
    const auto end = rest.find(',');
    auto one = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    const auto name = lower(one.substr(0, 2));
    const bool whole = one.size() == 2 || (one.size() > 2 && (one[2] == '-' || one[2] == ';' || one[2] == ' '));
    if (whole && (name == "nl" || name == "en")) return name;
  }
  return "en";
}

std::string counted_as(std::string_view address) {
  std::array<unsigned char, 16> bytes{};
  if (address.find(':') == std::string_view::npos ||
      inet_pton(AF_INET6, std::string(address).c_str(), bytes.data()) != 1)
    return std::string(address);
  static constexpr std::array<unsigned char, 12> four_inside = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (std::equal(four_inside.begin(), four_inside.end(), bytes.begin())) {
    inet_ntop(AF_INET, bytes.data() + four_inside.size(), text.data(), text.size());
    return text.data();
  }
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  inet_ntop(AF_INET6, bytes.data(), text.data(), text.size());
  return std::string(text.data()) + "/64";
}

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool Request::home_is_here_only() const {
  std::string_view rest = home();
  if (const auto scheme = rest.find("://"); scheme != std::string_view::npos) rest.remove_prefix(scheme + 3);
  const auto name = host_name(rest.substr(0, rest.find('/')));
  return name == "localhost" || name.ends_with(".localhost") || name == "::1" || name.rfind("127.", 0) == 0;
}

}  // namespace goud::http
