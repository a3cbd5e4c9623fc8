#include "stats/gamma_gamma.hpp"

#include <algorithm>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <cmath>

#include "stats/parallel.hpp"

namespace goud::stats {
namespace {

using boost::math::digamma;
using boost::math::trigamma;

constexpr std::size_t run = 8192;

struct ByX {
  double times = 0;
  double log_z = 0;  // sum of ln z
};

}  // namespace

bool SpendSums::add(double x, double mean_spend, double times) {
  if (!(x >= 1) || !(mean_spend > 0) || !(times > 0) || !std::isfinite(x) || !std::isfinite(mean_spend)) return false;
  seen_.push_back({x, mean_spend, times});
  n_ += static_cast<std::int64_t>(std::llround(times));
  return true;
}

void SpendSums::merge(const SpendSums& other) {
  seen_.insert(seen_.end(), other.seen_.begin(), other.seen_.end());
  n_ += other.n_;
}

double SpendSums::mean() const {
  double sum = 0, weight = 0;
  for (const auto& one : seen_) {
    sum += one.times * one.z;
    weight += one.times;
  }
  return weight > 0 ? sum / weight : 0;
}

double SpendSums::correlation() const {
  double weight = 0, mx = 0, mz = 0, xx = 0, zz = 0, xz = 0;
  for (const auto& one : seen_) {
    weight += one.times;
    const double dx = std::log(one.x) - mx;
    const double dz = std::log(one.z) - mz;
    mx += dx * one.times / weight;
    mz += dz * one.times / weight;
    xx += one.times * dx * (std::log(one.x) - mx);
    zz += one.times * dz * (std::log(one.z) - mz);
    xz += one.times * dx * (std::log(one.z) - mz);
  }
  return xx > 0 && zz > 0 ? xz / std::sqrt(xx * zz) : 0;
}

tl::expected<MaximumLikelihood, Unsaid> fit_gamma_gamma(const SpendSums& sums, int threads) {
  if (sums.n() == 0) return tl::unexpected<Unsaid>(Unsaid{Reason::too_few, 0});
  const double unit = sums.mean();
  const auto search_in = [&](std::size_t step) {
    std::map<double, ByX> by_x;
    std::vector<SpendSums::Seen> seen;
    for (std::size_t i = 0; i < sums.seen_.size(); i += step) {
      const auto& one = sums.seen_[i];
      seen.push_back(one);
      auto& counts = by_x[one.x];
      counts.times += one.times;
      counts.log_z += one.times * std::log(one.z);
    }
    return [by_x = std::move(by_x), seen = std::move(seen), threads](const Parameters& parameters) {
      const GammaGamma m = gamma_gamma_of(parameters);
      std::vector<Curvature> parts((seen.size() + run - 1) / run);
      for_each_index(parts.size(), threads, [&](std::size_t part) {
        double value = 0, gp = 0, gq = 0, gv = 0, pv = 0, qv = 0, vv = 0;
        for (std::size_t i = part * run; i < std::min(seen.size(), (part + 1) * run); ++i) {
          const auto& one = seen[i];
          const double total = m.v + one.x * one.z;
          const double log = one.times * std::log(total);
          const double over = one.times / total;
          const double power = m.p * one.x + m.q;
          value -= power * log;
          gp -= one.x * log;
          gq -= log;
          gv -= power * over;
          pv -= one.x * over;
          qv -= over;
          vv += power * over / total;
        }
        parts[part] = {value, {gp, gq, gv}, {{{0, 0, pv}, {0, 0, qv}, {pv, qv, vv}}}};
      });
      Curvature sum;
      for (const auto& part : parts) sum += part;
      for (const auto& [x, counts] : by_x) {
        const double n = counts.times;
        const double px = m.p * x;
        const double both = px + m.q;
        sum.value +=
            n * (std::lgamma(both) - std::lgamma(px) - std::lgamma(m.q) + m.q * std::log(m.v) + px * std::log(x)) +
            (px - 1) * counts.log_z;
        sum.g[0] += n * x * (digamma(both) - digamma(px) + std::log(x)) + x * counts.log_z;
        sum.g[1] += n * (digamma(both) - digamma(m.q) + std::log(m.v));
        sum.g[2] += n * m.q / m.v;
        const double both_bend = trigamma(both);
        sum.h[0][0] += n * x * x * (both_bend - trigamma(px));
        sum.h[0][1] += n * x * both_bend;
        sum.h[1][1] += n * (both_bend - trigamma(m.q));
        sum.h[1][2] += n / m.v;
        sum.h[2][1] += n / m.v;
        sum.h[2][2] -= n * m.q / (m.v * m.v);
      }
      sum.h[1][0] = sum.h[0][1];
      return sum;
    };
  };
  LikelihoodSearch search;
  search.parameters = 3;
  search.unit = {1, 1, unit};
  search.starts = {{2, 3, 1}, {6, 4, 0.5}, {1, 1.5, 1}};
  search.all = search_in(1);
  const std::size_t step = sums.seen_.size() / 16384 + 1;
  search.some = step > 1 ? LogLikelihood(search_in(step)) : search.all;
  search.n = sums.n();
  return maximise(search);
}

double loglik(const GammaGamma& m, double x, double z) {
  const double px = m.p * x;
  return std::lgamma(px + m.q) - std::lgamma(px) - std::lgamma(m.q) + m.q * std::log(m.v) + (px - 1) * std::log(z) +
         px * std::log(x) - (px + m.q) * std::log(m.v + x * z);
}

tl::expected<double, Unsaid> expected_spend(const GammaGamma& m, double x, double mean_spend) {
  const double freedom = m.p * x + m.q - 1;
  if (!(freedom > 0)) return tl::unexpected<Unsaid>(Unsaid{Reason::not_identified, static_cast<std::int64_t>(x)});
  return m.p * (m.v + x * mean_spend) / freedom;
}

}  // namespace goud::stats
