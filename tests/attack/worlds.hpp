// Seeded worlds to attack: organisations of two to four levels whose units have one to twelve people, with whatever makes
// releases leak: units that say one thing, facets that nearly say the same, questions that are skipped, people who come, go,
// move, answer late or take their ballot back, units that move, and a floor that rises. Four rounds each.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "figures/release.hpp"

namespace goud::attack {

struct World {
  std::uint64_t seed = 0;
  std::string
      size;  // tiny: no round with more than 14 ballots · middle: up to 40 · large: up to 130 · broad: more, so that facets are shown
  std::vector<figures::ReleaseAsked> rounds;
  int ladder =
      -1;  // the first of four questions: proud, would recommend, did recommend, and the rung that follows from them
  std::int64_t moved = 0, late = 0, withdrawn = 0, skipped = 0, unanimous = 0;  // that it happened at all
};
// What one person can say to the four questions of the ladder (measures): proud (0: yes), would recommend (0-6, 7-8, 9-10), did
// recommend (0: yes), and the rung: ambassador, proud, neutral, lets go.
[[nodiscard]] const std::vector<std::vector<int>>& ladder_patterns();
[[nodiscard]] World world(std::uint64_t seed);

}  // namespace goud::attack
