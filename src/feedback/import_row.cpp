#include "feedback/import_row.hpp"

#include <algorithm>
#include <cmath>

#include "formats/scale_words.hpp"

namespace goud::feedback {

using formats::missing_cell;
using formats::number_of;
using formats::without_blanks;

Done ImportReader::columns_there(const ImportMap& map, const formats::Table& table) {
  const auto& columns = table.columns();
  std::vector<FieldFault> wrong;
  const auto look = [&](const std::string& name, const std::string& path) {
    const bool there = name.empty() || std::any_of(columns.begin(), columns.end(),
                                                   [&](const auto& column) { return column.name == name; });
    if (!there) wrong.push_back({path, "feedback.import.column_unknown", {{"column", name}}});
  };
  look(map.identifier, "map.import.identifier");
  look(map.unit, "map.import.unit");
  look(map.date, "map.import.date");
  look(map.weight, "map.import.weight");
  look(map.outcome, "map.import.outcome");
  for (std::size_t i = 0; i < map.questions.size(); ++i)
    look(map.questions[i].column, "map.question[" + std::to_string(i) + "].column");
  if (!wrong.empty()) return refuse(Fault{FaultKind::invalid, "fault.fields", std::move(wrong), {}});
  return {};
}

Result<ImportReader> ImportReader::make(const ImportMap& map, const formats::Table& table,
                                        std::shared_ptr<const Instrument> instrument,
                                        std::map<std::string, UnitId, std::less<>> units, UnitId whole,
                                        std::string file_digest) {
  ImportReader reader;
  const auto& columns = table.columns();
  std::vector<FieldFault> wrong;
  const auto place_of = [&](const std::string& name, const std::string& path) -> std::optional<std::size_t> {
    if (name.empty()) return std::nullopt;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].name == name) return i;
    }
    wrong.push_back({path, "feedback.import.column_unknown", {{"column", name}}});
    return std::nullopt;
  };
  reader.identifier_ = place_of(map.identifier, "map.import.identifier");
  reader.unit_ = place_of(map.unit, "map.import.unit");
  reader.date_ = place_of(map.date, "map.import.date");
  reader.weight_ = place_of(map.weight, "map.import.weight");
  for (std::size_t i = 0; i < map.questions.size(); ++i) {
    const auto path = "map.question[" + std::to_string(i) + "].";
    const auto& mapped = map.questions[i];
    const auto column = place_of(mapped.column, path + "column");
    const auto place = instrument->index.find(mapped.key);
    if (place == instrument->index.end()) {
      wrong.push_back(
          {path + "key", "feedback.import.key_unknown", {{"key", mapped.key}, {"instrument", map.instrument}}});
    }
    if (!column || place == instrument->index.end()) continue;
    reader.questions_.push_back(
        {*column, static_cast<std::size_t>(place->second), mapped.not_applicable, mapped.missing, mapped.labels});
  }
  if (!wrong.empty()) return refuse(Fault{FaultKind::invalid, "fault.fields", std::move(wrong), {}});
  for (const auto& column : columns) reader.names_.push_back(column.name);
  reader.date_form_ = map.date_form.value_or(formats::DateForm::year_month_day);
  reader.decimal_ = table.shape().decimal;
  reader.language_ = map.language;
  // Rows that have a name of their own keep it from file to file; others are known by the file they stand in.
  reader.space_ = reader.identifier_ ? "import:" + map.instrument : "import:" + map.instrument + ":" + file_digest;
  reader.instrument_ = std::move(instrument);
  reader.units_ = std::move(units);
  reader.whole_ = std::move(whole);
  return reader;
}

namespace {
// The name of a row: nothing can be read from it, but rows that follow one another in a file ("…0417", "…0418") mostly
// have names that begin alike. So they lie side by side in the store's index, and taking a file in need not touch all of it.
std::string name_in(std::string_view space, std::string_view name) {
  constexpr std::size_t at_end = 3;
  const auto neighbours = uuid_of(space, name.substr(0, name.size() - std::min(at_end, name.size())));
  return neighbours.substr(0, 8) + uuid_of(space, name).substr(8);
}

bool one_of(const std::vector<std::string>& values, std::string_view cell) {
  if (values.empty()) return false;
  const auto number = number_of(cell);
  return std::any_of(values.begin(), values.end(),
                     [&](const std::string& value) { return value == cell || (number && number_of(value) == number); });
}
}  // namespace

