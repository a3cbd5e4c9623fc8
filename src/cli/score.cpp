// goud score: one figure of a survey file, for the whole and per group.
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <iostream>

#include "cli/figure_table.hpp"
#include "cli/file_rows.hpp"
#include "cli/verbs.hpp"
#include "formats/json.hpp"
#include "kernel/words.hpp"
#include "stats/mean.hpp"
#include "stats/nps.hpp"
#include "stats/share.hpp"

namespace goud::cli {

namespace {

constexpr std::array own_options = {
    FileOption{"--nps", Takes::value, "COL", "net promoter score of a column of whole numbers 0..10"},
    FileOption{"--share", Takes::value, "COL=VALUE[,VALUE]", "share of the rows with one of these values"},
    FileOption{"--mean", Takes::value, "COL", "mean of a column of numbers"},
    FileOption{"--scale", Takes::value, "LO:HI", "scale of --nps where it is not 0:10: 1:10"},
    FileOption{"--by", Takes::value, "COL[,COL]", "the same figure per group"},
    FileOption{"--interval", Takes::value, "KIND", "of a share: wilson (default), exact, jeffreys"},
};

enum class Metric { nps, share, mean };

struct Asked {
  Metric metric = Metric::mean;
  std::size_t column = 0;
  std::vector<std::string> top;  // values that count, of a share
  std::int64_t score_low = 0;
  stats::ShareInterval kind = stats::ShareInterval::wilson;
  double level = stats::level_default;
  std::vector<std::size_t> by;
};

// A weight that is a whole number of 1e-4 up to 100 is counted exactly, as everywhere else in goud; others as they stand.
std::optional<std::int64_t> exact_weight(double weight) {
  if (weight > 100) return std::nullopt;
  const auto units = std::llround(weight * static_cast<double>(stats::weight_one));
  if (static_cast<double>(units) / static_cast<double>(stats::weight_one) != weight) return std::nullopt;
  return units;
}

std::optional<std::int64_t> whole(double value) {
  if (value != std::floor(value) || std::abs(value) > 1e9) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

// Whole numbers as long as all of them are; real numbers beside them, for files where they are not.
class Tally {
 public:
  [[nodiscard]] bool add_share(bool hit, double weight) {
    const auto units = exact_weight(weight);
    exact_ = exact_ && units && share_.add(hit, *units);
    return first_.add(hit ? 1 : 0, weight);
  }
  [[nodiscard]] bool add_score(std::int64_t score, double weight) {
    const auto units = exact_weight(weight);
    exact_ = exact_ && units && nps_.add(score, *units);
    return first_.add(score >= 9 ? 1 : 0, weight) && second_.add(score <= 6 ? 1 : 0, weight);
  }
  [[nodiscard]] bool add_number(double value, double weight) {
    const auto units = exact_weight(weight);
    const auto integer = whole(value);
    exact_ = exact_ && units && integer && mean_.add(*integer, *units);
    return first_.add(value, weight);
  }
  [[nodiscard]] stats::Outcome outcome(const Asked& asked) const {
    if (first_.n == 0 || !(first_.weight > 0)) return stats::unsaid(stats::Reason::too_few, first_.n);
    const auto effective = first_.all_one ? std::nullopt : std::optional(first_.n_effective());
    switch (asked.metric) {
      case Metric::share:
        return exact_ ? stats::share(share_, asked.kind, asked.level)
                      : stats::share_of(first_.running_mean, first_.n, effective, asked.kind, asked.level);
      case Metric::nps:
        return in_points(exact_ ? stats::nps(nps_, asked.level)
                                : stats::nps_of(first_.running_mean, second_.running_mean, first_.n, effective, asked.level));
      case Metric::mean: break;
    }
    return exact_ ? stats::mean(mean_, asked.level) : stats::mean(first_, asked.level);
  }
  [[nodiscard]] std::int64_t n() const { return first_.n; }

 private:
  static stats::Outcome in_points(stats::Outcome outcome) {
    if (!outcome) return outcome;
    outcome->value *= 100;
    if (outcome->interval) outcome->interval = stats::Interval{outcome->interval->low * 100, outcome->interval->high * 100};
    return outcome;
  }
  bool exact_ = true;
  stats::ShareCounts share_;
  stats::NpsCounts nps_;
  stats::MeanSums mean_;
  stats::RealMeanSums first_;   // hits, promoters or the numbers themselves
  stats::RealMeanSums second_;  // detractors
};

// Groups in the order of numbers where all are, else of letters.
struct GroupOrder {
  bool operator()(const std::vector<std::string>& a, const std::vector<std::string>& b) const {
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
      if (a[i] == b[i]) continue;
      const auto x = formats::number_of(a[i]);
      const auto y = formats::number_of(b[i]);
      if (x && y && *x != *y) return *x < *y;
      if (x.has_value() != y.has_value()) return x.has_value();
      return a[i] < b[i];
    }
    return a.size() < b.size();
  }
};

struct Counted {
  std::int64_t states = 0;  // counted though they say that nothing was answered
  std::int64_t rows = 0;
  Tally all;
  std::map<std::vector<std::string>, Tally, GroupOrder> groups;
};

Result<Asked> asked_of(const FileArguments& given, const FileRows& rows) {
  Asked asked;
  const int metrics = (given.has("--nps") ? 1 : 0) + (given.has("--share") ? 1 : 0) + (given.has("--mean") ? 1 : 0);
  if (metrics != 1) return refuse(FaultKind::invalid, "cli.score.one_metric");
  if (const auto text = given.one("--level")) {
    const auto level = formats::number_of(*text);
    if (!level || !(*level > 0 && *level < 1)) return refuse(FaultKind::invalid, "cli.option.level", {{"value", *text}});
    asked.level = *level;
  }
  for (const std::string_view option : {"--seed", "--threads"}) {
    const auto text = given.one(option);
    const auto number = text ? formats::number_of(*text) : std::optional(1.0);
    if (!number || *number != std::floor(*number) || *number < (option == "--seed" ? 0 : 1)) {
      return refuse(FaultKind::invalid, "cli.option.whole", {{"option", std::string(option)}, {"value", *text}});
    }
  }
  if (const auto text = given.one("--share")) {
    auto chosen = rows.chosen(*text);
    if (!chosen) return refuse(chosen.error());
    asked.metric = Metric::share;
    asked.column = chosen->column;
    asked.top = std::move(chosen->values);
  } else {
    asked.metric = given.has("--nps") ? Metric::nps : Metric::mean;
    auto column = rows.column(*given.one(given.has("--nps") ? "--nps" : "--mean"));
    if (!column) return refuse(column.error());
    asked.column = *column;
  }
  if (const auto scale = given.one("--scale")) {
    if (asked.metric != Metric::nps || (*scale != "0:10" && *scale != "1:10")) {
      return refuse(FaultKind::invalid, "cli.score.scale", {{"value", *scale}});
    }
    asked.score_low = *scale == "1:10" ? 1 : 0;
  }
  if (const auto kind = given.one("--interval")) {
    if (asked.metric != Metric::share) return refuse(FaultKind::invalid, "cli.score.interval_of_share");
    if (*kind == "exact") asked.kind = stats::ShareInterval::exact;
    else if (*kind == "jeffreys") asked.kind = stats::ShareInterval::jeffreys;
    else if (*kind != "wilson") return refuse(FaultKind::invalid, "cli.score.interval", {{"value", *kind}});
    if (asked.kind == stats::ShareInterval::exact && rows.weighted()) return refuse(FaultKind::invalid, "cli.score.exact_weights");
  }
  if (const auto by = given.one("--by")) {
    for (const auto& name : list_of(*by)) {
      auto column = rows.column(name);
      if (!column) return refuse(column.error());
      asked.by.push_back(*column);
    }
  }
  return asked;
}

class Progress {
 public:
  explicit Progress(const std::ostream& err) : shown_(&err == &std::cerr && isatty(STDERR_FILENO) == 1) {}
  void at(std::int64_t rows) {
    if (!shown_ || rows % 65536 != 0) return;
    const auto now = std::chrono::steady_clock::now();
    if (now - start_ < std::chrono::seconds(1) || now - last_ < std::chrono::milliseconds(200)) return;
    last_ = now;
    written_ = true;
    std::cerr << '\r' << rows << std::flush;
  }
  ~Progress() {
    if (written_) std::cerr << "\r\x1b[K" << std::flush;
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

 private:
  bool shown_;
  bool written_ = false;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point last_ = start_;
};

Result<Counted> count(FileRows& rows, const Asked& asked, std::ostream& err) {
  Counted counted;
  Progress progress(err);
  std::vector<std::size_t> needed = asked.by;
  needed.push_back(asked.column);
  std::vector<std::string> group(asked.by.size());
  auto read = rows.each(needed, [&](const FileRows::Row& row) -> Done {
    const auto cell = row.cells[asked.column];
    Tally* tallies[2] = {&counted.all, nullptr};
    if (!asked.by.empty()) {
      for (std::size_t i = 0; i < asked.by.size(); ++i) group[i] = formats::without_blanks(row.cells[asked.by[i]]);
      tallies[1] = &counted.groups[group];
    }
    bool added = true;
    if (asked.metric == Metric::share) {
      bool hit = false;
      for (const auto& value : asked.top) hit = hit || rows.same(asked.column, cell, value);
      // Our own export writes these words where nothing was answered; a file may mean something else by them.
      if (!hit && (cell == "skipped" || cell == "not_applicable" || cell == "not_shown")) ++counted.states;
      for (Tally* tally : tallies) added = added && (tally == nullptr || tally->add_share(hit, row.weight));
    } else {
      const auto number = rows.number(cell);
      if (!number) return rows.refuse_cell(row.line, asked.column, cell, "cli.score.no_number");
      if (asked.metric == Metric::nps) {
        const auto score = whole(*number);
        if (!score || *score < asked.score_low || *score > 10) {
          return rows.refuse_cell(row.line, asked.column, cell, "cli.score.out_of_scale", {{"low", std::to_string(asked.score_low)}});
        }
        for (Tally* tally : tallies) added = added && (tally == nullptr || tally->add_score(*score, row.weight));
      } else {
        for (Tally* tally : tallies) added = added && (tally == nullptr || tally->add_number(*number, row.weight));
      }
    }
    if (!added) return rows.refuse_cell(row.line, asked.column, cell, "cli.score.overflow");
    progress.at(counted.all.n());
    return {};
  });
  if (!read) return refuse(read.error());
  counted.rows = *read;
  return counted;
}

std::string exact_digits(double value) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.17g", value);
  return text.data();
}

void outcome_fields(formats::JsonWriter& json, const stats::Outcome& outcome, bool weighted) {
  if (!outcome) {
    json.null_field("value").null_field("interval").field("reason", to_text(outcome.error().reason)).field("n", outcome.error().n);
    return;
  }
  json.raw_field("value", exact_digits(outcome->value));
  if (outcome->interval) {
    json.raw_field("interval", "[" + exact_digits(outcome->interval->low) + ", " + exact_digits(outcome->interval->high) + "]");
  } else {
    json.null_field("interval").field("reason", to_text(*outcome->no_interval));
  }
  json.field("n", outcome->n);
  if (weighted) json.raw_field("n_effective", exact_digits(outcome->n_effective.value_or(static_cast<double>(outcome->n))));
}

struct Warning {
  std::string code;
  std::string text;
};

std::vector<Warning> warnings_of(const Counted& counted, std::string_view language) {
  std::vector<Warning> warnings;
  std::size_t small = 0;
  for (const auto& [group, tally] : counted.groups) small += tally.n() < 5 ? 1 : 0;
  if (counted.states > 0) warnings.push_back({"states_counted", say(language, "cli.warning.states_counted", {{"count", std::to_string(counted.states)}})});
  if (small > 0) warnings.push_back({"small_group", say(language, "cli.warning.small_group", {{"count", std::to_string(small)}})});
  return warnings;
}

std::string json_of(const Counted& counted, const Asked& asked, const FileRows& rows, const std::vector<Warning>& warnings) {
  formats::JsonWriter json;
  json.begin_object();
  json.field("metric", asked.metric == Metric::nps ? "nps" : asked.metric == Metric::share ? "share" : "mean");
  json.field("rows", counted.rows);
  outcome_fields(json, counted.all.outcome(asked), rows.weighted());
  json.key("groups").begin_array();
  for (const auto& [group, tally] : counted.groups) {
    json.begin_object().key("group").begin_object();
    for (std::size_t i = 0; i < group.size(); ++i) json.field(rows.columns()[asked.by[i]].name, group[i]);
    json.end_object();
    outcome_fields(json, tally.outcome(asked), rows.weighted());
    json.end_object();
  }
  json.end_array().key("warnings").begin_array();
  for (const auto& warning : warnings) json.begin_object().field("code", warning.code).field("text", warning.text).end_object();
  json.end_array().end_object();
  return json.take() + "\n";
}

FigureTable table_of(const Counted& counted, const Asked& asked, const FileRows& rows, const std::vector<Warning>& warnings,
                     std::string_view language) {
  FigureTable table;
  const std::string column = rows.columns()[asked.column].name;
  std::string values;
  for (const auto& value : asked.top) values += (values.empty() ? "" : ", ") + value;
  const char* key = asked.metric == Metric::nps ? "cli.score.title_nps" : asked.metric == Metric::share ? "cli.score.title_share" : "cli.score.title_mean";
  table.title = say(language, key, {{"column", column}, {"values", values}});
  table.source = say(language, "cli.score.source", {{"file", rows.path()}, {"rows", number_text(language, counted.rows)}});
  table.unit = asked.metric == Metric::nps ? FigureUnit::points : asked.metric == Metric::share ? FigureUnit::share : FigureUnit::mean;
  table.level = asked.level;
  for (const std::size_t by : asked.by) table.headings.push_back(rows.columns()[by].name);
  table.rows.push_back({{}, counted.all.outcome(asked)});
  for (const auto& [group, tally] : counted.groups) table.rows.push_back({group, tally.outcome(asked)});
  for (const auto& warning : warnings) table.notes.push_back(warning.text);
  if (rows.weighted()) table.notes.push_back(say(language, "cli.score.effective"));
  return table;
}

std::size_t terminal_width() {
  winsize size{};
  if (isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 100;
}

void help(std::ostream& out) {
  out << "goud score FILE (--nps COL | --share COL=VALUE[,VALUE] | --mean COL) [options]\n\n"
         "One figure of a survey file with its interval, for the whole and per group.\n"
         "FILE: CSV or TSV (also .gz, .xz), SPSS .sav or .zsav, Parquet.\n\n";
  const auto line = [&](const FileOption& option) {
    std::string name = "  " + std::string(option.name) + " " + std::string(option.value);
    name.resize(std::max<std::size_t>(name.size() + 1, 32), ' ');
    out << name << option.help << '\n';
  };
  for (const auto& option : own_options) line(option);
  for (const auto& option : options_of_every_file_verb()) line(option);
  out << "\nExample:\n  goud score guests.csv --share \"Satisfaction=Satisfied\" --by Class --where \"Age>=18\"\n";
}

}  // namespace

int score(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  auto given = read_file_arguments(arguments, own_options);
  if (!given) return refuse_file(given.error(), "", err);
  if (given->has("--help")) {
    help(out);
    return answered;
  }
  const std::string path = given->files.empty() ? "" : given->files[0];
  auto rows = FileRows::open(*given);
  if (!rows) return refuse_file(rows.error(), path, err);
  const auto asked = asked_of(*given, *rows);
  if (!asked) return refuse_file(asked.error(), path, err);
  const auto counted = count(*rows, *asked, err);
  if (!counted) return refuse_file(counted.error(), path, err);

  const std::string language = terminal_language();
  const auto warnings = warnings_of(*counted, language);
  const FigureTable table = table_of(*counted, *asked, *rows, warnings, language);
  using Write = Done (*)(const FigureTable&, const std::string&, std::string_view);
  static constexpr std::pair<std::string_view, Write> writers[] = {
      {"--svg", [](const FigureTable& t, const std::string& to, std::string_view l) { return write_whole(to, svg_text(t, l)); }},
      {"--html", [](const FigureTable& t, const std::string& to, std::string_view l) { return write_whole(to, page_text(t, l)); }},
      {"--xlsx", [](const FigureTable& t, const std::string& to, std::string_view l) { return write_workbook(t, to, l); }}};
  for (const auto& [option, write] : writers) {
    const auto to = given->one(option);
    if (!to) continue;
    if (auto written = write(table, *to, language); !written) return refuse_file(written.error(), "", err);
  }
  out << (given->has("--json") ? json_of(*counted, *asked, *rows, warnings) : terminal_text(table, terminal_width(), language));
  out.flush();
  return out ? answered : machine_failed;
}

}  // namespace goud::cli
