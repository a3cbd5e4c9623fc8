#include "stats/nelson_aalen.hpp"

#include <gtest/gtest.h>

#include "stats/kaplan_meier.hpp"
#include "stats/survival_test_rows.hpp"

namespace goud::stats {
namespace {

TEST(NelsonAalenTest, RsCumulatedHazardWithAalensError) {
  const auto rows = made_rows();
  for (const bool late : {false, true}) {
    const std::string name = late ? "made_late" : "made";
    const auto sums = nelson_aalen(rows.table(late));
    ASSERT_EQ(sums.time, reference(name, "time"));
    for (std::size_t j = 0; j < sums.time.size(); ++j) {
      EXPECT_NEAR(sums.hazard[j], reference(name, "hazard")[j], 1e-12);
      EXPECT_NEAR(sums.standard_error[j], reference(name, "hazard_error")[j], 1e-12);
    }
  }
  const auto weighted = nelson_aalen(rows.table(false, true));
  EXPECT_NEAR(weighted.hazard.back(), reference("made_weighted", "hazard").back(), 1e-12);
}

TEST(NelsonAalenTest, TheSlowSumAndNeverUnderKaplanMeier) {
  const auto rows = made_rows();
  const auto sums = nelson_aalen(rows.table());
  const auto curve = kaplan_meier(rows.table());
  double hazard = 0;
  for (std::size_t j = 0; j < sums.time.size(); ++j) {
    double at_risk = 0, events = 0;
    for (std::size_t i = 0; i < rows.time.size(); ++i) {
      at_risk += rows.time[i] >= sums.time[j] ? 1 : 0;
      events += rows.time[i] == sums.time[j] && rows.event[i] != 0 ? 1 : 0;
    }
    hazard += events / at_risk;
    EXPECT_NEAR(sums.hazard[j], hazard, 1e-12);
    EXPECT_GE(std::exp(-sums.hazard[j]), curve.survival[j]);
    EXPECT_LT(sums.interval[j].low, sums.hazard[j]);
    EXPECT_GT(sums.interval[j].high, sums.hazard[j]);
  }
}

TEST(NelsonAalenTest, Edges) {
  EXPECT_TRUE(nelson_aalen(SurvivalTable{}).time.empty());
  SurvivalTable table;
  ASSERT_TRUE(table.add(2, true));
  ASSERT_TRUE(table.add(2, true));
  EXPECT_EQ(nelson_aalen(table).hazard, std::vector<double>{1});
}

}  // namespace
}  // namespace goud::stats
