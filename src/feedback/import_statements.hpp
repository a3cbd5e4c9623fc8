// The statements about imports.
#pragma once

#include "store/store.hpp"

namespace goud::feedback::sql {

extern const store::Statement insert_import, count_import, end_import, state_of_import, imports, import_one,
    unfinished_imports, imports_of_file, imports_standing, made_by_import, insert_refused, refused_after;

}  // namespace goud::feedback::sql
