#include "store/sqlite/connection.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <mutex>

#include "store/file.hpp"
#include "store/log.hpp"

namespace goud::store::sqlite {
namespace {

void initialise_once() {
  static std::once_flag once;
  std::call_once(once, [] {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);         // a global lock at every allocation otherwise
    sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, -1);   // a unit's undo stays in memory: no temporary files
    sqlite3_initialize();
    // A file past the limit that was set for it is a disk that is full, said by the write itself; not the end of goud.
    if (struct sigaction now {}; ::sigaction(SIGXFSZ, nullptr, &now) == 0 && now.sa_handler == SIG_DFL) ::signal(SIGXFSZ, SIG_IGN);
  });
}

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
  [[nodiscard]] bool null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  [[nodiscard]] std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
  [[nodiscard]] double real(int column) const override { return sqlite3_column_double(statement_, column); }
  [[nodiscard]] std::string_view text(int column) const override {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return text == nullptr ? std::string_view{}
                           : std::string_view(text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
  }
  [[nodiscard]] std::span<const std::byte> bytes(int column) const override {
    const auto* bytes = static_cast<const std::byte*>(sqlite3_column_blob(statement_, column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }

 private:
  sqlite3_stmt* statement_;
};

int bind_value(sqlite3_stmt* statement, int at, const Value& value) {
  struct Bind {
    sqlite3_stmt* statement;
    int at;
    int operator()(Null) const { return sqlite3_bind_null(statement, at); }
    int operator()(std::int64_t v) const { return sqlite3_bind_int64(statement, at, v); }
    int operator()(double v) const { return sqlite3_bind_double(statement, at, v); }
    // The values outlive the run: they are the caller's for as long as the call lasts.
    int operator()(const std::string& v) const {
      return sqlite3_bind_text64(statement, at, v.data(), v.size(), SQLITE_STATIC, SQLITE_UTF8);
    }
    int operator()(const Bytes& v) const {
      return v.empty() ? sqlite3_bind_zeroblob(statement, at, 0)
                       : sqlite3_bind_blob64(statement, at, v.data(), v.size(), SQLITE_STATIC);
    }
  };
  return std::visit(Bind{statement, at}, value);
}

// Why the system refused the call that failed. For a write SQLite keeps it with the file alone, and in WAL mode the file
// that is written is the log.
int system_error(sqlite3* db) {
  if (sqlite3_extended_errcode(db) != SQLITE_IOERR_WRITE) return sqlite3_system_errno(db);
  int error = 0;
  sqlite3_file* log = nullptr;
  if (sqlite3_file_control(db, "main", SQLITE_FCNTL_JOURNAL_POINTER, static_cast<void*>(&log)) == SQLITE_OK && log != nullptr &&
      log->pMethods != nullptr) {
    log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &error);
  }
  if (error == 0) sqlite3_file_control(db, "main", SQLITE_FCNTL_LAST_ERRNO, &error);
  return error == 0 ? sqlite3_system_errno(db) : error;
}

class ResetAfter {
 public:
  explicit ResetAfter(sqlite3_stmt* statement) : statement_(statement) {}
  ~ResetAfter() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
  ResetAfter(const ResetAfter&) = delete;
  ResetAfter& operator=(const ResetAfter&) = delete;

 private:
  sqlite3_stmt* statement_;
};

}  // namespace

