// The tables released and released_text: written once, at the close, and read from then on; nothing else names them.
#pragma once

#include "rounds/rounds.hpp"

namespace goud::rounds {

// Inside the transaction of the close. Words get ids of their own, so that no order is kept.
void keep_released(store::Writer&, std::string_view round, const Counted&, const figures::Release&, Randomness&);
[[nodiscard]] std::string to_json(const figures::Proved&);  // as the round keeps what its audit found
[[nodiscard]] figures::Proved proved_from(std::string_view json);

}  // namespace goud::rounds
