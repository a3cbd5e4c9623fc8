#include "cli/floor_clock.hpp"

#include "http/log.hpp"

namespace goud::cli {
namespace {

constexpr auto between = std::chrono::seconds(2);
constexpr int mornings_every = 30;  // turns

}  // namespace

FloorClock::FloorClock(House& house) : house_(house), thread_([this] { run(); }) {}

FloorClock::~FloorClock() {
  {
    const std::scoped_lock lock(guard_);
    stopping_ = true;
  }
  told_.notify_all();
  thread_.join();
}

void FloorClock::run() {
  const auto& clock = house_.clock;
  const auto ask = [&](const auto& deed) {
    try {
      if (const Done done = deed(); !done)
        http::log_event(http::LogLevel::warning, "floor", {{"fault", done.error().key}}, clock);
    } catch (const std::exception& error) {
      http::log_event(http::LogLevel::error, "floor", {{"fault", std::string(error.what())}}, clock);
    }
  };
  ask([&] { return mail::end_unfinished(*house_.mail); });
  int turn = 0;
  for (std::unique_lock lock(guard_); !stopping_;) {
    lock.unlock();
    if (const auto known = people::organisations(*house_.store); known) {
      for (const auto& one : *known) {
        ask([&] { return stories::keep_up(*house_.stories, one.tenant); });
        ask([&] { return actions::keep_up(*house_.actions, one.tenant); });
      }
    }
    ask([&] { return mail::send_due(*house_.mail); });
    if (turn++ % mornings_every == 0) {
      const auto now = clock.now();
      ask([&] { return stories::morning(*house_.stories, now); });
      ask([&] { return barriers::morning(*house_.barriers, now); });
      ask([&] { return actions::morning(*house_.actions, now); });
    }
    lock.lock();
    told_.wait_for(lock, between, [this] { return stopping_; });
  }
}

}  // namespace goud::cli
