#include "assignments.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include "relaxed.hpp"

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
        left_[row][static_cast<std::size_t>(klass)] =
            one.nearly >= 0 ? (klass == one.nearly ? one.n : 1) : one.counts[static_cast<std::size_t>(klass)];
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

// A number for each kind and pattern of answers, between bounds; sums of them between bounds. Starts from the truth, of which
// one sum must now be less, and mends what that breaks: a sum that is off is brought nearer by one of its numbers, or it is
// settled that this number will not do it. Ends with numbers that fit, or with the proof that there are none.
class Search {
 public:
  enum class Found { fits, nothing, unknown };
  explicit Search(const Linked& linked) : linked_(linked), patterns_(linked.patterns.size()) {
    for (const auto& kind : linked.kinds)
      for (std::size_t pattern = 0; pattern < patterns_; ++pattern) {
        truth_.push_back(kind.said[pattern]);
        low_.push_back(0);
        high_.push_back(static_cast<int>(kind.people.size()));
      }
    of_.resize(truth_.size());
    for (std::size_t kind = 0; kind < linked.kinds.size(); ++kind) {
      std::vector<int> all;
      for (std::size_t pattern = 0; pattern < patterns_; ++pattern)
        all.push_back(static_cast<int>(kind * patterns_ + pattern));
      const int people = static_cast<int>(linked.kinds[kind].people.size());
      add(all, people, people);
    }
    for (std::size_t question = 0; question < linked.seen.size(); ++question) {
      std::vector<std::vector<int>> holds;  // the linked kinds of each row
      for (const auto& row : linked.seen[question].rows) {
        holds.push_back(kinds_of(row, linked.seen[question]));
        for (int klass = 0; klass < linked.seen[question].classes; ++klass) {
          if (row.nearly >= 0 && klass != row.nearly) continue;
          const int least = row.nearly >= 0 ? row.n - 1 : row.counts[static_cast<std::size_t>(klass)];
          add(numbers(holds.back(), question, klass), least, row.nearly >= 0 ? row.n : least);
        }
      }
      add_differences(question, holds);
    }
  }
  // Numbers that fit and of which fewer people of each of these kinds say its class.
  Found less(const std::vector<Certain>& all, std::int64_t steps, int corners, std::vector<int>& fits) {
    const auto low = low_, high = high_;
    const auto sums = sums_.size();
    for (const auto& one : all) {
      const int people = static_cast<int>(linked_.kinds[static_cast<std::size_t>(one.kind)].people.size());
      sums_.push_back({numbers({one.kind}, static_cast<std::size_t>(one.question), one.klass), 0, people - 1});
      for (const int number : sums_.back().numbers)
        of_[static_cast<std::size_t>(number)].push_back(static_cast<int>(sums_.size()) - 1);
    }
    steps_ = steps;
    auto found = go();
    low_ = low;
    high_ = high;
    if (found == Found::unknown) found = halve(corners, true);
    if (found == Found::fits) fits = now_;
    while (sums_.size() > sums) {
      for (const int number : sums_.back().numbers) of_[static_cast<std::size_t>(number)].pop_back();
      sums_.pop_back();
    }
    return found;
  }
  // How many of a kind say a class, in numbers that fit.
  [[nodiscard]] int saying(const std::vector<int>& fits, int kind, std::size_t question, int klass) const {
    int sum = 0;
    for (const int number : numbers({kind}, question, klass)) sum += fits[static_cast<std::size_t>(number)];
    return sum;
  }

