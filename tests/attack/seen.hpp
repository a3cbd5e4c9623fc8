// What an attacker holds of one question of one round: all that was published of it, and, as the worst case, of every
// colleague where they belong, what they said of their facets, and whether they answered. Only what they answered is unknown.
// Always true: this shares nothing with the audit of the release; it reads the published groups and nothing else.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "figures/release.hpp"

namespace goud::attack {

// People whom no published group tells apart: what is true of one of them may be true of any other.
struct Kind {
  std::vector<int> people;  // places in the list of ballots
  int on_time = 0;          // of them, not late
  std::vector<int> said;    // by class; the truth, to check by and to begin from, never told to a solver as known
  std::vector<int> rows;    // the rows that hold them
};
struct Row {
  std::vector<int> kinds;
  int n = 0, on_time = 0;
  int nearly = -1;          // at least n-1 said this class; -1: the counts are known
  std::vector<int> counts;  // by class
  int group = 0;            // its place among the published
};
struct Case {
  int classes = 2, floor = 5;
  std::vector<Kind> kinds;
  std::vector<Row> rows;
  [[nodiscard]] int people() const;
};

enum class Told {
  answers,   // groups whose counts are told, wholly or nearly
  headcount  // also those that only say how many answered
};
[[nodiscard]] Case look(const figures::ReleaseAsked&, int question, const std::vector<figures::ReleasedGroup>&, Told);
// Two publications about the same people, where the later one holds more of them: what a live figure gives away.
[[nodiscard]] Case look_twice(const figures::ReleaseAsked& earlier, const std::vector<figures::ReleasedGroup>&,
                              const figures::ReleaseAsked& later, const std::vector<figures::ReleasedGroup>&,
                              int question);
[[nodiscard]] bool inside(const figures::ReleaseAsked&, const figures::ReleasedGroup&, const figures::ReleaseBallot&);
[[nodiscard]] std::string described(const figures::ReleaseAsked&, const figures::ReleasedGroup&);
[[nodiscard]] std::string described(const figures::ReleaseAsked&, int question, const Kind&);

}  // namespace goud::attack
