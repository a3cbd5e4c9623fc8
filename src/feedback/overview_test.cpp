// The overview on a real store: answers that came in by the one door, counted on the copy, beside a plain recount.
#include "feedback/overview.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "formats/json.hpp"
#include "stats/difference.hpp"
#include "stats/share.hpp"

namespace goud::feedback {
namespace {

namespace fs = std::filesystem;
using http::Role;

// ---- pure decisions

TEST(Judged, stretches_follow_versions_proofs_and_the_withdrawal) {
  promises::Promise promise;
  promise.versions = {{1, {"Klaar om drie uur", ""}, 0.8, 0.6, Day{100}},
                      {2, {"Klaar om drie uur", ""}, 0.9, 0.7, Day{200}},
                      {3, {"Klaar om vier uur", ""}, 0.9, 0.7, Day{300}}};
  promise.withdrawn = Day{400};
  Proof proof;
  proof.versions = {{1, ProofKind::derived, {}, "q", {"4", "5"}, {"1", "2", "3"}, {}, true, Day{100}},
                    {2, ProofKind::derived, {}, "q", {"5"}, {"1", "2", "3", "4"}, {}, false, Day{250}}};
  Definition definition;
  definition.key = "guest";
  Question question;
  question.key = "q";
  question.kind = QuestionKind::scale;
  question.points = std::vector<Text>(5);
  definition.questions = {question};
  const auto instrument = std::make_shared<const Instrument>(compile(InstrumentId{"i"}, 1, definition));
  const auto stretches = judged(promise, proof, {instrument});
  ASSERT_EQ(stretches.size(), 4U);
  EXPECT_EQ(stretches[0].from, Day{100});
  EXPECT_EQ(stretches[0].to, Day{199});
  EXPECT_EQ(stretches[0].norm.norm, 0.8);
  EXPECT_TRUE(stretches[0].proposal);
  EXPECT_EQ(stretches[1].meaning, 1);  // another norm, the same words
  EXPECT_EQ(stretches[1].to, Day{249});
  EXPECT_EQ(stretches[2].kept, std::vector<std::string>{"5"});
  EXPECT_EQ(stretches[3].meaning, 2);
  EXPECT_EQ(stretches[3].to, Day{399});
  EXPECT_EQ(stretches[3].questions.front().instrument, "i");
  promise.audience = promises::Audience::employee;
  EXPECT_TRUE(judged(promise, proof, {instrument}).empty());
  EXPECT_TRUE(judged({}, std::nullopt, {instrument}).empty());
}

figures::Kept kept_at(stats::NormState state, double short_of) {
  figures::Kept kept;
  kept.state = state;
  kept.short_of = short_of;
  return kept;
}

TEST(Biggest, noise_does_not_win_and_people_count) {
  const auto small = kept_at(stats::NormState::broken, 0.30), large = kept_at(stats::NormState::broken, 0.10),
             below = kept_at(stats::NormState::below, 0.50);
  EXPECT_EQ(biggest_broken({{&small, 100}, {&large, 1000}, {&below, 100000}}), 1U);
  EXPECT_EQ(biggest_broken({{&small, 1000}, {&large, 1000}}), 0U);
  EXPECT_EQ(biggest_broken({{&below, 10}}), 0U) << "where nothing is broken, what is below its norm";
  EXPECT_FALSE(biggest_broken({}));
}

TEST(Weakest, the_state_first_then_how_far_under_the_norm) {
  using stats::NormState;
  EXPECT_TRUE(weaker(kept_at(NormState::broken, 0.1), kept_at(NormState::below, 0.4)));
  EXPECT_TRUE(weaker(kept_at(NormState::below, 0.2), kept_at(NormState::below, 0.1)));
  EXPECT_TRUE(weaker(kept_at(NormState::not_yet, 0), kept_at(NormState::met, 0)));
  EXPECT_FALSE(weaker(kept_at(NormState::not_asked, 0), kept_at(NormState::met, 0)));
}

// ---- on a store

class Overview : public ::testing::Test {
 protected:
  Overview() : random(11), clock(*instant_from("2026-11-23T10:00:00Z")), secrets(std::array<unsigned char, 32>{1, 2, 3}) {
    directory = fs::temp_directory_path() /
                ("goud_overview_" + std::to_string(::getpid()) + "_" + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(directory);
    fs::create_directories(directory);
    const std::vector<store::Room> rooms = {people::room(), promises::room(), moments::room(), feedback::room()};
    store::Options options;
    options.path = directory / "goud.db";
    options.durability = store::Durability::off;
    auto opened = store::open(options, rooms, clock);
    if (!opened) throw std::runtime_error(opened.error().key);
    truth = std::move(*opened);
    tenant = made(people::make_organisation(*truth, clock, random, {"Merelhof", "nl", "Europe/Amsterdam", true}));
    services = std::make_unique<Services>(*truth, clock, random, secrets);
    facts = facts_of(*truth);
    store::columns::Options columns_options;
    columns_options.directory = directory / "columns";
    columns_options.idle_seconds = 0;
    columns = made(store::columns::open(columns_options, *truth, *facts));
    lay();
  }
  ~Overview() override {
    columns.reset();
    services.reset();
    truth.reset();
    fs::remove_all(directory);
  }

  template <class T>
  static T made(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().key + (result.error().fields.empty() ? "" : " " + result.error().fields[0].path + " " + result.error().fields[0].key));
    return std::move(*result);
  }
  Acting acting() const { return {"test", clock.now(), *day_from("2026-11-23")}; }

