#include "knowing.hpp"

#include <map>
#include <tuple>

#include "kernel/random.hpp"
#include "seen.hpp"

namespace goud::attack {

using figures::ReleaseAsked;

namespace {

class Guess {
 public:
  Guess(const ReleaseAsked& asked, Knowing& out, std::int64_t releases_most)
      : asked_(asked), out_(out), most_(releases_most) {
    SeededRandomness dice(1);
    const auto release = figures::release(asked, dice, 1);
    if (!release) return;
    told_ = release->questions[0].groups();
    kinds();
    if (assignments() > static_cast<double>(releases_most) * 50) return;
    out.tried = true;
    other_.assign(out.kinds.size(), std::vector<bool>(static_cast<std::size_t>(classes()), false));
    go(0, 0, 0);
    for (std::size_t kind = 0; kind < other_.size() && out.tried; ++kind)
      for (int klass = 0; klass < classes(); ++klass)
        if (!other_[kind][static_cast<std::size_t>(klass)]) out.certain.push_back({static_cast<int>(kind), klass});
  }

 private:
  [[nodiscard]] int classes() const { return asked_.questions[0].classes; }
  void kinds() {
    std::map<std::tuple<int, std::array<std::int8_t, figures::facets_most>, bool>, std::size_t> places;
    for (std::size_t person = 0; person < asked_.ballots.size(); ++person) {
      const auto& ballot = asked_.ballots[person];
      if (ballot.said[0] < 0) continue;
      const auto [place, fresh] = places.try_emplace({ballot.node, ballot.facets, ballot.late}, out_.kinds.size());
      if (fresh)
        out_.kinds.push_back(
            {.people = {}, .on_time = 0, .said = std::vector<int>(static_cast<std::size_t>(classes()), 0), .rows = {}});
      auto& kind = out_.kinds[place->second];
      kind.people.push_back(static_cast<int>(person));
      kind.on_time += !ballot.late;
      ++kind.said[static_cast<std::size_t>(ballot.said[0])];
    }
  }
  [[nodiscard]] double assignments() const {
    double all = 1;
    for (const auto& kind : out_.kinds)  // ways to part the people over the classes
      for (int klass = 1; klass < classes(); ++klass)
        all = all * static_cast<double>(static_cast<int>(kind.people.size()) + klass) / klass;
    return all;
  }
  // People of one kind in order, their classes ascending: each number of each class once.
  void go(std::size_t kind, std::size_t person, int least) {
    if (!out_.tried) return;
    if (kind == out_.kinds.size()) return compare();
    const auto& people = out_.kinds[kind].people;
    if (person == people.size()) return go(kind + 1, 0, 0);
    for (int klass = least; klass < classes(); ++klass) {
      asked_.ballots[static_cast<std::size_t>(people[person])].said[0] = static_cast<std::int8_t>(klass);
      go(kind, person + 1, klass);
    }
  }
  [[nodiscard]] bool fits() const {
    for (const auto& group : told_) {
      if (group.shown == figures::Shown::hidden) continue;
      std::vector<std::int64_t> counts(static_cast<std::size_t>(classes()), 0);
      for (const auto& ballot : asked_.ballots)
        if (ballot.said[0] >= 0 && inside(asked_, group, ballot)) ++counts[static_cast<std::size_t>(ballot.said[0])];
      if (group.shown == figures::Shown::exact ? counts != group.counts
                                               : counts[static_cast<std::size_t>(group.nearly)] < group.n - 1)
        return false;
    }
    return true;
  }
  void compare() {
    if (!fits()) return;
    if (++out_.assignments > most_) {
      out_.tried = false;
      return;
    }
    SeededRandomness dice(1);
    const auto release = figures::release(asked_, dice, 1);
    if (!release || release->questions[0].groups() != told_) return;
    ++out_.same;
    for (std::size_t kind = 0; kind < out_.kinds.size(); ++kind)
      for (int klass = 0; klass < classes(); ++klass)
        for (const int person : out_.kinds[kind].people)
          if (asked_.ballots[static_cast<std::size_t>(person)].said[0] != klass)
            other_[kind][static_cast<std::size_t>(klass)] = true;
  }

  ReleaseAsked asked_;
  Knowing& out_;
  std::int64_t most_;
  std::vector<figures::ReleasedGroup> told_;
  std::vector<std::vector<bool>> other_;
};

}  // namespace

Knowing knowing(const ReleaseAsked& asked, int question, std::int64_t releases_most) {
  auto alone = asked;
  alone.questions = {asked.questions[static_cast<std::size_t>(question)]};
  alone.questions[0].made_of = -1;
  alone.texts.clear();
  for (auto& ballot : alone.ballots) ballot.said = {ballot.said[static_cast<std::size_t>(question)]};
  Knowing out;
  const Guess guess(alone, out, releases_most);
  return out;
}

}  // namespace goud::attack
