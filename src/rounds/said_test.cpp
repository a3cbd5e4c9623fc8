// A released round on a store, and what each caller reads of it through the routes.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include "formats/csv.hpp"
#include "rounds/released.hpp"
#include "rounds/routes.hpp"
#include "rounds/said.hpp"
#include "rounds/statements.hpp"

namespace goud::rounds {
namespace {

namespace fs = std::filesystem;
using formats::Json;
using formats::JsonObject;
using formats::JsonValue;
using http::Role;

template <class T>
T made(Result<T> result) {
  if (!result)
    throw std::runtime_error(result.error().key +
                             (result.error().fields.empty() ? "" : " " + result.error().fields[0].path));
  return std::move(*result);
}
void held(const Done& done) {
  if (!done) throw std::runtime_error(done.error().key);
}

Item five(const char* key, About about, int week = 1) {
  Item item;
  item.key = key;
  item.about = about;
  item.text = {std::string("Vraag ") + key, std::string("Question ") + key};
  item.top = {"4", "5"};
  item.week = week;
  return item;
}

constexpr store::Statement spoil{"rounds.test.spoil",
                                 "UPDATE released SET body = replace(body, '\"n\":88', '\"n\":87') WHERE org = :org"};
constexpr std::array spoiling = {&spoil};

class Said : public ::testing::Test {
 protected:
  Said() : random(5), clock(*instant_from("2026-12-02T10:00:00Z")), secrets(std::array<unsigned char, 32>{1, 2, 3}) {
    directory = fs::temp_directory_path() / ("goud_said_" + std::to_string(::getpid()) + "_" +
                                             ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(directory);
    fs::create_directories(directory);
    const std::vector<store::Room> rooms = {people::room(),   promises::room(), moments::room(),
                                            feedback::room(), room(),           {"spoiling", {}, spoiling}};
    store::Options options;
    options.path = directory / "goud.db";
    options.durability = store::Durability::off;
    truth = made(store::open(options, rooms, clock));
    keys = std::make_unique<Keys>(made(Keys::at(directory / "keys")));
    services = std::make_unique<Services>(Services{*truth, clock, random, secrets, *keys});
    figures_routes(router, *services);
    tenant = made(people::make_organisation(*truth, clock, random, {"Merelhof", "nl", "Europe/Amsterdam", true}));
    lay();
  }
  ~Said() override {
    services.reset();
    truth.reset();
    fs::remove_all(directory);
  }

  [[nodiscard]] Acting acting() const { return {"test", clock.now(), *day_from("2026-12-02")}; }
  template <class Fn>
  auto change(Fn fn) {
    return made(truth->change(store::Scope(tenant), fn));
  }
  UnitId unit(const char* name, int level, std::optional<UnitId> parent) {
    const auto id = change([&](store::Writer& writer) {
      return people::make_unit(writer, clock, random, {name, level, parent, *day_from("2024-01-01"), "", std::nullopt});
    });
    units[name] = id;
    return id;
  }
  PromiseId promise(const char* text, const MomentId& at) {
    const PromiseId id{uuid_v7(clock, random)};
    change([&](store::Writer& writer) -> Result<moments::Moment> {
      auto added = promises::add(writer, acting(), id,
                                 {promises::Audience::employee, {text, ""}, 0.85, 0.70, *day_from("2025-01-01")});
      if (!added) return tl::unexpected(added.error());
      auto there = moments::moment(writer, at)->promises;
      there.push_back(id);
      return moments::place(writer, acting(), at, there, std::nullopt);
    });
    return id;
  }
  void lay() {
    held(truth->write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
      if (auto done = people::set_levels(
              writer, {{0, {"Groep", "Group"}}, {1, {"Hotel", "Hotel"}}, {2, {"Afdeling", "Department"}}});
          !done)
        return done;
      if (auto done = enter_consent(writer, acting(), Consent{*day_from("2026-01-01"), "OR"}); !done) return done;
      return moments::begin(writer, acting(), clock, random);
    }));
    const auto zwolle = unit("Zwolle", 1, std::nullopt);
    unit("Breda", 1, std::nullopt);
    unit("Leiden", 1, std::nullopt);
    for (const char* name : {"Receptie", "=Housekeeping", "Techniek", "Keuken"}) unit(name, 2, zwolle);
    const auto journeys =
        made(truth->ask(store::Scope(tenant), [](store::Reader& reader) { return moments::journeys(reader); }));
    for (const auto& journey : journeys) {
      moments::MomentDraft draft;
      draft.name.nl = "Rooster";
      const auto id = change([&](store::Writer& writer) {
                        return moments::add(writer, acting(), journey.id, MomentId{uuid_v7(clock, random)}, draft);
                      }).id;
      (journey.audience == promises::Audience::employee ? roster : guests) = id;
    }
    in_time = promise("Je kent je rooster twee weken vooruit.", roster);
    never_asked = promise("Je ruilt zelf een dienst.", roster);
  }

