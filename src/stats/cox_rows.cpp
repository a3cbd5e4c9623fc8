#include "stats/cox_rows.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "stats/ascending_order.hpp"
#include "stats/parallel.hpp"

namespace goud::stats {
namespace {

std::vector<std::uint32_t> falling_order(const WatchedRows& rows) {
  const auto ascending = ascending_order(rows.time);
  std::vector<std::uint32_t> order;
  order.reserve(ascending.size());
  for (auto at = ascending.rbegin(); at != ascending.rend(); ++at)
    if (rows.weights.empty() || rows.weights[*at] > 0) order.push_back(*at);
  return order;
}

void standardise(const Matrix& columns, const std::vector<std::uint32_t>& order, int threads, CoxRows& sorted) {
  const std::size_t p = sorted.columns = columns.columns;
  std::vector<double> means(p, 0.0);
  sorted.scale.assign(p, 0.0);
  sorted.range.assign(p, 0.0);
  sorted.x.resize(sorted.n * p);
  for_each_index(p, threads, [&](std::size_t j) {
    const auto column = columns.column(j);
    double mean = 0, low = std::numeric_limits<double>::infinity(), high = -low;
    const double part = 1 / static_cast<double>(sorted.n);
    for (const auto i : order) {
      mean += part * column[i];
      low = std::min(low, column[i]);
      high = std::max(high, column[i]);
    }
    means[j] = mean;
    if (!(high > low)) return;
    // Measured in half its width, so that no square is lost in what is very large or very small.
    const double half = high / 2 - low / 2;
    double squares = 0;
    for (const auto i : order) squares += part * ((column[i] - mean) / half) * ((column[i] - mean) / half);
    sorted.scale[j] = half * std::sqrt(squares);
    sorted.range[j] = 2 / std::sqrt(squares);
    if (!(sorted.scale[j] > 0 && std::isfinite(sorted.scale[j]))) sorted.scale[j] = 0;
  });
  for_each_run(sorted.n, 4096, threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t j = 0; j < p; ++j) {
      const auto column = columns.column(j);
      const double by = sorted.scale[j] > 0 ? 1 / sorted.scale[j] : 0.0;
      for (std::size_t i = begin; i < end; ++i)
        sorted.x[i * p + j] = by == 0 ? 0.0 : (column[order[i]] - means[j]) * by;
    }
  });
}

}  // namespace

CoxRows cox_rows(const WatchedRows& rows, const Matrix& columns, int threads) {
  CoxRows sorted;
  auto order = falling_order(rows);
  sorted.rows = static_cast<std::int64_t>(order.size());
  for (const auto i : order)
    if (rows.event[i] != 0 && (sorted.event_time.empty() || sorted.event_time.back() != rows.time[i]))
      sorted.event_time.push_back(rows.time[i]);
  if (sorted.event_time.empty()) return sorted;
  // The event time that is met first at or before a time; as many as there are where none is.
  const auto count = static_cast<std::uint32_t>(sorted.event_time.size());
  const auto place = [&](double time) {
    return static_cast<std::uint32_t>(
        std::lower_bound(sorted.event_time.begin(), sorted.event_time.end(), time, std::greater<>()) -
        sorted.event_time.begin());
  };
  if (rows.entry.empty()) {
    while (rows.time[order.back()] < sorted.event_time.back()) order.pop_back();
  } else {
    std::erase_if(order, [&](auto i) { return place(rows.entry[i]) == place(rows.time[i]); });
  }
  const std::size_t n = sorted.n = order.size();
  sorted.weight.resize(n);
  sorted.time.resize(n);
  sorted.event.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    sorted.weight[i] = rows.weights.empty() ? 1.0 : rows.weights[order[i]];
    sorted.time[i] = rows.time[order[i]];
    sorted.event[i] = rows.event[order[i]] != 0 ? 1 : 0;
    sorted.events += sorted.event[i];
  }
  sorted.upto.resize(n);
  sorted.rows_end.assign(count, 0);
  std::uint32_t at = 0;
  for (std::size_t i = 0; i < n; ++i) {
    while (at < count && sorted.event_time[at] > sorted.time[i]) sorted.rows_end[at++] = i;
    sorted.upto[i] = at;
  }
  for (; at < count; ++at) sorted.rows_end[at] = n;
  sorted.entries_end.assign(count, 0);
  if (!rows.entry.empty()) {
    sorted.from.resize(n);
    std::vector<double> entry(n);
    for (std::size_t i = 0; i < n; ++i) sorted.from[i] = place(entry[i] = rows.entry[order[i]]);
    const auto ascending = ascending_order(entry);
    for (auto one = ascending.rbegin(); one != ascending.rend(); ++one)
      if (sorted.from[*one] < count) sorted.by_entry.push_back(*one);
    std::size_t entries = 0;
    for (std::uint32_t j = 0; j < count; ++j) {
      while (entries < sorted.by_entry.size() && sorted.from[sorted.by_entry[entries]] <= j) ++entries;
      sorted.entries_end[j] = entries;
    }
  }
  const std::size_t p = columns.columns;
  const std::size_t blocks_max = std::clamp<std::size_t>(20'000'000 / (p * p + 1), 1, 64);
  const std::size_t rows_wanted = std::max<std::size_t>(4096, n / blocks_max + 1);
  sorted.blocks.push_back(0);
  std::size_t since = 0;
  for (std::uint32_t j = 0; j < count; ++j) {
    if (sorted.rows_end[j] - since < rows_wanted && j + 1 < count) continue;
    sorted.blocks.push_back(j + 1);
    since = sorted.rows_end[j];
  }
  standardise(columns, order, threads, sorted);
  return sorted;
}

}  // namespace goud::stats
