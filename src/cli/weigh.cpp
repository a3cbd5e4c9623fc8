// goud weigh: weights that bring the margins of a file to those of the population.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <unordered_map>

#include "cli/file_verb.hpp"
#include "cli/verbs.hpp"
#include "formats/csv.hpp"
#include "kernel/words.hpp"
#include "stats/rake.hpp"

namespace goud::cli {
namespace {

namespace fs = std::filesystem;

constexpr FileOption own_options[] = {
    {"--margins", Takes::value, "FILE.csv", "column,value,total: what the population counts, or its shares"},
    {"--trim", Takes::value, "LO:HI", "bounds of the weights, whose mean is 1; the margins still hold where they can"},
    {"--out", Takes::value, "FILE", "the file's rows with a column of weights, as CSV"},
};

struct Margin {
  std::size_t column = 0;
  std::vector<std::string> values;
  std::vector<double> totals;
  std::vector<std::int64_t> lines;                      // of the margins' file
  std::vector<std::int64_t> rows;                       // of the data, that have the value
  std::vector<double> before, after;                    // weight
  std::unordered_map<std::string, std::int32_t> known;  // cells met so far
};

struct Weighed {
  std::string margins_path;
  std::vector<Margin> margins;
  std::optional<stats::Interval> bounds;
  std::optional<std::string> out;
  stats::RakeCells cells;
  std::int64_t rows = 0;
  double off = 0;  // how far the margins' own sums are apart, as a share
  tl::expected<stats::Raked, stats::Unsaid> raked = stats::unsaid(stats::Reason::not_asked, 0);
  std::string weight_column;
  std::int64_t without = 0;  // rows written without a weight
};

tl::unexpected<Fault> wrong_margin(const Weighed& weighed, std::int64_t line, std::string key,
                                   std::map<std::string, std::string> args) {
  args["in_file"] = weighed.margins_path;
  args["line"] = std::to_string(line);
  return refuse(FaultKind::invalid, std::move(key), std::move(args));
}

Done read_margins(Weighed& weighed, const FileRows& rows) {
  auto table = formats::open_table(weighed.margins_path);
  if (!table) {
    Fault fault = table.error();
    fault.args["in_file"] = weighed.margins_path;
    return refuse(std::move(fault));
  }
  const auto& columns = (*table)->columns();
  std::size_t places[3] = {};
  for (std::size_t i = 0; i < 3; ++i) {
    constexpr std::string_view names[3] = {"column", "value", "total"};
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const auto& one) { return one.name == names[i]; });
    if (found == columns.end())
      return wrong_margin(weighed, 1, "cli.weigh.margins_head", {{"column", std::string(names[i])}});
    places[i] = static_cast<std::size_t>(found - columns.begin());
  }
  auto read = (*table)->each([&](const formats::TableRow& row) -> Result<bool> {
    if (!row.fits) return wrong_margin(weighed, row.line, "cli.weigh.margins_head", {{"column", "total"}});
    const std::string name(formats::without_blanks(row.cells[places[0]]));
    const std::string value(formats::without_blanks(row.cells[places[1]]));
    const auto total = formats::number_of(row.cells[places[2]]);
    const auto column = rows.column(name);
    if (!column) return wrong_margin(weighed, row.line, column.error().key, column.error().args);
    if (!total || !(*total > 0))
      return wrong_margin(
          weighed, row.line, "cli.weigh.total",
          {{"column", name}, {"value", value}, {"total", std::string(row.cells[places[2]].substr(0, 60))}});
    auto margin = std::find_if(weighed.margins.begin(), weighed.margins.end(),
                               [&](const Margin& one) { return one.column == *column; });
    if (margin == weighed.margins.end()) {
      weighed.margins.emplace_back();
      margin = weighed.margins.end() - 1;
      margin->column = *column;
    }
    for (const auto& there : margin->values) {
      if (rows.same(*column, there, value))
        return wrong_margin(weighed, row.line, "cli.weigh.value_twice", {{"column", name}, {"value", value}});
    }
    if (value.empty() || rows.missing(*column, value))
      return wrong_margin(weighed, row.line, "cli.weigh.value_missing", {{"column", name}, {"value", value}});
    margin->values.push_back(value);
    margin->totals.push_back(*total);
    margin->lines.push_back(row.line);
    return true;
  });
  if (!read) {
    Fault fault = read.error();
    fault.args["in_file"] = weighed.margins_path;
    return refuse(std::move(fault));
  }
  if (weighed.margins.empty()) return wrong_margin(weighed, 1, "cli.weigh.margins_none", {});
  double first = 0;
  for (auto& margin : weighed.margins) {
    double sum = 0;
    for (const double total : margin.totals) sum += total;
    if (first == 0) first = sum;
    const double off = std::abs(sum / first - 1);
    const auto number = [](double x) { return number_text("en", x, x == std::floor(x) ? 0 : 4); };
    if (off > 0.01)
      return wrong_margin(weighed, margin.lines.front(), "cli.weigh.sums_differ",
                          {{"column", rows.columns()[margin.column].name},
                           {"sum", number(sum)},
                           {"other", rows.columns()[weighed.margins.front().column].name},
                           {"other_sum", number(first)}});
    weighed.off = std::max(weighed.off, off);
    margin.rows.assign(margin.values.size(), 0);
    margin.before.assign(margin.values.size(), 0);
    margin.after.assign(margin.values.size(), 0);
  }
  return {};
}

