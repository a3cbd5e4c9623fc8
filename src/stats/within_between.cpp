#include "stats/within_between.hpp"

#include <algorithm>
#include <cmath>

namespace goud::stats {
namespace {

GroupedSums only(const GroupedSums& sums, std::size_t column) {
  GroupedSums one(1);
  one.rows = sums.rows;
  one.weights = sums.weights;
  one.n = sums.n;
  one.log_weights = sums.log_weights;
  one.weight_squares = sums.weight_squares;
  for (std::size_t g = 0; g < sums.rows.size(); ++g) one.means.push_back(sums.means_of(g)[column]);
  one.within.at(0, 0) = sums.within.at(column, column);
  return one;
}

// Of what varies in the column, is any of it inside groups? Rounding is of the size of the numbers themselves.
bool spread_within(const GroupedSums& sums, const CrossProducts& whole, std::size_t column) {
  const double size = std::abs(whole.means[column]);
  return sums.within.at(column, column) >
         std::max(1e-12 * whole.centred.at(column, column), 1e-24 * size * size * whole.weight);
}

}  // namespace

Association between_groups(const GroupedSums& sums, std::size_t x, std::size_t y, double level) {
  return correlation(sums.of_means(), x, y, level);
}

Association within_groups(const GroupedSums& sums, std::size_t x, std::size_t y, double level) {
  const auto whole = sums.whole();
  const auto groups = static_cast<double>(sums.groups());
  const double n = whole.n_effective();
  if (!(n - groups - 1 > 1e-9)) return {unsaid(Reason::too_few, sums.n), std::nullopt};
  if (!spread_within(sums, whole, x) || !spread_within(sums, whole, y))
    return {unsaid(Reason::no_spread, sums.n), std::nullopt};
  const double r = sums.within.at(x, y) / std::sqrt(sums.within.at(x, x) * sums.within.at(y, y));
  return correlation_of(std::clamp(r, -1.0, 1.0), sums.n, n, groups - 1, level);
}

tl::expected<std::vector<double>, Unsaid> reliability_of_means(const GroupedSums& sums, std::size_t column) {
  const auto fit = random_intercept(only(sums, column));
  if (!fit) return tl::unexpected<Unsaid>(fit.error());
  std::vector<double> reliability;
  for (const double weight : sums.weights)
    reliability.push_back(weight > 0 ? fit->tau2 / (fit->tau2 + fit->sigma2 / weight) : 0);
  return reliability;
}

Association between_weighted(const GroupedSums& sums, std::size_t x, std::size_t y, double level) {
  const auto of_x = reliability_of_means(sums, x), of_y = reliability_of_means(sums, y);
  if (!of_x) return {tl::unexpected<Unsaid>(of_x.error()), std::nullopt};
  if (!of_y) return {tl::unexpected<Unsaid>(of_y.error()), std::nullopt};
  CrossProducts means(sums.columns());
  for (std::size_t g = 0; g < sums.rows.size(); ++g) {
    if (sums.rows[g] > 0) (void)means.add(sums.means_of(g), std::sqrt((*of_x)[g] * (*of_y)[g]));
  }
  // No group differs from another by more than chance: there are no means to go together.
  if (!(means.weight > 0)) return {unsaid(Reason::no_spread, sums.groups()), std::nullopt};
  return correlation(means, x, y, level);
}

Slopes slopes(const GroupedSums& sums, std::size_t x, std::size_t y, double level) {
  const auto cannot = [&](Reason reason) { return Slope{unsaid(reason, sums.n), std::nullopt}; };
  const auto whole = sums.whole();
  if (sums.groups() < 2) return {cannot(Reason::too_few), cannot(Reason::too_few)};
  const double size = std::abs(whole.means[x]);
  const double apart = whole.centred.at(x, x) - sums.within.at(x, x);
  const bool between = apart > std::max(1e-12 * whole.centred.at(x, x), 1e-24 * size * size * whole.weight);
  const bool within = spread_within(sums, whole, x);
  if (!between && !within) return {cannot(Reason::no_spread), cannot(Reason::no_spread)};

  const std::size_t columns = 1 + (between ? 1 : 0) + (within ? 1 : 0);
  GroupedSums parts(columns);
  parts.rows = sums.rows;
  parts.weights = sums.weights;
  parts.n = sums.n;
  parts.log_weights = sums.log_weights;
  parts.weight_squares = sums.weight_squares;
  for (std::size_t g = 0; g < sums.rows.size(); ++g) {
    parts.means.push_back(sums.means_of(g)[y]);
    if (between) parts.means.push_back(sums.means_of(g)[x]);
    if (within) parts.means.push_back(0);
  }
  parts.within.at(0, 0) = sums.within.at(y, y);
  if (within) {
    const std::size_t last = columns - 1;
    parts.within.at(0, last) = parts.within.at(last, 0) = sums.within.at(x, y);
    parts.within.at(last, last) = sums.within.at(x, x);
  }
  const auto fit = random_intercept(parts);
  if (!fit) {
    const auto why = cannot(fit.error().reason);
    return {between ? why : cannot(Reason::no_spread), within ? why : cannot(Reason::no_spread)};
  }
  const auto slope = [&](std::size_t place) {
    return Slope{fit->coefficient(place, level), fit->standard_errors[place]};
  };
  return {between ? slope(1) : cannot(Reason::no_spread), within ? slope(columns - 1) : cannot(Reason::no_spread)};
}

}  // namespace goud::stats
