#include "rounds/kept.hpp"
#include "rounds/rounds.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <set>

#include "rounds/statements.hpp"
#include "rounds/test_round.hpp"

namespace goud::rounds {
namespace {

namespace fs = std::filesystem;
using test::House;

class Letterbox : public testing::Test {
 protected:
  Letterbox() : house(folder.path, clock) {}

  std::vector<HandedOut> opened(const std::vector<int>& heads = {12, 9, 6}) {
    house.found(heads);
    id = house.plan(test::plan_of(house.today()));
    auto out = open_round(*house.services, house.tenant, house.acting(), id);
    EXPECT_TRUE(out) << (out ? "" : out.error().key);
    return *std::move(out);
  }
  void later(int days) { clock.set(Instant{clock.now().micros + days * test::day_micros}); }
  void everyone(const std::vector<HandedOut>& out, int week = 1) {
    for (const auto& one : out) {
      const auto done = house.say(one.code, house.receipt(), "gezegd", week);
      ASSERT_TRUE(done) << done.error().key;
    }
  }
  static std::string why(const Done& done) { return done ? "" : done.error().key; }
  template <class T>
  static std::string why(const Result<T>& done) {
    return done ? "" : done.error().key;
  }
  Result<Round> close() { return close_round(*house.services, house.tenant, house.acting(), id); }
  [[nodiscard]] std::string key_file() const { return folder.path + "/keys/1-" + id + ".key"; }

