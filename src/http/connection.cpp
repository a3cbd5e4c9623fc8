#include <algorithm>
#include <array>
#include <boost/asio.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <cstdio>
#include <optional>

#include "http/core.hpp"
#include "http/form.hpp"
#include "http/gate.hpp"
#include "http/gzip.hpp"
#include "http/log.hpp"
#include "http/pages.hpp"
#include "http/router.hpp"

namespace goud::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using tcp = asio::ip::tcp;
using ErrorCode = boost::system::error_code;

namespace {

using Steady = std::chrono::steady_clock;

std::string_view reason_of(int status) {
  return bhttp::obsolete_reason(static_cast<bhttp::status>(status)).data();
}

std::optional<Method> method_from(bhttp::verb verb) {
  switch (verb) {
    case bhttp::verb::get:
    case bhttp::verb::head: return Method::get;
    case bhttp::verb::post: return Method::post;
    case bhttp::verb::put: return Method::put;
    case bhttp::verb::patch: return Method::patch;
    case bhttp::verb::delete_: return Method::del;
    default: return std::nullopt;
  }
}

bool within(const asio::ip::address& address, const std::string& network) {
  ErrorCode error;
  if (network.find('/') == std::string::npos) return asio::ip::make_address(network, error) == address && !error;
  if (address.is_v4()) {
    const auto net = asio::ip::make_network_v4(network, error);
    return !error && net.network() == asio::ip::make_network_v4(address.to_v4(), net.prefix_length()).network();
  }
  const auto net = asio::ip::make_network_v6(network, error);
  return !error && net.network() == asio::ip::make_network_v6(address.to_v6(), net.prefix_length()).network();
}

std::string_view last_of_list(std::string_view list) {
  const auto comma = list.rfind(',');
  if (comma != std::string_view::npos) list.remove_prefix(comma + 1);
  while (!list.empty() && list.front() == ' ') list.remove_prefix(1);
  while (!list.empty() && list.back() == ' ') list.remove_suffix(1);
  return list;
}

// The file that takes an upload, not the socket it comes from.
bool disk_failed(const ErrorCode& error) {
  namespace errc = boost::system::errc;
  return error == errc::no_space_on_device || error == errc::file_too_large || error == errc::io_error || error == errc::read_only_file_system;
}

std::string bytes_text(std::size_t bytes) {
  constexpr std::size_t kilo = 1024, mega = kilo * kilo;
  return bytes >= mega ? std::to_string(bytes / mega) + " MB" : bytes >= 10 * kilo ? std::to_string(bytes / kilo) + " kB" : std::to_string(bytes) + " bytes";
}

Response broken() { return fault({FaultKind::unavailable, "fault.internal", {}, {}}, "en"); }

}  // namespace

// One socket: a request, its answer, the next. Members are touched by the socket thread, or by the one worker that has
// the request in hand; the two hand over through post.
class Connection : public Wire {
 public:
  Connection(std::shared_ptr<Shared> core, tcp::socket socket) : core_(std::move(core)), stream_(std::move(socket)) {
    core_->connections.insert(this);
  }
  ~Connection() override {
    if (!upload_.empty()) std::remove(upload_.c_str());
  }

  void read_head() override {
    if (core_->stopping) return close();
    reset();
    head_.emplace();
    head_->header_limit(static_cast<std::uint32_t>(core_->options.header_bytes_max));
    head_->body_limit(boost::none);
    idle_ = true;
    waits_since_ = Steady::now();
    stream_.expires_after(core_->options.idle_max);
    bhttp::async_read_header(stream_, buffer_, *head_, [self = shared_from_this()](ErrorCode error, std::size_t) {
      self->idle_ = false;
      self->waits_since_.reset();
      if (error == bhttp::error::header_limit || error == bhttp::error::buffer_overflow)
        return self->refuse_now({FaultKind::too_large, "http.header_too_large", {}, {}});
      if (error.category() == bhttp::make_error_code(bhttp::error::bad_version).category() &&
          error != bhttp::error::end_of_stream && error != bhttp::error::partial_message)
        return self->refuse_now({FaultKind::invalid, "http.broken_request", {}, {}});
      if (error) return self->close();
      self->on_head();
    });
  }

  [[nodiscard]] bool idle() const override { return idle_; }
  [[nodiscard]] std::optional<Steady::time_point> waits_since() const override { return waits_since_; }
  void close() override {
    ErrorCode ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
    stream_.close();
    if (core_->connections.erase(this)) core_->left();
  }

 private:
  std::shared_ptr<Connection> shared_from_this() { return std::static_pointer_cast<Connection>(Wire::shared_from_this()); }
  struct Once;  // a reply that is given once, and given even when the handler lost it

