// The attack on what is released of employees' answers: attack [WORLDS] [FIRST SEED]. Independent of the release: it knows
// the published groups, and as the worst case who belongs where and who answered; never what the audit of the release did.
//   (b) no group under the floor is solved by equations · (c) nobody's answer is the same in every assignment that fits
//   (d) releases that are broken on purpose are caught by the same eyes
// (a), that nothing moves while a round is open, is played against the server by tests/journeys/round_attack_journey.py.
// The first sixty findings are printed, all of them with GOUD_ATTACK_ALL=1; one world: attack 1 SEED.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <string>

#include "assignments.hpp"
#include "equations.hpp"
#include "figures/release.hpp"
#include "kernel/random.hpp"
#include "knowing.hpp"
#include "seen.hpp"
#include "worlds.hpp"

using namespace goud;
using namespace goud::attack;
using figures::Release;
using figures::ReleaseAsked;
using figures::ReleasedGroup;
using figures::Shown;

namespace {

constexpr int people_one_by_one = 14;
constexpr int worlds_for_all = 20;  // of fewer it is not asked that they hold everything

struct Tally {
  std::int64_t worlds = 0, rounds = 0, too_few = 0, questions = 0, groups = 0, hidden = 0, nearly = 0, facet_groups = 0,
               exhaustive = 0, texts = 0;
  double tried = 0, fit = 0;
  std::int64_t enumerated = 0, looked_at = 0, linked = 0, unknown = 0, knowing = 0, released_again = 0;
  std::int64_t held = 0;
};
Tally tally;
std::int64_t wrong = 0;

void check(bool holds, const std::string& what) {
  if (holds) {
    ++tally.held;
    return;
  }
  ++wrong;
  if (wrong <= (std::getenv("GOUD_ATTACK_ALL") ? 100000 : 60)) std::printf("FAILED: %s\n", what.c_str());
}

// What an attacker finds in one question of one round; empty: nothing.
using Look = std::vector<std::string>;

std::string shown(const ReleaseAsked& asked, int question, const Case& seen, const std::vector<ReleasedGroup>& groups,
                  const Solved& solved) {
  std::string out = std::to_string(solved.on_time) + " people solved:";
  for (const int kind : solved.kinds)
    out += " " + described(asked, question, seen.kinds[static_cast<std::size_t>(kind)]);
  out += " =";
  for (const auto& [row, by] : solved.by)
    out += " " + by + "*{" +
           described(asked, groups[static_cast<std::size_t>(seen.rows[static_cast<std::size_t>(row)].group)]) + "}";
  return out;
}

// The sums are those of the ballots, of enough people, and tell nothing of (nearly) all.
void look_at_groups(const ReleaseAsked& asked, int question, const std::vector<ReleasedGroup>& groups, Look& found) {
  const auto classes = static_cast<std::size_t>(asked.questions[static_cast<std::size_t>(question)].classes);
  for (const auto& group : groups) {
    if (group.shown == Shown::hidden && group.n == 0) continue;  // not even how many is told
    std::vector<std::int64_t> counts(classes, 0);
    std::int64_t on_time = 0, n = 0;
    for (const auto& ballot : asked.ballots) {
      const int said = ballot.said[static_cast<std::size_t>(question)];
      if (said < 0 || !inside(asked, group, ballot)) continue;
      ++n;
      on_time += !ballot.late;
      ++counts[static_cast<std::size_t>(said)];
    }
    const auto what = described(asked, group);
    if (n != group.n) found.push_back("n is not " + std::to_string(n) + " of " + what);
    if (on_time < asked.floor) found.push_back("only " + std::to_string(on_time) + " in time of " + what);
    if (group.shown == Shown::exact && group.counts != counts) found.push_back("other counts of " + what);
    if (group.shown != Shown::exact && !group.counts.empty()) found.push_back("counts are told of " + what);
    if (group.shown == Shown::nearly && (group.nearly < 0 || counts.at(static_cast<std::size_t>(group.nearly)) < n - 1))
      found.push_back("not nearly all of " + what);
    if (group.shown == Shown::exact)
      for (const auto count : group.counts)
        if (count >= n - 1) found.push_back("(nearly) all said the same of " + what);
    if (group.facet >= 0 && group.first == 0 && group.last == asked.facets[static_cast<std::size_t>(group.facet)])
      found.push_back("a facet that parts nothing of " + what);
  }
}

void look_for_sets(const ReleaseAsked& asked, int question, const std::vector<ReleasedGroup>& groups, Told told,
                   Look& found, bool counted) {
  const auto seen = look(asked, question, groups, told);
  const auto equations = solve(seen);
  if (counted) {
    tally.tried += equations.tried;
    tally.exhaustive += equations.exhaustive;
  }
  for (const auto& one : equations.solved)
    found.push_back((told == Told::headcount ? "by head count, " : "") + shown(asked, question, seen, groups, one));
}

void look_for_answers(const ReleaseAsked& asked, int question, const std::vector<ReleasedGroup>& groups, Look& found,
                      bool counted) {
  const auto seen = look(asked, question, groups, Told::answers);
  const bool every = seen.people() <= people_one_by_one;
  const auto out = every ? every_assignment(seen) : other_assignment(seen);
  for (const auto& one : out.certain) {
    std::string what = "certain that all say " + std::to_string(one.klass) + ": " +
                       described(asked, question, seen.kinds[static_cast<std::size_t>(one.kind)]) + " by";
    for (const auto& group : groups) what += " {" + described(asked, group) + "}";
    found.push_back(what);
  }
  if (!counted) return;
  if (every) {
    ++tally.enumerated;
    tally.fit += out.fit;
    check(seen.people() == 0 || out.fit >= 1, "the truth is no assignment that fits");
    // The search for larger worlds says the same here, or it is worth nothing there.
    const auto again = other_assignment(seen);
    check(again.unknown == 0 && again.certain.size() == out.certain.size(), "enumeration and search differ");
  } else {
    tally.looked_at += out.looked_at;
    tally.unknown += out.unknown;
  }
}

// The questions of the ladder together: a rung says something of what it was made from.
void look_for_linked(const ReleaseAsked& asked, int ladder, const Release& release, Look& found) {
  std::vector<Case> seen;
  std::vector<int> questions;
  for (int question = ladder; question < ladder + 4; ++question) {
    seen.push_back(
        look(asked, question, release.questions[static_cast<std::size_t>(question)].groups(), Told::answers));
    questions.push_back(question);
  }
  const auto together = linked(asked, seen, questions, ladder_patterns());
  const auto out = other_assignment(together);
  tally.linked += out.looked_at;
  tally.unknown += out.unknown;
  for (const auto& one : out.certain) {
    const int question = ladder + one.question;
    std::string what = "ladder: certain that all say " + std::to_string(one.klass) + " to question " +
                       std::to_string(question) + ": " +
                       described(asked, question, together.kinds[static_cast<std::size_t>(one.kind)]) + " by";
    for (int other = ladder; other < ladder + 4; ++other) {
      what += " q" + std::to_string(other);
      for (const auto& group : release.questions[static_cast<std::size_t>(other)].groups())
        what += " {" + described(asked, group) + "}";
    }
    found.push_back(what);
  }
}

Look attacked(const ReleaseAsked& asked, const Release& release) {
  Look found;
  for (std::size_t question = 0; question < release.questions.size(); ++question) {
    const int at = static_cast<int>(question);
    const auto& groups = release.questions[question].groups();
    Look here;
    look_at_groups(asked, at, groups, here);
    look_for_sets(asked, at, groups, Told::answers, here, true);
    look_for_sets(asked, at, groups, Told::headcount, here, false);
    look_for_answers(asked, at, groups, here, true);
    for (const auto& one : here) found.push_back("question " + std::to_string(at) + ": " + one);
    ++tally.questions;
    tally.groups += static_cast<std::int64_t>(groups.size());
    for (const auto& group : groups) {
      tally.hidden += group.shown == Shown::hidden;
      tally.nearly += group.shown == Shown::nearly;
      tally.facet_groups += group.facet >= 0;
    }
  }
  return found;
}

void look_at_texts(const ReleaseAsked& asked, const Release& release, Look& found) {
  std::map<std::string, int> stands;
  for (const auto& group : release.texts) {
    ++tally.texts;
    if (static_cast<int>(group.words.size()) < asked.text_floor)
      found.push_back("a group of " + std::to_string(group.words.size()) + " texts");
    for (const auto& words : group.words)
      if (++stands[words] > 1) found.push_back("a text stands in two groups");
  }
}

// Who knows the rules of the release as well asks of each assignment whether it would have been released the same.
void look_for_rules(const ReleaseAsked& asked, int question, Look& found) {
  constexpr std::int64_t releases_most = 1500;
  if (asked.ballots.size() > people_one_by_one) return;
  const auto out = knowing(asked, question, releases_most);
  if (!out.tried) return;
  ++tally.knowing;
  tally.released_again += out.assignments;
  SeededRandomness dice(1);
  auto alone = asked;
  alone.questions = {asked.questions[static_cast<std::size_t>(question)]};
  alone.questions[0].made_of = -1;
  for (auto& ballot : alone.ballots) ballot.said = {ballot.said[static_cast<std::size_t>(question)]};
  const auto release = figures::release(alone, dice, 1);
  for (const auto& one : out.certain) {
    std::string what = "question " + std::to_string(question) + " alone, knowing the rules: certain that all say " +
                       std::to_string(one.klass) + " of " +
                       described(alone, 0, out.kinds[static_cast<std::size_t>(one.kind)]) + " by";
    for (const auto& group : release->questions[0].groups()) what += " {" + described(alone, group) + "}";
    found.push_back(what);
  }
}

// ---- over rounds: the trees differ, people and units move, and still the systems share no unknown

void look_over_rounds(const World& world, const std::vector<std::pair<std::size_t, Release>>& rounds) {
  for (std::size_t at = 1; at < rounds.size(); ++at) {
    const auto& [a, first] = rounds[at - 1];
    const auto& [b, second] = rounds[at];
    const auto one = look(world.rounds[a], 0, first.questions[0].groups(), Told::answers);
    const auto two = look(world.rounds[b], 0, second.questions[0].groups(), Told::answers);
    const auto both = beside(one, two);
    const std::string where =
        "seed " + std::to_string(world.seed) + ", rounds " + std::to_string(a) + " and " + std::to_string(b);
    check(rank(both) == rank(one) + rank(two), where + ": two rounds tell more than each");
    const auto equations = solve(both);
    tally.tried += equations.tried;
    check(equations.solved.empty(), where + ": a group of both rounds together is solved");
  }
}

// ---- (d)

struct Broken {
  std::string name;
  figures::BrokenRelease how;
  std::int64_t caught = 0, by_equations = 0, by_assignments = 0;
};

void attack_broken(const World& world, Broken& broken) {
  bool caught = false, sets = false, answers = false;
  for (const auto& asked : world.rounds) {
    SeededRandomness dice(world.seed);
    const auto release = figures::release_broken(asked, dice, broken.how);
    if (!release) continue;
    for (std::size_t question = 0; question < release->questions.size() && !(sets && answers); ++question) {
      const auto& groups = release->questions[question].groups();
      Look by_sets, by_answers;
      if (!sets) look_for_sets(asked, static_cast<int>(question), groups, Told::answers, by_sets, false);
      if (!answers) look_for_answers(asked, static_cast<int>(question), groups, by_answers, false);
      sets = sets || !by_sets.empty();
      answers = answers || !by_answers.empty();
    }
    caught = caught || sets || answers;
  }
  broken.caught += caught;
  broken.by_equations += sets;
  broken.by_assignments += answers;
}

// A version that releases while ballots come in: each release alone is sound, and what changes between two of them is one
// ballot. Caught by (a), for what is told changes with a ballot, and by (b), for two of them together solve that ballot.
struct Live {
  std::int64_t moved = 0, solved = 0;
};
void attack_live(const World& world, Live& live) {
  const auto& whole = world.rounds.front();
  bool moved = false, solved = false;
  std::optional<Release> before;
  ReleaseAsked earlier;
  for (std::size_t ballots = whole.ballots.size() > 12 ? whole.ballots.size() - 12 : 1;
       ballots <= whole.ballots.size() && !(moved && solved); ++ballots) {
    auto asked = whole;
    asked.ballots.resize(ballots);
    asked.texts.clear();
    SeededRandomness dice(world.seed);
    auto release = figures::release(asked, dice, 1);
    if (!release) continue;
    for (std::size_t question = 0; before && question < release->questions.size(); ++question) {
      const auto& first = before->questions[question].groups();
      const auto& second = release->questions[question].groups();
      moved = moved || first != second;
      solved = solved || !solve(look_twice(earlier, first, asked, second, static_cast<int>(question))).solved.empty();
    }
    before = std::move(*release);
    earlier = std::move(asked);
  }
  live.moved += moved;
  live.solved += solved;
}

// ---- the attack itself, on what is known to leak and known to hold

ReleasedGroup told(std::vector<figures::ReleasePiece> pieces, std::int64_t n, std::vector<std::int64_t> counts,
                   int facet = -1, int first = 0, int last = 0) {
  return {.pieces = std::move(pieces),
          .facet = facet,
          .first = first,
          .last = last,
          .n = n,
          .shown = Shown::exact,
          .nearly = -1,
          .counts = std::move(counts)};
}

void attack_itself() {
  // A whole of nine, of whom eight in one unit: the ninth is the difference.
  ReleaseAsked asked{.parents = {-1, 0, 0}, .facets = {2}, .questions = {{2, 0}}, .ballots = {}, .texts = {}};
  for (int person = 0; person < 9; ++person)
    asked.ballots.push_back({.node = person < 8 ? 1 : 2,
                             .facets = {static_cast<std::int8_t>(person % 2), -1, -1},
                             .said = {static_cast<std::int8_t>(person % 3 == 0)}});
  const auto both = look(asked, 0, {told({{0, false}}, 9, {6, 3}), told({{1, false}}, 8, {5, 3})}, Told::answers);
  for (const auto search : {Search::one_by_one, Search::by_halves}) {
    const auto out = solve(both, search);
    check(out.solved.size() == 1 && out.solved[0].on_time == 1 && out.tried == 1, "the ninth of nine is not solved");
  }
  check(every_assignment(both).certain.size() == 1 && other_assignment(both).certain.size() == 1,
        "the ninth of nine is not certain");
  const auto one = look(asked, 0, {told({{0, false}}, 9, {6, 3})}, Told::answers);
  check(solve(one).solved.empty() && every_assignment(one).certain.empty() && every_assignment(one).fit == 84,
        "nine of whom three: 84 assignments");
  // By facet 5 and 4: the classes of a facet may not be told when one is under the floor.
  check(!solve(look(asked, 0, {told({{0, false}}, 9, {6, 3}), told({{0, false}}, 5, {3, 2}, 0, 0, 0)}, Told::answers))
             .solved.empty(),
        "four of nine are not solved");
  // Two groups that differ in one person each, who said otherwise: no set of one is solved, and yet both answers follow.
  ReleaseAsked twins{.parents = {-1}, .facets = {2, 2}, .questions = {{2, 0}}, .ballots = {}, .texts = {}};
  for (int person = 0; person < 14; ++person) {
    const bool a = person < 6, b = person == 6;  // 0..4 and 5: class 0 of both; 6 of the second instead of 5
    twins.ballots.push_back(
        {.node = 0,
         .facets = {static_cast<std::int8_t>(a ? 0 : 1), static_cast<std::int8_t>((a && person != 5) || b ? 0 : 1), -1},
         .said = {static_cast<std::int8_t>(person == 5 ? 1 : person % 2 && !b)}});
  }
  const auto crossed = look(
      twins, 0,
      {told({{0, false}}, 14, {7, 7}), told({{0, false}}, 6, {3, 3}, 0, 0, 0), told({{0, false}}, 6, {4, 2}, 1, 0, 0)},
      Told::answers);
  check(solve(crossed).solved.empty(), "twins: a set is solved");
  check(every_assignment(crossed).certain.size() == 2 && other_assignment(crossed).certain.size() == 2,
        "twins: the two who differ are not certain");
  // Nearly all: the one who is left may be anyone, unless the part holds nearly all as well and the whole tells the number.
  auto nearly = told({{0, false}}, 9, {});
  nearly.shown = Shown::nearly;
  nearly.nearly = 0;
  auto agreed = asked;
  for (auto& ballot : agreed.ballots) ballot.said[0] = 0;
  check(every_assignment(look(agreed, 0, {nearly}, Told::answers)).certain.empty() &&
            every_assignment(look(agreed, 0, {nearly}, Told::answers)).fit == 10,
        "nearly all of nine: ten assignments");
  check(every_assignment(look(agreed, 0, {told({{0, false}}, 9, {9, 0})}, Told::answers)).certain.size() == 1,
        "all of nine are not certain");
  // Both ways of search agree on which groups of a random system are solved.
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SeededRandomness dice(seed);
    Case random{.classes = 2, .floor = seed % 2 ? 5 : 7, .kinds = {}, .rows = {}};
    random.kinds.resize(6 + dice.below(10));
    for (auto& kind : random.kinds) {
      kind.on_time = static_cast<int>(dice.below(4));
      kind.people.assign(static_cast<std::size_t>(kind.on_time + 1), 0);
    }
    random.rows.resize(3 + dice.below(12));
    for (auto& row : random.rows)
      for (std::size_t kind = 0; kind < random.kinds.size(); ++kind)
        if (dice.below(3) == 0) row.kinds.push_back(static_cast<int>(kind));
    const auto a = solve(random, Search::one_by_one), b = solve(random, Search::by_halves);
    const bool small = !a.solved.empty() && static_cast<int>(a.solved[0].kinds.size()) < random.floor;
    check(small == !b.solved.empty(), "the two searches differ on system " + std::to_string(seed));
  }
}

