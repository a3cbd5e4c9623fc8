// DuckDB's C interface behind owners that clean up. Only store/columns sees this.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "duckdb.h"
#include "store/columns/columns.hpp"

namespace goud::store::columns::duck {

// What the engine could not do. Caught inside this room: the copy is disposable, so the mend is to make it anew.
struct Broken : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Result {
 public:
  Result() = default;
  Result(const Result&) = delete;
  ~Result() { duckdb_destroy_result(&raw); }
  duckdb_result raw{};
};

class Connection {
 public:
  explicit Connection(duckdb_database);
  ~Connection();
  Connection(const Connection&) = delete;
  void run(const std::string& sql);
  // Calls back per chunk: columns are int64 unless read otherwise.
  void each_chunk(const std::string& sql, const std::function<void(duckdb_data_chunk, idx_t rows)>&);
  [[nodiscard]] std::int64_t number(const std::string& sql);  // one cell, BIGINT
  [[nodiscard]] std::string text(const std::string& sql);     // one cell, VARCHAR; empty when there is no row
  [[nodiscard]] duckdb_connection raw() const { return connection_; }

 private:
  duckdb_connection connection_ = nullptr;
};

class Database {
 public:
  Database(const std::string& path, const Options&);
  ~Database();
  Database(const Database&) = delete;
  [[nodiscard]] duckdb_database raw() const { return database_; }

 private:
  duckdb_database database_ = nullptr;
};

[[nodiscard]] std::string string_at(duckdb_vector, idx_t row);

// A fact as it lies in the file.
struct Line {
  std::int64_t answer;
  std::int32_t question, day, unit, moment, value, weight;
  std::uint8_t state, suspect;
};
inline constexpr const char* fact_columns =
    "question INTEGER NOT NULL, day INTEGER NOT NULL, unit INTEGER NOT NULL, moment INTEGER NOT NULL, "
    "state UTINYINT NOT NULL, value INTEGER NOT NULL, weight INTEGER NOT NULL, suspect UTINYINT NOT NULL, "
    "answer BIGINT NOT NULL";
void append(Connection&, const std::vector<Line>&);  // inside the caller's transaction

}  // namespace goud::store::columns::duck
