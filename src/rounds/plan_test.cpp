#include "rounds/plan.hpp"

#include <gtest/gtest.h>

#include "formats/json.hpp"

namespace goud::rounds {
namespace {

const char* const promise_id = "01900000-0000-7000-8000-000000000001";
const char* const moment_id = "01900000-0000-7000-8000-000000000002";

Day day(const char* text) { return day_from(text).value(); }

Item item(const char* key, ItemKind kind, About about, int week = 1) {
  Item one;
  one.key = key;
  one.kind = kind;
  one.about = about;
  one.text = {"Vraag", "Question"};
  one.week = week;
  if (kind == ItemKind::five) one.top = {"4", "5"};
  if (kind == ItemKind::yes_no) one.top = {"yes"};
  return one;
}

Plan whole_plan() {
  Plan plan;
  plan.name = {"Ronde november", "November round"};
  plan.opens = day("2026-11-02");
  plan.closes = day("2026-11-30");
  plan.items = {item("expected", ItemKind::five, About::clarity), item("proud", ItemKind::five, About::engagement),
                item("recommends", ItemKind::eleven, About::ladder),
                item("did_recommend", ItemKind::yes_no, About::ladder), item("open", ItemKind::text, About::own, 2)};
  Item promise = item("first_week", ItemKind::choice, About::promise, 2);
  promise.options = {{"yes", {"Ja", "Yes"}}, {"no", {"Nee", "No"}}, {"na", {"Nvt", "Does not apply"}}};
  promise.top = {"yes"};
  promise.not_applicable = {"na"};
  promise.promise = promise_id;
  promise.moment = moment_id;
  promise.norm = {0.9, 0.75};
  plan.items.push_back(promise);
  plan.facets = {{"years",
                  {"Hoe lang werk je hier", "How long have you worked here"},
                  {{"short", {"Korter dan een jaar", "Less than a year"}}, {"long", {"Langer", "Longer"}}}}};
  return plan;
}

Frozen tree() {
  Frozen frozen;
  frozen.units = {{{"all"}, -1, 0, "Groep", 1},
                  {{"north"}, 0, 1, "Noord", 0},
                  {{"a"}, 1, 2, "A", 3},
                  {{"b"}, 1, 2, "B", 6},
                  {{"c"}, 0, 1, "C", 4}};
  return frozen;
}

std::vector<std::string> paths(const Fault& fault) {
  std::vector<std::string> all;
  for (const auto& field : fault.fields) all.push_back(field.path + " " + field.key);
  return all;
}
using Paths = std::vector<std::string>;

// A plan of one item, and of anything else that is said of it.
std::string json_of(const std::string& items, const std::string& more = "") {
  return R"({"name":{"nl":"R","en":"R"},"opens":"2026-11-02","closes":"2026-11-30","items":[)" + items + "]" + more +
         "}";
}
const std::string words = R"("text":{"nl":"V","en":"Q"})";

TEST(Plan, IsReadBackAsItWasWritten) {
  const auto plan = whole_plan();
  const auto back = plan_from(to_json(plan));
  ASSERT_TRUE(back) << back.error().fields.at(0).path << " " << back.error().fields.at(0).key;
  EXPECT_EQ(*back, plan);
  EXPECT_EQ(to_json(*back), to_json(plan));
}

TEST(Plan, WhatIsLeftOutIsTheUsual) {
  const auto plan = plan_from(json_of(R"({"key":"a","kind":"five",)" + words + "}," +
                                      R"({"key":"b","kind":"choice","about":"promise","promise":")" + promise_id +
                                      "\"," + words + "}"));
  ASSERT_TRUE(plan) << paths(plan.error()).at(0);
  EXPECT_EQ(plan->items[0].top, (std::vector<std::string>{"4", "5"}));
  EXPECT_EQ(plan->items[1].options.size(), 4U);
  EXPECT_EQ(plan->items[1].top, (std::vector<std::string>{"yes", "no_told"}));
  EXPECT_EQ(plan->items[1].not_applicable, (std::vector<std::string>{"na"}));
  EXPECT_EQ(plan->floor, 5);
  EXPECT_EQ(plan->text_floor, 10);
  EXPECT_EQ(plan->languages, (std::vector<std::string>{"nl", "en"}));
}

TEST(Plan, SaysEverythingThatIsWrongByPath) {
  struct Case {
    const char* what;
    std::string json;
    Paths wrong;
  };
  const auto one = [&](const std::string& rest) { return json_of("{" + words + "," + rest + "}"); };
  const std::vector<Case> cases = {
      {"a key", one(R"("key":"Not So","kind":"five")"), {"items[0].key rounds.plan.key"}},
      {"taken", one(R"("key":"ladder","kind":"five")"), {"items[0].key rounds.plan.key_taken"}},
      {"kind of a key", one(R"("key":"proud","kind":"yes_no")"), {"items[0].kind rounds.plan.kind_of_key"}},
      {"kind of its subject",
       one(R"("key":"x","kind":"eleven","about":"clarity")"),
       {"items[0].kind rounds.plan.kind_of_about"}},
      {"a promise without one",
       one(R"("key":"x","kind":"yes_no","about":"promise")"),
       {"items[0].promise json.required"}},
      {"a promise elsewhere",
       one(R"("key":"x","kind":"five","promise":"p")"),
       {"items[0].promise rounds.plan.not_for_kind"}},
      {"top of nothing", one(R"("key":"x","kind":"five","top":[])"), {"items[0].top rounds.plan.top"}},
      {"all top", one(R"("key":"x","kind":"yes_no","top":["yes","no"])"), {"items[0].top rounds.plan.top"}},
      {"no such value", one(R"("key":"x","kind":"five","top":["6"])"), {"items[0] rounds.plan.value_unknown"}},
      {"counted and not",
       one(R"("key":"x","kind":"yes_no","top":["yes"],"not_applicable":["yes"])"),
       {"items[0] rounds.plan.value_unknown"}},
      {"one option",
       one(R"("key":"x","kind":"choice","options":[{"value":"a","label":{"nl":"A","en":"A"}}],"top":["a"])"),
       {"items[0].options rounds.plan.options", "items[0].top rounds.plan.top"}},
      {"a week", one(R"("key":"x","kind":"five","week":6)"), {"items[0].week json.out_of_range"}},
      {"a red line above",
       one(R"("key":"x","kind":"five","norm":0.5,"red_line":0.6)"),
       {"items[0].red_line rounds.plan.red_line"}},
      {"a language short",
       json_of(R"({"key":"x","kind":"five","text":{"nl":"V"}})"),
       {"items[0].text rounds.plan.text_not_in"}},
      {"nothing asked", json_of(""), {"items rounds.plan.no_items"}},
      {"floors", json_of(R"({"key":"x","kind":"five",)" + words + "}", R"(,"floor":4)"), {"floor json.out_of_range"}},
      {"a text floor under it",
       json_of(R"({"key":"x","kind":"five",)" + words + "}", R"(,"floor":12,"text_floor":11)"),
       {"text_floor rounds.plan.text_floor"}},
      {"a key twice",
       json_of(R"({"key":"x","kind":"five",)" + words + R"(},{"key":"x","kind":"five",)" + words + "}"),
       {"items[1].key rounds.plan.key_twice"}},
      {"four facets",
       json_of(R"({"key":"x","kind":"five",)" + words + "}", R"(,"facets":[{},{},{},{}])"),
       {"facets json.too_many_items"}},
      {"unknown",
       json_of(R"({"key":"x","kind":"five","weight":2,)" + words + "}"),
       {"items[0].weight json.unknown_key"}},
  };
  for (const auto& test : cases) {
    const auto plan = plan_from(test.json);
    ASSERT_FALSE(plan) << test.what;
    EXPECT_EQ(paths(plan.error()), test.wrong) << test.what;
  }
}

TEST(Plan, LastsAWeekAtLeastAndAsksBeforeItCloses) {
  auto plan = whole_plan();
  const auto wrong = [&] {
    const auto back = plan_from(to_json(plan));
    return back ? Paths{} : paths(back.error());
  };
  plan.closes = day("2026-11-08");
  EXPECT_EQ(wrong(), Paths{"closes rounds.plan.days"});
  plan.closes = day("2026-11-09");
  EXPECT_EQ(wrong(), Paths{"closes rounds.plan.week_after_close"}) << "the second week begins on the day it closes";
  plan.closes = day("2026-11-10");
  EXPECT_EQ(wrong(), Paths{});
  plan.closes = day("2026-11-01");
  EXPECT_EQ(wrong(), Paths{"closes rounds.plan.days"});
}

TEST(Plan, KnowsWhatAWeekAsks) {
  const auto plan = whole_plan();
  EXPECT_EQ(weeks(plan), 2);
  EXPECT_EQ(asked_in(plan, 1), 4);
  EXPECT_EQ(asked_in(plan, 2), 2);
  EXPECT_EQ(asked_in(plan, 3), 0);
}

TEST(Plan, APromiseIsProvedAsItStandsOnTheDayItOpens) {
  const auto plan = whole_plan();
  promises::Promise promise;
  promise.id = PromiseId{promise_id};
  promise.audience = promises::Audience::employee;
  promise.versions = {{1, {"Eerste week", ""}, 0.8, 0.6, day("2026-01-01")},
                      {2, {"Eerste week", ""}, 0.95, 0.7, day("2026-11-10")}};
  moments::Journey journey;
  moments::Moment moment;
  moment.id = MomentId{"moment"};
  moment.promises = {promise.id};
  journey.moments = {moment};
  const auto frozen = frozen_plan(plan, {promise}, {journey}, plan.opens);
  ASSERT_TRUE(frozen);
  EXPECT_DOUBLE_EQ(frozen->items[5].norm.norm, 0.8);
  EXPECT_DOUBLE_EQ(frozen->items[5].norm.red_line, 0.6);
  EXPECT_EQ(frozen->items[5].moment, "moment");
  EXPECT_DOUBLE_EQ(frozen_plan(plan, {promise}, {}, day("2026-11-10"))->items[5].norm.norm, 0.95);
  EXPECT_EQ(frozen_plan(plan, {promise}, {}, day("2026-11-10"))->items[5].moment, "") << "it stands at no moment";

  EXPECT_EQ(paths(frozen_plan(plan, {}, {}, plan.opens).error()),
            Paths{"items[5].promise rounds.plan.promise_unknown"});
  promise.audience = promises::Audience::customer;
  EXPECT_FALSE(frozen_plan(plan, {promise}, {}, plan.opens)) << "a promise to customers";
  promise.audience = promises::Audience::employee;
  promise.withdrawn = day("2026-06-01");
  EXPECT_EQ(paths(frozen_plan(plan, {promise}, {}, plan.opens).error()),
            Paths{"items[5].promise rounds.plan.promise_not_then"});
}

TEST(Frozen, CountsInTheNearestThatIsLargeEnough) {
  const auto frozen = tree();
  EXPECT_EQ(frozen.people_under(0), 14);
  EXPECT_EQ(frozen.people_under(1), 9);
  EXPECT_EQ(frozen.people_under(2), 3);
  EXPECT_EQ(frozen.counts_in(2, 5), 1) << "three people: with the north";
  EXPECT_EQ(frozen.counts_in(3, 5), 3);
  EXPECT_EQ(frozen.counts_in(4, 5), 0);
  EXPECT_EQ(frozen.counts_in(4, 4), 4);
  EXPECT_EQ(frozen.counts_in(0, 100), 0) << "there is nothing above the organisation";
  EXPECT_EQ(frozen.place({"b"}), 3);
  EXPECT_EQ(frozen.place({"z"}), std::nullopt);
  const auto back = frozen_from(to_json(frozen));
  ASSERT_EQ(back.units.size(), frozen.units.size());
  EXPECT_EQ(back.parents(), frozen.parents());
  EXPECT_EQ(to_json(back), to_json(frozen));
}

TEST(Frozen, IsTheTreeOfItsDayWithWhoIsThere) {
  const auto unit = [](const char* id, int level) {
    return people::Unit{UnitId{id}, level, id, id, day("2020-01-01"), {}, {}, {}, 1};
  };
  auto gone = unit("gone", 1), ended = unit("ended", 1);
  gone.until = ended.until = day("2026-01-01");
  gone.into = UnitId{"a"};
  const people::UnitTree all({unit("group", 0), unit("a", 1), unit("a1", 2), gone, ended},
                             {{{"group"}, {}, day("2020-01-01"), {}},
                              {{"a"}, UnitId{"group"}, day("2020-01-01"), {}},
                              {{"a1"}, UnitId{"a"}, day("2020-01-01"), {}},
                              {{"gone"}, UnitId{"group"}, day("2020-01-01"), day("2026-01-01")},
                              {{"ended"}, UnitId{"group"}, day("2020-01-01"), day("2026-01-01")}});
  const auto who = [](const char* where, bool active = true) {
    return people::Employee{"x", UnitId{where}, "", "nl", active};
  };
  const auto frozen =
      freeze(all, day("2026-11-02"), {who("a1"), who("a1", false), who("gone"), who("ended"), who("nowhere")});
  ASSERT_EQ(frozen.units.size(), 3U);
  EXPECT_EQ(frozen.parents(), (std::vector<int>{-1, 0, 1}));
  EXPECT_EQ(frozen.units[0].people, 2) << "whose unit has ended, and whose unit is unknown";
  EXPECT_EQ(frozen.units[1].people, 1) << "whose unit merged into it";
  EXPECT_EQ(frozen.units[2].people, 1);
  EXPECT_EQ(stands_in(all, {"gone"}, day("2025-01-01")).text, "gone");
  EXPECT_EQ(stands_in(all, {"gone"}, day("2026-01-01")).text, "a");
}

TEST(Ballot, IsReadBackAsItWasWritten) {
  const Ballot ballot{{"a"}, 2, {{"open", "Eén \"woord\"\n"}, {"first_week", "yes"}}, {{"years", "long"}}, true};
  const auto back = ballot_from(to_json(ballot));
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, ballot);
  EXPECT_FALSE(ballot_from("{}"));
}

