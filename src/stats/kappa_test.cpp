#include "stats/kappa.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/distribution.hpp"
#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

JudgedTwice table_of(std::size_t categories, const std::vector<std::int64_t>& counts) {
  JudgedTwice table(categories);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    EXPECT_TRUE(table.add(i / categories, i % categories, counts[i]));
  }
  return table;
}

double variance_of(const Outcome& outcome) {
  const double half = (outcome->interval->high - outcome->interval->low) / 2;
  return std::pow(half / 1.959963984540054, 2);
}

TEST(CohenKappaTest, Cohen1968AndFleissCohenEveritt1969) {
  const auto cohen = cohen_kappa(table_of(3, {88, 14, 18, 10, 40, 10, 2, 6, 12}));
  EXPECT_NEAR(cohen->value, .492, 5e-4);  // as printed in the paper
  EXPECT_NEAR(cohen->value, 0.491525423728813, 1e-12);
  const auto table = table_of(3, {106, 10, 4, 22, 28, 10, 2, 12, 6});
  const auto everitt = cohen_kappa(table), quadratic = cohen_kappa(table, Nearness::quadratic);
  EXPECT_NEAR(everitt->value, .429, 5e-4);                        // as printed
  EXPECT_NEAR(variance_of(everitt), .002885, 5e-7);               // as printed
  EXPECT_NEAR(variance_of(everitt), 0.00288487204405572, 1e-12);  // R psych::cohen.kappa
  EXPECT_NEAR(quadratic->value, 0.566666666666667, 1e-12);
  EXPECT_EQ(everitt->n, 200);
}

TEST(CohenKappaTest, ATablePrintedBySas) {  // kept by statsmodels: kappa .4842 (.1380), linear .4701 (.1457)
  const auto table = table_of(3, {0, 4, 1, 0, 8, 0, 0, 1, 5});
  EXPECT_NEAR(cohen_kappa(table)->value, .4842, 5e-5);
  EXPECT_NEAR(std::sqrt(variance_of(cohen_kappa(table))), .1380, 5e-5);
  const auto linear = cohen_kappa(table, Nearness::linear);
  EXPECT_NEAR(linear->value, .4701, 5e-5);
  EXPECT_NEAR(linear->value, 0.470119521912351, 1e-12);
  EXPECT_NEAR(linear->interval->low, .1845, 5e-5);
  EXPECT_NEAR(linear->interval->high, .7558, 5e-5);
}

TEST(CohenKappaTest, TableIsTheSlowCountOverUnitsAndPairsOfUnits) {
  RandomStream draw(41, 0);
  std::vector<std::pair<int, int>> units;
  JudgedTwice table(4);
  for (int i = 0; i < 80; ++i) {
    const int first = static_cast<int>(draw.below(4));
    units.emplace_back(first, draw.below(2) == 0 ? first : static_cast<int>(draw.below(4)));
    ASSERT_TRUE(table.add(static_cast<std::size_t>(units.back().first), static_cast<std::size_t>(units.back().second)));
  }
  double apart = 0, chance = 0;
  for (const auto& [a, b] : units) {
    apart += std::abs(a - b) / 80.0;
    for (const auto& [c, d] : units) chance += std::abs(a - d) / 6400.0;
  }
  EXPECT_NEAR(cohen_kappa(table, Nearness::linear)->value, 1 - apart / chance, 1e-12);
}

TEST(CohenKappaTest, VarianceIsWhatEachUnitMovesKappaBy) {
  // The slow way: kappa with a little more of one cell, for each cell, whatever the weights.
  const std::vector<double> counts = {53, 5, 2, 11, 14, 5, 1, 6, 3};
  const auto kappa = [](const std::vector<double>& p, Nearness nearness) {
    double apart = 0, chance = 0, all = 0;
    for (const double one : p) all += one;
    for (int i = 0; i < 9; ++i) {
      for (int j = 0; j < 9; ++j) {
        const auto far = [&](int a, int b) {
          const double d = std::abs(a - b) / 2.0;
          return nearness == Nearness::same ? (d > 0 ? 1 : 0) : nearness == Nearness::linear ? d : d * d;
        };
        if (j == 0) apart += p[static_cast<std::size_t>(i)] / all * far(i / 3, i % 3);
        chance += p[static_cast<std::size_t>(i)] / all * p[static_cast<std::size_t>(j)] / all * far(i / 3, j % 3);
      }
    }
    return 1 - apart / chance;
  };
  for (const auto nearness : {Nearness::same, Nearness::linear, Nearness::quadratic}) {
    double variance = 0;
    for (std::size_t cell = 0; cell < 9; ++cell) {
      auto more = counts, less = counts;
      more[cell] += 1e-4;
      less[cell] -= 1e-4;
      const double moved = (kappa(more, nearness) - kappa(less, nearness)) / 2e-4;
      variance += counts[cell] * moved * moved;
    }
    const auto outcome = cohen_kappa(table_of(3, {53, 5, 2, 11, 14, 5, 1, 6, 3}), nearness);
    EXPECT_NEAR(outcome->value, kappa(counts, nearness), 1e-12);
    EXPECT_NEAR(variance_of(outcome), variance, 1e-8);
  }
}