  void lay() {
    for (const char* name : {"Zwolle", "Breda", "Leiden"})
      hotels.push_back(made(truth->change(store::Scope(tenant), [&](store::Writer& writer) {
        return people::make_unit(writer, clock, random, {name, 1, std::nullopt, *day_from("2024-01-01"), "", std::nullopt});
      })));
    auto done = truth->write(store::Scope(tenant), [&](store::Writer& writer) { return moments::begin(writer, acting(), clock, random); });
    ASSERT_TRUE(done);
    const auto journeys = made(truth->ask(store::Scope(tenant), [](store::Reader& reader) { return moments::journeys(reader); }));
    const auto of = [&](promises::Audience audience) {
      return std::find_if(journeys.begin(), journeys.end(), [&](const auto& j) { return j.audience == audience; })->id;
    };
    check_in = moment(of(promises::Audience::customer), "Inchecken");
    roster = moment(of(promises::Audience::employee), "Rooster");
    ready = promise(promises::Audience::customer, "Uw kamer is klaar om 15.00 uur, en anders weet u waarom.", check_in);
    in_time = promise(promises::Audience::employee, "Je kent je rooster twee weken vooruit.", roster);
    const std::string definition = R"({"key":"guest","audience":"customer","title":{"nl":"Uw verblijf"},"languages":["nl"],"anonymous":true,
      "questions":[
       {"key":"ready","kind":"promise","text":{"nl":"Was uw kamer klaar?"},"moment":")" + check_in.text + R"(","promise":")" + ready.text + R"(",
        "kept":["yes","no_told"],"not_kept":["no"],"not_applicable":["na"]},
       {"key":"comfort","kind":"scale","text":{"nl":"Hoe was het?"},"moment":")" + check_in.text + R"(",
        "points":[{"nl":"slecht"},{"nl":"matig"},{"nl":"goed"},{"nl":"heel goed"},{"nl":"uitstekend"}]},
       {"key":"story","kind":"story","text":{"nl":"Wat gebeurde er?"},"moment":")" + check_in.text + R"("},
       {"key":"recommend","kind":"score","text":{"nl":"Zou u ons aanraden?"}}],
      "thanks":{"nl":"Dank u wel."}})";
    const auto parsed = made(definition_from(definition));
    instrument = std::make_shared<const Instrument>(made(truth->change(store::Scope(tenant), [&](store::Writer& writer) {
      return add_instrument(writer, acting(), InstrumentId{uuid_v7(clock, random)}, parsed);
    })));
  }
  MomentId moment(const JourneyId& journey, const char* name) {
    moments::MomentDraft draft;
    draft.name.nl = name;
    draft.owner_role = "Front office";
    return made(truth->change(store::Scope(tenant), [&](store::Writer& writer) {
      return moments::add(writer, acting(), journey, MomentId{uuid_v7(clock, random)}, draft);
    })).id;
  }
  PromiseId promise(promises::Audience audience, const char* text, const MomentId& at) {
    const PromiseId id{uuid_v7(clock, random)};
    made(truth->change(store::Scope(tenant), [&](store::Writer& writer) -> Result<moments::Moment> {
      auto added = promises::add(writer, acting(), id, {audience, {text, ""}, 0.85, 0.70, *day_from("2025-01-01")});
      if (!added) return tl::unexpected(added.error());
      return moments::place(writer, acting(), at, {id}, std::nullopt);
    }));
    return id;
  }

