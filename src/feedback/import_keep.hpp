// Rows of imports, written; nothing is decided here.
#pragma once

#include "feedback/import.hpp"

namespace goud::feedback {

// What an import made because it was not there: it goes again when the import is taken back and nobody touched it since.
struct MadeByImport {
  InstrumentId instrument;  // empty: it was there, or was reopened
  std::vector<MomentId> moments;
  std::vector<PromiseId> promises;
};
[[nodiscard]] std::string to_json(const MadeByImport&);
[[nodiscard]] MadeByImport made_by(store::Reader&, const ImportId&);
struct SameFile {
  std::string name;
  std::string instrument;
  Instant at;
};
[[nodiscard]] std::optional<SameFile> taken_before(store::Reader&, std::string_view digest);
[[nodiscard]] bool others_standing(store::Reader&, const ImportId&,
                                   std::string_view instrument);  // other imports of its questions

[[nodiscard]] bool taken_back_before(store::Reader&,
                                     std::string_view instrument);  // its last import was undone or failed

void keep_import(store::Writer&, const Import&, std::string_view map, std::string_view digest, const MadeByImport&);
// `first` and `last`: the numbers of the answers that this piece added; none where it added none.
void keep_counts(store::Writer&, const Import&, std::optional<std::int64_t> first, std::optional<std::int64_t> last);
void keep_end(store::Writer&, const Import&);  // state, when and why
[[nodiscard]] bool move_import(store::Writer&, const ImportId&, ImportState from, ImportState to);
void keep_refused(store::Writer&, const ImportId&, const RefusedRow&);
[[nodiscard]] std::vector<ImportId> unfinished_imports(store::Reader&);

}  // namespace goud::feedback
