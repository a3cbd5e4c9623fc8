// The road of an answer over a real store and the real routes: asked, given, kept, corrected, erased, exported.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>

#include "feedback/turnout.hpp"
#include "feedback/import_keep.hpp"
#include "kernel/words.hpp"

namespace goud::feedback {
namespace {

using http::Method;
using http::Role;

struct Reply {
  int status = 0;
  std::string body;
  std::string location;
};

class World : public testing::Test {
 protected:
  void SetUp() override {
    directory_ = std::filesystem::temp_directory_path() / ("goud-road-" + std::to_string(::getpid()) + "-" + testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(directory_);
    std::filesystem::create_directories(directory_);
    const store::Room rooms[] = {people::room(), promises::room(), moments::room(), room()};
    auto opened = store::open({.path = (directory_ / "goud.db").string()}, rooms, clock_);
    ASSERT_TRUE(opened) << opened.error().key;
    store_ = std::move(*opened);
    tenant_ = *people::make_organisation(*store_, clock_, random_, {.name = "Merelhof Hotels"});
    other_ = *people::make_organisation(*store_, clock_, random_, {.name = "Ander Huis"});
    services_ = std::make_unique<Services>(*store_, clock_, random_, secrets_);
    promise_services_ = std::make_unique<promises::Services>(promises::Services{*store_, clock_});
    moment_services_ = std::make_unique<moments::Services>(moments::Services{*store_, clock_, random_});
    promises::routes(router_, *promise_services_);
    moments::routes(router_, *moment_services_);
    routes(router_, *services_);
    auto made = store_->write(store::Scope(tenant_), [&](store::Writer& writer) -> Done {
      auto zwolle = people::make_unit(writer, clock_, random_, {.name = "Zwolle", .from = Day{18000}, .code = "zwolle"});
      auto breda = people::make_unit(writer, clock_, random_, {.name = "Breda", .from = Day{18000}, .code = "breda"});
      if (!zwolle || !breda) return tl::unexpected<Fault>((zwolle ? breda : zwolle).error());
      zwolle_ = *zwolle;
      breda_ = *breda;
      return moments::begin(writer, {"", clock_.now(), Day{20780}}, clock_, random_);
    });
    ASSERT_TRUE(made) << made.error().key;
  }
  void TearDown() override {
    services_.reset();
    store_.reset();
    std::filesystem::remove_all(directory_);
  }

  http::Caller caller(Role role, Tenant tenant) {
    http::Caller made;
    made.tenant = tenant;
    made.account = AccountId{"01900000-0000-7000-8000-00000000000a"};
    made.role = role;
    made.language = "nl";
    return made;
  }

  Reply ask(Method method, std::string path, std::string body = {}, std::optional<http::Caller> as = {}) {
    http::Request request;
    request.method = method;
    request.language = "nl";
    request.origin = "https://goud.example";
    request.url = url_;
    request.nonce = "n0nce";
    request.head_only = head_only_;
    if (!agent_.empty()) request.headers.emplace_back("user-agent", agent_);
    request.body = std::move(body);
    request.caller = std::move(as);
    if (const auto mark = path.find('?'); mark != std::string::npos) {
      request.query = *http::form(path.substr(mark + 1));
      path.resize(mark);
    }
    request.path = path;
    auto called = router_.call(std::move(request));
    if (!called) return {404, "no route", ""};
    http::Response response = std::move(*called);
    Reply reply{response.status, {}, {}};
    for (const auto& [name, value] : response.headers) {
      if (name == "Location") reply.location = value;
    }
    if (auto* text = std::get_if<std::string>(&response.body)) {
      reply.body = *text;
    } else {
      while (auto piece = std::get<http::Stream>(response.body)()) reply.body += *piece;
    }
    return reply;
  }
  Reply owner(Method method, std::string path, std::string body = {}) { return ask(method, std::move(path), std::move(body), caller(Role::owner, tenant_)); }

  static std::string found(const std::string& in, const std::string& pattern) {
    std::smatch match;
    return std::regex_search(in, match, std::regex(pattern)) ? match[1].str() : std::string();
  }
  static std::string id_in(const Reply& reply) { return found(reply.body, "\"id\":\"([0-9a-f-]{36})\""); }

  // A promise at a moment, two moments, an instrument that asks about them, and a link at Zwolle.
  void furnish(bool anonymous = false, std::string budget = "100") {
    const auto journeys = owner(Method::get, "/api/v1/journeys");
    const auto customers = found(journeys.body, "\"id\":\"([0-9a-f-]{36})\",\"audience\":\"customer\"");
    room_ = id_in(owner(Method::post, "/api/v1/journeys/" + customers + "/moments", R"({"stage":"care","name":{"nl":"Kamer"},"key":true})"));
    breakfast_ = id_in(owner(Method::post, "/api/v1/journeys/" + customers + "/moments", R"({"stage":"care","name":{"nl":"Ontbijt"}})"));
    auto promised = owner(Method::post, "/api/v1/promises",
                          R"({"audience":"customer","text":{"nl":"Uw kamer is klaar om 15.00 uur."},"norm":0.9,"red_line":0.75,"from":"2026-01-01","moment":")" + room_ + "\"}");
    ASSERT_EQ(promised.status, 201) << promised.body;
    promise_ = id_in(promised);
    auto made = owner(Method::post, "/api/v1/instruments", R"({"definition":{"key":"stay","title":{"nl":"Uw verblijf"},"languages":["nl"],"anonymous":)" +
                      std::string(anonymous ? "true" : "false") + R"(,"questions":[
        {"key":"kept","kind":"promise","promise":")" + promise_ + R"(","moment":")" + room_ + R"(","text":{"nl":"Was uw kamer klaar?"}},
        {"key":"eggs","kind":"score","moment":")" + breakfast_ + R"(","text":{"nl":"Hoe was het ontbijt?"}},
        {"key":"nps","kind":"score","text":{"nl":"Zou u ons aanraden?"}},
        {"key":"story","kind":"story","moment":"drawn","max_length":200,"text":{"nl":"Was het zoals verwacht?"}}]}})");
    ASSERT_EQ(made.status, 201) << made.body;
    auto linked = owner(Method::post, "/api/v1/links", R"({"instrument":"stay","unit":"zwolle","budget":)" + budget + "}");
    ASSERT_EQ(linked.status, 201) << linked.body;
    code_ = found(linked.body, "\"code\":\"([a-z0-9]+)\"");
    link_ = id_in(linked);
  }

  std::string ticket_on(const std::string& page) { return found(page, "name=\"t\" value=\"([^\"]+)\""); }
  int answers() {
    int count = 0;
    (void)store_->read(store::Scope(tenant_), [&](store::Reader& reader) {
      each_answer(reader, 0, [&](const AnswerNow& answer) {
        last_ = answer;
        body_ = std::string(answer.body);
        ++count;
        return true;
      });
    });
    return count;
  }
  std::string given(std::string submission, std::string answers, std::string more = {}) {
    return R"({"submission_id":")" + submission + R"(","instrument":"stay","unit":"zwolle","answers":)" + answers + more + "}";
  }

  std::filesystem::path directory_;
  SetClock clock_{*instant_from("2026-11-23T10:00:00Z")};
  SeededRandomness random_{11};
  people::Secrets secrets_{{1, 2, 3}};
  std::unique_ptr<store::RecordStore> store_;
  Tenant tenant_, other_;
  UnitId zwolle_, breda_;
  std::unique_ptr<Services> services_;
  std::unique_ptr<promises::Services> promise_services_;
  std::unique_ptr<moments::Services> moment_services_;
  http::Router router_;
  std::string room_, breakfast_, promise_, code_, link_;
  std::string url_, agent_;  // the configured address; what the caller says it is
  bool head_only_ = false;
  AnswerNow last_;
  std::string body_;
};

