// The rounds of the demonstration through the real door: what was planted lies in what was released, and nothing else is left.
#include "cli/demo/hearing.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "cli/demo/chain.hpp"
#include "cli/demo/colleagues.hpp"
#include "cli/demo/merelhof.hpp"
#include "cli/house.hpp"

namespace goud::cli::demo {
namespace {

namespace fs = std::filesystem;
const Day until = *day_from("2026-11-23");
constexpr std::uint64_t seed = 1;

class Hearing : public testing::Test {
 protected:
  template <class Fn>
  static auto ask(Fn fn) {
    return house->store->ask(store::Scope(made->tenant), fn).value();
  }
  static void SetUpTestSuite() {
    std::string name = (fs::temp_directory_path() / "goud-hearing-XXXXXX").string();
    folder = ::mkdtemp(name.data());
    house = std::move(*House::open(folder + "/data"));
    const people::Passwords light({.passes = 1, .memory_bytes = 64 * 1024}, 1);
    made = make_merelhof(*house->store, *house->columns, *house->secrets, *house->keys, light,
                         {.ask = {.seed = seed, .until = until, .answers = 50}, .floor = false});
    if (!made) throw std::runtime_error(made.error().key);
    for (const auto& round : ask([](store::Reader& reader) { return rounds::rounds(reader); })) {
      if (round.state != rounds::State::released)
        others.push_back(round);
      else
        heard.insert(heard.begin(), *ask([&](store::Reader& reader) { return rounds::released(reader, round.id); }));
    }
    people = staff(seed);
  }
  static void TearDownTestSuite() {
    house.reset();
    fs::remove_all(folder);
  }

  // Where each person of the plan stands in a frozen tree; the same in every round, for nothing moved.
  static std::vector<int> places(const rounds::Frozen& frozen) {
    const auto tree = ask([](store::Reader& reader) { return people::unit_tree(reader); });
    std::vector<int> all;
    for (const auto& who : people) {
      const auto code = std::string(hotels()[static_cast<std::size_t>(who.hotel)].code) + "-" +
                        std::string(departments()[static_cast<std::size_t>(who.department)].code);
      all.push_back(frozen.place(tree.by_code(code)->id).value());
    }
    return all;
  }
  static bool holds(const figures::ReleasedGroup& group, int place, const rounds::Frozen& frozen) {
    for (const auto& piece : group.pieces)
      for (int at = place; at >= 0; at = piece.own ? -1 : frozen.units[static_cast<std::size_t>(at)].parent)
        if (at == piece.node) return true;
    return false;
  }
  // The mean of what was planted for those in the group; of a facet's class for those in it.
  static double planted(std::string_view item, int round, const figures::ReleasedGroup& group,
                        const rounds::Frozen& frozen) {
    static const auto stands = places(frozen);
    double sum = 0, n = 0;
    for (std::size_t i = 0; i < people.size(); ++i) {
      if (!holds(group, stands[i], frozen)) continue;
      sum += truth_of(item, round, people[i]);
      ++n;
    }
    return sum / n;
  }
  static const figures::Released& released(int round, std::string_view question) {
    return *heard.at(static_cast<std::size_t>(round - 1)).of(question);
  }
  static figures::Published<figures::Told> told(int round, std::string_view question,
                                                const figures::ReleasedGroup& group, int said = 0) {
    return figures::told(released(round, question), group, {said}, parents(round));
  }
  static std::vector<int> parents(int round) {
    return heard.at(static_cast<std::size_t>(round - 1)).round.frozen.parents();
  }
  static const stats::Estimate& estimate(const figures::Published<figures::Told>& told) {
    return told->outcome.value();
  }
  static const figures::ReleasedGroup& of(int round, std::string_view question, std::string_view code) {
    const auto& frozen = heard.at(static_cast<std::size_t>(round - 1)).round.frozen;
    const auto tree = ask([](store::Reader& reader) { return people::unit_tree(reader); });
    return released(round, question).with(frozen.place(tree.by_code(code)->id).value(), frozen.parents());
  }

