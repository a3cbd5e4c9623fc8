#include "stats/disclosure.hpp"

#include <algorithm>

#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

constexpr std::uint64_t prime = disclosure_prime;

std::uint64_t plus(std::uint64_t a, std::uint64_t b) {
  const std::uint64_t sum = a + b;
  return sum >= prime ? sum - prime : sum;
}
std::uint64_t minus(std::uint64_t a, std::uint64_t b) { return a >= b ? a - b : a + prime - b; }
std::uint64_t times(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return plus(static_cast<std::uint64_t>(product & prime), static_cast<std::uint64_t>(product >> 61U));
}
std::uint64_t inverse(std::uint64_t a) {
  std::uint64_t result = 1;
  for (std::uint64_t power = prime - 2; power > 0; power >>= 1U) {
    if ((power & 1U) != 0) result = times(result, a);
    a = times(a, a);
  }
  return result;
}

struct Entry {
  int row;
  std::uint64_t value;
};
using Column = std::vector<Entry>;  // by row

// a - factor * b; both begin at the same row, which cancels.
Column less(const Column& a, const Column& b, std::uint64_t factor) {
  Column made;
  made.reserve(a.size() + b.size());
  std::size_t i = 1, j = 1;
  while (i < a.size() || j < b.size()) {
    if (j == b.size() || (i < a.size() && a[i].row < b[j].row)) {
      made.push_back(a[i++]);
    } else if (i == a.size() || b[j].row < a[i].row) {
      made.push_back({b[j].row, minus(0, times(factor, b[j].value))});
      ++j;
    } else {
      if (const auto left = minus(a[i].value, times(factor, b[j].value)); left != 0) made.push_back({a[i].row, left});
      ++i, ++j;
    }
  }
  return made;
}

// Of a set: what its cells add up to.
struct Half {
  std::uint64_t value = 0;
  std::int64_t weight = 0;
  int last = -1;
  std::vector<int> cells{};
};

struct Step {
  int cell, pivot;
  std::uint64_t factor;
};

}  // namespace

std::vector<std::uint64_t> null_vector(int rows, const std::vector<std::vector<int>>& rows_of, std::uint64_t seed) {
  const auto cells = rows_of.size();
  std::vector<Column> columns(cells);
  std::vector<std::vector<int>> first(static_cast<std::size_t>(rows));
  std::vector<bool> free(cells, true);
  for (std::size_t cell = 0; cell < cells; ++cell) {
    for (const int row : rows_of[cell]) columns[cell].push_back({row, 1});
    if (!rows_of[cell].empty())
      first[static_cast<std::size_t>(rows_of[cell].front())].push_back(static_cast<int>(cell));
  }
  std::vector<Step> steps;
  for (auto& there : first) {
    if (there.empty()) continue;
    const auto size = [&](int cell) { return columns[static_cast<std::size_t>(cell)].size(); };
    const int pivot = *std::min_element(there.begin(), there.end(), [&](int a, int b) { return size(a) < size(b); });
    const auto& by = columns[static_cast<std::size_t>(pivot)];
    free[static_cast<std::size_t>(pivot)] = false;
    const auto one_over = inverse(by.front().value);
    for (const int cell : there) {
      if (cell == pivot) continue;
      auto& column = columns[static_cast<std::size_t>(cell)];
      const auto factor = times(column.front().value, one_over);
      column = less(column, by, factor);
      steps.push_back({cell, pivot, factor});
      if (!column.empty()) first[static_cast<std::size_t>(column.front().row)].push_back(cell);
    }
    columns[static_cast<std::size_t>(pivot)] = {};
    there = {};
  }
  std::vector<std::uint64_t> z(cells, 0);
  RandomStream random(seed, 0);
  for (std::size_t cell = 0; cell < cells; ++cell) {
    const std::uint64_t high = random.bits();
    const std::uint64_t bits = (high << 32U) | random.bits();
    if (free[cell]) z[cell] = bits % prime;
  }
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    auto& pivot = z[static_cast<std::size_t>(step->pivot)];
    pivot = minus(pivot, times(step->factor, z[static_cast<std::size_t>(step->cell)]));
  }
  return z;
}

SmallSums small_sums(const std::vector<std::uint64_t>& z, const std::vector<std::int64_t>& weights,
                     const std::vector<int>& cells, std::int64_t floor) {
  constexpr std::size_t sums_most = 400'000, weightless_most = 8, found_most = 1000;
  constexpr std::int64_t matches_most = 20'000'000;
  SmallSums made;
  std::vector<int> light, weightless;
  for (const int cell : cells) {
    const auto weight = weights[static_cast<std::size_t>(cell)];
    if (weight < floor) (weight > 0 ? light : weightless).push_back(cell);
  }
  // A set under the floor has fewer than `floor` cells of some weight: two halves of it are looked for.
  const auto half = static_cast<std::size_t>(floor / 2);
  std::vector<Half> left{{}}, right;
  const auto grown = [&](std::vector<Half> halves, const std::vector<int>& by, std::size_t most) {
    for (std::size_t begin = 0, end = halves.size(), size = 0; size < most && begin < end; ++size) {
      for (std::size_t i = begin; i < end; ++i)
        for (const int cell : by) {
          if (halves.size() > sums_most) {
            made.complete = false;
            return halves;
          }
          const auto place = static_cast<std::size_t>(cell);
          // In the order in which they are listed, so that each set comes once.
          const bool behind = halves[i].last >= 0 && size > 0;
          if ((behind && cell <= halves[i].last) || halves[i].weight + weights[place] >= floor) continue;
          auto more = halves[i];
          more.value = plus(more.value, z[place]), more.weight += weights[place], more.last = cell;
          more.cells.push_back(cell);
          halves.push_back(std::move(more));
        }
      begin = end, end = halves.size();
    }
    return halves;
  };
  if (weightless.size() > weightless_most) made.complete = false;
  std::sort(light.begin(), light.end());
  std::sort(weightless.begin(), weightless.end());
  left = grown(std::move(left), light, half);
  if (!made.complete) return made;
  const auto middle = weightless.begin() + static_cast<std::ptrdiff_t>(weightless.size() / 2);
  right = grown(left, {middle, weightless.end()}, weightless_most);
  left = grown(std::move(left), {weightless.begin(), middle}, weightless_most);
  if (!made.complete) return made;
  std::sort(left.begin(), left.end(), [](const Half& a, const Half& b) { return a.value < b.value; });
  for (const auto& one : right) {
    const auto wanted = minus(0, one.value);
    auto at =
        std::lower_bound(left.begin(), left.end(), wanted, [](const Half& a, std::uint64_t v) { return a.value < v; });
    for (; at != left.end() && at->value == wanted; ++at) {
      if (++made.tried > matches_most || made.determined.size() > found_most) {
        made.complete = false;
        return made;
      }
      if (one.weight + at->weight >= floor || one.cells.size() + at->cells.size() == 0) continue;
      auto set = one.cells;
      set.insert(set.end(), at->cells.begin(), at->cells.end());
      std::sort(set.begin(), set.end());
      if (std::adjacent_find(set.begin(), set.end()) == set.end()) made.determined.push_back(std::move(set));
    }
  }
  made.tried += static_cast<std::int64_t>(right.size());
  std::sort(made.determined.begin(), made.determined.end());
  made.determined.erase(std::unique(made.determined.begin(), made.determined.end()), made.determined.end());
  return made;
}

}  // namespace goud::stats
