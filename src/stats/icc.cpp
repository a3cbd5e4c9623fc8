#include "stats/icc.hpp"

#include <algorithm>
#include <boost/math/tools/minima.hpp>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <limits>
#include <numbers>

#include "stats/distribution.hpp"

namespace goud::stats {
namespace {

// Relative to the other mean square, nothing is left but rounding.
constexpr double rounding = 1e-14;

struct Limits {
  double low, high;  // of the ratio of variances
};

Limits ratio_limits(const VarianceTable& table, double level) {
  const double ratio = table.between / table.within;
  const auto above = static_cast<double>(table.teams - 1);
  const auto below = static_cast<double>(table.n - table.teams);
  return {ratio / f_quantile((1 + level) / 2, above, below), ratio / f_quantile((1 - level) / 2, above, below)};
}

template <typename OfRatio>
Outcome with_limits(const VarianceTable& table, double value, OfRatio of_ratio, double level) {
  Estimate estimate{value, std::nullopt, table.n, std::nullopt, std::nullopt};
  if (!(table.within > rounding * table.between)) {
    estimate.no_interval = Reason::no_spread;
    return estimate;
  }
  const auto limits = ratio_limits(table, level);
  estimate.interval = Interval{std::min(value, of_ratio(limits.low)), std::max(value, of_ratio(limits.high))};
  return estimate;
}

// Minus twice the restricted likelihood as a function of the ratio of variances alone: mean and sigma2 follow from it.
class Restricted {
 public:
  explicit Restricted(const OneWay& sums) {
    for (const auto& team : sums.teams) {
      if (team.n == 0) continue;
      within_ += team.deviations;
      n_ += static_cast<double>(team.n);
      teams_.push_back({static_cast<double>(team.n), team.running_mean});
    }
  }
  struct At {
    double mean, sigma2, minus_twice;
  };
  [[nodiscard]] At at(double ratio) const {
    double weight = 0, total = 0, logs = 0;
    for (const auto& team : teams_) {
      const double w = team.size / (1 + ratio * team.size);
      weight += w;
      total += w * team.mean;
      logs += std::log1p(ratio * team.size);
    }
    const double mean = total / weight;
    double squares = within_;
    for (const auto& team : teams_)
      squares += team.size / (1 + ratio * team.size) * (team.mean - mean) * (team.mean - mean);
    const double sigma2 = squares / (n_ - 1);
    return {mean, sigma2, (n_ - 1) * (1 + std::log(2 * std::numbers::pi * sigma2)) + logs + std::log(weight)};
  }
  // By the share itself, which is bounded.
  [[nodiscard]] At at_share(double share) const { return at(share / (1 - share)); }

