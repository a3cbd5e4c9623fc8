// What a round asks, of whom, and when: written beforehand, frozen when it opens.
// Always true: a round lasts at least seven days; a question belongs to one week of it and nobody is asked it twice; facets
// are at most three and are asked in the ballot; an item's key means the same for ever. Pure decisions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "figures/figures.hpp"
#include "kernel/clock.hpp"
#include "kernel/fault.hpp"
#include "kernel/ids.hpp"
#include "kernel/text.hpp"
#include "moments/moments.hpp"
#include "people/people.hpp"
#include "promises/promises.hpp"
#include "stats/against_norm.hpp"

namespace goud::rounds {

constexpr int weeks_most = 5, days_least = 7, days_most = 92;
constexpr std::size_t items_most = 80, words_most = 1000;  // characters of one open answer

// five: 1..5 from not at all to wholly · eleven: 0..10 · yes_no · choice: options · text: open words
enum class ItemKind { five, eleven, yes_no, choice, text };
[[nodiscard]] std::string_view name_of(ItemKind);
// What its figures are shown as.
enum class About { clarity, engagement, ladder, promise, situation, own };
[[nodiscard]] std::string_view name_of(About);

struct Option {
  std::string value;
  Text label;
  bool operator==(const Option&) const = default;
};
struct Item {
  std::string key;  // [a-z0-9_]{1,40}
  ItemKind kind = ItemKind::five;
  About about = About::own;
  Text text;
  std::vector<Option> options{};  // choice only
  // Values: five "1".."5" · eleven "0".."10" · yes_no "yes" "no" · choice its options. five and yes_no also "na" where
  // not_applicable names it. How an answer is counted: five, yes_no, choice: `top` is class 0, other values class 1,
  // `not_applicable` nowhere. eleven: three classes, 0-6, 7-8, 9-10. text: not counted.
  std::vector<std::string> top{}, not_applicable{};
  std::string promise{};  // id of the promise it proves; about == promise. top: kept
  std::string moment{};   // id of its moment, as it stood
  stats::Norm norm{};     // of that promise, as it stood when the round opened
  int week = 1;           // 1..5: in which week of the round it is asked
  std::string source{};   // key of the library's item it came from, empty: the organisation's own
  bool operator==(const Item&) const;
};
struct Facet {
  std::string key;
  Text text;
  std::vector<Option> options;  // 2..8, neighbours beside each other
  bool operator==(const Facet&) const = default;
};
struct Plan {
  Text name;  // "Ronde november"
  Day opens, closes;  // first day, and the first day it is no longer open: at least seven later
  std::vector<std::string> languages{"nl", "en"};
  std::vector<Item> items;
  std::vector<Facet> facets;
  int floor = figures::release_floor_least, text_floor = figures::release_text_floor_least;
  bool closes_itself = true;  // by the clock; else by hand
  bool operator==(const Plan&) const = default;
};
[[nodiscard]] Result<Plan> plan_from(std::string_view json);  // everything that is wrong, by path
[[nodiscard]] std::string to_json(const Plan&);              // canonical: read back it is equal
[[nodiscard]] int weeks(const Plan&);                        // of questions: the last week that asks one
[[nodiscard]] int asked_in(const Plan&, int week);           // questions one person gets in that week
// Every promise that is named is one to employees that holds on that day; each with its norm and moment as they stand.
[[nodiscard]] Result<Plan> frozen_plan(Plan, const std::vector<promises::Promise>&,
                                       const std::vector<moments::Journey>&, Day on);

// The tree and the head count as they stood when the round opened.
struct FrozenUnit {
  UnitId id;
  int parent = -1;  // place in the list; parents first, 0 is the organisation
  int level = 0;
  std::string name;
  int people = 0;   // who belong to the unit itself
};
struct Frozen {
  std::vector<FrozenUnit> units;
  std::string time_zone{};  // whose days the round counts, whatever the organisation's becomes meanwhile
  [[nodiscard]] std::optional<int> place(const UnitId&) const;
  [[nodiscard]] std::vector<int> parents() const;
  [[nodiscard]] int people_under(int place) const;
  // The group one's answers will count in at least, told beforehand: the nearest unit upwards with `floor` people.
  [[nodiscard]] int counts_in(int place, int floor) const;
};
// The tree of that day with the employees who are active. Who belongs to a unit that is no longer there counts in what it
// merged into, else in the organisation itself.
[[nodiscard]] Frozen freeze(const people::UnitTree&, Day on, const std::vector<people::Employee>&);
[[nodiscard]] UnitId stands_in(const people::UnitTree&, const UnitId&, Day on);
[[nodiscard]] std::string to_json(const Frozen&);
[[nodiscard]] Frozen frozen_from(std::string_view json);  // of our own making

// One ballot as it lies in the sealed letter.
struct Ballot {
  UnitId unit;
  int week = 1;
  std::vector<std::pair<std::string, std::string>> answers;  // item key -> value or words; not answered: absent
  std::vector<std::pair<std::string, std::string>> facets;   // facet key -> option value; not said: absent
  bool late = false;
  bool operator==(const Ballot&) const = default;
};
// Each field that is not right, by path "answers.KEY": unknown, of another week, twice, no value it has. One answer at least.
[[nodiscard]] Done look_at(const Plan&, const Ballot&);
[[nodiscard]] std::string to_json(const Ballot&);
[[nodiscard]] Result<Ballot> ballot_from(std::string_view json);
// What every ballot of the round is padded to: more than to_json() of any ballot that look_at() lets through.
[[nodiscard]] std::size_t sealed_bytes(const Plan&);

// Ballots -> what release() takes. Questions in the order of items that are counted, then the employees' ladder where its
// three items (`proud`, `recommends`, `did_recommend`) are asked in one week: ambassador, proud, neutral, lets go.
// Batteries: clarity is one, engagement is one, with the ladder and its items where it is asked; every other question its
// own. A ballot that leaves out one of the three counts in none of the three: else the ladder and its items, of nearly the
// same people, would tell together what the few said who answered only a part.
struct Counted {
  std::vector<std::string> questions;  // item keys; "ladder" last
  std::vector<std::string> texts;      // keys of open items
};
[[nodiscard]] Counted counted(const Plan&);
[[nodiscard]] figures::ReleaseAsked asked(const Plan&, const Frozen&, const std::vector<Ballot>&);

}  // namespace goud::rounds
