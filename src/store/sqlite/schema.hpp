// The schema on SQLite: migrations applied in order, and what the tables that came of them look like.
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "store/sqlite/connection.hpp"

namespace goud::store::sqlite {

// Every room's migrations that were not applied yet, by number, one transaction each. Who only looks is refused instead.
[[nodiscard]] Done migrate(Connection&, std::span<const Room>, const Clock&, Opening = Opening::work);
// The highest number applied; 0 in an empty file.
[[nodiscard]] int schema_number(Connection&);

// Tables that hold rows of organisations: those with a column `org`. Lower case.
[[nodiscard]] std::set<std::string> tenant_tables(Connection&);
// Every table of ours, lower case, by name.
[[nodiscard]] std::vector<std::string> tables(Connection&);
// Keys of tenant tables that do not begin with org, views and triggers that would hide a table from the check.
[[nodiscard]] std::vector<std::string> schema_breaches(Connection&);

// The store's own room before the others.
[[nodiscard]] std::vector<Room> with_own(std::span<const Room>);

}  // namespace goud::store::sqlite