TEST_F(World, APromiseIsShownWithItsMomentAndTheProofItsQuestionGaveIt) {
  furnish();
  const auto listed = owner(Method::get, "/api/v1/promises?audience=customer");
  EXPECT_NE(listed.body.find("\"moment\":\"" + room_ + "\""), std::string::npos);
  EXPECT_NE(listed.body.find(R"("kind":"asked","question_key":"kept")"), std::string::npos) << listed.body;
  EXPECT_EQ(owner(Method::post, "/api/v1/promises/" + promise_ + "/mend", R"({"text":"Eerder schoonmaken","owner":"Huishouding","due":"2026-12-01"})").status, 200);
  const auto history = owner(Method::get, "/api/v1/promises/" + promise_ + "/history");
  for (const char* verb : {"promised", "proved", "mended"}) EXPECT_NE(history.body.find(verb), std::string::npos) << verb;
  // Another organisation: as if it were not there.
  EXPECT_EQ(ask(Method::get, "/api/v1/promises/" + promise_ + "/history", "", caller(Role::owner, other_)).status, 404);
  EXPECT_EQ(ask(Method::post, "/api/v1/promises/" + promise_ + "/withdraw", R"({"from":"2026-12-01","reason":"x"})", caller(Role::hr_manager, tenant_)).status, 403);
}

