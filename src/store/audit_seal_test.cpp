#include "store/audit_seal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "store/backup.hpp"
#include "store/own.hpp"
#include "store/test_store.hpp"

namespace goud::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

SecretKey key_of(unsigned char byte) {
  SecretKey key{};
  key.fill(byte);
  return key;
}

class AuditSealTest : public test::Fixture {
 protected:
  std::unique_ptr<RecordStore> with(std::optional<SecretKey> key) {
    return opened({.path = options().path, .key = key});
  }
  Done note(RecordStore& store, const Scope& scope) {
    const auto id = std::to_string(++noted_);  // the same line again in the place of a lost one would be no loss
    return store.write(scope, [&id](Writer& writer) -> Done {
      writer.audit("anna", "changed", "thing", id, "{}");
      return {};
    });
  }
  // Three lines of organisation 1 and two of organisation 2.
  void written(std::optional<SecretKey> key) {
    auto store = with(key);
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(note(*store, i % 2 == 0 ? one : two));
    EXPECT_THAT(store->examine(), IsEmpty());
  }
  void behind_our_back(const std::string& sql) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(options().path.c_str(), &db), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
    sqlite3_close(db);
  }
  // Organisation 1's lines anew, by another actor, hashes and all: what a forger without the key can make fit.
  void rewrite_chain() {
    std::string sql = "DELETE FROM audit WHERE org = 1;";
    std::string previous = own::hash_before_first();
    for (std::int64_t seq = 1; seq <= 3; ++seq) {
      const own::AuditLine line{1, seq, clock.now().micros, "bram", "changed", "thing", "a", "{}", previous};
      const auto hash = own::hash_of(line);
      sql += "INSERT INTO audit VALUES (1, " + std::to_string(seq) + ", " + std::to_string(line.at) +
             ", 'bram', 'changed', 'thing', 'a', '{}', '" + previous + "', '" + hash + "');";
      previous = hash;
    }
    behind_our_back(sql + "UPDATE audit_head SET hash = '" + previous + "' WHERE org = 1");
  }
  static std::vector<std::string> keys(const std::vector<Fault>& faults) {
    std::vector<std::string> out;
    for (const auto& fault : faults) out.push_back(fault.key);
    return out;
  }
  std::vector<std::string> wrong(std::optional<SecretKey> key) { return keys(with(key)->examine()); }
  std::vector<std::string> notes(std::optional<SecretKey> key) { return keys(with(key)->seal_notes()); }

  const SecretKey ours = key_of(7);
  const SecretKey theirs = key_of(8);
  int noted_ = 0;
};

TEST_F(AuditSealTest, ASoundTrailHasNothingToTell) {
  written(ours);
  EXPECT_THAT(wrong(ours), IsEmpty());
  EXPECT_THAT(notes(ours), IsEmpty());
}

TEST_F(AuditSealTest, ALineThatWasChanged) {
  written(ours);
  behind_our_back("UPDATE audit SET actor = 'bram' WHERE org = 1 AND seq = 2");
  EXPECT_THAT(wrong(ours), ElementsAre("store.examine.audit"));
}

TEST_F(AuditSealTest, TheFirstLineGone) {
  written(ours);
  behind_our_back("DELETE FROM audit WHERE org = 1 AND seq = 1");
  EXPECT_THAT(wrong(ours), ElementsAre("store.examine.audit"));
}

TEST_F(AuditSealTest, TheLastLineGoneIsSeenAndStaysSeenWhenTheTrailGoesOn) {
  written(ours);
  behind_our_back("DELETE FROM audit WHERE org = 1 AND seq = 3");
  EXPECT_THAT(wrong(ours), ElementsAre("store.seal.end"));
  EXPECT_THAT(wrong(std::nullopt), ElementsAre("store.seal.end")) << "to see this takes no key";
  ASSERT_TRUE(note(*with(ours), one));
  EXPECT_THAT(wrong(ours), ElementsAre("store.seal.end")) << "the next line may not cover it up";
  ASSERT_TRUE(note(*with(ours), two));
  EXPECT_THAT(wrong(ours), ElementsAre("store.seal.end"));
}

TEST_F(AuditSealTest, AllLinesGone) {
  written(ours);
  behind_our_back("DELETE FROM audit WHERE org = 1");
  const auto found = with(ours)->examine();
  ASSERT_THAT(keys(found), ElementsAre("store.seal.end"));
  EXPECT_EQ(found.front().args,
            (std::map<std::string, std::string>{{"organisation", "1"}, {"sealed", "3"}, {"line", "0"}}));
  ASSERT_TRUE(note(*with(ours), one));
  EXPECT_THAT(wrong(ours), ElementsAre("store.seal.end"));
}

