// The web pages inside the program: what lay in web/dist when it was built. Empty where the pages were not built.
// Always true: sorted by path; a name that carries the hash of its content never changes its meaning.
#pragma once

#include <span>
#include <string_view>

namespace goud::http {

struct Asset {
  std::string_view path;    // "/index.html", "/assets/app-5f2a91c0.js"
  std::string_view type;    // "text/javascript; charset=utf-8"
  std::string_view body;    // as it is
  std::string_view gzip;    // compressed beforehand; empty where that does not pay (pictures, fonts)
  std::string_view etag;    // with its quotes
  bool immutable = false;   // the name carries the hash: may be kept for ever
};

[[nodiscard]] std::span<const Asset> assets();
[[nodiscard]] const Asset* asset(std::string_view path);  // none: nullptr

}  // namespace goud::http