TEST_F(World, APageIsAnsweredOnceAndThanksFollowTheCommit) {
  furnish();
  auto page = ask(Method::get, "/s/" + code_);
  ASSERT_EQ(page.status, 200);
  EXPECT_EQ(page.body.find(" checked"), std::string::npos);
  EXPECT_EQ(page.body.find("<script"), std::string::npos);
  EXPECT_LT(page.body.size(), 15000u);
  const auto form = "t=" + ticket_on(page.body) + "&lang=nl&q.nps=9&q.story.e=better&q.story.t=Warm+brood%0D%0A%F0%9F%99%82&q.story.u=1";
  clock_.set(Instant{clock_.now().micros + 20'000'000});
  auto sent = ask(Method::post, "/s/" + code_, form);
  ASSERT_EQ(sent.status, 303) << sent.body;
  EXPECT_EQ(sent.location.rfind("/s/" + code_ + "/thanks?lang=nl&r=", 0), 0u) << sent.location;
  EXPECT_NE(ask(Method::get, sent.location).body.find(say("nl", "feedback.thanks.read")), std::string::npos);
  EXPECT_EQ(answers(), 1);
  EXPECT_EQ(last_.suspect, 0u);
  EXPECT_NE(body_.find("\"p\":0.5"), std::string::npos) << body_;
  EXPECT_NE(body_.find("Warm brood\\n🙂"), std::string::npos) << body_;
  // The same page once more is the same answer; something else from it is refused, with a way to a page of its own.
  EXPECT_EQ(ask(Method::post, "/s/" + code_, form).status, 303);
  EXPECT_EQ(answers(), 1);
  const auto other = ask(Method::post, "/s/" + code_, "t=" + ticket_on(page.body) + "&lang=nl&q.nps=2");
  EXPECT_EQ(other.status, 409);
  EXPECT_NE(other.body.find(say("nl", "feedback.page.answered.title")), std::string::npos);
  EXPECT_NE(other.body.find("href=\"/s/" + code_ + "?lang=nl\""), std::string::npos);
  EXPECT_EQ(answers(), 1);
}

TEST_F(World, ThanksSayWhatWasGivenAndNothingElse) {
  furnish();
  const auto bare = ask(Method::get, "/s/" + code_ + "/thanks?lang=nl");
  EXPECT_NE(bare.body.find(say("nl", "feedback.thanks.nothing.title")), std::string::npos);
  EXPECT_EQ(bare.body.find("bewaard"), std::string::npos);
  const auto sent =
      ask(Method::post, "/s/" + code_, "t=" + ticket_on(ask(Method::get, "/s/" + code_).body) + "&lang=nl&q.nps=9");
  const auto thanks = ask(Method::get, sent.location).body;
  EXPECT_NE(thanks.find("Uw antwoord is bewaard"), std::string::npos);
  EXPECT_EQ(thanks.find(say("nl", "feedback.thanks.read")), std::string::npos) << "nothing was written";
  const auto title = say("nl", "feedback.thanks.title");
  EXPECT_EQ(thanks.find(title, thanks.find("<h1>") + 4 + title.size()), std::string::npos) << thanks;
}

TEST_F(World, ATryIsNeitherCountedNorKept) {
  furnish(false, "1");
  const auto page = ask(Method::get, "/s/" + code_ + "?lang=nl&try=1");
  EXPECT_NE(page.body.find(say("nl", "feedback.page.trial")), std::string::npos);
  const auto ticket = ticket_on(page.body);
  EXPECT_EQ(ask(Method::post, "/s/" + code_, "t=" + ticket + "&lang=nl").status, 422)
      << "what is wrong is said as to a guest";
  const auto sent = ask(Method::post, "/s/" + code_, "t=" + ticket + "&lang=nl&q.nps=9");
  ASSERT_EQ(sent.status, 303);
  EXPECT_NE(ask(Method::get, sent.location).body.find(say("nl", "feedback.thanks.trial.title")), std::string::npos);
  EXPECT_EQ(answers(), 0);
  // The budget of one is still there for a guest.
  EXPECT_EQ(
      ask(Method::post, "/s/" + code_, "t=" + ticket_on(ask(Method::get, "/s/" + code_).body) + "&q.nps=9").status,
      303);
  EXPECT_EQ(answers(), 1);
  const auto spent = ask(Method::get, "/s/" + code_ + "?lang=nl");
  EXPECT_EQ(spent.status, 410);
  EXPECT_EQ(spent.body.find("niet bewaard"), std::string::npos) << "nothing was given that could be lost";
}

TEST_F(World, AnAnswerWithinThreeSecondsIsSuspect) {
  furnish();
  const auto ticket = ticket_on(ask(Method::get, "/s/" + code_).body);
  EXPECT_EQ(ask(Method::post, "/s/" + code_, "t=" + ticket + "&q.nps=9").status, 303);
  EXPECT_EQ(answers(), 1);
  EXPECT_EQ(last_.suspect, static_cast<std::uint32_t>(too_fast));
}

