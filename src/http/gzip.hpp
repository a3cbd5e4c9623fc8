// Texts on the wire, smaller. What is not worth it stays as it is.
#pragma once

#include <string>
#include <string_view>

namespace goud::http {

[[nodiscard]] std::string gzip(std::string_view, int level = 6);
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding);

}  // namespace goud::http
