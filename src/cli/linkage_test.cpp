#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "cli/verbs.hpp"
#include "formats/json.hpp"
#include "stats/random_stream.hpp"

namespace goud::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

struct Said {
  int status;
  std::string out, err;
  mutable std::shared_ptr<formats::Json> parsed;
  [[nodiscard]] formats::JsonObject json() const {
    auto document = formats::Json::parse(out);
    EXPECT_TRUE(document) << out << err;
    if (!document) document = formats::Json::parse("{}");
    parsed = std::make_shared<formats::Json>(std::move(*document));
    return parsed->object();
  }
};
Said said(const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  const int status = linkage(arguments, out, err);
  return {status, out.str(), err.str(), nullptr};
}

std::string data(const std::string& name) {
  const char* given = std::getenv("GOUD_DATA");
  return (given != nullptr ? std::string(given) : std::string("../shared/data")) + "/" + name;
}

class LinkageVerbTest : public testing::Test {
 protected:
  void SetUp() override {
    setenv("LC_ALL", "C", 1);
    folder_ = std::filesystem::temp_directory_path() / ("goud_linkage_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string file(const std::string& text, const std::string& name = "units.csv") {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }
  // 20 hotels over 12 weeks; x of a week goes with y of the next.
  std::string panel(double strength) {
    stats::RandomStream draw(15, 0);
    std::string text = "hotel,week,x,m,y,z\n";
    for (int hotel = 0; hotel < 20; ++hotel) {
      const double level = draw.normal();
      double before = draw.normal();
      for (int week = 1; week <= 12; ++week) {
        const double x = level + draw.normal(), m = 0.6 * x + draw.normal();
        const double y = strength * (before + x + m) + draw.normal();
        text += "hotel " + std::to_string(hotel) + "," + std::to_string(week) + "," + std::to_string(x) + "," +
                std::to_string(m) + "," + std::to_string(y) + "," + std::to_string(draw.normal()) + "\n";
        before = x;
      }
    }
    return file(text);
  }
  std::filesystem::path folder_;
};

formats::JsonValue value_at(const formats::JsonObject& json, std::initializer_list<const char*> path) {
  formats::JsonValue here = json.value();
  for (const char* key : path) here = here.object().at(key);
  return here;
}
double at(const formats::JsonObject& json, std::initializer_list<const char*> path) {
  return value_at(json, path).as_number().value_or(NAN);
}
std::string text_at(const formats::JsonObject& json, std::initializer_list<const char*> path) {
  return std::string(value_at(json, path).as_string().value_or("?"));
}
std::vector<double> limits(const formats::JsonObject& json, const char* key, const char* interval = "interval") {
  std::vector<double> two;
  for (const auto one : value_at(json, {key, interval}).array()) two.push_back(one.as_number().value_or(NAN));
  two.resize(2, NAN);
  return two;
}
double limit(const formats::JsonObject& json, const char* key, std::size_t which) { return limits(json, key)[which]; }
std::vector<double> limits_of(const formats::JsonObject& one) {
  std::vector<double> two;
  for (const auto limit : one.at("interval").array()) two.push_back(limit.as_number().value_or(NAN));
  two.resize(2, NAN);
  return two;
}
std::vector<formats::JsonObject> lags(const formats::JsonObject& json) {
  std::vector<formats::JsonObject> all;
  for (const auto one : json.at("lagged").array()) all.push_back(one.object());
  return all;
}

TEST_F(LinkageVerbTest, NewYorksSchoolsAreTheReference) {
  const auto path = data("nyc_school_survey/linked_units.csv");
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path;
  const std::vector<std::string> filter = {"--where", "T_leadership>=0", "--where", "P_satisfaction>=0",
                                           "--where", "need_index>=0",   "--where", "T_rr>=50",
                                           "--where", "P_rr>=30",        "--json"};
  const auto ask = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), path);
    arguments.insert(arguments.end(), filter.begin(), filter.end());
    return said(arguments);
  };
  // reference.json, nyc_linkage.
  const auto plain = ask({"--x", "T_leadership", "--y", "P_satisfaction"});
  EXPECT_EQ(plain.status, 0) << plain.err;
  EXPECT_EQ(at(plain.json(), {"rows"}), 1861);
  EXPECT_EQ(at(plain.json(), {"n"}), 1318);
  EXPECT_NEAR(at(plain.json(), {"correlation", "value"}), 0.2764300801233499, 1e-12);
  EXPECT_NEAR(limit(plain.json(), "correlation", 0), 0.22580434386801557, 1e-12);
  EXPECT_NEAR(limit(plain.json(), "correlation", 1), 0.32556674742022657, 1e-12);
  EXPECT_EQ(text_at(plain.json(), {"claim"}), "supported");
  EXPECT_EQ(text_at(plain.json(), {"sentence", "en"}),
            "Where T_leadership is higher, P_satisfaction is higher too: correlation 0.28 (0.23 to 0.33), n = 1,318. "
            "Going together is not cause.");
  const auto trust = ask({"--x", "T_trust", "--y", "P_trust"});
  EXPECT_EQ(at(trust.json(), {"n"}), 1318);
  EXPECT_NEAR(at(trust.json(), {"correlation", "value"}), 0.356786008095777, 1e-12);
  EXPECT_NEAR(limit(trust.json(), "correlation", 0), 0.30873773323376125, 1e-12);
  EXPECT_NEAR(limit(trust.json(), "correlation", 1), 0.4030179683403697, 1e-12);
  // tests/reference/linkage.json, by tools/reference_checks/linkage.R.
  EXPECT_EQ(text_at(plain.json(), {"influence", "without"}), "30Q148");
  EXPECT_NEAR(at(plain.json(), {"influence", "value"}), 0.27073997976, 1e-10);
  const auto all =
      ask({"--x", "T_leadership", "--y", "P_satisfaction", "--given", "need_index", "--group", "district"});
  EXPECT_NEAR(at(all.json(), {"partial", "value"}), 0.26947308980677, 1e-12);
  EXPECT_NEAR(limit(all.json(), "partial", 0), 0.21863897568741, 1e-12);
  EXPECT_NEAR(limit(all.json(), "partial", 1), 0.3188485505524, 1e-12);
  EXPECT_NEAR(at(all.json(), {"between", "value"}), 0.13673252159241, 1e-12);
  EXPECT_NEAR(limit(all.json(), "between", 0), -0.21119863086106, 1e-12);
  EXPECT_NEAR(at(all.json(), {"between", "p"}), 0.44065290799431, 1e-10);
  EXPECT_EQ(at(all.json(), {"between", "n"}), 34);
  EXPECT_NEAR(at(all.json(), {"within", "value"}), 0.28400998043264, 1e-12);
  EXPECT_NEAR(limit(all.json(), "within", 1), 0.33351539588565, 1e-12);
  EXPECT_NEAR(at(all.json(), {"slopes", "between", "value"}), 0.056718775903075, 1e-6);
  EXPECT_NEAR(at(all.json(), {"slopes", "between", "standard_error"}), 0.068567616815606, 1e-6);
  EXPECT_NEAR(at(all.json(), {"slopes", "within", "value"}), 0.06992384370654, 1e-9);
  EXPECT_NEAR(at(all.json(), {"slopes", "within", "standard_error"}), 0.0065883911402464, 1e-8);
  EXPECT_EQ(text_at(all.json(), {"claim"}), "not_supported");
  EXPECT_THAT(text_at(all.json(), {"sentence", "en"}),
              HasSubstr("Between groups it is 0.14 (−0.21 to 0.45), within groups 0.28"));
  const auto ways = ask({"--x", "T_leadership", "--y", "P_satisfaction", "--via", "T_trust", "--bootstrap", "10000"});
  EXPECT_NEAR(at(ways.json(), {"indirect", "value"}), 0.024100808899166, 1e-10);
  EXPECT_NEAR(at(ways.json(), {"direct", "value"}), 0.25232927122418, 1e-10);
  EXPECT_NEAR(limit(ways.json(), "indirect", 0), -0.096868321757659, 0.005);
  EXPECT_NEAR(limit(ways.json(), "indirect", 1), 0.1459068528578, 0.005);
  EXPECT_NEAR(limit(ways.json(), "direct", 0), 0.11913792459937, 0.005);
  EXPECT_NEAR(limit(ways.json(), "direct", 1), 0.38527048733375, 0.005);
  EXPECT_EQ(text_at(ways.json(), {"claim"}), "not_supported");
  EXPECT_NEAR(
      at(ask({"--x", "T_leadership", "--y", "P_satisfaction", "--via", "T_trust", "--given", "need_index"}).json(),
         {"indirect", "value"}),
      0.023805669475972, 1e-10);
}

