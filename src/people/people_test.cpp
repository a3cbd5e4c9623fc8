#include "people/people.hpp"

#include <gtest/gtest.h>

#include "people/guess.hpp"
#include "people/rows.hpp"

namespace goud::people {
namespace {

Day day(const char* text) { return day_from(text).value(); }

const std::vector<Level> levels{{0, {"Groep", ""}}, {1, {"Regio", ""}}, {2, {"Hotel", ""}}};

Unit unit(const char* id, int level, const char* from = "2020-01-01") { return {UnitId{id}, level, id, id, day(from), {}, {}, {}, 1}; }

// group > north, south; a under north until July 2025, then under south; b under south.
UnitTree tree() {
  return UnitTree({unit("group", 0), unit("north", 1), unit("south", 1), unit("a", 2), unit("b", 2, "2024-01-01")},
                  {{{"group"}, {}, day("2020-01-01"), {}},
                   {{"north"}, UnitId{"group"}, day("2020-01-01"), {}},
                   {{"south"}, UnitId{"group"}, day("2020-01-01"), {}},
                   {{"a"}, UnitId{"north"}, day("2020-01-01"), day("2025-07-01")},
                   {{"a"}, UnitId{"south"}, day("2025-07-01"), {}},
                   {{"b"}, UnitId{"south"}, day("2024-01-01"), {}}});
}

std::vector<std::string> names(const std::vector<UnitId>& ids) {
  std::vector<std::string> out;
  for (const auto& id : ids) out.push_back(id.text);
  return out;
}
using Names = std::vector<std::string>;

TEST(Roles, ANameSaysOneLevel) {
  const std::vector<JobRole> all{{"a", {"Chef-kok", "Head chef"}, 4, {}, 1},
                                 {"b", {"Portier", ""}, 5, day("2026-01-01"), 2}};
  EXPECT_EQ(level_of(all, "Head chef"), 4);
  EXPECT_EQ(level_of(all, "Portier"), std::nullopt) << "ended";
  EXPECT_EQ(level_of(all, ""), std::nullopt);
  EXPECT_EQ(level_of(all, std::nullopt), std::nullopt);
  EXPECT_TRUE(found(all, {"c", {"Portier", "Porter"}, 5, {}, 1})) << "the name of an ended role is free";
  const auto taken = found(all, {"c", {"Kok", "Head chef"}, 5, {}, 1});
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().fields.at(0).path, "name");
  EXPECT_FALSE(found(all, {"c", {}, 5, {}, 1}));
  const auto higher = changed(all, all[0], {.name = std::nullopt, .level = 3});
  ASSERT_TRUE(higher);
  EXPECT_EQ(higher->level, 3);
  EXPECT_EQ(higher->revision, 2);
  EXPECT_FALSE(changed(all, all[1], {.name = std::nullopt, .level = 3})) << "ended";
  EXPECT_FALSE(end(all[1], day("2026-02-01")));
  EXPECT_EQ(end(all[0], day("2026-02-01"))->ended, day("2026-02-01"));
  for (int level = highest_level; level <= lowest_level; ++level) EXPECT_FALSE(level_name(level).empty());
}

TEST(Roles, AJobIsOneOfTheOpenRoles) {
  const std::vector<JobRole> all{{"a", {"Chef-kok", ""}, 4, {}, 1}, {"b", {"Portier", ""}, 5, day("2026-01-01"), 2}};
  const auto asked = [](std::optional<std::string> role) {
    return AccountChange{.role_id = std::optional(std::move(role))};
  };
  Account none, porter;
  porter.role_id = "b";
  EXPECT_TRUE(role_fits(none, asked("a"), all));
  EXPECT_TRUE(role_fits(porter, asked(std::nullopt), all));
  EXPECT_TRUE(role_fits(porter, {}, all));
  EXPECT_FALSE(role_fits(none, asked("b"), all));
  EXPECT_FALSE(role_fits(none, asked("c"), all));
  EXPECT_TRUE(role_fits(porter, asked("b"), all)) << "who had it when it ended keeps it";
}

TEST(UnitTree, ABranchIsThatOfItsDay) {
  const auto all = tree();
  EXPECT_EQ(names(all.branch({"south"}, day("2025-06-30"))), (Names{"south", "b"}));
  EXPECT_EQ(names(all.branch({"south"}, day("2025-07-01"))), (Names{"south", "a", "b"}));
  EXPECT_EQ(names(all.branch({"south"}, day("2023-12-31"))), (Names{"south"}));
  EXPECT_TRUE(all.branch({"nobody"}, day("2025-07-01")).empty());
  EXPECT_EQ(all.parent({"a"}, day("2025-06-30")), UnitId{"north"});
}

TEST(UnitTree, StaysUnderAUnitAreCutByEveryMove) {
  const auto stays = tree().stays_under({"north"});
  ASSERT_EQ(stays.size(), 2u);
  EXPECT_EQ(stays[1], (UnitTree::Stay{{"a"}, day("2020-01-01"), day("2025-07-01")}));
}

// group > north (volume 9) > a (volume 5) > desk; north > b; south > c: who counts guests, and who is a department.
TEST(UnitTree, GuestsComeToTheLowestThatHaveAVolumeNotToTheDepartmentsUnderThem) {
  const auto with = [](const char* id, int level, std::int64_t volume) {
    auto made = unit(id, level);
    if (volume > 0) made.volume = volume;
    return made;
  };
  const auto from = day("2020-01-01");
  const auto build = [&](std::int64_t north, std::int64_t a) {
    return UnitTree({with("group", 0, 0), with("north", 1, north), with("south", 1, 0), with("a", 2, a), unit("b", 2),
                     unit("c", 2), unit("desk", 3)},
                    {{{"group"}, {}, from, {}},
                     {{"north"}, UnitId{"group"}, from, {}},
                     {{"south"}, UnitId{"group"}, from, {}},
                     {{"a"}, UnitId{"north"}, from, {}},
                     {{"b"}, UnitId{"north"}, from, {}},
                     {{"c"}, UnitId{"south"}, from, {}},
                     {{"desk"}, UnitId{"a"}, from, {}}});
  };
  const auto day_of = day("2026-01-01");
  const auto on = [&](const UnitTree& all) {
    return names(all.where_guests_come(all.branch({"group"}, day_of), day_of));
  };
  EXPECT_EQ(on(build(0, 5)), (Names{"a", "b", "c"}));
  EXPECT_EQ(on(build(9, 5)), (Names{"a", "c"})) << "b lies under north, whose volume is known";
  EXPECT_EQ(on(build(0, 0)), (Names{"b", "c", "desk"})) << "no volumes: where nobody is under";
  EXPECT_TRUE(build(0, 5).where_guests_come({{"a"}}, day("2019-01-01")).empty());
}

TEST(Units, FoundedWithACodeOfTheirName) {
  auto made = found(tree(), levels, {UnitId{"new"}, "Hôtel De Brug & Zn.", 2, UnitId{"north"}, day("2026-01-01"), "", {}});
  ASSERT_TRUE(made);
  EXPECT_EQ(made->unit.code, "hotel-de-brug-zn");
  EXPECT_EQ(found(tree(), levels, {UnitId{"new"}, "a", 2, UnitId{"north"}, day("2026-01-01"), "", {}})->unit.code, "a-2");
  EXPECT_FALSE(found(tree(), levels, {UnitId{"new"}, "x", 2, UnitId{"a"}, day("2026-01-01"), "", {}}));
  EXPECT_FALSE(found(tree(), levels, {UnitId{"new"}, "x", 3, UnitId{"north"}, day("2026-01-01"), "", {}}));
  EXPECT_FALSE(found(tree(), levels, {UnitId{"new"}, "x", 2, UnitId{"north"}, day("2019-01-01"), "", {}}));
  EXPECT_FALSE(found(tree(), levels, {UnitId{"new"}, "x", 2, UnitId{"north"}, day("2026-01-01"), "a", {}}));
}

TEST(Units, AMoveCutsTheCurrentPlaceAndTakesBackLaterOnes) {
  auto moved = move(tree(), {"a"}, {"north"}, day("2026-01-01"));
  ASSERT_TRUE(moved);
  ASSERT_EQ(moved->places.size(), 3u);
  EXPECT_EQ(moved->places[1].until, day("2026-01-01"));
  // Back before the move ever happened: one place again.
  auto undone = move(tree(), {"a"}, {"north"}, day("2025-07-01"));
  ASSERT_TRUE(undone);
  ASSERT_EQ(undone->places.size(), 1u);
  EXPECT_FALSE(undone->places[0].until);
  EXPECT_FALSE(move(tree(), {"group"}, {"north"}, day("2026-01-01")));
  EXPECT_FALSE(move(tree(), {"north"}, {"south"}, day("2026-01-01")));
}

TEST(Units, AnEndNeedsAPlaceForWhatStandsUnderIt) {
  EXPECT_EQ(end(tree(), {"south"}, day("2026-03-31"), {}).error().fields.at(0).key, "people.unit.has_children");
  auto merged = end(tree(), {"south"}, day("2026-03-31"), UnitId{"north"});
  ASSERT_TRUE(merged);
  ASSERT_EQ(merged->size(), 3u);
  EXPECT_EQ(merged->back().unit.until, day("2026-04-01"));
  EXPECT_EQ(merged->back().unit.into, UnitId{"north"});
  EXPECT_EQ(merged->front().places.back().parent, UnitId{"north"});
  EXPECT_EQ(merged->front().places.back().from, day("2026-04-01"));
  EXPECT_FALSE(end(tree(), {"south"}, day("2026-03-31"), UnitId{"south"}));
  EXPECT_FALSE(end(tree(), {"group"}, day("2026-03-31"), {}));
}

TEST(VisibleUnits, WhoLeadsAUnitSeesItsBranchAndNothingElseExists) {
  const auto all = tree();
  http::Caller leader{.account = {"m"}, .role = http::Role::unit_manager, .unit = UnitId{"south"}};
  const Day on = day("2026-01-01");
  EXPECT_EQ(names(*visible_units(leader, all, {}, on)), (Names{"south", "a", "b"}));
  EXPECT_EQ(names(*visible_units(leader, all, UnitId{"a"}, on)), (Names{"a"}));
  const auto other = visible_units(leader, all, UnitId{"north"}, on);
  const auto unknown = visible_units(leader, all, UnitId{"nowhere"}, on);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error(), unknown.error());
  leader.unit.reset();
  EXPECT_FALSE(visible_units(leader, all, {}, on));
  EXPECT_EQ(visible_units({.account = {"o"}, .role = http::Role::owner}, all, {}, on)->size(), 5u);
}

