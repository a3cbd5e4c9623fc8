// What becomes of a letter. Pure.
#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "mail/mail.hpp"

namespace goud::mail {
namespace {

constexpr std::array<std::pair<State, std::string_view>, 6> names{{{State::waiting, "waiting"},
                                                                   {State::sending, "sending"},
                                                                   {State::sent, "sent"},
                                                                   {State::unsure, "unsure"},
                                                                   {State::refused, "refused"},
                                                                   {State::withdrawn, "withdrawn"}}};
constexpr std::int64_t minute = 60'000'000;
// Together a little over three days.
constexpr std::int64_t waits[] = {1 * minute,   5 * minute,   15 * minute,   60 * minute,  180 * minute,
                                  360 * minute, 720 * minute, 1440 * minute, 1440 * minute};
static_assert(std::size(waits) == tries_most - 1);

Kept ended(Kept kept, State state, Instant now) {
  kept.state = state;
  kept.due_at.reset();
  kept.ended_at = now;
  return kept;
}

}  // namespace

std::string_view name_of(State state) {
  for (const auto& [one, name] : names)
    if (one == state) return name;
  return "waiting";
}

std::optional<State> state_from(std::string_view text) {
  for (const auto& [one, name] : names)
    if (name == text) return one;
  return std::nullopt;
}

Instant due(int tries, Instant now) {
  const auto at = std::clamp<std::size_t>(static_cast<std::size_t>(std::max(tries, 1)) - 1, 0, std::size(waits) - 1);
  return Instant{now.micros + waits[at]};
}

Kept after(Kept kept, const Transport::Said& said, Instant now) {
  kept.reason = said.reason;
  switch (said.outcome) {
    case Transport::Outcome::accepted:
      kept.reason.clear();
      return ended(std::move(kept), State::sent, now);
    case Transport::Outcome::unsure:
      return ended(std::move(kept), State::unsure, now);
    case Transport::Outcome::refused:
      return ended(std::move(kept), State::refused, now);
    case Transport::Outcome::try_later:
      break;
  }
  if (kept.tries >= tries_most) return ended(std::move(kept), State::refused, now);
  kept.state = State::waiting;
  kept.due_at = due(kept.tries, now);
  return kept;
}

Result<Kept> again(Kept kept, Instant now) {
  if (kept.letter.to.empty()) return refuse(FaultKind::gone, "mail.forgotten");
  if (kept.state != State::unsure && kept.state != State::refused)
    return refuse(FaultKind::conflict, "mail.not_unsure");
  kept.state = State::waiting;
  kept.tries = 0;
  kept.reason.clear();
  kept.due_at = now;
  kept.ended_at.reset();
  return kept;
}

Result<Kept> withdrawn(Kept kept, Instant now) {
  if (kept.state == State::sent || kept.state == State::sending || kept.state == State::withdrawn)
    return refuse(FaultKind::conflict, "mail.not_there_any_more");
  return ended(std::move(kept), State::withdrawn, now);
}

}  // namespace goud::mail