TEST(Ballot, EachFieldThatIsNotRightIsNamed) {
  const auto plan = whole_plan();
  const auto wrong = [&](const Ballot& ballot) {
    const auto done = look_at(plan, ballot);
    return done ? Paths{} : paths(done.error());
  };
  EXPECT_EQ(wrong({{"a"}, 1, {{"expected", "5"}}, {{"years", "short"}}}), Paths{});
  EXPECT_EQ(wrong({{"a"}, 1, {{"recommends", "10"}, {"did_recommend", "no"}}, {}}), Paths{});
  EXPECT_EQ(wrong({{"a"}, 2, {{"first_week", "na"}, {"open", "ja"}}, {}}), Paths{});
  EXPECT_EQ(wrong({{"a"}, 1, {}, {{"years", "short"}}}), Paths{"answers rounds.ballot.empty"});
  EXPECT_EQ(wrong({{"a"}, 3, {{"expected", "1"}}, {}}),
            (Paths{"week rounds.ballot.week", "answers.expected rounds.ballot.other_week"}));
  EXPECT_EQ(wrong({{"a"}, 1, {{"open", "x"}}, {}}), Paths{"answers.open rounds.ballot.other_week"});
  for (const char* value : {"0", "6", "55", "", "na", "yes"})
    EXPECT_EQ(wrong({{"a"}, 1, {{"expected", value}}, {}}), Paths{"answers.expected rounds.ballot.value"}) << value;
  for (const char* value : {"11", "-1", "010", "na"})
    EXPECT_EQ(wrong({{"a"}, 1, {{"recommends", value}}, {}}), Paths{"answers.recommends rounds.ballot.value"}) << value;
  EXPECT_EQ(wrong({{"a"}, 1, {{"expected", "1"}, {"expected", "2"}}, {}}),
            Paths{"answers.expected rounds.ballot.twice"});
  EXPECT_EQ(wrong({{"a"}, 1, {{"salary", "1"}}, {{"age", "1"}}}),
            (Paths{"answers.salary rounds.ballot.unknown", "facets.age rounds.ballot.unknown"}));
  EXPECT_EQ(wrong({{"a"}, 1, {{"expected", "1"}}, {{"years", "middle"}}}), Paths{"facets.years rounds.ballot.value"});
  for (const char* value : {"", " \n", "a\x01", "\xff"})
    EXPECT_EQ(wrong({{"a"}, 2, {{"open", value}}, {}}), Paths{"answers.open rounds.ballot.words"});
  EXPECT_EQ(wrong({{"a"}, 2, {{"open", std::string(1001, 'a')}}, {}}), Paths{"answers.open json.too_long"});
}

