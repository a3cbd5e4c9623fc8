// What sheets to print are drawn with: the letters the printing fonts have, lines that fit, a QR code. Inside formats/ only.
#pragma once

#include <hpdf.h>

#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "formats/qr.hpp"

namespace goud::formats {

constexpr float page_width = 595.28F, page_height = 841.89F;  // A4 in points

// The built-in fonts speak Windows-1252; what it lacks is written plainly, an emoji not at all.
[[nodiscard]] std::string latin(std::string_view);

class PdfSheet {
 public:
  PdfSheet();
  [[nodiscard]] bool sound() const { return document_ && status_ == 0; }
  [[nodiscard]] HPDF_Doc get() const { return document_.get(); }
  [[nodiscard]] HPDF_Font font(const char* name) const { return HPDF_GetFont(get(), name, "CP1252"); }
  [[nodiscard]] HPDF_Page page() const;     // a new one
  [[nodiscard]] std::string bytes() const;  // empty where it did not become one

 private:
  HPDF_STATUS status_ = 0;
  std::unique_ptr<std::remove_pointer_t<HPDF_Doc>, void (*)(HPDF_Doc)> document_;
};

// Text parted at its blanks into lines of the width, at most so many.
[[nodiscard]] std::vector<std::string> lines_of(HPDF_Page, const std::string&, float width, std::size_t most);
void write_at(HPDF_Page, const std::string&, float left, float y);
void centred(HPDF_Page, const std::string&, float middle, float y);
void line_of(HPDF_Page, float x0, float y0, float x1, float y1);
void draw_code(HPDF_Page, const QrCode&, float left, float bottom, float side);

}  // namespace goud::formats
