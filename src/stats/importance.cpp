#include "stats/importance.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "stats/parallel.hpp"
#include "stats/random_stream.hpp"
#include "stats/spectrum.hpp"

namespace goud::stats {
namespace {

// All subsets as a tree: driver by driver, left out or taken in. A node holds the covariances of the drivers to come and
// the outcome, given those taken in, so a child costs one elimination and leaving out costs nothing: about six
// multiplications per subset. A driver's importance is a weighted sum of R2 over the subsets that hold it, less the same
// for all drivers together, which follows from the sum being R2.
class SubsetTree {
 public:
  explicit SubsetTree(const DriverCorrelations& given)
      : drivers_(given.with_outcome.size()), stride_(drivers_ + 1), weights_(drivers_ + 1) {
    root_.resize(stride_ * stride_);
    for (std::size_t i = 0; i < drivers_; ++i) {
      for (std::size_t j = 0; j < drivers_; ++j) root_[i * stride_ + j] = given.among.at(i, j);
      root_[i * stride_ + drivers_] = given.with_outcome[i];
    }
    // w(k) = k!(p-1-k)!/p!; a subset of k counts with w(k-1) + w(k).
    const auto order_weight = [&](std::size_t k) {
      double choose = 1;
      for (std::size_t i = 1; i <= k; ++i) choose *= static_cast<double>(drivers_ - i) / static_cast<double>(i);
      return 1 / (static_cast<double>(drivers_) * choose);
    };
    for (std::size_t k = 0; k <= drivers_; ++k)
      weights_[k] = (k > 0 ? order_weight(k - 1) : 0) + (k < drivers_ ? order_weight(k) : 0);
  }

  // The branch that begins with these choices (bit i: driver i is taken in) for the first `chosen` drivers.
  struct Branch {
    std::vector<double> sums;  // per driver, over the subsets that hold it
    double full = 0;           // R2 of all drivers, where this branch has it
  };
  [[nodiscard]] Branch branch(std::size_t choices, std::size_t chosen) const {
    Walk walk{*this, std::vector<double>(drivers_, 0.0), std::vector<double>(drivers_, 0.0),
              std::vector<std::vector<double>>(drivers_ + 1), 0};
    for (std::size_t left = 0; left < drivers_; ++left) walk.scratch[left].resize((left + 1) * stride_);
    const double* block = root_.data();
    double r2 = 0;
    std::size_t taken = 0;
    for (std::size_t i = 0; i < chosen; ++i) {
      if ((choices >> i & 1U) != 0) {
        r2 += walk.eliminate(block, drivers_ - i);
        ++taken;
      } else {
        block += stride_ + 1;
      }
    }
    const double total = walk.at(block, drivers_ - chosen, taken, r2);
    walk.gather();
    for (std::size_t i = 0; i < chosen; ++i) {
      if ((choices >> i & 1U) != 0) walk.gathered[i] += total;
    }
    return {std::move(walk.gathered), walk.full};
  }
  [[nodiscard]] std::size_t drivers() const { return drivers_; }

 private:
  struct Walk {
    const SubsetTree& tree;
    std::vector<double> sums, gathered;
    std::vector<std::vector<double>> scratch;  // per number of drivers left
    double full;

    // A sum of millions is made of sums of hundreds, so that rounding does not pile up.
    void gather() {
      for (std::size_t j = 0; j < sums.size(); ++j) gathered[j] += std::exchange(sums[j], 0.0);
    }

    // Takes in the first of `left` drivers; block moves to what remains. Gives what R2 gains.
    double eliminate(const double*& block, std::size_t left) {
      const std::size_t stride = tree.stride_;
      const double pivot = block[0];
      if (pivot < collinear_under) {
        block += stride + 1;
        return 0;
      }
      double* next = scratch[left - 1].data();
      const double inverse = 1 / pivot;
      for (std::size_t i = 1; i < left; ++i) {
        const double factor = block[i] * inverse;
        const double* from = block + i * stride;
        double* to = next + (i - 1) * stride;
        for (std::size_t j = i; j <= left; ++j) to[j - 1] = from[j] - factor * block[j];
      }
      const double gain = block[left] * block[left] * inverse;
      block = next;
      return gain;
    }