  struct Told {
    int ready;  // place of the option: yes, no_told, no, na
    int comfort;
    std::optional<Expectation> expectation;
    std::string text;
    int recommend;
  };
  AnswerRow row(const Told& told, int hotel, const char* day) {
    AnswerDraft draft;
    draft.submission = "s" + std::to_string(++submissions);
    draft.unit = hotels[static_cast<std::size_t>(hotel)];
    draft.experienced_day = *day_from(day);
    auto story = std::make_shared<StoryGiven>();
    story->expectation = told.expectation;
    story->text = told.text;
    story->may_share = submissions % 2 == 0;
    Given about;
    about.state = told.expectation ? Given::State::answered : Given::State::skipped;
    about.story = story;
    draft.answers = {Given::value(told.ready), Given::value(told.comfort), about, Given::value(told.recommend)};
    return made(look_at(*instrument, draft, {clock.now(), "Europe/Amsterdam", Source::api}));
  }
  // 200 in November, 100 in October; four in ten not kept in November.
  void answer() {
    std::vector<AnswerRow> rows;
    for (int i = 0; i < 200; ++i) {
      const bool kept = i % 10 >= 4;
      rows.push_back(row({kept ? (i % 2) : 2, 1 + i % 5, kept ? Expectation::better : Expectation::less, i % 4 == 0 ? "Een verhaal." : "", i % 11},
                         i % 3, i < 100 ? "2026-11-02" : "2026-11-16"));
    }
    for (int i = 0; i < 100; ++i) rows.push_back(row({i % 10 == 0 ? 2 : 0, 4, std::nullopt, "", 9}, i % 3, "2026-10-20"));
    made(accept_answers(*services, tenant, rows));
  }

  http::Request request(std::vector<std::pair<std::string, std::string>> query, Role role = Role::owner, std::optional<UnitId> unit = {}) {
    http::Request request;
    request.query = std::move(query);
    request.language = "nl";
    http::Caller caller;
    caller.tenant = tenant;
    caller.role = role;
    caller.unit = unit;
    caller.language = "nl";
    request.caller = caller;
    return request;
  }
  Result<std::string> overview(const http::Request& request) {
    const auto known = made(truth->ask(store::Scope(tenant), [](store::Reader& reader) { return picture(reader); }));
    auto question = page_question(request, *known, clock.now());
    if (!question) return tl::unexpected(question.error());
    return overview_json(*columns, *known, *question, clock.now());
  }
  Result<std::string> moment_page(const http::Request& request, const MomentId& id) {
    const auto known = made(truth->ask(store::Scope(tenant), [](store::Reader& reader) { return picture(reader); }));
    auto question = page_question(request, *known, clock.now());
    if (!question) return tl::unexpected(question.error());
    const auto step = course_step(request, *question);
    if (!step) return tl::unexpected(step.error());
    question->step = *step;
    for (const auto& journey : known->journeys)
      for (const auto& moment : journey.moments)
        if (moment.id == id) {
          const auto compared = compared_with(request, *known, *question);
          if (!compared) return tl::unexpected(compared.error());
          return moment_json(*columns, *known, *question, moment, {}, *compared);
        }
    return refuse(FaultKind::not_found, "moments.unknown");
  }
  static std::string between(const std::string& text, const std::string& open, const std::string& close) {
    const auto from = text.find(open);
    if (from == std::string::npos) return "";
    const auto start = from + open.size();
    return text.substr(start, text.find(close, start) - start);
  }

