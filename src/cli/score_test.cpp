#include <duckdb.h>
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
  const int status = score(arguments, out, err);
  return {status, out.str(), err.str()};
}

class ScoreTest : public testing::Test {
 protected:
  void SetUp() override {
    setenv("LC_ALL", "C", 1);
    folder_ = std::filesystem::temp_directory_path() / ("goud_score_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string file(const std::string& text, const std::string& name = "answers.csv") {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }
  std::filesystem::path folder_;
};

double number_at(const std::string& json, const char* key) {
  auto document = formats::Json::parse(json);
  return document ? document->object().at(key).as_number().value_or(-999) : -998;
}

TEST_F(ScoreTest, NothingThatIsReadIsWrittenOver) {
  const auto path = file("g,v\na,1\nb,2\n");
  for (const auto* option : {"--html", "--svg", "--xlsx"}) {
    const auto over = said({path, "--mean", "v", option, path});
    EXPECT_EQ(over.status, 2) << option;
    EXPECT_THAT(over.err, HasSubstr("is the file that is read"));
    EXPECT_EQ(over.out, "");
    const auto nowhere = said({path, "--mean", "v", option, (folder_ / "nowhere" / "x").string()});
    EXPECT_EQ(nowhere.status, 2);
  }
  const auto from = std::filesystem::current_path();
  std::filesystem::current_path(folder_);
  EXPECT_EQ(said({path, "--mean", "v", "--svg", "beside.svg"}).status, 0) << "a name without a folder";
  EXPECT_EQ(said({path, "--mean", "v", "--svg", std::filesystem::path(path).filename().string()}).status, 2);
  std::filesystem::current_path(from);
  const auto picture = (folder_ / "one.html").string();
  EXPECT_EQ(said({path, "--mean", "v", "--html", picture, "--svg", picture}).status, 2);
  EXPECT_FALSE(std::filesystem::exists(picture));
  std::ifstream in(path);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), "g,v\na,1\nb,2\n");
}

TEST_F(ScoreTest, WhatIsMistypedIsToldAndNotGuessed) {
  const auto path = file("g,v\na,1\nb,2\n");
  for (const auto* condition : {"v==2", "v=>2", "v<>2", "v=<2"}) EXPECT_EQ(said({path, "--mean", "v", "--where", condition}).status, 2) << condition;
  EXPECT_EQ(said({path, "--mean", "v", "--by", "g,g"}).status, 2);
  EXPECT_THAT(said({path, "--share", "g=c", "--json"}).out, HasSubstr("\"code\":\"value_absent\""));
  EXPECT_THAT(said({path, "--share", "g=a", "--json"}).out, testing::Not(HasSubstr("value_absent")));
  EXPECT_THAT(said({path, "--mean", "v", "--bogus", "1"}).err, StartsWith("goud: " + path + ":1: "));
}

TEST_F(ScoreTest, WordsOfTheExportThatAreNoAnswersAreWarnedOfUntilTheyAreLeftOut) {
  const auto path = file("ready\nyes\nyes\nno\nskipped\nnot_applicable\n");
  const auto counted = said({path, "--share", "ready=yes", "--json"});
  EXPECT_DOUBLE_EQ(number_at(counted.out, "n"), 5);
  EXPECT_THAT(counted.out, HasSubstr("\"code\":\"states_counted\""));
  EXPECT_THAT(counted.out, HasSubstr("--missing skipped,not_applicable"));
  const auto left_out = said({path, "--share", "ready=yes", "--missing", "skipped,not_applicable", "--json"});
  EXPECT_DOUBLE_EQ(number_at(left_out.out, "n"), 3);
  EXPECT_THAT(left_out.out, HasSubstr("\"warnings\":[]"));
}

