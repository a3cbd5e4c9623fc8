#include "feedback/import.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "feedback/feedback.hpp"

namespace goud::feedback {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::HasSubstr;

std::vector<store::Room> rooms() { return {people::room(), promises::room(), moments::room(), feedback::room()}; }

class ImportTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("goud_import_" + std::to_string(getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    open();
    auto tenant =
        people::make_organisation(*store_, clock_, randomness_, {"Merelhof", "nl", "Europe/Amsterdam", false});
    ASSERT_TRUE(tenant);
    tenant_ = *tenant;
  }
  void TearDown() override {
    services_.reset();
    store_.reset();
    fs::remove_all(folder_);
  }
  void open() {
    services_.reset();
    store_.reset();
    const auto all = rooms();
    auto opened =
        store::open({.path = (folder_ / "goud.db").string(), .durability = store::Durability::off}, all, clock_);
    ASSERT_TRUE(opened) << opened.error().key;
    store_ = std::move(*opened);
    services_ = std::make_unique<Services>(*store_, clock_, randomness_, secrets_);
  }
  std::string file(const std::string& text, const std::string& name = "answers.csv") {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }
  Acting acting() { return {"tester", clock_.now(), *day_in(clock_.now(), "Europe/Amsterdam")}; }
  Result<Import> take_in(const std::string& path, const ImportMap& map, const std::atomic<bool>* stop = nullptr) {
    auto begun = begin_import(*services_, tenant_, acting(), path, "answers.csv", map);
    if (!begun) return begun;
    return run_import(*services_, tenant_, *begun, path, map, {}, stop);
  }
  ImportMap proposed(const std::string& path) {
    auto seen = look_at_file(path, "answers.csv", "en");
    EXPECT_TRUE(seen) << seen.error().key;
    return seen->map;
  }
  int standing_promises() {
    int standing = 0;
    (void)store_->read(store::Scope(tenant_), [&](store::Reader& reader) {
      for (const auto& one : promises::promises(reader))
        standing += !one.withdrawn && moments::moment_of(reader, one.id) ? 1 : 0;
    });
    return standing;
  }
  int open_moments() {
    int open = 0;
    (void)store_->read(store::Scope(tenant_), [&](store::Reader& reader) {
      for (const auto& journey : moments::journeys(reader)) {
        for (const auto& moment : journey.moments) open += moment.ended ? 0 : 1;
      }
    });
    return open;
  }
  std::vector<std::string> bodies() {
    std::vector<std::string> found;
    (void)store_->read(store::Scope(tenant_), [&](store::Reader& reader) {
      each_answer(reader, 0, [&](const AnswerNow& now) {
        found.emplace_back(now.body);
        return true;
      });
    });
    return found;
  }
  fs::path folder_;
  SetClock clock_{*instant_from("2026-11-23T10:00:00Z")};
  SystemRandomness randomness_;
  people::Secrets secrets_{std::array<unsigned char, 32>{}};
  std::unique_ptr<store::RecordStore> store_;
  std::unique_ptr<Services> services_;
  Tenant tenant_;
};

std::string twelve_guests() {
  std::string text = "guest id,hotel,day,check in,room,verdict,remark\n";
  const char* rows[] = {"Deventer,01-02-2026,5,4,happy,fine",   "Zwolle,02-02-2026,4,0,happy,",
                        "Deventer,03-02-2026,1,5,unhappy,slow", "Zwolle,28-02-2026,2,,happy,",
                        "Deventer,05-03-2026,3,3,unhappy,",     "Zwolle,06-03-2026,5,5,happy,lovely",
                        "Deventer,07-03-2026,4,2,happy,",       "Zwolle,14-03-2026,5,1,unhappy,cold",
                        "Deventer,31-03-2026,2,3,happy,",       "Zwolle,10-04-2026,3,4,happy,",
                        "Deventer,11-04-2026,4,5,unhappy,",     "Zwolle,12-04-2026,5,2,happy,"};
  int i = 0;
  for (const char* row : rows) text += "g-" + std::to_string(1000 + i++) + "," + row + "\n";
  return text;
}

TEST_F(ImportTest, ProposesMomentsUnitsOutcomeAndReadsItsOwnMap) {
  const auto seen = look_at_file(file(twelve_guests()), "Guests 2026.csv", "en");
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->rows, 12);
  const auto role = [&](std::string_view name) {
    for (const auto& column : seen->columns) {
      if (column.name == name) return column.role;
    }
    return std::string();
  };
  EXPECT_EQ(role("guest id"), "identifier");
  EXPECT_EQ(role("hotel"), "unit");
  EXPECT_EQ(role("day"), "date");
  EXPECT_EQ(role("check in"), "moment");
  EXPECT_EQ(role("room"), "moment");
  EXPECT_EQ(role("verdict"), "question");
  EXPECT_EQ(seen->map.instrument, "guests_2026");
  EXPECT_EQ(seen->map.date_form, formats::DateForm::day_month_year);
  const auto text = to_toml(seen->map);
  EXPECT_THAT(text, HasSubstr("kept = [\"4\", \"5\"]  # derived, a proposal"));
  EXPECT_THAT(text, HasSubstr("not_applicable = [\"0\"]"));
  const auto back = map_from(text);
  ASSERT_TRUE(back);
  EXPECT_EQ(to_toml(*back), text);
}

