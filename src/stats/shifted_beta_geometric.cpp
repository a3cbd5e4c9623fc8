#include "stats/shifted_beta_geometric.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace goud::stats {

bool Survivors::merge(const Survivors& other) {
  if (customers.empty()) customers.resize(other.customers.size(), 0);
  if (customers.size() != other.customers.size()) return false;
  for (std::size_t i = 0; i < customers.size(); ++i) customers[i] += other.customers[i];
  return true;
}

bool possible(const Survivors& survivors) {
  double before = INFINITY;
  for (const double now : survivors.customers) {
    if (!std::isfinite(now) || now < 0 || now > before) return false;
    before = now;
  }
  return true;
}

tl::expected<MaximumLikelihood, Unsaid> fit_shifted_beta_geometric(const Survivors& survivors, std::size_t renewals) {
  if (!possible(survivors)) throw std::invalid_argument("contracts that ended do not come back");
  const auto& had = survivors.customers;
  const auto n = had.empty() ? 0 : static_cast<std::int64_t>(std::llround(had[0]));
  const std::size_t used = had.empty() ? 0 : std::min(renewals, had.size() - 1);
  if (used < 2 || !(had[0] > 0)) return tl::unexpected<Unsaid>(Unsaid{Reason::too_few, n});
  LikelihoodSearch search;
  search.parameters = 2;
  search.starts = {{1, 3}, {0.3, 0.7}, {3, 10}};
  search.all = [&](const Parameters& p) {
    const auto [alpha, beta] = shifted_beta_geometric_of(p);
    Curvature sum;
    for (std::size_t t = 1; t <= used; ++t) {
      const double stayed = had[t];
      const double lost = had[t - 1] - stayed;
      const double later = static_cast<double>(t - 1);
      const double over_b = 1 / (beta + later);
      const double over_ab = 1 / (alpha + beta + later);
      sum.value += lost * std::log(alpha) - stayed * std::log(over_b) + had[t - 1] * std::log(over_ab);
      sum.g[0] += lost / alpha - had[t - 1] * over_ab;
      sum.g[1] += stayed * over_b - had[t - 1] * over_ab;
      const double both = had[t - 1] * over_ab * over_ab;
      sum.h[0][0] += both - lost / (alpha * alpha);
      sum.h[0][1] += both;
      sum.h[1][1] += both - stayed * over_b * over_b;
    }
    sum.h[1][0] = sum.h[0][1];
    return sum;
  };
  search.some = search.all;
  search.n = n;
  return maximise(search);
}

double survival(const ShiftedBetaGeometric& m, std::size_t renewals) {
  double share = 1;
  for (std::size_t t = 1; t <= renewals; ++t) share *= retention(m, t);
  return share;
}

double retention(const ShiftedBetaGeometric& m, std::size_t renewal) {
  const double later = static_cast<double>(renewal) - 1;
  return (m.beta + later) / (m.alpha + m.beta + later);
}

tl::expected<double, Unsaid> residual_renewals(const ShiftedBetaGeometric& m, std::size_t renewals, double discount) {
  if (!(discount >= 0)) throw std::invalid_argument("a discount is not under 0");
  const double b = m.beta + static_cast<double>(renewals);
  if (discount == 0) {
    if (!(m.alpha > 1)) return tl::unexpected<Unsaid>(Unsaid{Reason::not_identified, 0});
    return b / (m.alpha - 1);
  }
  // The discounted sum of a Beta(alpha, b) of leavers: mean of (1-theta)/(1 - v (1-theta)), term by term until the rest, which
  // shrinks at least by v a term, is nothing.
  const double v = 1 / (1 + discount);
  double term = 1;
  double sum = 0;
  for (double k = 0;; ++k) {
    term *= (b + k) / (m.alpha + b + k);
    sum += term;
    term *= v;
    if (term <= 1e-17 * sum * (1 - v) || k > 1e8) return sum;
  }
}

}  // namespace goud::stats
