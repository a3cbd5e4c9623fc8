// A form that is accepted can be written and read again to the same fields; what is refused has a name.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "http/form.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto fields = goud::http::form(text, 100);
  if (!fields) {
    if (fields.error().key.empty()) std::abort();
    return 0;
  }
  std::string written;
  for (const auto& [name, value] : *fields) {
    if (name.find('\0') != std::string::npos || value.find('\0') != std::string::npos) std::abort();
    written += (written.empty() ? "" : "&") + goud::http::percent_encoded(name) + "=" + goud::http::percent_encoded(value);
    const std::string page = goud::http::html_escaped(value);
    if (page.find_first_of("<>\"'") != std::string::npos) std::abort();
  }
  const auto again = goud::http::form(written, 100);
  if (!fields->empty() && (!again || *again != *fields)) std::abort();
  return 0;
}
