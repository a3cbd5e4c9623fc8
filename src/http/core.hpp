// What the listener and its connections share; inside http/ only.
#pragma once

#include <sodium.h>

#include <array>
#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <unordered_set>

#include "http/rate.hpp"
#include "http/server.hpp"
#include "http/workers.hpp"

namespace boost::asio {
class io_context;
}

namespace goud::http {

// A connection, as the listener knows it.
class Wire : public std::enable_shared_from_this<Wire> {
 public:
  virtual ~Wire() = default;
  virtual void read_head() = 0;
  [[nodiscard]] virtual bool idle() const = 0;  // waits for a request
  // Since when it waits for the other side to say something; nothing where it is we who work.
  [[nodiscard]] virtual std::optional<std::chrono::steady_clock::time_point> waits_since() const = 0;
  virtual void close() = 0;
};

struct Shared {
  Shared(ServerOptions given, Router& routes, Recognise who, const Clock& time, Randomness& random)
      : options(std::move(given)), router(routes), recognise(std::move(who)), clock(time), randomness(random),
        rate(time, random), workers(options.workers) {}
  ServerOptions options;
  Router& router;
  Recognise recognise;
  const Clock& clock;
  Randomness& randomness;
  RateLimit rate;
  bool beyond_loopback = false;
  std::unordered_set<Wire*> connections;  // of the socket thread alone
  bool stopping = false;                        // likewise
  std::promise<void> drained;
  bool drained_told = false;
  Workers workers;  // last: stopped first

  void left();
  void make_room();  // where the house is full, who has been silent longest leaves
  [[nodiscard]] std::string nonce() {
    std::array<std::byte, 16> bytes{};
    randomness.fill(bytes);
    char text[33];
    sodium_bin2hex(text, sizeof text, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    return text;
  }
};

// Takes over an open socket: its descriptor, and whether it speaks IPv6.
[[nodiscard]] std::shared_ptr<Wire> make_connection(std::shared_ptr<Shared>, boost::asio::io_context&, int descriptor, bool six);

}  // namespace goud::http