TEST(CohenKappaTest, PartsMergedEqualAllAtOnceAndEdgesAreSaid) {
  auto left = table_of(2, {3, 1, 0, 2});
  ASSERT_TRUE(left.merge(table_of(2, {1, 1, 1, 1})));
  EXPECT_EQ(left, table_of(2, {4, 2, 1, 3}));
  EXPECT_FALSE(left.merge(table_of(3, {})));
  EXPECT_FALSE(left.add(2, 0));
  EXPECT_FALSE(left.add(0, 0, -1));
  EXPECT_EQ(cohen_kappa(JudgedTwice(0)).error(), (Unsaid{Reason::too_few, 0}));
  EXPECT_EQ(cohen_kappa(JudgedTwice(3)).error(), (Unsaid{Reason::too_few, 0}));
  EXPECT_EQ(cohen_kappa(table_of(2, {9, 0, 0, 0})).error().reason, Reason::no_spread);
  EXPECT_EQ(cohen_kappa(table_of(1, {9})).error().reason, Reason::no_spread);
  const auto agree = cohen_kappa(table_of(2, {5, 0, 0, 5}));
  EXPECT_EQ(agree->value, 1);
  EXPECT_EQ(agree->no_interval, Reason::no_spread);
  const auto oppose = cohen_kappa(table_of(2, {0, 5, 5, 0}));
  EXPECT_EQ(oppose->value, -1);
}

TEST(CohenKappaTest, SamplesDrawnAreCovered) {
  int covered = 0;  // two judges, three categories, each sees the truth with chance .8: kappa .64
  constexpr int samples = 2000;
  for (int sample = 0; sample < samples; ++sample) {
    RandomStream draw(51, static_cast<std::uint64_t>(sample));
    JudgedTwice table(3);
    for (int i = 0; i < 120; ++i) {
      const auto truth = draw.below(3);
      const auto see = [&] { return draw.unit() < .8 ? truth : draw.below(3); };
      const auto first = see();
      ASSERT_TRUE(table.add(first, see()));
    }
    const auto limits = cohen_kappa(table)->interval;
    covered += limits->low <= .64 && .64 <= limits->high ? 1 : 0;
  }
  EXPECT_GE(covered, 0.93 * samples);
  EXPECT_LE(covered, 0.97 * samples);
}

JudgedByMany judged_of(const std::vector<std::vector<std::int64_t>>& units) {
  JudgedByMany judged;
  for (const auto& unit : units) EXPECT_TRUE(judged.add(unit));
  return judged;
}

// Thirty patients by six psychiatrists each, in five diagnoses: Fleiss (1971), table 1, as R irr keeps it.
std::vector<std::vector<std::int64_t>> patients() {
  const char* seen[] = {"444444", "222555", "233335", "555555", "222444", "113333", "333355", "113334",
                        "114444", "555555", "144444", "124444", "222333", "144444", "224445", "333335",
                        "111455", "111112", "224444", "133555", "555555", "244444", "224555", "114444",
                        "144445", "222224", "111155", "224444", "133333", "555555"};
  std::vector<std::vector<std::int64_t>> units;
  for (const std::string one : seen) {
    units.emplace_back(5, 0);
    for (const char diagnosis : one) ++units.back()[static_cast<std::size_t>(diagnosis - '1')];
  }
  return units;
}