TEST(Ballot, TheLongestFitsInWhatEveryOneIsPaddedTo) {
  auto plan = whole_plan();
  const auto most = sealed_bytes(plan);
  EXPECT_EQ(most % 256, 0U);
  for (const std::string character : {"\xF0\x9F\x90\x9D", "\"", "\\", "\n", "\t", "\xE2\x80\xA8"}) {
    Ballot ballot{{std::string(36, 'f')}, 2, {{"first_week", "yes"}, {"open", "x"}}, {{"years", "short"}}, false};
    for (std::size_t i = 1; i < words_most; ++i) ballot.answers[1].second += character;
    ASSERT_TRUE(look_at(plan, ballot));
    EXPECT_LT(to_json(ballot).size(), most);
  }
  plan.items.pop_back();
  plan.items.pop_back();
  EXPECT_LT(sealed_bytes(plan), 600U) << "without open words a ballot is short";
}

TEST(Counted, ClassesAreThoseOfTheQuestion) {
  const auto plan = whole_plan();
  const auto names = counted(plan);
  EXPECT_EQ(names.questions,
            (std::vector<std::string>{"expected", "proud", "recommends", "did_recommend", "first_week", "ladder"}));
  EXPECT_EQ(names.texts, std::vector<std::string>{"open"});
  const auto all = asked(plan, tree(),
                         {{{"a"}, 1, {{"expected", "4"}}, {{"years", "long"}}},
                          {{"b"}, 1, {{"expected", "3"}}, {}, true},
                          {{"c"}, 2, {{"first_week", "na"}, {"open", "Meer rust"}}, {}},
                          {{"c"}, 2, {{"first_week", "no"}}, {}},
                          {{"elsewhere"}, 2, {{"first_week", "yes"}, {"open", "Nog een"}}, {}, true}});
  EXPECT_EQ(all.parents, tree().parents());
  EXPECT_EQ(all.facets, std::vector<int>{2});
  EXPECT_EQ(all.floor, 5);
  ASSERT_EQ(all.ballots.size(), 5U);
  const auto said = [&](std::size_t ballot, std::size_t question) { return int{all.ballots[ballot].said[question]}; };
  EXPECT_EQ(said(0, 0), 0);
  EXPECT_EQ(said(1, 0), 1);
  EXPECT_EQ(said(2, 0), -1) << "of another week";
  EXPECT_EQ(said(2, 4), -1) << "does not apply";
  EXPECT_EQ(said(3, 4), 1);
  EXPECT_EQ(said(4, 4), 0);
  EXPECT_EQ(all.ballots[0].node, 2);
  EXPECT_EQ(all.ballots[4].node, 0) << "a unit that is no longer there";
  EXPECT_EQ(int{all.ballots[0].facets[0]}, 1);
  EXPECT_EQ(int{all.ballots[1].facets[0]}, -1);
  EXPECT_TRUE(all.ballots[1].late);
  ASSERT_EQ(all.texts.size(), 2U);
  EXPECT_EQ(all.texts[0].node, 4);
  EXPECT_EQ(all.texts[0].words, "Meer rust");
  EXPECT_FALSE(all.texts[0].late);
  EXPECT_TRUE(all.texts[1].late) << "words that came late stand with others, and make no group";
}