Fault fault_of(const SqliteError& error) {
  switch (error.code & 0xff) {
    case SQLITE_FULL:
      return {FaultKind::unavailable, "store.full"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return {FaultKind::unavailable, "store.readonly"};
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      // SQLite calls ENOSPC alone full; a quota or a limit on the size of files is no less so.
      return fault_of_errno(error.system);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {FaultKind::unavailable, "store.busy"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {FaultKind::unavailable, "store.damaged", {}, {{"reason", error.what()}}};
    default:
      break;
  }
  if (error.code == SQLITE_CONSTRAINT_FOREIGNKEY) return {FaultKind::conflict, "store.reference"};
  if (error.code == SQLITE_CONSTRAINT_UNIQUE || error.code == SQLITE_CONSTRAINT_PRIMARYKEY) {
    return {FaultKind::conflict, "store.collision"};
  }
  return {FaultKind::unavailable, "store.mistake"};
}

Fault fault_in_flight(std::string_view where) {
  try {
    throw;
  } catch (const Collision&) {
    return {FaultKind::conflict, "store.collision"};
  } catch (const SqliteError& error) {
    auto fault = fault_of(error);
    if (fault.key == "store.mistake") log_mistake(where, error.what());
    if (fault.kind == FaultKind::unavailable && fault.key != "store.mistake") log_trouble(where, error.what());
    return fault;
  } catch (const std::exception& error) {
    log_mistake(where, error.what());
  } catch (...) {
    log_mistake(where, "something that is no exception was thrown");
  }
  return {FaultKind::unavailable, "store.mistake"};
}

Prepared::Prepared(sqlite3* db, std::string_view name, std::string_view text) {
  const char* tail = nullptr;
  const int code = sqlite3_prepare_v3(db, text.data(), static_cast<int>(text.size()), SQLITE_PREPARE_PERSISTENT, &handle_,
                                      &tail);
  if (code != SQLITE_OK) throw SqliteError(sqlite3_extended_errcode(db), std::string(name) + ": " + sqlite3_errmsg(db));
  if (handle_ == nullptr) throw Mistake(std::string(name) + ": there is no statement in it");
  const int count = sqlite3_bind_parameter_count(handle_);
  for (int i = 1; i <= count; ++i) {
    const char* parameter = sqlite3_bind_parameter_name(handle_, i);
    names_.emplace_back(parameter == nullptr ? "?" : parameter);
  }
}

Prepared::~Prepared() { sqlite3_finalize(handle_); }

void Prepared::bind(std::string_view statement, std::span<const Param> params, const std::optional<Tenant>& tenant) {
  std::size_t bound = 0;
  std::size_t next = 0;  // parameters mostly come in the order of the text
  for (const auto& param : params) {
    std::size_t at = next;
    if (at >= names_.size() || names_[at] != param.name) {
      for (at = 0; at < names_.size() && names_[at] != param.name;) ++at;
    }
    if (at == names_.size()) {
      throw Mistake(std::string(statement) + " has no parameter " + std::string(param.name));
    }
    if (param.name == ":org") throw Mistake(std::string(statement) + ": :org is bound by the scope alone");
    if (bind_value(handle_, static_cast<int>(at) + 1, param.value) != SQLITE_OK) {
      throw Mistake(std::string(statement) + ": " + std::string(param.name) + " cannot be bound");
    }
    ++bound;
    next = at + 1;
  }
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (names_[i] != ":org") continue;
    if (!tenant) throw Mistake(std::string(statement) + " needs an organisation and was asked without one");
    sqlite3_bind_int64(handle_, static_cast<int>(i) + 1, tenant->org);
    ++bound;
  }
  if (bound != names_.size()) throw Mistake(std::string(statement) + " was not given all its parameters");
}

Connection::Connection(const std::string& path, Access access, const Options& options) {
  initialise_once();
  const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    (access == Access::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE);
  // For its owner alone, whatever the directory allows; the log beside it takes the same mode.
  if (access == Access::write && path != ":memory:") {
    const int made = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (made >= 0) ::close(made);
  }
  if (const int code = sqlite3_open_v2(path.c_str(), &db_, flags, nullptr); code != SQLITE_OK) {
    const SqliteError error(code, db_ == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(db_),
                            db_ == nullptr ? 0 : sqlite3_system_errno(db_));
    sqlite3_close_v2(db_);
    throw error;
  }
  try {
    // A quoted word is a name, as in PostgreSQL; the schema may call nothing that could do harm.
    sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(db_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(db_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_busy_timeout(db_, patience_milliseconds);
    execute("PRAGMA temp_store = MEMORY");
    if (access == Access::write) {
      if (readonly()) throw SqliteError(SQLITE_READONLY, "the file cannot be written");
      execute("PRAGMA journal_mode = WAL");
      execute(options.durability == Durability::full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF");
      execute("PRAGMA foreign_keys = ON");
      execute("PRAGMA secure_delete = ON");
      execute("PRAGMA cache_size = -16384");
      // Whoever commits pays for carrying the log over; 6 MB at a time keeps the wait short on a slow disk.
      execute("PRAGMA wal_autocheckpoint = 1500");
      if (options.max_pages > 0) {
        execute(("PRAGMA max_page_count = " + std::to_string(options.max_pages)).c_str());
      }
    } else {
      // Not SQLITE_OPEN_READONLY: the last reader to leave must be able to tidy the log away.
      execute("PRAGMA query_only = ON");
      execute("PRAGMA cache_size = -4096");
    }
  } catch (...) {
    sqlite3_close_v2(db_);
    throw;
  }
}

Connection::~Connection() {
  prepared_.clear();
  sqlite3_close_v2(db_);
}

Prepared& Connection::prepared(const Statement& statement) {
  auto& kept = prepared_[&statement];
  if (!kept) kept = std::make_unique<Prepared>(db_, statement.name, statement.text);
  return *kept;
}

void Connection::execute(const char* sql) {
  if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(std::string_view(sql).substr(0, 60));
}

std::optional<std::string> Connection::one(const std::string& sql) {
  std::optional<std::string> found;
  rows(sql, [&found](sqlite3_stmt* row) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(row, 0));
    if (!found && text != nullptr) found = text;
  });
  return found;
}

void Connection::rows(const std::string& sql, const std::function<void(sqlite3_stmt*)>& row) {
  Prepared once(db_, std::string_view(sql).substr(0, 60), sql);
  for (;;) {
    const int code = sqlite3_step(once.handle());
    if (code == SQLITE_DONE) return;
    if (code != SQLITE_ROW) fail(std::string_view(sql).substr(0, 60));
    row(once.handle());
  }
}

void Connection::fail(std::string_view doing) const {
  throw SqliteError(sqlite3_extended_errcode(db_), std::string(doing) + ": " + sqlite3_errmsg(db_), system_error(db_));
}

void step_through(Connection& connection, Prepared& prepared, const Statement& statement, std::span<const Param> params,
                  const std::optional<Tenant>& tenant, const std::function<bool(const Row&)>& row) {
  const ResetAfter reset(prepared.handle());
  prepared.bind(statement.name, params, tenant);
  const SqliteRow current(prepared.handle());
  for (;;) {
    const int code = sqlite3_step(prepared.handle());
    if (code == SQLITE_DONE) return;
    if (code == SQLITE_ROW) {
      if (!row(current)) return;
      continue;
    }
    const int extended = sqlite3_extended_errcode(connection.handle());
    std::string message = std::string(statement.name) + ": " + sqlite3_errmsg(connection.handle());
    if (extended == SQLITE_CONSTRAINT_UNIQUE || extended == SQLITE_CONSTRAINT_PRIMARYKEY) {
      throw Collision(std::move(message));
    }
    throw SqliteError(extended, std::move(message), system_error(connection.handle()));
  }
}

}  // namespace goud::store::sqlite
