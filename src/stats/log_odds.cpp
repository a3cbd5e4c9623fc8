#include "stats/log_odds.hpp"

#include <algorithm>
#include <cmath>

namespace goud::stats {
namespace {

constexpr std::int64_t most = std::int64_t{1} << 52U;  // still exact as a double

}  // namespace

bool WordCounts::add(std::string_view word, std::int64_t in_first, std::int64_t in_second) {
  if (in_first < 0 || in_second < 0 || in_first > most - first || in_second > most - second) return false;
  if (in_first + in_second == 0) return true;
  auto& counts = words.emplace(std::string(word), std::pair<std::int64_t, std::int64_t>{}).first->second;
  counts.first += in_first;
  counts.second += in_second;
  first += in_first;
  second += in_second;
  return true;
}

bool WordCounts::merge(const WordCounts& other) {
  if (other.first > most - first || other.second > most - second) return false;
  if (&other == this) return merge(WordCounts(other));
  for (const auto& [word, counts] : other.words) {
    auto& mine = words[word];
    mine.first += counts.first;
    mine.second += counts.second;
  }
  first += other.first;
  second += other.second;
  return true;
}

tl::expected<std::vector<LogOdds>, Unsaid> log_odds(const WordCounts& counts, double prior_words) {
  const auto n = counts.first + counts.second;
  if (counts.first == 0 || counts.second == 0) return unsaid(Reason::too_few, n);
  if (!(prior_words > 0) || !std::isfinite(prior_words)) return unsaid(Reason::not_identified, n);
  const auto n1 = static_cast<double>(counts.first), n2 = static_cast<double>(counts.second);
  std::vector<LogOdds> all;
  all.reserve(counts.words.size());
  for (const auto& [word, both] : counts.words) {
    const auto y1 = static_cast<double>(both.first), y2 = static_cast<double>(both.second);
    const double prior = prior_words * (y1 + y2) / (n1 + n2);
    const double rest1 = n1 + prior_words - y1 - prior, rest2 = n2 + prior_words - y2 - prior;
    double z = 0;
    if (rest1 > 0 && rest2 > 0) {
      const double difference = std::log((y1 + prior) / rest1) - std::log((y2 + prior) / rest2);
      z = difference / std::sqrt(1 / (y1 + prior) + 1 / (y2 + prior));
    }
    all.push_back({word, both.first, both.second, z});
  }
  std::sort(all.begin(), all.end(),
            [](const LogOdds& a, const LogOdds& b) { return a.z != b.z ? a.z > b.z : a.word < b.word; });
  return all;
}

}  // namespace goud::stats