  fs::path directory;
  SeededRandomness random;
  SetClock clock;
  people::Secrets secrets;
  Tenant tenant;
  std::unique_ptr<store::RecordStore> truth;
  std::unique_ptr<Services> services;
  std::unique_ptr<store::columns::Source> facts;
  std::unique_ptr<store::columns::ColumnStore> columns;
  std::vector<UnitId> hotels;
  MomentId check_in, roster;
  PromiseId ready, in_time;
  std::shared_ptr<const Instrument> instrument;
  int submissions = 0;
};

const std::vector<std::pair<std::string, std::string>> november = {{"from", "2026-11-01"}, {"to", "2026-11-30"}};

TEST_F(Overview, says_what_a_plain_recount_says) {
  answer();
  const auto page = overview(request(november));
  ASSERT_TRUE(page);
  EXPECT_TRUE(formats::Json::parse(*page));
  EXPECT_NE(page->find(R"("headline":{"met":0,"of":2,"below":0,"broken":1,"not_yet":0,"not_asked":1})"), std::string::npos) << *page;
  EXPECT_NE(page->find(R"("answers":{"customer":200,"employee":null})"), std::string::npos);
  EXPECT_NE(page->find(R"("simulation":true)"), std::string::npos);
  EXPECT_NE(page->find(R"("code":"few_units")"), std::string::npos);
  EXPECT_NE(page->find(R"("kept":120,"not_kept":80)"), std::string::npos);
  const auto biggest = between(*page, R"("biggest":)", R"("journeys")");
  EXPECT_NE(biggest.find(ready.text), std::string::npos);
  EXPECT_NE(biggest.find(R"("people":200)"), std::string::npos);
  // Twenty of the fifty stories are disappointed, each of them where the promise was not kept.
  EXPECT_NE(biggest.find(R"("less_stories":{"with":20,"of":20})"), std::string::npos) << biggest;
  EXPECT_NE(page->find(R"("stories":{"n":50,"less":20,"as":0,"better":30})"), std::string::npos) << *page;
  EXPECT_NE(page->find(R"("weakest":")" + ready.text), std::string::npos);
  EXPECT_NE(page->find(R"("before":{"from":"2026-10-02","to":"2026-10-31"})"), std::string::npos);
  stats::ClusteredShare plain;
  for (int i = 0; i < 200; ++i) ASSERT_TRUE(plain.units[i % 3].add(i % 10 >= 4));
  formats::JsonWriter value;
  value.value(stats::share(plain)->value);
  EXPECT_NE(page->find(R"("kept":{"value":)" + value.text()), std::string::npos);
}

TEST_F(Overview, employees_promises_are_not_asked) {
  answer();
  const auto page = overview(request(november));
  const auto employees = between(*page, R"("audience":"employee")", R"("audience":"customer")");
  EXPECT_NE(employees.find(in_time.text), std::string::npos);
  EXPECT_NE(employees.find(R"("state":"not_asked")"), std::string::npos);
  EXPECT_EQ(employees.find(R"("state":"met")"), std::string::npos);
}

TEST_F(Overview, an_empty_organisation_has_no_figures_and_no_faults) {
  const auto page = overview(request({}));
  ASSERT_TRUE(page);
  EXPECT_NE(page->find(R"("period":null)"), std::string::npos);
  EXPECT_NE(page->find(R"("biggest":null)"), std::string::npos);
  EXPECT_NE(page->find(R"("not_yet":1,"not_asked":1)"), std::string::npos) << *page;
  EXPECT_NE(page->find(R"("answers":{"customer":0)"), std::string::npos);
}

TEST_F(Overview, a_unit_manager_sees_the_own_branch_only) {
  answer();
  const auto whole = overview(request(november, Role::owner));
  const auto own = overview(request(november, Role::unit_manager, hotels[0]));
  const auto asked = overview(request({november[0], november[1], {"unit", hotels[0].text}}, Role::owner));
  ASSERT_TRUE(own && asked);
  EXPECT_EQ(*own, *asked);
  EXPECT_NE(*own, *whole);
  EXPECT_NE(own->find(R"("unit":{"id":")" + hotels[0].text), std::string::npos);
  auto other = november;
  other.emplace_back("unit", hotels[1].text);
  const auto refused = overview(request(other, Role::unit_manager, hotels[0]));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, FaultKind::not_found);
  auto unknown = november;
  unknown.emplace_back("unit", "00000000-0000-7000-8000-000000000000");
  const auto nowhere = overview(request(unknown, Role::unit_manager, hotels[0]));
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error(), refused.error());  // a foreign unit answers like an unknown one
}

