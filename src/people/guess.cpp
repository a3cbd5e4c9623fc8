#include "people/guess.hpp"

#include <sodium.h>

#include <algorithm>

namespace goud::people {
namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t remembered = 3600 * second;

// Three mistakes are free; then 2, 4, 8 … seconds, at most fifteen minutes.
std::int64_t wait_after(int wrong) { return wrong < 4 ? 0 : std::min<std::int64_t>(900, std::int64_t{1} << std::min(wrong - 3, 12)) * second; }
// From everywhere together: twenty are free, then five seconds between two; nobody is locked out by a stranger.
std::int64_t wait_anywhere(int wrong) { return wrong < 20 ? 0 : 5 * second; }

}  // namespace

GuessDelay::GuessDelay(const Clock& clock, Randomness& randomness) : clock_(clock) { randomness.fill(key_); }

std::string GuessDelay::name_of(std::string_view email, std::string_view address) const {
  std::array<unsigned char, 16> hash{};
  crypto_generichash_state state;
  crypto_generichash_init(&state, reinterpret_cast<const unsigned char*>(key_.data()), key_.size(), hash.size());
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(email.data()), email.size());
  const unsigned char nul = 0;
  crypto_generichash_update(&state, &nul, 1);
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(address.data()), address.size());
  crypto_generichash_final(&state, hash.data(), hash.size());
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

void GuessDelay::forget_old(Instant now) {
  if (counts_.size() < 10'000) return;
  std::erase_if(counts_, [&](const auto& one) { return now.micros - one.second.last.micros > remembered; });
  if (counts_.size() > 500'000) counts_.clear();
}

int GuessDelay::wait_seconds(std::string_view email, std::string_view address) {
  const auto now = clock_.now();
  const std::scoped_lock lock(guard_);
  std::int64_t wait = 0;
  const auto look = [&](const std::string& name, auto rule) {
    const auto found = counts_.find(name);
    if (found == counts_.end() || now.micros - found->second.last.micros > remembered) return;
    wait = std::max(wait, found->second.last.micros + rule(found->second.wrong) - now.micros);
  };
  look(name_of(email, address), wait_after);
  look(name_of(email, ""), wait_anywhere);
  return wait <= 0 ? 0 : static_cast<int>((wait + second - 1) / second);
}

void GuessDelay::wrong(std::string_view email, std::string_view address) {
  const auto now = clock_.now();
  const std::scoped_lock lock(guard_);
  forget_old(now);
  for (const auto& name : {name_of(email, address), name_of(email, "")}) {
    auto& count = counts_[name];
    if (now.micros - count.last.micros > remembered) count.wrong = 0;
    ++count.wrong;
    count.last = now;
  }
}

void GuessDelay::right(std::string_view email, std::string_view address) {
  const std::scoped_lock lock(guard_);
  counts_.erase(name_of(email, address));
}

}  // namespace goud::people
