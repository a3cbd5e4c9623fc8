#include "store/store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <latch>
#include <thread>

#include "store/test_store.hpp"

namespace goud::store {
namespace {

using testing::IsEmpty;
using test::Fixture;

TEST_F(Fixture, WritesAndReads) {
  auto store = opened();
  ASSERT_TRUE(store->write(one, [](Writer& writer) -> Done {
    EXPECT_EQ(writer.run(test::insert_thing, {{":id", "a"}, {":name", "first"}, {":size", 3}}), 1);
    writer.run(test::insert_thing, {{":id", "b"}, {":name", std::optional<std::string>()}, {":size", Null{}}});
    return {};
  }));
  const auto names = store->ask(one, [](Reader& reader) {
    return reader.all(test::all_things, {}, [](const Row& row) {
      return std::tuple(row.string(0), row.maybe_string(1), row.maybe_integer(2));
    });
  });
  ASSERT_TRUE(names);
  ASSERT_EQ(names->size(), 2U);
  EXPECT_EQ(names->at(0), std::tuple("a", std::optional<std::string>("first"), std::optional<std::int64_t>(3)));
  EXPECT_EQ(names->at(1), std::tuple("b", std::nullopt, std::nullopt));
}

TEST_F(Fixture, KeepsBytesAndNulAndLongText) {
  auto store = opened();
  const std::string nul("a\0b", 3);
  const std::string emoji = "🌷 é";
  const std::string large(1'000'000, 'x');
  for (const auto& text : {nul, emoji, large, std::string()}) {
    ASSERT_TRUE(store->write(one, [&](Writer& writer) -> Done {
      writer.run(test::insert_thing, {{":id", "t" + std::to_string(text.size())}, {":name", text}, {":size", 0}});
      return {};
    }));
    const auto back = store->ask(one, [&](Reader& reader) {
      return reader.first(test::one_thing, {{":id", "t" + std::to_string(text.size())}}, [](const Row& row) { return row.string(0); });
    });
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, text);
  }
}

TEST_F(Fixture, OrganisationsDoNotSeeEachOther) {
  auto store = opened();
  ASSERT_TRUE(add(*store, one, "a"));
  ASSERT_TRUE(add(*store, two, "a")) << "the same id in another organisation is another thing";
  ASSERT_TRUE(add(*store, two, "b"));
  EXPECT_EQ(count(*store, one), 1);
  EXPECT_EQ(count(*store, two), 2);
  EXPECT_EQ(count(*store, three), 0);
}

TEST_F(Fixture, ARefusedUnitIsRolledBackAlone) {
  auto store = opened();
  std::latch all(3);
  std::vector<Done> outcomes(3);
  hold(*store);  // so that the three stand in one batch
  for (int i = 0; i < 3; ++i) {
    store->submit(one,
                  [i](Writer& writer) -> Done {
                    writer.run(test::insert_thing, {{":id", "u" + std::to_string(i)}, {":name", "x"}, {":size", i}});
                    if (i == 1) return refuse(FaultKind::conflict, "test.refused");
                    return {};
                  },
                  [&, i](Done done) {
                    outcomes[static_cast<std::size_t>(i)] = std::move(done);
                    all.count_down();
                  });
  }
  let_go();
  all.wait();
  EXPECT_TRUE(outcomes[0]);
  EXPECT_TRUE(outcomes[2]);
  ASSERT_FALSE(outcomes[1]);
  EXPECT_EQ(outcomes[1].error().key, "test.refused");
  EXPECT_EQ(count(*store, one), 2);
}

TEST_F(Fixture, AnExceptionRollsBackItsUnitAndIsNoAccidentForTheOthers) {
  auto store = opened();
  const auto outcome = store->write(one, [](Writer& writer) -> Done {
    writer.run(test::insert_thing, {{":id", "a"}, {":name", "x"}, {":size", 0}});
    throw std::runtime_error("on purpose");
  });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().key, "store.mistake");
  EXPECT_EQ(count(*store, one), 0);
  EXPECT_TRUE(add(*store, one, "a"));
}

