#include "equations.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>
#include <unordered_map>

namespace goud::attack {
namespace {

using Word = std::uint64_t;
using Wide = unsigned __int128;
using Matrix = std::vector<std::vector<Word>>;
constexpr Word prime = (Word{1} << 61) - 1;
constexpr std::size_t examples = 3;

Word times(Word a, Word b) {
  const Wide product = static_cast<Wide>(a) * b;
  Word sum = static_cast<Word>(product & prime) + static_cast<Word>(product >> 61);
  return sum >= prime ? sum - prime : sum;
}
Word plus(Word a, Word b) {
  const Word sum = a + b;
  return sum >= prime ? sum - prime : sum;
}
Word minus(Word a, Word b) { return a >= b ? a - b : a + prime - b; }
Word power(Word base, Word exponent) {
  Word out = 1;
  for (; exponent; exponent >>= 1, base = times(base, base))
    if (exponent & 1) out = times(out, base);
  return out;
}
Word inverse(Word a) { return power(a, prime - 2); }

Word mixed(Word& state) {  // splitmix64: any numbers that the tree does not know will do
  Word z = (state += 0x9e3779b97f4a7c15ULL);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return (z ^ (z >> 31)) % prime;
}

// Reduced row echelon form in place, over the first `columns`; the pivot column of each row that is left.
std::vector<int> reduce(Matrix& rows, std::size_t columns) {
  std::vector<int> pivots;
  std::size_t next = 0;
  for (std::size_t column = 0; column < columns && next < rows.size(); ++column) {
    std::size_t at = next;
    while (at < rows.size() && rows[at][column] == 0) ++at;
    if (at == rows.size()) continue;
    std::swap(rows[at], rows[next]);
    const Word scale = inverse(rows[next][column]);
    for (auto& value : rows[next]) value = times(value, scale);
    for (std::size_t other = 0; other < rows.size(); ++other) {
      const Word factor = rows[other][column];
      if (other == next || factor == 0) continue;
      for (std::size_t place = 0; place < rows[other].size(); ++place)
        if (rows[next][place]) rows[other][place] = minus(rows[other][place], times(factor, rows[next][place]));
    }
    pivots.push_back(static_cast<int>(column));
    ++next;
  }
  return pivots;
}

Matrix indicators(const Case& seen) {
  Matrix rows(seen.rows.size(), std::vector<Word>(seen.kinds.size(), 0));
  for (std::size_t row = 0; row < seen.rows.size(); ++row)
    for (const int kind : seen.rows[row].kinds) rows[row][static_cast<std::size_t>(kind)] = 1;
  return rows;
}

// By kind its coordinates in a basis of the null space: a set of kinds is solved when these sum to zero.
struct Null {
  int rank = 0;
  std::size_t width = 0;
  Matrix of;
};
Null null_space(const Case& seen) {
  auto rows = indicators(seen);
  const auto pivots = reduce(rows, seen.kinds.size());
  std::vector<int> free_place(seen.kinds.size(), -1);
  Null null{.rank = static_cast<int>(pivots.size()), .width = 0, .of = {}};
  std::set<int> bound(pivots.begin(), pivots.end());
  for (std::size_t kind = 0; kind < seen.kinds.size(); ++kind)
    if (!bound.count(static_cast<int>(kind))) free_place[kind] = static_cast<int>(null.width++);
  null.of.assign(seen.kinds.size(), std::vector<Word>(null.width, 0));
  for (std::size_t kind = 0; kind < seen.kinds.size(); ++kind)
    if (free_place[kind] >= 0) null.of[kind][static_cast<std::size_t>(free_place[kind])] = 1;
  for (std::size_t row = 0; row < pivots.size(); ++row)
    for (std::size_t kind = 0; kind < seen.kinds.size(); ++kind)
      if (free_place[kind] >= 0 && rows[row][kind])
        null.of[static_cast<std::size_t>(pivots[row])][static_cast<std::size_t>(free_place[kind])] =
            minus(0, rows[row][kind]);
  return null;
}

struct Fraction {
  long long up = 0, down = 1;
};
// The fraction with small parts that stands behind a residue (half of the extended algorithm of Euclid).
bool fraction(Word residue, Fraction& out) {
  using Long = __int128;
  Long a = prime, b = residue, s = 0, t = 1;
  constexpr Long limit = Long{1} << 30;
  while (b > limit) {
    const Long quotient = a / b;
    std::swap(a -= quotient * b, b);
    std::swap(s -= quotient * t, t);
  }
  if (t == 0 || t > limit || t < -limit) return false;
  out = {static_cast<long long>(t < 0 ? -b : b), static_cast<long long>(t < 0 ? -t : t)};
  return true;
}

// Solves for the multiples again and multiplies out in whole numbers: a set that is reported is solved.
bool prove(const Case& seen, Solved& found) {
  const std::size_t rows = seen.rows.size();
  Matrix system(seen.kinds.size(), std::vector<Word>(rows + 1, 0));
  for (std::size_t row = 0; row < rows; ++row)
    for (const int kind : seen.rows[row].kinds) system[static_cast<std::size_t>(kind)][row] = 1;
  for (const int kind : found.kinds) system[static_cast<std::size_t>(kind)][rows] = 1;
  const auto pivots = reduce(system, rows);
  std::vector<Fraction> by(rows);
  long long shared = 1;
  for (std::size_t at = 0; at < pivots.size(); ++at) {
    auto& one = by[static_cast<std::size_t>(pivots[at])];
    if (!fraction(system[at][rows], one)) return false;
    shared = std::lcm(shared, one.down);
    if (shared > (1LL << 40)) return false;
  }
  std::vector<__int128> total(seen.kinds.size(), 0);
  for (std::size_t row = 0; row < rows; ++row) {
    if (by[row].up == 0) continue;
    for (const int kind : seen.rows[row].kinds)
      total[static_cast<std::size_t>(kind)] += static_cast<__int128>(by[row].up) * (shared / by[row].down);
    found.by.emplace_back(static_cast<int>(row),
                          std::to_string(by[row].up) + (by[row].down == 1 ? "" : "/" + std::to_string(by[row].down)));
  }
  for (const int kind : found.kinds) total[static_cast<std::size_t>(kind)] -= shared;
  return std::all_of(total.begin(), total.end(), [](__int128 value) { return value == 0; });
}

void keep(const Case& seen, Equations& out, std::vector<int> kinds, int on_time) {
  std::sort(kinds.begin(), kinds.end());
  const auto same = [&](const Solved& one) { return one.kinds == kinds; };
  if (std::any_of(out.solved.begin(), out.solved.end(), same)) return;
  Solved found{.kinds = std::move(kinds), .on_time = on_time, .by = {}};
  if (!prove(seen, found)) return;
  out.solved.push_back(std::move(found));
  std::stable_sort(out.solved.begin(), out.solved.end(),
                   [](const Solved& a, const Solved& b) { return a.kinds.size() < b.kinds.size(); });
  if (out.solved.size() > examples) out.solved.pop_back();
}

// Kinds that can be part of a group under the floor, the lightest first.
std::vector<int> light(const Case& seen) {
  std::vector<int> out;
  for (std::size_t kind = 0; kind < seen.kinds.size(); ++kind)
    if (seen.kinds[kind].on_time < seen.floor) out.push_back(static_cast<int>(kind));
  std::stable_sort(out.begin(), out.end(), [&](int a, int b) {
    return seen.kinds[static_cast<std::size_t>(a)].on_time < seen.kinds[static_cast<std::size_t>(b)].on_time;
  });
  return out;
}

double groups_under(const Case& seen, const std::vector<int>& kinds, std::size_t most) {
  const auto floor = static_cast<std::size_t>(seen.floor);
  std::vector<std::vector<double>> ways(most + 1, std::vector<double>(floor, 0));
  ways[0][0] = 1;
  for (const int kind : kinds) {
    const auto weight = static_cast<std::size_t>(seen.kinds[static_cast<std::size_t>(kind)].on_time);
    for (std::size_t size = most; size-- > 0;)
      for (std::size_t sum = floor - weight; sum-- > 0;) ways[size + 1][sum + weight] += ways[size][sum];
  }
  double all = -1;  // the empty group is none
  for (const auto& by_sum : ways) all += std::accumulate(by_sum.begin(), by_sum.end(), 0.0);
  return all;
}

class OneByOne {
 public:
  OneByOne(const Case& seen, const Null& null, Equations& out)
      : seen_(seen), null_(null), out_(out), kinds_(light(seen)) {
    go(0, 0, std::vector<Word>(null.width, 0));
  }

