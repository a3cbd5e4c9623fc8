#include "stats/random_stream.hpp"

#include "stats/distribution.hpp"

namespace goud::stats {

// Salmon and others (2011), Parallel random numbers: as easy as 1, 2, 3; their constants.
void RandomStream::refill() {
  auto k0 = static_cast<std::uint32_t>(key_);
  auto k1 = static_cast<std::uint32_t>(key_ >> 32U);
  std::array<std::uint32_t, 4> c = {static_cast<std::uint32_t>(counter_), static_cast<std::uint32_t>(counter_ >> 32U),
                                    static_cast<std::uint32_t>(stream_), static_cast<std::uint32_t>(stream_ >> 32U)};
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53U} * c[0];
    const std::uint64_t b = std::uint64_t{0xCD9E8D57U} * c[2];
    c = {static_cast<std::uint32_t>(b >> 32U) ^ c[1] ^ k0, static_cast<std::uint32_t>(b),
         static_cast<std::uint32_t>(a >> 32U) ^ c[3] ^ k1, static_cast<std::uint32_t>(a)};
    k0 += 0x9E3779B9U;
    k1 += 0xBB67AE85U;
  }
  block_ = c;
  ++counter_;
  at_ = 0;
}

double RandomStream::normal() {
  double u = unit();
  while (u == 0) u = unit();
  return normal_quantile(u);
}

}  // namespace goud::stats
