#include "feedback/instrument.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace goud::feedback {
namespace {

const std::string promise = "01900000-0000-7000-8000-000000000001";
const std::string moment = "01900000-0000-7000-8000-000000000002";

std::string with(std::string questions) {
  return R"({"key":"stay","title":{"nl":"Uw verblijf","en":"Your stay"},"languages":["nl","en"],"questions":[)" + questions + "]}";
}
std::string text_of(std::string_view nl) { return R"("text":{"nl":")" + std::string(nl) + R"(","en":"x"})"; }

std::vector<std::string> faults_of(const std::string& json) {
  std::vector<std::string> said;
  auto read = definition_from(json);
  if (read) return said;
  for (const auto& field : read.error().fields) said.push_back(field.path + " " + field.key);
  if (said.empty()) said.push_back(read.error().key);
  return said;
}

TEST(Instrument, EveryKindReadsAndReadsBackEqual) {
  const auto json = with(R"({"key":"kept","kind":"promise","promise":")" + promise + R"(","moment":")" + moment + "\"," + text_of("Klaar?") +
                         R"(},{"key":"nps","kind":"score",)" + text_of("Aanraden?") + R"(,"low":{"nl":"niet"},"high":{"nl":"wel"}},
      {"key":"clean","kind":"scale","moment":"drawn",)" + text_of("Schoon?") + R"(,"points":[{"nl":"nee"},{"nl":"half"},{"nl":"ja"}]},
      {"key":"why","kind":"choice",)" + text_of("Waarom?") + R"(,"options":[{"value":"work","label":{"nl":"Werk"}},{"value":"fun","label":{"nl":"Plezier"}}]},
      {"key":"used","kind":"multiple",)" + text_of("Gebruikt?") + R"(,"options":[{"value":"pool","label":{"nl":"Zwembad"}},{"value":"bar","label":{"nl":"Bar"}}]},
      {"key":"again","kind":"yes_no_na",)" + text_of("Weer?") + R"(},{"key":"more","kind":"text","max_length":300,)" + text_of("Nog iets?") +
                         R"(},{"key":"story","kind":"story","moment":"drawn",)" + text_of("Zoals verwacht?") + "}");
  auto read = definition_from(json);
  ASSERT_TRUE(read) << faults_of(json).front();
  ASSERT_EQ(read->questions.size(), 8u);
  EXPECT_EQ(read->questions[0].kept, (std::vector<std::string>{"yes", "no_told"}));
  EXPECT_TRUE(read->questions[0].means_not_applicable(*read->questions[0].option_index("na")));
  EXPECT_TRUE(read->questions[2].drawn);
  auto again = definition_from(to_json(*read));
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, *read);
}

TEST(Instrument, SaysWhereItIsWrong) {
  EXPECT_EQ(faults_of(with("")), (std::vector<std::string>{"questions feedback.instrument.no_questions"}));
  EXPECT_EQ(faults_of(with(R"({"key":"a b","kind":"score",)" + text_of("x") + "}")),
            (std::vector<std::string>{"questions[0].key feedback.instrument.key_form"}));
  EXPECT_EQ(faults_of(with(R"({"key":"a","kind":"scale",)" + text_of("x") + R"(,"points":[{"nl":"een"}]})")),
            (std::vector<std::string>{"questions[0] feedback.instrument.points_missing"}));
  EXPECT_EQ(faults_of(with(R"({"key":"a","kind":"score",)" + text_of("x") + R"(},{"key":"a","kind":"score",)" + text_of("x") + "}")),
            (std::vector<std::string>{"questions[1].key feedback.instrument.key_twice"}));
  EXPECT_EQ(faults_of(with(R"({"key":"a","kind":"score",)" + text_of("x") + R"(,"options":[]})")),
            (std::vector<std::string>{"questions[0].options feedback.instrument.not_for_kind"}));
  EXPECT_EQ(faults_of(with(R"({"key":"a","kind":"score","text":{"nl":"alleen hier"}})")),
            (std::vector<std::string>{"questions[0].text feedback.instrument.text_not_in"}));
  EXPECT_EQ(faults_of(with(R"({"key":"a","kind":"score","moment":"drawn","per":"visit",)" + text_of("x") + "}")),
            (std::vector<std::string>{"questions[0].per feedback.instrument.per_disagrees"}));
  auto unknown = faults_of(with(R"({"key":"a","kind":"score","colour":1,)" + text_of("x") + "}"));
  ASSERT_EQ(unknown.size(), 1u);
  EXPECT_EQ(unknown.front().substr(0, 19), "questions[0].colour");
}

TEST(Instrument, AnOptionOfAPromiseMeansExactlyOneThing) {
  const auto question = [&](std::string rest) {
    return with(R"({"key":"k","kind":"promise","promise":")" + promise + "\"," + text_of("x") + rest + "}");
  };
  EXPECT_EQ(faults_of(question(R"(,"kept":["yes"],"not_kept":["no","no_told"])")),
            (std::vector<std::string>{"questions[0] feedback.instrument.value_meaning"}));
  EXPECT_EQ(faults_of(question(R"(,"kept":["yes"],"not_kept":["no","no_told","yes"],"not_applicable":["na"])")),
            (std::vector<std::string>{"questions[0] feedback.instrument.value_meaning"}));
  EXPECT_TRUE(faults_of(question(R"(,"kept":["yes"],"not_kept":["no","no_told"],"not_applicable":["na"])")).empty());
}

TEST(Instrument, AQuestionKeepsItsMeaningFromVersionToVersion) {
  auto before = *definition_from(with(R"({"key":"a","kind":"score",)" + text_of("x") + "}"));
  auto words = before;
  words.questions[0].text.nl = "anders gezegd";
  EXPECT_TRUE(may_follow(before, words));
  auto kind = before;
  kind.questions[0].kind = QuestionKind::text;
  EXPECT_FALSE(may_follow(before, kind));
  auto about = before;
  about.questions[0].drawn = true;
  EXPECT_FALSE(may_follow(before, about));
  auto more = before;
  more.questions.push_back(more.questions[0]);
  more.questions[1].key = "b";
  EXPECT_TRUE(may_follow(before, more));
  EXPECT_FALSE(may_follow(before, before));
}

TEST(Instrument, TheShippedOnesAreWhole) {
  for (const char* name : {"visit", "recommend", "store", "service"}) {
    std::ifstream file(std::string("instruments/") + name + ".json");
    ASSERT_TRUE(file) << name;
    std::stringstream all;
    all << file.rdbuf();
    auto read = definition_from(all.str());
    ASSERT_TRUE(read) << name << ": " << faults_of(all.str()).front();
    EXPECT_EQ(read->key, name);
    EXPECT_EQ(read->languages.size(), 2u);
  }
}

}  // namespace
}  // namespace goud::feedback
