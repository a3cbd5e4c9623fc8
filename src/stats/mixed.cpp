#include "stats/mixed.hpp"

#include <Eigen/Cholesky>
#include <boost/math/tools/minima.hpp>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include "stats/correlation.hpp"
#include "stats/distribution.hpp"

namespace goud::stats {
namespace {

// Columns are centred and scaled first, so that no unit of measurement decides what counts as collinear.
class Profile {
 public:
  Profile(const GroupedSums& sums, std::size_t outcome)
      : sums_(sums), whole_(sums.whole()), free_(static_cast<double>(sums.n)) {
    order_.push_back(outcome);
    for (std::size_t j = 0; j < sums.columns(); ++j) {
      if (j != outcome) order_.push_back(j);
    }
    const std::size_t k = order_.size();
    free_ -= static_cast<double>(k);
    for (const std::size_t j : order_) scales_.push_back(std::sqrt(whole_.centred.at(j, j) / whole_.weight));
    within_ = Eigen::MatrixXd(k, k);
    for (std::size_t a = 0; a < k; ++a) {
      for (std::size_t b = 0; b < k; ++b)
        within_(a, b) = sums.within.at(order_[a], order_[b]) / (scales_[a] * scales_[b]);
    }
    means_ = Eigen::MatrixXd(k + 1, sums.rows.size());  // outcome, covariates, and the one of the intercept
    for (std::size_t g = 0; g < sums.rows.size(); ++g) {
      const auto mean = sums.means_of(g);
      for (std::size_t a = 0; a < k; ++a) means_(a, g) = (mean[order_[a]] - whole_.means[order_[a]]) / scales_[a];
      means_(k, g) = 1;
    }
  }

  [[nodiscard]] bool collinear() const {
    const std::size_t k = order_.size();
    Eigen::MatrixXd r(k - 1, k - 1);
    for (std::size_t a = 1; a < k; ++a) {
      for (std::size_t b = 1; b < k; ++b)
        r(a - 1, b - 1) = whole_.centred.at(order_[a], order_[b]) / (scales_[a] * scales_[b] * whole_.weight);
    }
    for (std::size_t j = 0; j + 1 < k; ++j) {  // what is left of each column after those before it
      const double left = r(j, j);
      if (!(left > 1e-10)) return true;
      const Eigen::VectorXd column = r.col(j);
      r -= column * column.transpose() / left;
    }
    return false;
  }
  [[nodiscard]] bool level_inside(std::size_t a) const { return within_(a, a) <= 1e-12 * whole_.weight; }
  [[nodiscard]] std::size_t covariates() const { return order_.size() - 1; }

  // -2 l of scaled columns, and what it stands on.
  double at(double t) {
    const std::size_t k = order_.size();
    all_ = Eigen::MatrixXd::Zero(k + 1, k + 1);
    all_.topLeftCorner(k, k) = within_;
    double logs = -sums_.log_weights;
    for (std::size_t g = 0; g < sums_.rows.size(); ++g) {
      if (sums_.rows[g] == 0) continue;
      const double w = sums_.weights[g];
      all_.noalias() += (w / (1 + w * t)) * means_.col(g) * means_.col(g).transpose();
      logs += std::log1p(w * t);
    }
    factor_.compute(all_.bottomRightCorner(k, k));
    if (factor_.info() != Eigen::Success) return std::numeric_limits<double>::infinity();
    solution_ = factor_.solve(all_.bottomLeftCorner(k, 1));
    // The residual as a quadratic form: the difference of two large numbers would lose a small one.
    Eigen::VectorXd b(k + 1);
    b << 1, -solution_;
    double rest = b.head(k).dot(within_ * b.head(k));
    for (std::size_t g = 0; g < sums_.rows.size(); ++g) {
      if (sums_.rows[g] == 0) continue;
      const double away = b.dot(means_.col(g));
      rest += sums_.weights[g] / (1 + sums_.weights[g] * t) * away * away;
    }
    sigma2_ = rest / free_;
    if (!(sigma2_ > 1e-14)) return -std::numeric_limits<double>::infinity();
    double determinant = 0;
    for (std::size_t j = 0; j < k; ++j) determinant += 2 * std::log(factor_.matrixL()(j, j));
    return free_ * (std::log(2 * std::numbers::pi * sigma2_) + 1) + logs + determinant;
  }

