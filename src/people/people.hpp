// Organisations, units, accounts, customers as persons; who is calling. Always true: organisations are strictly apart;
// what one must not see answers like what does not exist; secrets (passwords, sessions, keys, invitations) are kept as
// hashes; a customer is found by a keyed hash of their own key, never by the key. Decides who may sign in and what a
// unit manager sees; what a role may call stands at the routes.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/http.hpp"
#include "kernel/clock.hpp"
#include "kernel/ids.hpp"
#include "kernel/random.hpp"
#include "kernel/text.hpp"
#include "people/employees.hpp"
#include "people/floor.hpp"
#include "people/roles.hpp"
#include "people/units.hpp"
#include "store/store.hpp"

namespace goud::people {

// What is written on a colour, and the colour.
struct Fill {
  std::string colour;
  std::string text;
};
// The organisation's own colour as typed. As a surface it stays as it was typed, with text on it that can be read; as a
// line or a mark it is mended until it can be told from the page.
struct Brand {
  std::string colour = "#7d5800";
  std::string used_light = "#7d5800";
  std::string used_dark = "#e6b84a";
  Fill fill_light{"#7d5800", "#ffffff"};
  Fill fill_dark{"#e6b84a", "#1d1b16"};
  bool logo = false;
};
[[nodiscard]] Brand brand_of(std::string_view colour, bool logo);  // "#rrggbb"; anything else: the house's own
// How a page looks that a stranger opens: one inline style sheet in the organisation's colours.
[[nodiscard]] std::string page_style(const Brand&);
[[nodiscard]] double contrast(std::string_view a, std::string_view b);  // WCAG 2.2 ratio, 1..21

struct Organisation {
  Tenant tenant;
  std::string id;
  std::string name;
  std::string language;   // "nl" | "en"
  std::string time_zone;  // "Europe/Amsterdam"
  Brand brand;
  bool simulation = false;
  std::vector<Level> levels;
  int revision = 1;
};
[[nodiscard]] Organisation organisation(store::Reader&);  // of the tenant that is read
[[nodiscard]] Day day_of(const Organisation&, Instant);
struct Logo {
  std::string png;
  std::string etag;
};
[[nodiscard]] std::optional<Logo> logo(store::Reader&);

[[nodiscard]] UnitTree unit_tree(store::Reader&);

// Which units a caller's question is about, of all times: all of them, the branch asked for, or a unit manager's own
// branch. A unit outside it (or unknown) is not_found. `on`: whose tree counts.
[[nodiscard]] Result<std::vector<UnitId>> visible_units(const http::Caller&, const UnitTree&, const std::optional<UnitId>& asked, Day on);

struct Account {
  AccountId id;
  std::string email;
  std::string name;
  http::Role role = http::Role::employee;
  std::optional<UnitId> unit;
  std::string language;
  bool active = true;
  int revision = 1;
  std::optional<std::string> role_id;  // the job, beside what the account may do
};
[[nodiscard]] std::vector<Account> accounts(store::Reader&);

// Secrets of the installation, in a file of mode 0600 outside backups. Losing it: customers who answer again are seen
// as new ones; nothing else.
class Secrets {
 public:
  [[nodiscard]] static Result<Secrets> load(const std::string& path, Randomness&);  // makes it when missing
  explicit Secrets(std::array<unsigned char, 32> key) : key_(key) {}
  [[nodiscard]] std::string hmac(std::string_view purpose, std::string_view text) const;  // 64 hexadecimal digits

