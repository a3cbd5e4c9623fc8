// The server as a stranger meets it: bytes over a socket.
#include "http/server.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "http/log.hpp"

namespace goud::http {
namespace {

class Socket {
 public:
  explicit Socket(std::uint16_t port) : descriptor_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval wait{5, 0};
    setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    if (connect(descriptor_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) ADD_FAILURE() << "no connection";
  }
  ~Socket() { close(descriptor_); }
  void say(std::string_view bytes) { (void)!send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
  std::string until_closed() {
    std::string all;
    char piece[65536];
    for (ssize_t n; (n = recv(descriptor_, piece, sizeof piece, 0)) > 0;) all.append(piece, static_cast<std::size_t>(n));
    return all;
  }
  // One answer with a Content-Length.
  std::string answer() {
    std::string all;
    char c;
    while (all.find("\r\n\r\n") == std::string::npos && recv(descriptor_, &c, 1, 0) == 1) all += c;
    const auto at = all.find("Content-Length: ");
    std::size_t left = at == std::string::npos ? 0 : std::stoul(all.substr(at + 16));
    while (left-- && recv(descriptor_, &c, 1, 0) == 1) all += c;
    return all;
  }

 private:
  int descriptor_;
};

class ServerTest : public testing::Test {
 protected:
  void SetUp() override {
    log_from(LogLevel::off);
    directory_ = std::filesystem::temp_directory_path() / ("goud-http-" + std::to_string(getpid()));
    std::filesystem::create_directories(directory_);
    router_.on(Method::get, "/healthz", Access::anyone(), [](const Request&) { return json("{\"ok\":true}"); });
    router_.on(Method::get, "/api/v1/echo/{id}", Access::anyone(), [](const Request& request) {
      return json(request.in_path.at("id") + "|" + std::string(request.parameter("q").value_or("-")) + "|" + request.language +
                  "|" + request.address);
    });
    router_.on(Method::post, "/api/v1/body", Access::anyone(),
               [](const Request& request) { return json(std::to_string(request.body.size())); }, {.body_bytes = 1000});
    router_.on(Method::get, "/api/v1/mine", Access::signed_in(), [](const Request& request) { return json(request.caller->account.text); });
    router_.on(Method::post, "/api/v1/mine", Access::of({Role::owner}, "answers:write"), [](const Request&) { return json("done"); });
    router_.on(Method::get, "/api/v1/throws", Access::anyone(), [](const Request&) -> Response { throw std::runtime_error("x"); });
    router_.on_deferred(Method::post, "/api/v1/later", Access::anyone(), [](Request, Reply reply) {
      std::thread([reply] { reply(json("later")); }).detach();
    });
    router_.on_deferred(Method::get, "/api/v1/lost", Access::anyone(), [](Request, Reply) {});
    router_.on(Method::get, "/api/v1/stream", Access::anyone(), [](const Request&) {
      Response response = json("");
      response.body = Stream([n = 0]() mutable -> std::optional<std::string> {
        return n++ < 3 ? std::optional("piece" + std::to_string(n)) : std::nullopt;
      });
      return response;
    });
    router_.on(Method::post, "/api/v1/upload", Access::of({Role::owner}), [this](const Request& request) {
      uploaded_ = request.body;
      return json(std::to_string(std::filesystem::file_size(request.body)));
    }, {.body_bytes = 1'000'000, .body_to_file = true});
    router_.on(Method::get, "/api/v1/seldom", Access::anyone(), [](const Request&) { return json("{}"); }, {.per_minute_per_address = 2});
    router_.on(Method::get, "/r/{code}", Access::anyone(), [](const Request&) { return html("<p>ballot"); },
               {.unlogged = true});
    router_.on(Method::get, "/api/v1/long", Access::anyone(), [](const Request&) { return json(std::string(5000, 'a')); });
    start({.port = 0, .upload_directory = directory_.string(), .workers = 2});
  }
  void TearDown() override {
    server_.reset();
    std::filesystem::remove_all(directory_);
  }
  void start(ServerOptions options) {
    auto who = [](const Request& request) -> Result<std::optional<Caller>> {
      const auto key = request.header("authorization");
      if (key == std::optional<std::string_view>("Bearer good"))
        return Caller{.tenant = {1}, .account = {}, .key_id = "k", .scopes = {"answers:write"}};
      if (key) return refuse(FaultKind::unauthenticated, "http.sign_in");
      const auto session = request.cookie("goud_session");
      if (!session) return std::nullopt;
      return Caller{.tenant = {1}, .account = {"a1"}, .key_id = "", .role = *session == "owner" ? Role::owner : Role::employee,
                    .csrf = "token", .language = "nl"};
    };
    server_ = std::make_unique<Server>(std::move(options), router_, who, clock_, randomness_);
    auto done = server_->start();
    ASSERT_TRUE(done) << done.error().key;
  }
  std::string ask(const std::string& line, const std::string& headers = "", const std::string& body = "") {
    Socket socket(server_->port());
    socket.say(line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers +
               (body.empty() ? "" : "Content-Length: " + std::to_string(body.size()) + "\r\n") + "\r\n" + body);
    return socket.until_closed();
  }
  static bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

