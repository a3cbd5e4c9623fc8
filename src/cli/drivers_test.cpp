#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/verbs.hpp"
#include "formats/json.hpp"

namespace goud::cli {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct Said {
  int status;
  std::string out, err;
};
Said said(const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  const int status = drivers(arguments, out, err);
  return {status, out.str(), err.str()};
}

class DriversTest : public testing::Test {
 protected:
  void SetUp() override {
    setenv("LC_ALL", "C", 1);
    folder_ = std::filesystem::temp_directory_path() / ("goud_drivers_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string file(const std::string& text, const std::string& name = "answers.csv") {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }
  // y goes with a and b; c with nothing; w is a weight.
  std::string made(int rows, const std::string& more = "") {
    std::string text = "a,b,c,w,y,yes\n";
    for (int i = 0; i < rows; ++i) {
      const int a = 1 + i * 7 % 5, b = 1 + (i * 11 / 3 + a) % 5, c = 1 + i * i % 5;
      const int y = 2 * a + b + i * 13 % 7;
      text += std::to_string(a) + ',' + std::to_string(b) + ',' + std::to_string(c) + ',' + std::to_string(1 + i % 3) +
              ',' + std::to_string(y) + ',' + (y > 11 ? "Yes" : "No") + '\n';
    }
    return file(text + more);
  }
  std::filesystem::path folder_;
};

double number_at(const std::string& json, const char* key) {
  auto document = formats::Json::parse(json);
  return document ? document->object().at(key).as_number().value_or(-999) : -998;
}
std::vector<double> each_of(const std::string& json, const char* key) {
  std::vector<double> numbers;
  auto document = formats::Json::parse(json);
  if (!document) return numbers;
  auto object = document->object();
  for (auto item : object.at("drivers").array()) numbers.push_back(item.object().at(key).as_number().value_or(-999));
  return numbers;
}

TEST_F(DriversTest, KeysOfTheContractInTheOrderGiven) {
  const auto got = said({made(120), "--outcome", "y", "--drivers", "c,a,b", "--scale", "1:5", "--json"});
  EXPECT_EQ(got.status, 0) << got.err;
  EXPECT_EQ(got.err, "");
  EXPECT_THAT(got.out, HasSubstr("\"method\":\"lmg\""));
  EXPECT_THAT(got.out, HasSubstr("\"drivers\":[{\"name\":\"c\""));
  for (const char* key : {"importance", "share", "coefficient", "interval", "interval_robust", "performance"})
    EXPECT_THAT(got.out, HasSubstr('"' + std::string(key) + "\":"));
  EXPECT_THAT(got.out, Not(HasSubstr("share_interval")));
  EXPECT_THAT(got.out, Not(HasSubstr("\"logit\"")));
  EXPECT_DOUBLE_EQ(number_at(got.out, "n"), 120);
  const auto importance = each_of(got.out, "importance"), share = each_of(got.out, "share");
  const double r2 = number_at(got.out, "r2");
  EXPECT_NEAR(importance[0] + importance[1] + importance[2], r2, 1e-14);
  for (std::size_t j = 0; j < 3; ++j) EXPECT_NEAR(share[j], importance[j] / r2, 1e-14);
  EXPECT_NEAR(each_of(got.out, "performance")[1], 0.5, 1e-14);  // 120 rows go round 1..5 evenly
  const auto johnson = said({made(120), "--outcome", "y", "--drivers", "c,a,b", "--method", "johnson", "--json"});
  EXPECT_THAT(johnson.out, HasSubstr("\"method\":\"johnson\""));
  EXPECT_NEAR(number_at(johnson.out, "r2"), r2, 1e-14);
}

TEST_F(DriversTest, TheSameSeedOnAnyNumberOfThreads) {
  const auto path = made(60);
  const auto with = [&](const std::string& threads, const std::string& seed) {
    return said({path, "--outcome", "y", "--drivers", "a,b,c", "--bootstrap", "200", "--threads", threads, "--seed",
                 seed, "--json"})
        .out;
  };
  EXPECT_THAT(with("1", "3"), HasSubstr("\"share_interval\":["));
  EXPECT_EQ(with("1", "3"), with("4", "3"));
  EXPECT_NE(with("1", "3"), with("1", "4"));
}

TEST_F(DriversTest, WhatIsMissingIsLeftOutAndTold) {
  const auto path = made(50, "0,3,3,1,9,Yes\n3,NA,3,1,9,Yes\n3,0,3,1,9,Yes\n3,3,3,1,,Yes\n");
  const auto got = said({path, "--outcome", "y", "--drivers", "a,b", "--missing", "0", "--json"});
  EXPECT_DOUBLE_EQ(number_at(got.out, "rows"), 54);
  EXPECT_DOUBLE_EQ(number_at(got.out, "n"), 50);
  EXPECT_THAT(got.out, HasSubstr("\"code\":\"left_out\""));
  EXPECT_THAT(got.out, HasSubstr("4 of 54 rows lack an answer and were left out; most lack b (2)"));
  EXPECT_THAT(said({path, "--outcome", "y", "--drivers", "a,b", "--scale", "1:5", "--json"}).out,
              HasSubstr("\"code\":\"outside_scale\""));
  EXPECT_DOUBLE_EQ(
      number_at(said({path, "--outcome", "y", "--drivers", "b", "--where", "a<=2", "--missing", "0", "--json"}).out,
                "n"),
      20);
  EXPECT_THAT(said({made(50), "--outcome", "y", "--drivers", "a,b", "--json"}).out, HasSubstr("\"warnings\":[]"));
}

TEST_F(DriversTest, AGroupOfNobodyIsNoSmallGroup) {
  std::string all = "a,t\n", few = all;
  for (int i = 0; i < 40; ++i) {
    all += std::to_string(i % 7) + ",q\n";
    few += std::to_string(i % 7) + (i < 38 ? ",q\n" : ",p\n");
  }
  EXPECT_THAT(said({file(all), "--outcome", "t=q", "--drivers", "a", "--json"}).out,
              testing::Not(HasSubstr("small_group")));
  EXPECT_THAT(said({file(few), "--outcome", "t=q", "--drivers", "a", "--json"}).out, HasSubstr("small_group"));
}

TEST_F(DriversTest, WeightsAreThoseOfARowsRepeated) {
  std::string once = "a,b,w,y\n", repeated = "a,b,y\n";
  for (int i = 0; i < 40; ++i) {
    const std::string row = std::to_string(i * 7 % 11) + ',' + std::to_string(i * i % 13);
    const std::string y = std::to_string(i * 7 % 11 + i * 3 % 8);
    once += row + ',' + std::to_string(i % 3) + ',' + y + '\n';
    for (int k = 0; k < i % 3; ++k) repeated += row + ',' + y + '\n';
  }
  const auto weighted = said({file(once), "--outcome", "y", "--drivers", "a,b", "--weight", "w", "--json"});
  const auto many = said({file(repeated, "many.csv"), "--outcome", "y", "--drivers", "a,b", "--json"});
  EXPECT_NEAR(number_at(weighted.out, "r2"), number_at(many.out, "r2"), 1e-13);
  for (const char* key : {"importance", "coefficient", "performance"}) {
    const auto one = each_of(weighted.out, key), other = each_of(many.out, key);
    for (std::size_t j = 0; j < 2; ++j) EXPECT_NEAR(one[j], other[j], 1e-12) << key;
  }
}

TEST_F(DriversTest, ATwoValuedOutcomeHasItsLogitBesideLeastSquares) {
  const auto got = said({made(150), "--outcome", "yes=Yes", "--drivers", "a,b,c", "--json"});
  EXPECT_THAT(got.out, HasSubstr("\"logit\":{\"loglik\":-"));
  EXPECT_GT(each_of(got.out, "coefficient")[0], 0);
  const auto text = said({made(150), "--outcome", "yes=Yes", "--drivers", "a,b,c"});
  EXPECT_THAT(text.out, HasSubstr("odds ratio"));
  EXPECT_THAT(text.out, HasSubstr("It does not say that improving a driver changes the outcome"));
  const auto apart = said({file("x,y\n1,no\n2,no\n3,no\n4,no\n5,no\n6,yes\n7,yes\n8,yes\n9,yes\n10,yes\n"), "--outcome",
                           "y=yes", "--drivers", "x", "--json"});
  EXPECT_THAT(apart.out, HasSubstr("\"code\":\"not_identified\""));
  EXPECT_GT(number_at(apart.out, "r2"), 0.5);
  const auto absent = said({made(150), "--outcome", "yes=Perhaps", "--drivers", "a", "--json"});
  EXPECT_EQ(absent.status, 0);
  EXPECT_THAT(absent.out, HasSubstr("\"r2\":null,\"reason\":\"no_spread\""));
  EXPECT_THAT(absent.out, HasSubstr("\"code\":\"value_absent\""));
}

TEST_F(DriversTest, PenaltyAndRewardWhereAskedFor) {
  const auto got = said({made(200), "--outcome", "y", "--drivers", "a,b", "--expected", "3", "--json"});
  EXPECT_THAT(got.out, HasSubstr("\"contrasts\":[{\"name\":\"a\",\"penalty\":{\"value\":-"));
  EXPECT_THAT(got.out, HasSubstr("\"kind\":\"both\""));
  EXPECT_THAT(said({made(200), "--outcome", "y", "--drivers", "a,b", "--expected", "3:4"}).out, HasSubstr("both ways"));
}

TEST_F(DriversTest, ColumnsThatMakeEachOtherAreNamed) {
  std::string text = "a,b,sum,same,y\n";
  for (int i = 0; i < 60; ++i) {
    const int a = i * 7 % 5, b = i * i % 6;
    text += std::to_string(a) + ',' + std::to_string(b) + ',' + std::to_string(a + b) + ",4," +
            std::to_string(a + 2 * b + i % 4) + '\n';
  }
  for (const char* method : {"lmg", "johnson"}) {
    const auto got = said({file(text), "--outcome", "y", "--drivers", "a,b,sum,same", "--method", method, "--bootstrap",
                           "100", "--json"});
    EXPECT_EQ(got.status, 0);
    EXPECT_THAT(got.out, HasSubstr("\"code\":\"collinear\""));
    EXPECT_THAT(got.out, HasSubstr("their importance is shared among them: a, b, sum."));
    EXPECT_THAT(got.out, HasSubstr("\"reason\":\"not_identified\""));
    EXPECT_THAT(
        got.out,
        HasSubstr(
            "{\"name\":\"same\",\"importance\":null,\"share\":null,\"share_interval\":null,\"coefficient\":null"));
    EXPECT_THAT(got.out, Not(HasSubstr("nan")));
    const auto importance = each_of(got.out, "importance");
    EXPECT_NEAR(importance[0] + importance[1] + importance[2], number_at(got.out, "r2"), 1e-12);
  }
}

TEST_F(DriversTest, DegenerateFilesAreAnswered) {
  const struct {
    std::string text;
    const char* holds;
  } cases[] = {
      {"a,b,y\n1,2,3\n", "\"r2\":null,\"reason\":\"too_few\""},
      {"a,b,y\n,,\n,,\n", "\"r2\":null,\"reason\":\"too_few\""},
      {"a,b,y\n", "\"r2\":null,\"reason\":\"too_few\""},
      {"a,b,y\n1,2,3\n2,4,3\n3,1,3\n4,4,3\n", "\"r2\":null,\"reason\":\"no_spread\""},
      {"a,b,y\n1,1,3\n1,1,4\n1,1,5\n1,1,6\n", "\"code\":\"no_spread\""},
      {"a,b,y\n1,2,3\n2,4,4\n3,6,5\n4,8,7\n5,10,6\n", "\"code\":\"collinear\""},
      {"a,b,y\n1,5,1\n2,1,2\n3,4,3\n4,2,4\n5,8,5\n", "\"code\":\"few_rows\""},
      {"a,b,y\n1,2,5\n2,1,7\n3,3,6\n", "\"interval\":null"},
  };
  for (const auto& one : cases) {
    for (const char* method : {"lmg", "johnson"}) {
      const auto path = file(one.text);
      const auto got = said({path, "--outcome", "y", "--drivers", "a,b", "--method", method, "--bootstrap", "100",
                             "--expected", "2", "--json"});
      EXPECT_EQ(got.status, 0) << one.text << got.err;
      EXPECT_THAT(got.out, HasSubstr(one.holds)) << one.text;
      EXPECT_THAT(got.out, Not(HasSubstr("nan"))) << one.text;
      EXPECT_TRUE(formats::Json::parse(got.out)) << got.out;
      EXPECT_EQ(said({path, "--outcome", "y", "--drivers", "a,b"}).status, 0);
    }
  }
  const auto weightless =
      said({file("a,y,w\n1,2,0\n2,3,0\n3,1,0\n"), "--outcome", "y", "--drivers", "a", "--weight", "w", "--json"});
  EXPECT_THAT(weightless.out, HasSubstr("\"n\":3,\"r2\":null,\"reason\":\"too_few\""));
}

TEST_F(DriversTest, OverTwentyFourDriversOrdersAreDrawnAndSaid) {
  std::string text = "y", list;
  for (int j = 0; j < 26; ++j) {
    text += ",d" + std::to_string(j);
    list += (j > 0 ? ",d" : "d") + std::to_string(j);
  }
  text += '\n';
  std::uint32_t state = 7;
  const auto next = [&] { return (state = state * 1664525U + 1013904223U) >> 24U; };
  for (int i = 0; i < 90; ++i) {
    text += std::to_string(next());
    for (int j = 0; j < 26; ++j) text += ',' + std::to_string(next());
    text += '\n';
  }
  const auto got = said({file(text), "--outcome", "y", "--drivers", list, "--json"});
  EXPECT_THAT(got.out, HasSubstr("\"orders\":20000"));
  EXPECT_THAT(got.out, HasSubstr("\"sampling_error\":"));
  EXPECT_THAT(got.out, HasSubstr("\"code\":\"drawn_orders\""));
  double sum = 0;
  for (const double one : each_of(got.out, "importance")) sum += one;
  EXPECT_NEAR(sum, number_at(got.out, "r2"), 1e-12);
}

TEST_F(DriversTest, WhatIsWrongIsOneLineWithPlaceAndMend) {
  const auto path = file("a,b,y\n1,2,3\nx,1,4\n");
  const struct {
    std::vector<std::string> arguments;
    std::string starts;
  } cases[] = {
      {{path, "--drivers", "b"}, "goud: " + path + ":1: --outcome is needed."},
      {{path, "--outcome", "y"}, "goud: " + path + ":1: --drivers is needed."},
      {{path, "--outcome", "z", "--drivers", "a"}, "goud: " + path + ":1: There is no column z."},
      {{path, "--outcome", "y", "--drivers", "b,q"}, "goud: " + path + ":1: There is no column q."},
      {{path, "--outcome", "y", "--drivers", "b,b"}, "goud: " + path + ":1: The column b is named twice."},
      {{path, "--outcome", "y", "--drivers", "b,y"}, "goud: " + path + ":1: y is the outcome"},
      {{path, "--outcome", "y", "--drivers", "a"}, "goud: " + path + ":3: x in a is no number."},
      {{path, "--outcome", "y", "--drivers", "b", "--method", "beta"},
       "goud: " + path + ":1: --method cannot be beta."},
      {{path, "--outcome", "y", "--drivers", "b", "--scale", "5:1"}, "goud: " + path + ":1: --scale takes"},
      {{path, "--outcome", "y", "--drivers", "b", "--expected", "4:2"}, "goud: " + path + ":1: --expected takes"},
      {{path, "--outcome", "y", "--drivers", "b", "--bootstrap", "-1"},
       "goud: " + path + ":1: --bootstrap asks for a whole number"},
  };
  for (const auto& one : cases) {
    const auto got = said(one.arguments);
    EXPECT_EQ(got.status, 2) << one.starts;
    EXPECT_EQ(got.out, "") << one.starts;
    EXPECT_THAT(got.err, StartsWith(one.starts));
    EXPECT_EQ(std::count(got.err.begin(), got.err.end(), '\n'), 1) << got.err;
  }
}

TEST_F(DriversTest, ThePictureAndThePageAreWritten) {
  const auto svg = (folder_ / "d.svg").string(), page = (folder_ / "d.html").string(),
             book = (folder_ / "d.xlsx").string();
  ASSERT_EQ(
      said({made(80), "--outcome", "y", "--drivers", "a,b,c", "--svg", svg, "--html", page, "--xlsx", book}).status, 0);
  std::stringstream text;
  text << std::ifstream(svg).rdbuf();
  EXPECT_THAT(text.str(), HasSubstr("<svg"));
  EXPECT_GT(std::filesystem::file_size(book), 4000U);
}

TEST_F(DriversTest, AirlineIsWhatRSays) {
  const char* given = std::getenv("GOUD_DATA");
  const auto path = (given != nullptr ? std::string(given) : std::string("../shared/data")) +
                    "/airline/airline_passenger_satisfaction.csv.xz";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path;
  const auto got =
      said({path, "--outcome", "Satisfaction=Satisfied", "--missing", "0", "--json", "--drivers",
            "Seat Comfort,Leg Room Service,Cleanliness,Food and Drink,In-flight Wifi Service,In-flight Entertainment,"
            "Baggage Handling,Check-in Service,Online Boarding,Gate Location,On-board Service,Ease of Online Booking,"
            "Departure and Arrival Time Convenience,In-flight Service"});
  // tools/reference_checks/drivers_airline.R
  EXPECT_DOUBLE_EQ(number_at(got.out, "n"), 119567);
  EXPECT_NEAR(number_at(got.out, "r2"), 0.488330613486235, 1e-12);
  const auto importance = each_of(got.out, "importance");
  EXPECT_NEAR(importance[0], 0.0348142208748, 1e-12);
  EXPECT_NEAR(importance[8], 0.15193738761, 1e-11);
  EXPECT_NEAR(importance[9], 0.00289560815688, 1e-13);
  EXPECT_NEAR(each_of(got.out, "coefficient")[0], 0.0229773065866, 1e-12);
  EXPECT_THAT(got.out, HasSubstr("[0.0206275075"));  // classical
  EXPECT_THAT(got.out, HasSubstr("[0.0204546633"));  // HC3
  EXPECT_THAT(got.out, HasSubstr("\"loglik\":-42903.2253"));
  EXPECT_THAT(got.out, HasSubstr("\"code\":\"runs_against\""));
}

}  // namespace
}  // namespace goud::cli
