// goud paths: what each block of items leans on, by partial least squares.
#include <algorithm>
#include <array>
#include <cmath>

#include "cli/number_columns.hpp"
#include "cli/path_file.hpp"
#include "cli/report_drawing.hpp"
#include "cli/verbs.hpp"
#include "kernel/words.hpp"

namespace goud::cli {
namespace {

using stats::Interval;

constexpr FileOption own_options[] = {
    {"--model", Takes::value, "FILE.toml",
     "[block] Name = [columns], [path] Name = [blocks that point at it]; also [mode], [index]"},
    {"--scheme", Takes::value, "WORD", "path (default), factorial or centroid"},
    {"--bootstrap", Takes::value, "N", "intervals from N samples of the rows (0, the default: none)"},
};

struct Found {
  PathFile file;
  NumberColumns read;  // empty without a bootstrap: sums are enough then, and a file of any length fits
  stats::CrossProducts sums;
  std::int64_t rows = 0;
  std::int64_t bootstrap = 0;
  tl::expected<stats::PathFit, stats::Unsaid> fit = stats::unsaid(stats::Reason::not_asked, 0);
  std::optional<stats::PathBootstrap> drawn;
  std::vector<stats::Outcome> indices;  // as asked in the file
  std::vector<std::string> constant;    // items without spread
};

std::optional<Interval> arrow_interval(const Found& found, std::size_t i) {
  return found.drawn ? found.drawn->arrows[i] : std::nullopt;
}
std::optional<Interval> total_interval(const Found& found, std::size_t i) {
  return found.drawn ? found.drawn->totals[i] : std::nullopt;
}

// The scale of the index that an item belongs to, if any.
std::vector<std::optional<Interval>> scales_of(const PathFile& file) {
  std::vector<std::optional<Interval>> scales(file.columns.size());
  for (const auto& index : file.indices)
    for (const std::size_t item : file.model.blocks[index.block].items) scales[item] = index.scale;
  return scales;
}

tl::unexpected<Fault> outside(const FileRows& rows, std::int64_t line, std::size_t column, double value,
                              const Interval& scale) {
  const auto number = [](double x) { return number_text("en", x, x == std::floor(x) ? 0 : 2); };
  return rows.refuse_cell(line, column, number(value), "cli.paths.outside",
                          {{"low", number(scale.low)}, {"high", number(scale.high)}});
}

// Every complete row added to the sums.
Done add_up(Found& found, FileRows& rows, const std::vector<std::size_t>& columns, Progress& progress) {
  const auto scales = scales_of(found.file);
  std::vector<double> values(columns.size());
  found.sums = stats::CrossProducts(columns.size());
  auto count = rows.each(columns, [&](const FileRows::Row& row) -> Done {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto cell = row.cells[columns[i]];
      const auto number = rows.number(cell);
      if (!number) return rows.refuse_cell(row.line, columns[i], cell, "cli.score.no_number");
      values[i] = *number;
      if (scales[i] && (values[i] < scales[i]->low || values[i] > scales[i]->high))
        return outside(rows, row.line, columns[i], values[i], *scales[i]);
    }
    if (!found.sums.add(values, row.weight)) return rows.refuse_cell(row.line, columns[0], "", "cli.score.no_number");
    progress.at(found.sums.n);
    return {};
  });
  if (!count) return refuse(count.error());
  found.rows = *count;
  return {};
}

// The same, with the rows kept to draw from.
Done keep_rows(Found& found, FileRows& rows, const std::vector<std::size_t>& columns, Progress& progress) {
  auto read = read_columns(rows, columns, {}, progress);
  if (!read) return refuse(read.error());
  found.read = std::move(*read);
  found.rows = found.read.rows;
  const auto scales = scales_of(found.file);
  for (std::size_t row = 0; row < found.read.lines.size(); ++row) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const double value = found.read.numbers.at(row, i);
      if (scales[i] && (value < scales[i]->low || value > scales[i]->high))
        return outside(rows, found.read.lines[row], columns[i], value, *scales[i]);
    }
  }
  found.sums = stats::cross_products(found.read.numbers, found.read.weights);
  return {};
}

