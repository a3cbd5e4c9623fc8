#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

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
using testing::StartsWith;

struct Said {
  int status;
  std::string out;
  std::string err;
};

std::string cdnow(const std::string& name) {
  const char* given = std::getenv("GOUD_DATA");
  return (given != nullptr ? std::string(given) : std::string("../shared/data")) + "/cdnow/" + name;
}

class WorthTest : public testing::Test {
 protected:
  void SetUp() override {
    setenv("LC_ALL", "C", 1);
    folder_ = std::filesystem::temp_directory_path() / ("goud_worth_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string file(const std::string& text, const std::string& name = "orders.csv") {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }
  static Said said(const std::vector<std::string>& arguments) {
    std::ostringstream out, err;
    const int status = worth(arguments, out, err);
    return {status, out.str(), err.str()};
  }
  static Said renewed(const std::vector<std::string>& arguments) {
    std::ostringstream out, err;
    const int status = renewals(arguments, out, err);
    return {status, out.str(), err.str()};
  }
  std::filesystem::path folder_;
};

std::string text_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

double number_at(const std::string& json, std::initializer_list<const char*> keys) {
  auto document = formats::Json::parse(json);
  if (!document) return -998;
  auto object = document->object();
  auto at = keys.begin();
  for (; at + 1 != keys.end(); ++at) object = object.at(*at).object();
  return object.at(*at).as_number().value_or(-999);
}

std::vector<std::string> summary_question(const std::vector<std::string>& more = {}) {
  std::vector<std::string> all = {
      cdnow("cdnow_customers_summary_with_transactions.csv"), "--summary", "x,t_x,T,zbar", "--horizon", "39", "--json"};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}
std::vector<std::string> log_question(const std::vector<std::string>& more = {}) {
  // The log has no head: its columns are numbered.
  std::vector<std::string> all = {cdnow("CDNOW_sample.txt"),
                                  "--customer",
                                  "column 2",
                                  "--date",
                                  "column 3",
                                  "--amount",
                                  "column 5",
                                  "--until",
                                  "1997-09-30",
                                  "--horizon",
                                  "39",
                                  "--json"};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

TEST_F(WorthTest, CdnowsSummaryIsReferenceJson) {
  if (!std::filesystem::exists(cdnow("CDNOW_sample.txt"))) GTEST_SKIP() << "no CDNOW data";
  const auto got = said(summary_question());
  ASSERT_EQ(got.status, 0) << got.err;
  EXPECT_EQ(got.err, "");
  EXPECT_THAT(got.out, StartsWith("{\"model\":\"bgnbd\",\"rows\":2357,\"n\":2357,\"parameters\":{\"r\":"));
  const struct {
    std::initializer_list<const char*> keys;
    double value;
  } wanted[] = {{{"parameters", "r"}, 0.24259289490961203},
                {{"parameters", "alpha"}, 4.41353138156511},
                {{"parameters", "a"}, 0.7928863210758029},
                {{"parameters", "b"}, 2.42575409442576},
                {{"standard_errors", "r"}, 0.012557317978993864},
                {{"standard_errors", "alpha"}, 0.37822137304643444},
                {{"standard_errors", "a"}, 0.18571841781256507},
                {{"standard_errors", "b"}, 0.7053429866832884},
                {{"expected_purchases"}, 1653.4231913769952},
                {{"gamma_gamma", "p"}, 6.2488026955893465},
                {{"gamma_gamma", "q"}, 3.744588439136727},
                {{"gamma_gamma", "v"}, 15.447747215034072},
                {{"gamma_gamma", "n"}, 946}};
  for (const auto& one : wanted) EXPECT_NEAR(number_at(got.out, one.keys), one.value, 1e-4 * one.value);
  EXPECT_NEAR(number_at(got.out, {"loglik"}), -9582.42556056736, 1e-4);
  EXPECT_NEAR(number_at(got.out, {"gamma_gamma", "loglik"}), -4055.9232435028557, 1e-4);
  EXPECT_THAT(got.out, HasSubstr("\"identified\":true"));
  EXPECT_THAT(got.out, HasSubstr("\"warnings\":[]"));

  const auto pareto = said(summary_question({"--model", "paretonbd", "--threads", "4"}));
  EXPECT_NEAR(number_at(pareto.out, {"parameters", "s"}), 0.6062135969081226, 1e-4);
  EXPECT_NEAR(number_at(pareto.out, {"parameters", "beta"}), 11.667912316440615, 1e-3);
  EXPECT_NEAR(number_at(pareto.out, {"standard_errors", "beta"}), 6.211038226822696, 1e-2);
  EXPECT_NEAR(number_at(pareto.out, {"loglik"}), -9594.973929826861, 1e-4);
}

TEST_F(WorthTest, CdnowsLogGivesTheSameCustomersOnAnyNumberOfThreads) {
  if (!std::filesystem::exists(cdnow("CDNOW_sample.txt"))) GTEST_SKIP() << "no CDNOW data";
  const auto one = (folder_ / "one.csv").string(), two = (folder_ / "two.csv").string();
  const auto got = said(log_question({"--threads", "1", "--customers", one}));
  ASSERT_EQ(got.status, 0) << got.err;
  EXPECT_EQ(number_at(got.out, {"rows"}), 6919);
  EXPECT_EQ(number_at(got.out, {"n"}), 2357);
  // The summary prints two decimals; fitted on the log itself CLVTools says the same LL.
  EXPECT_NEAR(number_at(got.out, {"parameters", "r"}), 0.2425945, 1e-4);
  EXPECT_NEAR(number_at(got.out, {"parameters", "alpha"}), 4.4136019, 1e-3);
  EXPECT_NEAR(number_at(got.out, {"loglik"}), -9582.429, 1e-3);
  EXPECT_NEAR(number_at(got.out, {"gamma_gamma", "loglik"}), -4055.9177, 1e-3);
  EXPECT_NEAR(number_at(got.out, {"expected_purchases"}), 1653.4, 0.5);
  const auto threads = said(log_question({"--threads", "4", "--customers", two}));
  EXPECT_EQ(threads.out, got.out);
  EXPECT_EQ(text_of(one), text_of(two));
  EXPECT_THAT(text_of(one).substr(0, 200),
              StartsWith("customer,x,t_x,T,spend,p_alive,expected_purchases,expected_spend,lifetime_value\r\n"
                         "0001,2,30.428571428571427,38.857142857142854,22.345,0.72"));
  const auto lines = text_of(one);
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 2358);
  EXPECT_FALSE(std::filesystem::exists(one + ".part"));
  const auto discounted = said(log_question({"--discount", "0.1"}));
  EXPECT_LT(number_at(discounted.out, {"lifetime_value"}), number_at(got.out, {"lifetime_value"}));
  EXPECT_GT(number_at(discounted.out, {"lifetime_value"}), 0.93 * number_at(got.out, {"lifetime_value"}));
}

TEST_F(WorthTest, APersonReadsASentenceAPictureAndWhatItDoesNotSay) {
  if (!std::filesystem::exists(cdnow("CDNOW_sample.txt"))) GTEST_SKIP() << "no CDNOW data";
  auto question = summary_question();
  question.erase(std::find(question.begin(), question.end(), "--json"));
  EXPECT_THAT(said(question).out, HasSubstr("these 2,357 customers are expected to make 1,653 purchases"));
  EXPECT_THAT(said(question).out, HasSubstr("It does not say why"));
  setenv("LC_ALL", "nl_NL.UTF-8", 1);
  EXPECT_THAT(said(question).out, HasSubstr("deze 2.357 klanten naar verwachting 1.653 aankopen"));
  setenv("LC_ALL", "C", 1);
  const auto svg = (folder_ / "w.svg").string(), page = (folder_ / "w.html").string();
  question.insert(question.end(), {"--svg", svg, "--html", page});
  EXPECT_EQ(said(question).status, 0);
  EXPECT_THAT(text_of(svg), StartsWith("<svg"));
  EXPECT_THAT(text_of(page), HasSubstr("Purchases expected from now on"));
}

TEST_F(WorthTest, DatesInEveryFormAndUntilIsInclusive) {
  const std::string rows[] = {"a;2026-01-01\nb;2026-01-03\na;2026-01-15\na;2026-01-31\nc;2026-02-01\n",
                              "a;01-01-2026\nb;03-01-2026\na;15-01-2026\na;31-01-2026\nc;01-02-2026\n",
                              "a;01/01/2026\nb;01/03/2026\na;01/15/2026\na;01/31/2026\nc;02/01/2026\n",
                              "a;20260101\nb;20260103\na;20260115\na;20260131\nc;20260201\n"};
  for (const auto& text : rows) {
    const auto list = (folder_ / "customers.csv").string();
    const auto got = said({file("who;when\n" + text), "--customer", "who", "--date", "when", "--until", "31-1-2026",
                           "--unit", "day", "--customers", list, "--json"});
    ASSERT_EQ(got.status, 0) << got.err;
    EXPECT_EQ(number_at(got.out, {"n"}), 2);  // c bought later
    EXPECT_EQ(number_at(got.out, {"rows"}), 5);
    EXPECT_EQ(text_of(list), "customer,x,t_x,T,p_alive,expected_purchases\r\na,2,30,30,,\r\nb,0,0,28,,\r\n");
    EXPECT_THAT(got.out, HasSubstr("\"parameters\":null,\"standard_errors\":null,\"loglik\":null,\"identified\":false,"
                                   "\"reason\":\"not_identified\""));
    EXPECT_THAT(got.out, HasSubstr("\"expected_purchases\":null"));
    EXPECT_THAT(got.out, HasSubstr("\"gamma_gamma\":null"));
    EXPECT_THAT(got.out, HasSubstr("\"code\":\"not_identified\""));
  }
  const auto open = said({file("who,when\na,03-04-2026\nb,05-06-2026\n"), "--customer", "who", "--date", "when",
                          "--until", "2026-12-31", "--json"});
  EXPECT_THAT(open.out, HasSubstr("\"code\":\"date_order\""));
}

TEST_F(WorthTest, WhatCannotBeSaidIsAnAnswer) {
  const auto asked = [&](const std::string& text, const std::string& more = "a,b,c") {
    const auto got = said({file(text), "--summary", more, "--json"});
    EXPECT_EQ(got.status, 0) << got.err;
    EXPECT_THAT(got.out, HasSubstr("\"identified\":false"));
    EXPECT_THAT(got.out, HasSubstr("\"parameters\":null"));
    const auto read = said({file(text), "--summary", more});
    EXPECT_THAT(read.out, HasSubstr("cannot be said"));
    return got.out;
  };
  EXPECT_THAT(asked("a,b,c\n"), HasSubstr("\"code\":\"too_few\""));
  EXPECT_THAT(asked("a,b,c\n,,\nNA,1,2\n"), HasSubstr("\"n\":0"));
  EXPECT_THAT(asked("a,b,c\n2,10,20\n"), HasSubstr("\"code\":\"not_identified\""));
  EXPECT_THAT(asked("a,b,c\n0,0,20\n0,0,30\n"), HasSubstr("\"code\":\"not_identified\""));
  EXPECT_THAT(asked("a,b,c\n0,0,0\n"), HasSubstr("\"code\":\"not_identified\""));
  const auto spend = asked("a,b,c,d\n2,10,20,5\n1,4,20,0\n", "a,b,c,d");
  EXPECT_THAT(
      spend,
      HasSubstr(
          "\"gamma_gamma\":{\"p\":null,\"q\":null,\"v\":null,\"loglik\":null,\"n\":1,\"reason\":\"not_identified\"}"));
  EXPECT_THAT(spend, HasSubstr("\"code\":\"no_spend\""));
  EXPECT_THAT(spend, HasSubstr("\"lifetime_value\":null"));
}

TEST_F(WorthTest, WhatIsWrongIsOneLineWithPlaceAndMend) {
  const auto path = file("a,b,c,w,d\n2,10,20,1,2026-01-01\n1.5,10,20,1,soon\n", "s.csv");
  const auto late = file("a,b,c\n2,10,20\n1,30,20\n", "late.csv");
  const auto never = file("a,b,c\n2,10,20\n0,3,20\n", "never.csv");
  const struct {
    std::vector<std::string> arguments;
    std::string starts;
  } cases[] = {
      {{path, "--summary", "a,b,c"}, "goud: " + path + ":3: 1.5 in a is no number of repeat purchases."},
      {{late, "--summary", "a,b,c"}, "goud: " + late + ":3: 30 in b cannot be when the last purchase was"},
      {{never, "--summary", "a,b,c"}, "goud: " + never + ":3: 3 in b cannot be when the last purchase was"},
      {{path, "--summary", "a,b"}, "goud: " + path + ":1: --summary takes three or four columns"},
      {{path, "--summary", "a,b,c", "--until", "2026-01-01"}, "goud: " + path + ":1: --until goes with a log"},
      {{path, "--summary", "a,b,x"}, "goud: " + path + ":1: There is no column x."},
      {{path, "--summary", "a,b,c", "--model", "nbd"}, "goud: " + path + ":1: --model cannot be nbd."},
      {{path, "--summary", "a,b,c", "--unit", "month"}, "goud: " + path + ":1: --unit cannot be month."},
      {{path, "--summary", "a,b,c", "--horizon", "0"}, "goud: " + path + ":1: --horizon takes a number above 0"},
      {{path, "--summary", "a,b,c", "--discount", "-1"}, "goud: " + path + ":1: --discount takes a share"},
      {{path, "--summary", "a,b,c", "--customers", path},
       "goud: " + path + ":1: " + path + " is the file that is read."},
      {{path}, "goud: " + path + ":1: --customer is needed."},
      {{path, "--customer", "a", "--date", "d"}, "goud: " + path + ":1: --until is needed."},
      {{path, "--customer", "a", "--date", "d", "--until", "soon"},
       "goud: " + path + ":1: soon is no date for --until."},
      {{path, "--customer", "a", "--date", "d", "--until", "2026-02-30"},
       "goud: " + path + ":1: 2026-02-30 is no date"},
      {{path, "--customer", "a", "--date", "d", "--until", "2026-02-01"}, "goud: " + path + ":3: soon in d is no date"},
      {{path, "--customer", "a", "--date", "d", "--until", "2026-02-01", "--weight", "w"},
       "goud: " + path + ":1: This verb counts customers"},
  };
  for (const auto& one : cases) {
    const auto got = said(one.arguments);
    EXPECT_EQ(got.status, 2) << one.starts;
    EXPECT_EQ(got.out, "") << one.starts;
    EXPECT_THAT(got.err, StartsWith(one.starts));
    EXPECT_EQ(std::count(got.err.begin(), got.err.end(), '\n'), 1) << got.err;
  }
  EXPECT_THAT(text_of(path), StartsWith("a,b,c,w,d"));
}

TEST_F(WorthTest, ACustomersFileThatCannotBeWrittenIsSaidAndNothingElse) {
  const auto got = said(
      {file("a,b,c\n0,0,20\n"), "--summary", "a,b,c", "--json", "--customers", (folder_ / "none/list.csv").string()});
  EXPECT_NE(got.status, 0);
  EXPECT_EQ(got.out, "");
}

TEST_F(WorthTest, HelpSaysHowAFileWithoutHeadIsAsked) {
  EXPECT_THAT(said({"--help"}).out, HasSubstr("\"column 2\""));
  EXPECT_THAT(renewed({"--help"}).out, HasSubstr("--surviving"));
}

// --- renewals ---
const char* const high_end =
    "year,customers\n0,1000\n1,869\n2,743\n3,653\n4,593\n5,551\n6,517\n7,491\n8,468\n9,445\n10,427\n11,409\n12,394\n";

TEST_F(WorthTest, HighEndIsReferenceJson) {
  const auto got = renewed({file(high_end), "--period", "year", "--surviving", "customers", "--fit", "7", "--json"});
  ASSERT_EQ(got.status, 0) << got.err;
  EXPECT_NEAR(number_at(got.out, {"parameters", "alpha"}), 0.6680883318635905, 1e-5);
  EXPECT_NEAR(number_at(got.out, {"parameters", "beta"}), 3.8060948651507864, 1e-4);
  EXPECT_NEAR(number_at(got.out, {"standard_errors", "alpha"}), 0.10373468073170514, 1e-4);
  EXPECT_NEAR(number_at(got.out, {"loglik"}), -1611.1581473911547, 1e-6);
  EXPECT_EQ(number_at(got.out, {"rows"}), 13);
  EXPECT_EQ(number_at(got.out, {"n"}), 13);
  auto document = formats::Json::parse(got.out);
  ASSERT_TRUE(document);
  std::vector<double> survival, retention;
  for (auto one : document->object().at("survival").array(100)) survival.push_back(one.as_number().value_or(-1));
  for (auto one : document->object().at("retention").array(100)) retention.push_back(one.as_number().value_or(-1));
  ASSERT_EQ(survival.size(), 13U);
  ASSERT_EQ(retention.size(), 12U);
  EXPECT_EQ(survival[0], 1);
  EXPECT_NEAR(survival[12], .3779990764569416, 1e-6);
  EXPECT_NEAR(retention[0], 0.8506792631313339, 1e-6);
  EXPECT_NEAR(retention[11], 0.9568256157137591, 1e-6);
  EXPECT_THAT(renewed({file(high_end), "--period", "year", "--surviving", "customers"}).out,
              HasSubstr("Contracts still there"));
}

TEST_F(WorthTest, RenewalsInAnyOrderAndWhatCannotBeSaid) {
  const auto turned =
      renewed({file("c,p\n653,3\n1000,0\n743,2\n869,1\n,9\n"), "--period", "p", "--surviving", "c", "--json"});
  const auto straight =
      renewed({file("p,c\n0,1000\n1,869\n2,743\n3,653\n,\n"), "--period", "p", "--surviving", "c", "--json"});
  EXPECT_EQ(turned.out, straight.out);
  EXPECT_EQ(number_at(turned.out, {"n"}), 4);
  const auto percents = renewed({file("p,c\n0,100\n1,86.9\n2,74.3\n3,65.3\n4,59.3\n5,55.1\n6,51.7\n7,49.1\n"),
                                 "--period", "p", "--surviving", "c", "--json"});
  EXPECT_THAT(percents.out, HasSubstr("\"code\":\"not_counts\""));
  EXPECT_NEAR(number_at(percents.out, {"parameters", "alpha"}), 0.6680883318635905, 1e-5);
  for (const std::string text : {"p,c\n", "p,c\n0,100\n", "p,c\n0,100\n1,90\n", "p,c\n0,0\n1,0\n2,0\n"}) {
    const auto got = renewed({file(text), "--period", "p", "--surviving", "c", "--json"});
    EXPECT_EQ(got.status, 0) << got.err;
    EXPECT_THAT(got.out, HasSubstr("\"reason\":\"too_few\",\"survival\":null")) << text;
  }
  for (const std::string text :
       {"p,c\n0,100\n1,100\n2,100\n", "p,c\n0,1024\n1,512\n2,256\n3,128\n", "p,c\n0,100\n1,0\n2,0\n"}) {
    const auto got = renewed({file(text), "--period", "p", "--surviving", "c", "--json"});
    EXPECT_THAT(got.out, HasSubstr("\"parameters\":null")) << text;
    EXPECT_THAT(got.out, HasSubstr("\"code\":\"not_identified\"")) << text;
    EXPECT_THAT(renewed({file(text), "--period", "p", "--surviving", "c"}).out, HasSubstr("cannot be said"));
  }
}

TEST_F(WorthTest, RenewalsThatCannotBeAreRefusedWithTheirLine) {
  const struct {
    std::string text;
    std::vector<std::string> more;
    std::string place, says;
  } cases[] = {{"p,c\n1,100\n2,90\n", {}, ":2:", "The first period is 1."},
               {"p,c\n0,100\n2,90\n", {}, ":3:", "After the periods before it comes 1, not 2."},
               {"p,c\n0,100\n1,90\n1,80\n", {}, ":4:", "Period 1 is there twice."},
               {"p,c\n0,100\n1,90\n2,95\n", {}, ":4:", "Period 2 has more contracts"},
               {"p,c\n0,100\n0.5,95\n", {}, ":3:", "0.5 in p is no period."},
               {"p,c\n0,100\n1,-1\n", {}, ":3:", "-1 in c is no number of contracts"},
               {"p,c\n0,100\n1,90\n2,80\n", {"--fit", "3"}, ":1:", "--fit takes at most the 2 renewals"},
               {"p,c\n0,100\n1,90\n2,80\n", {"--fit", "0"}, ":1:", "--fit asks for a whole number"}};
  for (const auto& one : cases) {
    const auto path = file(one.text);
    std::vector<std::string> arguments = {path, "--period", "p", "--surviving", "c"};
    arguments.insert(arguments.end(), one.more.begin(), one.more.end());
    const auto got = renewed(arguments);
    EXPECT_EQ(got.status, 2) << one.says;
    EXPECT_EQ(got.out, "");
    EXPECT_THAT(got.err, StartsWith("goud: " + path + one.place + " " + one.says));
    EXPECT_EQ(std::count(got.err.begin(), got.err.end(), '\n'), 1);
  }
}

}  // namespace
}  // namespace goud::cli
