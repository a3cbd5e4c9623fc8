#include "http/gate.hpp"
#include "http/http.hpp"

#include <gtest/gtest.h>

#include "http/form.hpp"
#include "http/gzip.hpp"
#include "http/rate.hpp"
#include "http/router.hpp"

namespace goud::http {
namespace {

// A printed code that only this machine can follow is told before it hangs.
TEST(Home, IsHereOnlyOnLoopback) {
  Request request;
  const auto here = [&](const char* origin, const char* url) {
    request.origin = origin;
    request.url = url;
    return request.home_is_here_only();
  };
  for (const char* origin : {"http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080", "http://127.8.0.1",
                             "http://goud.localhost"})
    EXPECT_TRUE(here(origin, "")) << origin;
  EXPECT_FALSE(here("http://192.168.1.20:8080", ""));
  EXPECT_FALSE(here("http://localhost.example.nl", ""));
  EXPECT_FALSE(here("http://127.0.0.1:8080", "https://goud.example.nl")) << "the public address is what counts";
  EXPECT_TRUE(here("https://goud.example.nl", "http://localhost:8080"));
}

TEST(Gate, HostNames) {
  EXPECT_EQ(host_name("Goud.Example.nl:443"), "goud.example.nl");
  EXPECT_EQ(host_name("[::1]:8080"), "::1");
  EXPECT_EQ(host_name("localhost"), "localhost");
  EXPECT_TRUE(host_allowed("localhost:8080", {"localhost"}));
  EXPECT_FALSE(host_allowed("localhost.evil.example", {"localhost"}));
  EXPECT_FALSE(host_allowed("", {"localhost"}));
}

TEST(Gate, LanguageOfTheFirstThatIsSpoken) {
  Request request;
  EXPECT_EQ(language_of(request), "en");
  request.headers = {{"accept-language", "de-DE, nl-NL;q=0.8, en;q=0.5"}};
  EXPECT_EQ(language_of(request), "nl");
  request.caller = Caller{.language = "en"};
  EXPECT_EQ(language_of(request), "en");
  request.query = {{"lang", "nl"}};
  EXPECT_EQ(language_of(request), "nl");
}

TEST(Form, DecodesAndRefuses) {
  auto fields = form("a=1+2&b=%C3%A9&c&a=3");
  ASSERT_TRUE(fields);
  EXPECT_EQ(field(*fields, "a"), "1 2");
  EXPECT_EQ(field(*fields, "b"), "\xC3\xA9");
  EXPECT_EQ(field(*fields, "c"), "");
  EXPECT_FALSE(field(*fields, "d"));
  for (const auto* bad : {"a=%", "a=%4", "a=%G1", "a=%00", "a=%FF", "%ED%A0%80=1"}) EXPECT_FALSE(form(bad)) << bad;
  EXPECT_FALSE(form("a&b&c", 2));
  EXPECT_EQ(percent_decoded(percent_encoded("a/b ?&=é"), false), "a/b ?&=é");
}

TEST(Gate, AnAddressIsCountedWithItsHousehold) {
  EXPECT_EQ(counted_as("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(counted_as("::ffff:192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(counted_as("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_EQ(counted_as("2001:db8:1:2::9"), counted_as("2001:db8:1:2:ffff::1"));
  EXPECT_NE(counted_as("2001:db8:1:3::9"), counted_as("2001:db8:1:2::9"));
  EXPECT_EQ(counted_as("not:an:address"), "not:an:address");
}

TEST(Rate, RefillsWithTimeAndKeepsAddressesApart) {
  SetClock clock({1'000'000'000});
  SeededRandomness randomness(1);
  RateLimit rate(clock, randomness);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(rate.take("a", "", 6, 3), 0);
  EXPECT_EQ(rate.take("a", "", 6, 3), 10);
  EXPECT_EQ(rate.take("b", "", 6, 3), 0);
  EXPECT_EQ(rate.take("a", "other", 6, 3), 0);
  clock.set({1'000'000'000 + 10'000'000});
  EXPECT_EQ(rate.take("a", "", 6, 3), 0);
  EXPECT_GT(rate.take("a", "", 6, 3), 0);
}

TEST(Router, LiteralWinsOverName) {
  Router router;
  const auto handler = [](const Request&) { return no_content(); };
  router.on(Method::get, "/api/links/{id}", Access::anyone(), handler);
  router.on(Method::get, "/api/links/qr.pdf", Access::anyone(), handler);
  router.on(Method::get, "/api/links/{id}/qr.svg", Access::anyone(), handler);
  router.on(Method::del, "/api/links/{id}", Access::anyone(), handler);
  auto& impl = router.impl();
  EXPECT_EQ(impl.match(Method::get, "/api/links/qr.pdf").route->pattern, "/api/links/qr.pdf");
  EXPECT_EQ(impl.match(Method::get, "/api/links/x").in_path.at("id"), "x");
  EXPECT_EQ(impl.match(Method::get, "/api/links/qr.pdf/qr.svg").in_path.at("id"), "qr.pdf");
  EXPECT_EQ(impl.match(Method::post, "/api/links/x").allowed.size(), 2u);
  EXPECT_EQ(impl.match(Method::get, "/api/links/").route, nullptr);
  EXPECT_EQ(impl.match(Method::get, "/api/links/x/y").route, nullptr);
  EXPECT_THROW(router.on(Method::get, "/api/links/{other}", Access::anyone(), handler), std::logic_error);
}

TEST(Clear, APageGoesToTheSamePlaceOverTls) {
  Request request;
  request.method = Method::get;
  request.path = "/s/abc";
  EXPECT_FALSE(goes_to_tls(request)) << "without a public address it is not known that there is TLS";
  request.url = "http://goud.example.nl";
  EXPECT_FALSE(goes_to_tls(request));
  request.url = "https://goud.example.nl:8443";
  EXPECT_TRUE(goes_to_tls(request));
  const auto home = [&](const char* host) {
    request.headers = {{"host", host}};
    return tls_home(request);
  };
  EXPECT_EQ(home("goud.example.nl:80"), "https://goud.example.nl:8443");
  EXPECT_EQ(home("Vragen.example.nl"), "https://vragen.example.nl");
  for (const char* machine : {"127.0.0.1:8080", "localhost", "[::1]:8080"}) EXPECT_EQ(home(machine), request.url) << machine;
  request.path = "/api/v1/meta";
  EXPECT_FALSE(goes_to_tls(request)) << "a program is told, not sent";
  request.path = "/s/abc";
  request.method = Method::post;
  EXPECT_FALSE(goes_to_tls(request)) << "what was typed is not sent twice";
}

TEST(PublicPage, CarriesNothingOfTheApp) {
  for (const char* path : {"/s/abc", "/r", "/r/K7QM-2VXR-9TDA", "/r/K7QM-2VXR-9TDA/thanks"})
    EXPECT_TRUE(public_page(path)) << path;
  for (const char* path : {"/", "/rondes", "/ronde/x", "/api/v1/rounds", "/s", "/stories"})
    EXPECT_FALSE(public_page(path)) << path;
  Request request;
  request.method = Method::post;
  request.origin = "https://goud.example.nl";
  request.headers = {{"origin", "null"}};
  request.path = "/r/K7QM-2VXR-9TDA";
  EXPECT_TRUE(origin_allowed(request)) << "a page without a referrer says no origin";
  request.path = "/rondes";
  EXPECT_FALSE(origin_allowed(request));
}

TEST(Response, FaultBecomesStatusAndSentence) {
  const auto response = fault({FaultKind::invalid, "fault.fields", {{"name", "json.required", {}}}, {}}, "nl");
  EXPECT_EQ(response.status, 400);
  EXPECT_NE(std::get<std::string>(response.body).find("\"path\":\"name\",\"key\":\"json.required\",\"text\":\"Dit veld is nodig.\""),
            std::string::npos);
  EXPECT_EQ(fault({FaultKind::too_many, "http.too_many", {}, {{"seconds", "7"}}}, "en").headers.at(0).second, "7");
}

}  // namespace
}  // namespace goud::http
