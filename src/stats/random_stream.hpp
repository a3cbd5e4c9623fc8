// Random numbers by counting (Philox 4x32-10): draw i of stream s is a function of seed, s and i alone. So a bootstrap whose
// replicate r draws from stream r gives the same answer on any number of threads.
#pragma once

#include <array>
#include <cstdint>

namespace goud::stats {

class RandomStream {
 public:
  // Begins at `block`, of four draws each.
  RandomStream(std::uint64_t seed, std::uint64_t stream, std::uint64_t block = 0)
      : key_{seed}, stream_{stream}, counter_{block} {}
  [[nodiscard]] std::uint32_t bits() {
    if (at_ == 4) refill();
    return block_[at_++];
  }
  [[nodiscard]] std::uint32_t below(std::uint32_t bound) {  // uniform 0..bound-1, no bias; bound > 0
    std::uint64_t product = std::uint64_t{bits()} * bound;
    if (static_cast<std::uint32_t>(product) < bound) {
      const std::uint32_t least = (0U - bound) % bound;
      while (static_cast<std::uint32_t>(product) < least) product = std::uint64_t{bits()} * bound;
    }
    return static_cast<std::uint32_t>(product >> 32U);
  }
  [[nodiscard]] double unit() {  // 0 <= x < 1, 53 bits
    const std::uint64_t high = bits();
    return static_cast<double>(((high << 32U) | bits()) >> 11U) * 0x1.0p-53;
  }
  [[nodiscard]] double normal();  // standard normal, by inversion

 private:
  void refill();
  std::uint64_t key_;
  std::uint64_t stream_;
  std::uint64_t counter_;
  std::array<std::uint32_t, 4> block_{};
  int at_ = 4;
};

}  // namespace goud::stats
