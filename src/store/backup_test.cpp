#include "store/backup.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <thread>

#include "store/ledger.hpp"
#include "store/test_store.hpp"

namespace goud::store {
namespace {

Fault broken_at(std::string organisation, std::string line) {
  return {FaultKind::unavailable, "store.examine.audit", {}, {{"organisation", std::move(organisation)}, {"line", std::move(line)}}};
}

class BackupTest : public test::Fixture {
 protected:
  [[nodiscard]] std::string data() const { return place.path() + "/data"; }
  [[nodiscard]] std::unique_ptr<RecordStore> serve(const DataDirectory& directory) {
    return opened({.path = directory.store_path()});
  }
  [[nodiscard]] Result<Restored> put_back(const std::string& backup, const DataDirectory& directory, Existing existing) {
    const auto rooms = test::room();
    return restore(backup, directory, std::span(&rooms, 1), clock, existing);
  }
  static std::optional<std::string> name_of(RecordStore& store, const Scope& scope, std::string_view id) {
    return store
        .ask(scope,
             [&](Reader& reader) {
               return reader.first(test::one_thing, {{":id", id}}, [](const Row& row) { return row.maybe_string(0); });
             })
        .value()
        .value_or(std::nullopt);
  }
  static Done erase(RecordStore& store, const Scope& scope, std::string_view id) {
    return store.write(scope, [&](Writer& writer) -> Done {
      writer.run(test::forget_thing, {{":id", id}});
      writer.note_erasure("thing", id);
      return {};
    });
  }
};

TEST_F(BackupTest, WhileAnswersComeInIsOneMomentAndRestoresToTheLastRow) {
  auto directory = DataDirectory::take(data());
  ASSERT_TRUE(directory);
  auto store = serve(*directory);
  std::atomic<bool> stop = false;
  std::atomic<int> written = 0;
  std::jthread writer([&] {
    for (int i = 0; !stop; ++i) {
      const auto id = std::to_string(i);
      // A thing and its part in one commit: a copy that tore them apart would break the foreign key or the counts.
      ASSERT_TRUE(store->write(one, [&](Writer& w) -> Done {
        w.run(test::insert_thing, {{":id", id}, {":name", std::string(500, 'x')}, {":size", 1}});
        w.run(test::insert_part, {{":thing", id}, {":id", "p"}});
        w.log_change("thing", id, "added");
        w.audit("test", "added", "thing", id, "{}");
        return {};
      }));
      ++written;
    }
  });
  while (written < 200) std::this_thread::yield();
  const auto made = backup(*store, place.path() + "/first.backup", clock);
  ASSERT_TRUE(made) << made.error().key << testing::PrintToString(made.error().args);
  const auto at_least = written.load();
  stop = true;
  writer.join();
  EXPECT_EQ(made->manifest.rows.at("thing"), made->manifest.rows.at("part"));
  EXPECT_EQ(made->manifest.rows.at("thing"), made->manifest.rows.at("change_log"));
  EXPECT_GE(made->manifest.rows.at("thing"), 200);
  EXPECT_LE(made->manifest.rows.at("thing"), at_least + 1);
  EXPECT_EQ(made->manifest.epoch, store->epoch());
  EXPECT_EQ(verify(made->path).value(), made->manifest);

  auto elsewhere = DataDirectory::take(place.path() + "/elsewhere");
  const auto restored = put_back(made->path, *elsewhere, Existing::refuse);
  ASSERT_TRUE(restored) << restored.error().key << testing::PrintToString(restored.error().args);
  auto again = serve(*elsewhere);
  EXPECT_EQ(count(*again, one), made->manifest.rows.at("thing"));
  EXPECT_NE(again->epoch(), store->epoch()) << "copies of the old store must not be taken for copies of this one";
  EXPECT_EQ(again->epoch(), restored->epoch);
  EXPECT_THAT(again->examine(), testing::IsEmpty());
  EXPECT_FALSE(std::filesystem::exists(place.path() + "/elsewhere/restoring"));
}

TEST_F(BackupTest, IntoADirectoryGetsANameOfItsOwn) {
  auto store = opened();
  const auto made = backup(*store, place.path() + "/copies/", clock);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->path, place.path() + "/copies/goud-20251124T160000Z.backup");
  EXPECT_FALSE(backup(*store, place.path() + "/copies", clock)) << "nothing is overwritten";
}

TEST_F(BackupTest, WhatWasErasedSinceStaysErased) {
  auto directory = DataDirectory::take(data());
  auto store = serve(*directory);
  ASSERT_TRUE(add(*store, one, "a", "Anna"));
  ASSERT_TRUE(add(*store, one, "b", "Bram"));
  ASSERT_TRUE(add(*store, two, "a", "another Anna"));
  const auto made = backup(*store, place.path() + "/first.backup", clock);
  ASSERT_TRUE(made);
  ASSERT_TRUE(erase(*store, one, "a"));
  EXPECT_FALSE(name_of(*store, one, "a"));
  ASSERT_TRUE(add(*store, one, "late"));
  store.reset();

  const auto refused = put_back(made->path, *directory, Existing::refuse);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "store.restore.occupied");

