#include "stats/reliability.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/attitude_data.hpp"
#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

// Numbers of R: tools/reference_checks/agreement.R.
TEST(ReliabilityTest, ThirtyDepartmentsAreRsPsych) {
  const auto sums = attitude_sums();
  const auto alpha = cronbach_alpha(sums);
  EXPECT_NEAR(alpha->value, 0.84314276956476, 1e-12);
  EXPECT_NEAR(alpha->interval->low, 0.739375685643107, 1e-9);
  EXPECT_NEAR(alpha->interval->high, 0.915773072159982, 1e-9);
  EXPECT_EQ(alpha->n, 30);
  EXPECT_NEAR(cronbach_alpha_standardized(sums)->value, 0.839083803029511, 1e-12);
  const double rest[] = {0.671262057223664, 0.742109710222238, 0.560711111480256, 0.714445498133676,
                         0.7862755938344,   0.265034339196676, 0.460810549468496};
  const double dropped[] = {0.809760206308921, 0.79691745727414,  0.827847765938659, 0.803030975022574,
                            0.795386574198205, 0.863872311446437, 0.840464868265457};
  for (std::size_t i = 0; i < 7; ++i) {
    EXPECT_NEAR(item_rest_correlation(sums, i)->value, rest[i], 1e-12);
    EXPECT_NEAR(alpha_if_dropped(sums, i)->value, dropped[i], 1e-12);
  }
}

TEST(ReliabilityTest, SumsAreTheSlowFormulasOverRows) {
  const auto variance = [](const std::vector<double>& x) {
    double mean = 0, squares = 0;
    for (const double one : x) mean += one / static_cast<double>(x.size());
    for (const double one : x) squares += (one - mean) * (one - mean);
    return squares / static_cast<double>(x.size() - 1);
  };
  std::vector<double> whole(30), rest(30), first(30), both(30);
  double own = 0;
  for (std::size_t j = 0; j < 7; ++j) {
    std::vector<double> x(30);
    for (std::size_t i = 0; i < 30; ++i) {
      x[i] = attitude[j][i];
      whole[i] += x[i];
      if (j == 0) first[i] = x[i];
      if (j > 0) rest[i] += x[i];
    }
    own += variance(x);
  }
  for (std::size_t i = 0; i < 30; ++i) both[i] = first[i] + rest[i];
  EXPECT_NEAR(cronbach_alpha(attitude_sums())->value, 7.0 / 6 * (1 - own / variance(whole)), 1e-12);
  const double together = (variance(both) - variance(first) - variance(rest)) / 2;
  EXPECT_NEAR(item_rest_correlation(attitude_sums(), 0)->value, together / std::sqrt(variance(first) * variance(rest)),
              1e-12);
}

TEST(ReliabilityTest, PartsMergedWeightsAndAnotherUnit) {
  CrossProducts left(3), right(3), doubled(3), all(3), pounds(3);
  for (std::size_t i = 0; i < 30; ++i) {
    const double row[] = {double(attitude[0][i]), double(attitude[1][i]), double(attitude[3][i])};
    const double other[] = {row[0] * 7 - 3, row[1] * 7 + 1e4, row[2] * 7};
    ASSERT_TRUE((i % 2 == 0 ? left : right).add(row));
    ASSERT_TRUE(all.add(row));
    ASSERT_TRUE(doubled.add(row, 2));
    ASSERT_TRUE(pounds.add(other));
  }
  ASSERT_TRUE(left.merge(right));
  const auto expected = cronbach_alpha(all);
  for (const auto* sums : {&left, &doubled, &pounds}) {
    EXPECT_NEAR(cronbach_alpha(*sums)->value, expected->value, 1e-10);
    EXPECT_NEAR(cronbach_alpha(*sums)->interval->low, expected->interval->low, 1e-10);
  }
  // Twice the weight on everyone is not twice as many people.
  EXPECT_EQ(cronbach_alpha(doubled)->n, 30);
}

