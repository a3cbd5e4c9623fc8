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
  const int status = agreement(arguments, out, err);
  return {status, out.str(), err.str()};
}

Json json_of(std::vector<std::string> arguments) {
  arguments.emplace_back("--json");
  const auto got = said(arguments);
  EXPECT_EQ(got.status, 0) << got.err;
  EXPECT_EQ(got.err, "");
  return boost::json::parse(got.out);
}

double number(const Json& json) { return json.is_number() ? json.to_number<double>() : -999; }

class AgreementTest : public testing::Test {
 protected:
  void SetUp() override {
    setenv("LC_ALL", "C", 1);
    folder_ = std::filesystem::temp_directory_path() / ("goud_agreement_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string file(const std::string& text, const std::string& name = "answers.csv") {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }
  std::filesystem::path folder_;
};

// The five teams of tools/reference_checks/agreement.R.
constexpr const char* five_teams =
    "team,q1,q2,q3\n1,4,3,4\n1,4,4,5\n1,5,4,5\n1,4,4,3\n2,1,1,2\n2,5,5,4\n2,1,5,1\n2,5,1,5\n3,3,3,2\n3,3,3,2\n3,3,3,2\n"
    "4,5,5,4\n4,5,5,5\n4,4,5,3\n4,5,5,4\n4,5,4,4\n5,2,2,1\n,3,3,3\n5,NA,1,1\n";
// Krippendorff (2011), part C.
constexpr const char* observers =
    "u,a,b,c,d\n1,1,1,,1\n2,2,2,3,2\n3,3,3,3,3\n4,3,3,3,3\n5,2,2,2,2\n6,1,2,3,4\n7,4,4,4,4\n8,1,1,2,1\n9,2,2,2,2\n"
    "10,NA,5,5,5\n11,,,1,1\n12,,3,,\n";

std::string data(const std::string& name) {
  const char* given = std::getenv("GOUD_DATA");
  return (given != nullptr ? std::string(given) : std::string("../shared/data")) + "/" + name;
}

TEST_F(AgreementTest, TeamsOfBh1996AreRsMultilevelAndLme4) {
  if (!std::filesystem::exists(data("multilevel"))) GTEST_SKIP() << "no " << data("multilevel");
  const auto all = json_of({data("multilevel/bh1996.csv.gz"), "--group", "GRP", "--items", "WBEING"});
  const auto& answer = all;
  EXPECT_EQ(number(answer.at("rows")), 7382);
  EXPECT_EQ(number(answer.at("n")), 7382);
  EXPECT_EQ(number(answer.at("groups")), 99);
  const auto& item = answer.at("items").at(0);  // reference.json, multilevel_wbeing
  EXPECT_EQ(item.at("name").as_string(), "WBEING");
  EXPECT_NEAR(number(item.at("icc1_anova")), 0.043369050077, 1e-12);
  EXPECT_NEAR(number(item.at("icc2_anova")), 0.77171287554, 1e-11);
  EXPECT_NEAR(number(item.at("icc1_mixed")), 0.043379207158, 1e-8);
  EXPECT_LT(number(item.at("icc1_anova_interval").at(0)), 0.0434);
  const auto& r_wg = answer.at("rwg_j");
  EXPECT_EQ(r_wg.at("reason").as_string(), "not_asked");
  EXPECT_TRUE(r_wg.at("mean").is_null());
}

TEST_F(AgreementTest, WithAScaleEachTeamIsRsMultilevel) {
  const auto all = json_of({file(five_teams), "--group", "team", "--items", "q1,q2,q3", "--scale", "1:5"});
  const auto& answer = all;
  EXPECT_EQ(number(answer.at("rows")), 19);
  EXPECT_EQ(number(answer.at("n")), 17);
  const double r_wg[] = {0.906593406593407, 0, 1, 0.944444444444444};
  const double a_wg[] = {0.890909090909091, -0.75, 1, 0.733333333333333};
  const double ad[] = {0.5, 1.83333333333333, 0, 0.346666666666667};
  const auto& teams = answer.at("by_group").as_array();
  ASSERT_EQ(teams.size(), 5u);
  for (std::size_t t = 0; t < 4; ++t) {
    EXPECT_NEAR(number(teams[t].at("rwg_j")), r_wg[t], 1e-12);
    EXPECT_NEAR(number(teams[t].at("awg_j")), a_wg[t], 1e-12);
    EXPECT_NEAR(number(teams[t].at("ad_j")), ad[t], 1e-12);
  }
  EXPECT_TRUE(teams[4].at("rwg_j").is_null());
  EXPECT_NEAR(number(answer.at("rwg_j").at("mean")), (r_wg[0] + r_wg[1] + r_wg[2] + r_wg[3]) / 4, 1e-12);
  EXPECT_NEAR(number(answer.at("rwg_j").at("median")), (r_wg[0] + r_wg[3]) / 2, 1e-12);
  const auto text = said({file(five_teams), "--group", "team", "--items", "q1,q2,q3", "--scale", "1:5", "--json"}).out;
  for (const auto* code : {"small_group", "alone", "few_groups"}) EXPECT_THAT(text, HasSubstr(code));
}

TEST_F(AgreementTest, AValueOutsideTheScaleIsCountedAndTold) {
  const auto path = file("team,q,r\n1,4,3\n1,.333,4\n1,5,4\n2,1,1\n2,9,5\n2,2,5\n");
  const auto got = json_of({path, "--group", "team", "--items", "q,r", "--scale", "1:5"});
  EXPECT_EQ(number(got.at("n")), 6);
  EXPECT_TRUE(got.at("rwg_j").at("mean").is_number());
  const auto text = said({path, "--group", "team", "--items", "q,r", "--scale", "1:5", "--json"}).out;
  EXPECT_THAT(text, HasSubstr("\"code\":\"outside_scale\""));
  EXPECT_THAT(text, HasSubstr("counted as they stand: q (2)."));
  EXPECT_THAT(said({path, "--group", "team", "--items", "r", "--scale", "1:5", "--json"}).out,
              testing::Not(HasSubstr("outside_scale")));
}

TEST_F(AgreementTest, JudgesAreKrippendorffsExample) {
  const std::pair<const char*, double> measures[] = {{"nominal", 0.743421052631579},
                                                     {"ordinal", 0.8153875037548813},
                                                     {"interval", 0.8491071428571428},
                                                     {"ratio", 0.797402774711612}};
  const auto path = file(observers);
  for (const auto& [measure, alpha] : measures) {
    const auto all = json_of({path, "--raters", "a,b,c,d", "--measure", measure});
    const auto& answer = all;
    EXPECT_EQ(number(answer.at("rows")), 12);
    EXPECT_EQ(number(answer.at("n")), 8);
    const auto& estimate = answer.at("krippendorff_alpha");
    EXPECT_NEAR(number(estimate.at("value")), alpha, 1e-12);
    EXPECT_EQ(number(estimate.at("n")), 11);
    EXPECT_LT(number(estimate.at("interval").at(0)), alpha);
    EXPECT_EQ(answer.as_object().count("fleiss_kappa"), measure == std::string("nominal") ? 1u : 0u);
  }
}

TEST_F(AgreementTest, OneSeedIsOneAnswerOnAnyNumberOfThreads) {
  const auto path = file(observers);
  const auto with = [&](const char* seed, const char* threads) {
    return said({path, "--raters", "a,b,c,d", "--measure", "ordinal", "--seed", seed, "--threads", threads, "--json"})
        .out;
  };
  EXPECT_EQ(with("3", "1"), with("3", "4"));
  EXPECT_NE(with("3", "1"), with("4", "1"));
}

TEST_F(AgreementTest, WordsAreJudgementsAndTwoJudgesHaveCohensKappa) {
  std::string text = "x,y\n";
  const auto lines = [&](int times, const std::string& line) {
    for (int i = 0; i < times; ++i) text += line + "\n";
  };
  lines(88, "good,good");  // Cohen (1968), table 1
  lines(14, "good,fair");
  lines(18, "good,1");
  lines(10, "fair,good");
  lines(40, "fair,fair");
  lines(10, "fair,1.0");  // the same as 1
  lines(2, "1,good");
  lines(6, "1,fair");
  lines(12, "1,1");
  const auto all = json_of({file(text), "--raters", "x,y", "--measure", "nominal"});
  EXPECT_NEAR(number(all.at("cohen_kappa").at("value")), 0.491525423728813, 1e-12);
  EXPECT_EQ(all.as_object().count("without"), 0u);
  const auto numbers = said({file(text), "--raters", "x,y", "--measure", "ordinal"});
  EXPECT_EQ(numbers.status, 2);
  EXPECT_THAT(numbers.err, HasSubstr(":2: good in x is no number."));
}

TEST_F(AgreementTest, WhatCannotBeSaidIsAnAnswer) {
  const auto reason = [&](const std::string& text, const char* figure) {
    const auto all = json_of({file(text), "--group", "g", "--items", "q"});
    const auto& item = all.at("items").at(0);
    EXPECT_TRUE(item.at(figure).is_null());
    EXPECT_TRUE(item.at(std::string(figure) + "_interval").is_null());
    return item.at(std::string(figure) + "_reason").as_string();
  };
  EXPECT_EQ(reason("g,q\n", "icc1_anova"), "too_few");
  EXPECT_EQ(reason("g,q\na,1\n", "icc1_anova"), "too_few");
  EXPECT_EQ(reason("g,q\na,NA\n,1\n", "icc1_mixed"), "too_few");
  EXPECT_EQ(reason("g,q\na,1\na,2\n", "icc2_anova"), "too_few");
  EXPECT_EQ(reason("g,q\na,3\na,3\nb,3\n", "icc1_anova"), "no_spread");
  EXPECT_EQ(reason("g,q\na,3\na,3\nb,4\nb,4\n", "icc1_mixed"), "no_spread");
  EXPECT_EQ(reason("g,q\na,1\na,3\nb,1\nb,3\n", "icc2_anova"), "not_identified");
  const auto alpha = [&](const std::string& text) {
    const auto all = json_of({file(text), "--raters", "a,b", "--measure", "interval"});
    return all.at("krippendorff_alpha").at("reason").as_string();
  };
  EXPECT_EQ(alpha("a,b\n"), "too_few");
  EXPECT_EQ(alpha("a,b\n1,NA\n,2\n"), "too_few");
  EXPECT_EQ(alpha("a,b\n1,2\n"), "too_few");
  EXPECT_EQ(alpha("a,b\n2,2\n2,2\n"), "no_spread");
  EXPECT_EQ(alpha("a,b\n2,2\n3,3\n"), "no_spread");  // of the interval: nobody differed
  for (const char* text : {"g,q\n", "g,q\na,1\n", "g,q\na,3\na,3\nb,3\n"}) {
    EXPECT_EQ(said({file(text), "--group", "g", "--items", "q", "--scale", "1:5"}).status, 0);
  }
  EXPECT_EQ(said({file("a,b\n"), "--raters", "a,b", "--measure", "nominal"}).status, 0);
}

TEST_F(AgreementTest, WhatIsWrongIsOneLineWithPlaceAndMend) {
  const auto path = file("g,q,r\na,5,1\nb,9,-2\nb,x,3\n");
  const struct {
    std::vector<std::string> arguments;
    std::string starts;
  } cases[] = {
      {{path}, "goud: " + path + ":1: Ask one of two:"},
      {{path, "--group", "g", "--raters", "q,r"}, "goud: " + path + ":1: Ask one of two:"},
      {{path, "--raters", "q,r", "--measure", "nominal", "--scale", "1:5"}, "goud: " + path + ":1: Ask one of two:"},
      {{path, "--group", "g"}, "goud: " + path + ":1: --items is needed."},
      {{path, "--items", "q"}, "goud: " + path + ":1: --group is needed."},
      {{path, "--group", "g", "--items", "g,q"}, "goud: " + path + ":1: The column g is named twice."},
      {{path, "--group", "g", "--items", "z"}, "goud: " + path + ":1: There is no column z."},
      {{path, "--group", "g", "--items", "r", "--weight", "r"}, "goud: " + path + ":1: Agreement is of the people"},
      {{path, "--group", "g", "--items", "q", "--scale", "5"}, "goud: " + path + ":1: --scale takes"},
      {{path, "--group", "g", "--items", "q"}, "goud: " + path + ":4: x in q is no number."},
      {{path, "--raters", "q", "--measure", "nominal"}, "goud: " + path + ":1: --raters names two"},
      {{path, "--raters", "q,r"}, "goud: " + path + ":1: --measure is needed."},
      {{path, "--raters", "q,r", "--measure", "nice"}, "goud: " + path + ":1: --measure cannot be nice."},
      {{path, "--raters", "r,r", "--measure", "nominal"}, "goud: " + path + ":1: The column r is named twice."},
      {{path, "--raters", "q,r", "--measure", "ratio"}, "goud: " + path + ":3: -2 in r lies below 0"},
  };
  for (const auto& one : cases) {
    const auto got = said(one.arguments);
    EXPECT_EQ(got.status, 2) << one.starts;
    EXPECT_EQ(got.out, "") << one.starts;
    EXPECT_THAT(got.err, StartsWith(one.starts));
    EXPECT_EQ(std::count(got.err.begin(), got.err.end(), '\n'), 1) << got.err;
  }
}

TEST_F(AgreementTest, APersonReadsAVerdictThatIsNoStrongerThanItsInterval) {
  std::string alike = "g,q\n", loose = "g,q\n";
  for (int team = 0; team < 12; ++team) {
    for (int person = 0; person < 8; ++person) {
      const auto name = std::string(1, static_cast<char>('a' + team));
      alike += name + "," + std::to_string(team % 5 + (person == 0 ? 1 : 0)) + "\n";
      loose += name + "," + std::to_string((person * 7 + team * (person % 3)) % 5) + "\n";
    }
  }
  const auto first = said({file(alike), "--group", "g", "--items", "q", "--scale", "0:5"});
  EXPECT_THAT(first.out, HasSubstr("steady enough to compare teams by"));
  EXPECT_THAT(first.out, HasSubstr("people see it alike"));
  EXPECT_THAT(said({file(loose), "--group", "g", "--items", "q"}).out,
              testing::Not(HasSubstr("steady enough to compare teams by.\n")));
  EXPECT_THAT(said({file(observers), "--raters", "a,b,c,d", "--measure", "nominal"}).out,
              HasSubstr("cannot be said yet"));
  setenv("LC_ALL", "nl_NL.UTF-8", 1);
  EXPECT_THAT(said({file(observers), "--raters", "a,b,c,d", "--measure", "nominal"}).out,
              HasSubstr("nog niet te zeggen"));
}

TEST_F(AgreementTest, PictureAndTableAsFiles) {
  const auto svg = (folder_ / "f.svg").string(), page = (folder_ / "f.html").string(),
             book = (folder_ / "f.xlsx").string();
  ASSERT_EQ(said({file(five_teams), "--group", "team", "--items", "q1,q2,q3", "--scale", "1:5", "--svg", svg, "--html",
                  page, "--xlsx", book})
                .status,
            0);
  for (const auto& path : {svg, page, book}) EXPECT_GT(std::filesystem::file_size(path), 1000u);
}

}  // namespace
}  // namespace goud::cli
