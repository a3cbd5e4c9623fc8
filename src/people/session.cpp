#include <sodium.h>

#include "formats/json.hpp"
#include "people/people.hpp"
#include "people/rows.hpp"
#include "people/statements.hpp"

namespace goud::people {
namespace {

constexpr std::int64_t minute = 60'000'000;
constexpr std::int64_t idle_max = 8 * 60 * minute;
constexpr std::int64_t age_max = 7 * 24 * 60 * minute;

std::vector<std::string> scopes_of(std::string_view text) {
  std::vector<std::string> scopes;
  while (!text.empty()) {
    const auto space = text.find(' ');
    scopes.emplace_back(text.substr(0, space));
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
  }
  return scopes;
}

struct Found {
  http::Caller caller;
  Instant made, seen;
  bool active = false;
};

Result<std::optional<http::Caller>> by_pass_session(Services& services, std::string_view token) {
  const auto hash = kept_of(token);
  const auto today = whole_day(services.clock.now());
  struct Found {
    http::Caller caller;
    Day made, seen;
  };
  auto found = services.store.ask(store::Scope::installation(), [&](store::Reader& reader) {
    return reader.first(sql::pass_session_find, {{":token_hash", hash}}, [](const store::Row& row) {
      Found one;
      one.caller.tenant = Tenant{static_cast<std::int32_t>(row.integer(0))};
      const bool personal = row.text(2) == "personal";
      one.caller.pass = personal ? http::Pass::personal : http::Pass::unit;
      if (personal) one.caller.account = AccountId{row.string(1)};
      one.caller.unit = UnitId{row.string(3)};
      one.caller.language = row.string(4);
      one.made = Day{static_cast<std::int32_t>(row.integer(5))};
      one.seen = Day{static_cast<std::int32_t>(row.integer(6))};
      one.caller.job = row.maybe_string(7);
      return one;
    });
  });
  if (!found) return tl::unexpected<Fault>(found.error());
  if (!*found) return std::nullopt;
  auto& session = **found;
  if (today.number - session.seen.number > pass_idle_days || today.number - session.made.number > pass_days)
    return std::nullopt;
  if (today != session.seen)
    services.store.submit(
        store::Scope(session.caller.tenant),
        [hash, today](store::Writer& writer) -> Done {
          writer.run(sql::pass_session_seen, {{":token_hash", hash}, {":day", today.number}});
          return {};
        },
        [](Done) {});
  session.caller.csrf = csrf_of(token);
  return session.caller;
}

Result<std::optional<http::Caller>> by_session(Services& services, std::string_view token) {
  const auto hash = kept_of(token);
  const auto now = services.clock.now();
  auto found = services.store.ask(store::Scope::installation(), [&](store::Reader& reader) {
    return reader.first(sql::session_find, {{":token_hash", hash}}, [](const store::Row& row) {
      Found one;
      one.caller.tenant = Tenant{static_cast<std::int32_t>(row.integer(0))};
      one.caller.account = AccountId{row.string(1)};
      one.made = Instant{row.integer(2)};
      one.seen = Instant{row.integer(3)};
      one.caller.role = http::role_from(row.text(4)).value_or(http::Role::employee);
      if (!row.null(5)) one.caller.unit = UnitId{row.string(5)};
      one.caller.language = row.string(6);
      one.active = row.integer(7) != 0;
      one.caller.job = row.maybe_string(8);
      return one;
    });
  });
  if (!found) return tl::unexpected<Fault>(found.error());
  if (!*found) return by_pass_session(services, token);
  if (!(*found)->active) return std::nullopt;
  auto& session = **found;
  if (now.micros - session.seen.micros > idle_max || now.micros - session.made.micros > age_max) return std::nullopt;
  // Said once in a while, and nobody waits for it.
  if (now.micros - session.seen.micros > 5 * minute)
    services.store.submit(store::Scope(session.caller.tenant), [hash, now](store::Writer& writer) -> Done {
      writer.run(sql::session_seen, {{":token_hash", hash}, {":now", now.micros}});
      return {};
    }, [](Done) {});
  session.caller.csrf = csrf_of(token);
  return session.caller;
}

Result<std::optional<http::Caller>> by_key(Services& services, std::string_view key) {
  struct Key {
    http::Caller caller;
    Instant expires;
    bool ended;
  };
  auto found = services.store.ask(store::Scope::installation(), [&](store::Reader& reader) {
    return reader.first(sql::key_find, {{":key_hash", kept_of(key)}}, [](const store::Row& row) {
      Key one{{}, Instant{row.integer(3)}, !row.null(4)};
      one.caller.tenant = Tenant{static_cast<std::int32_t>(row.integer(0))};
      one.caller.key_id = row.string(1);
      one.caller.scopes = scopes_of(row.text(2));
      one.caller.language = row.string(5);
      return one;
    });
  });
  if (!found) return tl::unexpected<Fault>(found.error());
  if (!*found || (*found)->ended || (*found)->expires <= services.clock.now())
    return refuse(FaultKind::unauthenticated, "people.key.unknown");
  return (*found)->caller;
}

}  // namespace

std::string csrf_of(std::string_view token) {
  unsigned char out[24];
  static constexpr std::string_view purpose = "csrf";
  crypto_generichash(out, sizeof out, reinterpret_cast<const unsigned char*>(purpose.data()), purpose.size(),
                     reinterpret_cast<const unsigned char*>(token.data()), std::min<std::size_t>(token.size(), crypto_generichash_KEYBYTES_MAX));
  char text[49];
  sodium_bin2hex(text, sizeof text, out, sizeof out);
  return text;
}

namespace {
std::string cookie_of(std::string_view token, std::string_view path, bool secure, std::int64_t seconds) {
  std::string cookie =
      "goud_session=" + std::string(token) + "; Path=" + std::string(path) + "; HttpOnly; SameSite=Lax";
  if (secure) cookie += "; Secure";
  cookie += "; Max-Age=" + std::to_string(seconds);
  return cookie;
}
}  // namespace

// A browser sends it with calls of the app alone, never with a page that a stranger opens and least of all with a ballot.
// The cookie of the whole site that was set before is taken away along with it.
void set_session_cookie(http::Response& response, std::string_view token, bool secure, std::int64_t seconds) {
  end_wide_session(response, secure);
  response.headers.emplace_back("Set-Cookie", cookie_of(token, "/api", secure, seconds));
}

void end_session_cookie(http::Response& response, bool secure) { set_session_cookie(response, "", secure, 0); }

void end_wide_session(http::Response& response, bool secure) {
  response.headers.emplace_back("Set-Cookie", cookie_of("", "/", secure, 0));
}

SessionMade start_session(store::Writer& writer, const AccountId& account, const Clock& clock, Randomness& randomness) {
  const auto now = clock.now().micros;
  writer.run(sql::session_purge, {{":made", now - age_max}, {":seen", now - idle_max}});
  const auto token = new_secret(randomness, 32);
  writer.run(sql::session_insert, {{":token_hash", kept_of(token)}, {":account", account.text}, {":now", now}});
  return {token, csrf_of(token)};
}

Day whole_day(Instant at) { return Day{static_cast<std::int32_t>(at.micros / 86'400'000'000)}; }

SessionMade start_pass_session(store::Writer& writer, std::string_view pass, Instant now, Randomness& randomness) {
  const auto today = whole_day(now).number;
  writer.run(sql::pass_session_purge, {{":made", today - pass_days}, {":seen", today - pass_idle_days}});
  const auto token = new_secret(randomness, 32);
  writer.run(sql::pass_session_insert, {{":token_hash", kept_of(token)}, {":pass", pass}, {":day", today}});
  return {token, csrf_of(token)};
}

bool brings_identity(const http::Request& request) {
  return request.cookie("goud_session").has_value() || request.header("authorization").has_value();
}

http::Recognise recognise(Services& services) {
  return [&services](const http::Request& request) -> Result<std::optional<http::Caller>> {
    if (const auto given = request.header("authorization")) {
      if (given->substr(0, 7) != "Bearer ") return refuse(FaultKind::unauthenticated, "people.key.unknown");
      return by_key(services, given->substr(7));
    }
    const auto token = request.cookie("goud_session");
    if (!token || token->size() < 20 || token->size() > 100) return std::nullopt;
    return by_session(services, *token);
  };
}

}  // namespace goud::people
