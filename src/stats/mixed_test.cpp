#include "stats/mixed.hpp"

#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <map>
#include <numbers>
#include <numeric>

#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

// nlme's Orthodont: distances of 27 children at 8, 10, 12 and 14 years; the last 11 are girls.
constexpr double orthodont[] = {
    26,   25, 29,   31,   21.5, 22.5, 23,   26.5, 23,   22.5, 24,   27.5, 25.5, 27.5, 26.5, 27,   20,   23.5,
    22.5, 26, 24.5, 25.5, 27,   28.5, 22,   22,   24.5, 26.5, 24,   21.5, 24.5, 25.5, 23,   20.5, 31,   26,
    27.5, 28, 31,   31.5, 23,   23,   23.5, 25,   21.5, 23.5, 24,   28,   17,   24.5, 26,   29.5, 22.5, 25.5,
    25.5, 26, 23,   24.5, 26,   30,   22,   21.5, 23.5, 25,   21,   20,   21.5, 23,   21,   21.5, 24,   25.5,
    20.5, 24, 24.5, 26,   23.5, 24.5, 25,   26.5, 21.5, 23,   22.5, 23.5, 20,   21,   21,   22.5, 21.5, 22.5,
    23,   25, 23,   23,   23.5, 24,   20,   21,   22,   21.5, 16.5, 19,   19,   19.5, 24.5, 25,   28,   28};

struct Witness {
  std::vector<double> coefficients, errors, freedom;
  double tau2, sigma2, loglik;
};
void expect_is(const tl::expected<RandomIntercept, Unsaid>& fit, const Witness& is, double near = 1e-6) {
  ASSERT_TRUE(fit);
  ASSERT_EQ(fit->coefficients.size(), is.coefficients.size());
  for (std::size_t i = 0; i < is.coefficients.size(); ++i) {
    EXPECT_NEAR(fit->coefficients[i], is.coefficients[i], near * (1 + std::abs(is.coefficients[i])));
    EXPECT_NEAR(fit->standard_errors[i], is.errors[i], near * 10 * is.errors[i]);
    EXPECT_EQ(fit->freedom[i], is.freedom[i]);
  }
  EXPECT_NEAR(fit->tau2, is.tau2, near * 100 * is.tau2);
  EXPECT_NEAR(fit->sigma2, is.sigma2, near * 10 * is.sigma2);
  EXPECT_NEAR(fit->loglik, is.loglik, 1e-7);
}

// Numbers of tests/reference/mixed.json, by tools/reference_checks/mixed.R (nlme::lme, REML).
TEST(MixedTest, IsLmeOnOrthodont) {
  GroupedSums alone(1), with(3);
  for (std::size_t i = 0; i < 108; ++i) {
    const double row[] = {orthodont[i], 8 + 2 * static_cast<double>(i % 4), i / 4 >= 16 ? 1.0 : 0.0};
    ASSERT_TRUE(alone.add(i / 4, std::span(row, 1)));
    ASSERT_TRUE(with.add(i / 4, row));
  }
  expect_is(random_intercept(alone),
            {{24.0231481481}, {0.429660477318}, {81}, 3.7519733986, 4.92978398868, -257.6808898460});
  const auto fit = random_intercept(with);
  expect_is(fit, {{17.706712963, 0.660185185185, -2.32102272727},
                  {0.833922480408, 0.061605915192, 0.761416892375},
                  {80, 80, 25},
                  3.26678417613,
                  2.04945594479,
                  -218.7562539140});
  // nlme::intervals (by t): age 0.537585505 to 0.782784866.
  EXPECT_NEAR(fit->coefficient(1)->interval->low, 0.537585505, 1e-8);
  EXPECT_NEAR(fit->coefficient(1)->interval->high, 0.782784866, 1e-8);
}