TEST_F(ScoreTest, NetPromoterScoreInPointsWithItsInterval) {
  std::string text = "score,hotel\n";
  for (int i = 0; i < 40; ++i) text += "10,a\n";
  for (int i = 0; i < 30; ++i) text += "8,b\n";
  for (int i = 0; i < 30; ++i) text += "3,a\n";
  const auto got = said({file(text), "--nps", "score", "--json"});
  EXPECT_EQ(got.status, 0);
  EXPECT_DOUBLE_EQ(number_at(got.out, "value"), 10);
  EXPECT_THAT(got.out, HasSubstr("\"interval\":[-6.271937087850"));  // R, as in nps_test
  EXPECT_THAT(got.out, HasSubstr("25.68941281600555"));
  EXPECT_DOUBLE_EQ(number_at(got.out, "n"), 100);
  EXPECT_EQ(got.err, "");
}

TEST_F(ScoreTest, MissingWhereAndByMeanWhatTheySay) {
  const auto path = file("q,hotel,age\n5,a,20\n4,a,30\n0,a,40\n-9,b,50\n3,b,NA\n2,b,60\n,b,70\n");
  const auto all = said({path, "--mean", "q", "--missing", "-9,0", "--json"});
  EXPECT_DOUBLE_EQ(number_at(all.out, "value"), 3.5);
  EXPECT_DOUBLE_EQ(number_at(all.out, "n"), 4);
  EXPECT_DOUBLE_EQ(number_at(all.out, "rows"), 7);
  EXPECT_DOUBLE_EQ(number_at(said({path, "--mean", "q", "--missing", "q=-9", "--json"}).out, "value"), 2.8);
  EXPECT_DOUBLE_EQ(number_at(said({path, "--mean", "q", "--missing=-9", "--where", "age!=20", "--json"}).out, "value"),
                   2);  // NA never matches
  EXPECT_DOUBLE_EQ(
      number_at(said({path, "--mean", "q", "--missing=-9", "--where", "age>=30", "--where", "age<60", "--json"}).out,
                "value"),
      2);
  const auto groups = said({path, "--share", "q=5,4", "--missing", "-9", "--by", "hotel", "--json"});
  EXPECT_THAT(groups.out, HasSubstr("{\"group\":{\"hotel\":\"a\"},\"value\":0.66666666666666663"));
  EXPECT_THAT(groups.out, HasSubstr("\"code\":\"small_group\""));
}

TEST_F(ScoreTest, NamesWithCommasAndSigns) {
  const auto path = file("\"Wifi, seat\",a=b\n5,1\n4,2\n");
  EXPECT_DOUBLE_EQ(number_at(said({path, "--share", "a=b=1", "--by", "\"Wifi, seat\"", "--json"}).out, "value"), 0.5);
  EXPECT_DOUBLE_EQ(number_at(said({path, "--mean", "Wifi, seat", "--where", "a=b=2", "--json"}).out, "value"), 4);
}

TEST_F(ScoreTest, GroupsAreTheirNamesWholeAndStandInOrder) {
  // Names that run together alike, long and short ones, each more than once and not side by side.
  std::string text = "q,a,b\n";
  const std::string longest(300, 'x');
  for (int round = 0; round < 3; ++round) {
    for (const std::string& names : {std::string("a,bc"), std::string("ab,c"), std::string("10,2"), std::string("9,22"),
                                     std::string("9, 22 "), longest + ",y", longest + "x,y"})
      text += std::to_string(round) + "," + names + "\n";
  }
  const auto got = said({file(text), "--nps", "q", "--by", "a,b", "--json"});
  auto document = formats::Json::parse(got.out);
  ASSERT_TRUE(document);
  std::vector<std::pair<std::string, std::int64_t>> groups;
  for (auto one : document->object().array("groups", 100)) {
    auto group = one.object();
    auto names = group.object("group");
    groups.emplace_back(names.required_string("a", 1000).substr(0, 4) + "|" + names.required_string("b", 1000),
                        group.required_int("n", 0, 100));
  }
  using Expected = std::vector<std::pair<std::string, std::int64_t>>;
  EXPECT_EQ(groups, (Expected{{"9|22", 6}, {"10|2", 3}, {"a|bc", 3}, {"ab|c", 3}, {"xxxx|y", 3}, {"xxxx|y", 3}}));
}

