#include "cli/round_clock.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

#include "http/log.hpp"

namespace goud::cli {
namespace {

constexpr auto between = std::chrono::seconds(60);

}  // namespace

RoundClock::RoundClock(rounds::Services& services) : services_(services), thread_([this] { run(); }) {}

RoundClock::~RoundClock() {
  {
    const std::scoped_lock lock(guard_);
    stopping_ = true;
  }
  told_.notify_all();
  thread_.join();
}

void RoundClock::run() {
  const auto note = [&](const Done& done) {
    if (!done) http::log_event(http::LogLevel::warning, "rounds", {{"fault", done.error().key}}, services_.clock);
  };
  const auto ask = [&](const auto& deed) {
    try {
      note(deed());
    } catch (const std::exception& error) {
      http::log_event(http::LogLevel::error, "rounds", {{"fault", std::string(error.what())}}, services_.clock);
    }
  };
  ask([&] { return rounds::end_unfinished(services_); });
  for (std::unique_lock lock(guard_); !stopping_;) {
    lock.unlock();
    ask([&] { return rounds::close_what_is_due(services_, services_.clock.now()); });
    lock.lock();
    told_.wait_for(lock, between, [this] { return stopping_; });
  }
}

void leave_no_cores() {
  const rlimit none{0, 0};
  (void)::setrlimit(RLIMIT_CORE, &none);
  (void)::prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace goud::cli
