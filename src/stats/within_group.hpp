// Whether the people of one team see the same: agreement inside a team, beside what answers at random would give.
// formula: s^2 = the variance of the answers (n-1), E = (A^2-1)/12 for A answers of a scale, all equally likely;
//   r_wg = 1 - min(s^2, E)/E; of J questions with M = min(mean s^2, E)/E: r_wg(j) = J(1-M) / (J(1-M) + M);
//   a_wg = 1 - 2 s^2 / ([(H+L) m - m^2 - H L] n/(n-1)), -1..1, the mean over questions; AD = sum |x - centre| / n, likewise
// unit: r_wg 0..1; a_wg -1..1; AD in points of the scale
// needs: two answers; the scale for r_wg and a_wg; for a_wg a mean not nearer to an end than (n-1) answers there and one at the other
// source: james1984, brown2005, burke1999, bliese2000
// checked: within_group_test.cpp: R multilevel rwg, rwg.j, awg, ad.m on five teams; the formulas over rows; parts against the whole
// not for: whether teams differ from each other (ICC says that); whether what they agree on is good; few people (two agree easily)
#pragma once

#include <map>
#include <span>
#include <vector>

#include "stats/estimate.hpp"

namespace goud::stats {

struct Ratings {  // of one question by one team: how often each answer was given
  std::map<double, std::int64_t> counts;
  std::int64_t n = 0;
  bool operator==(const Ratings&) const = default;

  // Refused, and nothing changed: a number that is not finite, times under 1, a count that would overflow.
  [[nodiscard]] bool add(double x, std::int64_t times = 1);
  [[nodiscard]] bool merge(const Ratings&);
  [[nodiscard]] double mean() const;      // of at least one answer
  [[nodiscard]] double variance() const;  // n - 1 below; of at least two
  [[nodiscard]] double median() const;    // of at least one
};

// The variance of answers at random on a scale of whole numbers from low to high.
[[nodiscard]] double uniform_variance(const Interval& scale);

// A team is everyone there is, not a sample: there is no interval, and not_identified says so.
[[nodiscard]] Outcome r_wg(const Ratings&, double random_variance);
[[nodiscard]] Outcome r_wg_j(std::span<const Ratings> questions, double random_variance);
[[nodiscard]] Outcome a_wg(const Ratings&, const Interval& scale);
[[nodiscard]] Outcome a_wg_j(std::span<const Ratings> questions,
                             const Interval& scale);  // over the questions it can be said of
enum class Centre { mean, median };
[[nodiscard]] Outcome average_deviation(const Ratings&, Centre = Centre::mean);
[[nodiscard]] Outcome average_deviation_j(std::span<const Ratings> questions, Centre = Centre::mean);

// Over teams: the mean and the median of what could be said of each, and of how many that was.
struct OverTeams {
  Outcome mean = unsaid(Reason::too_few, 0);  // with its interval by t; n counts teams
  double median = 0;                          // where the mean is said
};
[[nodiscard]] OverTeams over_teams(std::span<const Outcome>, double level = level_default);

}  // namespace goud::stats
