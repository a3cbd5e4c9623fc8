// A small room and a place of its own for the tests of the store.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <string>

#include "store/store.hpp"

namespace goud::store::test {

inline constexpr Migration migrations[] = {{900, "0900_test", R"sql(
CREATE TABLE thing (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  name TEXT,
  size INTEGER CHECK (size >= 0),
  PRIMARY KEY (org, id)
);
CREATE TABLE part (
  org INTEGER NOT NULL,
  thing TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (org, thing, id),
  FOREIGN KEY (org, thing) REFERENCES thing (org, id)
);
CREATE TABLE note (text TEXT NOT NULL);
)sql"}};

inline const Statement insert_thing{"test.thing.insert", "INSERT INTO thing (org, id, name, size) VALUES (:org, :id, :name, :size)"};
inline const Statement all_things{"test.thing.all", "SELECT id, name, size FROM thing WHERE org = :org ORDER BY id"};
inline const Statement one_thing{"test.thing.one", "SELECT name FROM thing WHERE org = :org AND id = :id"};
inline const Statement count_things{"test.thing.count", "SELECT count(*) FROM thing WHERE org = :org"};
inline const Statement forget_thing{"test.thing.forget", "UPDATE thing SET name = NULL WHERE org = :org AND id = :id"};
inline const Statement insert_part{"test.part.insert", "INSERT INTO part (org, thing, id) VALUES (:org, :thing, :id)"};
inline const Statement insert_note{"test.note.insert", "INSERT INTO note (text) VALUES (:text)"};
inline const Statement count_notes{"test.note.count", "SELECT count(*) FROM note"};

inline constexpr std::array<const Statement*, 8> statements = {&insert_thing, &all_things,  &one_thing,   &count_things,
                                                               &forget_thing, &insert_part, &insert_note, &count_notes};

inline Done forget(Writer& writer, std::string_view id) {
  writer.run(forget_thing, {{":id", id}});
  return {};
}
inline constexpr Forgetter forgetters[] = {{"thing", &forget}};

inline Room room() { return {"test", migrations, statements, forgetters}; }

class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string pattern = (std::filesystem::temp_directory_path() / "goud-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
    path_ = pattern;
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}
inline std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Fixture : public testing::Test {
 protected:
  [[nodiscard]] Options options() const { return {.path = place.path() + "/goud.db"}; }
  [[nodiscard]] std::unique_ptr<RecordStore> opened() { return opened(options()); }
  [[nodiscard]] std::unique_ptr<RecordStore> opened(const Options& with) {
    const auto rooms = room();
    auto store = open(with, std::span(&rooms, 1), clock);
    if (!store) {
      std::string text = store.error().key;
      for (const auto& [name, value] : store.error().args) text.append(" ").append(name).append("=").append(value);
      throw std::runtime_error(text);
    }
    return *std::move(store);
  }
  static Done add(RecordStore& store, const Scope& scope, const std::string& id, const std::string& name = "x") {
    return store.write(scope, [&](Writer& writer) -> Done {
      writer.run(insert_thing, {{":id", id}, {":name", name}, {":size", 0}});
      return {};
    });
  }
  static std::int64_t count(RecordStore& store, const Scope& scope) {
    return store
        .ask(scope, [](Reader& reader) { return reader.first(count_things, {}, [](const Row& row) { return row.integer(0); }).value(); })
        .value();
  }
  static std::int64_t notes(RecordStore& store) {
    return store
        .ask(Scope::installation(), [](Reader& reader) { return reader.first(count_notes, {}, [](const Row& row) { return row.integer(0); }).value(); })
        .value();
  }
  // Keeps the writer busy until let_go: what is submitted meanwhile forms one batch.
  void hold(RecordStore& store) {
    std::unique_lock lock(guard);
    store.submit(one, [this](Writer&) -> Done {
      std::unique_lock inside(guard);
      held = true;
      told.notify_all();
      told.wait(inside, [this] { return !held; });
      return {};
    }, [](const Done&) {});
    told.wait(lock, [this] { return held; });
  }
  void let_go() {
    const std::scoped_lock lock(guard);
    held = false;
    told.notify_all();
  }

  TemporaryDirectory place;
  SetClock clock{Instant{1'764'000'000'000'000}};
  const Scope one{Tenant{1}};
  const Scope two{Tenant{2}};
  const Scope three{Tenant{3}};
  std::mutex guard;
  std::condition_variable told;
  bool held = false;
};

}  // namespace goud::store::test
