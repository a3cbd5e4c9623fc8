// Weights that make a sample's margins those of the population (raking; with one margin: post-stratification).
// formula: w_i = d_i prod_m g_m(category of i), g solved margin after margin until all margins hold; with bounds:
//   w_i = max(lo, min(hi, d_i prod g)), so what a trimmed weight loses its category's other weights take over; mean 1;
//   margins that cannot be met together: one factor on all at the end, so that the mean is 1 all the same;
//   converged where no margin is further off than 1e-10 of the whole; design effect n sum w^2 / (sum w)^2, n_eff = n / that
// unit: weights of mean 1; times population / n they count people
// needs: a row of some weight in each category of each margin; a total above 0 for each; bounds around 1
// source: deming1940, deville1992, kish1965
// checked: rake_test.cpp: apistrat against R's survey (rake, postStratify) and the convex dual with bounds; the naive loop over
//   rows; parts against the whole; order of rows; edges
// not for: taking away a bias that the margins do not carry; standard errors (those of raked means are not these weights' alone)
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "stats/estimate.hpp"

namespace goud::stats {

// Rows that are alike: the same category of every margin and the same weight to begin with.
struct RakeCells {
  using Key = std::pair<std::vector<std::int32_t>, double>;
  std::map<Key, std::int64_t> rows;
  bool operator==(const RakeCells&) const = default;

  // Refused, and nothing changed: a weight under 0 or not finite, a category under 0.
  [[nodiscard]] bool add(std::span<const std::int32_t> categories, double weight = 1, std::int64_t times = 1);
  void merge(const RakeCells&);
  [[nodiscard]] std::int64_t n() const;
};

struct RakeAsked {
  std::vector<std::vector<double>> totals;  // per margin, per category; each margin's shares of its own sum are used
  std::optional<Interval> bounds;           // of the weights, whose mean is 1
  int rounds_max = 1000;
};
struct WorstMargin {
  std::size_t margin = 0, category = 0;
  double wanted = 0, reached = 0;  // shares of the weighted total
};
struct Raked {
  std::map<RakeCells::Key, double> weights;
  bool converged = false;
  int rounds = 0;  // each goes through all margins
  WorstMargin worst;
  std::int64_t n = 0;
  double n_effective = 0, design_effect = 1;  // Kish
  double least = 0, most = 0;                 // weights
  std::int64_t at_low = 0, at_high = 0;       // rows whose weight was trimmed
};
// Unsaid: too_few without rows; not_identified where a category weighs nothing or bounds leave 1 out. What did not converge is
// given as far as it came. Throws where a category has no total, or a total is not above 0.
[[nodiscard]] tl::expected<Raked, Unsaid> rake(const RakeCells&, const RakeAsked&);

// A weight of mean 1 as the store keeps it: whole 1e-4, at most 100.
[[nodiscard]] std::int64_t stored_weight(double weight);

}  // namespace goud::stats
