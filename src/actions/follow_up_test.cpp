#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "actions/parts.hpp"
#include "actions/teller_page.hpp"

namespace goud::actions {
namespace {

using feedback::Expectation;
using feedback::Source;
using feedback::Told;

constexpr std::int64_t day_micros = 86'400'000'000;
const Day day{20'400};
const Instant noon{day.number * day_micros + day_micros / 2};
Instant after(double days) { return Instant{noon.micros + static_cast<std::int64_t>(days * day_micros)}; }

Told sample() {
  Told told;
  told.answer = AnswerId{"0192f0c1-7a00-7000-8000-000000000001"};
  told.seq = 7;
  told.day = day;
  told.received_at = noon;
  told.unit = UnitId{"zwolle"};
  told.moment = MomentId{"check-in"};
  told.language = "nl";
  told.expectation = Expectation::less;
  told.words = "Ik wachtte een half uur.";
  told.telephone = "+31612345678";
  return told;
}

// ---- decisions

TEST(FollowUp, OfAStoryBelowExpectationAndOfALowScoreThatWantsAnAnswer) {
  const auto one = follow_up_of(sample(), noon);
  ASSERT_TRUE(one);
  EXPECT_TRUE(one->story);
  EXPECT_EQ(one->reach, Reach::telephone);
  EXPECT_EQ(one->due, after(follow_up_days));
  auto told = sample();
  told.expectation = Expectation::as;
  EXPECT_FALSE(follow_up_of(told, noon)) << "as expected, and no low score";
  told.recommend = 6;
  EXPECT_FALSE(follow_up_of(told, noon)->story);
  told.recommend = 7;
  EXPECT_FALSE(follow_up_of(told, noon));
  told.not_kept = true;
  EXPECT_TRUE(follow_up_of(told, noon));
  told.telephone.clear();
  EXPECT_FALSE(follow_up_of(told, noon)) << "nobody asked for an answer";
  told.email = "a@b.nl";
  EXPECT_EQ(follow_up_of(told, noon)->reach, Reach::mail);
  told = sample();
  told.telephone.clear();
  EXPECT_EQ(follow_up_of(told, noon)->reach, Reach::none) << "a story without an address is followed up too";
  told.words.clear();
  EXPECT_FALSE(follow_up_of(told, noon));
}

TEST(FollowUp, NotOfAFileNorOfLongAgo) {
  auto told = sample();
  for (const auto source : {Source::import, Source::demo}) {
    told.source = source;
    EXPECT_FALSE(follow_up_of(told, noon));
  }
  told = sample();
  told.source = Source::api;
  EXPECT_TRUE(follow_up_of(told, noon));
  told.day = Day{day.number - 14};
  EXPECT_TRUE(follow_up_of(told, noon));
  told.day = Day{day.number - 15};
  EXPECT_FALSE(follow_up_of(told, noon));
  EXPECT_FALSE(follow_up_of(sample(), after(14.1))) << "goud read it too late to call anybody";
}

TEST(FollowUp, FromHeardToConfirmedByTheCustomer) {
  auto one = *follow_up_of(sample(), noon);
  EXPECT_FALSE(confirmed(one, ConfirmedBy::customer, true, noon)) << "nothing was solved yet";
  EXPECT_EQ(called(one, false, noon)->step, Step::heard) << "nobody answered";
  one = *called(one, true, after(1));
  EXPECT_EQ(one.step, Step::called);
  EXPECT_EQ(called(one, true, after(5))->called, after(1)) << "the first call counts";
  EXPECT_FALSE(solved(one, "  ", after(1)));
  one = *solved(one, "De kaart werkt weer.", after(1.5));
  auto noted = *confirmed(one, ConfirmedBy::noted, true, after(2));
  EXPECT_EQ(counts_of(noted).noted, 1);
  EXPECT_EQ(counts_of(noted).confirmed, 0) << "what a colleague noted is told apart";
  one = *confirmed(noted, ConfirmedBy::customer, true, after(3));
  EXPECT_EQ(counts_of(one).confirmed, 1);
  EXPECT_EQ(counts_of(one).called_in_time, 1);
  EXPECT_FALSE(confirmed(one, ConfirmedBy::noted, false, after(4))) << "a colleague does not write over it";
  EXPECT_FALSE(drop(one, "x", after(4)));
}

TEST(FollowUp, NotYetOpensItAgain) {
  auto one = *solved(*called(*follow_up_of(sample(), noon), true, after(3)), "Klaar.", after(3));
  one = *confirmed(one, ConfirmedBy::customer, false, after(4));
  EXPECT_EQ(one.step, Step::called);
  EXPECT_EQ(counts_of(one).solved, 0);
  EXPECT_EQ(counts_of(one).not_confirmed, 1);
  EXPECT_EQ(counts_of(one).called_in_time, 0) << "it was late and stays late";
  one = *solved(one, "Nu wel.", after(5));
  EXPECT_EQ(counts_of(one).not_confirmed, 0);
}

TEST(FollowUp, NobodyIsCalledWhoDidNotAsk) {
  auto told = sample();
  told.telephone.clear();
  const auto one = *follow_up_of(told, noon);
  EXPECT_FALSE(called(one, true, noon));
  EXPECT_EQ(solved(one, "Wij zetten er iemand bij.", noon)->step, Step::solved);
  EXPECT_FALSE(drop(one, "", noon));
  const auto dropped = *drop(one, "Staat er dubbel.", noon);
  EXPECT_FALSE(solved(dropped, "x", noon));
}

TEST(FollowUp, LateOnlyWhileNobodyCalled) {
  const auto one = *follow_up_of(sample(), noon);
  EXPECT_FALSE(late(one, after(2)));
  EXPECT_TRUE(late(one, after(2.01)));
  EXPECT_FALSE(late(*called(one, true, after(3)), after(3)));
}

TEST(FollowUp, SharesNameTheirBase) {
  FollowUpCounts counts;
  counts.heard = 40;
  counts.reachable = 20;
  counts.called = 10;
  counts.called_in_time = 8;
  counts.in_time_still = 4;
  counts.solved = 12;
  counts.confirmed = 6;
  const auto said = shares(counts);
  EXPECT_EQ(said.called->outcome->n, 20);
  EXPECT_EQ(said.called_in_time->outcome->n, 16);
  EXPECT_EQ(said.solved->outcome->n, 40);
  EXPECT_EQ(said.confirmed->outcome->n, 12);
  EXPECT_DOUBLE_EQ(said.confirmed->outcome->value, .5);
  EXPECT_FALSE(shares({}).called->outcome) << "of nobody nothing is said";
}

TEST(FollowUp, AskingPausesAtThreeAndGoesOnWhenNobodyWaits) {
  EXPECT_EQ(asking(false, 2), Asking::goes_on);
  EXPECT_EQ(asking(false, 3), Asking::pauses);
  EXPECT_EQ(asking(true, 1), Asking::pauses);
  EXPECT_EQ(asking(true, 0), Asking::resumes);
}

people::Account account(const char* id, http::Role role, const char* unit = nullptr, bool active = true) {
  people::Account one;
  one.id = AccountId{id};
  one.role = role;
  if (unit != nullptr) one.unit = UnitId{unit};
  one.active = active;
  return one;
}

people::UnitTree tree() {
  const auto unit = [](const char* id, int level) {
    people::Unit one;
    one.id = UnitId{id};
    one.level = level;
    return one;
  };
  return {{unit("all", 0), unit("zwolle", 1), unit("front", 2), unit("breda", 1)},
          {{UnitId{"all"}, std::nullopt, Day{0}},
           {UnitId{"zwolle"}, UnitId{"all"}, Day{0}},
           {UnitId{"front"}, UnitId{"zwolle"}, Day{0}},
           {UnitId{"breda"}, UnitId{"all"}, Day{0}}}};
}

TEST(FollowUp, IsOfTheNearestUnitsPerson) {
  using http::Role;
  std::vector<people::Account> all{account("cx", Role::cx_manager), account("owner", Role::owner),
                                   account("zwolle-gone", Role::unit_manager, "zwolle", false)};
  EXPECT_EQ(owner_for(all, tree(), UnitId{"front"}, day), "cx");
  all.push_back(account("zwolle", Role::unit_manager, "zwolle"));
  EXPECT_EQ(owner_for(all, tree(), UnitId{"front"}, day), "zwolle");
  EXPECT_EQ(owner_for(all, tree(), UnitId{"breda"}, day), "cx");
  auto one = *follow_up_of(sample(), noon);
  one.unit = UnitId{"breda"};
  EXPECT_FALSE(may_own(all, tree(), one, "zwolle", day));
  EXPECT_FALSE(may_own(all, tree(), one, "zwolle-gone", day));
  EXPECT_TRUE(may_own(all, tree(), one, "cx", day));
  one.unit = UnitId{"front"};
  EXPECT_TRUE(may_own(all, tree(), one, "zwolle", day));
}

TEST(Cause, AChangeHasAnOwnerAndADay) {
  Cause one{"1", "Sleutelkaarten vallen uit", "nl"};
  EXPECT_TRUE(check_cause(one));
  one.change = Cause::Change::other;
  one.text = "Nieuwe kaarten";
  EXPECT_EQ(check_cause(one).error().fields.size(), 2u);
  one.owner = "anna";
  one.due = day;
  EXPECT_TRUE(check_cause(one));
}

// ---- the teller's page

TEST(Teller, ReadsWhatWasToldSafelyAndIsAskedOnlyWhatIsOpen) {
  TellerPage page{"CODE", "nl", "n", "Merelhof"};
  page.zone = "Europe/Amsterdam";
  page.told = sample();
  page.told.words = "<b>Wacht</b>";
  page.follow_up = follow_up_of(sample(), noon);
  auto html = teller_page(page);
  EXPECT_NE(html.find("&lt;b&gt;Wacht"), std::string::npos);
  EXPECT_EQ(html.find("name=\"solved\""), std::string::npos);
  EXPECT_EQ(html.find("name=\"retold\""), std::string::npos);
  EXPECT_EQ(html.find("+316"), std::string::npos);
  EXPECT_EQ(html.find("<script"), std::string::npos);
  page.follow_up = *solved(*page.follow_up, "Klaar.", noon);
  page.may_ask_retold = true;
  html = teller_page(page);
  EXPECT_NE(html.find("name=\"solved\" value=\"no\""), std::string::npos);
  EXPECT_NE(html.find("name=\"retold\" value=\"3-5\""), std::string::npos);
  EXPECT_NE(html.find("Klaar."), std::string::npos);
  EXPECT_LT(html.size(), 15'000u);
}

// ---- what is kept

struct Place {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("goud-follow-up-" + std::to_string(::getpid()));
  Place() { std::filesystem::create_directories(path); }
  ~Place() { std::filesystem::remove_all(path); }
};

class Kept : public testing::Test {
 protected:
  Place place;
  SetClock clock{noon};
  const std::vector<store::Room> rooms{mail::room(),     people::room(),   values::room(),
                                       promises::room(), moments::room(),  feedback::room(),
                                       stories::room(),  barriers::room(), room()};
  std::unique_ptr<store::RecordStore> store = *store::open({.path = (place.path / "goud.db").string()}, rooms, clock);
  SeededRandomness randomness{1};
  const Tenant tenant = *people::make_organisation(*store, clock, randomness, {"Merelhof"});
  const store::Scope scope{tenant};
  const Acting acting{"anna", noon, day};

  void write(const std::function<Done(store::Writer&)>& work) {
    const auto done = store->write(scope, work);
    ASSERT_TRUE(done) << (done ? "" : done.error().key);
  }
  static FollowUp made(int number, const char* unit, int days_ago = 0) {
    auto told = sample();
    told.answer = AnswerId{uuid_of("test", std::to_string(number))};
    told.seq = number;
    told.unit = UnitId{unit};
    told.day = Day{day.number - days_ago};
    told.received_at = after(-days_ago);
    return *follow_up_of(told, noon);
  }
  FollowUpCounts counted(FollowUpFilter filter = {}) {
    filter.now = noon;
    return *store->ask(scope, [&](store::Reader& reader) { return count(reader, filter); });
  }
  std::vector<std::int64_t> listed(FollowUpFilter filter) {
    filter.now = noon;
    std::vector<std::int64_t> seqs;
    const auto found = store->ask(scope, [&](store::Reader& reader) { return follow_ups(reader, filter); });
    for (const auto& one : *found) seqs.push_back(one.seq);
    return seqs;
  }
};

TEST_F(Kept, TotalsAreTheSumOfWhatStands) {
  write([&](store::Writer& writer) -> Done {
    for (int i = 1; i <= 6; ++i) (void)begin(writer, made(i, i % 2 == 0 ? "zwolle" : "breda", i));
    (void)begin(writer, made(1, "elders"));  // there already
    for (int i = 1; i <= 4; ++i) {
      auto one = *called(*follow_up(writer, made(i, "x").id), true, noon);
      if (i <= 2) one = *solved(one, "Klaar.", noon);
      if (i == 1) one = *confirmed(one, ConfirmedBy::customer, true, noon);
      (void)keep(writer, acting, one, "test");
    }
    return end(writer, made(6, "x").id);
  });
  const auto all = counted();
  EXPECT_EQ(all.heard, 5);
  EXPECT_EQ(all.called, 4);
  EXPECT_EQ(all.called_in_time, 2);
  EXPECT_EQ(all.solved, 2);
  EXPECT_EQ(all.confirmed, 1);
  EXPECT_EQ(all.overdue, 1);
  FollowUpFilter breda;
  breda.units = std::vector<UnitId>{UnitId{"breda"}};
  EXPECT_EQ(counted(breda).heard, 3);
  FollowUpFilter late_days;
  late_days.from = Day{day.number - 3};
  late_days.to = Day{day.number - 2};
  EXPECT_EQ(counted(late_days).heard, 2);
  EXPECT_EQ(counted(late_days).overdue, 0);
}

TEST_F(Kept, ListedNewestFirstAndByWhatIsAsked) {
  write([&](store::Writer& writer) -> Done {
    for (int i = 1; i <= 5; ++i) {
      auto one = made(i, i == 3 ? "breda" : "zwolle", 6 - i);
      one.owner = i <= 2 ? "anna" : "bea";
      (void)begin(writer, one);
    }
    return keep(writer, acting, *called(*follow_up(writer, made(1, "x").id), true, noon), "called");
  });
  FollowUpFilter filter;
  EXPECT_EQ(listed(filter), (std::vector<std::int64_t>{5, 4, 3, 2, 1}));
  filter.most = 2;
  filter.before = 4;
  EXPECT_EQ(listed(filter), (std::vector<std::int64_t>{3, 2}));
  filter.units = std::vector<UnitId>{UnitId{"breda"}, UnitId{"zwolle"}};
  EXPECT_EQ(listed(filter), (std::vector<std::int64_t>{3, 2})) << "unit by unit it is the same list";
  filter.units = std::vector<UnitId>{UnitId{"breda"}};
  EXPECT_EQ(listed(filter), (std::vector<std::int64_t>{3}));
  FollowUpFilter overdue;
  overdue.overdue = true;
  EXPECT_EQ(listed(overdue), (std::vector<std::int64_t>{3, 2}));
  FollowUpFilter mine;
  mine.owner = "anna";
  EXPECT_EQ(listed(mine), (std::vector<std::int64_t>{2, 1}));
  mine.step = Step::called;
  EXPECT_EQ(listed(mine), (std::vector<std::int64_t>{1}));
}

TEST_F(Kept, AskingPausesAndGoesOnByItself) {
  const auto pauses = [&] {
    return *store->ask(scope, [](store::Reader& reader) { return feedback::pauses(reader); });
  };
  write([&](store::Writer& writer) -> Done {
    for (int i = 1; i <= 3; ++i) (void)begin(writer, made(i, "zwolle", 10));
    settle_asking(writer, noon, day);
    return {};
  });
  ASSERT_EQ(pauses().size(), 1u);
  EXPECT_EQ(pauses()[0].unanswered, 3);
  for (int i = 1; i <= 3; ++i) {
    EXPECT_EQ(pauses().size(), 1u);
    write([&](store::Writer& writer) {
      return keep(writer, acting, *called(*follow_up(writer, made(i, "x").id), true, noon), "called");
    });
  }
  EXPECT_TRUE(pauses().empty());
}

TEST_F(Kept, NothingStaysOfWhatIsErased) {
  const auto one = made(1, "zwolle");
  write([&](store::Writer& writer) -> Done {
    (void)begin(writer, one);
    (void)mail::post(writer, "L", {"a@b.nl", "nl", "Onderwerp", "Woorden", "follow_up:" + one.id}, noon);
    return forget_answer(writer, one.id);
  });
  EXPECT_EQ(counted().heard, 0);
  const auto letter = *store->ask(scope, [](store::Reader& reader) { return mail::letter(reader, "L"); });
  EXPECT_EQ(letter->letter.to + letter->letter.text, "");
}

TEST_F(Kept, ACauseIsChangedOnTheVersionThatWasSeen) {
  Cause one{"c", "Sleutelkaarten", "nl"};
  one.revision = 0;
  write([&](store::Writer& writer) -> Done {
    auto kept = keep_cause(writer, acting, one);
    EXPECT_EQ(kept->revision, 1);
    EXPECT_FALSE(keep_cause(writer, acting, one)) << "made twice";
    one.revision = 1;
    EXPECT_EQ(keep_cause(writer, acting, one)->revision, 2);
    EXPECT_FALSE(keep_cause(writer, acting, one)) << "changed meanwhile";
    one.revision = 2;
    one.change = Cause::Change::promise;
    one.changed = "nowhere";
    one.text = "x";
    one.owner = "anna";
    one.due = day;
    EXPECT_FALSE(keep_cause(writer, acting, one)) << "no such promise";
    return {};
  });
}

}  // namespace
}  // namespace goud::actions
