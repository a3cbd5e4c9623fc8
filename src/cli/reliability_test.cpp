#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/verbs.hpp"

namespace goud::cli {
namespace {

using Json = boost::json::value;
using testing::HasSubstr;
using testing::StartsWith;

struct Said {
  int status;
  std::string out;
  std::string err;
};

Said said(const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  const int status = reliability(arguments, out, err);
  return {status, out.str(), err.str()};
}

Json json_of(std::vector<std::string> arguments) {
  arguments.emplace_back("--json");
  const auto got = said(arguments);
  EXPECT_EQ(got.status, 0) << got.err;
  return boost::json::parse(got.out);
}

double number(const Json& json) { return json.is_number() ? json.to_number<double>() : -999; }

class ReliabilityVerbTest : public testing::Test {
 protected:
  void SetUp() override {
    setenv("LC_ALL", "C", 1);
    folder_ = std::filesystem::temp_directory_path() / ("goud_reliability_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string file(const std::string& text, const std::string& name = "answers.csv") {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }
  std::filesystem::path folder_;
};

std::string data(const std::string& name) {
  const char* given = std::getenv("GOUD_DATA");
  return (given != nullptr ? std::string(given) : std::string("../shared/data")) + "/" + name;
}

TEST_F(ReliabilityVerbTest, ScalesOfEcsiAreReferenceAndRsPsychAndFactanal) {
  if (!std::filesystem::exists(data("ecsi_mobi"))) GTEST_SKIP() << "no " << data("ecsi_mobi");
  const struct {
    const char* items;
    double alpha, standardized;        // reference.json, ecsi_simple_model
    double omega, omega_standardized;  // R factanal, tools/reference_checks/agreement.R; -1: two questions
  } scales[] = {
      {"IMAG1,IMAG2,IMAG3,IMAG4,IMAG5", 0.7144468020430077, 0.7228345954270824, 0.7216929, 0.7295817},
      {"CUEX1,CUEX2,CUEX3", 0.4325968438072082, 0.45190255596806317, 0.4648092, 0.5070373},
      {"PERV1,PERV2", 0.8166945390345126, 0.8236319793525744, -1, -1},
      {"CUSA1,CUSA2,CUSA3", 0.7701131082822747, 0.7791950219185965, 0.7888396, 0.7815381},
  };
  for (const auto& scale : scales) {
    const auto all = json_of({data("ecsi_mobi/mobi.csv"), "--items", scale.items});
    const auto& answer = all;
    EXPECT_EQ(number(answer.at("n")), 250);
    EXPECT_NEAR(number(answer.at("alpha")), scale.alpha, 1e-10);
    EXPECT_NEAR(number(answer.at("alpha_standardized")), scale.standardized, 1e-10);
    if (scale.omega < 0) {
      EXPECT_TRUE(answer.at("omega").is_null());
      EXPECT_EQ(answer.at("omega_reason").as_string(), "not_identified");
      EXPECT_TRUE(answer.at("items").at(0).at("alpha_if_dropped").is_null());
      continue;
    }
    EXPECT_NEAR(number(answer.at("omega")), scale.omega, 2e-6);
    EXPECT_NEAR(number(answer.at("omega_standardized")), scale.omega_standardized, 2e-6);
    if (answer.at("items").as_array().size() < 5) continue;
    const double rest[] = {0.535768341458435, 0.36727665094794, 0.393147149036734, 0.574665981695784,
                           0.529556486183981};
    const double dropped[] = {0.642366509961266, 0.705702881646603, 0.709623583356368, 0.622853488401337,
                              0.648902354985498};
    for (std::size_t i = 0; i < 5; ++i) {  // R psych::alpha
      EXPECT_NEAR(number(answer.at("items").at(i).at("item_rest_correlation")), rest[i], 1e-12);
      EXPECT_NEAR(number(answer.at("items").at(i).at("alpha_if_dropped")), dropped[i], 1e-12);
    }
    EXPECT_NEAR(number(answer.at("alpha_interval").at(0)), 0.654396065814746, 1e-9);  // psych::alpha.ci, Feldt
    EXPECT_NEAR(number(answer.at("alpha_interval").at(1)), 0.766821349815781, 1e-9);
  }
}

TEST_F(ReliabilityVerbTest, RowsWithoutAnAnswerAreLeftOutAndWeightsCount) {
  const auto path = file("a,b,c,w\n1,2,1,1\n2,3,2,1\n3,3,4,2\n4,5,4,1\n,3,3,1\n5,NA,4,1\n5,4,5,1\n9,9,9,0\n");
  const auto plain = json_of({path, "--items", "a,b,c", "--where", "a<9"});
  EXPECT_EQ(number(plain.at("rows")), 8);
  EXPECT_EQ(number(plain.at("n")), 5);
  const auto twice =
      json_of({file("a,b,c\n1,2,1\n2,3,2\n3,3,4\n3,3,4\n4,5,4\n5,4,5\n", "twice.csv"), "--items", "a,b,c"});
  const auto weighted = json_of({path, "--items", "a,b,c", "--weight", "w"});
  EXPECT_NEAR(number(weighted.at("alpha")), number(twice.at("alpha")), 1e-12);
  EXPECT_NEAR(number(weighted.at("n_effective")), 36.0 / 8, 1e-12);
}

TEST_F(ReliabilityVerbTest, WhatCannotBeSaidIsAnAnswer) {
  const auto reason = [&](const std::string& text, const char* figure) {
    const auto all = json_of({file(text), "--items", "a,b,c"});
    return all.at(std::string(figure) + "_reason").as_string();
  };
  EXPECT_EQ(reason("a,b,c\n", "alpha"), "too_few");
  EXPECT_EQ(reason("a,b,c\n1,2,3\n", "omega"), "too_few");
  EXPECT_EQ(reason("a,b,c\n,2,3\n1,NA,3\n", "alpha"), "too_few");
  EXPECT_EQ(reason("a,b,c\n1,2,3\n1,2,3\n1,2,3\n", "alpha"), "no_spread");
  EXPECT_EQ(reason("a,b,c\n1,2,3\n2,2,4\n3,2,1\n5,2,2\n", "omega"), "no_spread");
  EXPECT_EQ(reason("a,b,c\n1,2,3\n2,4,1\n3,6,2\n5,10,2\n", "omega"), "not_identified");
  EXPECT_EQ(reason("a,b,c\n1,1,1\n2,2,2\n4,4,4\n", "alpha"), "no_spread");  // of the interval
  const auto still = said({file("a,b,c\n1,2,3\n2,2,4\n3,2,1\n5,2,2\n"), "--items", "a,b,c", "--json"}).out;
  EXPECT_THAT(still, HasSubstr("\"code\":\"no_spread\""));
  EXPECT_THAT(still, testing::Not(HasSubstr("nan")));
  const auto weightless =
      said({file("a,b,c,w\n1,2,3,0\n2,2,4,0\n3,2,1,0\n"), "--items", "a,b,c", "--weight", "w", "--json"});
  EXPECT_EQ(weightless.status, 0);
  EXPECT_THAT(weightless.out, HasSubstr("\"alpha\":null,\"alpha_interval\":null,\"alpha_reason\":\"too_few\""));
  EXPECT_EQ(said({file("a,b\n"), "--items", "a,b"}).status, 0);
}

TEST_F(ReliabilityVerbTest, AQuestionTheOtherWayRoundAndAHeywoodCaseAreSaid) {
  std::string text = "a,b,c,d\n";
  for (int i = 0; i < 60; ++i) {
    const int x = i % 5;
    text += std::to_string(x) + "," + std::to_string((x + i % 2)) + "," + std::to_string(x + i % 3) + "," +
            std::to_string(5 - x + i % 2) + "\n";
  }
  EXPECT_THAT(said({file(text), "--items", "a,b,c,d", "--json"}).out, HasSubstr("\"code\":\"turned\""));
  // r12 r13 > r23: the first is the sum of the two others but for a little.
  std::string sum = "a,b,c\n";
  for (int i = 0; i < 60; ++i) {
    const int x = i % 5, y = (i / 5) % 4;
    sum += std::to_string(10 * (x + y) + i % 3) + "," + std::to_string(x) + "," + std::to_string(y + (x > 2 ? 1 : 0)) +
           "\n";
  }
  const auto heywood = said({file(sum), "--items", "a,b,c", "--json"}).out;
  EXPECT_THAT(heywood, HasSubstr("\"code\":\"heywood\""));
  EXPECT_THAT(heywood, HasSubstr("\"omega_reason\":\"not_identified\""));
}

TEST_F(ReliabilityVerbTest, WhatIsWrongIsOneLineWithPlaceAndMend) {
  const auto path = file("a,b\n1,2\nx,3\n");
  const struct {
    std::vector<std::string> arguments;
    std::string starts;
  } cases[] = {
      {{path}, "goud: " + path + ":1: --items is needed."},
      {{path, "--items", "a"}, "goud: " + path + ":1: --items names two"},
      {{path, "--items", "a,a"}, "goud: " + path + ":1: The column a is named twice."},
      {{path, "--items", "a,z"}, "goud: " + path + ":1: There is no column z."},
      {{path, "--items", "a,b"}, "goud: " + path + ":3: x in a is no number."},
      {{path, "--items", "a,b", "--level", "2"}, "goud: " + path + ":1: 2 is no level."},
  };
  for (const auto& one : cases) {
    const auto got = said(one.arguments);
    EXPECT_EQ(got.status, 2) << one.starts;
    EXPECT_EQ(got.out, "") << one.starts;
    EXPECT_THAT(got.err, StartsWith(one.starts));
    EXPECT_EQ(std::count(got.err.begin(), got.err.end(), '\n'), 1) << got.err;
  }
}

}  // namespace
}  // namespace goud::cli
