#include "formats/pdf_parts.hpp"

#include <algorithm>
#include <cstdint>

namespace goud::formats {
namespace {

void remember(HPDF_STATUS status, HPDF_STATUS, void* user) {
  auto* broken = static_cast<HPDF_STATUS*>(user);
  if (*broken == 0) *broken = status;
}

}  // namespace

PdfSheet::PdfSheet() : document_(HPDF_New(remember, &status_), HPDF_Free) {
  if (document_) HPDF_SetCompressionMode(get(), HPDF_COMP_ALL);
}

HPDF_Page PdfSheet::page() const {
  HPDF_Page page = HPDF_AddPage(get());
  HPDF_Page_SetWidth(page, page_width);
  HPDF_Page_SetHeight(page, page_height);
  HPDF_Page_SetRGBStroke(page, 0.8F, 0.78F, 0.73F);
  HPDF_Page_SetLineWidth(page, 0.5F);
  return page;
}

std::string PdfSheet::bytes() const {
  if (!sound() || HPDF_SaveToStream(get()) != HPDF_OK) return {};
  HPDF_ResetStream(get());
  std::string pdf(HPDF_GetStreamSize(get()), '\0');
  auto size = static_cast<HPDF_UINT32>(pdf.size());
  HPDF_ReadFromStream(get(), reinterpret_cast<HPDF_BYTE*>(pdf.data()), &size);
  pdf.resize(size);
  return pdf;
}

namespace {
// U+0100..U+017F, each by its plain letter: a name keeps its shape.
constexpr std::string_view plain_letters =
    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";
static_assert(plain_letters.size() == 0x80);
}  // namespace

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
    } else if (point >= 0x100 && point < 0x180) {
      out += plain_letters[point - 0x100];
    } else if (point < 0x2000) {
      out += '?';
    }
  }
  return out;
}

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

void write_at(HPDF_Page page, const std::string& text, float left, float y) {
  HPDF_Page_BeginText(page);
  HPDF_Page_TextOut(page, left, y, text.c_str());
  HPDF_Page_EndText(page);
}

void line_of(HPDF_Page page, float x0, float y0, float x1, float y1) {
  HPDF_Page_MoveTo(page, x0, y0);
  HPDF_Page_LineTo(page, x1, y1);
  HPDF_Page_Stroke(page);
}

void centred(HPDF_Page page, const std::string& text, float middle, float y) {
  const float width = HPDF_Page_TextWidth(page, text.c_str());
  write_at(page, text, middle - width / 2, y);
}

void draw_code(HPDF_Page page, const QrCode& code, float left, float bottom, float side) {
  const float square = side / static_cast<float>(code.side);
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

}  // namespace goud::formats