  const auto restored = put_back(made->path, *directory, Existing::replace);
  ASSERT_TRUE(restored) << restored.error().key << testing::PrintToString(restored.error().args);
  EXPECT_EQ(restored->erasures_replayed, 1);
  store = serve(*directory);
  EXPECT_FALSE(name_of(*store, one, "a"));
  EXPECT_EQ(name_of(*store, one, "b"), "Bram");
  EXPECT_EQ(name_of(*store, two, "a"), "another Anna") << "of the same name in another organisation";
  EXPECT_EQ(count(*store, one), 2);
  EXPECT_EQ(test::read_file(directory->store_path()).find("Bram") == std::string::npos, false);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(data())) {
    if (!entry.is_regular_file()) continue;
    const auto bytes = test::read_file(entry.path());
    // "another Anna" may stand there; the other Anna may not.
    for (auto at = bytes.find("Anna"); at != std::string::npos; at = bytes.find("Anna", at + 1)) {
      EXPECT_TRUE(at >= 8 && bytes.substr(at - 8, 8) == "another ") << entry.path();
    }
  }
}

// A later room that holds something of the same thing.
namespace echo {
constexpr Migration migrations[] = {
    {950, "0950_echo",
     "CREATE TABLE echo (org INTEGER NOT NULL, id TEXT NOT NULL, words TEXT, PRIMARY KEY (org, id));"}};
const Statement insert{"echo.insert", "INSERT INTO echo (org, id, words) VALUES (:org, :id, :words)"};
const Statement forget{"echo.forget", "UPDATE echo SET words = NULL WHERE org = :org AND id = :id"};
const Statement words{"echo.words", "SELECT words FROM echo WHERE org = :org AND id = :id"};
constexpr std::array<const Statement*, 3> statements = {&insert, &forget, &words};
Done follow(Writer& writer, std::string_view id) {
  if (id == "stays") return refuse(FaultKind::conflict, "echo.stays");
  writer.run(forget, {{":id", id}});
  return {};
}
constexpr Forgetter forgetters[] = {{"thing", &follow, true}};
}  // namespace echo