TEST_F(World, WhatIsWrongIsSaidAndWhatWasTypedStays) {
  furnish();
  const auto ticket = ticket_on(ask(Method::get, "/s/" + code_).body);
  auto back = ask(Method::post, "/s/" + code_, "t=" + ticket + "&lang=nl&q.nps=12&q.story.e=less&q.story.t=%3Cb%3Ekoud&q.story.c=1&q.story.n=");
  EXPECT_EQ(back.status, 422);
  EXPECT_NE(back.body.find("0 tot en met 10"), std::string::npos);
  EXPECT_NE(back.body.find("&lt;b&gt;koud"), std::string::npos);
  EXPECT_NE(back.body.find("value=\"less\" checked"), std::string::npos);
  EXPECT_NE(back.body.find("of een e-mailadres, of zet het vinkje uit"), std::string::npos);
  EXPECT_EQ(ask(Method::post, "/s/" + code_, "t=" + ticket + "&lang=nl").status, 422);  // nothing at all
  EXPECT_EQ(ask(Method::post, "/s/" + code_, "t=" + ticket + "&q.nps=%00").status, 400);
  EXPECT_EQ(ask(Method::post, "/s/" + code_, "t=forged&lang=nl&q.nps=9").status, 409);
  EXPECT_EQ(answers(), 0);
}

TEST_F(World, ACodeEnds) {
  furnish(false, "1");
  EXPECT_EQ(ask(Method::get, "/s/23456789abcde").status, 404);
  EXPECT_EQ(ask(Method::get, "/s/nothing").status, 404);
  const auto first = ticket_on(ask(Method::get, "/s/" + code_).body), second = ticket_on(ask(Method::get, "/s/" + code_).body);
  EXPECT_EQ(ask(Method::post, "/s/" + code_, "t=" + first + "&q.nps=9").status, 303);
  EXPECT_EQ(ask(Method::post, "/s/" + code_, "t=" + first + "&q.nps=9").status, 303);  // sent twice: it was kept
  auto spent = ask(Method::post, "/s/" + code_, "t=" + second + "&q.nps=9");
  EXPECT_EQ(spent.status, 410);
  EXPECT_NE(spent.body.find("niet bewaard"), std::string::npos);
  EXPECT_EQ(answers(), 1);
  EXPECT_EQ(owner(Method::del, "/api/v1/links/" + link_).status, 204);
  EXPECT_EQ(ask(Method::get, "/s/" + code_).status, 410);
}

TEST_F(World, AnAnonymousPageAsksForNoNumberAndSaysSo) {
  furnish(true);
  const auto page = ask(Method::get, "/s/" + code_);
  EXPECT_EQ(page.body.find("type=\"tel\""), std::string::npos);
  EXPECT_NE(page.body.find("Uw antwoord is anoniem"), std::string::npos);
}

TEST_F(World, ABatchIsAllOrNothingAndTheSameTwiceIsOne) {
  furnish();
  auto refused = owner(Method::post, "/api/v1/answers", R"({"answers":[)" + given("a", R"({"nps":9})") + "," + given("b", R"({"nps":11})") + "]}");
  EXPECT_EQ(refused.status, 400);
  EXPECT_NE(refused.body.find("answers[1].answers.nps"), std::string::npos) << refused.body;
  EXPECT_EQ(answers(), 0);
  auto taken = owner(Method::post, "/api/v1/answers", R"({"answers":[)" + given("a", R"({"nps":9})") + "," + given("b", R"({"nps":1})") + "," + given("a", R"({"nps":9})") + "]}");
  EXPECT_EQ(taken.status, 200) << taken.body;
  EXPECT_NE(taken.body.find(R"("accepted":2,"duplicates":1)"), std::string::npos) << taken.body;
  auto again = owner(Method::post, "/api/v1/answers", given("a", R"({"nps":9})"));
  EXPECT_NE(again.body.find(R"("accepted":0,"duplicates":1)"), std::string::npos) << again.body;
  EXPECT_EQ(answers(), 2);
  auto day = owner(Method::post, "/api/v1/answers", given("c", R"({"nps":9})", R"(,"experienced_at":"2026-02-31")"));
  EXPECT_EQ(day.status, 400);
  EXPECT_NE(day.body.find("experienced_at"), std::string::npos);
  EXPECT_NE(owner(Method::post, "/api/v1/answers", given("c", R"({"nps":9})", R"(,"unit2":1)")).body.find("unit2"), std::string::npos);
  EXPECT_EQ(ask(Method::post, "/api/v1/answers", given("d", R"({"nps":9})"), caller(Role::owner, other_)).status, 400);
}

