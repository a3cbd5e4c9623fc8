// Quantiles of the distributions that intervals are made of. Arguments out of range are our own mistake and throw.
#pragma once

namespace goud::stats {

[[nodiscard]] double normal_quantile(double probability);                        // 0 < probability < 1
[[nodiscard]] double student_quantile(double probability, double freedom);       // freedom > 0, need not be whole
[[nodiscard]] double beta_quantile(double probability, double a, double b);      // a, b > 0
[[nodiscard]] double two_sided_normal(double level);                             // 1.96 for 0.95; 0 < level < 1
[[nodiscard]] double two_sided_student(double level, double freedom);

}  // namespace goud::stats
