#include "store/sqlite/copy.hpp"

#include <cerrno>
#include <filesystem>

#include "store/file.hpp"
#include "store/own.hpp"

namespace goud::store::sqlite {
namespace {

std::string quoted(const std::string& text) {
  std::string safe = "'";
  for (const char c : text) safe += c == '\'' ? std::string("''") : std::string(1, c);
  return safe + "'";
}

std::string_view view(sqlite3_stmt* row, int column) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(row, column));
  return text == nullptr ? std::string_view{}
                         : std::string_view(text, static_cast<std::size_t>(sqlite3_column_bytes(row, column)));
}

Fault found(std::string key, std::map<std::string, std::string> args) { return {FaultKind::unavailable, std::move(key), {}, std::move(args)}; }

void examine_audit(Connection& connection, std::vector<Fault>& wrong) {
  std::int64_t org = -1;
  std::int64_t expected = 0;
  std::string previous;
  bool broken = false;
  connection.rows(std::string(own::audit_chains.text), [&](sqlite3_stmt* row) {
    own::AuditLine line{sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), sqlite3_column_int64(row, 2),
                        view(row, 3), view(row, 4), view(row, 5), view(row, 6), view(row, 7), view(row, 8)};
    if (line.org != org) {
      org = line.org;
      expected = 1;
      previous = own::hash_before_first();
      broken = false;
    }
    if (broken) return;  // one sentence an organisation: what follows a break is broken too
    if (line.seq != expected || line.previous_hash != previous || view(row, 9) != own::hash_of(line)) {
      wrong.push_back(found("store.examine.audit", {{"organisation", std::to_string(org)}, {"line", std::to_string(expected)}}));
      broken = true;
    }
    previous = std::string(view(row, 9));
    ++expected;
  });
}

SealFindings examine_seals(Connection& connection, const std::optional<AuditSeal>& seal) {
  std::vector<AuditHead> ends, heads;
  connection.rows(
      "SELECT a.org, a.seq, a.hash FROM (SELECT org, MAX(seq) AS seq FROM audit GROUP BY org) m JOIN audit a USING "
      "(org, seq)",
      [&](sqlite3_stmt* row) {
        ends.push_back(
            {sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), std::string(view(row, 2)), 0, {}, {}});
      });
  connection.rows(std::string(own::audit_heads.text), [&](sqlite3_stmt* row) {
    heads.push_back({sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), std::string(view(row, 2)),
                     sqlite3_column_int64(row, 3), std::string(view(row, 4)), std::string(view(row, 5))});
  });
  std::optional<HeadCount> count;
  if (const auto kept = connection.one("SELECT value FROM store_meta WHERE key = 'audit_heads'"))
    count = head_count_from(*kept);
  return store::examine_seals(ends, heads, count, seal);
}

}  // namespace

Done copy_to(Connection& connection, const std::string& path) {
  const auto failed = [&path](const std::string& reason) {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    return refuse(FaultKind::unavailable, "store.backup.failed", {{"path", path}, {"reason", reason}});
  };
  if (std::filesystem::exists(path)) return refuse(FaultKind::conflict, "store.backup.exists", {{"path", path}});
  try {
    // VACUUM reads one snapshot and writes only what is alive: what was erased is not in the copy's free pages either.
    connection.execute("PRAGMA query_only = OFF");
    try {
      connection.execute(("VACUUM INTO " + quoted(path)).c_str());
    } catch (...) {
      connection.execute("PRAGMA query_only = ON");
      throw;
    }
    connection.execute("PRAGMA query_only = ON");
  } catch (const SqliteError& error) {
    const auto fault = fault_of(error);
    return failed(fault.key == "store.full" ? "the disk is full" : error.what());
  }
  const auto directory = std::filesystem::path(path).parent_path().string();
  if (!sync_file(path) || !sync_directory(directory)) return failed(words_of_errno(errno));
  return {};
}

std::vector<Fault> seal_notes(Connection& connection, const std::optional<AuditSeal>& seal) {
  return examine_seals(connection, seal).notes;
}

std::vector<Fault> examine(Connection& connection, const Ledger& ledger, const std::optional<AuditSeal>& seal) {
  std::vector<Fault> wrong;
  connection.rows("PRAGMA integrity_check(20)", [&](sqlite3_stmt* row) {
    if (view(row, 0) != "ok") wrong.push_back(found("store.examine.file", {{"reason", std::string(view(row, 0))}}));
  });
  connection.rows("PRAGMA foreign_key_check", [&](sqlite3_stmt* row) {
    if (wrong.size() < 20) {
      wrong.push_back(found("store.examine.row", {{"table", std::string(view(row, 0))}, {"other", std::string(view(row, 2))}}));
    }
  });
  examine_audit(connection, wrong);
  const auto seals = examine_seals(connection, seal);
  wrong.insert(wrong.end(), seals.wrong.begin(), seals.wrong.end());
  if (const auto erasures = ledger.read(); !erasures) {
    wrong.push_back(found("store.examine.ledger", {{"line", erasures.error().args.at("line")}}));
  }
  return wrong;
}

}  // namespace goud::store::sqlite
