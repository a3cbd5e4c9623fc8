// The record store: the truth. One writer thread commits in groups, readers see a consistent snapshot, every statement
// is written once, named, and prepared when a connection opens. A tenant's rows are reached through a Scope alone: it
// binds :org, and start-up refuses a statement whose tenant tables are not each bound by it.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "kernel/clock.hpp"
#include "kernel/fault.hpp"
#include "kernel/tenant.hpp"
#include "store/secrets.hpp"

namespace goud::store {

struct Null {
  bool operator==(const Null&) const = default;
};
using Bytes = std::vector<std::byte>;
using Value = std::variant<Null, std::int64_t, double, std::string, Bytes>;

// A named parameter: {":name", value}. :org is bound by the Scope and may not be given.
struct Param {
  std::string_view name;
  Value value;
  Param(std::string_view n, std::int64_t v) : name(n), value(v) {}
  Param(std::string_view n, int v) : name(n), value(std::int64_t{v}) {}
  Param(std::string_view n, bool v) : name(n), value(std::int64_t{v ? 1 : 0}) {}
  Param(std::string_view n, double v) : name(n), value(v) {}
  Param(std::string_view n, std::string v) : name(n), value(std::move(v)) {}
  Param(std::string_view n, std::string_view v) : name(n), value(std::string(v)) {}
  Param(std::string_view n, const char* v) : name(n), value(std::string(v)) {}
  Param(std::string_view n, Bytes v) : name(n), value(std::move(v)) {}
  Param(std::string_view n, Null) : name(n), value(Null{}) {}
  template <class T>
  Param(std::string_view n, const std::optional<T>& v) : name(n), value(Null{}) {
    if (v) value = Param(n, *v).value;
  }
};
using Params = std::initializer_list<Param>;

// Where the dialects differ the two texts stand side by side; else postgres is empty and the one text serves both
// (named parameters become $1.. there). Objects of this type have static storage: their address is their identity.
struct Statement {
  std::string_view name;      // "people.unit.insert"
  std::string_view text;
  std::string_view postgres{};
};

// One row of a result; columns by position. Valid only inside the callback it is handed to.
class Row {
 public:
  virtual ~Row() = default;
  [[nodiscard]] virtual bool null(int column) const = 0;
  [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
  [[nodiscard]] virtual double real(int column) const = 0;
  [[nodiscard]] virtual std::string_view text(int column) const = 0;      // valid inside the callback
  [[nodiscard]] virtual std::span<const std::byte> bytes(int column) const = 0;
  [[nodiscard]] std::string string(int column) const { return std::string(text(column)); }
  [[nodiscard]] std::optional<std::string> maybe_string(int column) const {
    return null(column) ? std::nullopt : std::optional(string(column));
  }
  [[nodiscard]] std::optional<std::int64_t> maybe_integer(int column) const {
    return null(column) ? std::nullopt : std::optional(integer(column));
  }
};

// A snapshot. Rows come one by one; the callback may return void, or bool with false meaning "enough".
class Reader {
 public:
  virtual ~Reader() = default;
  void each(const Statement&, Params, const std::function<void(const Row&)>&);
  void each_until(const Statement&, Params, const std::function<bool(const Row&)>&);
  // First row mapped, or nothing.
  template <class Fn>
  auto first(const Statement& statement, Params params, Fn map) -> std::optional<decltype(map(std::declval<const Row&>()))> {
    std::optional<decltype(map(std::declval<const Row&>()))> found;
    each_until(statement, params, [&](const Row& row) {
      found = map(row);
      return false;
    });
    return found;
  }
  template <class Fn>
  auto all(const Statement& statement, Params params, Fn map) -> std::vector<decltype(map(std::declval<const Row&>()))> {
    std::vector<decltype(map(std::declval<const Row&>()))> rows;
    each(statement, params, [&](const Row& row) { rows.push_back(map(row)); });
    return rows;
  }

 protected:
  virtual void query(const Statement&, std::span<const Param>, const std::function<bool(const Row&)>&) = 0;
};

// Inside the one writer's transaction. What a unit of work throws or refuses is rolled back for that unit alone.
class Writer : public Reader {
 public:
  virtual std::int64_t run(const Statement&, Params) = 0;  // rows changed; a broken unique key throws Collision
  // The change log: entity "answer", its id; kind says what happened. Gives the sequence within the organisation.
  virtual std::int64_t log_change(std::string_view entity, std::string_view id, std::string_view kind) = 0;
  // The outbox: events for later rooms, delivered at least once after commit.
  virtual void emit(std::string_view kind, int version, std::string_view body_json) = 0;
  // The audit trail, hash-chained per organisation: who did what to what. No personal data in `what`.
  virtual void audit(std::string_view actor, std::string_view verb, std::string_view entity, std::string_view id,
                     std::string_view detail_json) = 0;
  // Something was erased for good: the ledger outside the backups is written and synced before this work is committed,
  // and restore calls the room's Forgetter for every line of it. `id` says nothing about a person by itself.
  // `untold`: the ledger does not say when, where the hour would say something about somebody.
  enum class LedgerTime { now, untold };
  virtual void note_erasure(std::string_view entity, std::string_view id, LedgerTime) = 0;
  void note_erasure(std::string_view entity, std::string_view id) { note_erasure(entity, id, LedgerTime::now); }
  // From the installation's own scope into one organisation, once: after a code, a token or an e-mail address was found
  // inside this same transaction, or for an organisation that is just being made. From here on :org is bound.
  virtual void enter(Tenant) = 0;
};

// How a room overwrites what must stay forgotten, when a backup that still holds it is put back. Idempotent; an id that
// is not there (any more) is no fault.
struct Forgetter {
  std::string_view entity;  // as given to note_erasure
  Done (*forget)(Writer&, std::string_view id);
  // A later room that holds something of the same entity: called in the transaction in which the entity is erased, and by
  // restore beside the entity's own. The room that notes the erasure is the one that does not follow.
  bool follows = false;
};

struct Collision : std::exception {
  explicit Collision(std::string message) : message_(std::move(message)) {}
  [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }

