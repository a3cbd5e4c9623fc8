// goud survival: how long until something happened, per group, and what goes with it happening sooner.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "cli/number_columns.hpp"
#include "cli/survival_report.hpp"
#include "cli/verbs.hpp"

namespace goud::cli {
namespace {

constexpr std::array own_options = {
    FileOption{"--time", Takes::value, "COL", "how long each was watched: a number of 0 or more"},
    FileOption{"--event", Takes::value, "COL=VALUE[,VALUE]",
               "what tells that it happened; others were last seen without it"},
    FileOption{"--by", Takes::value, "COL", "a curve per group, and the log-rank test"},
    FileOption{"--interval", Takes::value, "KIND", "of the curves: log (default), log-log"},
    FileOption{"--entry", Takes::value, "COL", "from when each was watched, where that is later than 0"},
    FileOption{"--cox", Takes::value, "A,B,...",
               "what goes with it: numbers, or text as COL=VALUE against the first level"},
    FileOption{"--ties", Takes::value, "KIND", "events at one time in --cox: efron (default), breslow"},
};
constexpr std::size_t cox_columns_max = 300;

struct Asked {
  std::size_t time = 0;
  FileRows::Chosen event;
  std::optional<std::size_t> by, entry;
  std::vector<std::size_t> cox;
  stats::SurvivalInterval interval = stats::SurvivalInterval::log;
  stats::Ties ties = stats::Ties::efron;
};

Result<std::optional<std::size_t>> column_option(const FileArguments& given, const FileRows& rows,
                                                 std::string_view option) {
  const auto text = given.one(option);
  if (!text) return std::nullopt;
  const auto names = list_of(*text);
  auto place = rows.column(names.size() == 1 ? names[0] : *text);
  if (!place) return refuse(place.error());
  return *place;
}

Result<Asked> asked_of(const FileArguments& given, const FileRows& rows) {
  Asked asked;
  const auto needed = needed_option(given, "--time");
  if (!needed) return refuse(needed.error());
  const auto time = column_option(given, rows, "--time");
  if (!time) return refuse(time.error());
  asked.time = **time;
  const auto text = needed_option(given, "--event");
  if (!text) return refuse(text.error());
  auto event = rows.chosen(*text);
  if (!event) return refuse(event.error());
  asked.event = std::move(*event);
  const auto by = column_option(given, rows, "--by");
  if (!by) return refuse(by.error());
  asked.by = *by;
  const auto entry = column_option(given, rows, "--entry");
  if (!entry) return refuse(entry.error());
  asked.entry = *entry;
  const auto interval = word_option(given, "--interval", {"log", "log-log"});
  if (!interval) return refuse(interval.error());
  if (*interval == "log-log") asked.interval = stats::SurvivalInterval::log_log;
  const auto ties = word_option(given, "--ties", {"efron", "breslow"});
  if (!ties) return refuse(ties.error());
  if (*ties == "breslow") asked.ties = stats::Ties::breslow;
  if (const auto list = given.one("--cox")) {
    auto columns = columns_of(rows, *list);
    if (!columns) return refuse(columns.error());
    asked.cox = std::move(*columns);
  }
  return asked;
}

struct NumbersFirst {
  bool operator()(const std::string& a, const std::string& b) const { return numbers_before_letters(a, b); }
};

struct Read {
  std::map<std::string, stats::SurvivalTable, NumbersFirst> groups;
  std::vector<bool> words;  // per column of --cox: a cell of it is no number
  std::int64_t rows = 0, left_out = 0;
};

bool happened(const FileRows& rows, const FileRows::Chosen& event, std::string_view cell) {
  return std::any_of(event.values.begin(), event.values.end(),
                     [&](const auto& value) { return rows.same(event.column, cell, value); });
}

std::vector<std::size_t> needed_columns(const Asked& asked) {
  std::vector<std::size_t> needed = asked.cox;
  needed.push_back(asked.time);
  needed.push_back(asked.event.column);
  if (asked.by) needed.push_back(*asked.by);
  if (asked.entry) needed.push_back(*asked.entry);
  return needed;
}

// The tables of all groups in one walk through the file, and which columns of --cox are words.
Result<Read> read_tables(FileRows& rows, const Asked& asked, Progress& progress) {
  Read read;
  read.words.assign(asked.cox.size(), false);
  std::int64_t kept = 0;
  std::string name;
  auto count = rows.each(needed_columns(asked), [&](const FileRows::Row& row) -> Done {
    const auto number = [&](std::size_t column) -> Result<double> {
      const auto value = rows.number(row.cells[column]);
      if (!value) return rows.refuse_cell(row.line, column, row.cells[column], "cli.score.no_number");
      if (*value < 0) return rows.refuse_cell(row.line, column, row.cells[column], "cli.survival.negative");
      return *value;
    };
    const auto time = number(asked.time);
    if (!time) return refuse(time.error());
    double entry = stats::from_the_beginning;
    if (asked.entry) {
      const auto from = number(*asked.entry);
      if (!from) return refuse(from.error());
      entry = *from;
    }
    for (std::size_t j = 0; j < asked.cox.size(); ++j)
      if (!read.words[j] && !rows.number(row.cells[asked.cox[j]])) read.words[j] = true;
    if (!(entry < *time)) {
      ++read.left_out;
      return {};
    }
    if (asked.by) name = formats::without_blanks(row.cells[*asked.by]);
    if (!read.groups[name].add(*time, happened(rows, asked.event, row.cells[asked.event.column]), row.weight, entry))
      return rows.refuse_cell(row.line, asked.time, row.cells[asked.time], "cli.score.no_number");
    progress.at(++kept);
    return {};
  });
  if (!count) return refuse(count.error());
  read.rows = *count;
  return read;
}

// The limit of the mean times: as far as every group of five or more was watched, so that they compare.
double mean_until(const Read& read) {
  std::optional<double> least;
  double most = 0;
  for (const auto& [name, table] : read.groups) {
    most = std::max(most, table.last_time());
    if (table.n() >= 5) least = std::min(least.value_or(table.last_time()), table.last_time());
  }
  return least.value_or(most);
}

// Six times on the way to the last, the same for all groups; whole where all events are at whole times.
std::vector<double> times_told(const Read& read) {
  double last = 0;
  bool whole = true;
  for (const auto& [name, table] : read.groups) {
    last = std::max(last, table.last_time());
    for (const auto& [key, cell] : table.cells) whole = whole && key.time == std::floor(key.time);
  }
  std::vector<double> times;
  for (int k = 1; k <= 6; ++k) {
    const double time = whole ? std::floor(last * k / 6) : last * k / 6;
    if (time > 0 && (times.empty() || time > times.back())) times.push_back(time);
  }
  return times;
}

// Columns of the model: a number as it stands, words as an indicator per level but the first.
struct Columns {
  std::vector<std::string> names;
  std::vector<std::vector<std::size_t>> terms;
  stats::Matrix values;
};

Result<Columns> columns_for_cox(const FileRows& rows, const Asked& asked, const Read& read, const NumberColumns& found,
                                std::size_t first_number, std::size_t first_word,
                                const std::vector<std::size_t>& kept) {
  Columns columns;
  std::vector<std::vector<double>> made;
  std::size_t number = first_number, word = first_word;
  for (std::size_t j = 0; j < asked.cox.size(); ++j) {
    const std::string& name = rows.columns()[asked.cox[j]].name;
    auto& term = columns.terms.emplace_back();
    const auto begin = [&](std::string of) -> std::vector<double>& {
      term.push_back(made.size());
      columns.names.push_back(std::move(of));
      return made.emplace_back(kept.size(), 0.0);
    };
    if (!read.words[j]) {
      auto& values = begin(name);
      const auto column = found.numbers.column(number++);
      for (std::size_t i = 0; i < kept.size(); ++i) values[i] = column[kept[i]];
      continue;
    }
    const Categories& levels = found.words[word++];
    if (made.size() + levels.names.size() > cox_columns_max)
      return refuse(FaultKind::invalid, "cli.survival.many_levels",
                    {{"column", name},
                     {"count", std::to_string(levels.names.size())},
                     {"most", std::to_string(cox_columns_max)}});
    // A single level has nothing to differ from: it stands as a column without spread, and is said so.
    if (levels.names.size() < 2) begin(name);
    for (std::size_t level = 1; level < levels.names.size(); ++level) {
      auto& values = begin(name + "=" + levels.names[level]);
      for (std::size_t i = 0; i < kept.size(); ++i)
        values[i] = levels.of[kept[i]] == static_cast<std::int32_t>(level) ? 1 : 0;
    }
  }
  columns.values = stats::Matrix(kept.size(), made.size());
  for (std::size_t j = 0; j < made.size(); ++j)
    std::copy(made[j].begin(), made[j].end(), columns.values.column(j).begin());
  return columns;
}

Result<CoxAnswer> fit_cox(FileRows& rows, const Asked& asked, const Read& read, const Settings& settings,
                          Progress& progress) {
  std::vector<std::size_t> numbers = {asked.time}, words = {asked.event.column};
  if (asked.entry) numbers.push_back(*asked.entry);
  if (asked.by) words.push_back(*asked.by);  // a row without a group is complete for no part of the answer
  const std::size_t first_number = numbers.size(), first_word = words.size();
  for (std::size_t j = 0; j < asked.cox.size(); ++j) (read.words[j] ? words : numbers).push_back(asked.cox[j]);
  const auto found = read_columns(rows, numbers, words, progress);
  if (!found) return refuse(found.error());
  const auto time = found->numbers.column(0);
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < time.size(); ++i)
    if (!asked.entry || found->numbers.column(1)[i] < time[i]) kept.push_back(i);
  auto columns = columns_for_cox(rows, asked, read, *found, first_number, first_word, kept);
  if (!columns) return refuse(columns.error());
  std::vector<bool> tells;
  for (const auto& name : found->words[0].names) tells.push_back(happened(rows, asked.event, name));
  std::vector<double> times, entries, weights;
  std::vector<std::uint8_t> events;
  for (const auto i : kept) {
    times.push_back(time[i]);
    events.push_back(tells[static_cast<std::size_t>(found->words[0].of[i])] ? 1 : 0);
    if (asked.entry) entries.push_back(found->numbers.column(1)[i]);
    if (!found->weights.empty()) weights.push_back(found->weights[i]);
  }
  progress.say("Cox");
  stats::CoxOptions options;
  options.ties = asked.ties;
  options.level = settings.level;
  options.threads = settings.threads;
  options.terms = columns->terms;
  CoxAnswer answer{std::move(columns->names),
                   {},
                   asked.ties == stats::Ties::efron ? "efron" : "breslow",
                   stats::cox({times, events, entries, weights}, columns->values, options)};
  for (const auto column : asked.cox) answer.term_names.push_back(rows.columns()[column].name);
  return answer;
}

Result<Answer> answer_of(const FileArguments& given, FileRows& rows, const Settings& settings, Progress& progress) {
  const auto asked = asked_of(given, rows);
  if (!asked) return refuse(asked.error());
  auto read = read_tables(rows, *asked, progress);
  if (!read) return refuse(read.error());
  Survival found;
  found.event = *given.one("--event");
  found.time_name = rows.columns()[asked->time].name;
  if (asked->by) found.by_name = rows.columns()[*asked->by].name;
  found.rows = read->rows;
  found.left_out = read->left_out;
  if (read->groups.empty() && !asked->by) read->groups[""];
  const double until = mean_until(*read);
  found.times = times_told(*read);
  std::vector<stats::SurvivalTable> tables;
  for (const auto& [name, table] : read->groups) {
    GroupSurvival group;
    if (asked->by) group.name = name;
    group.curve = stats::kaplan_meier(table, asked->interval, settings.level);
    group.hazard = stats::nelson_aalen(table, settings.level);
    group.median = stats::time_until(group.curve);
    group.mean = stats::restricted_mean(table, until, settings.level);
    group.at_risk = stats::risk_counts(table, found.times).at_risk;
    found.n += group.curve.n;
    found.events += group.curve.event_count;
    found.groups.push_back(std::move(group));
    if (asked->by) tables.push_back(table);
  }
  if (asked->by) found.log_rank = stats::log_rank(tables);
  if (!asked->cox.empty()) {
    auto cox = fit_cox(rows, *asked, *read, settings, progress);
    if (!cox) return refuse(cox.error());
    found.cox = std::move(*cox);
  }
  Answer answer = begin_answer();
  write_survival(answer.json, found);
  answer.warnings = survival_warnings(found, settings.language);
  answer.report = survival_report(found, rows, settings.level, settings.language);
  return answer;
}

}  // namespace

int survival(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  static constexpr FileVerb verb = {
      "survival",
      "--time COL --event COL=VALUE [--by COL] [--cox A,B,...] [options]",
      "Who stays how long: Kaplan-Meier curves, the log-rank test between groups, and Cox's hazard ratios.",
      own_options,
      "goud survival contracts.csv --time tenure --event \"Churn=Yes\" --by Contract --cox MonthlyCharges,Partner",
      answer_of};
  return run_file_verb(verb, arguments, out, err);
}

}  // namespace goud::cli
