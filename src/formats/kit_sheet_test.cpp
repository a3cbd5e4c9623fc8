#include "formats/kit_sheet.hpp"

#include <gtest/gtest.h>

namespace goud::formats {
namespace {

int pages_of(const std::string& pdf) {
  int pages = 0;
  for (auto at = pdf.find("/Type /Page"); at != std::string::npos; at = pdf.find("/Type /Page", at + 1))
    pages += pdf[at + 11] != 's';
  return pages;
}

std::string words(std::size_t length) {
  std::string text;
  while (text.size() < length) text += "wachten ";
  return text.substr(0, length);
}

KitSheet sheet() {
  KitSheet one;
  one.language = "nl";
  one.kicker = "Teamstart";
  one.place = "Merelhof Zwolle · week 48, vanaf maandag 23 november";
  one.title = "Ik wist waarom ik wachtte";
  one.standing = "10 minuten, staand";
  one.story = {"1 verhaal", "3 min, lees voor", ""};
  one.story_text = "De kamer was nog niet klaar. Ze liep zelf naar ons toe en zei waarom.";
  one.story_source = "Gast, Zwolle, zaterdag 21 november.";
  one.figure = {"1 cijfer", "1 min", ""};
  one.figure_value = "58%";
  one.figure_promise = "Uw kamer is klaar om 15.00 uur, of u weet waarom niet.";
  one.figure_says = "Gehouden, zeggen gasten. Tussen 52 en 64, n 214.";
  one.figure_beside = "Heel Merelhof 61% (57–65, n 1.126). Norm 85.";
  one.behaviour = {"1 gedrag", "2 min, oefen", ""};
  one.may_head = "Dit mag je, zonder te vragen";
  one.must_head = "Dit moet altijd";
  one.may = {"Een drankje aanbieden.", "Tot € 50 oplossen, daarna vertellen."};
  one.must = {"Zelf naar de gast lopen."};
  one.barrier = {"1 belemmering", "2 min", ""};
  one.barrier_title = "Kamerstatus komt op papier.";
  one.barrier_says = "9 keer gemeld, minstens 6 uur kwijt.";
  one.barrier_asks = "Ruben heeft het opgepakt. Wat merken wij ervan?";
  one.barrier_yes = "Opgelost, wij merken het";
  one.barrier_no = "Nog niet, want";
  one.question = {"1 vraag", "2 min, ga rond", ""};
  one.question_text = "Wanneer durfde jij deze week zelf te beslissen?";
  one.agreement = {"Afspraak", "wie, wat, wanneer", ""};
  one.last_head = "Vorige keer afgesproken";
  one.foot = "goud · teamstart 48";
  return one;
}

TEST(KitSheet, IsOneA4) {
  const auto pdf = kit_sheet(sheet());
  ASSERT_TRUE(pdf);
  EXPECT_EQ(pdf->substr(0, 5), "%PDF-");
  EXPECT_EQ(pages_of(*pdf), 1);
}

TEST(KitSheet, TheLongestTextsStayOnThatPageAndWhatIsMissingIsSaid) {
  auto full = sheet();
  full.title = words(240);
  full.place = words(300);
  full.story_text = words(2000);
  full.story_source = words(300);
  full.figure_promise = full.figure_says = full.figure_beside = words(400);
  full.may = {7, words(360)};
  full.must = {3, words(240)};
  full.barrier_title = words(120);
  full.barrier_says = full.barrier_asks = words(400);
  full.question_text = words(400);
  full.last = {10, {true, words(320)}};
  full.agreed = {10, {false, words(320)}};
  full.thanks = words(400);
  const auto pdf = kit_sheet(full);
  ASSERT_TRUE(pdf);
  EXPECT_EQ(pages_of(*pdf), 1);

  auto empty = sheet();
  for (auto* block : {&empty.story, &empty.figure, &empty.behaviour, &empty.barrier, &empty.question})
    block->missing = words(200);
  ASSERT_TRUE(kit_sheet(empty));
}

TEST(KitSheet, LettersThatThePrintingFontsLackAreWrittenPlainly) {
  auto named = sheet();
  named.thanks = "Dank, Łukasz en Şükran";
  const auto pdf = kit_sheet(named);
  ASSERT_TRUE(pdf);
  EXPECT_EQ(pages_of(*pdf), 1);
}

}  // namespace
}  // namespace goud::formats
