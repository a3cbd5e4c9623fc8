#include "people/units.hpp"

#include <algorithm>

namespace goud::people {
namespace {

bool covers(Day from, const std::optional<Day>& until, Day day) { return from <= day && (!until || day < *until); }
Day next(Day day) { return {day.number + 1}; }

const Level* level_of(const std::vector<Level>& levels, int level) {
  for (const auto& one : levels)
    if (one.level == level) return &one;
  return nullptr;
}

// Latin letters with a mark, as their plain letter; what is not here falls out.
std::string_view plain(std::string_view sequence) {
  static constexpr std::pair<std::string_view, std::string_view> table[] = {
      {"à", "a"}, {"á", "a"}, {"â", "a"}, {"ã", "a"}, {"ä", "a"}, {"å", "a"}, {"ç", "c"}, {"è", "e"}, {"é", "e"},
      {"ê", "e"}, {"ë", "e"}, {"ì", "i"}, {"í", "i"}, {"î", "i"}, {"ï", "i"}, {"ñ", "n"}, {"ò", "o"}, {"ó", "o"},
      {"ô", "o"}, {"õ", "o"}, {"ö", "o"}, {"ø", "o"}, {"ù", "u"}, {"ú", "u"}, {"û", "u"}, {"ü", "u"}, {"ý", "y"},
      {"ÿ", "y"}, {"À", "a"}, {"Á", "a"}, {"Â", "a"}, {"Ä", "a"}, {"Å", "a"}, {"Ç", "c"}, {"È", "e"}, {"É", "e"},
      {"Ê", "e"}, {"Ë", "e"}, {"Í", "i"}, {"Î", "i"}, {"Ï", "i"}, {"Ñ", "n"}, {"Ó", "o"}, {"Ô", "o"}, {"Ö", "o"},
      {"Ø", "o"}, {"Ú", "u"}, {"Û", "u"}, {"Ü", "u"}, {"ß", "ss"}, {"æ", "ae"}, {"œ", "oe"}};
  for (const auto& [marked, letter] : table)
    if (marked == sequence) return letter;
  return {};
}

}  // namespace

std::string code_of(std::string_view name) {
  std::string code;
  const auto dash = [&code] {
    if (!code.empty() && code.back() != '-') code += '-';
  };
  for (std::size_t i = 0; i < name.size();) {
    const auto c = static_cast<unsigned char>(name[i]);
    if (c >= 0x80) {
      std::size_t length = 1;
      while (i + length < name.size() && (static_cast<unsigned char>(name[i + length]) & 0xC0) == 0x80) ++length;
      code += plain(name.substr(i, length));
      i += length;
      continue;
    }
    if (c >= 'A' && c <= 'Z') {
      code += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      code += static_cast<char>(c);
    } else {
      dash();
    }
    ++i;
  }
  if (code.size() > 40) code.resize(40);
  while (!code.empty() && code.back() == '-') code.pop_back();
  return code.empty() ? "unit" : code;
}

UnitTree::UnitTree(std::vector<Unit> units, std::vector<Place> places) : units_(std::move(units)), places_(std::move(places)) {
  std::sort(units_.begin(), units_.end(), [](const Unit& a, const Unit& b) {
    return std::tie(a.level, a.name, a.id.text) < std::tie(b.level, b.name, b.id.text);
  });
  std::sort(places_.begin(), places_.end(), [](const Place& a, const Place& b) {
    return std::tie(a.unit.text, a.from) < std::tie(b.unit.text, b.from);
  });
  for (std::size_t i = 0; i < units_.size(); ++i) by_id_.emplace(units_[i].id.text, static_cast<int>(i));
  for (std::size_t i = 0; i < places_.size(); ++i) {
    places_of_[places_[i].unit.text].push_back(static_cast<int>(i));
    if (places_[i].parent) places_under_[places_[i].parent->text].push_back(static_cast<int>(i));
  }
}

const Unit* UnitTree::find(const UnitId& id) const {
  const auto found = by_id_.find(id.text);
  return found == by_id_.end() ? nullptr : &units_[static_cast<std::size_t>(found->second)];
}

std::optional<int> UnitTree::dense(const UnitId& id) const {
  const auto found = by_id_.find(id.text);
  return found == by_id_.end() ? std::nullopt : std::optional(found->second);
}

const Unit* UnitTree::by_code(std::string_view code) const {
  for (const auto& unit : units_)
    if (unit.code == code) return &unit;
  return nullptr;
}

bool UnitTree::exists(const UnitId& id, Day day) const {
  const auto* unit = find(id);
  return unit && covers(unit->from, unit->until, day);
}

std::optional<UnitId> UnitTree::parent(const UnitId& id, Day day) const {
  const auto found = places_of_.find(id.text);
  if (found == places_of_.end()) return std::nullopt;
  for (const int i : found->second) {
    const auto& place = places_[static_cast<std::size_t>(i)];
    if (covers(place.from, place.until, day)) return place.parent;
  }
  return std::nullopt;
}

std::vector<UnitId> UnitTree::children(const UnitId& id, Day day) const {
  std::vector<const Unit*> found;
  if (const auto under = places_under_.find(id.text); under != places_under_.end())
    for (const int i : under->second) {
      const auto& place = places_[static_cast<std::size_t>(i)];
      if (covers(place.from, place.until, day) && exists(place.unit, day)) found.push_back(find(place.unit));
    }
  std::sort(found.begin(), found.end(), [](const Unit* a, const Unit* b) { return std::tie(a->name, a->id.text) < std::tie(b->name, b->id.text); });
  std::vector<UnitId> ids;
  for (const auto* unit : found) ids.push_back(unit->id);
  return ids;
}

std::vector<UnitId> UnitTree::branch(const UnitId& id, Day day) const {
  std::vector<UnitId> ids;
  if (!find(id)) return ids;
  ids.push_back(id);
  for (std::size_t i = 0; i < ids.size(); ++i)
    for (auto& child : children(ids[i], day)) ids.push_back(std::move(child));
  return ids;
}

std::vector<UnitId> UnitTree::where_guests_come(const std::vector<UnitId>& among, Day day) const {
  const auto known = [&](const UnitId& id) { return find(id)->volume.value_or(0) > 0; };
  const auto under_a_known_one = [&](const UnitId& id) {
    for (auto above = parent(id, day); above; above = parent(*above, day))
      if (known(*above)) return true;
    return false;
  };
  std::vector<UnitId> found;
  for (const auto& id : among) {
    if (!exists(id, day)) continue;
    const auto under = branch(id, day);
    const bool lowest =
        known(id) ? std::none_of(under.begin() + 1, under.end(), known) : under.size() == 1 && !under_a_known_one(id);
    if (lowest) found.push_back(id);
  }
  return found;
}

std::vector<const Unit*> UnitTree::on(Day day) const {
  std::vector<const Unit*> found;
  for (const auto& unit : units_)
    if (covers(unit.from, unit.until, day)) found.push_back(&unit);
  return found;
}

std::vector<UnitTree::Stay> UnitTree::stays_under(const UnitId& id) const {
  std::vector<Stay> stays;
  const auto* top = find(id);
  if (!top) return stays;
  stays.push_back({id, top->from, top->until});
  // A stay of the parent, cut by the child's stay under it. Levels go down, so this ends.
  for (std::size_t i = 0; i < stays.size(); ++i) {
    const auto above = stays[i];
    const auto under = places_under_.find(above.unit.text);
    if (under == places_under_.end()) continue;
    for (const int p : under->second) {
      const auto& place = places_[static_cast<std::size_t>(p)];
      const Day from = std::max(place.from, above.from);
      std::optional<Day> until = place.until;
      if (above.until && (!until || *above.until < *until)) until = above.until;
      if (!until || from < *until) stays.push_back({place.unit, from, until});
    }
  }
  return stays;
}

Result<UnitMade> found(const UnitTree& tree, const std::vector<Level>& levels, UnitDraft draft) {
  if (!level_of(levels, draft.level)) return refuse_field("level", "people.unit.level_unknown");
  if (!draft.parent && draft.level > 0)
    for (const auto& unit : tree.units())
      if (unit.level == 0) draft.parent = unit.id;
  if (draft.level == 0) {
    if (!tree.units().empty()) return refuse_field("level", "people.unit.one_top");
    draft.parent.reset();
  } else {
    if (!draft.parent || !tree.find(*draft.parent)) return refuse_field("parent", "people.unit.unknown");
    const auto* parent = tree.find(*draft.parent);
    if (!tree.exists(parent->id, draft.from)) return refuse_field("parent", "people.unit.not_there", {{"day", to_text(draft.from)}});
    if (parent->level >= draft.level) return refuse_field("parent", "people.unit.level_above");
  }
  std::string code = draft.code.empty() ? code_of(draft.name) : draft.code;
  if (!draft.code.empty()) {
    if (code_of(code) != code) return refuse_field("code", "people.unit.code_form");
    if (tree.by_code(code)) return refuse_field("code", "people.unit.code_taken");
  } else {
    const auto stem = code;
    for (int n = 2; tree.by_code(code); ++n) code = stem + "-" + std::to_string(n);
  }
  Unit unit{draft.id, draft.level, std::move(draft.name), std::move(code), draft.from, {}, {}, draft.volume, 1};
  Place place{unit.id, draft.parent, draft.from, {}};
  return UnitMade{std::move(unit), std::move(place)};
}

namespace {

std::vector<Place> places_of(const UnitTree& tree, const UnitId& id) {
  std::vector<Place> own;
  for (const auto& place : tree.places())
    if (place.unit == id) own.push_back(place);
  return own;
}

// From a day on, another parent: what was to come later under others is taken back by it.
std::vector<Place> placed_under(std::vector<Place> places, const UnitId& id, const UnitId& parent, Day from) {
  while (!places.empty() && places.back().from >= from) places.pop_back();
  if (!places.empty()) places.back().until = from;
  if (!places.empty() && places.back().parent == parent) {
    places.back().until.reset();
    return places;
  }
  places.push_back({id, parent, from, {}});
  return places;
}

}  // namespace

Result<UnitChange> move(const UnitTree& tree, const UnitId& id, const UnitId& parent, Day from) {
  const auto* unit = tree.find(id);
  if (!unit) return refuse(FaultKind::not_found, "http.not_found");
  if (unit->level == 0) return refuse(FaultKind::invalid, "people.unit.top_stays");
  const auto* to = tree.find(parent);
  if (!to) return refuse_field("parent", "people.unit.unknown");
  if (!tree.exists(id, from)) return refuse_field("from", "people.unit.not_there", {{"day", to_text(from)}});
  if (!tree.exists(parent, from) || to->until) return refuse_field("parent", "people.unit.not_there", {{"day", to_text(from)}});
  if (to->level >= unit->level) return refuse_field("parent", "people.unit.level_above");
  UnitChange change{*unit, placed_under(places_of(tree, id), id, parent, from)};
  ++change.unit.revision;
  return change;
}

Result<std::vector<UnitChange>> end(const UnitTree& tree, const UnitId& id, Day last, std::optional<UnitId> into) {
  const auto* unit = tree.find(id);
  if (!unit) return refuse(FaultKind::not_found, "http.not_found");
  if (unit->level == 0) return refuse(FaultKind::invalid, "people.unit.top_stays");
  if (unit->until) return refuse(FaultKind::conflict, "people.unit.ended");
  if (last < unit->from) return refuse_field("to", "people.unit.not_there", {{"day", to_text(last)}});
  const Day until = next(last);
  const Unit* successor = nullptr;
  if (into) {
    successor = *into == id ? nullptr : tree.find(*into);
    if (!successor) return refuse_field("into", "people.unit.unknown");
    if (!tree.exists(*into, until) || successor->until) return refuse_field("into", "people.unit.not_there", {{"day", to_text(until)}});
  }
  std::vector<UnitChange> changes;
  for (const auto& place : tree.places()) {
    if (place.parent != id || (place.until && *place.until <= until)) continue;
    const auto* child = tree.find(place.unit);
    if (child->until && *child->until <= until) continue;
    if (!successor) return refuse_field("into", "people.unit.has_children");
    if (successor->level >= child->level) return refuse_field("into", "people.unit.level_above");
    UnitChange change{*child, placed_under(places_of(tree, child->id), child->id, successor->id, std::max(until, place.from))};
    ++change.unit.revision;
    changes.push_back(std::move(change));
  }
  UnitChange own{*unit, places_of(tree, id)};
  own.unit.until = until;
  own.unit.into = into;
  ++own.unit.revision;
  while (!own.places.empty() && own.places.back().from >= until) own.places.pop_back();
  if (!own.places.empty()) own.places.back().until = until;
  changes.push_back(std::move(own));
  return changes;
}

}  // namespace goud::people