TEST_F(Fixture, ABrokenKeyIsACollision) {
  auto store = opened();
  ASSERT_TRUE(add(*store, one, "a"));
  const auto twice = add(*store, one, "a");
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().kind, FaultKind::conflict);
  EXPECT_EQ(twice.error().key, "store.collision");
  // Work may catch it and go on: what it did before stays.
  ASSERT_TRUE(store->write(one, [](Writer& writer) -> Done {
    writer.run(test::insert_thing, {{":id", "b"}, {":name", "x"}, {":size", 0}});
    EXPECT_THROW(writer.run(test::insert_thing, {{":id", "a"}, {":name", "x"}, {":size", 0}}), Collision);
    return {};
  }));
  EXPECT_EQ(count(*store, one), 2);
}

TEST_F(Fixture, AMissingParentIsAConflict) {
  auto store = opened();
  ASSERT_TRUE(add(*store, two, "a"));
  const auto outcome = store->write(one, [](Writer& writer) -> Done {
    writer.run(test::insert_part, {{":thing", "a"}, {":id", "p"}});
    return {};
  });
  ASSERT_FALSE(outcome) << "the thing is of another organisation";
  EXPECT_EQ(outcome.error().key, "store.reference");
}

TEST_F(Fixture, OurOwnMistakesAreFaultsAndNothingIsKept) {
  auto store = opened();
  static const Statement unknown{"test.unknown", "SELECT 1"};
  const auto wrong = [&](Scope scope, const RecordStore::Work& work) {
    const auto outcome = store->write(std::move(scope), [&work](Writer& writer) -> Done {
      writer.run(test::insert_note, {{":text", "before"}});
      return work(writer);
    });
    return outcome ? std::string("kept") : outcome.error().key;
  };
  EXPECT_EQ(wrong(one, [](Writer& w) -> Done { w.run(unknown, {}); return {}; }), "store.mistake");
  EXPECT_EQ(wrong(one, [](Writer& w) -> Done { w.run(test::insert_thing, {{":id", "a"}}); return {}; }), "store.mistake");
  EXPECT_EQ(wrong(one, [](Writer& w) -> Done { w.run(test::insert_note, {{":text", "a"}, {":other", 1}}); return {}; }), "store.mistake");
  EXPECT_EQ(wrong(one, [](Writer& w) -> Done { w.each(test::count_things, {{":org", 2}}, [](const Row&) {}); return {}; }), "store.mistake");
  EXPECT_EQ(wrong(Scope::installation(), [](Writer& w) -> Done { w.each(test::count_things, {}, [](const Row&) {}); return {}; }), "store.mistake");
  EXPECT_EQ(wrong(Scope::installation(), [](Writer& w) -> Done { w.log_change("thing", "a", "added"); return {}; }), "store.mistake");
  EXPECT_EQ(wrong(one, [](Writer& w) -> Done { w.enter(Tenant{2}); return {}; }), "store.mistake");
  EXPECT_EQ(wrong(one, [](Writer& w) -> Done { w.run(test::insert_thing, {{":id", "a"}, {":name", "x"}, {":size", -1}}); return {}; }), "store.mistake");
  const auto written = store->read(one, [](Reader& reader) { reader.each(test::insert_note, {{":text", "x"}}, [](const Row&) {}); });
  EXPECT_FALSE(written) << "a snapshot changes nothing";
  EXPECT_EQ(notes(*store), 0);
}

TEST_F(Fixture, TheInstallationMayEnterOneOrganisation) {
  auto store = opened();
  ASSERT_TRUE(store->write(Scope::installation(), [](Writer& writer) -> Done {
    writer.run(test::insert_note, {{":text", "x"}});
    writer.enter(Tenant{2});
    writer.run(test::insert_thing, {{":id", "a"}, {":name", "x"}, {":size", 0}});
    EXPECT_EQ(writer.log_change("thing", "a", "added"), 1);
    return {};
  }));
  EXPECT_EQ(count(*store, two), 1);
}

TEST_F(Fixture, AReaderSeesOneMoment) {
  auto store = opened();
  ASSERT_TRUE(add(*store, one, "a"));
  ASSERT_TRUE(store->read(one, [&](Reader& reader) {
    const auto counted = [&] { return reader.first(test::count_things, {}, [](const Row& row) { return row.integer(0); }).value(); };
    EXPECT_EQ(counted(), 1);
    EXPECT_TRUE(add(*store, one, "b")) << "a reader does not hold up the writer";
    EXPECT_EQ(counted(), 1);
  }));
  EXPECT_EQ(count(*store, one), 2);
}

