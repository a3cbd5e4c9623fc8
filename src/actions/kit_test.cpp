#include "actions/kit.hpp"

#include <gtest/gtest.h>
#include <sodium.h>
#include <unistd.h>

#include <filesystem>

#include "actions/kit_whole.hpp"

namespace goud::actions {
namespace {

Day day(const char* text) { return day_from(text).value(); }

TEST(KitWeek, IsAnIsoWeekThatExists) {
  EXPECT_EQ(week_from("2026-W48"), day("2026-11-23"));
  EXPECT_EQ(week_from("2026-W53"), day("2026-12-28"));
  EXPECT_EQ(week_from("2025-W01"), day("2024-12-30"));
  for (const char* none : {"2025-W53", "2026-W00", "2026-W99", "2026W48", "2026-48", "", "2026-W4x"})
    EXPECT_FALSE(week_from(none)) << none;
  for (int number = day("2020-01-06").number; number < day("2031-01-01").number; number += 7)
    EXPECT_EQ(week_from(week_text(Day{number})), Day{number});
}

TEST(KitWeek, ItsFigureIsOfTwelveWholeWeeksAndStays) {
  const auto period = kit_period(day("2026-11-23"), day("2026-11-25"));
  EXPECT_EQ(period.from, day("2026-08-31"));
  EXPECT_EQ(period.to, day("2026-11-22"));
  // Made ahead of its week: what is known then.
  EXPECT_EQ(kit_period(day("2026-12-07"), day("2026-11-25")).to, day("2026-11-25"));
  EXPECT_TRUE(kit_week_open(day("2026-11-23"), day("2026-11-29")));
  EXPECT_FALSE(kit_week_open(day("2026-11-16"), day("2026-11-23")));
  EXPECT_TRUE(kit_week_open(day("2027-02-15"), day("2026-11-23")));
  EXPECT_FALSE(kit_week_open(day("2027-02-22"), day("2026-11-23")));
}

// A promise that so many of so many answers say was kept.
feedback::PromiseKept promise(const char* id, std::int64_t kept, std::int64_t of) {
  auto names = std::make_shared<store::columns::Names>();
  names->questions = {{}, {"stay", "kept", "promise", {"", "yes", "no"}}};  // numbered from 1
  names->units = {"", "unit"};
  figures::Counts::Rows rows(2);
  for (int i = 0; i < 2; ++i) {
    auto& row = rows[static_cast<std::size_t>(i)];
    row.question = row.unit = 1;
    row.state = store::columns::State::answered;
    row.value = i + 1;
    row.segment = 1;  // after the day on which the promise began to be judged
    row.rows = i == 0 ? kept : of - kept;
    row.weight = row.rows * 10'000;
    row.weight_squared = row.rows * 100'000'000;
  }
  std::erase_if(rows, [](const auto& row) { return row.rows == 0; });
  figures::Judgement judgement;
  judgement.from = Day{0};
  judgement.norm = {0.85, 0.7};
  judgement.questions = {{"stay", "kept", {}}};
  judgement.kept = {"yes"};
  judgement.not_kept = {"no"};
  const figures::Counts counts(names, rows, {judgement.from}, {}, figures::Step::none);
  return {PromiseId{id},  MomentId{"moment"}, {id, ""},
          {"moment", ""}, {0.85, 0.7},        figures::kept(counts, {judgement}, {})};
}

TEST(KitFigure, IsTheFirstOfTheWeakestThatEnoughAnswered) {
  EXPECT_EQ(to_talk_about({}), nullptr);
  EXPECT_EQ(to_talk_about({promise("few", 3, 29)}), nullptr);
  const std::vector<feedback::PromiseKept> weakest_first{promise("few", 3, 29), promise("broken", 12, 30),
                                                         promise("well", 90, 100)};
  const auto* found = to_talk_about(weakest_first);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->promise.text, "broken");
}

TEST(KitCard, OfTheMomentForEveryoneElseOfOneOfItsRoles) {
  const auto card = [](const char* id, const char* moment, std::optional<std::string> role) {
    moments::Card one;
    one.id = id;
    one.moment = MomentId{moment};
    one.role = std::move(role);
    return one;
  };
  const std::vector<moments::Card> cards{card("a", "in", "desk"), card("b", "in", {}), card("c", "out", "desk")};
  EXPECT_EQ(card_to_practise(cards, MomentId{"in"}, Day{0})->id, "b");
  EXPECT_EQ(card_to_practise(cards, MomentId{"out"}, Day{0})->id, "c");
  EXPECT_EQ(card_to_practise(cards, MomentId{"other"}, Day{0}), nullptr);
  EXPECT_EQ(card_to_practise({}, {}, Day{0}), nullptr);
}

int made = 0;
std::string next_id() { return "new" + std::to_string(++made); }

TEST(KitHeld, TicksTheLastAgreementsAndKeepsWhatWasAgreed) {
  Kit kit;
  kit.id = "kit";
  kit.last = {{"one", "Ruben", "tablet ophangen", day("2026-11-24"), {}},
              {"two", "Fatma", "kaart lezen", {}, day("2026-11-18")}};
  const auto first = held(kit, 11, 8, {"one"}, {{"", "Noor", "bellen om drie uur", day("2026-11-30"), {}}}, 1,
                          day("2026-11-23"), next_id);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->last[0].done, day("2026-11-23"));
  EXPECT_FALSE(first->last[1].done) << "what is not ticked is not done";
  EXPECT_EQ(first->kit.held, day("2026-11-23"));
  EXPECT_EQ(first->kit.revision, 2);
  const auto id = first->kit.agreed[0].id;
  // Written anew: the same agreement stays the same, what it replaced is gone, the day it was held stays.
  auto again = first->kit;
  again.agreed[0].done = day("2026-11-24");
  const auto second =
      held(again, 12, 9, {"one", "two"}, {{"", "Noor", "bellen om drie uur", {}, {}}, {"", "Ali", "x", {}, {}}}, 2,
           day("2026-11-25"), next_id);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->kit.agreed[0].id, id);
  EXPECT_EQ(second->kit.agreed[0].done, day("2026-11-24"));
  EXPECT_NE(second->kit.agreed[1].id, id);
  EXPECT_EQ(second->kit.held, day("2026-11-23"));
  EXPECT_EQ(second->last[0].done, day("2026-11-23"));
  EXPECT_EQ(second->kit.minutes, 12);
}

