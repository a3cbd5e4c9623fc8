// The difference of two shares inside strata: a minus b among those that resemble each other (one unit, one weekday).
// formula: d = sum (a n0 - b n1)/N / sum w, w = n1 n0/N over strata with both sides; V = (d P + Q) / (sum w)^2,
//   P = sum (n1^2 b - n0^2 a + n1 n0 (n0 - n1)/2)/N^2, Q = sum (a (n0 - b) + b (n1 - a))/2N; d -+ z sqrt(V), kept in -1..1;
//   the two sides: sum w p / sum w, Wilson on n_eff = q(1-q) (sum w)^2 / sum w^2 q_i(1-q_i)/n_i, q_i = (k_i + 1/2)/(n_i + 1)
// unit: share -1..1; a side 0..1
// needs: one stratum with answers on both sides; answers that are independent inside it
// source: mantel1959, greenland1985, sato1989, newman2001, wilson1927, brown2001
// checked: stratified_difference_test.cpp: Newman (2001) table 5.3 and the UGDP trial as a script in R gives them; the naive
//   sums; parts against the whole; edges
// not for: answers of one day that resemble each other more than those of other days (the interval is then too narrow); a
//   difference that turns its sign between strata; saying that one thing causes the other
#pragma once

#include <cstdint>
#include <map>

#include "stats/estimate.hpp"

namespace goud::stats {

struct StratifiedCounts {
  struct Side {
    std::int64_t hits = 0, n = 0;
    bool operator==(const Side&) const = default;
  };
  struct Stratum {
    Side a, b;
    bool operator==(const Stratum&) const = default;
  };
  std::map<std::int64_t, Stratum> strata;
  bool operator==(const StratifiedCounts&) const = default;

  // False, and nothing changed, where a count is no count or a sum would overflow.
  [[nodiscard]] bool add_a(std::int64_t stratum, std::int64_t hits, std::int64_t n);
  [[nodiscard]] bool add_b(std::int64_t stratum, std::int64_t hits, std::int64_t n);
  [[nodiscard]] bool merge(const StratifiedCounts&);
  // Of the strata that have both sides: the only ones that compare.
  [[nodiscard]] Side compared_a() const;
  [[nodiscard]] Side compared_b() const;
};

[[nodiscard]] Outcome difference(const StratifiedCounts&, double level = level_default);
// What the difference is between: value_a - value_b is the difference.
[[nodiscard]] Outcome side_a(const StratifiedCounts&, double level = level_default);
[[nodiscard]] Outcome side_b(const StratifiedCounts&, double level = level_default);

}  // namespace goud::stats
