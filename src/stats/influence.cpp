#include "stats/influence.hpp"

#include <algorithm>
#include <cmath>

namespace goud::stats {

tl::expected<Influence, Unsaid> influence(std::span<const double> x, std::span<const double> y,
                                          std::span<const std::int32_t> unit, std::span<const double> weights,
                                          double level) {
  const std::size_t n = x.size();
  CrossProducts whole(2);
  const auto weight_of = [&](std::size_t i) { return weights.empty() ? 1.0 : weights[i]; };
  const auto unit_of = [&](std::size_t i) { return unit.empty() ? static_cast<std::int32_t>(i) : unit[i]; };
  std::int32_t units = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double row[] = {x[i], y[i]};
    (void)whole.add(row, weight_of(i));
    units = std::max(units, unit_of(i) + 1);
  }
  const auto with_all = correlation(whole, 0, 1, level);
  if (!with_all.estimate) return tl::unexpected<Unsaid>(with_all.estimate.error());

  struct Part {
    std::int64_t rows = 0;
    double weight = 0, squares = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0;
  };
  const auto add = [&](Part& part, std::size_t i) {
    const double w = weight_of(i), dx = x[i] - whole.means[0], dy = y[i] - whole.means[1];
    ++part.rows;
    part.weight += w;
    part.squares += w * w;
    part.x += w * dx;
    part.y += w * dy;
    part.xx += w * dx * dx;
    part.xy += w * dx * dy;
    part.yy += w * dy * dy;
  };
  std::vector<Part> parts(unit.empty() ? 0 : static_cast<std::size_t>(units));
  for (std::size_t i = 0; i < n && !unit.empty(); ++i) add(parts[static_cast<std::size_t>(unit[i])], i);
  const auto part_of = [&](std::size_t u) {
    if (!unit.empty()) return parts[u];
    Part alone;
    add(alone, u);
    return alone;
  };
  const auto without = [&](const Part& part) {
    CrossProducts rest = whole;
    rest.n -= part.rows;
    rest.weight -= part.weight;
    rest.weight_squares -= part.squares;
    if (!(rest.weight > 0)) return CrossProducts(2);
    rest.centred.at(0, 0) -= part.xx + part.x * part.x / rest.weight;
    rest.centred.at(1, 1) -= part.yy + part.y * part.y / rest.weight;
    rest.centred.at(0, 1) -= part.xy + part.x * part.y / rest.weight;
    rest.centred.at(1, 0) = rest.centred.at(0, 1);
    for (const std::size_t j : {0U, 1U}) {  // what is left by subtraction is not spread
      if (rest.centred.at(j, j) < 1e-12 * whole.centred.at(j, j)) rest.centred.at(j, j) = 0;
    }
    rest.means[0] -= part.x / rest.weight;
    rest.means[1] -= part.y / rest.weight;
    return rest;
  };
  Influence most;
  double furthest = -1;
  std::int64_t present = 0;
  for (std::size_t u = 0; u < static_cast<std::size_t>(units); ++u) {
    const Part part = part_of(u);
    if (part.rows == 0) continue;
    ++present;
    const auto rest = without(part);
    const bool level_now = !(rest.centred.at(0, 0) > 0 && rest.centred.at(1, 1) > 0);
    const double r = level_now ? 0 : rest.centred.at(0, 1) / std::sqrt(rest.centred.at(0, 0) * rest.centred.at(1, 1));
    const double change = level_now ? 3 : std::abs(std::clamp(r, -1.0, 1.0) - with_all.estimate->value);
    if (change <= furthest + 1e-13) continue;
    furthest = change;
    most.without = static_cast<std::int32_t>(u);
  }
  if (present < 2) return tl::unexpected<Unsaid>(Unsaid{Reason::too_few, whole.n});
  const auto rest = without(part_of(static_cast<std::size_t>(most.without)));
  most.left = correlation(rest, 0, 1, level);
  return most;
}

}  // namespace goud::stats
