// The demonstration through the real doors: what stands in the store afterwards, and that figures made of it by the same
// road as any other answers hold what was planted.
#include "cli/demo/merelhof.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "cli/cli.hpp"
#include "cli/demo/chain.hpp"
#include "cli/house.hpp"
#include "cli/verbs.hpp"
#include "feedback/feedback.hpp"
#include "moments/moments.hpp"
#include "promises/promises.hpp"

namespace goud::cli {
namespace {

const Day until = *day_from("2026-11-23");

struct Folder {
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "goud-demo-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string path;
};

// Password hashing as light as it goes: nobody guesses here.
const people::Passwords& light_passwords() {
  static const people::Passwords passwords({.passes = 1, .memory_bytes = 64 * 1024}, 1);
  return passwords;
}

struct Made {
  Folder folder;
  std::unique_ptr<House> house;
  demo::Merelhof merelhof;
  explicit Made(int answers, std::uint64_t seed = 1) {
    house = std::move(*House::open(folder.path));
    auto made = demo::make_merelhof(*house->store, *house->columns, *house->secrets, *house->keys, light_passwords(),
                                    {.ask = {.seed = seed, .until = until, .answers = answers},
                                     .with_accounts = true,
                                     .rounds = 0,
                                     .floor = false});
    if (!made) throw std::runtime_error(made.error().key + (made.error().fields.empty() ? "" : " " + made.error().fields.front().path + " " + made.error().fields.front().key));
    merelhof = std::move(*made);
  }
  template <class Fn>
  auto ask(Fn fn) {
    auto value = house->store->ask(store::Scope(merelhof.tenant), fn);
    if (!value) throw std::runtime_error(value.error().key);
    return std::move(*value);
  }
};

// Every answer as it stands, with names in place of ids: ids are made in order of making, by the whole process.
std::string all_answers(Made& made) {
  std::map<std::string, std::string, std::less<>> names;
  const auto tree = made.ask([](store::Reader& reader) { return people::unit_tree(reader); });
  for (const auto& unit : tree.units()) names[unit.id.text] = unit.code;
  const auto journeys = made.ask([](store::Reader& reader) { return moments::journeys(reader); });
  for (const auto& journey : journeys)
    for (const auto& moment : journey.moments) names[moment.id.text] = moment.name.nl;
  return made.ask([&](store::Reader& reader) {
    std::ostringstream text;
    feedback::each_answer(reader, 0, [&](const feedback::AnswerNow& answer) {
      std::string body(answer.body);
      const std::string moment(answer.moment);
      if (const auto at = body.find(moment); at != std::string::npos) body.replace(at, moment.size(), names.at(moment));
      text << answer.seq << ' ' << answer.submission << ' ' << names.at(std::string(answer.unit)) << ' ' << answer.day.number << ' '
           << answer.experienced_at.micros << ' ' << answer.received_at.micros << ' ' << body << '\n';
      return true;
    });
    return text.str();
  });
}

// One link is there, one is not, one hangs on a single hotel; whatever the seed, and all three declared beforehand.
TEST(Merelhof, the_chain_finds_the_link_that_is_there_and_no_other) {
  for (const std::uint64_t seed : {1, 2, 3, 7, 11}) {
    Made made(200, seed);
    const auto chain = made.ask([](store::Reader& reader) { return growth::chain(reader); });
    ASSERT_EQ(chain.pairs.size(), 3U);
    const auto looked = [&](const char* x) {
      const auto pair =
          std::find_if(chain.pairs.begin(), chain.pairs.end(), [&](const growth::Pair& one) { return one.x == x; });
      return growth::look(chain, *pair);
    };
    const auto who = [](const people::Unit& unit) { return unit.name; };
    const auto there = looked("clarity"), absent = looked("sick"), alone = looked("training");
    for (const auto* one : {&there, &absent, &alone}) {
      EXPECT_TRUE(one->before);
      EXPECT_EQ(one->said->units, 14);
      EXPECT_EQ(one->said->pairs, 14 * 7);
      EXPECT_EQ(one->said->searched, 0);
    }
    EXPECT_EQ(there.said->claim, stats::Claim::supported) << seed;
    EXPECT_EQ(there.said->sign, 1);
    EXPECT_FALSE(there.said->hangs_on_one);
    EXPECT_NE(growth::sentences(there, "nl", who).claim.find("daarna ook hoger"), std::string::npos);
    EXPECT_EQ(absent.said->claim, stats::Claim::not_supported) << seed;
    EXPECT_FALSE(absent.said->hangs_on_one);
    EXPECT_EQ(alone.said->claim, stats::Claim::not_supported) << seed;
    EXPECT_TRUE(alone.said->hangs_on_one) << seed;
    EXPECT_GT(alone.said->between.outcome->interval->low, 0);
    EXPECT_EQ(alone.units.at(static_cast<std::size_t>(*alone.said->one))->code, demo::hotel_alone);
    EXPECT_NE(growth::sentences(alone, "nl", who).claim.find("hangt aan Merelhof Roermond"), std::string::npos);
    EXPECT_NE(growth::sentences(alone, "en", who).claim.find("hangs on Merelhof Roermond"), std::string::npos);
    // Looked for among all pairs instead of declared: the link that is there stands after the correction, the other way round too.
    const auto searched = growth::look(chain, {"clarity", "back", 2, {}, {}});
    EXPECT_FALSE(searched.before);
    EXPECT_EQ(searched.said->searched, 15);
    EXPECT_LT(*searched.said->p_adjusted, 0.05);
    EXPECT_GE(*searched.said->p_adjusted, *searched.said->p);
  }
}

TEST(Merelhof, stands_in_the_store_as_planned) {
  Made made(3000);
  EXPECT_EQ(made.merelhof.answers, 3000);
  EXPECT_EQ(made.merelhof.sign_ins.size(), 6U);
  EXPECT_EQ(made.merelhof.codes.size(), 14U);
  const auto organisation = made.ask([](store::Reader& reader) { return people::organisation(reader); });
  EXPECT_TRUE(organisation.simulation);
  EXPECT_EQ(organisation.name, "Merelhof Hotels");
  const auto tree = made.ask([](store::Reader& reader) { return people::unit_tree(reader); });
  EXPECT_EQ(tree.units().size(), 1U + 3U + 14U + 14U * 5U);
  ASSERT_NE(tree.by_code("zwl"), nullptr);
  EXPECT_EQ(tree.by_code("zwl")->volume, 21000);
  const auto journeys = made.ask([](store::Reader& reader) { return moments::journeys(reader); });
  ASSERT_EQ(journeys.size(), 2U);
  for (const auto& journey : journeys) {
    EXPECT_EQ(journey.moments.size(), 8U);
    const bool of_guests = journey.audience == promises::Audience::customer;
    EXPECT_EQ(journey.stages.back().owner_role.has_value(), !of_guests) << "nobody owns the guests' Care";
    for (const auto& moment : journey.moments) EXPECT_FALSE(moment.promises.empty()) << moment.name.nl;
    const auto roles = made.ask([](store::Reader& reader) { return people::job_roles(reader); });
    for (const auto& stage : journey.stages)
      EXPECT_EQ(people::level_of(roles, stage.owner_role).has_value(), stage.owner_role.has_value());
    for (const auto& moment : journey.moments)
      EXPECT_EQ(people::level_of(roles, moment.owner_role).has_value(), moment.owner_role.has_value())
          << *moment.owner_role;
  }
  const auto promises = made.ask([](store::Reader& reader) { return promises::promises(reader); });
  EXPECT_EQ(promises.size(), 25U);
  const auto proofs = made.ask([](store::Reader& reader) { return feedback::proofs(reader); });
  EXPECT_EQ(proofs.size(), 13U) << "every promise to guests is asked";
  const auto told = all_answers(made);
  int stories = 0;
  for (auto at = told.find("\"text\":"); at != std::string::npos; at = told.find("\"text\":", at + 1)) ++stories;
  EXPECT_EQ(stories, made.merelhof.stories);
  EXPECT_GT(stories, 150);
  EXPECT_EQ(made.house->store->examine(), std::vector<Fault>{});
}

TEST(Merelhof, twice_the_same_seed_gives_the_same_answers) {
  Made one(800, 5), same(800, 5), other(800, 6);
  const auto text = all_answers(one);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 800);
  EXPECT_TRUE(text == all_answers(same));
  EXPECT_FALSE(text == all_answers(other));
}

TEST(Merelhof, is_made_once_in_a_directory) {
  Made made(10);
  auto again = demo::make_merelhof(*made.house->store, *made.house->columns, *made.house->secrets, *made.house->keys,
                                   light_passwords(), {.ask = {.until = until, .answers = 10}, .floor = false});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().key, "cli.demo.there_already");
}