struct Made {
  std::vector<double> x, y;
  std::vector<std::int32_t> group;
};
Made made() {
  Made d;
  for (int i = 0; i < 60; ++i) {
    const int g = (i * i) % 13;
    d.group.push_back(g);
    d.x.push_back((i * 37) % 41 / 10.0 + g / 3.0);
    d.y.push_back((i * 29) % 31 / 5.0 + std::sin(g) * 2 + (i * 37) % 41 / 20.0);
  }
  return d;
}
// Outcome, group mean, deviation.
Matrix parted(const Made& d) {
  std::map<std::int32_t, std::pair<double, double>> sums;
  for (std::size_t i = 0; i < d.x.size(); ++i) {
    sums[d.group[i]].first += d.x[i];
    sums[d.group[i]].second += 1;
  }
  Matrix m(d.x.size(), 3);
  for (std::size_t i = 0; i < d.x.size(); ++i) {
    m.at(i, 0) = d.y[i];
    m.at(i, 1) = sums[d.group[i]].first / sums[d.group[i]].second;
    m.at(i, 2) = d.x[i] - m.at(i, 1);
  }
  return m;
}

TEST(MixedTest, IsLmeOnUnequalGroups) {
  const auto d = made();
  Matrix m(60, 2);
  for (std::size_t i = 0; i < 60; ++i) {
    m.at(i, 0) = d.y[i];
    m.at(i, 1) = d.x[i];
  }
  expect_is(random_intercept(grouped_sums(m, d.group)), {{2.26993824135, 0.41815112701},
                                                         {0.921995303427, 0.181704382072},
                                                         {52, 52},
                                                         2.03875385189,
                                                         3.39657572433,
                                                         -127.5198649276});
  expect_is(random_intercept(grouped_sums(parted(d), d.group)), {{4.28080867241, -0.0976103034014, 0.557084321997},
                                                                 {1.47229781888, 0.352311262606, 0.204573815722},
                                                                 {52, 5, 52},
                                                                 1.55135215034,
                                                                 3.38642649552,
                                                                 -126.2788969528});
}

TEST(MixedTest, IsTheWellBeingOfBliesesSoldiers) {
  const char* folder = std::getenv("GOUD_DATA");
  const std::string path = (folder != nullptr ? std::string(folder) : "../shared/data") + "/multilevel/bh1996.csv.gz";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path;
  std::FILE* lines = popen(("gzip -dc '" + path + "'").c_str(), "r");
  ASSERT_NE(lines, nullptr);
  GroupedSums alone(1);
  std::vector<double> x, y;
  std::vector<std::int32_t> group;
  char line[512];
  ASSERT_NE(std::fgets(line, sizeof line, lines), nullptr);
  while (std::fgets(line, sizeof line, lines) != nullptr) {
    int g = 0;
    double lead = 0, being = 0;
    ASSERT_EQ(std::sscanf(line, "%d,%*f,%*f,%*f,%lf,%*f,%*f,%*f,%*f,%*f,%lf", &g, &lead, &being), 3);
    group.push_back(g);
    x.push_back(lead);
    y.push_back(being);
    ASSERT_TRUE(alone.add(static_cast<std::size_t>(g), std::span(&being, 1)));
  }
  pclose(lines);
  const auto fit = random_intercept(alone);
  ASSERT_TRUE(fit);
  // reference.json, multilevel_wbeing (nlme and lme4).
  EXPECT_EQ(fit->n, 7382);
  EXPECT_EQ(fit->groups, 99);
  EXPECT_NEAR(fit->tau2, 0.03580077504, 1e-8);
  EXPECT_NEAR(fit->sigma2, 0.78949727408, 1e-8);
  EXPECT_NEAR(fit->icc(), 0.043379207158, 1e-8);
  EXPECT_NEAR(fit->loglik, -9673.6689477375, 1e-7);
  expect_is(random_intercept(grouped_sums(parted({x, y, group}), group)),
            {{1.57925037327, 0.413603345239, 0.517279752106},
             {0.172950510158, 0.0595340606819, 0.0130892392807},
             {7282, 97, 7282},
             0.023043884206,
             0.649912329905,
             -8951.4126699787});
}