    double at(const double* block, std::size_t left, std::size_t taken, double r2) {
      if (left == 1) {
        const double with = r2 + (block[0] < collinear_under ? 0 : block[1] * block[1] / block[0]);
        if (taken + 1 == tree.drivers_) full = with;
        const double counted = tree.weights_[taken + 1] * with;
        sums.back() += counted;
        return counted + tree.weights_[taken] * r2;
      }
      const double* rest = block;
      const double gain = eliminate(rest, left);
      const double with = at(rest, left - 1, taken + 1, r2 + gain);
      sums[tree.drivers_ - left] += with;
      const double without = at(block + tree.stride_ + 1, left - 1, taken, r2);
      if (left == 9) gather();
      return with + without;
    }
  };

  std::size_t drivers_, stride_;
  std::vector<double> weights_, root_;
};

// What every driver adds to R2 in one order: squares of the last row of the Cholesky factor.
void gains_in_order(const DriverCorrelations& given, std::span<const std::uint32_t> order, std::vector<double>& factor,
                    std::span<double> gains) {
  const std::size_t p = order.size();
  factor.resize(p * p);
  std::vector<double> last(p);
  for (std::size_t k = 0; k < p; ++k) {
    double* row = factor.data() + k * p;
    double left = 1;
    for (std::size_t j = 0; j < k; ++j) {
      const double* other = factor.data() + j * p;
      double value = given.among.at(order[k], order[j]);
      for (std::size_t i = 0; i < j; ++i) value -= row[i] * other[i];
      row[j] = other[j] > 0 ? value / other[j] : 0;
      left -= row[j] * row[j];
    }
    row[k] = left < collinear_under ? 0 : std::sqrt(left);
    double value = given.with_outcome[order[k]];
    for (std::size_t i = 0; i < k; ++i) value -= row[i] * last[i];
    last[k] = row[k] > 0 ? value / row[k] : 0;
    gains[order[k]] = last[k] * last[k];
  }
}

}  // namespace

DriverCorrelations driver_correlations(const CrossProducts& sums, std::size_t outcome) {
  const Matrix all = correlations(sums);
  const std::size_t p = sums.columns() - 1;
  DriverCorrelations given{Matrix(p, p), std::vector<double>(p)};
  const auto place = [&](std::size_t j) { return j < outcome ? j : j + 1; };
  for (std::size_t j = 0; j < p; ++j) {
    for (std::size_t i = 0; i < p; ++i) given.among.at(i, j) = all.at(place(i), place(j));
    given.with_outcome[j] = all.at(place(j), outcome);
  }
  return given;
}

Importance lmg(const DriverCorrelations& given, int threads, const OrderDraws& draws) {
  const std::size_t p = given.with_outcome.size();
  if (p == 0) return {};
  if (p > drivers_exact_max) return lmg_drawn(given, threads, draws);
  const SubsetTree tree(given);
  // Branches are the same however many threads there are, and are added in their order.
  const std::size_t chosen = p > 12 ? 6 : 0;
  std::vector<SubsetTree::Branch> branches(std::size_t{1} << chosen);
  for_each_index(branches.size(), threads, [&](std::size_t i) { branches[i] = tree.branch(i, chosen); });
  Importance importance;
  importance.of.assign(p, 0.0);
  for (const auto& branch : branches) {
    for (std::size_t j = 0; j < p; ++j) importance.of[j] += branch.sums[j];
  }
  importance.r2 = std::clamp(branches.back().full, 0.0, 1.0);
  const double over =
      (std::accumulate(importance.of.begin(), importance.of.end(), 0.0) - importance.r2) / static_cast<double>(p);
  for (auto& one : importance.of) one = std::max(0.0, one - over);
  return importance;
}

Importance lmg_drawn(const DriverCorrelations& given, int threads, const OrderDraws& draws) {
  const std::size_t p = given.with_outcome.size();
  const auto pairs = static_cast<std::size_t>(std::max<std::int64_t>(draws.pairs, 2));
  constexpr std::size_t run = 64;
  struct Sums {
    std::vector<double> gains, squares;
  };
  std::vector<Sums> runs((pairs + run - 1) / run);
  for_each_run(pairs, run, threads, [&](std::size_t begin, std::size_t end) {
    Sums sums{std::vector<double>(p, 0.0), std::vector<double>(p, 0.0)};
    std::vector<std::uint32_t> order(p);
    std::vector<double> factor, there(p), back(p);
    for (std::size_t pair = begin; pair < end; ++pair) {
      RandomStream random(draws.seed, pair);
      std::iota(order.begin(), order.end(), 0U);
      for (std::size_t i = p; i > 1; --i) std::swap(order[i - 1], order[random.below(static_cast<std::uint32_t>(i))]);
      gains_in_order(given, order, factor, there);
      std::reverse(order.begin(), order.end());
      gains_in_order(given, order, factor, back);
      for (std::size_t j = 0; j < p; ++j) {
        const double both = (there[j] + back[j]) / 2;
        sums.gains[j] += both;
        sums.squares[j] += both * both;
      }
    }
    runs[begin / run] = std::move(sums);
  });
  Importance importance;
  importance.of.assign(p, 0.0);
  importance.sampling_error.assign(p, 0.0);
  importance.orders = 2 * static_cast<std::int64_t>(pairs);
  for (const auto& sums : runs) {
    for (std::size_t j = 0; j < p; ++j) {
      importance.of[j] += sums.gains[j];
      importance.sampling_error[j] += sums.squares[j];
    }
  }
  const auto m = static_cast<double>(pairs);
  for (std::size_t j = 0; j < p; ++j) {
    const double mean = importance.of[j] / m;
    const double variance = std::max(0.0, importance.sampling_error[j] / m - mean * mean) * m / (m - 1);
    importance.of[j] = mean;
    importance.sampling_error[j] = std::sqrt(variance / m);
    importance.r2 += mean;
  }
  return importance;
}

Importance johnson(const DriverCorrelations& given) {
  const auto parts = spectrum(given.among);
  const std::size_t p = given.with_outcome.size();
  // In the basis of the eigenvectors: b = sum over v (v'r)/sqrt(d) v, Q = sum over sqrt(d) v v'.
  std::vector<double> squares(p, 0.0), scale(p, 0.0);
  Matrix scaled(p, p);  // row e: v_e sqrt(d_e), transposed so that a driver's weights lie side by side
  for (std::size_t e = 0; e < p; ++e) {
    if (parts.values[e] < collinear_under) continue;
    const auto vector = parts.vectors.column(e);
    const double root = std::sqrt(parts.values[e]);
    double along = 0;
    for (std::size_t j = 0; j < p; ++j) along += vector[j] * given.with_outcome[j];
    for (std::size_t j = 0; j < p; ++j) {
      squares[j] += vector[j] * along / root;
      scaled.at(e, j) = vector[j] * root;
    }
  }
  for (auto& one : squares) one *= one;
  Importance importance;
  importance.of.assign(p, 0.0);
  Matrix vectors(p, p);
  for (std::size_t e = 0; e < p; ++e) {
    for (std::size_t j = 0; j < p; ++j) vectors.at(e, j) = parts.vectors.at(j, e);
  }
  for (std::size_t k = 0; k < p; ++k) {
    const auto right = vectors.column(k);
    for (std::size_t j = 0; j <= k; ++j) {
      const auto left = scaled.column(j);
      double root = 0;
      for (std::size_t e = 0; e < p; ++e) root += left[e] * right[e];
      importance.of[j] += root * root * squares[k];
      if (j != k) importance.of[k] += root * root * squares[j];
    }
  }
  importance.r2 = std::accumulate(importance.of.begin(), importance.of.end(), 0.0);
  return importance;
}

}  // namespace goud::stats
