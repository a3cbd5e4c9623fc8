// The organisation as a tree through time: every unit has a parent for each day it exists, so a report of last year
// sees last year's tree. Always true: a parent stands at a level above its child, so there are no circles; a unit has one
// parent on a day; a unit that was moved or merged keeps its past. Decisions here are pure: a tree in, what becomes out.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kernel/clock.hpp"
#include "kernel/fault.hpp"
#include "kernel/ids.hpp"
#include "kernel/text.hpp"

namespace goud::people {

struct Level {
  int level = 0;  // 0 is the whole organisation
  Text name;
  bool operator==(const Level&) const = default;
};

struct Unit {
  UnitId id;
  int level = 0;
  std::string name;
  std::string code;                      // short, unique in the organisation: what files and links say
  Day from;
  std::optional<Day> until;              // first day it is no longer there
  std::optional<UnitId> into;            // what it merged into
  std::optional<std::int64_t> volume;    // guests a year, as far as known: weighs where units count together
  int revision = 1;
};

// Where a unit stood under whom.
struct Place {
  UnitId unit;
  std::optional<UnitId> parent;
  Day from;
  std::optional<Day> until;  // first day it no longer holds
};

class UnitTree {
 public:
  UnitTree() = default;
  UnitTree(std::vector<Unit>, std::vector<Place>);

  [[nodiscard]] const std::vector<Unit>& units() const { return units_; }  // by level, then by name
  [[nodiscard]] const std::vector<Place>& places() const { return places_; }
  [[nodiscard]] const Unit* find(const UnitId&) const;
  [[nodiscard]] const Unit* by_code(std::string_view code) const;
  [[nodiscard]] bool exists(const UnitId&, Day) const;
  [[nodiscard]] std::optional<UnitId> parent(const UnitId&, Day) const;
  [[nodiscard]] std::vector<UnitId> children(const UnitId&, Day) const;
  [[nodiscard]] std::vector<UnitId> branch(const UnitId&, Day) const;  // itself first, then all under it that day
  [[nodiscard]] std::vector<const Unit*> on(Day) const;
  // Of these the lowest that guests come to: a unit whose volume is known counts, not the departments under it; else the
  // units that have none under them.
  [[nodiscard]] std::vector<UnitId> where_guests_come(const std::vector<UnitId>& among, Day) const;
  // Every stay under this unit (itself included) over all time: which unit's facts of which days are its own.
  struct Stay {
    UnitId unit;
    Day from;
    std::optional<Day> until;
    bool operator==(const Stay&) const = default;
  };
  [[nodiscard]] std::vector<Stay> stays_under(const UnitId&) const;
  // Position in units(): small whole numbers for what counts.
  [[nodiscard]] std::optional<int> dense(const UnitId&) const;

 private:
  std::vector<Unit> units_;
  std::vector<Place> places_;
  std::unordered_map<std::string, int> by_id_;
  std::unordered_map<std::string, std::vector<int>> places_of_, places_under_;
};

struct UnitDraft {
  UnitId id;
  std::string name;
  int level = 0;
  std::optional<UnitId> parent;
  Day from;
  std::string code;  // empty: made of the name
  std::optional<std::int64_t> volume;
};
struct UnitMade {
  Unit unit;
  Place place;
};
[[nodiscard]] Result<UnitMade> found(const UnitTree&, const std::vector<Level>&, UnitDraft);

// What a move or an end leaves of the places of one unit: all of them, as they become.
struct UnitChange {
  Unit unit;
  std::vector<Place> places;
};
[[nodiscard]] Result<UnitChange> move(const UnitTree&, const UnitId&, const UnitId& parent, Day from);
// `last`: the last day it is there. What stands under it that day goes to `into`; without `into` nothing may.
[[nodiscard]] Result<std::vector<UnitChange>> end(const UnitTree&, const UnitId&, Day last, std::optional<UnitId> into);
[[nodiscard]] std::string code_of(std::string_view name);  // "Hôtel De Brug" -> "hotel-de-brug"

}  // namespace goud::people
