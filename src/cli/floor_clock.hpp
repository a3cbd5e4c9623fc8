// The clock of what the floor and customers tell while goud serves: every other second what was told is taken over and
// letters that are due go out, every minute the mornings of the rooms. One thread, gone before the store is.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "cli/house.hpp"

namespace goud::cli {

class FloorClock {
 public:
  explicit FloorClock(House&);
  ~FloorClock();
  FloorClock(const FloorClock&) = delete;
  FloorClock& operator=(const FloorClock&) = delete;

 private:
  void run();
  House& house_;
  std::mutex guard_;
  std::condition_variable told_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace goud::cli
