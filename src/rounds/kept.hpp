// Rows of rounds as the room itself reads them.
#pragma once

#include "rounds/rounds.hpp"

namespace goud::rounds {

struct Kept {
  Round round;
  std::string public_key;        // of its letterbox; empty while planned
  std::size_t letter_bytes = 0;  // sealed_bytes of the plan, where it was asked for
};
[[nodiscard]] std::optional<Kept> kept(store::Reader&, std::string_view id);
[[nodiscard]] std::optional<Kept> under_way(store::Reader&);  // the one that is open or closing: there is at most one
[[nodiscard]] Done consented(store::Reader&, Day today);
// In the time zone that the round opened in.
[[nodiscard]] Day today_in(const Frozen&, store::Reader&, Instant);

[[nodiscard]] inline std::string_view view(const store::Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
[[nodiscard]] inline store::Bytes bytes_of(std::string_view text) {
  const auto* first = reinterpret_cast<const std::byte*>(text.data());
  return {first, first + text.size()};
}

}  // namespace goud::rounds
