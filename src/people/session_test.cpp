// What ends by itself: sessions by idling and by age, keys and invitations by their day. The clock is ours.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "formats/json.hpp"
#include "people/people.hpp"
#include "people/rows.hpp"

namespace goud::people {
namespace {

namespace fs = std::filesystem;
using http::Method;

constexpr std::int64_t second = 1'000'000, hour = 3600 * second, day_long = 24 * hour;

class Ends : public testing::Test {
 protected:
  Ends() : clock(began), random(7), secrets(std::array<unsigned char, 32>{1}), passwords({1, 64 * 1024}, 1) {
    directory = fs::temp_directory_path() / ("goud_session_" + std::to_string(::getpid()) + "_" +
                                             ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(directory);
    fs::create_directories(directory);
    const std::vector<store::Room> rooms = {people::room()};
    store::Options options;
    options.path = directory / "goud.db";
    options.durability = store::Durability::off;
    truth = made(store::open(options, rooms, clock));
    tenant = made(make_organisation(*truth, clock, random, {"Merelhof", "nl", "Europe/Amsterdam", false}));
    owner = made(truth->change(store::Scope(tenant), [&](store::Writer& writer) {
      return add_account(writer, {"anna@example.nl", "Anna", http::Role::owner, {}, "nl", ""}, clock, random);
    }));
    services = std::make_unique<Services>(Services{*truth, clock, random, secrets, passwords, ""});
    routes(router, *services);
  }
  ~Ends() override {
    services.reset();
    truth.reset();
    fs::remove_all(directory);
  }
  template <class T>
  static T made(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().key);
    return std::move(*result);
  }
  void at(std::int64_t after) { clock.set(Instant{began.micros + after}); }

  std::string session() {
    return made(truth->change(store::Scope(tenant), [&](store::Writer& writer) -> Result<std::string> {
      return start_session(writer, owner, clock, random).token;
    }));
  }
  bool known(const std::string& token) {
    http::Request request;
    request.headers = {{"cookie", "goud_session=" + token}};
    const auto caller = recognise(*services)(request);
    // That it was seen is written behind the answer; a write of our own comes after it.
    (void)truth->write(store::Scope(tenant), [](store::Writer&) -> Done { return {}; });
    return caller && *caller && (*caller)->account == owner;
  }
  Result<std::optional<http::Caller>> with_key(const std::string& key) {
    http::Request request;
    request.headers = {{"authorization", "Bearer " + key}};
    return recognise(*services)(request);
  }
  http::Response ask(Method method, const std::string& path, const std::string& body = "", bool signed_in = true) {
    http::Request request;
    request.method = method;
    request.path = path;
    request.body = body;
    request.language = "en";
    request.origin = "http://localhost";
    if (signed_in) {
      http::Caller caller;
      caller.tenant = tenant;
      caller.account = owner;
      caller.role = http::Role::owner;
      request.caller = caller;
    }
    return router.call(request).value();
  }
  static std::string text(const http::Response& response) { return std::get<std::string>(response.body); }
  static std::string between(const std::string& text, const std::string& open, const std::string& close) {
    const auto from = text.find(open) + open.size();
    return text.substr(from, text.find(close, from) - from);
  }

