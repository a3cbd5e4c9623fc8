// Percent-encoding and application/x-www-form-urlencoded, as a query or the body of a form. Broken escapes, NUL and
// bytes that are no UTF-8 are refused by name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/fault.hpp"

namespace goud::http {

using Fields = std::vector<std::pair<std::string, std::string>>;

[[nodiscard]] Result<Fields> form(std::string_view encoded, std::size_t fields_max = 1000);
[[nodiscard]] std::optional<std::string_view> field(const Fields&, std::string_view name);  // the first of that name
// What stands in a text area: lines end in one character, blank around it is not said.
[[nodiscard]] std::string written(std::string_view);
[[nodiscard]] Result<std::string> percent_decoded(std::string_view, bool plus_is_space);
[[nodiscard]] std::string percent_encoded(std::string_view);  // for one part of a path or a query
[[nodiscard]] std::string html_escaped(std::string_view);     // for text and for attributes in double quotes

}  // namespace goud::http
