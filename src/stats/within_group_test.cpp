#include "stats/within_group.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

Ratings ratings_of(const std::vector<double>& values) {
  Ratings ratings;
  for (const double x : values) EXPECT_TRUE(ratings.add(x));
  return ratings;
}

// The five teams of tools/reference_checks/agreement.R.
const std::vector<std::vector<Ratings>>& teams() {
  static const std::vector<std::vector<Ratings>> five = {
      {ratings_of({4, 4, 5, 4}), ratings_of({3, 4, 4, 4}), ratings_of({4, 5, 5, 3})},
      {ratings_of({1, 5, 1, 5}), ratings_of({1, 5, 5, 1}), ratings_of({2, 4, 1, 5})},
      {ratings_of({3, 3, 3}), ratings_of({3, 3, 3}), ratings_of({2, 2, 2})},
      {ratings_of({5, 5, 4, 5, 5}), ratings_of({5, 5, 5, 5, 4}), ratings_of({4, 5, 3, 4, 4})},
      {ratings_of({2}), ratings_of({2}), ratings_of({1})}};
  return five;
}
constexpr Interval scale = {1, 5};

TEST(WithinGroupTest, FiveTeamsAreRsMultilevel) {
  ASSERT_EQ(uniform_variance(scale), 2);
  const double rwg[] = {0.875, 0, 1, 0.9};
  const double rwg_j[] = {0.906593406593407, 0, 1, 0.944444444444444};
  const double awg[] = {0.890909090909091, -0.75, 1, 0.733333333333333};
  const double ad_mean[] = {0.5, 1.83333333333333, 0, 0.346666666666667};
  const double ad_median[] = {0.416666666666667, 1.83333333333333, 0, 0.266666666666667};
  for (std::size_t t = 0; t < 4; ++t) {
    const auto& team = teams()[t];
    EXPECT_NEAR(r_wg(team[0], 2)->value, rwg[t], 1e-12) << t;
    EXPECT_NEAR(r_wg_j(team, 2)->value, rwg_j[t], 1e-12) << t;
    EXPECT_NEAR(a_wg_j(team, scale)->value, awg[t], 1e-12) << t;
    EXPECT_NEAR(average_deviation_j(team)->value, ad_mean[t], 1e-12) << t;
    EXPECT_NEAR(average_deviation_j(team, Centre::median)->value, ad_median[t], 1e-12) << t;
  }
  EXPECT_EQ(r_wg_j(teams()[4], 2).error(), (Unsaid{Reason::too_few, 1}));
  EXPECT_NEAR(a_wg(teams()[1][0], scale)->value, -1, 1e-12);  // half at either end
  // R has NA for these: their mean is so near the end that no spread could be as large as the formula compares with.
  EXPECT_EQ(a_wg(teams()[0][0], scale).has_value(), false);
  EXPECT_EQ(a_wg(teams()[3][0], scale).error().reason, Reason::not_identified);
}

TEST(WithinGroupTest, CountsAreTheSlowFormulasOverRows) {
  RandomStream draw(5, 0);
  for (int sample = 0; sample < 50; ++sample) {
    std::vector<double> rows;
    for (std::uint32_t i = 0, size = 4 + draw.below(30); i < size; ++i) rows.push_back(1 + draw.below(5));
    double mean = 0, squares = 0, apart = 0;
    for (const double x : rows) mean += x / static_cast<double>(rows.size());
    for (const double x : rows) {
      squares += (x - mean) * (x - mean);
      apart += std::abs(x - mean);
    }
    const auto n = static_cast<double>(rows.size());
    const auto ratings = ratings_of(rows);
    EXPECT_NEAR(r_wg(ratings, 2)->value, 1 - std::min(1.0, squares / (n - 1) / 2), 1e-12);
    EXPECT_NEAR(average_deviation(ratings)->value, apart / n, 1e-12);
    if (const auto a = a_wg(ratings, scale)) {
      EXPECT_NEAR(a->value, 1 - 2 * squares / (n - 1) / ((6 * mean - mean * mean - 5) * n / (n - 1)), 1e-12);
    }
    std::sort(rows.begin(), rows.end());
    EXPECT_EQ(ratings.median(), (rows[(rows.size() - 1) / 2] + rows[rows.size() / 2]) / 2);
  }
}

TEST(WithinGroupTest, PartsMergedEqualAllAtOnceInAnyOrder) {
  RandomStream draw(6, 0);
  Ratings all;
  std::vector<Ratings> parts(4);
  for (int i = 0; i < 200; ++i) {
    const double x = draw.below(5);
    ASSERT_TRUE(all.add(x));
    ASSERT_TRUE(parts[draw.below(4)].add(x));
  }
  Ratings forward, backward;
  for (std::size_t i = 0; i < 4; ++i) {
    ASSERT_TRUE(forward.merge(parts[i]));
    ASSERT_TRUE(backward.merge(parts[3 - i]));
  }
  EXPECT_EQ(forward, all);
  EXPECT_EQ(backward, all);
  EXPECT_TRUE(forward.merge(forward));
  EXPECT_EQ(forward.n, 400);
}

TEST(WithinGroupTest, OverTeamsIsMeanAndMedianOfWhatCouldBeSaid) {
  std::vector<Outcome> said;
  for (const auto& team : teams()) said.push_back(r_wg_j(team, 2));
  const auto over = over_teams(said);
  EXPECT_EQ(over.mean->n, 4);
  EXPECT_NEAR(over.mean->value, (0.906593406593407 + 1 + 0.944444444444444) / 4, 1e-12);
  EXPECT_NEAR(over.median, (0.906593406593407 + 0.944444444444444) / 2, 1e-12);
  EXPECT_EQ(over_teams({}).mean.error().reason, Reason::too_few);
}

TEST(WithinGroupTest, EdgesAreSaidNotGuessed) {
  EXPECT_EQ(r_wg({}, 2).error().reason, Reason::too_few);
  EXPECT_EQ(r_wg_j({}, 2).error().reason, Reason::too_few);
  EXPECT_EQ(a_wg({}, scale).error().reason, Reason::too_few);
  EXPECT_EQ(average_deviation({}).error().reason, Reason::too_few);
  EXPECT_EQ(r_wg(ratings_of({1, 2}), 0).error().reason, Reason::no_spread);              // a scale of one answer
  EXPECT_EQ(a_wg(ratings_of({0, 5, 9}), scale).error().reason, Reason::not_identified);  // off the scale
  EXPECT_EQ(r_wg(ratings_of({3, 3}), 2)->no_interval, Reason::not_identified);
  EXPECT_NEAR(r_wg(ratings_of({1e9, 1e9 + 1, 1e9}), 2)->value, 1 - 1.0 / 6, 1e-6);  // a large mean keeps its spread
  Ratings ratings;
  EXPECT_FALSE(ratings.add(std::numeric_limits<double>::infinity()));
  EXPECT_FALSE(ratings.add(1, 0));
  EXPECT_EQ(ratings, Ratings{});
  ASSERT_TRUE(ratings.add(1, std::numeric_limits<std::int64_t>::max()));
  EXPECT_FALSE(ratings.add(1));
  EXPECT_FALSE(ratings.merge(ratings_of({1})));
}

}  // namespace
}  // namespace goud::stats
