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
  std::string size;  // tiny: no round with more than 14 ballots · middle: up to 40 · large
  std::vector<figures::ReleaseAsked> rounds;
  std::int64_t moved = 0, late = 0, withdrawn = 0, skipped = 0, unanimous = 0;  // that it happened at all
};
[[nodiscard]] World world(std::uint64_t seed);

}  // namespace goud::attack
