// Who is known by name at Merelhof: the manager of each hotel, who has an account, and three colleagues of its floor, who have
// a pass. All invented.
#pragma once

#include <span>
#include <string_view>

#include "cli/demo/plan.hpp"
#include "kernel/random.hpp"

namespace goud::cli::demo {

struct TeamOf {
  std::string_view leads;     // e-mail: the part before the first blank, in lower case
  std::string_view floor[3];  // front desk, housekeeping, restaurant: in the order of departments()
};
[[nodiscard]] std::span<const TeamOf> teams();  // in the order of hotels()
[[nodiscard]] std::string_view someone_of(int hotel, Randomness&);

}  // namespace goud::cli::demo