// Columns of real survey files: what people were asked is no unit, whatever letters it holds.
TEST_F(ImportTest, AUnitIsNamedAndNotAsked) {
  const auto unit_of = [&](const std::string& name) {
    std::string text = "\"" + name + "\",rating\n";
    for (int i = 0; i < 24; ++i)
      text += std::string(i % 2 == 0 ? "yes" : "no") + "," + std::to_string(1 + i % 5) + "\n";
    const auto seen = look_at_file(file(text), "Guests.csv", "en");
    return seen && seen->map.unit == name;
  };
  for (const char* name :
       {"Hotel", "hotels", "Location (Census Region)", "School Name", "unit_name", "Land", "Vestiging"})
    EXPECT_TRUE(unit_of(name)) << name;
  for (const char* name : {"Your view of Lando Calrissian", "Which team do you support?", "Capacity",
                           "Did you visit any of the following locations/events in Amsterdam", "Class", "reisklasse"})
    EXPECT_FALSE(unit_of(name)) << name;
}

TEST_F(ImportTest, ASlipOfTheHandMakesNoOtherColumn) {
  std::string text = "respondent id,room,verdict,recommend,agree,staff\n";
  const char* agree[] = {"Helemaal mee oneens", "Mee oneens", "Neutraal", "Mee eens", "helemaal mee eens"};
  const char* staff[] = {"1 - zeer slecht", "2", "3", "4", "5 - zeer goed"};
  for (int i = 0; i < 300; ++i) {
    const bool odd = i == 7;
    text += "r-" + std::to_string(i == 8 ? 9 : i) + ",";
    text += (i == 3 ? std::string("9") : i == 4 ? std::string("n.v.t.") : std::to_string(1 + i % 5)) + ",";
    text += (i % 3 == 0 ? std::string("fine") : std::string("poor")) + ",";
    text += (odd ? std::string("11") : i % 50 == 0 ? std::string("99") : std::to_string(i % 11)) + ",";
    text += std::string(agree[i % 5]) + "," + (i == 5 ? std::string("weet niet") : std::string(staff[i % 5])) + "\n";
  }
  const auto path = file(text);
  const auto seen = look_at_file(path, "Guests.csv", "nl");
  ASSERT_TRUE(seen);
  std::map<std::string, SeenColumn> column;
  for (const auto& one : seen->columns) column.emplace(one.name, one);
  EXPECT_EQ(column.at("respondent id").role, "identifier");
  EXPECT_EQ(column.at("room").kind, formats::ColumnKind::scale5);
  EXPECT_EQ(column.at("room").strays, 1);
  EXPECT_EQ(column.at("room").not_applicable, (std::vector<std::string>{"n.v.t."}));
  EXPECT_EQ(column.at("recommend").kind, formats::ColumnKind::score);
  EXPECT_EQ(column.at("recommend").no_answer, (std::vector<std::string>{"99"}));
  EXPECT_EQ(column.at("agree").kind, formats::ColumnKind::scale5);
  EXPECT_EQ(column.at("staff").no_answer, (std::vector<std::string>{"weet niet"}));
  const auto back = map_from(to_toml(seen->map));
  ASSERT_TRUE(back);
  const auto done = take_in(path, *back);
  ASSERT_TRUE(done) << done.error().key;
  EXPECT_EQ(done->rows_refused, 3) << "the 9, the 11, and the guest who is there twice with other answers";
  EXPECT_EQ(done->rows_added, 297);
  const auto all = bodies();
  EXPECT_THAT(all.at(0), HasSubstr("\"agree\":{\"v\":1}"));
  EXPECT_THAT(all.at(0), HasSubstr("\"staff\":{\"v\":1}"));
  EXPECT_THAT(all, Contains(HasSubstr("\"room\":{\"s\":\"not_applicable\"}")));
}