 private:
  [[nodiscard]] std::vector<int> kinds_of(const Row& row, const Case& seen) const {
    std::vector<int> people, out;
    for (const int kind : row.kinds) {
      const auto& here = seen.kinds[static_cast<std::size_t>(kind)].people;
      people.insert(people.end(), here.begin(), here.end());
    }
    std::sort(people.begin(), people.end());
    for (std::size_t kind = 0; kind < linked_.kinds.size(); ++kind)
      if (std::binary_search(people.begin(), people.end(), linked_.kinds[kind].people.front()))
        out.push_back(static_cast<int>(kind));
    return out;
  }
  [[nodiscard]] std::vector<int> numbers(const std::vector<int>& kinds, std::size_t question, int klass) const {
    std::vector<int> out;
    for (const int kind : kinds)
      for (std::size_t pattern = 0; pattern < patterns_; ++pattern)
        if (linked_.patterns[pattern][question] == klass)
          out.push_back(kind * static_cast<int>(patterns_) + static_cast<int>(pattern));
    return out;
  }
  void add(std::vector<int> numbers, int least, int most, bool follows = false) {
    if (numbers.empty()) return;
    const auto [known, fresh] = known_.try_emplace(numbers, sums_.size());
    if (!fresh) {
      auto& sum = sums_[known->second];
      sum.least = std::max(sum.least, least);
      sum.most = std::min(sum.most, most);
      sum.follows = sum.follows && follows;
      return;
    }
    for (const int number : numbers) of_[static_cast<std::size_t>(number)].push_back(static_cast<int>(sums_.size()));
    sums_.push_back({std::move(numbers), least, most, follows});
  }
  // A group without one of its parts is a short sum; short sums settle more.
  void add_differences(std::size_t question, const std::vector<std::vector<int>>& holds) {
    constexpr std::size_t longest = 12;
    const auto& rows = linked_.seen[question].rows;
    for (std::size_t whole = 0; whole < rows.size(); ++whole)
      for (std::size_t part = 0; part < rows.size(); ++part) {
        const auto &more = holds[whole], &fewer = holds[part];
        if (rows[whole].nearly >= 0 || rows[part].nearly >= 0 || more.size() <= fewer.size() ||
            more.size() - fewer.size() > longest ||
            !std::includes(more.begin(), more.end(), fewer.begin(), fewer.end()))
          continue;
        std::vector<int> rest;
        std::set_difference(more.begin(), more.end(), fewer.begin(), fewer.end(), std::back_inserter(rest));
        for (int klass = 0; klass < linked_.seen[question].classes; ++klass) {
          const int left =
              rows[whole].counts[static_cast<std::size_t>(klass)] - rows[part].counts[static_cast<std::size_t>(klass)];
          add(numbers(rest, question, klass), left, left, true);
        }
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
  // Numbers that need not be whole are easy to find, or there are none. What is not whole there lies below or above.
  Found halve(int& corners, bool first = false) {
    if (--corners < 0) return Found::unknown;
    std::vector<double> by;
    const auto relaxed = met(sums_, static_cast<int>(truth_.size()), by);
    if (relaxed != Relaxed::can_be) return relaxed == Relaxed::cannot_be ? Found::nothing : Found::unknown;
    double farthest = 1e-4;
    Sum split;
    const auto consider = [&](const std::vector<int>& numbers) {
      double value = 0;
      for (const int number : numbers) value += by[static_cast<std::size_t>(number)];
      const double away = std::abs(value - std::round(value));
      if (away <= farthest) return;
      farthest = away;
      split = {numbers, static_cast<int>(std::floor(value)), static_cast<int>(std::floor(value))};
    };
    const int kinds = static_cast<int>(linked_.kinds.size());
    for (int kind = 0; kind < kinds; ++kind)
      for (std::size_t question = 0; question < linked_.seen.size(); ++question)
        for (int klass = 0; klass < linked_.seen[question].classes; ++klass) consider(numbers({kind}, question, klass));
    if (split.numbers.empty())
      for (std::size_t number = 0; number < by.size(); ++number) consider({static_cast<int>(number)});
    if (split.numbers.empty()) {
      now_.clear();
      for (const double value : by) now_.push_back(static_cast<int>(std::lround(value)));
      return std::all_of(sums_.begin(), sums_.end(), [&](const Sum& sum) { return off(sum) == 0; }) ? Found::fits
                                                                                                    : Found::unknown;
    }
    int many = 0;
    for (const auto& kind : linked_.kinds) many += static_cast<int>(kind.people.size());
    if (first) {  // near these whole ones may be found by search
      const auto truth = truth_, low = low_, high = high_;
      for (std::size_t number = 0; number < by.size(); ++number)
        truth_[number] = static_cast<int>(std::lround(by[number]));
      steps_ = 400;
      const auto near = go();
      truth_ = truth;
      low_ = low;
      high_ = high;
      if (near != Found::unknown) return near;
    }
    sums_.push_back({split.numbers, 0, split.least});
    const auto below = halve(corners);
    sums_.pop_back();
    if (below == Found::fits) return below;
    sums_.push_back({split.numbers, split.least + 1, many});
    const auto above = halve(corners);
    sums_.pop_back();
    return above == Found::fits || below == Found::nothing ? above : Found::unknown;
  }
  [[nodiscard]] bool can_move(int number, int direction) const {
    const auto at = static_cast<std::size_t>(number);
    return direction > 0 ? now_[at] < high_[at] : now_[at] > low_[at];
  }
  const Linked& linked_;
  std::size_t patterns_;
  std::vector<int> truth_, low_, high_, now_;
  std::vector<Sum> sums_;
  std::vector<std::vector<int>> of_;
  std::map<std::vector<int>, std::size_t> known_;
  std::int64_t steps_ = 0;
};

}  // namespace

Assignments every_assignment(const Case& seen) { return Every(seen).out_; }

Assignments other_assignment(const Case& seen, std::int64_t steps) {
  Linked alone{.seen = {seen}, .patterns = {}, .kinds = seen.kinds};
  for (int klass = 0; klass < seen.classes; ++klass) alone.patterns.push_back({klass});
  return other_assignment(alone, steps);
}

Linked linked(const figures::ReleaseAsked& asked, const std::vector<Case>& seen, const std::vector<int>& questions,
              const std::vector<std::vector<int>>& patterns) {
  Linked made{.seen = seen, .patterns = patterns};
  std::vector<std::vector<int>> of_person(asked.ballots.size());
  for (const auto& one : seen)
    for (std::size_t kind = 0; kind < one.kinds.size(); ++kind)
      for (const int person : one.kinds[kind].people)
        of_person[static_cast<std::size_t>(person)].push_back(static_cast<int>(kind));
  std::map<std::vector<int>, std::size_t> places;
  for (std::size_t person = 0; person < of_person.size(); ++person) {
    if (of_person[person].size() != seen.size())
      continue;  // answered none: linked questions are answered all or not at all
    const auto [place, fresh] = places.try_emplace(of_person[person], made.kinds.size());
    if (fresh)
      made.kinds.push_back({.people = {}, .on_time = 0, .said = std::vector<int>(patterns.size(), 0), .rows = {}});
    auto& kind = made.kinds[place->second];
    kind.people.push_back(static_cast<int>(person));
    kind.on_time += !asked.ballots[person].late;
    std::vector<int> said;
    for (const int question : questions) said.push_back(asked.ballots[person].said[static_cast<std::size_t>(question)]);
    ++kind.said.at(static_cast<std::size_t>(std::find(patterns.begin(), patterns.end(), said) - patterns.begin()));
  }
  return made;
}

namespace {

// All who say one thing in truth, together at first: one assignment in which each says something else clears them all. Where
// there is none, or it takes long, each half by itself; of one alone it is proved.
class Clearing {
 public:
  Clearing(const Linked& linked, std::int64_t steps) : linked_(linked), search_(linked), steps_(steps) {
    for (const auto& kind : linked.kinds) truth_.insert(truth_.end(), kind.said.begin(), kind.said.end());
    std::vector<Certain> all;
    for (int question = 0; question < static_cast<int>(linked.seen.size()); ++question)
      for (int kind = 0; kind < static_cast<int>(linked.kinds.size()); ++kind) {
        ++out_.looked_at;
        for (int klass = 0; klass < linked.seen[static_cast<std::size_t>(question)].classes; ++klass)
          if (saying(truth_, {kind, klass, question}) ==
              static_cast<int>(linked.kinds[static_cast<std::size_t>(kind)].people.size()))
            all.push_back({kind, klass, question});
      }
    clear(all);
  }
  Assignments out_;

