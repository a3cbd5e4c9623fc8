#include "rounds/plan.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "formats/json.hpp"

namespace goud::rounds {

std::string_view name_of(ItemKind kind) {
  switch (kind) {
    case ItemKind::five:
      return "five";
    case ItemKind::eleven:
      return "eleven";
    case ItemKind::yes_no:
      return "yes_no";
    case ItemKind::choice:
      return "choice";
    case ItemKind::text:
      return "text";
  }
  return "text";
}
std::string_view name_of(About about) {
  switch (about) {
    case About::clarity:
      return "clarity";
    case About::engagement:
      return "engagement";
    case About::ladder:
      return "ladder";
    case About::promise:
      return "promise";
    case About::situation:
      return "situation";
    case About::own:
      return "own";
  }
  return "own";
}

bool Item::operator==(const Item& other) const {
  const auto all = [](const Item& one) {
    return std::tie(one.key, one.kind, one.about, one.text, one.options, one.top, one.not_applicable, one.promise,
                    one.moment, one.norm.norm, one.norm.red_line, one.week, one.source);
  };
  return all(*this) == all(other);
}

int weeks(const Plan& plan) {
  int last = 0;
  for (const auto& item : plan.items) last = std::max(last, item.week);
  return last;
}

int asked_in(const Plan& plan, int week) {
  return static_cast<int>(
      std::count_if(plan.items.begin(), plan.items.end(), [&](const Item& one) { return one.week == week; }));
}

Result<Plan> frozen_plan(Plan plan, const std::vector<promises::Promise>& promises,
                         const std::vector<moments::Journey>& journeys, Day on) {
  std::vector<FieldFault> wrong;
  for (std::size_t i = 0; i < plan.items.size(); ++i) {
    auto& item = plan.items[i];
    if (item.about != About::promise) continue;
    const auto path = "items[" + std::to_string(i) + "].promise";
    const auto found = std::find_if(promises.begin(), promises.end(),
                                    [&](const promises::Promise& one) { return one.id.text == item.promise; });
    if (found == promises.end() || found->audience != promises::Audience::employee) {
      wrong.push_back({path, "rounds.plan.promise_unknown"});
      continue;
    }
    const auto* version = found->on(on);
    if (version == nullptr) {
      wrong.push_back({path, "rounds.plan.promise_not_then", {{"day", to_text(on)}}});
      continue;
    }
    item.norm = {version->norm, version->red_line};
    item.moment.clear();
    for (const auto& journey : journeys)
      for (const auto& moment : journey.moments)
        if (std::find(moment.promises.begin(), moment.promises.end(), found->id) != moment.promises.end())
          item.moment = moment.id.text;
  }
  if (!wrong.empty()) return refuse(Fault{FaultKind::invalid, "fault.fields", std::move(wrong), {}});
  return plan;
}

// ---- the tree

std::optional<int> Frozen::place(const UnitId& unit) const {
  for (std::size_t i = 0; i < units.size(); ++i)
    if (units[i].id == unit) return static_cast<int>(i);
  return std::nullopt;
}

std::vector<int> Frozen::parents() const {
  std::vector<int> all;
  all.reserve(units.size());
  for (const auto& unit : units) all.push_back(unit.parent);
  return all;
}

int Frozen::people_under(int place) const {
  // Parents stand first: who is under the place is known when its own turn comes.
  std::vector<char> under(units.size(), 0);
  int people = 0;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const int parent = units[i].parent;
    under[i] = static_cast<int>(i) == place || (parent >= 0 && under[static_cast<std::size_t>(parent)] != 0);
    if (under[i] != 0) people += units[i].people;
  }
  return people;
}

int Frozen::counts_in(int place, int floor) const {
  while (place > 0 && people_under(place) < floor) place = units[static_cast<std::size_t>(place)].parent;
  return std::max(place, 0);
}

UnitId stands_in(const people::UnitTree& tree, const UnitId& unit, Day on) {
  UnitId at = unit;
  // Each merge leads to another unit; as many steps as there are units is a circle of somebody's making.
  for (std::size_t steps = 0; steps <= tree.units().size() && !tree.exists(at, on); ++steps) {
    const auto* gone = tree.find(at);
    if (gone == nullptr || !gone->into) break;
    at = *gone->into;
  }
  if (tree.exists(at, on)) return at;
  const auto there = tree.on(on);
  return there.empty() ? unit : there.front()->id;
}

Frozen freeze(const people::UnitTree& tree, Day on, const std::vector<people::Employee>& employees) {
  Frozen frozen;
  std::map<std::string, int> places;
  for (const auto* unit : tree.on(on)) {
    const int place = static_cast<int>(frozen.units.size());
    int parent = place == 0 ? -1 : 0;
    if (const auto above = tree.parent(unit->id, on); above && place > 0)
      if (const auto at = places.find(above->text); at != places.end()) parent = at->second;
    places.emplace(unit->id.text, place);
    frozen.units.push_back({unit->id, parent, unit->level, unit->name, 0});
  }
  for (const auto& one : employees) {
    if (!one.active) continue;
    const auto at = places.find(stands_in(tree, one.unit, on).text);
    if (at != places.end()) ++frozen.units[static_cast<std::size_t>(at->second)].people;
  }
  return frozen;
}

