#include "kernel/words.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <limits>

namespace goud {
namespace {

std::vector<std::string> parted(const std::string& text, char at) {
  std::vector<std::string> parts(1);
  for (const char c : text)
    if (c == at) parts.emplace_back();
    else parts.back() += c;
  return parts;
}

std::pair<std::string, std::string> pair_of(const std::string& text) {
  const auto at = text.find('=');
  return {text.substr(0, at), text.substr(at + 1)};
}

// The same file is read by a test of the web pages.
TEST(Words, SayWhatTheSharedCasesSay) {
  std::ifstream file("tests/words/cases.tsv");
  ASSERT_TRUE(file) << "run from the top of the tree";
  int cases = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const auto columns = parted(line, '\t');
    ASSERT_EQ(columns.size(), 5U) << line;
    std::string pairs;
    for (const auto& entry : parted(columns[1], '|')) {
      const auto [key, text] = pair_of(entry);
      pairs += key + '\0' + text + '\0';
    }
    WordArguments arguments;
    if (!columns[3].empty())
      for (const auto& entry : parted(columns[3], '|')) arguments.insert(pair_of(entry));
    EXPECT_EQ(Catalogue(pairs).say(columns[0], columns[2], arguments), columns[4]) << line;
    ++cases;
  }
  EXPECT_GE(cases, 15);
}

TEST(Words, TheCataloguesInTheProgramHaveTheSameKeys) {
  const auto& dutch = catalogue("nl").entries();
  const auto& english = catalogue("en").entries();
  ASSERT_FALSE(dutch.empty());
  ASSERT_EQ(dutch.size(), english.size());
  for (std::size_t i = 0; i < dutch.size(); ++i) EXPECT_EQ(dutch[i].first, english[i].first);
}

TEST(Words, TheKeyStandsWhereNoSentenceIs) {
  EXPECT_EQ(say("nl", "no.such.key"), "no.such.key");
  EXPECT_FALSE(word_known("nl", "no.such.key"));
  EXPECT_TRUE(word_known("nl", "fault.fields"));
  EXPECT_NE(say("nl", "fault.fields"), say("en", "fault.fields"));
}

TEST(Words, NumbersInTheFormOfTheLanguage) {
  EXPECT_EQ(number_text("nl", std::int64_t{1126}), "1.126");
  EXPECT_EQ(number_text("en", std::int64_t{1126}), "1,126");
  EXPECT_EQ(number_text("nl", std::int64_t{999}), "999");
  EXPECT_EQ(number_text("en", std::int64_t{-1234567}), "\u22121,234,567");
  EXPECT_EQ(number_text("en", std::numeric_limits<std::int64_t>::min()), "\u22129,223,372,036,854,775,808");
  EXPECT_EQ(number_text("nl", 4.25, 1), "4,2");  // half to even of what a double holds: 4.25 exactly
  EXPECT_EQ(number_text("nl", 12345.678, 2), "12.345,68");
  EXPECT_EQ(number_text("en", -0.04, 1), "0.0");
  EXPECT_EQ(number_text("en", -0.06, 1), "\u22120.1");
  EXPECT_EQ(number_text("en", std::numeric_limits<double>::quiet_NaN(), 1), "–");
  EXPECT_EQ(percent_text("nl", 0.643), "64%");
  EXPECT_EQ(percent_text("nl", 0.643, 1), "64,3%");
  EXPECT_EQ(points_text("en", 12.4), "+12");
  EXPECT_EQ(points_text("en", 0.2), "0");
  EXPECT_EQ(points_text("nl", -7.5, 1), "\u22127,5");
}

}  // namespace
}  // namespace goud
