#include "cli/drivers_report.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "kernel/words.hpp"

namespace goud::cli {
namespace {

Cell number_or(const std::optional<double>& value, Form form, std::optional<stats::Reason> reason = std::nullopt) {
  if (value) return Number{*value, form};
  return reason ? Cell(*reason) : Cell();
}

Cell between_or(const std::optional<stats::Interval>& interval, Form form) {
  return interval ? Cell(Between{*interval, form}) : Cell();
}

Cell value_cell(const stats::Outcome& outcome, Form form) {
  return outcome ? Cell(Number{outcome->value, form}) : Cell(outcome.error().reason);
}

Cell interval_cell(const stats::Outcome& outcome, Form form) {
  return outcome ? between_or(outcome->interval, form) : Cell();
}

std::string place_text(std::optional<stats::MapPlace> place, std::string_view language) {
  if (!place) return {};
  switch (*place) {
    case stats::MapPlace::first:
      return say(language, "cli.drivers.place.first");
    case stats::MapPlace::cherish:
      return say(language, "cli.drivers.place.cherish");
    case stats::MapPlace::keep:
      return say(language, "cli.drivers.place.keep");
    case stats::MapPlace::later:
      break;
  }
  return say(language, "cli.drivers.place.later");
}

// What counts most stands above; what cannot be said, below.
std::vector<std::size_t> by_importance(const DriversFound& found) {
  std::vector<std::size_t> order(found.names.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return found.map.drivers[a].importance.value_or(-1) > found.map.drivers[b].importance.value_or(-1);
  });
  return order;
}

ReportTable main_table(const DriversFound& found, const std::vector<std::size_t>& order, const std::string& interval,
                       std::string_view language) {
  ReportTable table;
  table.title = say(language, "cli.drivers.table");
  table.headings = {say(language, "cli.drivers.driver"), say(language, "cli.drivers.importance"),
                    say(language, "cli.drivers.share")};
  if (found.share_intervals)
    table.headings.push_back(say(language, "cli.drivers.share_interval", {{"interval", interval}}));
  if (found.map.orders > 0) table.headings.push_back(say(language, "cli.drivers.sampling_error"));
  table.headings.push_back(say(language, "cli.drivers.coefficient"));
  table.headings.push_back(interval);
  table.headings.push_back(say(language, "cli.drivers.robust", {{"interval", interval}}));
  table.headings.push_back(say(language, "cli.drivers.performance"));
  table.headings.push_back(say(language, "cli.drivers.place"));
  for (const std::size_t j : order) {
    const auto& driver = found.map.drivers[j];
    auto& cells = table.rows.emplace_back();
    cells = {found.names[j], number_or(driver.importance, Form::coefficient, driver.no_importance),
             number_or(driver.share, Form::share)};
    if (found.share_intervals) cells.push_back(between_or((*found.share_intervals)[j], Form::share));
    if (found.map.orders > 0) cells.push_back(number_or(driver.sampling_error, Form::coefficient));
    cells.push_back(value_cell(driver.coefficient, Form::coefficient));
    cells.push_back(interval_cell(driver.coefficient, Form::coefficient));
    cells.push_back(between_or(found.robust[j], Form::coefficient));
    cells.push_back(value_cell(driver.performance, Form::share));
    cells.push_back(place_text(driver.place, language));
  }
  return table;
}

ReportTable logit_table(const DriversFound& found, const std::vector<std::size_t>& order, const std::string& interval,
                        std::string_view language) {
  ReportTable table;
  table.title = say(language, "cli.drivers.logit", {{"outcome", found.outcome}});
  table.headings = {say(language, "cli.drivers.driver"), say(language, "cli.drivers.odds_ratio"), interval};
  const auto& logit = *found.logit;
  for (const std::size_t j : order) {
    auto& cells = table.rows.emplace_back();
    cells.push_back(found.names[j]);
    if (!logit) {
      cells.insert(cells.end(), {logit.error().reason, Cell()});
      continue;
    }
    auto outcome = logit->coefficients[j];
    if (outcome) {
      outcome->value = std::exp(outcome->value);
      if (outcome->interval)
        outcome->interval = stats::Interval{std::exp(outcome->interval->low), std::exp(outcome->interval->high)};
    }
    cells.push_back(value_cell(outcome, Form::number));
    cells.push_back(interval_cell(outcome, Form::number));
  }
  return table;
}

ReportTable contrast_table(const DriversFound& found, const std::vector<std::size_t>& order,
                           const std::string& interval, std::string_view language) {
  ReportTable table;
  table.title = say(language, "cli.drivers.contrast");
  table.headings = {say(language, "cli.drivers.driver"),
                    say(language, "cli.drivers.penalty"),
                    interval,
                    say(language, "cli.drivers.reward"),
                    interval,
                    say(language, "cli.drivers.kind"),
                    say(language, "cli.drivers.n_below"),
                    say(language, "cli.drivers.n_as"),
                    say(language, "cli.drivers.n_above")};
  const auto& contrasts = *found.contrasts;
  for (const std::size_t j : order) {
    auto& cells = table.rows.emplace_back();
    cells.push_back(found.names[j]);
    if (!contrasts) {
      cells.push_back(contrasts.error().reason);
      cells.resize(table.headings.size());
      continue;
    }
    const auto& contrast = (*contrasts)[j];
    cells.push_back(value_cell(contrast.penalty, Form::coefficient));
    cells.push_back(interval_cell(contrast.penalty, Form::coefficient));
    cells.push_back(value_cell(contrast.reward, Form::coefficient));
    cells.push_back(interval_cell(contrast.reward, Form::coefficient));
    cells.push_back(say(language, "cli.drivers.kind." + std::string(to_text(contrast.kind))));
    for (const auto many : {contrast.below, contrast.as, contrast.above})
      cells.push_back(Number{static_cast<double>(many), Form::count});
  }
  return table;
}

std::string means_text(const DriversFound& found, const std::vector<std::size_t>& order, const std::string& level,
                       std::string_view language) {
  if (!found.map.fit) return say(language, "cli.drivers.means_unsaid", {{"outcome", found.outcome}});
  const WordArguments arguments = {{"outcome", found.outcome},
                                   {"n", number_text(language, found.n)},
                                   {"level", level},
                                   {"r2", percent_text(language, found.map.fit->r2)}};
  if (!found.tells()) return say(language, "cli.drivers.means_nothing", arguments);
  auto more = arguments;
  more["driver"] = found.names[order[0]];
  more["share"] = percent_text(language, found.map.drivers[order[0]].share.value_or(0));
  std::string text = say(language, "cli.drivers.means", more);
  std::string first;
  for (const std::size_t j : order) {
    if (found.map.drivers[j].place == stats::MapPlace::first) first += (first.empty() ? "" : ", ") + found.names[j];
  }
  if (!first.empty()) text += ' ' + say(language, "cli.drivers.means_first", {{"drivers", first}});
  return text;
}

}  // namespace