Matrix matrix_of(const std::vector<std::vector<double>>& rows) {
  Matrix m(rows.size(), rows.empty() ? 2 : rows[0].size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < rows[i].size(); ++j) m.at(i, j) = rows[i][j];
  }
  return m;
}

TEST(ReliabilityTest, EdgesAreSaidNotGuessed) {
  const auto alpha = [](const std::vector<std::vector<double>>& rows) {
    return cronbach_alpha(cross_products(matrix_of(rows)));
  };
  EXPECT_EQ(alpha({}).error(), (Unsaid{Reason::too_few, 0}));
  EXPECT_EQ(alpha({{1, 2, 3}}).error(), (Unsaid{Reason::too_few, 1}));
  EXPECT_EQ(alpha({{1}, {2}, {3}}).error().reason, Reason::not_identified);  // one question
  EXPECT_EQ(alpha({{.1, .7}, {.1, .7}, {.1, .7}}).error().reason, Reason::no_spread);
  EXPECT_EQ(alpha({{1, 5}, {2, 4}, {3, 3}}).error().reason, Reason::not_identified);  // they cancel out
  EXPECT_NEAR(alpha({{1, 1}, {2, 2}, {3, 3}})->value, 1, 1e-12);
  EXPECT_EQ(alpha({{1, 1}, {2, 2}, {3, 3}})->no_interval, Reason::no_spread);
  EXPECT_LT(alpha({{1, 5}, {2, 4}, {3, 2.5}})->value, -10);
  const auto still = cross_products(matrix_of({{1, 4, .1}, {2, 5, .1}, {3, 4, .1}}));
  EXPECT_TRUE(cronbach_alpha(still));
  EXPECT_EQ(cronbach_alpha_standardized(still).error().reason, Reason::no_spread);
  EXPECT_EQ(item_rest_correlation(still, 2).error().reason, Reason::no_spread);
  EXPECT_TRUE(item_rest_correlation(still, 0));
  EXPECT_EQ(item_rest_correlation(still, 0)->no_interval, Reason::too_few);
  const auto two = cross_products(matrix_of({{1, 4}, {2, 5}, {3, 4}, {1, 1}}));
  EXPECT_EQ(alpha_if_dropped(two, 0).error().reason, Reason::not_identified);
  EXPECT_EQ(item_rest_correlation(cross_products(matrix_of({{1}, {2}})), 0).error().reason, Reason::not_identified);
  const std::vector<double> nothing = {0, 0, 0, 0};
  EXPECT_EQ(cronbach_alpha(cross_products(matrix_of({{1, 4}, {2, 5}, {3, 4}, {1, 1}}), nothing)).error().reason,
            Reason::too_few);
  EXPECT_EQ(
      cronbach_alpha_standardized(cross_products(matrix_of({{1, 4}, {2, 5}, {3, 4}, {1, 1}}), nothing)).error().reason,
      Reason::too_few);
}

TEST(ReliabilityTest, SamplesDrawnAreCovered) {
  int covered = 0;  // five questions, half of the variance of each in common: alpha 5/6
  constexpr int samples = 1500;
  for (int sample = 0; sample < samples; ++sample) {
    RandomStream draw(61, static_cast<std::uint64_t>(sample));
    CrossProducts sums(5);
    for (int i = 0; i < 40; ++i) {
      const double mood = draw.normal();
      double row[5];
      for (auto& x : row) x = mood + draw.normal();
      ASSERT_TRUE(sums.add(row));
    }
    const auto limits = cronbach_alpha(sums)->interval;
    covered += limits->low <= 5.0 / 6 && 5.0 / 6 <= limits->high ? 1 : 0;
  }
  EXPECT_GE(covered, 0.93 * samples);
  EXPECT_LE(covered, 0.97 * samples);
}

}  // namespace
}  // namespace goud::stats