struct Said {
  int status = 0;
  std::string out, err;
};
Said run(int (*verb)(int, char**), std::vector<std::string> words) {
  words.insert(words.begin(), "verb");
  std::vector<char*> pointers;
  for (auto& word : words) pointers.push_back(word.data());
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  Said said;
  said.status = verb(static_cast<int>(pointers.size()), pointers.data());
  std::cout.flush();
  said.out = testing::internal::GetCapturedStdout();
  said.err = testing::internal::GetCapturedStderr();
  return said;
}

TEST(DemoVerb, says_how_it_is_used_and_what_is_wrong) {
  const auto help = run(demonstrate, {"--help"});
  EXPECT_EQ(help.status, answered);
  EXPECT_NE(help.out.find("Example:"), std::string::npos);
  EXPECT_EQ(run(demonstrate, {"--until", "2026-02-31"}).status, asked_wrong);
  const auto wrong = run(demonstrate, {"--seeed", "1"});
  EXPECT_EQ(wrong.status, asked_wrong);
  EXPECT_NE(wrong.err.find("goud: "), std::string::npos);
}

TEST(DemoVerb, makes_and_prints_a_sign_in_that_no_one_can_guess) {
  const Folder folder, second;
  const auto one = run(demonstrate, {"--data", folder.path, "--answers", "20", "--rounds", "0", "--without-floor"});
  const auto other = run(demonstrate, {"--data", second.path, "--answers", "20", "--rounds", "0", "--without-floor"});
  ASSERT_EQ(one.status, answered) << one.err;
  ASSERT_EQ(other.status, answered) << other.err;
  EXPECT_NE(one.out.find("noor@merelhof.example"), std::string::npos);
  const auto password = [](const std::string& text) { return text.substr(text.rfind(' ') + 1); };
  EXPECT_GE(password(one.out).size(), 16U);
  EXPECT_NE(password(one.out), password(other.out)) << "the seed makes guests, not passwords";
}

