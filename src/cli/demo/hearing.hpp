// The rounds in which Merelhof heard its employees, through the door of rounds/ as HR and each colleague would take it:
// consent, register, plan, codes, sealed ballots, close, release, every one on its own days; and a round that is still to
// come. Always true: no key is left behind; what is known of a person here is forgotten with the codes.
#pragma once

#include <cstdint>

#include "cli/demo/settling.hpp"
#include "rounds/rounds.hpp"

namespace goud::cli::demo {

struct Heard {
  int rounds = 0, ballots = 0;  // ballots: of all rounds and weeks
};
[[nodiscard]] Result<Heard> hear(store::RecordStore&, Tenant, const people::Secrets&, const rounds::Keys&,
                                 const Founding&, const Places&, std::uint64_t seed, int rounds);

}  // namespace goud::cli::demo