 private:
  void go(std::size_t from, int on_time, const std::vector<Word>& sum) {
    for (std::size_t at = from; at < kinds_.size(); ++at) {
      const auto kind = static_cast<std::size_t>(kinds_[at]);
      const int heavier = on_time + seen_.kinds[kind].on_time;
      if (heavier >= seen_.floor) return;  // the rest is heavier still
      auto next = sum;
      for (std::size_t place = 0; place < next.size(); ++place) next[place] = plus(next[place], null_.of[kind][place]);
      chosen_.push_back(kinds_[at]);
      ++out_.tried;
      if (std::all_of(next.begin(), next.end(), [](Word value) { return value == 0; }))
        keep(seen_, out_, chosen_, heavier);
      go(at + 1, heavier, next);
      chosen_.pop_back();
    }
  }
  const Case& seen_;
  const Null& null_;
  Equations& out_;
  std::vector<int> kinds_, chosen_;
};

class ByHalves {
 public:
  ByHalves(const Case& seen, const Null& null, Equations& out)
      : seen_(seen), out_(out), kinds_(light(seen)), prints_(seen.kinds.size(), 0) {
    Word state = 20;
    std::vector<Word> random(null.width);
    for (auto& value : random) value = mixed(state);
    for (std::size_t kind = 0; kind < prints_.size(); ++kind)
      for (std::size_t place = 0; place < null.width; ++place)
        if (null.of[kind][place]) prints_[kind] = plus(prints_[kind], times(random[place], null.of[kind][place]));
    most_ = seen.floor - 1;
    half_ = (most_ + 1) / 2;
    out.tried = groups_under(seen, kinds_, static_cast<std::size_t>(most_));
    gather_ = true;
    go(0, {}, 0, 0);
    gather_ = false;
    go(0, {}, 0, 0);
  }

