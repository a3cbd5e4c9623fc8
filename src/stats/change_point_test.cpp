#include "stats/change_point.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

constexpr double nile[] = {1120, 1160, 963, 1210, 1160, 1160, 813,  1230, 1370, 1140, 995,  935,  1110, 994,  1020,
                           960,  1180, 799, 958,  1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774,  840,
                           874,  694,  940, 833,  701,  916,  692,  1020, 1050, 969,  831,  726,  456,  824,  702,
                           1120, 1100, 832, 764,  821,  768,  845,  864,  862,  698,  845,  744,  796,  1040, 759,
                           781,  865,  845, 944,  984,  897,  822,  1010, 771,  676,  649,  846,  812,  742,  801,
                           1040, 860,  874, 848,  890,  744,  749,  838,  1050, 918,  986,  797,  923,  975,  815,
                           1020, 906,  901, 1170, 912,  746,  919,  718,  714,  740};

std::vector<PeriodFigure> figures_of(std::span<const double> values, std::int64_t first) {
  std::vector<PeriodFigure> figures;
  for (std::size_t i = 0; i < values.size(); ++i)
    figures.push_back({first + static_cast<std::int64_t>(i), values[i], 1, 1});
  return figures;
}

TEST(ChangePoint, NileAfter1898) {
  // Cobb (1978) and everyone since: the flow of the Nile fell after 1898, from 1097.75 to 849.97.
  const auto found = change_point(figures_of(nile, 1871));
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->changed);
  EXPECT_EQ(found->first_after, 1899);
  EXPECT_NEAR(found->before, 1097.75, 1e-9);
  EXPECT_NEAR(found->after, 849.97222222222217, 1e-9);
  EXPECT_DOUBLE_EQ(found->p, 1.0 / 2000);
  EXPECT_LE(found->first_after_low, 1899);
  EXPECT_GE(found->first_after_low, 1894);
  EXPECT_LE(found->first_after_high, 1904);
  EXPECT_LT(found->step.interval->low, -247.7);
  EXPECT_GT(found->step.interval->low, -330);
  EXPECT_LT(found->step.interval->high, -180);
}

TEST(ChangePoint, AllOrdersOfSevenPeriodsCountedOut) {
  // tests/reference/scores.json by tools/reference_checks/scores.R: of all 5040 orders .0571 (periods with their n) and .0026
  // (residuals over n that stays) reach as far; the larger counts.
  const double value[] = {.62, .58, .66, .61, .79, .74, .77};
  const double n[] = {40, 80, 25, 60, 50, 90, 30};
  std::vector<PeriodFigure> figures;
  for (int i = 0; i < 7; ++i) figures.push_back({i, value[i], n[i], static_cast<std::int64_t>(n[i])});
  ChangeAsked asked;
  asked.draws = 40'000;
  const auto found = change_point(figures, asked);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->first_after, 4);
  EXPECT_NEAR(found->p, 0.057142857142857141, 4 * std::sqrt(0.0571 * 0.9429 / 40'000));
  EXPECT_FALSE(found->changed);
}

TEST(ChangePoint, IsTheNaiveLoopOverAllSplits) {
  for (std::uint64_t round = 0; round < 40; ++round) {
    RandomStream draw(3, round);
    std::vector<PeriodFigure> figures;
    const int count = 6 + static_cast<int>(draw.below(20));
    for (int i = 0; i < count; ++i)
      figures.push_back({10 + 3 * i, draw.normal() + (i > 4 ? 1 : 0), 1 + 50 * draw.unit(), 9});
    double best = -1;
    std::size_t first = 0;
    for (std::size_t k = 2; k + 2 <= figures.size(); ++k) {
      double w[2] = {}, s[2] = {};
      for (std::size_t i = 0; i < figures.size(); ++i) {
        w[i >= k] += figures[i].weight;
        s[i >= k] += figures[i].weight * figures[i].value;
      }
      double left_over = 0;  // the smallest sum of squares about two means is the largest step
      for (std::size_t i = 0; i < figures.size(); ++i) {
        const double off = figures[i].value - s[i >= k] / w[i >= k];
        left_over += figures[i].weight * off * off;
      }
      if (best < 0 || left_over < best) {
        best = left_over;
        first = k;
      }
    }
    ChangeAsked asked;
    asked.draws = 99;
    const auto found = change_point(figures, asked);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->first_after, figures[first].period);
  }
}

TEST(ChangePoint, SameSeedSameAnswerOnAnyNumberOfThreadsAndMergedPeriods) {
  ChangeAsked asked;
  asked.seed = 77;
  const auto alone = change_point(figures_of(nile, 0), asked);
  asked.threads = 4;
  EXPECT_EQ(*alone, *change_point(figures_of(nile, 0), asked));
  asked.seed = 78;
  EXPECT_NE(alone->step, change_point(figures_of(nile, 0), asked)->step);

  Periods<NpsCounts> all, odd, even;
  for (int i = 0; i < 4000; ++i) {
    NpsCounts one;
    ASSERT_TRUE(one.add((i * 7 + (i > 2000 ? i % 3 : 0)) % 11, 5000 + i));
    ASSERT_TRUE(all.add(i / 250, one));
    ASSERT_TRUE((i % 2 == 0 ? even : odd).add(i / 250, one));
  }
  ASSERT_TRUE(odd.merge(even));
  EXPECT_EQ(*change_point(all), *change_point(odd));
  Periods<ShareCounts> shares;
  Periods<MeanSums> means;
  for (int i = 0; i < 3000; ++i) {
    ShareCounts share_of_one;
    MeanSums mean_of_one;
    const bool hit = (i * 13 + i / 7) % 10 < (i < 1500 ? 4 : 7);
    ASSERT_TRUE(share_of_one.add(hit));
    ASSERT_TRUE(mean_of_one.add(hit ? 1 : 0));
    ASSERT_TRUE(shares.add(i / 150, share_of_one));
    ASSERT_TRUE(means.add(i / 150, mean_of_one));
  }
  const auto step = change_point(shares);
  ASSERT_TRUE(step);
  EXPECT_TRUE(step->changed);
  EXPECT_EQ(step->first_after, 10);
  EXPECT_EQ(*step, *change_point(means));
}

