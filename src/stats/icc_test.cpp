#include "stats/icc.hpp"

#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <cmath>
#include <limits>
#include <numbers>

#include "stats/mixed.hpp"
#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

OneWay teams_of(const std::vector<std::vector<double>>& teams) {
  OneWay sums;
  for (std::size_t j = 0; j < teams.size(); ++j) {
    for (const double x : teams[j]) EXPECT_TRUE(sums.add(j, x));
  }
  return sums;
}

const std::vector<std::vector<double>> five = {{3, 4, 4, 5}, {2, 2, 3}, {4, 5}, {1, 2, 3, 3, 2}, {4}};

TEST(IccTest, UnequalTeamsAreRsMultilevel) {  // tools/reference_checks/agreement.R
  const auto sums = teams_of(five);
  const auto one = icc1_anova(sums), two = icc2_anova(sums);
  ASSERT_TRUE(one && two);
  EXPECT_NEAR(one->value, 0.613807982740021, 1e-12);
  EXPECT_NEAR(two->value, 0.826634382566586, 1e-12);
  EXPECT_EQ(one->n, 15);
  EXPECT_NEAR(variance_table(sums)->between / variance_table(sums)->within, 5.768156424581, 1e-11);
}

TEST(IccTest, LimitsOfEqualTeamsAreShroutAndFleiss1979TableTwoByRsPsych) {
  const auto sums = teams_of({{9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}});
  const auto one = icc1_anova(sums), two = icc2_anova(sums);
  EXPECT_NEAR(one->value, .17, 5e-3);  // as printed in the paper: ICC(1,1) .17 and ICC(1,4) .44
  EXPECT_NEAR(two->value, .44, 5e-3);
  EXPECT_NEAR(one->value, 0.165741768405476, 1e-12);
  EXPECT_NEAR(one->interval->low, -0.132932324874751, 1e-9);
  EXPECT_NEAR(one->interval->high, 0.722560062328121, 1e-9);
  EXPECT_NEAR(two->value, 0.442797133679269, 1e-12);
  EXPECT_NEAR(two->interval->low, -0.884442155238119, 1e-9);
  EXPECT_NEAR(two->interval->high, 0.912415420340776, 1e-9);
}

TEST(IccTest, MixedModelIsRsLme4) {
  const auto model = icc1_mixed_model(teams_of(five));
  ASSERT_TRUE(model);
  EXPECT_NEAR(model->loglik_reml, -20.7952737437132, 1e-9);
  EXPECT_NEAR(model->tau, 0.950454351552629, 1e-5);
  EXPECT_NEAR(model->sigma2, 0.588508566000837, 1e-5);
  EXPECT_NEAR(model->icc1->value, 0.617594056823406, 1e-5);
}

TEST(IccTest, RestrictedLikelihoodIsThatOfTheWholeMatrix) {
  const auto model = icc1_mixed_model(teams_of(five));
  const auto likelihood = [](double tau, double sigma2) {
    Eigen::VectorXd y(15);
    Eigen::MatrixXd v = Eigen::MatrixXd::Zero(15, 15);
    Eigen::Index at = 0;
    for (const auto& team : five) {
      const auto size = static_cast<Eigen::Index>(team.size());
      v.block(at, at, size, size).setConstant(tau);
      for (const double x : team) {
        v(at, at) += sigma2;
        y[at++] = x;
      }
    }
    const Eigen::MatrixXd inverse = v.inverse();
    const Eigen::VectorXd ones = Eigen::VectorXd::Ones(15);
    const double information = ones.dot(inverse * ones);
    const Eigen::VectorXd rest = y - ones * (ones.dot(inverse * y) / information);
    return -0.5 * (14 * std::log(2 * std::numbers::pi) + std::log(v.determinant()) + std::log(information) +
                   rest.dot(inverse * rest));
  };
  EXPECT_NEAR(model->loglik_reml, likelihood(model->tau, model->sigma2), 1e-10);
  // No neighbour is better, and at both limits of the share the best of the others falls by half the quantile.
  EXPECT_GT(model->loglik_reml, likelihood(model->tau * 1.01, model->sigma2));
  EXPECT_GT(model->loglik_reml, likelihood(model->tau * 0.99, model->sigma2));
  for (const double share : {model->icc1->interval->low, model->icc1->interval->high}) {
    double low = std::log(.05),
           high = std::log(60.0);  // of the sum of both variances; the likelihood has one top there
    const auto at = [&](double logarithm) {
      const double total = std::exp(logarithm);
      return likelihood(share * total, (1 - share) * total);
    };
    while (high - low > 1e-7) {
      const double third = (high - low) / 3;
      if (at(low + third) < at(high - third))
        low += third;
      else
        high -= third;
    }
    const double best = at(low);
    EXPECT_NEAR(model->loglik_reml - best, 3.841458820694124 / 2, 1e-5);
  }
}