Result<Found> find(const FileArguments& given, FileRows& rows, const Settings& settings, Progress& progress) {
  Found found;
  const auto model = needed_option(given, "--model");
  if (!model) return refuse(model.error());
  const auto scheme = word_option(given, "--scheme", {"path", "factorial", "centroid"});
  if (!scheme) return refuse(scheme.error());
  const auto bootstrap = whole_option(given, "--bootstrap", 0, 0, 1'000'000);
  if (!bootstrap) return refuse(bootstrap.error());
  auto file = read_path_file(*model);
  if (!file) return refuse(file.error());
  found.file = std::move(*file);
  found.file.model.scheme = *scheme == "path"        ? stats::InnerScheme::path
                            : *scheme == "factorial" ? stats::InnerScheme::factorial
                                                     : stats::InnerScheme::centroid;
  found.bootstrap = *bootstrap;
  std::vector<std::size_t> columns;
  for (const auto& name : found.file.columns) {
    const auto column = rows.column(name);
    if (!column) return refuse(column.error());
    columns.push_back(*column);
  }
  auto done = (found.bootstrap > 0 ? keep_rows : add_up)(found, rows, columns, progress);
  if (!done) return refuse(done.error());
  found.fit = stats::path_model(found.sums, found.file.model);
  if (!found.fit) {
    for (std::size_t i = 0; i < columns.size() && found.fit.error().reason == stats::Reason::no_spread; ++i)
      if (!stats::varies(found.sums, i)) found.constant.push_back(found.file.columns[i]);
    for (std::size_t i = 0; i < found.file.indices.size(); ++i)
      found.indices.push_back(tl::unexpected(found.fit.error()));
    return found;
  }
  if (found.bootstrap > 0) {
    progress.say(say(settings.language, "cli.paths.drawing"));
    stats::PathBootstrapAsked asked;
    asked.replicates = static_cast<std::size_t>(found.bootstrap);
    asked.seed = settings.seed;
    asked.threads = settings.threads;
    asked.level = settings.level;
    asked.indices = found.file.indices;
    found.drawn = stats::path_bootstrap(found.read.numbers, found.read.weights, found.file.model, *found.fit, asked);
  }
  for (std::size_t i = 0; i < found.file.indices.size(); ++i) {
    const auto& index = found.file.indices[i];
    auto outcome = stats::block_index(found.sums, found.file.model, *found.fit, index.block, index.scale);
    if (outcome && found.drawn) {
      outcome->interval = found.drawn->indices[i];
      outcome->no_interval = std::nullopt;
      if (!outcome->interval) outcome->no_interval = stats::Reason::too_few;
      if (outcome->interval) {
        outcome->interval->low = std::min(outcome->interval->low, outcome->value);
        outcome->interval->high = std::max(outcome->interval->high, outcome->value);
      }
    }
    found.indices.push_back(std::move(outcome));
  }
  return found;
}

std::vector<Warning> warnings_of(const Found& found, std::string_view language) {
  std::vector<Warning> warnings;
  const auto warn = [&](const char* code, std::map<std::string, std::string> args) {
    warnings.push_back({code, say(language, std::string("cli.paths.warning.") + code, args)});
  };
  const auto number = [&](double value) { return form_text(Form::coefficient, value, language); };
  const auto& names = found.file.names;
  for (const auto& item : found.constant) warn("no_spread", {{"item", item}});
  if (!found.fit) {
    if (found.fit.error().reason != stats::Reason::no_spread) {
      const auto code = std::string(to_text(found.fit.error().reason));
      warn(code.c_str(), {});
    }
    return warnings;
  }
  const auto& model = found.file.model;
  for (std::size_t b = 0; b < names.size(); ++b) {
    for (std::size_t i = 0; i < model.blocks[b].items.size(); ++i) {
      const double loading = found.fit->loadings[b][i];
      if (loading < 0)
        warn("turned_item", {{"item", found.file.columns[model.blocks[b].items[i]]}, {"block", names[b]}});
    }
    const auto& alpha = found.fit->reliability[b].alpha;
    if (alpha && *alpha < 0.6) warn("loose_block", {{"block", names[b]}, {"alpha", number(*alpha)}});
    for (std::size_t a = 0; a < b; ++a) {
      const auto htmt = found.fit->htmt[a][b];
      if (htmt && *htmt >= 0.9) warn("alike", {{"first", names[a]}, {"second", names[b]}, {"htmt", number(*htmt)}});
    }
    const auto into =
        std::count_if(model.arrows.begin(), model.arrows.end(), [&](const auto& one) { return one.to == b; });
    if (into > 0 && found.fit->n < 10 * into)
      warn("few_rows",
           {{"block", names[b]}, {"rows", number_text(language, found.fit->n)}, {"blocks", std::to_string(into)}});
  }
  for (std::size_t i = 0; i < found.indices.size(); ++i)
    if (!found.indices[i]) warn("no_index", {{"block", names[found.file.indices[i].block]}});
  if (found.drawn && found.drawn->did_not_converge + found.drawn->not_computed > 0) {
    const auto count = [&](std::size_t many) { return number_text(language, static_cast<std::int64_t>(many)); };
    warn("replicates_left_out", {{"unended", count(found.drawn->did_not_converge)},
                                 {"not_computed", count(found.drawn->not_computed)},
                                 {"all", count(found.drawn->replicates)}});
  }
  if (found.bootstrap > 0 && found.bootstrap < 100) warn("few_replicates", {});
  return warnings;
}

