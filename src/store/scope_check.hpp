// Organisations are apart by construction: in every statement each reference to a tenant table is bound by :org, as a
// condition of its own that everything else is ANDed to, and what is inserted carries :org. What the check cannot
// understand it refuses: a statement is written the plain way or it does not run.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "store/store.hpp"

namespace goud::store {

// What is wrong, naming statement and table; nothing when the rule is kept or the statement stands in unscoped.txt.
[[nodiscard]] std::optional<std::string> scope_breach(const Statement&, const std::set<std::string>& tenant_tables);

// The names in unscoped.txt, and whether this statement's is one of them.
[[nodiscard]] std::vector<std::string_view> statements_excepted_from_scope();
[[nodiscard]] bool excepted_from_scope(std::string_view statement);

}  // namespace goud::store
