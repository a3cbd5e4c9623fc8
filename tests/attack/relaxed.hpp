// Whether sums of numbers can be met at all when the numbers need not be whole. Where not, whole ones cannot either: so a
// proof that nothing else fits, where looking at every assignment would take too long.
#pragma once

#include <vector>

namespace goud::attack {

struct Sum {
  std::vector<int> numbers;  // places; each counts once
  int least = 0, most = 0;
};
enum class Relaxed { can_be, cannot_be, unknown };
// All numbers are 0 or more. First phase of the simplex method, in doubles: what is short by less than a millionth can be.
// `near`: numbers that meet them, rounded; a good place to begin looking for whole ones.
[[nodiscard]] Relaxed met(const std::vector<Sum>&, int numbers, std::vector<int>& near);

}  // namespace goud::attack