 private:
  std::array<unsigned char, 32> key_;
};

// A customer known by the organisation's own key; made when not known yet. The key itself is not kept.
[[nodiscard]] PersonId customer_person_id(store::Writer&, const Secrets&, Tenant, std::string_view person_key, const Clock&, Randomness&);
[[nodiscard]] std::optional<PersonId> known_customer(store::Reader&, const Secrets&, Tenant, std::string_view person_key);
// What this room holds about a person, as JSON; and forgetting: the hash is overwritten, the id stays as a tombstone.
[[nodiscard]] std::string about(store::Reader&, const PersonId&);
[[nodiscard]] Done forget(store::Writer&, const PersonId&, const Clock&);

struct PasswordCost {
  unsigned long long passes = 3;
  std::size_t memory_bytes = 32 * 1024 * 1024;
};

// argon2id on threads of its own, so that sign-ins never take the server's.
class Passwords {
 public:
  explicit Passwords(PasswordCost = {}, int threads = 2);
  ~Passwords();
  [[nodiscard]] std::string hash(std::string_view password) const;  // here and now
  [[nodiscard]] bool matches(std::string_view password, std::string_view hash) const;  // an empty hash: as slow, false
  [[nodiscard]] bool post(std::function<void()>) const;  // on its threads; false when too many wait

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};
// Refuses what is short, common, a pattern, or little more than the words given (organisation, name, e-mail).
[[nodiscard]] Done password_good(std::string_view password, const std::vector<std::string_view>& context);

struct NewOrganisation {
  std::string name;
  std::string language = "nl";
  std::string time_zone = "Europe/Amsterdam";
  bool simulation = false;
};
// Made with its first unit, the organisation itself (level 0).
[[nodiscard]] Result<Tenant> make_organisation(store::RecordStore&, const Clock&, Randomness&, const NewOrganisation&);
struct NewAccount {
  std::string email;
  std::string name;
  http::Role role = http::Role::employee;
  std::optional<UnitId> unit;
  std::string language = "nl";
  std::string password;  // checked; empty: no one can sign in with it yet
};
[[nodiscard]] Result<AccountId> make_account(store::RecordStore&, Tenant, const Clock&, Randomness&, const Passwords&, const NewAccount&);
struct NewUnit {
  std::string name;
  int level = 1;
  std::optional<UnitId> parent;  // none: the organisation itself
  Day from;
  std::string code;
  std::optional<std::int64_t> volume;
};
// Inside a write of the tenant; for imports and the demonstration. The routes take the same road.
[[nodiscard]] Result<UnitId> make_unit(store::Writer&, const Clock&, Randomness&, const NewUnit&);
[[nodiscard]] Done set_levels(store::Writer&, const std::vector<Level>&);
[[nodiscard]] Result<std::string> set_brand_colour(store::Writer&, std::string_view colour);

struct OrganisationLine {
  Tenant tenant;
  std::string id;
  std::string name;
  int accounts = 0;
};
[[nodiscard]] Result<std::vector<OrganisationLine>> organisations(store::RecordStore&);  // of the whole installation
[[nodiscard]] Result<Tenant> tenant_of(store::RecordStore&, std::string_view id_or_name);
// For the administrator's command line.
[[nodiscard]] Done set_password(store::RecordStore&, Tenant, const AccountId&, const Clock&, const Passwords&, std::string_view password);
[[nodiscard]] Done set_active(store::RecordStore&, Tenant, const AccountId&, const Clock&, bool active);

[[nodiscard]] std::vector<JobRole> job_roles(store::Reader&);  // open ones first, by level, then by name
[[nodiscard]] Result<JobRole> make_role(store::Writer&, const Clock&, Randomness&, const Text& name, int level);

class GuessDelay;  // how long someone who guesses passwords has to wait; memory only

struct Services {
  store::RecordStore& store;
  const Clock& clock;
  Randomness& randomness;
  const Secrets& secrets;
  const Passwords& passwords;
  std::string setup_token;                    // printed at start; empty: first start is closed
  std::shared_ptr<GuessDelay> guesses{};      // made by routes() when empty
  std::function<void(Tenant)> changed{};      // units, name, language or colour are not what they were
};

[[nodiscard]] store::Room room();
void routes(http::Router&, Services&);
[[nodiscard]] http::Recognise recognise(Services&);
// Whether a session or a key comes along, whatever it is worth.
[[nodiscard]] bool brings_identity(const http::Request&);
// Takes away the session cookie that a browser still has of the whole site; those set now are of /api alone.
void end_wide_session(http::Response&, bool secure);

// A secret of so many bytes, in the base64 alphabet that fits an address; and what is kept of it.
[[nodiscard]] std::string new_secret(Randomness&, std::size_t bytes);
[[nodiscard]] std::string kept_of(std::string_view secret);

}  // namespace goud::people
