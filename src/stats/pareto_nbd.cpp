#include "stats/pareto_nbd.hpp"

#include <algorithm>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <cmath>
#include <map>

#include "stats/discounting.hpp"
#include "stats/parallel.hpp"

namespace goud::stats {
namespace {

using boost::math::digamma;
using boost::math::trigamma;

constexpr std::size_t run = 512;
constexpr std::size_t some_triples = 2048;

// ln of the two terms in brackets, up to alpha^r beta^s: being alive at T, and having stopped between t_x and T.
struct Terms {
  double alive;
  double most;                                     // of the logarithms of the nodes
  std::array<double, legendre_points> log_weight;  // of having stopped at y
  std::array<double, legendre_points> alpha_y, beta_y;
  double log_alpha_T, log_beta_T;
};

Terms terms_of(const ParetoNbd& m, const History& one) {
  Terms terms;
  const double c = m.r + one.x;
  terms.log_alpha_T = std::log(m.alpha + one.T);
  terms.log_beta_T = std::log(m.beta + one.T);
  terms.alive = -c * terms.log_alpha_T - m.s * terms.log_beta_T;
  terms.most = terms.alive;
  // y = least e^z - least ... in z the integrand is smooth, its logarithm concave, and mostly falling.
  const double least = std::min(m.alpha, m.beta);
  const double start = least + one.t_x;
  double length = std::log((least + one.T) / start);
  const double log_a = std::log(m.alpha + one.t_x);
  const double log_b = std::log(m.beta + one.t_x);
  const double slope = 1 - c * start / (m.alpha + one.t_x) - (m.s + 1) * start / (m.beta + one.t_x);
  constexpr double nothing = 40;  // e^-40 of the highest: beyond it nothing is left to sum
  if (slope < 0) length = std::min(length, nothing / -slope);
  const auto log_density = [&](double z) {
    const double y = start * std::expm1(z);
    return z - c * (std::log(m.alpha + one.t_x + y) - log_a) - (m.s + 1) * (std::log(m.beta + one.t_x + y) - log_b);
  };
  while (length > 0 && log_density(length / 2) < -nothing) length /= 2;
  const auto& rule = legendre();
  const double scale = std::log(m.s) + std::log(start);
  for (std::size_t i = 0; i < legendre_points; ++i) {
    const double z = length * rule.node[i];
    const double y = start * std::expm1(z);
    terms.alpha_y[i] = m.alpha + one.t_x + y;
    terms.beta_y[i] = m.beta + one.t_x + y;
    terms.log_weight[i] = scale + z + std::log(length * rule.weight[i]) - c * std::log(terms.alpha_y[i]) -
                          (m.s + 1) * std::log(terms.beta_y[i]);
    terms.most = std::max(terms.most, terms.log_weight[i]);
  }
  return terms;
}

struct Weighed {
  double log_sum;
  double alive;  // share of the sum
};

Weighed weighed(const Terms& terms) {
  const double alive = std::exp(terms.alive - terms.most);
  double sum = alive;
  for (const double one : terms.log_weight) sum += std::exp(one - terms.most);
  return {terms.most + std::log(sum), alive / sum};
}

// The bracket's logarithm with its derivatives: a mean over the terms of theirs.
Curvature bracket(const ParetoNbd& m, const History& one) {
  const Terms terms = terms_of(m, one);
  const double c = m.r + one.x;
  double total = 0;
  Curvature sum;
  const auto add = [&](double log_term, double log_a, double over_a, double log_b, double over_b, double stopped) {
    const double w = std::exp(log_term - terms.most);
    total += w;
    const double power = m.s + stopped;
    const Parameters g = {-log_a, -c * over_a, stopped / m.s - log_b, -power * over_b};
    for (std::size_t i = 0; i < 4; ++i) {
      const double wg = w * g[i];
      sum.g[i] += wg;
      for (std::size_t j = 0; j <= i; ++j) sum.h[i][j] += wg * g[j];
    }
    sum.h[1][0] -= w * over_a;
    sum.h[1][1] += w * c * over_a * over_a;
    sum.h[2][2] -= w * stopped / (m.s * m.s);
    sum.h[3][2] -= w * over_b;
    sum.h[3][3] += w * power * over_b * over_b;
  };
  add(terms.alive, terms.log_alpha_T, 1 / (m.alpha + one.T), terms.log_beta_T, 1 / (m.beta + one.T), 0);
  if (one.T > one.t_x) {
    for (std::size_t i = 0; i < legendre_points; ++i)
      add(terms.log_weight[i], std::log(terms.alpha_y[i]), 1 / terms.alpha_y[i], std::log(terms.beta_y[i]),
          1 / terms.beta_y[i], 1);
  }
  sum.value = terms.most + std::log(total);
  for (auto& slope : sum.g) slope /= total;
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t j = 0; j <= i; ++j) sum.h[j][i] = sum.h[i][j] = sum.h[i][j] / total - sum.g[i] * sum.g[j];
  }
  return sum;
}

