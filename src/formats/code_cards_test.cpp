#include "formats/code_cards.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace goud::formats {
namespace {

CodeCard card(const std::string& code) {
  return {"Vertel het zonder naam",
          "Receptie",
          "https://goud.example.nl/r/" + code,
          "Scan, of ga naar goud.example.nl/r en vul in:",
          code,
          "Ronde november, t/m 29 november",
          "Neem een kaart uit de stapel.",
          {}};
}

int pages_of(const std::string& pdf) {
  int pages = 0;
  for (auto at = pdf.find("/Type /Page"); at != std::string::npos; at = pdf.find("/Type /Page", at + 1))
    pages += pdf[at + 11] != 's';
  return pages;
}

TEST(CodeCards, TenOnAPage) {
  for (const auto& [cards, pages] : {std::pair{1, 1}, {10, 1}, {11, 2}, {37, 4}}) {
    const auto pdf =
        code_cards(std::vector<CodeCard>(static_cast<std::size_t>(cards), card("K7QM-2VXR-9TDA")), "Kaarten");
    ASSERT_TRUE(pdf);
    EXPECT_EQ(pdf->substr(0, 5), "%PDF-");
    EXPECT_EQ(pages_of(*pdf), pages) << cards;
  }
}

TEST(CodeCards, WhatDoesNotFitIsCutOffAndWhatCannotBeIsRefused) {
  auto long_one = card("K7QM-2VXR-9TDA");
  long_one.group = std::string(400, 'x') + " \xf0\x9f\x8c\xb7 \xc5\x81\xc3\xb3\xc3\xa9";
  long_one.heading = std::string(300, 'y');
  long_one.warning = "alleen hier";
  EXPECT_TRUE(code_cards(std::vector{long_one}, "Kaarten"));
  EXPECT_FALSE(code_cards({}, "Kaarten"));
  long_one.address = std::string(501, 'z');
  EXPECT_FALSE(code_cards(std::vector{long_one}, "Kaarten"));
}

}  // namespace
}  // namespace goud::formats
