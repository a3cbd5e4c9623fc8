#include "stats/mediation.hpp"

#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <cmath>

#include "stats/bootstrap.hpp"
#include "stats/mtcars_cases.hpp"
#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

Matrix cars(std::initializer_list<Car> columns) {
  const auto all = mtcars();
  Matrix some(32, columns.size());
  std::size_t j = 0;
  for (const Car column : columns) {
    for (std::size_t i = 0; i < 32; ++i) some.at(i, j) = all.at(i, column);
    ++j;
  }
  return some;
}

// Numbers of tests/reference/linkage.json, by tools/reference_checks/linkage.R: lm(), and 20,000 draws by R's boot.
TEST(MediationTest, IsRsLmAndItsBootstrapOnMtcars) {
  const auto said = mediation({cars({hp, wt, mpg}), {}, {}}, {20'000, 1, 2, 0.95});
  ASSERT_TRUE(said.indirect);
  EXPECT_NEAR(said.indirect->value, -0.41471770614498, 1e-12);
  EXPECT_NEAR(said.direct->value, -0.36145066568161, 1e-12);
  // Two bootstraps differ by their draws: 20,000 of them leave about .003 in a limit.
  EXPECT_NEAR(said.indirect->interval->low, -0.54834285055316, 0.006);
  EXPECT_NEAR(said.indirect->interval->high, -0.28784825845552, 0.006);
  EXPECT_NEAR(said.direct->interval->low, -0.52666018267962, 0.006);
  EXPECT_NEAR(said.direct->interval->high, -0.22746407944123, 0.006);
  EXPECT_NEAR(said.indirect_bca->low, -0.54876170686371, 0.008);
  EXPECT_NEAR(said.indirect_bca->high, -0.28790852188751, 0.008);
  EXPECT_NEAR(said.direct_bca->low, -0.50219228958125, 0.008);
  EXPECT_NEAR(said.direct_bca->high, -0.20250158485374, 0.008);
  EXPECT_EQ(said.indirect->n, 32);
  EXPECT_EQ(said.units, 32);
  const auto given = mediation({cars({hp, wt, mpg, qsec}), {}, {}}, {0, 1, 1, 0.95});
  EXPECT_NEAR(given.indirect->value, -0.75958770918551, 1e-12);
  EXPECT_NEAR(given.direct->value, -0.20274707094052, 1e-12);
  EXPECT_FALSE(given.indirect->interval);
  EXPECT_EQ(given.indirect->no_interval, Reason::not_asked);
}

// Rows drawn, both regressions solved again with Eigen.
std::pair<double, double> solved(const Eigen::MatrixXd& rows) {
  const auto n = rows.rows(), k = rows.cols();
  Eigen::MatrixXd first = Eigen::MatrixXd::Ones(n, k - 1), second = Eigen::MatrixXd::Ones(n, k);
  first.col(1) = rows.col(0);
  second.col(1) = rows.col(0);
  second.col(2) = rows.col(1);
  for (Eigen::Index j = 3; j < k; ++j) {
    first.col(j - 1) = rows.col(j);
    second.col(j) = rows.col(j);
  }
  const Eigen::VectorXd a = first.colPivHouseholderQr().solve(rows.col(1));
  const Eigen::VectorXd b = second.colPivHouseholderQr().solve(rows.col(2));
  const auto spread = [&](Eigen::Index j) { return (rows.col(j).array() - rows.col(j).mean()).matrix().norm(); };
  return {a(1) * b(2) * spread(0) / spread(2), b(1) * spread(0) / spread(2)};
}

TEST(MediationTest, ReplicatesAreTheNaiveDrawOfRows) {
  for (const bool given : {false, true}) {
    const auto columns = given ? cars({hp, wt, mpg, qsec, carb}) : cars({hp, wt, mpg});
    std::vector<double> indirect, direct;
    for (std::uint64_t r = 0; r < 300; ++r) {
      RandomStream draw(9, r);
      Eigen::MatrixXd rows(32, static_cast<Eigen::Index>(columns.columns));
      for (Eigen::Index i = 0; i < 32; ++i) {
        const auto from = draw.below(32);
        for (Eigen::Index j = 0; j < rows.cols(); ++j) rows(i, j) = columns.at(from, static_cast<std::size_t>(j));
      }
      const auto [a, b] = solved(rows);
      indirect.push_back(a);
      direct.push_back(b);
    }
    const auto said = mediation({columns, {}, {}}, {300, 9, 2, 0.95});
    EXPECT_NEAR(said.indirect->interval->low, percentile_interval(indirect, 0.95)->low, 1e-9);
    EXPECT_NEAR(said.indirect->interval->high, percentile_interval(indirect, 0.95)->high, 1e-9);
    EXPECT_NEAR(said.direct->interval->low, percentile_interval(direct, 0.95)->low, 1e-9);
    EXPECT_NEAR(said.direct->interval->high, percentile_interval(direct, 0.95)->high, 1e-9);
  }
}

TEST(MediationTest, UnitsOfSeveralRowsAreDrawnTogether) {
  const auto columns = cars({hp, wt, mpg});
  std::vector<std::int32_t> unit;
  for (int i = 0; i < 32; ++i) unit.push_back(3 * (i % 11));  // their numbers need not close up
  std::vector<double> indirect;
  for (std::uint64_t r = 0; r < 200; ++r) {
    RandomStream draw(5, r);
    std::vector<std::size_t> rows;
    for (int d = 0; d < 11; ++d) {
      const auto which = static_cast<int>(draw.below(11));
      for (std::size_t i = 0; i < 32; ++i) {
        if (static_cast<int>(i) % 11 == which) rows.push_back(i);
      }
    }
    Eigen::MatrixXd drawn(static_cast<Eigen::Index>(rows.size()), 3);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      for (std::size_t j = 0; j < 3; ++j)
        drawn(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = columns.at(rows[i], j);
    }
    indirect.push_back(solved(drawn).first);
  }
  const auto said = mediation({columns, unit, {}}, {200, 5, 1, 0.9});
  EXPECT_EQ(said.units, 11);
  EXPECT_NEAR(said.indirect->interval->low, percentile_interval(indirect, 0.9)->low, 1e-9);
  EXPECT_NEAR(said.indirect->interval->high, percentile_interval(indirect, 0.9)->high, 1e-9);
}

TEST(MediationTest, ASeedSaysTheSameOnAnyNumberOfThreads) {
  const MediationRows rows{cars({hp, wt, mpg}), {}, {}};
  const auto one = mediation(rows, {1000, 7, 1, 0.95}), four = mediation(rows, {1000, 7, 4, 0.95});
  EXPECT_EQ(one.indirect, four.indirect);
  EXPECT_EQ(one.direct_bca, four.direct_bca);
  EXPECT_NE(one.indirect, mediation(rows, {1000, 8, 1, 0.95}).indirect);
}

TEST(MediationTest, OrderScaleShiftAndDoublingWeightsDoNotMatter) {
  auto columns = cars({hp, wt, mpg});
  const auto before = mediation({columns, {}, {}}, {0, 1, 1, 0.95});
  for (std::size_t i = 0; i < 16; ++i) {
    for (std::size_t j = 0; j < 3; ++j) std::swap(columns.at(i, j), columns.at(31 - i, j));
  }
  for (std::size_t i = 0; i < 32; ++i) {
    columns.at(i, 0) = columns.at(i, 0) * 1e4 + 1e9;
    columns.at(i, 2) = columns.at(i, 2) * -1e-3;
  }
  const std::vector<double> twice(32, 2.0);
  const auto after = mediation({columns, {}, twice}, {0, 1, 1, 0.95});
  EXPECT_NEAR(after.indirect->value, -before.indirect->value, 1e-9);
  EXPECT_NEAR(after.direct->value, -before.direct->value, 1e-9);
}

TEST(MediationTest, WhatCannotBeSaidSaysWhy) {
  const auto reason = [](std::vector<std::vector<double>> rows) {
    Matrix columns(rows.size(), rows.empty() ? 3 : rows[0].size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      for (std::size_t j = 0; j < rows[i].size(); ++j) columns.at(i, j) = rows[i][j];
    }
    const auto said = mediation({columns, {}, {}}, {200, 1, 1, 0.95});
    return said.indirect ? "said" : to_text(said.indirect.error().reason);
  };
  EXPECT_EQ(reason({}), "too_few");
  EXPECT_EQ(reason({{1, 2, 3}}), "too_few");
  EXPECT_EQ(reason({{1, 2, 3}, {2, 2, 4}, {3, 1, 1}}), "too_few");
  EXPECT_EQ(reason({{1, 2, 3}, {1, 3, 4}, {1, 1, 1}, {1, 5, 2}}), "no_spread");
  EXPECT_EQ(reason({{1, 2, 3}, {2, 4, 4}, {3, 6, 1}, {4, 8, 2}, {5, 10, 9}}), "not_identified");  // m is x
  EXPECT_EQ(reason({{1, 2, 3, 1}, {2, 5, 4, 2}, {3, 6, 1, 3}, {4, 1, 2, 4}, {5, 1, 9, 5}}),
            "not_identified");  // x is held level
  // A constant column held level says nothing and takes nothing away.
  EXPECT_EQ(reason({{1, 2, 3, 1}, {2, 5, 4, 1}, {3, 6, 1, 1}, {4, 1, 2, 1}, {5, 1, 9, 1}}), "said");
  const auto few = mediation({cars({hp, wt, mpg}), std::vector<std::int32_t>(32, 1), {}}, {200, 1, 1, 0.95});
  ASSERT_TRUE(few.indirect);
  EXPECT_EQ(few.units, 1);
  EXPECT_EQ(few.indirect->no_interval, Reason::too_few);
  const auto weightless = mediation({cars({hp, wt, mpg}), {}, std::vector<double>(32, 0.0)}, {200, 1, 1, 0.95});
  EXPECT_EQ(weightless.indirect.error().reason, Reason::too_few);
  EXPECT_THROW((void)mediation({Matrix(4, 2), {}, {}}, {}), std::invalid_argument);
}

TEST(MediationTest, HoldsThePlantedWayInNineteenOfTwenty) {
  constexpr int worlds = 400, rows = 100;
  // y = .3 x + .5 m + e, m = .5 x + e: standardised by the spread that these make.
  const double y_spread = std::sqrt(std::pow(0.3 + 0.25, 2) + 0.25 * 0.75 + 0.5);
  const double indirect = 0.25 / y_spread, direct = 0.3 / y_spread;
  int through = 0, bca = 0, beside = 0, false_ways = 0;
  for (int world = 0; world < worlds; ++world) {
    RandomStream draw(3, static_cast<std::uint64_t>(world));
    Matrix columns(rows, 3), none(rows, 3);
    for (std::size_t i = 0; i < rows; ++i) {
      const double x = draw.normal(), m = 0.5 * x + std::sqrt(0.75) * draw.normal();
      columns.at(i, 0) = x;
      columns.at(i, 1) = m;
      columns.at(i, 2) = 0.3 * x + 0.5 * m + std::sqrt(0.5) * draw.normal();
      for (std::size_t j = 0; j < 3; ++j) none.at(i, j) = draw.normal();
    }
    const Redraw work{400, static_cast<std::uint64_t>(world), 1, 0.95};
    const auto said = mediation({columns, {}, {}}, work);
    const auto holds = [](const Interval& interval, double truth) {
      return interval.low <= truth && truth <= interval.high;
    };
    through += holds(*said.indirect->interval, indirect) ? 1 : 0;
    bca += holds(*said.indirect_bca, indirect) ? 1 : 0;
    beside += holds(*said.direct->interval, direct) ? 1 : 0;
    false_ways += holds(*mediation({none, {}, {}}, work).indirect->interval, 0) ? 0 : 1;
  }
  for (const int held : {through, bca, beside}) {
    EXPECT_GE(held, worlds * 0.93);
    EXPECT_LE(held, worlds * 0.97);
  }
  EXPECT_LE(false_ways, worlds * 0.05);
}

}  // namespace
}  // namespace goud::stats