TEST_F(Fixture, AStatementMayBeAskedInsideItself) {
  auto store = opened();
  for (const auto* id : {"a", "b", "c"}) ASSERT_TRUE(add(*store, one, id));
  int pairs = 0;
  ASSERT_TRUE(store->read(one, [&](Reader& reader) {
    reader.each(test::all_things, {}, [&](const Row&) {
      reader.each(test::all_things, {}, [&](const Row&) { ++pairs; });
    });
  }));
  EXPECT_EQ(pairs, 9);
}

TEST_F(Fixture, RowsStopWhenEnough) {
  auto store = opened();
  for (const auto* id : {"a", "b", "c"}) ASSERT_TRUE(add(*store, one, id));
  int seen = 0;
  ASSERT_TRUE(store->read(one, [&](Reader& reader) {
    reader.each_until(test::all_things, {}, [&](const Row&) { return ++seen < 2; });
  }));
  EXPECT_EQ(seen, 2);
}

TEST_F(Fixture, ManyWritersAtOnceLoseNothing) {
  auto store = opened();
  constexpr int threads = 8;
  constexpr int each = 100;
  std::atomic<int> acknowledged = 0;
  {
    std::vector<std::jthread> running;
    for (int t = 0; t < threads; ++t) {
      running.emplace_back([&, t] {
        for (int i = 0; i < each; ++i) {
          const auto id = std::to_string(t) + "-" + std::to_string(i);
          if (add(*store, i % 2 == 0 ? one : two, id)) ++acknowledged;
          EXPECT_TRUE(store->read(one, [&](Reader& reader) { reader.each(test::count_things, {}, [](const Row&) {}); }));
        }
      });
    }
  }
  EXPECT_EQ(acknowledged, threads * each);
  EXPECT_EQ(count(*store, one) + count(*store, two), threads * each);
}

TEST_F(Fixture, WhatIsQueuedAtTheCloseIsStillWritten) {
  std::atomic<int> told = 0;
  {
    auto store = opened();
    hold(*store);
    for (int i = 0; i < 50; ++i) {
      store->submit(one,
                    [i](Writer& writer) -> Done {
                      writer.run(test::insert_thing, {{":id", std::to_string(i)}, {":name", "x"}, {":size", 0}});
                      return {};
                    },
                    [&](Done done) { told += done ? 1 : 0; });
    }
    let_go();
  }
  EXPECT_EQ(told, 50);
  EXPECT_EQ(count(*opened(), one), 50);
}

TEST_F(Fixture, TheQueueHasAnEnd) {
  auto store = opened();
  hold(*store);
  std::atomic<int> busy = 0;
  std::atomic<int> kept = 0;
  for (int i = 0; i < 20'100; ++i) {
    store->submit(one, [](Writer&) -> Done { return {}; }, [&](Done done) {
      if (done) ++kept;
      else if (done.error().key == "store.busy") ++busy;
    });
  }
  EXPECT_EQ(busy, 100);
  let_go();
  store.reset();
  EXPECT_EQ(kept, 20'000);
}

TEST_F(Fixture, TheChangeLogCountsPerOrganisationAndLosesNothingToARollBack) {
  auto store = opened();
  const auto log = [&](Scope scope, bool keep) {
    std::int64_t sequence = 0;
    (void)store->write(std::move(scope), [&](Writer& writer) -> Done {
      sequence = writer.log_change("thing", "x", "added");
      writer.emit("thing.added", 1, "{}");
      if (!keep) return refuse(FaultKind::conflict, "test.refused");
      return {};
    });
    return sequence;
  };
  EXPECT_EQ(log(one, true), 1);
  EXPECT_EQ(log(two, true), 1);
  EXPECT_EQ(log(one, false), 2);
  EXPECT_EQ(log(one, true), 2) << "a sequence that was rolled back leaves no hole";
  EXPECT_EQ(log(two, true), 2);
}

TEST_F(Fixture, TheEpochStays) {
  const auto first = opened()->epoch();
  EXPECT_EQ(first.size(), 36U);
  EXPECT_EQ(opened()->epoch(), first);
}

TEST_F(Fixture, ASecondOpeningRunsNoMigrationAgainAndRefusesAChangedOrNewerOne) {
  ASSERT_TRUE(add(*opened(), one, "a"));
  EXPECT_EQ(count(*opened(), one), 1);
  static constexpr Migration changed[] = {{900, "0900_test", "CREATE TABLE thing (org INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (org, id))"}};
  const Room other{"test", changed, {}};
  const auto refused = open(options(), std::span(&other, 1), clock);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "store.migration_changed");
  const auto older = open(options(), {}, clock);
  ASSERT_FALSE(older);
  EXPECT_EQ(older.error().key, "store.newer_schema");
}