// The ratios of the W3C's own definition: black on white is 21; #767676 on white is the lightest grey that passes at 4.54.
TEST(Contrast, AsWcagDefinesIt) {
  EXPECT_NEAR(contrast("#000000", "#ffffff"), 21, 1e-9);
  EXPECT_NEAR(contrast("#767676", "#ffffff"), 4.54, 0.005);
  EXPECT_NEAR(contrast("#7d5800", "#ffffff"), 6.4, 0.05);
}

TEST(Contrast, AnyColourIsMendedUntilItCanBeRead) {
  for (int step = 0; step < 4096; step += 7) {
    char text[8];
    std::snprintf(text, sizeof text, "#%x%x%x%x%x%x", step >> 8, step >> 8, (step >> 4) & 15, (step >> 4) & 15, step & 15, step & 15);
    const auto brand = brand_of(text, false);
    EXPECT_EQ(brand.colour, text);
    EXPECT_GE(contrast(brand.used_light, "#f6f4ef"), 4.5) << text;
    EXPECT_GE(contrast(brand.used_dark, "#1e1c18"), 4.5) << text;
    EXPECT_EQ(brand.fill_light.colour, text) << "a surface keeps the colour that was typed";
    for (const auto& fill : {brand.fill_light, brand.fill_dark})
      EXPECT_GE(contrast(fill.colour, fill.text), 4.5) << text;
  }
  EXPECT_EQ(brand_of("yellow", false).colour, Brand{}.colour);
}

