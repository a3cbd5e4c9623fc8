// Randomness as an argument: the system's for what must not be guessed, a seeded one for tests and the simulator.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace goud {

class Randomness {
 public:
  virtual ~Randomness() = default;
  virtual void fill(std::span<std::byte>) = 0;
  [[nodiscard]] std::uint64_t bits();                        // 64 of them
  [[nodiscard]] std::uint64_t below(std::uint64_t bound);    // uniform 0..bound-1, no modulo bias; bound > 0
  [[nodiscard]] double unit();                               // 0 <= x < 1, 53 bits
};

class SystemRandomness final : public Randomness {  // thread safe
 public:
  void fill(std::span<std::byte>) override;
};

class SeededRandomness final : public Randomness {  // one thread; the same on every machine
 public:
  explicit SeededRandomness(std::uint64_t seed);
  void fill(std::span<std::byte>) override;

 private:
  std::uint64_t state_[4];
};

}  // namespace goud
