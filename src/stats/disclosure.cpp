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
  constexpr std::size_t cells_most = 1500;
  constexpr std::int64_t matches_most = 20'000'000;
  SmallSums made;
  struct Sum {
    std::uint64_t value;
    int one, other;  // places in `cells`; other -1: a single one; one -1: the empty set
  };
  const auto value = [&](int place) { return z[static_cast<std::size_t>(cells[static_cast<std::size_t>(place)])]; };
  const auto weight = [&](int place) {
    return place < 0 ? 0 : weights[static_cast<std::size_t>(cells[static_cast<std::size_t>(place)])];
  };
  std::vector<int> light;
  for (int place = 0; place < static_cast<int>(cells.size()); ++place)
    if (weight(place) < floor) light.push_back(place);
  if (light.size() > cells_most) {
    made.complete = false;
    return made;
  }
  std::vector<Sum> sums{{0, -1, -1}};
  for (std::size_t i = 0; i < light.size(); ++i) {
    sums.push_back({value(light[i]), light[i], -1});
    for (std::size_t j = i + 1; j < light.size(); ++j)
      if (weight(light[i]) + weight(light[j]) < floor)
        sums.push_back({plus(value(light[i]), value(light[j])), light[i], light[j]});
  }
  std::sort(sums.begin(), sums.end(), [](const Sum& a, const Sum& b) { return a.value < b.value; });
  const auto size = [](const Sum& sum) { return (sum.one >= 0 ? 1 : 0) + (sum.other >= 0 ? 1 : 0); };
  for (const auto& sum : sums) {
    ++made.tried;
    if (sum.one < 0) continue;
    const auto wanted = minus(0, sum.value);
    auto at =
        std::lower_bound(sums.begin(), sums.end(), wanted, [](const Sum& a, std::uint64_t v) { return a.value < v; });
    for (; at != sums.end() && at->value == wanted; ++at) {
      if (++made.tried > matches_most) {
        made.complete = false;
        return made;
      }
      const auto shares = [&](int place) { return place >= 0 && (place == at->one || place == at->other); };
      if (size(*at) > size(sum) || shares(sum.one) || shares(sum.other)) continue;
      if (weight(sum.one) + weight(sum.other) + weight(at->one) + weight(at->other) >= floor) continue;
      std::vector<int> set;
      for (const int place : {sum.one, sum.other, at->one, at->other})
        if (place >= 0) set.push_back(cells[static_cast<std::size_t>(place)]);
      std::sort(set.begin(), set.end());
      made.determined.push_back(std::move(set));
      if (made.determined.size() > 1000) return made;
    }
  }
  std::sort(made.determined.begin(), made.determined.end());
  made.determined.erase(std::unique(made.determined.begin(), made.determined.end()), made.determined.end());
  return made;
}

}  // namespace goud::stats
