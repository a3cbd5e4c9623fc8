// The frame of every verb on a file: it reads the arguments, opens the file, asks the verb, and says the answer as a table,
// as JSON, as a picture, a page or a workbook. A verb is its options and one function from rows to an answer.
#pragma once

#include <chrono>
#include <functional>
#include <ostream>

#include "cli/cli.hpp"
#include "cli/file_rows.hpp"
#include "cli/report.hpp"
#include "formats/json.hpp"

namespace goud::cli {

// What all verbs are told alike.
struct Settings {
  double level = stats::level_default;
  std::uint64_t seed = 1;
  int threads = 1;
  std::string language;
};

// How far it is, on stderr when that is a terminal and the work takes over a second.
class Progress {
 public:
  explicit Progress(const std::ostream& err);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void at(std::int64_t rows);
  void say(std::string_view words);  // a step that takes long, by name

 private:
  void write(std::string_view);
  bool shown_;
  bool written_ = false;
  std::chrono::steady_clock::time_point start_, last_;
};

struct Warning {
  std::string code;
  std::string text;
};

struct Answer {
  formats::JsonWriter json;  // the fields of the one object, begun by begin_answer and not yet ended
  Report report;
  std::vector<Warning> warnings;  // in the JSON, and as notes of the report
};

struct FileVerb {
  std::string_view name;
  std::string_view usage;  // what follows "goud NAME FILE "
  std::string_view what;   // one or two lines
  std::span<const FileOption> own;
  std::string_view example;
  Result<Answer> (*answer)(const FileArguments&, FileRows&, const Settings&, Progress&);
};
int run_file_verb(const FileVerb&, const Arguments&, std::ostream& out, std::ostream& err);

// --- what answers are made of ---
[[nodiscard]] Answer begin_answer();
// Numbers with 17 digits; what is not finite is null.
void exact_field(formats::JsonWriter&, std::string_view name, double value);
void exact_field(formats::JsonWriter&, std::string_view name, const std::optional<double>& value);
void exact_value(formats::JsonWriter&, double value);
void exact_array(formats::JsonWriter&, std::string_view name, std::span<const double> values);
void interval_field(formats::JsonWriter&, std::string_view name, const std::optional<stats::Interval>&);
// {"value", "interval", "n"}, or why it cannot be said: as an object under a name, or its fields into the one that is open.
void outcome_field(formats::JsonWriter&, std::string_view name, const stats::Outcome&);
void outcome_fields(formats::JsonWriter&, const stats::Outcome&);
// The value as a number under its name, beside it NAME_interval and, where either cannot be said, NAME_reason.
void outcome_beside(formats::JsonWriter&, std::string_view name, const stats::Outcome&);
// "answers.csv, 1,126 rows"
[[nodiscard]] std::string source_text(const FileRows&, std::int64_t rows, std::string_view language);

// --- options ---
[[nodiscard]] Result<std::int64_t> whole_option(const FileArguments&, std::string_view option, std::int64_t otherwise,
                                                std::int64_t least, std::int64_t most);
[[nodiscard]] Result<double> number_option(const FileArguments&, std::string_view option, double otherwise);
[[nodiscard]] Result<std::optional<stats::Interval>> scale_option(const FileArguments&,
                                                                  std::string_view option = "--scale");  // LO:HI
[[nodiscard]] Result<std::string> needed_option(const FileArguments&, std::string_view option);
// One of the words named; the first is the default.
[[nodiscard]] Result<std::string> word_option(const FileArguments&, std::string_view option,
                                              std::initializer_list<std::string_view> words);
[[nodiscard]] Result<std::vector<std::size_t>> columns_of(const FileRows&, std::string_view list);

}  // namespace goud::cli