// Why a block has no reliability: a block of one item, or one that its items form, has nothing that could agree.
stats::Reason unsaid_of_block(const Found& found) {
  return found.fit ? stats::Reason::not_identified : found.fit.error().reason;
}

// {"from", "to", "value", "interval"}, with the reason where the value or an interval that was asked for is not there.
void effect_object(formats::JsonWriter& json, const Found& found, const stats::PathArrow& of,
                   const std::optional<double>& value, const std::optional<Interval>& interval) {
  json.begin_object().field("from", found.file.names[of.from]).field("to", found.file.names[of.to]);
  exact_field(json, "value", value);
  interval_field(json, "interval", interval);
  if (!value) json.field("reason", to_text(found.fit.error().reason));
  if (value && found.drawn && !interval) json.field("reason", to_text(stats::Reason::too_few));
  json.end_object();
}

void per_item(formats::JsonWriter& json, std::string_view name, const Found& found,
              const std::vector<std::vector<double>> stats::PathFit::*of) {
  json.key(name).begin_object();
  for (std::size_t b = 0; b < found.file.names.size(); ++b) {
    json.key(found.file.names[b]).begin_object();
    const auto& items = found.file.model.blocks[b].items;
    for (std::size_t i = 0; i < items.size(); ++i)
      exact_field(json, found.file.columns[items[i]], found.fit ? std::optional((*found.fit.*of)[b][i]) : std::nullopt);
    json.end_object();
  }
  json.end_object();
}

void write_json(formats::JsonWriter& json, const Found& found) {
  const auto& names = found.file.names;
  const auto& model = found.file.model;
  const auto blocks = names.size();
  json.field("rows", found.rows).field("n", found.sums.n);
  if (found.fit)
    json.field("iterations", static_cast<std::int64_t>(found.fit->updates));
  else
    json.null_field("iterations").field("reason", to_text(found.fit.error().reason));
  json.key("paths").begin_array();
  for (std::size_t i = 0; i < model.arrows.size(); ++i)
    effect_object(json, found, model.arrows[i], found.fit ? std::optional(found.fit->arrows[i]) : std::nullopt,
                  arrow_interval(found, i));
  json.end_array().key("r2").begin_object();
  for (std::size_t b = 0; b < blocks; ++b) {
    if (found.fit && !found.fit->r2[b]) continue;
    const auto at = [&](const auto& arrow) { return arrow.to == b; };
    if (!std::any_of(model.arrows.begin(), model.arrows.end(), at)) continue;
    exact_field(json, names[b], found.fit ? found.fit->r2[b] : std::nullopt);
  }
  json.end_object();
  per_item(json, "loadings", found, &stats::PathFit::loadings);
  per_item(json, "weights", found, &stats::PathFit::weights);
  json.key("reliability").begin_object();
  for (std::size_t b = 0; b < blocks; ++b) {
    const auto one = found.fit ? found.fit->reliability[b] : stats::BlockReliability{};
    json.key(names[b]).begin_object();
    exact_field(json, "alpha", one.alpha);
    exact_field(json, "alpha_raw", one.alpha_raw);
    exact_field(json, "rho_a", one.rho_a);
    exact_field(json, "rho_c", one.rho_c);
    exact_field(json, "ave", one.ave);
    if (!one.alpha || !one.rho_a || !one.rho_c || !one.ave) json.field("reason", to_text(unsaid_of_block(found)));
    json.end_object();
  }
  json.end_object().key("htmt").begin_object();
  for (std::size_t b = 0; b < blocks; ++b)
    for (std::size_t a = 0; a < b; ++a)
      exact_field(json, names[a] + " ~ " + names[b], found.fit ? found.fit->htmt[a][b] : std::nullopt);
  json.end_object().key("htmt_reasons").begin_object();
  for (std::size_t b = 0; b < blocks; ++b) {
    for (std::size_t a = 0; a < b; ++a) {
      if (found.fit && found.fit->htmt[a][b]) continue;
      json.field(names[a] + " ~ " + names[b], to_text(unsaid_of_block(found)));
    }
  }
  json.end_object().key("total_effects").begin_array();
  if (found.fit) {
    for (std::size_t i = 0; i < found.fit->totals.size(); ++i) {
      const auto& total = found.fit->totals[i];
      effect_object(json, found, {total.from, total.to}, total.value, total_interval(found, i));
    }
  }
  json.end_array();
  if (!found.file.indices.empty()) {
    json.key("index").begin_object();
    for (std::size_t i = 0; i < found.indices.size(); ++i)
      outcome_field(json, names[found.file.indices[i].block], found.indices[i]);
    json.end_object();
  }
  if (found.drawn) {
    json.key("bootstrap").begin_object();
    json.field("replicates", static_cast<std::int64_t>(found.drawn->replicates))
        .field("did_not_converge", static_cast<std::int64_t>(found.drawn->did_not_converge))
        .field("not_computed", static_cast<std::int64_t>(found.drawn->not_computed))
        .end_object();
  }
}

