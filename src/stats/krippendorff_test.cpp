#include "stats/krippendorff.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>

#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr Measure every[] = {Measure::nominal, Measure::ordinal, Measure::interval, Measure::ratio};

using Rows = std::vector<std::vector<double>>;  // of units

Rows published() {  // Krippendorff (2011), Computing Krippendorff's alpha-reliability, part C: 4 observers, 12 units
  const std::vector<std::vector<double>> observers = {{1, 2, 3, 3, 2, 1, 4, 1, 2, none, none, none},
                                                      {1, 2, 3, 3, 2, 2, 4, 1, 2, 5, none, 3},
                                                      {none, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, none},
                                                      {1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, none}};
  Rows units(12);
  for (std::size_t u = 0; u < 12; ++u) {
    for (const auto& observer : observers) units[u].push_back(observer[u]);
  }
  return units;
}

JudgedUnits judged_of(const Rows& units) {
  JudgedUnits judged;
  for (const auto& unit : units) judged.add(unit);
  return judged;
}

double alpha(const Rows& units, Measure measure) {
  return krippendorff_alpha(judged_of(units), measure, 0.95, {0, 1, 1})->value;
}

// The definition, with a table of coincidences and a sum over all pairs of categories.
double slow_alpha(const Rows& units, Measure measure) {
  std::map<double, double> counts;
  std::map<std::pair<double, double>, double> coincidences;
  double n = 0;
  for (const auto& unit : units) {
    std::vector<double> present;
    for (const double x : unit) {
      if (std::isfinite(x)) present.push_back(x);
    }
    if (present.size() < 2) continue;
    n += static_cast<double>(present.size());
    for (std::size_t i = 0; i < present.size(); ++i) {
      ++counts[present[i]];
      for (std::size_t j = 0; j < present.size(); ++j) {
        if (i != j) coincidences[{present[i], present[j]}] += 1 / static_cast<double>(present.size() - 1);
      }
    }
  }
  const auto distance = [&](double c, double k) {
    switch (measure) {
      case Measure::nominal:
        return c == k ? 0.0 : 1.0;
      case Measure::interval:
        return (c - k) * (c - k);
      case Measure::ratio:
        return c + k == 0 ? 0.0 : (c - k) * (c - k) / (c + k) / (c + k);
      case Measure::ordinal:
        break;
    }
    double between = 0;
    for (const auto& [g, count] : counts) between += g >= std::min(c, k) && g <= std::max(c, k) ? count : 0;
    between -= (counts.at(c) + counts.at(k)) / 2;
    return c == k ? 0.0 : between * between;
  };
  double observed = 0, expected = 0;
  for (const auto& [pair, count] : coincidences) observed += count * distance(pair.first, pair.second);
  for (const auto& [c, in_c] : counts) {
    for (const auto& [k, in_k] : counts) expected += in_c * in_k * distance(c, k);
  }
  return 1 - (n - 1) * observed / expected;
}

TEST(KrippendorffTest, TheExampleOfKrippendorff2011) {
  const double printed[] = {.743, .815, .849, .797};
  const double computed[] = {0.743421052631579, 0.8153875037548813, 0.8491071428571428, 0.797402774711612};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(alpha(published(), every[i]), printed[i], 5e-4);
    EXPECT_NEAR(alpha(published(), every[i]), computed[i], 1e-12);  // in Python, by the table of coincidences
  }
  EXPECT_EQ(krippendorff_alpha(judged_of(published()), Measure::nominal)->n, 11);  // the twelfth has one value
}

TEST(KrippendorffTest, SumsAreTheSlowTableOfCoincidences) {
  RandomStream draw(21, 0);
  for (int sample = 0; sample < 40; ++sample) {
    Rows units(5 + draw.below(20));
    for (auto& unit : units) {
      const double truth = draw.below(6);
      for (int judge = 0; judge < 5; ++judge) {
        unit.push_back(draw.below(4) == 0 ? none : draw.below(3) == 0 ? draw.below(6) : truth);
      }
    }
    for (const auto measure : every) EXPECT_NEAR(alpha(units, measure), slow_alpha(units, measure), 1e-10);
  }
}

