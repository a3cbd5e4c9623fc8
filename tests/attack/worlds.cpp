#include "worlds.hpp"

#include <algorithm>
#include <array>

#include "kernel/random.hpp"

namespace goud::attack {
namespace {

using figures::facets_most;

struct Unit {
  int parent = -1, level = 0;
};
struct Person {
  int unit = 0;
  std::array<std::int8_t, facets_most> facets{-1, -1, -1};
  bool was_absent = false;  // in the round before: has a code that is a ticket to this one
  bool gone = false;
};

class Maker {
 public:
  explicit Maker(std::uint64_t seed) : dice_(seed * 2654435761ULL + 1) {
    world_.seed = seed;
    static const std::array<std::string, 5> sizes{"tiny", "tiny", "middle", "large", "broad"};
    world_.size = sizes[seed % sizes.size()];
    most_ = world_.size == "tiny"
                ? 14
                : (world_.size == "middle" ? 40 : (world_.size == "large" ? 40 + below(90) : 150 + below(250)));
    grow();
    ask();
    for (int round = 0; round < 4; ++round) {
      if (round > 0) pass(round);
      world_.rounds.push_back(held());
    }
  }
  World world_;

 private:
  int below(int bound) { return static_cast<int>(dice_.below(static_cast<std::uint64_t>(bound))); }
  bool happens(double share) { return dice_.unit() < share; }
  template <class T>
  const T& one_of(const std::vector<T>& list) {
    return list[static_cast<std::size_t>(below(static_cast<int>(list.size())))];
  }

