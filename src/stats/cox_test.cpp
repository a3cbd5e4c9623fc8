#include "stats/cox.hpp"

#include <gtest/gtest.h>

#include "stats/log_rank.hpp"
#include "stats/random_stream.hpp"
#include "stats/survival_test_rows.hpp"

namespace goud::stats {
namespace {

void expect_fit(const CoxFit& fit, const std::string& name) {
  const auto value = reference(name, "coefficients"), error = reference(name, "standard_error"),
             chi2 = reference(name, "zph_chi2"), p = reference(name, "zph_p");
  EXPECT_NEAR(fit.loglik_null, reference(name, "loglik_null")[0], 1e-8) << name;
  EXPECT_NEAR(fit.loglik, reference(name, "loglik")[0], 1e-8) << name;
  ASSERT_TRUE(fit.concordance) << name;
  EXPECT_NEAR(fit.concordance->value, reference(name, "concordance")[0], 1e-10) << name;
  EXPECT_NEAR(fit.concordance->standard_error, reference(name, "concordance_error")[0], 1e-8) << name;
  ASSERT_EQ(fit.coefficients.size(), value.size()) << name;
  for (std::size_t j = 0; j < value.size(); ++j) {
    ASSERT_TRUE(fit.coefficients[j]) << name << " " << j;
    EXPECT_NEAR(fit.coefficients[j]->value, value[j], 1e-7 * std::max(1.0, std::abs(value[j]))) << name << " " << j;
    EXPECT_NEAR(fit.coefficients[j]->standard_error, error[j], 1e-7 * error[j] + 1e-12) << name << " " << j;
    ASSERT_TRUE(fit.proportional[j]) << name;
    EXPECT_NEAR(fit.proportional[j]->chi2, chi2[j], 1e-5 * std::max(1.0, chi2[j])) << name << " " << j;
    EXPECT_NEAR(fit.proportional[j]->p, p[j], 1e-6) << name << " " << j;
  }
  EXPECT_NEAR(fit.proportional_together->chi2, chi2.back(), 1e-5 * chi2.back()) << name;
}

TEST(CoxTest, FreireichAsPublishedAndAsRHasIt) {
  const auto rows = freireich();
  const auto efron = cox(rows.watched(), rows.x);
  const auto breslow = cox(rows.watched(), rows.x, {Ties::breslow});
  ASSERT_TRUE(efron && breslow);
  EXPECT_NEAR(breslow->coefficients[0]->value, 1.509, 5e-4);  // Cox (1972) and the textbooks after it
  EXPECT_NEAR(breslow->coefficients[0]->standard_error, 0.410, 5e-4);
  EXPECT_NEAR(efron->coefficients[0]->value, 1.572, 5e-4);
  expect_fit(*efron, "mp_efron");
  expect_fit(*breslow, "mp_breslow");
}

TEST(CoxTest, RsCoxphWithTiesLateEntryAndWeights) {
  const auto rows = made_rows();
  const CoxOptions efron, breslow{Ties::breslow};
  expect_fit(*cox(rows.watched(), rows.x, efron), "cox_efron");
  expect_fit(*cox(rows.watched(), rows.x, breslow), "cox_breslow");
  expect_fit(*cox(rows.watched(true), rows.x, efron), "cox_late");
  expect_fit(*cox(rows.watched(true), rows.x, breslow), "cox_late_breslow");
  expect_fit(*cox(rows.watched(false, true), rows.x, efron), "cox_weighted");
  expect_fit(*cox(rows.watched(true, true), rows.x, efron), "cox_weighted_late");
  expect_fit(*cox(rows.watched(false, true), rows.x, breslow), "cox_weighted_breslow");
}

// The veterans' lung cancer trial of Kalbfleisch and Prentice; columns as in survival.R, adeno the first of the cells.
TestRows veteran() {
  TestRows rows;
  std::ifstream file("tests/reference/veteran.csv");
  std::string line;
  std::vector<std::vector<double>> columns(8);
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::stringstream cells(line);
    std::vector<std::string> cell;
    for (std::string one; std::getline(cells, one, ',');) cell.push_back(one);
    rows.time.push_back(std::stod(cell[2]));
    rows.event.push_back(cell[3] == "1" ? 1 : 0);
    const double values[] = {std::stod(cell[0]),
                             cell[1] == "large" ? 1.0 : 0.0,
                             cell[1] == "smallcell" ? 1.0 : 0.0,
                             cell[1] == "squamous" ? 1.0 : 0.0,
                             std::stod(cell[4]),
                             std::stod(cell[5]),
                             std::stod(cell[6]),
                             std::stod(cell[7])};
    for (std::size_t j = 0; j < 8; ++j) columns[j].push_back(values[j]);
  }
  rows.x = Matrix(rows.time.size(), 8);
  for (std::size_t j = 0; j < 8; ++j) std::copy(columns[j].begin(), columns[j].end(), rows.x.column(j).begin());
  return rows;
}

TEST(CoxTest, VeteransAsPublishedWithTheTestOfAWholeFactor) {
  const auto rows = veteran();
  ASSERT_EQ(rows.time.size(), 137u);
  const auto fit = cox(rows.watched(), rows.x);
  expect_fit(*fit, "veteran");
  EXPECT_NEAR(fit->coefficients[4]->value, -0.0328, 5e-5);  // Kalbfleisch and Prentice: performance status
  Matrix five(137, 5);
  for (std::size_t j = 0; j < 5; ++j) std::copy_n(rows.x.column(j).begin(), 137, five.column(j).begin());
  CoxOptions options;
  options.terms = {{0}, {1, 2, 3}, {4}};
  const auto terms = cox(rows.watched(), five, options);
  const auto numbers = reference("veteran_zph_terms");
  for (std::size_t t = 0; t < 3; ++t) {
    EXPECT_NEAR(terms->proportional[t]->chi2, numbers[t], 1e-5 * numbers[t]);
    EXPECT_EQ(terms->proportional[t]->df, static_cast<int>(numbers[4 + t]));
  }
  EXPECT_NEAR(terms->proportional_together->chi2, numbers[3], 1e-5 * numbers[3]);
}

double slow_loglik(const WatchedRows& rows, const Matrix& x, const std::vector<double>& b, Ties ties) {
  const auto risk = [&](std::size_t i) {
    double score = 0;
    for (std::size_t j = 0; j < x.columns; ++j) score += x.at(i, j) * b[j];
    return (rows.weights.empty() ? 1.0 : rows.weights[i]) * std::exp(score);
  };
  double loglik = 0;
  for (std::size_t i = 0; i < rows.time.size(); ++i) {
    if (rows.event[i] == 0) continue;
    double sum = 0, tied = 0, tied_weight = 0, before = 0, deaths = 0;
    for (std::size_t j = 0; j < rows.time.size(); ++j) {
      if (rows.time[j] < rows.time[i] || (!rows.entry.empty() && rows.entry[j] >= rows.time[i])) continue;
      sum += risk(j);
      if (rows.time[j] != rows.time[i] || rows.event[j] == 0) continue;
      tied += risk(j);
      tied_weight += rows.weights.empty() ? 1.0 : rows.weights[j];
      ++deaths;
      if (j < i) ++before;
    }
    const double w = rows.weights.empty() ? 1.0 : rows.weights[i];
    loglik += w * std::log(risk(i) / w) -
              tied_weight / deaths * std::log(sum - (ties == Ties::efron ? before / deaths * tied : 0));
  }
  return loglik;
}

TEST(CoxTest, StandsAtTheTopOfTheSlowLikelihoodAndItsCurvatureIsTheError) {
  const auto rows = made_rows();
  for (const bool late : {false, true}) {
    for (const auto ties : {Ties::efron, Ties::breslow}) {
      const auto fit = cox(rows.watched(late), rows.x, {ties});
      ASSERT_TRUE(fit);
      EXPECT_NEAR(fit->loglik, slow_loglik(rows.watched(late), rows.x, fit->slopes, ties), 1e-8);
      EXPECT_NEAR(fit->loglik_null, slow_loglik(rows.watched(late), rows.x, {0, 0, 0}, ties), 1e-8);
      for (std::size_t j = 0; j < 3; ++j) {
        auto up = fit->slopes, down = fit->slopes;
        const double step = 0.05 * fit->coefficients[j]->standard_error;
        up[j] += step;
        down[j] -= step;
        const double above = slow_loglik(rows.watched(late), rows.x, up, ties),
                     below = slow_loglik(rows.watched(late), rows.x, down, ties);
        EXPECT_NEAR((above - below) / (2 * step) * fit->coefficients[j]->standard_error, 0, 1e-3);
        EXPECT_LT(above, fit->loglik);
        EXPECT_LT(below, fit->loglik);
      }
    }
  }
  const auto weighted = cox(rows.watched(true, true), rows.x);
  EXPECT_NEAR(weighted->loglik, slow_loglik(rows.watched(true, true), rows.x, weighted->slopes, Ties::efron), 1e-8);
}

TestRows drawn_rows(std::size_t n, std::uint64_t stream, double slope, bool late) {
  TestRows rows;
  RandomStream draw(11, stream);
  rows.x = Matrix(n, 2);
  for (std::size_t i = 0; i < n; ++i) {
    double until = 0, entry = 0, seen = 0;
    do {  // who left before it was to come in was never seen
      rows.x.at(i, 0) = draw.normal();
      rows.x.at(i, 1) = draw.below(2);
      until = -std::log1p(-draw.unit()) * 10 * std::exp(-slope * rows.x.at(i, 0));
      entry = late ? draw.unit() * 4 : -1;
      seen = std::max(entry, 0.0) + draw.unit() * 20;
    } while (until <= entry);
    rows.time.push_back(std::min(until, seen));
    rows.entry.push_back(entry);
    rows.event.push_back(until <= seen ? 1 : 0);
  }
  return rows;
}

TEST(CoxTest, TheIntervalHoldsTheTruthAndChancesAreUniform) {
  for (const bool late : {false, true}) {
    int holds = 0, under_5 = 0, under_50 = 0, changes = 0;
    constexpr int samples = 600;
    for (int s = 0; s < samples; ++s) {
      const auto rows = drawn_rows(100, static_cast<std::uint64_t>(s + (late ? samples : 0)), 0.5, late);
      const auto fit = cox(rows.watched(late), rows.x);
      ASSERT_TRUE(fit && fit->coefficients[0] && fit->coefficients[1]);
      const auto& interval = fit->coefficients[0]->interval;
      holds += interval.low <= 0.5 && 0.5 <= interval.high ? 1 : 0;
      under_5 += fit->coefficients[1]->p < 0.05 ? 1 : 0;
      under_50 += fit->coefficients[1]->p < 0.5 ? 1 : 0;
      changes += fit->proportional_together->p < 0.05 ? 1 : 0;
    }
    EXPECT_NEAR(holds / 600.0, 0.95, 0.025) << late;
    EXPECT_NEAR(under_5 / 600.0, 0.05, 0.025) << late;
    EXPECT_NEAR(under_50 / 600.0, 0.5, 0.06) << late;
    EXPECT_NEAR(changes / 600.0, 0.05, 0.03) << late;
  }
}

TEST(CoxTest, TheSameAnswerToTheLastBitOnAnyNumberOfThreads) {
  const auto rows = drawn_rows(20'000, 7, 0.3, true);
  CoxOptions one, four;
  four.threads = 4;
  const auto alone = cox(rows.watched(true), rows.x, one), together = cox(rows.watched(true), rows.x, four);
  EXPECT_EQ(alone->loglik, together->loglik);
  EXPECT_EQ(alone->slopes, together->slopes);
  EXPECT_EQ(alone->coefficients[0]->standard_error, together->coefficients[0]->standard_error);
  EXPECT_EQ(alone->concordance->value, together->concordance->value);
}

TEST(CoxTest, OrderOfRowsAndUnitsDoNotMatterAndWeightsOfTwoAreRowsTwice) {
  const auto rows = made_rows();
  TestRows turned = rows;
  std::reverse(turned.time.begin(), turned.time.end());
  std::reverse(turned.event.begin(), turned.event.end());
  for (std::size_t j = 0; j < 3; ++j) std::reverse(turned.x.column(j).begin(), turned.x.column(j).end());
  const auto fit = cox(rows.watched(), rows.x), other = cox(turned.watched(), turned.x);
  EXPECT_NEAR(fit->loglik, other->loglik, 1e-9);
  TestRows scaled = rows;
  for (auto& x : scaled.x.column(0)) x = 1e6 + 1000 * x;
  EXPECT_NEAR(cox(scaled.watched(), scaled.x)->coefficients[0]->value * 1000, fit->coefficients[0]->value, 1e-8);
  TestRows twice = rows;
  twice.x = Matrix(480, 3);
  for (std::size_t i = 0; i < 480; ++i) {
    if (i >= 240) {
      twice.time.push_back(rows.time[i - 240]);
      twice.event.push_back(rows.event[i - 240]);
    }
    for (std::size_t j = 0; j < 3; ++j) twice.x.at(i, j) = rows.x.at(i % 240, j);
  }
  TestRows heavy = rows;
  heavy.weight.assign(240, 2.0);
  const CoxOptions breslow{Ties::breslow};
  EXPECT_NEAR(cox(twice.watched(), twice.x, breslow)->loglik, cox(heavy.watched(false, true), heavy.x, breslow)->loglik,
              1e-8);
}

TEST(CoxTest, ALevelWithoutEventsRisesForEverAndIsSaidNotGuessed) {
  auto rows = made_rows();
  for (std::size_t i = 0; i < rows.time.size(); ++i)
    if (rows.x.at(i, 1) == 1) rows.event[i] = 0;
  const auto fit = cox(rows.watched(), rows.x);
  ASSERT_TRUE(fit);
  EXPECT_EQ(fit->coefficients[1].error().reason, Reason::not_identified);
  EXPECT_EQ(fit->without_end, std::vector<std::size_t>{1});
  // The others are those of the rows that could have had the event, as the level that never does leaves the sums.
  TestRows rest;
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < rows.time.size(); ++i)
    if (rows.x.at(i, 1) == 0) kept.push_back(i);
  rest.x = Matrix(kept.size(), 2);
  for (std::size_t k = 0; k < kept.size(); ++k) {
    rest.time.push_back(rows.time[kept[k]]);
    rest.event.push_back(rows.event[kept[k]]);
    rest.x.at(k, 0) = rows.x.at(kept[k], 0);
    rest.x.at(k, 1) = rows.x.at(kept[k], 2);
  }
  const auto alone = cox(rest.watched(), rest.x);
  EXPECT_NEAR(fit->coefficients[0]->value, alone->coefficients[0]->value, 1e-6);
  EXPECT_NEAR(fit->coefficients[2]->standard_error, alone->coefficients[1]->standard_error, 1e-6);
  EXPECT_NEAR(fit->loglik, alone->loglik, 1e-6);
  EXPECT_TRUE(fit->concordance);
  EXPECT_EQ(fit->proportional[1].error().reason, Reason::not_identified);
}

TEST(CoxTest, WhoNeverWasAtRiskWithOthersDoesNotDrownThem) {
  // One event, highest of the three at risk; two with far higher values come in later.
  const std::vector<double> time = {1, 1, 1, 1, 0.05}, entry = {0, 0.5, 1e-3, 0.5, 0};
  const std::vector<std::uint8_t> event = {0, 0, 0, 0, 1};
  Matrix x(5, 1);
  x.values = {1, 0, 1, 40, 1.07};
  const auto fit = cox({time, event, entry}, x);
  ASSERT_TRUE(fit);
  EXPECT_EQ(fit->n, 5);
  EXPECT_EQ(fit->coefficients[0].error().reason, Reason::not_identified);
  EXPECT_EQ(fit->without_end, std::vector<std::size_t>{0});
  EXPECT_NEAR(fit->loglik, 0, 1e-6);
}

TEST(CoxTest, ConstantAndCollinearColumnsAreLeftOutByName) {
  const auto rows = made_rows();
  Matrix x(240, 5);
  for (std::size_t i = 0; i < 240; ++i) {
    x.at(i, 0) = rows.x.at(i, 0);
    x.at(i, 1) = 7;
    x.at(i, 2) = rows.x.at(i, 1);
    x.at(i, 3) = 3 - 2 * rows.x.at(i, 0) + rows.x.at(i, 1);
    x.at(i, 4) = rows.x.at(i, 2);
  }
  const auto fit = cox(rows.watched(), x);
  ASSERT_TRUE(fit);
  EXPECT_EQ(fit->coefficients[1].error().reason, Reason::no_spread);
  EXPECT_EQ(fit->coefficients[3].error().reason, Reason::not_identified);
  EXPECT_EQ(fit->collinear, std::vector<std::size_t>{3});
  EXPECT_NEAR(fit->coefficients[4]->value, reference("cox_efron", "coefficients")[2], 1e-7);
}

TEST(CoxTest, EdgesAreSaidNotGuessed) {
  const std::vector<double> none;
  const std::vector<std::uint8_t> no_event;
  EXPECT_EQ(cox({none, no_event}, Matrix(0, 1)).error().reason, Reason::too_few);
  const std::vector<double> one = {3};
  const std::vector<std::uint8_t> yes = {1}, no = {0};
  Matrix x(1, 1);
  EXPECT_EQ(cox({one, no}, x).error().reason, Reason::too_few);
  const auto single = cox({one, yes}, x);
  ASSERT_TRUE(single);
  EXPECT_EQ(single->coefficients[0].error().reason, Reason::no_spread);
  EXPECT_FALSE(single->concordance);
  EXPECT_EQ(single->loglik, single->loglik_null);
  // Fewer rows than columns, and ties everywhere: each a reason or a finite number.
  const std::vector<double> time = {2, 2, 2}, ascending = {1, 2, 3};
  const std::vector<std::uint8_t> all = {1, 1, 1};
  Matrix wide(3, 5);
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 5; ++j) wide.at(i, j) = static_cast<double>((i * i * 3 + j * j * 5 + i * j * 7) % 11);
  for (const auto& times : {time, ascending}) {
    const auto fit = cox({times, all}, wide);
    ASSERT_TRUE(fit);
    EXPECT_TRUE(std::isfinite(fit->loglik));
    for (const auto& said : fit->coefficients)
      EXPECT_TRUE(!said || (std::isfinite(said->value) && std::isfinite(said->standard_error)));
  }
  // Weights of zero take a row out.
  auto rows = made_rows();
  for (std::size_t i = 0; i < 240; ++i) rows.weight[i] = i < 200 ? 1 : 0;
  const auto fit = cox(rows.watched(false, true), rows.x);
  EXPECT_EQ(fit->n, 200);
  rows.weight.assign(240, 0.0);
  EXPECT_EQ(cox(rows.watched(false, true), rows.x).error(), (Unsaid{Reason::too_few, 0}));
  const std::vector<double> late = {3};
  EXPECT_THROW((void)cox({one, yes, late}, x), std::invalid_argument);
}

TEST(CoxTest, AHugeColumnDoesNotRunAway) {
  auto rows = drawn_rows(300, 3, 0.5, false);
  rows.x.at(5, 0) = 1e6;  // an outlier
  const auto fit = cox(rows.watched(), rows.x);
  ASSERT_TRUE(fit);
  EXPECT_TRUE(std::isfinite(fit->loglik));
  EXPECT_GE(fit->loglik, fit->loglik_null);
  for (const auto& said : fit->coefficients) EXPECT_TRUE(!said || std::isfinite(said->value));
}

}  // namespace
}  // namespace goud::stats