TEST_F(BackupTest, WhoFollowsForgetsInTheSameWorkAndWhenABackupIsPutBack) {
  const Room rooms[] = {{"echo", echo::migrations, echo::statements, echo::forgetters}, test::room()};
  auto directory = DataDirectory::take(data());
  const auto serve_both = [&] { return *open({.path = directory->store_path()}, rooms, clock); };
  auto store = serve_both();
  const auto words = [&](std::string_view id) {
    return store
        ->ask(one,
              [&](Reader& reader) {
                return reader.first(echo::words, {{":id", id}}, [](const Row& row) { return row.maybe_string(0); });
              })
        .value()
        .value_or(std::nullopt);
  };
  for (const auto* id : {"a", "stays"}) {
    ASSERT_TRUE(add(*store, one, id, "Anna"));
    ASSERT_TRUE(store->write(one, [&](Writer& writer) -> Done {
      writer.run(echo::insert, {{":id", id}, {":words", "what Anna told"}});
      return {};
    }));
  }
  const auto made = backup(*store, place.path() + "/first.backup", clock);
  ASSERT_TRUE(made);
  ASSERT_TRUE(erase(*store, one, "a"));
  EXPECT_FALSE(words("a"));
  EXPECT_FALSE(erase(*store, one, "stays")) << "who cannot follow lets nothing be erased by half";
  EXPECT_EQ(name_of(*store, one, "stays"), "Anna");
  store.reset();
  const auto restored = restore(made->path, *directory, rooms, clock, Existing::replace);
  ASSERT_TRUE(restored) << restored.error().key << testing::PrintToString(restored.error().args);
  store = serve_both();
  EXPECT_FALSE(words("a"));
  EXPECT_FALSE(name_of(*store, one, "a"));
  EXPECT_EQ(words("stays"), "what Anna told");
}

TEST_F(BackupTest, AnErasureLeavesTheFilesAtOnce) {
  auto directory = DataDirectory::take(data());
  auto store = serve(*directory);
  ASSERT_TRUE(add(*store, one, "a", "a very recognisable sentence"));
  const auto found = [&] {
    int files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(data())) {
      if (entry.is_regular_file() && test::read_file(entry.path()).find("recognisable") != std::string::npos) ++files;
    }
    return files;
  };
  EXPECT_GT(found(), 0);
  ASSERT_TRUE(erase(*store, one, "a"));
  EXPECT_EQ(found(), 0);
  const auto ledger = Ledger(ledger_path(directory->store_path())).read();
  ASSERT_TRUE(ledger);
  EXPECT_THAT(*ledger, testing::ElementsAre(Erasure{1, "thing", "a", clock.now()}));
}

TEST_F(BackupTest, AReaderAsksOnAfterACopyWasMadeOverItsConnection) {
  auto directory = DataDirectory::take(data());
  auto store = serve(*directory);
  ASSERT_TRUE(add(*store, one, "a", "Anna"));
  const auto name = [&] {
    return store->ask(one, [](Reader& reader) {
      return reader.first(test::one_thing, {{":id", "a"}}, [](const Row& row) { return row.string(0); });
    });
  };
  // Every connection of the pool is lent once with its statements prepared, and again with them prepared anew.
  for (int i = 0; i < 6; ++i) {
    ASSERT_EQ(name().value(), "Anna");
    ASSERT_TRUE(store->backup_to(data() + "/copy" + std::to_string(i)));
  }
  ASSERT_EQ(name().value(), "Anna");
}

TEST_F(BackupTest, WhatWasOverwrittenLeavesTheLogWhereThatIsAsked) {
  auto directory = DataDirectory::take(data());
  auto store = serve(*directory);
  ASSERT_TRUE(add(*store, one, "a", "a very recognisable sentence"));
  ASSERT_TRUE(store->write(one, [](Writer& writer) -> Done {
    writer.run(test::forget_thing, {{":id", "a"}});
    return {};
  }));
  const auto log = directory->store_path() + "-wal";
  EXPECT_NE(test::read_file(log).find("recognisable"), std::string::npos);
  {
    Done busy;
    (void)store->read(one, [&](Reader& reader) {
      (void)reader.first(test::one_thing, {{":id", "a"}}, [](const Row&) { return true; });
      ASSERT_TRUE(add(*store, one, "b", "b"));
      busy = store->clear_log();
    });
    ASSERT_FALSE(busy) << "somebody still read an older moment";
    EXPECT_EQ(busy.error().key, "store.busy");
  }
  ASSERT_TRUE(store->clear_log());
  EXPECT_EQ(std::filesystem::file_size(log), 0U);
  EXPECT_EQ(test::read_file(directory->store_path()).find("recognisable"), std::string::npos);
}