 private:
  struct Half {
    std::array<int, 4> kinds{-1, -1, -1, -1};
    int size = 0;
  };
  // One half weighs at most half: those stand in the table, the other half is looked up.
  void go(std::size_t from, const Half& half, int on_time, Word print) {
    if (gather_) {
      table_.emplace(print, std::make_pair(half, on_time));
    } else {
      const auto [begin, end] = table_.equal_range(minus(0, print));
      for (auto found = begin; found != end && out_.solved.size() < examples; ++found)
        join(half, on_time, found->second.first, found->second.second);
    }
    if (half.size == half_ || out_.solved.size() >= examples) return;
    for (std::size_t at = from; at < kinds_.size(); ++at) {
      const auto kind = static_cast<std::size_t>(kinds_[at]);
      const int heavier = on_time + seen_.kinds[kind].on_time;
      if (heavier > (gather_ ? most_ / 2 : most_)) return;
      auto more = half;
      more.kinds[static_cast<std::size_t>(more.size++)] = kinds_[at];
      go(at + 1, more, heavier, plus(print, prints_[kind]));
    }
  }
  void join(const Half& a, int a_on_time, const Half& b, int b_on_time) {
    if (a.size + b.size == 0 || a_on_time + b_on_time > most_ || out_.solved.size() >= examples) return;
    std::vector<int> kinds(a.kinds.begin(), a.kinds.begin() + a.size);
    for (int at = 0; at < b.size; ++at) {
      if (std::find(kinds.begin(), kinds.end(), b.kinds[static_cast<std::size_t>(at)]) != kinds.end()) return;
      kinds.push_back(b.kinds[static_cast<std::size_t>(at)]);
    }
    keep(seen_, out_, std::move(kinds), a_on_time + b_on_time);
  }
  const Case& seen_;
  Equations& out_;
  std::vector<int> kinds_;
  std::vector<Word> prints_;
  std::unordered_multimap<Word, std::pair<Half, int>> table_;
  int most_ = 0, half_ = 0;
  bool gather_ = true;
};

}  // namespace

Equations solve(const Case& seen, Search search) {
  const auto null = null_space(seen);
  const auto kinds = light(seen);
  Equations out;
  out.rank = null.rank;
  out.exhaustive = search == Search::one_by_one ||
                   (search == Search::by_size &&
                    groups_under(seen, kinds, kinds.size()) * static_cast<double>(null.width + 1) < 3e5);
  if (out.exhaustive)
    OneByOne(seen, null, out);
  else
    ByHalves(seen, null, out);
  return out;
}

int rank(const Case& seen) {
  auto rows = indicators(seen);
  return static_cast<int>(reduce(rows, seen.kinds.size()).size());
}

Case beside(const Case& a, const Case& b) {
  Case both = a;
  both.floor = std::min(a.floor, b.floor);
  const int kinds = static_cast<int>(a.kinds.size()), rows = static_cast<int>(a.rows.size());
  for (auto kind : b.kinds) {
    for (int& row : kind.rows) row += rows;
    both.kinds.push_back(std::move(kind));
  }
  for (auto row : b.rows) {
    for (int& kind : row.kinds) kind += kinds;
    both.rows.push_back(std::move(row));
  }
  return both;
}

}  // namespace goud::attack
