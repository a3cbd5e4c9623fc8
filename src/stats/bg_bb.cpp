#include "stats/bg_bb.hpp"

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <cmath>
#include <stdexcept>

namespace goud::stats {
namespace {

using boost::math::digamma;
using boost::math::trigamma;

double log_beta(double a, double b) { return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b); }

// ln B(alpha + i, beta + j) + ln B(gamma + k, delta + l), with its derivatives.
struct Paired {
  double value;
  Parameters g;
  std::array<Parameters, parameters_max> h;
};
Paired paired(const BgBb& m, double i, double j, double k, double l) {
  const double a = m.alpha + i, b = m.beta + j, c = m.gamma + k, d = m.delta + l;
  const double ab = digamma(a + b), cd = digamma(c + d);
  const double ab2 = trigamma(a + b), cd2 = trigamma(c + d);
  return {log_beta(a, b) + log_beta(c, d),
          {digamma(a) - ab, digamma(b) - ab, digamma(c) - cd, digamma(d) - cd},
          {{{trigamma(a) - ab2, -ab2, 0, 0},
            {-ab2, trigamma(b) - ab2, 0, 0},
            {0, 0, trigamma(c) - cd2, -cd2},
            {0, 0, -cd2, trigamma(d) - cd2}}}};
}

void for_each_term(const Occasions& one, const std::function<void(double, double, double, double)>& term) {
  term(one.x, one.n - one.x, 0, one.n);
  for (int i = 0; i < one.n - one.t_x; ++i) term(one.x, one.t_x - one.x + i, 1, one.t_x + i);
}

}  // namespace

bool possible(const Occasions& one) {
  return one.x >= 0 && one.x <= one.t_x && one.t_x <= one.n && ((one.x == 0) == (one.t_x == 0));
}

void OccasionCounts::add(const Occasions& one, std::int64_t times) {
  if (!possible(one) || times < 0) throw std::invalid_argument("no customer has such occasions");
  customers[one] += times;
}

void OccasionCounts::merge(const OccasionCounts& other) {
  for (const auto& [one, times] : other.customers) customers[one] += times;
}

std::int64_t OccasionCounts::n() const {
  std::int64_t sum = 0;
  for (const auto& [one, times] : customers) sum += times;
  return sum;
}

Curvature curvature_of(const BgBb& m, const Occasions& one) {
  LogSum log_sum;
  for_each_term(one, [&](double i, double j, double k, double l) {
    const auto term = paired(m, i, j, k, l);
    log_sum.add(term.value, term.g, term.h);
  });
  Curvature sum = log_sum.sum();
  const auto before = paired(m, 0, 0, 0, 0);
  sum.value -= before.value;
  for (std::size_t i = 0; i < 4; ++i) {
    sum.g[i] -= before.g[i];
    for (std::size_t j = 0; j < 4; ++j) sum.h[i][j] -= before.h[i][j];
  }
  return sum;
}

tl::expected<MaximumLikelihood, Unsaid> fit_bg_bb(const OccasionCounts& counts) {
  const std::int64_t n = counts.n();
  if (n == 0) return tl::unexpected<Unsaid>(Unsaid{Reason::too_few, 0});
  LikelihoodSearch search;
  search.parameters = 4;
  search.starts = {{1, 1, 1, 3}, {0.5, 0.5, 0.3, 2}, {3, 3, 0.7, 5}};
  search.all = [&](const Parameters& p) {
    const BgBb m = bg_bb_of(p);
    Curvature sum;
    for (const auto& [one, times] : counts.customers) {
      if (times == 0) continue;
      Curvature part = curvature_of(m, one);
      const auto weight = static_cast<double>(times);
      part.value *= weight;
      for (auto& slope : part.g) slope *= weight;
      for (auto& row : part.h) {
        for (auto& bend : row) bend *= weight;
      }
      sum += part;
    }
    return sum;
  };
  search.some = search.all;
  search.n = n;
  return maximise(search);
}

double loglik(const BgBb& m, const Occasions& one) {
  double most = -INFINITY;
  std::vector<double> logs;
  for_each_term(one, [&](double i, double j, double k, double l) {
    logs.push_back(log_beta(m.alpha + i, m.beta + j) + log_beta(m.gamma + k, m.delta + l));
    most = std::max(most, logs.back());
  });
  double sum = 0;
  for (const double log : logs) sum += std::exp(log - most);
  return most + std::log(sum) - log_beta(m.alpha, m.beta) - log_beta(m.gamma, m.delta);
}

double probability_alive(const BgBb& m, const Occasions& one) {
  return std::exp(log_beta(m.alpha + one.x, m.beta + one.n - one.x) + log_beta(m.gamma, m.delta + one.n + 1) -
                  log_beta(m.alpha, m.beta) - log_beta(m.gamma, m.delta) - loglik(m, one));
}

double expected_purchases(const BgBb& m, const Occasions& one, int occasions) {
  return discounted_purchases(m, one, 0, occasions);
}

double discounted_purchases(const BgBb& m, const Occasions& one, double discount, int occasions) {
  if (!(discount >= 0)) throw std::invalid_argument("a discount is not under 0");
  // Alive at the next occasion, and then a yes of those who said x in n.
  double alive = probability_alive(m, one);
  const double yes = (m.alpha + one.x) / (m.alpha + m.beta + one.n);
  double sum = 0;
  for (int j = 1; j <= occasions; ++j) {
    sum += alive * yes;
    alive *= (m.delta + one.n + j) / (m.gamma + m.delta + one.n + j) / (1 + discount);
  }
  return sum;
}

}  // namespace goud::stats
