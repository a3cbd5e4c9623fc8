// Whether sums of numbers can be met at all when the numbers need not be whole. Where not, whole ones cannot either: so a
// proof that nothing else fits, where looking at every assignment would take too long.
#pragma once

#include <vector>

namespace goud::attack {

struct Sum {
  std::vector<int> numbers;  // places; each counts once
  int least = 0, most = 0;
  bool follows = false;  // from others: of use to narrow, not to this
};
enum class Relaxed { can_be, cannot_be, unknown };
// All numbers are 0 or more. First phase of the simplex method, in doubles: what is short by less than a millionth can be.
// `by`: numbers that meet them, at a corner of what can be: mostly whole.
[[nodiscard]] Relaxed met(const std::vector<Sum>&, int numbers, std::vector<double>& by);

}  // namespace goud::attack
