#include "http/http.hpp"

#include <array>

#include "formats/json.hpp"
#include "kernel/words.hpp"

namespace goud::http {
namespace {

constexpr std::array<std::pair<Role, std::string_view>, 6> role_names{{{Role::owner, "owner"},
                                                                       {Role::cx_manager, "cx_manager"},
                                                                       {Role::hr_manager, "hr_manager"},
                                                                       {Role::unit_manager, "unit_manager"},
                                                                       {Role::analyst, "analyst"},
                                                                       {Role::employee, "employee"}}};

struct Kind {
  FaultKind kind;
  std::string_view name;
  int status;
};
constexpr std::array<Kind, 9> kinds{{{FaultKind::invalid, "invalid", 400},
                                     {FaultKind::unauthenticated, "unauthenticated", 401},
                                     {FaultKind::forbidden, "forbidden", 403},
                                     {FaultKind::not_found, "not_found", 404},
                                     {FaultKind::conflict, "conflict", 409},
                                     {FaultKind::gone, "gone", 410},
                                     {FaultKind::too_large, "too_large", 413},
                                     {FaultKind::too_many, "too_many", 429},
                                     {FaultKind::unavailable, "unavailable", 503}}};

const Kind& kind_of(FaultKind asked) {
  for (const auto& kind : kinds)
    if (kind.kind == asked) return kind;
  return kinds.front();
}

}  // namespace

std::string_view name_of(Role role) {
  for (const auto& [value, name] : role_names)
    if (value == role) return name;
  return "employee";
}

std::optional<Role> role_from(std::string_view text) {
  for (const auto& [value, name] : role_names)
    if (name == text) return value;
  return std::nullopt;
}

std::optional<std::string_view> Request::header(std::string_view lower_name) const {
  for (const auto& [name, value] : headers)
    if (name == lower_name) return value;
  return std::nullopt;
}

std::optional<std::string_view> Request::parameter(std::string_view name) const {
  for (const auto& [key, value] : query)
    if (key == name) return value;
  return std::nullopt;
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key != "cookie") continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      const auto end = rest.find(';');
      auto pair = rest.substr(0, end);
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      while (!pair.empty() && pair.front() == ' ') pair.remove_prefix(1);
      const auto equals = pair.find('=');
      if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
    }
  }
  return std::nullopt;
}

Response json(std::string body, int status) {
  Response response;
  response.status = status;
  response.body = std::move(body);
  return response;
}

Response html(std::string body, int status) {
  Response response;
  response.status = status;
  response.type = "text/html; charset=utf-8";
  response.body = std::move(body);
  return response;
}

Response no_content() {
  Response response;
  response.status = 204;
  response.type.clear();
  return response;
}

Response see_other(std::string location) {
  Response response;
  response.status = 303;
  response.type.clear();
  response.headers.emplace_back("Location", std::move(location));
  return response;
}

Response fault(const Fault& what, std::string_view language) {
  const auto& kind = kind_of(what.kind);
  formats::JsonWriter out;
  out.begin_object().key("error").begin_object();
  out.field("kind", kind.name).field("key", what.key).field("text", say(language, what.key, what.args));
  out.key("fields").begin_array();
  for (const auto& field : what.fields) {
    out.begin_object();
    out.field("path", field.path).field("key", field.key).field("text", say(language, field.key, field.args));
    out.end_object();
  }
  out.end_array().end_object().end_object();
  auto response = json(out.take(), kind.status);
  if (what.kind == FaultKind::too_many) {
    const auto seconds = what.args.find("seconds");
    response.headers.emplace_back("Retry-After", seconds == what.args.end() ? "60" : seconds->second);
  }
  return response;
}

}  // namespace goud::http