void attack_world(std::uint64_t seed, std::vector<Broken>& broken, Live& live) {
  const auto made = world(seed);
  ++tally.worlds;
  std::vector<std::pair<std::size_t, Release>> rounds;
  for (std::size_t round = 0; round < made.rounds.size(); ++round) {
    const auto& asked = made.rounds[round];
    SeededRandomness dice(seed * 4 + round);
    auto release = figures::release(asked, dice);
    const std::string where = "seed " + std::to_string(seed) + " (" + made.size + "), round " + std::to_string(round) +
                              ", floor " + std::to_string(asked.floor) + ", ";
    if (!release) {  // stays open
      ++tally.too_few;
      check(release.error().key == "figures.release.too_few", where + release.error().key);
      continue;
    }
    ++tally.rounds;
    check(release->questions.size() == asked.questions.size(), where + "questions are missing");
    auto found = attacked(asked, *release);
    if (made.ladder >= 0) look_for_linked(asked, made.ladder, *release, found);
    for (std::size_t question = 0; question < asked.questions.size(); ++question)
      look_for_rules(asked, static_cast<int>(question), found);
    look_at_texts(asked, *release, found);
    for (const auto& one : found) check(false, where + one);
    if (found.empty()) ++tally.held;
    rounds.emplace_back(round, std::move(*release));
  }
  look_over_rounds(made, rounds);
  for (auto& one : broken) attack_broken(made, one);
  attack_live(made, live);
}

}  // namespace

