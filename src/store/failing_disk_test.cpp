// A disk that fails: full, limited, read-only. A clear fault, nothing acknowledged that is not there, nothing lost, and
// the same store works again when there is room.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/ledger.hpp"
#include "store/test_store.hpp"

namespace goud::store {
namespace {

const Statement remove_all{"test.thing.remove_all", "DELETE FROM thing WHERE org = :org"};

Room room_that_removes() {
  static const auto list = [] {
    std::vector<const Statement*> all(test::statements.begin(), test::statements.end());
    all.push_back(&remove_all);
    return all;
  }();
  return {"test", test::migrations, list};
}

class FailingDisk : public test::Fixture {
 protected:
  [[nodiscard]] std::unique_ptr<RecordStore> opened_with(std::int64_t max_pages) {
    const auto rooms = room_that_removes();
    auto with = options();
    with.max_pages = max_pages;
    return open(with, std::span(&rooms, 1), clock).value();
  }

  struct Filled {
    int acknowledged = 0;
    std::string fault;
  };
  static Filled fill(RecordStore& store, const Scope& scope, int from = 0) {
    Filled filled;
    for (int i = from; i < from + 20'000; ++i) {
      const auto done = add(store, scope, std::to_string(i), std::string(2'000, 'x'));
      if (!done) {
        filled.fault = done.error().key;
        return filled;
      }
      ++filled.acknowledged;
    }
    return filled;
  }
};

TEST_F(FailingDisk, AFullStoreRefusesKeepsAndWorksAgainWhenThereIsRoom) {
  auto store = opened_with(200);
  const auto filled = fill(*store, one);
  EXPECT_EQ(filled.fault, "store.full");
  EXPECT_GT(filled.acknowledged, 20);
  EXPECT_EQ(count(*store, one), filled.acknowledged);
  ASSERT_TRUE(store->write(one, [](Writer& writer) -> Done {
    writer.run(remove_all, {});
    return {};
  }));
  EXPECT_TRUE(add(*store, one, "after"));
  EXPECT_EQ(count(*store, one), 1);
  EXPECT_THAT(store->examine(), testing::IsEmpty());
  store.reset();
  store = opened_with(300);
  EXPECT_GT(fill(*store, one).acknowledged, filled.acknowledged);
}

TEST_F(FailingDisk, InABatchTheSmallAreKeptOrRefusedButNeverAcknowledgedAndLost) {
  auto store = opened_with(200);
  std::mutex told_guard;
  int acknowledged = 0;
  int refused = 0;
  hold(*store);
  for (int i = 0; i < 300; ++i) {
    store->submit(one,
                  [i](Writer& writer) -> Done {
                    writer.run(test::insert_thing,
                               {{":id", std::to_string(i)}, {":name", std::string(i % 10 == 9 ? 400'000 : 500, 'x')}, {":size", i}});
                    return {};
                  },
                  [&](Done done) {
                    const std::scoped_lock lock(told_guard);
                    ++(done ? acknowledged : refused);
                    if (!done) {
                      EXPECT_EQ(done.error().key, "store.full");
                    }
                  });
  }
  let_go();
  store.reset();
  EXPECT_EQ(acknowledged + refused, 300);
  EXPECT_GT(refused, 0);
  store = opened_with(0);
  EXPECT_EQ(count(*store, one), acknowledged);
  EXPECT_THAT(store->examine(), testing::IsEmpty());
}

// What the child finds, as its exit status: limits and users belong to a whole process.
int in_child(const std::function<int()>& body) {
  const auto child = ::fork();
  if (child == 0) ::_exit(body());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

void limit_files(rlim_t bytes) {
  rlimit limit{};
  ::getrlimit(RLIMIT_FSIZE, &limit);
  limit.rlim_cur = bytes;
  ::setrlimit(RLIMIT_FSIZE, &limit);
}

TEST_F(FailingDisk, ALimitOnFilesIsAFullDisk) {
  { auto store = opened_with(0); }
  EXPECT_EQ(in_child([this] {
              auto store = opened_with(0);
              limit_files(400'000);
              const auto filled = fill(*store, one);
              if (filled.fault != "store.full") return 1;
              if (filled.acknowledged < 20) return 2;
              if (count(*store, one) != filled.acknowledged) return 3;
              const auto again = add(*store, one, "large", std::string(300'000, 'x'));
              if (again || again.error().key != "store.full") return 4;
              limit_files(RLIM_INFINITY);
              if (!add(*store, one, "after", std::string(2'000, 'x'))) return 5;
              if (count(*store, one) != filled.acknowledged + 1) return 6;
              if (!store->examine().empty()) return 7;
              store.reset();
              return count(*opened_with(0), one) == filled.acknowledged + 1 ? 0 : 8;
            }),
            0);
}

TEST_F(FailingDisk, AnErasureThatCannotBeNotedIsNotCommitted) {
  { ASSERT_TRUE(add(*opened_with(0), one, "a", "Anna")); }
  const auto ledger = ledger_path(options().path);
  test::write_file(ledger, std::string(500'000, '\n'));
  EXPECT_EQ(in_child([&, this] {
              auto store = opened_with(0);
              limit_files(500'000);
              const auto done = store->write(one, [](Writer& writer) -> Done {
                writer.run(test::forget_thing, {{":id", "a"}});
                writer.note_erasure("thing", "a");
                return {};
              });
              if (done || done.error().key != "store.full") return 1;
              limit_files(RLIM_INFINITY);
              const auto name = store->ask(one, [](Reader& reader) {
                return reader.first(test::one_thing, {{":id", "a"}}, [](const Row& row) { return row.maybe_string(0); });
              });
              return name && *name && **name == "Anna" ? 0 : 2;
            }),
            0);
  EXPECT_EQ(test::read_file(ledger).size(), 500'000U);
}

void become_nobody() {
  if (::getuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(99);
}

TEST_F(FailingDisk, AReadOnlyDirectoryIsSaid) {
  { ASSERT_TRUE(add(*opened_with(0), one, "a")); }
  std::filesystem::permissions(options().path, std::filesystem::perms(0444));
  std::filesystem::permissions(place.path(), std::filesystem::perms(0555));
  EXPECT_EQ(in_child([this] {
              become_nobody();
              const auto rooms = room_that_removes();
              const auto refused = open(options(), std::span(&rooms, 1), clock);
              return !refused && refused.error().key == "store.readonly" ? 0 : 1;
            }),
            0);
  EXPECT_EQ(in_child([this] {
              become_nobody();
              const auto refused = DataDirectory::take(place.path());
              return !refused && refused.error().key == "store.directory" ? 0 : 1;
            }),
            0);
  std::filesystem::permissions(place.path(), std::filesystem::perms(0755));
  std::filesystem::permissions(options().path, std::filesystem::perms(0644));
  EXPECT_EQ(count(*opened_with(0), one), 1);
}

TEST_F(FailingDisk, AFileThatMayNotBeWrittenIsSaid) {
  { ASSERT_TRUE(add(*opened_with(0), one, "a")); }
  std::filesystem::permissions(options().path, std::filesystem::perms(0444));
  std::filesystem::permissions(place.path(), std::filesystem::perms(0777));
  EXPECT_EQ(in_child([this] {
              become_nobody();
              const auto rooms = room_that_removes();
              const auto refused = open(options(), std::span(&rooms, 1), clock);
              return !refused && refused.error().key == "store.readonly" ? 0 : 1;
            }),
            0);
}

}  // namespace
}  // namespace goud::store