TEST_F(Overview, the_moment_page_says_the_same_as_the_overview) {
  answer();
  const auto page = overview(request(november));
  const auto moment = moment_page(request(november), check_in);
  ASSERT_TRUE(moment);
  EXPECT_TRUE(formats::Json::parse(*moment));
  const auto on_overview = between(between(*page, R"("audience":"customer")", R"("weakest")"), R"("kept":)", "}");
  EXPECT_FALSE(on_overview.empty());
  EXPECT_EQ(on_overview, between(*moment, R"("kept":)", "}"));
  EXPECT_NE(moment->find(R"("course":[{"from":"2026-11-02","to":"2026-11-08","kept":)"), std::string::npos) << *moment;
  EXPECT_NE(moment->find(R"("stories_counts":{"less":20,"as":0,"better":30})"), std::string::npos);
  EXPECT_NE(moment->find(R"("response":{"asked":null,"reached":null,"started":200,"finished":200)"), std::string::npos) << *moment;
  EXPECT_NE(moment->find(hotels[2].text), std::string::npos);
  EXPECT_NE(moment->find(R"("suspects":null)"), std::string::npos);
}

TEST_F(Overview, two_units_differ_by_what_their_answers_say) {
  answer();
  std::vector<AnswerRow> rows;
  for (int i = 0; i < 60; ++i) rows.push_back(row({i % 6 == 0 ? 2 : 0, 5, std::nullopt, "", 10}, 1, "2026-11-17"));
  made(accept_answers(*services, tenant, rows));
  const auto both = [&](const std::string& unit, const std::string& compare) {
    return request({november[0], november[1], {"unit", unit}, {"compare", compare}});
  };
  const auto page = moment_page(both(hotels[0].text, "breda"), check_in);
  ASSERT_TRUE(page) << page.error().key;
  EXPECT_TRUE(formats::Json::parse(*page));
  stats::ShareCounts zwolle, breda;
  for (int i = 0; i < 200; ++i)
    if (i % 3 < 2) {
      ASSERT_TRUE((i % 3 == 0 ? zwolle : breda).add(i % 10 >= 4));
    }
  for (int i = 0; i < 60; ++i) ASSERT_TRUE(breda.add(i % 6 != 0));
  const auto plain = stats::difference(zwolle, breda);
  ASSERT_TRUE(plain && plain->interval);
  const auto comparison = between(*page, R"("comparison":{)", R"("stories":)");
  const auto said = between(comparison, R"("difference":{)", "}");
  formats::JsonWriter wanted;
  wanted.begin_object()
      .field("value", plain->value)
      .key("interval")
      .begin_array()
      .value(plain->interval->low)
      .value(plain->interval->high)
      .end_array();
  wanted.field("n", plain->n);
  EXPECT_EQ("{" + said.substr(0, wanted.text().size() - 1), wanted.text()) << comparison;
  EXPECT_NE(comparison.find(R"("of_unit":{"value":)"), std::string::npos);
  EXPECT_NE(between(comparison, R"("score":)", "]}").find(R"("unit":"mean")"), std::string::npos) << comparison;
  // By code and by id it is the same unit.
  EXPECT_EQ(*page, *moment_page(both("zwolle", hotels[1].text), check_in));
  // Nobody answered in one of the two: that is said, with the reason.
  const auto empty = made(truth->change(store::Scope(tenant), [&](store::Writer& writer) {
    return people::make_unit(writer, clock, random,
                             {"Assen", 1, std::nullopt, *day_from("2024-01-01"), "", std::nullopt});
  }));
  const auto nothing = moment_page(both("zwolle", empty.text), check_in);
  EXPECT_NE(between(*nothing, R"("comparison":{)", R"("score")")
                .find(R"("difference":{"value":null,"interval":null,"n":67,"reason":"too_few")"),
            std::string::npos)
      << *nothing;
  EXPECT_NE(moment_page(request(november), check_in)->find(R"("comparison":null)"), std::string::npos);
}