// The category of a cell, or nothing where the margins have none.
std::optional<std::int32_t> category_of(Margin& margin, const FileRows& rows, std::string_view cell) {
  const std::string text(formats::without_blanks(cell));
  if (const auto known = margin.known.find(text); known != margin.known.end()) return known->second;
  for (std::size_t i = 0; i < margin.values.size(); ++i) {
    if (!rows.same(margin.column, text, margin.values[i])) continue;
    const auto place = static_cast<std::int32_t>(i);
    if (margin.known.size() < 100'000) margin.known.emplace(text, place);
    return place;
  }
  return std::nullopt;
}

std::vector<std::size_t> columns_needed(const Weighed& weighed) {
  std::vector<std::size_t> needed;
  for (const auto& margin : weighed.margins) needed.push_back(margin.column);
  return needed;
}

Done count(Weighed& weighed, FileRows& rows, Progress& progress) {
  std::vector<std::int32_t> categories(weighed.margins.size());
  std::int64_t done = 0;
  auto read = rows.each(columns_needed(weighed), [&](const FileRows::Row& row) -> Done {
    for (std::size_t m = 0; m < weighed.margins.size(); ++m) {
      auto& margin = weighed.margins[m];
      const auto cell = row.cells[margin.column];
      const auto category = category_of(margin, rows, cell);
      if (!category)
        return rows.refuse_cell(row.line, margin.column, cell, "cli.weigh.value_without_margin",
                                {{"margins", weighed.margins_path}});
      categories[m] = *category;
      ++margin.rows[static_cast<std::size_t>(*category)];
      margin.before[static_cast<std::size_t>(*category)] += row.weight;
    }
    if (!weighed.cells.add(categories, row.weight))
      return rows.refuse_cell(row.line, 0, row.cells[0], "cli.weight.wrong");
    progress.at(++done);
    return {};
  });
  if (!read) return refuse(read.error());
  weighed.rows = *read;
  if (done == 0) return {};
  for (const auto& margin : weighed.margins) {
    for (std::size_t i = 0; i < margin.values.size(); ++i) {
      if (margin.rows[i] == 0)
        return wrong_margin(weighed, margin.lines[i], "cli.weigh.margin_without_rows",
                            {{"column", rows.columns()[margin.column].name}, {"value", margin.values[i]}});
    }
  }
  return {};
}

// A file that appears whole or not at all, however many rows it takes.
class WholeFile {
 public:
  explicit WholeFile(std::string path)
      : path_(std::move(path)), half_(path_ + ".half"), file_(half_, std::ios::binary | std::ios::trunc) {}
  ~WholeFile() {
    std::error_code ignored;
    if (!kept_) fs::remove(half_, ignored);
  }
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;
  std::string& text() { return text_; }
  [[nodiscard]] Done after_row() {
    if (text_.size() > (std::size_t{1} << 20U)) write();
    if (!file_) return refuse(FaultKind::unavailable, "cli.file_not_written", {{"path", path_}});
    return {};
  }
  [[nodiscard]] Done keep() {
    write();
    file_.close();
    std::error_code error;
    if (file_) fs::rename(half_, path_, error);
    if (!file_ || error) return refuse(FaultKind::unavailable, "cli.file_not_written", {{"path", path_}});
    kept_ = true;
    return {};
  }

 private:
  void write() {
    file_.write(text_.data(), static_cast<std::streamsize>(text_.size()));
    text_.clear();
  }
  std::string path_, half_, text_;
  std::ofstream file_;
  bool kept_ = false;
};

// Numbers stand as they stood, also with a minus in front; other text so that no spreadsheet takes it for a formula.
void append_cell(std::string& out, const FileRows& rows, std::string_view cell) {
  if (rows.number(cell)) {
    const bool quoted = cell.find(',') != std::string_view::npos;
    if (quoted) out += '"';
    out += cell;
    if (quoted) out += '"';
    return;
  }
  formats::CsvWriter(out).text(cell);
}

Done write_rows(Weighed& weighed, FileRows& rows, Progress& progress) {
  WholeFile file(*weighed.out);
  for (const auto& column : rows.columns()) {
    formats::CsvWriter(file.text()).text(column.name);
    file.text() += ',';
  }
  formats::CsvWriter(file.text()).text(weighed.weight_column).end_row();
  std::int64_t done = 0;
  stats::RakeCells::Key key{std::vector<std::int32_t>(weighed.margins.size()), 1};
  auto read = rows.each_row(columns_needed(weighed), [&](const FileRows::Row& row, bool kept) -> Done {
    for (const auto cell : row.cells) {
      append_cell(file.text(), rows, cell);
      file.text() += ',';
    }
    formats::CsvWriter weight(file.text());
    if (kept) {
      for (std::size_t m = 0; m < weighed.margins.size(); ++m)
        key.first[m] = category_of(weighed.margins[m], rows, row.cells[weighed.margins[m].column]).value_or(-1);
      key.second = row.weight;
      const auto found = weighed.raked->weights.find(key);
      if (found == weighed.raked->weights.end()) return refuse(FaultKind::unavailable, "formats.file.unreadable");
      weight.number(found->second).end_row();
    } else {
      ++weighed.without;
      weight.empty().end_row();
    }
    progress.at(++done);
    return file.after_row();
  });
  if (!read) return refuse(read.error());
  return file.keep();
}

Result<Weighed> weigh_file(const FileArguments& given, FileRows& rows, Progress& progress) {
  Weighed weighed;
  auto path = needed_option(given, "--margins");
  if (!path) return refuse(path.error());
  weighed.margins_path = std::move(*path);
  weighed.out = given.one("--out");
  auto bounds = scale_option(given, "--trim");
  if (!bounds) return refuse(bounds.error());
  weighed.bounds = *bounds;
  if (weighed.bounds && !(weighed.bounds->low >= 0 && weighed.bounds->low <= 1 && weighed.bounds->high >= 1))
    return refuse(FaultKind::invalid, "cli.weigh.trim", {{"value", *given.one("--trim")}});
  if (auto done = read_margins(weighed, rows); !done) return refuse(done.error());
  if (auto done = count(weighed, rows, progress); !done) return refuse(done.error());
  stats::RakeAsked asked;
  asked.bounds = weighed.bounds;
  for (const auto& margin : weighed.margins) asked.totals.push_back(margin.totals);
  weighed.raked = stats::rake(weighed.cells, asked);
  if (!weighed.raked) return weighed;
  for (const auto& [key, weight] : weighed.raked->weights) {
    for (std::size_t m = 0; m < weighed.margins.size(); ++m)
      weighed.margins[m].after[static_cast<std::size_t>(key.first[m])] +=
          weight * static_cast<double>(weighed.cells.rows.at(key));
  }
  weighed.weight_column = "weight";
  const auto taken = [&] {
    return std::any_of(rows.columns().begin(), rows.columns().end(),
                       [&](const auto& one) { return one.name == weighed.weight_column; });
  };
  for (int i = 2; taken(); ++i) weighed.weight_column = "weight_" + std::to_string(i);
  if (weighed.out) {
    if (auto done = write_rows(weighed, rows, progress); !done) return refuse(done.error());
  }
  return weighed;
}

double sum_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum;
}