Cell optional_cell(const std::optional<double>& value, Form form) {
  return value ? Cell{Number{*value, form}} : Cell{std::string("—")};
}
Cell interval_cell(const Found& found, const std::optional<Interval>& interval, Form form) {
  if (interval) return Between{*interval, form};
  return found.drawn ? stats::Reason::too_few : stats::Reason::not_asked;
}

std::vector<ReportTable> tables_of(const Found& found, const Settings& settings) {
  const auto word = [&](const char* key) { return say(settings.language, std::string("cli.paths.") + key); };
  const std::string limits = say(settings.language, "cli.figure.interval",
                                 {{"level", drawing::level_text(settings.level, settings.language)}});
  const auto& fit = *found.fit;
  const auto& names = found.file.names;
  ReportTable arrows{word("table.paths"), {word("from"), word("to"), word("path"), limits}, {}};
  for (std::size_t i = 0; i < fit.arrows.size(); ++i) {
    const auto& arrow = found.file.model.arrows[i];
    arrows.rows.push_back({names[arrow.from], names[arrow.to], Number{fit.arrows[i], Form::coefficient},
                           interval_cell(found, arrow_interval(found, i), Form::coefficient)});
  }
  ReportTable totals{word("table.totals"), {word("from"), word("to"), word("total"), limits}, {}};
  for (std::size_t i = 0; i < fit.totals.size(); ++i)
    totals.rows.push_back({names[fit.totals[i].from], names[fit.totals[i].to],
                           Number{fit.totals[i].value, Form::coefficient},
                           interval_cell(found, total_interval(found, i), Form::coefficient)});
  ReportTable blocks{word("table.blocks"), {word("block"), "R²", "alpha", "rho_A", "rho_C", "AVE"}, {}};
  ReportTable items{word("table.items"), {word("block"), word("item"), word("weight"), word("loading")}, {}};
  ReportTable alike{word("table.htmt"), {word("block"), word("block"), "HTMT", limits}, {}};
  for (std::size_t b = 0; b < names.size(); ++b) {
    const auto& one = fit.reliability[b];
    blocks.rows.push_back({names[b], optional_cell(fit.r2[b], Form::coefficient),
                           optional_cell(one.alpha, Form::coefficient), optional_cell(one.rho_a, Form::coefficient),
                           optional_cell(one.rho_c, Form::coefficient), optional_cell(one.ave, Form::coefficient)});
    for (std::size_t i = 0; i < fit.weights[b].size(); ++i)
      items.rows.push_back({names[b], found.file.columns[found.file.model.blocks[b].items[i]],
                            Number{fit.weights[b][i], Form::coefficient},
                            Number{fit.loadings[b][i], Form::coefficient}});
    for (std::size_t a = 0; a < b; ++a) {
      if (!fit.htmt[a][b]) continue;
      const auto interval = found.drawn ? found.drawn->htmt[a][b] : std::nullopt;
      alike.rows.push_back({names[a], names[b], Number{*fit.htmt[a][b], Form::coefficient},
                            interval_cell(found, interval, Form::coefficient)});
    }
  }
  std::vector<ReportTable> tables{std::move(arrows)};
  if (fit.totals.size() > fit.arrows.size()) tables.push_back(std::move(totals));
  tables.push_back(std::move(blocks));
  tables.push_back(std::move(items));
  if (!alike.rows.empty()) tables.push_back(std::move(alike));
  if (!found.indices.empty()) {
    ReportTable index{word("table.index"), {word("block"), word("index"), limits, "n"}, {}};
    for (std::size_t i = 0; i < found.indices.size(); ++i) {
      std::vector<Cell> row{names[found.file.indices[i].block]};
      for (auto& cell : outcome_cells(found.indices[i], Form::number)) row.push_back(std::move(cell));
      index.rows.push_back(std::move(row));
    }
    tables.push_back(std::move(index));
  }
  return tables;
}

