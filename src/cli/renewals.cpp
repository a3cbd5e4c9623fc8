// goud renewals: how many contracts will still be there, from how many there were in each period.
#include <algorithm>
#include <array>
#include <cmath>

#include "cli/file_verb.hpp"
#include "cli/verbs.hpp"
#include "kernel/words.hpp"
#include "stats/shifted_beta_geometric.hpp"

namespace goud::cli {
namespace {

constexpr std::array own_options = {
    FileOption{"--period", Takes::value, "COL", "0 for the start, 1 for the first renewal, and so on"},
    FileOption{"--surviving", Takes::value, "COL", "how many had a contract in that period"},
    FileOption{"--fit", Takes::value, "N", "fits the first N renewals only; the others show how well it foretells"},
};

struct Period {
  std::int64_t number, line;
  double surviving;
};

// Whole numbers from 0, each once; never more contracts than before.
Result<std::vector<Period>> periods_of(FileRows& rows, std::size_t period, std::size_t surviving, std::int64_t& read) {
  std::vector<Period> periods;
  auto count = rows.each({period, surviving}, [&](const FileRows::Row& row) -> Done {
    const auto number = rows.number(row.cells[period]);
    if (!number || *number < 0 || *number != std::floor(*number) || *number > 1e6)
      return rows.refuse_cell(row.line, period, row.cells[period], "cli.renewals.no_period");
    const auto there = rows.number(row.cells[surviving]);
    if (!there || *there < 0)
      return rows.refuse_cell(row.line, surviving, row.cells[surviving], "cli.renewals.no_number");
    periods.push_back({static_cast<std::int64_t>(*number), row.line, *there});
    return {};
  });
  if (!count) return refuse(count.error());
  read = *count;
  std::stable_sort(periods.begin(), periods.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
  for (std::size_t i = 0; i < periods.size(); ++i) {
    const auto& one = periods[i];
    const auto wrong = [&](const char* key) {
      return refuse(
          FaultKind::invalid, key,
          {{"line", std::to_string(one.line)}, {"period", std::to_string(one.number)}, {"wanted", std::to_string(i)}});
    };
    if (i > 0 && one.number == periods[i - 1].number) return wrong("cli.renewals.twice");
    if (one.number != static_cast<std::int64_t>(i)) return wrong(i == 0 ? "cli.renewals.no_start" : "cli.renewals.gap");
    if (i > 0 && one.surviving > periods[i - 1].surviving) return wrong("cli.renewals.more");
  }
  return periods;
}

Result<Answer> answer(const FileArguments& given, FileRows& rows, const Settings& settings, Progress&) {
  const std::string_view language = settings.language;
  if (rows.weighted()) return refuse(FaultKind::invalid, "cli.worth.no_weight");
  const auto period_name = needed_option(given, "--period");
  if (!period_name) return refuse(period_name.error());
  const auto surviving_name = needed_option(given, "--surviving");
  if (!surviving_name) return refuse(surviving_name.error());
  const auto period = rows.column(*period_name);
  if (!period) return refuse(period.error());
  const auto surviving = rows.column(*surviving_name);
  if (!surviving) return refuse(surviving.error());
  const auto fitted = whole_option(given, "--fit", 1000000, 1, 1000000);
  if (!fitted) return refuse(fitted.error());
  std::int64_t read = 0;
  const auto periods = periods_of(rows, *period, *surviving, read);
  if (!periods) return refuse(periods.error());
  const std::size_t count = periods->size();
  if (given.has("--fit") && *fitted >= static_cast<std::int64_t>(std::max<std::size_t>(1, count)))
    return refuse(FaultKind::invalid, "cli.renewals.fit",
                  {{"value", *given.one("--fit")}, {"most", std::to_string(count == 0 ? 0 : count - 1)}});
  stats::Survivors survivors;
  bool whole = true;
  for (const auto& one : *periods) {
    survivors.customers.push_back(one.surviving);
    whole = whole && one.surviving == std::floor(one.surviving);
  }
  const auto fit = stats::fit_shifted_beta_geometric(survivors, static_cast<std::size_t>(*fitted));
  std::vector<double> survival, retention;
  for (std::size_t t = 0; fit && t < count; ++t) {
    const auto m = stats::shifted_beta_geometric_of(fit->value);
    survival.push_back(t == 0 ? 1 : survival.back() * stats::retention(m, t));
    if (t > 0) retention.push_back(stats::retention(m, t));
  }

  Answer answer = begin_answer();
  auto& json = answer.json;
  json.field("model", "sbg").field("rows", read).field("n", static_cast<std::int64_t>(count));
  constexpr std::array<std::string_view, 2> names = {"alpha", "beta"};
  const auto named = [&](std::string_view key, const stats::Parameters* values) {
    if (values == nullptr) {
      json.null_field(key);
      return;
    }
    json.key(key).begin_object();
    for (std::size_t i = 0; i < names.size(); ++i) exact_field(json, names[i], (*values)[i]);
    json.end_object();
  };
  named("parameters", fit ? &fit->value : nullptr);
  named("standard_errors", fit ? &fit->standard_error : nullptr);
  exact_field(json, "loglik", fit ? std::optional(fit->loglik) : std::nullopt);
  json.field("identified", fit.has_value());
  if (!fit) json.field("reason", to_text(fit.error().reason));
  if (fit) {
    exact_array(json, "survival", survival);
    exact_array(json, "retention", retention);
  } else {
    json.null_field("survival").null_field("retention");
  }

  const auto text = [&](const char* key, std::map<std::string, std::string> args = {}) {
    return say(language, key, args);
  };
  auto& report = answer.report;
  report.title = text("cli.renewals.title", {{"column", rows.columns()[*surviving].name}});
  report.source = source_text(rows, read, language);
  const std::string level = percent_text(language, settings.level, settings.level == 0.95 ? 0 : 1);
  if (!fit) {
    const auto why = fit.error().reason;
    answer.warnings.push_back(
        {std::string(to_text(why)),
         text(why == stats::Reason::too_few ? "cli.renewals.too_few" : "cli.renewals.not_identified")});
    report.means = text("cli.renewals.means_nothing");
  }
  if (!whole && count > 0) answer.warnings.push_back({"not_counts", text("cli.renewals.not_counts")});
  const double start = count > 0 ? survivors.customers[0] : 0;
  ReportTable table{text("cli.renewals.table"),
                    {text("cli.renewals.period"), text("cli.renewals.seen"), text("cli.renewals.survival"),
                     text("cli.renewals.retention")},
                    {}};
  Curves curve{text("cli.renewals.survival_title"),
               text("cli.renewals.period"),
               text("cli.renewals.share"),
               Form::count,
               Form::share,
               stats::Interval{0, 1},
               false,
               {}};
  Curves kept{text("cli.renewals.retention_title"),
              text("cli.renewals.period"),
              text("cli.renewals.retention"),
              Form::count,
              Form::share,
              {},
              false,
              {}};
  Curves::Curve seen{text("cli.renewals.seen"), {}, {}, {}, {}}, model{text("cli.renewals.model"), {}, {}, {}, {}};
  Curves::Curve kept_seen = seen, kept_model = model;
  for (std::size_t t = 0; t < count; ++t) {
    const auto place = static_cast<double>(t);
    const double before = t > 0 ? survivors.customers[t - 1] : 0;
    std::vector<Cell> cells = {Number{place, Form::count}, Cell(), Cell(), Cell()};
    if (start > 0) {
      cells[1] = Number{survivors.customers[t] / start, Form::share};
      seen.x.push_back(place);
      seen.y.push_back(survivors.customers[t] / start);
    }
    if (before > 0) {
      kept_seen.x.push_back(place);
      kept_seen.y.push_back(survivors.customers[t] / before);
    }
    if (fit) {
      cells[2] = Number{survival[t], Form::share};
      model.x.push_back(place);
      model.y.push_back(survival[t]);
      if (t > 0) {
        cells[3] = Number{retention[t - 1], Form::share};
        kept_model.x.push_back(place);
        kept_model.y.push_back(retention[t - 1]);
      }
    } else {
      cells[2] = fit.error().reason;
    }
    table.rows.push_back(std::move(cells));
  }
  report.tables.push_back(std::move(table));
  if (fit) {
    ReportTable parameters{text("cli.renewals.parameters"),
                           {text("cli.worth.parameter"), text("cli.figure.value"), text("cli.worth.standard_error"),
                            text("cli.figure.interval", {{"level", level}})},
                           {}};
    for (std::size_t i = 0; i < names.size(); ++i)
      parameters.rows.push_back({std::string(names[i]), Number{fit->value[i], Form::coefficient},
                                 Number{fit->standard_error[i], Form::coefficient},
                                 Between{fit->interval(i, settings.level), Form::coefficient}});
    report.tables.push_back(std::move(parameters));
    curve.curves = {seen, model};
    kept.curves = {kept_seen, kept_model};
    report.pictures.emplace_back(std::move(curve));
    report.pictures.emplace_back(std::move(kept));
    const auto m = stats::shifted_beta_geometric_of(fit->value);
    const auto next = stats::retention(m, count);
    const auto last = static_cast<std::int64_t>(count - 1);
    report.means = text("cli.renewals.means", {{"first", percent_text(language, retention.front(), 1)},
                                               {"next", percent_text(language, next, 1)},
                                               {"period", number_text(language, last)},
                                               {"survival", percent_text(language, survival.back(), 1)}});
    report.means_not = text("cli.renewals.means_not");
    const auto discounted = stats::residual_renewals(m, count - 1, 0.1);
    const auto plain = stats::residual_renewals(m, count - 1, 0);
    ReportTable rest{
        text("cli.renewals.rest", {{"period", number_text(language, last)}}), {"", text("cli.figure.value")}, {}};
    rest.rows.push_back({text("cli.renewals.rest_plain"),
                         plain ? Cell(Number{*plain, Form::number}) : Cell(text("cli.renewals.endless"))});
    rest.rows.push_back({text("cli.renewals.rest_discounted"), Number{*discounted, Form::number}});
    report.tables.push_back(std::move(rest));
  }
  return answer;
}

}  // namespace

int renewals(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  static constexpr FileVerb verb = {
      "renewals",
      "--period COL --surviving COL [options]",
      "How many contracts will still be there, and why those that stay seem to stay longer and longer\n"
      "(shifted-beta-geometric: each customer has a chance to leave of their own).",
      own_options,
      "goud renewals contracts.csv --period year --surviving customers --fit 7",
      answer};
  return run_file_verb(verb, arguments, out, err);
}

}  // namespace goud::cli
