// A picture someone sends (a logo) becomes a picture of our own: decoded, made smaller where needed, and written again
// as PNG. Always true: what comes out holds pixels only (no metadata, no script, no second file behind the first), at
// most `max_px` on its longer side; a picture that claims more than 24 million pixels is refused before it is decoded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/fault.hpp"

namespace goud::formats {

struct Picture {
  int width = 0;
  int height = 0;
  std::string png;
};

[[nodiscard]] Result<Picture> reencode(std::string_view bytes, int max_px);

// Pixels, four bytes each: red, green, blue, alpha (not premultiplied).
struct Pixels {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba;
};
[[nodiscard]] Result<Pixels> decode_picture(std::string_view bytes);  // PNG or JPEG, by its first bytes
[[nodiscard]] Pixels shrink(const Pixels&, int max_px);               // mean of the covered area
[[nodiscard]] Result<std::string> write_png(const Pixels&);

}  // namespace goud::formats
