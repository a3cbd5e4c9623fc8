// Quantiles and tails of the distributions that intervals and tests are made of. Arguments out of range are our own mistake and throw.
#pragma once

namespace goud::stats {

[[nodiscard]] double normal_quantile(double probability);                        // 0 < probability < 1
[[nodiscard]] double student_quantile(double probability, double freedom);       // freedom > 0, need not be whole
[[nodiscard]] double beta_quantile(double probability, double a, double b);      // a, b > 0
[[nodiscard]] double f_quantile(double probability, double freedom, double freedom_below);
[[nodiscard]] double two_sided_normal(double level);                             // 1.96 for 0.95; 0 < level < 1
[[nodiscard]] double two_sided_student(double level, double freedom);
[[nodiscard]] double normal_probability(double z);                               // P(Z <= z)
// Chances of a value at least as far out, under the hypothesis of nothing there.
[[nodiscard]] double normal_p(double z);                                         // two-sided
[[nodiscard]] double student_p(double t, double freedom);                        // two-sided
[[nodiscard]] double chi_squared_p(double chi2, double freedom);                 // upper tail
[[nodiscard]] double f_p(double f, double freedom, double freedom_below);        // upper tail

}  // namespace goud::stats