TEST(PasswordRules, RefuseWhatIsEasyToGuess) {
  for (const auto* bad : {"password1234", "Password123!", "P@ssw0rd2024", "welkom123456", "wachtwoord123", "aaaaaaaaaaaa", "abcabcabcabc",
                          "123456789012", "qwertyuiop123", "Zomer2024Zomer!", "iloveyou12345", "amsterdam2024!", "correcthorsebatterystaple",
                          "letmeinletmein", "admin123admin123", "1q2w3e4r5t6y7u"})
    EXPECT_FALSE(password_good(bad, {})) << bad;
  for (const auto* good : {"tafel-kruik-lantaarn-9", "zesendertig mussen op een rij", "vK8#rTq2pLw9z", "grijze olifanten dansen stil"})
    EXPECT_TRUE(password_good(good, {"Merelhof Hotels", "Anna de Wit", "anna@merelhof.example"})) << good;
  EXPECT_EQ(password_good("elf tekens!", {}).error().fields.at(0).key, "people.password.short");
  for (const auto* near : {"merelhofhotels", "MerelhofHotels1!", "anna@merelhof.example", "AnnaDeWit2024!"})
    EXPECT_FALSE(password_good(near, {"Merelhof Hotels", "Anna de Wit", "anna@merelhof.example"})) << near;
}

