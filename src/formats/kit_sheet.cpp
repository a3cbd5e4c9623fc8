#include "formats/kit_sheet.hpp"

#include <algorithm>
#include <array>

#include "formats/pdf_parts.hpp"

namespace goud::formats {
namespace {

constexpr float left = 42, right = page_width - 42, top = page_height - 44, bottom = 46;
constexpr float names = 88, gap = 14;  // the column of names, and what stands beside it
constexpr float from = left + names + gap, room = right - from;
constexpr std::array sizes = {1.F, 0.95F, 0.9F, 0.85F, 0.8F, 0.75F, 0.7F, 0.65F, 0.6F, 0.55F};

struct Fonts {
  HPDF_Font regular, bold, serif;
};

// Goes down the page; dry, it only measures how far it comes.
class Hand {
 public:
  Hand(HPDF_Page page, const Fonts& fonts, float size, bool dry) : fonts(fonts), page_(page), size_(size), dry_(dry) {}
  const Fonts& fonts;
  float y = top;

  void text(const std::string& said, HPDF_Font font, float points, float leading, std::size_t most, float x = from,
            float width = room, float grey = 0.11F) {
    HPDF_Page_SetFontAndSize(page_, font, points * size_);
    HPDF_Page_SetRGBFill(page_, grey, grey, grey);
    for (const auto& line : lines_of(page_, latin(said), width, most)) {
      y -= leading * size_;
      if (!dry_) write_at(page_, line, x, y);
    }
  }
  void skip(float points) { y -= points * size_; }
  void rule(float width, float x = left) {
    if (dry_) return;
    HPDF_Page_SetRGBStroke(page_, 0.11F, 0.11F, 0.09F);
    HPDF_Page_SetLineWidth(page_, width);
    line_of(page_, x, y, right, y);
  }
  void writing_lines(int count) {
    for (int i = 0; i < count; ++i) {
      skip(23);
      if (dry_) continue;
      HPDF_Page_SetRGBStroke(page_, 0.55F, 0.53F, 0.5F);
      HPDF_Page_SetLineWidth(page_, 0.6F);
      line_of(page_, from, y, right, y);
    }
  }
  // A box to tick, its line of text beside it; `rest`: a line to write on behind it.
  void box(const std::string& said, bool ticked, bool rest, std::size_t most = 2) {
    const float side = 8.5F * size_;
    const float before = y;
    text(said, fonts.regular, 11, 15, most, from + 15 * size_, room - 15 * size_);
    if (dry_) return;
    HPDF_Page_SetRGBStroke(page_, 0.11F, 0.11F, 0.09F);
    HPDF_Page_SetLineWidth(page_, 0.9F);
    const float base = before - 15 * size_ - 0.5F;
    HPDF_Page_Rectangle(page_, from, base, side, side);
    HPDF_Page_Stroke(page_);
    if (ticked) {
      line_of(page_, from + side * 0.2F, base + side * 0.5F, from + side * 0.45F, base + side * 0.2F);
      line_of(page_, from + side * 0.45F, base + side * 0.2F, from + side * 0.85F, base + side * 0.85F);
    }
    if (rest) {
      HPDF_Page_SetRGBStroke(page_, 0.55F, 0.53F, 0.5F);
      HPDF_Page_SetLineWidth(page_, 0.6F);
      line_of(page_, from + 19 * size_ + HPDF_Page_TextWidth(page_, latin(said).c_str()), y - 2, right, y - 2);
    }
  }
  // Head of a block: rule, name and how; what follows stands beside it.
  template <class Fn>
  void block(const KitBlock& block, float width, Fn beside) {
    skip(11);
    rule(width);
    skip(4);
    const float begun = y;
    text(block.name, fonts.bold, 11.5F, 14, 2, left, names);
    text(block.how, fonts.regular, 9, 12, 2, left, names, 0.33F);
    const float named = y;
    y = begun;
    if (block.missing.empty())
      beside();
    else
      text(block.missing, fonts.regular, 11, 15, 3, from, room, 0.33F);
    y = std::min(y, named);
  }
  float width_of(const std::string& said, HPDF_Font font, float points) {
    HPDF_Page_SetFontAndSize(page_, font, points * size_);
    return HPDF_Page_TextWidth(page_, latin(said).c_str());
  }

