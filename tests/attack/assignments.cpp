#include "assignments.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace goud::attack {
namespace {

// Walks kind by kind; a row is left as soon as it cannot be filled any more.
class Every {
 public:
  explicit Every(const Case& seen) : seen_(seen), left_(seen.rows.size()), other_(seen.kinds.size()) {
    for (std::size_t row = 0; row < seen.rows.size(); ++row) {
      left_[row].assign(static_cast<std::size_t>(seen.classes), 0);
      for (int klass = 0; klass < seen.classes; ++klass) {
        const auto& one = seen.rows[row];
        // Of a row that says nearly all, at most one person says anything else.
        left_[row][static_cast<std::size_t>(klass)] = one.nearly >= 0 ? (klass == one.nearly ? one.n : 1) : one.counts[static_cast<std::size_t>(klass)];
      }
      strangers_.push_back(seen.rows[row].nearly >= 0 ? 1 : one_more_than_all);
    }
    for (auto& kind : other_) kind.assign(static_cast<std::size_t>(seen.classes), false);
    chosen_.resize(seen.kinds.size());
    go(0, 1);
    for (std::size_t kind = 0; kind < seen.kinds.size(); ++kind)
      for (int klass = 0; klass < seen.classes; ++klass)
        if (!other_[kind][static_cast<std::size_t>(klass)]) out_.certain.push_back({static_cast<int>(kind), klass});
    out_.looked_at = static_cast<int>(seen.kinds.size());
  }
  Assignments out_;

 private:
  static constexpr int one_more_than_all = 1 << 20;
  void go(std::size_t kind, double ways) {
    if (kind == seen_.kinds.size()) {
      out_.fit += ways;
      for (std::size_t at = 0; at < chosen_.size(); ++at)
        for (std::size_t klass = 0; klass < chosen_[at].size(); ++klass)
          if (chosen_[at][klass] < static_cast<int>(seen_.kinds[at].people.size())) other_[at][klass] = true;
      return;
    }
    chosen_[kind].assign(static_cast<std::size_t>(seen_.classes), 0);
    part(kind, 0, static_cast<int>(seen_.kinds[kind].people.size()), ways);
  }
  // How many of the kind say this class and those behind it.
  void part(std::size_t kind, int klass, int people, double ways) {
    if (klass == seen_.classes - 1) {
      if (take(kind, klass, people)) go(kind + 1, ways);
      give(kind, klass, people);
      return;
    }
    double choose = 1;
    for (int count = 0; count <= people; ++count) {
      if (take(kind, klass, count)) part(kind, klass + 1, people - count, ways * choose);
      give(kind, klass, count);
      choose = choose * (people - count) / (count + 1);
    }
  }
  bool take(std::size_t kind, int klass, int count) {
    chosen_[kind][static_cast<std::size_t>(klass)] = count;
    bool fits = true;
    for (const int row : seen_.kinds[kind].rows) {
      const auto at = static_cast<std::size_t>(row);
      if ((left_[at][static_cast<std::size_t>(klass)] -= count) < 0) fits = false;
      if (klass != seen_.rows[at].nearly && (strangers_[at] -= count) < 0) fits = false;
    }
    return fits;
  }
  void give(std::size_t kind, int klass, int count) {
    for (const int row : seen_.kinds[kind].rows) {
      const auto at = static_cast<std::size_t>(row);
      left_[at][static_cast<std::size_t>(klass)] += count;
      if (klass != seen_.rows[at].nearly) strangers_[at] += count;
    }
  }
  // No row is ever over-full, and its counts sum to its people: at the end each is full.
  const Case& seen_;
  std::vector<std::vector<int>> left_;
  std::vector<int> strangers_;
  std::vector<std::vector<bool>> other_;
  std::vector<std::vector<int>> chosen_;
};

// A number for each kind and class, between bounds; sums of them between bounds. Starts from the truth, of which one number
// must now be less, and mends what that breaks: a sum that is off is brought nearer by one of its numbers, or it is settled
// that this number will not do it. Ends with numbers that fit, or with the proof that there are none.
class Search {
 public:
  enum class Found { fits, nothing, unknown };
  explicit Search(const Case& seen) : seen_(seen) {
    const auto classes = static_cast<std::size_t>(seen.classes);
    for (const auto& kind : seen.kinds)
      for (std::size_t klass = 0; klass < classes; ++klass) {
        truth_.push_back(kind.said[klass]);
        low_.push_back(0);
        high_.push_back(static_cast<int>(kind.people.size()));
      }
    of_.resize(truth_.size());
    for (std::size_t kind = 0; kind < seen.kinds.size(); ++kind) {
      std::vector<int> all;
      for (std::size_t klass = 0; klass < classes; ++klass) all.push_back(static_cast<int>(kind * classes + klass));
      const int people = static_cast<int>(seen.kinds[kind].people.size());
      add(all, people, people);
    }
    for (const auto& row : seen.rows)
      for (std::size_t klass = 0; klass < classes; ++klass) {
        if (row.nearly >= 0 && static_cast<int>(klass) != row.nearly) continue;
        const int least = row.nearly >= 0 ? row.n - 1 : row.counts[klass];
        add(numbers(row.kinds, klass), least, row.nearly >= 0 ? row.n : least);
      }
    add_differences();
  }
  Found less(int kind, int klass, std::int64_t steps, std::vector<int>& fits) {
    const auto number = static_cast<std::size_t>(kind * seen_.classes + klass);
    const auto low = low_, high = high_;
    steps_ = steps;
    high_[number] = truth_[number] - 1;
    const auto found = high_[number] < 0 ? Found::nothing : go();
    if (found == Found::fits) fits = now_;
    low_ = low;
    high_ = high;
    return found;
  }

