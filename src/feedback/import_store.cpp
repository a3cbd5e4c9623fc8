#include "feedback/import_statements.hpp"

#include "feedback/feedback.hpp"
#include "feedback/import_keep.hpp"
#include "formats/json.hpp"

namespace goud::feedback {

namespace sql {
using store::Statement;
const Statement insert_import{"feedback.import.insert",
                              "INSERT INTO import (org, id, seq, name, instrument, state, rows_read, rows_added, "
                              "rows_refused, rows_duplicate, started_at, actor, map, digest, made) "
                              "SELECT :org, :id, COALESCE(MAX(i.seq), 0) + 1, :name, :instrument, 'running', 0, 0, 0, "
                              "0, :started_at, :actor, :map, :digest, :made "
                              "FROM import i WHERE i.org = :org"};
// The rows of an import lie between two numbers, with few of others among them: no index of their own is needed to find them.
const Statement count_import{
    "feedback.import.count",
    "UPDATE import SET rows_read = :rows_read, rows_added = :rows_added, rows_refused = :rows_refused, "
    "rows_duplicate = :rows_duplicate, first_seq = COALESCE(first_seq, CAST(:first AS BIGINT)), "
    "last_seq = COALESCE(CAST(:last AS BIGINT), last_seq) WHERE org = :org AND id = :id"};
const Statement end_import{
    "feedback.import.end",
    "UPDATE import SET state = :state, ended_at = :ended_at, fault = :fault WHERE org = :org AND id = :id"};
const Statement state_of_import{"feedback.import.state",
                                "UPDATE import SET state = :state WHERE org = :org AND id = :id AND state = :before"};
const Statement imports{
    "feedback.imports",
    "SELECT i.id, i.seq, i.name, i.instrument, i.state, i.rows_read, i.rows_added, i.rows_refused, i.rows_duplicate, "
    "i.started_at, i.ended_at, i.actor, i.fault FROM import i WHERE i.org = :org ORDER BY i.seq DESC"};
const Statement import_one{
    "feedback.import",
    "SELECT i.id, i.seq, i.name, i.instrument, i.state, i.rows_read, i.rows_added, i.rows_refused, i.rows_duplicate, "
    "i.started_at, i.ended_at, i.actor, i.fault FROM import i WHERE i.org = :org AND i.id = :id"};
const Statement unfinished_imports{
    "feedback.imports.unfinished",
    "SELECT i.id FROM import i WHERE i.org = :org AND i.state IN ('running', 'undoing')"};
// Where the same bytes were taken in before.
const Statement imports_of_file{
    "feedback.imports.of_file",
    "SELECT i.name, i.instrument, i.started_at FROM import i "
    "WHERE i.org = :org AND i.digest = :digest AND i.state IN ('running', 'done') ORDER BY i.seq"};
const Statement imports_standing{"feedback.imports.standing",
                                 "SELECT i.id FROM import i WHERE i.org = :org AND i.instrument = :instrument AND "
                                 "i.state IN ('running', 'done') AND i.id <> :id"};
const Statement made_by_import{"feedback.import.made", "SELECT i.made FROM import i WHERE i.org = :org AND i.id = :id"};
const Statement insert_refused{"feedback.import.refuse",
                               "INSERT INTO import_refused (org, import_id, line, field, fault) "
                               "VALUES (:org, :import_id, :line, :field, :fault)"};
const Statement refused_after{
    "feedback.import.refused",
    "SELECT r.line, r.field, r.fault FROM import_refused r "
    "WHERE r.org = :org AND r.import_id = :import_id AND r.line > :after ORDER BY r.line LIMIT :most"};
}  // namespace sql

namespace {

std::string fault_json(const std::string& key, const std::map<std::string, std::string>& args) {
  formats::JsonWriter out;
  out.begin_object().field("key", key).key("args").begin_object();
  for (const auto& [name, value] : args) out.field(name, value);
  return out.end_object().end_object().take();
}

Fault fault_from(std::string_view json) {
  Fault fault{FaultKind::invalid, "fault.internal"};
  auto document = formats::Json::parse(json);
  if (!document) return fault;
  auto in = document->object();
  fault.key = in.required_string("key", 200);
  for (const auto& [name, value] : in.object("args").members())
    fault.args[std::string(name)] = value.as_string().value_or("");
  return fault;
}

Import import_in(const store::Row& row) {
  Import one;
  one.id = ImportId{row.string(0)};
  one.seq = row.integer(1);
  one.name = row.string(2);
  one.instrument = row.string(3);
  for (const auto state :
       {ImportState::running, ImportState::done, ImportState::undoing, ImportState::undone, ImportState::failed}) {
    if (name_of(state) == row.text(4)) one.state = state;
  }
  one.rows_read = row.integer(5);
  one.rows_added = row.integer(6);
  one.rows_refused = row.integer(7);
  one.rows_duplicate = row.integer(8);
  one.started_at = Instant{row.integer(9)};
  if (!row.null(10)) one.ended_at = Instant{row.integer(10)};
  one.actor = row.string(11);
  if (!row.null(12)) one.fault = fault_from(row.text(12));
  return one;
}

}  // namespace

std::string_view name_of(ImportState state) {
  switch (state) {
    case ImportState::running:
      return "running";
    case ImportState::done:
      return "done";
    case ImportState::undoing:
      return "undoing";
    case ImportState::undone:
      return "undone";
    case ImportState::failed:
      return "failed";
  }
  return "failed";
}

std::vector<Import> imports(store::Reader& reader) { return reader.all(sql::imports, {}, import_in); }

std::optional<Import> import_of(store::Reader& reader, const ImportId& id) {
  return reader.first(sql::import_one, {{":id", id.text}}, import_in);
}

std::vector<RefusedRow> refused_rows(store::Reader& reader, const ImportId& id, std::int64_t after_line, int most) {
  return reader.all(sql::refused_after, {{":import_id", id.text}, {":after", after_line}, {":most", most}},
                    [](const store::Row& row) {
                      return RefusedRow{row.integer(0), row.string(1), fault_from(row.text(2))};
                    });
}

std::string to_json(const MadeByImport& made) {
  formats::JsonWriter out;
  out.begin_object().field("instrument", made.instrument.text);
  const auto list = [&](std::string_view name, const auto& ids) {
    out.key(name).begin_array();
    for (const auto& id : ids) out.value(id.text);
    out.end_array();
  };
  list("moments", made.moments);
  list("promises", made.promises);
  return out.end_object().take();
}

MadeByImport made_by(store::Reader& reader, const ImportId& id) {
  MadeByImport made;
  const auto text = reader.first(sql::made_by_import, {{":id", id.text}},
                                 [](const store::Row& row) { return row.maybe_string(0).value_or(""); });
  auto document = formats::Json::parse(text.value_or(""));
  if (!document) return made;
  auto in = document->object();
  made.instrument = InstrumentId{in.optional_string("instrument", 60).value_or("")};
  const auto list = [&](std::string_view name, auto& ids) {
    for (const auto item : in.array(name, 100'000)) ids.emplace_back(std::string(item.as_string().value_or("")));
  };
  list("moments", made.moments);
  list("promises", made.promises);
  return made;
}

std::optional<SameFile> taken_before(store::Reader& reader, std::string_view digest) {
  return reader.first(sql::imports_of_file, {{":digest", digest}}, [](const store::Row& row) {
    return SameFile{row.string(0), row.string(1), Instant{row.integer(2)}};
  });
}

bool taken_back_before(store::Reader& reader, std::string_view instrument) {
  for (const auto& one : imports(reader)) {
    if (one.instrument == instrument) return one.state == ImportState::undone || one.state == ImportState::failed;
  }
  return false;
}

bool others_standing(store::Reader& reader, const ImportId& id, std::string_view instrument) {
  return reader
      .first(sql::imports_standing, {{":instrument", instrument}, {":id", id.text}},
             [](const store::Row&) { return true; })
      .has_value();
}

void keep_import(store::Writer& writer, const Import& one, std::string_view map, std::string_view digest,
                 const MadeByImport& made) {
  writer.run(sql::insert_import, {{":id", one.id.text},
                                  {":name", one.name},
                                  {":instrument", one.instrument},
                                  {":started_at", one.started_at.micros},
                                  {":actor", one.actor},
                                  {":map", map},
                                  {":digest", digest},
                                  {":made", to_json(made)}});
}

void keep_counts(store::Writer& writer, const Import& one, std::optional<std::int64_t> first,
                 std::optional<std::int64_t> last) {
  writer.run(sql::count_import, {{":rows_read", one.rows_read},
                                 {":rows_added", one.rows_added},
                                 {":rows_refused", one.rows_refused},
                                 {":rows_duplicate", one.rows_duplicate},
                                 {":first", first},
                                 {":last", last},
                                 {":id", one.id.text}});
}

void keep_end(store::Writer& writer, const Import& one) {
  std::optional<std::string> fault;
  if (one.fault)
    fault = fault_json(one.fault->fields.empty() ? one.fault->key : one.fault->fields.front().key,
                       one.fault->fields.empty() ? one.fault->args : one.fault->fields.front().args);
  writer.run(sql::end_import, {{":id", one.id.text},
                               {":state", name_of(one.state)},
                               {":ended_at", one.ended_at ? std::optional(one.ended_at->micros) : std::nullopt},
                               {":fault", fault}});
}

bool move_import(store::Writer& writer, const ImportId& id, ImportState from, ImportState to) {
  return writer.run(sql::state_of_import, {{":id", id.text}, {":before", name_of(from)}, {":state", name_of(to)}}) == 1;
}

void keep_refused(store::Writer& writer, const ImportId& id, const RefusedRow& row) {
  const auto& fields = row.fault.fields;
  writer.run(sql::insert_refused, {{":import_id", id.text},
                                   {":line", row.line},
                                   {":field", row.field},
                                   {":fault", fields.empty() ? fault_json(row.fault.key, row.fault.args)
                                                             : fault_json(fields.front().key, fields.front().args)}});
}

std::vector<ImportId> unfinished_imports(store::Reader& reader) {
  return reader.all(sql::unfinished_imports, {}, [](const store::Row& row) { return ImportId{row.string(0)}; });
}

}  // namespace goud::feedback
