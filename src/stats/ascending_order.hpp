// The places of numbers from small to large. Always true: equal numbers keep the order they came in; -0 equals 0; no NaN.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace goud::stats {

[[nodiscard]] std::vector<std::uint32_t> ascending_order(std::span<const double>);

}  // namespace goud::stats
