// goud worth: what existing customers will still buy, who of them is still there, and what that is worth.
#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include "cli/file_verb.hpp"
#include "cli/verbs.hpp"
#include "cli/worth_rows.hpp"
#include "formats/csv.hpp"
#include "kernel/words.hpp"
#include "stats/bg_nbd.hpp"
#include "stats/distribution.hpp"
#include "stats/gamma_gamma.hpp"
#include "stats/parallel.hpp"
#include "stats/pareto_nbd.hpp"

namespace goud::cli {
namespace {

using stats::History;
using stats::HistoryGroups;
using stats::Parameters;
using Fit = tl::expected<stats::MaximumLikelihood, stats::Unsaid>;

constexpr std::array own_options = {
    FileOption{"--customer", Takes::value, "COL", "who bought (with --summary: the name of the row, for --customers)"},
    FileOption{"--date", Takes::value, "COL", "when; several purchases of a customer on a day are one"},
    FileOption{"--amount", Takes::value, "COL", "how much; adds what a purchase is worth"},
    FileOption{"--until", Takes::value, "DATE",
               "the last day that counts, as 2026-11-23; later purchases are left out"},
    FileOption{"--unit", Takes::value, "UNIT", "of time: week (default) or day"},
    FileOption{"--summary", Takes::value, "X,TX,T[,SPEND]",
               "instead: a row a customer, with repeat purchases, when the last was, time known, mean spend"},
    FileOption{"--model", Takes::value, "MODEL",
               "bgnbd (default: may stop after a purchase) or paretonbd (at any moment)"},
    FileOption{"--horizon", Takes::value, "N", "units ahead to expect purchases in (default 52 weeks, 365 days)"},
    FileOption{"--discount", Takes::value, "SHARE", "a year, for the value of purchases in the horizon (default 0)"},
    FileOption{"--customers", Takes::value, "FILE", "writes a CSV with a row a customer"},
};

struct Model {
  std::string_view name;
  std::array<std::string_view, 4> parameters;
  Fit (*fit)(const HistoryGroups&, int threads);
  double (*alive)(const Parameters&, const History&);
  double (*while_alive)(const Parameters&, double x, double T, double horizon);
  double (*discounted)(const Parameters&, const History&, double discount, double horizon);
};
constexpr Model models[] = {
    {"bgnbd",
     {"r", "alpha", "a", "b"},
     stats::fit_bg_nbd,
     [](const Parameters& p, const History& h) { return probability_alive(stats::bg_nbd_of(p), h); },
     [](const Parameters& p, double x, double T, double t) {
       return expected_while_alive(stats::bg_nbd_of(p), x, T, t);
     },
     [](const Parameters& p, const History& h, double d, double t) {
       return discounted_purchases(stats::bg_nbd_of(p), h, d, t);
     }},
    {"paretonbd",
     {"r", "alpha", "s", "beta"},
     stats::fit_pareto_nbd,
     [](const Parameters& p, const History& h) { return probability_alive(stats::pareto_nbd_of(p), h); },
     [](const Parameters& p, double x, double T, double t) {
       return expected_while_alive(stats::pareto_nbd_of(p), x, T, t);
     },
     [](const Parameters& p, const History& h, double d, double t) {
       return discounted_purchases(stats::pareto_nbd_of(p), h, d, t);
     }}};

struct Asked {
  const Model* model = nullptr;
  double horizon = 0;
  double discount = 0;  // continuous, per unit of time
  std::optional<std::string> customers;
};

// What a group of customers with the same history is expected to do.
struct Expectation {
  double alive = 0, purchases = 0, discounted = 0;
};

struct Worth {
  HistoryGroups groups;
  std::vector<std::uint32_t> group_of;  // per customer of the file
  stats::SpendSums spends;
  std::int64_t n = 0;
  std::int64_t came_back = 0;
  std::int64_t no_spend = 0;  // came back, without an amount above 0
  Fit fit;
  std::optional<Fit> spend_fit;
  // Only where the fit was found:
  std::vector<Expectation> expected;  // per group
  double purchases = 0;
  double alive = 0;
  std::optional<stats::Interval> purchases_interval;
  std::vector<double> curve_time, curve_purchases;
  // Only where spend was fitted too, and its mean exists:
  std::optional<double> spend;  // a purchase of somebody of whom nothing is known
  std::optional<double> value;
};

Result<Asked> asked_of(const FileArguments& given, bool by_day) {
  Asked asked;
  const auto name = word_option(given, "--model", {"bgnbd", "paretonbd"});
  if (!name) return refuse(name.error());
  asked.model = &models[*name == "bgnbd" ? 0 : 1];
  const auto horizon = number_option(given, "--horizon", by_day ? 365 : 52);
  if (!horizon) return refuse(horizon.error());
  if (!(*horizon > 0) || *horizon > 1e6)
    return refuse(FaultKind::invalid, "cli.worth.horizon", {{"value", *given.one("--horizon")}});
  asked.horizon = *horizon;
  const auto discount = number_option(given, "--discount", 0);
  if (!discount) return refuse(discount.error());
  if (!(*discount >= 0) || *discount > 10)
    return refuse(FaultKind::invalid, "cli.worth.discount", {{"value", *given.one("--discount")}});
  asked.discount = std::log1p(*discount) / (by_day ? 365.25 : 365.25 / 7);
  asked.customers = given.one("--customers");
  return asked;
}

void group(Worth& worth, const WorthRows& read) {
  worth.group_of.reserve(read.customers.size());
  for (const auto& one : read.customers) {
    worth.group_of.push_back(static_cast<std::uint32_t>(worth.groups.add(one.history, one.times)));
    if (one.history.x > 0) ++worth.came_back;
    if (read.spends && one.history.x > 0 && !worth.spends.add(one.history.x, one.spend, one.times)) ++worth.no_spend;
  }
  worth.n = static_cast<std::int64_t>(read.customers.size());
}

// Of every so-many-th group, which stands for those between where there are very many.
double purchases_of(const Worth& worth, const Asked& asked, const Parameters& at, std::size_t step, double horizon) {
  double sum = 0;
  for (std::size_t g = 0; g < worth.groups.size(); g += step) {
    const auto& history = worth.groups.history(g);
    sum += worth.groups.times(g) * asked.model->alive(at, history) *
           asked.model->while_alive(at, history.x, history.T, horizon);
  }
  return sum;
}

void expect(Worth& worth, const Asked& asked, const Settings& settings) {
  const auto& at = worth.fit->value;
  worth.expected.resize(worth.groups.size());
  stats::for_each_run(worth.groups.size(), 512, settings.threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t g = begin; g < end; ++g) {
      const auto& history = worth.groups.history(g);
      auto& one = worth.expected[g];
      one.alive = asked.model->alive(at, history);
      one.purchases = one.alive * asked.model->while_alive(at, history.x, history.T, asked.horizon);
      one.discounted = asked.discount > 0 && worth.spend_fit
                           ? asked.model->discounted(at, history, asked.discount, asked.horizon)
                           : one.purchases;
    }
  });
  for (std::size_t g = 0; g < worth.groups.size(); ++g) {
    worth.purchases += worth.groups.times(g) * worth.expected[g].purchases;
    worth.alive += worth.groups.times(g) * worth.expected[g].alive;
  }
  // The interval, by the delta method on the logarithm, and the curve: each a figure of its own per thread.
  constexpr std::size_t groups_drawn = 20000;
  constexpr std::size_t points = 26;
  const std::size_t step = worth.groups.size() / groups_drawn + 1;
  const double sampled = purchases_of(worth, asked, at, step, asked.horizon);
  if (!(sampled > 0)) return;
  const double times = worth.purchases / sampled;
  worth.curve_time.resize(points + 1);
  worth.curve_purchases.resize(points + 1);
  Parameters slopes{};
  constexpr double nudge = 1e-4;
  stats::for_each_index(points + 1 + slopes.size(), settings.threads, [&](std::size_t i) {
    if (i <= points) {
      worth.curve_time[i] = asked.horizon * static_cast<double>(i) / points;
      worth.curve_purchases[i] = times * purchases_of(worth, asked, at, step, worth.curve_time[i]);
      return;
    }
    auto above = at, below = at;
    above[i - points - 1] *= std::exp(nudge);
    below[i - points - 1] *= std::exp(-nudge);
    slopes[i - points - 1] = (purchases_of(worth, asked, above, step, asked.horizon) -
                              purchases_of(worth, asked, below, step, asked.horizon)) /
                             (2 * nudge * sampled);
  });
  const double reach = stats::two_sided_normal(settings.level) * worth.fit->standard_error_of(slopes);
  worth.purchases_interval = stats::Interval{worth.purchases * std::exp(-reach), worth.purchases * std::exp(reach)};
}

