// QR codes: which squares are dark, and the drawing of them. Error correction M: readable with a coffee stain.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kernel/fault.hpp"

namespace goud::formats {

struct QrCode {
  int side = 0;            // squares on a side, without the quiet zone
  std::vector<bool> dark;  // side * side, row by row
};
[[nodiscard]] Result<QrCode> qr_code(std::string_view text);  // at most 500 bytes
[[nodiscard]] Result<std::string> qr_svg(std::string_view text, std::string_view title);  // with a quiet zone of 4

}  // namespace goud::formats
