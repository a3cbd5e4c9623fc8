// Text into HTML or XML, safe in an element and between double quotes; controls that no page may hold become U+FFFD.
#pragma once

#include <string>
#include <string_view>

namespace goud::formats {

[[nodiscard]] std::string html_text(std::string_view);
void html_text_into(std::string& out, std::string_view);

}  // namespace goud::formats
