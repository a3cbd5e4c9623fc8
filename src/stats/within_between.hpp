// One link, asked twice: between groups (do groups that score higher have more) and inside them (do rows above their own group's mean).
// formula: between: Pearson of the groups' means, each group once, Fisher with n = groups; within: W_xy / sqrt(W_xx W_yy), Fisher with
//   n - groups + 1 for n; weighted by reliability: groups weigh sqrt(l_x l_y), l = tau^2 / (tau^2 + sigma^2 / n_g) of the random
//   intercept of each column, n Kish's; slopes: y on the group's mean of x and the deviation from it, random intercept, REML, t
// unit: correlations -1..1; slopes in units of y per unit of x
// needs: four groups for an interval between them; two rows in some groups for within
// source: snijders2012, fisher1921, bliese2000, kish1965
// checked: within_between_test.cpp: R's cor of ave() and of deviations, nlme::lme; the naive loops; order; planted signs that differ
// not for: cause; speaking of rows from groups' means or the reverse: the two may differ, even in sign
#pragma once

#include "stats/correlation.hpp"
#include "stats/grouped_sums.hpp"
#include "stats/mixed.hpp"

namespace goud::stats {

[[nodiscard]] Association between_groups(const GroupedSums&, std::size_t x, std::size_t y,
                                         double level = level_default);
[[nodiscard]] Association within_groups(const GroupedSums&, std::size_t x, std::size_t y, double level = level_default);

// How much of the difference between the means of groups is not chance, per group; 0 for a group without rows.
[[nodiscard]] tl::expected<std::vector<double>, Unsaid> reliability_of_means(const GroupedSums&, std::size_t column);
[[nodiscard]] Association between_weighted(const GroupedSums&, std::size_t x, std::size_t y,
                                           double level = level_default);

struct Slope {
  Outcome estimate;
  std::optional<double> standard_error;
};
struct Slopes {
  Slope between, within;
};
// Where x differs only between groups, or only inside them, the other slope is no_spread.
[[nodiscard]] Slopes slopes(const GroupedSums&, std::size_t x, std::size_t y, double level = level_default);

}  // namespace goud::stats
