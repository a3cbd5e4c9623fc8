// A survey file into an organisation: looked at, proposed, taken in, and taken back as a whole.
// Always true: what was found is a proposal, written as a map (TOML) that a person may change; a "kept" made of a rating
// stays a proposal until a person confirms it; the same file twice adds nothing; every refused row is kept with its line
// and reason; an import that was cut off is taken back when goud starts again, so there is never half a file.
// Who decides: propose() and row_of() are pure; the writer is asked for pieces of at most some 25 ms, so that answers
// that come in meanwhile get through.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "feedback/answer.hpp"
#include "feedback/instrument.hpp"
#include "formats/table_file.hpp"
#include "moments/moments.hpp"
#include "promises/promises.hpp"
#include "store/store.hpp"

namespace goud::feedback {

struct Services;
using promises::Acting;

struct MappedQuestion {
  std::string column;
  std::string key;
  QuestionKind kind = QuestionKind::scale;  // score, scale, choice, text
  int points = 5;                           // scale
  std::vector<std::string> labels{};        // of its points from low to high, where the file says them in words
  std::string moment;                       // its name; empty: about the whole
  moments::Stage stage = moments::Stage::care;
  std::vector<std::string> options;         // choice
  std::vector<std::string> not_applicable;
  std::vector<std::string> missing;
  std::vector<std::string> kept;            // values of a proposed promise; empty: none
};

struct ImportMap {
  std::string instrument;  // key; made when it is not there
  std::string title;
  std::string language = "nl";
  std::string identifier;  // columns; empty: none
  std::string unit;
  std::string date;
  std::optional<formats::DateForm> date_form;
  std::string weight;
  std::string outcome;
  std::vector<std::string> outcome_counts{};  // its answers that count as reached; empty: that is not known
  std::optional<Day> day;  // of rows without a date; none: the day of the import
  bool again = false;      // the same file may count twice
  double norm = 0.8;       // of proposed promises
  double red_line = 0.6;
  formats::TableOptions file;
  std::vector<MappedQuestion> questions;
};
[[nodiscard]] std::string to_toml(const ImportMap&);
[[nodiscard]] Result<ImportMap> map_from(std::string_view toml);

struct SeenColumn {
  std::string name;
  formats::ColumnKind kind;
  std::size_t distinct = 0;
  std::int64_t missing = 0;
  std::vector<std::string> examples;
  std::string role;  // moment, unit, outcome, date, identifier, weight, question, ignore
  std::vector<std::string> not_applicable;
  std::vector<std::string> no_answer{};  // values that mean it
  std::int64_t strays = 0;               // cells of a scale that are no point of it: their rows will be refused
};
struct SeenFile {
  formats::TableShape shape;
  std::int64_t rows = 0;
  std::int64_t ragged = 0;
  std::optional<Day> first_day;
  bool day_or_month = false;  // every date could be read with day and month changed about
  std::vector<SeenColumn> columns;
  ImportMap map;
};
// Reads the whole file once. `name` is what a person called it.
[[nodiscard]] Result<SeenFile> look_at_file(const std::string& path, std::string_view name, std::string_view language,
                                            const formats::TableOptions& = {});

enum class ImportState { running, done, undoing, undone, failed };
[[nodiscard]] std::string_view name_of(ImportState);

struct Import {
  ImportId id;
  std::int64_t seq = 0;
  std::string name;
  std::string instrument;
  ImportState state = ImportState::running;
  std::int64_t rows_read = 0, rows_added = 0, rows_refused = 0, rows_duplicate = 0;
  Instant started_at;
  std::optional<Instant> ended_at;
  std::string actor;
  std::optional<Fault> fault;
  std::string digest{};  // of the file's bytes, from begin_import to run_import; not read back
};
struct RefusedRow {
  std::int64_t line = 0;
  std::string field;  // the column
  Fault fault;
};
[[nodiscard]] std::vector<Import> imports(store::Reader&);  // newest first
[[nodiscard]] std::optional<Import> import_of(store::Reader&, const ImportId&);
[[nodiscard]] std::vector<RefusedRow> refused_rows(store::Reader&, const ImportId&, std::int64_t after_line, int most);

// Makes what the map names and is not there (moments, units, instrument, proposed promises) and notes the import.
[[nodiscard]] Result<Import> begin_import(Services&, Tenant, const Acting&, const std::string& path, const std::string& name, const ImportMap&);
// Takes the rows in; blocks until done. A fault of the file takes back what was taken in and leaves the import failed.
// `stop` leaves it running: the next start takes it back.
[[nodiscard]] Result<Import> run_import(Services&, Tenant, const Import&, const std::string& path, const ImportMap&,
                                        const std::function<void(const Import&)>& told = {}, const std::atomic<bool>* stop = nullptr);
[[nodiscard]] Result<Import> undo_import(Services&, Tenant, const Acting&, const ImportId&);
// At start: what was cut off is taken back. Gives how many imports that were.
[[nodiscard]] Result<int> settle_imports(Services&);

}  // namespace goud::feedback