TEST(IccTest, MixedModelIsTheRandomInterceptWithoutCovariates) {
  GroupedSums grouped(1);
  for (std::size_t j = 0; j < five.size(); ++j) {
    for (const double x : five[j]) ASSERT_TRUE(grouped.add(j, std::span(&x, 1)));
  }
  const auto other = random_intercept(grouped);
  const auto model = icc1_mixed_model(teams_of(five));
  ASSERT_TRUE(other);
  EXPECT_NEAR(model->icc1->value, other->icc(), 1e-7);
  EXPECT_NEAR(model->loglik_reml, other->loglik, 1e-9);
  EXPECT_NEAR(model->mean, other->coefficients[0], 1e-7);
}

TEST(IccTest, EqualTeamsGiveTheMixedModelAndTheAnalysisOfVarianceOneAnswer) {
  const auto sums = teams_of({{9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}});
  EXPECT_NEAR(icc1_mixed(sums)->value, icc1_anova(sums)->value, 1e-6);
}

TEST(IccTest, EqualTeamsByTheSlowFormulaOfPairs) {
  // ICC(1) from the mean squared difference of two of one team and of two of different teams.
  const std::vector<std::vector<double>> teams = {{4, 5, 3}, {2, 2, 1}, {3, 4, 5}, {1, 3, 2}};
  double inside = 0, across = 0, pairs_inside = 0, pairs_across = 0;
  for (std::size_t i = 0; i < teams.size(); ++i) {
    for (std::size_t j = 0; j < teams.size(); ++j) {
      for (std::size_t a = 0; a < 3; ++a) {
        for (std::size_t b = 0; b < 3; ++b) {
          if (i == j && a == b) continue;
          const double d = teams[i][a] - teams[j][b];
          (i == j ? inside : across) += d * d / 2;
          (i == j ? pairs_inside : pairs_across) += 1;
        }
      }
    }
  }
  inside /= pairs_inside;
  across /= pairs_across;
  EXPECT_NEAR(icc1_anova(teams_of(teams))->value, (across - inside) / across, 1e-12);
}

TEST(IccTest, PartsMergedEqualAllAtOnceAndOrderDoesNotMatter) {
  OneWay all, left, right, backward;
  std::vector<std::pair<std::size_t, double>> rows;
  RandomStream draw(3, 0);
  for (int i = 0; i < 400; ++i) rows.emplace_back(draw.below(20), 3 + draw.normal());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    ASSERT_TRUE(all.add(rows[i].first, rows[i].second));
    ASSERT_TRUE((i % 3 == 0 ? left : right).add(rows[i].first, rows[i].second));
    const auto& other = rows[rows.size() - 1 - i];
    ASSERT_TRUE(backward.add(other.first, other.second));
  }
  ASSERT_TRUE(left.merge(right));
  for (const auto* sums : {&left, &backward}) {
    EXPECT_NEAR(icc1_anova(*sums)->value, icc1_anova(all)->value, 1e-12);
    EXPECT_NEAR(icc2_anova(*sums)->interval->low, icc2_anova(all)->interval->low, 1e-10);
    EXPECT_NEAR(icc1_mixed(*sums)->value, icc1_mixed(all)->value, 1e-6);
  }
  OneWay scaled;
  for (const auto& [team, x] : rows) ASSERT_TRUE(scaled.add(team, 1e6 - 20 * x));
  EXPECT_NEAR(icc1_anova(scaled)->value, icc1_anova(all)->value, 1e-9);
}

