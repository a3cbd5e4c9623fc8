// Krippendorff's alpha: how far those who judge the same units agree beyond chance, whatever the scale and whoever is missing.
// formula: alpha = 1 - D_o/D_e; D_o = sum_u sum_{i != j in u} d(x_i, x_j) / (m_u - 1) / n, D_e = sum_{c,k} n_c n_k d(c,k) / (n(n-1)),
//   over units with m_u >= 2 values, n values in them; d: nominal 1 where they differ, interval (c-k)^2, ratio ((c-k)/(c+k))^2,
//   ordinal (r_c - r_k)^2 with r the mean ranks of all values (the sum over the categories between, less half of both ends, squared)
//   interval: units drawn with replacement, percentile
// unit: 1 where all agree, 0 where they agree as chance would; can be under 0
// needs: two units judged by two or more, values that differ; for the ratio scale no value under 0
// source: krippendorff2011, hayes2007
// checked: krippendorff_test.cpp: Krippendorff (2011), 4 observers and 12 units: .743 .815 .849 .797; the sum over all pairs; parts
//   against the whole; the same interval on any number of threads; coverage in simulation
// not for: who of the judges differs; units that were chosen because they are hard or easy; under 10 units (the interval is too narrow)
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "stats/estimate.hpp"

namespace goud::stats {

enum class Measure { nominal, ordinal, interval, ratio };

struct JudgedUnits {
  std::vector<double> values;     // of units with two values or more, one unit after another
  std::vector<std::size_t> ends;  // of each unit, its place behind the last in values
  bool operator==(const JudgedUnits&) const = default;

  // The values of one unit, what is missing is NaN. A unit with one value or none tells nothing and is not kept.
  void add(std::span<const double> unit);
  void merge(const JudgedUnits&);
  [[nodiscard]] std::size_t units() const { return ends.size(); }
};

struct Resampling {
  std::size_t replicates = 5000;  // none: no interval
  std::uint64_t seed = 1;
  int threads = 1;
};
// n counts units. Costs grow with the values, for ratio also with the square of how many differ.
[[nodiscard]] Outcome krippendorff_alpha(const JudgedUnits&, Measure, double level = level_default,
                                         const Resampling& = {});

}  // namespace goud::stats
