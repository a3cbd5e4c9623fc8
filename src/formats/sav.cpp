#include "formats/sav.hpp"

#include <readstat.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <optional>

#include "kernel/clock.hpp"

namespace goud::formats {

namespace {

enum class NumberIs { plain, date, date_time, time };

NumberIs number_is(const char* format) {
  const std::string_view name = format == nullptr ? "" : format;
  const auto begins = [&](std::string_view word) { return name.starts_with(word); };
  if (begins("DATETIME") || begins("YMDHMS")) return NumberIs::date_time;
  if (begins("DATE") || begins("ADATE") || begins("EDATE") || begins("SDATE") || begins("JDATE")) return NumberIs::date;
  if (begins("TIME")) return NumberIs::time;
  return NumberIs::plain;
}

struct Variable {
  NumberIs number = NumberIs::plain;
  std::string labels;  // name of its set of value labels
};

std::string number_text_of(double value) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  return {digits.data(), end};
}

// SPSS counts seconds from 14 October 1582, the day before the calendar changed.
constexpr std::int64_t days_before_1970 = 141428;

std::string text_of(double value, NumberIs number) {
  if (number == NumberIs::plain || std::abs(value) > 1e15) return number_text_of(value);
  const auto seconds = static_cast<std::int64_t>(std::floor(value));
  std::int64_t days = seconds / 86400;
  std::int64_t rest = seconds % 86400;
  if (rest < 0) {
    rest += 86400;
    --days;
  }
  std::array<char, 32> clock{};
  std::snprintf(clock.data(), clock.size(), "%02d:%02d:%02d", static_cast<int>(rest / 3600),
                static_cast<int>(rest / 60 % 60), static_cast<int>(rest % 60));
  if (number == NumberIs::time) return clock.data();
  const std::string day = to_text(Day{static_cast<std::int32_t>(days - days_before_1970)});
  return number == NumberIs::date ? day : day + " " + clock.data();
}

// One pass of the parser; what its callbacks fill.
struct Pass {
  std::vector<TableColumn>* columns = nullptr;
  std::vector<Variable>* variables = nullptr;
  std::map<std::string, std::map<std::string, std::string>>* label_sets = nullptr;
  const Table::EachRow* tell = nullptr;
  std::vector<std::string> cells;
  std::vector<std::string_view> views;
  std::int64_t rows = 0;
  std::size_t filled = 0;
  std::optional<Fault> fault;
  bool enough = false;
};

int on_variable(int, readstat_variable_t* variable, const char* label_set, void* context) {
  auto& pass = *static_cast<Pass*>(context);
  const char* name = readstat_variable_get_name(variable);
  const char* label = readstat_variable_get_label(variable);
  pass.columns->push_back({name == nullptr ? "" : name, label == nullptr ? "" : label, {}});
  pass.variables->push_back({number_is(readstat_variable_get_format(variable)), label_set == nullptr ? "" : label_set});
  return READSTAT_HANDLER_OK;
}

// The parser keeps no variables unless someone listens for them, and then gives values of none.
int on_known_variable(int, readstat_variable_t*, const char*, void*) { return READSTAT_HANDLER_OK; }

int on_value_label(const char* label_set, readstat_value_t value, const char* label, void* context) {
  auto& pass = *static_cast<Pass*>(context);
  if (label_set == nullptr || label == nullptr) return READSTAT_HANDLER_OK;
  std::string key;
  if (readstat_value_type(value) == READSTAT_TYPE_STRING) {
    const char* text = readstat_string_value(value);
    key = text == nullptr ? "" : text;
  } else {
    key = number_text_of(readstat_double_value(value));
  }
  (*pass.label_sets)[label_set][key] = label;
  return READSTAT_HANDLER_OK;
}

int on_value(int, readstat_variable_t* variable, readstat_value_t value, void* context) {
  auto& pass = *static_cast<Pass*>(context);
  const auto at = static_cast<std::size_t>(readstat_variable_get_index(variable));
  const std::size_t width = pass.variables->size();
  std::string& cell = pass.cells[at];
  cell.clear();
  const bool missing = readstat_value_is_system_missing(value) != 0 ||
                       readstat_value_is_defined_missing(value, variable) != 0 || readstat_value_is_tagged_missing(value) != 0;
  if (!missing) {
    if (readstat_value_type(value) == READSTAT_TYPE_STRING) {
      const char* text = readstat_string_value(value);
      if (text != nullptr) cell = text;
    } else {
      const double number = readstat_double_value(value);
      if (std::isfinite(number)) cell = text_of(number, (*pass.variables)[at].number);
    }
  }
  if (++pass.filled < width) return READSTAT_HANDLER_OK;
  pass.filled = 0;
  ++pass.rows;
  pass.views.assign(pass.cells.begin(), pass.cells.end());
  auto on = (*pass.tell)({pass.rows, pass.views, true});
  if (!on) pass.fault = on.error();
  pass.enough = !on || !*on;
  return pass.enough ? READSTAT_HANDLER_ABORT : READSTAT_HANDLER_OK;
}

class SavTable final : public Table {
 public:
  explicit SavTable(std::string path) : path_(std::move(path)) { shape_.format = "sav"; }
  const std::vector<TableColumn>& columns() const override { return columns_; }
  const TableShape& shape() const override { return shape_; }

  Done look() {
    Pass pass;
    std::map<std::string, std::map<std::string, std::string>> label_sets;
    pass.columns = &columns_;
    pass.variables = &variables_;
    pass.label_sets = &label_sets;
    if (auto done = run(pass, false); !done) return done;
    for (std::size_t i = 0; i < columns_.size(); ++i) columns_[i].value_labels = label_sets[variables_[i].labels];
    if (columns_.empty()) return refuse(FaultKind::invalid, "formats.file.no_rows");
    return {};
  }

  Done each(const EachRow& tell) override {
    Pass pass;
    pass.variables = &variables_;
    pass.tell = &tell;
    pass.cells.resize(variables_.size());
    return run(pass, true);
  }

 private:
  Done run(Pass& pass, bool rows) {
    readstat_parser_t* parser = readstat_parser_init();
    if (parser == nullptr) throw std::bad_alloc();
    if (rows) {
      readstat_set_variable_handler(parser, on_known_variable);
      readstat_set_value_handler(parser, on_value);
    } else {
      readstat_set_variable_handler(parser, on_variable);
      readstat_set_value_label_handler(parser, on_value_label);
    }
    const readstat_error_t error = readstat_parse_sav(parser, path_.c_str(), &pass);
    readstat_parser_free(parser);
    if (pass.fault) return refuse(*pass.fault);
    if (error == READSTAT_OK || (error == READSTAT_ERROR_USER_ABORT && pass.enough)) return {};
    return refuse(FaultKind::invalid, "formats.sav.damaged", {{"what", readstat_error_message(error)}});
  }

  std::string path_;
  TableShape shape_;
  std::vector<TableColumn> columns_;
  std::vector<Variable> variables_;
};

}  // namespace

Result<std::unique_ptr<Table>> open_sav(const std::string& path) {
  auto table = std::make_unique<SavTable>(path);
  if (auto done = table->look(); !done) return refuse(done.error());
  return table;
}

}  // namespace goud::formats
