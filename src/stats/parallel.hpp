// Work in parts on several threads. What each part does may depend on its number alone, never on who does it or when.
#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace goud::stats {

// Calls work(i) for i in 0..count-1, each once; rethrows the first exception.
inline void for_each_index(std::size_t count, int threads, const std::function<void(std::size_t)>& work) {
  const std::size_t many = std::min<std::size_t>(static_cast<std::size_t>(threads < 1 ? 1 : threads), count);
  if (many <= 1) {
    for (std::size_t i = 0; i < count; ++i) work(i);
    return;
  }
  std::atomic<std::size_t> next = 0;
  std::mutex guard;
  std::exception_ptr wrong;
  const auto labour = [&] {
    try {
      for (std::size_t i = next++; i < count; i = next++) work(i);
    } catch (...) {
      const std::scoped_lock lock(guard);
      if (!wrong) wrong = std::current_exception();
      next = count;
    }
  };
  {
    std::vector<std::jthread> hands;
    for (std::size_t i = 1; i < many; ++i) hands.emplace_back(labour);
    labour();
  }
  if (wrong) std::rethrow_exception(wrong);
}

// The same, where each call takes a run of indices: work(begin, end).
inline void for_each_run(std::size_t count, std::size_t run, int threads,
                         const std::function<void(std::size_t, std::size_t)>& work) {
  if (run == 0) run = 1;
  for_each_index((count + run - 1) / run, threads,
                 [&](std::size_t i) { work(i * run, std::min(count, (i + 1) * run)); });
}

}  // namespace goud::stats
