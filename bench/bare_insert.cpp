// What SQLite alone makes of the rows of an import: the same table, indexes, foreign key and change log, the same pages,
// durability and pieces, one statement a row and nothing else. The peer beside which `goud import` is measured.
//   bare_insert FOLDER ROWS     Prints one JSON object.
#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

sqlite3* db = nullptr;

void run(const char* sql) {
  char* error = nullptr;
  if (sqlite3_exec(db, sql, nullptr, nullptr, &error) == SQLITE_OK) return;
  std::fprintf(stderr, "bare_insert: %s\n", error);
  std::exit(1);
}

sqlite3_stmt* prepared(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) == SQLITE_OK) return statement;
  std::fprintf(stderr, "bare_insert: %s\n", sqlite3_errmsg(db));
  std::exit(1);
}

void done(sqlite3_stmt* statement) {
  if (sqlite3_step(statement) != SQLITE_DONE) {
    std::fprintf(stderr, "bare_insert: %s\n", sqlite3_errmsg(db));
    std::exit(1);
  }
  sqlite3_reset(statement);
}

void bind(sqlite3_stmt* statement, int at, const std::string& text) {
  sqlite3_bind_text(statement, at, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
}

std::string uuid_like(std::uint64_t front, std::uint64_t back) {
  char text[40];
  std::snprintf(text, sizeof text, "%08x-%04x-7%03x-8%03x-%012llx", static_cast<unsigned>(front >> 28 & 0xffffffff), static_cast<unsigned>(front >> 12 & 0xffff),
                static_cast<unsigned>(front & 0xfff), static_cast<unsigned>(back & 0xfff), static_cast<unsigned long long>(back & 0xffffffffffff));
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "bare_insert FOLDER ROWS\n");
    return 2;
  }
  const std::string path = std::string(argv[1]) + "/bare.db";
  const int rows = std::atoi(argv[2]);
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, -1);
  sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;"
      "PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 4000; PRAGMA temp_store = MEMORY");
  run("CREATE TABLE instrument_version (org INTEGER NOT NULL, instrument TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (org, instrument, version));"
      "CREATE TABLE answer (org INTEGER NOT NULL, seq BIGINT NOT NULL, id TEXT NOT NULL, submission TEXT NOT NULL, instrument TEXT NOT NULL,"
      " version INTEGER NOT NULL, unit TEXT NOT NULL, moment TEXT, day INTEGER NOT NULL, experienced_at BIGINT NOT NULL, received_at BIGINT NOT NULL,"
      " source TEXT NOT NULL CHECK (source IN ('page', 'api', 'import', 'demo')), import_id TEXT, person TEXT,"
      " weight INTEGER NOT NULL CHECK (weight BETWEEN 1 AND 1000000), suspect INTEGER NOT NULL,"
      " kind TEXT NOT NULL CHECK (kind IN ('answer', 'correction', 'erased', 'undone')), corrects TEXT, told INTEGER NOT NULL, body TEXT NOT NULL,"
      " PRIMARY KEY (org, id), UNIQUE (org, submission), UNIQUE (org, seq),"
      " FOREIGN KEY (org, instrument, version) REFERENCES instrument_version (org, instrument, version));"
      "CREATE TABLE change_log (org INTEGER NOT NULL, seq BIGINT NOT NULL, entity TEXT NOT NULL, entity_id TEXT NOT NULL, kind TEXT NOT NULL,"
      " at BIGINT NOT NULL, PRIMARY KEY (org, seq)) WITHOUT ROWID");
  const auto instrument = uuid_like(1, 1), unit = uuid_like(2, 2), import_id = uuid_like(3, 3);
  run(("INSERT INTO instrument_version VALUES (1, '" + instrument + "', 1)").c_str());
  auto* insert = prepared("INSERT INTO answer VALUES (1, ?, ?, ?, ?, 1, ?, NULL, ?, ?, ?, 'import', ?, NULL, 10000, 0, 'answer', NULL, 0, ?)");
  auto* log = prepared("INSERT INTO change_log VALUES (1, ?, 'answer', ?, 'added', ?)");
  std::string body = R"({"language":"en","answers":{)";
  for (int i = 1; i <= 20; ++i) body += (i > 1 ? ",\"rating_" : "\"rating_") + std::to_string(i) + R"(":{"v":3})";
  body += "}}";
  constexpr int piece = 2000;
  constexpr std::int64_t now = 1'700'000'000'000'000;
  const auto start = std::chrono::steady_clock::now();
  for (int row = 0; row < rows;) {
    run("BEGIN IMMEDIATE");
    for (int i = 0; i < piece && row < rows; ++i, ++row) {
      const auto luck = static_cast<std::uint64_t>(row) * 0x9e3779b97f4a7c15ULL;
      const auto id = uuid_like(0x1900000000000ULL + static_cast<std::uint64_t>(row), luck);
      const auto submission = uuid_like(static_cast<std::uint64_t>(row / 1000) * 0x9e3779b97f4a7c15ULL, luck);
      sqlite3_bind_int64(insert, 1, row + 1);
      bind(insert, 2, id);
      bind(insert, 3, submission);
      bind(insert, 4, instrument);
      bind(insert, 5, unit);
      sqlite3_bind_int(insert, 6, 19358 + row % 1000);
      sqlite3_bind_int64(insert, 7, now);
      sqlite3_bind_int64(insert, 8, now);
      bind(insert, 9, import_id);
      bind(insert, 10, body);
      done(insert);
      sqlite3_bind_int64(log, 1, row + 1);
      bind(log, 2, id);
      sqlite3_bind_int64(log, 3, now);
      done(log);
    }
    run("COMMIT");
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::printf("{\"rows\": %d, \"seconds\": %.3f, \"per_second\": %.0f}\n", rows, seconds, rows / seconds);
  sqlite3_finalize(insert);
  sqlite3_finalize(log);
  sqlite3_close(db);
  for (const char* end : {"", "-wal", "-shm"}) std::remove((path + end).c_str());
}