TEST_F(ScoreTest, WeightsAsTheyStandAndExactRefused) {
  const auto path = file("q,w\n1,100\n0,300.5\n1,0\n");
  const auto got = said({path, "--share", "q=1", "--weight", "w", "--json"});
  EXPECT_NEAR(number_at(got.out, "value"), 100 / 400.5, 1e-15);
  EXPECT_NEAR(number_at(got.out, "n_effective"), 400.5 * 400.5 / (100 * 100 + 300.5 * 300.5), 1e-12);
  const auto exact = said({path, "--share", "q=1", "--weight", "w", "--interval", "exact"});
  EXPECT_EQ(exact.status, 2);
  EXPECT_EQ(exact.out, "");
  const auto ten_thousandths = said({file("q,w\n1,0.5\n0,1.5\n"), "--share", "q=1", "--weight", "w", "--json"});
  EXPECT_DOUBLE_EQ(number_at(ten_thousandths.out, "value"), 0.25);
}

TEST_F(ScoreTest, WhatCannotBeSaidIsAnAnswer) {
  const auto none = said({file("q,h\n,a\n"), "--mean", "q", "--json"});
  EXPECT_EQ(none.status, 0);
  EXPECT_THAT(none.out, HasSubstr("\"value\":null,\"interval\":null,\"reason\":\"too_few\",\"n\":0"));
  EXPECT_THAT(said({file("q,h\n5,a\n5,b\n"), "--mean", "q", "--json"}).out,
              HasSubstr("\"value\":5,\"interval\":null,\"reason\":\"no_spread\""));
}

TEST_F(ScoreTest, WhatIsWrongIsOneLineWithPlaceAndMend) {
  const auto path = file("q,h\n5,a\n12,a\nx,b\n");
  const struct {
    std::vector<std::string> arguments;
    std::string starts;
  } cases[] = {
      {{path, "--nps", "q"}, "goud: " + path + ":3: 12 in q is not a whole number from 0 to 10."},
      {{path, "--mean", "q"}, "goud: " + path + ":4: x in q is no number."},
      {{path, "--nps", "z"}, "goud: " + path + ":1: There is no column z. There are: q, h."},
      {{path}, "goud: " + path + ":1: Ask for one figure"},
      {{path, "--nps", "q", "--mean", "q"}, "goud: " + path + ":1: Ask for one figure"},
      {{path, "--mean", "q", "--level", "95"}, "goud: " + path + ":1: 95 is no level."},
      {{path, "--share", "q"}, "goud: " + path + ":1: q lacks the equals sign."},
      {{path, "--share", "q=5", "--interval", "wald"}, "goud: " + path + ":1: The interval wald is unknown."},
      {{path, "--mean", "q", "--where", "h~a"}, "goud: " + path + ":1: h~a is no condition."},
      {{path, "--mean", "q", "--weight", "h"}, "goud: " + path + ":2: The weight a in h"},
      {{path, "--mean", "q", "--bogus"}, "goud: " + path + ":1: The option --bogus is unknown here."},
      {{path, "--mean"}, "goud: " + path + ":1: After --mean comes COL."},
      {{"/no/file.csv", "--mean", "q"}, "goud: /no/file.csv:1: This file is not there."},
      {{file("a,b\n1\n", "ragged.csv"), "--mean", "a"},
       "goud: " + (folder_ / "ragged.csv").string() + ":2: Line 2 has 1 cells"},
      {{file(std::string("a,b\n1,\0x\n", 9), "nul.csv"), "--mean", "a"},
       "goud: " + (folder_ / "nul.csv").string() + ":2: Line 2, column 2 holds a NUL"},
      {{}, "goud: Which file?"},
  };
  for (const auto& one : cases) {
    const auto got = said(one.arguments);
    EXPECT_EQ(got.status, 2) << one.starts;
    EXPECT_EQ(got.out, "") << one.starts;
    EXPECT_THAT(got.err, StartsWith(one.starts));
    EXPECT_EQ(std::count(got.err.begin(), got.err.end(), '\n'), 1) << got.err;
  }
}

