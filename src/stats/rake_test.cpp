#include "stats/rake.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "stats/random_stream.hpp"
#include "stats/weights.hpp"

namespace goud::stats {
namespace {

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<double> reference(const std::string& key) {
  static const std::string text = text_of("tests/reference/survey.json");
  auto at = text.find("\"" + key + "\": [");
  EXPECT_NE(at, std::string::npos) << key;
  if (at == std::string::npos) return {};
  at += key.size() + 5;
  std::istringstream list(text.substr(at, text.find(']', at) - at));
  std::vector<double> numbers;
  for (std::string word; std::getline(list, word, ',');) numbers.push_back(std::strtod(word.c_str(), nullptr));
  return numbers;
}

struct School {
  std::vector<std::int32_t> categories;  // stype E H M, sch.wide No Yes, awards No Yes
  double weight;
};

std::vector<School> schools() {
  const char* given = std::getenv("GOUD_DATA");
  std::istringstream file(
      text_of(std::string(given != nullptr ? given : "../shared/data") + "/survey_raking/apistrat.csv"));
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
    const auto place = [](const std::string& text, const std::string& first, const std::string& second) {
      return text == first ? 0 : text == second ? 1 : 2;
    };
    schools.push_back({{place(cells[1], "E", "H"), place(cells[15], "No", "Yes"), place(cells[18], "No", "Yes")},
                       std::strtod(cells[37].c_str(), nullptr)});
  }
  return schools;
}

// apipop, in survey.json too
const std::vector<std::vector<double>> population = {{4421, 755, 1018}, {1072, 5122}, {2027, 4167}};

TEST(RakeTest, SchoolsRakedAreWhatRsSurveyGives) {
  const auto rows = schools();
  if (rows.empty()) GTEST_SKIP() << "survey_raking/apistrat.csv is absent";
  for (const std::string name : {"raked", "raked_from_pw", "bounded"}) {
    SCOPED_TRACE(name);
    RakeCells cells;
    for (const auto& row : rows) ASSERT_TRUE(cells.add(row.categories, name == "raked_from_pw" ? row.weight : 1));
    RakeAsked asked{population, std::nullopt};
    if (name == "bounded") asked.bounds = Interval{0.42, 1.48};
    const auto raked = rake(cells, asked);
    ASSERT_TRUE(raked);
    EXPECT_TRUE(raked->converged);
    const auto wanted = reference(name);
    ASSERT_EQ(wanted.size(), rows.size());
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double got = raked->weights.at({rows[i].categories, name == "raked_from_pw" ? rows[i].weight : 1});
      EXPECT_NEAR(got, wanted[i], name == "bounded" ? 1e-6 : 2e-8) << i;
      sum += got;
      squares += got * got;
    }
    EXPECT_NEAR(sum, 200, 1e-7);
    EXPECT_NEAR(raked->n_effective, sum * sum / squares, 1e-8);
    EXPECT_NEAR(raked->design_effect, 200 * squares / (sum * sum), 1e-10);
  }
}

TEST(RakeTest, OneMarginIsPostStratificationAsRsSurveyGivesIt) {
  const auto rows = schools();
  if (rows.empty()) GTEST_SKIP() << "survey_raking/apistrat.csv is absent";
  RakeCells cells;
  for (const auto& row : rows) ASSERT_TRUE(cells.add(std::vector{row.categories[1]}, row.weight));
  const auto raked = rake(cells, {{population[1]}, std::nullopt});
  ASSERT_TRUE(raked);
  EXPECT_EQ(raked->rounds, 1);
  const auto wanted = reference("post_stratified_from_pw");
  for (std::size_t i = 0; i < rows.size(); ++i)
    EXPECT_NEAR(raked->weights.at({{rows[i].categories[1]}, rows[i].weight}), wanted[i], 1e-12);
}

struct Drawn {
  std::vector<std::vector<std::int32_t>> categories;
  std::vector<double> weights;
};
Drawn drawn(std::size_t rows, std::uint64_t stream) {
  RandomStream random(5, stream);
  Drawn drawn;
  for (std::size_t i = 0; i < rows; ++i) {
    const auto a = static_cast<std::int32_t>(random.below(3));
    const auto b = random.below(3) == 0 ? a : static_cast<std::int32_t>(random.below(4));
    drawn.categories.push_back({a, b});
    drawn.weights.push_back(0.5 + random.unit());
  }
  return drawn;
}
const std::vector<std::vector<double>> totals = {{20, 50, 30}, {1, 1, 2, 1.5}};

