#include "formats/sheet_pdf.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "formats/pdf_parts.hpp"
#include "formats/picture.hpp"

namespace goud::formats {
namespace {

constexpr float card_width = page_width / 2, card_height = page_height / 2;
constexpr float qr_side = 170, margin = 30;

struct Ink {
  float red = 0, green = 0, blue = 0;
};
Ink ink_of(std::string_view colour) {
  const auto part = [&](std::size_t at) {
    int value = 0;
    for (std::size_t i = at; i < at + 2 && i < colour.size(); ++i) {
      const char c = colour[i];
      value = value * 16 + (c >= '0' && c <= '9'                     ? c - '0'
                            : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                                     : 0);
    }
    return static_cast<float>(value) / 255;
  };
  return {part(1), part(3), part(5)};
}
void fill_with(HPDF_Page page, const Ink& ink) { HPDF_Page_SetRGBFill(page, ink.red, ink.green, ink.blue); }

struct Logo {
  HPDF_Image image = nullptr;
  float width = 0, height = 0;
};
// Laid on white first: a page that is printed has no transparency.
Logo logo_in(HPDF_Doc document, const std::string& bytes, float height_max, float width_max) {
  if (bytes.empty()) return {};
  auto picture = decode_picture(bytes);
  if (!picture) return {};
  const auto small = shrink(*picture, 512);
  std::vector<HPDF_BYTE> rgb;
  rgb.reserve(small.rgba.size() / 4 * 3);
  for (std::size_t i = 0; i + 3 < small.rgba.size(); i += 4) {
    const unsigned alpha = small.rgba[i + 3];
    for (std::size_t k = 0; k < 3; ++k)
      rgb.push_back(static_cast<HPDF_BYTE>((small.rgba[i + k] * alpha + 255 * (255 - alpha)) / 255));
  }
  Logo logo;
  logo.image = HPDF_LoadRawImageFromMem(document, rgb.data(), static_cast<HPDF_UINT>(small.width),
                                        static_cast<HPDF_UINT>(small.height), HPDF_CS_DEVICE_RGB, 8);
  if (logo.image == nullptr) return {};
  const float scale =
      std::min(height_max / static_cast<float>(small.height), width_max / static_cast<float>(small.width));
  logo.width = static_cast<float>(small.width) * scale;
  logo.height = static_cast<float>(small.height) * scale;
  return logo;
}

// The organisation's own band across the head of a card: its colour, its logo, its name.
void draw_band(HPDF_Page page, const SheetLook& look, const Logo& logo, HPDF_Font font, float left, float top) {
  constexpr float inset = 14, height = 32, pad = 8;
  const float bottom = top - inset - height;
  fill_with(page, ink_of(look.colour));
  HPDF_Page_Rectangle(page, left + inset, bottom, card_width - 2 * inset, height);
  HPDF_Page_Fill(page);
  float from = left + inset + pad;
  if (logo.image != nullptr) {
    HPDF_Page_SetRGBFill(page, 1, 1, 1);
    HPDF_Page_Rectangle(page, from, bottom + (height - logo.height) / 2 - 2, logo.width + 4, logo.height + 4);
    HPDF_Page_Fill(page);
    HPDF_Page_DrawImage(page, logo.image, from + 2, bottom + (height - logo.height) / 2, logo.width, logo.height);
    from += logo.width + 4 + pad;
  }
  fill_with(page, ink_of(look.text));
  HPDF_Page_SetFontAndSize(page, font, 12);
  const float room = left + card_width - inset - pad - from;
  for (const auto& line : lines_of(page, latin(look.organisation), room, 1)) {
    write_at(page, line, from, bottom + height / 2 - 4);
  }
}

void draw_mark(HPDF_Page page, const std::string& mark, HPDF_Font font, float left, float top) {
  constexpr float inset = 14, height = 16;
  HPDF_Page_SetRGBFill(page, 0.84F, 0.635F, 0.118F);
  HPDF_Page_Rectangle(page, left + inset, top - inset - 32 - height, card_width - 2 * inset, height);
  HPDF_Page_Fill(page);
  HPDF_Page_SetRGBFill(page, 0.11F, 0.11F, 0.09F);
  HPDF_Page_SetFontAndSize(page, font, 9);
  centred(page, latin(mark), left + card_width / 2, top - inset - 32 - height + 5);
}

}  // namespace

Result<std::string> card_sheet(std::span<const Card> cards, const SheetLook& look) {
  auto failed = [] { return refuse(FaultKind::unavailable, "formats.sheet.failed"); };
  PdfSheet sheet;
  if (!sheet.sound()) return failed();
  HPDF_Font regular = sheet.font("Helvetica"), bold = sheet.font("Helvetica-Bold"), serif = sheet.font("Times-Roman");
  HPDF_SetInfoAttr(sheet.get(), HPDF_INFO_TITLE, latin(look.title).c_str());
  const Logo logo = logo_in(sheet.get(), look.logo, 22, 90);
  HPDF_Page page = nullptr;
  for (std::size_t i = 0; i < cards.size(); ++i) {
    const std::size_t on_page = i % 4;
    if (on_page == 0) {
      page = sheet.page();
      for (auto [x0, y0, x1, y1] : {std::array{0.F, card_height, 14.F, card_height},
                                    std::array{page_width - 14, card_height, page_width, card_height},
                                    std::array{card_width, 0.F, card_width, 14.F},
                                    std::array{card_width, page_height - 14, card_width, page_height},
                                    std::array{card_width - 7, card_height, card_width + 7, card_height},
                                    std::array{card_width, card_height - 7, card_width, card_height + 7}})
        line_of(page, x0, y0, x1, y1);
    }
    const Card& card = cards[i];
    const float left = on_page % 2 == 0 ? 0 : card_width;
    const float bottom = on_page < 2 ? card_height : 0;
    const float middle = left + card_width / 2;
    auto code = qr_code(card.address);
    if (!code) return refuse(code.error());

    draw_band(page, look, logo, bold, left, bottom + card_height);
    if (!card.mark.empty()) draw_mark(page, card.mark, bold, left, bottom + card_height);
    HPDF_Page_SetRGBFill(page, 0.11F, 0.11F, 0.09F);
    HPDF_Page_SetFontAndSize(page, serif, 20);
    float y = bottom + card_height - 84;
    for (const auto& line : lines_of(page, latin(card.heading), card_width - 2 * margin, 3)) {
      centred(page, line, middle, y);
      y -= 24;
    }
    draw_code(page, *code, middle - qr_side / 2, bottom + 96, qr_side);
    HPDF_Page_SetRGBFill(page, 0.11F, 0.11F, 0.09F);
    HPDF_Page_SetFontAndSize(page, regular, 10);
    auto shown = latin(card.address);
    if (const auto scheme = shown.find("://"); scheme != std::string::npos) shown.erase(0, scheme + 3);
    for (y = bottom + 76; const auto& line : lines_of(page, shown, card_width - 2 * margin, 2)) {
      centred(page, line, middle, y);
      y -= 13;
    }
    if (!card.warning.empty()) {
      HPDF_Page_SetRGBFill(page, 0.66F, 0.227F, 0.141F);
      HPDF_Page_SetFontAndSize(page, bold, 8);
      centred(page, latin(card.warning), middle, bottom + 56);
      HPDF_Page_SetFontAndSize(page, regular, 10);
    }
    HPDF_Page_SetRGBFill(page, 0.33F, 0.31F, 0.29F);
    centred(page, latin(card.note), middle, bottom + 44);
    HPDF_Page_SetFontAndSize(page, regular, 9);
    for (y = bottom + 30; const auto& line : lines_of(page, latin(card.place), card_width - 2 * margin, 1)) centred(page, line, middle, y);
  }
  if (page == nullptr) return failed();
  auto pdf = sheet.bytes();
  if (pdf.empty()) return failed();
  return pdf;
}

}  // namespace goud::formats