// A backup made while the directory is held, put back elsewhere, is the same organisation to the last answer.
TEST(BackupVerb, goes_there_and_back) {
  Made made(300);
  const Folder backups, rehearsal;
  const auto file = backups.path + "/merelhof.backup";
  const auto copied = run(backup, {"--data", made.folder.path, "--to", file});
  ASSERT_EQ(copied.status, answered) << copied.err;
  EXPECT_EQ(run(backup, {"--check", file}).status, answered);
  EXPECT_EQ(run(backup, {"--data", made.folder.path, "--to", file}).status, asked_wrong) << "never over another backup";

  const auto without = run(restore, {file, "--data", rehearsal.path});
  EXPECT_EQ(without.status, asked_wrong) << "which ledger?";
  EXPECT_NE(without.err.find("--no-ledger"), std::string::npos);
  const auto back = run(restore, {file, "--data", rehearsal.path, "--no-ledger"});
  ASSERT_EQ(back.status, answered) << back.err;
  EXPECT_EQ(run(restore, {file, "--data", rehearsal.path, "--no-ledger"}).status, asked_wrong) << "data are there now";
  EXPECT_EQ(run(doctor, {"--data", rehearsal.path}).status, answered);

  const auto before = all_answers(made);
  EXPECT_EQ(std::count(before.begin(), before.end(), '\n'), 300);
  made.house = std::move(*House::open(rehearsal.path));
  EXPECT_TRUE(before == all_answers(made));
}

TEST(BackupVerb, an_erasure_stays_one_when_an_older_backup_is_put_back) {
  Made made(50);
  const Folder backups, later;
  const auto file = backups.path + "/before.backup";
  ASSERT_EQ(run(backup, {"--data", made.folder.path, "--to", file}).status, answered);
  std::string victim;
  made.ask([&](store::Reader& reader) {
    feedback::each_answer(reader, 0, [&](const feedback::AnswerNow& answer) {
      victim = answer.id.text;
      return false;
    });
    return 0;
  });
  const auto gone = made.house->store->write(store::Scope(made.merelhof.tenant), [&](store::Writer& writer) {
    return feedback::erase_answer(writer, {"test", Instant{0}, until}, AnswerId{victim}, "asked for");
  });
  ASSERT_TRUE(gone) << gone.error().key;
  const auto back = run(restore, {file, "--data", later.path, "--ledger", made.folder.path + "/erasures.log"});
  ASSERT_EQ(back.status, answered) << back.err;
  made.house = std::move(*House::open(later.path));
  const auto after = all_answers(made);
  EXPECT_EQ(std::count(after.begin(), after.end(), '\n'), 49);
}

