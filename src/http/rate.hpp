// How often one address may ask: a bucket of tokens each, found by a keyed hash of the address. The key is made anew
// every hour and lives in memory alone, so nothing kept here leads back to an address.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <unordered_map>

#include "kernel/clock.hpp"
#include "kernel/random.hpp"

namespace goud::http {

class RateLimit {
 public:
  RateLimit(const Clock&, Randomness&);
  // Takes one token; gives the seconds to wait when there is none, 0 when there was. `what` keeps routes apart.
  [[nodiscard]] int take(std::string_view address, std::string_view what, double per_minute, double burst);

 private:
  struct Bucket {
    double tokens;
    Instant at;
  };
  void renew(Instant);
  const Clock& clock_;
  Randomness& randomness_;
  std::mutex guard_;
  std::array<std::byte, 32> key_{};
  Instant renewed_{INT64_MIN / 2};
  std::unordered_map<std::uint64_t, Bucket> buckets_;
};

}  // namespace goud::http
