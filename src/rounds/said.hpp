// What is said of released rounds to one caller, page by page: decisions on values, without store, clock or JSON.
// Always true: a figure is of a group that was released, the smallest that holds the unit asked for; roles hide more, never
// show more; an earlier figure stands beside one only where both are of the same question and the same units.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/http.hpp"
#include "moments/moments.hpp"
#include "promises/promises.hpp"
#include "rounds/rounds.hpp"

namespace goud::rounds {

using Pieces = std::vector<figures::ReleasePiece>;
using ToldOf = figures::Published<figures::Told>;

// What one caller reads of a frozen tree. Who leads a unit or works in it: its branch, the group it counts in and the whole
// organisation; everyone else, and a key, all of it. A unit outside it answers like one that does not exist.
class Sight {
 public:
  explicit Sight(const Frozen&);  // all of it; the tree must outlive it
  Sight(const http::Caller&, const Frozen&);
  [[nodiscard]] const Frozen& tree() const { return *tree_; }
  [[nodiscard]] const std::vector<int>& parents() const { return parents_; }
  // The place asked about; nothing asked: the own unit, else the whole.
  [[nodiscard]] Result<int> place(const std::optional<std::string>& unit) const;
  [[nodiscard]] bool named(int place) const;  // whether the unit exists for the caller
  [[nodiscard]] bool sees(
      const Pieces&) const;  // whether the group is of the caller's branch, or holds it, or is the whole
  [[nodiscard]] std::vector<int> children(int place) const;  // that exist for the caller, in order of the tree
  [[nodiscard]] bool under(int place, int top) const;

 private:
  const Frozen* tree_;
  std::vector<int> parents_;
  bool all_ = true;
  std::optional<int> own_;
};

// A released round as one caller reads it.
struct Reading {
  std::shared_ptr<const ReleasedRound> released;
  Sight sight;
  Reading(std::shared_ptr<const ReleasedRound> round, const http::Caller& caller)
      : released(std::move(round)), sight(caller, released->round.frozen) {}
  explicit Reading(std::shared_ptr<const ReleasedRound> round)
      : released(std::move(round)), sight(released->round.frozen) {}
  [[nodiscard]] const Round& round() const { return released->round; }
  [[nodiscard]] const Item* item(std::string_view key) const;
  // The item that asks about a promise in this round, counted.
  [[nodiscard]] const Item* item_of(const PromiseId&) const;
};

// unit: the unit asked for itself · together: shown with others · parent: its answers count in a unit above it
enum class GroupIs { unit, together, parent };
[[nodiscard]] std::string_view name_of(GroupIs);
[[nodiscard]] GroupIs group_is(const Pieces&, int place);
// The same units, by id, in two trees.
[[nodiscard]] bool same_units(const Frozen&, const Pieces&, const Frozen&, const Pieces&);

struct ItemSaid {
  const Item* item = nullptr;
  const figures::Released* released = nullptr;
  const figures::ReleasedGroup* group = nullptr;
  ToldOf figure;  // the share of class 0; of an item from 0 to 10 the net promoter score
};
[[nodiscard]] ToldOf told_of(const Reading&, const Item&, const figures::Released&, const figures::ReleasedGroup&);
[[nodiscard]] std::optional<ItemSaid> said_of(const Reading&, const Item&, int place);  // none where it is not counted
[[nodiscard]] std::vector<ItemSaid> items_said(const Reading&, int place);

struct Earlier {
  ToldOf figure;
  std::optional<ToldOf> difference;  // now minus then, where both have a number
};
[[nodiscard]] std::optional<Earlier> earlier(const Reading& now, const ItemSaid&, int place, const Reading& before);

struct FacetSaid {
  const Facet* facet = nullptr;
  struct Class {
    std::vector<const Option*> options;  // neighbours that are only shown together
    bool not_said = false;               // and those who did not say
    const figures::ReleasedGroup* group = nullptr;
  };
  std::vector<Class> classes;
};
[[nodiscard]] FacetSaid::Class facet_class(const Facet&, const figures::ReleasedGroup&);
[[nodiscard]] std::vector<FacetSaid> facets_said(const Reading&, const figures::Released&,
                                                 const figures::ReleasedGroup&);

// Units under a place, each in the group it is shown in: those that are only shown together are one row, those that count
// in the unit above them have none.
struct UnitRow {
  int place = 0;  // the first of them
  const figures::ReleasedGroup* group = nullptr;
};
[[nodiscard]] std::vector<UnitRow> rows_under(const Reading&, const figures::Released&, int place);

// The matrix: what is clear, by unit.
struct Clarity {
  std::vector<const Item*> columns;
  struct Row {
    UnitRow unit;
    std::pair<std::int64_t, std::int64_t> n;  // least and most over what can be said; 0 where nothing can
    std::vector<ToldOf> cells;
    bool whole = false;  // of the unit asked for, below its parts
  };
  std::vector<Row> rows;
  std::vector<ToldOf> compare;    // the whole organisation; empty where that is what was asked for
  std::optional<ToldOf> correct;  // the situation that was solved rightly
};
[[nodiscard]] Clarity clarity(const Reading&, int place);

// One picture of one round; two of them are beside each other, and nobody is followed from one to the other.
inline constexpr std::string_view ladder_rungs[] = {"ambassador", "proud", "neutral", "lets_go"};
struct Ladder {
  const figures::ReleasedGroup* group = nullptr;
  std::int64_t n = 0;
  std::vector<ToldOf> rungs;  // in the order of ladder_rungs
};
[[nodiscard]] std::optional<Ladder> ladder(const Reading&, int place);

// What is promised to employees, and whether it was kept.
struct PromiseSaid {
  const promises::Promise* promise = nullptr;
  const promises::PromiseVersion* version = nullptr;  // in force on the day
  MomentId moment;
  figures::Published<figures::ToldKept> figure;
  const figures::ReleasedGroup* group = nullptr;  // none: the round did not ask it
  std::optional<figures::Published<figures::ToldKept>> previous;
};
struct PromisesSaid {
  std::vector<PromiseSaid> promises;  // in the order of the journeys
  int met = 0, below = 0, broken = 0, not_yet = 0, not_asked = 0;
};
struct Promised {  // what stands in the other rooms
  std::vector<promises::Promise> promises;
  std::vector<moments::Journey> journeys;
};
// Those that are placed at a moment and hold on `day`. `now` or `before` may be nothing.
[[nodiscard]] PromisesSaid promises_said(const Promised&, Day day, const Reading* now, const Reading* before,
                                         const std::optional<std::string>& unit);
[[nodiscard]] std::optional<ItemSaid> kept_item(const Reading&, const PromiseId&, int place);
[[nodiscard]] figures::Published<figures::ToldKept> kept_of(const Reading&, const Item&, const figures::Released&,
                                                            const figures::ReleasedGroup&);

// Released rounds never change, so they are kept in memory once read: a few, by organisation and id.
class Shelf {
 public:
  Shelf();
  ~Shelf();
  [[nodiscard]] std::shared_ptr<const ReleasedRound> of(store::Reader&, Tenant,
                                                        std::string_view id);  // nothing: not released
  [[nodiscard]] static std::vector<std::string> ids(store::Reader&);  // of all released rounds, the latest first

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// One line a published group and question, as far as the caller sees it; formula-safe.
[[nodiscard]] http::Stream export_figures(std::shared_ptr<const Reading>, std::string language);

}  // namespace goud::rounds