 private:
  HPDF_Page page_;
  float size_;
  bool dry_;
};

void columns(Hand& hand, const KitSheet& sheet) {
  constexpr float column = (room - gap) / 2;
  const float begun = hand.y;
  const auto one = [&](const std::string& head, const std::vector<std::string>& lines, float x) {
    hand.y = begun;
    hand.text(head, hand.fonts.bold, 11, 15, 1, x, column);
    for (const auto& line : lines) hand.text(line, hand.fonts.regular, 11, 15, 3, x, column);
    return hand.y;
  };
  const float may = one(sheet.may_head, sheet.may, from);
  const float must = one(sheet.must_head, sheet.must, from + column + gap);
  hand.y = std::min(may, must);
}

void figure(Hand& hand, const KitSheet& sheet) {
  const float begun = hand.y;
  hand.text(sheet.figure_value, hand.fonts.bold, 40, 38, 1);
  const float big = hand.y;
  const float x = from + hand.width_of(sheet.figure_value, hand.fonts.bold, 40) + 16;
  hand.y = begun;
  hand.text(sheet.figure_promise, hand.fonts.bold, 11, 14, 4, x, right - x);
  hand.text(sheet.figure_says, hand.fonts.regular, 10.5F, 14, 2, x, right - x, 0.33F);
  hand.text(sheet.figure_beside, hand.fonts.regular, 10.5F, 14, 2, x, right - x, 0.33F);
  hand.y = std::min(hand.y, big - 4);
}

// How far down it comes.
float draw(Hand hand, const KitSheet& sheet) {
  const auto& fonts = hand.fonts;
  const float mark = hand.width_of(sheet.kicker, fonts.bold, 9.5F);
  const float begun = hand.y;
  hand.text(sheet.kicker, fonts.bold, 9.5F, 12, 1, left);
  hand.y = begun;
  hand.text(sheet.place, fonts.regular, 9.5F, 12, 1, left + mark + 7, right - left - mark - 7, 0.33F);
  hand.skip(6);
  const float standing = hand.width_of(sheet.standing, fonts.bold, 9.5F);
  hand.text(sheet.title, fonts.serif, 31, 33, 2, left, right - left - standing - 16);
  const float said = hand.y;
  hand.y += 12;
  hand.text(sheet.standing, fonts.bold, 9.5F, 12, 1, right - standing, standing + 4);
  hand.y = said - 2;

  hand.block(sheet.story, 2.2F, [&] {
    hand.text(sheet.story_text, fonts.serif, 18.5F, 24, 30);
    hand.skip(2);
    hand.text(sheet.story_source, fonts.regular, 9.5F, 13, 2, from, room, 0.33F);
  });
  hand.block(sheet.figure, 1, [&] { figure(hand, sheet); });
  hand.block(sheet.behaviour, 1, [&] { columns(hand, sheet); });
  hand.block(sheet.barrier, 1, [&] {
    hand.text(sheet.barrier_title, fonts.bold, 11.5F, 15, 2);
    hand.text(sheet.barrier_says, fonts.regular, 11, 15, 3);
    hand.text(sheet.barrier_asks, fonts.bold, 11, 15, 3);
    hand.skip(2);
    hand.box(sheet.barrier_yes, false, false);
    hand.box(sheet.barrier_no, false, true);
  });
  hand.block(sheet.question, 1, [&] { hand.text(sheet.question_text, fonts.bold, 15, 20, 5); });
  if (sheet.question.missing.empty()) hand.writing_lines(2);
  hand.block(sheet.agreement, 1, [&] {
    if (!sheet.last.empty()) {
      hand.text(sheet.last_head, fonts.bold, 10.5F, 14, 1);
      for (std::size_t i = 0; i < std::min<std::size_t>(sheet.last.size(), 6); ++i)
        hand.box(sheet.last[i].text, sheet.last[i].done, false);
    }
    for (std::size_t i = 0; i < std::min<std::size_t>(sheet.agreed.size(), 6); ++i)
      hand.box(sheet.agreed[i].text, sheet.agreed[i].done, false);
  });
  if (sheet.agreed.empty()) hand.writing_lines(2);
  return hand.y;
}

}  // namespace

Result<std::string> kit_sheet(const KitSheet& said) {
  auto failed = [] { return refuse(FaultKind::unavailable, "formats.sheet.failed"); };
  PdfSheet sheet;
  if (!sheet.sound()) return failed();
  const Fonts fonts{sheet.font("Helvetica"), sheet.font("Helvetica-Bold"), sheet.font("Times-Roman")};
  HPDF_SetInfoAttr(sheet.get(), HPDF_INFO_TITLE, latin(said.title).c_str());
  HPDF_Page page = sheet.page();
  auto size = std::find_if(sizes.begin(), sizes.end(),
                           [&](float one) { return draw(Hand(page, fonts, one, true), said) >= bottom; });
  if (size == sizes.end()) --size;
  draw(Hand(page, fonts, *size, false), said);
  HPDF_Page_SetFontAndSize(page, fonts.regular, 8.5F);
  HPDF_Page_SetRGBFill(page, 0.33F, 0.33F, 0.33F);
  const auto foot = latin(said.foot);
  write_at(page, foot, right - HPDF_Page_TextWidth(page, foot.c_str()), 26);
  for (const auto& line :
       lines_of(page, latin(said.thanks), right - left - HPDF_Page_TextWidth(page, foot.c_str()) - 20, 1))
    write_at(page, line, left, 26);
  auto pdf = sheet.bytes();
  if (pdf.empty()) return failed();
  return pdf;
}

}  // namespace goud::formats
