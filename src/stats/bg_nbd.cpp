#include "stats/bg_nbd.hpp"

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

constexpr std::size_t run = 8192;           // triples summed by one hand
constexpr std::size_t some_triples = 8192;  // that lead the search near the top

// The groups apart in what costs little and what costs a logarithm each.
struct Prepared {
  struct Once {
    double T, times;
  };
  struct Repeated {
    double x, t_x, T, times;
  };
  std::vector<Once> once;  // never came back
  std::vector<Repeated> repeated;
  std::map<double, double> by_x;  // above 0
  double customers = 0;
};

Prepared prepared(const HistoryGroups& groups, std::size_t step) {
  Prepared made;
  made.once.reserve(groups.size() / step + 1);
  made.repeated.reserve(groups.size() / step + 1);
  std::vector<double> few(256, 0.0);
  for (std::size_t i = 0; i < groups.size(); i += step) {
    const auto& one = groups.history(i);
    const double times = groups.times(i);
    if (times == 0) continue;
    made.customers += times;
    if (one.x == 0) {
      made.once.push_back({one.T, times});
      continue;
    }
    made.repeated.push_back({one.x, one.t_x, one.T, times});
    if (one.x < 256)
      few[static_cast<std::size_t>(one.x)] += times;
    else
      made.by_x[one.x] += times;
  }
  for (std::size_t x = 1; x < few.size(); ++x) {
    if (few[x] > 0) made.by_x[static_cast<double>(x)] += few[x];
  }
  return made;
}

// ln of what a stop after the last purchase weighs beside being alive.
double stopped_log(const BgNbd& m, double x, double t_x, double T) {
  return std::log(m.a / (m.b + x - 1)) + (m.r + x) * std::log((m.alpha + T) / (m.alpha + t_x));
}

double softplus(double u) { return std::max(u, 0.0) + std::log1p(std::exp(-std::abs(u))); }

Curvature of_repeated(const BgNbd& m, std::span<const Prepared::Repeated> group) {
  const double by_a = 1 / m.a;
  Curvature sum;
  // Sums of their own, which the compiler keeps in registers.
  double value = 0, gr = 0, ga = 0, gA = 0, gB = 0;
  double raa = 0, ra = 0, rA = 0, rB = 0, aa = 0, aA = 0, aB = 0, AA = 0, AB = 0, BB = 0;
  for (const auto& one : group) {
    const double c = m.r + one.x;
    const double over_T = 1 / (m.alpha + one.T);
    const double over_t = 1 / (m.alpha + one.t_x);
    const double over_b = 1 / (m.b + one.x - 1);
    const double log_T = -std::log(over_T);
    const double longer = log_T + std::log(over_t);
    const double u = std::log(m.a * over_b) + c * longer;
    const double e = std::exp(-std::abs(u));
    const double p = (u >= 0 ? 1 : e) / (1 + e);  // 1 - P(alive)
    const double q = p * (u >= 0 ? e : 1) / (1 + e);
    const double n = one.times;
    value += n * (std::max(u, 0.0) + std::log1p(e) - c * log_T);
    const double difference = over_T - over_t;
    const double u_alpha = c * difference;
    const double np = n * p;
    const double nq = n * q;
    gr += np * longer - n * log_T;
    ga += np * u_alpha - n * c * over_T;
    gA += np;
    gB -= np * over_b;
    raa += nq * longer * longer;
    ra += nq * longer * u_alpha + np * difference - n * over_T;
    rA += nq * longer;
    rB -= nq * longer * over_b;
    aa += nq * u_alpha * u_alpha + np * c * (over_t * over_t - over_T * over_T) + n * c * over_T * over_T;
    aA += nq * u_alpha;
    aB -= nq * u_alpha * over_b;
    AA += nq - np;
    AB -= nq * over_b;
    BB += (nq + np) * over_b * over_b;
  }
  sum.value = value;
  sum.g = {gr, ga, gA * by_a, gB};
  sum.h[0] = {raa, ra, rA * by_a, rB};
  sum.h[1] = {ra, aa, aA * by_a, aB};
  sum.h[2] = {rA * by_a, aA * by_a, AA * by_a * by_a, AB * by_a};
  sum.h[3] = {rB, aB, AB * by_a, BB};
  return sum;
}

Curvature of_once(const BgNbd& m, std::span<const Prepared::Once> group) {
  double logs = 0, over = 0, squares = 0;
  for (const auto& one : group) {
    const double each = 1 / (m.alpha + one.T);
    logs -= one.times * std::log(each);
    over += one.times * each;
    squares += one.times * each * each;
  }
  Curvature sum;
  sum.value = -m.r * logs;
  sum.g = {-logs, -m.r * over};
  sum.h[0][1] = sum.h[1][0] = -over;
  sum.h[1][1] = m.r * squares;
  return sum;
}

Curvature of_counts(const BgNbd& m, const Prepared& data) {
  Curvature sum;
  const double n = data.customers;
  sum.value = n * m.r * std::log(m.alpha);
  sum.g = {n * std::log(m.alpha), n * m.r / m.alpha};
  sum.h[0][1] = sum.h[1][0] = n / m.alpha;
  sum.h[1][1] = -n * m.r / (m.alpha * m.alpha);
  const double ab = m.a + m.b;
  for (const auto& [x, times] : data.by_x) {
    sum.value += times * (std::lgamma(m.r + x) - std::lgamma(m.r) + std::lgamma(ab) - std::lgamma(m.b) +
                          std::lgamma(m.b + x) - std::lgamma(ab + x));
    const double of_a = digamma(ab) - digamma(ab + x);
    const double of_aa = trigamma(ab) - trigamma(ab + x);
    sum.g[0] += times * (digamma(m.r + x) - digamma(m.r));
    sum.g[2] += times * of_a;
    sum.g[3] += times * (of_a + digamma(m.b + x) - digamma(m.b));
    sum.h[0][0] += times * (trigamma(m.r + x) - trigamma(m.r));
    sum.h[2][2] += times * of_aa;
    sum.h[2][3] += times * of_aa;
    sum.h[3][3] += times * (of_aa + trigamma(m.b + x) - trigamma(m.b));
  }
  sum.h[3][2] = sum.h[2][3];
  return sum;
}

