// How often an interval of 95 % holds the truth it was made for. Where the answers are few enough every sample there can be
// is weighed by its chance, so nothing is left to luck; elsewhere samples are drawn with a seed.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "stats/mean.hpp"
#include "stats/nps.hpp"
#include "stats/share.hpp"

namespace goud::stats {
namespace {

bool holds(const Outcome& outcome, double truth) {
  return outcome && outcome->interval && outcome->interval->low <= truth && truth <= outcome->interval->high;
}

double log_of(double p) { return p > 0 ? std::log(p) : -1e9; }

// Over all k of n: the chance that Wilson's interval holds p.
double wilson_coverage(int n, double p) {
  double covered = 0;
  for (int k = 0; k <= n; ++k) {
    const double chance =
        std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) + k * log_of(p) + (n - k) * log_of(1 - p));
    const auto limits = wilson(static_cast<double>(k) / n, n, 0.95);
    if (limits.low <= p && p <= limits.high) covered += chance;
  }
  return covered;
}

TEST(CoverageTest, WilsonHoldsTheTruthOverAllSamples) {
  for (int n : {30, 60, 150, 400}) {
    double all = 0;
    int places = 0;
    for (double p = 0.05; p < 0.96; p += 0.01, ++places) {
      const double covered = wilson_coverage(n, p);
      all += covered;
      EXPECT_GT(covered, 0.88) << n << " answers, " << p;  // discrete: it dips, as Brown, Cai and DasGupta (2001) draw it
    }
    EXPECT_GT(all / places, 0.93) << n;
    EXPECT_LT(all / places, 0.97) << n;
  }
}

TEST(CoverageTest, AdjustedWaldHoldsTheNetPromoterScoreOverAllSamples) {
  struct Truth {
    double promoters, detractors;
  };
  for (int n : {30, 60, 120}) {
    for (const auto& [p, d] : {Truth{.4, .3}, {.6, .1}, {.25, .25}, {.1, .6}, {.8, .05}}) {
      double covered = 0;
      for (int k = 0; k <= n; ++k) {
        for (int l = 0; l <= n - k; ++l) {
          const double chance = std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(l + 1) - std::lgamma(n - k - l + 1) +
                                         k * log_of(p) + l * log_of(d) + (n - k - l) * log_of(1 - p - d));
          if (chance < 1e-12) continue;
          if (holds(nps_of(static_cast<double>(k) / n, static_cast<double>(l) / n, n, std::nullopt, 0.95), p - d)) covered += chance;
        }
      }
      EXPECT_GT(covered, 0.93) << n << " answers, " << p << " and " << d;
      EXPECT_LT(covered, 0.97) << n << " answers, " << p << " and " << d;
    }
  }
}

TEST(CoverageTest, StudentsIntervalHoldsTheMeanOfAScale) {
  // A scale of five leaning to its top, as guests fill it in: .05 .10 .20 .35 .30, mean 3.75.
  std::mt19937 draw(17);
  std::discrete_distribution<int> answer{.05, .10, .20, .35, .30};
  for (int n : {30, 100}) {
    int covered = 0;
    constexpr int samples = 4000;
    for (int i = 0; i < samples; ++i) {
      MeanSums sums;
      for (int j = 0; j < n; ++j) ASSERT_TRUE(sums.add(1 + answer(draw)));
      covered += holds(mean(sums), 3.75);
    }
    EXPECT_GT(covered, samples * .93) << n;
    EXPECT_LT(covered, samples * .97) << n;
  }
}

TEST(CoverageTest, AWeighedShareHoldsTheTruth) {
  // One of several moments drawn and weighed back: weights of 1, 2, 4 and 8 that know nothing of the answer.
  std::mt19937 draw(19);
  std::bernoulli_distribution kept(.8);
  int covered = 0;
  constexpr int samples = 4000;
  for (int i = 0; i < samples; ++i) {
    ShareCounts counts;
    for (int j = 0; j < 200; ++j) ASSERT_TRUE(counts.add(kept(draw), weight_one << (draw() % 4)));
    covered += holds(share(counts), .8);
  }
  EXPECT_GT(covered, samples * .93);
  EXPECT_LT(covered, samples * .97);
}

// Units whose own chance differs (.8 with a spread of .1 between units): what the promise is in such units at large.
double clustered_coverage(int units, int answers_each, double spread, unsigned seed) {
  std::mt19937 draw(seed);
  std::uniform_real_distribution<double> chance(.8 - spread * std::sqrt(3.0), .8 + spread * std::sqrt(3.0));
  int covered = 0;
  constexpr int samples = 3000;
  for (int i = 0; i < samples; ++i) {
    ClusteredShare shares;
    for (int unit = 0; unit < units; ++unit) {
      std::bernoulli_distribution kept(chance(draw));
      int hits = 0;
      for (int j = 0; j < answers_each; ++j) hits += kept(draw);
      if (!shares.add(unit, true, weight_one, hits) || !shares.add(unit, false, weight_one, answers_each - hits)) return 0;
    }
    covered += holds(share(shares), .8);
  }
  return static_cast<double>(covered) / samples;
}

TEST(CoverageTest, TenUnitsThatDifferAreHeldAndFewerAreHeldLessWell) {
  EXPECT_GT(clustered_coverage(40, 30, .1, 23), .93);
  EXPECT_LT(clustered_coverage(40, 30, .1, 23), .97);
  EXPECT_GT(clustered_coverage(14, 60, .1, 29), .92);
  // Units that do not differ: the design effect is at least 1, so the interval errs to the wide side.
  EXPECT_GT(clustered_coverage(14, 60, 0, 31), .94);
  EXPECT_GT(clustered_coverage(3, 60, 0, 37), .94);
  // Three units that differ much do not show how much: what the header says it is not for, and a page warns of.
  const double three = clustered_coverage(3, 60, .1, 41);
  EXPECT_LT(three, .92);
  EXPECT_GT(three, .83);
  EXPECT_GT(clustered_coverage(8, 60, .1, 59), .925);
}

TEST(CoverageTest, UnitsByVolumeHoldTheTruthOfThoseUnits) {
  std::mt19937 draw(43);
  const std::vector<std::pair<std::int64_t, double>> hotels = {{21000, .55}, {15500, .82}, {9000, .85}, {24500, .80}, {12000, .9}};
  double volume = 0;
  double truth = 0;
  for (const auto& [guests, chance] : hotels) {
    volume += static_cast<double>(guests);
    truth += static_cast<double>(guests) * chance;
  }
  truth /= volume;
  int covered = 0;
  constexpr int samples = 4000;
  for (int i = 0; i < samples; ++i) {
    PostStratified strata;
    for (std::size_t unit = 0; unit < hotels.size(); ++unit) {
      std::bernoulli_distribution kept(hotels[unit].second);
      ShareCounts counts;
      for (int j = 0; j < 20 + static_cast<int>(unit) * 15; ++j) ASSERT_TRUE(counts.add(kept(draw)));
      ASSERT_TRUE(strata.add(static_cast<std::int64_t>(unit), hotels[unit].first, counts));
    }
    covered += holds(share(strata), truth);
  }
  EXPECT_GT(covered, samples * .93);
  EXPECT_LT(covered, samples * .975);
}

}  // namespace
}  // namespace goud::stats
