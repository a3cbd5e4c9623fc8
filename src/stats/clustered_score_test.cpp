#include <gtest/gtest.h>

#include <cmath>

#include "stats/clustered.hpp"
#include "stats/difference.hpp"
#include "stats/distribution.hpp"
#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

// Three units of 10, 10 and 20 answers with weights 1, 1.5 and .5. tests/reference/scores.json: R's survey 4.1, svymean over
// units as clusters (tools/reference_checks/scores.R).
template <class Counts>
Clustered<Counts> three_units() {
  Clustered<Counts> all;
  const struct {
    int unit, value, times;
    std::int64_t weight;
  } rows[] = {{1, 9, 6, 10'000}, {1, 3, 4, 10'000},  {2, 2, 8, 15'000},
              {2, 8, 2, 15'000}, {3, 10, 12, 5'000}, {3, 5, 8, 5'000}};
  for (const auto& row : rows) EXPECT_TRUE(all.add(row.unit, row.value, row.weight, row.times));
  return all;
}

TEST(ClusteredScore, StandardErrorsAsRsSurveySaysThem) {
  const auto means = three_units<MeanSums>();
  const auto said = mean(means);
  ASSERT_TRUE(said && said->interval);
  EXPECT_NEAR(said->value, 5.5428571428571427, 1e-12);
  const double deff = design_effect(means);
  const auto all = *means.total();
  EXPECT_NEAR(std::sqrt(deff * all.variance_of_one() / all.weights.n_effective()), 1.5454464828392747, 1e-12);
  EXPECT_NEAR(*said->n_effective, all.weights.n_effective() / deff, 1e-12);
  const double freedom = 2 * (deff / (deff - 1)) * (deff / (deff - 1));
  EXPECT_NEAR(said->interval->high - said->value, two_sided_student(0.95, freedom) * 1.5454464828392747, 1e-9);

  const auto scores = three_units<NpsCounts>();
  const auto score = nps(scores);
  ASSERT_TRUE(score);
  EXPECT_NEAR(score->value, -0.22857142857142859, 1e-15);
  const auto counts = *scores.total();
  EXPECT_NEAR(std::sqrt(design_effect(scores) * nps_variance_of_one(counts) / counts.weights.n_effective()),
              0.36734693877551022, 1e-12);
  EXPECT_EQ(score->n, 40);
}

TEST(ClusteredScore, IsTheNaiveDoubleLoopOverAnswers) {
  struct Row {
    int unit;
    int value;
    double weight;
  };
  std::vector<Row> rows;
  ClusteredNps scores, odd, even;
  ClusteredMean means;
  for (int i = 0; i < 700; ++i) {
    RandomStream draw(9, static_cast<std::uint64_t>(i));
    const int unit = static_cast<int>(draw.below(12));
    const int value = std::min(10, static_cast<int>(draw.below(11)) + unit / 3);
    const std::int64_t weight = 5'000 + draw.below(10'000);
    rows.push_back({unit, value, static_cast<double>(weight) / 1e4});
    ASSERT_TRUE(scores.add(unit, value, weight));
    ASSERT_TRUE((i % 2 == 0 ? even : odd).add(unit, value, weight));
    ASSERT_TRUE(means.add(unit, value, weight));
  }
  ASSERT_TRUE(odd.merge(even));
  EXPECT_EQ(odd, scores);
  const auto naive = [&](auto of) {
    double whole = 0, sum = 0, squares = 0;
    for (const auto& row : rows) {
      whole += row.weight;
      sum += row.weight * of(row.value);
      squares += row.weight * row.weight;
    }
    double variance = 0, plain = 0;
    for (const auto& a : rows) {
      plain += a.weight * (of(a.value) - sum / whole) * (of(a.value) - sum / whole) / whole;
      for (const auto& b : rows)
        if (a.unit == b.unit)
          variance += a.weight * (of(a.value) - sum / whole) * b.weight * (of(b.value) - sum / whole);
    }
    const double m = whole * whole / squares;
    return std::pair{variance * 12 / 11 / whole / whole, std::pair{plain, m}};
  };
  const auto [variance, parts] = naive([](int v) { return v >= 9 ? 1.0 : v <= 6 ? -1.0 : 0.0; });
  EXPECT_NEAR(design_effect(scores), variance / (parts.first / parts.second), 1e-9);
  const auto [variance_m, parts_m] = naive([](int v) { return static_cast<double>(v); });
  const double spread = parts_m.first * parts_m.second / (parts_m.second - 1);
  EXPECT_NEAR(design_effect(means), variance_m / (spread / parts_m.second), 1e-9);
}

TEST(ClusteredScore, OneUnitOrUnitsAlikeAreThePlainFigures) {
  ClusteredNps one;
  NpsCounts plain;
  ClusteredMean alike;
  for (int i = 0; i < 40; ++i) {
    ASSERT_TRUE(one.add(7, i % 11));
    ASSERT_TRUE(plain.add(i % 11));
    ASSERT_TRUE(alike.add(i % 4, i / 4));
  }
  EXPECT_EQ(*nps(one), *nps(plain));
  EXPECT_EQ(design_effect(one), 1);
  EXPECT_EQ(design_effect(alike), 1);
  EXPECT_EQ(*mean(alike), *mean(*alike.total()));
  EXPECT_EQ(nps(ClusteredNps{}).error().reason, Reason::too_few);
  ClusteredMean same;
  for (int i = 0; i < 6; ++i) ASSERT_TRUE(same.add(i, 3));
  EXPECT_EQ(mean(same)->no_interval, Reason::no_spread);
  ClusteredNps unheard;
  ASSERT_TRUE(unheard.add(1, 10, 0));
  EXPECT_EQ(nps(unheard).error().reason, Reason::too_few);
  EXPECT_FALSE(unheard.add(1, 11));
  // A difference of two clustered scores takes their intervals.
  const auto apart = difference(nps(three_units<NpsCounts>()), nps(one));
  ASSERT_TRUE(apart && apart->interval);
  EXPECT_LT(apart->interval->low, apart->value);
}

TEST(ClusteredScore, IntervalsHoldTheTruthInSamplesOfUnits) {
  // 15 units drawn from many: each has its own leaning, 20 answers each.
  int held_score = 0, held_mean = 0, held_plain = 0;
  constexpr int rounds = 1500;
  double truth_score = 0;
  const auto score_of = [](double leaning) {
    // Answers: promoter with chance .3 + leaning, detractor with .3 - leaning.
    return std::pair{0.3 + leaning, 0.3 - leaning};
  };
  for (int round = 0; round < rounds; ++round) {
    RandomStream draw(31, static_cast<std::uint64_t>(round));
    ClusteredNps scores;
    ClusteredMean means;
    for (int unit = 0; unit < 15; ++unit) {
      const double leaning = 0.2 * (draw.unit() - 0.5);
      const auto [promoter, detractor] = score_of(leaning);
      for (int i = 0; i < 20; ++i) {
        const double u = draw.unit();
        const int value = u < promoter ? 10 : u < promoter + detractor ? 0 : 8;
        ASSERT_TRUE(scores.add(unit, value));
        ASSERT_TRUE(means.add(unit, value == 10 ? 1 : value == 0 ? -1 : 0));
      }
    }
    const auto score = nps(scores);
    const auto average = mean(means);
    held_score += score->interval->low <= truth_score && truth_score <= score->interval->high ? 1 : 0;
    held_mean += average->interval->low <= truth_score && truth_score <= average->interval->high ? 1 : 0;
    const auto plain = nps(*scores.total());
    held_plain += plain->interval->low <= truth_score && truth_score <= plain->interval->high ? 1 : 0;
  }
  EXPECT_GE(held_score, rounds * 93 / 100);
  EXPECT_LE(held_score, rounds * 98 / 100);
  EXPECT_GE(held_mean, rounds * 93 / 100);
  EXPECT_LE(held_mean, rounds * 98 / 100);
  EXPECT_LT(held_plain, held_score);
}

}  // namespace
}  // namespace goud::stats