TEST_F(ScoreTest, FilesAppearWholeOrNotAtAll) {
  const auto path = file("q,h\n5,<a&b>\n4,b\n3,b\n");
  const auto svg = (folder_ / "f.svg").string(), page = (folder_ / "f.html").string(),
             book = (folder_ / "f.xlsx").string();
  ASSERT_EQ(said({path, "--mean", "q", "--by", "h", "--svg", svg, "--html", page, "--xlsx", book}).status, 0);
  std::stringstream text;
  text << std::ifstream(page).rdbuf();
  EXPECT_THAT(text.str(), HasSubstr("&lt;a&amp;b&gt;"));
  EXPECT_THAT(text.str(), HasSubstr("<svg"));
  EXPECT_GT(std::filesystem::file_size(book), 4000u);
  const auto nowhere = said({path, "--mean", "q", "--svg", (folder_ / "no" / "f.svg").string()});
  EXPECT_EQ(nowhere.status, 2);
  EXPECT_THAT(nowhere.err, HasSubstr("its folder is not there"));
  EXPECT_EQ(nowhere.out, "");
}

TEST_F(ScoreTest, ParquetThroughDuckDb) {
  const auto path = (folder_ / "answers.parquet").string();
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  ASSERT_EQ(duckdb_open(nullptr, &database), DuckDBSuccess);
  ASSERT_EQ(duckdb_connect(database, &connection), DuckDBSuccess);
  const std::string make =
      "COPY (SELECT i % 11 AS score, CASE WHEN i % 7 = 0 THEN NULL ELSE 'hotel ' || (i % 3) END AS hotel FROM "
      "range(10000) r(i)) TO '" +
      path + "' (FORMAT parquet)";
  ASSERT_EQ(duckdb_query(connection, make.c_str(), nullptr), DuckDBSuccess);
  duckdb_disconnect(&connection);
  duckdb_close(&database);
  const auto got = said({path, "--mean", "score", "--where", "hotel=hotel 1", "--json"});
  EXPECT_EQ(got.err, "");
  EXPECT_DOUBLE_EQ(number_at(got.out, "rows"), 10'000);
  double sum = 0, n = 0;
  for (int i = 0; i < 10'000; ++i) {
    if (i % 7 == 0 || i % 3 != 1) continue;
    sum += i % 11;
    n += 1;
  }
  EXPECT_DOUBLE_EQ(number_at(got.out, "value"), sum / n);
  EXPECT_EQ(said({file("PAR1 and no more", "broken.parquet"), "--mean", "x"}).status, 2);
}

std::string data(const std::string& name) {
  const char* given = std::getenv("GOUD_DATA");
  return (given != nullptr ? std::string(given) : std::string("../shared/data")) + "/" + name;
}

TEST_F(ScoreTest, RealFilesAgainstCountsMadeElsewhere) {
  if (!std::filesystem::exists(data("airline"))) GTEST_SKIP() << "no " << data("airline");
  const auto airline =
      said({data("airline/airline_passenger_satisfaction.csv.xz"), "--share", "Satisfaction=Satisfied", "--json"});
  EXPECT_DOUBLE_EQ(number_at(airline.out, "value"), 56428.0 / 129880.0);
  const auto schools = said({data("survey_raking/apistrat.csv"), "--mean", "api00", "--weight", "pw", "--json"});
  EXPECT_NEAR(number_at(schools.out, "value"), 662.2873631593, 5e-11);  // R survey 4.1-1
  EXPECT_NEAR(number_at(schools.out, "n_effective"), 168.58133128075562, 1e-9);
  EXPECT_THAT(schools.out, HasSubstr("643.538205956"));  // R: qt on Kish's n, weighted variance
  const auto churn = said({data("telco_churn/Telco-Customer-Churn.csv"), "--share", "Churn=Yes", "--json"});
  EXPECT_DOUBLE_EQ(number_at(churn.out, "value"), 1869.0 / 7043.0);
  const auto wellbeing = said({data("multilevel/bh1996.csv.gz"), "--mean", "WBEING", "--json"});
  EXPECT_DOUBLE_EQ(number_at(wellbeing.out, "n"), 7382);
  const auto sav = said({data("exports/sample.sav"), "--share", "mylabl=Male", "--json"});
  EXPECT_DOUBLE_EQ(number_at(sav.out, "value"), 0.6);  // by its label, not its code
}

}  // namespace
}  // namespace goud::cli
