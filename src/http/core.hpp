// What the listener and its connections share; inside http/ only. Asio stays in the files that include this.
#pragma once

#include <sodium.h>

#include <array>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <future>
#include <memory>
#include <thread>
#include <unordered_set>

#include "http/rate.hpp"
#include "http/server.hpp"
#include "http/workers.hpp"

namespace goud::http {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using ErrorCode = boost::system::error_code;

// A connection, as the listener knows it.
class Wire : public std::enable_shared_from_this<Wire> {
 public:
  virtual ~Wire() = default;
  virtual void read_head() = 0;
  [[nodiscard]] virtual bool idle() const = 0;  // waits for a request
  virtual void close() = 0;
};

struct Server::Core {
  Core(ServerOptions given, Router& routes, Recognise who, const Clock& time, Randomness& random)
      : options(std::move(given)), router(routes), recognise(std::move(who)), clock(time), randomness(random),
        rate(time, random), workers(options.workers) {}
  ServerOptions options;
  Router& router;
  Recognise recognise;
  const Clock& clock;
  Randomness& randomness;
  RateLimit rate;
  asio::io_context io{1};
  // Keeps the socket thread there while all that runs is in the hands of workers.
  asio::executor_work_guard<asio::io_context::executor_type> open{io.get_executor()};
  tcp::acceptor acceptor{io};
  std::uint16_t port = 0;
  bool beyond_loopback = false;
  std::unordered_set<Wire*> connections;  // of the socket thread alone
  bool stopping = false;                        // likewise
  std::promise<void> drained;
  bool drained_told = false;
  std::thread thread;
  Workers workers;  // last: stopped first

  void accept(const std::shared_ptr<Core>& self);
  void left();
  [[nodiscard]] std::string nonce() {
    std::array<std::byte, 16> bytes{};
    randomness.fill(bytes);
    char text[33];
    sodium_bin2hex(text, sizeof text, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    return text;
  }
};

[[nodiscard]] std::shared_ptr<Wire> make_connection(std::shared_ptr<Server::Core>, tcp::socket);

}  // namespace goud::http
