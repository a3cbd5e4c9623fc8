#include "stats/random_stream.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "stats/distribution.hpp"

namespace goud::stats {
namespace {

// Random123's tests/kat_vectors, "philox4x32 10": counter of four words, key of two, what comes out.
TEST(RandomStreamTest, IsPhiloxByTheKnownAnswersOfRandom123) {
  const struct {
    std::uint64_t counter, stream, key;
    std::array<std::uint32_t, 4> out;
  } answers[] = {
      {0, 0, 0, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
      {~0ULL, ~0ULL, ~0ULL, {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
      {0x85a308d3243f6a88, 0x0370734413198a2e, 0x299f31d0a4093822, {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
  };
  for (const auto& one : answers) {
    RandomStream stream(one.key, one.stream, one.counter);
    for (const auto word : one.out) EXPECT_EQ(stream.bits(), word);
  }
}

TEST(RandomStreamTest, SameSeedAndStreamSayTheSameOthersDoNot) {
  const auto first = [](std::uint64_t seed, std::uint64_t stream) {
    RandomStream draw(seed, stream);
    std::vector<std::uint32_t> words(12);
    for (auto& word : words) word = draw.bits();
    return words;
  };
  EXPECT_EQ(first(1, 2), first(1, 2));
  EXPECT_NE(first(1, 2), first(1, 3));
  EXPECT_NE(first(1, 2), first(2, 2));
  EXPECT_NE(first(1, 2), first(2, 1));
  // A block further on is the block itself.
  RandomStream from_start(9, 9), from_block(9, 9, 2);
  for (int i = 0; i < 8; ++i) (void)from_start.bits();
  EXPECT_EQ(from_start.bits(), from_block.bits());
}

TEST(RandomStreamTest, BelowIsEvenAndStaysBelow) {
  for (const std::uint32_t bound : {1U, 2U, 3U, 7U, 1000U, 0x80000001U, 0xFFFFFFFFU}) {
    RandomStream draw(5, bound);
    for (int i = 0; i < 1000; ++i) EXPECT_LT(draw.below(bound), bound);
  }
  std::vector<double> seen(6, 0.0);
  RandomStream draw(5, 0);
  for (int i = 0; i < 60'000; ++i) ++seen[draw.below(6)];
  double chi2 = 0;
  for (const double count : seen) chi2 += (count - 10'000) * (count - 10'000) / 10'000;
  EXPECT_GT(chi_squared_p(chi2, 5), 1e-4);
  // With a bound of 3/4 of 2^32, plain scaling would give some values twice the chance of others; thirds show it.
  std::vector<double> thirds(3, 0.0);
  RandomStream wide(6, 0);
  for (int i = 0; i < 60'000; ++i) ++thirds[wide.below(0xC0000000U) % 3];
  chi2 = 0;
  for (const double count : thirds) chi2 += (count - 20'000) * (count - 20'000) / 20'000;
  EXPECT_GT(chi_squared_p(chi2, 2), 1e-4);
}

TEST(RandomStreamTest, UnitAndNormalHaveTheirShape) {
  constexpr int many = 20'000;
  std::vector<double> units, normals;
  RandomStream draw(7, 0);
  for (int i = 0; i < many; ++i) {
    units.push_back(draw.unit());
    normals.push_back(normal_probability(draw.normal()));
  }
  for (auto* sample : {&units, &normals}) {
    std::sort(sample->begin(), sample->end());
    EXPECT_GE(sample->front(), 0);
    EXPECT_LT(sample->back(), 1);
    double furthest = 0;  // Kolmogorov's distance
    for (int i = 0; i < many; ++i) {
      furthest = std::max({furthest, std::abs((*sample)[static_cast<std::size_t>(i)] - i / double{many}),
                           std::abs((*sample)[static_cast<std::size_t>(i)] - (i + 1) / double{many})});
    }
    EXPECT_LT(furthest * std::sqrt(many), 2.0);  // chance under 1 in 1,000
  }
}

}  // namespace
}  // namespace goud::stats
