#include "stats/parallel.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <stdexcept>

#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

TEST(ParallelTest, EachIndexIsDoneOnceOnAnyNumberOfThreads) {
  for (const int threads : {-1, 0, 1, 2, 7, 64}) {
    std::vector<std::atomic<int>> done(100);
    for_each_index(done.size(), threads, [&](std::size_t i) { ++done[i]; });
    for (const auto& one : done) EXPECT_EQ(one, 1);
  }
  for_each_index(0, 4, [](std::size_t) { FAIL(); });
}

TEST(ParallelTest, RunsCoverAllAndNoMore) {
  for (const std::size_t run : {0U, 1U, 7U, 64U, 1000U}) {
    std::vector<std::atomic<int>> done(101);
    for_each_run(done.size(), run, 3, [&](std::size_t begin, std::size_t end) {
      ASSERT_LE(end, done.size());
      for (std::size_t i = begin; i < end; ++i) ++done[i];
    });
    for (const auto& one : done) EXPECT_EQ(one, 1);
  }
}

TEST(ParallelTest, TheFirstExceptionComesBackAndTheRestIsLeft) {
  for (const int threads : {1, 4}) {
    std::atomic<int> done = 0;
    EXPECT_THROW(for_each_index(100'000, threads,
                                [&](std::size_t i) {
                                  if (i == 3) throw std::runtime_error("three");
                                  ++done;
                                }),
                 std::runtime_error);
    EXPECT_LT(done, 100'000);
  }
}

TEST(ParallelTest, StreamsByIndexSayTheSameOnAnyNumberOfThreads) {
  const auto drawn = [](int threads) {
    std::vector<double> sums(500);
    for_each_run(sums.size(), 16, threads, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) {
        RandomStream draw(42, i);
        for (int k = 0; k < 50; ++k) sums[i] += draw.unit();
      }
    });
    return sums;
  };
  EXPECT_EQ(drawn(1), drawn(4));
}

}  // namespace
}  // namespace goud::stats
