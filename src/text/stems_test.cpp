#include "text/stems.hpp"

#include <gtest/gtest.h>

#include "text/language.hpp"

namespace goud::text {
namespace {

std::vector<std::string> folded(std::string_view text) {
  std::vector<std::string> all;
  for (const auto& token : tokens(text)) all.push_back(token.folded);
  return all;
}
using Words = std::vector<std::string>;

TEST(TokensTest, WordsAreFoldedAndKnowTheirPlace) {
  const std::string text = "Café-ontbijt: 2 foto's, ÉÉN crème brûlée!";
  const auto all = tokens(text);
  EXPECT_EQ(folded(text), (Words{"cafe", "ontbijt", "2", "foto", "een", "creme", "brulee"}));
  EXPECT_EQ(text.substr(all[0].from, all[0].to - all[0].from), "Café");
  EXPECT_EQ(text.substr(all[3].from, all[3].to - all[3].from), "foto's");
}

TEST(TokensTest, ApostrophesOfBothLanguages) {
  EXPECT_EQ(folded("don't can’t the guest's we'll 't is zo'n 's avonds O'Brien"),
            (Words{"dont", "cant", "the", "guest", "we", "ll", "t", "is", "zo", "n", "s", "avonds", "o", "brien"}));
}

TEST(TokensTest, BrokenBytesAndOtherScriptsDoNoHarm) {
  EXPECT_EQ(folded("a\xff\xc3 b\xe2\x82"), (Words{"a", "b"}));
  EXPECT_EQ(folded("Привет 😀 Αθήνα"), (Words{"привет", "αθήνα"}));
  EXPECT_EQ(folded("cafe\xcc\x81"), (Words{"cafe"}));  // the accent as a mark of its own
  EXPECT_TRUE(tokens("").empty());
}

TEST(StemTest, DutchFamiliesComeTogether) {
  const std::vector<Words> families = {
      {"teleurstelling", "teleurgesteld", "teleurgestelde", "teleurstellend", "teleurstellen", "teleurstellingen"},
      {"levering", "geleverd", "leveren", "levert", "leverde", "geleverde", "leverancier"},
      {"belofte", "beloofd", "beloven", "beloofde", "beloften"},
      {"wachten", "wacht", "wachtte", "gewacht", "wachtend"},
      {"kamer", "kamers", "hotelkamer"},
      {"boeken", "boeking", "geboekt", "boekte", "boekingen"},
      {"repareren", "gerepareerd", "repareerde"},
      {"schoon", "schoonmaak", "schoongemaakt", "schone"},
      {"ontvangst", "ontvangen", "ontving"},
      {"klacht", "klachten", "geklaagd", "klagen"},
      {"vriendelijk", "vriendelijke", "vriendelijkheid"},
      {"terugbellen", "teruggebeld", "terugbeld"},
      {"oplossing", "opgelost", "oplossen"}};
  for (const auto& family : families) {
    for (const auto& word : family) EXPECT_EQ(stem(word, "nl"), stem(family.front(), "nl")) << word;
  }
  EXPECT_NE(stem("kamer", "nl"), stem("gast", "nl"));
  EXPECT_NE(stem("warm", "nl"), stem("koud", "nl"));
}

TEST(StemTest, EnglishFamiliesComeTogether) {
  const std::vector<Words> families = {{"wait", "waited", "waiting", "waits"},
                                       {"break", "broken", "broke"},
                                       {"disappointed", "disappointment", "disappointing"},
                                       {"delivery", "delivered", "deliver"},
                                       {"promise", "promised", "promises"},
                                       {"cleaning", "clean", "cleanliness"},
                                       {"noise", "noisy"}};
  for (const auto& family : families) {
    for (const auto& word : family) EXPECT_EQ(stem(word, "en"), stem(family.front(), "en")) << word;
  }
  EXPECT_NE(stem("wait", "en"), stem("waiter", "en"));
}

TEST(StemTest, EveryStemOnceInOrder) {
  EXPECT_EQ(stems_of("Niet geleverd, de levering kwam niet", "nl"),
            (Words{"niet", stem("levering", "nl"), "de", stem("komen", "nl")}));
  EXPECT_EQ(stem(std::string(5000, 'a'), "nl").size(), 5000U);
}

TEST(StemTest, EverydayStemsAreNoSubject) {
  for (const auto* word : {"de", "niet", "hebben", "was"}) EXPECT_TRUE(everyday_stem(stem(word, "nl"), "nl")) << word;
  for (const auto* word : {"the", "not", "having", "was"}) EXPECT_TRUE(everyday_stem(stem(word, "en"), "en")) << word;
  EXPECT_FALSE(everyday_stem(stem("kamer", "nl"), "nl"));
  EXPECT_FALSE(everyday_stem(stem("breakfast", "en"), "en"));
}

TEST(LanguageTest, ByItsCommonestWords) {
  EXPECT_EQ(language_of("De kamer was om drie uur nog niet klaar."), "nl");
  EXPECT_EQ(language_of("The room was not ready at three."), "en");
  EXPECT_EQ(language_of("Prima personeel"), "nl");
  EXPECT_EQ(language_of("Great staff"), "en");
  EXPECT_EQ(language_of("Lang wachten bij the desk"), std::nullopt);
  EXPECT_EQ(language_of("12345"), std::nullopt);
  EXPECT_EQ(language_of(""), std::nullopt);
}

}  // namespace
}  // namespace goud::text