TEST_F(ImportTest, WrongMapsAreRefusedByPlace) {
  const auto refused = map_from(
      "[import]\ninstrument = \"a\"\nbogus = 1\n[[question]]\ncolumn = \"x\"\nkey = \"x\"\nkind = \"multiple\"\n");
  ASSERT_FALSE(refused);
  std::vector<std::string> paths;
  for (const auto& field : refused.error().fields) paths.push_back(field.path);
  EXPECT_THAT(paths, testing::UnorderedElementsAre("map.import.bogus", "map.question[0].kind"));
  const auto kinds = map_from(
      "[file]\ndelimiter = \"blank\"\nheader_rows = 9\n[import]\ninstrument = \"a\"\nnorm = \"0.9\"\nred_line = "
      "7\n[[question]]\ncolumn = \"x\"\nkey = \"x\"\nkind = \"scale\"\npoints = \"7\"\nlabels = [\"a\"]\n");
  ASSERT_FALSE(kinds);
  paths.clear();
  for (const auto& field : kinds.error().fields) paths.push_back(field.path);
  EXPECT_THAT(paths,
              testing::UnorderedElementsAre("map.file.delimiter", "map.file.header_rows", "map.import.norm",
                                            "map.import.red_line", "map.question[0].points", "map.question[0].labels"));
  EXPECT_EQ(map_from("[import\n").error().fields[0].key, "feedback.import.map_form");
  auto map = proposed(file(twelve_guests()));
  map.questions[0].column = "no such column";
  const auto unknown = take_in(file(twelve_guests()), map);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().fields.at(0).key, "feedback.import.column_unknown");
  EXPECT_TRUE(bodies().empty());
  EXPECT_EQ(standing_promises(), 0) << "nothing is made for a file that cannot be taken in";
}

TEST_F(ImportTest, FourStatesStayFourAndTheProposalIsMarked) {
  const auto path = file(twelve_guests());
  const auto done = take_in(path, proposed(path));
  ASSERT_TRUE(done) << done.error().key;
  EXPECT_EQ(done->state, ImportState::done);
  EXPECT_EQ(done->rows_added, 12);
  const auto all = bodies();
  ASSERT_EQ(all.size(), 12u);
  EXPECT_THAT(all[0], HasSubstr("\"check_in\":{\"v\":5}"));
  EXPECT_THAT(all[1], HasSubstr("\"room\":{\"s\":\"not_applicable\"}"));
  EXPECT_THAT(all[3], HasSubstr("\"room\":{\"s\":\"skipped\"}"));
  (void)store_->read(store::Scope(tenant_), [&](store::Reader& reader) {
    const auto known = proofs(reader);
    ASSERT_EQ(known.size(), 2u);
    for (const auto& proof : known) {
      EXPECT_EQ(proof.latest().kind, ProofKind::derived);
      EXPECT_TRUE(proof.latest().proposal);
      EXPECT_EQ(proof.latest().kept, (std::vector<std::string>{"4", "5"}));
      EXPECT_EQ(proof.latest().from, *day_from("2026-02-01"));
    }
    int hotels = 0;
    const auto tree = people::unit_tree(reader);
    for (const auto& unit : tree.units()) hotels += unit.level == 1 ? 1 : 0;
    EXPECT_EQ(hotels, 2);
  });
}

TEST_F(ImportTest, TheSameFileTwiceAddsNothing) {
  const auto path = file(twelve_guests());
  const auto map = proposed(path);
  ASSERT_TRUE(take_in(path, map));
  const auto again = take_in(path, map);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->rows_added, 0);
  EXPECT_EQ(again->rows_duplicate, 12);
  auto nameless = map;  // without identifiers the file itself is what rows are known by
  nameless.identifier.clear();
  nameless.instrument = "nameless";
  const auto twice = take_in(path, nameless);
  ASSERT_FALSE(twice) << "under other questions every answer would count twice";
  EXPECT_EQ(twice.error().key, "feedback.import.same_file");
  EXPECT_EQ(twice.error().args.at("instrument"), "answers");
  nameless.again = true;
  EXPECT_EQ(take_in(path, nameless)->rows_added, 12);
  EXPECT_EQ(take_in(path, nameless)->rows_duplicate, 12);
}