TEST(KitHeld, RefusesWhatWasChangedMeanwhileAndAgreementsOfAnother) {
  Kit kit;
  kit.revision = 3;
  EXPECT_EQ(held(kit, 10, 5, {}, {}, 2, Day{0}, next_id).error().kind, FaultKind::conflict);
  EXPECT_EQ(held(kit, 10, 5, {"of another"}, {}, 3, Day{0}, next_id).error().fields[0].path, "done[0]");
  EXPECT_EQ(held(kit, 10, 5, {}, std::vector<Agreement>(11), 3, Day{0}, next_id).error().fields[0].path, "agreed");
}

TEST(KitSeen, AUnitManagerSeesTheOwnBranchAColleagueTheHouseTheyWorkIn) {
  const auto unit = [](const char* id, int level) {
    people::Unit one;
    one.id = UnitId{id};
    one.level = level;
    one.name = one.code = id;
    if (level == 1) one.volume = 1000;
    return one;
  };
  const auto place = [](const char* id, std::optional<const char*> parent) {
    return people::Place{UnitId{id}, parent ? std::optional(UnitId{*parent}) : std::nullopt, Day{0}, {}};
  };
  const people::UnitTree tree(
      {unit("all", 0), unit("zwolle", 1), unit("breda", 1), unit("desk", 2)},
      {place("all", {}), place("zwolle", "all"), place("breda", "all"), place("desk", "zwolle")});
  const auto sees = [&](http::Role role, std::optional<UnitId> own, const char* asked) {
    http::Caller caller{.tenant = Tenant{1}};
    caller.role = role;
    caller.unit = std::move(own);
    return sees_team(caller, tree, UnitId{asked}, Day{1});
  };
  using http::Role;
  EXPECT_TRUE(sees(Role::owner, {}, "breda"));
  EXPECT_FALSE(sees(Role::owner, {}, "unknown"));
  EXPECT_TRUE(sees(Role::unit_manager, UnitId{"zwolle"}, "desk"));
  EXPECT_FALSE(sees(Role::unit_manager, UnitId{"zwolle"}, "breda"));
  EXPECT_FALSE(sees(Role::unit_manager, UnitId{"zwolle"}, "all"));
  EXPECT_FALSE(sees(Role::unit_manager, {}, "zwolle"));
  EXPECT_TRUE(sees(Role::employee, UnitId{"desk"}, "zwolle"));
  EXPECT_FALSE(sees(Role::employee, UnitId{"desk"}, "breda"));
}