TEST_F(LinkageVerbTest, KeysAreThoseOfTheContractAskedOrNot) {
  const auto plain = said({panel(0.5), "--x", "x", "--y", "y", "--json"});
  EXPECT_EQ(plain.status, 0) << plain.err;
  const auto json = plain.json();
  for (const char* key : {"rows", "n", "correlation", "partial", "between", "within", "slopes", "indirect", "direct",
                          "lagged", "influence", "claim", "sentence", "warnings"})
    EXPECT_TRUE(json.has(key)) << key;
  for (const char* key : {"partial", "between", "within", "indirect", "direct"}) {
    EXPECT_EQ(text_at(json, {key, "reason"}), "not_asked") << key;
    EXPECT_THAT(plain.out,
                HasSubstr("\"" + std::string(key) + "\":{\"value\":null,\"interval\":null,\"reason\":\"not_asked\""));
  }
  EXPECT_EQ(text_at(json, {"slopes", "between", "reason"}), "not_asked");
  EXPECT_THAT(plain.out, HasSubstr("\"lagged\":[]"));
  EXPECT_THAT(text_at(json, {"sentence", "nl"}), StartsWith("Waar x hoger is"));
}

TEST_F(LinkageVerbTest, APanelIsAskedInTimeAndInGroups) {
  const auto path = panel(0.5);
  const auto got = said({path, "--x", "x", "--y", "y", "--via", "m", "--group", "hotel", "--time", "week",
                         "--bootstrap", "500", "--json"});
  EXPECT_EQ(got.status, 0) << got.err;
  const auto json = got.json();
  const auto lagged = lags(json);
  ASSERT_EQ(lagged.size(), 6u);
  EXPECT_EQ(text_at(lagged[0], {"direction"}), "x_to_y");
  EXPECT_EQ(text_at(lagged[1], {"direction"}), "y_to_x");
  EXPECT_EQ(at(lagged[0], {"lag"}), 1);
  EXPECT_EQ(at(lagged[0], {"n"}), 220);
  EXPECT_EQ(at(lagged[4], {"n"}), 180);
  EXPECT_GT(at(lagged[0], {"value"}), 0.1);
  EXPECT_LT(limits_of(lagged[1])[0], 0);  // no way back was planted, so not every interval excludes 0
  EXPECT_GT(limits_of(lagged[1])[1], 0);
  EXPECT_EQ(text_at(json, {"claim"}), "not_supported");
  EXPECT_THAT(text_at(json, {"sentence", "en"}), HasSubstr("x goes before y: with y of the next period"));
  EXPECT_THAT(text_at(json, {"sentence", "en"}), HasSubstr("the reverse is not shown"));
  EXPECT_GT(at(json, {"indirect", "value"}), 0);
  EXPECT_LT(limits(json, "correlation", "interval_bootstrap")[0], at(json, {"correlation", "value"}));
  EXPECT_LT(limits(json, "indirect", "interval_bca")[0], at(json, {"indirect", "value"}));
  // A unit is a row; its group beside it.
  EXPECT_THAT(text_at(json, {"influence", "without"}), StartsWith("line "));
  EXPECT_EQ(at(json, {"influence", "n"}), 239);
  EXPECT_THAT(text_at(json, {"influence_group", "without"}), StartsWith("hotel "));
  EXPECT_EQ(at(json, {"influence_group", "n"}), 228);
  EXPECT_EQ(at(json, {"groups"}), 20);
  EXPECT_THAT(got.out, HasSubstr("\"code\":\"clustered\""));
  EXPECT_THAT(got.out, HasSubstr("\"code\":\"further_lags\""));
  const auto absent = said({path, "--x", "x", "--y", "z", "--group", "hotel", "--time", "week", "--json"});
  EXPECT_EQ(text_at(absent.json(), {"claim"}), "not_supported");
  const auto series = said({path, "--x", "x", "--y", "y", "--time", "week", "--where", "hotel=hotel 3", "--json"});
  EXPECT_EQ(text_at(series.json(), {"claim"}), "too_few");
  EXPECT_THAT(series.out, HasSubstr("\"code\":\"one_series\""));
}

