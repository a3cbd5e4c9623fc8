#include "http/server.hpp"

#include <boost/asio.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <csignal>

#include "http/core.hpp"
#include "http/gate.hpp"

namespace goud::http {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using ErrorCode = boost::system::error_code;

struct Server::Core : Shared {
  using Shared::Shared;
  asio::io_context io{1};
  // Keeps the socket thread there while all that runs is in the hands of workers.
  asio::executor_work_guard<asio::io_context::executor_type> open{io.get_executor()};
  tcp::acceptor acceptor{io};
  std::uint16_t port = 0;
  std::thread thread;

  void accept(const std::shared_ptr<Core>& self);
};

void Server::Core::accept(const std::shared_ptr<Core>& self) {
  acceptor.async_accept([self](ErrorCode error, tcp::socket socket) {
    if (self->stopping || error == asio::error::operation_aborted) return;
    if (!error) {
      ErrorCode ignored;
      socket.set_option(tcp::no_delay(true), ignored);
      self->make_room();
      if (self->connections.size() < self->options.connections_max)
        make_connection(self, self->io, socket.release(), self->acceptor.local_endpoint().protocol() == tcp::v6())
            ->read_head();
      self->accept(self);
      return;
    }
    // Out of descriptors: breathe, then go on.
    auto timer = std::make_shared<asio::steady_timer>(self->io, std::chrono::milliseconds(100));
    timer->async_wait([self, timer](ErrorCode) { self->accept(self); });
  });
}

void Shared::make_room() {
  if (connections.size() < options.connections_max) return;
  Wire* longest = nullptr;
  for (auto* connection : connections) {
    const auto since = connection->waits_since();
    if (since && (longest == nullptr || *since < *longest->waits_since())) longest = connection;
  }
  if (longest != nullptr) longest->shared_from_this()->close();
}

void Shared::left() {
  if (!stopping || !connections.empty() || drained_told) return;
  drained_told = true;
  drained.set_value();
}

Done servable(const ServerOptions& options) {
  ErrorCode error;
  const auto address = asio::ip::make_address(options.address, error);
  if (error) return refuse(FaultKind::invalid, "http.listen_address", {{"address", options.address}});
  for (const auto& proxy : options.proxies) {
    asio::ip::make_address(proxy.substr(0, proxy.find('/')), error);
    if (!error && proxy.find('/') != std::string::npos) {
      ErrorCode four, six;
      asio::ip::make_network_v4(proxy, four);
      asio::ip::make_network_v6(proxy, six);
      if (four && six) error = four;
    }
    if (error) return refuse(FaultKind::invalid, "http.proxy_address", {{"address", proxy}});
  }
  if (!address.is_loopback() && options.proxies.empty())
    return refuse(FaultKind::invalid, "http.listen_needs_proxy", {{"address", options.address}});
  return {};
}

Server::Server(ServerOptions options, Router& router, Recognise recognise, const Clock& clock, Randomness& randomness)
    : core_(std::make_shared<Core>(std::move(options), router, std::move(recognise), clock, randomness)) {}

Server::~Server() { stop(); }

Done Server::start() {
  auto& core = *core_;
  if (auto done = servable(core.options); !done) return done;
  const auto address = asio::ip::make_address(core.options.address);
  core.beyond_loopback = !address.is_loopback();
  auto& hosts = core.options.hosts;
  for (auto& host : hosts) host = host_name(host);
  if (address.is_loopback()) hosts.insert(hosts.end(), {"localhost", "127.0.0.1", "::1"});
  if (!address.is_unspecified()) hosts.push_back(address.to_string());
  const tcp::endpoint endpoint(address, core.options.port);
  ErrorCode error;
  core.acceptor.open(endpoint.protocol(), error);
  if (!error) core.acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) core.acceptor.bind(endpoint, error);
  if (!error) core.acceptor.listen(512, error);
  if (error)
    return refuse(
        FaultKind::unavailable, "http.listen_failed",
        {{"address", core.options.address}, {"port", std::to_string(core.options.port)}, {"why", error.message()}});
  core.port = core.acceptor.local_endpoint().port();
  core.accept(core_);
  core.thread = std::thread([core = core_] { core->io.run(); });
  return {};
}

std::uint16_t Server::port() const { return core_->port; }

std::string Server::url() const {
  const auto& address = core_->options.address;
  return "http://" + (address.find(':') == std::string::npos ? address : "[" + address + "]") + ":" +
         std::to_string(port());
}

namespace {

sigset_t of_stopping() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

}  // namespace

void hold_signals() {
  const auto set = of_stopping();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

void Server::wait_for_signal() {
  hold_signals();
  const auto set = of_stopping();
  int which = 0;
  sigwait(&set, &which);
}

void Server::stop() {
  auto& core = *core_;
  if (!core.thread.joinable()) return;
  auto drained = core.drained.get_future();
  asio::post(core.io, [core = core_] {
    core->stopping = true;
    ErrorCode ignored;
    core->acceptor.close(ignored);
    std::vector<std::shared_ptr<Wire>> idle;
    for (auto* connection : core->connections)
      if (connection->idle()) idle.push_back(connection->shared_from_this());
    for (auto& connection : idle) connection->close();
    core->left();
  });
  drained.wait_for(std::chrono::seconds(10));
  core.workers.stop();
  asio::post(core.io, [core = core_] {
    std::vector<std::shared_ptr<Wire>> left;
    for (auto* connection : core->connections) left.push_back(connection->shared_from_this());
    for (auto& connection : left) connection->close();
    core->open.reset();
  });
  core.thread.join();
}

}  // namespace goud::http
