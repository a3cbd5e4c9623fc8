// Codes that do not exist are slowed down: per address, found by a keyed hash in memory (http/rate), and for the whole
// installation. Always true: a code that is right is looked up first and never waits, also not from the address or in the
// minute of someone who guesses (docs/decisions/ballot-page.md).
#pragma once

#include <string_view>

#include "http/rate.hpp"
#include "kernel/clock.hpp"
#include "kernel/random.hpp"

namespace goud::rounds {

class WrongCodes {
 public:
  WrongCodes(const Clock& clock, Randomness& randomness) : rate_(clock, randomness) {}
  // Seconds to wait before the next guess is answered; 0: this one may be.
  [[nodiscard]] int guessed(std::string_view address) {
    if (const int wait = rate_.take(address, "rounds.address", 20, 20)) return wait;
    return rate_.take("", "rounds.installation", 600, 600);
  }

 private:
  http::RateLimit rate_;
};

}  // namespace goud::rounds
