// What goes with an outcome at one moment: which ratings stand beside which outcome.
// Always true: outcome and ratings are of one instrument, so that one answer can say them all; a rating is a scale, a score or
// a promise that was kept or not, about a moment. What is said of the moment as a whole sums its promises up, and stands
// beside them only where fewer than two of them can be compared.
// Who decides: here what is set beside what, pure; figures/ what may be said of it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "feedback/overview.hpp"

namespace goud::feedback {

enum class OutcomeKind { recommend, reached, satisfied };
[[nodiscard]] std::string_view name_of(OutcomeKind);

struct OutcomeOf {
  OutcomeKind kind = OutcomeKind::satisfied;
  Text text;
  figures::Rated rated;
  std::vector<std::string> reached{};
  [[nodiscard]] std::string name() const { return rated.question.instrument + ":" + rated.question.key; }
};
struct RatingOf {
  Text text;
  figures::Rated rated;
  bool promise = false;
};
struct Beside {
  std::vector<OutcomeOf> outcomes;  // what may be chosen, the first of its instrument that has answers first
  std::vector<RatingOf> ratings{};
  std::vector<RatingOf> general{};  // of the moment as a whole, where it has promises to set beside each other
  // Of the outcome's instrument, without the outcome itself.
  [[nodiscard]] std::vector<RatingOf> ratings_for(const OutcomeOf&, bool with_general) const;
};
// The newest version of each instrument says what is asked; what older versions asked under other keys does not count.
[[nodiscard]] Beside beside(const std::vector<std::shared_ptr<const Instrument>>&, const MomentId&);

[[nodiscard]] Result<std::string> drivers_json(store::columns::ColumnStore&, const Picture&, const PageQuestion&,
                                               const Beside&, const std::optional<std::string>& outcome);

}  // namespace goud::feedback
