#include "kernel/random.hpp"

#include <sodium.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <stdexcept>

namespace goud {

std::uint64_t Randomness::bits() {
  std::byte raw[8];
  fill(raw);
  std::uint64_t value = 0;
  for (int i = 7; i >= 0; --i) value = value << 8 | static_cast<std::uint64_t>(raw[i]);
  return value;
}

std::uint64_t Randomness::below(std::uint64_t bound) {
  if (bound == 0) throw std::logic_error("a number below nothing was asked for");
  // Draws under 2^64 mod bound would make small remainders likelier.
  const std::uint64_t skip = (0 - bound) % bound;
  for (;;) {
    const auto drawn = bits();
    if (drawn >= skip) return drawn % bound;
  }
}

double Randomness::unit() { return static_cast<double>(bits() >> 11) * 0x1.0p-53; }

void SystemRandomness::fill(std::span<std::byte> bytes) {
  static const int ready = sodium_init();
  if (ready < 0) throw std::runtime_error("the system's randomness cannot be opened");
  randombytes_buf(bytes.data(), bytes.size());
}

SeededRandomness::SeededRandomness(std::uint64_t seed) : state_{} {
  for (auto& word : state_) {  // splitmix64
    seed += 0x9e3779b97f4a7c15U;
    auto mixed = seed;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
    word = mixed ^ (mixed >> 31);
  }
}

void SeededRandomness::fill(std::span<std::byte> bytes) {
  for (std::size_t at = 0; at < bytes.size(); at += 8) {  // xoshiro256**
    auto drawn = std::rotl(state_[1] * 5, 7) * 9;
    const auto shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    const auto count = std::min<std::size_t>(8, bytes.size() - at);
    for (std::size_t i = 0; i < count; ++i, drawn >>= 8) bytes[at + i] = static_cast<std::byte>(drawn & 0xff);
  }
}

}  // namespace goud