tl::unexpected<Fault> ImportReader::refuse_cell(std::size_t column, std::string_view cell, std::string key,
                                                std::map<std::string, std::string> args) const {
  args["cell"] = std::string(cell.substr(0, 60));
  return tl::unexpected<Fault>(
      Fault{FaultKind::invalid, "feedback.import.row", {{names_[column], std::move(key), std::move(args)}}, {}});
}

Result<Given> ImportReader::given(const MappedColumn& mapped, std::string_view cell) const {
  if (missing_cell(cell) || one_of(mapped.missing, cell)) return Given::skipped();
  if (one_of(mapped.not_applicable, cell)) return Given{.state = Given::State::not_applicable};
  const auto& question = instrument_->definition.questions[mapped.place];
  switch (question.kind) {
    case QuestionKind::score:
    case QuestionKind::scale: {
      auto number = number_of(cell, decimal_);
      if (!number) number = formats::number_before_label(cell);
      for (std::size_t i = 0; i < mapped.labels.size() && !number; ++i) {
        if (formats::same_words(mapped.labels[i], cell)) number = static_cast<double>(i + 1);
      }
      const int low = question.kind == QuestionKind::score ? 0 : 1;
      const int high = question.kind == QuestionKind::score ? 10 : static_cast<int>(question.points.size());
      if (!number || *number != std::floor(*number) || *number < low || *number > high) {
        return refuse_cell(mapped.column, cell, "feedback.import.out_of_scale",
                           {{"low", std::to_string(low)}, {"high", std::to_string(high)}});
      }
      return Given::value(static_cast<std::int32_t>(*number));
    }
    case QuestionKind::text:
      return Given{.state = Given::State::answered, .text = std::string(cell)};
    default: {
      const auto option = question.option_index(cell);
      if (!option) return refuse_cell(mapped.column, cell, "feedback.import.no_option");
      return Given::value(*option);
    }
  }
}

Result<AnswerRow> ImportReader::row_of(const formats::TableRow& row, const Received& received, Day without_date) const {
  if (!row.fits) {
    return tl::unexpected<Fault>(Fault{FaultKind::invalid,
                                       "feedback.import.row",
                                       {{"",
                                         "formats.row.ragged",
                                         {{"line", std::to_string(row.line)},
                                          {"cells", std::to_string(row.cells.size())},
                                          {"columns", std::to_string(names_.size())}}}},
                                       {}});
  }
  AnswerDraft draft;
  draft.language = language_;
  draft.answers.resize(instrument_->definition.questions.size());
  if (identifier_) {
    const auto cell = without_blanks(row.cells[*identifier_]);
    if (missing_cell(cell)) return refuse_cell(*identifier_, cell, "feedback.import.identifier_missing");
    draft.submission = name_in(space_, cell);
  } else {
    draft.submission = name_in(space_, std::to_string(row.line));
  }
  draft.unit = whole_;
  if (unit_) {
    const auto cell = without_blanks(row.cells[*unit_]);
    if (!missing_cell(cell)) {
      const auto found = units_.find(cell);
      if (found == units_.end()) return refuse_cell(*unit_, cell, "feedback.import.unit_unknown");
      draft.unit = found->second;
    }
  }
  draft.experienced_day = without_date;
  if (date_) {
    const auto cell = without_blanks(row.cells[*date_]);
    const auto day = formats::day_of(cell, date_form_);
    if (!day)
      return refuse_cell(
          *date_, cell,
          formats::looks_like_day(cell, date_form_) ? "feedback.import.day_is_not" : "feedback.import.no_day");
    draft.experienced_day = *day;
  }
  if (weight_) {
    const auto cell = row.cells[*weight_];
    const auto weight = number_of(cell, decimal_);
    if (!weight || *weight < 0.0001 || *weight > 100) return refuse_cell(*weight_, cell, "feedback.import.weight");
    draft.weight = static_cast<std::int32_t>(std::lround(*weight * 10000));
  }
  for (const auto& mapped : questions_) {
    auto value = given(mapped, without_blanks(row.cells[mapped.column]));
    if (!value) return refuse(value.error());
    draft.answers[mapped.place] = std::move(*value);
  }
  auto looked_at = look_at(*instrument_, draft, received);
  if (looked_at) return looked_at;
  // Said in the words of the file: its columns, not our keys.
  Fault fault = looked_at.error();
  for (auto& field : fault.fields) {
    for (const auto& mapped : questions_) {
      const auto& key = instrument_->definition.questions[mapped.place].key;
      if (field.path == "answers." + key) field.path = names_[mapped.column];
    }
  }
  return refuse(std::move(fault));
}

}  // namespace goud::feedback
