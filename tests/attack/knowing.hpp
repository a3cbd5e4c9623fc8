// (c) once more, by one who also knows the rules of the release, for they are no secret: what is withheld says something too.
// Of every assignment that fits what was published it is asked whether it would have been published the same; nobody's
// answer may be the same in all that would.
#pragma once

#include <cstdint>

#include "assignments.hpp"
#include "figures/release.hpp"

namespace goud::attack {

struct Knowing {
  bool tried = false;  // false: too many assignments
  std::int64_t assignments = 0, same = 0;
  std::vector<Certain> certain;  // kinds: people of one node and the same facets
  std::vector<Kind> kinds;
};
// Of a question that is released by itself.
[[nodiscard]] Knowing knowing(const figures::ReleaseAsked&, int question, std::int64_t releases_most);

}  // namespace goud::attack
