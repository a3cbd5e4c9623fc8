// Whether those who judge the same units agree: Krippendorff's alpha, and the kappas where they are asked for as well.
#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "cli/agreement.hpp"
#include "kernel/words.hpp"
#include "stats/kappa.hpp"
#include "stats/krippendorff.hpp"

namespace goud::cli {
namespace {

using stats::Measure;

struct Judged {
  std::int64_t rows = 0, complete = 0;
  std::vector<std::vector<double>> by_judge;  // NaN where one did not judge
  std::size_t categories = 0;                 // of words, numbered as they came
};

Result<Judged> judged_of(FileRows& rows, const std::vector<std::size_t>& judges, Measure measure, Progress& progress) {
  Judged judged;
  judged.by_judge.resize(judges.size());
  std::unordered_map<std::string, double> names;
  std::unordered_map<double, double> numbers;  // 1 and 1.0 are one category
  std::int64_t told = 0;
  auto read = rows.each({}, [&](const FileRows::Row& row) -> Done {
    std::size_t present = 0;
    for (std::size_t j = 0; j < judges.size(); ++j) {
      const auto cell = row.cells[judges[j]];
      double value = std::numeric_limits<double>::quiet_NaN();
      if (!rows.missing(judges[j], cell)) {
        ++present;
        const auto number = rows.number(cell);
        if (measure == Measure::nominal) {
          const auto fresh = static_cast<double>(names.size() + numbers.size());
          value = number ? numbers.try_emplace(*number, fresh).first->second
                         : names.try_emplace(std::string(formats::without_blanks(cell)), fresh).first->second;
        } else if (!number || !std::isfinite(*number)) {
          return rows.refuse_cell(row.line, judges[j], cell, "cli.score.no_number");
        } else if (measure == Measure::ratio && *number < 0) {
          return rows.refuse_cell(row.line, judges[j], cell, "cli.agreement.below_nought");
        } else {
          value = *number;
        }
      }
      judged.by_judge[j].push_back(value);
    }
    judged.complete += present == judges.size() ? 1 : 0;
    progress.at(++told);
    return {};
  });
  if (!read) return refuse(read.error());
  judged.rows = *read;
  judged.categories = names.size() + numbers.size();
  return judged;
}

stats::JudgedUnits units_of(const Judged& judged, std::size_t without) {
  stats::JudgedUnits units;
  std::vector<double> unit;
  for (std::size_t i = 0; !judged.by_judge.empty() && i < judged.by_judge[0].size(); ++i) {
    unit.clear();
    for (std::size_t j = 0; j < judged.by_judge.size(); ++j) {
      if (j != without) unit.push_back(judged.by_judge[j][i]);
    }
    units.add(unit);
  }
  return units;
}

// Units that all judged, in the two forms that the kappas want.
stats::Outcome kappa_of(const Judged& judged, double level) {
  const std::size_t judges = judged.by_judge.size();
  stats::JudgedTwice twice(judges == 2 ? judged.categories : 0);
  stats::JudgedByMany many;
  std::vector<std::int64_t> counts(judged.categories);
  for (std::size_t i = 0; i < judged.by_judge[0].size(); ++i) {
    std::fill(counts.begin(), counts.end(), 0);
    bool complete = true;
    for (std::size_t j = 0; j < judges && complete; ++j) {
      complete = std::isfinite(judged.by_judge[j][i]);
      if (complete) ++counts[static_cast<std::size_t>(judged.by_judge[j][i])];
    }
    if (!complete) continue;
    if (judges == 2) {
      (void)twice.add(static_cast<std::size_t>(judged.by_judge[0][i]), static_cast<std::size_t>(judged.by_judge[1][i]));
    } else {
      (void)many.add(counts);
    }
  }
  return judges == 2 ? stats::cohen_kappa(twice, stats::Nearness::same, level) : stats::fleiss_kappa(many, level);
}

// A table of every category against every other does not fit for texts that nobody coded.
constexpr std::size_t categories_most = 1000;

std::string means_of(const stats::Outcome& alpha, std::string_view language) {
  if (!alpha) return {};
  const auto number = [&](double value) { return form_text(Form::number, value, language); };
  if (!alpha->interval) return say(language, "cli.agreement.judges_alone", {{"value", number(alpha->value)}});
  const char* key = alpha->interval->low >= 0.8     ? "cli.agreement.judges_agree"
                    : alpha->interval->low >= 0.667 ? "cli.agreement.judges_cautious"
                    : alpha->interval->high < 0.667 ? "cli.agreement.judges_differ"
                                                    : "cli.agreement.judges_undecided";
  return say(language, key,
             {{"value", number(alpha->value)},
              {"low", number(alpha->interval->low)},
              {"high", number(alpha->interval->high)}});
}

}  // namespace

Result<Answer> agreement_of_judges(const FileArguments& given, FileRows& rows, const Settings& settings,
                                   Progress& progress) {
  const std::string_view language = settings.language;
  const auto judges = columns_of(rows, *given.one("--raters"));
  if (!judges) return refuse(judges.error());
  if (judges->size() < 2) return refuse(FaultKind::invalid, "cli.agreement.two_judges");
  if (const auto asked = needed_option(given, "--measure"); !asked) return refuse(asked.error());
  const auto word = word_option(given, "--measure", {"nominal", "ordinal", "interval", "ratio"});
  if (!word) return refuse(word.error());
  const Measure measure = *word == "nominal"    ? Measure::nominal
                          : *word == "ordinal"  ? Measure::ordinal
                          : *word == "interval" ? Measure::interval
                                                : Measure::ratio;
  const auto judged = judged_of(rows, *judges, measure, progress);
  if (!judged) return refuse(judged.error());

  const auto units = units_of(*judged, judges->size());
  const auto alpha = stats::krippendorff_alpha(units, measure, settings.level, {5000, settings.seed, settings.threads});
  std::optional<stats::Outcome> kappa;
  if (measure == Measure::nominal && judged->categories <= categories_most) kappa = kappa_of(*judged, settings.level);
  std::vector<stats::Outcome> without;
  for (std::size_t j = 0; judges->size() > 2 && j < judges->size(); ++j)
    without.push_back(stats::krippendorff_alpha(units_of(*judged, j), measure, settings.level, {0, 1, 1}));

  Answer answer = begin_answer();
  auto& json = answer.json;
  json.field("rows", judged->rows).field("n", judged->complete).field("measure", *word);
  json.field("units", static_cast<std::int64_t>(units.units()))
      .field("values", static_cast<std::int64_t>(units.values.size()));
  outcome_field(json, "krippendorff_alpha", alpha);
  const std::string_view kappa_name = judges->size() == 2 ? "cohen_kappa" : "fleiss_kappa";
  if (kappa) outcome_field(json, kappa_name, *kappa);
  if (!without.empty()) {
    json.key("without").begin_array();
    for (std::size_t j = 0; j < judges->size(); ++j) {
      json.begin_object().field("name", rows.columns()[(*judges)[j]].name);
      exact_field(json, "value", without[j] ? std::optional(without[j]->value) : std::nullopt);
      if (!without[j]) json.field("reason", to_text(without[j].error().reason));
      json.end_object();
    }
    json.end_array();
  }
  if (units.units() < 10 && units.units() > 0)
    answer.warnings.push_back(
        {"few_units", say(language, "cli.agreement.few_units", {{"count", std::to_string(units.units())}})});
  const auto left_out =
      static_cast<std::int64_t>(judged->by_judge[0].size()) - static_cast<std::int64_t>(units.units());
  if (left_out > 0)
    answer.warnings.push_back(
        {"judged_once", say(language, "cli.agreement.judged_once", {{"count", std::to_string(left_out)}})});

  auto& report = answer.report;
  report.title = say(language, "cli.agreement.title_judges");
  report.source = source_text(rows, judged->rows, language);
  report.means = means_of(alpha, language);
  report.means_not = say(language, "cli.agreement.means_not_judges");
  const std::string level = percent_text(language, settings.level, settings.level == 0.95 ? 0 : 1);
  ReportTable table;
  table.headings = {"", say(language, "cli.figure.value"), say(language, "cli.figure.interval", {{"level", level}}),
                    "n"};
  Bars bars;
  bars.title = report.title;
  bars.form = Form::coefficient;
  bars.reference = 0;
  const auto line = [&](const std::string& label, const stats::Outcome& outcome, bool with_interval) {
    auto& cells = table.rows.emplace_back();
    cells.emplace_back(label);
    auto told = outcome_cells(outcome, Form::coefficient);
    if (!with_interval && outcome) told[1] = std::monostate{};
    cells.insert(cells.end(), told.begin(), told.end());
    auto& bar = bars.bars.emplace_back();
    bar.label = label;
    if (!outcome) return;
    bar.value = outcome->value;
    bar.interval = outcome->interval;
  };
  line(say(language, "cli.agreement.alpha." + *word), alpha, true);
  if (kappa) line(say(language, "cli.agreement." + std::string(kappa_name)), *kappa, true);
  for (std::size_t j = 0; j < without.size(); ++j)
    line(say(language, "cli.agreement.without", {{"name", rows.columns()[(*judges)[j]].name}}), without[j], false);
  report.tables.push_back(std::move(table));
  report.pictures.emplace_back(std::move(bars));
  return answer;
}

}  // namespace goud::cli
