#include "store/store.hpp"

#include <condition_variable>
#include <mutex>

namespace goud::store {

void Reader::each(const Statement& statement, Params params, const std::function<void(const Row&)>& row) {
  query(statement, std::span(params.begin(), params.size()), [&row](const Row& found) {
    row(found);
    return true;
  });
}

void Reader::each_until(const Statement& statement, Params params, const std::function<bool(const Row&)>& row) {
  query(statement, std::span(params.begin(), params.size()), row);
}

Done RecordStore::write(Scope scope, const Work& work) {
  std::mutex guard;
  std::condition_variable told;
  std::optional<Done> outcome;
  submit(std::move(scope), std::cref(work), [&](Done done) {
    // Notified under the lock: the waiter may leave, and take these with it, as soon as it is released.
    const std::scoped_lock lock(guard);
    outcome = std::move(done);
    told.notify_one();
  });
  std::unique_lock lock(guard);
  told.wait(lock, [&] { return outcome.has_value(); });
  return *std::move(outcome);
}

}  // namespace goud::store
