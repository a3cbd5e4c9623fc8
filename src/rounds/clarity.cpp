#include <algorithm>

#include "rounds/said.hpp"

namespace goud::rounds {
namespace {

const figures::ReleasedGroup* of_pieces(const figures::Released& released, const Pieces& pieces) {
  for (const auto& group : released.groups())
    if (group.facet < 0 && group.pieces == pieces) return &group;
  return nullptr;
}

Clarity::Row row_of(const Reading& reading, const std::vector<const Item*>& columns, const UnitRow& unit, bool whole) {
  Clarity::Row row{unit, {0, 0}, {}, whole};
  for (const auto* item : columns) {
    const auto& released = *reading.released->of(item->key);
    // Questions of one battery are shown of the same groups; one that is not is not shown in this row.
    const auto* group = of_pieces(released, unit.group->pieces);
    auto said = told_of(reading, *item, released, group == nullptr ? figures::ReleasedGroup{} : *group);
    if (said->how != figures::Told::How::hidden) {
      row.n.first = row.n.first == 0 ? said->n : std::min(row.n.first, said->n);
      row.n.second = std::max(row.n.second, said->n);
    }
    row.cells.push_back(std::move(said));
  }
  return row;
}

}  // namespace

Clarity clarity(const Reading& reading, int place) {
  Clarity said;
  for (const auto& item : reading.round().plan.items) {
    if (reading.released->of(item.key) == nullptr) continue;
    if (item.about == About::clarity) said.columns.push_back(&item);
    if (item.about == About::situation && !said.correct) said.correct = said_of(reading, item, place)->figure;
  }
  if (said.columns.empty()) return said;
  const auto& first = *reading.released->of(said.columns.front()->key);
  for (const auto& row : rows_under(reading, first, place))
    said.rows.push_back(row_of(reading, said.columns, row, false));
  const auto& own = first.with(place, reading.sight.parents());
  said.rows.push_back(row_of(reading, said.columns, {place, &own}, true));
  if (own.pieces != first.whole().pieces) said.compare = row_of(reading, said.columns, {0, &first.whole()}, true).cells;
  return said;
}

}  // namespace goud::rounds