TEST_F(Fixture, WhoOnlyLooksSeesTheWorkOfAnotherAndChangesNothing) {
  auto looking = options();
  looking.opening = Opening::look;
  const auto rooms = test::room();
  const auto too_early = open(looking, std::span(&rooms, 1), clock);
  ASSERT_FALSE(too_early);
  EXPECT_EQ(too_early.error().key, "store.older_schema");
  auto store = opened();
  auto beside = opened(looking);
  ASSERT_TRUE(add(*store, one, "a"));
  EXPECT_EQ(count(*beside, one), 1);
  EXPECT_EQ(beside->epoch(), store->epoch());
  const auto refused = add(*beside, one, "b");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "store.readonly");
  EXPECT_TRUE(add(*store, one, "b"));
  EXPECT_EQ(count(*beside, one), 2);
  beside.reset();
  EXPECT_TRUE(add(*store, one, "c"));
  const Migration more[] = {test::migrations[0], {901, "0901_more", "CREATE TABLE more (x TEXT)"}};
  const Room newer{"test", more, {}};
  const auto behind = open(looking, std::span(&newer, 1), clock);
  ASSERT_FALSE(behind);
  EXPECT_EQ(behind.error().key, "store.older_schema");
}

TEST_F(Fixture, AMigrationThatFailsLeavesNothing) {
  static constexpr Migration broken[] = {
      {901, "0901_broken", "CREATE TABLE half (org INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (org, id)); CREATE TABLE oops ("}};
  static constexpr Migration mended[] = {
      {901, "0901_broken", "CREATE TABLE half (org INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (org, id))"}};
  const Room wrong{"test", broken, {}};
  const auto refused = open(options(), std::span(&wrong, 1), clock);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "store.migration");
  const Room right{"test", mended, {}};
  EXPECT_TRUE(open(options(), std::span(&right, 1), clock));
}

TEST_F(Fixture, AStatementThatCannotBePreparedIsNamed) {
  static const Statement typo{"test.typo", "SELECT nmae FROM note"};
  static const Statement* const list[] = {&typo};
  const Room room{"test", test::room().migrations, list};
  const auto refused = open(options(), std::span(&room, 1), clock);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "store.statement");
  EXPECT_EQ(refused.error().args.at("name"), "test.typo");
}

TEST_F(Fixture, AStatementOutOfScopeKeepsTheStoreShut) {
  static const Statement leak{"test.leak", "SELECT t.id FROM thing t"};
  static const Statement* const list[] = {&leak};
  const Room room{"test", test::room().migrations, list};
  const auto refused = open(options(), std::span(&room, 1), clock);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "store.scope");
  EXPECT_THAT(refused.error().args.at("breach"), testing::AllOf(testing::HasSubstr("test.leak"), testing::HasSubstr("thing")));
  EXPECT_THAT(scope_breaches(std::span(&room, 1)), testing::SizeIs(1));
}

TEST_F(Fixture, AFileThatIsNoStoreIsNamed) {
  test::write_file(options().path, std::string(4096, 'x'));
  const auto refused = open(options(), {}, clock);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "store.damaged");
}

TEST_F(Fixture, NothingIsWrongWithAFreshStore) {
  auto store = opened();
  ASSERT_TRUE(add(*store, one, "a"));
  EXPECT_THAT(store->examine(), IsEmpty());
}

TEST(DataDirectoryLock, TheSecondIsToldWhoHoldsIt) {
  const test::TemporaryDirectory place;
  const auto path = place.path() + "/data";
  {
    const auto first = DataDirectory::take(path);
    ASSERT_TRUE(first);
    EXPECT_EQ(std::filesystem::status(path).permissions() & std::filesystem::perms::all, std::filesystem::perms::owner_all);
    const auto second = DataDirectory::take(path);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().key, "store.held");
    EXPECT_EQ(second.error().args.at("pid"), std::to_string(::getpid()));
  }
  EXPECT_TRUE(DataDirectory::take(path)) << "it ends with its holder";
}

TEST(DataDirectoryLock, APlaceThatCannotBeIsNamed) {
  const test::TemporaryDirectory place;
  test::write_file(place.path() + "/file", "x");
  const auto refused = DataDirectory::take(place.path() + "/file/data");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "store.directory");
}

}  // namespace
}  // namespace goud::store