void write_json(formats::JsonWriter& json, const Weighed& weighed, const FileRows& rows) {
  const auto& raked = weighed.raked;
  json.field("rows", weighed.rows).field("n", weighed.cells.n());
  if (!raked) {
    for (const auto* name : {"converged", "iterations", "n_effective", "design_effect", "min_weight", "max_weight"})
      json.null_field(name);
    json.field("reason", to_text(raked.error().reason));
    return;
  }
  json.field("converged", raked->converged).field("iterations", static_cast<std::int64_t>(raked->rounds));
  exact_field(json, "n_effective", raked->n_effective);
  exact_field(json, "design_effect", raked->design_effect);
  exact_field(json, "min_weight", raked->least);
  exact_field(json, "max_weight", raked->most);
  // What a weight is to be multiplied by to count people.
  exact_field(json, "population_per_weight", sum_of(weighed.margins.front().totals) / static_cast<double>(raked->n));
  const auto& worst = weighed.margins[raked->worst.margin];
  json.key("worst_margin").begin_object();
  json.field("column", rows.columns()[worst.column].name).field("value", worst.values[raked->worst.category]);
  exact_field(json, "wanted", raked->worst.wanted);
  exact_field(json, "reached", raked->worst.reached);
  json.end_object();
  if (weighed.bounds)
    json.key("trimmed").begin_object().field("low", raked->at_low).field("high", raked->at_high).end_object();
  json.key("margins").begin_array();
  for (const auto& margin : weighed.margins) {
    const double before = sum_of(margin.before), wanted = sum_of(margin.totals), after = sum_of(margin.after);
    for (std::size_t i = 0; i < margin.values.size(); ++i) {
      json.begin_object()
          .field("column", rows.columns()[margin.column].name)
          .field("value", margin.values[i])
          .field("n", margin.rows[i]);
      exact_field(json, "share_before", margin.before[i] / before);
      exact_field(json, "share_wanted", margin.totals[i] / wanted);
      exact_field(json, "share_after", margin.after[i] / after);
      json.end_object();
    }
  }
  json.end_array();
  if (weighed.out) json.field("out", *weighed.out).field("weight_column", weighed.weight_column);
}

