#include "http/rate.hpp"

#include <sodium.h>

#include <algorithm>
#include <cmath>

#include "http/gate.hpp"

namespace goud::http {
namespace {
constexpr std::int64_t hour_micros = 3'600'000'000;
constexpr std::size_t buckets_max = 200'000;
}  // namespace

RateLimit::RateLimit(const Clock& clock, Randomness& randomness) : clock_(clock), randomness_(randomness) {}

void RateLimit::renew(Instant now) {
  if (now.micros - renewed_.micros < hour_micros && now >= renewed_ && buckets_.size() < buckets_max) return;
  randomness_.fill(key_);
  buckets_.clear();
  renewed_ = now;
}

int RateLimit::take(std::string_view from, std::string_view what, double per_minute, double burst) {
  if (per_minute <= 0) return 0;
  const auto address = counted_as(from);
  const auto now = clock_.now();
  const std::scoped_lock lock(guard_);
  renew(now);
  crypto_generichash_state state;
  std::array<unsigned char, 16> hash{};
  const unsigned char separator = 0;
  crypto_generichash_init(&state, reinterpret_cast<const unsigned char*>(key_.data()), key_.size(), hash.size());
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(address.data()), address.size());
  crypto_generichash_update(&state, &separator, 1);
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(what.data()), what.size());
  crypto_generichash_final(&state, hash.data(), hash.size());
  std::uint64_t name = 0;
  for (int i = 0; i < 8; ++i) name = name << 8 | hash[static_cast<std::size_t>(i)];

  auto [at, fresh] = buckets_.try_emplace(name, Bucket{burst, now});
  auto& bucket = at->second;
  const double minutes = static_cast<double>(std::max<std::int64_t>(0, now.micros - bucket.at.micros)) / 60e6;
  bucket.tokens = std::min(burst, bucket.tokens + minutes * per_minute);
  bucket.at = now;
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return 0;
  }
  return std::max(1, static_cast<int>(std::ceil((1 - bucket.tokens) / per_minute * 60)));
}

}  // namespace goud::http