  [[nodiscard]] RandomIntercept fit(double t) {
    const std::size_t k = order_.size();
    double minus_two = at(t);
    const Eigen::MatrixXd inverse = factor_.solve(Eigen::MatrixXd::Identity(k, k));
    RandomIntercept fit;
    const double y = scales_[0];
    fit.sigma2 = sigma2_ * y * y;
    fit.tau2 = t * fit.sigma2;
    fit.n = sums_.n;
    fit.groups = sums_.groups();
    minus_two += 2 * free_ * std::log(y);
    // Back to the units of the columns: b0 = y mean + scaled b0 - sum b_j mean_j.
    Eigen::VectorXd back(k);  // the intercept as a sum of scaled coefficients
    double intercept = whole_.means[order_[0]] + solution_(k - 1) * y;
    back(k - 1) = y;
    std::size_t level = 0;
    for (std::size_t a = 1; a < k; ++a) level += level_inside(a) ? 1 : 0;
    const double inner = static_cast<double>(fit.n - fit.groups) - static_cast<double>(k - 1 - level);
    const double outer = static_cast<double>(fit.groups) - 1 - static_cast<double>(level);
    fit.freedom.push_back(inner);
    for (std::size_t a = 1; a < k; ++a) {
      const double scale = y / scales_[a];
      fit.coefficients.push_back(solution_(a - 1) * scale);
      fit.standard_errors.push_back(std::sqrt(sigma2_ * inverse(a - 1, a - 1)) * scale);
      fit.freedom.push_back(level_inside(a) ? outer : inner);
      intercept -= fit.coefficients.back() * whole_.means[order_[a]];
      back(a - 1) = -scale * whole_.means[order_[a]];
      minus_two += 2 * std::log(scales_[a]);
    }
    fit.coefficients.insert(fit.coefficients.begin(), intercept);
    fit.standard_errors.insert(fit.standard_errors.begin(), std::sqrt(sigma2_ * back.dot(inverse * back)));
    fit.loglik = -minus_two / 2;
    return fit;
  }

 private:
  const GroupedSums& sums_;
  CrossProducts whole_;
  double free_;  // rows less coefficients
  std::vector<std::size_t> order_;
  std::vector<double> scales_;
  Eigen::MatrixXd within_, means_, all_;
  Eigen::LLT<Eigen::MatrixXd> factor_;
  Eigen::VectorXd solution_;
  double sigma2_ = 0;
};

}  // namespace

Outcome RandomIntercept::coefficient(std::size_t place, double level) const {
  Estimate estimate{coefficients.at(place), std::nullopt, n, std::nullopt, std::nullopt};
  const double error = standard_errors[place];
  if (freedom[place] > 0 && std::isfinite(error)) {
    const double reach = two_sided_student(level, freedom[place]) * error;
    estimate.interval = Interval{estimate.value - reach, estimate.value + reach};
  } else {
    estimate.no_interval = Reason::too_few;
  }
  return estimate;
}

tl::expected<RandomIntercept, Unsaid> random_intercept(const GroupedSums& sums, std::size_t outcome) {
  if (outcome >= sums.columns()) throw std::invalid_argument("there is no such column");
  const auto cannot = [&](Reason reason) { return tl::unexpected<Unsaid>(Unsaid{reason, sums.n}); };
  const auto groups = sums.groups();
  if (groups < 2 || sums.n <= static_cast<std::int64_t>(sums.columns())) return cannot(Reason::too_few);
  const auto whole = sums.whole();
  for (std::size_t j = 0; j < sums.columns(); ++j) {
    if (!has_spread(whole, j)) return cannot(Reason::no_spread);
  }
  if (sums.n == groups) return cannot(Reason::not_identified);
  Profile profile(sums, outcome);
  if (profile.covariates() > 0 && profile.collinear()) return cannot(Reason::not_identified);
  if (profile.level_inside(0)) return cannot(Reason::no_spread);

  // t = share / (1 - share) / mean weight of a group: half of the way is where a group's mean says as much as its like.
  const double typical = whole.weight / static_cast<double>(groups);
  const auto ratio = [&](double share) { return share / (1 - share) / typical; };
  const auto minus_two = [&](double share) { return profile.at(ratio(share)); };
  constexpr int points = 64;
  constexpr double most = 1 - 1e-9;
  const auto share_at = [&](int i) { return most * i / points; };
  int best = 0;
  double lowest = std::numeric_limits<double>::infinity(), highest = -lowest;
  for (int i = 0; i <= points; ++i) {
    const double here = minus_two(share_at(i));
    if (here == -std::numeric_limits<double>::infinity()) return cannot(Reason::no_spread);  // fitted without rest
    if (here < lowest) {
      lowest = here;
      best = i;
    }
    if (std::isfinite(here)) highest = std::max(highest, here);
  }
  if (!std::isfinite(lowest)) return cannot(Reason::not_identified);
  if (highest - lowest < 1e-7 * std::max(1.0, static_cast<double>(sums.n) * 1e-6))
    return cannot(Reason::not_identified);
  const double low = share_at(std::max(0, best - 1)), high = share_at(std::min(points, best + 1));
  const auto [share, value] =
      boost::math::tools::brent_find_minima(minus_two, low, high, std::numeric_limits<double>::digits / 2);
  if (share > 1 - 1e-7) return cannot(Reason::no_spread);  // nothing is left inside groups
  // The search stays off its ends; at no variance between groups the end itself may be best.
  return profile.fit(minus_two(0) <= value ? 0 : ratio(share));
}

}  // namespace goud::stats
