// Many comparisons at once: which of them stand, when a stated part of those that stand may be false.
// formula: Benjamini and Hochberg: of m p-values in order, adjusted p(i) = min over j >= i of min(1, p(j) m / j);
//   Holm: adjusted p(i) = max over j <= i of min(1, p(j) (m - j + 1))
// unit: chance 0..1
// needs: one p-value; what could not be tested is left out and does not count in m
// source: benjamini1995, holm1979
// checked: many_tests_test.cpp: the 15 p-values of Benjamini and Hochberg (1995); R's p.adjust; the naive definition; false share in simulation
// not for: p-values that go against each other (a test that wins because another loses); one comparison chosen beforehand, which needs no mending
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace goud::stats {

// In the order given. A p-value outside 0..1, or none, stays none. Compare an adjusted one with the part that may be false.
[[nodiscard]] std::vector<std::optional<double>> benjamini_hochberg(std::span<const std::optional<double>> p_values);
// The same against even one false comparison.
[[nodiscard]] std::vector<std::optional<double>> holm(std::span<const std::optional<double>> p_values);

}  // namespace goud::stats