TEST(RakeTest, IsTheNaiveLoopOverRows) {
  const auto rows = drawn(300, 1);
  RakeCells cells;
  for (std::size_t i = 0; i < 300; ++i) ASSERT_TRUE(cells.add(rows.categories[i], rows.weights[i]));
  std::vector<double> w = rows.weights;
  for (int round = 0; round < 200; ++round) {
    for (std::size_t m = 0; m < 2; ++m) {
      double all = 0;
      for (const double total : totals[m]) all += total;
      for (std::size_t c = 0; c < totals[m].size(); ++c) {
        double sum = 0;
        for (std::size_t i = 0; i < 300; ++i) sum += rows.categories[i][m] == static_cast<int>(c) ? w[i] : 0;
        for (std::size_t i = 0; i < 300; ++i)
          if (rows.categories[i][m] == static_cast<int>(c)) w[i] *= totals[m][c] / all * 300 / sum;
      }
    }
  }
  const auto raked = rake(cells, {totals, std::nullopt});
  ASSERT_TRUE(raked);
  ASSERT_TRUE(raked->converged);
  for (std::size_t i = 0; i < 300; ++i)
    EXPECT_NEAR(raked->weights.at({rows.categories[i], rows.weights[i]}), w[i], 1e-8);
}

TEST(RakeTest, PartsMergedEqualAllAtOnceAndOrderDoesNotMatter) {
  const auto rows = drawn(200, 2);
  RakeCells all, backward, first, second;
  for (std::size_t i = 0; i < 200; ++i) {
    ASSERT_TRUE(all.add(rows.categories[i], rows.weights[i]));
    ASSERT_TRUE(backward.add(rows.categories[199 - i], rows.weights[199 - i]));
    ASSERT_TRUE((i % 3 == 0 ? first : second).add(rows.categories[i], rows.weights[i]));
  }
  second.merge(first);
  EXPECT_EQ(all, backward);
  EXPECT_EQ(all, second);
}

TEST(RakeTest, TrimmedWeightsStayInsideAndMarginsStillHold) {
  const auto rows = drawn(400, 3);
  RakeCells cells;
  for (std::size_t i = 0; i < 400; ++i) ASSERT_TRUE(cells.add(rows.categories[i], rows.weights[i]));
  const auto free = rake(cells, {totals, std::nullopt});
  ASSERT_TRUE(free);
  const Interval bounds{free->least * 1.1, free->most * 0.9};
  const auto raked = rake(cells, {totals, bounds});
  ASSERT_TRUE(raked);
  EXPECT_TRUE(raked->converged);
  EXPECT_GE(raked->least, bounds.low);
  EXPECT_LE(raked->most, bounds.high);
  EXPECT_GT(raked->at_high, 0);
  EXPECT_GT(raked->n_effective, free->n_effective);
  std::map<int, double> reached;
  for (std::size_t i = 0; i < 400; ++i)
    reached[rows.categories[i][0]] += raked->weights.at({rows.categories[i], rows.weights[i]});
  EXPECT_NEAR(reached[0], 80, 1e-6);
  EXPECT_NEAR(reached[1], 200, 1e-6);
  // Bounds that no weight meets change nothing.
  const auto wide = rake(cells, {totals, Interval{0, 90}});
  for (const auto& [key, weight] : free->weights) EXPECT_NEAR(wide->weights.at(key), weight, 1e-7);
}

TEST(RakeTest, MarginsThatBoundsForbidStillHaveAMeanOfOneInsideThem) {
  const auto rows = drawn(400, 3);
  RakeCells cells;
  for (std::size_t i = 0; i < 400; ++i) ASSERT_TRUE(cells.add(rows.categories[i], rows.weights[i]));
  const Interval bounds{0.9, 1.1};
  const auto raked = rake(cells, {totals, bounds});
  ASSERT_TRUE(raked);
  EXPECT_FALSE(raked->converged);
  double sum = 0;
  std::map<std::pair<std::size_t, std::int32_t>, double> reached;
  for (std::size_t i = 0; i < 400; ++i) {
    const double weight = raked->weights.at({rows.categories[i], rows.weights[i]});
    sum += weight;
    for (std::size_t m = 0; m < rows.categories[i].size(); ++m) reached[{m, rows.categories[i][m]}] += weight;
  }
  EXPECT_NEAR(sum / 400, 1, 1e-9);
  EXPECT_GE(raked->least, bounds.low);
  EXPECT_LE(raked->most, bounds.high);
  const auto& worst = raked->worst;
  EXPECT_NEAR(worst.reached, reached.at({worst.margin, static_cast<std::int32_t>(worst.category)}) / sum, 1e-12);
}

