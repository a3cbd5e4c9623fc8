// An organisation with a house, a department of three in it and a moment, on a store of its own, for the tests of this room.
#pragma once

#include <sodium.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "barriers/kept.hpp"
#include "rounds/rounds.hpp"
#include "stories/stories.hpp"
#include "values/values.hpp"

namespace goud::barriers::test {

inline constexpr std::int64_t hour_micros = 3'600'000'000, day_micros = 24 * hour_micros;

class Folder {
 public:
  Folder() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium");
    std::string pattern = (std::filesystem::temp_directory_path() / "goud-barrier-XXXXXX").string();
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

// Everything that is kept, in one directory, as it stands there.
struct Opened {
  Opened(const std::string& path, Clock& clock, Randomness& randomness) {
    const std::array rooms{people::room(),   values::room(), promises::room(), moments::room(),
                           feedback::room(), rounds::room(), stories::room(),  barriers::room()};
    auto opened = store::open({.path = path + "/goud.db", .readers = 2}, rooms, clock);
    if (!opened) throw std::runtime_error(opened.error().key);
    store = *std::move(opened);
    facts = feedback::facts_of(*store);
    store::columns::Options options;
    options.directory = path + "/columns";
    columns = store::columns::open(options, *store, *facts).value();
    heard = std::make_unique<feedback::Services>(*store, clock, randomness, secrets);
    services.reset(new Services{*store, clock, randomness, secrets, *heard, *columns});
  }
  people::Secrets secrets{std::array<unsigned char, 32>{7, 7, 7}};
  std::unique_ptr<store::RecordStore> store;
  std::unique_ptr<store::columns::Source> facts;
  std::unique_ptr<store::columns::ColumnStore> columns;
  std::unique_ptr<feedback::Services> heard;
  std::unique_ptr<Services> services;
};

struct Ground {
  explicit Ground(std::uint64_t seed) : randomness(seed) {}
  Folder folder;
  SetClock clock{Instant{1'793'620'800'000'000}};  // a Monday, at one in the afternoon
  SeededRandomness randomness;
};

struct House : Ground, Opened {
  explicit House(int people = 12, std::uint64_t seed = 1) : Ground(seed), Opened(folder.path, clock, randomness) {
    tenant = people::make_organisation(*store, clock, randomness, {"Merelhof", "nl", "Europe/Amsterdam"}).value();
    const auto done = store->write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
      if (auto levels = people::set_levels(
              writer, {{0, {"Groep", "Group"}}, {1, {"Hotel", "Hotel"}}, {2, {"Afdeling", "Department"}}});
          !levels)
        return levels;
      const auto unit = [&](const char* name, int level, std::optional<UnitId> parent) {
        return people::make_unit(writer, clock, randomness, {name, level, std::move(parent), Day{0}, "", {}}).value();
      };
      hotel = unit("Zwolle", 1, {});
      department = unit("Housekeeping", 2, hotel);
      other = unit("Breda", 1, {});
      if (auto known =
              people::register_employees(writer, randomness, {}, {{hotel, people - 3}, {department, 3}}, today());
          !known)
        return refuse(known.error());
      if (auto begun = moments::begin(writer, acting(), clock, randomness); !begun) return begun;
      for (const auto& journey : moments::journeys(writer))
        if (journey.audience == promises::Audience::customer)
          for (auto* id : {&moment, &breakfast}) {
            *id = MomentId{uuid_v4(randomness)};
            if (auto made = moments::add(writer, acting(), journey.id, *id,
                                         {moments::Stage::care, {id == &moment ? "Inchecken" : "Ontbijt", ""}});
                !made)
              return refuse(made.error());
          }
      return {};
    });
    if (!done)
      throw std::runtime_error(done.error().key + (done.error().fields.empty() ? "" : done.error().fields[0].path));
  }
  [[nodiscard]] Day today() const { return day_in(clock.now(), "Europe/Amsterdam").value(); }
  [[nodiscard]] Acting acting(const std::string& who = "noor") const { return {who, clock.now(), today()}; }
  void later(std::int64_t micros) { clock.set(Instant{clock.now().micros + micros}); }
  [[nodiscard]] std::string receipt() {
    std::array<std::byte, 16> bytes{};
    randomness.fill(bytes);
    std::array<char, 33> hex{};
    sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    return hex.data();
  }
  [[nodiscard]] ReportDraft draft(const std::string& words = "", int minutes = 15, Kind kind = Kind::tools) const {
    return {department, moment, {}, kind, words, "nl", minutes};
  }
  // By name, from the hotel.
  std::string report(const std::string& who, ReportDraft asked, const std::string& submission = "") {
    return store
        ->change(store::Scope(tenant),
                 [&](store::Writer& writer) {
                   return barriers::report(writer, acting(who), randomness, submission.empty() ? receipt() : submission,
                                           asked);
                 })
        .value()
        .barrier;
  }
  template <class Fn>
  auto read(Fn fn) {
    return store->ask(store::Scope(tenant), fn).value();
  }
  [[nodiscard]] Barrier at(const std::string& id) {
    return read([&](store::Reader& reader) { return barrier(reader, id).value(); });
  }
  Done change(const std::string& id, const std::function<Result<Barrier>(Barrier)>& decide,
              std::string_view verb = "x") {
    return store->write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
      auto after = decide(barrier(writer, id).value());
      if (!after) return refuse(after.error());
      return keep(writer, acting(), *after, verb);
    });
  }
  [[nodiscard]] std::vector<Barrier> all(BoardFilter filter = {}) {
    filter.now = clock.now();
    return read([&](store::Reader& reader) { return board(reader, filter); });
  }
  [[nodiscard]] Summary sums(BoardFilter filter = {}) {
    filter.now = clock.now();
    return read([&](store::Reader& reader) { return summary(reader, filter); });
  }

  Tenant tenant;
  UnitId hotel, department, other;
  MomentId moment, breakfast;
};

}  // namespace goud::barriers::test