TEST_F(LinkageVerbTest, FewPeriodsHaveAValueWithoutIntervalAndAWarning) {
  const auto path = panel(0.5);
  for (const char* last : {"5", "6"}) {
    const auto got = said({path, "--x", "x", "--y", "y", "--group", "hotel", "--time", "week", "--where",
                           std::string("week<=") + last, "--json"});
    const auto json = got.json();
    const auto lagged = lags(json);
    const bool few = std::string(last) == "5";
    EXPECT_FALSE(std::isnan(at(lagged[0], {"value"})));
    EXPECT_EQ(std::isnan(limits_of(lagged[0])[0]), few);
    EXPECT_EQ(got.out.find("\"code\":\"short_series\"") != std::string::npos, few);
    if (few) {
      EXPECT_EQ(text_at(lagged[0], {"reason"}), "too_few");
      EXPECT_EQ(text_at(json, {"claim"}), "not_supported");
    }
  }
}

TEST_F(LinkageVerbTest, PeriodsKeepTheirGaps) {
  std::string text = "unit,year,x,y\n", words = "unit,year,x,y\n";
  for (int u = 0; u < 12; ++u) {
    for (const int year : {2010, 2012, 2014, 2018, 2020}) {
      const auto row = "u" + std::to_string(u) + ",";
      const auto rest =
          "," + std::to_string((u * 7 + year * 3) % 11) + "," + std::to_string((u * 5 + year) % 13) + "\n";
      text += row + std::to_string(year) + rest;
      words += row + "y" + std::to_string(year) + rest;
    }
  }
  const auto pairs = [](const Said& got) { return at(lags(got.json())[0], {"n"}); };
  EXPECT_EQ(pairs(said({file(text), "--x", "x", "--y", "y", "--group", "unit", "--time", "year", "--json"})),
            36);  // 2014 to 2018 is two steps
  EXPECT_EQ(pairs(said({file(words), "--x", "x", "--y", "y", "--group", "unit", "--time", "year", "--json"})), 48);
}