TEST(IccTest, EdgesAreSaidNotGuessed) {
  EXPECT_EQ(icc1_anova({}).error().reason, Reason::too_few);
  EXPECT_EQ(icc1_anova(teams_of({{1, 2, 3}})).error().reason, Reason::too_few);
  EXPECT_EQ(icc1_anova(teams_of({{1}, {2}, {3}})).error().reason, Reason::too_few);
  EXPECT_EQ(icc1_mixed(teams_of({{1}, {2}, {3}})).error().reason, Reason::too_few);
  EXPECT_EQ(icc2_anova(teams_of({{.1, .1}, {.1, .1, .1}})).error().reason, Reason::no_spread);
  const auto alike_inside = teams_of({{1, 1}, {2, 2}, {3, 3}});
  EXPECT_EQ(icc1_anova(alike_inside)->value, 1);
  EXPECT_FALSE(icc1_anova(alike_inside)->interval);
  EXPECT_EQ(icc1_anova(alike_inside)->no_interval, Reason::no_spread);
  EXPECT_EQ(icc1_mixed(alike_inside).error().reason, Reason::no_spread);
  const auto alike_means = teams_of({{1, 3}, {2, 2}, {0, 4}});
  EXPECT_NEAR(icc1_anova(alike_means)->value, -1, 1e-12);  // -1/(k-1): as unlike as two can be
  EXPECT_EQ(icc2_anova(alike_means).error().reason, Reason::not_identified);
  EXPECT_EQ(icc1_mixed(alike_means)->value, 0);
  EXPECT_EQ(icc1_mixed(alike_means)->interval->low, 0);
  OneWay sums;
  EXPECT_FALSE(sums.add(0, std::numeric_limits<double>::quiet_NaN()));
  EXPECT_EQ(sums, OneWay{});
}

TEST(IccTest, SamplesDrawnAreCovered) {
  // 60 teams of 2 to 13 people, a fifth of the variance between teams; 400 samples.
  int covered = 0, covered_of_means = 0, covered_mixed = 0;
  constexpr int samples = 400;
  for (int sample = 0; sample < samples; ++sample) {
    RandomStream draw(77, static_cast<std::uint64_t>(sample));
    OneWay sums;
    for (std::size_t j = 0; j < 60; ++j) {
      const double team = 0.5 * draw.normal();
      for (std::uint32_t i = 0, size = 2 + draw.below(12); i < size; ++i)
        ASSERT_TRUE(sums.add(j, team + draw.normal()));
    }
    const double k = static_cast<double>(sums.n()) / 60, truth = 0.2;
    const auto holds = [](const Outcome& outcome, double value) {
      return outcome && outcome->interval->low <= value && value <= outcome->interval->high;
    };
    covered += holds(icc1_anova(sums), truth) ? 1 : 0;
    covered_of_means += holds(icc2_anova(sums), k * truth / (1 + (k - 1) * truth)) ? 1 : 0;
    covered_mixed += holds(icc1_mixed(sums), truth) ? 1 : 0;
  }
  for (const int count : {covered, covered_of_means, covered_mixed}) {
    EXPECT_GE(count, 0.92 * samples);
    EXPECT_LE(count, 0.98 * samples);
  }
}

}  // namespace
}  // namespace goud::stats
