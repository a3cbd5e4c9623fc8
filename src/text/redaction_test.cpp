// What is planted is found, in Dutch and in English; what is innocent is counted, and the counts stand in
// docs/methods/redaction.md. Every name and number here is made up; account numbers are the banks' own examples.
#include "text/redaction.hpp"

#include <gtest/gtest.h>

#include <iostream>

#include "text/numbers.hpp"
#include "text/redaction_cases.hpp"

namespace goud::text {
namespace {

const NameList& listed() {
  static const NameList list = [] {
    std::vector<std::string> names(std::begin(cases::names), std::end(cases::names));
    return NameList(names);
  }();
  return list;
}

// "[" and "]" of a planted sentence mark what must be found.
struct Plain {
  std::string text;
  std::vector<std::pair<std::size_t, std::size_t>> marked;
};
Plain plain(std::string_view planted) {
  Plain all;
  for (const char byte : planted) {
    if (byte == '<')
      all.marked.emplace_back(all.text.size(), 0);
    else if (byte == '>')
      all.marked.back().second = all.text.size();
    else
      all.text += byte;
  }
  return all;
}

std::string shown(const std::string& text, const std::vector<PrivatePart>& parts) {
  std::string out;
  for (const auto& part : parts)
    out += std::string(name_of(part.kind)) + ":<" + text.substr(part.from, part.to - part.from) + "> ";
  return out;
}

TEST(RedactionTest, EveryPlantedKindIsFoundWholeAndNothingBeside) {
  int planted = 0;
  for (const auto& [kind, sentence] : cases::planted) {
    const auto [text, marked] = plain(sentence);
    const auto parts = find_private(text, listed());
    ASSERT_EQ(parts.size(), marked.size()) << text << " -> " << shown(text, parts);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      EXPECT_EQ(std::pair(parts[i].from, parts[i].to), marked[i]) << text << " -> " << shown(text, parts);
      EXPECT_EQ(parts[i].kind, kind) << text << " -> " << shown(text, parts);
      ++planted;
    }
  }
  RecordProperty("planted", planted);
  std::cout << "planted " << planted << ", found " << planted << "\n";
}

TEST(RedactionTest, FalseAlarmsAmongInnocentSentencesAreCounted) {
  int sentences = 0, alarms = 0;
  for (const auto* sentence : cases::innocent) {
    const auto parts = find_private(sentence, listed());
    ++sentences;
    alarms += static_cast<int>(parts.size());
    if (!parts.empty()) std::cout << "  " << sentence << " -> " << shown(sentence, parts) << "\n";
  }
  RecordProperty("innocent", sentences);
  RecordProperty("false_alarms", alarms);
  std::cout << "innocent sentences " << sentences << ", false alarms " << alarms << "\n";
  EXPECT_LE(alarms, cases::false_alarms_known);
}

TEST(RedactionTest, EveryIbanOfACountryPassesAndOneDigitOffDoesNot) {
  for (const auto* iban : cases::ibans) {
    EXPECT_TRUE(iban_holds(iban)) << iban;
    std::string off = iban;
    off.back() = off.back() == '9' ? '8' : '9';
    EXPECT_FALSE(iban_holds(off)) << off;
  }
  EXPECT_FALSE(iban_holds("NL91ABNA041716430"));
  EXPECT_FALSE(iban_holds("ZZ91ABNA0417164300"));
  EXPECT_FALSE(iban_holds(""));
}

TEST(RedactionTest, ElevenTest) {
  EXPECT_TRUE(bsn_holds("111222333"));
  EXPECT_TRUE(bsn_holds("123456782"));
  EXPECT_FALSE(bsn_holds("123456789"));
  EXPECT_FALSE(bsn_holds("000000000"));
  EXPECT_FALSE(bsn_holds("11122233"));
}

TEST(RedactionTest, EveryListedNameInEveryFormInBothLanguages) {
  int tried = 0;
  for (const auto* name : {"Fatima El Idrissi", "Pieter van den Heuvel", "Anne-Marie Jansen-de Vries", "Zoë Çelik",
                           "Sinéad O'Brien", "Jan Kees Hoekstra"}) {
    for (const auto* frame : {"Dank aan %, die meteen hielp.", "% hielp ons snel.", "Ik sprak met %",
                              "Thanks to %: brilliant.", "(%) belde terug"}) {
      std::string whole = name, lower, upper;
      for (const char byte : whole) {
        lower += static_cast<char>(std::tolower(static_cast<unsigned char>(byte)));
        upper += static_cast<char>(std::toupper(static_cast<unsigned char>(byte)));
      }
      const auto first = whole.substr(0, whole.find(' '));
      const auto last = whole.substr(whole.find(' ') + 1);
      for (const auto& form : {whole, lower, upper, first, last}) {
        std::string text = frame;
        text.replace(text.find('%'), 1, form);
        const auto parts = find_private(text, listed());
        ASSERT_EQ(parts.size(), 1U) << text << " -> " << shown(text, parts);
        EXPECT_EQ(text.substr(parts[0].from, parts[0].to - parts[0].from), form) << text;
        ++tried;
      }
    }
  }
  std::cout << "names of the list tried " << tried << ", found " << tried << "\n";
}

TEST(RedactionTest, WhatIsReplacedSpeaksTheLanguageOfTheText) {
  const std::string text = "Mail Fatima El Idrissi op fatima@example.nl of bel 06-12345678.";
  EXPECT_EQ(redacted(text, find_private(text, listed()), "nl"), "Mail [naam] op [e-mailadres] of bel [telefoon].");
  EXPECT_EQ(redacted("Ask Mr Brown.", find_private("Ask Mr Brown.", {}), "en"), "Ask [name].");
  EXPECT_EQ(redacted("abc", std::vector<PrivatePart>{{2, 9, PrivateKind::name}}, "en"), "abc");
}

TEST(RedactionTest, AnEmptyListFindsNoNames) {
  EXPECT_TRUE(NameList().empty());
  EXPECT_TRUE(NameList(std::vector<std::string>{}).empty());
  EXPECT_TRUE(NameList(std::vector<std::string>{"", " - "}).empty());
  EXPECT_TRUE(find_private("Fatima was er.", NameList()).empty());
}

}  // namespace
}  // namespace goud::text
