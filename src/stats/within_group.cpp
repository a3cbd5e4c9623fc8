#include "stats/within_group.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "stats/bootstrap.hpp"
#include "stats/mean.hpp"

namespace goud::stats {
namespace {

Outcome of_the_team(double value, std::int64_t n) {
  return Estimate{value, std::nullopt, n, std::nullopt, Reason::not_identified};
}

std::int64_t fewest(std::span<const Ratings> questions) {
  std::int64_t n = std::numeric_limits<std::int64_t>::max();
  for (const auto& question : questions) n = std::min(n, question.n);
  return questions.empty() ? 0 : n;
}

}  // namespace

bool Ratings::add(double x, std::int64_t times) {
  if (!std::isfinite(x) || times < 1 || n > std::numeric_limits<std::int64_t>::max() - times) return false;
  counts[x + 0.0] += times;  // -0 is 0
  n += times;
  return true;
}

bool Ratings::merge(const Ratings& other) {
  if (n > std::numeric_limits<std::int64_t>::max() - other.n) return false;
  if (&other == this) return merge(Ratings(other));
  for (const auto& [x, times] : other.counts) counts[x] += times;
  n += other.n;
  return true;
}

double Ratings::mean() const {
  const double first = counts.begin()->first;  // differences from it keep a small spread on a large mean
  double sum = 0;
  for (const auto& [x, times] : counts) sum += static_cast<double>(times) * (x - first);
  return first + sum / static_cast<double>(n);
}

double Ratings::variance() const {
  const double centre = mean();
  double squares = 0;
  for (const auto& [x, times] : counts) squares += static_cast<double>(times) * (x - centre) * (x - centre);
  return squares / static_cast<double>(n - 1);
}

double Ratings::median() const {
  std::int64_t under = 0;
  for (auto at = counts.begin(); at != counts.end(); ++at) {
    under += at->second;
    if (2 * under == n) return (at->first + std::next(at)->first) / 2;
    if (2 * under > n) return at->first;
  }
  return 0;
}

double uniform_variance(const Interval& scale) {
  const double answers = scale.high - scale.low + 1;
  return (answers * answers - 1) / 12;
}

Outcome r_wg(const Ratings& ratings, double random_variance) { return r_wg_j(std::span(&ratings, 1), random_variance); }

Outcome r_wg_j(std::span<const Ratings> questions, double random_variance) {
  const auto n = fewest(questions);
  if (n < 2) return unsaid(Reason::too_few, n);
  if (!(random_variance > 0)) return unsaid(Reason::no_spread, n);
  double variance = 0;
  for (const auto& question : questions) variance += question.variance() / static_cast<double>(questions.size());
  const double rest = std::min(variance, random_variance) / random_variance;
  const double agreed = static_cast<double>(questions.size()) * (1 - rest);
  return of_the_team(agreed / (agreed + rest), n);
}

Outcome a_wg(const Ratings& ratings, const Interval& scale) {
  if (ratings.n < 2) return unsaid(Reason::too_few, ratings.n);
  const double low = scale.low, high = scale.high;
  if (ratings.counts.begin()->first < low || ratings.counts.rbegin()->first > high) {
    return unsaid(Reason::not_identified, ratings.n);
  }
  const auto n = static_cast<double>(ratings.n);
  const double mean = ratings.mean();
  if (ratings.counts.size() == 1) return of_the_team(1, ratings.n);
  // Nearer to an end than this, no spread could be as large as the formula compares with.
  const double slack = 1e-12 * (high - low);
  if (mean < (low * (n - 1) + high) / n - slack || mean > (high * (n - 1) + low) / n + slack) {
    return unsaid(Reason::not_identified, ratings.n);
  }
  const double largest = ((high + low) * mean - mean * mean - high * low) * n / (n - 1);
  return of_the_team(std::max(-1.0, 1 - 2 * ratings.variance() / largest), ratings.n);
}

Outcome a_wg_j(std::span<const Ratings> questions, const Interval& scale) {
  const auto n = fewest(questions);
  double sum = 0, said = 0;
  for (const auto& question : questions) {
    const auto one = a_wg(question, scale);
    if (!one) continue;
    sum += one->value;
    ++said;
  }
  if (said == 0) return unsaid(n < 2 ? Reason::too_few : Reason::not_identified, n);
  return of_the_team(sum / said, n);
}

Outcome average_deviation(const Ratings& ratings, Centre about) {
  if (ratings.n < 2) return unsaid(Reason::too_few, ratings.n);
  const double centre = about == Centre::mean ? ratings.mean() : ratings.median();
  double sum = 0;
  for (const auto& [x, times] : ratings.counts) sum += static_cast<double>(times) * std::abs(x - centre);
  return of_the_team(sum / static_cast<double>(ratings.n), ratings.n);
}

Outcome average_deviation_j(std::span<const Ratings> questions, Centre about) {
  const auto n = fewest(questions);
  if (n < 2) return unsaid(Reason::too_few, n);
  double sum = 0;
  for (const auto& question : questions) sum += average_deviation(question, about)->value;
  return of_the_team(sum / static_cast<double>(questions.size()), n);
}

OverTeams over_teams(std::span<const Outcome> teams, double level) {
  RealMeanSums sums;
  std::vector<double> values;
  for (const auto& team : teams) {
    if (team && sums.add(team->value)) values.push_back(team->value);
  }
  OverTeams over;
  over.mean = mean(sums, level);
  if (!values.empty()) over.median = quantile_of(std::move(values), 0.5);
  return over;
}

}  // namespace goud::stats
