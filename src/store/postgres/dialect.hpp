// The one text of a migration or statement as PostgreSQL reads it: named parameters become $1.. (the same name the same
// number), and the types of SQLite that PostgreSQL calls otherwise get their names there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kernel/fault.hpp"
#include "store/store.hpp"

namespace goud::store::postgres {

struct Translated {
  std::string text;
  std::vector<std::string> parameters;  // parameters[i] is $(i + 1), with its colon
};

[[nodiscard]] Translated translate(const Statement&);
[[nodiscard]] std::string translate(const Migration&);

}  // namespace goud::store::postgres