 private:
  std::string message_;
};

// Who may reach which rows. Tenant scopes bind :org. The installation's own scope (accounts before sign-in, codes,
// sessions) reaches only statements named in store/unscoped.txt.
class Scope {
 public:
  explicit Scope(Tenant tenant) : tenant_(tenant) {}
  static Scope installation() { return Scope(); }
  [[nodiscard]] const std::optional<Tenant>& tenant() const { return tenant_; }

 private:
  Scope() = default;
  std::optional<Tenant> tenant_;
};

// One forward-only step of the schema. {{org tables}}: every table with a column `org` has it first in its keys.
struct Migration {
  int number;             // unique over all rooms; ranges per room stand in docs/architecture.md
  std::string_view name;  // "0101_people"
  std::string_view sqlite;
  std::string_view postgres{};  // empty: the same text serves
};

// What a room brings along.
struct Room {
  std::string_view name;
  std::span<const Migration> migrations;
  std::span<const Statement* const> statements;
  std::span<const Forgetter> forgetters{};
  // What may not outlive a restore, such as who was signed in: called once, in the installation's scope, before anything is served.
  Done (*restored)(Writer&) = nullptr;
};

enum class Durability { full, off };  // off exists for the benchmark alone
// look: beside another goud that works with the same file. The schema is not brought up to date (a store that needs it is
// refused) and every write is refused.
enum class Opening { work, look };

struct Options {
  std::string path;  // file of the store, inside the data directory
  Durability durability = Durability::full;
  int readers = 4;
  std::int64_t max_pages = 0;  // 0: no limit; for the test of a full disk
  Opening opening = Opening::work;
  std::optional<SecretKey> key{};  // the installation's: seals the audit trail; without it nothing is sealed
};

class RecordStore {
 public:
  virtual ~RecordStore() = default;

  // Blocking; many at once.
  virtual Done read(Scope, const std::function<void(Reader&)>&) = 0;

  using Work = std::function<Done(Writer&)>;
  // Queued to the one writer; `done` is called from its thread after COMMIT and fsync (or with why not). Work that
  // refuses is rolled back to its own savepoint. Keep work short: milliseconds, not seconds.
  virtual void submit(Scope, Work, std::function<void(Done)> done) = 0;
  // The same, waiting for the commit.
  Done write(Scope, const Work&);

  // Read with a value.
  template <class Fn>
  auto ask(Scope scope, Fn fn) -> Result<decltype(fn(std::declval<Reader&>()))> {
    std::optional<decltype(fn(std::declval<Reader&>()))> value;
    auto done = read(std::move(scope), [&](Reader& reader) { value.emplace(fn(reader)); });
    if (!done) return tl::unexpected<Fault>(done.error());
    return std::move(*value);
  }
  // Write with a value: fn returns Result<T>.
  template <class Fn>
  auto change(Scope scope, Fn fn) -> decltype(fn(std::declval<Writer&>())) {
    using R = decltype(fn(std::declval<Writer&>()));
    std::optional<R> value;
    auto done = write(std::move(scope), [&](Writer& writer) -> Done {
      value.emplace(fn(writer));
      if (!*value) return tl::unexpected<Fault>(value->error());
      return {};
    });
    if (!done) return tl::unexpected<Fault>(done.error());
    return std::move(*value);
  }

  // Renewed by restore: a copy made from another epoch is rebuilt.
  [[nodiscard]] virtual std::string epoch() = 0;
  // A consistent copy while work goes on.
  virtual Done backup_to(const std::string& path) = 0;
  // What was overwritten and deleted so far is gone from the write-ahead log too when this answers. store.busy: somebody
  // still reads an older moment; ask again.
  virtual Done clear_log() { return {}; }
  // Checks the file, the audit chains and foreign keys: what is wrong, nothing when all is well.
  [[nodiscard]] virtual std::vector<Fault> examine() = 0;
  // What is not wrong and yet has to be told of the audit trail's seals: not to be checked, of another key, from which line on.
  [[nodiscard]] virtual std::vector<Fault> seal_notes() { return {}; }
};

// Opens, migrates, checks every statement's scope and prepares all. Refuses a newer schema.
[[nodiscard]] Result<std::unique_ptr<RecordStore>> open(const Options&, std::span<const Room>, const Clock&);

// Which statements break the rule of the scope; empty when none. Used at start and by tests.
[[nodiscard]] std::vector<std::string> scope_breaches(std::span<const Room>);

// The data directory, held by one process: a lock file with the holder's process number.
class DataDirectory {
 public:
  [[nodiscard]] static Result<DataDirectory> take(const std::string& path);  // makes it when missing, mode 0700
  DataDirectory(DataDirectory&&) noexcept;
  DataDirectory& operator=(DataDirectory&&) noexcept;
  ~DataDirectory();
  [[nodiscard]] const std::string& path() const { return path_; }
  // Where things are in it; the ledger of erasures lies beside the store.
  [[nodiscard]] std::string store_path() const { return path_ + "/goud.db"; }
  [[nodiscard]] std::string secrets_path() const { return path_ + "/secrets.toml"; }

 private:
  DataDirectory(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
  std::string path_;
  int descriptor_ = -1;
};

}  // namespace goud::store
