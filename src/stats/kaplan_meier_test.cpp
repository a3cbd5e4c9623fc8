#include "stats/kaplan_meier.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stats/distribution.hpp"
#include "stats/random_stream.hpp"
#include "stats/survival_test_rows.hpp"

namespace goud::stats {
namespace {

void expect_curve(const SurvivalCurve& curve, const std::string& name, double near = 1e-10) {
  const auto time = reference(name, "time"), at_risk = reference(name, "at_risk"),
             survival = reference(name, "survival"), error = reference(name, "standard_error"),
             low = reference(name, "low"), high = reference(name, "high");
  ASSERT_EQ(curve.time, time) << name;
  for (std::size_t j = 0; j < time.size(); ++j) {
    EXPECT_NEAR(curve.at_risk[j], at_risk[j], near) << name << " at " << time[j];
    EXPECT_NEAR(curve.survival[j], survival[j], near) << name << " at " << time[j];
    if (!std::isfinite(error[j]) || survival[j] == 0) {
      EXPECT_FALSE(curve.standard_error[j]) << name << " at " << time[j];
      EXPECT_FALSE(curve.interval[j]);
      continue;
    }
    ASSERT_TRUE(curve.standard_error[j]) << name << " at " << time[j];
    EXPECT_NEAR(*curve.standard_error[j], error[j], near) << name << " at " << time[j];
    EXPECT_NEAR(curve.interval[j]->low, low[j], near) << name << " at " << time[j];
    EXPECT_NEAR(curve.interval[j]->high, high[j], near) << name << " at " << time[j];
  }
}

TEST(KaplanMeierTest, FreireichAsKalbfleischAndPrenticePrintIt) {
  const auto curve = kaplan_meier(freireich().table(false, false, 0));
  EXPECT_THAT(curve.time, testing::ElementsAre(6, 7, 10, 13, 16, 22, 23));
  const double printed[] = {.857, .807, .753, .690, .627, .538, .448};
  const double printed_error[] = {.0764, .0869, .0963, .1068, .1141, .1282, .1346};
  for (std::size_t j = 0; j < 7; ++j) {
    EXPECT_NEAR(curve.survival[j], printed[j], 5e-4);
    EXPECT_NEAR(*curve.standard_error[j], printed_error[j], 5e-5);
  }
  EXPECT_EQ(time_until(curve).outcome->value, 23);
  EXPECT_EQ(time_until(kaplan_meier(freireich().table(false, false, 1))).outcome->value, 8);
}

TEST(KaplanMeierTest, RsSurvfitWithBothIntervalsLateEntryAndWeights) {
  const auto rows = freireich();
  expect_curve(kaplan_meier(rows.table(false, false, 0)), "mp");
  expect_curve(kaplan_meier(rows.table(false, false, 0), SurvivalInterval::log_log), "mp_loglog");
  const auto made = made_rows();
  expect_curve(kaplan_meier(made.table()), "made");
  expect_curve(kaplan_meier(made.table(true)), "made_late");
  expect_curve(kaplan_meier(made.table(false, true)), "made_weighted");
  expect_curve(kaplan_meier(made.table(true, true)), "made_weighted_late");
}

TEST(KaplanMeierTest, MedianAndRestrictedMeanAreRs) {
  const auto rows = freireich();
  const auto treated = time_until(kaplan_meier(rows.table(false, false, 0)));
  EXPECT_EQ(treated.outcome->value, reference("mp_median")[0]);
  EXPECT_EQ(treated.at_least, reference("mp_median")[1]);
  EXPECT_FALSE(treated.outcome->interval);  // R: the upper limit is NA
  EXPECT_EQ(treated.outcome->no_interval, Reason::too_few);
  const auto placebo = time_until(kaplan_meier(rows.table(false, false, 1)));
  EXPECT_EQ(placebo.outcome->interval,
            (Interval{reference("mp_placebo_median")[1], reference("mp_placebo_median")[2]}));
  const auto made = made_rows();
  const auto median = time_until(kaplan_meier(made.table()));
  EXPECT_EQ(median.outcome->value, reference("made_median")[0]);
  EXPECT_EQ(median.outcome->interval, (Interval{reference("made_median")[1], reference("made_median")[2]}));
  const auto late = time_until(kaplan_meier(made.table(true)));
  EXPECT_EQ(late.outcome->value, reference("made_late_median")[0]);
  EXPECT_EQ(late.outcome->interval, (Interval{reference("made_late_median")[1], reference("made_late_median")[2]}));
  const struct {
    SurvivalTable table;
    double until;
    const char* name;
  } means[] = {{rows.table(false, false, 0), 30, "mp_mean_30"},
               {made.table(), 40, "made_mean_40"},
               {made.table(true), 40, "made_late_mean_40"}};
  for (const auto& [table, until, name] : means) {
    const auto mean = restricted_mean(table, until);
    ASSERT_TRUE(mean.outcome) << name;
    EXPECT_NEAR(mean.outcome->value, reference(name)[0], 1e-10) << name;
    EXPECT_NEAR(*mean.standard_error, reference(name)[1], 1e-10) << name;
  }
}

// A curve that stays at one half: R's quantile.survfit gives the middle of the stretch.
TEST(KaplanMeierTest, MedianWhereTheCurveStaysAtOneHalf) {
  SurvivalTable table;
  for (double time : {1, 2, 5, 7}) ASSERT_TRUE(table.add(time, true));
  EXPECT_DOUBLE_EQ(time_until(kaplan_meier(table)).outcome->value, 3.5);
}

// What each row does to a figure, by giving it a little more weight.
double jackknifed(const TestRows& rows, bool late, const std::function<double(const SurvivalTable&)>& figure) {
  double variance = 0;
  for (std::size_t i = 0; i < rows.time.size(); ++i) {
    TestRows more = rows, less = rows;
    const double step = 1e-4 * rows.weight[i];
    more.weight[i] += step;
    less.weight[i] -= step;
    const double slope = (figure(more.table(late, true)) - figure(less.table(late, true))) / (2 * step);
    variance += rows.weight[i] * rows.weight[i] * slope * slope;
  }
  return std::sqrt(variance);
}

TEST(KaplanMeierTest, WeightedErrorsAreTheSlowDerivativesToEachWeight) {
  auto rows = made_rows();
  rows.time.resize(60);
  for (const bool late : {false, true}) {
    const auto mean = restricted_mean(rows.table(late, true), 30);
    ASSERT_TRUE(mean.standard_error);
    const double slow =
        jackknifed(rows, late, [](const SurvivalTable& table) { return restricted_mean(table, 30).outcome->value; });
    EXPECT_NEAR(*mean.standard_error, slow, 1e-6 * slow) << late;
  }
}

TEST(KaplanMeierTest, TheSlowProductOverRowsAndTheAreaByRows) {
  const auto rows = made_rows();
  const auto curve = kaplan_meier(rows.table(true));
  double share = 1, greenwood = 0;
  for (std::size_t j = 0; j < curve.time.size(); ++j) {
    double at_risk = 0, events = 0;
    for (std::size_t i = 0; i < rows.time.size(); ++i) {
      at_risk += rows.entry[i] < curve.time[j] && rows.time[i] >= curve.time[j] ? 1 : 0;
      events += rows.time[i] == curve.time[j] && rows.event[i] != 0 ? 1 : 0;
    }
    EXPECT_EQ(curve.at_risk[j], at_risk);
    EXPECT_EQ(curve.events[j], events);
    share *= 1 - events / at_risk;
    EXPECT_NEAR(curve.survival[j], share, 1e-13);
    if (share == 0) break;
    greenwood += events / (at_risk * (at_risk - events));
    EXPECT_NEAR(*curve.standard_error[j], share * std::sqrt(greenwood), 1e-12);
  }
  double area = 0;
  for (double t = 0.0005; t < 20; t += 0.001) area += survival_at(curve, t)->value * 0.001;
  EXPECT_NEAR(restricted_mean(rows.table(true), 20).outcome->value, area, 1e-6);
}

TEST(KaplanMeierTest, PartsMergedEqualAllAtOnceInAnyOrder) {
  const auto rows = made_rows();
  SurvivalTable merged, backward;
  for (int g = 0; g < 4; ++g) ASSERT_TRUE(merged.merge(rows.table(true, false, g)));
  for (std::size_t i = rows.time.size(); i-- > 0;)
    ASSERT_TRUE(backward.add(rows.time[i], rows.event[i] != 0, 1, rows.entry[i]));
  EXPECT_EQ(merged, rows.table(true));
  EXPECT_EQ(backward, rows.table(true));
  EXPECT_EQ(merged.n(), 240);
}

TEST(KaplanMeierTest, TheIntervalHoldsTheTruthInNinetyFiveOfAHundred) {
  // Exponential with mean 10, lost from sight uniformly over 0..20; S(5) = exp(-1/2), and the mean up to 8.
  int log_holds = 0, loglog_holds = 0, mean_holds = 0, samples = 1500;
  for (int s = 0; s < samples; ++s) {
    RandomStream draw(3, static_cast<std::uint64_t>(s));
    SurvivalTable table;
    for (int i = 0; i < 80; ++i) {
      const double until = -std::log1p(-draw.unit()) * 10, seen = draw.unit() * 20;
      ASSERT_TRUE(table.add(std::min(until, seen), until <= seen));
    }
    const auto holds = [](const Outcome& outcome, double truth) {
      return outcome->interval->low <= truth && truth <= outcome->interval->high ? 1 : 0;
    };
    log_holds += holds(survival_at(kaplan_meier(table), 5), std::exp(-0.5));
    loglog_holds += holds(survival_at(kaplan_meier(table, SurvivalInterval::log_log), 5), std::exp(-0.5));
    mean_holds += holds(restricted_mean(table, 8).outcome, 10 * (1 - std::exp(-0.8)));
  }
  for (const int holds : {log_holds, loglog_holds, mean_holds}) {
    EXPECT_GE(holds, 0.93 * samples);
    EXPECT_LE(holds, 0.97 * samples);
  }
}

TEST(KaplanMeierTest, EdgesAreSaidNotGuessed) {
  SurvivalTable table;
  EXPECT_TRUE(kaplan_meier(table).time.empty());
  EXPECT_EQ(survival_at(kaplan_meier(table), 3).error().reason, Reason::too_few);
  EXPECT_EQ(restricted_mean(table, 3).outcome.error().reason, Reason::too_few);
  EXPECT_FALSE(table.add(std::nan(""), true));
  EXPECT_FALSE(table.add(3, true, -1));
  EXPECT_FALSE(table.add(3, true, 1, 3));  // came in when it was over
  EXPECT_FALSE(table.add(3, true, 1, std::nan("")));
  EXPECT_EQ(table, SurvivalTable{});
  ASSERT_TRUE(table.add(3, false));
  EXPECT_TRUE(kaplan_meier(table).time.empty());
  EXPECT_EQ(time_until(kaplan_meier(table)).outcome.error(), (Unsaid{Reason::too_few, 1}));
  EXPECT_EQ(survival_at(kaplan_meier(table), 2)->no_interval, Reason::no_spread);
  EXPECT_EQ(survival_at(kaplan_meier(table), 4).error().reason, Reason::too_few);  // nobody was seen so long
  SurvivalTable one;
  ASSERT_TRUE(one.add(3, true));
  const auto curve = kaplan_meier(one);
  EXPECT_THAT(curve.survival, testing::ElementsAre(0));
  EXPECT_FALSE(curve.standard_error[0]);
  EXPECT_FALSE(curve.ran_out_early);
  EXPECT_EQ(time_until(curve).outcome->value, 3);
  EXPECT_EQ(survival_at(curve, 99)->value, 0);
  EXPECT_EQ(restricted_mean(one, 10).outcome->value, 3);
  SurvivalTable weightless;
  ASSERT_TRUE(weightless.add(3, true, 0));
  EXPECT_TRUE(kaplan_meier(weightless).time.empty());
  EXPECT_EQ(restricted_mean(weightless, 2).outcome.error().reason, Reason::too_few);
  SurvivalTable early;  // the first to come in leaves before the next is there
  ASSERT_TRUE(early.add(1, true, 1, 0));
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(early.add(9, i % 2 == 0, 1, 3));
  EXPECT_TRUE(kaplan_meier(early).ran_out_early);
  EXPECT_EQ(kaplan_meier(early).survival.back(), 0);
}

TEST(KaplanMeierTest, LastOfRealWeightsLeavesNothingBehind) {
  SurvivalTable table;
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(table.add(i % 7 + 1, true, 0.1 * (i % 9 + 1), i % 3 == 0 ? 0.5 : 0.0));
  const auto curve = kaplan_meier(table);
  EXPECT_EQ(curve.survival.back(), 0);
  EXPECT_FALSE(curve.interval.back());
}

}  // namespace
}  // namespace goud::stats
