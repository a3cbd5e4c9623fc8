// Who comes in with a code, what it opens, and where something without a name may stand. The clock is ours.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "formats/json.hpp"
#include "http/gate.hpp"
#include "people/people.hpp"
#include "people/rows.hpp"

namespace goud::people {
namespace {

namespace fs = std::filesystem;
using http::Access;
using http::Method;
using http::Pass;

constexpr std::int64_t day_long = 86'400'000'000;
constexpr Instant began{1'795'000'000'000'000};  // November 2026

class Floor : public testing::Test {
 protected:
  Floor() : clock(began), random(7), secrets(std::array<unsigned char, 32>{1}), passwords({1, 64 * 1024}, 1) {
    directory = fs::temp_directory_path() / ("goud_floor_" + std::to_string(::getpid()) + "_" +
                                             ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(directory);
    fs::create_directories(directory);
    const std::vector<store::Room> rooms = {people::room()};
    store::Options options;
    options.path = directory / "goud.db";
    options.durability = store::Durability::off;
    truth = made(store::open(options, rooms, clock));
    tenant = made(make_organisation(*truth, clock, random, {"Merelhof", "nl", "Europe/Amsterdam", false}));
    const auto scope = store::Scope(tenant);
    owner = made(truth->change(scope, [&](store::Writer& writer) {
      return add_account(writer, {"anna@example.nl", "Anna", http::Role::owner, {}, "nl", ""}, clock, random);
    }));
    const Day from{today().number - 1000};
    const auto unit = [&](const char* name, int level, const std::optional<UnitId>& parent,
                          std::optional<std::int64_t> volume = std::nullopt) {
      return made(truth->change(scope, [&](store::Writer& writer) {
        return make_unit(writer, clock, random, {name, level, parent, from, "", volume});
      }));
    };
    (void)made(truth->change(scope, [&](store::Writer& writer) -> Result<bool> {
      if (auto done = set_levels(
              writer, {{0, {"Organisatie", ""}}, {1, {"Regio", ""}}, {2, {"Hotel", ""}}, {3, {"Afdeling", ""}}});
          !done)
        return tl::unexpected<Fault>(done.error());
      return true;
    }));
    region = unit("Oost", 1, std::nullopt);
    zwolle = unit("Zwolle", 2, region, 21000);
    desk = unit("Receptie", 3, zwolle);
    kitchen = unit("Keuken", 3, zwolle);
    breda = unit("Breda", 2, region, 9000);
    services = std::make_unique<Services>(Services{*truth, clock, random, secrets, passwords, ""});
    routes(router, *services);
  }
  ~Floor() override {
    services.reset();
    truth.reset();
    fs::remove_all(directory);
  }
  template <class T>
  static T made(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().key);
    return std::move(*result);
  }
  [[nodiscard]] Day today() const { return whole_day(clock.now()); }
  void days_later(int days) { clock.set(Instant{began.micros + days * day_long}); }
  PassMade pass(const PassDraft& draft) {
    return made(truth->change(store::Scope(tenant), [&](store::Writer& writer) {
      return make_pass(writer, secrets, random, owner.text, draft, today());
    }));
  }
  // The session's token, or nothing.
  std::string open(const std::string& code) {
    http::Request request;
    request.method = Method::post;
    request.path = "/api/v1/floor/session";
    request.body = "{\"code\":\"" + code + "\"}";
    request.address = "192.0.2.1";
    const auto answer = router.call(request);
    status = answer->status;
    for (const auto& [name, value] : answer->headers)
      if (name == "Set-Cookie" && value.starts_with("goud_session=") && value.find("Max-Age=0") == std::string::npos)
        return value.substr(13, value.find(';') - 13);
    return "";
  }
  std::optional<http::Caller> caller(const std::string& token) {
    http::Request request;
    request.headers = {{"cookie", "goud_session=" + token}};
    auto found = recognise(*services)(request);
    (void)truth->write(store::Scope(tenant), [](store::Writer&) -> Done { return {}; });
    return found ? *found : std::nullopt;
  }
  UnitTree tree() {
    return made(truth->ask(store::Scope(tenant), [](store::Reader& reader) { return unit_tree(reader); }));
  }
  void registered(const std::vector<Heads>& heads) {
    (void)made(truth->change(store::Scope(tenant), [&](store::Writer& writer) {
      return register_employees(writer, random, {}, heads, today());
    }));
  }
  std::optional<UnitId> place(const UnitId& unit) {
    return made(truth->ask(store::Scope(tenant),
                           [&](store::Reader& reader) { return anonymous_place(reader, tree(), unit, today()); }));
  }

  fs::path directory;
  SetClock clock;
  SeededRandomness random;
  Secrets secrets;
  Passwords passwords;
  std::unique_ptr<store::RecordStore> truth;
  Tenant tenant;
  AccountId owner;
  UnitId region, zwolle, desk, kitchen, breda;
  std::unique_ptr<Services> services;
  http::Router router;
  int status = 0;
};

TEST_F(Floor, AUnitsCodeIsNobodyAndOpensTheFloorAlone) {
  const auto one = pass({Pass::unit, desk, "", "nl", {}});
  EXPECT_EQ(read_code(one.code).value_or("").size(), 12u);
  const auto token = open(one.code);
  EXPECT_EQ(status, 200);
  const auto who = caller(token);
  ASSERT_TRUE(who);
  EXPECT_TRUE(who->account.empty());
  EXPECT_EQ(who->pass, Pass::unit);
  EXPECT_EQ(who->unit, desk);
  EXPECT_TRUE(http::may_call(Access::floor(), who));
  EXPECT_FALSE(http::may_call(Access::own_floor(), who));
  EXPECT_FALSE(http::may_call(Access::signed_in(), who));
  EXPECT_FALSE(http::may_call(Access::of({http::Role::employee}), who)) << "a code has no role";
}

TEST_F(Floor, APersonalPassIsSomebodyWithItsOwnId) {
  const auto one = pass({Pass::personal, kitchen, "Fatima El Idrissi", "en", {}});
  const auto who = caller(open(one.code));
  ASSERT_TRUE(who);
  EXPECT_EQ(who->account.text, one.row.id);
  EXPECT_EQ(who->language, "en");
  EXPECT_TRUE(http::may_call(Access::own_floor(), who));
  EXPECT_FALSE(http::may_call(Access::signed_in(), who));
  const auto names = made(truth->ask(store::Scope(tenant), [&](store::Reader& reader) {
    return names_of(reader, {one.row.id, owner.text, "nobody", ""});
  }));
  EXPECT_EQ(names, (std::map<std::string, std::string>{{one.row.id, "Fatima El Idrissi"}, {owner.text, "Anna"}}));
}

TEST_F(Floor, ACodeIsReadAsPeopleTypeItAndNeverKept) {
  const auto one = pass({Pass::unit, desk, "", "nl", {}});
  std::string typed;
  for (const char c : one.code) typed += c == '-' ? ' ' : static_cast<char>(std::tolower(c));
  EXPECT_FALSE(open(typed).empty());
  EXPECT_TRUE(open("K7QM-2VXR-9TDA").empty());
  EXPECT_EQ(status, 401);
  EXPECT_TRUE(open("no code").empty());
  EXPECT_EQ(status, 401);
  for (int guess = 0; guess < 30 && status == 401; ++guess) (void)open("0000-0000-0000");
  EXPECT_EQ(status, 429);
  EXPECT_FALSE(open(one.code).empty()) << "a right one never waits";
}

TEST_F(Floor, EndingACodeEndsWhoCameInWithIt) {
  const auto one = pass({Pass::unit, desk, "", "nl", {}});
  const auto token = open(one.code);
  ASSERT_TRUE(caller(token));
  const auto ended = [&] {
    return truth->write(store::Scope(tenant),
                        [&](store::Writer& writer) { return end_pass(writer, owner.text, one.row.id, today()); });
  };
  EXPECT_TRUE(ended());
  EXPECT_FALSE(caller(token));
  EXPECT_TRUE(open(one.code).empty());
  EXPECT_FALSE(ended()) << "once";
}

TEST_F(Floor, ASessionLastsAsLongAsItIsUsedAndNinetyDaysAtMost) {
  const auto token = open(pass({Pass::unit, desk, "", "nl", {}}).code);
  for (const int day : {20, 50, 80, 90}) {
    days_later(day);
    EXPECT_TRUE(caller(token)) << day;
  }
  days_later(91);
  EXPECT_FALSE(caller(token));
  days_later(0);
  const auto idle = open(pass({Pass::unit, desk, "", "nl", {}}).code);
  days_later(31);
  EXPECT_FALSE(caller(idle));
}

TEST_F(Floor, AfterARestoreNobodyIsIn) {
  const auto token = open(pass({Pass::unit, desk, "", "nl", {}}).code);
  ASSERT_TRUE(truth->write(store::Scope::installation(), people::room().restored));
  EXPECT_FALSE(caller(token));
}

TEST_F(Floor, WhoIsForgottenHasNoNameAndNoWayIn) {
  const auto one = pass({Pass::personal, kitchen, "Fatima", "nl", {}});
  const auto token = open(one.code);
  const auto told = [&] {
    return made(
        truth->ask(store::Scope(tenant), [&](store::Reader& reader) { return about_pass(reader, one.row.id); }));
  };
  EXPECT_NE(told().find("Fatima"), std::string::npos);
  ASSERT_TRUE(truth->write(store::Scope(tenant),
                           [&](store::Writer& writer) { return forget_pass(writer, one.row.id, today()); }));
  EXPECT_EQ(told().find("Fatima"), std::string::npos);
  EXPECT_FALSE(caller(token));
  EXPECT_TRUE(open(one.code).empty());
}

TEST_F(Floor, PassesAreRefusedByField) {
  const auto wrong = [&](const PassDraft& draft) {
    auto done = truth->change(store::Scope(tenant), [&](store::Writer& writer) {
      return make_pass(writer, secrets, random, owner.text, draft, today());
    });
    std::string paths;
    if (!done)
      for (const auto& field : done.error().fields) paths += field.path + " ";
    return paths;
  };
  EXPECT_EQ(wrong({Pass::personal, desk, "", "nl", {}}), "name ");
  EXPECT_EQ(wrong({Pass::unit, desk, "Fatima", "nl", {}}), "name ");
  EXPECT_EQ(wrong({Pass::unit, UnitId{"nowhere"}, "", "nl", "no role"}), "unit role_id ");
}

TEST_F(Floor, TheFloorsOwnIsItsHouseAndWhatStandsAbove) {
  const auto own = [&](const UnitId& unit) {
    auto units = floor_units(tree(), unit, today());
    std::sort(units.begin(), units.end());
    return units;
  };
  std::vector<UnitId> expected{zwolle, desk, kitchen, region, tree().units().front().id};
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(own(desk), expected);
  EXPECT_EQ(own(kitchen), expected);
  EXPECT_TRUE(own(UnitId{"nowhere"}).empty());
  EXPECT_EQ(floor_house(tree(), desk, today()), zwolle);
  EXPECT_EQ(floor_house(tree(), zwolle, today()), zwolle);
  EXPECT_EQ(floor_house(tree(), region, today()), region) << "no guests are counted there";

  http::Caller code;
  code.pass = Pass::unit;
  code.unit = desk;
  EXPECT_FALSE(visible_units(code, tree(), breda, today())) << "another hotel is not there";
  EXPECT_EQ(visible_units(code, tree(), kitchen, today()), std::vector<UnitId>{kitchen});
  const auto above = visible_units(code, tree(), region, today());
  ASSERT_TRUE(above);
  EXPECT_EQ(std::count(above->begin(), above->end(), breda), 0) << "of the region only what is one's own";
}

TEST_F(Floor, WhatIsSaidWithoutANameStandsWhereTenPeopleWork) {
  EXPECT_EQ(place(desk), std::nullopt) << "nobody is registered";
  registered({{desk, 4}, {kitchen, 5}});
  EXPECT_EQ(place(desk), std::nullopt) << "nine";
  registered({{breda, 1}});
  EXPECT_EQ(place(desk), region) << "ten in the region";
  registered({{kitchen, 6}});
  EXPECT_EQ(place(desk), zwolle);
  EXPECT_EQ(place(breda), region);
  registered({{desk, 12}});
  EXPECT_EQ(place(desk), desk);
}

TEST_F(Floor, TheDoorIsTheSameForAllOfAUnitAndCloses) {
  const auto door = floor_door(secrets, tenant, desk, began);
  EXPECT_EQ(door, floor_door(secrets, tenant, desk, Instant{monday_of(whole_day(began)).number * day_long + 1}));
  EXPECT_NE(door, floor_door(secrets, tenant, kitchen, began));
  const auto opened = open_floor_door(secrets, door, began);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->tenant, tenant);
  EXPECT_EQ(opened->unit, desk);
  EXPECT_TRUE(open_floor_door(secrets, door, Instant{began.micros + 28 * day_long}));
  EXPECT_FALSE(open_floor_door(secrets, door, Instant{began.micros + 36 * day_long}));
  EXPECT_FALSE(open_floor_door(Secrets(std::array<unsigned char, 32>{2}), door, began));
  for (const auto& wrong : std::vector<std::string>{"", ".", "..", "1.x", door + "0", "2" + door})
    EXPECT_FALSE(open_floor_door(secrets, wrong, began)) << wrong;
}

}  // namespace
}  // namespace goud::people
