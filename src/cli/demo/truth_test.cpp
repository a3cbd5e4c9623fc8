// What was planted is found again by the road of every figure: store, change log, columns, figures, statistics.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "cli/demo/merelhof.hpp"
#include "cli/demo/plan.hpp"
#include "cli/house.hpp"
#include "feedback/feedback.hpp"
#include "figures/figures.hpp"

namespace goud::cli::demo {
namespace {

namespace fs = std::filesystem;
const Day until = *day_from("2026-11-23");

class Truth : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    std::string name = (fs::temp_directory_path() / "goud-truth-XXXXXX").string();
    folder = ::mkdtemp(name.data());
    house = std::move(*House::open(folder));
    const people::Passwords light({.passes = 1, .memory_bytes = 64 * 1024}, 1);
    auto made = make_merelhof(*house->store, *house->columns, *house->secrets, *house->keys, light,
                              {.ask = {.seed = 1, .until = until, .answers = 60000}, .rounds = 0, .floor = false});
    if (!made) throw std::runtime_error(made.error().key);
    EXPECT_EQ(made->stories, 2700);
    tenant = made->tenant;
    source = feedback::facts_of(*house->store);
    columns = std::move(*store::columns::open({.directory = folder + "/truth-columns"}, *house->store, *source));
    instrument = house->store->ask(store::Scope(tenant), [](store::Reader& reader) {
                                return feedback::latest_instrument(reader, "guest_stay")->id.text;
                              }).value();
    tree = house->store->ask(store::Scope(tenant), [](store::Reader& reader) { return people::unit_tree(reader); }).value();
  }
  static void TearDownTestSuite() {
    columns.reset();
    source.reset();
    house.reset();
    fs::remove_all(folder);
  }

  static figures::Published<figures::Kept> kept(const PromisePlan& promise, figures::Window window, std::optional<std::string> hotel = {}) {
    const figures::QuestionName question{instrument, std::string(promise.key)};
    figures::Judged judged{{.from = calendar(until).first,
                            .to = std::nullopt,
                            .norm = {promise.norm, promise.red_line},
                            .questions = {question},
                            .kept = promise.told_counts ? std::vector<std::string>{"yes", "no_told"} : std::vector<std::string>{"yes"},
                            .not_kept = {"no"},
                            .not_applicable = {"na"}}};
    figures::Wanted wanted;
    figures::want(wanted, judged);
    wanted.cuts.push_back(*window.from);
    wanted.cuts.push_back(Day{window.to->number + 1});
    figures::Filter filter{.tenant = tenant, .period = window, .units = std::nullopt};
    if (hotel) filter.units = std::vector<figures::UnitStay>{{.unit = tree.by_code(*hotel)->id}};
    auto counts = figures::count(*columns, filter, wanted);
    if (!counts) throw std::runtime_error(counts.error().key);
    return figures::kept(*counts, judged, window);
  }
  static const stats::Estimate& estimate(const figures::Published<figures::Kept>& said) { return said->estimate.outcome.value(); }
  static const PromisePlan& promise(std::string_view key) { return *std::ranges::find(promises(), key, &PromisePlan::key); }
  static figures::Window all() { return {calendar(until).first, until}; }

  inline static std::string folder;
  inline static std::unique_ptr<House> house;
  inline static std::unique_ptr<store::columns::Source> source;
  inline static std::unique_ptr<store::columns::ColumnStore> columns;
  inline static Tenant tenant;
  inline static std::string instrument;
  inline static people::UnitTree tree;
};

TEST_F(Truth, intervals_hold_what_was_planted) {
  const auto days = calendar(until);
  int held = 0, asked = 0;
  const auto look = [&](const PromisePlan& plan, figures::Window window, double planted, std::optional<std::string> hotel = {}) {
    const auto said = kept(plan, window, std::move(hotel));
    const auto& found = estimate(said);
    ++asked;
    held += found.interval->low <= planted && planted <= found.interval->high ? 1 : 0;
    EXPECT_NEAR(found.value, planted, 2.2 * (found.interval->high - found.interval->low) / 2) << plan.key;
  };
  for (const auto& plan : promises()) {
    if (plan.question.nl.empty() || plan.key == "checkin_ready" || plan.key == "room_quiet") continue;
    look(plan, all(), plan.kept);
  }
  look(promise("checkin_ready"), {days.first, Day{days.check_in_break.number - 1}}, checkin_before);
  look(promise("checkin_ready"), {days.check_in_break, days.last}, checkin_since);
  for (const auto& hotel : hotels())
    look(promise("room_quiet"), all(), hotel.code == "zwl" ? zwolle_quiet : others_quiet, std::string(hotel.code));
  EXPECT_EQ(asked, 11 + 2 + 14);
  // Of 27 intervals of 95 %, four or more miss in 4 of 100 worlds; this seed is one of the others.
  EXPECT_GE(held, asked - 3);
}

TEST_F(Truth, the_broken_promise_is_called_broken_and_only_since_then) {
  const auto days = calendar(until);
  const auto before = kept(promise("checkin_ready"), {days.first, Day{days.check_in_break.number - 1}});
  const auto since = kept(promise("checkin_ready"), {days.check_in_break, days.last});
  EXPECT_NE(before->state, stats::NormState::broken);
  EXPECT_EQ(since->state, stats::NormState::broken);
  const auto fall = figures::difference(since, before);
  EXPECT_LT(fall->outcome.value().interval->high, -0.2);
}

TEST_F(Truth, zwolle_differs_and_leiden_and_haarlem_do_not) {
  const auto quiet = [](std::string_view hotel) { return kept(promise("room_quiet"), all(), std::string(hotel)); };
  EXPECT_LT(figures::difference(quiet("zwl"), quiet("dev"))->outcome.value().interval->high, 0);
  const auto breakfast = [](std::string_view hotel) { return kept(promise("breakfast_fresh"), all(), std::string(hotel)); };
  const auto none = figures::difference(breakfast("ldn"), breakfast("hrl"));
  const auto interval = none->outcome.value().interval.value();
  EXPECT_LT(interval.low, 0);
  EXPECT_GT(interval.high, 0);
}

TEST_F(Truth, what_is_too_young_cannot_be_said_yet) {
  const auto days = calendar(until);
  const auto bill = kept(promise("checkout_bill"), {days.recent, days.last});
  EXPECT_EQ(bill->state, stats::NormState::not_yet);
  EXPECT_EQ(bill->shown_as, stats::ShownAs::count);
}

}  // namespace
}  // namespace goud::cli::demo