Report drivers_report(const DriversFound& found, std::string_view language) {
  const std::string level = percent_text(language, found.level, found.level == 0.95 ? 0 : 1);
  const std::string interval = say(language, "cli.figure.interval", {{"level", level}});
  const auto order = by_importance(found);
  Report report;
  report.title = say(language, "cli.drivers.title", {{"outcome", found.outcome}});
  report.tables.push_back(main_table(found, order, interval, language));
  if (found.logit) report.tables.push_back(logit_table(found, order, interval, language));
  if (found.contrasts) report.tables.push_back(contrast_table(found, order, interval, language));

  Cloud map;
  map.title = say(language, "cli.drivers.map");
  map.x_label = say(language, "cli.drivers.performance");
  map.y_label = say(language, "cli.drivers.share");
  map.x_form = map.y_form = Form::share;
  map.x_cross = found.map.performance_line;
  map.y_cross = found.map.share_line;
  map.labelled = true;
  Bars bars;
  bars.title = say(language, "cli.drivers.share");
  bars.form = Form::share;
  for (const std::size_t j : order) {
    const auto& driver = found.map.drivers[j];
    if (!driver.share) continue;
    if (driver.performance) map.points.push_back({found.names[j], driver.performance->value, *driver.share});
    bars.bars.push_back(
        {found.names[j], driver.share, found.share_intervals ? (*found.share_intervals)[j] : std::nullopt});
  }
  if (!map.points.empty()) report.pictures.emplace_back(std::move(map));
  if (!bars.bars.empty() && found.share_intervals) report.pictures.emplace_back(std::move(bars));
  report.means = means_text(found, order, level, language);
  report.means_not = say(language, "cli.drivers.means_not");
  return report;
}

}  // namespace goud::cli
