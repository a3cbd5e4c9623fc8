// The outside door: one thread for sockets, a pool of workers for handlers. Always true: what is asked is checked
// before it reaches a route (host, size, rate, origin, who is calling, token of the session); every answer carries the
// safe headers; beyond loopback nothing is served unless a proxy that speaks TLS is named.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "http/http.hpp"
#include "kernel/clock.hpp"
#include "kernel/random.hpp"

namespace goud::http {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;           // 0: any free one
  std::vector<std::string> hosts{};    // names this installation is reached by, besides the address it listens on
  std::vector<std::string> proxies{};  // addresses or networks ("10.0.0.0/8") of the proxy that speaks TLS for us
  std::string url{};                   // "https://goud.example.nl", without a slash at its end; empty: what each caller used
  std::string upload_directory = "/tmp";
  int workers = 8;
  std::size_t connections_max = 1024;
  std::size_t header_bytes_max = 16 * 1024;
  std::chrono::seconds idle_max{60};
  double requests_per_minute = 6000;   // of one address; 0: no limit
  double requests_at_once = 1000;
};

// Whether these options may be served at all; the sentence says what is missing.
[[nodiscard]] Done servable(const ServerOptions&);

// To be called before any thread begins: whoever asks to stop while goud is still starting is heard once it has started.
void hold_signals();

class Server {
 public:
  Server(ServerOptions, Router&, Recognise, const Clock&, Randomness&);
  ~Server();
  [[nodiscard]] Done start();              // listens; from here on requests are answered
  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] std::string url() const;   // "http://127.0.0.1:8080"
  void wait_for_signal();                  // until SIGINT or SIGTERM
  void stop();                             // takes nothing new, finishes what runs (at most ten seconds)

  struct Core;

 private:
  std::shared_ptr<Core> core_;
};

}  // namespace goud::http