  void reset() {
    request_ = {};
    route_ = nullptr;
    head_.reset();
    text_.reset();
    file_.reset();
    if (!upload_.empty()) std::remove(upload_.c_str());
    upload_.clear();
    to_tls_.clear();
    keep_ = head_only_ = known_ = old_ = has_body_ = false;
    label_ = "none";
    started_ = Steady::now();
  }

  void refuse_now(const Fault& what) {  // before there is a request worth the name
    started_ = Steady::now();
    keep_ = false;
    has_body_ = true;  // as far as anyone knows
    request_.nonce = core_->nonce();
    send(fault(what, "en"));
  }

  // Any refusal from here on: a page where a person reads, JSON where a program does.
  [[nodiscard]] Response refusal(const Fault& what) const {
    const bool program = request_.path.rfind("/api", 0) == 0 || request_.path == "/healthz";
    return program ? fault(what, request_.language) : fault_page(what, request_);
  }

  // With a body still on its way the connection cannot be used again.
  void refuse_unread(const Fault& what) {
    if (has_body_) keep_ = false;
    send(refusal(what));
  }

  Done read_request() {
    const auto& message = head_->get();
    keep_ = message.keep_alive();
    head_only_ = message.method() == bhttp::verb::head;
    old_ = message.version() < 11;
    has_body_ = head_->chunked() || head_->content_length_remaining().value_or(0) > 0;
    request_.nonce = core_->nonce();
    if (message.count(bhttp::field::transfer_encoding) > 0 && !head_->chunked()) {
      // Where such a body ends nobody knows; what stands in it must not be read as the next request.
      has_body_ = true;
      return refuse(FaultKind::invalid, "http.broken_request");
    }
    request_.headers.reserve(12);
    for (const auto& header : message) {
      std::string name(header.name_string());
      for (char& c : name)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
      request_.headers.emplace_back(std::move(name), std::string(header.value()));
    }
    request_.language = language_of(request_);
    std::string_view target(message.target().data(), message.target().size());
    const auto question = target.find('?');
    auto path = percent_decoded(target.substr(0, question), false);
    if (!path) return tl::unexpected<Fault>(path.error());
    request_.path = std::move(*path);
    if (request_.path.empty() || request_.path.front() != '/') return refuse(FaultKind::invalid, "http.broken_request");
    if (question != std::string_view::npos) {
      auto query = form(target.substr(question + 1), 100);
      if (!query) return tl::unexpected<Fault>(query.error());
      request_.query = std::move(*query);
    }
    request_.language = language_of(request_);
    const auto method = method_from(message.method());
    if (!method) return refuse(FaultKind::invalid, "http.method_unknown");
    request_.method = *method;
    return from_where();
  }

  // The peer, or whom the named proxy speaks for.
  Done from_where() {
    ErrorCode error;
    auto peer = stream_.socket().remote_endpoint(error).address();
    if (peer.is_v6() && peer.to_v6().is_v4_mapped())
      peer = asio::ip::make_address_v4(asio::ip::v4_mapped, peer.to_v6());
    const auto& proxies = core_->options.proxies;
    const bool proxied = std::any_of(proxies.begin(), proxies.end(), [&](const auto& one) { return within(peer, one); });
    request_.address = peer.to_string();
    if (proxied) {
      if (const auto from = request_.header("x-forwarded-for")) {
        const auto address = asio::ip::make_address(std::string(last_of_list(*from)), error);
        if (!error) request_.address = address.to_string();
      }
      request_.secure = last_of_list(request_.header("x-forwarded-proto").value_or("")) == "https";
    }
    const auto host = request_.header("host").value_or("");
    request_.origin = (request_.secure ? "https://" : "http://") + std::string(host);
    request_.url = core_->options.url;
    request_.head_only = head_only_;
    if (request_.path == "/healthz") return {};
    if (auto done = host_allowed(host, core_->options.hosts); !done) return done;
    if (request_.secure || proxies.empty()) return {};  // beyond loopback a proxy is always named
    // A proxy that does not say how it was reached may have been reached well: sent away it would come back for ever.
    const bool unsaid = proxied && !request_.header("x-forwarded-proto");
    if (unsaid) return refuse(FaultKind::forbidden, "http.proxy_silent");
    if (goes_to_tls(request_)) {
      to_tls_ = tls_home(request_) + std::string(head_->get().target());
      return {};
    }
    return refuse(FaultKind::forbidden, "http.tls_needed");
  }