// The slow way: the whole covariance matrix, row by row.
double dense_loglik(const Matrix& m, const std::vector<std::int32_t>& group, const std::vector<double>& weight,
                    double tau2, double sigma2) {
  const auto n = static_cast<Eigen::Index>(m.rows), p = static_cast<Eigen::Index>(m.columns);
  Eigen::MatrixXd v = Eigen::MatrixXd::Zero(n, n), x = Eigen::MatrixXd::Ones(n, p);
  Eigen::VectorXd y(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j < n; ++j) {
      if (group[static_cast<std::size_t>(i)] == group[static_cast<std::size_t>(j)]) v(i, j) = tau2;
    }
    v(i, i) += sigma2 / weight[static_cast<std::size_t>(i)];
    y(i) = m.at(static_cast<std::size_t>(i), 0);
    for (Eigen::Index j = 1; j < p; ++j) x(i, j) = m.at(static_cast<std::size_t>(i), static_cast<std::size_t>(j));
  }
  const Eigen::MatrixXd inverse = v.inverse();
  const Eigen::MatrixXd a = x.transpose() * inverse * x;
  const Eigen::VectorXd rest = y - x * a.ldlt().solve(x.transpose() * inverse * y);
  return -0.5 * (static_cast<double>(n - p) * std::log(2 * std::numbers::pi) + std::log(v.determinant()) +
                 std::log(a.determinant()) + rest.dot(inverse * rest));
}

TEST(MixedTest, IsTheTopOfTheDenseLikelihoodAlsoWithWeights) {
  const auto d = made();
  const auto m = parted(d);
  std::vector<double> weight;
  for (int i = 0; i < 60; ++i) weight.push_back(0.5 + (i % 7) / 4.0);
  const auto fit = random_intercept(grouped_sums(m, d.group, weight));
  ASSERT_TRUE(fit);
  const double top = dense_loglik(m, d.group, weight, fit->tau2, fit->sigma2);
  EXPECT_NEAR(fit->loglik, top, 1e-8);
  for (const double by : {0.98, 1.02}) {
    EXPECT_LT(dense_loglik(m, d.group, weight, fit->tau2 * by, fit->sigma2), top);
    EXPECT_LT(dense_loglik(m, d.group, weight, fit->tau2, fit->sigma2 * by), top);
  }
}

TEST(MixedTest, OrderDoesNotMatterAndUnitsScale) {
  const auto d = made();
  const auto m = parted(d);
  const auto fit = random_intercept(grouped_sums(m, d.group));
  ASSERT_TRUE(fit);
  Matrix turned(60, 3), scaled(60, 3);
  std::vector<std::int32_t> group;
  for (std::size_t i = 0; i < 60; ++i) {
    group.push_back(d.group[59 - i]);
    for (std::size_t j = 0; j < 3; ++j) turned.at(i, j) = m.at(59 - i, j);
    scaled.at(i, 0) = 1e4 * m.at(i, 0) + 1e7;
    scaled.at(i, 1) = 1e-3 * m.at(i, 1) - 5;
    scaled.at(i, 2) = m.at(i, 2);
  }
  const auto again = random_intercept(grouped_sums(turned, group));
  EXPECT_NEAR(again->tau2, fit->tau2, 1e-7);
  EXPECT_NEAR(again->coefficients[2], fit->coefficients[2], 1e-10);
  const auto other = random_intercept(grouped_sums(scaled, d.group));
  EXPECT_NEAR(other->tau2, 1e8 * fit->tau2, 1);
  EXPECT_NEAR(other->coefficients[1], 1e7 * fit->coefficients[1], 1);
  EXPECT_NEAR(other->standard_errors[2], 1e4 * fit->standard_errors[2], 1e-4);
}

TEST(MixedTest, NothingBetweenGroupsIsNought) {
  GroupedSums sums(1);
  for (int i = 0; i < 40; ++i) {
    const double y = i % 4;  // every group the same four
    ASSERT_TRUE(sums.add(static_cast<std::size_t>(i / 4), std::span(&y, 1)));
  }
  const auto fit = random_intercept(sums);
  ASSERT_TRUE(fit);
  EXPECT_EQ(fit->tau2, 0);
  EXPECT_NEAR(fit->sigma2, 50.0 / 39, 1e-12);
}

