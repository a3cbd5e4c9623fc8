// A few threads and a queue with an end. Work that finds the queue full is refused, not forgotten.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace goud::http {

class Workers {
 public:
  explicit Workers(int threads, std::size_t queue_max = 4096);
  ~Workers();
  [[nodiscard]] bool post(std::function<void()>);
  void stop();  // finishes what is queued

 private:
  void run();
  std::mutex guard_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  std::size_t queue_max_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace goud::http
