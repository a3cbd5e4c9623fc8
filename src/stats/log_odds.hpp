// Which words two groups of texts differ by: log-odds of a word with an informative Dirichlet prior, as a z.
// formula: a_w = a0 y_w / y over both groups (informative prior); d_w = log((y1_w + a_w)/(n1 + a0 - y1_w - a_w)) -
//   log((y2_w + a_w)/(n2 + a0 - y2_w - a_w)); var_w = 1/(y1_w + a_w) + 1/(y2_w + a_w); z_w = d_w / sqrt(var_w)
// unit: standard errors; above 0: more in the first group
// needs: words in both groups together; a0 > 0, the weight of the prior in words
// source: monroe2008
// checked: log_odds_test.cpp: three words worked by hand; the formula word by word on random counts; parts against the whole; edges
// not for: evidence that a word matters (many words are looked at: z orders them, it tests nothing); single texts
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "stats/estimate.hpp"

namespace goud::stats {

struct WordCounts {
  std::map<std::string, std::pair<std::int64_t, std::int64_t>, std::less<>> words;  // in the first group, in the second
  std::int64_t first = 0, second = 0;                                               // words in all
  bool operator==(const WordCounts&) const = default;

  [[nodiscard]] bool add(std::string_view word, std::int64_t in_first,
                         std::int64_t in_second);  // refused: below 0, overflow
  [[nodiscard]] bool merge(const WordCounts&);
};

struct LogOdds {
  std::string word;
  std::int64_t first = 0, second = 0;
  double z = 0;
  bool operator==(const LogOdds&) const = default;
};
// By z, largest first; of equal ones by word. Words that are the only one, so that nothing differs, have z 0.
[[nodiscard]] tl::expected<std::vector<LogOdds>, Unsaid> log_odds(const WordCounts&, double prior_words = 500);

}  // namespace goud::stats
