#include "formats/code_cards.hpp"

#include "formats/pdf_parts.hpp"

namespace goud::formats {
namespace {

constexpr std::size_t across = 2, down = 5;
constexpr float card_width = page_width / across, card_height = page_height / down;
constexpr float code_side = 104, inset = 20, gap = 14;

struct Ink {
  float red, green, blue;
};
constexpr Ink ink{0.11F, 0.11F, 0.09F}, ink2{0.33F, 0.31F, 0.29F}, brick{0.66F, 0.227F, 0.141F};

// Marks at the edges and where four cards meet; nothing runs through a card.
void cutting_marks(HPDF_Page page) {
  constexpr float mark = 10;
  for (std::size_t row = 1; row < down; ++row) {
    const float y = static_cast<float>(row) * card_height;
    line_of(page, 0, y, mark, y);
    line_of(page, page_width - mark, y, page_width, y);
    line_of(page, card_width - mark / 2, y, card_width + mark / 2, y);
    line_of(page, card_width, y - mark / 2, card_width, y + mark / 2);
  }
  line_of(page, card_width, 0, card_width, mark);
  line_of(page, card_width, page_height - mark, card_width, page_height);
}

class Hand {
 public:
  Hand(HPDF_Page page, float left, float width, float y) : page_(page), left_(left), width_(width), y_(y) {}
  void write(const std::string& text, HPDF_Font font, float size, const Ink& colour, float leading, std::size_t most) {
    HPDF_Page_SetRGBFill(page_, colour.red, colour.green, colour.blue);
    HPDF_Page_SetFontAndSize(page_, font, size);
    for (const auto& line : lines_of(page_, latin(text), width_, most)) {
      write_at(page_, line, left_, y_);
      y_ -= leading;
    }
  }
  void skip(float points) { y_ -= points; }

 private:
  HPDF_Page page_;
  float left_, width_, y_;
};

}  // namespace

Result<std::string> code_cards(std::span<const CodeCard> cards, const std::string& title) {
  auto failed = [] { return refuse(FaultKind::unavailable, "formats.sheet.failed"); };
  PdfSheet sheet;
  if (!sheet.sound()) return failed();
  HPDF_Font regular = sheet.font("Helvetica"), bold = sheet.font("Helvetica-Bold"), serif = sheet.font("Times-Roman");
  HPDF_Font fixed = sheet.font("Courier-Bold");
  HPDF_SetInfoAttr(sheet.get(), HPDF_INFO_TITLE, latin(title).c_str());
  HPDF_Page page = nullptr;
  for (std::size_t i = 0; i < cards.size(); ++i) {
    const std::size_t at = i % (across * down);
    if (at == 0) {
      page = sheet.page();
      cutting_marks(page);
    }
    const auto& card = cards[i];
    auto code = qr_code(card.address);
    if (!code) return refuse(code.error());
    const float left = static_cast<float>(at % across) * card_width;
    const float bottom = page_height - static_cast<float>(at / across + 1) * card_height;
    draw_code(page, *code, left + inset, bottom + (card_height - code_side) / 2, code_side);
    const float from = left + inset + code_side + gap;
    Hand hand(page, from, left + card_width - inset + 6 - from, bottom + card_height - 34);
    hand.write(card.heading, serif, 15, ink, 16, 2);
    hand.write(card.group, bold, 10, ink, 13, 2);
    hand.skip(2);
    hand.write(card.how, regular, 8, ink2, 10, 3);
    hand.skip(6);
    hand.write(card.code, fixed, 14.5F, ink, 17, 1);
    hand.write(card.until, regular, 8, ink2, 10, 2);
    hand.write(card.note, regular, 7.5F, ink2, 9, 2);
    if (!card.warning.empty()) hand.write(card.warning, bold, 7, brick, 8, 2);
  }
  if (page == nullptr) return failed();
  auto pdf = sheet.bytes();
  if (pdf.empty()) return failed();
  return pdf;
}

}  // namespace goud::formats