TEST_F(ImportTest, EveryRefusedRowIsListedWithItsReason) {
  const auto good = twelve_guests();
  const auto map = proposed(file(good));
  const auto path = file(good +
                             "g-2000,Zwolle,31-02-2026,4,4,happy,\n"
                             "g-2001,Zwolle,01-04-2026,9,4,happy,\n"
                             "g-2002,Zwolle,01-04-2026\n"
                             ",Zwolle,01-04-2026,4,4,happy,\n"
                             "g-2004,Zwolle,01-04-2026,4,4,angry,\n"
                             "g-2005,Zwolle,01-04-2026,,,,\n",
                         "bad.csv");
  const auto done = take_in(path, map);
  ASSERT_TRUE(done) << done.error().key;
  EXPECT_EQ(done->rows_read, 18);
  EXPECT_EQ(done->rows_added, 12);
  EXPECT_EQ(done->rows_refused, 6);
  (void)store_->read(store::Scope(tenant_), [&](store::Reader& reader) {
    const auto refused = refused_rows(reader, done->id, 0, 100);
    ASSERT_EQ(refused.size(), 6u);
    EXPECT_EQ(refused[0].line, 14);
    EXPECT_EQ(refused[0].field, "day");
    EXPECT_EQ(refused[0].fault.key, "feedback.import.day_is_not");
    EXPECT_EQ(refused[0].fault.args.at("cell"), "31-02-2026");
    EXPECT_EQ(refused[1].fault.key, "feedback.import.out_of_scale");
    EXPECT_EQ(refused[1].field, "check in");
    EXPECT_EQ(refused[2].fault.key, "formats.row.ragged");
    EXPECT_EQ(refused[3].fault.key, "feedback.import.identifier_missing");
    EXPECT_EQ(refused[4].fault.key, "feedback.import.no_option");
    EXPECT_EQ(refused[5].fault.key, "feedback.answer.empty");
    EXPECT_EQ(refused_rows(reader, done->id, 15, 2).size(), 2u);
  });
}

TEST_F(ImportTest, AWholeImportCanBeUndoneAndDoneAgain) {
  const auto path = file(twelve_guests());
  const auto map = proposed(path);
  const auto done = take_in(path, map);
  ASSERT_TRUE(done);
  EXPECT_EQ(standing_promises(), 2);
  EXPECT_EQ(open_moments(), 2);
  const auto undone = undo_import(*services_, tenant_, acting(), done->id);
  ASSERT_TRUE(undone) << undone.error().key;
  EXPECT_EQ(standing_promises(), 0);
  EXPECT_EQ(open_moments(), 0);
  EXPECT_EQ(undone->state, ImportState::undone);
  EXPECT_TRUE(bodies().empty());
  EXPECT_EQ(undo_import(*services_, tenant_, acting(), done->id).error().key, "feedback.import.undone_already");
  EXPECT_EQ(undo_import(*services_, tenant_, acting(), ImportId{"nothing"}).error().key, "feedback.import.unknown");
  EXPECT_EQ(take_in(path, map)->rows_added, 12);
  EXPECT_EQ(standing_promises(), 2) << "proposed again";
  EXPECT_EQ(open_moments(), 2);
  // What a person confirmed is theirs: it stays when the file goes.
  PromiseId mine;
  (void)store_->read(store::Scope(tenant_), [&](store::Reader& reader) {
    for (const auto& one : promises::promises(reader)) mine = one.withdrawn ? mine : one.id;
  });
  ASSERT_TRUE(store_->change(store::Scope(tenant_),
                             [&](store::Writer& writer) { return confirm_proof(writer, acting(), mine); }));
  ImportId latest;
  (void)store_->read(store::Scope(tenant_), [&](store::Reader& reader) { latest = imports(reader).front().id; });
  ASSERT_TRUE(undo_import(*services_, tenant_, acting(), latest));
  EXPECT_EQ(standing_promises(), 1);
  EXPECT_EQ(open_moments(), 1);
}

