#include "stats/contingency.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "stats/distribution.hpp"
#include "stats/many_tests.hpp"
#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

template <std::size_t R, std::size_t C>
Contingency table(const std::array<std::array<int, C>, R>& counts) {
  Contingency made;
  made.reach(R, C);
  for (std::size_t i = 0; i < R; ++i)
    for (std::size_t j = 0; j < C; ++j)
      for (int k = 0; k < counts[i][j]; ++k) EXPECT_TRUE(made.add(i, j));
  return made;
}

// R's HairEyeColor (Snee 1974): hair black, brown, red, blond by eyes brown, blue, hazel, green; 592 students.
// Numbers by chisq.test and prop.test: tests/reference/crosstab.json, by tools/reference_checks/crosstab.R.
Contingency hair_by_eye() {
  return table<4, 4>({{{68, 20, 15, 5}, {119, 84, 54, 29}, {26, 17, 14, 14}, {7, 94, 10, 16}}});
}

TEST(Contingency, HairByEyeAsRTestsIt) {
  const auto found = association(hair_by_eye());
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->chi2, 138.289841626008, 1e-10);
  EXPECT_EQ(found->df, 9);
  EXPECT_NEAR(found->p / 2.32528678709881e-25, 1, 1e-9);
  EXPECT_NEAR(found->cramers_v, 0.279044623342658, 1e-12);
  EXPECT_NEAR(found->cramers_v_corrected, 0.270483152912316, 1e-12);
  EXPECT_NEAR(found->least_expected, 7.67567567567568, 1e-12);
  EXPECT_FALSE(found->small_expected());
}

TEST(Contingency, PairsOfColumnsAsPropTestAndAdjustedAsPAdjust) {
  const double by_r[] = {2.03902690996389e-08, 0.00678816116621039,  0.00019812556792028,  0.0830719838593268,
                         0.714126777779189,    0.124575624246219,    0.00169129375047063,  0.518192350780129,
                         0.215974682668936,    0.00208707375432993,  0.371811668778032,    0.115738517533689,
                         0.171783177161279,    0.433304935543002,    0.0417887737925531,   0.0556290433963842,
                         0.00180036626772581,  0.272570835022277,    1.35163246652175e-23, 0.00691625354169484,
                         1.79041747841467e-08, 1.94364304088616e-08, 0.00713900155252289,  0.0182803183844541};
  const double by_r_adjusted[] = {1.22341614597833e-07, 0.0155760033873227,   0.000951002726017342, 0.132915174174923,
                                  0.714126777779189,    0.175871469524073,    0.00617268434648848,  0.540722452987961,
                                  0.272810125476551,    0.00626122126298979,  0.424927621460608,    0.173607776300534,
                                  0.229044236215039,    0.472696293319638,    0.0771485054631749,   0.0953640743938014,
                                  0.00617268434648848,  0.327085002026733,    3.24391791965221e-22, 0.0155760033873227,
                                  1.22341614597833e-07, 1.22341614597833e-07, 0.0155760033873227,   0.0365606367689082};
  const auto counts = hair_by_eye();
  std::vector<std::optional<double>> p;
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t a = 0; a < 3; ++a) {
      for (std::size_t b = a + 1; b < 4; ++b) {
        const auto compared = compare_shares(counts.at(i, a), counts.column(a), counts.at(i, b), counts.column(b));
        ASSERT_TRUE(compared);
        p.emplace_back(compared->p);
      }
    }
  }
  const auto adjusted = benjamini_hochberg(p);
  for (std::size_t k = 0; k < 24; ++k) {
    EXPECT_NEAR(*p[k] / by_r[k], 1, 1e-9) << k;
    EXPECT_NEAR(*adjusted[k] / by_r_adjusted[k], 1, 1e-9) << k;
  }
}

TEST(Contingency, SatisfactionByIncomeExpectsTooLittle) {
  // R's example of fisher.test (Agresti): chisq.test warns here.
  const auto found = association(table<4, 4>({{{1, 3, 10, 6}, {2, 3, 10, 7}, {1, 6, 14, 12}, {0, 1, 9, 11}}}));
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->chi2, 5.9655145887704, 1e-11);
  EXPECT_NEAR(found->p, 0.743364725052551, 1e-11);
  EXPECT_NEAR(found->cramers_v, 0.143922174532347, 1e-12);
  EXPECT_EQ(found->cramers_v_corrected, 0);
  EXPECT_NEAR(found->least_expected, 0.833333333333333, 1e-12);
  EXPECT_TRUE(found->small_expected());
}