TEST(RakeTest, MarginsThatNoWeightsMeetAreSaidWithTheWorst) {
  RakeCells cells;
  ASSERT_TRUE(cells.add(std::vector<std::int32_t>{0, 0}, 1, 50));
  ASSERT_TRUE(cells.add(std::vector<std::int32_t>{1, 1}, 1, 50));
  const auto raked = rake(cells, {{{1, 1}, {9, 1}}, std::nullopt});
  ASSERT_TRUE(raked);
  EXPECT_FALSE(raked->converged);
  EXPECT_EQ(raked->rounds, 1000);
  EXPECT_EQ(raked->worst.margin, 0U);
  EXPECT_NEAR(raked->worst.wanted, 0.5, 1e-12);
  EXPECT_NEAR(std::abs(raked->worst.reached - 0.5), 0.4, 1e-9);
  // Nor do bounds that are too tight.
  const auto tight = rake(cells, {{{3, 1}, {3, 1}}, Interval{0.8, 1.2}});
  ASSERT_TRUE(tight);
  EXPECT_FALSE(tight->converged);
  EXPECT_LE(tight->most, 1.2);
  // Driven apart without end, and still numbers.
  RakeCells three;
  ASSERT_TRUE(three.add(std::vector<std::int32_t>{0, 0}, 1, 10));
  ASSERT_TRUE(three.add(std::vector<std::int32_t>{0, 1}, 1, 10));
  ASSERT_TRUE(three.add(std::vector<std::int32_t>{1, 1}, 1, 10));
  const auto apart = rake(three, {{{1, 9}, {9, 1}}, std::nullopt});
  ASSERT_TRUE(apart);
  EXPECT_FALSE(apart->converged);
  EXPECT_TRUE(std::isfinite(apart->n_effective));
}

TEST(RakeTest, EdgesAreSaid) {
  RakeCells none;
  EXPECT_EQ(rake(none, {{{1}}, std::nullopt}).error().reason, Reason::too_few);
  RakeCells one;
  ASSERT_TRUE(one.add(std::vector<std::int32_t>{0}));
  const auto alone = rake(one, {{{7}}, std::nullopt});
  ASSERT_TRUE(alone);
  EXPECT_EQ(alone->least, 1);
  EXPECT_EQ(alone->n_effective, 1);
  EXPECT_EQ(rake(one, {{{7, 2}}, std::nullopt}).error().reason, Reason::not_identified);
  RakeCells weightless;
  ASSERT_TRUE(weightless.add(std::vector<std::int32_t>{0}, 0, 5));
  EXPECT_EQ(rake(weightless, {{{7}}, std::nullopt}).error().reason, Reason::not_identified);
  EXPECT_EQ(rake(one, {{{7}}, Interval{1.5, 2}}).error().reason, Reason::not_identified);
  EXPECT_FALSE(one.add(std::vector<std::int32_t>{0}, -1));
  EXPECT_FALSE(one.add(std::vector<std::int32_t>{0}, NAN));
  EXPECT_FALSE(one.add(std::vector<std::int32_t>{-1}));
  EXPECT_THROW((void)rake(one, {{{0}}, std::nullopt}), std::invalid_argument);
  EXPECT_EQ(one.n(), 1);
}

TEST(RakeTest, StoredWeightsAreWholeTenThousandthsUpToAHundred) {
  EXPECT_EQ(stored_weight(1), weight_one);
  EXPECT_EQ(stored_weight(0.33335), 3334);
  EXPECT_EQ(stored_weight(250), weight_max);
  EXPECT_EQ(stored_weight(0), 0);
  EXPECT_EQ(stored_weight(NAN), 0);
}

}  // namespace
}  // namespace goud::stats
