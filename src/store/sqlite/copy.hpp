// Copies and examinations of a SQLite store.
#pragma once

#include "store/audit_seal.hpp"
#include "store/ledger.hpp"
#include "store/sqlite/connection.hpp"

namespace goud::store::sqlite {

// A consistent copy of what this connection sees, without the remains of what was deleted; synced.
[[nodiscard]] Done copy_to(Connection&, const std::string& path);
// What is wrong with the file, its keys, the audit chains with their seals, and the ledger.
[[nodiscard]] std::vector<Fault> examine(Connection&, const Ledger&, const std::optional<AuditSeal>&);
[[nodiscard]] std::vector<Fault> seal_notes(Connection&, const std::optional<AuditSeal>&);

}  // namespace goud::store::sqlite
