// The ballot's own door, walked by someone with a card: pages, answers, taking back, the parts of a round, the round after.
#include <gtest/gtest.h>

#include <regex>

#include "rounds/page.hpp"
#include "rounds/routes.hpp"
#include "rounds/statements.hpp"
#include "rounds/test_round.hpp"

namespace goud::rounds {
namespace {

using http::Fields;
using test::House;

class BallotDoor : public testing::Test {
 protected:
  BallotDoor() : house(folder.path, clock) { page_routes(router, *house.services); }

  std::vector<HandedOut> opened(const std::vector<int>& heads = {12, 3}) {
    if (house.units.empty()) house.found(heads);
    id = house.plan(test::plan_of(house.today()));
    return open_round(*house.services, house.tenant, house.acting(), id).value();
  }
  void later(int days) { clock.set(Instant{clock.now().micros + days * test::day_micros}); }

  http::Response ask(http::Method method, std::string target, std::string body = {},
                     Fields headers = {{"accept-language", "nl"}}) {
    http::Request request;
    request.method = method;
    request.nonce = "n";
    request.language = "nl";
    request.address = "10.0.0.1";
    const auto question = target.find('?');
    if (question != std::string::npos)
      request.query = http::form(std::string_view(target).substr(question + 1)).value();
    request.path = target.substr(0, question);
    if (const auto lang = request.parameter("lang")) request.language = *lang;
    request.headers = std::move(headers);
    request.body = std::move(body);
    return router.call(std::move(request)).value();
  }
  http::Response see(const std::string& target) { return ask(http::Method::get, target); }
  http::Response send(const std::string& target, const Fields& fields, Fields headers = {}) {
    std::string body;
    for (const auto& [name, value] : fields)
      body += (body.empty() ? "" : "&") + http::percent_encoded(name) + "=" + http::percent_encoded(value);
    return ask(http::Method::post, target, body, std::move(headers));
  }
  static const std::string& text(const http::Response& response) { return std::get<std::string>(response.body); }
  static bool holds(const http::Response& response, std::string_view part) {
    return text(response).find(part) != std::string::npos;
  }
  static std::string header(const http::Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers) {
      if (key == name) return value;
    }
    return {};
  }
  // What a browser would send of this page as it stands.
  static Fields form_of(const http::Response& response) {
    Fields fields;
    static const std::regex hidden("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
    const auto& page = text(response);
    for (std::sregex_iterator at(page.begin(), page.end(), hidden), end; at != end; ++at)
      fields.emplace_back((*at)[1], (*at)[2]);
    return fields;
  }
  std::int64_t letters() { return house.count(sql::letters, id); }
  http::Response answered(const std::string& code, Fields said) {
    auto fields = form_of(see("/r/" + code));
    for (auto& field : said) fields.push_back(std::move(field));
    return send("/r/" + code, fields);
  }

  test::Folder folder;
  SetClock clock{Instant{1'793'620'800'000'000}};  // 2026-11-02, noon in Amsterdam
  House house;
  http::Router router;
  std::string id;
};

TEST_F(BallotDoor, AnAnswerIsThankedWithItsReceiptAndMayBeSentTwice) {
  const auto out = opened();
  const auto& code = out.front().code;
  const auto page = see("/r/" + code);
  ASSERT_EQ(page.status, 200) << text(page);
  auto fields = form_of(page);
  fields.emplace_back("a.heard", "4");
  const auto sent = send("/r/" + code, fields);
  ASSERT_EQ(sent.status, 303) << text(sent);
  EXPECT_EQ(letters(), 1);
  const auto thanks = see(header(sent, "Location"));
  const auto receipt = std::string(http::field(fields, "r").value());
  EXPECT_TRUE(holds(thanks, receipt_shown(receipt))) << text(thanks);
  EXPECT_TRUE(holds(thanks, "Deel 2 opent op maandag 9 november"));
  EXPECT_EQ(header(sent, "Location").find(receipt), std::string::npos);
  EXPECT_EQ(send("/r/" + code, fields).status, 303) << "the same again is harmless";
  EXPECT_EQ(letters(), 1);
  const auto other =
      answered(code, {{"a.heard", "1"}, {"w", "1"}, {"n", "1"}, {"r", std::string(32, 'f')}, {"s", "0"}});
  EXPECT_EQ(other.status, 409);
  EXPECT_TRUE(holds(other, "Met deze code is al geantwoord"));
  EXPECT_EQ(letters(), 1);
  EXPECT_TRUE(holds(see("/r/" + code + "/thanks?k=abc"), "Hier is nog niets verstuurd"));
  EXPECT_TRUE(
      holds(see("/r/" + out[1].code + "/thanks" + header(sent, "Location").substr(header(sent, "Location").find('?'))),
            "Hier is nog niets verstuurd"))
      << "thanks are of one code";
}

TEST_F(BallotDoor, WhatCouldSayWhoseItIsIsRefused) {
  const auto code = opened().front().code;
  auto fields = form_of(see("/r/" + code));
  fields.emplace_back("a.heard", "4");
  for (const Fields& headers : {Fields{{"cookie", "goud_session=x"}}, Fields{{"cookie", "a=b; goud_session="}},
                                Fields{{"authorization", "Bearer x"}}}) {
    for (const auto* path : {"", "/take-back"}) {
      const auto answer = send("/r/" + code + path, fields, headers);
      EXPECT_EQ(answer.status, 400);
      EXPECT_TRUE(holds(answer, "herkenbaar") || holds(answer, "recognised"));
    }
  }
  EXPECT_EQ(letters(), 0);
  const auto page = ask(http::Method::get, "/r/" + code, {}, {{"cookie", "goud_session=x"}});
  EXPECT_NE(header(page, "Set-Cookie").find("Path=/;"), std::string::npos)
      << "a session of the whole site is taken away";
  EXPECT_EQ(header(see("/r/" + code), "Set-Cookie"), "");
}

TEST_F(BallotDoor, EachPartHasABallotOfItsOwn) {
  const auto code = opened().front().code;
  EXPECT_EQ(answered(code, {{"a.heard", "4"}}).status, 303);
  const auto used = see("/r/" + code);
  EXPECT_EQ(used.status, 200);
  EXPECT_TRUE(holds(used, "Met deze code is al geantwoord"));
  EXPECT_TRUE(holds(used, "Deel 2 opent op maandag 9 november"));
  later(7);
  const auto second = see("/r/" + code);
  EXPECT_TRUE(holds(second, "deel 2"));
  EXPECT_TRUE(holds(second, "name=\"a.again\""));
  EXPECT_FALSE(holds(second, "name=\"a.heard\""));
  EXPECT_EQ(answered(code, {{"a.again", "2"}}).status, 303);
  EXPECT_EQ(letters(), 2);
}

TEST_F(BallotDoor, AnAnswerIsTakenBackAndGivenAnew) {
  const auto code = opened().front().code;
  auto fields = form_of(see("/r/" + code));
  fields.emplace_back("a.heard", "4");
  const auto sent = send("/r/" + code, fields);
  const auto receipt = std::string(http::field(fields, "r").value());
  const auto note = header(sent, "Location").substr(header(sent, "Location").find('?'));
  EXPECT_TRUE(holds(see("/r/" + code + "/take-back" + note), receipt_shown(receipt)));
  EXPECT_EQ(send("/r/" + code + "/take-back", {{"r", std::string(32, '0')}}).status, 404);
  EXPECT_EQ(send("/r/" + code + "/take-back", {{"r", "abc"}}).status, 422);
  const auto taken = send("/r/" + code + "/take-back", {{"r", receipt_shown(receipt)}});
  ASSERT_EQ(taken.status, 303) << text(taken);
  EXPECT_TRUE(holds(see(header(taken, "Location")), "Je antwoord is teruggehaald") ||
              holds(see(header(taken, "Location")), "Your answer was taken back"));
  EXPECT_EQ(send("/r/" + code, fields).status, 409) << "what was taken back does not come in again";
  EXPECT_EQ(answered(code, {{"a.heard", "1"}}).status, 303);
}

TEST_F(BallotDoor, FaultsStayWithWhatWasTyped) {
  const auto code = opened().front().code;
  const auto fields = form_of(see("/r/" + code));
  const auto with = [&](const Fields& more) {
    auto all = fields;
    all.insert(all.end(), more.begin(), more.end());
    return send("/r/" + code, all);
  };
  const auto odd = with({{"a.heard", "9"}, {"a.words", "staat er <nog>"}});
  EXPECT_EQ(odd.status, 422);
  EXPECT_TRUE(holds(odd, "class=\"er\""));
  EXPECT_TRUE(holds(odd, "staat er &lt;nog&gt;"));
  EXPECT_EQ(with({}).status, 422);
  EXPECT_EQ(with({{"a.words", std::string(1001, 'x')}}).status, 422);
  EXPECT_EQ(with({{"f.shift", "late"}, {"a.heard", "4"}}).status, 422);
  EXPECT_EQ(send("/r/" + code, {{"a.heard", "4"}}).status, 409) << "a form that we did not make is given anew";
  EXPECT_EQ(ask(http::Method::post, "/r/" + code, "a=%zz").status, 400);
  EXPECT_EQ(letters(), 0);
}

TEST_F(BallotDoor, WhoGuessesWaitsAndWhoHasACodeDoesNot) {
  const auto out = opened();
  const auto first = see("/r/ZZZZ-ZZZZ-ZZZZ");
  EXPECT_EQ(first.status, 404);
  EXPECT_TRUE(text(first) == text(see("/r/0000-0000-0000"))) << "byte for byte the same";
  int answered_ones = 2;
  for (int i = 0; i < 10'000; ++i) {
    auto digits = std::to_string(100'000'000'000 + i * 7'919LL);
    const auto answer = see("/r/" + digits);
    if (answer.status == 404)
      ++answered_ones;
    else
      EXPECT_EQ(answer.status, 429);
    if (i % 2'500 == 0) {
      EXPECT_EQ(answered(out[static_cast<std::size_t>(i / 2'500)].code, {{"a.heard", "4"}}).status, 303);
    }
  }
  EXPECT_EQ(answered_ones, 20);
  EXPECT_NE(header(see("/r/ZZZZ-ZZZZ-ZZZZ"), "Retry-After"), "");
  EXPECT_EQ(see("/r?code=zzzz").status, 422);
  EXPECT_EQ(see("/r?code=zzzzzzzzzzzz").status, 429);
  EXPECT_EQ(see("/r?code=" + out.back().code).status, 303);
}

TEST_F(BallotDoor, ACodeOfTheRoundBeforeIsLate) {
  const auto out = opened();
  for (std::size_t i = 0; i < 8; ++i) ASSERT_EQ(answered(out[i].code, {{"a.heard", "4"}}).status, 303);
  later(28);
  ASSERT_TRUE(close_round(*house.services, house.tenant, house.acting(), id));
  const auto waits = see("/r/" + out.back().code);
  EXPECT_EQ(waits.status, 410);
  EXPECT_TRUE(holds(waits, "volgende ronde")) << text(waits);
  EXPECT_EQ(see("/r/" + out.front().code).status, 410);
  (void)opened();
  const auto late = see("/r/" + out.back().code);
  EXPECT_EQ(late.status, 200);
  EXPECT_TRUE(holds(late, "Je code is van de vorige ronde"));
  EXPECT_EQ(answered(out.back().code, {{"a.heard", "4"}}).status, 303);
  EXPECT_TRUE(holds(see("/r/" + out.back().code), "Met deze code is al geantwoord"));
  EXPECT_EQ(see("/r/" + out.front().code).status, 410) << "a used code does not come back";
}

TEST_F(BallotDoor, SmallGroupsAndLanguages) {
  const auto out = opened();
  const auto small = see("/r/" + out.back().code);
  EXPECT_TRUE(holds(small, "heeft minder dan 5 mensen: je antwoord telt nooit apart mee, wel samen met een andere groep binnen Merelhof (15 mensen) of in dat geheel."))
      << text(small);
  EXPECT_TRUE(holds(see("/r/" + out.back().code + "?lang=en"), "You are not signed in here"));
  EXPECT_TRUE(holds(see("/r/how-your-answer-is-kept"), "What we cannot promise"));
  EXPECT_TRUE(holds(see("/r/hoe-je-antwoord-bewaard-wordt"), "Wat we niet kunnen beloven"));
  EXPECT_TRUE(holds(see("/r"), "Vul je code in"));
}

}  // namespace
}  // namespace goud::rounds
