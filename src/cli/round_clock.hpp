// The clock of rounds while goud serves: once a minute it closes what is due and makes the day's response; first of all it
// ends what was cut off. One thread, gone before the store is.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "rounds/rounds.hpp"

namespace goud::cli {

class RoundClock {
 public:
  explicit RoundClock(rounds::Services&);
  ~RoundClock();
  RoundClock(const RoundClock&) = delete;
  RoundClock& operator=(const RoundClock&) = delete;

 private:
  void run();
  rounds::Services& services_;
  std::mutex guard_;
  std::condition_variable told_;
  bool stopping_ = false;
  std::thread thread_;
};

// What a core would hold may be a ballot on its way into its seal, or a key: none is written, and no other process of the
// same user may look.
void leave_no_cores();

}  // namespace goud::cli
