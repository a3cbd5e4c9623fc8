// Cohen's kappa: how far two who judge the same units agree beyond chance.
// formula: v_ij = 1 on the diagonal; linear 1 - |i-j|/(c-1), quadratic 1 - ((i-j)/(c-1))^2; p_o = sum v_ij p_ij, p_e = sum v_ij p_i. p_.j;
//   kappa = (p_o - p_e)/(1 - p_e); variance sum p_ij (v_ij - (vr_i + vc_j)(1 - kappa))^2 - (kappa - p_e (1-kappa))^2 over n (1-p_e)^2,
//   vr_i = sum_j v_ij p_.j, vc_j = sum_i v_ij p_i.; kappa -+ z se, inside -1..1
// unit: 1 where both agree, 0 where they agree as chance would; can be under 0
// needs: two units, two categories in use; for an interval units on which they differ
// source: cohen1960, cohen1968, fleiss1969
// checked: kappa_test.cpp: Cohen (1968) table 1; Fleiss, Cohen and Everitt (1969) and R psych::cohen.kappa; a table printed by SAS;
//   what each cell moves it by; the sum over all pairs; parts against the whole; coverage in simulation
// not for: more than two judges (Fleiss's kappa, or Krippendorff's alpha); a rare category (kappa is low though both agree nearly always)
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "stats/estimate.hpp"

namespace goud::stats {

enum class Nearness { same, linear, quadratic };  // how much of an agreement a near miss is

struct JudgedTwice {
  std::size_t categories = 0;
  std::vector<std::int64_t> counts;  // categories x categories, the first judge by rows
  bool operator==(const JudgedTwice&) const = default;

  explicit JudgedTwice(std::size_t c = 0) : categories(c), counts(c * c, 0) {}
  [[nodiscard]] bool add(std::size_t first, std::size_t second,
                         std::int64_t times = 1);  // refused: no such category, times under 0
  [[nodiscard]] bool merge(const JudgedTwice&);    // refused: other categories
};
[[nodiscard]] Outcome cohen_kappa(const JudgedTwice&, Nearness = Nearness::same, double level = level_default);

// Fleiss's kappa: the same for more judges, as many on every unit and not always the same ones.
// formula: P_i = sum_c n_ic (n_ic - 1) / (m (m-1)), p_c = sum_i n_ic / (N m); kappa = (mean P - sum p_c^2) / (1 - sum p_c^2);
//   interval: jackknife over units, t of N-1, inside -1..1
// unit: 1 where all agree, 0 where they agree as chance would; can be under 0
// needs: two units judged by as many, two or more; three units that differ for an interval
// source: fleiss1971, quenouille1956
// checked: kappa_test.cpp: Fleiss (1971), 30 patients and 6 psychiatrists: .430; 10 units and 14 judges: .210; the jackknife unit by unit;
//   coverage in simulation
// not for: units judged by different numbers (Krippendorff's alpha takes them); categories in an order
struct JudgedByMany {
  std::size_t categories = 0;
  std::int64_t judges = 0;           // of every unit
  std::vector<std::int64_t> counts;  // categories per unit, one unit after another
  bool operator==(const JudgedByMany&) const = default;

  [[nodiscard]] bool add(
      std::span<const std::int64_t> unit);  // refused: other categories or judges than the first, counts under 0
  [[nodiscard]] bool merge(const JudgedByMany&);
  [[nodiscard]] std::size_t units() const { return categories == 0 ? 0 : counts.size() / categories; }
};
[[nodiscard]] Outcome fleiss_kappa(const JudgedByMany&, double level = level_default);

}  // namespace goud::stats