TEST_F(BackupTest, ABackupThatChangedIsRefusedAndTheStoreStays) {
  auto directory = DataDirectory::take(data());
  auto store = serve(*directory);
  ASSERT_TRUE(add(*store, one, "a", "Anna"));
  const auto made = backup(*store, place.path() + "/first.backup", clock);
  ASSERT_TRUE(made);
  store.reset();
  const auto before = test::read_file(directory->store_path());
  const auto whole = test::read_file(made->path);
  const auto key_when = [&](const std::string& bytes) {
    test::write_file(made->path, bytes);
    const auto outcome = put_back(made->path, *directory, Existing::replace);
    return outcome ? std::string("restored") : outcome.error().key;
  };
  auto changed = whole;
  changed[whole.size() / 2] ^= 1;
  EXPECT_EQ(key_when(changed), "store.backup.differs");
  EXPECT_EQ(key_when(whole.substr(0, whole.size() - 1)), "store.backup.differs");
  EXPECT_EQ(key_when(""), "store.backup.differs");
  const auto manifest = test::read_file(made->path + ".json");
  test::write_file(made->path + ".json", "{}");
  EXPECT_EQ(key_when(whole), "store.backup.missing");
  std::filesystem::remove(made->path + ".json");
  EXPECT_EQ(key_when(whole), "store.backup.missing");
  EXPECT_EQ(test::read_file(directory->store_path()), before);
  test::write_file(made->path + ".json", manifest);
  EXPECT_EQ(key_when(whole), "restored");
}

TEST_F(BackupTest, AnErasureNobodyCanRepeatStopsTheRestore) {
  auto directory = DataDirectory::take(data());
  auto store = serve(*directory);
  ASSERT_TRUE(store->write(one, [](Writer& writer) -> Done {
    writer.note_erasure("nobody's", "a");
    return {};
  }));
  const auto made = backup(*store, place.path() + "/first.backup", clock);
  store.reset();
  const auto refused = put_back(made->path, *directory, Existing::replace);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "store.restore.failed");
  EXPECT_THAT(refused.error().args.at("reason"), testing::HasSubstr("nobody's"));
}

TEST_F(BackupTest, ADamagedStoreIsReplaced) {
  auto directory = DataDirectory::take(data());
  auto store = serve(*directory);
  ASSERT_TRUE(add(*store, one, "a", "Anna"));
  const auto made = backup(*store, place.path() + "/first.backup", clock);
  store.reset();
  test::write_file(directory->store_path(), std::string(8192, 'z'));
  test::write_file(directory->store_path() + "-wal", std::string(8192, 'z'));
  ASSERT_TRUE(put_back(made->path, *directory, Existing::replace));
  EXPECT_EQ(name_of(*serve(*directory), one, "a"), "Anna");
}

TEST_F(BackupTest, TheExaminationSeesAForgedAuditTrail) {
  {
    auto store = opened();
    for (int i = 0; i < 5; ++i) {
      ASSERT_TRUE(store->write(i % 2 == 0 ? one : two, [&](Writer& writer) -> Done {
        writer.audit("anna", "changed", "thing", std::to_string(i), "{}");
        return {};
      }));
    }
    EXPECT_THAT(store->examine(), testing::IsEmpty());
  }
  const auto forge = [&](const char* sql) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(options().path.c_str(), &db), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
    sqlite3_close(db);
  };
  forge("UPDATE audit SET actor = 'bram' WHERE org = 1 AND seq = 2");
  EXPECT_THAT(opened()->examine(), testing::ElementsAre(broken_at("1", "2")));
  forge("UPDATE audit SET actor = 'anna' WHERE org = 1 AND seq = 2");
  EXPECT_THAT(opened()->examine(), testing::IsEmpty());
  forge("DELETE FROM audit WHERE org = 2 AND seq = 1");
  EXPECT_THAT(opened()->examine(), testing::ElementsAre(broken_at("2", "1")));
}

}  // namespace
}  // namespace goud::store
