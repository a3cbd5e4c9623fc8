#include "http/pages.hpp"

#include <strings.h>

#include <algorithm>

#include "http/assets.hpp"
#include "http/form.hpp"
#include "http/gate.hpp"
#include "http/gzip.hpp"
#include "kernel/words.hpp"

namespace goud::http {
namespace {

bool starts_with(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }

std::string policy_of(const Request& request, const Response& response) {
  // The floor's worker asks for what it keeps.
  if (request.path == "/sw.js") return "default-src 'none'; connect-src 'self'; frame-ancestors 'none'";
  if (!starts_with(response.type, "text/html")) return "default-src 'none'; frame-ancestors 'none'";
  const auto nonce = "'nonce-" + request.nonce + "'";
  const bool own_files = !public_page(request.path);
  return "default-src 'none'; script-src " + std::string(own_files ? "'self' " : "") + nonce + "; style-src " +
         (own_files ? "'self' " : "") + nonce +
         "; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src " +
         (own_files ? "'self'" : "'none'") + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}

std::string with_nonce(std::string_view page, const std::string& nonce) {
  static constexpr std::string_view place = "__NONCE__";
  std::string out;
  while (true) {
    const auto at = page.find(place);
    out += page.substr(0, at);
    if (at == std::string_view::npos) return out;
    out += nonce;
    page.remove_prefix(at + place.size());
  }
}

Response file(const Request& request, const Asset& asset) {
  Response response;
  response.type = asset.type;
  response.headers.emplace_back("ETag", std::string(asset.etag));
  response.headers.emplace_back("Cache-Control", asset.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (request.header("if-none-match") == std::optional(asset.etag)) {
    response.status = 304;
    response.type.clear();
    return response;
  }
  if (!asset.gzip.empty() && accepts_gzip(request.header("accept-encoding").value_or(""))) {
    response.headers.emplace_back("Content-Encoding", "gzip");
    response.body = std::string(asset.gzip);
  } else {
    response.body = std::string(asset.body);
  }
  return response;
}

std::string plain_page(const Request& request, std::string_view title, std::string_view text) {
  return "<!doctype html><html lang=\"" + request.language +
         "\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>" + html_escaped(title) +
         "</title><style nonce=\"" + request.nonce +
         "\">:root{color-scheme:light dark;--ink:#1d1b16;--bg:#f6f4ef}@media(prefers-color-scheme:dark){:root{--ink:#f3efe6;"
         "--bg:#151410}}body{margin:0;background:var(--bg);color:var(--ink);font:16px/24px system-ui,sans-serif}"
         "main{max-width:32rem;margin:20vh auto 0;padding:0 24px}h1{font-size:22px;line-height:28px}a{color:inherit}</style>"
         "<main><h1>" +
         html_escaped(title) + "</h1><p>" + html_escaped(text) + "</p></main></html>";
}

}  // namespace

std::optional<Response> app_file(const Request& request) {
  if (request.method != Method::get) return std::nullopt;
  const std::string_view path = request.path;
  if (starts_with(path, "/api") || public_page(path)) return std::nullopt;
  if (path != "/index.html")
    if (const auto* found = asset(path)) return file(request, *found);
  if (path != "/index.html" && path.substr(path.rfind('/')).find('.') != std::string_view::npos) return std::nullopt;
  if (const auto* page = asset("/index.html")) {
    auto response = html(with_nonce(page->body, request.nonce));
    response.headers.emplace_back("Referrer-Policy", "same-origin");
    return response;
  }
  return html(plain_page(request, "goud", say(request.language, "http.no_pages")));
}

Response fault_page(const Fault& what, const Request& request) {
  auto response = fault(what, request.language);
  response.type = "text/html; charset=utf-8";
  response.body = plain_page(request, say(request.language, "http.page.title"), say(request.language, what.key, what.args));
  return response;
}

void add_header(Response& response, std::string_view name, std::string value) {
  const bool there = std::any_of(response.headers.begin(), response.headers.end(), [&](const auto& header) {
    return header.first.size() == name.size() && strncasecmp(header.first.data(), name.data(), name.size()) == 0;
  });
  if (!there) response.headers.emplace_back(std::string(name), std::move(value));
}

void add_safe_headers(const Request& request, Response& response) {
  add_header(response, "Content-Security-Policy", policy_of(request, response));
  add_header(response, "X-Content-Type-Options", "nosniff");
  add_header(response, "Referrer-Policy", "no-referrer");
  add_header(response, "Cross-Origin-Opener-Policy", "same-origin");
  add_header(response, "Cross-Origin-Resource-Policy", "same-origin");
  add_header(response, "Cache-Control", "no-store");
  if (request.secure) add_header(response, "Strict-Transport-Security", "max-age=31536000");
}

}  // namespace goud::http