TEST_F(ImportTest, AnOlderFileIsJudgedByWhatIsStillAProposal) {
  const auto path = file(twelve_guests());
  ASSERT_TRUE(take_in(path, proposed(path)));
  std::string older = twelve_guests();
  for (auto at = older.find("g-1"); at != std::string::npos; at = older.find("g-1", at + 1)) older[at] = 'o';
  for (auto at = older.find("-2026"); at != std::string::npos; at = older.find("-2026", at + 1))
    older.replace(at, 5, "-2025");
  const auto done = take_in(file(older, "older.csv"), proposed(path));
  ASSERT_TRUE(done) << done.error().key;
  EXPECT_EQ(done->rows_added, 12);
  (void)store_->read(store::Scope(tenant_), [&](store::Reader& reader) {
    for (const auto& proof : proofs(reader)) EXPECT_EQ(proof.latest().from, *day_from("2025-02-01"));
    for (const auto& one : promises::promises(reader)) EXPECT_EQ(one.latest().from, *day_from("2025-02-01"));
  });
}

TEST_F(ImportTest, TheSameNameWithOtherAnswersIsTold) {
  const auto path = file(twelve_guests());
  const auto map = proposed(path);
  ASSERT_TRUE(take_in(path, map));
  std::string corrected = twelve_guests();
  corrected.replace(corrected.find("2026,5,4"), 8, "2026,1,4");
  const auto done = take_in(file(corrected, "corrected.csv"), map);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->rows_duplicate, 11);
  EXPECT_EQ(done->rows_refused, 1);
  (void)store_->read(store::Scope(tenant_), [&](store::Reader& reader) {
    const auto refused = refused_rows(reader, done->id, 0, 10);
    ASSERT_EQ(refused.size(), 1u);
    EXPECT_EQ(refused[0].line, 2);
    EXPECT_EQ(refused[0].fault.key, "feedback.import.other_answer");
  });
  EXPECT_THAT(bodies().at(0), HasSubstr("\"check_in\":{\"v\":5}"));
}

TEST_F(ImportTest, RowsWithoutADateLieOnTheDayThatTheMapSays) {
  const auto path = file("guest id,room\na,4\nb,5\nc,3\nd,4\n");
  auto map = proposed(path);
  map.date.clear();
  map.day = *day_from("2025-06-30");
  map = *map_from(to_toml(map));
  ASSERT_TRUE(take_in(path, map));
  (void)store_->read(store::Scope(tenant_), [&](store::Reader& reader) {
    each_answer(reader, 0, [&](const AnswerNow& now) {
      EXPECT_EQ(now.day, *day_from("2025-06-30"));
      return true;
    });
    for (const auto& one : promises::promises(reader)) EXPECT_EQ(one.latest().from, *day_from("2025-06-30"));
  });
}

TEST_F(ImportTest, WhatWasCutOffIsTakenBackAtTheNextStart) {
  std::string text = twelve_guests();
  for (int i = 0; i < 3000; ++i) text += "h-" + std::to_string(i) + ",Zwolle,01-04-2026,4,4,happy,\n";
  const auto path = file(text);
  const std::atomic<bool> stop{true};  // as after kill -9: rows are in, and nobody says it is over
  const auto cut = take_in(path, proposed(path), &stop);
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->state, ImportState::running);
  EXPECT_FALSE(bodies().empty());
  open();
  EXPECT_EQ(*settle_imports(*services_), 1);
  EXPECT_TRUE(bodies().empty());
  EXPECT_EQ(*settle_imports(*services_), 0);
  (void)store_->read(store::Scope(tenant_), [&](store::Reader& reader) {
    EXPECT_EQ(imports(reader).at(0).state, ImportState::undone);
    EXPECT_EQ(imports(reader).at(0).fault->key, "feedback.import.cut_off");
  });
  EXPECT_EQ(take_in(path, proposed(path))->rows_added, 3012);
}

TEST_F(ImportTest, AFileThatBreaksHalfwayLeavesNothing) {
  std::string text = twelve_guests();
  for (int i = 0; i < 3000; ++i) text += "h-" + std::to_string(i) + ",Zwolle,01-04-2026,4,4,happy,\n";
  const auto map = proposed(file(text));
  const auto path = file(text + "\"h-9999,Zwolle", "broken.csv");
  auto nowhere = map;
  nowhere.unit.clear();
  nowhere.date.clear();
  const auto broken = take_in(path, nowhere);
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().key, "formats.csv.quote_open");
  EXPECT_TRUE(bodies().empty());
  (void)store_->read(store::Scope(tenant_), [&](store::Reader& reader) {
    EXPECT_EQ(imports(reader).at(0).state, ImportState::failed);
    EXPECT_EQ(imports(reader).at(0).fault->key, "formats.csv.quote_open");
  });
}