TEST_F(Overview, a_unit_is_compared_with_another_one_that_may_be_seen) {
  answer();
  const auto fault = [&](std::vector<std::pair<std::string, std::string>> query, Role role = Role::owner,
                         std::optional<UnitId> own = {}) {
    const auto page = moment_page(request(std::move(query), role, std::move(own)), check_in);
    return page ? Fault{} : page.error();
  };
  const auto top =
      made(truth->ask(store::Scope(tenant), [](store::Reader& reader) { return people::unit_tree(reader); }))
          .units()
          .front()
          .id.text;
  EXPECT_EQ(fault({{"compare", "breda"}}).fields.at(0).path, "unit");
  EXPECT_EQ(fault({{"unit", "zwolle"}, {"compare", "zwolle"}}).fields.at(0).path, "compare");
  EXPECT_EQ(fault({{"unit", "zwolle"}, {"compare", top}}).fields.at(0).path, "compare");
  EXPECT_EQ(fault({{"unit", top}, {"compare", "zwolle"}}).fields.at(0).path, "compare");
  const auto unknown = fault({{"unit", "zwolle"}, {"compare", "nowhere"}});
  EXPECT_EQ(unknown.kind, FaultKind::not_found);
  EXPECT_EQ(fault({{"unit", "zwolle"}, {"compare", "breda"}}, Role::unit_manager, hotels[0]), unknown);
  EXPECT_EQ(fault({{"unit", "breda"}, {"compare", "zwolle"}}, Role::unit_manager, hotels[0]), unknown);
}

TEST_F(Overview, suspects_are_shown_with_and_without) {
  answer();
  std::vector<AnswerRow> rows;
  for (int i = 0; i < 40; ++i) {
    rows.push_back(row({0, 5, std::nullopt, "", 10}, 0, "2026-11-17"));
    rows.back().suspect = Suspect::burst;
  }
  made(accept_answers(*services, tenant, rows));
  const auto moment = moment_page(request(november), check_in);
  EXPECT_NE(moment->find(R"("kept":160,"not_kept":80)"), std::string::npos);
  EXPECT_NE(between(*moment, R"("suspects":{"n":40)", "]").find("value"), std::string::npos);
  const auto without = overview(request({november[0], november[1], {"with_suspects", "0"}}));
  EXPECT_NE(without->find(R"("kept":120,"not_kept":80)"), std::string::npos);
  // How many they are is said whichever way one looks.
  EXPECT_NE(without->find(R"("suspects":40)"), std::string::npos);
  EXPECT_NE(overview(request(november))->find(R"("suspects":40)"), std::string::npos);
}

TEST_F(Overview, an_erased_answer_leaves_the_figures) {
  answer();
  const auto one = made(accept_answers(*services, tenant, {row({2, 1, std::nullopt, "", 0}, 0, "2026-11-18")})).front();
  EXPECT_NE(overview(request(november))->find(R"("kept":120,"not_kept":81)"), std::string::npos);
  const auto done = truth->write(store::Scope(tenant),
                                 [&](store::Writer& writer) { return erase_answer(writer, acting(), one.id, "gevraagd"); });
  ASSERT_TRUE(done);
  EXPECT_NE(overview(request(november))->find(R"("kept":120,"not_kept":80)"), std::string::npos);
}

