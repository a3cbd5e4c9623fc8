#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/verbs.hpp"
#include "formats/json.hpp"
#include "formats/table_file.hpp"

namespace goud::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

struct Said {
  int status;
  std::string out;
  std::string err;
};

Said said(const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  const int status = weigh(arguments, out, err);
  return {status, out.str(), err.str()};
}

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

class WeighTest : public testing::Test {
 protected:
  void SetUp() override {
    setenv("LC_ALL", "C", 1);
    folder_ = std::filesystem::temp_directory_path() / ("goud_weigh_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string file(const std::string& text, const std::string& name = "answers.csv") {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }
  std::string margins(const std::string& rows) { return file("column,value,total\n" + rows, "margins.csv"); }
  std::filesystem::path folder_;
};

double number_at(const std::string& json, const char* key) {
  const auto document = formats::Json::parse(json);
  return document ? document->object().at(key).as_number().value_or(-999) : -998;
}

const std::string answers = "sex,age,q\nf,1,5\nf,1,4\nf,2,4\nm,1,3\nm,2,2\nm,2,1\nf,2,2\nf,1,3\n";

TEST_F(WeighTest, SchoolsAreWhatRsSurveyGivesRowByRow) {
  const char* given = std::getenv("GOUD_DATA");
  const auto data = std::string(given != nullptr ? given : "../shared/data") + "/survey_raking/apistrat.csv";
  if (!std::filesystem::exists(data)) GTEST_SKIP() << "survey_raking/apistrat.csv is absent";
  const auto reference = formats::Json::parse(text_of("tests/reference/survey.json"));
  ASSERT_TRUE(reference);
  const auto path = margins(
      "stype,E,4421\nstype,H,755\nstype,M,1018\nsch.wide,No,1072\nsch.wide,Yes,5122\nawards,No,2027\nawards,Yes,"
      "4167\n");
  for (const auto& [key, options] : {std::pair<const char*, std::vector<std::string>>{"raked", {}},
                                     {"raked_from_pw", {"--weight", "pw"}},
                                     {"bounded", {"--trim", "0.42:1.48"}}}) {
    const auto out = (folder_ / "weighed.csv").string();
    std::vector<std::string> arguments{data, "--margins", path, "--out", out, "--json"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const auto got = said(arguments);
    ASSERT_EQ(got.status, 0) << got.err;
    EXPECT_THAT(got.out, HasSubstr("\"converged\":true,\"iterations\":"));
    std::vector<double> wanted;
    for (const auto item : reference->object().at(key).array()) wanted.push_back(*item.as_number());
    auto table = formats::open_table(out);
    ASSERT_TRUE(table);
    EXPECT_EQ((*table)->columns().back().name, "weight");
    std::size_t row = 0;
    double sum = 0, squares = 0;
    ASSERT_TRUE((*table)->each([&](const formats::TableRow& one) -> Result<bool> {
      const double weight = formats::number_of(one.cells.back()).value_or(-1);
      EXPECT_NEAR(weight, wanted.at(row++), 1e-6);
      sum += weight;
      squares += weight * weight;
      return true;
    }));
    EXPECT_EQ(row, 200U);
    EXPECT_NEAR(number_at(got.out, "n_effective"), sum * sum / squares, 1e-8);
    EXPECT_LE(number_at(got.out, "max_weight"), std::string(key) == "bounded" ? 1.48 : 2);
    EXPECT_GE(number_at(got.out, "min_weight"), std::string(key) == "bounded" ? 0.42 : 0.4);
  }
}

TEST_F(WeighTest, OneColumnIsPostStratificationAndRowsWithoutAnswerHaveNoWeight) {
  const auto out = (folder_ / "out.csv").string();
  const auto got = said({file("sex,weight\nf,-9\nf,\"a,b\"\nf,x\nm,y\n,z\n"), "--margins",
                         margins("sex,f,50\nsex,m,50\n"), "--out", out, "--json"});
  ASSERT_EQ(got.status, 0) << got.err;
  EXPECT_EQ(text_of(out),
            "sex,weight,weight_2\r\nf,-9,0.6666666666666666\r\nf,\"a,b\",0.6666666666666666\r\nf,x,0."
            "6666666666666666\r\nm,y,2\r\n,z,\r\n");
  EXPECT_EQ(number_at(got.out, "iterations"), 1);
  EXPECT_EQ(number_at(got.out, "rows"), 5);
  EXPECT_EQ(number_at(got.out, "n"), 4);
  EXPECT_NEAR(number_at(got.out, "n_effective"), 16 / (3 * 4.0 / 9 + 4), 1e-12);
  EXPECT_THAT(got.out, HasSubstr("\"code\":\"rows_without_weight\""));
  EXPECT_THAT(got.out, HasSubstr("\"code\":\"small_group\""));
  EXPECT_FALSE(std::filesystem::exists(out + ".half"));
}

TEST_F(WeighTest, SharesServeAsWellAsCountsAndRoundedSumsAreSaid) {
  const auto data = file(answers);
  const auto counts = said({data, "--margins", margins("sex,f,300\nsex,m,600\nage,1,450\nage,2,450\n"), "--json"});
  const auto shares =
      said({data, "--margins", margins("sex,f,0.333333\nsex,m,0.666666\nage,1,0.5\nage,2,0.5\n"), "--json"});
  EXPECT_NEAR(number_at(counts.out, "max_weight"), number_at(shares.out, "max_weight"), 1e-5);
  EXPECT_THAT(counts.out, HasSubstr("\"population_per_weight\":112.5"));
  EXPECT_THAT(shares.out, HasSubstr("\"code\":\"sums_rescaled\""));
}

TEST_F(WeighTest, MarginsThatCannotBeMetAreSaidWithTheWorst) {
  const auto path = margins("sex,f,10\nsex,m,90\nage,1,50\nage,2,50\n");
  const auto got = said({file(answers), "--margins", path, "--trim", "0.5:1.5", "--json"});
  EXPECT_EQ(got.status, 0) << got.err;
  EXPECT_THAT(got.out, HasSubstr("\"converged\":false"));
  EXPECT_THAT(got.out, HasSubstr("\"code\":\"did_not_converge\""));
  EXPECT_THAT(got.out, HasSubstr("\"worst_margin\":{\"column\":\"sex\""));
  EXPECT_LE(number_at(got.out, "max_weight"), 1.5);
  EXPECT_THAT(said({file(answers), "--margins", path, "--trim", "0.5:1.5"}).out, HasSubstr("do not reach all margins"));
}

TEST_F(WeighTest, BoundsThatForbidTheMarginsLeaveAMeanOfOneAndOneShareEverywhere) {
  const char* given = std::getenv("GOUD_DATA");
  const auto data = std::string(given != nullptr ? given : "../shared/data") + "/survey_raking/apistrat.csv";
  if (!std::filesystem::exists(data)) GTEST_SKIP() << "survey_raking/apistrat.csv is absent";
  const auto path = margins("stype,E,4421\nstype,H,755\nstype,M,1018\nsch.wide,No,1072\nsch.wide,Yes,5122\n");
  const auto out = (folder_ / "weighed.csv").string();
  const auto got = said({data, "--margins", path, "--trim", "0.9:1.1", "--out", out, "--json"});
  ASSERT_EQ(got.status, 0) << got.err;
  EXPECT_THAT(got.out, HasSubstr("\"converged\":false"));
  std::istringstream lines(text_of(out));
  std::string line;
  std::getline(lines, line);
  double sum = 0;
  while (std::getline(lines, line)) sum += std::strtod(line.substr(line.rfind(',') + 1).c_str(), nullptr);
  EXPECT_NEAR(sum / 200, 1, 1e-9);
  const auto document = formats::Json::parse(got.out);
  const auto worst = document->object().at("worst_margin").object();
  bool met = false;
  for (const auto item : document->object().at("margins").array()) {
    const auto one = item.object();
    if (one.at("column").as_string() != worst.at("column").as_string() ||
        one.at("value").as_string() != worst.at("value").as_string())
      continue;
    met = true;
    EXPECT_NEAR(*one.at("share_after").as_number(), *worst.at("reached").as_number(), 1e-12);
  }
  EXPECT_TRUE(met);
}

TEST_F(WeighTest, WhatCannotBeSaidIsAnAnswerWithItsReason) {
  const auto path = margins("sex,f,1\nsex,m,1\n");
  const auto none = said({file("sex\nNA\n\nNA\n"), "--margins", path, "--json"});
  EXPECT_EQ(none.status, 0) << none.err;
  EXPECT_THAT(none.out, HasSubstr("\"converged\":null"));
  EXPECT_THAT(none.out, HasSubstr("\"reason\":\"too_few\""));
  const auto out = (folder_ / "out.csv").string();
  const auto weightless = said({file("sex,w\nf,1\nm,0\n"), "--margins", path, "--weight", "w", "--out", out, "--json"});
  EXPECT_EQ(weightless.status, 0) << weightless.err;
  EXPECT_THAT(weightless.out, HasSubstr("\"reason\":\"not_identified\""));
  EXPECT_FALSE(std::filesystem::exists(out));
  EXPECT_EQ(said({file("sex\nf\n"), "--margins", margins("sex,f,9\n"), "--json"}).status, 0);
}

TEST_F(WeighTest, WrongQuestionsAreRefusedInOneLineAndWriteNothing) {
  const auto data = file(answers);
  const auto out = (folder_ / "out.csv").string();
  const auto refused = [&](std::vector<std::string> arguments, const std::string& sentence) {
    arguments.insert(arguments.end(), {"--out", out});
    const auto got = said(arguments);
    EXPECT_EQ(got.status, 2) << sentence;
    EXPECT_EQ(got.out, "");
    EXPECT_EQ(std::count(got.err.begin(), got.err.end(), '\n'), 1);
    EXPECT_THAT(got.err, StartsWith("goud: "));
    EXPECT_THAT(got.err, HasSubstr(sentence));
    EXPECT_FALSE(std::filesystem::exists(out));
  };
  const auto with = [&](const std::string& rows) { return std::vector<std::string>{data, "--margins", margins(rows)}; };
  refused({data}, "--margins is needed");
  refused({data, "--margins", (folder_ / "none.csv").string()}, "none.csv:1: This file is not there");
  refused({data, "--margins", file("column,value\nsex,f\n", "margins.csv")}, "total is not there");
  refused(with("sex,f,1\n"), "answers.csv:5: sex has the value m");
  refused(with("sex,f,1\nsex,m,1\nsex,x,1\n"), "margins.csv:4: No row has sex = x");
  refused(with("sex,f,1\nsex,f,1\n"), "margins.csv:3: sex = f is there twice");
  refused(with("age,1,1\nage,1.0,1\n"), "twice");
  refused(with("sex,f,1\nsex,m,0\n"), "margins.csv:3: The total of sex = m is 0");
  refused(with("sex,f,1\nsex,m,many\n"), "many");
  refused(with("sex,f,1\nsex,NA,1\n"), "has no total");
  refused(with("kind,f,1\n"), "margins.csv:2: There is no column kind");
  refused(with("sex,f,1\nsex,m,1\nage,1,3\nage,2,2\n"), "The totals of age make 5 and those of sex 2");
  auto trimmed = with("sex,f,1\nsex,m,1\n");
  trimmed.insert(trimmed.end(), {"--trim", "1.5:3"});
  refused(trimmed, "--trim holds 1");
  const auto itself = said({data, "--margins", margins("sex,f,1\nsex,m,1\n"), "--out", data});
  EXPECT_EQ(itself.status, 2);
  EXPECT_THAT(itself.err, HasSubstr("is the file that is read"));
  EXPECT_EQ(text_of(data), answers);
}

TEST_F(WeighTest, WeightsAreWhatScoreReads) {
  const auto out = (folder_ / "out.csv").string();
  ASSERT_EQ(said({file(answers), "--margins", margins("sex,f,1\nsex,m,1\n"), "--out", out}).status, 0);
  std::ostringstream scored, err;
  ASSERT_EQ(score({out, "--mean", "q", "--weight", "weight", "--json"}, scored, err), 0);
  EXPECT_NEAR(number_at(scored.str(), "value"), (18 / 5.0 + 2) / 2, 1e-12);
}

}  // namespace
}  // namespace goud::cli