TEST_F(ImportTest, LiveAnswersGetThrough) {
  std::string text = twelve_guests();
  for (int i = 0; i < 20'000; ++i) text += "h-" + std::to_string(i) + ",Zwolle,01-04-2026,4,4,happy,\n";
  const auto path = file(text);
  std::atomic<bool> over{false};
  std::thread importing([&] {
    EXPECT_TRUE(take_in(path, proposed(path)));
    over = true;
  });
  int written = 0;
  auto longest = std::chrono::steady_clock::duration::zero();
  while (!over) {
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_TRUE(store_->write(store::Scope(tenant_), [](store::Writer&) -> Done { return {}; }));
    longest = std::max(longest, std::chrono::steady_clock::now() - begun);
    ++written;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  importing.join();
  EXPECT_GT(written, 5);
  EXPECT_LT(longest, std::chrono::milliseconds(1000));  // pieces, not the whole file
}

TEST_F(ImportTest, AirlineWhole) {
  const char* given = std::getenv("GOUD_DATA");
  const std::string path = (given != nullptr ? std::string(given) : std::string("../shared/data")) +
                           "/airline/airline_passenger_satisfaction.csv.xz";
  if (!fs::exists(path)) GTEST_SKIP() << "no " << path;
  const auto seen = look_at_file(path, "airline_passenger_satisfaction.csv.xz", "en");
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->map.outcome, "Satisfaction");
  EXPECT_EQ(seen->map.unit, "") << "a class is no unit";
  EXPECT_EQ(seen->map.identifier, "ID");
  int of_moments = 0;
  for (const auto& question : seen->map.questions) of_moments += question.moment.empty() ? 0 : 1;
  EXPECT_EQ(of_moments, 14);
  const auto begun = std::chrono::steady_clock::now();
  const auto done = take_in(path, seen->map);
  ASSERT_TRUE(done) << done.error().key;
  EXPECT_EQ(done->rows_added, 129'880);
  EXPECT_EQ(done->rows_refused, 0);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  RecordProperty("rows_per_second", static_cast<int>(129'880 / seconds));
  std::printf("[          ] %.0f rows a second\n", 129'880 / seconds);
  // Counted apart: the file unpacked by another program and cut at its commas (it has no quotes), beside the bodies.
  std::map<std::string, std::array<std::int64_t, 6>> apart, kept;
  std::FILE* lines = popen(("xzcat '" + path + "'").c_str(), "r");
  ASSERT_NE(lines, nullptr);
  std::vector<std::string> names;
  char line[4096];
  while (std::fgets(line, sizeof line, lines) != nullptr) {
    std::vector<std::string> cells;
    std::stringstream in(line);
    for (std::string cell; std::getline(in, cell, ',');)
      cells.push_back(cell.substr(0, cell.find_last_not_of("\r\n") + 1));
    if (names.empty()) {
      names = cells;
      continue;
    }
    for (std::size_t i = 9; i < 23; ++i) ++apart[names[i]][static_cast<std::size_t>(std::stoi(cells[i]))];
  }
  pclose(lines);
  ASSERT_EQ(apart.size(), 14u);
  const auto instrument = *store_->ask(
      store::Scope(tenant_), [&](store::Reader& reader) { return latest_instrument(reader, seen->map.instrument); });
  for (const auto& body : bodies()) {
    const auto read = read_body(*instrument, body);
    ASSERT_TRUE(read);
    for (const auto& question : seen->map.questions) {
      if (question.moment.empty()) continue;
      const auto& given = read->answers[static_cast<std::size_t>(instrument->index.at(question.key))];
      const bool answered = given.state == Given::State::answered;
      if (answered || given.state == Given::State::not_applicable)
        ++kept[question.column][answered ? static_cast<std::size_t>(given.number) : 0];
    }
  }
  EXPECT_EQ(kept, apart);
}

}  // namespace
}  // namespace goud::feedback