std::vector<Warning> warnings_of(const Weighed& weighed, const FileRows& rows, std::string_view language) {
  std::vector<Warning> warnings;
  const auto warn = [&](const char* code, std::map<std::string, std::string> args) {
    warnings.push_back({code, say(language, std::string("cli.weigh.warning.") + code, args)});
  };
  const auto& raked = weighed.raked;
  if (!raked) {
    const bool few = raked.error().reason == stats::Reason::too_few;
    warn(few ? "too_few" : "not_identified", {});
    return warnings;
  }
  if (!raked->converged) {
    const auto& worst = weighed.margins[raked->worst.margin];
    warn("did_not_converge", {{"column", rows.columns()[worst.column].name},
                              {"value", worst.values[raked->worst.category]},
                              {"wanted", form_text(Form::share, raked->worst.wanted, language)},
                              {"reached", form_text(Form::share, raked->worst.reached, language)},
                              {"rounds", number_text(language, std::int64_t{raked->rounds})}});
  }
  if (weighed.off > 1e-9) warn("sums_rescaled", {{"off", form_text(Form::share, weighed.off, language)}});
  std::int64_t small = 0;
  for (const auto& margin : weighed.margins)
    small += std::count_if(margin.rows.begin(), margin.rows.end(), [](auto n) { return n < 5; });
  if (small > 0)
    warnings.push_back({"small_group", say(language, "cli.warning.small_group", {{"count", std::to_string(small)}})});
  if (raked->most > 5) warn("heavy", {{"most", form_text(Form::number, raked->most, language)}});
  if (weighed.without > 0) warn("rows_without_weight", {{"count", std::to_string(weighed.without)}});
  return warnings;
}