  Done not_too_often() {
    const auto& options = core_->options;
    int wait = core_->rate.take(request_.address, "", options.requests_per_minute, options.requests_at_once);
    if (!wait && route_ && route_->limits.per_minute_per_address > 0) {
      const double limit = route_->limits.per_minute_per_address;
      wait = core_->rate.take(request_.address, route_->pattern, limit, std::max(1.0, limit));
    }
    if (!wait) return {};
    return refuse(FaultKind::too_many, "http.too_many", {{"seconds", std::to_string(wait)}});
  }

  void on_head() {
    started_ = Steady::now();
    if (auto done = read_request(); !done) return refuse_unread(done.error());
    if (!to_tls_.empty()) {
      if (has_body_) keep_ = false;
      return send({308, "", {{"Location", to_tls_}}, std::string()});
    }
    auto match = core_->router.impl().match(request_.method, request_.path);
    route_ = match.route;
    request_.in_path = std::move(match.in_path);
    if (route_) label_ = route_->pattern;
    if (request_.path != "/healthz")
      if (auto done = not_too_often(); !done) return refuse_unread(done.error());
    if (!route_) return elsewhere(match.allowed);
    if (auto done = origin_allowed(request_); !done) return refuse_unread(done.error());
    const auto length = head_->content_length();
    if (length && *length > route_->limits.body_bytes)
      return refuse_unread({FaultKind::too_large, "http.body_too_large", {}, {{"max", bytes_text(route_->limits.body_bytes)}}});
    if (const auto encoding = request_.header("content-encoding"); encoding && *encoding != "identity")
      return refuse_unread({FaultKind::invalid, "http.encoding", {}, {}});
    // Who may not send much is told so before it is sent.
    constexpr std::uint64_t much = 64 * 1024;
    if (has_body_ && (route_->limits.body_to_file || !length || *length > much)) return on_pool([self = shared_from_this()] {
      auto done = self->know_caller();
      asio::post(self->stream_.get_executor(), [self, done] {
        if (!done) return self->refuse_unread(done.error());
        self->expect();
      });
    });
    expect();
  }

  void elsewhere(const std::vector<Method>& allowed) {
    if (has_body_) keep_ = false;
    if (!allowed.empty()) {
      auto response = refusal({FaultKind::invalid, "http.method", {}, {}});
      response.status = 405;
      std::string names;
      for (const auto method : allowed) names += (names.empty() ? "" : ", ") + std::string(name_of(method));
      response.headers.emplace_back("Allow", names);
      return send(std::move(response));
    }
    if (auto page = app_file(request_)) {
      label_ = "page";
      return send(std::move(*page));
    }
    send(refusal({FaultKind::not_found, "http.not_found", {}, {}}));
  }

  void expect() {
    if (!has_body_) return dispatch();
    if (request_.header("expect") != std::optional<std::string_view>("100-continue")) return read_body();
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    stream_.expires_after(std::chrono::seconds(10));
    asio::async_write(stream_, asio::buffer(go_on), [self = shared_from_this()](ErrorCode error, std::size_t) {
      if (error) return self->close();
      self->read_body();
    });
  }

  void read_body() {
    stream_.expires_after(route_->limits.time);
    waits_since_ = Steady::now();
    auto done = [self = shared_from_this()](ErrorCode error, std::size_t) {
      self->waits_since_.reset();
      if (error == bhttp::error::body_limit) {
        self->keep_ = false;
        return self->send(self->refusal({FaultKind::too_large, "http.body_too_large", {},
                                         {{"max", bytes_text(self->route_->limits.body_bytes)}}}));
      }
      if (self->file_ && disk_failed(error)) {
        self->keep_ = false;
        return self->send(self->refusal({FaultKind::unavailable, "http.no_room", {}, {}}));
      }
      if (error) return self->close();
      if (self->file_) {
        ErrorCode ignored;
        self->file_->get().body().close();
        self->request_.body = self->upload_;
      } else {
        self->request_.body = std::move(self->text_->get().body());
      }
      self->dispatch();
    };
    if (!route_->limits.body_to_file) {
      text_.emplace(std::move(*head_));
      text_->body_limit(route_->limits.body_bytes);
      return bhttp::async_read(stream_, buffer_, *text_, std::move(done));
    }
    const auto path = core_->options.upload_directory + "/upload-" + core_->nonce();
    file_.emplace(std::move(*head_));
    file_->body_limit(route_->limits.body_bytes);
    ErrorCode error;
    file_->get().body().open(path.c_str(), beast::file_mode::write_new, error);
    if (error) {
      keep_ = false;
      return send(refusal({FaultKind::unavailable, "http.no_room", {}, {}}));
    }
    upload_ = path;
    bhttp::async_read(stream_, buffer_, *file_, std::move(done));
  }