  const Instant began = *instant_from("2026-11-23T10:00:00Z");
  SetClock clock;
  SeededRandomness random;
  Secrets secrets;
  Passwords passwords;
  fs::path directory;
  std::unique_ptr<store::RecordStore> truth;
  std::unique_ptr<Services> services;
  http::Router router;
  Tenant tenant;
  AccountId owner;
};

TEST_F(Ends, ASessionNobodyUsedForEightHours) {
  const auto left = session(), used = session();
  at(8 * hour - second);
  EXPECT_TRUE(known(used));
  at(8 * hour);
  EXPECT_TRUE(known(used));
  at(8 * hour + 1);
  EXPECT_FALSE(known(left));
  EXPECT_TRUE(known(used)) << "eight hours count from when it was last seen";
  at(16 * hour - second);
  EXPECT_FALSE(known(left)) << "what ended stays ended";
  EXPECT_TRUE(known(used));
}

TEST_F(Ends, ASessionOfSevenDaysHoweverMuchItIsUsed) {
  const auto token = session();
  for (std::int64_t hours = 7; hours < 7 * 24; hours += 7) {
    at(hours * hour);
    ASSERT_TRUE(known(token)) << hours;
  }
  at(7 * day_long);
  EXPECT_TRUE(known(token));
  at(7 * day_long + 1);
  EXPECT_FALSE(known(token));
}

TEST_F(Ends, AKeyOnItsDayAlsoInUse) {
  const auto given = ask(Method::post, "/api/v1/keys",
                         R"({"name":"koppeling","scopes":["figures:read"],"expires_at":"2026-11-24T10:00:00Z"})");
  ASSERT_EQ(given.status, 201) << text(given);
  const auto key = between(text(given), "\"key\":\"", "\"");
  at(day_long - 1);
  const auto caller = with_key(key);
  ASSERT_TRUE(caller && *caller);
  EXPECT_EQ((*caller)->scopes, std::vector<std::string>{"figures:read"});
  at(day_long);
  const auto ended = with_key(key), unknown = with_key("goud_" + std::string(43, 'A'));
  ASSERT_FALSE(ended);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(ended.error(), unknown.error()) << "a key that ended is like one that never was";
  EXPECT_EQ(ended.error().kind, FaultKind::unauthenticated);
  EXPECT_EQ(ask(Method::post, "/api/v1/keys",
                R"({"name":"te laat","scopes":["figures:read"],"expires_at":"2026-11-24T10:00:00Z"})")
                .status,
            400);
}

TEST(SessionCookie, GoesWithTheAppAlone) {
  http::Response response;
  set_session_cookie(response, "token", true);
  ASSERT_EQ(response.headers.size(), 2u);
  EXPECT_EQ(response.headers[0].second, "goud_session=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0")
      << "what was set of the whole site before is taken away";
  EXPECT_EQ(response.headers[1].second,
            "goud_session=token; Path=/api; HttpOnly; SameSite=Lax; Secure; Max-Age=604800");
  http::Request request;
  EXPECT_FALSE(brings_identity(request));
  request.headers = {{"cookie", "other=1"}};
  EXPECT_FALSE(brings_identity(request));
  request.headers = {{"cookie", "other=1; goud_session="}};
  EXPECT_TRUE(brings_identity(request)) << "also one that is worth nothing";
  request.headers = {{"authorization", "Basic x"}};
  EXPECT_TRUE(brings_identity(request));
}

TEST_F(Ends, AnInvitationAfterSevenDays) {
  const auto given = ask(Method::post, "/api/v1/invitations", R"({"email":"bea@example.nl","role":"analyst"})");
  ASSERT_EQ(given.status, 201) << text(given);
  const auto token = between(text(given), "/uitnodiging/", "\"");
  at(7 * day_long - 1);
  EXPECT_EQ(ask(Method::get, "/api/v1/invitations/" + token, "", false).status, 200);
  EXPECT_NE(text(ask(Method::get, "/api/v1/invitations")).find("bea@example.nl"), std::string::npos);
  at(7 * day_long);
  const auto looked = ask(Method::get, "/api/v1/invitations/" + token, "", false);
  EXPECT_GE(looked.status, 400);
  EXPECT_EQ(text(looked).find("bea@example.nl"), std::string::npos) << "who was invited is not told any more";
  EXPECT_EQ(text(ask(Method::get, "/api/v1/invitations")).find("bea@example.nl"), std::string::npos);
  const auto accepted = ask(Method::post, "/api/v1/invitations/" + token + "/accept",
                            R"({"name":"Bea","password":"een lange zin voor de proef"})", false);
  EXPECT_EQ(accepted.status, looked.status) << text(accepted);
  EXPECT_EQ(text(ask(Method::get, "/api/v1/accounts")).find("bea@example.nl"), std::string::npos);
}

}  // namespace
}  // namespace goud::people
