// A net promoter score per cell (a hotel in a month, a segment): one pass over rows whose cell is already a number.
// formula: per cell as nps.hpp: p - d with adjusted Wald limits
// unit: share -1..1
// needs: one answer in the cell; a score outside 0..10 and a cell outside the table are no answer and are counted apart
// source: rocks2016
// checked: nps_table_test.cpp: against NpsCounts row by row; any number of threads; cells of more rows than a packed counter holds
// not for: weighted answers (NpsCounts per cell); reading the best of many cells as the best (many_tests)
#pragma once

#include <span>
#include <vector>

#include "stats/nps.hpp"

namespace goud::stats {

struct NpsCell {
  std::int64_t n = 0;
  std::int64_t promoters = 0;
  std::int64_t detractors = 0;
  bool operator==(const NpsCell&) const = default;
};

struct NpsTable {
  std::vector<NpsCell> cells;
  std::int64_t left_out = 0;  // rows that are no answer
  bool operator==(const NpsTable&) const = default;

  [[nodiscard]] bool merge(const NpsTable&);  // false, and nothing changed, where the tables have other cells
};

// scores and cell_of are as long as each other; else it throws.
[[nodiscard]] NpsTable nps_table(std::span<const std::int8_t> scores, std::span<const std::int32_t> cell_of,
                                 std::size_t cells, int threads = 1);
[[nodiscard]] Outcome nps(const NpsCell&, double level = level_default);
// Of every cell, which is much faster than one by one.
[[nodiscard]] std::vector<Outcome> nps(const NpsTable&, double level = level_default, int threads = 1);

}  // namespace goud::stats