TEST_F(World, ACorrectionIsARowOfItsOwnAndAnErasureLeavesNothingToRead) {
  furnish();
  auto taken = owner(Method::post, "/api/v1/answers",
                     given("a", R"({"nps":9,"story":{"expectation":"less","text":"Jan was boos","call":{"telephone":"0612345678"}}})",
                           R"(,"moment":")" + room_ + R"(","person_key":"klant-7")"));
  ASSERT_EQ(taken.status, 200) << taken.body;
  const auto id = id_in(taken);
  EXPECT_EQ(owner(Method::post, "/api/v1/answers/" + id + "/correct", R"({"answers":{"nps":4},"reason":"verkeerd getikt"})").status, 200);
  EXPECT_EQ(answers(), 1);
  EXPECT_TRUE(last_.corrected);
  EXPECT_NE(body_.find("\"nps\":{\"v\":4}"), std::string::npos);
  EXPECT_NE(body_.find("Jan was boos"), std::string::npos);
  EXPECT_EQ(owner(Method::post, "/api/v1/answers/" + id + "/correct", R"({"answers":{"nps":40},"reason":"x"})").status, 400);

  auto facts = facts_of(*store_);
  std::vector<store::columns::Entry> entries;
  (void)store_->read(store::Scope(tenant_), [&](store::Reader& reader) { facts->read(tenant_, reader, 0, 100, entries); });
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].answer, entries[1].answer);
  EXPECT_EQ(entries[1].what, store::columns::Entry::What::replace);
  EXPECT_NE(entries[0].body.find("\"nps\":{\"v\":4}"), std::string::npos);  // what the truth says now

  auto forgotten = owner(Method::post, "/api/v1/persons/forget", R"({"person_key":"klant-7"})");
  EXPECT_NE(forgotten.body.find("\"erased\":1"), std::string::npos) << forgotten.body;
  EXPECT_EQ(answers(), 0);
  entries.clear();
  (void)store_->read(store::Scope(tenant_), [&](store::Reader& reader) { facts->read(tenant_, reader, 0, 100, entries); });
  for (const auto& entry : entries) {
    EXPECT_EQ(entry.what, store::columns::Entry::What::remove);
    EXPECT_TRUE(entry.body.empty());
  }
  // Sent once more by who does not know: it stays erased.
  auto resent = owner(Method::post, "/api/v1/answers", given("a", R"({"nps":9})"));
  EXPECT_NE(resent.body.find("\"duplicates\":1"), std::string::npos) << resent.body;
  EXPECT_EQ(answers(), 0);
  EXPECT_EQ(owner(Method::post, "/api/v1/answers/" + id + "/erase", R"({"reason":"x"})").status, 404);
}

TEST_F(World, WhoFollowsHearsWhatWasToldCorrectedAndErased) {
  furnish();
  const auto more = R"(,"moment":")" + room_ + "\"";
  (void)owner(Method::post, "/api/v1/answers", given("a", R"({"nps":9})"));
  const auto less = R"({"nps":3,"kept":"no","story":{"expectation":"less","call":{"email":"gast@voorbeeld.nl"}}})";
  const auto id = id_in(owner(Method::post, "/api/v1/answers", given("b", less, more)));
  (void)owner(Method::post, "/api/v1/answers",
              given("c", R"({"nps":8,"story":{"text":"Warm brood","intention":true}})", more));
  std::vector<Change> heard;
  const auto hear = [&](std::int64_t after, std::size_t most = 100) {
    heard.clear();
    return *store_->ask(store::Scope(tenant_), [&](store::Reader& reader) {
      return changes_heard(reader, after, most, [&](const Change& change) { heard.push_back(change); });
    });
  };
  EXPECT_EQ(hear(0, 1), 1);
  EXPECT_TRUE(heard.empty()) << "a score alone tells nothing";
  EXPECT_EQ(hear(1), 3);
  ASSERT_EQ(heard.size(), 2u);
  EXPECT_EQ(heard[0].told->recommend, 3);
  EXPECT_TRUE(heard[0].told->not_kept);
  EXPECT_EQ(heard[0].told->email, "gast@voorbeeld.nl");
  EXPECT_EQ(heard[0].told->moment.text, room_);
  EXPECT_EQ(heard[1].told->words, "Warm brood");
  EXPECT_EQ(heard[1].told->intention, true);
  (void)owner(Method::post, "/api/v1/answers/" + id + "/correct", R"({"answers":{"nps":4},"reason":"tik"})");
  EXPECT_EQ(hear(3), 4);
  ASSERT_EQ(heard.size(), 1u);
  EXPECT_EQ(heard[0].kind, Change::Kind::corrected);
  EXPECT_EQ(heard[0].told->recommend, 4);
  (void)owner(Method::post, "/api/v1/answers/" + id + "/erase", R"({"reason":"x"})");
  EXPECT_EQ(hear(4), 5);
  EXPECT_EQ(heard.at(0).kind, Change::Kind::gone);
  EXPECT_EQ(hear(5), 5);
}