 private:
  struct Team {
    double size, mean;
  };
  std::vector<Team> teams_;
  double within_ = 0, n_ = 0;
};

}  // namespace

bool OneWay::add(std::size_t team, double x) {
  if (!std::isfinite(x)) return false;
  if (team >= teams.size()) teams.resize(team + 1);
  return teams[team].add(x);
}

bool OneWay::merge(const OneWay& other) {
  OneWay next = *this;
  if (next.teams.size() < other.teams.size()) next.teams.resize(other.teams.size());
  for (std::size_t j = 0; j < other.teams.size(); ++j) {
    if (other.teams[j].n > 0 && !next.teams[j].merge(other.teams[j])) return false;
  }
  *this = std::move(next);
  return true;
}

std::int64_t OneWay::n() const {
  std::int64_t sum = 0;
  for (const auto& team : teams) sum += team.n;
  return sum;
}

tl::expected<VarianceTable, Unsaid> variance_table(const OneWay& sums) {
  VarianceTable table;
  RealMeanSums all;
  double within = 0;
  for (const auto& team : sums.teams) {
    if (team.n == 0) continue;
    ++table.teams;
    table.n += team.n;
    within += team.deviations;
    if (!all.merge(team)) return unsaid(Reason::not_identified, sums.n());
  }
  if (table.teams < 2 || table.n <= table.teams) return unsaid(Reason::too_few, table.n);
  double between = 0;
  for (const auto& team : sums.teams) {
    const double step = team.running_mean - all.running_mean;
    between += static_cast<double>(team.n) * step * step;
  }
  if (!(between + within > 0)) return unsaid(Reason::no_spread, table.n);
  table.between = between / static_cast<double>(table.teams - 1);
  table.within = within / static_cast<double>(table.n - table.teams);
  table.mean_size = static_cast<double>(table.n) / static_cast<double>(table.teams);
  return table;
}

Outcome icc1_anova(const OneWay& sums, double level) {
  const auto table = variance_table(sums);
  if (!table) return tl::unexpected(table.error());
  const double k = table->mean_size;
  const double value = (table->between - table->within) / (table->between + (k - 1) * table->within);
  return with_limits(
      *table, value, [k](double ratio) { return (ratio - 1) / (ratio + k - 1); }, level);
}

Outcome icc2_anova(const OneWay& sums, double level) {
  const auto table = variance_table(sums);
  if (!table) return tl::unexpected(table.error());
  if (!(table->between > rounding * table->within)) return unsaid(Reason::not_identified, table->n);
  return with_limits(
      *table, (table->between - table->within) / table->between, [](double ratio) { return 1 - 1 / ratio; }, level);
}

tl::expected<MixedIcc, Unsaid> icc1_mixed_model(const OneWay& sums, double level) {
  const auto table = variance_table(sums);
  if (!table) return tl::unexpected(table.error());
  // No difference inside any team: the likelihood grows without end towards a share of 1.
  if (!(table->within > rounding * table->between)) return unsaid(Reason::no_spread, table->n);
  const Restricted likelihood(sums);
  const auto deviance = [&](double share) { return likelihood.at_share(share).minus_twice; };
  constexpr double most = 1 - 1e-12;
  // The likelihood of one ratio can have more than one top where sizes differ much: a grid finds the right one first.
  constexpr int steps = 200;
  int best = 0;
  double lowest = std::numeric_limits<double>::infinity();
  for (int i = 0; i <= steps; ++i) {
    const double here = deviance(most * i / steps);
    if (here < lowest) {
      lowest = here;
      best = i;
    }
  }
  double share = most * best / steps;
  const double left = most * std::max(best - 1, 0) / steps, right = most * std::min(best + 1, steps) / steps;
  const auto found = boost::math::tools::brent_find_minima(deviance, left, right, 50);
  if (found.second < lowest) share = found.first;
  MixedIcc model;
  const auto at = likelihood.at_share(share);
  model.mean = at.mean;
  model.sigma2 = at.sigma2;
  model.tau = share / (1 - share) * at.sigma2;
  model.loglik_reml = -at.minus_twice / 2;
  Estimate estimate{share, std::nullopt, table->n, std::nullopt, std::nullopt};
  const double z = two_sided_normal(level);
  const double edge = at.minus_twice + z * z;
  const auto over = [&](double s) { return deviance(s) - edge; };
  const auto limit = [&](double outer) {
    if (over(outer) <= 0) return outer;
    std::uintmax_t most_steps = 200;
    const auto ends = boost::math::tools::bisect(over, std::min(outer, share), std::max(outer, share),
                                                 boost::math::tools::eps_tolerance<double>(44), most_steps);
    return (ends.first + ends.second) / 2;
  };
  estimate.interval = Interval{std::min(share, limit(0)), std::max(share, limit(most))};
  model.icc1 = estimate;
  return model;
}

Outcome icc1_mixed(const OneWay& sums, double level) {
  const auto model = icc1_mixed_model(sums, level);
  if (!model) return tl::unexpected(model.error());
  return model->icc1;
}

}  // namespace goud::stats
