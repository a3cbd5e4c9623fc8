// Rows <-> values of this room; only its own files look here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "people/people.hpp"

namespace goud::people {

struct AccountRow {
  Account account;
  std::string password;  // its hash
};
[[nodiscard]] std::optional<AccountRow> account_row(store::Reader&, const AccountId&);
[[nodiscard]] std::string levels_text(const std::vector<Level>&);
[[nodiscard]] std::vector<Level> levels_from(std::string_view text);
void write_unit(store::Writer&, const UnitChange&);

// "  Anna@Example.NL " -> "anna@example.nl"; a Fault where it can be no address.
[[nodiscard]] Result<std::string> email_of(std::string_view typed);

// Who does it, as the audit trail names them.
[[nodiscard]] std::string actor_of(const http::Caller&);

struct SessionMade {
  std::string token;
  std::string csrf;
};
[[nodiscard]] SessionMade start_session(store::Writer&, const AccountId&, const Clock&, Randomness&);
[[nodiscard]] std::string csrf_of(std::string_view token);
inline constexpr std::int64_t session_seconds = 7 * 86'400;
void set_session_cookie(http::Response&, std::string_view token, bool secure, std::int64_t seconds = session_seconds);
void end_session_cookie(http::Response&, bool secure);
// A pass stays open as long as it is used: ninety days at most, thirty without being seen. Days, never times: when the
// floor opened its page is nobody's to know.
inline constexpr int pass_days = 90, pass_idle_days = 30;
[[nodiscard]] Day whole_day(Instant);  // in UTC
[[nodiscard]] SessionMade start_pass_session(store::Writer&, std::string_view pass, Instant now, Randomness&);

struct AccountDraft {
  std::string email;
  std::string name;
  http::Role role = http::Role::employee;
  std::optional<UnitId> unit;
  std::string language;
  std::string password_hash;
};
// Inside the organisation's own write; an e-mail that is there already is a conflict.
[[nodiscard]] Result<AccountId> add_account(store::Writer&, const AccountDraft&, const Clock&, Randomness&);
struct AccountChange {
  std::optional<http::Role> role;
  std::optional<std::optional<UnitId>> unit;
  std::optional<std::string> name;
  std::optional<std::string> language;
  std::optional<bool> active;
  std::optional<std::optional<std::string>> role_id;
};
// Pure: what the account becomes, or why not (the last owner stays; a unit manager has a unit).
[[nodiscard]] Result<Account> changed(const Account&, const AccountChange&, const std::vector<Account>& all, const UnitTree&);
[[nodiscard]] Done role_fits(const Account&, const AccountChange&, const std::vector<JobRole>&);
[[nodiscard]] Done unit_fits(http::Role, const std::optional<UnitId>&, const UnitTree&);

[[nodiscard]] Result<Tenant> found_organisation(store::Writer&, const Clock&, Randomness&, const NewOrganisation&);

}  // namespace goud::people
