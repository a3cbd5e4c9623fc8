// (c) Nobody's answer may be the same in every assignment of answers to people that fits all that was published.
// Always true: people of one kind are exchangeable, so only the number of a kind that said a class counts; and whose kind
// does not say one thing in truth is safe, for the truth is an assignment that fits. What is called certain was proved by
// looking at every assignment that could say otherwise, what is called safe by an assignment that does.
#pragma once

#include <cstdint>
#include <vector>

#include "seen.hpp"

namespace goud::attack {

struct Certain {
  int kind = 0, klass = 0;
  int question = 0;  // of those that are linked
};
struct Assignments {
  double fit = 0;                // assignments that fit; only where all were looked at
  std::vector<Certain> certain;  // each of the kind said it, whatever else is so
  int looked_at = 0;             // kinds
  int unknown = 0;               // kinds of which neither was proved within the time given
};
// Every assignment, one by one: for up to 14 people who answered.
[[nodiscard]] Assignments every_assignment(const Case&);
// For any number: of each kind that says one thing, another assignment is sought by whole-number propagation and search;
// where that takes too long, among numbers that need not be whole, halving what is not.
[[nodiscard]] Assignments other_assignment(const Case&, std::int64_t steps = 400);

// Questions that the same people answered and of which one follows from the others (a rung of the ladder from pride and
// recommending): what is told of one says something of the others, so all are looked at together.
struct Linked {
  std::vector<Case> seen;                  // by question; `people` of their kinds are places in one list of ballots
  std::vector<std::vector<int>> patterns;  // what one person can say: the class, by question
  std::vector<Kind> kinds{};  // filled by linked(): people whom no group of any question tells apart; said: by pattern
};
[[nodiscard]] Linked linked(const figures::ReleaseAsked&, const std::vector<Case>&, const std::vector<int>& questions,
                            const std::vector<std::vector<int>>& patterns);
[[nodiscard]] Assignments other_assignment(const Linked&, std::int64_t steps = 400);

}  // namespace goud::attack
