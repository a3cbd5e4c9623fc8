#include "cli/survival_report.hpp"

#include <algorithm>
#include <cmath>

#include "kernel/words.hpp"

namespace goud::cli {
namespace {

constexpr std::size_t curves_drawn_max = 8, points_drawn_max = 400;
constexpr double small_p = 0.05;
constexpr std::int64_t small_group_below = 5;

template <class Test>
void test_fields(formats::JsonWriter& json, const tl::expected<Test, stats::Unsaid>& test) {
  if (test) {
    exact_field(json, "chi2", test->chi2);
    json.field("df", test->df);
    exact_field(json, "p", test->p);
  } else {
    json.null_field("chi2").null_field("df").null_field("p").field("reason", to_text(test.error().reason));
  }
}

void write_curve(formats::JsonWriter& json, const GroupSurvival& group) {
  const auto& curve = group.curve;
  json.begin_object();
  if (group.name)
    json.field("group", *group.name);
  else
    json.null_field("group");
  json.field("n", curve.n).field("events", curve.event_count);
  exact_array(json, "time", curve.time);
  exact_array(json, "at_risk", curve.at_risk);
  exact_array(json, "survival", curve.survival);
  json.key("standard_error").begin_array();
  for (const auto& error : curve.standard_error)
    if (error)
      exact_value(json, *error);
    else
      json.null();
  json.end_array().key("interval").begin_array();
  for (const auto& limits : curve.interval) {
    if (!limits) {
      json.null();
      continue;
    }
    json.begin_array();
    exact_value(json, limits->low);
    exact_value(json, limits->high);
    json.end_array();
  }
  json.end_array();
  exact_array(json, "cumulative_hazard", group.hazard.hazard);
  exact_array(json, "cumulative_hazard_standard_error", group.hazard.standard_error);
  json.key("median").begin_object();
  outcome_fields(json, group.median.outcome);
  exact_field(json, "at_least", group.median.at_least);
  json.end_object().key("restricted_mean").begin_object();
  outcome_fields(json, group.mean.outcome);
  exact_field(json, "standard_error", group.mean.standard_error);
  exact_field(json, "until", group.mean.until);
  json.end_object().end_object();
}

void write_log_rank(formats::JsonWriter& json, const Survival& found) {
  json.key("log_rank").begin_object();
  if (!found.log_rank) {
    json.null_field("chi2").null_field("df").null_field("p").field("reason", to_text(stats::Reason::not_asked));
    json.end_object();
    return;
  }
  test_fields(json, found.log_rank->test);
  json.key("groups").begin_array();
  for (std::size_t g = 0; g < found.groups.size(); ++g) {
    json.begin_object().field("group", *found.groups[g].name);
    exact_field(json, "observed", found.log_rank->observed[g]);
    exact_field(json, "expected", found.log_rank->expected[g]);
    json.end_object();
  }
  json.end_array().end_object();
}

void write_cox(formats::JsonWriter& json, const std::optional<CoxAnswer>& cox) {
  json.key("cox").begin_object();
  const auto unsaid = [&](stats::Reason reason) {
    json.null_field("loglik").null_field("loglik_null").null_field("concordance").field("reason", to_text(reason));
  };
  const auto none = [&](const std::string& name, stats::Reason reason) {
    json.begin_object().field("name", name).null_field("value").null_field("standard_error").null_field("p");
    json.null_field("interval").field("reason", to_text(reason)).end_object();
  };
  if (!cox || !cox->fit) {
    const auto reason = cox ? cox->fit.error().reason : stats::Reason::not_asked;
    unsaid(reason);
    json.key("coefficients").begin_array();
    if (cox)
      for (const auto& name : cox->names) none(name, reason);
    json.end_array().end_object();
    return;
  }
  const auto& fit = *cox->fit;
  exact_field(json, "loglik", fit.loglik);
  exact_field(json, "loglik_null", fit.loglik_null);
  if (fit.concordance) {
    exact_field(json, "concordance", fit.concordance->value);
    exact_field(json, "concordance_standard_error", fit.concordance->standard_error);
  } else {
    json.null_field("concordance").null_field("concordance_standard_error");
  }
  json.field("ties", cox->ties).field("iterations", fit.iterations);
  json.key("coefficients").begin_array();
  for (std::size_t j = 0; j < cox->names.size(); ++j) {
    const auto& said = fit.coefficients[j];
    if (!said) {
      none(cox->names[j], said.error().reason);
      continue;
    }
    json.begin_object().field("name", cox->names[j]);
    exact_field(json, "value", said->value);
    exact_field(json, "standard_error", said->standard_error);
    exact_field(json, "p", said->p);
    interval_field(json, "interval", said->interval);
    json.end_object();
  }
  json.end_array().key("proportional_hazards").begin_object().key("together").begin_object();
  test_fields(json, fit.proportional_together);
  json.end_object().key("columns").begin_array();
  for (std::size_t t = 0; t < cox->term_names.size(); ++t) {
    json.begin_object().field("name", cox->term_names[t]);
    test_fields(json, fit.proportional[t]);
    json.end_object();
  }
  json.end_array().end_object().end_object();
}

std::string listed(const std::vector<std::string>& names, const std::vector<std::size_t>& places) {
  std::string text;
  for (const auto place : places) text += (text.empty() ? "" : ", ") + names[place];
  return text;
}

void warn_of_cox(const CoxAnswer& cox, std::string_view language, std::vector<Warning>& warnings) {
  const auto warn = [&](const char* code, const WordArguments& args) {
    warnings.push_back({code, say(language, "cli.survival.warn." + std::string(code), args)});
  };
  if (!cox.fit) return;
  const auto& fit = *cox.fit;
  std::vector<std::size_t> constant, lost;
  std::size_t said = 0;
  for (std::size_t j = 0; j < cox.names.size(); ++j) {
    said += fit.coefficients[j] ? 1 : 0;
    if (fit.coefficients[j]) continue;
    if (fit.coefficients[j].error().reason == stats::Reason::no_spread) constant.push_back(j);
    if (fit.coefficients[j].error().reason == stats::Reason::did_not_converge) lost.push_back(j);
  }
  if (!fit.collinear.empty()) warn("collinear", {{"names", listed(cox.names, fit.collinear)}});
  if (!constant.empty()) warn("no_spread", {{"names", listed(cox.names, constant)}});
  if (!fit.without_end.empty()) warn("not_identified", {{"names", listed(cox.names, fit.without_end)}});
  if (!lost.empty()) warn("did_not_converge", {{"names", listed(cox.names, lost)}});
  if (said > 0 && fit.events < static_cast<std::int64_t>(10 * said))
    warn("few_events", {{"events", number_text(language, fit.events)},
                        {"columns", number_text(language, static_cast<std::int64_t>(said))}});
  std::vector<std::size_t> changing;
  for (std::size_t t = 0; t < cox.term_names.size(); ++t)
    if (fit.proportional[t] && fit.proportional[t]->p < small_p) changing.push_back(t);
  if (fit.proportional_together && fit.proportional_together->p < small_p && !changing.empty())
    warn("not_proportional", {{"names", listed(cox.term_names, changing)},
                              {"p", form_text(Form::probability, fit.proportional_together->p, language)}});
}

// Times and sums of weights as a person writes them: whole where they are.
Form form_of(double value) { return value == std::floor(value) ? Form::count : Form::number; }
std::string time_text(double time, std::string_view language) { return form_text(form_of(time), time, language); }
Cell cell_of(double value) { return Number{value, form_of(value)}; }

std::string name_of(const GroupSurvival& group, std::string_view language) {
  return group.name ? *group.name : say(language, "cli.figure.all");
}

ReportTable summary_table(const Survival& found, std::string_view level, std::string_view language) {
  ReportTable table;
  const std::string interval = say(language, "cli.figure.interval", {{"level", std::string(level)}});
  const double until = found.groups.empty() ? 0 : found.groups[0].mean.until;
  table.title = say(language, "cli.survival.table.groups");
  table.headings = {found.by_name,
                    "n",
                    say(language, "cli.survival.events"),
                    say(language, "cli.survival.median"),
                    interval,
                    say(language, "cli.survival.mean", {{"until", time_text(until, language)}}),
                    interval};
  for (const auto& group : found.groups) {
    auto& cells = table.rows.emplace_back();
    cells.emplace_back(name_of(group, language));
    cells.emplace_back(Number{static_cast<double>(group.curve.n), Form::count});
    cells.emplace_back(Number{static_cast<double>(group.curve.event_count), Form::count});
    const auto& median = group.median.outcome;
    cells.push_back(median ? cell_of(median->value) : Cell(say(language, "cli.survival.not_reached")));
    if (median && median->interval) {
      const auto& limits = *median->interval;
      const bool whole = form_of(limits.low) == Form::count && form_of(limits.high) == Form::count;
      cells.emplace_back(Between{limits, whole ? Form::count : Form::number});
    } else if (group.median.at_least) {
      cells.emplace_back(say(language, "cli.survival.from", {{"low", time_text(*group.median.at_least, language)}}));
    } else {
      cells.emplace_back();
    }
    auto mean = outcome_cells(group.mean.outcome, Form::number);
    cells.push_back(std::move(mean[0]));
    cells.push_back(std::move(mean[1]));
  }
  return table;
}

ReportTable times_table(const Survival& found, std::string_view level, std::string_view language) {
  ReportTable table;
  table.title = say(language, "cli.survival.table.times");
  if (!found.by_name.empty()) table.headings.push_back(found.by_name);
  table.headings.insert(table.headings.end(),
                        {found.time_name, say(language, "cli.survival.at_risk"), say(language, "cli.survival.share"),
                         say(language, "cli.figure.interval", {{"level", std::string(level)}})});
  for (const auto& group : found.groups) {
    for (std::size_t k = 0; k < found.times.size() && found.times[k] <= group.curve.last_time; ++k) {
      auto& cells = table.rows.emplace_back();
      if (!found.by_name.empty()) cells.emplace_back(name_of(group, language));
      auto three = outcome_cells(stats::survival_at(group.curve, found.times[k]), Form::share);
      cells.push_back(cell_of(found.times[k]));
      cells.push_back(cell_of(group.at_risk[k]));
      cells.push_back(std::move(three[0]));
      cells.push_back(std::move(three[1]));
    }
  }
  return table;
}

ReportTable log_rank_table(const Survival& found, std::string_view language) {
  ReportTable table;
  table.title = say(language, "cli.survival.table.log_rank");
  table.headings = {found.by_name, say(language, "cli.survival.observed"), say(language, "cli.survival.expected")};
  for (std::size_t g = 0; g < found.groups.size(); ++g)
    table.rows.push_back({name_of(found.groups[g], language), cell_of(found.log_rank->observed[g]),
                          Number{found.log_rank->expected[g], Form::number}});
  const auto& test = found.log_rank->test;
  if (test) {
    table.rows.push_back({say(language, "cli.survival.chi2"), Number{test->chi2, Form::number}, {}});
    table.rows.push_back({"df", Number{static_cast<double>(test->df), Form::count}, {}});
    table.rows.push_back({"p", Number{test->p, Form::probability}, {}});
  } else {
    table.rows.push_back({"p", test.error().reason, {}});
  }
  return table;
}

ReportTable cox_table(const CoxAnswer& cox, std::string_view level, std::string_view language) {
  ReportTable table;
  table.title = say(language, "cli.survival.table.cox");
  table.headings = {say(language, "cli.survival.column"),
                    say(language, "cli.survival.ratio"),
                    say(language, "cli.figure.interval", {{"level", std::string(level)}}),
                    "p",
                    say(language, "cli.survival.coefficient"),
                    say(language, "cli.survival.error")};
  for (std::size_t j = 0; j < cox.names.size(); ++j) {
    auto& cells = table.rows.emplace_back();
    cells.emplace_back(cox.names[j]);
    if (!cox.fit || !cox.fit->coefficients[j]) {
      cells.emplace_back(cox.fit ? cox.fit->coefficients[j].error().reason : cox.fit.error().reason);
      cells.resize(6);
      continue;
    }
    const auto& said = *cox.fit->coefficients[j];
    cells.emplace_back(Number{std::exp(said.value), Form::coefficient});
    cells.emplace_back(Between{{std::exp(said.interval.low), std::exp(said.interval.high)}, Form::coefficient});
    cells.emplace_back(Number{said.p, Form::probability});
    cells.emplace_back(Number{said.value, Form::coefficient});
    cells.emplace_back(Number{said.standard_error, Form::coefficient});
  }
  return table;
}

// How well the model tells who goes sooner, and how far it is from knowing nothing.
ReportTable fit_table(const stats::CoxFit& fit, std::string_view language) {
  ReportTable table;
  table.title = say(language, "cli.survival.table.fit");
  table.headings = {"", say(language, "cli.figure.value")};
  table.rows = {{say(language, "cli.survival.concordance"),
                 fit.concordance ? Cell(Number{fit.concordance->value, Form::coefficient})
                                 : Cell(fit.concordance.error().reason)},
                {say(language, "cli.survival.loglik"), Number{fit.loglik, Form::number}},
                {say(language, "cli.survival.loglik_null"), Number{fit.loglik_null, Form::number}}};
  return table;
}

ReportTable proportional_table(const CoxAnswer& cox, std::string_view language) {
  ReportTable table;
  table.title = say(language, "cli.survival.table.proportional");
  table.headings = {say(language, "cli.survival.column"), say(language, "cli.survival.chi2"), "df", "p"};
  const auto row = [&](const std::string& name, const tl::expected<stats::ProportionalTest, stats::Unsaid>& test) {
    if (test)
      table.rows.push_back({name, Number{test->chi2, Form::number}, Number{static_cast<double>(test->df), Form::count},
                            Number{test->p, Form::probability}});
    else
      table.rows.push_back({name, test.error().reason, {}, {}});
  };
  for (std::size_t t = 0; t < cox.term_names.size(); ++t) row(cox.term_names[t], cox.fit->proportional[t]);
  row(say(language, "cli.survival.together"), cox.fit->proportional_together);
  return table;
}

Curves curves_of(const Survival& found, std::string_view language) {
  Curves picture;
  picture.title = say(language, "cli.survival.picture", {{"event", found.event}});
  picture.x_label = found.time_name;
  picture.y_label = say(language, "cli.survival.share");
  picture.y_form = Form::share;
  picture.y_range = stats::Interval{0, 1};
  picture.steps = true;
  double last = 0;
  for (const auto& group : found.groups) last = std::max(last, group.curve.last_time);
  for (std::size_t g = 0; g < std::min(found.groups.size(), curves_drawn_max); ++g) {
    const auto& curve = found.groups[g].curve;
    if (curve.n == 0 || !(curve.last_time > 0)) continue;
    auto& line = picture.curves.emplace_back();
    if (found.groups[g].name) line.label = *found.groups[g].name;
    const auto add = [&](double x, double y, double low, double high) {
      line.x.push_back(x);
      line.y.push_back(y);
      line.low.push_back(low);
      line.high.push_back(high);
    };
    add(0, 1, 1, 1);
    const double step = last / static_cast<double>(points_drawn_max);
    for (std::size_t j = 0; j < curve.time.size(); ++j) {
      // Of several times that fall on one spot the last is drawn.
      if (j + 1 < curve.time.size() && std::floor(curve.time[j + 1] / step) == std::floor(curve.time[j] / step))
        continue;
      const auto limits = curve.interval[j].value_or(stats::Interval{curve.survival[j], curve.survival[j]});
      if (curve.time[j] > line.x.back())
        add(curve.time[j], curve.survival[j], limits.low, limits.high);
      else  // at time 0
        line.y.back() = curve.survival[j], line.low.back() = limits.low, line.high.back() = limits.high;
    }
    if (curve.last_time > line.x.back()) add(curve.last_time, line.y.back(), line.low.back(), line.high.back());
  }
  return picture;
}

Bars bars_of(const CoxAnswer& cox, std::string_view language) {
  Bars bars;
  bars.title = say(language, "cli.survival.ratio");
  bars.form = Form::coefficient;
  bars.reference = 1;
  for (std::size_t j = 0; j < cox.names.size(); ++j) {
    auto& bar = bars.bars.emplace_back();
    bar.label = cox.names[j];
    if (!cox.fit || !cox.fit->coefficients[j]) continue;
    const auto& said = *cox.fit->coefficients[j];
    const double high = std::exp(said.interval.high);
    if (!std::isfinite(high)) continue;
    bar.value = std::exp(said.value);
    bar.interval = stats::Interval{std::exp(said.interval.low), high};
  }
  return bars;
}

std::string meaning_of_cox(const Survival& found, std::string_view level, std::string_view language) {
  const auto& cox = *found.cox;
  if (!cox.fit) return say(language, "cli.survival.means.nothing", {{"event", found.event}});
  std::optional<std::size_t> strongest;
  const auto z = [&](std::size_t j) {
    const auto& said = *cox.fit->coefficients[j];
    return std::abs(said.value) / said.standard_error;
  };
  for (std::size_t j = 0; j < cox.names.size(); ++j)
    if (const auto& said = cox.fit->coefficients[j]; said && (said->interval.low > 0 || said->interval.high < 0))
      if (!strongest || z(j) > z(*strongest)) strongest = j;
  if (!strongest) return say(language, "cli.survival.means.cox_none", {{"event", found.event}});
  const auto& said = *cox.fit->coefficients[*strongest];
  const std::string& name = cox.names[*strongest];
  const bool level_of_words = std::find(cox.term_names.begin(), cox.term_names.end(), name) == cox.term_names.end();
  return say(language, level_of_words ? "cli.survival.means.cox_level" : "cli.survival.means.cox_number",
             {{"event", found.event},
              {"name", name},
              {"ratio", form_text(Form::coefficient, std::exp(said.value), language)},
              {"low", form_text(Form::coefficient, std::exp(said.interval.low), language)},
              {"high", form_text(Form::coefficient, std::exp(said.interval.high), language)},
              {"level", std::string(level)}});
}

std::string meaning_of_groups(const Survival& found, double level, std::string_view language) {
  const auto& test = found.log_rank->test;
  if (!test)
    return say(language, "cli.survival.means.groups_unsaid", {{"column", found.by_name}, {"event", found.event}});
  return say(
      language, test->p < 1 - level ? "cli.survival.means.groups_differ" : "cli.survival.means.groups_alike",
      {{"column", found.by_name}, {"event", found.event}, {"p", form_text(Form::probability, test->p, language)}});
}

std::string meaning_of_whole(const Survival& found, std::string_view level, std::string_view language) {
  const auto& group = found.groups[0];
  if (group.curve.time.empty()) return say(language, "cli.survival.means.nothing", {{"event", found.event}});
  if (group.median.outcome)
    return say(language, "cli.survival.means.half",
               {{"event", found.event},
                {"time", time_text(group.median.outcome->value, language)},
                {"column", found.time_name}});
  // Not half had it: what is left at the last time that has an interval.
  std::size_t at = group.curve.time.size() - 1;
  while (at > 0 && !group.curve.interval[at]) --at;
  if (!group.curve.interval[at]) return say(language, "cli.survival.means.nothing", {{"event", found.event}});
  return say(language, "cli.survival.means.left",
             {{"event", found.event},
              {"time", time_text(group.curve.time[at], language)},
              {"column", found.time_name},
              {"share", percent_text(language, group.curve.survival[at])},
              {"low", percent_text(language, group.curve.interval[at]->low)},
              {"high", percent_text(language, group.curve.interval[at]->high)},
              {"level", std::string(level)}});
}

}  // namespace

void write_survival(formats::JsonWriter& json, const Survival& found) {
  json.field("rows", found.rows).field("n", found.n).field("events", found.events);
  json.key("curves").begin_array();
  for (const auto& group : found.groups) write_curve(json, group);
  json.end_array();
  write_log_rank(json, found);
  write_cox(json, found.cox);
}

std::vector<Warning> survival_warnings(const Survival& found, std::string_view language) {
  std::vector<Warning> warnings;
  std::size_t small = 0;
  std::string early;
  for (const auto& group : found.groups) {
    small += group.name && group.curve.n < small_group_below ? 1 : 0;
    if (group.curve.ran_out_early) early += (early.empty() ? "" : ", ") + name_of(group, language);
  }
  if (found.left_out > 0)
    warnings.push_back({"entry_not_before_time", say(language, "cli.survival.warn.entry_not_before_time",
                                                     {{"count", std::to_string(found.left_out)}})});
  if (found.n > 0 && found.events == 0)
    warnings.push_back({"no_events", say(language, "cli.survival.warn.no_events", {{"event", found.event}})});
  if (small > 0)
    warnings.push_back({"small_group", say(language, "cli.warning.small_group", {{"count", std::to_string(small)}})});
  if (!early.empty())
    warnings.push_back({"risk_ran_out", say(language, "cli.survival.warn.risk_ran_out", {{"names", early}})});
  if (found.groups.size() > stats::log_rank_groups_max)
    warnings.push_back({"many_groups", say(language, "cli.survival.warn.many_groups",
                                           {{"most", std::to_string(stats::log_rank_groups_max)}})});
  if (found.cox) warn_of_cox(*found.cox, language, warnings);
  return warnings;
}

Report survival_report(const Survival& found, const FileRows& rows, double level, std::string_view language) {
  Report report;
  const std::string level_text = percent_text(language, level, level == 0.95 ? 0 : 1);
  report.title = say(language, "cli.survival.title", {{"event", found.event}});
  report.source = source_text(rows, found.rows, language);
  report.level = level;
  report.means = found.cox        ? meaning_of_cox(found, level_text, language)
                 : found.log_rank ? meaning_of_groups(found, level, language)
                                  : meaning_of_whole(found, level_text, language);
  report.means_not = say(language, "cli.survival.means_not");
  report.tables.push_back(summary_table(found, level_text, language));
  report.tables.push_back(times_table(found, level_text, language));
  if (found.log_rank) report.tables.push_back(log_rank_table(found, language));
  if (auto curves = curves_of(found, language); !curves.curves.empty()) report.pictures.emplace_back(std::move(curves));
  if (found.groups.size() > curves_drawn_max)
    report.notes.push_back(
        say(language, "cli.survival.drawn",
            {{"drawn", std::to_string(curves_drawn_max)}, {"count", std::to_string(found.groups.size())}}));
  if (found.cox) {
    report.tables.push_back(cox_table(*found.cox, level_text, language));
    if (found.cox->fit) {
      report.tables.push_back(proportional_table(*found.cox, language));
      report.tables.push_back(fit_table(*found.cox->fit, language));
    }
    report.pictures.emplace_back(bars_of(*found.cox, language));
  }
  return report;
}

}  // namespace goud::cli
