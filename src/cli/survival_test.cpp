#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/verbs.hpp"
#include "formats/json.hpp"

namespace goud::cli {
namespace {

using formats::Json;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct Said {
  int status;
  std::string out;
  std::string err;
};

Said said(std::vector<std::string> arguments) {
  std::ostringstream out, err;
  const int status = survival(arguments, out, err);
  return {status, out.str(), err.str()};
}

std::string text_of(const std::filesystem::path& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

class SurvivalTest : public testing::Test {
 protected:
  void SetUp() override {
    setenv("LC_ALL", "C", 1);
    folder_ = std::filesystem::temp_directory_path() / ("goud_survival_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string file(const std::string& text, const std::string& name = "stays.csv") {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }
  std::filesystem::path folder_;
};

// Freireich's 6-MP: weeks in remission.
std::string freireich() {
  std::string text = "weeks,back,treatment,late\n";
  const int treated[] = {6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35};
  const int happened[] = {1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0};
  const int placebo[] = {1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23};
  for (int i = 0; i < 21; ++i) {
    text += std::to_string(treated[i]) + (happened[i] != 0 ? ",yes,6-MP," : ",no,6-MP,") + std::to_string(i % 3) + "\n";
    text += std::to_string(placebo[i]) + ",yes,placebo," + std::to_string(i % 3) + "\n";
  }
  return text;
}

Json parsed(const std::string& text) {
  auto document = Json::parse(text);
  EXPECT_TRUE(document) << text.substr(0, 400);
  return document ? std::move(*document) : std::move(*Json::parse("{}"));
}

// Down a path such as "curves.0.survival.2".
formats::JsonValue value_at(const Json& json, const std::string& path) {
  formats::JsonValue here = json.root();
  std::stringstream parts(path);
  for (std::string part; std::getline(parts, part, '.');) {
    if (here.kind() != formats::JsonKind::array) {
      here = here.object().at(part);
    } else {
      std::size_t left = std::stoul(part);
      formats::JsonValue found;
      for (const auto one : here.array())
        if (left-- == 0) found = one;
      here = found;
    }
    if (!here.present()) break;
  }
  return here;
}
double number_at(const Json& json, const std::string& path) {
  const auto value = value_at(json, path);
  EXPECT_FALSE(value.is_null()) << path;
  return value.is_null() ? -999 : value.as_number().value_or(-999);
}
std::string text_at(const Json& json, const std::string& path) {
  const auto value = value_at(json, path);
  return value.is_null() ? "" : std::string(value.as_string().value_or(""));
}
std::vector<double> numbers_at(const Json& json, const std::string& path) {
  std::vector<double> numbers;
  for (const auto one : value_at(json, path).array())
    numbers.push_back(one.is_null() ? -999 : one.as_number().value_or(-999));
  return numbers;
}
std::vector<std::string> keys_at(const Json& json, const std::string& path) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : (path.empty() ? json.root() : value_at(json, path)).object().members())
    keys.emplace_back(key);
  return keys;
}

TEST_F(SurvivalTest, TheContractsKeysWithFreireichsNumbers) {
  const auto path = file(freireich());
  const auto json = parsed(
      said({path, "--time", "weeks", "--event", "back=yes", "--by", "treatment", "--cox", "treatment", "--json"}).out);
  EXPECT_THAT(keys_at(json, ""),
              testing::IsSupersetOf({"rows", "n", "events", "curves", "log_rank", "cox", "warnings"}));
  EXPECT_EQ(number_at(json, "rows"), 42);
  EXPECT_EQ(number_at(json, "n"), 42);
  EXPECT_EQ(number_at(json, "events"), 30);
  EXPECT_THAT(keys_at(json, "curves.0"),
              testing::IsSupersetOf({"group", "time", "at_risk", "survival", "standard_error", "interval"}));
  EXPECT_EQ(text_at(json, "curves.0.group"), "6-MP");
  EXPECT_EQ(text_at(json, "curves.1.group"), "placebo");
  EXPECT_THAT(numbers_at(json, "curves.0.time"), testing::ElementsAre(6, 7, 10, 13, 16, 22, 23));
  EXPECT_THAT(numbers_at(json, "curves.0.at_risk"), testing::ElementsAre(21, 17, 15, 12, 11, 7, 6));
  EXPECT_NEAR(number_at(json, "curves.0.survival.6"), 0.4481792717086834,
              1e-12);  // R survival 3.5, as in kaplan_meier_test
  EXPECT_NEAR(number_at(json, "curves.0.standard_error.6"), 0.13459145675576042, 1e-12);
  EXPECT_NEAR(number_at(json, "curves.0.interval.6.0"), 0.2487882268176596, 1e-12);
  EXPECT_NEAR(number_at(json, "curves.0.interval.6.1"), 0.807372045529077, 1e-12);
  EXPECT_EQ(number_at(json, "curves.0.median.value"), 23);
  EXPECT_TRUE(value_at(json, "curves.0.median.interval").is_null());
  EXPECT_EQ(number_at(json, "curves.0.median.at_least"), 16);
  EXPECT_EQ(number_at(json, "curves.1.restricted_mean.until"), 23);
  // Nobody is left of the placebo group: a 0 without error or interval, and no NaN.
  EXPECT_EQ(number_at(json, "curves.1.survival.11"), 0);
  EXPECT_TRUE(value_at(json, "curves.1.standard_error.11").is_null());
  EXPECT_TRUE(value_at(json, "curves.1.interval.11").is_null());
  EXPECT_NEAR(number_at(json, "log_rank.chi2"), 16.79294098921654, 1e-10);
  EXPECT_EQ(number_at(json, "log_rank.df"), 1);
  EXPECT_GT(number_at(json, "log_rank.p"), 0);
  EXPECT_THAT(keys_at(json, "cox"), testing::IsSupersetOf({"loglik", "loglik_null", "concordance", "coefficients"}));
  EXPECT_THAT(keys_at(json, "cox.coefficients.0"),
              testing::UnorderedElementsAre("name", "value", "standard_error", "p", "interval"));
  EXPECT_EQ(text_at(json, "cox.coefficients.0.name"), "treatment=placebo");
  EXPECT_NEAR(number_at(json, "cox.coefficients.0.value"), 1.5721251488290655, 1e-8);
  EXPECT_NEAR(number_at(json, "cox.coefficients.0.standard_error"), 0.4123967177094553, 1e-8);
  EXPECT_NEAR(number_at(json, "cox.loglik"), -85.00842457737166, 1e-8);
  EXPECT_NEAR(number_at(json, "cox.concordance"), 0.6900420757363254, 1e-10);
  const auto breslow = parsed(said({path, "--time", "weeks", "--event", "back=yes", "--cox", "treatment", "--ties",
                                    "breslow", "--interval", "log-log", "--json"})
                                  .out);
  EXPECT_NEAR(number_at(breslow, "cox.coefficients.0.value"), 1.5091914125858783, 1e-8);
  EXPECT_TRUE(value_at(breslow, "curves.0.group").is_null());
  EXPECT_EQ(text_at(breslow, "log_rank.reason"), "not_asked");
}

TEST_F(SurvivalTest, LogLogEntryWeightsLevelAndWhere) {
  const auto path = file(freireich());
  const auto loglog = parsed(said({path, "--time", "weeks", "--event", "back=yes", "--where", "treatment=6-MP",
                                   "--interval", "log-log", "--json"})
                                 .out);
  EXPECT_NEAR(number_at(loglog, "curves.0.interval.0.0"), 0.6197179552659839, 1e-12);
  EXPECT_NEAR(number_at(loglog, "curves.0.interval.0.1"), 0.951551747646997, 1e-12);
  EXPECT_EQ(text_at(loglog, "cox.reason"), "not_asked");
  const auto late = parsed(said({path, "--time", "weeks", "--event", "back=yes", "--entry", "late", "--json"}).out);
  // Two leave at 1 and two at 2 who came in at 0, 1 or 2: those at 2 of whom the entry is 2 were never watched.
  EXPECT_EQ(number_at(late, "rows"), 42);
  EXPECT_LT(number_at(late, "n"), 42);
  EXPECT_EQ(text_at(late, "warnings.0.code"), "entry_not_before_time");
  const auto wide = parsed(said({path, "--time", "weeks", "--event", "back=yes", "--level", "0.99", "--json"}).out);
  const auto narrow = parsed(said({path, "--time", "weeks", "--event", "back=yes", "--level", "0.5", "--json"}).out);
  EXPECT_LT(number_at(wide, "curves.0.interval.3.0"), number_at(narrow, "curves.0.interval.3.0"));
  const auto heavy = parsed(
      said({file("t,e,w\n1,1,2\n2,0,1\n3,1,1\n"), "--time", "t", "--event", "e=1", "--weight", "w", "--json"}).out);
  EXPECT_THAT(numbers_at(heavy, "curves.0.at_risk"), testing::ElementsAre(4, 1));
  EXPECT_DOUBLE_EQ(number_at(heavy, "curves.0.survival.0"), 0.5);
  EXPECT_EQ(number_at(heavy, "n"), 3);
}

TEST_F(SurvivalTest, OnlyRowsCompleteOverAllColumnsNamedCount) {
  const auto path = file("t,e,g,x\n1,1,a,3\n2,1,a,\n3,,b,4\n4,0,b,5\n5,1,NA,6\n,1,b,7\n6,1,b,8\n");
  EXPECT_EQ(number_at(parsed(said({path, "--time", "t", "--event", "e=1", "--json"}).out), "n"), 5);
  const auto all = parsed(said({path, "--time", "t", "--event", "e=1", "--by", "g", "--cox", "x", "--json"}).out);
  EXPECT_EQ(number_at(all, "n"), 3);
  EXPECT_EQ(number_at(all, "rows"), 7);
  EXPECT_EQ(number_at(all, "events"), 2);
}

TEST_F(SurvivalTest, WhatCannotBeSaidHasItsReasonAndNeverANaN) {
  const std::string base =
      "t,e,x,c,copy,level\n1,1,5,7,10,a\n2,1,3,7,6,a\n3,0,4,7,8,b\n4,1,2,7,4,a\n5,0,6,7,12,b\n6,1,1,7,2,a\n7,1,8,7,16,"
      "a\n";
  const auto got = said({file(base), "--time", "t", "--event", "e=1", "--cox", "x,c,copy,level", "--json"});
  ASSERT_EQ(got.status, 0) << got.err;
  EXPECT_THAT(got.out, Not(HasSubstr("nan")));
  EXPECT_THAT(got.out, Not(HasSubstr("inf,")));
  const auto json = parsed(got.out);
  EXPECT_FALSE(value_at(json, "cox.coefficients.0.value").is_null());
  EXPECT_EQ(text_at(json, "cox.coefficients.1.reason"), "no_spread");
  EXPECT_EQ(text_at(json, "cox.coefficients.2.reason"), "not_identified");
  EXPECT_EQ(text_at(json, "cox.coefficients.3.name"), "level=b");
  EXPECT_EQ(text_at(json, "cox.coefficients.3.reason"), "not_identified");
  EXPECT_TRUE(value_at(json, "cox.coefficients.3.value").is_null());
  for (const char* code : {"collinear", "no_spread", "not_identified", "few_events"})
    EXPECT_THAT(got.out, HasSubstr("\"code\":\"" + std::string(code) + "\""));
  const struct {
    std::string text;
    std::string reason;  // of the model
  } files[] = {{"t,e,x,g\n", "too_few"},
               {"t,e,x,g\n3,1,2,a\n", ""},
               {"t,e,x,g\n3,0,2,a\n4,0,1,b\n", "too_few"},
               {"t,e,x,g\n,,,\n,,,\n", "too_few"},
               {"t,e,x,g\n3,1,2,a\n3,1,1,b\n3,1,4,a\n", ""},
               {"t,e,x,g\n0,1,2,a\n0,1,1,b\n", ""},
               {"t,e,x,g\n1e300,1,1e300,a\n1e-300,1,-1e300,b\n2,1,0,a\n", ""}};
  for (const auto& one : files) {
    for (const char* by : {"", "g"}) {
      std::vector<std::string> arguments = {file(one.text), "--time", "t", "--event", "e=1", "--cox", "x", "--json"};
      if (*by != '\0') arguments.insert(arguments.end(), {"--by", by});
      const auto answer = said(arguments);
      EXPECT_EQ(answer.status, 0) << one.text << answer.err;
      EXPECT_THAT(answer.out, Not(HasSubstr("nan"))) << one.text;
      const auto read = parsed(answer.out);
      EXPECT_TRUE(one.reason.empty() || text_at(read, "cox.reason") == one.reason) << one.text;
      arguments.erase(std::find(arguments.begin(), arguments.end(), "--json"));
      const auto words = said(arguments);
      EXPECT_EQ(words.status, 0) << one.text;
      EXPECT_THAT(words.out, Not(HasSubstr("{{"))) << words.out;
      EXPECT_THAT(words.out, Not(HasSubstr("nan"))) << words.out;
    }
  }
  const auto never = said({file(base), "--time", "t", "--event", "e=9", "--json"});
  EXPECT_THAT(never.out, HasSubstr("\"code\":\"no_events\""));
  const auto small = said({file(base), "--time", "t", "--event", "e=1", "--by", "level", "--json"});
  EXPECT_THAT(small.out, HasSubstr("\"code\":\"small_group\""));
}

TEST_F(SurvivalTest, TheSameAnswerOnAnyNumberOfThreads) {
  std::string text = "t,e,x,y\n";
  for (int i = 0; i < 9000; ++i)
    text += std::to_string((i * 7919) % 997 + 1) + "," + std::to_string(i % 3 == 0 ? 1 : 0) + "," +
            std::to_string((i * 31) % 101) + "," + std::to_string((i * i) % 17) + "\n";
  const auto path = file(text);
  const auto one =
      said({path, "--time", "t", "--event", "e=1", "--cox", "x,y", "--seed", "3", "--threads", "1", "--json"});
  const auto four =
      said({path, "--time", "t", "--event", "e=1", "--cox", "x,y", "--seed", "3", "--threads", "4", "--json"});
  EXPECT_EQ(one.status, 0);
  EXPECT_EQ(one.out, four.out);
}

TEST_F(SurvivalTest, TableSentenceAndPicturesFromTheSameNumbers) {
  const auto path = file(freireich());
  const std::vector<std::string> asked = {path,   "--time",    "weeks", "--event",  "back=yes",
                                          "--by", "treatment", "--cox", "treatment"};
  const auto english = said(asked);
  EXPECT_EQ(english.status, 0);
  EXPECT_THAT(english.out, HasSubstr("with treatment=placebo"));
  EXPECT_THAT(english.out, HasSubstr("It does not say what causes it"));
  EXPECT_THAT(english.out, HasSubstr("4.8"));  // exp(1.572)
  EXPECT_THAT(english.out, HasSubstr("Log-rank test"));
  setenv("LC_ALL", "nl_NL.UTF-8", 1);
  const auto dutch = said(asked);
  setenv("LC_ALL", "C", 1);
  EXPECT_THAT(dutch.out, HasSubstr("Het zegt niet wat de oorzaak is"));
  EXPECT_THAT(dutch.out, Not(HasSubstr("cli.survival")));
  auto with_files = asked;
  const auto svg = (folder_ / "s.svg").string(), page = (folder_ / "s.html").string(),
             book = (folder_ / "s.xlsx").string();
  with_files.insert(with_files.end(), {"--svg", svg, "--html", page, "--xlsx", book});
  ASSERT_EQ(said(with_files).status, 0);
  EXPECT_THAT(text_of(svg), HasSubstr("placebo"));
  EXPECT_THAT(text_of(page), HasSubstr("<svg"));
  EXPECT_GT(std::filesystem::file_size(book), 4000U);
}

TEST_F(SurvivalTest, WhatIsWrongIsOneLineWithPlaceAndMend) {
  const auto path = file("t,e,g\n5,1,a\nx,1,a\n");
  const auto negative = file("t,e\n5,1\n-2,1\n", "negative.csv");
  std::string ids = "t,e,id\n";
  for (int i = 0; i < 400; ++i) ids += "3,1,c" + std::to_string(i) + "\n";
  const auto many = file(ids, "many.csv");
  const struct {
    std::vector<std::string> arguments;
    std::string starts;
  } cases[] = {
      {{path, "--event", "e=1"}, "goud: " + path + ":1: --time is needed."},
      {{path, "--time", "t"}, "goud: " + path + ":1: --event is needed."},
      {{path, "--time", "t", "--event", "e"}, "goud: " + path + ":1: e lacks the equals sign."},
      {{path, "--time", "t", "--event", "e=1"}, "goud: " + path + ":3: x in t is no number."},
      {{path, "--time", "z", "--event", "e=1"}, "goud: " + path + ":1: There is no column z."},
      {{path, "--time", "t", "--event", "e=1", "--by", "z"}, "goud: " + path + ":1: There is no column z."},
      {{path, "--time", "t", "--event", "e=1", "--cox", "g,g"}, "goud: " + path + ":1: The column g is named twice."},
      {{path, "--time", "t", "--event", "e=1", "--interval", "plain"},
       "goud: " + path + ":1: --interval cannot be plain."},
      {{path, "--time", "t", "--event", "e=1", "--ties", "exact"}, "goud: " + path + ":1: --ties cannot be exact."},
      {{negative, "--time", "t", "--event", "e=1"}, "goud: " + negative + ":3: -2 in t is under 0"},
      {{many, "--time", "t", "--event", "e=1", "--cox", "id"}, "goud: " + many + ":1: id has 400 different values"},
  };
  for (const auto& one : cases) {
    const auto got = said(one.arguments);
    EXPECT_EQ(got.status, 2) << one.starts;
    EXPECT_EQ(got.out, "") << one.starts;
    EXPECT_THAT(got.err, StartsWith(one.starts));
    EXPECT_EQ(std::count(got.err.begin(), got.err.end(), '\n'), 1) << got.err;
  }
  const auto help = said({"--help"});
  EXPECT_EQ(help.status, 0);
  EXPECT_THAT(help.out, HasSubstr("--ties"));
}

std::string data(const std::string& name) {
  const char* given = std::getenv("GOUD_DATA");
  return (given != nullptr ? std::string(given) : std::string("../shared/data")) + "/" + name;
}

// The value of a curve at a time: that of the last event time before it.
std::optional<std::size_t> place_of(const std::vector<double>& times, double time) {
  const auto after = std::upper_bound(times.begin(), times.end(), time);
  if (after == times.begin()) return std::nullopt;
  return static_cast<std::size_t>(after - times.begin()) - 1;
}

// IBM's sample data about a fictional telecom firm.
TEST_F(SurvivalTest, TelcoAgainstReferenceJson) {
  const auto path = data("telco_churn/Telco-Customer-Churn.csv");
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path;
  const auto reference = parsed(text_of(data("reference.json")));
  const auto whole = parsed(said({path, "--time", "tenure", "--event", "Churn=Yes", "--json"}).out);
  EXPECT_EQ(number_at(whole, "n"), number_at(reference, "telco.n"));
  EXPECT_EQ(number_at(whole, "events"), number_at(reference, "telco.events"));
  const auto times = numbers_at(whole, "curves.0.time"), told = numbers_at(reference, "telco.km_all_log.time");
  for (std::size_t k = 0; k < told.size(); ++k) {
    const std::string at = std::to_string(*place_of(times, told[k])), from = "telco.km_all_log.",
                      of = "." + std::to_string(k);
    EXPECT_EQ(number_at(whole, "curves.0.at_risk." + at), number_at(reference, from + "n_risk" + of));
    EXPECT_NEAR(number_at(whole, "curves.0.survival." + at), number_at(reference, from + "surv" + of), 1e-10);
    EXPECT_NEAR(number_at(whole, "curves.0.standard_error." + at), number_at(reference, from + "std_err" + of), 1e-10);
    EXPECT_NEAR(number_at(whole, "curves.0.interval." + at + ".0"), number_at(reference, from + "lower" + of), 1e-10);
    EXPECT_NEAR(number_at(whole, "curves.0.interval." + at + ".1"), number_at(reference, from + "upper" + of), 1e-10);
  }
  const auto by = parsed(said({path, "--time", "tenure", "--event", "Churn=Yes", "--by", "Contract", "--json"}).out);
  EXPECT_NEAR(number_at(by, "log_rank.chi2"), number_at(reference, "telco.by_Contract.logrank.chisq"), 1e-8);
  EXPECT_EQ(number_at(by, "log_rank.df"), 2);
  EXPECT_EQ(number_at(by, "curves.0.median.value"), 35);
  EXPECT_TRUE(value_at(by, "curves.1.median.value").is_null());
  std::size_t compared = 0;
  for (std::size_t g = 0; g < 3; ++g) {
    const std::string curve = "curves." + std::to_string(g), group = "Contract=" + text_at(by, curve + ".group");
    EXPECT_NEAR(number_at(by, "log_rank.groups." + std::to_string(g) + ".expected"),
                number_at(reference, "telco.by_Contract.logrank.expected." + std::to_string(g)), 1e-8);
    for (std::size_t k = 0; k < 18; ++k) {
      const std::string from = "telco.by_Contract.km." + std::to_string(k);
      if (text_at(reference, from + ".strata") != group) continue;
      const auto place = place_of(numbers_at(by, curve + ".time"), number_at(reference, from + ".time"));
      if (!place) {
        EXPECT_EQ(number_at(reference, from + ".surv"), 1);
        continue;
      }
      const std::string at = "." + std::to_string(*place);
      EXPECT_NEAR(number_at(by, curve + ".survival" + at), number_at(reference, from + ".surv"), 1e-10);
      EXPECT_NEAR(number_at(by, curve + ".standard_error" + at), number_at(reference, from + ".se"), 1e-10);
      EXPECT_NEAR(number_at(by, curve + ".interval" + at + ".0"), number_at(reference, from + ".lower"), 1e-10);
      ++compared;
    }
  }
  EXPECT_EQ(compared, 13U);
}

TEST_F(SurvivalTest, TelcoCoxAgainstRWithWordsAsIndicators) {
  const auto path = data("telco_churn/Telco-Customer-Churn.csv");
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path;
  const auto reference = parsed(text_of("tests/reference/survival_telco.json"));
  for (const std::string ties : {"efron", "breslow"}) {
    const auto got = parsed(said({path, "--time", "tenure", "--event", "Churn=Yes", "--cox",
                                  "MonthlyCharges,Contract,Partner,SeniorCitizen", "--ties", ties, "--json"})
                                .out);
    const char* names[] = {"MonthlyCharges", "Contract=One year", "Contract=Two year", "Partner=Yes", "SeniorCitizen"};
    for (std::size_t j = 0; j < 5; ++j) {
      const std::string at = "cox.coefficients." + std::to_string(j), of = "." + std::to_string(j);
      EXPECT_EQ(text_at(got, at + ".name"), names[j]);
      EXPECT_NEAR(number_at(got, at + ".value"), number_at(reference, ties + ".value" + of), 1e-6);
      EXPECT_NEAR(number_at(got, at + ".standard_error"), number_at(reference, ties + ".standard_error" + of), 1e-7);
    }
    EXPECT_NEAR(number_at(got, "cox.loglik"), number_at(reference, ties + ".loglik"), 1e-6);
    EXPECT_NEAR(number_at(got, "cox.loglik_null"), number_at(reference, ties + ".loglik_null"), 1e-6);
    EXPECT_NEAR(number_at(got, "cox.concordance"), number_at(reference, ties + ".concordance"), 1e-8);
    for (std::size_t t = 0; t < 4; ++t)
      EXPECT_NEAR(number_at(got, "cox.proportional_hazards.columns." + std::to_string(t) + ".chi2"),
                  number_at(reference, ties + ".zph_chi2." + std::to_string(t)), 1e-4);
    EXPECT_NEAR(number_at(got, "cox.proportional_hazards.together.chi2"), number_at(reference, ties + ".zph_chi2.4"),
                1e-3);
  }
}

}  // namespace
}  // namespace goud::cli