TEST(Passwords, MatchAndDoNot) {
  const Passwords passwords({.passes = 1, .memory_bytes = 8192}, 1);
  const auto hash = passwords.hash("tafel-kruik");
  EXPECT_NE(hash, passwords.hash("tafel-kruik"));
  EXPECT_TRUE(passwords.matches("tafel-kruik", hash));
  EXPECT_FALSE(passwords.matches("tafel-kruil", hash));
  EXPECT_FALSE(passwords.matches("", ""));
}

TEST(GuessDelay, GrowsPerAddressAndStaysSmallElsewhere) {
  SetClock clock({1'700'000'000'000'000});
  SeededRandomness randomness(3);
  GuessDelay guesses(clock, randomness);
  for (int i = 0; i < 3; ++i) guesses.wrong("a@b.nl", "1");
  EXPECT_EQ(guesses.wait_seconds("a@b.nl", "1"), 0);
  guesses.wrong("a@b.nl", "1");
  EXPECT_EQ(guesses.wait_seconds("a@b.nl", "1"), 2);
  for (int i = 0; i < 30; ++i) guesses.wrong("a@b.nl", "1");
  EXPECT_EQ(guesses.wait_seconds("a@b.nl", "1"), 900);
  EXPECT_EQ(guesses.wait_seconds("a@b.nl", "2"), 0) << "nobody waits for a stranger's mistakes";
  guesses.wrong("a@b.nl", "2");
  EXPECT_EQ(guesses.wait_seconds("a@b.nl", "2"), 0);
  guesses.wrong("a@b.nl", "2");
  EXPECT_EQ(guesses.wait_seconds("a@b.nl", "2"), 2) << "one mistake is free while the account is guessed at";
  EXPECT_EQ(guesses.wait_seconds("c@d.nl", "1"), 0);
  clock.set({clock.now().micros + std::int64_t{901} * 1'000'000});
  EXPECT_EQ(guesses.wait_seconds("a@b.nl", "1"), 0);
}

TEST(Secrets, AHashOfAPersonDependsOnItsOrganisationAndPurpose) {
  const Secrets one({1}), other({2});
  EXPECT_EQ(one.hmac("person:1", "klant-9"), one.hmac("person:1", "klant-9"));
  EXPECT_NE(one.hmac("person:1", "klant-9"), one.hmac("person:2", "klant-9"));
  EXPECT_NE(one.hmac("person:1", "klant-9"), other.hmac("person:1", "klant-9"));
}

}  // namespace
}  // namespace goud::people