  inline static std::string folder;
  inline static std::unique_ptr<House> house;
  inline static Result<Merelhof> made = refuse(FaultKind::invalid, "not yet");
  inline static std::vector<rounds::ReleasedRound> heard;  // the first one first
  inline static std::vector<rounds::Round> others;
  inline static std::vector<Staff> people;
};

TEST_F(Hearing, eight_rounds_were_released_and_one_is_planned) {
  ASSERT_EQ(heard.size(), 8U);
  EXPECT_EQ(made->heard.rounds, 8);
  ASSERT_EQ(others.size(), 1U);
  EXPECT_EQ(others[0].state, rounds::State::planned);
  EXPECT_EQ(heard.back().round.plan.name.nl, "Ronde november");
  EXPECT_EQ(to_text(*heard.back().round.closed).substr(0, 7), "2026-11");
  for (std::size_t i = 0; i < heard.size(); ++i) {
    EXPECT_EQ(heard[i].round.number, static_cast<int>(i) + 1);
    EXPECT_EQ(heard[i].proved.determined, 0);
    EXPECT_GE(heard[i].proved.smallest, 5);
    EXPECT_EQ(heard[i].round.frozen.people_under(0), static_cast<int>(people.size()));
    EXPECT_EQ(heard[i].round.opened->number, heard[0].round.opened->number + 91 * static_cast<int>(i));
  }
}

TEST_F(Hearing, no_key_is_left_and_no_sentence_outside_what_was_released) {
  EXPECT_TRUE(house->keys->there().empty());
  for (const auto& file : fs::directory_iterator(house->keys->directory()))
    EXPECT_EQ(file.file_size(), 0U) << file.path();
  std::set<std::string> shown;
  for (const auto& round : heard)
    for (const auto& group : round.texts) {
      EXPECT_GE(group.words.size(), 10U);
      shown.insert(group.words.begin(), group.words.end());
    }
  EXPECT_GT(shown.size(), 36U);
  std::string bytes;
  for (const auto* end : {"/data/goud.db", "/data/goud.db-wal"}) {
    std::ifstream file(folder + end, std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(file), {});
  }
  int looked_at = 0;
  for (const bool english : {false, true})
    for (const auto& one : colleague_texts(english))
      if (!shown.contains(std::string(one.text))) {
        ++looked_at;
        EXPECT_EQ(bytes.find(one.text), std::string::npos) << one.text;
      }
  RecordProperty("sentences_never_released", looked_at);
}

TEST_F(Hearing, small_departments_are_shown_together) {
  const auto& zwolle = of(8, "may", "zwl-tek");
  EXPECT_GT(zwolle.pieces.size(), 1U) << "six people in technique: with the kitchen";
  EXPECT_GE(zwolle.n, 5);
  EXPECT_EQ(of(8, "may", "zwl-hk").pieces.size(), 1U);
}

TEST_F(Hearing, intervals_hold_what_was_planted) {
  int held = 0, looked_at = 0;
  for (int round = 1; round <= rounds_held; ++round) {
    const auto& of_round = heard[static_cast<std::size_t>(round - 1)];
    for (std::size_t q = 0; q < of_round.questions.size(); ++q) {
      if (truth_of(of_round.questions[q], round, people.front()) <= 0) continue;  // the ladder and its items: below
      for (const auto& group : of_round.released[q].groups()) {
        if (group.facet >= 0 || group.shown != figures::Shown::exact) continue;
        const auto told = Hearing::told(round, of_round.questions[q], group);
        if (told->how != figures::Told::How::exact) continue;
        const auto truth = planted(of_round.questions[q], round, group, of_round.round.frozen);
        const auto& interval = estimate(told).interval.value();
        ++looked_at;
        held += interval.low <= truth && truth <= interval.high;
      }
    }
  }
  EXPECT_GT(looked_at, 4000);
  EXPECT_GT(held, 0.93 * looked_at) << held << " of " << looked_at;
}

TEST_F(Hearing, the_roster_is_broken_in_every_round_and_most_for_who_is_on_call) {
  for (int round = 1; round <= rounds_held; ++round) {
    const auto& roster = released(round, "roster_time");
    const auto kept = figures::told_kept(roster, roster.whole(), {.norm = .85, .red_line = .70}, parents(round));
    EXPECT_EQ(kept->state, stats::NormState::broken) << round;
    EXPECT_NEAR(kept->told.outcome.value().value, .58, .06);
  }
  const auto& last = released(rounds_held, "roster_time");
  for (const auto* one : last.by_facet(0, 1)) {
    if (one->first != 2 || one->last != 2) continue;
    const auto on_call = told(rounds_held, "roster_time", *one);
    EXPECT_LT(estimate(on_call).interval->low, .46);
    EXPECT_GT(estimate(on_call).interval->high, .46);
  }
}

TEST_F(Hearing, may_is_low_in_zwolle_and_grows_in_four_hotels) {
  double in_zwolle = 0;
  int lower = 0;
  for (int round = 1; round <= rounds_held; ++round) {
    const auto low = told(round, "may", of(round, "may", "zwl")),
               all = told(round, "may", released(round, "may").whole());
    in_zwolle += estimate(low).value / rounds_held;
    lower += estimate(low).value < estimate(all).value;
    // Must is known there: all but at most one say so, or nearly that.
    const auto must = told(round, "must", of(round, "must", "zwl"));
    if (must->how == figures::Told::How::exact) {
      EXPECT_GT(estimate(must).value, estimate(low).value);
    }
  }
  EXPECT_GE(lower, rounds_held - 1);
  EXPECT_NEAR(in_zwolle, clarity_of(0), .05);
  double risen = 0;
  int held = 0;
  for (const auto* code : {"lwd", "hrl", "brd", "htb"}) {
    ASSERT_TRUE(rises(code));
    const auto then = told(1, "may", of(1, "may", code));
    const auto now = told(rounds_held, "may", of(rounds_held, "may", code));
    const auto difference = figures::told_difference(now, then);
    ASSERT_EQ(difference->how, figures::Told::How::exact);
    risen += estimate(difference).value / 4;
    held += estimate(difference).interval->low <= .14 && .14 <= estimate(difference).interval->high;
  }
  EXPECT_GE(held, 3);
  EXPECT_NEAR(risen, .14, .12);
}

TEST_F(Hearing, the_ladder_is_two_pictures) {
  for (const int round : {rounds_held - 1, rounds_held}) {
    const auto& ladder = released(round, "ladder");
    const auto truth = ladder_truth(round);
    for (int rung = 0; rung < 4; ++rung) {
      const auto told = Hearing::told(round, "ladder", ladder.whole(), rung);
      EXPECT_NEAR(estimate(told).value, truth[static_cast<std::size_t>(rung)],
                  1.6 * (estimate(told).interval->high - estimate(told).interval->low) / 2);
    }
  }
}

TEST_F(Hearing, the_same_seed_answers_the_same_and_another_one_does_not) {
  Places places;
  for (const auto& promise : promises()) places.promises[promise.key] = PromiseId{std::string(promise.key)};
  const auto plan = plan_of_round(until, rounds_held, places);
  const auto one = sheets(seed, rounds_held, people, plan), same = sheets(seed, rounds_held, people, plan);
  const auto other = sheets(seed + 1, rounds_held, people, plan);
  const auto equal = [](const std::vector<Sheet>& a, const std::vector<Sheet>& b) {
    return std::ranges::equal(
        a, b, [](const Sheet& x, const Sheet& y) { return x.person == y.person && x.ballot == y.ballot; });
  };
  EXPECT_TRUE(equal(one, same));
  EXPECT_FALSE(equal(one, other));
  std::set<std::string> texts;
  int written = 0;
  for (const auto& sheet : one)
    for (const auto& [key, value] : sheet.ballot.answers)
      if (key == "words") ++written, texts.insert(value);
  EXPECT_EQ(written, static_cast<int>(texts.size())) << "each sentence at most once a round";
  EXPECT_GT(written, 36);
}

}  // namespace
}  // namespace goud::cli::demo
