#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "stats/bootstrap.hpp"
#include "stats/importance.hpp"
#include "stats/parallel.hpp"
#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

constexpr std::size_t lane = 4;
using Lanes = double __attribute__((vector_size(lane * sizeof(double))));

// Rows side by side: 1, the drivers, the outcome, then zeros up to a whole number of lanes; centred and scaled, so that
// plain sums of products keep their digits.
class Rows {
 public:
  Rows(const Matrix& drivers, std::span<const double> outcome, std::span<const double> weights) : p_(drivers.columns) {
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < drivers.rows; ++i) {
      if (weights.empty() || weights[i] > 0) kept.push_back(i);
    }
    count_ = kept.size();
    lanes_ = (p_ + 2 + lane - 1) / lane;
    values_.assign(count_ * lanes_, Lanes{});
    for (std::size_t j = 0; j <= p_; ++j) {
      const auto column = j < p_ ? drivers.column(j) : outcome;
      double mean = 0;
      for (const auto i : kept) mean += column[i] / static_cast<double>(count_);
      double squares = 0;
      for (const auto i : kept) squares += (column[i] - mean) * (column[i] - mean);
      const double deviation = std::sqrt(squares / static_cast<double>(count_));
      const bool spread = deviation > std::abs(mean) * 1e-13 && std::isfinite(deviation);
      for (std::size_t i = 0; i < count_; ++i) at(i, j + 1) = spread ? (column[kept[i]] - mean) / deviation : 0;
    }
    for (std::size_t i = 0; i < count_; ++i) at(i, 0) = 1;
    if (!weights.empty()) {
      for (const auto i : kept) weights_.push_back(weights[i]);
    }
  }
  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] std::size_t drivers() const { return p_; }

  // Sums of products over the rows, each as often as it was drawn; the upper half is filled.
  void products(const std::vector<std::uint32_t>& times, std::vector<Lanes>& sums) const {
    sums.assign(lanes_ * lane * lanes_, Lanes{});
    constexpr std::size_t block = 256;
    std::array<const Lanes*, block> drawn{};
    std::array<double, block> weight{};
    std::size_t many = 0;
    const auto flush = [&] {
      for (std::size_t a = 0; a < lanes_; ++a) {
        for (std::size_t b = a; b < lanes_; ++b) tile(drawn.data(), weight.data(), many, a, b, sums);
      }
      many = 0;
    };
    for (std::size_t i = 0; i < count_; ++i) {
      if (times[i] == 0) continue;
      drawn[many] = values_.data() + i * lanes_;
      weight[many] = weights_.empty() ? times[i] : times[i] * weights_[i];
      if (++many == block) flush();
    }
    flush();
  }
  [[nodiscard]] double product(const std::vector<Lanes>& sums, std::size_t i, std::size_t j) const {  // i <= j
    return sums[i * lanes_ + j / lane][j % lane];
  }

 private:
  double& at(std::size_t row, std::size_t column) {
    return reinterpret_cast<double*>(values_.data() + row * lanes_)[column];
  }
  void tile(const Lanes* const* rows, const double* weight, std::size_t many, std::size_t a, std::size_t b,
            std::vector<Lanes>& sums) const {
    Lanes s0{}, s1{}, s2{}, s3{};
    for (std::size_t i = 0; i < many; ++i) {
      const Lanes left = rows[i][a] * weight[i];
      const Lanes right = rows[i][b];
      s0 += left[0] * right;
      s1 += left[1] * right;
      s2 += left[2] * right;
      s3 += left[3] * right;
    }
    Lanes* to = sums.data() + a * lane * lanes_ + b;
    to[0] += s0;
    to[lanes_] += s1;
    to[2 * lanes_] += s2;
    to[3 * lanes_] += s3;
  }

  std::size_t p_, count_ = 0, lanes_ = 0;
  std::vector<Lanes> values_;
  std::vector<double> weights_;
};

// Nothing where the outcome does not differ in these rows.
bool correlate(const Rows& rows, const std::vector<Lanes>& sums, DriverCorrelations& given) {
  const std::size_t p = rows.drivers();
  const double weight = rows.product(sums, 0, 0);
  const auto centred = [&](std::size_t i, std::size_t j) {
    return rows.product(sums, i + 1, j + 1) - rows.product(sums, 0, i + 1) * rows.product(sums, 0, j + 1) / weight;
  };
  std::vector<double> scale(p + 1);
  for (std::size_t j = 0; j <= p; ++j) {
    const double squares = centred(j, j);
    scale[j] = squares > weight * 1e-14 ? 1 / std::sqrt(squares) : 0;
  }
  if (scale[p] == 0) return false;
  for (std::size_t j = 0; j < p; ++j) {
    for (std::size_t i = 0; i < j; ++i)
      given.among.at(i, j) = given.among.at(j, i) = centred(i, j) * scale[i] * scale[j];
    given.among.at(j, j) = 1;
    given.with_outcome[j] = centred(j, p) * scale[j] * scale[p];
  }
  return true;
}

}  // namespace

std::vector<std::optional<Interval>> share_intervals(const Matrix& drivers, std::span<const double> outcome,
                                                     std::span<const double> weights, ImportanceMethod method,
                                                     const ShareBootstrap& asked) {
  const std::size_t p = drivers.columns;
  std::vector<std::optional<Interval>> intervals(p);
  const Rows rows(drivers, outcome, weights);
  const std::size_t n = rows.count();
  if (n <= p + 1 || asked.replicates < 1 || n > std::numeric_limits<std::uint32_t>::max()) return intervals;
  const auto replicates = static_cast<std::size_t>(asked.replicates);
  constexpr double not_computed = std::numeric_limits<double>::quiet_NaN();
  std::vector<std::vector<double>> shares(p, std::vector<double>(replicates, not_computed));
  for_each_run(replicates, 16, asked.threads, [&](std::size_t begin, std::size_t end) {
    std::vector<std::uint32_t> times(n);
    std::vector<Lanes> sums;
    DriverCorrelations given{Matrix(p, p), std::vector<double>(p)};
    for (std::size_t r = begin; r < end; ++r) {
      times.assign(n, 0);
      RandomStream random(asked.seed, r);
      std::size_t different = 0;
      for (std::size_t i = 0; i < n; ++i) different += times[random.below(static_cast<std::uint32_t>(n))]++ == 0;
      if (different <= p + 1) continue;
      rows.products(times, sums);
      if (!correlate(rows, sums, given)) continue;
      const auto importance = method == ImportanceMethod::johnson ? johnson(given) : lmg(given, 1, {asked.seed, 500});
      if (!(importance.r2 > 1e-12)) continue;
      for (std::size_t j = 0; j < p; ++j) shares[j][r] = importance.of[j] / importance.r2;
    }
  });
  for_each_index(p, asked.threads, [&](std::size_t j) { intervals[j] = percentile_interval(shares[j], asked.level); });
  return intervals;
}

}  // namespace goud::stats
