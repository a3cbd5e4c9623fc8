// How often the page of a link was opened by a person, and how often an answer came of it: two numbers per link and day,
// so that a response has its base. Always true: nothing about who opened it is kept, not even for a moment; programs and
// previews are left out; an opened page never waits for the disk. Openings are gathered in memory and written together
// (the first at once, then at most once a second, and when someone asks, and at the end); a machine that falls loses
// those of its last moments, an answer never.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "feedback/feedback.hpp"

namespace goud::feedback {

// Programs that look at addresses say so, or say nothing at all; a browser that fetches ahead has no reader yet.
[[nodiscard]] bool opened_by_person(const http::Request&);

class Turnouts {
 public:
  Turnouts(store::RecordStore& store, const Clock& clock);
  ~Turnouts();
  Turnouts(const Turnouts&) = delete;
  Turnouts& operator=(const Turnouts&) = delete;

  void opened(Tenant, const LinkId&, Day);
  [[nodiscard]] Done write(Tenant);  // what is still in memory

 private:
  using Openings = std::map<std::pair<LinkId, Day>, std::int64_t>;
  struct Kept;
  store::RecordStore& store_;
  const Clock& clock_;
  std::shared_ptr<Kept> kept_;  // outlives this while the writer still has work of ours
};

// Inside the transaction of an answer that came by a page.
void note_answered(store::Writer&, const LinkId&, Day);

struct Turnout {
  UnitId unit;
  std::int64_t opened = 0;
  std::int64_t answered = 0;
};
// By link, over these days. Who answered had opened the page, also where that was not seen.
[[nodiscard]] std::vector<Turnout> turnouts(store::Reader&, std::optional<Day> from, std::optional<Day> to);

}  // namespace goud::feedback
