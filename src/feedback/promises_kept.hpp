// Customers' promises as they were kept in a unit's branch, for rooms that speak about one of them: the card of today, the
// meeting kit, the team board. Always true: each figure is the one that the overview says of the same promise, unit and
// period; all of them are counted in one question.
#pragma once

#include <optional>
#include <vector>

#include "figures/figures.hpp"
#include "kernel/text.hpp"
#include "people/people.hpp"
#include "promises/promises.hpp"
#include "store/columns/columns.hpp"
#include "store/store.hpp"

namespace goud::feedback {

struct PromiseKept {
  PromiseId promise;
  MomentId moment;
  Text text, moment_name;  // the words in force at the end of the period
  stats::Norm norm;
  figures::Published<figures::Kept> kept;
};
// Weakest first: broken, below, not yet, met, not asked. `only`: these alone; none: all that stand at a moment.
[[nodiscard]] Result<std::vector<PromiseKept>> promises_kept(store::RecordStore&, store::columns::ColumnStore&, Tenant,
                                                             const std::optional<UnitId>& branch,
                                                             const figures::Window&, Day today,
                                                             const std::optional<PromiseId>& only = std::nullopt);

// The weakest first: broken, below, not yet, met, not asked; within a state who is furthest under the norm.
[[nodiscard]] bool weaker(const figures::Kept& a, const figures::Kept& b);
// What judges the promises of a moment that stand, for a room that counts their answers its own way.
struct JudgedPromise {
  PromiseId promise;
  figures::Judged judged;
};
[[nodiscard]] std::vector<JudgedPromise> judged_at(store::Reader&, const MomentId&);

}  // namespace goud::feedback