std::optional<double> spend_of(const Worth& worth, const WorthRows::Customer& one) {
  if (!worth.spend_fit || !*worth.spend_fit) return std::nullopt;
  const bool seen = one.history.x > 0 && one.spend > 0;
  const auto spend =
      expected_spend(stats::gamma_gamma_of((*worth.spend_fit)->value), seen ? one.history.x : 0, one.spend);
  return spend ? std::optional(*spend) : std::nullopt;
}

void value(Worth& worth, const WorthRows& read) {
  const auto of_all = expected_spend(stats::gamma_gamma_of((*worth.spend_fit)->value), 0, 0);
  if (!of_all) return;
  worth.spend = *of_all;
  if (!worth.fit) return;
  double sum = 0;
  for (std::size_t i = 0; i < read.customers.size(); ++i)
    sum += read.customers[i].times * worth.expected[worth.group_of[i]].discounted *
           spend_of(worth, read.customers[i]).value_or(0);
  worth.value = sum;
}

// One row a customer; what cannot be said is an empty cell.
std::string customers_csv(const Worth& worth, const WorthRows& read) {
  std::string out;
  formats::CsvWriter csv(out);
  for (const auto* name : {"customer", "x", "t_x", "T"}) csv.text(name);
  if (read.spends) csv.text("spend");
  csv.text("p_alive").text("expected_purchases");
  if (read.spends) csv.text("expected_spend").text("lifetime_value");
  csv.end_row();
  const auto number = [&](std::optional<double> value) { value ? csv.number(*value) : csv.empty(); };
  for (std::size_t i = 0; i < read.customers.size(); ++i) {
    const auto& one = read.customers[i];
    csv.text(one.name).number(one.history.x).number(one.history.t_x).number(one.history.T);
    if (read.spends) csv.number(one.spend);
    const auto* expected = worth.fit ? &worth.expected[worth.group_of[i]] : nullptr;
    number(expected != nullptr ? std::optional(expected->alive) : std::nullopt);
    number(expected != nullptr ? std::optional(expected->purchases) : std::nullopt);
    if (read.spends) {
      const auto spend = spend_of(worth, one);
      number(spend);
      number(expected != nullptr && spend ? std::optional(*spend * expected->discounted) : std::nullopt);
    }
    csv.end_row();
  }
  return out;
}