  Plan plan(const char* opens, const char* closes) {
    Plan one;
    one.name = {"Ronde", "Round"};
    one.opens = *day_from(opens);
    one.closes = *day_from(closes);
    one.items = {five("clear_what", About::clarity), five("clear_may", About::clarity),
                 five("proud", About::engagement)};
    Item recommends = five("recommends", About::ladder);
    recommends.kind = ItemKind::eleven;
    recommends.top = {};
    Item did = five("did_recommend", About::ladder);
    did.kind = ItemKind::yes_no;
    did.top = {"yes"};
    Item kept = five("roster", About::promise);
    kept.kind = ItemKind::choice;
    kept.options = {{"yes", {"Ja", "Yes"}}, {"no", {"Nee", "No"}}};
    kept.top = {"yes"};
    kept.promise = in_time.text;
    kept.moment = roster.text;
    kept.norm = {0.85, 0.70};
    Item words = five("open", About::own);
    words.kind = ItemKind::text;
    words.top = {};
    one.items.insert(one.items.end(), {recommends, did, kept, words});
    one.facets = {{"years", {"Hoe lang", "How long"}, {{"short", {"Kort", "Short"}}, {"long", {"Lang", "Long"}}}}};
    return one;
  }

  // As a close leaves it, with the ballots that were opened.
  Round released_round(const char* opens, const char* closed, int number, double sour) {
    const auto people_of = std::map<std::string, int>{{"Receptie", 14}, {"=Housekeeping", 22}, {"Techniek", 4},
                                                      {"Keuken", 5},    {"Breda", 40},         {"Leiden", 3}};
    const auto frozen = made(truth->ask(store::Scope(tenant), [&](store::Reader& reader) {
      std::vector<people::Employee> all;
      for (const auto& [name, people] : people_of)
        for (int i = 0; i < people; ++i) all.push_back({uuid_v4(random), units.at(name), "", "nl", true});
      return freeze(people::unit_tree(reader), *day_from(opens), all);
    }));
    const auto one = plan(opens, closed);
    std::vector<Ballot> ballots;
    for (const auto& [name, people] : people_of)
      for (int i = 0; i < people; ++i) {
        const auto top = [&](double share) { return random.unit() < share * sour ? "5" : "2"; };
        Ballot ballot;
        ballot.unit = units.at(name);
        ballot.answers = {{"clear_what", top(.85)},
                          {"clear_may", top(name == "=Housekeeping" ? .35 : .7)},
                          {"proud", top(.7)},
                          {"recommends", std::to_string(random.below(11))},
                          {"did_recommend", random.below(2) == 0 ? "yes" : "no"},
                          {"roster", random.unit() < .5 ? "yes" : "no"},
                          {"open", "woorden van iemand " + std::to_string(number)}};
        ballot.facets = {{"years", i % 2 == 0 ? "short" : "long"}};
        ballots.push_back(std::move(ballot));
      }
    const auto release = made(figures::release(asked(one, frozen, ballots), random, 1));
    const auto id = change([&](store::Writer& writer) -> Result<std::string> {
      auto planned = plan_round(writer, acting(), random, one);
      if (!planned) return tl::unexpected(planned.error());
      writer.run(sql::open, {{":number", number},
                             {":plan", to_json(one)},
                             {":frozen", to_json(frozen)},
                             {":public_key", store::Bytes{}},
                             {":opened", one.opens.number},
                             {":id", planned->id}});
      keep_released(writer, planned->id, counted(one), release, random);
      writer.run(sql::settle, {{":state", "released"},
                               {":closed", one.closes.number},
                               {":ballots", static_cast<std::int64_t>(ballots.size())},
                               {":proved", to_json(release.proved)},
                               {":because", store::Null{}},
                               {":id", planned->id}});
      return planned->id;
    });
    return *made(truth->ask(store::Scope(tenant), [&](store::Reader& reader) { return round(reader, id); }));
  }

