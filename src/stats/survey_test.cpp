#include "stats/survey.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

struct School {
  std::int64_t stratum, district;
  double score, pupils, weight, population;
};

std::vector<School> schools() {
  const char* given = std::getenv("GOUD_DATA");
  std::ifstream file(std::string(given != nullptr ? given : "../shared/data") + "/survey_raking/apistrat.csv");
  std::vector<School> schools;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::vector<std::string> cells;
    bool quoted = false;
    std::string cell;
    for (const char c : line) {
      if (c == '"')
        quoted = !quoted;
      else if (c == ',' && !quoted)
        cells.push_back(std::exchange(cell, {}));
      else
        cell += c;
    }
    cells.push_back(cell);
    const auto number = [&](std::size_t i) { return std::strtod(cells.at(i).c_str(), nullptr); };
    schools.push_back({cells[1] == "E"   ? 0
                       : cells[1] == "H" ? 1
                                         : 2,
                       static_cast<std::int64_t>(number(6)), number(11), number(35), number(37), number(38)});
  }
  return schools;
}

TEST(SurveyTest, SchoolsByStratumAreWhatRsSurveyGives) {
  const auto rows = schools();
  if (rows.empty()) GTEST_SKIP() << "survey_raking/apistrat.csv is absent";
  SurveySums score, pupils, endless;
  std::int64_t unit = 0;
  for (const auto& row : rows) {
    ASSERT_TRUE(score.add(row.stratum, unit, row.score, row.weight));
    ASSERT_TRUE(endless.add(row.stratum, unit, row.score, row.weight));
    ASSERT_TRUE(pupils.add(row.stratum, unit++, row.pupils, row.weight));
    for (SurveySums* sums : {&score, &pupils}) ASSERT_TRUE(sums->tell_population(row.stratum, row.population));
  }
  // reference.json, apistrat; tests/reference/survey.json
  EXPECT_NEAR(survey_mean(score)->value, 662.2873631593, 1e-9);
  EXPECT_NEAR(*error_of_mean(score), 9.4089408028, 1e-9);
  EXPECT_NEAR(survey_total(pupils)->value, 3687177.53243828, 1e-7);
  EXPECT_NEAR(*error_of_total(pupils), 114641.71610078, 1e-7);
  EXPECT_NEAR(*design_effect(score), 1.2044572685, 1e-9);
  EXPECT_NEAR(survey_mean(score)->interval->low, 643.732188272086, 1e-8);
  EXPECT_NEAR(survey_mean(score)->interval->high, 680.842538046555, 1e-8);
  EXPECT_EQ(score.freedom(), 197);
  EXPECT_NEAR(*error_of_mean(endless), 9.53613229692516, 1e-9);
  EXPECT_EQ(survey_mean(score)->n, 200);
}

TEST(SurveyTest, SchoolsByDistrictAreWhatRsSurveyGives) {
  const auto rows = schools();
  if (rows.empty()) GTEST_SKIP() << "survey_raking/apistrat.csv is absent";
  SurveySums score, pupils;
  for (const auto& row : rows) {
    ASSERT_TRUE(score.add(0, row.district, row.score, row.weight));
    ASSERT_TRUE(pupils.add(0, row.district, row.pupils, row.weight));
  }
  EXPECT_EQ(score.freedom(), 134);
  EXPECT_NEAR(*error_of_mean(score), 12.8442010694951, 1e-9);
  EXPECT_NEAR(*error_of_total(pupils), 434666.419379191, 1e-6);
}

struct Answer {
  std::int64_t stratum, unit;
  double x, weight;
};
std::vector<Answer> drawn(std::uint64_t stream) {
  RandomStream random(9, stream);
  std::vector<Answer> rows;
  for (std::int64_t stratum = 0; stratum < 3; ++stratum) {
    for (std::int64_t unit = 0; unit < 5 + 2 * stratum; ++unit) {
      const double effect = random.normal();
      for (int i = 0; i < 4; ++i)
        rows.push_back(
            {stratum, unit, 1e5 + static_cast<double>(stratum) + effect + random.normal(), 0.5 + random.unit()});
    }
  }
  return rows;
}

