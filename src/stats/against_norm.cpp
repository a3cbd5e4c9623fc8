#include "stats/against_norm.hpp"

#include <algorithm>
#include <stdexcept>

namespace goud::stats {

std::string_view to_text(NormState state) {
  switch (state) {
    case NormState::met: return "met";
    case NormState::below: return "below";
    case NormState::broken: return "broken";
    case NormState::not_yet: return "not_yet";
    case NormState::not_asked: return "not_asked";
  }
  return "not_yet";
}

NormState against(const Outcome& share, const Norm& norm) {
  if (norm.red_line > norm.norm) throw std::invalid_argument("a red line lies at or under its norm");
  if (!share) {
    return share.error().reason == Reason::not_asked || share.error().n == 0 ? NormState::not_asked
                                                                             : NormState::not_yet;
  }
  if (share->n < percent_from_n || !share->interval) return NormState::not_yet;
  if (share->interval->low >= norm.norm) return NormState::met;
  if (share->interval->high < norm.red_line) return NormState::broken;
  if (share->interval->high < norm.norm) return NormState::below;
  return NormState::not_yet;
}

ShownAs shown_as(std::int64_t n) { return n < percent_from_n ? ShownAs::count : ShownAs::percent; }

double short_of(const Outcome& share, double norm) {
  if (!share || !share->interval) return 0;
  return std::max(0.0, norm - share->interval->high);
}

}  // namespace goud::stats
