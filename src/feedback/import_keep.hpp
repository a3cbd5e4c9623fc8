// Rows of imports, written; nothing is decided here.
#pragma once

#include "feedback/import.hpp"

namespace goud::feedback {

void keep_import(store::Writer&, const Import&, std::string_view map);
void keep_counts(store::Writer&, const Import&);
void keep_end(store::Writer&, const Import&);  // state, when and why
[[nodiscard]] bool move_import(store::Writer&, const ImportId&, ImportState from, ImportState to);
void keep_refused(store::Writer&, const ImportId&, const RefusedRow&);
[[nodiscard]] std::vector<ImportId> unfinished_imports(store::Reader&);

}  // namespace goud::feedback
