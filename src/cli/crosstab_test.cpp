#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/verbs.hpp"
#include "formats/json.hpp"

namespace goud::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct Said {
  int status;
  std::string out;
  std::string err;
};

Said said(const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  const int status = crosstab(arguments, out, err);
  return {status, out.str(), err.str()};
}

class CrosstabTest : public testing::Test {
 protected:
  void SetUp() override {
    setenv("LC_ALL", "C", 1);
    folder_ = std::filesystem::temp_directory_path() / ("goud_crosstab_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string file(const std::string& text, const std::string& name = "answers.csv") {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }
  // R's HairEyeColor, as in contingency_test.cpp.
  std::string hair_by_eye() {
    const int counts[4][4] = {{68, 20, 15, 5}, {119, 84, 54, 29}, {26, 17, 14, 14}, {7, 94, 10, 16}};
    const char* hair[] = {"1", "2", "3", "4"};
    const char* eye[] = {"brown", "blue", "hazel", "green"};
    std::string text = "hair,eye\n";
    for (int i = 0; i < 4; ++i)
      for (int j = 0; j < 4; ++j)
        for (int k = 0; k < counts[i][j]; ++k) text += std::string(hair[i]) + "," + eye[j] + "\n";
    return file(text, "hair.csv");
  }
  std::filesystem::path folder_;
};

std::vector<formats::JsonValue> items(const formats::JsonValue& array) {
  std::vector<formats::JsonValue> all;
  for (const auto one : array.array()) all.push_back(one);
  return all;
}

std::vector<std::string> letters(const formats::JsonValue& cell) {
  std::vector<std::string> out;
  for (const auto& one : items(cell.object().at("higher_than"))) out.emplace_back(one.as_string().value_or("?"));
  return out;
}

TEST_F(CrosstabTest, HairByEyeAsRTestsIt) {
  const auto got = said({hair_by_eye(), "--rows", "hair", "--columns", "eye", "--json"});
  ASSERT_EQ(got.status, 0);
  EXPECT_EQ(got.err, "");
  const auto document = formats::Json::parse(got.out);
  ASSERT_TRUE(document);
  const auto table = items(document->object().at("tables"))[0].object();
  EXPECT_NEAR(*table.at("chi2").as_number(), 138.289841626008, 1e-10);  // tools/reference_checks/crosstab.R
  EXPECT_EQ(*table.at("df").as_number(), 9);
  EXPECT_NEAR(*table.at("p").as_number() / 2.32528678709881e-25, 1, 1e-9);
  EXPECT_NEAR(*table.at("cramers_v").as_number(), 0.279044623342658, 1e-12);
  EXPECT_EQ(table.at("row").as_string(), "hair");
  EXPECT_EQ(table.at("column").as_string(), "eye");
  const auto cells = items(table.at("cells"));
  ASSERT_EQ(cells.size(), 16U);
  // Columns in order of letters: blue A, brown B, green C, hazel D. Black (1) by prop.test: brown over all others, hazel
  // not over blue (p .083).
  EXPECT_EQ(*cells[1].object().at("count").as_number(), 68);
  EXPECT_EQ(*cells[1].object().at("n").as_number(), 220);
  EXPECT_NEAR(*cells[1].object().at("share").as_number(), 68 / 220.0, 1e-15);
  EXPECT_THAT(letters(cells[1]), ElementsAre("A", "C", "D"));
  EXPECT_THAT(letters(cells[3]), ElementsAre());
  // Brown hair (2): brown and hazel eyes (p .00169, .00209) and not green (p .116) over blue.
  EXPECT_THAT(letters(cells[5]), ElementsAre("A"));
  EXPECT_THAT(letters(cells[6]), ElementsAre());
  EXPECT_THAT(letters(cells[7]), ElementsAre("A"));
  EXPECT_THAT(got.out, HasSubstr("\"warnings\":[]"));
  EXPECT_THAT(got.out, HasSubstr("{\"letter\":\"B\",\"column\":\"brown\",\"n\":220}"));
}

TEST_F(CrosstabTest, AdjustedTogetherFewerAreMarked) {
  // Red hair: green over hazel p .0418 by prop.test, .0771 adjusted by p.adjust over all 24.
  const auto path = hair_by_eye();
  const auto plain = said({path, "--rows", "hair", "--columns", "eye", "--json"});
  const auto adjusted = said({path, "--rows", "hair", "--columns", "eye", "--adjust", "bh", "--json"});
  const auto marked = [](const std::string& json) {
    return *formats::Json::parse(json)->object().at("marked").as_number();
  };
  EXPECT_EQ(marked(plain.out), 13);  // p under .05, of the 24 that prop.test gives
  EXPECT_EQ(marked(adjusted.out), 12);
  EXPECT_THAT(adjusted.out, HasSubstr("\"p_adjusted\":2.325"));
}

TEST_F(CrosstabTest, ManyTablesInOnePassEachWithItsOwnBase) {
  std::string text = "q1,q2,class,city\n";
  for (int i = 0; i < 60; ++i) {
    text += (i % 10 == 0 ? "" : std::to_string(1 + i % 5)) + std::string(",") + (i % 3 == 0 ? "yes" : "no") + "," +
            (i % 2 == 0 ? "eco" : "plus") + "," +
            (i < 4       ? "NA"
             : i % 7 < 3 ? "a"
                         : "b") +
            "\n";
  }
  const auto got = said({file(text), "--rows", "q1,q2", "--columns", "class,city", "--top", "2", "--json"});
  const auto document = formats::Json::parse(got.out);
  ASSERT_TRUE(document);
  EXPECT_EQ(*document->object().at("rows").as_number(), 60);
  EXPECT_EQ(*document->object().at("n").as_number(), 51);  // complete over all four
  const auto tables = items(document->object().at("tables"));
  ASSERT_EQ(tables.size(), 4U);
  EXPECT_EQ(*tables[0].object().at("n").as_number(), 54);  // who answered q1
  EXPECT_EQ(*tables[1].object().at("n").as_number(), 51);
  EXPECT_EQ(*tables[2].object().at("n").as_number(), 60);
  EXPECT_EQ(*tables[3].object().at("n").as_number(), 56);
  const auto box = items(tables[0].object().at("boxes"))[0].object();
  EXPECT_EQ(box.at("box").as_string(), "top");
  double of_box = *items(box.at("cells"))[0].object().at("share").as_number();
  double of_values = 0;
  for (const auto& one : items(tables[0].object().at("cells"))) {
    const auto cell = one.object();
    if (cell.at("column").as_string() == "eco" &&
        (cell.at("row").as_string() == "4" || cell.at("row").as_string() == "5"))
      of_values += *cell.at("share").as_number();
  }
  EXPECT_NEAR(of_box, of_values, 1e-15);
  EXPECT_THAT(got.out, HasSubstr("\"code\":\"no_boxes\""));  // q2 is no scale
  const auto table = said({file(text), "--rows", "q1,q2", "--columns", "class,city", "--top", "2"});
  EXPECT_THAT(table.out, HasSubstr("top: 4, 5"));
  EXPECT_THAT(table.out, HasSubstr("class: eco (A)"));
}

TEST_F(CrosstabTest, TopOfTheScaleNotOfWhatWasSeen) {
  const auto path = file("q,c\n1,a\n2,a\n4,a\n4,b\n3,b\n1,b\n");
  EXPECT_THAT(said({path, "--rows", "q", "--columns", "c", "--top", "1", "--scale", "1:5", "--json"}).out,
              HasSubstr("{\"box\":\"top\",\"rows\":[]"));
  EXPECT_THAT(said({path, "--rows", "q", "--columns", "c", "--top", "1", "--json"}).out,
              HasSubstr("{\"box\":\"top\",\"rows\":[\"4\"]"));
  EXPECT_THAT(said({path, "--rows", "q", "--columns", "c", "--bottom", "2", "--json"}).out,
              HasSubstr("{\"box\":\"bottom\",\"rows\":[\"1\",\"2\"]"));
}

TEST_F(CrosstabTest, WeightsGiveSharesAndKishesBase) {
  std::string text = "q,c,w\n";
  double weight[2] = {}, squares[2] = {}, hits[2] = {};
  for (int i = 0; i < 80; ++i) {
    const double w = 0.5 + i % 9 / 4.0;
    const int c = i % 2;
    const bool yes = (i * i + c) % 3 == 0;
    weight[c] += w;
    squares[c] += w * w;
    hits[c] += yes ? w : 0;
    text += std::string(yes ? "yes" : "no") + "," + (c == 0 ? "a" : "b") + "," + std::to_string(w) + "\n";
  }
  const auto got = said({file(text), "--rows", "q", "--columns", "c", "--weight", "w", "--json"});
  const auto document = formats::Json::parse(got.out);
  ASSERT_TRUE(document);
  const auto table = items(document->object().at("tables"))[0].object();
  EXPECT_NEAR(*items(table.at("columns"))[1].object().at("n_effective").as_number(), weight[1] * weight[1] / squares[1],
              1e-9);
  EXPECT_NEAR(*items(table.at("cells"))[2].object().at("share").as_number(), hits[0] / weight[0], 1e-12);
  EXPECT_NEAR(*items(table.at("cells"))[2].object().at("weight").as_number(), hits[0], 1e-9);
  EXPECT_EQ(document->object().at("tests_on").as_string(), "kish_n_effective");
  EXPECT_THAT(said({file(text), "--rows", "q", "--columns", "c", "--weight", "w"}).out, HasSubstr("(Kish)"));
}

TEST_F(CrosstabTest, ChiSquaredFirstMarksOnlyTablesThatDiffer) {
  // Five columns of 20, one of which differs from one other: z marks it, the table as a whole does not differ.
  std::string text = "q,c\n";
  const int yes[] = {6, 10, 10, 10, 13};
  for (int c = 0; c < 5; ++c)
    for (int k = 0; k < 20; ++k) text += std::string(k < yes[c] ? "yes" : "no") + "," + char('a' + c) + "\n";
  const auto path = file(text);
  EXPECT_THAT(said({path, "--rows", "q", "--columns", "c", "--json"}).out, HasSubstr("\"marked\":2"));
  EXPECT_THAT(said({path, "--rows", "q", "--columns", "c", "--test", "chi2", "--json"}).out,
              HasSubstr("\"compared\":0,\"marked\":0"));
  EXPECT_THAT(said({path, "--rows", "q", "--columns", "c", "--test", "chi2"}).out,
              HasSubstr("no columns were compared"));
}

TEST_F(CrosstabTest, WhatCannotBeSaidIsAnAnswer) {
  const std::vector<std::string> asked = {"--rows", "q", "--columns", "c", "--top", "2", "--json"};
  const auto with = [&](const std::string& text, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {file(text)};
    arguments.insert(arguments.end(), asked.begin(), asked.end());
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto got = said(arguments);
    EXPECT_EQ(got.status, 0) << text;
    EXPECT_TRUE(formats::Json::parse(got.out)) << got.out;
    EXPECT_THAT(got.out, Not(HasSubstr("nan")));
    std::vector<std::string> shown(arguments);
    std::erase(shown, "--json");
    EXPECT_EQ(said(shown).status, 0) << text;
    return got.out;
  };
  EXPECT_THAT(with("q,c\n"), HasSubstr("\"reason\":\"too_few\""));
  EXPECT_THAT(with("q,c\n1,a\n"), HasSubstr("\"reason\":\"no_spread\""));
  EXPECT_THAT(with("q,c\n,a\n,b\n"), HasSubstr("\"chi2\":null"));
  EXPECT_THAT(with("q,c\n3,a\n3,b\n3,a\n3,b\n"), HasSubstr("\"code\":\"small_group\""));
  EXPECT_THAT(with("q,c\n1,a\n2,b\n1,a\n"), HasSubstr("\"code\":\"small_expected\""));
  EXPECT_THAT(with("q,c,w\n1,a,0\n2,b,0\n", {"--weight", "w"}),
              HasSubstr("\"share\":null,\"interval\":null,\"reason\":\"too_few\""));
}

TEST_F(CrosstabTest, ColumnsOfFewAnswersAreComparedAndTold) {
  std::string text = "q,c\n";
  for (int i = 0; i < 4; ++i) text += "yes,a\n";
  for (int i = 0; i < 40; ++i) text += "no,b\n";
  text += ",b\n";
  const auto path = file(text);
  const auto got = said({path, "--rows", "q", "--columns", "c", "--json"}).out;
  EXPECT_THAT(got, HasSubstr("\"compared\":2,\"marked\":2"));
  EXPECT_THAT(got, HasSubstr("\"higher_than\":[\"B\"]"));
  EXPECT_THAT(got, HasSubstr("\"code\":\"small_group\""));
  EXPECT_THAT(got, HasSubstr("1 column has fewer than 5 answers"));
  EXPECT_THAT(said({path, "--rows", "q", "--columns", "c"}).out, HasSubstr("44 of 45 rows"));
}

TEST_F(CrosstabTest, WrongQuestionsAreToldInOneLine) {
  const auto path = file("q,c\n1,a\n2,b\n");
  const auto wrong = [&](std::vector<std::string> arguments, const std::string& of) {
    arguments.insert(arguments.begin(), path);
    const auto got = said(arguments);
    EXPECT_EQ(got.status, 2);
    EXPECT_EQ(got.out, "");
    EXPECT_THAT(got.err, StartsWith("goud: "));
    EXPECT_THAT(got.err, HasSubstr(of));
    EXPECT_EQ(std::count(got.err.begin(), got.err.end(), '\n'), 1);
  };
  wrong({"--rows", "q"}, "--columns");
  wrong({"--columns", "c"}, "--rows");
  wrong({"--rows", "z", "--columns", "c"}, "z");
  wrong({"--rows", "q", "--columns", "q,c"}, "q stands in --rows and in --columns");
  wrong({"--rows", "q", "--columns", "c", "--test", "t"}, "chi2");
  wrong({"--rows", "q", "--columns", "c", "--adjust", "holm"}, "bh");
  wrong({"--rows", "q", "--columns", "c", "--top", "0"}, "--top");
  std::string many = "q,c\n";
  for (int i = 0; i < 300; ++i) many += "1," + std::to_string(i) + "\n";
  const auto got = said({file(many), "--rows", "q", "--columns", "c"});
  EXPECT_EQ(got.status, 2);
  EXPECT_THAT(got.err, HasSubstr("answers.csv:252: c has more than 250 different values"));
}

TEST_F(CrosstabTest, OrderOfRowsDoesNotMatterAndPicturesAreWritten) {
  const std::string head = "q,c\n";
  std::string forwards, backwards;
  for (int i = 0; i < 97; ++i) {
    const std::string row =
        std::to_string(1 + (i * i) % 5) + "," + std::string(1, static_cast<char>('a' + i % 3)) + "\n";
    forwards += row;
    backwards = row + backwards;
  }
  const std::vector<std::string> asked = {"--rows", "q", "--columns", "c", "--bottom", "1", "--json"};
  std::vector<std::string> one = {file(head + forwards, "one.csv")}, two = {file(head + backwards, "two.csv")};
  one.insert(one.end(), asked.begin(), asked.end());
  two.insert(two.end(), asked.begin(), asked.end());
  EXPECT_EQ(said(one).out, said(two).out);
  const auto to = [&](const char* name) { return (folder_ / name).string(); };
  const auto got = said({hair_by_eye(), "--rows", "hair", "--columns", "eye", "--intervals", "--html", to("a.html"),
                         "--svg", to("a.svg"), "--xlsx", to("a.xlsx")});
  ASSERT_EQ(got.status, 0) << got.err;
  std::ifstream page(to("a.html"));
  const std::string html((std::istreambuf_iterator<char>(page)), {});
  EXPECT_THAT(html, HasSubstr("30.9% A,C,D"));
  EXPECT_GT(std::filesystem::file_size(to("a.svg")), 500U);
  EXPECT_GT(std::filesystem::file_size(to("a.xlsx")), 2000U);
}

}  // namespace
}  // namespace goud::cli