// ---- one ballot

namespace {

bool among(const std::vector<std::string>& values, std::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}
bool among(const std::vector<Option>& options, std::string_view value) {
  return std::any_of(options.begin(), options.end(), [&](const Option& one) { return one.value == value; });
}

bool is_value(const Item& item, std::string_view value) {
  switch (item.kind) {
    case ItemKind::five:
      return (value.size() == 1 && value[0] >= '1' && value[0] <= '5') || among(item.not_applicable, value);
    case ItemKind::eleven:
      return (value.size() == 1 && value[0] >= '0' && value[0] <= '9') || value == "10";
    case ItemKind::yes_no:
      return value == "yes" || value == "no" || among(item.not_applicable, value);
    case ItemKind::choice:
      return among(item.options, value);
    case ItemKind::text:
      return false;
  }
  return false;
}

// Words as someone types them: lines and tabs, no other control characters.
bool are_words(std::string_view words) {
  const bool blank = words.find_first_not_of(" \t\r\n") == std::string_view::npos;
  const bool control = std::any_of(words.begin(), words.end(), [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return (u < 0x20 && c != '\n' && c != '\r' && c != '\t') || u == 0x7f;
  });
  return !blank && !control && formats::utf8_wellformed(words);
}

}  // namespace

Done look_at(const Plan& plan, const Ballot& ballot) {
  std::vector<FieldFault> wrong;
  const auto refused = [&](std::string path, std::string key, std::map<std::string, std::string> args = {}) {
    wrong.push_back({std::move(path), std::move(key), std::move(args)});
  };
  if (asked_in(plan, ballot.week) == 0) refused("week", "rounds.ballot.week");
  if (ballot.answers.empty()) refused("answers", "rounds.ballot.empty");
  std::set<std::string> seen;
  for (const auto& [key, value] : ballot.answers) {
    const auto path = "answers." + key;
    const auto item =
        std::find_if(plan.items.begin(), plan.items.end(), [&, &key = key](const Item& one) { return one.key == key; });
    if (item == plan.items.end()) {
      refused(path, "rounds.ballot.unknown");
    } else if (item->week != ballot.week) {
      refused(path, "rounds.ballot.other_week");
    } else if (!seen.insert(key).second) {
      refused(path, "rounds.ballot.twice");
    } else if (item->kind == ItemKind::text) {
      if (!are_words(value))
        refused(path, "rounds.ballot.words");
      else if (formats::characters(value) > words_most)
        refused(path, "json.too_long", {{"max", std::to_string(words_most)}});
    } else if (!is_value(*item, value)) {
      refused(path, "rounds.ballot.value");
    }
  }
  seen.clear();
  for (const auto& [key, value] : ballot.facets) {
    const auto path = "facets." + key;
    const auto facet = std::find_if(plan.facets.begin(), plan.facets.end(),
                                    [&, &key = key](const Facet& one) { return one.key == key; });
    if (facet == plan.facets.end())
      refused(path, "rounds.ballot.unknown");
    else if (!seen.insert(key).second)
      refused(path, "rounds.ballot.twice");
    else if (!among(facet->options, value))
      refused(path, "rounds.ballot.value");
  }
  if (wrong.empty()) return {};
  return refuse(Fault{FaultKind::invalid, "fault.fields", std::move(wrong), {}});
}

std::size_t sealed_bytes(const Plan& plan) {
  const auto longest = [](const std::vector<Option>& options, std::string value) {
    for (const auto& option : options)
      if (option.value.size() > value.size()) value = option.value;
    return value;
  };
  // A character is four bytes at most, or two where it is escaped.
  static const std::string words = [] {
    std::string all;
    for (std::size_t i = 0; i < words_most; ++i) all += "\xF0\x9F\x90\x9D";
    return all;
  }();
  std::size_t most = 0;
  for (int week = 1; week <= std::max(1, weeks(plan)); ++week) {
    Ballot ballot{UnitId{std::string(36, '0')}, week, {}, {}, false};
    for (const auto& item : plan.items)
      if (item.week == week)
        ballot.answers.emplace_back(item.key, item.kind == ItemKind::text ? words : longest(item.options, "yes"));
    for (const auto& facet : plan.facets) ballot.facets.emplace_back(facet.key, longest(facet.options, ""));
    most = std::max(most, to_json(ballot).size());
  }
  constexpr std::size_t step = 256;
  return (most / step + 1) * step;
}

// ---- what is counted

