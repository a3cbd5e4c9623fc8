#include "formats/html.hpp"

namespace goud::formats {

void html_text_into(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && c != '\n' && c != '\t' && c != '\r') || byte == 0x7f) {
          out += "\xef\xbf\xbd";
        } else {
          out += c;
        }
      }
    }
  }
}

std::string html_text(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  html_text_into(out, text);
  return out;
}

}  // namespace goud::formats