bool may_be_nothing(const std::optional<Interval>& interval) {
  return interval && interval->low <= 0 && interval->high >= 0;
}

std::vector<Picture> pictures_of(const Found& found, std::string_view language) {
  const auto& fit = *found.fit;
  const auto& names = found.file.names;
  Diagram diagram;
  diagram.title = say(language, "cli.paths.picture.diagram");
  const auto order = stats::causal_order(found.file.model);
  for (const std::size_t b : *order)
    diagram.boxes.push_back({names[b], fit.r2[b] ? "R² " + form_text(Form::coefficient, *fit.r2[b], language) : ""});
  for (std::size_t i = 0; i < fit.arrows.size(); ++i) {
    const auto& arrow = found.file.model.arrows[i];
    diagram.arrows.push_back({names[arrow.from], names[arrow.to], form_text(Form::coefficient, fit.arrows[i], language),
                              std::min(1.0, std::abs(fit.arrows[i])), may_be_nothing(arrow_interval(found, i))});
  }
  Bars bars;
  bars.title = say(language, "cli.paths.picture.totals");
  bars.form = Form::coefficient;
  bars.reference = 0;
  for (std::size_t i = 0; i < fit.totals.size(); ++i)
    bars.bars.push_back(
        {names[fit.totals[i].from] + " → " + names[fit.totals[i].to], fit.totals[i].value, total_interval(found, i)});
  return {std::move(diagram), std::move(bars)};
}

// The block that nothing leans on further, and where there are more the one best explained; what it leans on most, all ways together.
std::string meaning(const Found& found, std::string_view language) {
  const auto& fit = *found.fit;
  const auto& arrows = found.file.model.arrows;
  std::optional<std::size_t> last;
  for (std::size_t b = 0; b < found.file.names.size(); ++b) {
    const bool points = std::any_of(arrows.begin(), arrows.end(), [&](const auto& arrow) { return arrow.from == b; });
    if (!points && (!last || *fit.r2[b] > *fit.r2[*last])) last = b;
  }
  std::size_t strongest = fit.totals.size();
  for (std::size_t i = 0; i < fit.totals.size(); ++i) {
    if (fit.totals[i].to != *last) continue;
    if (strongest == fit.totals.size() || std::abs(fit.totals[i].value) > std::abs(fit.totals[strongest].value))
      strongest = i;
  }
  const auto interval = total_interval(found, strongest);
  WordArguments args{{"to", found.file.names[*last]},
                     {"from", found.file.names[fit.totals[strongest].from]},
                     {"value", form_text(Form::coefficient, fit.totals[strongest].value, language)},
                     {"r2", form_text(Form::share, *fit.r2[*last], language)},
                     {"n", number_text(language, fit.n)}};
  if (!interval) return say(language, "cli.paths.means", args);
  args["interval"] = cell_text(Between{*interval, Form::coefficient}, language);
  return say(language, may_be_nothing(interval) ? "cli.paths.means_open" : "cli.paths.means_interval", args);
}

Result<Answer> answer(const FileArguments& given, FileRows& rows, const Settings& settings, Progress& progress) {
  const auto found = find(given, rows, settings, progress);
  if (!found) return refuse(found.error());
  Answer answer = begin_answer();
  write_json(answer.json, *found);
  answer.warnings = warnings_of(*found, settings.language);
  auto& report = answer.report;
  report.title = say(settings.language, "cli.paths.title");
  report.source = source_text(rows, found->rows, settings.language);
  report.means_not = say(settings.language, "cli.paths.means_not");
  if (!found->fit) {
    const auto reason = std::string(to_text(found->fit.error().reason));
    report.means =
        say(settings.language, "cli.paths.unsaid", {{"reason", say(settings.language, "cli.figure." + reason)}});
    return answer;
  }
  report.means = meaning(*found, settings.language);
  report.tables = tables_of(*found, settings);
  report.pictures = pictures_of(*found, settings.language);
  return answer;
}

}  // namespace

int paths(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  static constexpr FileVerb verb{
      "paths",
      "--model FILE.toml [options]",
      "What each block of items leans on: paths between blocks (partial least squares), how well each block\n"
      "hangs together, and total effects.",
      own_options,
      "goud paths mobi.csv --model model.toml --bootstrap 5000",
      answer};
  return run_file_verb(verb, arguments, out, err);
}

}  // namespace goud::cli