TEST_F(AuditSealTest, AllLinesAndTheHeadGoneIsMissedInTheCount) {
  written(ours);
  behind_our_back("DELETE FROM audit WHERE org = 1; DELETE FROM audit_head WHERE org = 1");
  EXPECT_THAT(wrong(ours), ElementsAre("store.seal.count"));
  ASSERT_TRUE(note(*with(ours), one));
  EXPECT_THAT(wrong(ours), ElementsAre("store.seal.count"));
  behind_our_back("DELETE FROM store_meta WHERE key = 'audit_heads'");
  EXPECT_THAT(wrong(ours), ElementsAre("store.seal.count"));
}

TEST_F(AuditSealTest, AWholeChainMadeAnew) {
  written(ours);
  rewrite_chain();
  EXPECT_THAT(wrong(ours), ElementsAre("store.seal.broken"));
  EXPECT_THAT(wrong(std::nullopt), IsEmpty());
  EXPECT_THAT(notes(std::nullopt), ElementsAre("store.seal.unchecked"));
  ASSERT_TRUE(note(*with(ours), one));
  EXPECT_THAT(wrong(ours), ElementsAre("store.seal.end"));
}

TEST_F(AuditSealTest, AnotherKeysHeadIsToldAndSealedAnewFromThereOn) {
  written(ours);
  EXPECT_THAT(wrong(theirs), IsEmpty());
  EXPECT_THAT(notes(theirs), ElementsAre("store.seal.other_key", "store.seal.other_key"));
  ASSERT_TRUE(note(*with(theirs), one));
  EXPECT_THAT(wrong(theirs), IsEmpty());
  EXPECT_THAT(notes(theirs), ElementsAre("store.seal.since", "store.seal.other_key"));
  EXPECT_THAT(wrong(ours), IsEmpty()) << "and back beside the first key";
  ASSERT_TRUE(note(*with(ours), one));
  EXPECT_THAT(wrong(ours), IsEmpty());
  EXPECT_THAT(notes(ours), ElementsAre("store.seal.since"));
}

TEST_F(AuditSealTest, ATrailFromBeforeTheSealGetsItsOwnAtTheNextLine) {
  written(std::nullopt);
  EXPECT_THAT(wrong(ours), IsEmpty());
  EXPECT_THAT(notes(ours), ElementsAre("store.seal.none", "store.seal.none"));
  ASSERT_TRUE(note(*with(ours), one));
  EXPECT_THAT(wrong(ours), IsEmpty());
  EXPECT_THAT(notes(ours), ElementsAre("store.seal.since", "store.seal.none"));
  behind_our_back("DELETE FROM audit WHERE org = 1 AND seq = 4");
  EXPECT_THAT(wrong(ours), ElementsAre("store.seal.end"));
}

TEST_F(AuditSealTest, WhatIsRolledBackLeavesTheSealAsItWas) {
  written(ours);
  auto store = with(ours);
  EXPECT_FALSE(store->write(one, [](Writer& writer) -> Done {
    writer.audit("anna", "changed", "thing", "a", "{}");
    return refuse(FaultKind::conflict, "x");
  }));
  EXPECT_THAT(store->examine(), IsEmpty());
}

TEST_F(AuditSealTest, ARestoreBesideOtherSecretsWorksAndTellsIt) {
  SystemRandomness randomness;
  auto first = DataDirectory::take(place.path() + "/first");
  const auto key = installation_key(first->secrets_path(), randomness);
  auto store = opened({.path = first->store_path(), .key = *key});
  ASSERT_TRUE(note(*store, one));
  const auto made = backup(*store, place.path() + "/copy.backup", clock);
  ASSERT_TRUE(made);
  const auto rooms = test::room();
  const auto into = [&](const std::string& name, bool secrets) {
    auto directory = DataDirectory::take(place.path() + name);
    if (secrets) {
      EXPECT_TRUE(installation_key(directory->secrets_path(), randomness));
    }
    const auto restored = restore(made->path, *directory, std::span(&rooms, 1), clock, Existing::refuse);
    return restored ? keys(restored->notes) : std::vector<std::string>{restored.error().key};
  };
  EXPECT_THAT(into("/other", true), ElementsAre("store.seal.other_key"));
  EXPECT_THAT(into("/bare", false), ElementsAre("store.seal.unchecked"));
  store.reset();
  const auto again = restore(made->path, *first, std::span(&rooms, 1), clock, Existing::replace);
  ASSERT_TRUE(again);
  EXPECT_THAT(again->notes, IsEmpty());
}

}  // namespace
}  // namespace goud::store