  SystemClock clock_;
  SystemRandomness randomness_;
  Router router_;
  std::filesystem::path directory_;
  std::string uploaded_;
  std::unique_ptr<Server> server_;
};

TEST_F(ServerTest, AnswersWithSafeHeaders) {
  const auto answer = ask("GET /api/v1/echo/7?q=a%20b+c&lang=nl");
  EXPECT_TRUE(holds(answer, "HTTP/1.1 200 OK")) << answer;
  EXPECT_TRUE(holds(answer, "7|a b c|nl|127.0.0.1"));
  for (const auto* header : {"Content-Security-Policy: default-src 'none'; frame-ancestors 'none'", "X-Content-Type-Options: nosniff",
                             "Referrer-Policy: no-referrer", "Cache-Control: no-store"})
    EXPECT_TRUE(holds(answer, header)) << header;
  EXPECT_FALSE(holds(answer, "Server:"));
}

TEST_F(ServerTest, KeepsTheConnectionAndReadsWhatWasPipelined) {
  Socket socket(server_->port());
  socket.say("GET /api/v1/echo/1 HTTP/1.1\r\nHost: localhost\r\n\r\nGET /api/v1/echo/2 HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_TRUE(holds(socket.answer(), "1|-"));
  EXPECT_TRUE(holds(socket.answer(), "2|-"));
}

TEST_F(ServerTest, UnknownAndWrongMethod) {
  EXPECT_TRUE(holds(ask("GET /api/v1/nothing"), "HTTP/1.1 404"));
  EXPECT_TRUE(holds(ask("GET /api/v1/nothing"), "\"kind\":\"not_found\""));
  const auto wrong = ask("DELETE /api/v1/body");
  EXPECT_TRUE(holds(wrong, "HTTP/1.1 405"));
  EXPECT_TRUE(holds(wrong, "Allow: POST"));
  EXPECT_TRUE(holds(ask("GET /s/nothing"), "HTTP/1.1 404"));
  EXPECT_TRUE(holds(ask("GET /s/nothing"), "text/html"));
}

TEST_F(ServerTest, RefusesWhatCannotBeRead) {
  EXPECT_TRUE(holds(ask("GET /api/v1/echo/%zz"), "HTTP/1.1 400"));
  EXPECT_TRUE(holds(ask("GET /api/v1/echo/%00"), "HTTP/1.1 400"));
  EXPECT_TRUE(holds(ask("GET /api/v1/echo/%ff"), "HTTP/1.1 400"));
  EXPECT_TRUE(holds(ask("BREW /api/v1/echo/1"), "HTTP/1.1 400"));
  Socket socket(server_->port());
  socket.say("nonsense\r\n\r\n");
  EXPECT_TRUE(holds(socket.until_closed(), "HTTP/1.1 400"));
  EXPECT_TRUE(holds(ask("GET /api/v1/echo/1", "X-Long: " + std::string(20000, 'x') + "\r\n"), "HTTP/1.1 413"));
}

TEST_F(ServerTest, ForeignHostIsRefusedButHealthIsNot) {
  Socket socket(server_->port());
  socket.say("GET /api/v1/echo/1 HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(holds(socket.until_closed(), "HTTP/1.1 403"));
  Socket health(server_->port());
  health.say("GET /healthz HTTP/1.1\r\nHost: 10.1.2.3\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(holds(health.until_closed(), "{\"ok\":true}"));
}

TEST_F(ServerTest, BodyLimits) {
  EXPECT_TRUE(holds(ask("POST /api/v1/body", "", std::string(1000, 'x')), "\r\n\r\n1000"));
  EXPECT_TRUE(holds(ask("POST /api/v1/body", "", std::string(1001, 'x')), "HTTP/1.1 413"));
  // The length may be a lie by silence: chunked bodies are counted as they come.
  Socket socket(server_->port());
  socket.say("POST /api/v1/body HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 3; ++i) socket.say("200\r\n" + std::string(0x200, 'x') + "\r\n");
  socket.say("0\r\n\r\n");
  EXPECT_TRUE(holds(socket.answer(), "HTTP/1.1 413"));
}

TEST_F(ServerTest, WhoMayCall) {
  EXPECT_TRUE(holds(ask("GET /api/v1/mine"), "HTTP/1.1 401"));
  EXPECT_TRUE(holds(ask("GET /api/v1/mine", "Cookie: goud_session=x\r\n"), "\r\n\r\na1"));
  EXPECT_TRUE(holds(ask("GET /api/v1/mine", "Authorization: Bearer bad\r\n"), "HTTP/1.1 401"));
  EXPECT_TRUE(holds(ask("GET /api/v1/mine", "Authorization: Bearer good\r\n"), "HTTP/1.1 403"));
  EXPECT_TRUE(holds(ask("POST /api/v1/mine", "Authorization: Bearer good\r\n"), "done"));
  const std::string owner = "Cookie: goud_session=owner\r\n";
  EXPECT_TRUE(holds(ask("POST /api/v1/mine", "Cookie: goud_session=x\r\nX-CSRF-Token: token\r\n"), "HTTP/1.1 403"));
  EXPECT_TRUE(holds(ask("POST /api/v1/mine", owner), "http.csrf"));
  EXPECT_TRUE(holds(ask("POST /api/v1/mine", owner + "X-CSRF-Token: tokem\r\n"), "http.csrf"));
  EXPECT_TRUE(holds(ask("POST /api/v1/mine", owner + "X-CSRF-Token: token\r\n"), "done"));
  EXPECT_TRUE(holds(ask("POST /api/v1/mine", owner + "X-CSRF-Token: token\r\nOrigin: http://localhost\r\n"), "done"));
  EXPECT_TRUE(holds(ask("POST /api/v1/mine", owner + "X-CSRF-Token: token\r\nOrigin: http://evil.example\r\n"), "http.origin_foreign"));
  EXPECT_TRUE(holds(ask("POST /api/v1/mine", owner + "X-CSRF-Token: token\r\nOrigin: null\r\n"), "http.origin_foreign"));
  EXPECT_TRUE(holds(ask("POST /api/v1/mine", owner + "X-CSRF-Token: token\r\nSec-Fetch-Site: cross-site\r\n"), "http.origin_foreign"));
}

TEST_F(ServerTest, DeferredThrownAndLostAreAllAnswered) {
  EXPECT_TRUE(holds(ask("POST /api/v1/later"), "later"));
  EXPECT_TRUE(holds(ask("GET /api/v1/throws"), "fault.internal"));
  EXPECT_TRUE(holds(ask("GET /api/v1/lost"), "fault.internal"));
}

TEST_F(ServerTest, StreamsInPieces) {
  EXPECT_TRUE(holds(ask("GET /api/v1/stream"), "6\r\npiece1\r\n6\r\npiece2\r\n6\r\npiece3\r\n0\r\n\r\n"));
}

TEST_F(ServerTest, UploadsGoToAFileThatIsGoneAfterwards) {
  const std::string owner = "Cookie: goud_session=owner\r\nX-CSRF-Token: token\r\n";
  EXPECT_TRUE(holds(ask("POST /api/v1/upload", owner, std::string(500'000, 'x')), "\r\n\r\n500000"));
  server_->stop();
  EXPECT_FALSE(uploaded_.empty());
  EXPECT_TRUE(std::filesystem::is_empty(directory_));
}

TEST_F(ServerTest, ABodyWithoutAKnownEndEndsTheConnection) {
  Socket socket(server_->port());
  socket.say("POST /api/v1/upload HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const auto said = socket.until_closed();
  EXPECT_TRUE(holds(said, "HTTP/1.1 400")) << said;
  EXPECT_FALSE(holds(said, "HTTP/1.1 200"));
}

TEST_F(ServerTest, AnUploadTheDiskCannotTakeIsAnswered) {
  const std::string owner = "Cookie: goud_session=owner\r\nX-CSRF-Token: token\r\n";
  ::rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto on_excess = std::signal(SIGXFSZ, SIG_IGN);
  ::rlimit small{100'000, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto said = ask("POST /api/v1/upload", owner, std::string(500'000, 'x'));
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, on_excess);
  EXPECT_TRUE(holds(said, "HTTP/1.1 503")) << said;
  EXPECT_TRUE(holds(said, "http.no_room"));
  server_->stop();
  EXPECT_TRUE(std::filesystem::is_empty(directory_));
}

TEST_F(ServerTest, AStrangersUploadIsRefusedBeforeItIsSent) {
  Socket socket(server_->port());
  socket.say("POST /api/v1/upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_TRUE(holds(socket.answer(), "HTTP/1.1 401"));
  EXPECT_TRUE(holds(ask("POST /api/v1/upload", "", std::string(2'000'000, 'x')), "HTTP/1.1 413"));
}

TEST_F(ServerTest, RateOfOneRoute) {
  EXPECT_TRUE(holds(ask("GET /api/v1/seldom"), "HTTP/1.1 200"));
  EXPECT_TRUE(holds(ask("GET /api/v1/seldom"), "HTTP/1.1 200"));
  const auto third = ask("GET /api/v1/seldom");
  EXPECT_TRUE(holds(third, "HTTP/1.1 429"));
  EXPECT_TRUE(holds(third, "Retry-After: "));
  EXPECT_TRUE(holds(ask("GET /api/v1/echo/1"), "HTTP/1.1 200"));
}

TEST_F(ServerTest, WhatIsUnloggedLeavesNoLine) {
  log_from(LogLevel::info);
  testing::internal::CaptureStderr();
  EXPECT_TRUE(holds(ask("GET /r/K7QM-2VXR-9TDA"), "ballot"));
  EXPECT_TRUE(holds(ask("GET /r/K7QM-2VXR-9TDA", "Content-Encoding: br\r\n"), "HTTP/1.1 400"))
      << "refused before the route is called";
  EXPECT_TRUE(holds(ask("GET /api/v1/echo/1"), "HTTP/1.1 200"));
  server_->stop();
  const auto lines = testing::internal::GetCapturedStderr();
  log_from(LogLevel::off);
  EXPECT_TRUE(holds(lines, "/api/v1/echo/{id}")) << lines;
  EXPECT_FALSE(holds(lines, "/r/")) << lines;
  EXPECT_FALSE(holds(lines, "K7QM")) << lines;
}

TEST_F(ServerTest, APublicPageHasNoFileOfTheApp) {
  const auto answer = ask("GET /r/K7QM-2VXR-9TDA");
  EXPECT_FALSE(holds(answer, "'self' 'nonce")) << answer;
  EXPECT_TRUE(holds(ask("GET /r/a/b/c"), "HTTP/1.1 404"));
}

TEST_F(ServerTest, LongTextsAreCompressedWhenAsked) {
  EXPECT_TRUE(holds(ask("GET /api/v1/long", "Accept-Encoding: br, gzip\r\n"), "Content-Encoding: gzip"));
  EXPECT_FALSE(holds(ask("GET /api/v1/long"), "Content-Encoding"));
  EXPECT_FALSE(holds(ask("GET /api/v1/long", "Accept-Encoding: gzip;q=0\r\n"), "Content-Encoding"));
}

TEST_F(ServerTest, HeadGivesLengthWithoutBody) {
  const auto answer = ask("HEAD /api/v1/long");
  EXPECT_TRUE(holds(answer, "Content-Length: 5000"));
  EXPECT_FALSE(holds(answer, "aaaa"));
}

TEST_F(ServerTest, TheAddressOfAProxyIsBelievedOnlyWhenNamed) {
  const std::string forwarded = "X-Forwarded-For: 1.2.3.4, 5.6.7.8\r\nX-Forwarded-Proto: https\r\n";
  EXPECT_TRUE(holds(ask("GET /api/v1/echo/1", forwarded), "127.0.0.1"));
  EXPECT_FALSE(holds(ask("GET /api/v1/echo/1", forwarded), "Strict-Transport-Security"));
  start({.port = 0, .proxies = {"127.0.0.0/8"}, .upload_directory = directory_.string(), .workers = 2});
  EXPECT_TRUE(holds(ask("GET /api/v1/echo/1", forwarded), "|5.6.7.8"));
  EXPECT_TRUE(holds(ask("GET /api/v1/echo/1", forwarded), "Strict-Transport-Security"));
}

TEST_F(ServerTest, BehindAProxyNothingIsServedInClear) {
  start({.port = 0,
         .proxies = {"127.0.0.1"},
         .url = "https://goud.example.nl",
         .upload_directory = directory_.string(),
         .workers = 2});
  const std::string clear = "X-Forwarded-Proto: http\r\n";
  EXPECT_TRUE(holds(ask("GET /api/v1/echo/1", clear), "HTTP/1.1 403"));
  EXPECT_TRUE(holds(ask("GET /api/v1/echo/1", clear), "http.tls_needed"));
  EXPECT_TRUE(holds(ask("GET /api/v1/echo/1"), "http.proxy_silent"));
  EXPECT_TRUE(holds(ask("GET /belofte?unit=a%20b", clear), "Location: https://goud.example.nl/belofte?unit=a%20b\r\n"));
  EXPECT_TRUE(holds(ask("GET /belofte"), "HTTP/1.1 403"))
      << "a proxy that says nothing would turn its visitor round for ever";
  EXPECT_TRUE(holds(ask("GET /api/v1/echo/1", "X-Forwarded-Proto: https\r\n"), "HTTP/1.1 200"));
  start({.port = 0, .proxies = {"10.9.9.9"}, .upload_directory = directory_.string(), .workers = 2});
  EXPECT_TRUE(holds(ask("GET /belofte"), "HTTP/1.1 403")) << "past the proxy, and no public address to go to";
}

TEST(Servable, BeyondLoopbackNeedsANamedProxy) {
  EXPECT_FALSE(servable({.address = "0.0.0.0"}));
  EXPECT_FALSE(servable({.address = "::"}));
  EXPECT_FALSE(servable({.address = "0.0.0.0", .proxies = {"proxy"}}));
  EXPECT_TRUE(servable({.address = "0.0.0.0", .proxies = {"10.0.0.5"}}));
  EXPECT_TRUE(servable({.address = "127.0.0.1"}));
  EXPECT_TRUE(servable({.address = "::1"}));
}

TEST_F(ServerTest, StopFinishesWhatRuns) {
  std::atomic<bool> running = false;
  Router router;
  router.on(Method::get, "/api/v1/slow", Access::anyone(), [&](const Request&) {
    running = true;
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    return json("finished");
  });
  Server server({.port = 0}, router, [](const Request&) -> Result<std::optional<Caller>> { return std::nullopt; }, clock_, randomness_);
  ASSERT_TRUE(server.start());
  Socket idle(server.port());
  Socket busy(server.port());
  busy.say("GET /api/v1/slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
  while (!running) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  const auto before = std::chrono::steady_clock::now();
  server.stop();
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(3));
  EXPECT_TRUE(holds(busy.until_closed(), "finished"));
}

}  // namespace
}  // namespace goud::http
