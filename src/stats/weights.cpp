#include "stats/weights.hpp"

namespace goud::stats {

bool add_product(std::int64_t& a, std::int64_t b, std::int64_t c) {
  std::int64_t product = 0;
  std::int64_t sum = 0;
  if (__builtin_mul_overflow(b, c, &product) || __builtin_add_overflow(a, product, &sum)) return false;
  a = sum;
  return true;
}

bool Weights::add(std::int64_t weight, std::int64_t times) {
  if (weight < 0 || weight > weight_max || times < 0) return false;
  Weights next = *this;
  if (!add_product(next.n, times, 1) || !add_product(next.sum, weight, times) ||
      !add_product(next.squares, weight * weight, times)) {
    return false;
  }
  *this = next;
  return true;
}

bool Weights::merge(const Weights& other) {
  Weights next = *this;
  if (!add_product(next.n, other.n, 1) || !add_product(next.sum, other.sum, 1) ||
      !add_product(next.squares, other.squares, 1)) {
    return false;
  }
  *this = next;
  return true;
}

bool Weights::all_one() const {
  // By Cauchy-Schwarz sum = n and squares = n together leave no room for any weight but one.
  std::int64_t sum_of_ones = 0;
  std::int64_t squares_of_ones = 0;
  return add_product(sum_of_ones, n, weight_one) && sum == sum_of_ones &&
         add_product(squares_of_ones, n, weight_one * weight_one) && squares == squares_of_ones;
}

double Weights::n_effective() const {
  if (squares <= 0) return 0;
  if (all_one()) return static_cast<double>(n);
  const auto total = static_cast<double>(sum);
  return total / static_cast<double>(squares) * total;
}

}  // namespace goud::stats
