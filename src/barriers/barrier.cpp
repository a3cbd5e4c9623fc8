#include <algorithm>

#include "barriers/barriers.hpp"

namespace goud::barriers {
namespace {

constexpr std::int64_t day_micros = 86'400'000'000;

Instant after(Instant from, int days) { return {from.micros + days * day_micros}; }

struct KindName {
  Kind kind;
  std::string_view name;
};
constexpr KindName kinds[] = {{Kind::tools, "tools"},         {Kind::not_allowed, "not_allowed"},
                              {Kind::too_busy, "too_busy"},   {Kind::not_known, "not_known"},
                              {Kind::not_there, "not_there"}, {Kind::other, "other"}};

}  // namespace

std::string_view name_of(Kind kind) {
  for (const auto& one : kinds)
    if (one.kind == kind) return one.name;
  return "other";
}

std::optional<Kind> kind_from(std::string_view name) {
  for (const auto& one : kinds)
    if (one.name == name) return one.kind;
  return std::nullopt;
}

std::string_view name_of(State state) {
  switch (state) {
    case State::reported:
      return "reported";
    case State::acknowledged:
      return "acknowledged";
    case State::solved:
      return "solved";
    case State::confirmed:
      return "confirmed";
    case State::cannot:
      return "cannot";
    case State::joined:
      return "joined";
  }
  return "reported";
}

bool open(State state) { return state == State::reported || state == State::acknowledged || state == State::solved; }

bool overdue(const Barrier& barrier, Instant now) {
  return barrier.state == State::acknowledged && barrier.due && *barrier.due <= now;
}

int Limits::days(int level) const {
  for (const auto& [one, days] : days_by_level)
    if (one == level) return days;
  return level == 0 ? 14 : level == 1 ? 7 : 3;
}

Result<Barrier> acknowledge(Barrier barrier, const std::string& owner, const Limits& limits, Instant now) {
  if (owner.empty()) return refuse_field("owner", "barriers.owner.missing");
  if (barrier.state != State::reported && barrier.state != State::acknowledged)
    return refuse(FaultKind::conflict, "barriers.not_open");
  if (barrier.state == State::reported) {
    barrier.acknowledged = now;
    barrier.due = barrier.rises = after(now, limits.days(barrier.level));
    barrier.state = State::acknowledged;
  }
  barrier.owner = owner;
  return barrier;
}

Result<Barrier> solve(Barrier barrier, const std::string& done, Instant now) {
  if (done.empty()) return refuse_field("done", "barriers.done.missing");
  if (barrier.state != State::reported && barrier.state != State::acknowledged)
    return refuse(FaultKind::conflict, "barriers.not_open");
  if (!barrier.acknowledged) barrier.acknowledged = now;
  barrier.state = State::solved;
  barrier.solved = now;
  barrier.rises.reset();
  barrier.done = done;
  // What reporters said before was of something else that was done.
  barrier.gone = barrier.still_there = 0;
  return barrier;
}

Result<Barrier> cannot(Barrier barrier, const std::string& because, Instant now) {
  if (because.empty()) return refuse_field("because", "barriers.because.missing");
  if (barrier.state != State::reported && barrier.state != State::acknowledged)
    return refuse(FaultKind::conflict, "barriers.not_open");
  if (!barrier.acknowledged) barrier.acknowledged = now;
  barrier.state = State::cannot;
  barrier.rises.reset();
  barrier.because = because;
  return barrier;
}

Barrier say(Barrier barrier, bool gone, Instant now) {
  (gone ? barrier.gone : barrier.still_there) += 1;
  if (barrier.state != State::solved && barrier.state != State::confirmed) return barrier;
  if (!gone) {
    // The time that it was given goes on: it was never gone.
    barrier.state = State::acknowledged;
    barrier.solved.reset();
    if (barrier.due) barrier.rises = std::max(*barrier.due, now);
  } else if (barrier.still_there == 0) {
    barrier.state = State::confirmed;
  }
  return barrier;
}

Barrier unsay(Barrier barrier, bool gone) {
  auto& said = gone ? barrier.gone : barrier.still_there;
  said = std::max(0, said - 1);
  return barrier;
}

Barrier rise(Barrier barrier, int level_above, const Limits& limits, Instant now) {
  barrier.escalated += 1;
  barrier.level = level_above;
  barrier.rises = level_above > 0 ? std::optional(after(now, limits.days(level_above))) : std::nullopt;
  return barrier;
}

Result<std::pair<Barrier, Barrier>> joined(Barrier into, Barrier one) {
  if (into.id == one.id) return refuse_field("into", "barriers.join.itself");
  if (!open(into.state) || !open(one.state)) return refuse(FaultKind::conflict, "barriers.not_open");
  into.reports += one.reports;
  into.minutes += one.minutes;
  into.first_week = std::min(into.first_week, one.first_week);
  into.last_week = std::max(into.last_week, one.last_week);
  into.since = std::min(into.since, one.since);
  one.state = State::joined;
  one.into = into.id;
  one.reports = one.gone = one.still_there = 0;
  one.minutes = 0;
  one.rises.reset();
  return std::pair(std::move(into), std::move(one));
}

}  // namespace goud::barriers
