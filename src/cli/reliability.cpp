// goud reliability: whether questions of one scale hang together.
#include <array>
#include <cmath>

#include "cli/file_verb.hpp"
#include "cli/verbs.hpp"
#include "kernel/words.hpp"
#include "stats/one_factor.hpp"
#include "stats/reliability.hpp"

namespace goud::cli {
namespace {

constexpr std::array own_options = {
    FileOption{"--items", Takes::value, "A,B[,C]", "the questions of one scale, two or more"},
};

struct Item {
  std::string name;
  stats::Outcome rest, dropped;
  std::optional<double> loading;
};

struct Scale {
  stats::Outcome alpha, standardized, omega, omega_standardized;
  std::vector<Item> items;
  std::vector<std::string> still, turned, heywood;
};

Result<std::int64_t> add_rows(FileRows& rows, const std::vector<std::size_t>& columns, stats::CrossProducts& sums,
                              Progress& progress) {
  std::vector<double> values(columns.size());
  return rows.each(columns, [&](const FileRows::Row& row) -> Done {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto cell = row.cells[columns[i]];
      const auto number = rows.number(cell);
      if (!number || !std::isfinite(*number))
        return rows.refuse_cell(row.line, columns[i], cell, "cli.score.no_number");
      values[i] = *number;
    }
    if (!sums.add(values, row.weight))
      return rows.refuse_cell(row.line, columns[0], row.cells[columns[0]], "cli.score.overflow");
    progress.at(sums.n);
    return {};
  });
}

Scale scale_of(const stats::CrossProducts& sums, const std::vector<std::string>& names, double level) {
  Scale scale{stats::cronbach_alpha(sums, level),
              stats::cronbach_alpha_standardized(sums, level),
              stats::omega(sums, level),
              stats::omega_standardized(sums, level),
              {},
              {},
              {},
              {}};
  const auto model = stats::one_factor(sums);
  for (std::size_t i = 0; i < names.size(); ++i) {
    Item item{names[i], stats::item_rest_correlation(sums, i, level), stats::alpha_if_dropped(sums, i, level), {}};
    if (model) item.loading = model->loadings[i];
    if (sums.n > 1 && stats::without_spread(sums, i)) scale.still.push_back(names[i]);
    if (item.rest && item.rest->value < 0) scale.turned.push_back(names[i]);
    scale.items.push_back(std::move(item));
  }
  if (model) {
    for (const auto i : model->heywood) scale.heywood.push_back(names[i]);
  }
  return scale;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::vector<Warning> warnings_of(const Scale& scale, const stats::CrossProducts& sums, std::string_view language) {
  std::vector<Warning> warnings;
  const auto warn = [&](const char* code, const char* key, const std::vector<std::string>& names) {
    if (!names.empty()) warnings.push_back({code, say(language, key, {{"names", listed(names)}})});
  };
  if (sums.n > 0 && sums.n < 5)
    warnings.push_back({"small_group", say(language, "cli.warning.small_group", {{"count", "1"}})});
  warn("no_spread", "cli.reliability.still", scale.still);
  warn("turned", "cli.reliability.turned", scale.turned);
  warn("heywood", "cli.reliability.heywood", scale.heywood);
  if (!scale.omega && scale.omega.error().reason == stats::Reason::not_identified) {
    warnings.push_back({"not_identified", say(language, sums.columns() < 3 ? "cli.reliability.two_questions"
                                                                           : "cli.reliability.collinear")});
  }
  return warnings;
}

std::string means_of(const Scale& scale, std::string_view language) {
  if (!scale.alpha) return {};
  const auto number = [&](double value) { return form_text(Form::number, value, language); };
  const auto& interval = scale.alpha->interval;
  if (!interval) return say(language, "cli.reliability.means_alone", {{"value", number(scale.alpha->value)}});
  const char* key = interval->low >= 0.7   ? "cli.reliability.means_enough"
                    : interval->high < 0.7 ? "cli.reliability.means_too_little"
                                           : "cli.reliability.means_undecided";
  return say(language, key,
             {{"value", number(scale.alpha->value)}, {"low", number(interval->low)}, {"high", number(interval->high)}});
}

Report report_of(const Scale& scale, const FileRows& rows, std::int64_t read, double level, std::string_view language) {
  Report report;
  report.title = say(language, "cli.reliability.title", {{"count", std::to_string(scale.items.size())}});
  report.source = source_text(rows, read, language);
  report.means = means_of(scale, language);
  report.means_not = say(language, "cli.reliability.means_not");
  const std::string interval =
      say(language, "cli.figure.interval", {{"level", percent_text(language, level, level == 0.95 ? 0 : 1)}});
  ReportTable figures;
  figures.title = say(language, "cli.reliability.scale");
  figures.headings = {"", say(language, "cli.figure.value"), interval, "n"};
  const std::pair<const char*, const stats::Outcome*> lines[] = {
      {"cli.reliability.alpha", &scale.alpha},
      {"cli.reliability.alpha_standardized", &scale.standardized},
      {"cli.reliability.omega", &scale.omega},
      {"cli.reliability.omega_standardized", &scale.omega_standardized}};
  for (const auto& [key, outcome] : lines) {
    auto& cells = figures.rows.emplace_back();
    cells.emplace_back(say(language, key));
    auto told = outcome_cells(*outcome, Form::coefficient);
    cells.insert(cells.end(), told.begin(), told.end());
  }
  ReportTable items;
  items.title = say(language, "cli.reliability.questions");
  items.headings = {say(language, "cli.agreement.question"), say(language, "cli.reliability.rest"), interval,
                    say(language, "cli.reliability.dropped"), say(language, "cli.reliability.loading")};
  Bars bars;
  bars.title = say(language, "cli.reliability.picture");
  bars.form = Form::coefficient;
  bars.reference = 0;
  for (const auto& item : scale.items) {
    auto& cells = items.rows.emplace_back();
    cells.emplace_back(item.name);
    auto told = outcome_cells(item.rest, Form::coefficient);
    cells.insert(cells.end(), told.begin(), told.begin() + 2);
    cells.push_back(outcome_cells(item.dropped, Form::coefficient)[0]);
    cells.push_back(item.loading ? Cell(Number{*item.loading, Form::coefficient}) : Cell("—"));
    auto& bar = bars.bars.emplace_back();
    bar.label = item.name;
    if (!item.rest) continue;
    bar.value = item.rest->value;
    bar.interval = item.rest->interval;
  }
  report.tables = {std::move(figures), std::move(items)};
  report.pictures.emplace_back(std::move(bars));
  return report;
}

Result<Answer> answer_of(const FileArguments& given, FileRows& rows, const Settings& settings, Progress& progress) {
  const auto list = needed_option(given, "--items");
  if (!list) return refuse(list.error());
  const auto columns = columns_of(rows, *list);
  if (!columns) return refuse(columns.error());
  if (columns->size() < 2) return refuse(FaultKind::invalid, "cli.reliability.one_question");
  stats::CrossProducts sums(columns->size());
  const auto read = add_rows(rows, *columns, sums, progress);
  if (!read) return refuse(read.error());
  std::vector<std::string> names;
  for (const auto column : *columns) names.push_back(rows.columns()[column].name);
  const auto scale = scale_of(sums, names, settings.level);

  Answer answer = begin_answer();
  auto& json = answer.json;
  json.field("rows", *read).field("n", sums.n);
  if (rows.weighted()) exact_field(json, "n_effective", sums.n_effective());
  outcome_beside(json, "alpha", scale.alpha);
  outcome_beside(json, "alpha_standardized", scale.standardized);
  outcome_beside(json, "omega", scale.omega);
  outcome_beside(json, "omega_standardized", scale.omega_standardized);
  json.key("items").begin_array();
  for (const auto& item : scale.items) {
    json.begin_object().field("name", item.name);
    outcome_beside(json, "item_rest_correlation", item.rest);
    outcome_beside(json, "alpha_if_dropped", item.dropped);
    exact_field(json, "loading", item.loading);
    json.end_object();
  }
  json.end_array();
  answer.warnings = warnings_of(scale, sums, settings.language);
  answer.report = report_of(scale, rows, *read, settings.level, settings.language);
  return answer;
}

}  // namespace

int reliability(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  static constexpr FileVerb verb = {
      "reliability",
      "--items A,B[,C] [options]",
      "Whether questions of one scale hang together: Cronbach's alpha, omega, and each question with the rest.",
      own_options,
      "goud reliability guests.csv --items image1,image2,image3",
      answer_of};
  return run_file_verb(verb, arguments, out, err);
}

}  // namespace goud::cli
