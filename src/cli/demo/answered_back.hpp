// What was done for guests who were let down: plain values of the last twelve weeks, and their way through actions/.
// What is planted: Breda is late, and fewer of its guests say that it was solved; the thirteen others are alike.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "actions/actions.hpp"
#include "cli/demo/floor.hpp"
#include "cli/demo/visits.hpp"

namespace goud::cli::demo {

inline constexpr std::string_view late_hotel = "brd";
struct Answering {
  double called_in_time;  // of those who can be reached
  double called_later;    // of the others: within a fortnight
  double solved;          // of those called
  double confirmed;       // by the customer, of those solved
};
inline constexpr Answering late_answering{0.30, 0.50, 0.80, 0.40}, usual_answering{0.86, 0.90, 0.88, 0.74};
inline constexpr double solved_unreached = 0.30;  // of those who left no number: they read it on their page
inline constexpr double noted_share = 0.25;  // of those solved whom the customer did not confirm: a colleague noted it

struct Answered {
  const Visit* visit = nullptr;
  std::optional<Instant> called, solved, confirmed;
  actions::ConfirmedBy by = actions::ConfirmedBy::nobody;
  std::optional<Instant> dropped;  // who left nothing and was not answered on their page
  bool cause_said = false;
};
[[nodiscard]] std::vector<Answered> answered_back(const std::vector<Visit>&, const Calendar&, std::uint64_t seed);

// `answers`: the id of each visit's answer, by its number. `barrier`: what the first cause is about.
[[nodiscard]] Done lay_answers_back(store::RecordStore&, Tenant, const Founding&, const Places&, const Floor&,
                                    const std::vector<Answered>&, const std::vector<AnswerId>& answers,
                                    const std::string& barrier);

}  // namespace goud::cli::demo
