// (b) Every published group is an equation over kinds of people: so many of them said this. A set of kinds is solved when its
// indicator is a sum of multiples of the published ones, so that what it said follows without guessing.
// Always true: no group under the floor that is solved is missed (a set that is, has fingerprint zero), and none is reported
// that is not (each is solved again and multiplied out in whole numbers).
//
// Rounds are not combined: every round asks anew, so an answer of one round is another unknown than that of the next. The
// equations of two rounds share no unknown, whatever tree each was frozen with, and the rows of a matrix in blocks combine
// to nothing inside one block that the rows of that block do not give (the test of moved units holds that). What n says of
// a unit in two rounds says who took part, never what was said.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "seen.hpp"

namespace goud::attack {

struct Solved {
  std::vector<int> kinds;
  int on_time = 0;
  std::vector<std::pair<int, std::string>> by;  // rows and what each is multiplied with
};
struct Equations {
  double tried = 0;         // groups under the floor
  bool exhaustive = false;  // every set one by one; else by sums of halves, sets of at most floor-1 kinds
  int rank = 0;
  std::vector<Solved> solved;  // the first few, the smallest first
};
enum class Search { by_size, one_by_one, by_halves };
[[nodiscard]] Equations solve(const Case&, Search = Search::by_size);
[[nodiscard]] int rank(const Case&);
// The cases side by side, as one system without a shared unknown.
[[nodiscard]] Case beside(const Case&, const Case&);

}  // namespace goud::attack
