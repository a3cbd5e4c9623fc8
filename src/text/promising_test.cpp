// What is underlined, on sentences of our own making with labels; the counts stand in docs/methods/underlining.md.
#include "text/promising.hpp"

#include <gtest/gtest.h>

#include <iostream>
#include <span>

#include "text/sentences.hpp"
#include "text/underlining_cases.hpp"

namespace goud::text {
namespace {

struct Counted {
  int right = 0, alarms = 0, missed = 0;
  [[nodiscard]] double precision() const { return right / static_cast<double>(right + alarms); }
  [[nodiscard]] double recall() const { return right / static_cast<double>(right + missed); }
  void add(bool said, bool meant) {
    right += said && meant ? 1 : 0;
    alarms += said && !meant ? 1 : 0;
    missed += !said && meant ? 1 : 0;
  }
};
std::ostream& operator<<(std::ostream& out, const Counted& one) {
  return out << one.right << " right, " << one.alarms << " alarms, " << one.missed << " missed";
}

struct Both {
  Counted promise, nothing;
};

void count(std::span<const cases::Labelled> all, const char* language, Reader reader, Both& both) {
  for (const auto& [label, text] : all) {
    bool promise = false, nothing = false;
    for (const auto& mark : underline(text, language, reader)) {
      promise = promise || mark.kind == Underline::promise;
      nothing = nothing || mark.kind == Underline::says_nothing;
    }
    both.promise.add(promise, label == 'p');
    // Words that say nothing inside a text that promises are neither right nor wrong.
    if (label != 'p') both.nothing.add(nothing && !promise, label == 'e');
    if (promise != (label == 'p') || (label == 'e' && !nothing) || (label == '-' && nothing))
      std::cout << "  " << label << ": " << text
                << (promise   ? "  [promise]"
                    : nothing ? "  [nothing]"
                              : "  [none]")
                << "\n";
  }
}

TEST(UnderliningTest, OwnSentencesPrecisionAndRecallAreCounted) {
  Both nl, en;
  count(cases::dutch_customers, "nl", Reader::customer, nl);
  count(cases::dutch_employees, "nl", Reader::employee, nl);
  count(cases::english_customers, "en", Reader::customer, en);
  count(cases::english_employees, "en", Reader::employee, en);
  std::cout << "nl promises: " << nl.promise << "\nnl nothing: " << nl.nothing << "\nen promises: " << en.promise
            << "\nen nothing: " << en.nothing << "\n";
  for (const auto* both : {&nl, &en}) {
    EXPECT_GE(both->promise.precision(), 0.9);
    EXPECT_GE(both->promise.recall(), 0.9);
    EXPECT_GE(both->nothing.precision(), 0.9);
    EXPECT_GE(both->nothing.recall(), 0.9);
  }
}

std::vector<std::string> quotes(std::string_view text, const char* language, Reader reader, Underline kind) {
  std::vector<std::string> all;
  for (const auto& mark : underline(text, language, reader)) {
    EXPECT_EQ(mark.quote, text.substr(mark.from, mark.to - mark.from));
    if (mark.kind == kind) all.push_back(mark.quote);
  }
  return all;
}
using Words = std::vector<std::string>;

TEST(UnderliningTest, TheTextOfAHotelIsUnderlinedSentenceBySentence) {
  const std::string website =
      "Bij Merelhof staat de gast centraal. Wij gaan voor kwaliteit en een warm welkom. Uw kamer is klaar om 15.00 "
      "uur, en anders weet u "
      "waarom. Ontbijt vers tot 10.30 uur. Vraag? Antwoord binnen één werkdag. En: een vaste gast krijgt nooit minder "
      "dan een nieuwe.";
  EXPECT_EQ(quotes(website, "nl", Reader::customer, Underline::promise),
            (Words{"Uw kamer is klaar om 15.00 uur, en anders weet u waarom.", "Ontbijt vers tot 10.30 uur.",
                   "Antwoord binnen één werkdag.", "een vaste gast krijgt nooit minder dan een nieuwe."}));
  EXPECT_EQ(quotes(website, "nl", Reader::customer, Underline::says_nothing),
            (Words{"staat de gast centraal", "gaan voor kwaliteit", "warm welkom"}));
  const std::string vacancy =
      "Jij bent een echte teamspeler. Je rooster weet je drie weken vooruit. Tot € 50 los je het zelf op, zonder te "
      "vragen. Kom je koffie drinken?";
  EXPECT_EQ(quotes(vacancy, "nl", Reader::employee, Underline::promise),
            (Words{"Je rooster weet je drie weken vooruit.", "Tot € 50 los je het zelf op, zonder te vragen."}));
  EXPECT_EQ(quotes(vacancy, "nl", Reader::employee, Underline::says_nothing), (Words{"echte teamspeler"}));
}

TEST(UnderliningTest, WhyAndWhomAreSaid) {
  const auto why = [](const char* text, const char* language, Reader reader) {
    const auto all = underline(text, language, reader);
    return all.empty() ? std::string() : all.front().why;
  };
  EXPECT_EQ(why("Ontbijt vers tot 10.30 uur.", "nl", Reader::customer), "web.why.time");
  EXPECT_EQ(why("Antwoord binnen één werkdag.", "nl", Reader::customer), "web.why.term");
  EXPECT_EQ(why("Gratis wifi in het hele hotel.", "nl", Reader::customer), "web.why.free");
  EXPECT_EQ(why("We are passionate about hospitality.", "en", Reader::customer), "web.why.nobody_can_break");
  EXPECT_EQ(underline("Een vaste gast krijgt nooit minder dan een nieuwe.", "nl", Reader::employee).front().reader,
            Reader::customer);
  EXPECT_EQ(
      underline("Onze medewerkers krijgen hun rooster drie weken vooruit.", "nl", Reader::customer).front().reader,
      Reader::employee);
}

TEST(UnderliningTest, ListsAndLinesAreSentencesOfTheirOwn) {
  const std::string text =
      "Wat bieden wij?\n- 25 vakantiedagen\n- Een gratis maaltijd per dienst\n\n• Salaris € 2.500 bruto per maand\n";
  EXPECT_EQ(quotes(text, "nl", Reader::employee, Underline::promise),
            (Words{"25 vakantiedagen", "Een gratis maaltijd per dienst", "Salaris € 2.500 bruto per maand"}));
}

TEST(UnderliningTest, ValuesThatSayNothing) {
  for (const auto* word :
       {"Klantgericht", "klantgerichtheid", "kwaliteit", "Integriteit", "betrouwbaar", "De gast centraal"})
    EXPECT_TRUE(says_nothing(word, "nl")) << word;
  for (const auto* word : {"Integrity", "innovation", "Respect", "customer first"})
    EXPECT_TRUE(says_nothing(word, "en")) << word;
  for (const auto* word : {"We bellen terug", "Op tijd of uitleg", "", "Koffie"})
    EXPECT_FALSE(says_nothing(word, "nl")) << word;
}

TEST(SentencesTest, PointsInTimesAndShortWordsEndNothing) {
  const auto all = sentences("Open van 7.00 tot 10.30 uur, incl. koffie. Echt waar! Nietwaar? Ja…");
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0].words[2].kind, WordKind::time);
  EXPECT_TRUE(all[2].asks);
  EXPECT_FALSE(all[1].asks);
  EXPECT_TRUE(sentences(" \n . ").empty());
}

TEST(SentencesTest, WordsKnowWhatTheyAre) {
  const auto kinds = [](const char* text) {
    std::vector<WordKind> all;
    for (const auto& one : sentences(text)) {
      for (const auto& word : one.words) all.push_back(word.kind);
    }
    return all;
  };
  using K = WordKind;
  EXPECT_EQ(kinds("€ 50 £50 25 euro 50% 15:00 3 pm 10am drie 2024"),
            (std::vector<K>{K::money, K::money, K::money, K::percent, K::time, K::time, K::time, K::number, K::year}));
  EXPECT_EQ(kinds("€ 2.750,50 bruto"), (std::vector<K>{K::money, K::word}));
}

}  // namespace
}  // namespace goud::text