TEST(ExportVerb, gives_every_answer_once_also_while_the_directory_is_held) {
  Made made(200);
  const auto& data = made.folder.path;
  const auto lines = [](const std::string& text) { return std::count(text.begin(), text.end(), '\n'); };
  const auto table = run(export_answers, {"--data", data});
  ASSERT_EQ(table.status, answered) << table.err;
  EXPECT_EQ(lines(table.out), 201);  // a head, and no story of ours breaks its line
  EXPECT_EQ(table.out.find("telephone"), std::string::npos);
  EXPECT_NE(run(export_answers, {"--data", data, "--telephones"}).out.find("story.telephone"), std::string::npos);
  const auto objects = run(export_answers, {"--data", data, "--format", "jsonl"});
  EXPECT_EQ(lines(objects.out), 200);
  const auto zwolle = run(export_answers, {"--data", data, "--format", "jsonl", "--unit", "zwl"});
  EXPECT_GT(lines(zwolle.out), 3);
  EXPECT_LT(lines(zwolle.out), 60);
  EXPECT_EQ(zwolle.out.find("\"unit\":\"grn\""), std::string::npos);
  const auto first_year = run(export_answers, {"--data", data, "--format", "jsonl", "--until", "2025-11-23"});
  const auto second_year = run(export_answers, {"--data", data, "--format", "jsonl", "--from", "2025-11-24"});
  EXPECT_EQ(lines(first_year.out) + lines(second_year.out), 200);

  const auto file = data + "/answers.csv";
  ASSERT_EQ(run(export_answers, {"--data", data, "--out", file}).status, answered);
  std::ifstream written(file);
  std::stringstream text;
  text << written.rdbuf();
  EXPECT_TRUE(text.str() == table.out);
  EXPECT_EQ(run(export_answers, {"--data", data, "--out", file}).status, asked_wrong) << "never over another file";
  EXPECT_EQ(run(export_answers, {"--data", data, "--unit", "utrecht"}).status, asked_wrong);
  EXPECT_EQ(run(export_answers, {"--data", data, "--from", "2026-02-31"}).status, asked_wrong);
  EXPECT_EQ(run(export_answers, {"--data", data, "--org", "Nobody"}).status, asked_wrong);
}

TEST(Examples, the_map_takes_every_row_of_the_survey_in_and_twice_is_once) {
  if (!std::filesystem::exists("examples/hotel-survey.toml")) GTEST_SKIP() << "examples/ is not here: run the tests from the root of the source";
  const Folder folder;
  ASSERT_EQ(run(org, {"add", "Voorbeeld", "--data", folder.path}).status, answered);
  const std::vector<std::string> words{"examples/hotel-survey.csv", "--map", "examples/hotel-survey.toml", "--data", folder.path};
  ASSERT_EQ(run(import_file, words).status, answered);
  const auto lines = [&] {
    const auto all = run(export_answers, {"--data", folder.path, "--format", "jsonl"}).out;
    return std::count(all.begin(), all.end(), '\n');
  };
  EXPECT_EQ(lines(), 300);
  ASSERT_EQ(run(import_file, words).status, answered);
  EXPECT_EQ(lines(), 300);
}

TEST(DoctorVerb, says_what_is_not_there_and_what_is_broken) {
  const Folder empty;
  const auto nothing = run(doctor, {"--data", empty.path});
  EXPECT_EQ(nothing.status, asked_wrong);
  EXPECT_NE(nothing.err.find(empty.path), std::string::npos);
  EXPECT_TRUE(std::filesystem::is_empty(empty.path)) << "who only looks makes nothing";

  const Folder folder;
  ASSERT_EQ(run(demonstrate, {"--data", folder.path, "--answers", "20", "--rounds", "0", "--without-floor"}).status,
            answered);
  EXPECT_EQ(run(doctor, {"--data", folder.path}).status, answered);
  std::filesystem::permissions(folder.path + "/secrets.toml", std::filesystem::perms::others_read, std::filesystem::perm_options::add);
  const auto open = run(doctor, {"--data", folder.path});
  EXPECT_EQ(open.status, machine_failed);
  EXPECT_NE(open.err.find("secrets.toml"), std::string::npos);
}

}  // namespace
}  // namespace goud::cli