 private:
  [[nodiscard]] int saying(const std::vector<int>& numbers, const Certain& one) const {
    return search_.saying(numbers, one.kind, static_cast<std::size_t>(one.question), one.klass);
  }
  void clear(std::vector<Certain> all) {
    const auto cleared = [&](const Certain& one) {
      return std::any_of(others_.begin(), others_.end(),
                         [&](const std::vector<int>& fits) { return saying(fits, one) < saying(truth_, one); });
    };
    all.erase(std::remove_if(all.begin(), all.end(), cleared), all.end());
    if (all.empty()) return;
    const bool alone = all.size() == 1;
    std::vector<int> fits;
    const auto found = search_.less(all, steps_, alone ? 150 : 12, fits);
    if (found == Search::Found::fits) {
      others_.push_back(std::move(fits));
    } else if (!alone) {
      const auto half = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
      clear({all.begin(), half});
      clear({half, all.end()});
    } else if (found == Search::Found::nothing) {
      out_.certain.push_back(all.front());
    } else {
      ++out_.unknown;
    }
  }
  const Linked& linked_;
  Search search_;
  std::int64_t steps_;
  std::vector<int> truth_;
  std::vector<std::vector<int>> others_;  // assignments that fit
};

}  // namespace

Assignments other_assignment(const Linked& linked, std::int64_t steps) { return Clearing(linked, steps).out_; }

}  // namespace goud::attack