TEST_F(LinkageVerbTest, ASeedSaysTheSameOnAnyNumberOfThreads) {
  const auto path = panel(0.3);
  const auto with = [&](const char* seed, const char* threads) {
    return said({path, "--x", "x", "--y", "y", "--via", "m", "--bootstrap", "1000", "--seed", seed, "--threads",
                 threads, "--json"})
        .out;
  };
  EXPECT_EQ(with("5", "1"), with("5", "4"));
  EXPECT_NE(with("5", "1"), with("6", "1"));
}

TEST_F(LinkageVerbTest, ALinkOfOneUnitIsSaidToHangOnIt) {
  std::string text = "hotel,x,y\n";
  stats::RandomStream draw(2, 0);
  for (int i = 0; i < 40; ++i) {
    const double x = i == 7 ? 15 : draw.normal(), y = i == 7 ? 15 : draw.normal();
    text += "hotel " + std::to_string(i) + "," + std::to_string(x) + "," + std::to_string(y) + "\n";
  }
  const auto got = said({file(text), "--x", "x", "--y", "y", "--json"});
  EXPECT_EQ(text_at(got.json(), {"influence", "without"}), "hotel 7");
  EXPECT_LT(std::abs(at(got.json(), {"influence", "value"})), 0.4);
  EXPECT_THAT(text_at(got.json(), {"sentence", "en"}), HasSubstr("It hangs on hotel 7"));
  EXPECT_THAT(got.out, HasSubstr("\"code\":\"one_unit\""));
  // A row that has no name of its own is known by its line.
  const auto unnamed = said({file("x,y\n1,2\n2,1\n3,9\n4,4\n30,30\n"), "--x", "x", "--y", "y", "--json"});
  EXPECT_EQ(text_at(unnamed.json(), {"influence", "without"}), "line 6");
}