TEST(MixedTest, WhatCannotBeToldSaysWhy) {
  const auto reason = [](const GroupedSums& sums) {
    const auto fit = random_intercept(sums);
    return fit ? "said" : to_text(fit.error().reason);
  };
  const auto of = [](std::vector<std::vector<double>> rows, std::vector<std::size_t> group) {
    GroupedSums sums(rows.empty() ? 1 : rows[0].size());
    for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_TRUE(sums.add(group[i], rows[i]));
    return sums;
  };
  EXPECT_EQ(reason(GroupedSums(1)), "too_few");
  EXPECT_EQ(reason(of({{1}}, {0})), "too_few");
  EXPECT_EQ(reason(of({{1}, {2}, {3}}, {0, 0, 0})), "too_few");                            // one group
  EXPECT_EQ(reason(of({{1}, {2}, {3}}, {0, 1, 2})), "not_identified");                     // a row each
  EXPECT_EQ(reason(of({{2}, {2}, {2}, {2}}, {0, 0, 1, 1})), "no_spread");                  // one value
  EXPECT_EQ(reason(of({{1}, {1}, {2}, {2}, {4}, {4}}, {0, 0, 1, 1, 2, 2})), "no_spread");  // level inside groups
  EXPECT_EQ(reason(of({{1, 3}, {2, 3}, {5, 3}, {2, 3}}, {0, 0, 1, 1})), "no_spread");      // a constant covariate
  EXPECT_EQ(reason(of({{1, 2}, {2, 4}, {5, 10}, {2, 4}}, {0, 0, 1, 1})), "no_spread");     // nothing left over
  EXPECT_EQ(reason(of({{1, 2, 4}, {2, 1, 2}, {5, 3, 6}, {2, 7, 14}, {1, 1, 2}}, {0, 0, 1, 1, 1})), "not_identified");
  EXPECT_EQ(reason(of({{1, 2}, {2, 2}, {5, 3}, {2, 3}}, {0, 0, 1, 1})), "not_identified");  // two groups, two means
  EXPECT_EQ(reason(of({{1, 2, 4}, {2, 1, 2}}, {0, 1})), "too_few");                         // fewer rows than columns
  EXPECT_THROW((void)random_intercept(GroupedSums(1), 1), std::invalid_argument);
}

TEST(MixedTest, SlopesHoldThePlantedOneInNineteenOfTwenty) {
  int between = 0, within = 0;
  constexpr int worlds = 300;
  for (int world = 0; world < worlds; ++world) {
    RandomStream draw(20, static_cast<std::uint64_t>(world));
    Made d;
    for (int g = 0; g < 25; ++g) {
      const double level = draw.normal(), own = 0.7 * draw.normal();
      const int rows = 2 + static_cast<int>(draw.below(8));
      for (int i = 0; i < rows; ++i) {
        d.group.push_back(g);
        d.x.push_back(level + draw.normal());
        d.y.push_back(0);
      }
      double mean = 0;
      for (int i = 0; i < rows; ++i) mean += d.x[d.x.size() - 1 - static_cast<std::size_t>(i)] / rows;
      for (int i = 0; i < rows; ++i) {
        const auto at = d.x.size() - 1 - static_cast<std::size_t>(i);
        d.y[at] = 0.8 * mean - 0.3 * (d.x[at] - mean) + own + draw.normal();
      }
    }
    const auto fit = random_intercept(grouped_sums(parted(d), d.group));
    ASSERT_TRUE(fit);
    const auto holds = [&](std::size_t place, double truth) {
      const auto interval = *fit->coefficient(place)->interval;
      return interval.low <= truth && truth <= interval.high;
    };
    between += holds(1, 0.8) ? 1 : 0;
    within += holds(2, -0.3) ? 1 : 0;
  }
  EXPECT_GE(between, worlds * 0.93);
  EXPECT_LE(between, worlds * 0.975);
  EXPECT_GE(within, worlds * 0.93);
  EXPECT_LE(within, worlds * 0.975);
}

}  // namespace
}  // namespace goud::stats