TEST_F(Overview, a_period_shows_the_words_that_were_promised_then) {
  const auto done = truth->change(store::Scope(tenant), [&](store::Writer& writer) {
    return promises::reword(writer, acting(), ready, {Text{"Uw kamer is klaar om 14.00 uur.", ""}, 0.5, 0.4, *day_from("2026-11-23")});
  });
  ASSERT_TRUE(done) << done.error().key;
  const auto then = overview(request({{"from", "2026-10-01"}, {"to", "2026-10-31"}}));
  EXPECT_NE(then->find("15.00 uur"), std::string::npos);
  EXPECT_EQ(then->find("14.00 uur"), std::string::npos);
  EXPECT_NE(overview(request(november))->find("14.00 uur"), std::string::npos);
}

// A difference between answers to other words would be one of two promises.
TEST_F(Overview, other_words_have_no_difference_with_the_period_before) {
  answer();
  const auto trend_of = [&](const char* to) {
    const auto page = overview(request({{"from", "2026-11-01"}, {"to", to}}));
    return between(between(*page, R"("audience":"customer")", R"("nps")"), R"("score":{)", R"("id")");
  };
  EXPECT_NE(trend_of("2026-11-30").find(R"("difference":{"value":)"), std::string::npos);
  ASSERT_TRUE(truth->change(store::Scope(tenant), [&](store::Writer& writer) {
    return promises::reword(writer, acting(), ready, {Text{"Uw kamer is klaar om 14.00 uur.", ""}, std::nullopt, std::nullopt, *day_from("2026-11-23")});
  }));
  std::vector<AnswerRow> rows;
  for (int i = 0; i < 30; ++i) rows.push_back(row({0, 5, std::nullopt, "", 10}, i % 3, "2026-11-23"));
  made(accept_answers(*services, tenant, rows));
  const auto page = overview(request(november));
  EXPECT_NE(page->find(R"("kept":30,"not_kept":0)"), std::string::npos) << *page;
  EXPECT_EQ(trend_of("2026-11-30").find(R"("difference":)"), std::string::npos);
}

TEST_F(Overview, a_promise_of_a_moment_that_ended_stands_nowhere_and_is_said_to) {
  answer();
  made(truth->change(store::Scope(tenant), [&](store::Writer& writer) { return moments::end(writer, acting(), check_in); }));
  const auto now = overview(request(november));
  EXPECT_NE(now->find(R"("headline":{"met":0,"of":1,)"), std::string::npos) << *now;
  EXPECT_NE(now->find(R"("code":"unplaced")"), std::string::npos);
  // In October it stood where it stood.
  EXPECT_NE(overview(request({{"from", "2026-10-01"}, {"to", "2026-10-31"}}))->find(R"("of":2,)"), std::string::npos);
  EXPECT_NE(moment_page(request(november), check_in)->find(R"("kept":120,"not_kept":80)"), std::string::npos);
}

// The days to come touch nobody yet, and a region's guests are those of its hotels, counted once.
TEST_F(Overview, volumes_count_the_guests_of_days_that_were) {
  for (std::size_t i = 0; i < hotels.size(); ++i)
    hotels[i] = made(truth->change(store::Scope(tenant), [&](store::Writer& writer) {
      return people::make_unit(writer, clock, random, {"Groot " + std::to_string(i), 1, std::nullopt, *day_from("2024-01-01"), "", 12175});
    }));
  answer();
  const auto touched = [&](const char* to) { return between(*overview(request({{"from", "2026-11-01"}, {"to", to}})), R"("people":)", R"(,"less_stories")"); };
  // 36525 a year is 100 a day; 23 days have been; each of the 200 answers was about the promise.
  EXPECT_EQ(touched("2026-11-23"), R"(2300,"people_per_month":3044,"people_by":"volume")");
  EXPECT_EQ(touched("2027-03-31"), touched("2026-11-23"));
  EXPECT_EQ(overview(request(november))->find("few_units"), std::string::npos);
}