TEST(KitSheet, EveryBlockSaysWhatIsMissingInBothLanguages) {
  KitWhole whole;
  whole.kit.week = day("2026-11-23");
  whole.unit_name = "Zwolle";
  whole.story_missing = Missing::none;
  whole.figure_missing = Missing::too_few;
  whole.behaviour_missing = Missing::none;
  for (const char* language : {"nl", "en"}) {
    const auto sheet = sheet_of(whole, language);
    for (const auto* block : {&sheet.story, &sheet.figure, &sheet.behaviour, &sheet.barrier, &sheet.question}) {
      EXPECT_FALSE(block->missing.empty());
      EXPECT_EQ(block->missing.find("actions."), std::string::npos) << block->missing;
    }
    EXPECT_NE(sheet.figure.missing.find("Zwolle"), std::string::npos);
    EXPECT_FALSE(sheet.title.empty());
  }
}

TEST(KitSheet, SpeaksOfOneStoryOneFigureOneBehaviourOneBarrierOneQuestion) {
  KitWhole whole;
  whole.now = *instant_from("2026-11-25T09:00:00Z");
  whole.kit.week = day("2026-11-23");
  whole.organisation = "Merelhof";
  whole.unit_name = "Merelhof Zwolle";
  stories::Story story;
  story.teller = stories::Teller::customer;
  story.shared_text = "Ze liep naar ons toe.";
  story.language = "nl";
  story.day = day("2026-11-21");
  story.retold = stories::Retold::three_to_five;
  whole.story = story;
  whole.story_unit = "Zwolle";
  whole.here.emplace(promise("Uw kamer is klaar om 15.00 uur.", 124, 214));
  whole.all.emplace(promise("Uw kamer is klaar om 15.00 uur.", 687, 1126));
  moments::Card card;
  card.says.may = {{{"een drankje aanbieden", ""}, {"tot € 50", ""}}};
  card.says.must = {{"Zelf naar de gast lopen", ""}};
  card.says.effects = {{"ik wist waarom ik wachtte", ""}};
  whole.card = card;
  barriers::Barrier barrier;
  barrier.title = "Kamerstatus komt op papier";
  barrier.state = barriers::State::acknowledged;
  barrier.owner = "ruben";
  barrier.reports = 9;
  barrier.minutes = 395;
  barrier.due = *instant_from("2026-11-22T08:00:00Z");
  whole.barrier = barrier;
  whole.barrier_owner = "Ruben";
  whole.kit.question = {"Wanneer durfde jij zelf te beslissen?", ""};
  whole.kit.last = {{"a", "Ruben", "tablet ophangen", day("2026-11-24"), day("2026-11-24")}};
  const auto sheet = sheet_of(whole, "nl");
  EXPECT_EQ(sheet.title, "Ik wist waarom ik wachtte");
  EXPECT_EQ(sheet.story_source, "Gast, Zwolle, zaterdag 21 november. Later gevraagd: 3 tot 5 keer doorverteld.");
  EXPECT_EQ(sheet.figure_value, "58%");
  EXPECT_NE(sheet.figure_says.find("n 214"), std::string::npos);
  EXPECT_NE(sheet.figure_beside.find("Heel Merelhof 61%"), std::string::npos);
  EXPECT_EQ(sheet.may,
            (std::vector<std::string>{"Een drankje aanbieden, tot € 50.", "Hoe je het zegt, kies je zelf."}));
  EXPECT_EQ(sheet.barrier_says, "9 keer gemeld, minstens 6 uur kwijt. 3 dagen over tijd.");
  EXPECT_EQ(sheet.last[0].text, "Ruben: tablet ophangen, dinsdag 24 november");
  EXPECT_TRUE(sheet.last[0].done);
  EXPECT_EQ(sheet_of(whole, "en").title_language, "nl")
      << "what an organisation wrote in one language is said to be in it";
}

