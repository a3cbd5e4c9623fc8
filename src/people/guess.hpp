// Who guesses passwords waits, longer each time, per account and address together; sooner where the account is guessed at
// from everywhere. A stranger's mistakes make nobody else wait. Unknown accounts count just the same, so the wait tells nothing. In memory, under a key of its own.
#pragma once

#include <array>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "kernel/clock.hpp"
#include "kernel/random.hpp"

namespace goud::people {

class GuessDelay {
 public:
  GuessDelay(const Clock&, Randomness&);
  [[nodiscard]] int wait_seconds(std::string_view email, std::string_view address);  // 0: go ahead
  void wrong(std::string_view email, std::string_view address);
  void right(std::string_view email, std::string_view address);

 private:
  struct Count {
    int wrong = 0;
    Instant last{};
  };
  [[nodiscard]] std::string name_of(std::string_view email, std::string_view address) const;
  void forget_old(Instant now);
  const Clock& clock_;
  std::mutex guard_;
  std::array<std::byte, 32> key_{};
  std::unordered_map<std::string, Count> counts_;
};

}  // namespace goud::people
