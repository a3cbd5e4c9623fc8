// Whether a better story was confirmed: what a known customer found the next time at the same moment, within twelve months;
// beside it the same of all who came back, for whoever was very pleased is less so the next time by chance alone.
#pragma once

#include "stories/stories.hpp"

namespace goud::stories {

struct ConfirmedCounts {
  std::int64_t known = 0;                         // better stories of known customers
  std::int64_t confirmed = 0, not_confirmed = 0;  // came back and answered: as or better, less
  std::int64_t not_back = 0, not_answered = 0;
  std::int64_t all_good = 0,
               all_back = 0;  // of every visit that has a next one with an answer, whatever was found first
};
[[nodiscard]] ConfirmedCounts confirmed_counts(store::Reader&,
                                               const Filter&);  // moment, units and period, of the story

// A customer's visits, oldest first.
struct Visit {
  Day day;
  std::string answer, moment, unit;
  std::optional<Expectation> expectation;
  bool told = false;
};
[[nodiscard]] Confirmed after(const std::vector<Visit>&, std::size_t of);

}  // namespace goud::stories