// measures.md: lets go (0-6), ambassador (proud 4-5, 9-10 and did), proud (proud 4-5 and 7 at least), else neutral.
TEST(Counted, TheLadderIsThatOfTheMeasures) {
  const auto plan = whole_plan();
  for (int proud = 1; proud <= 5; ++proud)
    for (int would = 0; would <= 10; ++would)
      for (const bool did : {false, true}) {
        const int expected = would <= 6 ? 3 : proud >= 4 && would >= 9 && did ? 0 : proud >= 4 ? 1 : 2;
        const auto all = asked(plan, tree(),
                               {{{"a"},
                                 1,
                                 {{"proud", std::to_string(proud)},
                                  {"recommends", std::to_string(would)},
                                  {"did_recommend", did ? "yes" : "no"}},
                                 {}}});
        ASSERT_EQ(int{all.ballots[0].said.back()}, expected) << proud << " " << would << " " << did;
        ASSERT_EQ(int{all.ballots[0].said[2]}, would >= 9 ? 2 : would >= 7 ? 1 : 0) << would;
      }
}

// Who left one of the three out is the difference between two figures of nearly the same people.
TEST(Counted, WhoLeftOutOneOfTheLadderCountsInNoneOfIt) {
  const auto plan = whole_plan();
  const auto all = asked(plan, tree(), {{{"a"}, 1, {{"expected", "5"}, {"proud", "5"}, {"recommends", "2"}}, {}}});
  EXPECT_EQ(int{all.ballots[0].said[0]}, 0);
  for (std::size_t question : {1U, 2U, 3U, 5U}) EXPECT_EQ(int{all.ballots[0].said[question]}, -1) << question;

  auto apart = plan;
  apart.items[2].week = 2;
  EXPECT_EQ(counted(apart).questions.back(), "first_week") << "another week is another ballot: no ladder";
  const auto more = asked(apart, tree(), {{{"a"}, 1, {{"proud", "5"}}, {}}});
  EXPECT_EQ(int{more.ballots[0].said[1]}, 0);
}

TEST(Counted, ABatteryIsShownOfTheSameGroups) {
  auto plan = whole_plan();
  plan.items.push_back(item("why", ItemKind::five, About::clarity));
  plan.items.push_back(item("valued", ItemKind::five, About::engagement));
  plan.items.push_back(item("mine", ItemKind::five, About::own));
  std::vector<int> batteries, classes;
  for (const auto& one : asked(plan, tree(), {}).questions) {
    batteries.push_back(one.battery);
    classes.push_back(one.classes);
  }
  // expected, proud, recommends, did_recommend, first_week, why, valued, mine, ladder
  EXPECT_EQ(batteries, (std::vector<int>{0, 1, 1, 1, 2, 0, 1, 3, 1}));
  EXPECT_EQ(classes, (std::vector<int>{2, 2, 3, 2, 2, 2, 2, 2, 4}));
}

}  // namespace
}  // namespace goud::rounds
