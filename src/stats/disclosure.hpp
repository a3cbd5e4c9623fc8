// Statistical disclosure control: which groups of a table can be worked out from the sums that are published of it.
// formula: a set S of cells is determined iff its indicator lies in the row space of the indicators that are published, so
//   iff sum_{c in S} z_c = 0 for every z with A z = 0; one z drawn at random modulo p = 2^61 - 1 misses that with chance 1/p.
//   All sets of a weight under the floor are looked at in two halves, z_1 + z_2 = -(z_3 + z_4)
// unit: whole numbers modulo p; weights in persons
// needs: every published sum as a row; rows numbered so that a row inside another one comes before it, for speed alone
// source: duncan2011, hundepool2012
// checked: disclosure_test.cpp: every subset of small tables by exact elimination; the two-way table with one single cell
// not for: limits by inequality (a cell that must be nearly empty, a class that all of a group must have said)
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace goud::stats {

constexpr std::uint64_t disclosure_prime = (std::uint64_t{1} << 61U) - 1;

// A z with A z = 0, uniform among all such; `rows_of` gives for each cell the rows that count it, ascending.
[[nodiscard]] std::vector<std::uint64_t> null_vector(int rows, const std::vector<std::vector<int>>& rows_of,
                                                     std::uint64_t seed);

struct SmallSums {
  std::vector<std::vector<int>> determined;  // sets of cells weighing under the floor together, by place in `cells`
  std::int64_t tried = 0;                    // sets looked at
  bool complete = true;                      // false: there were too many to look at; nothing is proved then
};
// All sets of these cells that weigh under the floor and that z says are determined; cells of no weight among them too.
[[nodiscard]] SmallSums small_sums(const std::vector<std::uint64_t>& z, const std::vector<std::int64_t>& weights,
                                   const std::vector<int>& cells, std::int64_t floor);

}  // namespace goud::stats
