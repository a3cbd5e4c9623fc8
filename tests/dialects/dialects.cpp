// Prepares every statement of every room on both engines, and says everything that is wrong, not the first alone.
//   dialects sqlite             scope, keys and statements on a SQLite in memory
//   dialects postgres CONNINFO  migrations and statements on an empty PostgreSQL database
#include <libpq-fe.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "cli/house.hpp"
#include "store/postgres/dialect.hpp"
#include "store/scope_check.hpp"
#include "store/sqlite/schema.hpp"

namespace {

using namespace goud;

int wrong = 0;

void say(const std::string& what, const std::string& reason) {
  ++wrong;
  std::printf("%s: %s\n", what.c_str(), reason.c_str());
}

struct Close {
  void operator()(PGconn* connection) const { PQfinish(connection); }
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, Close>;

bool good(const Result& result) {
  const auto status = PQresultStatus(result.get());
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

// Tables that grow with every answer, every change and every deed.
const std::set<std::string> growing{"answer",         "audit",     "barrier",       "barrier_report", "barrier_unnamed",
                                    "change_log",     "code",      "eligibility",   "follow_up",      "follow_up_total",
                                    "import_refused", "kit",       "kit_agreement", "kit_story",      "kudos",
                                    "letter",         "letterbox", "outbox",        "released_text",  "retold_ask",
                                    "spent",          "story",     "story_text",    "story_visit"};
// Walk one organisation's rows on purpose, or take the last one alone.
const std::set<std::string_view> walks{"store.audit.chains", "store.change_log.last", "store.outbox.append",
                                       "store.audit.last",   "stories.visits",        "stories.seq.last",
                                       "stories.kudos.last"};

// What a statement costs may not grow with the history that is kept: every growing table is reached by a key.
void check_plan(store::sqlite::Connection& connection, const store::Statement& statement) {
  if (walks.contains(statement.name)) return;
  const std::string text(statement.text);
  std::map<std::string, std::string> tables;
  static const std::regex reached(R"(\b(?:FROM|JOIN|INTO|UPDATE)\s+(\w+)(?:\s+(\w+))?)");
  for (std::sregex_iterator at(text.begin(), text.end(), reached), end; at != end; ++at) {
    tables[(*at)[1]] = (*at)[1];
    if ((*at)[2].matched) tables[(*at)[2]] = (*at)[1];
  }
  connection.rows("EXPLAIN QUERY PLAN " + text, [&](sqlite3_stmt* row) {
    const std::string step(reinterpret_cast<const char*>(sqlite3_column_text(row, 3)));
    static const std::regex form(R"((SCAN|SEARCH) (\w+)(.*))");
    std::smatch found;
    if (!std::regex_match(step, found, form)) return;
    const auto table = tables.find(found[2]);
    if (table == tables.end() || !growing.contains(table->second)) return;
    if (found[1] == "SCAN" || step.ends_with("(org=?)")) say("plan of " + std::string(statement.name), step + ": reads all of " + table->second);
  });
}

int on_sqlite(const std::vector<store::Room>& rooms) {
  for (const auto& breach : store::scope_breaches(rooms)) say("scope", breach);
  using namespace store::sqlite;
  const store::Options options;
  Connection connection(":memory:", Access::write, options);
  const SystemClock clock;
  if (const auto done = migrate(connection, rooms, clock); !done) {
    std::string reason = done.error().key;
    for (const auto& [name, value] : done.error().args) reason += " " + name + "=" + value;
    say("migrations", reason);
    return 0;
  }
  int count = 0;
  std::set<std::string_view> names;
  for (const auto& room : with_own(rooms)) {
    for (const auto* statement : room.statements) {
      ++count;
      if (!names.insert(statement->name).second) say(std::string(statement->name), "two statements have this name");
      try {
        (void)connection.prepared(*statement);
        check_plan(connection, *statement);
      } catch (const std::exception& error) {
        say("SQLite", error.what());
      }
    }
  }
  for (const auto name : store::statements_excepted_from_scope()) {
    if (!names.contains(name)) say("unscoped.txt", std::string(name) + " is no statement any more");
  }
  return count;
}

int on_postgres(const std::vector<store::Room>& rooms, const char* conninfo) {
  const std::unique_ptr<PGconn, Close> connection(PQconnectdb(conninfo));
  if (PQstatus(connection.get()) != CONNECTION_OK) {
    say("PostgreSQL", PQerrorMessage(connection.get()));
    return 0;
  }
  const auto all = store::sqlite::with_own(rooms);
  std::vector<const store::Migration*> migrations;
  for (const auto& room : all) {
    for (const auto& migration : room.migrations) migrations.push_back(&migration);
  }
  std::sort(migrations.begin(), migrations.end(), [](auto* a, auto* b) { return a->number < b->number; });
  for (const auto* migration : migrations) {
    const auto text = "BEGIN;" + store::postgres::translate(*migration) + ";COMMIT;";
    const Result result(PQexec(connection.get(), text.c_str()));
    if (!good(result)) {
      say("migration " + std::string(migration->name), PQresultErrorMessage(result.get()));
      const Result rolled_back(PQexec(connection.get(), "ROLLBACK"));
    }
  }
  int count = 0;
  for (const auto& room : all) {
    for (const auto* statement : room.statements) {
      ++count;
      const auto text = store::postgres::translate(*statement).text;
      const Result result(PQprepare(connection.get(), std::string(statement->name).c_str(), text.c_str(), 0, nullptr));
      if (!good(result)) say("statement " + std::string(statement->name), PQresultErrorMessage(result.get()));
    }
  }
  return count;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string engine = argc > 1 ? argv[1] : "";
  const auto rooms = goud::cli::all_rooms();
  if (engine == "sqlite") {
    std::printf("%d statements prepared on SQLite\n", on_sqlite(rooms));
  } else if (engine == "postgres" && argc == 3) {
    std::printf("%d statements prepared on PostgreSQL\n", on_postgres(rooms, argv[2]));
  } else {
    std::fprintf(stderr, "dialects sqlite | dialects postgres CONNINFO\n");
    return 2;
  }
  if (wrong != 0) std::printf("%d wrong\n", wrong);
  return wrong == 0 ? 0 : 1;
}