  struct Answer {
    int status = 0;
    std::string body;
  };
  Answer get(const std::string& path, Role role = Role::owner, std::optional<std::string> unit = {},
             std::optional<Tenant> of = {}) {
    http::Request request;
    const auto question = path.find('?');
    request.path = path.substr(0, question);
    if (question != std::string::npos) {
      std::string rest = path.substr(question + 1);
      for (std::size_t at = 0; at < rest.size();) {
        const auto end = std::min(rest.find('&', at), rest.size());
        const auto part = rest.substr(at, end - at);
        request.query.emplace_back(part.substr(0, part.find('=')), part.substr(part.find('=') + 1));
        at = end + 1;
      }
    }
    request.language = "nl";
    http::Caller caller;
    caller.tenant = of.value_or(tenant);
    caller.role = role;
    caller.language = "nl";
    if (unit) caller.unit = units.at(*unit);
    request.caller = caller;
    auto response = router.call(request);
    if (!response) return {};
    Answer answer{response->status, {}};
    if (const auto* text = std::get_if<std::string>(&response->body))
      answer.body = *text;
    else
      while (auto piece = std::get<http::Stream>(response->body)()) answer.body += *piece;
    return answer;
  }
  Json json(const std::string& path, Role role = Role::owner, std::optional<std::string> unit = {}) {
    auto answer = get(path, role, unit);
    EXPECT_EQ(answer.status, 200) << path << " " << answer.body;
    return made(Json::parse(answer.body));
  }
  std::vector<std::vector<std::string>> table(const std::string& path, Role role = Role::owner,
                                              std::optional<std::string> unit = {}) {
    const auto body = get(path, role, unit).body;
    std::vector<std::vector<std::string>> rows;
    for (std::size_t at = 0; at < body.size();) {  // no cell here holds a quote or a line end
      const auto end = body.find("\r\n", at);
      std::vector<std::string> row{""};
      for (const char c : body.substr(at, end - at)) c == ',' ? row.emplace_back() : row.back().append(1, c), void();
      rows.push_back(std::move(row));
      at = end + 2;
    }
    return rows;
  }

