#include "formats/qr.hpp"
#include "formats/picture.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "formats/sheet_pdf.hpp"

namespace goud::formats {
namespace {

TEST(Qr, HasTheThreeFindersOfTheStandard) {
  auto code = qr_code("https://goud.example/s/k7qm2xabcdef");
  ASSERT_TRUE(code);
  const int n = code->side;
  EXPECT_EQ((n - 17) % 4, 0);
  auto dark = [&](int x, int y) { return static_cast<bool>(code->dark[static_cast<std::size_t>(y * n + x)]); };
  const std::array<std::pair<int, int>, 3> corners = {{{0, 0}, {n - 7, 0}, {0, n - 7}}};
  for (auto [x, y] : corners) {
    for (int i = 0; i < 7; ++i) {
      EXPECT_TRUE(dark(x + i, y) && dark(x + i, y + 6) && dark(x, y + i) && dark(x + 6, y + i));
    }
    EXPECT_FALSE(dark(x + 1, y + 1));
    EXPECT_TRUE(dark(x + 3, y + 3));
  }
}

TEST(Qr, TheDrawingIsItsSquaresAndSaysWhatItIs) {
  auto code = qr_code("https://goud.example/s/abc");
  auto svg = qr_svg("https://goud.example/s/abc", "Zwolle & \"Ontbijt\"");
  ASSERT_TRUE(svg);
  EXPECT_NE(svg->find("Zwolle &amp; &quot;Ontbijt&quot;"), std::string::npos);
  // The widths of all runs add up to the number of dark squares.
  int drawn = 0;
  const auto path = svg->substr(svg->rfind("d=\""));
  for (std::size_t at = path.find('h'); at != std::string::npos; at = path.find('h', at + 1)) {
    if (path[at + 1] != '-') drawn += std::stoi(path.substr(at + 1));
  }
  EXPECT_EQ(drawn, std::count(code->dark.begin(), code->dark.end(), true));
}

TEST(Qr, RefusesNothingAndTooMuch) {
  EXPECT_FALSE(qr_code(""));
  EXPECT_FALSE(qr_code(std::string(501, 'a')));
}

TEST(CardSheet, IsAPdfOfOnePageForFourCardsAndTakesEveryLetter) {
  std::vector<Card> cards(5, {"Was uw kamer om 15.00 uur klaar? 🙂 Ça va “goed”, één €", "Merelhof Zwolle — balie",
                              "https://goud.example/s/k7qm2xabcdef", "Eén minuut, zonder naam."});
  auto pages = [](const std::string& pdf) {
    int count = 0;
    for (std::size_t at = pdf.find("/Type /Page\n"); at != std::string::npos; at = pdf.find("/Type /Page\n", at + 1)) ++count;
    return count;
  };
  const SheetLook plain{.title = "Kaarten", .organisation = "Merelhof Hotels"};
  auto one = card_sheet(std::span(cards).first(4), plain);
  auto two = card_sheet(cards, plain);
  ASSERT_TRUE(one && two);
  EXPECT_EQ(one->substr(0, 5), "%PDF-");
  EXPECT_EQ(pages(*one), 1);
  EXPECT_EQ(pages(*two), 2);
  EXPECT_FALSE(card_sheet({}, plain));
  // Its own colour and logo, and what must be said on it; a logo that cannot be read is left out.
  SheetLook own = plain;
  own.colour = "#ffee00";
  own.text = "#1d1b16";
  own.logo = *write_png({2, 2, std::vector<std::uint8_t>(16, 128)});
  cards[0].mark = "Dit is een simulatie.";
  cards[0].warning = "Werkt alleen op deze computer.";
  auto coloured = card_sheet(std::span(cards).first(1), own);
  ASSERT_TRUE(coloured);
  EXPECT_NE(coloured->find("/Image"), std::string::npos);
  own.logo = "no picture";
  auto without = card_sheet(std::span(cards).first(1), own);
  ASSERT_TRUE(without);
  EXPECT_EQ(without->find("/Subtype /Image"), std::string::npos);
}

}  // namespace
}  // namespace goud::formats
