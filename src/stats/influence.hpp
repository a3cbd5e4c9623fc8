// Does a correlation hang on one unit: the correlation without each in turn, and the unit whose absence changes it most.
// formula: S without u = S - P_u - s_u s_u' / (W - w_u), P_u and s_u the products and sums of u's rows around the means of all;
//   the largest |r - r without u|; a unit without which there is no spread at all comes before every other; ties: the first
// unit: -1..1
// needs: two units; a correlation with all of them
// source: belsley1980
// checked: influence_test.cpp: leaving out each unit and counting again; a planted unit; order
// not for: taking units out until the answer pleases: it says where to look, not what to delete
#pragma once

#include "stats/correlation.hpp"

namespace goud::stats {

struct Influence {
  std::int32_t without = -1;  // the unit's number
  Association left;           // the correlation of all others; n counts their rows
};
// Rows of x and y; `unit` numbers each row's unit (empty: a unit a row); weights may be empty.
[[nodiscard]] tl::expected<Influence, Unsaid> influence(std::span<const double> x, std::span<const double> y,
                                                        std::span<const std::int32_t> unit,
                                                        std::span<const double> weights, double level = level_default);

}  // namespace goud::stats
