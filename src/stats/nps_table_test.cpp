#include "stats/nps_table.hpp"

#include <gtest/gtest.h>

#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

TEST(NpsTable, IsNpsCountsRowByRow) {
  constexpr std::size_t cells = 50;
  std::vector<std::int8_t> scores;
  std::vector<std::int32_t> cell_of;
  std::vector<NpsCounts> naive(cells);
  std::int64_t left_out = 0;
  RandomStream draw(1, 1);
  for (int i = 0; i < 200'000; ++i) {
    scores.push_back(static_cast<std::int8_t>(static_cast<int>(draw.below(14)) - 2));
    cell_of.push_back(static_cast<std::int32_t>(draw.below(cells)) - 1);
    const auto cell = static_cast<std::size_t>(cell_of.back());
    if (cell_of.back() < 0 || !naive[cell].add(scores.back())) ++left_out;
  }
  const auto table = nps_table(scores, cell_of, cells);
  EXPECT_EQ(table.left_out, left_out);
  const auto all = nps(table, 0.9);
  for (std::size_t c = 0; c < cells; ++c) {
    EXPECT_EQ(all[c], nps(naive[c], 0.9));
    EXPECT_EQ(all[c], nps(table.cells[c], 0.9));
  }
  EXPECT_EQ(all.back().error().reason, Reason::too_few);
  EXPECT_EQ(table, nps_table(scores, cell_of, cells, 4));
  auto half = nps_table(std::span(scores).first(70'000), std::span(cell_of).first(70'000), cells);
  ASSERT_TRUE(half.merge(nps_table(std::span(scores).subspan(70'000), std::span(cell_of).subspan(70'000), cells)));
  EXPECT_EQ(half, table);
  EXPECT_FALSE(half.merge(NpsTable{}));
}

TEST(NpsTable, ACellHoldsMoreThanAPackedCounter) {
  const std::vector<std::int8_t> scores(5'000'000, 10);
  const std::vector<std::int32_t> cell_of(scores.size(), 1);
  const auto table = nps_table(scores, cell_of, 2);
  EXPECT_EQ(table.cells[1], (NpsCell{5'000'000, 5'000'000, 0}));
  EXPECT_EQ(table.cells[0], NpsCell{});
  EXPECT_EQ(table.left_out, 0);
}

TEST(NpsTable, Edges) {
  EXPECT_EQ(nps_table({}, {}, 0), NpsTable{});
  const std::int8_t one[] = {10};
  const std::int32_t far_away[] = {7};
  EXPECT_EQ(nps_table(one, far_away, 7).left_out, 1);
  EXPECT_THROW((void)nps_table(one, {}, 7), std::invalid_argument);
}

}  // namespace
}  // namespace goud::stats
