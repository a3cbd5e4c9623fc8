#include "people/guess.hpp"

#include <sodium.h>

#include <algorithm>

#include "http/gate.hpp"

namespace goud::people {
namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t remembered = 3600 * second;

// Some mistakes are free; then 2, 4, 8 … seconds, at most fifteen minutes.
std::int64_t wait_after(int wrong, int free) {
  return wrong <= free ? 0 : std::min<std::int64_t>(900, std::int64_t{1} << std::min(wrong - free, 12)) * second;
}
constexpr int free_mistakes = 3;
// Where an account is guessed at from everywhere, an address has one mistake free. Nobody waits for a stranger's mistakes.
constexpr int many_from_everywhere = 20, free_under_siege = 1;

}  // namespace

GuessDelay::GuessDelay(const Clock& clock, Randomness& randomness) : clock_(clock) { randomness.fill(key_); }

std::string GuessDelay::name_of(std::string_view email, std::string_view address) const {
  std::array<unsigned char, 16> hash{};
  crypto_generichash_state state;
  crypto_generichash_init(&state, reinterpret_cast<const unsigned char*>(key_.data()), key_.size(), hash.size());
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(email.data()), email.size());
  const unsigned char nul = 0;
  crypto_generichash_update(&state, &nul, 1);
  const auto network = http::counted_as(address);
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(network.data()), network.size());
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
  const auto fresh = [&](const std::string& name) -> const Count* {
    const auto found = counts_.find(name);
    return found == counts_.end() || now.micros - found->second.last.micros > remembered ? nullptr : &found->second;
  };
  const auto* own = fresh(name_of(email, address));
  if (own == nullptr) return 0;
  const auto* anywhere = fresh(name_of(email, ""));
  const bool siege = anywhere != nullptr && anywhere->wrong >= many_from_everywhere && anywhere->wrong > own->wrong;
  const std::int64_t wait =
      own->last.micros + wait_after(own->wrong, siege ? free_under_siege : free_mistakes) - now.micros;
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