 private:
  struct Sum {
    std::vector<int> numbers;
    int least = 0, most = 0;
  };
  [[nodiscard]] std::vector<int> numbers(const std::vector<int>& kinds, std::size_t klass) const {
    std::vector<int> out;
    for (const int kind : kinds) out.push_back(kind * seen_.classes + static_cast<int>(klass));
    return out;
  }
  void add(std::vector<int> numbers, int least, int most) {
    if (numbers.empty()) return;
    const auto [known, fresh] = known_.try_emplace(numbers, sums_.size());
    if (!fresh) {
      auto& sum = sums_[known->second];
      sum.least = std::max(sum.least, least);
      sum.most = std::min(sum.most, most);
      return;
    }
    for (const int number : numbers) of_[static_cast<std::size_t>(number)].push_back(static_cast<int>(sums_.size()));
    sums_.push_back({std::move(numbers), least, most});
  }
  // A group without one of its parts is a short sum; short sums settle more.
  void add_differences() {
    constexpr std::size_t longest = 12;
    for (const auto& whole : seen_.rows)
      for (const auto& part : seen_.rows) {
        if (whole.nearly >= 0 || part.nearly >= 0 || whole.kinds.size() <= part.kinds.size() || whole.kinds.size() - part.kinds.size() > longest ||
            !std::includes(whole.kinds.begin(), whole.kinds.end(), part.kinds.begin(), part.kinds.end()))
          continue;
        std::vector<int> rest;
        std::set_difference(whole.kinds.begin(), whole.kinds.end(), part.kinds.begin(), part.kinds.end(), std::back_inserter(rest));
        for (std::size_t klass = 0; klass < static_cast<std::size_t>(seen_.classes); ++klass)
          add(numbers(rest, klass), whole.counts[klass] - part.counts[klass], whole.counts[klass] - part.counts[klass]);
      }
  }
  // Narrows bounds until nothing changes; false: nothing fits.
  bool narrow() {
    for (bool changed = true; changed;) {
      changed = false;
      for (const auto& sum : sums_) {
        int lows = 0, highs = 0;
        for (const int number : sum.numbers) {
          lows += low_[static_cast<std::size_t>(number)];
          highs += high_[static_cast<std::size_t>(number)];
        }
        if (lows > sum.most || highs < sum.least) return false;
        if (highs <= sum.most && lows >= sum.least) continue;
        for (const int number : sum.numbers) {
          const auto at = static_cast<std::size_t>(number);
          const int most = sum.most - (lows - low_[at]), least = sum.least - (highs - high_[at]);
          if (most < high_[at]) {
            highs -= high_[at] - most;
            high_[at] = most;
            changed = true;
          }
          if (least > low_[at]) {
            lows += least - low_[at];
            low_[at] = least;
            changed = true;
          }
          if (low_[at] > high_[at]) return false;
        }
      }
    }
    return true;
  }
  [[nodiscard]] int off(const Sum& sum) const {  // above 0: too little
    int value = 0;
    for (const int number : sum.numbers) value += now_[static_cast<std::size_t>(number)];
    return value < sum.least ? sum.least - value : (value > sum.most ? sum.most - value : 0);
  }
  Found go() {
    if (--steps_ < 0) return Found::unknown;
    if (!narrow()) return Found::nothing;
    now_.resize(truth_.size());
    for (std::size_t at = 0; at < truth_.size(); ++at) now_[at] = std::clamp(truth_[at], low_[at], high_[at]);
    std::vector<int> offs(sums_.size());
    int worst = -1;
    std::size_t fewest = 0;
    for (std::size_t at = 0; at < sums_.size(); ++at) {
      offs[at] = off(sums_[at]);
      if (offs[at] == 0) continue;
      std::size_t movable = 0;
      for (const int number : sums_[at].numbers) movable += can_move(number, offs[at]);
      if (worst < 0 || movable < fewest) {
        worst = static_cast<int>(at);
        fewest = movable;
      }
    }
    if (worst < 0) return Found::fits;
    const int direction = offs[static_cast<std::size_t>(worst)] > 0 ? 1 : -1;
    int best = -1, best_gain = 0;
    for (const int number : sums_[static_cast<std::size_t>(worst)].numbers) {
      if (!can_move(number, direction)) continue;
      int gain = 0;
      for (const int sum : of_[static_cast<std::size_t>(number)]) {
        const int value = offs[static_cast<std::size_t>(sum)];
        gain += value * direction > 0 ? 1 : -1;
      }
      if (best < 0 || gain > best_gain) {
        best = number;
        best_gain = gain;
      }
    }
    if (best < 0) return Found::nothing;  // cannot be: the bounds would have met
    const auto at = static_cast<std::size_t>(best);
    const int value = now_[at];
    const auto low = low_, high = high_;
    (direction > 0 ? low_[at] : high_[at]) = value + direction;
    const auto moved = go();
    if (moved != Found::nothing) return moved;
    low_ = low;
    high_ = high;
    (direction > 0 ? high_[at] : low_[at]) = value;
    return go();
  }
  [[nodiscard]] bool can_move(int number, int direction) const {
    const auto at = static_cast<std::size_t>(number);
    return direction > 0 ? now_[at] < high_[at] : now_[at] > low_[at];
  }
  const Case& seen_;
  std::vector<int> truth_, low_, high_, now_;
  std::vector<Sum> sums_;
  std::vector<std::vector<int>> of_;
  std::map<std::vector<int>, std::size_t> known_;
  std::int64_t steps_ = 0;
};

}  // namespace