  void grow() {
    const int levels = 2 + below(3);
    units_.push_back({});
    std::vector<int> above{0};
    for (int level = 1; level < levels; ++level) {
      std::vector<int> these;
      for (const int parent : above) {
        const int children = world_.size == "tiny"
                                 ? 1 + below(3)
                                 : 1 + below(level == levels - 1 ? 6 : 3) + (world_.size == "broad" ? 2 : 0);
        for (int child = 0; child < children; ++child) {
          these.push_back(static_cast<int>(units_.size()));
          units_.push_back({parent, level});
        }
      }
      above = std::move(these);
    }
    const int facets = world_.size == "broad" ? 1 + below(facets_most) : below(facets_most + 1);
    for (int facet = 0; facet < facets; ++facet) {
      facets_.push_back(2 + below(world_.size == "tiny" ? 2 : 4));
      like_unit_.push_back(below(4) == 0);
      like_first_.push_back(facet > 0 && below(3) == 0);
    }
    // Most people stand in leaves of one to twelve; a few belong to the units between (who lead them).
    std::vector<int> order;
    for (int unit = 0; unit < static_cast<int>(units_.size()); ++unit) order.push_back(unit);
    for (std::size_t at = order.size(); at > 1; --at)
      std::swap(order[at - 1], order[static_cast<std::size_t>(below(static_cast<int>(at)))]);
    for (const int unit : order) {
      const int here = leaf(unit) ? 1 + below(world_.size == "tiny" ? 7 : 12) : (below(3) ? 0 : 1 + below(2));
      for (int person = 0; person < here && static_cast<int>(people_.size()) < most_; ++person)
        people_.push_back(comes(unit));
    }
    while (people_.size() < 9) people_.push_back(comes(one_of(order)));
  }
  [[nodiscard]] bool leaf(int unit) const {
    return std::none_of(units_.begin(), units_.end(), [&](const Unit& other) { return other.parent == unit; });
  }
  Person comes(int unit) {
    Person person{.unit = unit};
    for (std::size_t facet = 0; facet < facets_.size(); ++facet) {
      const int classes = facets_[facet];
      int said = below(3) ? below(classes) : 0;
      if (like_unit_[facet] && below(8)) said = unit % classes;
      if (like_first_[facet] && below(10) && person.facets[0] >= 0) said = std::min<int>(person.facets[0], classes - 1);
      person.facets[facet] = static_cast<std::int8_t>(below(12) == 0 ? -1 : said);
    }
    return person;
  }
  void ask() {
    const int questions = 1 + below(4);
    int battery = 0;
    for (int question = 0; question < questions; ++question) {
      questions_.push_back({.classes = 2 + (below(2) ? 0 : below(3)), .battery = battery});
      if (below(2)) ++battery;
    }
    if (below(3) == 0) {
      world_.ladder = static_cast<int>(questions_.size());
      for (const int classes : {2, 3, 2, 4}) questions_.push_back({.classes = classes, .battery = battery + 1});
      questions_.back().composite = true;
      questions_.back().made_of = world_.ladder + 1;
    }
    floor_ = below(6) == 0 ? 6 : figures::release_floor_least;
    raised_ = below(2) == 0;
    answers_ = 0.55 + 0.45 * dice_.unit();
    skips_ = below(3) == 0 ? 0 : 0.3 * dice_.unit();
  }
  // What lies between two rounds.
  void pass(int round) {
    if (round == 2 && raised_) floor_ = 7;
    const int moves = below(3);
    for (int move = 0; move < moves; ++move) {  // a unit gets another parent of the same level
      const int unit = below(static_cast<int>(units_.size()));
      if (unit == 0) continue;
      std::vector<int> others;
      for (int other = 0; other < static_cast<int>(units_.size()); ++other)
        if (units_[static_cast<std::size_t>(other)].level == units_[static_cast<std::size_t>(unit)].level - 1)
          others.push_back(other);
      const int parent = one_of(others);
      world_.moved += parent != units_[static_cast<std::size_t>(unit)].parent;
      units_[static_cast<std::size_t>(unit)].parent = parent;
    }
    for (auto& person : people_) {
      if (happens(0.06)) person = comes(person.unit);  // goes, and another comes
      if (happens(0.05)) {
        person.unit = below(static_cast<int>(units_.size()));
        ++world_.moved;
      }
    }
    if (static_cast<int>(people_.size()) < most_ && below(2))
      people_.push_back(comes(below(static_cast<int>(units_.size()))));
  }
  // How a question is answered: by chance, by unit with one voice, all but one, or by a class of a facet with one voice.
  struct Voice {
    double first = 0.5;
    bool organisation = false, all_but_one = false;
    int facet = -1, facet_class = 0, facet_says = 0;
    std::vector<int> unit_says;  // -1: each for themselves
  };
  Voice voice(int classes) {
    Voice made{.first = 0.1 + 0.8 * dice_.unit(),
               .organisation = below(12) == 0,
               .all_but_one = below(12) == 0,
               .unit_says = {}};
    if (!facets_.empty() && below(3) == 0) {
      made.facet = below(static_cast<int>(facets_.size()));
      made.facet_class = below(facets_[static_cast<std::size_t>(made.facet)] + 1);
      made.facet_says = below(classes);
    }
    const double one_voice = below(2) ? 0.35 : 0.05;
    for (std::size_t unit = 0; unit < units_.size(); ++unit)
      made.unit_says.push_back(happens(one_voice) ? below(classes) : -1);
    world_.unanimous += std::count_if(made.unit_says.begin(), made.unit_says.end(), [](int says) { return says >= 0; });
    return made;
  }
  int says(const Voice& voice, const Person& person, int classes, bool first_of_all) {
    if (voice.organisation) return 0;
    if (voice.all_but_one) return first_of_all ? 1 : 0;
    if (voice.facet >= 0) {
      const int said = person.facets[static_cast<std::size_t>(voice.facet)];
      if ((said < 0 ? facets_[static_cast<std::size_t>(voice.facet)] : said) == voice.facet_class)
        return voice.facet_says;
    }
    if (const int unit = voice.unit_says[static_cast<std::size_t>(person.unit)]; unit >= 0 && below(25)) return unit;
    return happens(voice.first) ? 0 : below(classes);
  }
  figures::ReleaseAsked held() {
    figures::ReleaseAsked asked;
    std::vector<int> places(units_.size(), -1), order{0};
    for (std::size_t at = 0; at < order.size(); ++at) {  // parents before children
      places[static_cast<std::size_t>(order[at])] = static_cast<int>(at);
      for (int unit = 0; unit < static_cast<int>(units_.size()); ++unit)
        if (units_[static_cast<std::size_t>(unit)].parent == order[at]) order.push_back(unit);
    }
    for (const int unit : order) {
      const int parent = units_[static_cast<std::size_t>(unit)].parent;
      asked.parents.push_back(parent < 0 ? -1 : places[static_cast<std::size_t>(parent)]);
    }
    asked.facets = facets_;
    asked.questions = questions_;
    asked.floor = floor_;
    std::vector<Voice> voices;
    for (const auto& question : questions_) voices.push_back(voice(question.classes));
    std::vector<Person> absent;
    for (auto& person : people_) {
      if (person.was_absent && happens(0.3) && static_cast<int>(asked.ballots.size()) < most_) {
        asked.ballots.push_back(ballot(asked, places, voices, person, true));
        ++world_.late;
      }
      person.was_absent = !happens(answers_);
      if (person.was_absent || static_cast<int>(asked.ballots.size()) >= most_) continue;
      if (happens(0.05)) {
        ++world_.withdrawn;  // was in the letterbox, and is not opened
        continue;
      }
      asked.ballots.push_back(ballot(asked, places, voices, person, false));
    }
    for (const auto& one : asked.ballots)
      if (happens(0.5)) asked.texts.push_back({one.node, 0, "words " + std::to_string(asked.texts.size())});
    return asked;
  }
  figures::ReleaseBallot ballot(const figures::ReleaseAsked& asked, const std::vector<int>& places,
                                const std::vector<Voice>& voices, const Person& person, bool late) {
    figures::ReleaseBallot made{
        .node = places[static_cast<std::size_t>(person.unit)], .facets = person.facets, .said = {}, .late = late};
    for (std::size_t question = 0; question < questions_.size(); ++question) {
      const bool skips = happens(skips_);
      world_.skipped += skips;
      if (static_cast<int>(question) == world_.ladder + 3 && world_.ladder >= 0) {
        add_rung(made);
        continue;
      }
      made.said.push_back(static_cast<std::int8_t>(
          skips ? -1 : says(voices[question], person, questions_[question].classes, asked.ballots.empty())));
    }
    return made;
  }
  // The four are answered all or not at all.
  void add_rung(figures::ReleaseBallot& ballot) {
    const auto first = ballot.said.end() - 3;
    const std::vector<int> three(first, ballot.said.end());
    for (const auto& pattern : ladder_patterns())
      if (std::equal(three.begin(), three.end(), pattern.begin())) {
        ballot.said.push_back(static_cast<std::int8_t>(pattern[3]));
        return;
      }
    std::fill(first, ballot.said.end(), static_cast<std::int8_t>(-1));
    ballot.said.push_back(-1);
  }

  SeededRandomness dice_;
  int most_ = 14, floor_ = 5;
  double answers_ = 1, skips_ = 0;
  bool raised_ = false;
  std::vector<Unit> units_;
  std::vector<Person> people_;
  std::vector<int> facets_;
  std::vector<bool> like_unit_, like_first_;  // facets that say nearly what the unit, or the first facet, says
  std::vector<figures::ReleaseQuestion> questions_;
};

}  // namespace

const std::vector<std::vector<int>>& ladder_patterns() {
  static const auto all = [] {
    std::vector<std::vector<int>> made;
    for (int proud = 0; proud < 2; ++proud)
      for (int would = 0; would < 3; ++would)
        for (int did = 0; did < 2; ++did)
          made.push_back({proud, would, did, would == 0 ? 3 : (proud ? 2 : (would == 2 && !did ? 0 : 1))});
    return made;
  }();
  return all;
}

World world(std::uint64_t seed) { return std::move(Maker(seed).world_); }

}  // namespace goud::attack
