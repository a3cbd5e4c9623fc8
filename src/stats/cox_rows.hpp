// Rows as the likelihood of Cox walks them: those of some weight that were at risk at some event time, in order of falling time, each row of the columns together in
// memory, columns standardised. Event times are numbered as they are met on that way: 0 is the last. A row is at risk at the
// numbers upto <= j < from.
#pragma once

#include <cstdint>
#include <vector>

#include "stats/concordance.hpp"
#include "stats/matrix.hpp"

namespace goud::stats {

struct CoxRows {
  std::int64_t rows = 0;  // of some weight, at risk at an event time or not
  std::size_t n = 0;
  std::size_t columns = 0;
  std::vector<double> weight, time;
  std::vector<std::uint8_t> event;
  std::vector<std::uint32_t> upto, from;  // from: empty where nobody came in late
  std::vector<double> x;                  // row after row
  std::vector<std::uint32_t> by_entry;    // rows that were not in yet at some event time, by falling entry
  std::vector<std::size_t> rows_end;      // per event time: rows met by then
  std::vector<std::size_t> entries_end;   // and of by_entry those that are not in yet
  std::vector<double> event_time;
  std::vector<std::size_t> blocks;  // bounds among the event times, of work of one size whatever the number of threads
  std::vector<double> scale;        // of the columns; 0: constant
  std::vector<double> range;        // highest less lowest, in standardised units
  std::int64_t events = 0;
};
// Without event times where there was no event.
[[nodiscard]] CoxRows cox_rows(const WatchedRows&, const Matrix& columns, int threads);

}  // namespace goud::stats
