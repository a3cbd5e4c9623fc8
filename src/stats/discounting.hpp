// The present value of what is expected over time: the integral of exp(-d t) dE(t), from E alone.
#pragma once

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "stats/maximum_likelihood.hpp"

namespace goud::stats {

// expected(t): what is expected up to t, 0 at 0, growing. By parts: exp(-d H) E(H) + d * integral of exp(-d t) E(t) over 0..H.
template <class Expected>
[[nodiscard]] double discounted(const Expected& expected, double discount, double horizon) {
  if (!(discount >= 0) || !(horizon >= 0) || (discount == 0 && !std::isfinite(horizon)))
    throw std::invalid_argument("an endless horizon needs a discount");
  if (discount == 0) return expected(horizon);
  constexpr double most = 45;  // exp(-45) of the value lies beyond
  const bool endless = discount * horizon > most;
  const double end = endless ? most / discount : horizon;
  double sum = endless ? 0 : std::exp(-discount * end) * expected(end);
  // Pieces that double: E bends most at the start.
  double from = 0;
  for (double piece = end / 64; from < end; piece *= 2) {
    const double to = std::min(piece, end);
    for (std::size_t i = 0; i < legendre_points; ++i) {
      const double t = from + (to - from) * legendre().node[i];
      sum += discount * (to - from) * legendre().weight[i] * std::exp(-discount * t) * expected(t);
    }
    from = to;
  }
  return sum;
}

}  // namespace goud::stats