TEST(ChangePoint, ScaleAndShiftChangeNothingButTheScale) {
  auto figures = figures_of(nile, 1871);
  const auto as_is = change_point(figures);
  for (auto& figure : figures) figure.value = 5 - 2 * figure.value;
  const auto turned = change_point(figures);
  EXPECT_EQ(as_is->p, turned->p);
  EXPECT_EQ(as_is->first_after, turned->first_after);
  EXPECT_NEAR(turned->step.value, -2 * as_is->step.value, 1e-9);
}

TEST(ChangePoint, WhatCannotBeSaidSaysWhy) {
  EXPECT_EQ(change_point(std::span<const PeriodFigure>{}).error().reason, Reason::too_few);
  EXPECT_EQ(change_point(figures_of(std::span(nile).first(5), 0)).error().reason, Reason::too_few);
  std::vector<double> same(12, 0.1);
  EXPECT_EQ(change_point(figures_of(same, 0)).error().reason, Reason::no_spread);
  same[3] = std::numeric_limits<double>::infinity();
  EXPECT_EQ(change_point(figures_of(same, 0)).error().reason, Reason::no_spread);
  std::vector<double> zero(12, 0.0);
  EXPECT_EQ(change_point(figures_of(zero, 0)).error().reason, Reason::no_spread);
  Periods<ShareCounts> unheard;
  for (int i = 0; i < 8; ++i) {
    ShareCounts nothing;
    ASSERT_TRUE(nothing.add(true, 0));
    ASSERT_TRUE(unheard.add(i, nothing));
  }
  EXPECT_EQ(change_point(unheard).error().reason, Reason::too_few);
}

double binomial(RandomStream& draw, int n, double p) {
  int hits = 0;
  for (int i = 0; i < n; ++i) hits += draw.unit() < p ? 1 : 0;
  return static_cast<double>(hits) / n;
}

TEST(ChangePoint, AlarmsWhereNothingChangedAreAtMostAsOftenAsStated) {
  // Equal n; n that grows tenfold; n that jumps; each with chances that stay and with chances that move from period to period.
  constexpr int rounds = 1500;
  for (int kind = 0; kind < 3; ++kind) {
    for (const double moves : {0.0, 0.08}) {
      int alarms = 0;
      for (int round = 0; round < rounds; ++round) {
        RandomStream draw(100 + static_cast<std::uint64_t>(kind) + (moves > 0 ? 10 : 0),
                          static_cast<std::uint64_t>(round));
        std::vector<PeriodFigure> figures;
        for (int i = 0; i < 16; ++i) {
          const int n = kind == 0 ? 40 : kind == 1 ? 10 + 6 * i : 10 + static_cast<int>(draw.below(90));
          const double p = std::min(1.0, std::max(0.0, 0.6 + moves * draw.normal()));
          figures.push_back({i, binomial(draw, n, p), static_cast<double>(n), n});
        }
        ChangeAsked asked;
        asked.draws = 99;
        asked.seed = static_cast<std::uint64_t>(round);
        const auto found = change_point(figures, asked);
        alarms += found && found->changed ? 1 : 0;
      }
      const double rate = static_cast<double>(alarms) / rounds;
      EXPECT_LE(rate, 0.05 + 2.5 * std::sqrt(0.05 * 0.95 / rounds)) << kind << " " << moves;
      EXPECT_GE(rate, 0.02) << kind << " " << moves;
    }
  }
}

TEST(ChangePoint, LimitsHoldThePeriodAndTheStep) {
  constexpr int rounds = 400;
  for (const double size : {1.5, 2.5}) {
    int found_all = 0;
    int period_held = 0;
    int step_held = 0;
    for (int round = 0; round < rounds; ++round) {
      RandomStream draw(200, static_cast<std::uint64_t>(round));
      std::vector<PeriodFigure> figures;
      for (int i = 0; i < 24; ++i) figures.push_back({i, draw.normal() + (i >= 10 ? size : 0), 1, 1});
      ChangeAsked asked;
      asked.draws = 199;
      const auto found = change_point(figures, asked);
      ASSERT_TRUE(found);
      period_held += found->first_after_low <= 10 && found->first_after_high >= 10 ? 1 : 0;
      if (!found->changed) continue;
      ++found_all;
      step_held += found->step.interval->low <= size && found->step.interval->high >= size ? 1 : 0;
    }
    EXPECT_GE(found_all, size < 2 ? 250 : 390);
    EXPECT_GE(period_held, rounds * 93 / 100);
    EXPECT_GE(step_held, found_all * 87 / 100);
  }
}

}  // namespace
}  // namespace goud::stats