std::vector<Warning> warnings_of(const Worth& worth, const WorthRows& read, std::string_view language) {
  std::vector<Warning> warnings;
  const auto warn = [&](std::string code, const char* key, std::map<std::string, std::string> args = {}) {
    warnings.push_back({std::move(code), say(language, key, args)});
  };
  const auto reason = [](const Fit& fit) { return std::string(to_text(fit.error().reason)); };
  if (!worth.fit) {
    const auto why = worth.fit.error().reason;
    warn(reason(worth.fit), why == stats::Reason::too_few            ? "cli.worth.nobody"
                            : why == stats::Reason::did_not_converge ? "cli.worth.did_not_converge"
                                                                     : "cli.worth.not_identified");
  }
  if (worth.spend_fit && !*worth.spend_fit) warn(reason(*worth.spend_fit), "cli.worth.spend_not_identified");
  if (worth.spend_fit && *worth.spend_fit && !worth.spend) warn("spend_without_mean", "cli.worth.spend_without_mean");
  // Beyond what chance would do, and enough to matter.
  const double together = worth.spends.correlation();
  if (worth.spends.n() >= 30 && std::abs(together) > 0.3)
    warn("spend_with_frequency", "cli.worth.spend_with_frequency", {{"value", number_text(language, together, 2)}});
  if (worth.no_spend > 0) warn("no_spend", "cli.worth.no_spend", {{"count", std::to_string(worth.no_spend)}});
  if (read.date_order_open) warn("date_order", "cli.worth.date_order");
  return warnings;
}