Assignments every_assignment(const Case& seen) { return Every(seen).out_; }

Assignments other_assignment(const Case& seen, std::int64_t steps_most) {
  Search search(seen);
  Assignments out;
  std::vector<bool> safe(seen.kinds.size(), false);
  for (std::size_t kind = 0; kind < seen.kinds.size(); ++kind) {
    const auto& said = seen.kinds[kind].said;
    const auto all = std::find(said.begin(), said.end(), static_cast<int>(seen.kinds[kind].people.size()));
    ++out.looked_at;
    if (safe[kind] || all == said.end()) continue;
    const int klass = static_cast<int>(all - said.begin());
    std::vector<int> fits;
    const auto found = search.less(static_cast<int>(kind), klass, steps_most, fits);
    if (found == Search::Found::nothing) out.certain.push_back({static_cast<int>(kind), klass});
    if (found == Search::Found::unknown) ++out.unknown;
    if (found != Search::Found::fits) continue;
    // The same assignment clears everyone else of whom it says something else than the truth.
    for (std::size_t other = 0; other < seen.kinds.size(); ++other)
      for (int one = 0; one < seen.classes; ++one)
        if (fits[other * static_cast<std::size_t>(seen.classes) + static_cast<std::size_t>(one)] < seen.kinds[other].said[static_cast<std::size_t>(one)]) safe[other] = true;
  }
  return out;
}

}  // namespace goud::attack
