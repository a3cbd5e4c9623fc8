#include "stats/ascending_order.hpp"

#include <array>
#include <bit>
#include <stdexcept>

namespace goud::stats {

// By digits of 11 bits, the lowest first: each pass is one walk, whatever the numbers are.
std::vector<std::uint32_t> ascending_order(std::span<const double> values) {
  constexpr int digits = 6, bits = 11;
  constexpr std::uint64_t mask = (1U << bits) - 1;
  if (values.size() >> 32U != 0) throw std::length_error("more numbers than can be put in order");
  const std::size_t n = values.size();
  struct Keyed {
    std::uint64_t key;
    std::uint32_t place;
  };
  std::vector<Keyed> from(n), to(n);
  std::vector<std::array<std::uint32_t, mask + 1>> counts(digits);
  for (auto& one : counts) one.fill(0);
  for (std::size_t i = 0; i < n; ++i) {
    const auto raw = std::bit_cast<std::uint64_t>(values[i] + 0.0);
    const std::uint64_t key = raw >> 63U != 0 ? ~raw : raw | (std::uint64_t{1} << 63U);
    from[i] = {key, static_cast<std::uint32_t>(i)};
    for (int d = 0; d < digits; ++d) ++counts[static_cast<std::size_t>(d)][(key >> (d * bits)) & mask];
  }
  for (int d = 0; d < digits; ++d) {
    auto& count = counts[static_cast<std::size_t>(d)];
    bool all_alike = false;
    std::uint32_t sum = 0;
    for (auto& one : count) {
      all_alike = all_alike || one == n;
      const std::uint32_t here = one;
      one = sum;
      sum += here;
    }
    if (all_alike) continue;
    for (const auto& one : from) to[count[(one.key >> (d * bits)) & mask]++] = one;
    from.swap(to);
  }
  std::vector<std::uint32_t> order(n);
  for (std::size_t i = 0; i < n; ++i) order[i] = from[i].place;
  return order;
}

}  // namespace goud::stats