Contingency by_rule(double scale = 1) {
  Contingency made;
  for (int i = 0; i < 200; ++i) {
    const int column = (i * 7 + i / 11) % 4;
    const int row = ((i * i) % 5 * column + i / 7) % 3;
    EXPECT_TRUE(made.add(static_cast<std::size_t>(row), static_cast<std::size_t>(column),
                         scale * (0.25 + (i * 13) % 17 / 8.0)));
  }
  return made;
}

TEST(Contingency, WeightedRowsCountByKish) {
  const double expected[] = {1.31941848619707,   6, 0.97057615681602,
                             0.0640040273527981, 0, 10.517086038961};  // chi2, df, p, V, V corrected, least expected
  const double pair[] = {-0.50518067770431, 0.613431940298423, 44.4894338638142,
                         43.4491494752081,  0.345890410958904, 0.397959183673469};  // z, p, m_a, m_b, p_a, p_b
  for (const double scale : {1.0, 8.0, 1 / 1024.0}) {  // what weights are counted in does not matter
    const auto counts = by_rule(scale);
    const auto found = association(counts);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->chi2, expected[0], 1e-10);
    EXPECT_EQ(found->df, expected[1]);
    EXPECT_NEAR(found->p, expected[2], 1e-12);
    EXPECT_NEAR(found->cramers_v, expected[3], 1e-12);
    EXPECT_NEAR(found->cramers_v_corrected, expected[4], 1e-12);
    EXPECT_NEAR(found->least_expected, expected[5], 1e-10);
    const auto compared = compare_shares(counts.at(1, 0), counts.column(0), counts.at(1, 2), counts.column(2));
    ASSERT_TRUE(compared);
    EXPECT_NEAR(compared->z, pair[0], 1e-11);
    EXPECT_NEAR(compared->p, pair[1], 1e-12);
    EXPECT_NEAR(counts.column(0).n_effective(), pair[2], 1e-10);
    const auto share = share_within(counts.at(1, 2), counts.column(2), true);
    ASSERT_TRUE(share);
    EXPECT_NEAR(share->value, pair[5], 1e-12);
    EXPECT_NEAR(*share->n_effective, pair[3], 1e-10);
  }
}

TEST(Contingency, TwoByTwoIsZSquaredAndTheNaiveFormula) {
  const auto counts = table<2, 2>({{{43, 17}, {21, 30}}});
  const auto found = association(counts);
  const auto compared = compare_shares(counts.at(0, 0), counts.column(0), counts.at(0, 1), counts.column(1));
  ASSERT_TRUE(found && compared);
  EXPECT_NEAR(found->chi2, compared->z * compared->z, 1e-12);
  EXPECT_NEAR(found->p, compared->p, 1e-12);
  const double a = 43, b = 17, c = 21, d = 30, n = a + b + c + d;
  EXPECT_NEAR(found->chi2, n * (a * d - b * c) * (a * d - b * c) / ((a + b) * (c + d) * (a + c) * (b + d)), 1e-12);
  EXPECT_NEAR(found->cramers_v, std::abs(a * d - b * c) / std::sqrt((a + b) * (c + d) * (a + c) * (b + d)), 1e-13);
  EXPECT_GT(compared->z, 0);
}

TEST(Contingency, PartsMergedAreTheWholeInAnyOrder) {
  Contingency all, first, second, reversed;
  std::vector<std::pair<std::size_t, std::size_t>> rows;
  for (std::size_t i = 0; i < 500; ++i) rows.emplace_back((i * i + i / 3) % 7, (i * 11 + i / 9) % 23);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    ASSERT_TRUE(all.add(rows[i].first, rows[i].second));
    ASSERT_TRUE((i < 137 ? first : second).add(rows[i].first, rows[i].second));
    ASSERT_TRUE(reversed.add(rows[499 - i].first, rows[499 - i].second));
  }
  ASSERT_TRUE(first.merge(second));
  EXPECT_EQ(first, all);
  EXPECT_EQ(reversed, all);
  EXPECT_EQ(all.total().n, 500);
  std::vector<std::size_t> turned_rows, turned_columns;
  for (std::size_t i = 7; i-- > 0;) turned_rows.push_back(i);
  for (std::size_t i = 23; i-- > 0;) turned_columns.push_back(i);
  const auto turned = all.ordered(turned_rows, turned_columns);
  EXPECT_EQ(turned.at(0, 1), all.at(6, 21));
  EXPECT_NEAR(association(turned)->chi2, association(all)->chi2, 1e-10);
  double share = 0;
  for (std::size_t i = 0; i < 7; ++i) share += share_within(all.at(i, 3), all.column(3), false)->value;
  EXPECT_NEAR(share, 1, 1e-14);
}