TEST_F(World, AnExportReadsBackAndNeverHoldsAFormula) {
  furnish();
  for (int i = 0; i < 1200; ++i) {
    const auto more = R"(,"moment":")" + room_ + "\"";
    ASSERT_EQ(owner(Method::post, "/api/v1/answers", given("s" + std::to_string(i), R"({"kept":"no_told","nps":7,"story":{"text":"=1+1, \"ja\"","call":{"telephone":"0612345678"}}})", more)).status, 200);
    if (i > 20) i += 99;
  }
  const int kept = answers();
  const auto csv = owner(Method::get, "/api/v1/answers/export?format=csv&instrument=stay");
  ASSERT_EQ(csv.status, 200);
  EXPECT_EQ(std::count(csv.body.begin(), csv.body.end(), '\n'), kept + 1);
  EXPECT_EQ(csv.body.find(",=1"), std::string::npos);
  EXPECT_NE(csv.body.find("'=1+1"), std::string::npos);
  EXPECT_NE(csv.body.find("0612345678"), std::string::npos);
  const auto without = ask(Method::get, "/api/v1/answers/export?format=jsonl", "", caller(Role::analyst, tenant_));
  EXPECT_EQ(std::count(without.body.begin(), without.body.end(), '\n'), kept);
  EXPECT_EQ(without.body.find("0612345678"), std::string::npos);
  EXPECT_NE(without.body.find(R"("eggs":{"state":"not_shown"})"), std::string::npos);
  EXPECT_EQ(ask(Method::get, "/api/v1/answers/export?format=jsonl", "", caller(Role::owner, other_)).body, "");
  EXPECT_EQ(owner(Method::get, "/api/v1/answers/export?format=xls").status, 400);
}

TEST_F(World, LinksOfAnotherUnitAreNotThereForTheHeadOfABranch) {
  furnish();
  auto head = caller(Role::unit_manager, tenant_);
  head.unit = breda_;
  EXPECT_EQ(ask(Method::get, "/api/v1/links", "", head).body.find(code_), std::string::npos);
  EXPECT_EQ(ask(Method::del, "/api/v1/links/" + link_, "", head).status, 404);
  EXPECT_EQ(ask(Method::get, "/api/v1/links/" + link_ + "/qr.svg", "", head).status, 404);
  EXPECT_EQ(ask(Method::post, "/api/v1/links", R"({"instrument":"stay","unit":"zwolle"})", head).status, 400);
  EXPECT_EQ(ask(Method::post, "/api/v1/links", R"({"instrument":"stay","unit":"breda"})", head).status, 201);
  const auto svg = owner(Method::get, "/api/v1/links/" + link_ + "/qr.svg");
  EXPECT_EQ(svg.body.substr(0, 4), "<svg");
  EXPECT_EQ(owner(Method::get, "/api/v1/links/qr.pdf?ids=" + link_).body.substr(0, 5), "%PDF-");
  EXPECT_EQ(owner(Method::get, "/api/v1/links/qr.pdf").status, 400) << "a sheet without links is a question asked wrong, no failing machine";
}

TEST_F(World, WhatAnAnswerSaysBecomesFactsWithTheChanceWeighedBack) {
  furnish();
  ASSERT_EQ(owner(Method::post, "/api/v1/answers",
                  given("a", R"({"kept":"na","nps":9,"story":{"expectation":"better","text":"Warm brood"}})",
                        R"(,"moment":")" + room_ + R"(","moment_probability":0.25,"weight":1.5)")).status, 200);
  struct Numbers final : store::columns::Dictionary {
    std::vector<std::string> questions{""}, moments{""}, choices{""};
    static std::int32_t of(std::vector<std::string>& in, std::string_view text) {
      auto at = std::find(in.begin(), in.end(), text);
      if (at == in.end()) at = in.insert(in.end(), std::string(text));
      return static_cast<std::int32_t>(at - in.begin());
    }
    std::int32_t question(std::string_view, std::string_view key, std::string_view) override { return of(questions, key); }
    std::int32_t moment(std::string_view id) override { return id.empty() ? 0 : of(moments, id); }
    std::int32_t unit(std::string_view) override { return 0; }
    std::int32_t choice(std::int32_t, std::string_view value) override { return of(choices, value); }
  } names;
  auto source = facts_of(*store_);
  std::vector<store::columns::Entry> entries;
  (void)store_->read(store::Scope(tenant_), [&](store::Reader& reader) { source->read(tenant_, reader, 0, 10, entries); });
  ASSERT_EQ(entries.size(), 1u);
  std::vector<store::columns::Fact> facts;
  source->facts(tenant_, entries[0], names, facts);
  std::map<std::string, store::columns::Fact> by_key;
  for (const auto& fact : facts) by_key[names.questions[static_cast<std::size_t>(fact.question)]] = fact;
  EXPECT_EQ(by_key.at("nps").value, 9);
  EXPECT_EQ(by_key.at("nps").weight, 15000);  // of the visit: as given
  EXPECT_EQ(by_key.at("nps").moment, 0);
  EXPECT_EQ(by_key.at("kept").state, store::columns::State::not_applicable);
  EXPECT_EQ(by_key.at("kept").weight, 60000);  // 1.5 times four
  EXPECT_EQ(names.moments[static_cast<std::size_t>(by_key.at("story").moment)], room_);
  EXPECT_EQ(names.choices[static_cast<std::size_t>(by_key.at("story").value)], "better");
  EXPECT_EQ(by_key.count("eggs"), 0u);  // not shown
}

