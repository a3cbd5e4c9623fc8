#include "kernel/random.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <vector>

namespace goud {
namespace {

// xoshiro256** seeded by splitmix64(42), computed by the authors' C reference (prng.di.unimi.it).
TEST(SeededRandomness, IsXoshiroSeededBySplitmix) {
  std::uint64_t seed = 42;
  std::array<std::uint64_t, 4> state{};
  for (auto& word : state) {
    std::uint64_t z = (seed += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    word = z ^ (z >> 31);
  }
  EXPECT_EQ(state[0], 0xbdd732262feb6e95U);  // first output of splitmix64 from 42
  SeededRandomness drawn(42);
  EXPECT_EQ(drawn.bits(), 1546998764402558742U);
  EXPECT_EQ(drawn.bits(), 6990951692964543102U);
}

TEST(SeededRandomness, IsTheSameForTheSameSeedAndAnyChunking) {
  SeededRandomness one(7);
  SeededRandomness two(7);
  std::vector<std::byte> whole(64);
  one.fill(whole);
  std::vector<std::byte> parts(64);
  for (std::size_t i = 0; i < 8; ++i) two.fill(std::span(parts).subspan(i * 8, 8));
  EXPECT_EQ(whole, parts);
  SeededRandomness other(8);
  EXPECT_NE(one.bits(), other.bits());
}

TEST(Randomness, BelowIsUniform) {
  SeededRandomness randomness(3);
  std::array<int, 7> seen{};
  for (int i = 0; i < 70'000; ++i) ++seen.at(randomness.below(7));
  double chi2 = 0;
  for (const auto count : seen) chi2 += (count - 10'000.0) * (count - 10'000.0) / 10'000.0;
  EXPECT_LT(chi2, 22.46);  // 0.999 quantile, 6 degrees of freedom
  EXPECT_EQ(randomness.below(1), 0U);
  const auto bound = (std::uint64_t{1} << 63) + 1;  // where a bare remainder is most biased
  int low = 0;
  for (int i = 0; i < 10'000; ++i) low += randomness.below(bound) < bound / 2 ? 1 : 0;
  EXPECT_NEAR(low, 5'000, 200);
}

TEST(Randomness, UnitStaysUnderOne) {
  SeededRandomness randomness(5);
  double sum = 0;
  for (int i = 0; i < 100'000; ++i) {
    const auto drawn = randomness.unit();
    ASSERT_GE(drawn, 0.0);
    ASSERT_LT(drawn, 1.0);
    sum += drawn;
  }
  EXPECT_NEAR(sum / 100'000, 0.5, 0.005);
}

TEST(SystemRandomness, DoesNotRepeat) {
  SystemRandomness randomness;
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 1'000; ++i) seen.insert(randomness.bits());
  EXPECT_EQ(seen.size(), 1'000U);
}

}  // namespace
}  // namespace goud
