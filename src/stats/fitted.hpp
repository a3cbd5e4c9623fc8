// The height of a regression line of one driver at a place, and how well these rows know it.
// formula: m_y + b (x - m_x) -+ t(n-2) s sqrt(1/W + (x - m_x)^2 / S_xx)
// unit: that of the outcome
// needs: three rows; a driver that differs
// source: student1908
// checked: fitted_test.cpp: R's predict(lm, interval = "confidence") on cars; the mean and its interval at the driver's mean; edges
// not for: where a single row would lie (wider); places beyond the rows
#pragma once

#include "stats/cross_products.hpp"
#include "stats/estimate.hpp"

namespace goud::stats {

// Columns: the driver, the outcome.
[[nodiscard]] Outcome fitted(const CrossProducts&, double at, double level = level_default);

}  // namespace goud::stats