  SeededRandomness random;
  SetClock clock;
  people::Secrets secrets;
  fs::path directory;
  std::unique_ptr<store::RecordStore> truth;
  std::unique_ptr<Keys> keys;
  std::unique_ptr<Services> services;
  http::Router router;
  Tenant tenant;
  std::map<std::string, UnitId> units;
  MomentId roster, guests;
  PromiseId in_time, never_asked;
};

std::string text_of(const JsonValue& value) { return std::string(value.source()); }
std::vector<std::string> names(const JsonObject& group) {
  std::vector<std::string> all;
  for (const auto one : group.at("units").array()) all.push_back(std::string(*one.object().at("name").as_string()));
  std::sort(all.begin(), all.end());
  return all;
}
using Names = std::vector<std::string>;

TEST_F(Said, AUnitIsShownInTheSmallestGroupThatHoldsIt) {
  const auto round = released_round("2026-11-02", "2026-11-30", 1, 1);
  const auto path = "/api/v1/rounds/" + round.id + "/figures";
  const auto group_of = [&](const std::string& unit) {
    const auto page = json(path + "?unit=" + units.at(unit).text);
    const auto group = (*page.object().at("items").array().begin()).object().object("group");
    return std::pair(std::string(*group.at("is").as_string()), names(group));
  };
  EXPECT_EQ(group_of("Receptie"), std::pair(std::string("unit"), Names{"Receptie"}));
  EXPECT_EQ(group_of("Techniek"), std::pair(std::string("together"), Names{"Keuken", "Techniek"}));
  EXPECT_EQ(group_of("Zwolle").first, "unit");
  // Three people are under the floor: they are shown with the smallest beside them.
  EXPECT_NE(group_of("Leiden").first, "unit");
  const auto page = json(path);
  EXPECT_EQ(page.object().object("unit").at("name").as_string(), "Merelhof");
  EXPECT_EQ(page.object().object("round").at("number").as_int(), 1);
  int items = 0;
  for (const auto one : page.object().at("items").array()) {
    const auto item = one.object();
    ++items;
    EXPECT_EQ(item.object("figure").at("n").as_int(), 88) << text_of(one);
    EXPECT_TRUE(item.at("previous").is_null());
    if (item.at("key").as_string() == "recommends") {
      EXPECT_EQ(item.object("figure").at("shown").as_string(), "exact");
      EXPECT_GT(std::abs(*item.object("figure").at("value").as_number()), 1) << "in points";
    }
  }
  EXPECT_EQ(items, 6) << "words are no figures";
}

TEST_F(Said, TheRoundBeforeStandsBesideTheSameUnitsAlone) {
  const auto first = released_round("2026-08-03", "2026-08-31", 1, 1);
  const auto second = released_round("2026-11-02", "2026-11-30", 2, .8);
  const auto now = json("/api/v1/rounds/" + second.id + "/figures");
  const auto then = json("/api/v1/rounds/" + first.id + "/figures");
  std::map<std::string, std::string> before;
  for (const auto one : then.object().at("items").array())
    before[std::string(*one.object().at("key").as_string())] = text_of(one.object().at("figure"));
  int compared = 0;
  for (const auto one : now.object().at("items").array()) {
    const auto item = one.object();
    const auto previous = item.object("previous");
    EXPECT_EQ(text_of(previous.at("figure")), before.at(std::string(*item.at("key").as_string())));
    EXPECT_EQ(previous.object("round").at("number").as_int(), 1);
    if (item.at("difference").is_null()) continue;
    ++compared;
    const double difference = *item.object("difference").at("value").as_number();
    EXPECT_NEAR(difference,
                *item.object("figure").at("value").as_number() - *previous.object("figure").at("value").as_number(),
                1e-9);
  }
  EXPECT_GE(compared, 4);
}

TEST_F(Said, TheMatrixHasARowForEachUnitAndOneForTheWhole) {
  const auto round = released_round("2026-11-02", "2026-11-30", 1, 1);
  const auto page = json("/api/v1/rounds/" + round.id + "/clarity?unit=" + units.at("Zwolle").text);
  std::set<std::string> rows;
  int whole = 0;
  for (const auto one : page.object().at("rows").array()) {
    const auto row = one.object();
    std::string name;
    for (const auto& part : names(row.object("group"))) name += (name.empty() ? "" : " + ") + part;
    if (*row.at("whole").as_bool())
      ++whole;
    else
      rows.insert(name);
    int cells = 0;
    for (const auto cell : row.at("cells").array()) ++cells, cell.accept();
    EXPECT_EQ(cells, 2);
  }
  EXPECT_EQ(rows, (std::set<std::string>{"Receptie", "=Housekeeping", "Keuken + Techniek"}));
  EXPECT_EQ(whole, 1);
  EXPECT_EQ(page.object().object("compare").at("name").as_string(), "Merelhof");
  EXPECT_TRUE(page.object().at("correct").is_null()) << "no situation was asked";
  EXPECT_TRUE(json("/api/v1/rounds/" + round.id + "/clarity").object().at("compare").is_null());
}

TEST_F(Said, RolesHideMoreAndNeverShowMore) {
  const auto round = released_round("2026-11-02", "2026-11-30", 1, 1);
  const auto path = "/api/v1/rounds/" + round.id;
  const auto unit_name = [&](const std::string& asked, Role role, std::optional<std::string> of) {
    return std::string(*json(asked, role, of).object().object("unit").at("name").as_string());
  };
  EXPECT_EQ(unit_name(path + "/figures", Role::unit_manager, "Zwolle"), "Zwolle");
  EXPECT_EQ(unit_name(path + "/figures", Role::employee, "Keuken"), "Keuken");
  EXPECT_EQ(unit_name(path + "/figures", Role::employee, {}), "Merelhof");
  EXPECT_EQ(unit_name(path + "/figures", Role::analyst, {}), "Merelhof");
  const auto whole = "?unit=" + round.frozen.units.front().id.text;
  EXPECT_EQ(get(path + "/figures" + whole, Role::unit_manager, "Zwolle").body, get(path + "/figures").body);
  for (const char* part : {"/figures", "/clarity", "/texts"}) {
    const auto foreign = get(path + part + "?unit=" + units.at("Breda").text, Role::unit_manager, "Zwolle");
    const auto unknown = get(path + part + "?unit=01900000-0000-7000-8000-00000000dead", Role::unit_manager, "Zwolle");
    EXPECT_EQ(foreign.status, 404) << part;
    EXPECT_EQ(foreign.body, unknown.body);
  }
  // What is read of the own branch is to the byte what an owner reads of it.
  for (const char* part : {"/figures", "/clarity", "/texts"})
    EXPECT_EQ(get(path + part, Role::unit_manager, "Zwolle").body,
              get(path + part + "?unit=" + units.at("Zwolle").text).body)
        << part;
  const auto lines = table(path + "/export", Role::employee, "Keuken");
  std::set<std::string> groups;
  for (std::size_t i = 1; i < lines.size(); ++i) groups.insert(lines[i][5]);
  EXPECT_TRUE(groups.contains("Merelhof"));
  for (const auto& group : groups)
    EXPECT_TRUE(group == "Merelhof" || group == "Zwolle" || group.find("Keuken") != std::string::npos) << group;
  const auto all = table(path + "/export");
  EXPECT_GT(all.size(), lines.size());
  for (const auto& line : lines) EXPECT_NE(std::find(all.begin(), all.end(), line), all.end());
}

TEST_F(Said, WordsStandInGroupsOfTheirFloor) {
  const auto round = released_round("2026-11-02", "2026-11-30", 1, 1);
  const auto page = json("/api/v1/rounds/" + round.id + "/texts");
  std::size_t words = 0, groups = 0;
  for (const auto item : page.object().at("items").array())
    for (const auto group : item.object().at("groups").array()) {
      std::size_t here = 0;
      for (const auto one : group.object().at("words").array()) ++here, one.accept();
      EXPECT_GE(here, 10U);
      words += here;
      ++groups;
    }
  EXPECT_EQ(words, 88U);
  EXPECT_GE(groups, 3U);
  const auto body = get("/api/v1/rounds/" + round.id + "/texts", Role::unit_manager, "Breda").body;
  EXPECT_EQ(body.find("Receptie"), std::string::npos);
}

TEST_F(Said, TheTableSaysWhatTheScreenSaysAndNoSpreadsheetRunsIt) {
  const auto round = released_round("2026-11-02", "2026-11-30", 3, 1);
  const auto lines = table("/api/v1/rounds/" + round.id + "/export");
  ASSERT_GT(lines.size(), 40U);
  EXPECT_EQ(lines[0][2], "question");
  bool prefixed = false;
  int same = 0;
  for (const char* unit : {"Zwolle", "Receptie", "Breda"}) {
    const auto page = json("/api/v1/rounds/" + round.id + "/figures?unit=" + units.at(unit).text);
    for (const auto one : page.object().at("items").array()) {
      const auto item = one.object();
      if (item.object("group").at("is").as_string() != "unit") continue;
      for (const auto& line : lines) {
        prefixed = prefixed || line[5] == "'=Housekeeping";
        if (line[2] != *item.at("key").as_string() || line[6] != units.at(unit).text || !line[7].empty()) continue;
        EXPECT_EQ(line[9], *item.object("figure").at("shown").as_string());
        if (line[9] == "exact") {
          EXPECT_EQ(line[11], text_of(item.object("figure").at("value")));
        }
        EXPECT_EQ(line[10], line[9] == "hidden" ? "" : text_of(item.object("figure").at("n")));
        ++same;
      }
    }
  }
  EXPECT_GE(same, 12);
  EXPECT_TRUE(prefixed);
}

TEST_F(Said, PromisesToEmployeesAreHeldAgainstTheirNorm) {
  const auto nothing = json("/api/v1/employees/promises");
  EXPECT_TRUE(nothing.object().at("round").is_null());
  EXPECT_EQ(nothing.object().object("headline").at("not_asked").as_int(), 2);
  EXPECT_EQ(get("/api/v1/employees/promises?unit=" + units.at("Breda").text).status, 200);
  EXPECT_EQ(get("/api/v1/employees/promises?unit=" + units.at("Breda").text, Role::unit_manager, "Zwolle").status, 404);
  const auto first = released_round("2026-08-03", "2026-08-31", 1, 1);
  const auto second = released_round("2026-11-02", "2026-11-30", 2, 1);
  const auto page = json("/api/v1/employees/promises");
  EXPECT_EQ(page.object().object("round").at("number").as_int(), 2);
  const auto headline = page.object().object("headline");
  EXPECT_EQ(headline.at("of").as_int(), 2);
  EXPECT_EQ(headline.at("broken").as_int(), 1);
  EXPECT_EQ(headline.at("not_asked").as_int(), 1);
  int seen = 0;
  std::string figure, previous;
  for (const auto one : page.object().at("promises").array()) {
    const auto promise = one.object();
    EXPECT_EQ(promise.at("moment").as_string(), roster.text);
    if (promise.at("id").as_string() == never_asked.text) {
      EXPECT_EQ(promise.object("figure").at("state").as_string(), "not_asked");
      continue;
    }
    ++seen;
    EXPECT_EQ(promise.object("figure").at("state").as_string(), "broken");
    EXPECT_EQ(promise.object("figure").at("n").as_int(), 88);
    figure = text_of(promise.at("figure"));
    previous = text_of(promise.object("previous").at("figure"));
  }
  EXPECT_EQ(seen, 1);
  // Its moment says the same, round by round.
  const auto moment = json("/api/v1/employees/moments/" + roster.text);
  const auto promise = (*moment.object().at("promises").array().begin()).object();
  std::vector<std::string> course;
  for (const auto one : promise.at("by_round").array()) course.push_back(text_of(one.object().at("figure")));
  EXPECT_EQ(course, (Names{previous, figure}));
  Names parts;
  for (const auto one : promise.at("by_unit").array())
    parts.push_back(std::string(*one.object().object("unit").at("name").as_string()));
  EXPECT_NE(std::find(parts.begin(), parts.end(), "Zwolle"), parts.end());
  EXPECT_EQ(get("/api/v1/employees/moments/" + guests.text).status, 404);
  EXPECT_EQ(get("/api/v1/employees/moments/" + guests.text).body, get("/api/v1/employees/moments/unknown").body);
  // The page of an earlier round, as it stood.
  const auto then = json("/api/v1/employees/promises?round=" + first.id);
  EXPECT_EQ(then.object().object("round").at("number").as_int(), 1);
  EXPECT_TRUE((*then.object().at("promises").array().begin()).object().at("previous").is_null());
  (void)second;
}

TEST_F(Said, TheLadderIsTwoPicturesTheOlderFirst) {
  EXPECT_EQ(get("/api/v1/employees/ladder").body, R"({"rounds":[]})");
  released_round("2026-05-04", "2026-06-01", 1, 1);
  released_round("2026-08-03", "2026-08-31", 2, 1);
  released_round("2026-11-02", "2026-11-30", 3, 1);
  const auto page = json("/api/v1/employees/ladder?unit=" + units.at("Breda").text);
  std::vector<int> numbers;
  for (const auto one : page.object().at("rounds").array()) {
    const auto picture = one.object();
    numbers.push_back(static_cast<int>(*picture.object("round").at("number").as_int()));
    double sum = 0;
    int exact = 0;
    for (const auto rung : picture.at("rungs").array())
      if (rung.object().object("figure").at("shown").as_string() == "exact")
        ++exact, sum += *rung.object().object("figure").at("value").as_number();
    if (exact == 4) {
      EXPECT_NEAR(sum, 1, 1e-9);
    }
  }
  EXPECT_EQ(numbers, (std::vector<int>{2, 3}));
}

TEST_F(Said, WhatWasReleasedIsReadBackAndProvedAgain) {
  const auto round = released_round("2026-11-02", "2026-11-30", 1, 1);
  const auto found =
      made(truth->ask(store::Scope(tenant), [&](store::Reader& reader) { return latest_released(reader); }));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->round.id, round.id);
  EXPECT_EQ(found->questions.size(), 7U);
  EXPECT_NE(found->of("ladder"), nullptr);
  EXPECT_EQ(found->of("open"), nullptr);
  const auto proved =
      made(truth->ask(store::Scope(tenant), [&](store::Reader& reader) { return verify(reader, round.id); }));
  ASSERT_TRUE(proved) << proved.error().key;
  EXPECT_EQ(proved->questions, found->proved.questions);
  EXPECT_EQ(proved->determined, 0);
  EXPECT_GE(proved->smallest, 5);
  // A number that was changed afterwards no longer fits.
  held(truth->write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
    writer.run(spoil, {});
    return {};
  }));
  EXPECT_FALSE(made(truth->ask(store::Scope(tenant), [&](store::Reader& reader) { return verify(reader, round.id); })));
}

TEST_F(Said, ARoundThatIsNotReleasedSaysSoAndOneOfOthersIsNotThere) {
  const auto planned = change(
      [&](store::Writer& writer) { return plan_round(writer, acting(), random, plan("2027-01-04", "2027-02-01")); });
  const auto other =
      made(people::make_organisation(*truth, clock, random, {"Kanarie", "nl", "Europe/Amsterdam", true}));
  const auto round = released_round("2026-11-02", "2026-11-30", 1, 1);
  for (const char* part : {"/figures", "/clarity", "/texts", "/export"}) {
    EXPECT_EQ(get("/api/v1/rounds/" + planned.id + part).status, 409) << part;
    const auto foreign = get("/api/v1/rounds/" + round.id + part, Role::owner, {}, other);
    EXPECT_EQ(foreign.status, 404);
    EXPECT_EQ(foreign.body, get("/api/v1/rounds/unknown" + std::string(part), Role::owner, {}, other).body);
  }
  EXPECT_EQ(get("/api/v1/employees/promises?round=" + round.id, Role::owner, {}, other).status, 404);
}

}  // namespace
}  // namespace goud::rounds