TEST(SurveyTest, IsTheNaiveFormula) {
  const auto rows = drawn(1);
  SurveySums sums;
  double weight = 0, total = 0;
  for (const auto& row : rows) {
    ASSERT_TRUE(sums.add(row.stratum, row.unit, row.x, row.weight));
    weight += row.weight;
    total += row.weight * row.x;
  }
  for (std::int64_t stratum = 0; stratum < 3; ++stratum) ASSERT_TRUE(sums.tell_population(stratum, 40));
  for (const bool of_mean : {true, false}) {
    double variance = 0;
    for (std::int64_t stratum = 0; stratum < 3; ++stratum) {
      std::map<std::int64_t, double> z;
      for (const auto& row : rows)
        if (row.stratum == stratum)
          z[row.unit] += of_mean ? row.weight * (row.x - total / weight) / weight : row.weight * row.x;
      const auto n = static_cast<double>(z.size());
      double mean = 0, squares = 0;
      for (const auto& [unit, one] : z) mean += one / n;
      for (const auto& [unit, one] : z) squares += (one - mean) * (one - mean);
      variance += (1 - n / 40) * n / (n - 1) * squares;
    }
    EXPECT_NEAR(*(of_mean ? error_of_mean(sums) : error_of_total(sums)), std::sqrt(variance),
                1e-7 * std::sqrt(variance));
  }
}

TEST(SurveyTest, PartsMergedEqualAllAtOnceInAnyOrder) {
  const auto rows = drawn(2);
  SurveySums all, first, second;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& back = rows[rows.size() - 1 - i];
    ASSERT_TRUE(all.add(rows[i].stratum, rows[i].unit, rows[i].x, rows[i].weight));
    ASSERT_TRUE((i % 3 == 0 ? first : second).add(back.stratum, back.unit, back.x, back.weight));
  }
  ASSERT_TRUE(first.tell_population(1, 30));
  ASSERT_TRUE(all.tell_population(1, 30));
  ASSERT_TRUE(second.merge(first));
  EXPECT_NEAR(survey_mean(second)->value, survey_mean(all)->value, 1e-9);
  EXPECT_NEAR(*error_of_mean(second), *error_of_mean(all), 1e-12);
  SurveySums other;
  ASSERT_TRUE(other.tell_population(1, 31));
  const auto before = second;
  EXPECT_FALSE(second.merge(other));
  EXPECT_EQ(second, before);
}

TEST(SurveyTest, EdgesAreSaid) {
  EXPECT_EQ(survey_mean(SurveySums{}).error(), (Unsaid{Reason::too_few, 0}));
  SurveySums one;
  ASSERT_TRUE(one.add(0, 0, 5, 2));
  EXPECT_EQ(survey_mean(one)->no_interval, Reason::too_few);
  EXPECT_EQ(survey_total(one)->value, 10);
  ASSERT_TRUE(one.add(0, 1, 7, 2));
  EXPECT_TRUE(survey_mean(one)->interval);
  ASSERT_TRUE(one.add(1, 0, 9, 2));  // a lone unit of its stratum
  EXPECT_EQ(survey_mean(one)->no_interval, Reason::not_identified);
  ASSERT_TRUE(one.tell_population(1, 1));  // which is all there is of it
  EXPECT_TRUE(survey_mean(one)->interval);
  EXPECT_FALSE(one.tell_population(1, 2));
  EXPECT_FALSE(one.tell_population(2, 0));
  EXPECT_FALSE(one.add(0, 0, NAN, 1));
  EXPECT_FALSE(one.add(0, 0, 1, -1));
  SurveySums alike;
  for (int i = 0; i < 9; ++i) ASSERT_TRUE(alike.add(0, i, 3, 1));
  EXPECT_EQ(survey_mean(alike)->no_interval, Reason::no_spread);
  EXPECT_FALSE(design_effect(alike));
  SurveySums weightless;
  ASSERT_TRUE(weightless.add(0, 0, 3, 0));
  ASSERT_TRUE(weightless.add(0, 1, 4, 0));
  EXPECT_EQ(survey_mean(weightless).error().reason, Reason::too_few);
}

TEST(SurveyTest, IntervalsHoldTheTruth) {
  int held = 0;
  for (std::uint64_t sample = 0; sample < 2000; ++sample) {
    RandomStream random(77, sample);
    SurveySums sums;
    for (std::int64_t stratum = 0; stratum < 2; ++stratum) {
      for (std::int64_t unit = 0; unit < 12; ++unit) {
        const double effect = random.normal();
        for (int i = 0; i < 5; ++i)
          ASSERT_TRUE(
              sums.add(stratum, unit, (stratum == 0 ? 4 : -1) + effect + random.normal(), stratum == 0 ? 1 : 4));
      }
    }
    const auto limits = *survey_mean(sums)->interval;
    held += limits.low <= 0 && 0 <= limits.high ? 1 : 0;
  }
  EXPECT_GE(held, 1860);
  EXPECT_LE(held, 1940);
}

}  // namespace
}  // namespace goud::stats