TEST_F(LinkageVerbTest, WhatCannotBeSaidIsAnAnswer) {
  const auto reason = [&](const std::string& text, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {file(text), "--x", "x", "--y", "y", "--json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto got = said(arguments);
    EXPECT_EQ(got.status, 0) << got.err;
    EXPECT_EQ(got.out.find("nan"), std::string::npos);
    EXPECT_EQ(got.out.find("inf,"), std::string::npos);
    return got;
  };
  const auto none = reason("x,y,g,m,t\n", {"--group", "g", "--via", "m", "--time", "t"});
  EXPECT_EQ(text_at(none.json(), {"correlation", "reason"}), "too_few");
  EXPECT_EQ(text_at(none.json(), {"claim"}), "too_few");
  reason("x,y,g,m,t\n1,2,a,3,1\n", {"--group", "g", "--via", "m", "--time", "t"});
  reason("x,y,g,m,t\n,2,a,3,1\n1,,a,3,1\n", {"--group", "g", "--via", "m", "--time", "t"});
  std::string constant = "x,y,g,m,t\n", line = constant;
  for (int i = 0; i < 60; ++i) {
    constant += "4," + std::to_string(i % 7) + "," + std::to_string(i % 12) + ",3," + std::to_string(i / 12) + "\n";
    line += std::to_string(i) + "," + std::to_string(2 * i) + "," + std::to_string(i % 12) + "," +
            std::to_string(3 * i) + "," + std::to_string(i / 12) + "\n";
  }
  const auto level = reason(constant, {"--group", "g", "--via", "m", "--time", "t"});
  EXPECT_EQ(text_at(level.json(), {"correlation", "reason"}), "no_spread");
  EXPECT_EQ(text_at(level.json(), {"claim"}), "not_supported");
  EXPECT_THAT(text_at(level.json(), {"sentence", "en"}), HasSubstr("cannot be said: no spread"));
  const auto straight = reason(line, {"--group", "g", "--via", "m", "--time", "t"});
  EXPECT_EQ(at(straight.json(), {"correlation", "value"}), 1);
  EXPECT_EQ(text_at(straight.json(), {"indirect", "reason"}), "not_identified");
  EXPECT_THAT(straight.out, HasSubstr("\"code\":\"collinear\""));
  reason("x,y,w\n1,2,0\n2,3,0\n3,1,0\n", {"--weight", "w"});
}

TEST_F(LinkageVerbTest, WhatIsWrongIsOneLineWithPlaceAndMend) {
  const auto path = file("x,y,z\n1,2,3\n2,a,3\n");
  const struct {
    std::vector<std::string> arguments;
    std::string starts;
  } cases[] = {
      {{path, "--x", "x"}, "goud: " + path + ":1: --y is needed."},
      {{path, "--x", "x", "--y", "q"}, "goud: " + path + ":1: There is no column q. There are: x, y, z."},
      {{path, "--x", "x", "--y", "x"}, "goud: " + path + ":1: The column x is named twice."},
      {{path, "--x", "x", "--y", "z", "--given", "x"}, "goud: " + path + ":1: The column x is named twice."},
      {{path, "--x", "x", "--y", "y"}, "goud: " + path + ":3: a in y is no number."},
      {{path, "--x", "x", "--y", "z", "--bootstrap", "3"}, "goud: " + path + ":1: --bootstrap asks for a whole number"},
      {{path, "--x", "x", "--y", "z", "--lag", "3"}, "goud: " + path + ":1: The option --lag is unknown here."},
  };
  for (const auto& one : cases) {
    const auto got = said(one.arguments);
    EXPECT_EQ(got.status, 2) << one.starts;
    EXPECT_EQ(got.out, "");
    EXPECT_THAT(got.err, StartsWith(one.starts));
    EXPECT_EQ(std::count(got.err.begin(), got.err.end(), '\n'), 1) << got.err;
  }
}

TEST_F(LinkageVerbTest, PeopleReadATableASentenceAndWhatItDoesNotSay) {
  const auto path = panel(0.5);
  const auto got =
      said({path, "--x", "x", "--y", "y", "--via", "m", "--given", "z", "--group", "hotel", "--time", "week"});
  EXPECT_EQ(got.status, 0) << got.err;
  for (const char* part : {"Does y go with x?", "between groups", "within groups", "through m",
                           "x, then y 1 period later", "correlation without line", "correlation without all of hotel",
                           "Going together is not", "a third thing may drive both"})
    EXPECT_THAT(got.out, HasSubstr(part));
  const auto svg = (folder_ / "f.svg").string(), page = (folder_ / "f.html").string(),
             book = (folder_ / "f.xlsx").string();
  EXPECT_EQ(said({path, "--x", "x", "--y", "y", "--via", "m", "--group", "hotel", "--svg", svg, "--html", page,
                  "--xlsx", book})
                .status,
            0);
  EXPECT_GT(std::filesystem::file_size(svg), 1000u);
  EXPECT_GT(std::filesystem::file_size(book), 4000u);
  setenv("LC_ALL", "nl_NL.UTF-8", 1);
  EXPECT_THAT(said({path, "--x", "x", "--y", "y", "--group", "hotel"}).out, HasSubstr("Gaat y samen met x?"));
}

}  // namespace
}  // namespace goud::cli