TEST_F(World, AnImportIsTakenBackInPiecesAndCanComeAgain) {
  furnish();
  auto known = *intake(*services_, tenant_, true);
  auto instrument = known->instrument("stay");
  const auto row_of = [&](int i) {
    AnswerDraft draft;
    draft.submission = "file:" + std::to_string(i);
    draft.unit = zwolle_;
    draft.answers.resize(instrument->definition.questions.size());
    draft.answers[2] = Given::value(i % 11);
    return *look_at(*instrument, draft, {clock_.now(), known->zone, Source::import, ImportId{"imp"}});
  };
  std::vector<AnswerRow> rows;
  for (int i = 0; i < 30; ++i) rows.push_back(row_of(i));
  Import imported;
  imported.id = ImportId{"imp"};
  imported.instrument = "stay";
  const auto span = [&](std::int64_t first, std::int64_t last) {
    return store_->write(store::Scope(tenant_), [&](store::Writer& writer) -> Done {
      keep_counts(writer, imported, first, last);
      return {};
    });
  };
  ASSERT_TRUE(store_->write(store::Scope(tenant_), [&](store::Writer& writer) -> Done {
    keep_import(writer, imported, "", "digest", {});
    return {};
  }));
  EXPECT_EQ(accept_answers(*services_, tenant_, rows)->size(), 30u);
  ASSERT_TRUE(span(1, 30));
  auto back = store_->change(store::Scope(tenant_), [&](store::Writer& writer) -> Result<int> { return take_back(writer, ImportId{"imp"}, 20).answers; });
  EXPECT_EQ(*back, 20);
  EXPECT_EQ(answers(), 10);
  back = store_->change(store::Scope(tenant_), [&](store::Writer& writer) -> Result<int> { return take_back(writer, ImportId{"imp"}, 20).answers; });
  EXPECT_EQ(*back, 10);
  auto again = accept_answers(*services_, tenant_, rows);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->front().duplicate);
  EXPECT_EQ(answers(), 30);

  // Many at once, as an import writes them: thirty are there, one comes twice, one is unlike the others.
  for (int i = 30; i < 70; ++i) rows.push_back(row_of(i));
  rows.push_back(row_of(50));
  rows[35].suspect = too_fast;
  std::vector<AnswerId> ids;
  for (std::size_t i = 0; i < rows.size(); ++i) ids.push_back(AnswerId{uuid_v7(clock_, services_->randomness)});
  const auto there = store_->change(store::Scope(tenant_), [&](store::Writer& writer) -> Result<KeptTogether> { return keep_answers(writer, ids, rows); });
  EXPECT_EQ(there->there, 31);
  EXPECT_TRUE(there->differ.empty());
  EXPECT_EQ(answers(), 70);
  std::vector<std::int64_t> seqs;
  std::uint32_t suspect = 0;
  (void)store_->read(store::Scope(tenant_), [&](store::Reader& reader) {
    each_answer(reader, 0, [&](const AnswerNow& now) {
      const auto number = std::stoul(now.submission.substr(5));
      EXPECT_EQ(now.body, rows[number].body) << now.submission;
      EXPECT_EQ(now.day, rows[number].day);
      if (number == 35) suspect = now.suspect;
      seqs.push_back(now.seq);
      return true;
    });
  });
  EXPECT_EQ(suspect, too_fast);
  EXPECT_TRUE(std::is_sorted(seqs.begin(), seqs.end()));
  EXPECT_EQ(std::adjacent_find(seqs.begin(), seqs.end()), seqs.end());
}

TEST_F(World, WhatIsPrintedCarriesThePublicAddress) {
  furnish();
  EXPECT_NE(owner(Method::get, "/api/v1/links").body.find("\"url\":\"https://goud.example/s/" + code_), std::string::npos);
  const auto before = owner(Method::get, "/api/v1/links/" + link_ + "/qr.svg").body;
  url_ = "https://vragen.merelhof.example";
  EXPECT_NE(owner(Method::get, "/api/v1/links").body.find("\"url\":\"https://vragen.merelhof.example/s/" + code_), std::string::npos);
  EXPECT_NE(owner(Method::get, "/api/v1/links/" + link_ + "/qr.svg").body, before);
}

TEST_F(World, AWithdrawnPromiseIsNoLongerAskedFromItsDayOn) {
  furnish();
  const auto linked = owner(Method::post, "/api/v1/links", R"({"instrument":"stay","unit":"zwolle","moment":")" + room_ + "\"}");
  const auto code = found(linked.body, "\"code\":\"([a-z0-9]+)\"");
  ASSERT_EQ(owner(Method::post, "/api/v1/promises/" + promise_ + "/withdraw", R"({"from":"2026-11-24","reason":"verbouwing"})").status, 200);
  intake_changed(*services_, tenant_);
  clock_.set(*instant_from("2026-11-23T22:50:00Z"));  // ten minutes before midnight in Amsterdam
  const auto late = ask(Method::get, "/s/" + code);
  EXPECT_NE(late.body.find("Was uw kamer klaar?"), std::string::npos);
  clock_.set(*instant_from("2026-11-23T23:10:00Z"));
  // Opened while it was promised: what was asked then is taken.
  EXPECT_EQ(ask(Method::post, "/s/" + code, "t=" + ticket_on(late.body) + "&q.kept=yes&q.nps=9").status, 303);
  EXPECT_EQ(answers(), 1);
  EXPECT_NE(body_.find(R"("kept":{"v":"yes"})"), std::string::npos) << body_;
  const auto next = ask(Method::get, "/s/" + code);
  EXPECT_EQ(next.status, 200);
  EXPECT_EQ(next.body.find("Was uw kamer klaar?"), std::string::npos);
  EXPECT_NE(next.body.find("Zou u ons aanraden?"), std::string::npos);
  EXPECT_EQ(ask(Method::post, "/s/" + code, "t=" + ticket_on(next.body) + "&q.kept=yes&q.nps=8").status, 303);
  EXPECT_EQ(answers(), 2);
  EXPECT_EQ(body_.find("\"kept\""), std::string::npos) << body_;  // not shown, so neither skipped nor answered
}

