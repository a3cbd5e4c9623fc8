#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/verbs.hpp"
#include "formats/json.hpp"

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
  const int status = paths(arguments, out, err);
  return {status, out.str(), err.str()};
}

std::string data_folder() {
  const char* given = std::getenv("GOUD_DATA");
  return given != nullptr ? given : "../shared/data";
}

const std::string simple =
    "[block]\nImage = [\"IMAG1\", \"IMAG2\", \"IMAG3\", \"IMAG4\", \"IMAG5\"]\nExpectation = [\"CUEX1\", \"CUEX2\", "
    "\"CUEX3\"]\n"
    "Value = [\"PERV1\", \"PERV2\"]\nSatisfaction = [\"CUSA1\", \"CUSA2\", \"CUSA3\"]\n"
    "[path]\nSatisfaction = [\"Image\", \"Expectation\", \"Value\"]\n";

class PathsTest : public testing::Test {
 protected:
  void SetUp() override {
    setenv("LC_ALL", "C", 1);
    folder_ = std::filesystem::temp_directory_path() / ("goud_paths_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string file(const std::string& text, const std::string& name) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }
  // Rows of a, b, c, d in which b follows a and c, d follow both.
  std::string small(int rows = 60) {
    std::string text = "a,b,c,d\n";
    for (int i = 0; i < rows; ++i) {
      const int x = i * 7 % 10, y = (x + i % 3) % 10;
      text += std::to_string(x) + "," + std::to_string(y) + "," + std::to_string((x + i * i) % 10) + "," +
              std::to_string((y + x) / 2) + "\n";
    }
    return file(text, "small.csv");
  }
  std::filesystem::path folder_;
};

const std::string two = "[block]\nX = [\"a\", \"b\"]\nY = [\"c\", \"d\"]\n[path]\nY = [\"X\"]\n";

TEST_F(PathsTest, MobiIsWhatTheReferenceSaysInTheKeysOfTheContract) {
  const std::string mobi = data_folder() + "/ecsi_mobi/mobi.csv";
  std::ifstream reference_file(data_folder() + "/reference.json");
  if (!std::filesystem::exists(mobi) || !reference_file)
    GTEST_SKIP() << "ecsi_mobi/mobi.csv or reference.json is absent";
  const auto model = file(simple, "model.toml");
  const auto got = said({mobi, "--model", model, "--json"});
  ASSERT_EQ(got.status, 0) << got.err;
  std::stringstream text;
  text << reference_file.rdbuf();
  const auto reference = formats::Json::parse(text.str());
  ASSERT_TRUE(reference);
  const auto wanted = reference->object().at("ecsi_simple_model").object().at("path_weighting").object();
  const auto answer = formats::Json::parse(got.out);
  ASSERT_TRUE(answer);
  const auto said_of = answer->object();
  EXPECT_EQ(said_of.at("iterations").as_int(), wanted.at("iterations").as_int());
  EXPECT_EQ(said_of.at("rows").as_int(), 250);
  EXPECT_EQ(said_of.at("n").as_int(), 250);
  for (const char* effects : {"paths", "total_effects"}) {
    int seen = 0;
    for (const auto item : said_of.at(effects).array()) {
      const auto one = item.object();
      const std::string name =
          std::string(*one.at("from").as_string()) + " -> " + std::string(*one.at("to").as_string());
      EXPECT_NEAR(*one.at("value").as_number(), *wanted.at(effects).object().at(name).as_number(), 1e-8) << name;
      EXPECT_TRUE(one.null_at("interval"));
      ++seen;
    }
    EXPECT_EQ(seen, 3);
  }
  EXPECT_NEAR(*said_of.at("r2").object().at("Satisfaction").as_number(), 0.5906033205015351, 1e-8);
  for (const char* per_item : {"loadings", "weights"}) {
    for (const auto& [block, item] : {std::pair("Image", "IMAG3"), {"Value", "PERV2"}, {"Satisfaction", "CUSA1"}})
      EXPECT_NEAR(*said_of.at(per_item).object().at(block).object().at(item).as_number(),
                  *wanted.at(per_item).object().at(block).object().at(item).as_number(), 1e-8);
  }
  for (const char* block : {"Image", "Expectation", "Value", "Satisfaction"}) {
    const auto here = said_of.at("reliability").object().at(block).object();
    const auto there = wanted.at("reliability").object().at(block).object();
    for (const auto& [ours, theirs] :
         {std::pair("alpha", "alpha_std"), {"rho_a", "rhoA"}, {"rho_c", "rhoC"}, {"ave", "AVE"}})
      EXPECT_NEAR(*here.at(ours).as_number(), *there.at(theirs).as_number(), 1e-8) << block << ours;
  }
  EXPECT_NEAR(*said_of.at("htmt").object().at("Image ~ Satisfaction").as_number(), 0.9101009237827413, 1e-8);
  EXPECT_THAT(got.out, HasSubstr("\"code\":\"alike\""));
  EXPECT_THAT(got.out, HasSubstr("\"code\":\"loose_block\""));
}

TEST_F(PathsTest, OtherSchemesAreRs) {
  const std::string mobi = data_folder() + "/ecsi_mobi/mobi.csv";
  if (!std::filesystem::exists(mobi)) GTEST_SKIP() << "ecsi_mobi/mobi.csv is absent";
  const auto model = file(simple, "model.toml");
  // tests/reference/pls.json
  EXPECT_THAT(said({mobi, "--model", model, "--scheme", "factorial", "--json"}).out,
              HasSubstr("\"value\":0.4468739855887"));
  EXPECT_THAT(said({mobi, "--model", model, "--scheme", "centroid", "--json"}).out,
              HasSubstr("\"value\":0.446793500733"));
}

TEST_F(PathsTest, SameSeedSameAnswerOnAnyNumberOfThreads) {
  const auto data = small();
  const auto model = file(two + "[mode]\nX = \"B\"\n[index]\nY = [0, 9]\n", "model.toml");
  const auto one = said({data, "--model", model, "--bootstrap", "300", "--threads", "1", "--json"});
  ASSERT_EQ(one.status, 0) << one.err;
  EXPECT_EQ(one.out, said({data, "--model", model, "--bootstrap", "300", "--threads", "4", "--json"}).out);
  EXPECT_NE(one.out, said({data, "--model", model, "--bootstrap", "300", "--seed", "2", "--json"}).out);
  EXPECT_THAT(one.out, HasSubstr("\"interval\":["));
  EXPECT_THAT(one.out, HasSubstr("\"index\":{\"Y\":{\"value\":"));
  EXPECT_THAT(one.out, HasSubstr("\"bootstrap\":{\"replicates\":300,"));
  EXPECT_THAT(one.out, HasSubstr("\"X\":{\"alpha\":null"));
  EXPECT_THAT(one.out, HasSubstr("\"ave\":null,\"reason\":\"not_identified\"}"));
  EXPECT_THAT(one.out, HasSubstr("\"htmt_reasons\":{\"X ~ Y\":\"not_identified\"}"));
  const auto few = said({data, "--model", model, "--bootstrap", "20", "--json"});
  EXPECT_THAT(few.out, HasSubstr("\"code\":\"few_replicates\""));
}

TEST_F(PathsTest, APersonReadsTablesAPictureAndWhatItMeans) {
  const auto data = small();
  const auto model = file(two, "model.toml");
  const auto got = said({data, "--model", model, "--bootstrap", "200", "--html", (folder_ / "page.html").string(),
                         "--svg", (folder_ / "picture.svg").string(), "--xlsx", (folder_ / "table.xlsx").string()});
  ASSERT_EQ(got.status, 0) << got.err;
  EXPECT_THAT(got.out, HasSubstr("Paths between blocks"));
  EXPECT_THAT(got.out, HasSubstr("most on X"));
  EXPECT_THAT(got.out, HasSubstr("does not show cause"));
  for (const char* name : {"page.html", "picture.svg", "table.xlsx"})
    EXPECT_TRUE(std::filesystem::exists(folder_ / name));
  setenv("LC_ALL", "nl_NL.UTF-8", 1);
  EXPECT_THAT(said({data, "--model", model}).out, HasSubstr("toont geen oorzaak"));
}

TEST_F(PathsTest, WhatCannotBeSaidIsAnAnswerWithItsReason) {
  const auto model = file(two, "model.toml");
  const auto reason = [&](const std::string& text, const std::string& wanted) {
    const auto got = said({file(text, "data.csv"), "--model", model, "--bootstrap", "200", "--json"});
    EXPECT_EQ(got.status, 0) << got.err;
    EXPECT_THAT(got.out, HasSubstr("\"reason\":\"" + wanted + "\"")) << text;
    EXPECT_THAT(got.out, HasSubstr("\"iterations\":null"));
    EXPECT_TRUE(formats::Json::parse(got.out));
    EXPECT_EQ(said({file(text, "data.csv"), "--model", model}).status, 0);
  };
  reason("a,b,c,d\n1,2,3,4\n", "too_few");
  reason("a,b,c,d\nNA,,NA,4\n,,,\n", "too_few");
  std::string constant = "a,b,c,d\n", against = "a,b,c,d\n";
  for (int i = 0; i < 9; ++i) {
    const auto x = std::to_string(i % 4);
    constant += x + ",3," + std::to_string(i % 3) + "," + x + "\n";
    against += x + ",-" + x + "," + std::to_string(i % 3) + "," + x + "\n";
  }
  reason(constant, "no_spread");
  EXPECT_THAT(said({file(constant, "data.csv"), "--model", model, "--json"}).out, HasSubstr("the same b"));
  reason(against, "not_identified");
}

TEST_F(PathsTest, WrongQuestionsAreRefusedInOneLine) {
  const auto data = small();
  const auto refused = [&](const std::vector<std::string>& arguments, const std::string& sentence) {
    const auto got = said(arguments);
    EXPECT_EQ(got.status, 2);
    EXPECT_EQ(got.out, "");
    EXPECT_EQ(std::count(got.err.begin(), got.err.end(), '\n'), 1);
    EXPECT_THAT(got.err, StartsWith("goud: "));
    EXPECT_THAT(got.err, HasSubstr(sentence));
  };
  const auto model = [&](const std::string& text) {
    return std::vector<std::string>{data, "--model", file(text, "model.toml")};
  };
  refused({data}, "--model is needed");
  refused({data, "--model", (folder_ / "none.toml").string()}, "none.toml:1: This model cannot be read");
  refused(model("[block\n"), "model.toml:1: This is not valid TOML");
  refused(model("[blocks]\n"), "blocks is unknown");
  refused(model("[path]\n"), "no blocks");
  refused(model("[block]\nX = [\"a\"]\n"), "no paths");
  refused(model("[block]\nX = []\n"), "model.toml:2: X takes a list");
  refused(model("[block]\nX = [\"a\"]\nY = [\"b\", \"a\"]\n"), "model.toml:3: The column a stands in X and in Y");
  refused(model("[block]\nX = [\"a\"]\nY = [\"b\"]\n[path]\nY = [\"Z\"]\n"), "model.toml:5: [path] names Z");
  refused(model("[block]\nX = [\"a\"]\nY = [\"b\"]\n[path]\nY = [\"X\", \"X\"]\n"), "is there twice");
  refused(model("[block]\nX = [\"a\"]\nY = [\"b\"]\n[path]\nY = [\"X\"]\nX = [\"Y\"]\n"), "in a circle");
  refused(model("[block]\nX = [\"a\"]\nY = [\"b\"]\nZ = [\"c\"]\n[path]\nY = [\"X\"]\n"),
          "model.toml:4: No path begins or ends at Z");
  refused(model(two + "[mode]\nX = \"C\"\n"), "The mode of X");
  refused(model(two + "[index]\nX = [9, 0]\n"), "The index of X");
  refused(model(two + "[index]\nX = [1, 9]\n"), "small.csv:2: 0 in column a lies outside the scale 1 to 9");
  refused(model("[block]\nX = [\"a\"]\nY = [\"e\"]\n[path]\nY = [\"X\"]\n"), "There is no column e");
  auto words = model(two);
  words.insert(words.end(), {"--scheme", "horst"});
  refused(words, "Choose one of: path, factorial, centroid");
  words = model(two);
  words[0] = file("a,b,c,d\n1,2,3,x\n", "words.csv");
  refused(words, "words.csv:2:");
}

}  // namespace
}  // namespace goud::cli