void write_json(formats::JsonWriter& json, const Worth& worth, const WorthRows& read, const Asked& asked) {
  json.field("model", asked.model->name).field("rows", read.rows).field("n", worth.n);
  const auto named = [&](std::string_view key, const Parameters* values) {
    if (values == nullptr) {
      json.null_field(key);
      return;
    }
    json.key(key).begin_object();
    for (std::size_t i = 0; i < 4; ++i) exact_field(json, asked.model->parameters[i], (*values)[i]);
    json.end_object();
  };
  const auto* fit = worth.fit ? &*worth.fit : nullptr;
  named("parameters", fit != nullptr ? &fit->value : nullptr);
  named("standard_errors", fit != nullptr ? &fit->standard_error : nullptr);
  exact_field(json, "loglik", fit != nullptr ? std::optional(fit->loglik) : std::nullopt);
  json.field("identified", fit != nullptr);
  if (fit == nullptr) json.field("reason", to_text(worth.fit.error().reason));
  exact_field(json, "horizon", asked.horizon);
  exact_field(json, "expected_purchases", fit != nullptr ? std::optional(worth.purchases) : std::nullopt);
  interval_field(json, "expected_purchases_interval", worth.purchases_interval);
  if (!worth.spend_fit) {
    json.null_field("gamma_gamma");
    return;
  }
  const auto& spend = *worth.spend_fit;
  json.key("gamma_gamma").begin_object();
  constexpr std::array<std::string_view, 3> names = {"p", "q", "v"};
  for (std::size_t i = 0; i < names.size(); ++i)
    exact_field(json, names[i], spend ? std::optional(spend->value[i]) : std::nullopt);
  exact_field(json, "loglik", spend ? std::optional(spend->loglik) : std::nullopt);
  json.field("n", worth.spends.n());
  if (!spend) json.field("reason", to_text(spend.error().reason));
  json.end_object();
  exact_field(json, "lifetime_value", worth.value);
}

// Shares of the customers per tenth of the chance to be still there. By BG/NBD those who never came back are 1 by rule, and
// say nothing: they are left out of the picture.
Bars alive_bars(const Worth& worth, const Asked& asked, std::string_view language) {
  Bars bars;
  const bool all = asked.model->name != "bgnbd";
  bars.title = say(language, all ? "cli.worth.alive_title" : "cli.worth.alive_title_back");
  bars.form = Form::share;
  std::array<double, 10> counts{};
  double sum = 0;
  for (std::size_t g = 0; g < worth.groups.size(); ++g) {
    if (!all && worth.groups.history(g).x == 0) continue;
    counts[std::min<std::size_t>(9, static_cast<std::size_t>(worth.expected[g].alive * 10))] += worth.groups.times(g);
    sum += worth.groups.times(g);
  }
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const std::string from = number_text(language, static_cast<std::int64_t>(i * 10));
    bars.bars.push_back({from + "–" + percent_text(language, static_cast<double>(i + 1) / 10),
                         sum > 0 ? std::optional(counts[i] / sum) : std::nullopt,
                         {}});
  }
  return bars;
}

