#include "stats/concordance.hpp"

#include <gtest/gtest.h>

#include "stats/ascending_order.hpp"
#include "stats/random_stream.hpp"
#include "stats/survival_test_rows.hpp"

namespace goud::stats {
namespace {

struct Slow {
  double value, error;
};

Slow by_all_pairs(const WatchedRows& rows, const std::vector<double>& score) {
  const std::size_t n = rows.time.size();
  std::vector<double> won(n, 0.0), all(n, 0.0);
  const auto w = [&](std::size_t i) { return rows.weights.empty() ? 1.0 : rows.weights[i]; };
  double concordant = 0, comparable = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (rows.event[i] == 0) continue;
    for (std::size_t j = 0; j < n; ++j) {
      const bool later = rows.time[j] > rows.time[i] || (rows.time[j] == rows.time[i] && rows.event[j] == 0);
      if (j == i || !later || (!rows.entry.empty() && !(rows.entry[j] < rows.time[i]))) continue;
      const double win = score[i] > score[j] ? 1 : score[i] == score[j] ? 0.5 : 0;
      concordant += win * w(i) * w(j);
      comparable += w(i) * w(j);
      won[i] += win * w(j);
      won[j] += win * w(i);
      all[i] += w(j);
      all[j] += w(i);
    }
  }
  double variance = 0;
  for (std::size_t i = 0; i < n; ++i)
    variance += std::pow(w(i) * (won[i] - concordant / comparable * all[i]) / comparable, 2);
  return {concordant / comparable, std::sqrt(variance)};
}

TEST(ConcordanceTest, AllPairsByADoubleLoopWithTiesLateEntryAndWeights) {
  const auto rows = made_rows();
  std::vector<double> score;
  for (std::size_t i = 0; i < rows.time.size(); ++i) score.push_back(std::floor(rows.x.at(i, 0)) - 4 * rows.x.at(i, 1));
  for (const bool late : {false, true}) {
    for (const bool weighted : {false, true}) {
      const auto watched = rows.watched(late, weighted);
      const auto slow = by_all_pairs(watched, score);
      for (const int threads : {1, 4}) {
        const auto quick = concordance(watched, score, threads);
        ASSERT_TRUE(quick);
        EXPECT_NEAR(quick->value, slow.value, 1e-12);
        EXPECT_NEAR(quick->standard_error, slow.error, 1e-12);
      }
    }
  }
}

TEST(ConcordanceTest, AScoreThatKnowsIsOneAndItsOppositeIsZero) {
  const std::vector<double> time = {1, 2, 3, 4}, score = {4, 3, 2, 1}, opposite = {1, 2, 3, 4}, none(4, 0.0);
  const std::vector<std::uint8_t> event = {1, 1, 0, 1};
  EXPECT_EQ(concordance({time, event}, score)->value, 1);
  EXPECT_EQ(concordance({time, event}, score)->pairs, 5);
  EXPECT_EQ(concordance({time, event}, opposite)->value, 0);
  EXPECT_EQ(concordance({time, event}, none)->value, 0.5);
}

TEST(ConcordanceTest, WithoutComparablePairsNothingIsSaid) {
  EXPECT_EQ(concordance({}, {}).error().reason, Reason::too_few);
  const std::vector<double> time = {3, 3}, score = {1, 2};
  const std::vector<std::uint8_t> both = {1, 1}, none = {0, 0};
  EXPECT_EQ(concordance({time, both}, score).error().reason, Reason::too_few);
  EXPECT_EQ(concordance({time, none}, score).error().reason, Reason::too_few);
}

TEST(AscendingOrderTest, IsAStableSort) {
  RandomStream draw(9, 0);
  std::vector<double> values;
  for (int i = 0; i < 5000; ++i) values.push_back(std::floor(draw.normal() * 40) * (i % 5 == 0 ? 1e-200 : 1e7));
  values.insert(values.end(),
                {0.0, -0.0, std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()});
  std::vector<std::uint32_t> expected(values.size());
  for (std::size_t i = 0; i < expected.size(); ++i) expected[i] = static_cast<std::uint32_t>(i);
  std::stable_sort(expected.begin(), expected.end(), [&](auto a, auto b) { return values[a] < values[b]; });
  EXPECT_EQ(ascending_order(values), expected);
  EXPECT_TRUE(ascending_order({}).empty());
}

}  // namespace
}  // namespace goud::stats