TEST_F(World, OpenedPagesAreCountedWithoutProgramsAndWithoutAWordAboutWho) {
  furnish();
  const auto counted = [&] {
    EXPECT_TRUE(services_->turnouts->write(tenant_));
    auto rows = store_->ask(store::Scope(tenant_), [](store::Reader& reader) { return turnouts(reader, {}, {}); });
    return rows && rows->size() == 1 ? std::pair(rows->front().opened, rows->front().answered) : std::pair<std::int64_t, std::int64_t>(-1, -1);
  };
  agent_ = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) Safari/605.1.15";
  const auto page = ask(Method::get, "/s/" + code_);
  for (int i = 0; i < 4; ++i) (void)ask(Method::get, "/s/" + code_);
  EXPECT_EQ(counted(), std::pair(std::int64_t{5}, std::int64_t{0}));
  (void)ask(Method::get, "/s/" + code_ + "?lang=nl&t=" + ticket_on(page.body));  // the same page, in the other language
  (void)ask(Method::get, "/s/" + code_ + "/thanks");
  head_only_ = true;
  (void)ask(Method::get, "/s/" + code_);
  head_only_ = false;
  for (const char* program : {"", "Mozilla/5.0 (compatible; Googlebot/2.1)", "WhatsApp/2.24", "curl/8.5", "facebookexternalhit/1.1"}) {
    agent_ = program;
    EXPECT_EQ(ask(Method::get, "/s/" + code_).status, 200);
  }
  EXPECT_EQ(counted(), std::pair(std::int64_t{5}, std::int64_t{0}));
  const auto form = "t=" + ticket_on(page.body) + "&lang=nl&q.nps=9";
  EXPECT_EQ(ask(Method::post, "/s/" + code_, form).status, 303);
  EXPECT_EQ(ask(Method::post, "/s/" + code_, form).status, 303);  // sent twice is answered once
  EXPECT_EQ(counted(), std::pair(std::int64_t{5}, std::int64_t{1}));
  const auto other = store_->ask(store::Scope(other_), [](store::Reader& reader) { return turnouts(reader, {}, {}); });
  EXPECT_TRUE(other && other->empty());
  const auto earlier = store_->ask(store::Scope(tenant_), [](store::Reader& reader) { return turnouts(reader, {}, Day{20000}); });
  EXPECT_TRUE(earlier && earlier->empty());
}

TEST_F(World, APersonIsToldWhatIsKeptOfThem) {
  furnish();
  ASSERT_EQ(owner(Method::post, "/api/v1/answers", given("a", R"({"nps":9,"story":{"expectation":"less","text":"Te koud"}})",
                                                         R"(,"moment":")" + room_ + R"(","person_key":"klant-7")")).status, 200);
  ASSERT_EQ(owner(Method::post, "/api/v1/answers", given("b", R"({"nps":3})", R"(,"person_key":"klant-8")")).status, 200);
  const std::string who = R"({"person_key":"klant-7"})";
  const auto told = owner(Method::post, "/api/v1/persons/about", who);
  ASSERT_EQ(told.status, 200) << told.body;
  EXPECT_NE(told.body.find(R"("known":true,"person":{"known_since")"), std::string::npos) << told.body;
  EXPECT_NE(told.body.find("Te koud"), std::string::npos);
  EXPECT_EQ(told.body.find("\"submission_id\":\"b\""), std::string::npos);
  const auto unknown = owner(Method::post, "/api/v1/persons/about", R"({"person_key":"klant-9"})");
  EXPECT_EQ(unknown.body, R"({"known":false,"person":null,"answers":[]})");
  EXPECT_EQ(ask(Method::post, "/api/v1/persons/about", who, caller(Role::owner, other_)).body, unknown.body);
  EXPECT_EQ(owner(Method::post, "/api/v1/persons/forget", who).status, 200);
  EXPECT_EQ(owner(Method::post, "/api/v1/persons/about", who).body, unknown.body);
}

}  // namespace
}  // namespace goud::feedback