TEST(Contingency, WhatCannotBeSaid) {
  EXPECT_EQ(association(Contingency()).error().reason, Reason::too_few);
  Contingency one;
  ASSERT_TRUE(one.add(0, 0));
  EXPECT_EQ(association(one).error().reason, Reason::no_spread);
  EXPECT_EQ(association(table<1, 3>({{{4, 5, 6}}})).error().reason, Reason::no_spread);
  EXPECT_EQ(association(table<3, 2>({{{0, 4}, {0, 5}, {0, 6}}})).error().reason, Reason::no_spread);
  // An empty row is left out of the degrees of freedom.
  EXPECT_EQ(association(table<3, 2>({{{5, 4}, {0, 0}, {8, 6}}}))->df, 1);
  Contingency zero;
  ASSERT_TRUE(zero.add(0, 0, 0) && zero.add(1, 1, 0));
  EXPECT_EQ(association(zero).error().reason, Reason::too_few);
  EXPECT_EQ(share_within(zero.at(0, 0), zero.column(0), true).error().reason, Reason::too_few);
  EXPECT_FALSE(zero.add(0, 0, -1));
  EXPECT_FALSE(zero.add(0, 0, std::nan("")));
  EXPECT_FALSE(zero.add(0, 0, 1e200));  // its square is no number
  // All in one cell of each column: V is one, and no share lies beyond its limits.
  const auto all = association(table<2, 2>({{{9, 0}, {0, 8}}}));
  EXPECT_NEAR(all->cramers_v, 1, 1e-12);
  EXPECT_LE(all->cramers_v, 1);
  EXPECT_NEAR(all->chi2, 17, 1e-12);
  const auto few = table<2, 2>({{{4, 0}, {0, 9}}});  // a small column is compared; one of nobody is not
  ASSERT_TRUE(compare_shares(few.at(0, 0), few.column(0), few.at(0, 1), few.column(1)));
  EXPECT_NEAR(compare_shares(few.at(0, 0), few.column(0), few.at(0, 1), few.column(1))->z, std::sqrt(13.0), 1e-12);
  const auto nobody = table<2, 2>({{{4, 0}, {2, 0}}});
  EXPECT_EQ(compare_shares(nobody.at(0, 0), nobody.column(0), nobody.at(0, 1), nobody.column(1)).error().reason,
            Reason::too_few);
  const auto same = table<2, 2>({{{7, 9}, {0, 0}}});
  EXPECT_EQ(compare_shares(same.at(0, 0), same.column(0), same.at(0, 1), same.column(1)).error().reason,
            Reason::no_spread);
}

TEST(Contingency, ChanceAloneGivesEachPAsOftenAsItSays) {
  // Three columns of 150, four rows with the same shares in each: nothing is there to find.
  constexpr int samples = 4000;
  std::array<int, 10> by_chi2{}, by_z{};
  double corrected = 0;
  for (int s = 0; s < samples; ++s) {
    RandomStream random(20, static_cast<std::uint64_t>(s));
    Contingency counts;
    counts.reach(4, 3);
    for (std::size_t j = 0; j < 3; ++j) {
      for (int k = 0; k < 150; ++k) {
        const double u = random.unit();
        ASSERT_TRUE(counts.add(u < 0.4 ? 0 : u < 0.65 ? 1 : u < 0.9 ? 2 : 3, j));
      }
    }
    const auto found = association(counts);
    const auto compared = compare_shares(counts.at(0, 0), counts.column(0), counts.at(0, 1), counts.column(1));
    ASSERT_TRUE(found && compared);
    ++by_chi2[std::min<std::size_t>(9, static_cast<std::size_t>(found->p * 10))];
    ++by_z[std::min<std::size_t>(9, static_cast<std::size_t>(compared->p * 10))];
    corrected += found->cramers_v_corrected;
  }
  double away_chi2 = 0;
  for (std::size_t k = 0; k < 10; ++k) away_chi2 += std::pow(by_chi2[k] - samples / 10.0, 2) / (samples / 10.0);
  EXPECT_GT(chi_squared_p(away_chi2, 9), 1e-3);
  // A share takes whole counts only, so z has steps; its tail is what letters hang on.
  EXPECT_NEAR(by_z[0] / double(samples), 0.1, 0.02);
  EXPECT_LT(corrected / samples, 0.03);
}

}  // namespace
}  // namespace goud::stats