Report report_of(const Worth& worth, const WorthRows& read, const Asked& asked, const FileRows& rows,
                 const Settings& settings) {
  const std::string_view language = settings.language;
  const auto text = [&](const char* key, std::map<std::string, std::string> args = {}) {
    return say(language, key, args);
  };
  Report report;
  report.title = text("cli.worth.title");
  report.source = source_text(rows, read.rows, language);
  const std::string level = percent_text(language, settings.level, settings.level == 0.95 ? 0 : 1);
  const std::string horizon =
      say(language, read.by_day ? "cli.worth.days" : "cli.worth.weeks",
          {{"number", number_text(language, asked.horizon, asked.horizon == std::floor(asked.horizon) ? 0 : 1)}});
  const std::string interval = text("cli.figure.interval", {{"level", level}});

  ReportTable figures{text("cli.worth.figures"), {"", text("cli.figure.value"), interval}, {}};
  const auto row = [&](std::string name, Cell cell, Cell between = {}) {
    figures.rows.push_back({std::move(name), std::move(cell), std::move(between)});
  };
  const auto said = [&](bool there, double number, Form form) -> Cell {
    if (there) return Number{number, form};
    return worth.fit ? stats::Reason::not_identified : worth.fit.error().reason;
  };
  row(text("cli.worth.customers"), Number{static_cast<double>(worth.n), Form::count});
  row(text("cli.worth.came_back"), Number{static_cast<double>(worth.came_back), Form::count});
  if (read.until)
    row(text("cli.worth.later", {{"date", to_text(*read.until)}}),
        Number{static_cast<double>(read.later), Form::count});
  row(text("cli.worth.still"), said(worth.fit.has_value(), worth.alive, Form::count));
  row(text("cli.worth.purchases", {{"horizon", horizon}}), said(worth.fit.has_value(), worth.purchases, Form::count),
      worth.purchases_interval ? Cell(Between{*worth.purchases_interval, Form::count}) : Cell());
  if (worth.spend_fit) {
    row(text("cli.worth.spend"), said(worth.spend.has_value(), worth.spend.value_or(0), Form::number));
    row(text("cli.worth.value", {{"horizon", horizon}}),
        said(worth.value.has_value(), worth.value.value_or(0), Form::count));
  }
  report.tables.push_back(std::move(figures));

  ReportTable parameters{
      text(asked.model->name == "bgnbd" ? "cli.worth.parameters_bgnbd" : "cli.worth.parameters_paretonbd"),
      {text("cli.worth.parameter"), text("cli.figure.value"), text("cli.worth.standard_error"), interval},
      {}};
  const auto add = [&](const Fit& fit, std::size_t i, std::string_view name) {
    std::vector<Cell> cells = {std::string(name)};
    if (fit) {
      cells.insert(cells.end(),
                   {Number{fit->value[i], Form::coefficient}, Number{fit->standard_error[i], Form::coefficient},
                    Between{fit->interval(i, settings.level), Form::coefficient}});
    } else {
      cells.insert(cells.end(), {fit.error().reason, Cell(), Cell()});
    }
    parameters.rows.push_back(std::move(cells));
  };
  for (std::size_t i = 0; i < 4; ++i) add(worth.fit, i, asked.model->parameters[i]);
  if (worth.spend_fit) {
    for (std::size_t i = 0; i < 3; ++i) add(*worth.spend_fit, i, std::array{"p", "q", "v"}[i]);
  }
  report.tables.push_back(std::move(parameters));

  if (!worth.fit) {
    report.means = text("cli.worth.means_nothing");
    return report;
  }
  if (!worth.curve_time.empty()) {
    Curves curves;
    curves.title = text("cli.worth.curve_title");
    curves.x_label = text(read.by_day ? "cli.worth.x_days" : "cli.worth.x_weeks");
    curves.y_label = text("cli.worth.y");
    curves.x_form = curves.y_form = Form::count;
    curves.curves.push_back({"", worth.curve_time, worth.curve_purchases, {}, {}});
    report.pictures.emplace_back(std::move(curves));
  }
  report.pictures.emplace_back(alive_bars(worth, asked, language));
  const auto whole = [&](double number) {
    return number_text(language, static_cast<std::int64_t>(std::llround(number)));
  };
  report.means = text(worth.value ? "cli.worth.means_value" : "cli.worth.means",
                      {{"horizon", horizon},
                       {"purchases", whole(worth.purchases)},
                       {"customers", whole(static_cast<double>(worth.n))},
                       {"alive", percent_text(language, worth.alive / std::max(1.0, worth.groups.customers()))},
                       {"value", whole(worth.value.value_or(0))}});
  report.means_not = text(asked.model->name == "bgnbd" ? "cli.worth.means_not_bgnbd" : "cli.worth.means_not_paretonbd");
  return report;
}

Result<Answer> answer(const FileArguments& given, FileRows& rows, const Settings& settings, Progress& progress) {
  // What is wrong with a question is said before a large file is read.
  const auto early = word_option(given, "--unit", {"week", "day"});
  if (!early) return refuse(early.error());
  const auto asked = asked_of(given, *early == "day");
  if (!asked) return refuse(asked.error());
  const auto read = read_worth_rows(given, rows, progress);
  if (!read) return refuse(read.error());
  Worth worth;
  group(worth, *read);
  progress.say(say(settings.language, "cli.worth.searching"));
  worth.fit = asked->model->fit(worth.groups, settings.threads);
  if (read->spends) worth.spend_fit = stats::fit_gamma_gamma(worth.spends, settings.threads);
  if (worth.fit) expect(worth, *asked, settings);
  if (worth.spend_fit && *worth.spend_fit) value(worth, *read);
  if (asked->customers) {
    if (auto written = write_whole(*asked->customers, customers_csv(worth, *read)); !written)
      return refuse(written.error());
  }
  Answer answer = begin_answer();
  write_json(answer.json, worth, *read, *asked);
  answer.report = report_of(worth, *read, *asked, rows, settings);
  answer.warnings = warnings_of(worth, *read, settings.language);
  return answer;
}

}  // namespace

int worth(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  static constexpr FileVerb verb = {
      "worth",
      "(--customer COL --date COL --until DATE | --summary X,TX,T[,SPEND]) [options]",
      "What existing customers will still buy, who of them is probably still there, and what that is worth.\n"
      "In a file without a head, columns are called \"column 1\", \"column 2\" and so on.",
      own_options,
      "goud worth orders.csv --customer Client --date Ordered --amount Total --until 2026-06-30 --horizon 26\n"
      "  goud worth CDNOW_sample.txt --customer \"column 2\" --date \"column 3\" --amount \"column 5\" --until "
      "1997-09-30",
      answer};
  return run_file_verb(verb, arguments, out, err);
}

}  // namespace goud::cli