  void on_pool(std::function<void()> work) {
    stream_.expires_never();
    if (core_->workers.post(std::move(work))) return;
    refuse_unread({FaultKind::unavailable, "http.busy", {}, {}});
  }

  // On the pool: who is calling, and may they call this?
  Done know_caller() {
    if (known_) return {};
    const bool asks = request_.path.rfind("/api/", 0) == 0 && (request_.header("authorization") || request_.header("cookie"));
    if (asks) {
      auto caller = core_->recognise(request_);
      if (!caller && route_->access.kind != Access::Kind::anyone) return tl::unexpected<Fault>(caller.error());
      if (caller) request_.caller = std::move(*caller);
      request_.language = language_of(request_);
    }
    if (auto done = may_call(route_->access, request_.caller); !done) return done;
    if (route_->access.kind != Access::Kind::anyone)
      if (auto done = csrf_carried(request_); !done) return done;
    known_ = true;
    return {};
  }

  void dispatch();
  void answer(Response);
  void send(Response);
  void write_head(const Response&, std::optional<std::size_t> length);
  void write_text();
  void pull();
  void written(ErrorCode);
  void finish();
  void linger(int rounds);
  void note(int status);

  std::shared_ptr<Shared> core_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_{2 * 1024 * 1024};
  std::optional<bhttp::request_parser<bhttp::empty_body>> head_;
  std::optional<bhttp::request_parser<bhttp::string_body>> text_;
  std::optional<bhttp::request_parser<bhttp::file_body>> file_;
  Request request_;
  const Route* route_ = nullptr;
  std::string upload_;
  std::string label_ = "none";
  std::string to_tls_;  // a page that was asked for in clear is asked for again, there
  std::optional<Steady::time_point> waits_since_;
  bool idle_ = false, keep_ = false, head_only_ = false, old_ = false, has_body_ = false, known_ = false;
  Steady::time_point started_;
  std::string out_head_, out_body_;
  Stream out_stream_;
  int out_status_ = 0;
  std::array<char, 16384> scrap_;
};

struct Connection::Once {
  explicit Once(std::shared_ptr<Connection> to) : connection(std::move(to)) {}
  ~Once() { give(broken()); }
  void give(Response response) {
    if (auto to = std::exchange(connection, nullptr)) to->answer(std::move(response));
  }
  std::shared_ptr<Connection> connection;
};

void Connection::dispatch() {
  on_pool([self = shared_from_this()] {
    if (auto done = self->know_caller(); !done) return self->answer(self->refusal(done.error()));
    const auto& route = *self->route_;
    try {
      if (route.handler) return self->answer(route.handler(self->request_));
      auto once = std::make_shared<Once>(self);
      auto body = std::move(self->request_.body);  // the rest is still needed for the answer
      auto request = self->request_;
      request.body = std::move(body);
      route.deferred(std::move(request), [once](Response response) { once->give(std::move(response)); });
    } catch (const std::exception& error) {
      log_event(LogLevel::error, "fault", {{"route", route.pattern}, {"what", std::string(error.what())}}, self->core_->clock);
      if (route.handler) self->answer(broken());  // a deferred one is answered by the reply it dropped
    }
  });
}

// From any thread: what can be made ready is made ready here, the rest belongs to the socket thread.
void Connection::answer(Response response) {
  if (auto* text = std::get_if<std::string>(&response.body); text && text->size() > 1400) {
    const bool compressible = response.type.rfind("text/", 0) == 0 || response.type.rfind("application/json", 0) == 0 ||
                              response.type.rfind("image/svg", 0) == 0;
    const bool done_before = std::any_of(response.headers.begin(), response.headers.end(),
                                         [](const auto& header) { return header.first == "Content-Encoding"; });
    if (compressible && !done_before && accepts_gzip(request_.header("accept-encoding").value_or(""))) {
      *text = gzip(*text);
      response.headers.emplace_back("Content-Encoding", "gzip");
      add_header(response, "Vary", "Accept-Encoding");
    }
  }
  asio::post(stream_.get_executor(), [self = shared_from_this(), response = std::move(response)]() mutable {
    self->send(std::move(response));
  });
}