  test::Folder folder;
  SetClock clock{Instant{1'793'620'800'000'000}};  // 2026-11-02, noon in Amsterdam
  House house;
  std::string id;
};

TEST_F(Letterbox, NothingWorksBeforeTheDayOfConsent) {
  house.found({6});
  const auto id = house.plan(test::plan_of(house.today()));
  const auto enter = [&](std::optional<Consent> consent) {
    return house.store->write(store::Scope(house.tenant),
                              [&](store::Writer& writer) { return enter_consent(writer, house.acting(), consent); });
  };
  EXPECT_TRUE(enter(std::nullopt));
  EXPECT_EQ(why(open_round(*house.services, house.tenant, house.acting(), id)), "rounds.consent.none");
  EXPECT_TRUE(enter(Consent{Day{house.today().number + 1}, "OR"}));
  EXPECT_EQ(why(open_round(*house.services, house.tenant, house.acting(), id)), "rounds.consent.not_yet");
  EXPECT_TRUE(enter(Consent{house.today(), "OR"}));
  EXPECT_TRUE(open_round(*house.services, house.tenant, house.acting(), id));
  EXPECT_EQ(why(enter(std::nullopt)), "rounds.consent.round_open");
}

TEST_F(Letterbox, OpeningGivesAsManyCodesAsPeopleAndKeepsNone) {
  const auto out = opened();
  ASSERT_EQ(out.size(), 27U);
  std::set<std::string> codes, addresses;
  for (const auto& one : out) {
    EXPECT_EQ(one.code.size(), 14U);
    codes.insert(one.code);
    if (!one.address.empty()) addresses.insert(one.address);
  }
  EXPECT_EQ(codes.size(), 27U);
  EXPECT_EQ(addresses.size(), 3U);
  const auto round = house.round(id);
  EXPECT_EQ(round.state, State::open);
  EXPECT_EQ(round.number, 1);
  EXPECT_EQ(round.frozen.people_under(0), 27);
  struct stat state {};
  ASSERT_EQ(::stat(key_file().c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777, 0600U);
  ASSERT_EQ(::stat((folder.path + "/keys").c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777, 0700U);
  const auto all = test::bytes_in(folder.path + "/goud.db") + test::bytes_in(folder.path + "/goud.db-wal");
  for (auto code : codes) {
    EXPECT_EQ(all.find(code), std::string::npos);
    std::erase(code, '-');
    EXPECT_EQ(all.find(code), std::string::npos);
  }
  EXPECT_EQ(why(open_round(*house.services, house.tenant, house.acting(), id)), "rounds.not_planned");
}

TEST_F(Letterbox, ACodeIsReadAsAPersonTypesIt) {
  EXPECT_EQ(read_code("k7qm-2vxr-9tda"), "K7QM2VXR9TDA");
  EXPECT_EQ(read_code(" K7QM 2VXR9TDA "), "K7QM2VXR9TDA");
  EXPECT_EQ(read_code("oO0i-Il1L-9tda"), "000111119TDA");
  EXPECT_EQ(read_code("K7QM-2VXR-9TD"), std::nullopt);
  EXPECT_EQ(read_code("K7QM-2VXR-9TDAA"), std::nullopt);
  EXPECT_EQ(read_code("K7QM-2VXR-9TDU"), std::nullopt);
  EXPECT_EQ(read_code(""), std::nullopt);
  const auto out = opened();
  std::string typed = out[0].code;
  std::transform(typed.begin(), typed.end(), typed.begin(),
                 [](char c) { return c == '0' ? 'o' : static_cast<char>(std::tolower(c)); });
  const auto found = door(*house.services, typed);
  ASSERT_TRUE(found) << found.error().key;
  EXPECT_EQ(found->round.frozen.units[static_cast<std::size_t>(found->place)].id, out[0].unit);
  EXPECT_EQ(found->weeks_open, std::vector<int>{1});
  EXPECT_FALSE(found->late);
  EXPECT_EQ(found->organisation, "Merelhof");
}

TEST_F(Letterbox, OneBallotACodeAndWeek) {
  const auto out = opened();
  const auto receipt = house.receipt();
  EXPECT_TRUE(house.say(out[0].code, receipt));
  EXPECT_TRUE(house.say(out[0].code, receipt)) << "the same receipt again is harmless";
  EXPECT_EQ(house.count(sql::letters, id), 1);
  EXPECT_EQ(why(house.say(out[0].code, house.receipt())), "rounds.ballot.used");
  EXPECT_EQ(why(house.say(out[0].code, house.receipt(), "", 2)), "rounds.ballot.not_now");
  EXPECT_EQ(door(*house.services, out[0].code)->weeks_open, std::vector<int>{});
  later(7);
  EXPECT_EQ(door(*house.services, out[0].code)->weeks_open, std::vector<int>{2});
  EXPECT_EQ(door(*house.services, out[1].code)->weeks_open, (std::vector<int>{1, 2}));
  EXPECT_TRUE(house.say(out[0].code, house.receipt(), "", 2));
  EXPECT_TRUE(house.say(out[1].code, receipt)) << "a receipt is of its code";
  EXPECT_EQ(house.count(sql::letters, id), 3);
  EXPECT_EQ(why(house.say("AAAA-BBBB-CCCC", house.receipt())), "rounds.door.unknown");
  EXPECT_EQ(why(house.say(out[2].code, "short")), "rounds.ballot.receipt");
  EXPECT_EQ(why(house.say(out[2].code, house.receipt(), "", 1, "9")), "fault.fields");
  EXPECT_EQ(house.count(sql::letters, id), 3);
}

TEST_F(Letterbox, WhatIsTakenBackIsGoneAndMayBeSaidAgain) {
  const auto out = opened();
  const auto receipt = house.receipt();
  ASSERT_TRUE(house.say(out[0].code, receipt));
  EXPECT_EQ(why(take_back(*house.services, out[0].code, house.receipt(), 1)), "rounds.take_back.unknown");
  EXPECT_EQ(why(take_back(*house.services, out[1].code, receipt, 1)), "rounds.take_back.unknown");
  EXPECT_TRUE(take_back(*house.services, out[0].code, receipt, 1));
  EXPECT_TRUE(take_back(*house.services, out[0].code, receipt, 1));
  EXPECT_EQ(door(*house.services, out[0].code)->weeks_open, std::vector<int>{1});
  EXPECT_EQ(why(house.say(out[0].code, receipt)), "rounds.ballot.taken_back");
  EXPECT_TRUE(house.say(out[0].code, house.receipt()));
  const auto ledger = test::bytes_in(folder.path + "/erasures.log");
  EXPECT_NE(ledger.find("ballot"), std::string::npos);
  EXPECT_NE(ledger.find("1970-01-01T00:00:00"), std::string::npos);
  EXPECT_EQ(ledger.find(out[0].code), std::string::npos);
}

TEST_F(Letterbox, AStoreThatIsPutBackDoesNotBringBackWhatWasTakenBack) {
  const auto out = opened();
  const auto receipt = house.receipt();
  ASSERT_TRUE(house.say(out[0].code, receipt));
  ASSERT_TRUE(house.say(out[1].code, house.receipt()));
  const auto backup = folder.path + "/backup.db";
  ASSERT_TRUE(house.store->backup_to(backup));
  ASSERT_TRUE(take_back(*house.services, out[0].code, receipt, 1));
  house.close();
  for (const auto* name : {"/goud.db", "/goud.db-wal", "/goud.db-shm"}) fs::remove(folder.path + name);
  fs::copy_file(backup, folder.path + "/goud.db");
  house.open();
  // As restore does, line by line of the ledger.
  std::ifstream ledger(folder.path + "/erasures.log");
  std::string line;
  ASSERT_TRUE(std::getline(ledger, line));
  const auto room = rounds::room();
  ASSERT_EQ(room.forgetters.size(), 1U);
  ASSERT_TRUE(house.store->write(store::Scope(house.tenant), [&](store::Writer& writer) {
    return room.forgetters[0].forget(writer, line.substr(line.rfind('\t') + 1));
  }));
  std::vector<std::int64_t> sizes;
  (void)house.store->read(store::Scope(house.tenant), [&](store::Reader& reader) {
    reader.each(sql::letters, {{":round", id}},
                [&](const store::Row& row) { sizes.push_back(static_cast<std::int64_t>(row.bytes(0).size())); });
  });
  EXPECT_EQ(std::count(sizes.begin(), sizes.end(), 0), 1);
  EXPECT_EQ(sizes.size(), 2U);
  EXPECT_EQ(why(house.say(out[0].code, receipt)), "rounds.ballot.taken_back");
}

TEST_F(Letterbox, EveryLetterIsAsLongAsEveryOther) {
  const auto out = opened();
  ASSERT_TRUE(house.say(out[0].code, house.receipt()));
  ASSERT_TRUE(house.say(out[1].code, house.receipt(), std::string(900, 'x')));
  std::set<std::size_t> sizes;
  (void)house.store->read(store::Scope(house.tenant), [&](store::Reader& reader) {
    reader.each(sql::letters, {{":round", id}}, [&](const store::Row& row) { sizes.insert(row.bytes(0).size()); });
  });
  EXPECT_EQ(sizes.size(), 1U);
}

TEST_F(Letterbox, TheResponseIsMadeOnceADayInStepsOfFive) {
  const auto out = opened();
  const auto at_least = [&] {
    return house.store
        ->ask(store::Scope(house.tenant), [&](store::Reader& reader) { return response(reader, *round(reader, id)); })
        .value()
        .at_least;
  };
  for (int i = 0; i < 7; ++i) ASSERT_TRUE(house.say(out[static_cast<std::size_t>(i)].code, house.receipt()));
  EXPECT_TRUE(close_what_is_due(*house.services, clock.now()));
  EXPECT_EQ(at_least(), std::nullopt) << "none before the first morning";
  later(1);
  EXPECT_TRUE(close_what_is_due(*house.services, clock.now()));
  EXPECT_EQ(at_least(), 5);
  for (int i = 7; i < 12; ++i) ASSERT_TRUE(house.say(out[static_cast<std::size_t>(i)].code, house.receipt()));
  EXPECT_TRUE(close_what_is_due(*house.services, clock.now()));
  EXPECT_TRUE(note_morning(*house.services, house.tenant));
  EXPECT_EQ(at_least(), 5) << "a day's figure stands";
  later(1);
  ASSERT_TRUE(door(*house.services, out[20].code));
  EXPECT_EQ(at_least(), 10) << "made by who asks first";
  const auto round = house.round(id);
  EXPECT_EQ(round.ballots, std::nullopt);
}

TEST_F(Letterbox, TheCloseReleasesEmptiesAndDestroys) {
  const auto out = opened();
  everyone(out);
  EXPECT_EQ(why(close()), "rounds.close.too_soon");
  later(7);
  everyone(out, 2);
  double last = 0;
  house.services->progress = [&](Tenant, std::string_view, double share) {
    EXPECT_GE(share, 0);
    last = std::max(last, share);
  };
  const auto closed = close();
  ASSERT_TRUE(closed) << closed.error().key;
  EXPECT_EQ(last, 1);
  EXPECT_EQ(closed->state, State::released);
  EXPECT_EQ(closed->ballots, 27);
  EXPECT_FALSE(fs::exists(key_file()));
  for (const auto* emptied : {&sql::letters}) EXPECT_EQ(house.count(*emptied, id), 0);
  const auto said =
      house.store->ask(store::Scope(house.tenant), [&](store::Reader& reader) { return latest_released(reader); })
          .value();
  ASSERT_TRUE(said);
  EXPECT_EQ(said->questions, (std::vector<std::string>{"heard", "tools", "again"}));
  EXPECT_EQ(said->of("heard")->whole().n, 27);
  std::size_t words = 0;
  for (const auto& text : said->texts) words += text.words.size();
  EXPECT_EQ(words, 27U);

  EXPECT_EQ(said->proved.determined, 0);
  const auto proved =
      house.store->ask(store::Scope(house.tenant), [&](store::Reader& reader) { return verify(reader, id); }).value();
  ASSERT_TRUE(proved) << proved.error().key;
  EXPECT_EQ(proved->determined, 0);
  EXPECT_EQ(why(close()), "rounds.not_open");
  EXPECT_EQ(why(house.say(out[0].code, house.receipt())), "rounds.door.used");
}

TEST_F(Letterbox, UnderTheFloorTheRoundStaysOpen) {
  const auto out = opened();
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(house.say(out[static_cast<std::size_t>(i)].code, house.receipt()));
  later(28);
  EXPECT_EQ(why(close()), "figures.release.too_few");
  EXPECT_EQ(house.round(id).state, State::open);
  EXPECT_TRUE(close_what_is_due(*house.services, clock.now()));
  EXPECT_EQ(house.round(id).state, State::open);
  ASSERT_TRUE(house.say(out[4].code, house.receipt()));
  EXPECT_TRUE(close_what_is_due(*house.services, clock.now()));
  EXPECT_EQ(house.round(id).state, State::released) << "by the clock, as soon as there are enough";
  EXPECT_FALSE(fs::exists(key_file()));
}

TEST_F(Letterbox, ACodeThatWasNotUsedIsGoodForTheNextRound) {
  const auto out = opened();
  for (std::size_t i = 0; i < 20; ++i) ASSERT_TRUE(house.say(out[i].code, house.receipt()));
  later(28);
  ASSERT_TRUE(close());
  const auto first = id;
  EXPECT_EQ(why(door(*house.services, out[25].code)), "rounds.door.waits");
  EXPECT_EQ(why(door(*house.services, out[0].code)), "rounds.door.used");
  id = house.plan(test::plan_of(house.today()));
  const auto next = open_round(*house.services, house.tenant, house.acting(), id).value();
  EXPECT_EQ(house.round(id).number, 2);
  EXPECT_EQ(why(door(*house.services, out[0].code)), "rounds.door.used");
  const auto late = door(*house.services, out[25].code);
  ASSERT_TRUE(late);
  EXPECT_TRUE(late->late);
  EXPECT_EQ(late->round.id, id);
  ASSERT_TRUE(house.say(out[25].code, house.receipt()));
  EXPECT_EQ(why(house.say(out[25].code, house.receipt())), "rounds.ballot.used");
  for (std::size_t i = 0; i < 10; ++i) ASSERT_TRUE(house.say(next[i].code, house.receipt()));
  later(1);
  ASSERT_TRUE(note_morning(*house.services, house.tenant));
  EXPECT_EQ(
      house.store
          ->ask(store::Scope(house.tenant), [&](store::Reader& reader) { return response(reader, *round(reader, id)); })
          ->at_least,
      10)
      << "who is late is not counted";
  later(27);
  ASSERT_TRUE(close());
  EXPECT_EQ(why(door(*house.services, out[26].code)), "rounds.door.unknown") << "good for one round more, no longer";
  EXPECT_EQ(why(door(*house.services, next[20].code)), "rounds.door.waits");
  const auto said =
      house.store->ask(store::Scope(house.tenant), [&](store::Reader& reader) { return released(reader, first); })
          .value();
  EXPECT_TRUE(said) << "the first release stands as it stood";
}

TEST_F(Letterbox, BeginningAgainVoidsCodesAndBallots) {
  const auto out = opened();
  everyone(out);
  const auto before = house.keys->of(house.tenant, id).value();
  const auto again = begin_again(*house.services, house.tenant, house.acting(), id);
  ASSERT_TRUE(again) << again.error().key;
  EXPECT_EQ(again->size(), 27U);
  EXPECT_EQ(house.count(sql::letters, id), 0);
  EXPECT_EQ(why(house.say(out[0].code, house.receipt())), "rounds.door.unknown");
  EXPECT_TRUE(house.say((*again)[0].code, house.receipt()));
  EXPECT_NE(house.keys->of(house.tenant, id).value().public_key, before.public_key)
      << "letters of before, in an older backup, open for nobody";
  EXPECT_TRUE(examine(*house.services).empty());
}

TEST_F(Letterbox, AKeyThatWasToTakeOverIsSettledByWhatTheStoreHolds) {
  opened();
  const auto own = house.keys->of(house.tenant, id).value().public_key;
  ASSERT_TRUE(house.keys->renew(house.tenant, id));
  ASSERT_TRUE(end_unfinished(*house.services));
  EXPECT_EQ(house.keys->of(house.tenant, id).value().public_key, own) << "cut off before it was committed";
  const auto next = house.keys->renew(house.tenant, id).value();
  ASSERT_TRUE(house.keys->settle(house.tenant, id, next));
  EXPECT_EQ(house.keys->of(house.tenant, id).value().public_key, next) << "cut off after it";
}

TEST_F(Letterbox, AWithdrawnRoundIsThrownAwayUnopened) {
  const auto out = opened();
  everyone(out);
  EXPECT_EQ(why(withdraw_round(*house.services, house.tenant, house.acting(), id, " ")), "fault.fields");
  const auto gone = withdraw_round(*house.services, house.tenant, house.acting(), id, "Verkeerde vragen");
  ASSERT_TRUE(gone) << gone.error().key;
  EXPECT_EQ(gone->state, State::withdrawn);
  EXPECT_EQ(gone->because, "Verkeerde vragen");
  EXPECT_FALSE(fs::exists(key_file()));
  EXPECT_EQ(house.count(sql::letters, id), 0);
  EXPECT_EQ(why(door(*house.services, out[0].code)), "rounds.door.unknown");
  EXPECT_FALSE(house.store->ask(store::Scope(house.tenant), [&](store::Reader& reader) { return released(reader, id); })
                   .value());
}

TEST_F(Letterbox, ALostKeyLosesTheOpenRoundAndNothingElse) {
  auto out = opened();
  for (std::size_t i = 0; i < 20; ++i) ASSERT_TRUE(house.say(out[i].code, house.receipt()));
  later(28);
  ASSERT_TRUE(close());
  const auto first = id;
  id = house.plan(test::plan_of(house.today()));
  out = open_round(*house.services, house.tenant, house.acting(), id).value();
  everyone(out);
  EXPECT_TRUE(examine(*house.services).empty());
  const auto key = test::bytes_in(key_file());
  fs::rename(key_file(), folder.path + "/elsewhere");
  ASSERT_EQ(examine(*house.services).size(), 1U);
  EXPECT_EQ(examine(*house.services)[0].key, "rounds.key.missing") << "told beforehand";
  later(28);
  EXPECT_EQ(why(close()), "rounds.key.missing");
  EXPECT_EQ(house.round(id).state, State::open) << "it may be put back yet";
  ASSERT_TRUE(house.keys->make(Tenant{1}, id));
  EXPECT_EQ(examine(*house.services)[0].key, "rounds.key.foreign");
  EXPECT_EQ(why(close()), "rounds.key.not_of_round");
  EXPECT_EQ(house.round(id).state, State::open);
  fs::rename(folder.path + "/elsewhere", key_file());
  fs::resize_file(key_file(), 40);
  EXPECT_EQ(examine(*house.services)[0].key, "rounds.key.damaged");
  fs::remove(key_file());
  const auto gone = withdraw_round(*house.services, house.tenant, house.acting(), id, "Sleutel kwijt");
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->state, State::lost);
  EXPECT_TRUE(
      house.store->ask(store::Scope(house.tenant), [&](store::Reader& reader) { return released(reader, first); })
          .value());
}

TEST_F(Letterbox, AStoreThatIsPutBackCannotOpenARoundThatEnded) {
  const auto out = opened();
  everyone(out);
  const auto backup = folder.path + "/backup.db";
  ASSERT_TRUE(house.store->backup_to(backup));
  later(28);
  ASSERT_TRUE(close());
  house.close();
  for (const auto* name : {"/goud.db", "/goud.db-wal", "/goud.db-shm"}) fs::remove(folder.path + name);
  fs::copy_file(backup, folder.path + "/goud.db");
  house.open();
  EXPECT_EQ(house.round(id).state, State::open);
  EXPECT_EQ(examine(*house.services)[0].key, "rounds.key.destroyed");
  ASSERT_TRUE(end_unfinished(*house.services));
  EXPECT_EQ(house.round(id).state, State::lost);
  EXPECT_EQ(house.count(sql::letters, id), 0);
  EXPECT_TRUE(examine(*house.services).empty());
}

TEST_F(Letterbox, OneRoundAtATimeForAWeekAtLeastAndNoLowerFloor) {
  opened();
  auto plan = test::plan_of(house.today());
  const auto second = house.plan(plan);
  EXPECT_EQ(house.round(second).number, 2);
  EXPECT_EQ(why(open_round(*house.services, house.tenant, house.acting(), second)), "rounds.another_open");
  ASSERT_TRUE(withdraw_round(*house.services, house.tenant, house.acting(), id, "x"));
  later(22);
  EXPECT_EQ(why(open_round(*house.services, house.tenant, house.acting(), second)), "rounds.open.too_short");
  plan = test::plan_of(house.today());
  plan.floor = 8;
  const auto third = house.plan(plan);
  ASSERT_TRUE(open_round(*house.services, house.tenant, house.acting(), third));
  ASSERT_TRUE(withdraw_round(*house.services, house.tenant, house.acting(), third, "x"));
  const auto fourth = house.plan(test::plan_of(house.today()));
  EXPECT_EQ(why(open_round(*house.services, house.tenant, house.acting(), fourth)), "rounds.open.floor_lower");
}

// Another time zone meanwhile would make a week shorter, or a morning of this afternoon.
TEST_F(Letterbox, TheDaysOfARoundAreThoseOfTheZoneItOpenedIn) {
  opened();
  EXPECT_EQ(house.round(id).frozen.time_zone, "Europe/Amsterdam");
  Frozen elsewhere;
  elsewhere.time_zone = "Pacific/Pago_Pago";
  const Instant late{test::day("2026-06-01").number * std::int64_t{86'400'000'000} + std::int64_t{3'600'000'000}};
  const auto here = house.round(id).frozen;
  const auto days = house.store->ask(store::Scope(house.tenant), [&](store::Reader& reader) {
    return std::pair(today_in(here, reader, late), today_in(elsewhere, reader, late));
  });
  ASSERT_TRUE(days);
  EXPECT_EQ(to_text(days->first), "2026-06-01");
  EXPECT_EQ(to_text(days->second), "2026-05-31");
}

TEST_F(Letterbox, WhoIsForgottenIsNoLongerOnTheList) {
  opened();
  const auto employees =
      house.store->ask(store::Scope(house.tenant), [&](store::Reader& reader) { return people::employees(reader); })
          .value();
  const auto about = [&] {
    return house.store
        ->ask(store::Scope(house.tenant),
              [&](store::Reader& reader) { return about_employee(reader, employees[3].id); })
        .value();
  };
  EXPECT_EQ(about(), "{\"may_answer_round\":1}");
  ASSERT_TRUE(house.store->write(store::Scope(house.tenant),
                                 [&](store::Writer& writer) { return forget_employee(writer, employees[3].id); }));
  EXPECT_EQ(about(), "{}");
}

}  // namespace
}  // namespace goud::rounds