TEST(FleissKappaTest, Fleiss1971AndFourteenJudges) {
  const auto outcome = fleiss_kappa(judged_of(patients()));
  EXPECT_NEAR(outcome->value, .430, 5e-4);       // as printed
  EXPECT_NEAR(outcome->value, 0.4302445, 5e-8);  // R irr::kappam.fleiss
  EXPECT_EQ(outcome->n, 30);
  const auto fourteen = judged_of({{0, 0, 0, 0, 14},
                                   {0, 2, 6, 4, 2},
                                   {0, 0, 3, 5, 6},
                                   {0, 3, 9, 2, 0},
                                   {2, 2, 8, 1, 1},
                                   {7, 7, 0, 0, 0},
                                   {3, 2, 6, 3, 0},
                                   {2, 5, 3, 2, 2},
                                   {6, 5, 2, 1, 0},
                                   {0, 2, 2, 3, 7}});
  EXPECT_NEAR(fleiss_kappa(fourteen)->value, .210, 5e-4);
}

TEST(FleissKappaTest, JackknifeIsDoneUnitByUnit) {
  const auto units = patients();
  std::vector<double> without;
  double mean = 0, squares = 0;
  for (std::size_t i = 0; i < units.size(); ++i) {
    auto rest = units;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
    without.push_back(fleiss_kappa(judged_of(rest))->value);
    mean += without.back() / 30;
  }
  for (const double one : without) squares += (one - mean) * (one - mean);
  const auto outcome = fleiss_kappa(judged_of(units));
  EXPECT_NEAR(outcome->interval->high - outcome->value, two_sided_student(0.95, 29) * std::sqrt(29.0 / 30 * squares),
              1e-9);
}

TEST(FleissKappaTest, PartsMergedEqualAllAtOnceInAnyOrder) {
  auto units = patients();
  JudgedByMany left, right;
  for (std::size_t i = 0; i < units.size(); ++i) ASSERT_TRUE((i < 11 ? left : right).add(units[i]));
  ASSERT_TRUE(left.merge(right));
  EXPECT_EQ(left, judged_of(units));
  std::reverse(units.begin(), units.end());
  EXPECT_NEAR(fleiss_kappa(judged_of(units))->value, fleiss_kappa(left)->value, 1e-12);
}

TEST(FleissKappaTest, SamplesDrawnAreCovered) {
  int covered = 0;  // 80 units, four judges, three categories, each sees the truth with chance .7: kappa .49
  constexpr int samples = 1500;
  for (int sample = 0; sample < samples; ++sample) {
    RandomStream draw(52, static_cast<std::uint64_t>(sample));
    JudgedByMany judged;
    for (int i = 0; i < 80; ++i) {
      const auto truth = draw.below(3);
      std::vector<std::int64_t> unit(3);
      for (int judge = 0; judge < 4; ++judge) ++unit[draw.unit() < .7 ? truth : draw.below(3)];
      ASSERT_TRUE(judged.add(unit));
    }
    const auto limits = fleiss_kappa(judged)->interval;
    covered += limits->low <= .49 && .49 <= limits->high ? 1 : 0;
  }
  EXPECT_GE(covered, 0.93 * samples);
  EXPECT_LE(covered, 0.97 * samples);
}

TEST(FleissKappaTest, EdgesAreSaidNotGuessed) {
  EXPECT_EQ(fleiss_kappa({}).error(), (Unsaid{Reason::too_few, 0}));
  EXPECT_EQ(fleiss_kappa(judged_of({{3, 1}})).error().reason, Reason::too_few);
  EXPECT_EQ(fleiss_kappa(judged_of({{1, 0}, {0, 1}})).error().reason, Reason::too_few);  // one judge each
  EXPECT_EQ(fleiss_kappa(judged_of({{4, 0}, {4, 0}, {4, 0}})).error().reason, Reason::no_spread);
  EXPECT_EQ(fleiss_kappa(judged_of({{4, 0}, {0, 4}, {0, 4}}))->value, 1);
  EXPECT_FALSE(fleiss_kappa(judged_of({{4, 0}, {0, 4}, {0, 4}}))->interval);
  EXPECT_FALSE(fleiss_kappa(judged_of({{4, 0}, {4, 0}, {2, 2}}))->interval);
  JudgedByMany judged = judged_of({{3, 1}});
  EXPECT_FALSE(judged.add(std::vector<std::int64_t>{3, 2}));
  EXPECT_FALSE(judged.add(std::vector<std::int64_t>{3, 1, 0}));
  EXPECT_FALSE(judged.add(std::vector<std::int64_t>{5, -1}));
  EXPECT_EQ(judged, judged_of({{3, 1}}));
}

}  // namespace
}  // namespace goud::stats