struct Kits : ::testing::Test {
  Kits() {
    EXPECT_GE(sodium_init(), 0);
    directory = std::filesystem::temp_directory_path() / ("goud_kits_" + std::to_string(::getpid()));
    std::filesystem::remove_all(directory);
    std::filesystem::create_directories(directory);
    const std::array rooms{people::room(), values::room(),  promises::room(), moments::room(), feedback::room(),
                           rounds::room(), stories::room(), barriers::room(), actions::room()};
    store = std::move(*store::open({.path = (directory / "goud.db").string(), .readers = 2}, rooms, clock));
    tenant = people::make_organisation(*store, clock, randomness, {"Merelhof"}).value();
    unit = *store->change(store::Scope(tenant), [&](store::Writer& writer) {
      return people::make_unit(writer, clock, randomness, {"Zwolle", 1, {}, Day{0}, "zwolle", {}});
    });
  }
  ~Kits() override {
    store.reset();
    std::filesystem::remove_all(directory);
  }
  Done add(const char* id, Day week, const char* story) {
    return store->write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
      Kit kit;
      kit.id = id;
      kit.unit = unit;
      kit.week = kit.made = week;
      kit.story = story;
      keep_new(writer, kit);
      return {};
    });
  }
  Result<Kit> hold_one(const char* id, const std::vector<std::string>& done, const std::vector<Agreement>& agreed,
                       int revision) {
    return store->change(store::Scope(tenant), [&](store::Writer& writer) {
      return hold(writer, {"account", clock.now(), day("2026-11-23")}, id, 10, 8, done, agreed, revision);
    });
  }
  std::optional<Kit> there(const char* id) {
    return *store->ask(store::Scope(tenant), [&](store::Reader& reader) { return kit(reader, id); });
  }
  std::filesystem::path directory;
  SetClock clock{*instant_from("2026-11-23T07:00:00Z")};
  SystemRandomness randomness;
  std::unique_ptr<store::RecordStore> store;
  Tenant tenant{1};
  UnitId unit;
};

TEST_F(Kits, NeverTheSameStoryTwiceAndOneKitAWeek) {
  ASSERT_TRUE(add("first", day("2026-11-16"), "story"));
  EXPECT_FALSE(add("second", day("2026-11-23"), "story"));
  EXPECT_FALSE(add("again", day("2026-11-16"), "other"));
  ASSERT_TRUE(add("second", day("2026-11-23"), "other"));
  ASSERT_TRUE(store->write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
    keep_story(writer, *kit(writer, "second"), "third");
    return {};
  }));
  EXPECT_EQ(there("second")->story, "third");
  EXPECT_EQ(there("second")->revision, 2);
  const auto heard =
      *store->ask(store::Scope(tenant), [&](store::Reader& reader) { return heard_stories(reader, unit); });
  EXPECT_EQ(heard.size(), 3U) << "the skipped one is not offered again either";
}

TEST_F(Kits, TheMeetingBeforeIsTheLastThatWasHeld) {
  ASSERT_TRUE(add("w46", day("2026-11-09"), "a"));
  ASSERT_TRUE(add("w47", day("2026-11-16"), "b"));
  ASSERT_TRUE(add("w48", day("2026-11-23"), "c"));
  const auto first =
      hold_one("w46", {}, {{"", "Ruben", "tablet ophangen", day("2026-11-24"), {}}, {"", "Noor", "bellen", {}, {}}}, 1);
  ASSERT_TRUE(first);
  ASSERT_EQ(there("w48")->last.size(), 2U) << "week 47 was not held";
  EXPECT_EQ(there("w48")->last[0].who, "Ruben");
  ASSERT_TRUE(hold_one("w48", {first->agreed[0].id}, {}, 1));
  EXPECT_EQ(there("w46")->agreed[0].done, day("2026-11-23"));
  EXPECT_FALSE(there("w46")->agreed[1].done);
  EXPECT_EQ(hold_one("w48", {}, {}, 1).error().kind, FaultKind::conflict);
  EXPECT_EQ(hold_one("none", {}, {}, 1).error().kind, FaultKind::not_found);
  const auto latest = *store->ask(store::Scope(tenant),
                                  [&](store::Reader& reader) { return kit_up_to(reader, unit, day("2026-11-23")); });
  EXPECT_EQ(latest->id, "w48");
}

}  // namespace
}  // namespace goud::actions
