// How what was said of a released round is written: rounds, groups with the names of their units, classes of a facet.
#pragma once

#include <functional>

#include "formats/json.hpp"
#include "rounds/said.hpp"

namespace goud::rounds {

void write_round(formats::JsonWriter&, const Round&);  // {id, number, name, closed, floor}
void write_unit(formats::JsonWriter&, const Frozen&, int place);
// {"units":[{"id","name"}],"together","is"}; of those who belong to a unit itself the name says so.
void write_group(formats::JsonWriter&, const Frozen&, const Pieces&, int place, std::string_view language);
// `figure` writes what is said of a class.
using WriteFigure = std::function<void(formats::JsonWriter&, const figures::ReleasedGroup&)>;
void write_facets(formats::JsonWriter&, const Reading&, const figures::Released&, const figures::ReleasedGroup&,
                  const WriteFigure& figure);
void write_validated(formats::JsonWriter&, const Item&);  // by language; null: the organisation's own
[[nodiscard]] Text short_of(const Item&);                 // a column's head
[[nodiscard]] std::string name_of(const Frozen&, const figures::ReleasePiece&, std::string_view language);
[[nodiscard]] std::string name_of(const Frozen&, const Pieces&, std::string_view language);  // "Techniek + Keuken"
[[nodiscard]] Text label_of(const FacetSaid::Class&);                                        // neighbours joined

// The round asked for as the caller reads it, or why not.
class Shelf;
[[nodiscard]] Result<std::shared_ptr<const Reading>> read_round(store::RecordStore&, Shelf&, const http::Caller&,
                                                                std::string_view id);
// Of all released rounds that hold something, the latest first, while `go_on` says true.
void each_released(store::Reader&, Shelf&, const http::Caller&,
                   const std::function<bool(const std::shared_ptr<const Reading>&)>& go_on);
[[nodiscard]] std::optional<std::string> given(std::optional<std::string_view> parameter);  // empty: nothing

void employees_routes(http::Router&, Services&, const std::shared_ptr<Shelf>&);

}  // namespace goud::rounds
