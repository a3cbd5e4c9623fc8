#include <gtest/gtest.h>

#include <algorithm>

#include "barriers/test_house.hpp"

namespace goud::barriers {
namespace {

using test::day_micros;
using test::House;

TEST(Board, TheSameIsJoinedAndCounted) {
  House house;
  const auto one = house.report("fatima", house.draft("", 15));
  EXPECT_EQ(house.report("ruben", house.draft("", 60)), one) << "the same unit, moment and kind, without words";
  EXPECT_NE(house.report("ruben", house.draft("Slechts één sleutelautomaat")), one);
  EXPECT_NE(house.report("ruben", house.draft("", 5, Kind::not_there)), one);
  auto chosen = house.draft("", 5);
  chosen.barrier = one;
  chosen.kind = Kind::other;
  EXPECT_EQ(house.report("fatima", chosen, "s"), one);
  EXPECT_EQ(house.report("fatima", chosen, "s"), one) << "the same submission is the same report";
  EXPECT_EQ(house.at(one).reports, 3);
  EXPECT_EQ(house.at(one).minutes, 80);
  const auto waiting = [&] {
    return house.read([&](store::Reader& reader) { return named_waiting(reader, {house.department, house.hotel}); });
  };
  EXPECT_EQ(waiting(), 5);
  const auto said = house.sums();
  EXPECT_EQ(said.open, 3);
  EXPECT_EQ(said.reports, 5);
  EXPECT_EQ(said.minutes, 80 + 15 + 5);
  EXPECT_EQ(house.sums({.open = true}).minutes, 100);
}

TEST(Board, AMomentThatIsNotThereIsRefused) {
  House house;
  auto draft = house.draft();
  draft.moment = MomentId{"nergens"};
  const auto done = house.store->change(store::Scope(house.tenant), [&](store::Writer& writer) {
    return report(writer, house.acting(), house.randomness, "s", draft);
  });
  EXPECT_EQ(done.error().fields[0].path, "moment");
}

TEST(Board, JoiningMovesReportsAndTotals) {
  House house;
  const auto one = house.report("fatima", house.draft("Automaat stuk", 15));
  const auto other = house.report("ruben", house.draft("Sleutelautomaat weer kapot", 30));
  ASSERT_TRUE(house.store->write(store::Scope(house.tenant),
                                 [&](store::Writer& writer) { return join(writer, house.acting(), other, one); }));
  EXPECT_EQ(house.at(one).minutes, 45);
  EXPECT_EQ(house.at(other).state, State::joined);
  EXPECT_EQ(house.all().size(), 1U);
  EXPECT_EQ(house.sums().minutes, 45);
  EXPECT_EQ(house.sums().reports, 2);
  // Who reported the one that went confirms the one that stays, and who chooses it is counted there.
  auto late = house.draft("", 5);
  late.barrier = other;
  EXPECT_EQ(house.report("noor", late), one);
  ASSERT_TRUE(house.change(one, [&](Barrier b) { return solve(std::move(b), "vervangen", house.clock.now()); }));
  EXPECT_TRUE(house.store->write(store::Scope(house.tenant), [&](store::Writer& writer) {
    return say(writer, house.acting("ruben"), one, "ruben", true);
  }));
  EXPECT_EQ(house.at(one).state, State::confirmed);
}

TEST(Board, OnlyReportersSay) {
  House house;
  const auto one = house.report("fatima", house.draft());
  (void)house.report("ruben", house.draft());
  const auto said = [&](const char* who, bool gone) {
    return house.store->write(store::Scope(house.tenant),
                              [&](store::Writer& writer) { return say(writer, house.acting(who), one, who, gone); });
  };
  EXPECT_EQ(said("fatima", true).error().key, "barriers.not_solved");
  ASSERT_TRUE(house.change(one, [&](Barrier b) { return acknowledge(std::move(b), "noor", {}, house.clock.now()); }));
  ASSERT_TRUE(house.change(one, [&](Barrier b) { return solve(std::move(b), "gebeld", house.clock.now()); }));
  EXPECT_EQ(said("noor", true).error().key, "barriers.not_reporter");
  ASSERT_TRUE(said("fatima", false));
  EXPECT_EQ(house.at(one).state, State::acknowledged);
  ASSERT_TRUE(house.change(one, [&](Barrier b) { return solve(std::move(b), "nu echt", house.clock.now()); }));
  EXPECT_EQ(house.at(one).still_there, 0) << "asked anew";
  ASSERT_TRUE(said("fatima", true));
  ASSERT_TRUE(said("fatima", true)) << "again is once";
  EXPECT_EQ(house.at(one).gone, 1);
  EXPECT_EQ(house.at(one).state, State::confirmed);
  ASSERT_TRUE(said("ruben", false)) << "also afterwards";
  EXPECT_EQ(house.at(one).state, State::acknowledged);
  // Reported again after it was solved: it is still there.
  ASSERT_TRUE(house.change(one, [&](Barrier b) { return solve(std::move(b), "en nu", house.clock.now()); }));
  EXPECT_EQ(house.report("anna", house.draft()), one);
  EXPECT_EQ(house.at(one).state, State::acknowledged);
  EXPECT_EQ(house.at(one).still_there, 1);
}

TEST(Board, AChangeMadeMeanwhileIsRefused) {
  House house;
  const auto one = house.report("fatima", house.draft());
  auto old = house.at(one);
  (void)house.report("ruben", house.draft());
  EXPECT_EQ(house.at(one).revision, old.revision) << "a report changes nobody's page";
  ASSERT_TRUE(house.change(one, [&](Barrier b) { return acknowledge(std::move(b), "noor", {}, house.clock.now()); }));
  const auto done = house.store->write(store::Scope(house.tenant),
                                       [&](store::Writer& writer) { return keep(writer, house.acting(), old, "x"); });
  EXPECT_EQ(done.error().kind, FaultKind::conflict);
}

TEST(Board, RisesToTheNearestAbove) {
  House house;
  const people::Passwords passwords({1, 8192}, 1);
  const auto account = [&](const char* email, http::Role role, std::optional<UnitId> unit) {
    return people::make_account(*house.store, house.tenant, house.clock, house.randomness, passwords,
                                {email, email, role, std::move(unit), "nl", ""})
        .value()
        .text;
  };
  const auto leads = account("leads@example.nl", http::Role::unit_manager, house.hotel);
  const auto cx = account("cx@example.nl", http::Role::cx_manager, {});
  const auto one = house.report("fatima", house.draft());
  ASSERT_TRUE(house.change(one, [&](Barrier b) { return acknowledge(std::move(b), "hoofd", {}, house.clock.now()); }));
  house.later(3 * day_micros - 1);
  ASSERT_TRUE(morning(*house.services, house.clock.now()));
  EXPECT_EQ(house.at(one).escalated, 0);
  house.later(1);
  ASSERT_TRUE(morning(*house.services, house.clock.now()));
  EXPECT_EQ(house.at(one).escalated, 1);
  EXPECT_EQ(house.at(one).level, 1);
  EXPECT_EQ(house.at(one).owner, leads);
  EXPECT_EQ(house.all({.overdue = true}).size(), 1U);
  EXPECT_EQ(house.sums().overdue, 1);
  ASSERT_TRUE(morning(*house.services, house.clock.now()));
  EXPECT_EQ(house.at(one).escalated, 1) << "once";
  house.later(7 * day_micros);
  ASSERT_TRUE(morning(*house.services, house.clock.now()));
  EXPECT_EQ(house.at(one).owner, cx);
  EXPECT_EQ(house.at(one).level, 0);
  house.later(60 * day_micros);
  ASSERT_TRUE(morning(*house.services, house.clock.now()));
  EXPECT_EQ(house.at(one).escalated, 2) << "there is nobody above";
  EXPECT_EQ(house.sums().overdue, 1) << "and it is still over time";
}

TEST(Board, PagesByKeyAreTheWholeInOrder) {
  House house;
  std::vector<std::string> owned;
  for (int i = 0; i < 23; ++i) {
    auto draft = house.draft("soort " + std::to_string(i), i % 3 == 0 ? 60 : 5);
    if (i % 2 == 0) draft.unit = house.hotel;
    if (i % 5 == 0) draft.moment = house.breakfast;
    const auto id = house.report("fatima", draft);
    if (i % 4 == 0) {
      ASSERT_TRUE(house.change(id, [&](Barrier b) {
        return acknowledge(std::move(b), "noor", {{{1, 1}, {2, 1}}}, house.clock.now());
      }));
    }
    if (i % 7 == 0) {
      ASSERT_TRUE(house.change(id, [&](Barrier b) { return cannot(std::move(b), "nee", house.clock.now()); }));
    }
  }
  house.later(2 * day_micros);
  ASSERT_TRUE(morning(*house.services, house.clock.now()));
  std::vector<BoardFilter> filters(6);
  filters[1].open = true;
  filters[2].overdue = true;
  filters[3].units = {house.hotel, house.department, house.other};
  filters[4].units = {house.department};
  filters[4].open = true;
  filters[5].moment = house.breakfast;
  for (auto& filter : filters) {
    filter.now = house.clock.now();
    filter.most = 1000;
    const auto whole = house.all(filter);
    EXPECT_TRUE(std::is_sorted(whole.begin(), whole.end(), [&](const Barrier& a, const Barrier& b) {
      const auto rank = [&](const Barrier& one) {
        return std::pair(open(one.state) ? (overdue(one, filter.now) ? 2 : 1) : 0, one.minutes);
      };
      return rank(a) > rank(b);
    }));
    std::vector<std::string> ids, seen;
    for (const auto& one : whole) ids.push_back(one.id);
    filter.most = 4;
    for (auto page = house.all(filter); !page.empty(); page = house.all(filter)) {
      for (const auto& one : page) seen.push_back(one.id);
      filter.before = place_on(page.back());
    }
    EXPECT_EQ(seen, ids);
  }
  EXPECT_EQ(house.all(filters[0]).size(), 0U) << "the last page was read";
}

// The clock of the server comes by once a minute: whoever pages meanwhile loses nothing and sees nothing twice.
TEST(Board, PagesGoOnWhileTimeRunsOut) {
  House house;
  for (int i = 0; i < 6; ++i) {
    const auto id = house.report("fatima", house.draft("soort " + std::to_string(i), 15));
    ASSERT_TRUE(house.change(id, [&](Barrier b) { return acknowledge(std::move(b), "noor", {}, house.clock.now()); }));
  }
  house.later(30 * day_micros);  // over time, and nobody has written that down
  BoardFilter filter;
  filter.most = 1;
  std::vector<std::string> seen;
  for (auto page = house.all(filter); !page.empty() && seen.size() < 10; page = house.all(filter)) {
    seen.push_back(page[0].id);
    filter.before = place_on(page[0]);
  }
  EXPECT_EQ(seen.size(), 6U);
}

// The naive form: every barrier is read, and summed.
TEST(Board, TheSummaryIsTheSumOfAllThatIsThere) {
  House house;
  for (int i = 0; i < 40; ++i) {
    auto draft = house.draft("soort " + std::to_string(i % 17), i % 2 == 0 ? 30 : 5);
    if (i % 3 == 0) draft.unit = house.hotel;
    const auto id = house.report("fatima", draft);
    const auto there = house.at(id);
    if (i % 4 == 0 && there.state == State::reported) {
      ASSERT_TRUE(
          house.change(id, [&](Barrier b) { return acknowledge(std::move(b), "noor", {}, house.clock.now()); }));
    }
    if (i % 9 == 0 && there.state != State::solved) {
      ASSERT_TRUE(house.change(id, [&](Barrier b) { return solve(std::move(b), "ja", house.clock.now()); }));
    }
    house.later(day_micros / 3);
  }
  ASSERT_TRUE(morning(*house.services, house.clock.now()));
  for (const auto& units : {std::optional<std::vector<UnitId>>(), {{house.hotel}}, {{house.hotel, house.department}}}) {
    BoardFilter filter;
    filter.units = units;
    filter.most = 1000;
    Summary naive;
    std::vector<int> ages;
    for (const auto& one : house.all(filter)) {
      naive.reports += one.reports;
      naive.minutes += one.minutes;
      if (one.acknowledged) naive.acknowledged += 1;
      if (!one.acknowledged && one.answer_by && *one.answer_by < house.today()) naive.acknowledged += 1;
      if (!open(one.state)) continue;
      naive.open += 1;
      if (overdue(one, house.clock.now())) naive.overdue += 1;
      ages.push_back(house.today().number - one.since.number);
    }
    std::sort(ages.begin(), ages.end());
    const auto said = house.sums(filter);
    EXPECT_EQ(said.open, naive.open);
    EXPECT_EQ(said.overdue, naive.overdue);
    EXPECT_EQ(said.reports, naive.reports);
    EXPECT_EQ(said.minutes, naive.minutes);
    EXPECT_EQ(said.acknowledged, naive.acknowledged);
    EXPECT_LE(said.acknowledged_in_time, said.acknowledged);
    const auto half = ages.size() / 2;
    EXPECT_EQ(*said.median_age_days, ages.size() % 2 == 1 ? ages[half] : (ages[half] + ages[half - 1]) / 2.0);
  }
}

TEST(Board, ATeamsMeetingGetsOneThatSomebodyHas) {
  House house;
  (void)house.report("fatima", house.draft("zonder eigenaar", 60));
  const auto owned = house.report("fatima", house.draft("met eigenaar", 5));
  const auto found = [&](std::vector<UnitId> units, const MomentId& moment) {
    return house.read([&](store::Reader& reader) { return barrier_for(reader, units, moment, house.clock.now()); });
  };
  EXPECT_FALSE(found({house.department}, house.moment));
  ASSERT_TRUE(house.change(owned, [&](Barrier b) { return acknowledge(std::move(b), "noor", {}, house.clock.now()); }));
  EXPECT_EQ(found({house.department}, house.moment)->id, owned);
  EXPECT_EQ(found({house.department}, {})->id, owned);
  EXPECT_FALSE(found({house.department}, house.breakfast));
  EXPECT_FALSE(found({house.other}, house.moment));
}

TEST(Board, LimitsAreKeptByLevel) {
  House house;
  const auto set = [&](int days) {
    return house.store->write(store::Scope(house.tenant), [&](store::Writer& writer) {
      return keep_limits(writer, house.acting(), {{{2, days}}});
    });
  };
  ASSERT_TRUE(set(5));
  ASSERT_TRUE(set(9));
  EXPECT_EQ(set(0).error().fields[0].path, "levels[0].days");
  EXPECT_EQ(house.read([](store::Reader& reader) { return limits(reader); }).days(2), 9);
}

}  // namespace
}  // namespace goud::barriers