int main(int argc, char** argv) {
  const int worlds = argc > 1 ? std::atoi(argv[1]) : 40;
  const std::uint64_t first = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  attack_itself();
  std::vector<Broken> broken{
      {"no merging", {.no_merging = true}}, {"no audit", {.no_audit = true}}, {"no veil", {.no_veil = true}}};
  Live live;
  for (int at = 0; at < worlds; ++at) attack_world(first + static_cast<std::uint64_t>(at), broken, live);

  std::printf(
      "%lld worlds, %lld rounds released (%lld stayed open under the floor), %lld questions, %lld groups published "
      "(%lld by facet, %lld nearly all, %lld hidden), %lld groups of texts\n",
      static_cast<long long>(tally.worlds), static_cast<long long>(tally.rounds), static_cast<long long>(tally.too_few),
      static_cast<long long>(tally.questions), static_cast<long long>(tally.groups),
      static_cast<long long>(tally.facet_groups), static_cast<long long>(tally.nearly),
      static_cast<long long>(tally.hidden), static_cast<long long>(tally.texts));
  std::printf("(b) %.0f groups under the floor tried, %lld questions one by one\n", tally.tried,
              static_cast<long long>(tally.exhaustive));
  std::printf(
      "(c) %lld questions of up to %d people: %.4g assignments fit; in larger ones %lld kinds of people looked at, in "
      "linked questions %lld; %lld not settled\n",
      static_cast<long long>(tally.enumerated), people_one_by_one, tally.fit, static_cast<long long>(tally.looked_at),
      static_cast<long long>(tally.linked), static_cast<long long>(tally.unknown));
  std::printf("    by one who knows the rules: %lld questions, %lld assignments released again\n",
              static_cast<long long>(tally.knowing), static_cast<long long>(tally.released_again));
  for (const auto& one : broken) {
    std::printf("(d) %s: caught in %lld of %lld worlds (by equations %lld, by assignments %lld)\n", one.name.c_str(),
                static_cast<long long>(one.caught), static_cast<long long>(tally.worlds),
                static_cast<long long>(one.by_equations), static_cast<long long>(one.by_assignments));
    check(one.caught > 0 || worlds < worlds_for_all, one.name + " is not caught");
  }
  std::printf("(d) live figures: move with a ballot in %lld worlds, solve a ballot in %lld\n",
              static_cast<long long>(live.moved), static_cast<long long>(live.solved));
  check((live.moved > 0 && live.solved > 0) || worlds < worlds_for_all, "live figures are not caught");
  check((tally.tried > 0 && tally.enumerated > 0 && tally.rounds > 0) || worlds < worlds_for_all,
        "nothing was attacked");
  std::printf("%s: %lld held, %lld did not\n", wrong ? "the release can be taken apart" : "none solved, nobody certain",
              static_cast<long long>(tally.held), static_cast<long long>(wrong));
  if (const char* results = std::getenv("GOUD_RESULTS"))
    std::ofstream(std::string(results) + "/counts") << tally.held << " " << wrong << " 0\n";
  return wrong ? 1 : 0;
}