void add_times(Curvature& sum, const Curvature& one, double times) {
  sum.value += times * one.value;
  for (std::size_t i = 0; i < 4; ++i) {
    sum.g[i] += times * one.g[i];
    for (std::size_t j = 0; j < 4; ++j) sum.h[i][j] += times * one.h[i][j];
  }
}

// What depends on x alone.
void add_counts(Curvature& sum, const ParetoNbd& m, double x, double times) {
  sum.value += times * (std::lgamma(m.r + x) - std::lgamma(m.r) + m.r * std::log(m.alpha) + m.s * std::log(m.beta));
  sum.g[0] += times * (digamma(m.r + x) - digamma(m.r) + std::log(m.alpha));
  sum.g[1] += times * m.r / m.alpha;
  sum.g[2] += times * std::log(m.beta);
  sum.g[3] += times * m.s / m.beta;
  sum.h[0][0] += times * (trigamma(m.r + x) - trigamma(m.r));
  sum.h[0][1] += times / m.alpha;
  sum.h[1][0] += times / m.alpha;
  sum.h[1][1] -= times * m.r / (m.alpha * m.alpha);
  sum.h[2][3] += times / m.beta;
  sum.h[3][2] += times / m.beta;
  sum.h[3][3] -= times * m.s / (m.beta * m.beta);
}

Curvature of_all(const ParetoNbd& m, const HistoryGroups& groups, const std::map<double, double>& by_x,
                 std::size_t step, int threads) {
  const std::size_t count = (groups.size() + step - 1) / step;
  std::vector<Curvature> parts((count + run - 1) / run);
  for_each_index(parts.size(), threads, [&](std::size_t part) {
    for (std::size_t i = part * run; i < std::min(count, (part + 1) * run); ++i)
      add_times(parts[part], bracket(m, groups.history(i * step)), groups.times(i * step));
  });
  Curvature sum;
  for (const auto& [x, times] : by_x) add_counts(sum, m, x, times);
  for (const auto& part : parts) sum += part;
  return sum;
}

std::map<double, double> counts_by_x(const HistoryGroups& groups, std::size_t step) {
  std::map<double, double> counts;
  for (std::size_t i = 0; i < groups.size(); i += step) counts[groups.history(i).x] += groups.times(i);
  return counts;
}

}  // namespace

tl::expected<MaximumLikelihood, Unsaid> fit_pareto_nbd(const HistoryGroups& groups, int threads) {
  const auto customers = static_cast<std::int64_t>(groups.customers());
  if (customers == 0) return tl::unexpected<Unsaid>(Unsaid{Reason::too_few, 0});
  const double longest = groups.longest();
  // Nobody came back: how often they do, and whether they stop, cannot be told from it.
  if (groups.repeats() == 0 || !(longest > 0)) return tl::unexpected<Unsaid>(Unsaid{Reason::not_identified, customers});
  const std::size_t step = groups.size() / some_triples + 1;
  const auto all_by_x = counts_by_x(groups, 1);
  const auto some_by_x = counts_by_x(groups, step);
  LikelihoodSearch search;
  search.parameters = 4;
  search.unit = {1, longest / 4, 1, longest / 4};
  search.starts = {{0.5, 0.7, 0.7, 0.8}, {1, 1, 0.3, 1}, {0.4, 0.3, 1.5, 2}};
  search.all = [&](const Parameters& p) { return of_all(pareto_nbd_of(p), groups, all_by_x, 1, threads); };
  search.some = [&](const Parameters& p) { return of_all(pareto_nbd_of(p), groups, some_by_x, step, threads); };
  search.n = customers;
  return maximise(search);
}

Curvature curvature_of(const ParetoNbd& m, const History& one) {
  Curvature sum = bracket(m, one);
  add_counts(sum, m, one.x, 1);
  return sum;
}

double loglik(const ParetoNbd& m, const History& one) {
  const double counts = std::lgamma(m.r + one.x) - std::lgamma(m.r) + m.r * std::log(m.alpha) + m.s * std::log(m.beta);
  const Terms terms = terms_of(m, one);
  return counts + (one.T > one.t_x ? weighed(terms).log_sum : terms.alive);
}

double probability_alive(const ParetoNbd& m, const History& one) {
  return one.T > one.t_x ? weighed(terms_of(m, one)).alive : 1;
}

double expected_while_alive(const ParetoNbd& m, double x, double T, double horizon) {
  if (!(horizon > 0)) return 0;
  const double longer = std::log1p(horizon / (m.beta + T));
  const double power = (m.s - 1) * longer;
  // (1 - e^-u)/u, also where s is 1 and u is 0.
  const double bent = std::abs(power) < 1e-300 ? 1 : -std::expm1(-power) / power;
  return (m.r + x) / (m.alpha + T) * (m.beta + T) * longer * bent;
}

double expected_purchases(const ParetoNbd& m, const History& one, double horizon) {
  return probability_alive(m, one) * expected_while_alive(m, one.x, one.T, horizon);
}

double discounted_purchases(const ParetoNbd& m, const History& one, double discount, double horizon) {
  return probability_alive(m, one) *
         discounted([&](double t) { return expected_while_alive(m, one.x, one.T, t); }, discount, horizon);
}

}  // namespace goud::stats
