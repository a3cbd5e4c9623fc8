#include "formats/sheet_pdf.hpp"

#include <hpdf.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "formats/picture.hpp"
#include "formats/qr.hpp"

namespace goud::formats {
namespace {

constexpr float page_width = 595.28F, page_height = 841.89F;  // A4 in points
constexpr float card_width = page_width / 2, card_height = page_height / 2;
constexpr float qr_side = 170, margin = 30;

// The built-in fonts speak Windows-1252; what it lacks is written plainly, an emoji not at all.
std::string latin(std::string_view text) {
  static constexpr std::pair<std::uint32_t, char> others[] = {
      {0x20AC, '\x80'}, {0x201A, '\x82'}, {0x201E, '\x84'}, {0x2026, '\x85'}, {0x0160, '\x8a'},
      {0x017D, '\x8e'}, {0x2018, '\x91'}, {0x2019, '\x92'}, {0x201C, '\x93'}, {0x201D, '\x94'},
      {0x2022, '\x95'}, {0x2013, '\x96'}, {0x2014, '\x97'}, {0x0161, '\x9a'}, {0x0153, '\x9c'},
      {0x017E, '\x9e'}, {0x0178, '\x9f'}, {0x2212, '-'},    {0x202F, '\xa0'}, {0x00A0, '\xa0'}};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const int more = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    std::uint32_t point = more == 0 ? lead : lead & (0x3FU >> more);
    for (int k = 1; k <= more && i + static_cast<std::size_t>(k) < text.size(); ++k) {
      point = (point << 6U) | (static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]) & 0x3FU);
    }
    i += static_cast<std::size_t>(more) + 1;
    if ((point >= 0x20 && point < 0x7F) || (point >= 0xA0 && point <= 0xFF)) {
      out += static_cast<char>(point);
    } else if (auto found =
                   std::find_if(std::begin(others), std::end(others), [&](const auto& o) { return o.first == point; });
               found != std::end(others)) {
      out += found->second;
    } else if (point < 0x2000) {
      out += '?';
    }
  }
  return out;
}

struct Broken {
  HPDF_STATUS status = 0;
};
void remember(HPDF_STATUS status, HPDF_STATUS, void* user) {
  auto* broken = static_cast<Broken*>(user);
  if (broken->status == 0) broken->status = status;
}

class Sheet {
 public:
  Sheet() : document_(HPDF_New(remember, &broken_), HPDF_Free) {}
  [[nodiscard]] bool sound() const { return document_ && broken_.status == 0; }
  HPDF_Doc get() { return document_.get(); }

 private:
  Broken broken_;
  std::unique_ptr<std::remove_pointer_t<HPDF_Doc>, void (*)(HPDF_Doc)> document_;
};

std::vector<std::string> lines_of(HPDF_Page page, const std::string& text, float width, std::size_t most) {
  std::vector<std::string> lines;
  std::string rest = text;
  while (!rest.empty() && lines.size() < most) {
    auto fits = HPDF_Page_MeasureText(page, rest.c_str(), width, HPDF_TRUE, nullptr);
    if (fits == 0) fits = std::max<HPDF_UINT>(1, HPDF_Page_MeasureText(page, rest.c_str(), width, HPDF_FALSE, nullptr));
    std::string line = rest.substr(0, fits);
    rest.erase(0, fits);
    while (!line.empty() && line.back() == ' ') line.pop_back();
    lines.push_back(line);
  }
  if (!rest.empty() && !lines.empty()) lines.back() += "\x85";
  return lines;
}

void centred(HPDF_Page page, const std::string& text, float middle, float y) {
  const float width = HPDF_Page_TextWidth(page, text.c_str());
  HPDF_Page_BeginText(page);
  HPDF_Page_TextOut(page, middle - width / 2, y, text.c_str());
  HPDF_Page_EndText(page);
}

void draw_code(HPDF_Page page, const QrCode& code, float left, float bottom) {
  const float square = qr_side / static_cast<float>(code.side);
  HPDF_Page_SetRGBFill(page, 0, 0, 0);
  for (int y = 0; y < code.side; ++y) {
    for (int x = 0; x < code.side;) {
      int run = 0;
      while (x + run < code.side && code.dark[static_cast<std::size_t>(y * code.side + x + run)]) ++run;
      if (run > 0) {
        HPDF_Page_Rectangle(page, left + static_cast<float>(x) * square,
                            bottom + static_cast<float>(code.side - 1 - y) * square, static_cast<float>(run) * square,
                            square);
        x += run;
      } else {
        ++x;
      }
    }
  }
  HPDF_Page_Fill(page);
}

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
    HPDF_Page_BeginText(page);
    HPDF_Page_TextOut(page, from, bottom + height / 2 - 4, line.c_str());
    HPDF_Page_EndText(page);
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
  Sheet sheet;
  if (!sheet.sound()) return failed();
  HPDF_SetCompressionMode(sheet.get(), HPDF_COMP_ALL);
  HPDF_Font regular = HPDF_GetFont(sheet.get(), "Helvetica", "CP1252");
  HPDF_Font bold = HPDF_GetFont(sheet.get(), "Helvetica-Bold", "CP1252");
  HPDF_Font serif = HPDF_GetFont(sheet.get(), "Times-Roman", "CP1252");
  HPDF_SetInfoAttr(sheet.get(), HPDF_INFO_TITLE, latin(look.title).c_str());
  const Logo logo = logo_in(sheet.get(), look.logo, 22, 90);
  HPDF_Page page = nullptr;
  for (std::size_t i = 0; i < cards.size(); ++i) {
    const std::size_t on_page = i % 4;
    if (on_page == 0) {
      page = HPDF_AddPage(sheet.get());
      HPDF_Page_SetWidth(page, page_width);
      HPDF_Page_SetHeight(page, page_height);
      HPDF_Page_SetRGBStroke(page, 0.8F, 0.78F, 0.73F);
      HPDF_Page_SetLineWidth(page, 0.5F);
      for (auto [x0, y0, x1, y1] : {std::array{0.F, card_height, 14.F, card_height},
                                    std::array{page_width - 14, card_height, page_width, card_height},
                                    std::array{card_width, 0.F, card_width, 14.F},
                                    std::array{card_width, page_height - 14, card_width, page_height},
                                    std::array{card_width - 7, card_height, card_width + 7, card_height},
                                    std::array{card_width, card_height - 7, card_width, card_height + 7}}) {
        HPDF_Page_MoveTo(page, x0, y0);
        HPDF_Page_LineTo(page, x1, y1);
        HPDF_Page_Stroke(page);
      }
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
    draw_code(page, *code, middle - qr_side / 2, bottom + 96);
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
  if (!sheet.sound() || page == nullptr) return failed();
  if (HPDF_SaveToStream(sheet.get()) != HPDF_OK) return failed();
  HPDF_ResetStream(sheet.get());
  std::string pdf(HPDF_GetStreamSize(sheet.get()), '\0');
  auto size = static_cast<HPDF_UINT32>(pdf.size());
  HPDF_ReadFromStream(sheet.get(), reinterpret_cast<HPDF_BYTE*>(pdf.data()), &size);
  pdf.resize(size);
  return pdf;
}

}  // namespace goud::formats
