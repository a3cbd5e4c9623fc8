// Weights are whole numbers of 1e-4: 10000 is one answer. Sums of them are exact; what would overflow is refused.
// formula: n_eff = (sum w)^2 / sum w^2
// unit: answers
// needs: every weight at least 0 and at most 100 (1000000); not all of them 0
// source: kish1965
// checked: weights_test.cpp: apistrat against R; the naive loop; parts against the whole
// not for: the loss by clusters (share.hpp, clustered) or the gain by strata (share.hpp, post-stratified)
#pragma once

#include <cstdint>

namespace goud::stats {

constexpr std::int64_t weight_one = 10'000;
constexpr std::int64_t weight_max = 100 * weight_one;

struct Weights {
  std::int64_t n = 0;        // answers with weight, also of weight 0
  std::int64_t sum = 0;      // in 1e-4
  std::int64_t squares = 0;  // in 1e-8
  bool operator==(const Weights&) const = default;

  // Both give false and change nothing where a sum would overflow or a weight is outside 0..weight_max.
  [[nodiscard]] bool add(std::int64_t weight = weight_one, std::int64_t times = 1);
  [[nodiscard]] bool merge(const Weights&);

  [[nodiscard]] bool all_one() const;  // then n_effective is n, exactly
  [[nodiscard]] double n_effective() const;  // 0 where nothing weighs
};

// a + b * c, or false and nothing changed.
[[nodiscard]] bool add_product(std::int64_t& a, std::int64_t b, std::int64_t c);

}  // namespace goud::stats
