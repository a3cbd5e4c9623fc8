#include "stats/bg_bb.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/cdnow_test_data.hpp"

namespace goud::stats {
namespace {

constexpr BgBb published = {1.204, 0.750, 0.657, 2.783};
const std::vector<Occasions> histories = {{0, 0, 6}, {3, 5, 6}, {6, 6, 6}, {1, 2, 4}};

// 11,104 donors of 1995 and their gifts of 1996-2001, as printed by Fader, Hardie & Shang (2010), table 1.
OccasionCounts donations() {
  constexpr int table[][3] = {{0, 0, 3464}, {1, 1, 1091}, {1, 2, 277}, {1, 3, 129}, {1, 4, 78},  {1, 5, 119},
                              {1, 6, 129},  {2, 2, 613},  {2, 3, 255}, {2, 4, 155}, {2, 5, 173}, {2, 6, 234},
                              {3, 3, 322},  {3, 4, 181},  {3, 5, 225}, {3, 6, 357}, {4, 4, 240}, {4, 5, 284},
                              {4, 6, 512},  {5, 5, 335},  {5, 6, 728}, {6, 6, 1203}};
  OccasionCounts counts;
  for (const auto& row : table) counts.add({row[0], row[1], 6}, row[2]);
  return counts;
}

TEST(BgBbTest, DonationsAreFaderHardieShang2010) {
  const auto counts = donations();
  EXPECT_EQ(counts.n(), 11104);
  const auto fit = fit_bg_bb(counts);
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->loglik, -33225.6, 0.05);
  const Parameters paper = {1.204, 0.750, 0.657, 2.783};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(fit->value[i], paper[i], 6e-4) << i;
  double slow = 0;
  for (const auto& [one, times] : counts.customers)
    slow += static_cast<double>(times) * loglik(bg_bb_of(fit->value), one);
  EXPECT_NEAR(slow, fit->loglik, 1e-8);
}

TEST(BgBbTest, LikelihoodAndAliveAreTheIntegralsInReferenceChecksWorth) {
  const double l[] = {-1.16726247267381, -5.61589474636142, -2.1822484476183, -3.26434745430408};
  const double alive[] = {0.108016584168665, 0.766734049995723, 0.930402542372879, 0.498935819959447};
  for (std::size_t i = 0; i < histories.size(); ++i) {
    EXPECT_NEAR(loglik(published, histories[i]), l[i], 1e-9) << i;
    EXPECT_NEAR(probability_alive(published, histories[i]), alive[i], 1e-9) << i;
  }
}

TEST(BgBbTest, EveryPathOfFourOccasionsAddsUpToOne) {
  const auto path_of = [](int answers, int n) {
    Occasions one{0, 0, n};
    for (int i = 0; i < n; ++i) {
      if ((answers >> i & 1) == 0) continue;
      ++one.x;
      one.t_x = i + 1;
    }
    return one;
  };
  double sum = 0;
  for (int answers = 0; answers < 16; ++answers) sum += std::exp(loglik(published, path_of(answers, 4)));
  EXPECT_NEAR(sum, 1, 1e-12);
  // What is expected after four occasions, by adding up the paths of seven that begin as they did.
  for (int answers = 0; answers < 16; ++answers) {
    const double begun = std::exp(loglik(published, path_of(answers, 4)));
    double yeses = 0, discounted = 0;
    for (int more = 0; more < 8; ++more) {
      const double path = std::exp(loglik(published, path_of(answers | more << 4, 7)));
      for (int j = 0; j < 3; ++j) {
        yeses += (more >> j & 1) * path;
        discounted += (more >> j & 1) * path * std::pow(1.1, -j);
      }
    }
    EXPECT_NEAR(expected_purchases(published, path_of(answers, 4), 3), yeses / begun, 1e-11) << answers;
    EXPECT_NEAR(discounted_purchases(published, path_of(answers, 4), 0.1, 3), discounted / begun, 1e-11) << answers;
  }
}

TEST(BgBbTest, DerivativesAreDifferences) {
  for (const auto& h : histories) {
    const Parameters at = {published.alpha, published.beta, published.gamma, published.delta};
    const auto c = curvature_of(published, h);
    EXPECT_NEAR(c.value, loglik(published, h), 1e-12);
    for (std::size_t i = 0; i < 4; ++i) {
      Parameters up = at, down = at;
      const double step = 1e-5 * at[i];
      up[i] += step;
      down[i] -= step;
      EXPECT_NEAR(c.g[i], (loglik(bg_bb_of(up), h) - loglik(bg_bb_of(down), h)) / (2 * step), 1e-7);
      for (std::size_t j = 0; j < 4; ++j)
        EXPECT_NEAR(c.h[i][j], (curvature_of(bg_bb_of(up), h).g[j] - curvature_of(bg_bb_of(down), h).g[j]) / (2 * step),
                    1e-7);
    }
  }
}

TEST(BgBbTest, CustomersMadeUpGiveTheirParametersBackAndPartsAreTheWhole) {
  const BgBb truth = {1.2, 0.8, 0.7, 3};
  OccasionCounts all, first, second;
  RandomStream random(8, 3);
  for (int i = 0; i < 20000; ++i) {
    const double yes = beta_draw(random, truth.alpha, truth.beta);
    const double stop = beta_draw(random, truth.gamma, truth.delta);
    Occasions one{0, 0, 7};
    for (int j = 1; j <= 7 && random.unit() >= stop; ++j) {
      if (random.unit() >= yes) continue;
      ++one.x;
      one.t_x = j;
    }
    all.add(one);
    (i % 2 == 0 ? first : second).add(one);
  }
  first.merge(second);
  EXPECT_EQ(first, all);
  const auto fit = fit_bg_bb(all);
  ASSERT_TRUE(fit);
  const Parameters wanted = {truth.alpha, truth.beta, truth.gamma, truth.delta};
  for (std::size_t i = 0; i < 4; ++i)
    EXPECT_LT(std::abs(std::log(fit->value[i] / wanted[i])), 3.5 * std::sqrt(fit->log_covariance[i][i])) << i;
}

TEST(BgBbTest, WhatTheDataCannotTellIsSaid) {
  EXPECT_EQ(fit_bg_bb({}).error(), (Unsaid{Reason::too_few, 0}));
  OccasionCounts one, always, single;
  one.add({2, 3, 6});
  always.add({6, 6, 6}, 100);
  single.add({1, 1, 1}, 60);
  single.add({0, 0, 1}, 40);
  EXPECT_EQ(fit_bg_bb(one).error().reason, Reason::not_identified);
  EXPECT_EQ(fit_bg_bb(always).error().reason, Reason::not_identified);
  EXPECT_EQ(fit_bg_bb(single).error().reason, Reason::not_identified);
  OccasionCounts counts;
  for (const auto& wrong : {Occasions{2, 1, 6}, {0, 1, 6}, {1, 0, 6}, {1, 7, 6}, {-1, 0, 6}})
    EXPECT_THROW(counts.add(wrong), std::invalid_argument);
}

}  // namespace
}  // namespace goud::stats