TEST(KrippendorffTest, PartsMergedAndUnitsOrJudgesInAnotherOrderAreTheSame) {
  auto units = published();
  JudgedUnits left, right;
  for (std::size_t u = 0; u < 12; ++u) (u < 5 ? left : right).add(units[u]);
  left.merge(right);
  EXPECT_EQ(left, judged_of(units));
  std::reverse(units.begin(), units.end());
  for (auto& unit : units) std::reverse(unit.begin(), unit.end());
  for (const auto measure : every) EXPECT_NEAR(alpha(units, measure), alpha(published(), measure), 1e-12);
  auto moved = published(), stretched = published();
  for (std::size_t u = 0; u < 12; ++u) {
    for (auto& x : moved[u]) x = 1e6 - 7 * x;
    for (auto& x : stretched[u]) x = x * x * 3;
  }
  EXPECT_NEAR(alpha(moved, Measure::interval), alpha(published(), Measure::interval), 1e-9);
  EXPECT_NEAR(alpha(stretched, Measure::ordinal), alpha(published(), Measure::ordinal), 1e-12);
}

TEST(KrippendorffTest, OneSeedIsOneIntervalOnAnyNumberOfThreads) {
  const auto judged = judged_of(published());
  for (const auto measure : every) {
    const auto one = krippendorff_alpha(judged, measure, 0.95, {2000, 4, 1});
    EXPECT_EQ(one, krippendorff_alpha(judged, measure, 0.95, {2000, 4, 4}));
    EXPECT_NE(one, krippendorff_alpha(judged, measure, 0.95, {2000, 5, 1}));
    EXPECT_LT(one->interval->low, one->value);
    EXPECT_GT(one->interval->high, one->value);
  }
}

TEST(KrippendorffTest, EdgesAreSaidNotGuessed) {
  for (const auto measure : every) {
    EXPECT_EQ(krippendorff_alpha({}, measure).error(), (Unsaid{Reason::too_few, 0}));
    EXPECT_EQ(krippendorff_alpha(judged_of({{1, 2}, {3, none}, {none, none}}), measure).error(),
              (Unsaid{Reason::too_few, 1}));
    EXPECT_EQ(krippendorff_alpha(judged_of({{2, 2}, {2, 2, 2}}), measure).error(), (Unsaid{Reason::no_spread, 2}));
    const auto all_agree = krippendorff_alpha(judged_of({{1, 1}, {2, 2}, {3, 3, 3}}), measure);
    EXPECT_EQ(all_agree->value, 1);
    EXPECT_EQ(all_agree->no_interval, Reason::no_spread);
    EXPECT_FALSE(krippendorff_alpha(judged_of(published()), measure, 0.95, {0, 1, 1})->interval);
  }
  EXPECT_EQ(krippendorff_alpha(judged_of({{-1, 2}, {3, 4}}), Measure::ratio).error().reason, Reason::not_identified);
  EXPECT_EQ(alpha({{0, 0}, {-0.0, 0}, {0, 3}}, Measure::ratio), slow_alpha({{0, 0}, {0, 0}, {0, 3}}, Measure::ratio));
  EXPECT_LT(alpha({{1, 2}, {2, 1}, {1, 2}}, Measure::nominal), 0);  // never the same
}

TEST(KrippendorffTest, SamplesDrawnAreCovered) {
  // 60 units in five categories; each of three judges sees the truth with chance .8, else draws one: alpha is .64.
  int covered = 0;
  constexpr int samples = 300;
  for (int sample = 0; sample < samples; ++sample) {
    RandomStream draw(31, static_cast<std::uint64_t>(sample));
    JudgedUnits judged;
    for (int u = 0; u < 60; ++u) {
      const double truth = draw.below(5);
      std::vector<double> unit(3);
      for (auto& x : unit) x = draw.unit() < .8 ? truth : draw.below(5);
      judged.add(unit);
    }
    const auto outcome = krippendorff_alpha(judged, Measure::nominal, 0.95, {500, 1, 1});
    covered += outcome->interval->low <= .64 && .64 <= outcome->interval->high ? 1 : 0;
  }
  EXPECT_GE(covered, 0.91 * samples);
  EXPECT_LE(covered, 0.98 * samples);
}

}  // namespace
}  // namespace goud::stats
