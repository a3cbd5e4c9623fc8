#include "store/sqlite/schema.hpp"

#include <algorithm>
#include <cctype>
#include <map>

#include "store/own.hpp"

namespace goud::store::sqlite {
namespace {

std::string lower(std::string_view text) {
  std::string low(text);
  std::transform(low.begin(), low.end(), low.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return low;
}

std::string column(sqlite3_stmt* row, int at) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(row, at));
  return text == nullptr ? std::string() : text;
}

std::string quoted(const std::string& name) {
  std::string text = "'";
  for (const char c : name) text += c == '\'' ? std::string("''") : std::string(1, c);
  return text + "'";
}

constexpr const char* version_table =
    "CREATE TABLE IF NOT EXISTS schema_version (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, "
    "digest TEXT NOT NULL, at BIGINT NOT NULL)";

}  // namespace

std::vector<Room> with_own(std::span<const Room> rooms) {
  std::vector<Room> all{own::room()};
  all.insert(all.end(), rooms.begin(), rooms.end());
  return all;
}

int schema_number(Connection& connection) {
  if (!connection.one("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_version'")) return 0;
  const auto found = connection.one("SELECT max(number) FROM schema_version");
  return found ? std::stoi(*found) : 0;
}

Done migrate(Connection& connection, std::span<const Room> rooms, const Clock& clock, Opening opening) {
  std::map<int, const Migration*> wanted;
  const auto all = with_own(rooms);
  for (const auto& room : all) {
    for (const auto& migration : room.migrations) {
      if (!wanted.emplace(migration.number, &migration).second) {
        return refuse(FaultKind::unavailable, "store.migration",
                      {{"name", std::string(migration.name)}, {"reason", "its number is taken by another step"}});
      }
    }
  }
  if (opening == Opening::look && schema_number(connection) == 0) {
    return refuse(FaultKind::unavailable, "store.older_schema", {{"name", "schema_version"}});
  }
  connection.execute(version_table);
  std::map<int, std::string> applied;
  connection.rows("SELECT number, digest FROM schema_version",
                  [&](sqlite3_stmt* row) { applied[sqlite3_column_int(row, 0)] = column(row, 1); });
  for (const auto& [number, digest] : applied) {
    const auto found = wanted.find(number);
    if (found == wanted.end()) {
      return refuse(FaultKind::unavailable, "store.newer_schema",
                    {{"found", std::to_string(number)}, {"known", std::to_string(wanted.rbegin()->first)}});
    }
    if (digest != own::hash_of(found->second->sqlite)) {
      return refuse(FaultKind::unavailable, "store.migration_changed", {{"name", std::string(found->second->name)}});
    }
  }
  for (const auto& [number, migration] : wanted) {
    if (applied.contains(number)) continue;
    if (opening == Opening::look) {
      return refuse(FaultKind::unavailable, "store.older_schema", {{"name", std::string(migration->name)}});
    }
    try {
      connection.execute("BEGIN IMMEDIATE");
      connection.execute(std::string(migration->sqlite).c_str());
      connection.execute(("INSERT INTO schema_version (number, name, digest, at) VALUES (" + std::to_string(number) + ", " +
                          quoted(std::string(migration->name)) + ", '" + own::hash_of(migration->sqlite) + "', " +
                          std::to_string(clock.now().micros) + ")")
                             .c_str());
      connection.execute("COMMIT");
    } catch (const SqliteError& error) {
      if (connection.in_transaction()) connection.execute("ROLLBACK");
      const auto fault = fault_of(error);
      if (fault.key != "store.mistake") return refuse(fault);
      return refuse(FaultKind::unavailable, "store.migration",
                    {{"name", std::string(migration->name)}, {"reason", error.what()}});
    }
  }
  return {};
}

std::vector<std::string> tables(Connection& connection) {
  std::vector<std::string> found;
  connection.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
                  [&](sqlite3_stmt* row) { found.push_back(lower(column(row, 0))); });
  return found;
}

std::set<std::string> tenant_tables(Connection& connection) {
  std::set<std::string> found;
  for (const auto& table : tables(connection)) {
    connection.rows("SELECT name FROM pragma_table_xinfo(" + quoted(table) + ")", [&](sqlite3_stmt* row) {
      if (lower(column(row, 0)) == "org") found.insert(table);
    });
  }
  return found;
}

std::vector<std::string> schema_breaches(Connection& connection) {
  std::vector<std::string> breaches;
  connection.rows("SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'trigger')", [&](sqlite3_stmt* row) {
    breaches.push_back("the " + column(row, 0) + " " + column(row, 1) + " would hide tables from the check of the scope");
  });
  const auto tenants = tenant_tables(connection);
  for (const auto& table : tenants) {
    int position = 0;
    connection.rows("SELECT pk FROM pragma_table_xinfo(" + quoted(table) + ") WHERE lower(name) = 'org'",
                    [&](sqlite3_stmt* row) { position = sqlite3_column_int(row, 0); });
    if (position != 1) breaches.push_back("the primary key of table " + table + " does not begin with org");
    connection.rows("SELECT name FROM pragma_index_list(" + quoted(table) + ") WHERE \"unique\" = 1 AND origin <> 'pk'",
                    [&](sqlite3_stmt* row) {
                      const auto index = column(row, 0);
                      const auto first = connection.one("SELECT name FROM pragma_index_info(" + quoted(index) + ") WHERE seqno = 0");
                      if (!first || lower(*first) != "org") {
                        breaches.push_back("the unique key " + index + " of table " + table + " does not begin with org");
                      }
                    });
    std::map<int, std::pair<std::string, bool>> foreign;  // by id: whose, and whether org goes along
    connection.rows("SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list(" + quoted(table) + ")",
                    [&](sqlite3_stmt* row) {
                      auto& key = foreign[sqlite3_column_int(row, 0)];
                      key.first = lower(column(row, 1));
                      key.second = key.second || lower(column(row, 2)) == "org";
                    });
    for (const auto& [id, key] : foreign) {
      if (tenants.contains(key.first) && !key.second) {
        breaches.push_back("the foreign key of table " + table + " to " + key.first + " does not carry org");
      }
    }
  }
  return breaches;
}

}  // namespace goud::store::sqlite
