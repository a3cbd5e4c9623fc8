#include "formats/column_kind.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "formats/table_file.hpp"

namespace goud::formats {
namespace {

ColumnProfile profile_of(const std::vector<std::string>& cells, int times = 1) {
  ColumnProfile profile;
  for (int i = 0; i < times; ++i) {
    for (const auto& cell : cells) profile.add(cell);
  }
  return profile;
}

TEST(DatesTest, EveryFormAndNoDayThatDoesNotExist) {
  const Day day{20780};  // 2026-11-23
  EXPECT_EQ(day_of("2026-11-23", DateForm::year_month_day), day);
  EXPECT_EQ(day_of("2026/11/23 10:05", DateForm::year_month_day), day);
  EXPECT_EQ(day_of("2026-11-23T10:05:00.000Z", DateForm::year_month_day), day);
  EXPECT_EQ(day_of("23-11-2026", DateForm::day_month_year), day);
  EXPECT_EQ(day_of("23.11.2026", DateForm::day_month_year), day);
  EXPECT_EQ(day_of("23 november 2026", DateForm::day_month_year), day);
  EXPECT_EQ(day_of("23-nov-2026", DateForm::day_month_year), day);
  EXPECT_EQ(day_of("11/23/2026 3:15 PM", DateForm::month_day_year), day);
  EXPECT_EQ(day_of("20261123", DateForm::compact), day);
  EXPECT_EQ(day_of("1 mrt 2026", DateForm::day_month_year), day_of("2026-03-01", DateForm::year_month_day));
  EXPECT_EQ(day_of("5 mei 2026", DateForm::day_month_year), day_of("5 May 2026", DateForm::day_month_year));
  EXPECT_EQ(day_of("1970-01-01", DateForm::year_month_day), Day{0});
  EXPECT_EQ(day_of("1969-12-31", DateForm::year_month_day), Day{-1});
  EXPECT_EQ(day_of("2024-02-29", DateForm::year_month_day), Day{19782});
  for (const char* wrong : {"2026-02-31", "2025-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-1-0", "2026-11-23x",
                            "26-11-23", "", "2026-11", "2026-11/23"}) {
    EXPECT_FALSE(day_of(wrong, DateForm::year_month_day)) << wrong;
  }
  EXPECT_FALSE(day_of("31/02/2026", DateForm::day_month_year));
  EXPECT_FALSE(day_of("23/11/26", DateForm::day_month_year));
  EXPECT_TRUE(looks_like_day("2026-02-31", DateForm::year_month_day));
}

TEST(DatesTest, AgreesWithTheCalendarOfTheKernelForFourCenturies) {
  for (int number = -80'000; number < 66'000; number += 7) {
    EXPECT_EQ(day_of(to_text(Day{number}), DateForm::year_month_day), Day{number});
  }
}

TEST(NumbersTest, WhatIsANumber) {
  EXPECT_EQ(number_of(" 12 "), 12);
  EXPECT_EQ(number_of("-1.5"), -1.5);
  EXPECT_EQ(number_of("+3"), 3);
  EXPECT_EQ(number_of("1e3"), 1000);
  EXPECT_EQ(number_of("007"), 7);
  EXPECT_EQ(number_of("999999999999999"), 999999999999999.0);
  EXPECT_EQ(number_of("12345678901234567890"), 12345678901234567890.0);
  EXPECT_EQ(number_of("1,5", Decimal::comma), 1.5);
  for (const char* wrong : {"1,5", "nan", "inf", "0x10", "1 000", "--1", "+-1", "", "1.2.3", "5x"}) EXPECT_FALSE(number_of(wrong)) << wrong;
  EXPECT_FALSE(number_of("1.000,5", Decimal::comma));
  EXPECT_TRUE(missing_cell(" N/A "));
  EXPECT_FALSE(missing_cell("n/a?"));
}

TEST(ColumnKindTest, ByTheCells) {
  EXPECT_EQ(profile_of({"0", "3", "5", "7", "8", "9", "10"}).kind("q"), ColumnKind::score);
  EXPECT_EQ(profile_of({"1", "2", "3", "4", "5", "NA", ""}).kind("q"), ColumnKind::scale5);
  EXPECT_EQ(profile_of({"1", "2", "3", "4", "5", "6", "7"}).kind("q"), ColumnKind::scale7);
  EXPECT_EQ(profile_of({"0", "1"}, 20).kind("q"), ColumnKind::choice);
  EXPECT_EQ(profile_of({"12%", "50%"}, 20).kind("q"), ColumnKind::percent);
  EXPECT_EQ(profile_of({"12", "50", "77"}, 20).kind("% positive"), ColumnKind::percent);
  EXPECT_EQ(profile_of({"12", "50", "77"}, 20).kind("Age"), ColumnKind::number);
  EXPECT_EQ(profile_of({"yes", "no", "maybe"}, 5).kind("q"), ColumnKind::choice);
  EXPECT_EQ(profile_of({"2026-11-23", "2026-11-24", "2026-02-31", "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04",
                        "2026-12-05", "2026-12-06", "2026-12-07"}).kind("q"),
            ColumnKind::date);
  EXPECT_EQ(profile_of({"20261123", "20261124"}, 5).kind("date of visit"), ColumnKind::date);
  EXPECT_EQ(profile_of({"", "NA"}).kind("q"), ColumnKind::empty);
  ColumnProfile ids, long_text;
  for (int i = 0; i < 500; ++i) {
    ids.add(std::to_string(3'292'879'000LL + i));
    long_text.add("Wij kwamen op dag " + std::to_string(i) + " aan en de kamer was nog niet klaar, wat jammer was.");
  }
  EXPECT_EQ(ids.kind("RespondentID"), ColumnKind::identifier);
  EXPECT_EQ(long_text.kind("What happened?"), ColumnKind::text);
}

TEST(ColumnKindTest, NoughtOnAFivePointScaleIsProposedAsNotApplicable) {
  EXPECT_EQ(profile_of({"0", "1", "2", "3", "4", "5"}).proposed_not_applicable(), std::vector<std::string>{"0"});
  EXPECT_TRUE(profile_of({"1", "2", "3", "4", "5"}).proposed_not_applicable().empty());
  EXPECT_TRUE(profile_of({"0", "3", "5", "7", "8", "9", "10"}).proposed_not_applicable().empty());
}

TEST(ColumnKindTest, DayAndMonthThatCouldChangePlacesAreTold) {
  EXPECT_TRUE(profile_of({"03/04/2026", "05/06/2026"}).date_form_open());
  const auto american = profile_of({"03/14/2026", "05/06/2026"});
  EXPECT_FALSE(american.date_form_open());
  EXPECT_EQ(american.date_form(), DateForm::month_day_year);
}

TEST(ColumnKindTest, MemoryOfAProfileStaysBounded) {
  ColumnProfile profile;
  for (int i = 0; i < 50'000; ++i) profile.add("value number " + std::to_string(i));
  EXPECT_EQ(profile.distinct(), ColumnProfile::distinct_max);
  EXPECT_TRUE(profile.distinct_beyond());
}

std::map<std::string, ColumnProfile> profiles_of(const std::string& file) {
  const char* given = std::getenv("GOUD_DATA");
  const std::string path = (given != nullptr ? std::string(given) : std::string("../shared/data")) + "/" + file;
  std::map<std::string, ColumnProfile> profiles;
  if (!std::filesystem::exists(path)) return profiles;
  auto table = open_table(path);
  const auto& columns = (*table)->columns();
  EXPECT_TRUE((*table)->each([&](const TableRow& row) -> Result<bool> {
    for (std::size_t i = 0; i < row.cells.size(); ++i) profiles[columns[i].name].add(row.cells[i]);
    return true;
  }));
  return profiles;
}

TEST(ColumnKindTest, AirlineIsRecognised) {
  const auto profiles = profiles_of("airline/airline_passenger_satisfaction.csv.xz");
  if (profiles.empty()) GTEST_SKIP() << "no airline file";
  int ratings = 0;
  for (const auto& [name, profile] : profiles) ratings += profile.kind(name) == ColumnKind::scale5 ? 1 : 0;
  EXPECT_EQ(ratings, 14);
  const auto kind = [&](const char* name) { return profiles.at(name).kind(name); };
  EXPECT_EQ(kind("ID"), ColumnKind::identifier);
  EXPECT_EQ(kind("Class"), ColumnKind::choice);
  EXPECT_EQ(kind("Satisfaction"), ColumnKind::choice);
  EXPECT_EQ(kind("Age"), ColumnKind::number);
  EXPECT_EQ(kind("Flight Distance"), ColumnKind::number);
  EXPECT_EQ(profiles.at("In-flight Wifi Service").proposed_not_applicable(), std::vector<std::string>{"0"});
}

TEST(ColumnKindTest, OtherFilesAreRecognised) {
  const auto schools = profiles_of("nyc_school_survey/2014-15_Parent_Val.csv");
  if (schools.empty()) GTEST_SKIP() << "no school files";
  int percents = 0;
  for (const auto& [name, profile] : schools) percents += profile.kind(name) == ColumnKind::percent ? 1 : 0;
  EXPECT_GE(percents, 48);
  EXPECT_EQ(schools.at("DBN").kind("DBN"), ColumnKind::identifier);
  const auto telco = profiles_of("telco_churn/Telco-Customer-Churn.csv");
  EXPECT_EQ(telco.at("customerID").kind("customerID"), ColumnKind::identifier);
  EXPECT_EQ(telco.at("Contract").kind("Contract"), ColumnKind::choice);
  EXPECT_EQ(telco.at("MonthlyCharges").kind("MonthlyCharges"), ColumnKind::number);
  EXPECT_EQ(telco.at("TotalCharges").missing(), 11);
  const auto reviews = profiles_of("reviews_nl/reviews_nl_1000.csv");
  EXPECT_EQ(reviews.at("text").kind("text"), ColumnKind::text);
  const auto mobi = profiles_of("ecsi_mobi/mobi.csv");
  EXPECT_EQ(mobi.at("CUSA1").kind("CUSA1"), ColumnKind::score);
}

}  // namespace
}  // namespace goud::formats