TEST(People, by_volume_are_the_part_a_promise_applied_to) {
  // A moment drawn for one in eight, weighed back: 100 answers of weight 8 among 1000 are eight in ten guests.
  EXPECT_EQ(people_by_volume(36525, 30, 800, 1000), 2400);
  EXPECT_EQ(people_by_volume(36525, 30, 1200, 1000), 3000);  // never more than all
  EXPECT_EQ(people_by_volume(36525, 30, 0, 0), 0);
}

TEST(DaysUnder, a_moved_unit_counts_where_it_stood_and_the_whole_is_no_filter) {
  const auto day = [](const char* text) { return *day_from(text); };
  const people::UnitTree tree({{{"all"}, 0, "all", "all", day("2024-01-01")}, {{"north"}, 1, "north", "north", day("2024-01-01")},
                               {{"south"}, 1, "south", "south", day("2024-01-01")}, {{"assen"}, 2, "assen", "assen", day("2024-01-01")}},
                              {{{"north"}, UnitId{"all"}, day("2024-01-01"), {}}, {{"south"}, UnitId{"all"}, day("2024-01-01"), {}},
                               {{"assen"}, UnitId{"north"}, day("2024-01-01"), day("2026-11-01")}, {{"assen"}, UnitId{"south"}, day("2026-11-01"), {}}});
  const auto counts = [&](const char* top, const char* unit, const char* on) {
    const auto stays = days_under(tree, UnitId{top});
    return std::any_of(stays->begin(), stays->end(), [&](const auto& stay) {
      return stay.unit.text == unit && day(on) >= stay.from && (!stay.until || day(on) < *stay.until);
    });
  };
  EXPECT_TRUE(counts("north", "assen", "2026-10-31"));
  EXPECT_FALSE(counts("south", "assen", "2026-10-31"));
  EXPECT_FALSE(counts("north", "assen", "2026-11-01"));
  EXPECT_TRUE(counts("south", "assen", "2026-11-01"));
  EXPECT_TRUE(counts("north", "assen", "2019-01-01"));  // from before it was entered: where it first stood
  EXPECT_TRUE(counts("assen", "assen", "2026-10-31"));
  EXPECT_FALSE(days_under(tree, UnitId{"all"}));
  EXPECT_FALSE(days_under(tree, std::nullopt));
}

TEST_F(Overview, stories_are_of_the_days_their_unit_stood_there) {
  made(accept_answers(*services, tenant, {row({0, 5, Expectation::better, "Voor de verhuizing.", 9}, 0, "2026-10-05"),
                                          row({0, 5, Expectation::better, "Erna.", 9}, 0, "2026-11-05")}));
  StoryFilter filter;
  filter.units = {{hotels[0], *day_from("2026-11-01"), std::nullopt}};
  const auto found = made(truth->ask(store::Scope(tenant), [&](store::Reader& reader) { return stories(reader, filter); }));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().text, "Erna.");
}

TEST_F(Overview, bad_questions_are_refused_by_field) {
  const auto fault = [&](std::vector<std::pair<std::string, std::string>> query) {
    const auto page = overview(request(std::move(query)));
    return page ? std::string("none") : page.error().fields.empty() ? page.error().key : page.error().fields[0].path;
  };
  EXPECT_EQ(fault({{"from", "2026-02-31"}}), "from");
  EXPECT_EQ(fault({{"from", "2026-11-20"}, {"to", "2026-11-01"}}), "to");
  EXPECT_EQ(fault({{"with_suspects", "maybe"}}), "with_suspects");
  const auto stepped = moment_page(request({{"step", "day"}}), check_in);
  ASSERT_FALSE(stepped);
  EXPECT_EQ(stepped.error().fields.at(0).path, "step");
}

}  // namespace
}  // namespace goud::feedback