void Connection::send(Response response) {
  add_safe_headers(request_, response);
  out_status_ = response.status;
  if (core_->stopping) keep_ = false;
  if (auto* stream = std::get_if<Stream>(&response.body)) {
    if (old_) keep_ = false;
    write_head(response, std::nullopt);
    out_stream_ = std::move(*stream);
    stream_.expires_after(std::chrono::seconds(30));
    asio::async_write(stream_, asio::buffer(out_head_), [self = shared_from_this()](ErrorCode error, std::size_t) {
      if (error || self->head_only_) return self->written(error);
      self->pull();
    });
    return;
  }
  out_body_ = std::move(std::get<std::string>(response.body));
  write_head(response, out_body_.size());
  if (head_only_ || out_status_ == 204 || out_status_ == 304) out_body_.clear();
  stream_.expires_after(std::chrono::seconds(30) + std::chrono::seconds(out_body_.size() / 100'000));
  const std::array<asio::const_buffer, 2> parts{asio::buffer(out_head_), asio::buffer(out_body_)};
  asio::async_write(stream_, parts,
                    [self = shared_from_this()](ErrorCode error, std::size_t) { self->written(error); });
}

void Connection::write_head(const Response& response, std::optional<std::size_t> length) {
  auto& out = out_head_;
  out.clear();
  out.reserve(768);
  out += "HTTP/1.1 ";
  out += std::to_string(response.status);
  out += ' ';
  out += reason_of(response.status);
  out += "\r\n";
  const auto line = [&out](std::string_view name, std::string_view value) {
    out += name;
    out += ": ";
    // A header is one line, whatever a handler put in it.
    for (const char c : value) out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    out += "\r\n";
  };
  if (!response.type.empty()) line("Content-Type", response.type);
  for (const auto& [name, value] : response.headers) line(name, value);
  if (length) {
    if (response.status != 204 && response.status != 304) line("Content-Length", std::to_string(*length));
  } else if (!old_) {
    line("Transfer-Encoding", "chunked");
  }
  if (!keep_) line("Connection", "close");
  else if (old_) line("Connection", "keep-alive");
  out += "\r\n";
}

// The next piece of a stream is made on the pool, for it may wait for the store.
void Connection::pull() {
  const bool posted = core_->workers.post([self = shared_from_this()] {
    std::optional<std::string> piece;
    bool failed = false;
    try {
      piece = self->out_stream_();
      while (piece && piece->empty()) piece = self->out_stream_();
    } catch (const std::exception& error) {
      log_event(LogLevel::error, "fault", {{"route", self->label_}, {"what", std::string(error.what())}}, self->core_->clock);
      failed = true;
    }
    asio::post(self->stream_.get_executor(), [self, failed, piece = std::move(piece)]() mutable {
      if (failed) return self->close();  // cut off: the reader sees that it is not whole
      self->out_head_.clear();
      self->out_body_ = piece ? std::move(*piece) : std::string();
      if (!self->old_) {
        char size[24];
        std::snprintf(size, sizeof size, "%zx\r\n", self->out_body_.size());
        self->out_head_ = size;
        self->out_body_ += "\r\n";
      }
      const bool last = !piece;
      self->stream_.expires_after(std::chrono::seconds(60));
      const std::array<asio::const_buffer, 2> parts{asio::buffer(self->out_head_), asio::buffer(self->out_body_)};
      asio::async_write(self->stream_, parts, [self, last](ErrorCode error, std::size_t) {
        if (error || last) return self->written(error);
        self->pull();
      });
    });
  });
  if (!posted) close();
}

void Connection::written(ErrorCode error) {
  out_stream_ = nullptr;
  note(out_status_);
  if (error) return close();
  finish();
}

void Connection::finish() {
  if (keep_) return read_head();
  ErrorCode ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  // What the peer is still sending is read and thrown away for a while, or it would never see the answer.
  if (has_body_) {
    stream_.expires_after(std::chrono::seconds(5));
    return linger(200'000);
  }
  close();
}

void Connection::linger(int rounds) {
  if (rounds == 0) return close();
  stream_.async_read_some(asio::buffer(scrap_), [self = shared_from_this(), rounds](ErrorCode error, std::size_t) {
    if (error) return self->close();
    self->linger(rounds - 1);
  });
}

void Connection::note(int status) {
  if (route_ && route_->limits.unlogged) return;
  const auto ms = std::chrono::duration<double, std::milli>(Steady::now() - started_).count();
  const auto level = status >= 500 ? LogLevel::error : LogLevel::info;
  log_event(level, "request",
            {{"method", std::string(name_of(request_.method))}, {"route", label_}, {"status", std::int64_t{status}},
             {"ms", static_cast<double>(static_cast<std::int64_t>(ms * 1000)) / 1000}},
            core_->clock);
}

std::shared_ptr<Wire> make_connection(std::shared_ptr<Shared> core, asio::io_context& io, int descriptor, bool six) {
  return std::make_shared<Connection>(std::move(core), tcp::socket(io, six ? tcp::v6() : tcp::v4(), descriptor));
}

}  // namespace goud::http
