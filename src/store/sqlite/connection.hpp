// One SQLite connection: opened the way goud wants it, its statements prepared once each. Used by one thread at a time.
#pragma once

#include <sqlite3.h>

#include <exception>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/store.hpp"

namespace goud::store::sqlite {

// What SQLite reported. Only the machine's failures and our own mistakes travel like this.
struct SqliteError : std::exception {
  SqliteError(int extended_code, std::string message, int error_of_system = 0)
      : code(extended_code), system(error_of_system), message_(std::move(message)) {}
  [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }
  int code;    // extended
  int system;  // errno of the call that failed, where there was one

 private:
  std::string message_;
};

// A statement of ours that is not as it should be: unregistered, a parameter missing, :org where there is none.
struct Mistake : std::exception {
  explicit Mistake(std::string message) : message_(std::move(message)) {}
  [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }

 private:
  std::string message_;
};

[[nodiscard]] Fault fault_of(const SqliteError&);
// The exception in flight as a fault; mistakes are logged with `where`.
[[nodiscard]] Fault fault_in_flight(std::string_view where);

enum class Access { read, write };

class Prepared {
 public:
  Prepared(sqlite3*, std::string_view name, std::string_view text);
  ~Prepared();
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;
  [[nodiscard]] sqlite3_stmt* handle() const { return handle_; }
  [[nodiscard]] bool busy() const { return sqlite3_stmt_busy(handle_) != 0; }
  [[nodiscard]] bool changes() const { return sqlite3_stmt_readonly(handle_) == 0; }
  void bind(std::string_view statement, std::span<const Param>, const std::optional<Tenant>&);

 private:
  sqlite3_stmt* handle_ = nullptr;
  std::vector<std::string>
      names_;  // names_[i] is parameter i + 1; our own: SQLite frees its texts where it prepares again
};

class Connection {
 public:
  static constexpr int patience_milliseconds = 5000;
  Connection(const std::string& path, Access, const Options&);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Kept as long as the connection; by the statement's address.
  [[nodiscard]] Prepared& prepared(const Statement&);
  void execute(const char* sql);  // one or more statements without rows
  // The first column of the first row as text, or nothing.
  [[nodiscard]] std::optional<std::string> one(const std::string& sql);
  void rows(const std::string& sql, const std::function<void(sqlite3_stmt*)>&);
  [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(db_) == 0; }
  [[nodiscard]] bool readonly() const { return sqlite3_db_readonly(db_, "main") == 1; }
  [[nodiscard]] sqlite3* handle() const { return db_; }
  [[noreturn]] void fail(std::string_view doing) const;

 private:
  sqlite3* db_ = nullptr;
  std::unordered_map<const Statement*, std::unique_ptr<Prepared>> prepared_;
};

// Runs a prepared statement to its end, or until `row` says enough; it is reset whatever happens.
void step_through(Connection&, Prepared&, const Statement&, std::span<const Param>, const std::optional<Tenant>&,
                  const std::function<bool(const Row&)>& row);

}  // namespace goud::store::sqlite
