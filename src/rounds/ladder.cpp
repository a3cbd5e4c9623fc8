#include "rounds/said.hpp"

namespace goud::rounds {

std::optional<Ladder> ladder(const Reading& reading, int place) {
  const auto* released = reading.released->of("ladder");
  if (released == nullptr) return std::nullopt;
  const auto& group = released->with(place, reading.sight.parents());
  Ladder said{&group, 0, {}};
  for (int rung = 0; rung < static_cast<int>(std::size(ladder_rungs)); ++rung)
    said.rungs.push_back(figures::told(*released, group, {rung}, reading.sight.parents()));
  said.n = said.rungs.front()->n;
  return said;
}

}  // namespace goud::rounds
