// Requests in, responses out; who is calling; one map from Fault to status. Beast stays inside http/*.cpp: a route sees
// only these plain types. Routes serialise values they are given; they decide nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "http/form.hpp"
#include "kernel/fault.hpp"
#include "kernel/ids.hpp"
#include "kernel/tenant.hpp"

namespace goud::http {

enum class Method { get, post, put, patch, del };

// board to floor; what each may do stands in docs/architecture.md
enum class Role { owner, cx_manager, hr_manager, unit_manager, analyst, employee };
[[nodiscard]] std::string_view name_of(Role);
[[nodiscard]] std::optional<Role> role_from(std::string_view);

// Of who has no account: the code of a unit that hangs there, or a QR of one's own.
enum class Pass { none, unit, personal };

// Who is calling, as people/ recognised it. Nobody: a stranger.
struct Caller {
  Tenant tenant;
  AccountId account;            // empty for a key and for the code of a unit; a personal pass's own id for a personal one
  std::string key_id;           // empty for a session
  Role role = Role::employee;
  Pass pass = Pass::none;       // none: an account, or a key
  std::optional<UnitId> unit;   // unit managers and employees: their own branch only
  std::optional<std::string> job;   // a role of people/: what somebody is, beside what they may do
  std::vector<std::string> scopes;  // of a key: "answers:write", "answers:read", "figures:read"
  std::string csrf;             // what a changing request of this session must carry
  std::string language;         // "nl" or "en"
};

struct Request {
  Method method = Method::get;
  std::string path;                               // decoded, without query
  std::map<std::string, std::string> in_path;     // {id} -> value
  std::vector<std::pair<std::string, std::string>> query;  // decoded, in order
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;
  std::string address;                            // of the peer, after the trusted proxy; never logged
  std::string language;                           // "nl" | "en": ?lang, the account's, else Accept-Language
  std::string nonce;                              // fresh for each request: what a page's own <style> and <script> carry
  std::string origin;                             // "https://goud.example.nl": how the caller reaches this installation
  std::string url;                                // its public address, where one was configured
  bool secure = false;                            // TLS up to the proxy: cookies are Secure
  bool head_only = false;                         // nobody reads the body: asked with HEAD
  std::optional<Caller> caller;

  [[nodiscard]] std::optional<std::string_view> header(std::string_view lower_name) const;
  [[nodiscard]] std::optional<std::string_view> parameter(std::string_view name) const;  // of the query, first
  [[nodiscard]] std::optional<std::string_view> cookie(std::string_view name) const;
  // What links that are kept, printed or sent begin with.
  [[nodiscard]] const std::string& home() const { return url.empty() ? origin : url; }
  // Such a link leads nowhere from another machine, a telephone least of all.
  [[nodiscard]] bool home_is_here_only() const;
};

// Body pieces pulled one by one until empty: an export of any length in constant memory.
using Stream = std::function<std::optional<std::string>()>;

struct Response {
  int status = 200;
  std::string type = "application/json; charset=utf-8";
  std::vector<std::pair<std::string, std::string>> headers{};
  std::variant<std::string, Stream> body{};
};
[[nodiscard]] Response json(std::string body, int status = 200);
[[nodiscard]] Response html(std::string body, int status = 200);
[[nodiscard]] Response no_content();
[[nodiscard]] Response see_other(std::string location);
[[nodiscard]] Response fault(const Fault&, std::string_view language);  // the one map Fault -> status

// Who may call a route at all; units and rows are narrowed by the slice itself.
struct Access {
  enum class Kind { anyone, signed_in, roles, key, floor, own_floor } kind = Kind::anyone;
  std::vector<Role> roles{};   // for roles
  std::string scope{};         // a key with this scope may call it too
  static Access anyone() { return {}; }
  static Access signed_in(std::string key_scope = {}) { return {Kind::signed_in, {}, std::move(key_scope)}; }
  static Access of(std::vector<Role> roles, std::string key_scope = {}) { return {Kind::roles, std::move(roles), std::move(key_scope)}; }
  // Accounts and passes alike; and those of them that are somebody: a code of the unit is nobody.
  static Access floor(std::string key_scope = {}) { return {Kind::floor, {}, std::move(key_scope)}; }
  static Access own_floor() { return {Kind::own_floor, {}, {}}; }
  static Access key(std::string scope) { return {Kind::key, {}, std::move(scope)}; }
};

using Reply = std::function<void(Response)>;                // call once, from any thread
using Handler = std::function<Response(const Request&)>;    // runs on the pool of workers; may block
using Deferred = std::function<void(Request, Reply)>;       // runs on the pool; replies later

struct Limits {
  std::size_t body_bytes = 256 * 1024;
  std::chrono::seconds time{30};
  double per_minute_per_address = 0;   // 0: the general limit alone
  bool body_to_file = false;           // large uploads: body is the path of a temporary file, removed after the reply
  bool unlogged = false;               // no line says that it was asked for: when someone answered is nobody's to know
};

class Router {
 public:
  Router();
  ~Router();
  // "/api/v1/units/{id}"; a changing route of a session checks CSRF token and Origin before the handler is called.
  void on(Method, std::string pattern, Access, Handler, Limits = {});
  void on_deferred(Method, std::string pattern, Access, Deferred, Limits = {});
  struct Entry {
    Method method;
    std::string pattern;
    Access access;
  };
  [[nodiscard]] std::vector<Entry> entries() const;  // what the test of the API description reads

  // The route's own answer, past the gate and the limits, waiting where it is deferred; nothing when there is no such
  // route. For the tests of a slice.
  [[nodiscard]] std::optional<Response> call(Request) const;

  struct Impl;
  [[nodiscard]] Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

// Supplied by people/: recognises a session cookie or a key. The request's headers are set; caller is not yet.
using Recognise = std::function<Result<std::optional<Caller>>(const Request&)>;

}  // namespace goud::http
