// An organisation with employees and a round on a store of its own, for the tests of the letterbox.
#pragma once

#include <sodium.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "rounds/letterbox.hpp"

namespace goud::rounds::test {

inline constexpr std::int64_t day_micros = 86'400'000'000;

inline Day day(const char* text) { return day_from(text).value(); }

inline Item item(const char* key, ItemKind kind, int week = 1) {
  Item one;
  one.key = key;
  one.kind = kind;
  one.text = {"Vraag", "Question"};
  one.week = week;
  if (kind == ItemKind::five) one.top = {"4", "5"};
  if (kind == ItemKind::yes_no) one.top = {"yes"};
  return one;
}

inline Plan plan_of(Day opens, int days = 28) {
  Plan plan;
  plan.name = {"Ronde", "Round"};
  plan.opens = opens;
  plan.closes = Day{opens.number + days};
  plan.items = {item("heard", ItemKind::five), item("tools", ItemKind::yes_no), item("words", ItemKind::text),
                item("again", ItemKind::five, 2)};
  plan.facets = {{"shift", {"Dienst", "Shift"}, {{"day", {"Dag", "Day"}}, {"night", {"Nacht", "Night"}}}}};
  return plan;
}

// Everything that is kept, in one directory; opened again as often as a test wants.
struct House {
  House(const std::string& folder, Clock& the_clock, std::optional<std::uint64_t> seed = {})
      : path(folder),
        clock(the_clock),
        seeded(seed.value_or(0)),
        randomness(seed ? static_cast<Randomness&>(seeded) : system) {
    open();
  }
  void open() {
    const std::array rooms{people::room(), promises::room(), moments::room(), feedback::room(), rounds::room()};
    auto opened = store::open({.path = path + "/goud.db", .readers = 2}, rooms, clock);
    if (!opened) throw std::runtime_error(opened.error().key);
    store = *std::move(opened);
    keys.emplace(Keys::at(path + "/keys").value());
    services.reset(new Services{*store, clock, randomness, secrets, *keys});
  }
  void close() {
    services.reset();
    store.reset();
  }
  Tenant found(const std::vector<int>& heads) {
    tenant = people::make_organisation(*store, clock, randomness, {"Merelhof", "nl", "Europe/Amsterdam"}).value();
    const auto done = store->write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
      if (auto levels = people::set_levels(writer, {{0, {"Groep", "Group"}}, {1, {"Vestiging", "Location"}}}); !levels)
        return levels;
      std::vector<people::Heads> there;
      std::vector<people::EmployeeDraft> named;
      for (std::size_t i = 0; i < heads.size(); ++i) {
        auto unit =
            people::make_unit(writer, clock, randomness, {"Vestiging " + std::to_string(i), 1, {}, Day{0}, "", {}});
        if (!unit) return refuse(unit.error());
        units.push_back(*unit);
        named.push_back({*unit, "een" + std::to_string(i) + "@example.nl", "nl"});
        there.push_back({*unit, heads[i] - 1});
      }
      if (auto known = people::register_employees(writer, randomness, named, there, today()); !known)
        return refuse(known.error());
      return enter_consent(writer, acting(), Consent{Day{0}, "OR"});
    });
    if (!done)
      throw std::runtime_error(done.error().key + (done.error().fields.empty()
                                                       ? ""
                                                       : done.error().fields[0].path + done.error().fields[0].key));
    return tenant;
  }
  [[nodiscard]] Day today() const { return day_in(clock.now(), "Europe/Amsterdam").value(); }
  [[nodiscard]] Acting acting() const { return {"tester", clock.now(), today()}; }
  std::string plan(const Plan& plan) {
    return store
        ->change(store::Scope(tenant),
                 [&](store::Writer& writer) { return plan_round(writer, acting(), randomness, plan); })
        .value()
        .id;
  }
  [[nodiscard]] Round round(const std::string& id) const {
    return store->ask(store::Scope(tenant), [&](store::Reader& reader) { return rounds::round(reader, id); })
        .value()
        .value();
  }
  [[nodiscard]] std::string receipt() {
    return hex_of([&] {
      store::Bytes bytes(16);
      randomness.fill(bytes);
      return bytes;
    }());
  }
  Done say(const std::string& code, const std::string& receipt, const std::string& words = "", int week = 1,
           const std::string& heard = "4") {
    Ballot ballot;
    ballot.week = week;
    if (week == 1) {
      ballot.answers = {{"heard", heard}, {"tools", "yes"}};
      if (!words.empty()) ballot.answers.emplace_back("words", words);
      ballot.facets = {{"shift", "day"}};
    } else {
      ballot.answers = {{"again", heard}};
    }
    return drop_in(*services, code, receipt, ballot);
  }
  std::int64_t count(const store::Statement& statement, const std::string& id) {
    return store
        ->ask(store::Scope(tenant),
              [&](store::Reader& reader) {
                std::int64_t rows = 0;
                reader.each(statement, {{":round", id}}, [&](const store::Row&) { ++rows; });
                return rows;
              })
        .value();
  }

  std::string path;
  Clock& clock;
  SystemRandomness system;
  SeededRandomness seeded;
  Randomness& randomness;
  people::Secrets secrets{std::array<unsigned char, 32>{7, 7, 7}};
  std::unique_ptr<store::RecordStore> store;
  std::optional<Keys> keys;
  std::unique_ptr<Services> services;
  Tenant tenant;
  std::vector<UnitId> units;
};

class Folder {
 public:
  Folder() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium");
    std::string pattern = (std::filesystem::temp_directory_path() / "goud-round-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
    path = pattern;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string path;
};

inline std::string bytes_in(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace goud::rounds::test