namespace {

constexpr std::string_view proud = "proud", recommends = "recommends", did_recommend = "did_recommend";

const Item* find(const Plan& plan, std::string_view key) {
  const auto found =
      std::find_if(plan.items.begin(), plan.items.end(), [&](const Item& one) { return one.key == key; });
  return found == plan.items.end() ? nullptr : &*found;
}

bool of_ladder(std::string_view key) { return key == proud || key == recommends || key == did_recommend; }

bool ladder_asked(const Plan& plan) {
  const auto *a = find(plan, proud), *b = find(plan, recommends), *c = find(plan, did_recommend);
  return a != nullptr && b != nullptr && c != nullptr && a->week == b->week && b->week == c->week &&
         a->kind == ItemKind::five && b->kind == ItemKind::eleven && c->kind == ItemKind::yes_no;
}

constexpr int battery_clarity = 0, battery_engagement = 1, battery_first_of_its_own = 2;

std::string_view said(const Ballot& ballot, std::string_view key) {
  for (const auto& [name, value] : ballot.answers)
    if (name == key) return value;
  return {};
}

std::int8_t class_of(const Item& item, std::string_view value) {
  if (value.empty() || among(item.not_applicable, value) || !is_value(item, value)) return -1;
  if (item.kind != ItemKind::eleven) return among(item.top, value) ? 0 : 1;
  if (value == "10" || value == "9") return 2;
  return value >= "7" ? 1 : 0;
}

// Ambassador, proud, neutral, lets go; each of the three was answered.
std::int8_t rung_of(std::int8_t is_proud, std::int8_t would, std::int8_t did) {
  if (would == 0) return 3;
  if (is_proud == 0 && would == 2 && did == 0) return 0;
  return is_proud == 0 ? 1 : 2;
}

}  // namespace

Counted counted(const Plan& plan) {
  Counted all;
  for (const auto& item : plan.items) (item.kind == ItemKind::text ? all.texts : all.questions).push_back(item.key);
  if (ladder_asked(plan)) all.questions.emplace_back("ladder");
  return all;
}

figures::ReleaseAsked asked(const Plan& plan, const Frozen& frozen, const std::vector<Ballot>& ballots) {
  figures::ReleaseAsked all;
  all.parents = frozen.parents();
  for (const auto& facet : plan.facets) all.facets.push_back(static_cast<int>(facet.options.size()));
  all.floor = plan.floor;
  all.text_floor = plan.text_floor;

  const bool ladder = ladder_asked(plan);
  std::vector<const Item*> questions, texts;
  int battery = battery_first_of_its_own;
  for (const auto& item : plan.items) {
    if (item.kind == ItemKind::text) {
      texts.push_back(&item);
      continue;
    }
    questions.push_back(&item);
    const bool engaged = item.about == About::engagement || (ladder && of_ladder(item.key));
    all.questions.push_back({item.kind == ItemKind::eleven ? 3 : 2, item.about == About::clarity ? battery_clarity
                                                                    : engaged                    ? battery_engagement
                                                                                                 : battery++});
  }
  if (ladder) {
    const auto would =
        std::find_if(questions.begin(), questions.end(), [](const Item* one) { return one->key == recommends; });
    all.questions.push_back({4, battery_engagement, true, static_cast<int>(would - questions.begin())});
  }

  std::map<std::string, int> places;
  for (std::size_t i = 0; i < frozen.units.size(); ++i) places.emplace(frozen.units[i].id.text, static_cast<int>(i));
  for (const auto& ballot : ballots) {
    figures::ReleaseBallot one;
    // A unit of a late ballot that is no longer there counts in the organisation alone.
    if (const auto at = places.find(ballot.unit.text); at != places.end()) one.node = at->second;
    one.late = ballot.late;
    for (std::size_t f = 0; f < plan.facets.size() && f < one.facets.size(); ++f) {
      const auto& facet = plan.facets[f];
      for (const auto& [key, value] : ballot.facets)
        if (key == facet.key)
          for (std::size_t o = 0; o < facet.options.size(); ++o)
            if (facet.options[o].value == value) one.facets[f] = static_cast<std::int8_t>(o);
    }
    std::int8_t rung = -1, is_proud = -1, would = -1, did = -1;
    for (const auto* item : questions) {
      one.said.push_back(item->week == ballot.week ? class_of(*item, said(ballot, item->key)) : std::int8_t{-1});
      if (item->key == proud) is_proud = one.said.back();
      if (item->key == recommends) would = one.said.back();
      if (item->key == did_recommend) did = one.said.back();
    }
    if (ladder) {
      const bool whole = is_proud >= 0 && would >= 0 && did >= 0;
      if (whole) rung = rung_of(is_proud, would, did);
      for (std::size_t q = 0; q < questions.size(); ++q)
        if (!whole && of_ladder(questions[q]->key)) one.said[q] = -1;
      one.said.push_back(rung);
    }
    all.ballots.push_back(std::move(one));
    for (std::size_t t = 0; t < texts.size(); ++t) {
      const auto words = said(ballot, texts[t]->key);
      if (!words.empty() && texts[t]->week == ballot.week)
        all.texts.push_back({all.ballots.back().node, static_cast<int>(t), std::string(words), ballot.late});
    }
  }
  return all;
}

}  // namespace goud::rounds