// The same whatever the number of threads: parts are cut by place and summed in order.
Curvature of_all(const BgNbd& m, const Prepared& data, int threads) {
  const std::size_t repeated = (data.repeated.size() + run - 1) / run;
  const std::size_t once = (data.once.size() + run - 1) / run;
  std::vector<Curvature> parts(repeated + once);
  for_each_index(parts.size(), threads, [&](std::size_t i) {
    if (i < repeated) {
      const std::span all(data.repeated);
      parts[i] = of_repeated(m, all.subspan(i * run, std::min(run, all.size() - i * run)));
    } else {
      const std::span all(data.once);
      const std::size_t from = (i - repeated) * run;
      parts[i] = of_once(m, all.subspan(from, std::min(run, all.size() - from)));
    }
  });
  Curvature sum = of_counts(m, data);
  for (const auto& part : parts) sum += part;
  return sum;
}

}  // namespace

tl::expected<MaximumLikelihood, Unsaid> fit_bg_nbd(const HistoryGroups& groups, int threads) {
  const auto customers = static_cast<std::int64_t>(groups.customers());
  if (customers == 0) return tl::unexpected<Unsaid>(Unsaid{Reason::too_few, 0});
  const double longest = groups.longest();
  // Nobody came back: how often they do, and whether they stop, cannot be told from it.
  if (groups.repeats() == 0 || !(longest > 0)) return tl::unexpected<Unsaid>(Unsaid{Reason::not_identified, customers});
  const Prepared all = prepared(groups, 1);
  const std::size_t step = groups.size() / some_triples + 1;
  const Prepared few = step > 1 ? prepared(groups, step) : Prepared{};
  LikelihoodSearch search;
  search.parameters = 4;
  search.unit = {1, longest / 4, 1, 1};
  search.starts = {{
                       0.5,
                       0.5,
                       1,
                       2,
                   },
                   {1, 1, 0.3, 3},
                   {0.3, 0.2, 0.5, 1}};
  search.all = [&](const Parameters& p) { return of_all(bg_nbd_of(p), all, threads); };
  search.some = step > 1 ? [&](const Parameters& p) { return of_all(bg_nbd_of(p), few, 1); } : search.all;
  search.n = customers;
  return maximise(search);
}

double loglik(const BgNbd& m, const History& one) {
  const double c = m.r + one.x;
  const double counts = std::lgamma(c) - std::lgamma(m.r) + std::lgamma(m.a + m.b) - std::lgamma(m.b) +
                        std::lgamma(m.b + one.x) - std::lgamma(m.a + m.b + one.x);
  return counts + m.r * std::log(m.alpha) - c * std::log(m.alpha + one.T) +
         (one.x > 0 ? softplus(stopped_log(m, one.x, one.t_x, one.T)) : 0);
}

double probability_alive(const BgNbd& m, const History& one) {
  if (one.x == 0) return 1;  // nobody stops before the first repeat purchase
  const double u = stopped_log(m, one.x, one.t_x, one.T);
  return u >= 0 ? std::exp(-u) / (1 + std::exp(-u)) : 1 / (1 + std::exp(u));
}

double expected_while_alive(const BgNbd& m, double x, double T, double horizon) {
  if (!(horizon > 0)) return 0;
  // Purchase n + 1 is made when there would have been more than n without stopping, and none of the n before it was the last.
  const double c = m.r + x;
  const double odds = horizon / (m.alpha + T);
  const double z = odds / (1 + odds);
  double log_exactly = -c * std::log1p(odds);
  double exactly = std::exp(log_exactly);  // P(N = n)
  double more = -std::expm1(log_exactly);  // P(N > n)
  double still = 1;                        // (b+x)_n / (a+b+x)_n
  double sum = 0;
  for (double n = 0; more > 0; ++n) {
    sum += more * still;
    const double grows = (c + n) / (n + 1) * z;
    if (log_exactly < -700) {  // too small for a number as yet
      log_exactly += std::log(grows);
      exactly = std::exp(log_exactly);
    } else {
      exactly *= grows;
    }
    more -= exactly;
    still *= (m.b + x + n) / (m.a + m.b + x + n);
    // Beyond the bulk each term is at most this times the one before.
    const double ratio = z * (c + n + 1) / (n + 2);
    if (n > c * odds && ratio < 1 && exactly * ratio * still < 1e-17 * (1 - ratio) * sum) break;
  }
  return sum;
}

double expected_purchases(const BgNbd& m, const History& one, double horizon) {
  return probability_alive(m, one) * expected_while_alive(m, one.x, one.T, horizon);
}

double discounted_purchases(const BgNbd& m, const History& one, double discount, double horizon) {
  return probability_alive(m, one) *
         discounted([&](double t) { return expected_while_alive(m, one.x, one.T, t); }, discount, horizon);
}

}  // namespace goud::stats