Report report_of(const Weighed& weighed, const FileRows& rows, std::string_view language) {
  Report report;
  report.title = say(language, "cli.weigh.title");
  report.source = source_text(rows, weighed.rows, language);
  report.means_not = say(language, "cli.weigh.means_not");
  const auto& raked = weighed.raked;
  if (!raked) {
    const auto reason = std::string(to_text(raked.error().reason));
    report.means = say(language, "cli.weigh.unsaid", {{"reason", say(language, "cli.figure." + reason)}});
    return report;
  }
  report.means = say(language, raked->converged ? "cli.weigh.means" : "cli.weigh.means_off",
                     {{"n", number_text(language, raked->n)},
                      {"effective", number_text(language, raked->n_effective, 1)},
                      {"deff", form_text(Form::number, raked->design_effect, language)},
                      {"least", form_text(Form::number, raked->least, language)},
                      {"most", form_text(Form::number, raked->most, language)}});
  const auto word = [&](const char* key) { return say(language, std::string("cli.weigh.") + key); };
  ReportTable table{
      "", {word("column"), word("value"), "n", word("before"), word("wanted"), word("after"), word("mean_weight")}, {}};
  Bars bars;
  bars.title = word("picture");
  bars.reference = 1;
  for (const auto& margin : weighed.margins) {
    const double before = sum_of(margin.before), wanted = sum_of(margin.totals), after = sum_of(margin.after);
    const auto& name = rows.columns()[margin.column].name;
    for (std::size_t i = 0; i < margin.values.size(); ++i) {
      const double mean = margin.after[i] / static_cast<double>(margin.rows[i]);
      table.rows.push_back({name, margin.values[i], Number{static_cast<double>(margin.rows[i]), Form::count},
                            Number{margin.before[i] / before, Form::share},
                            Number{margin.totals[i] / wanted, Form::share},
                            Number{margin.after[i] / after, Form::share}, Number{mean, Form::number}});
      bars.bars.push_back({name + " = " + margin.values[i], mean, std::nullopt});
    }
  }
  report.tables.push_back(std::move(table));
  report.pictures.push_back(std::move(bars));
  return report;
}

Result<Answer> answer(const FileArguments& given, FileRows& rows, const Settings& settings, Progress& progress) {
  const auto weighed = weigh_file(given, rows, progress);
  if (!weighed) return refuse(weighed.error());
  Answer answer = begin_answer();
  write_json(answer.json, *weighed, rows);
  answer.warnings = warnings_of(*weighed, rows, settings.language);
  answer.report = report_of(*weighed, rows, settings.language);
  return answer;
}

}  // namespace

int weigh(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  static constexpr FileVerb verb{
      "weigh",
      "--margins FILE.csv [--trim LO:HI] [--out FILE] [options]",
      "Weights that bring the margins of a file to those of the population (raking; with one column:\n"
      "post-stratification). --weight COL: the weights to begin with.",
      own_options,
      "goud weigh guests.csv --margins population.csv --trim 0.3:3 --out weighed.csv",
      answer};
  return run_file_verb(verb, arguments, out, err);
}

}  // namespace goud::cli
