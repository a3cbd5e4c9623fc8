// What Merelhof measures by hotel and quarter, and three pairs declared before it did: one link that is there, one that is
// not, one that hangs on a single hotel. Laid down through the doors of growth/; examples/merelhof.md tells what was planted.
#pragma once

#include "cli/demo/settling.hpp"
#include "growth/growth.hpp"

namespace goud::cli::demo {

inline constexpr int quarters_measured = 8;  // the last one that is over when the demonstration ends, and those before
inline constexpr std::string_view hotel_alone = "rmd";

[[nodiscard]] double clarity_of(int hotel);  // the mean share that knows what it may decide: also what the rounds plant
[[nodiscard]] growth::Batch measures_of(Day until, std::uint64_t seed);
[[nodiscard]] std::vector<growth::Pair> pairs_declared();
[[nodiscard]] Done lay_chain(store::Writer&, const Founding&, std::uint64_t seed);

}  // namespace goud::cli::demo
