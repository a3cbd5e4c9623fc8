#include "stats/disclosure.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "kernel/random.hpp"

namespace goud::stats {
namespace {

using Rows = std::vector<std::vector<int>>;

__extension__ using Wide = __int128;

// Whether the indicator lies in the row space: elimination with whole numbers, as one would by hand.
bool in_row_space(int rows, const Rows& rows_of, const std::vector<bool>& set) {
  std::vector<std::vector<Wide>> matrix(static_cast<std::size_t>(rows), std::vector<Wide>(rows_of.size(), 0));
  for (std::size_t cell = 0; cell < rows_of.size(); ++cell)
    for (const int row : rows_of[cell]) matrix[static_cast<std::size_t>(row)][cell] = 1;
  std::vector<Wide> wanted(set.begin(), set.end());
  const auto reduce = [](std::vector<Wide>& row, const std::vector<Wide>& by, std::size_t pivot) {
    const Wide a = row[pivot], b = by[pivot];
    if (a == 0) return;
    Wide divisor = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
      row[i] = row[i] * b - by[i] * a;
      Wide x = row[i] < 0 ? -row[i] : row[i], y = divisor;
      while (y != 0) std::swap(x, y), y %= x;
      divisor = x;
    }
    if (divisor > 1)
      for (auto& value : row) value /= divisor;
  };
  for (std::size_t pivot = 0; pivot < rows_of.size(); ++pivot) {
    const auto by = std::find_if(matrix.begin(), matrix.end(), [&](const auto& row) { return row[pivot] != 0; });
    if (by == matrix.end()) continue;
    auto taken = *by;
    matrix.erase(by);
    for (auto& row : matrix) reduce(row, taken, pivot);
    reduce(wanted, taken, pivot);
  }
  return std::all_of(wanted.begin(), wanted.end(), [](Wide value) { return value == 0; });
}

TEST(NullVector, keeps_every_sum_at_zero_and_is_no_less_free_than_the_sums_allow) {
  SeededRandomness random(7);
  for (int world = 0; world < 200; ++world) {
    const int rows = 1 + static_cast<int>(random.below(6));
    Rows rows_of(1 + random.below(9));
    for (auto& of : rows_of)
      for (int row = 0; row < rows; ++row)
        if (random.below(2) == 0) of.push_back(row);
    const auto z = null_vector(rows, rows_of, 11 + static_cast<std::uint64_t>(world));
    for (unsigned subset = 0; subset < (1U << rows_of.size()); ++subset) {
      std::vector<bool> set;
      std::uint64_t sum = 0;
      for (std::size_t cell = 0; cell < rows_of.size(); ++cell) {
        set.push_back((subset >> cell & 1U) != 0);
        if (set.back()) sum = (sum + z[cell]) % disclosure_prime;
      }
      ASSERT_EQ(sum == 0, in_row_space(rows, rows_of, set)) << world << " " << subset;
    }
  }
}

// Cochran's old example of a table with one cell alone in its row and column sums.
TEST(SmallSums, finds_what_is_left_when_two_sums_differ_by_few) {
  // Sums: a+b+c, a+b. What is left is c.
  const Rows rows_of = {{0, 1}, {0, 1}, {1}};
  const auto z = null_vector(2, rows_of, 3);
  const auto found = small_sums(z, {3, 3, 2}, {0, 1, 2}, 5);
  ASSERT_TRUE(found.complete);
  EXPECT_EQ(found.determined, (std::vector<std::vector<int>>{{2}}));
  EXPECT_TRUE(small_sums(z, {3, 3, 5}, {0, 1, 2}, 5).determined.empty());
}

TEST(SmallSums, finds_every_set_under_the_floor_that_elimination_finds) {
  SeededRandomness random(19);
  int found_any = 0;
  for (int world = 0; world < 300; ++world) {
    const int rows = 2 + static_cast<int>(random.below(5));
    Rows rows_of(3 + random.below(7));
    std::vector<std::int64_t> weights;
    std::vector<int> all;
    for (auto& of : rows_of) {
      for (int row = 0; row < rows; ++row)
        if (random.below(2) == 0) of.push_back(row);
      weights.push_back(static_cast<std::int64_t>(random.below(4)));
      all.push_back(static_cast<int>(all.size()));
    }
    const auto sums = small_sums(null_vector(rows, rows_of, 5 + static_cast<std::uint64_t>(world)), weights, all, 5);
    ASSERT_TRUE(sums.complete);
    for (unsigned subset = 1; subset < (1U << rows_of.size()); ++subset) {
      std::vector<bool> set;
      std::vector<int> cells;
      std::int64_t weight = 0;
      for (std::size_t cell = 0; cell < rows_of.size(); ++cell) {
        set.push_back((subset >> cell & 1U) != 0);
        if (set.back()) cells.push_back(static_cast<int>(cell)), weight += weights[cell];
      }
      if (weight >= 5) continue;
      const bool told = std::find(sums.determined.begin(), sums.determined.end(), cells) != sums.determined.end();
      ASSERT_EQ(told, in_row_space(rows, rows_of, set)) << world << " " << subset;
      found_any += told;
    }
  }
  EXPECT_GT(found_any, 50);
}

TEST(SmallSums, says_where_there_are_too_many_to_look_at) {
  std::vector<int> many(2000);  // two million pairs
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = static_cast<int>(i);
  EXPECT_FALSE(small_sums(std::vector<std::uint64_t>(2000, 1), std::vector<std::int64_t>(2000, 1), many, 5).complete);
}

}  // namespace
}  // namespace goud::stats
