// goud drivers: which columns go with an outcome, how much each counts, and how well each is done.
#include <algorithm>
#include <array>
#include <cmath>

#include "cli/drivers_report.hpp"
#include "cli/number_columns.hpp"
#include "cli/verbs.hpp"
#include "kernel/words.hpp"

namespace goud::cli {
namespace {

constexpr std::array own_options = {
    FileOption{"--outcome", Takes::value, "COL[=VALUE]",
               "what is to be explained: numbers, or 1 where it is VALUE and else 0"},
    FileOption{"--drivers", Takes::value, "A,B,…", "columns of numbers that may go with it"},
    FileOption{"--method", Takes::value, "lmg|johnson", "how importance is shared out (default lmg)"},
    FileOption{"--scale", Takes::value, "LO:HI", "scale of the drivers, for performance (default: as observed)"},
    FileOption{"--bootstrap", Takes::value, "N", "intervals of the shares from N samples of the rows"},
    FileOption{"--expected", Takes::value, "V[:V]",
               "what counts as expected; adds what failing takes and exceeding gives"},
};

struct Asked {
  std::size_t outcome = 0;
  std::optional<FileRows::Chosen> chosen;  // where the outcome is COL=VALUE
  std::vector<std::size_t> drivers;
  stats::ImportanceMethod method = stats::ImportanceMethod::lmg;
  std::optional<stats::Interval> scale, expected;
  std::int64_t bootstrap = 0;
};

Result<std::optional<stats::Interval>> expected_option(const FileArguments& given) {
  const auto text = given.one("--expected");
  if (!text) return std::nullopt;
  const auto at = text->find(':', 1);
  const auto low = formats::number_of(at == std::string::npos ? *text : text->substr(0, at));
  const auto high = at == std::string::npos ? low : formats::number_of(text->substr(at + 1));
  if (!low || !high || *low > *high) return refuse(FaultKind::invalid, "cli.drivers.expected", {{"value", *text}});
  return stats::Interval{*low, *high};
}

Result<Asked> asked_of(const FileArguments& given, const FileRows& rows) {
  Asked asked;
  const auto outcome = needed_option(given, "--outcome");
  if (!outcome) return refuse(outcome.error());
  if (auto column = rows.column(*outcome)) {
    asked.outcome = *column;
  } else {
    if (outcome->find('=') == std::string::npos) return refuse(column.error());
    auto chosen = rows.chosen(*outcome);
    if (!chosen) return refuse(chosen.error());
    asked.outcome = chosen->column;
    asked.chosen = std::move(*chosen);
  }
  const auto list = needed_option(given, "--drivers");
  if (!list) return refuse(list.error());
  auto drivers = columns_of(rows, *list);
  if (!drivers) return refuse(drivers.error());
  asked.drivers = std::move(*drivers);
  if (std::find(asked.drivers.begin(), asked.drivers.end(), asked.outcome) != asked.drivers.end()) {
    return refuse(FaultKind::invalid, "cli.drivers.outcome_is_driver",
                  {{"column", rows.columns()[asked.outcome].name}});
  }
  const auto method = word_option(given, "--method", {"lmg", "johnson"});
  if (!method) return refuse(method.error());
  if (*method == "johnson") asked.method = stats::ImportanceMethod::johnson;
  const auto scale = scale_option(given);
  if (!scale) return refuse(scale.error());
  asked.scale = *scale;
  const auto expected = expected_option(given);
  if (!expected) return refuse(expected.error());
  asked.expected = *expected;
  const auto bootstrap = whole_option(given, "--bootstrap", 0, 0, 1'000'000);
  if (!bootstrap) return refuse(bootstrap.error());
  asked.bootstrap = *bootstrap;
  return asked;
}

// The complete rows, outcome last, and what had to be left out.
struct Complete {
  stats::Matrix all;  // drivers, outcome; rows of some weight
  stats::Matrix drivers;
  std::vector<double> weights;
  std::int64_t rows = 0;                  // read
  std::int64_t met = 0;                   // met the conditions
  std::int64_t n = 0;                     // of these, complete
  std::vector<std::int64_t> missing;      // per driver, and of the outcome
  std::vector<stats::Interval> observed;  // per driver
  std::vector<std::int64_t> outside;      // per driver, of the scale given
  std::int64_t states = 0;                // words for no answer that were counted as another value
  bool value_seen = true;
  bool two_valued = false;
  double high_value = 1;  // the yes of a two-valued outcome
  [[nodiscard]] std::span<const double> outcome() const { return all.column(all.columns - 1); }
};

Result<Complete> complete_rows(FileRows& rows, const Asked& asked, Progress& progress) {
  auto numbers = asked.drivers;
  std::vector<std::size_t> words;
  (asked.chosen ? words : numbers).push_back(asked.outcome);
  auto read = read_columns(rows, numbers, words, progress, Incomplete::kept);
  if (!read) return refuse(read.error());
  const std::size_t p = asked.drivers.size();
  Complete kept;
  kept.rows = read->rows;
  kept.met = static_cast<std::int64_t>(read->lines.size());
  kept.missing.assign(p + 1, 0);
  std::vector<double> yes;
  if (asked.chosen) {
    kept.value_seen = false;
    for (const auto& name : read->words[0].names) {
      const bool hit = std::any_of(asked.chosen->values.begin(), asked.chosen->values.end(),
                                   [&](const auto& value) { return rows.same(asked.outcome, name, value); });
      yes.push_back(hit ? 1 : 0);
      kept.value_seen = kept.value_seen || hit;
    }
  }
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < read->lines.size(); ++i) {
    bool complete = true;
    for (std::size_t j = 0; j <= p; ++j) {
      const bool is_word = j == p && asked.chosen;
      if (is_word ? read->words[0].of[i] >= 0 : !std::isnan(read->numbers.at(i, j))) continue;
      ++kept.missing[j];
      complete = false;
    }
    if (!complete) continue;
    ++kept.n;
    if (read->weights.empty() || read->weights[i] > 0) places.push_back(i);
  }
  kept.all = stats::Matrix(places.size(), p + 1);
  for (std::size_t j = 0; j <= p; ++j) {
    const auto to = kept.all.column(j);
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (j == p && asked.chosen) {
        const auto& category = read->words[0];
        const auto of = static_cast<std::size_t>(category.of[places[i]]);
        const auto& name = category.names[of];
        to[i] = yes[of];
        kept.states += yes[of] == 0 && (name == "skipped" || name == "not_applicable" || name == "not_shown") ? 1 : 0;
      } else {
        to[i] = read->numbers.at(places[i], j);
      }
    }
  }
  if (!read->weights.empty()) {
    for (const auto i : places) kept.weights.push_back(read->weights[i]);
  }
  read = {};
  kept.drivers = stats::Matrix(places.size(), p);
  std::copy_n(kept.all.values.begin(), kept.drivers.values.size(), kept.drivers.values.begin());
  for (std::size_t j = 0; j < p; ++j) {
    const auto column = kept.drivers.column(j);
    const auto [low, high] = std::minmax_element(column.begin(), column.end());
    kept.observed.push_back(column.empty() ? stats::Interval{} : stats::Interval{*low, *high});
    kept.outside.push_back(!asked.scale ? 0 : std::count_if(column.begin(), column.end(), [&](double x) {
      return x < asked.scale->low || x > asked.scale->high;
    }));
  }
  const auto outcome = kept.outcome();
  if (!outcome.empty()) {
    const auto [low, high] = std::minmax_element(outcome.begin(), outcome.end());
    const double least = *low, most = *high;
    kept.two_valued =
        least < most && std::all_of(outcome.begin(), outcome.end(), [&](double y) { return y == least || y == most; });
    if (!asked.chosen) kept.high_value = most;
  }
  kept.two_valued = kept.two_valued || asked.chosen.has_value();
  return kept;
}

DriversFound find(const Complete& kept, const Asked& asked, const FileRows& rows, const Settings& settings,
                  Progress& progress) {
  const std::size_t p = asked.drivers.size();
  const auto sums = stats::cross_products(kept.all, kept.weights);
  const auto scales = asked.scale ? std::vector<stats::Interval>(p, *asked.scale) : kept.observed;
  const stats::OrderDraws draws{.seed = settings.seed};
  DriversFound found{.map =
                         stats::driver_map(sums, p, scales, {asked.method, settings.level, settings.threads, draws})};
  found.outcome = rows.columns()[asked.outcome].name;
  if (asked.chosen) {
    found.outcome += " = ";
    for (std::size_t i = 0; i < asked.chosen->values.size(); ++i)
      found.outcome += (i > 0 ? ", " : "") + asked.chosen->values[i];
  }
  for (const auto column : asked.drivers) found.names.push_back(rows.columns()[column].name);
  found.method = asked.method == stats::ImportanceMethod::johnson ? "johnson" : "lmg";
  found.rows = kept.rows;
  found.n = kept.n;
  found.level = settings.level;
  const auto fit = stats::regression(kept.drivers, kept.outcome(), kept.weights, settings.level);
  found.robust = fit ? fit->robust : std::vector<std::optional<stats::Interval>>(p);
  if (kept.two_valued) {
    std::vector<double> yes;
    for (const double y : kept.outcome()) yes.push_back(y == kept.high_value ? 1 : 0);
    found.logit = stats::logit(kept.drivers, yes, kept.weights, settings.level);
  }
  if (asked.expected)
    found.contrasts =
        stats::penalty_reward(kept.drivers, kept.outcome(), kept.weights, *asked.expected, settings.level);
  if (asked.bootstrap > 0) {
    progress.say(say(settings.language, "cli.drivers.bootstrapping"));
    found.share_intervals = stats::share_intervals(kept.drivers, kept.outcome(), kept.weights, asked.method,
                                                   {asked.bootstrap, settings.seed, settings.threads, settings.level});
    for (std::size_t j = 0; j < p; ++j) {
      if (!found.map.drivers[j].share) (*found.share_intervals)[j].reset();
    }
  }
  return found;
}

std::string named(const DriversFound& found, const std::vector<std::size_t>& places) {
  std::string list;
  for (const auto j : places) list += (list.empty() ? "" : ", ") + found.names[j];
  return list;
}

std::vector<Warning> warnings_of(const DriversFound& found, const Complete& kept, const Asked& asked,
                                 const FileRows& rows, std::string_view language) {
  std::vector<Warning> warnings;
  const auto warn = [&](std::string code, const WordArguments& arguments = {}) {
    std::string text = say(language, "cli.drivers.warning." + code, arguments);
    warnings.push_back({std::move(code), std::move(text)});
  };
  const std::size_t p = found.names.size();
  if (kept.n < kept.met) {
    const auto most =
        static_cast<std::size_t>(std::max_element(kept.missing.begin(), kept.missing.end()) - kept.missing.begin());
    warn("left_out", {{"left_out", number_text(language, kept.met - kept.n)},
                      {"rows", number_text(language, kept.met)},
                      {"column", most < p ? found.names[most] : rows.columns()[asked.outcome].name},
                      {"most", number_text(language, kept.missing[most])}});
  }
  if (kept.states > 0)
    warnings.push_back(
        {"states_counted", say(language, "cli.warning.states_counted", {{"count", std::to_string(kept.states)}})});
  if (!kept.value_seen) warn("value_absent", {{"outcome", found.outcome}});
  std::vector<std::size_t> outside, near;
  for (std::size_t j = 0; j < p; ++j) {
    if (kept.outside[j] > 0) outside.push_back(j);
  }
  if (!outside.empty()) warn("outside_scale", {{"drivers", named(found, outside)}});
  if (kept.two_valued && kept.value_seen) {
    const auto outcome = kept.outcome();
    const auto yes = std::count(outcome.begin(), outcome.end(), kept.high_value);
    const auto no = static_cast<std::ptrdiff_t>(outcome.size()) - yes;
    if (const auto small = (yes > 0 && yes < 5 ? 1 : 0) + (no > 0 && no < 5 ? 1 : 0); small > 0)
      warnings.push_back({"small_group", say(language, "cli.warning.small_group", {{"count", std::to_string(small)}})});
  }
  if (!found.map.fit) return warnings;
  const auto& fit = *found.map.fit;
  if (fit.n < 10 * static_cast<std::int64_t>(p))
    warn("few_rows",
         {{"n", number_text(language, fit.n)}, {"drivers", number_text(language, static_cast<std::int64_t>(p))}});
  if (!fit.constant.empty()) warn("no_spread", {{"drivers", named(found, fit.constant)}});
  if (!fit.collinear.empty()) warn("collinear", {{"drivers", named(found, fit.collinear)}});
  for (std::size_t j = 0; j < p; ++j) {
    if (fit.inflation[j] > 10) near.push_back(j);
  }
  if (!near.empty()) warn("nearly_collinear", {{"drivers", named(found, near)}});
  std::vector<std::size_t> against;
  for (std::size_t j = 0; j < p; ++j) {
    if (stats::runs_against(found.map.drivers[j].coefficient)) against.push_back(j);
  }
  if (!against.empty()) warn("runs_against", {{"drivers", named(found, against)}});
  if (!found.tells()) warn("no_relation");
  if (found.map.orders > 0) warn("drawn_orders", {{"orders", number_text(language, found.map.orders)}});
  if (found.logit && !*found.logit && found.logit->error().reason != stats::Reason::too_few)
    warn(std::string(to_text(found.logit->error().reason)));
  return warnings;
}

void reason_field(formats::JsonWriter& json, std::optional<stats::Reason> reason) {
  if (reason) json.field("reason", to_text(*reason));
}

void write_driver(formats::JsonWriter& json, const DriversFound& found, std::size_t j) {
  const auto& driver = found.map.drivers[j];
  json.begin_object().field("name", found.names[j]);
  exact_field(json, "importance", driver.importance);
  if (driver.sampling_error) exact_field(json, "sampling_error", *driver.sampling_error);
  exact_field(json, "share", driver.share);
  if (found.share_intervals) interval_field(json, "share_interval", (*found.share_intervals)[j]);
  const auto& coefficient = driver.coefficient;
  exact_field(json, "coefficient", coefficient ? std::optional(coefficient->value) : std::nullopt);
  interval_field(json, "interval", coefficient ? coefficient->interval : std::nullopt);
  interval_field(json, "interval_robust", found.robust[j]);
  exact_field(json, "performance", driver.performance ? std::optional(driver.performance->value) : std::nullopt);
  interval_field(json, "performance_interval", driver.performance ? driver.performance->interval : std::nullopt);
  if (found.map.fit) {
    const double inflation = found.map.fit->inflation[j];
    exact_field(json, "variance_inflation", inflation > 0 ? std::optional(inflation) : std::nullopt);
  }
  reason_field(json, !coefficient ? std::optional(coefficient.error().reason) : coefficient->no_interval);
  json.end_object();
}

void write_json(formats::JsonWriter& json, const DriversFound& found) {
  json.field("method", found.method).field("rows", found.rows).field("n", found.n);
  const auto& fit = found.map.fit;
  exact_field(json, "r2", fit ? std::optional(fit->r2) : std::nullopt);
  if (!fit) reason_field(json, fit.error().reason);
  exact_field(json, "p", fit && fit->freedom > 0 ? std::optional(fit->p) : std::nullopt);
  if (found.map.orders > 0) json.field("orders", found.map.orders);
  json.key("drivers").begin_array();
  for (std::size_t j = 0; j < found.names.size(); ++j) write_driver(json, found, j);
  json.end_array();
  if (found.logit) {
    const auto& logit = *found.logit;
    json.key("logit").begin_object();
    exact_field(json, "loglik", logit ? std::optional(logit->loglik) : std::nullopt);
    exact_field(json, "loglik_null", logit ? std::optional(logit->loglik_null) : std::nullopt);
    if (!logit) reason_field(json, logit.error().reason);
    json.key("coefficients").begin_array();
    for (std::size_t j = 0; j < found.names.size(); ++j) {
      json.begin_object().field("name", found.names[j]);
      outcome_fields(json, logit ? logit->coefficients[j] : stats::Outcome(tl::unexpected(logit.error())));
      json.end_object();
    }
    json.end_array().end_object();
  }
  if (found.contrasts) {
    const auto& contrasts = *found.contrasts;
    json.key("contrasts").begin_array();
    for (std::size_t j = 0; j < found.names.size(); ++j) {
      json.begin_object().field("name", found.names[j]);
      const auto side = [&](stats::Outcome stats::Contrast::*which) {
        return contrasts ? (*contrasts)[j].*which : stats::Outcome(tl::unexpected(contrasts.error()));
      };
      outcome_field(json, "penalty", side(&stats::Contrast::penalty));
      outcome_field(json, "reward", side(&stats::Contrast::reward));
      outcome_field(json, "asymmetry", side(&stats::Contrast::asymmetry));
      if (contrasts) {
        const auto& one = (*contrasts)[j];
        json.field("below", one.below).field("as", one.as).field("above", one.above).field("kind", to_text(one.kind));
      }
      json.end_object();
    }
    json.end_array();
  }
}

Result<Answer> answer_of(const FileArguments& given, FileRows& rows, const Settings& settings, Progress& progress) {
  const auto asked = asked_of(given, rows);
  if (!asked) return refuse(asked.error());
  const auto kept = complete_rows(rows, *asked, progress);
  if (!kept) return refuse(kept.error());
  const auto found = find(*kept, *asked, rows, settings, progress);
  Answer answer = begin_answer();
  write_json(answer.json, found);
  answer.warnings = warnings_of(found, *kept, *asked, rows, settings.language);
  answer.report = drivers_report(found, settings.language);
  answer.report.source = source_text(rows, found.rows, settings.language);
  return answer;
}

}  // namespace

int drivers(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  static constexpr FileVerb verb = {"drivers",
                                    "--outcome COL[=VALUE] --drivers A,B,… [options]",
                                    "What goes with an outcome: how much each driver counts, and how well it is done.",
                                    own_options,
                                    "goud drivers guests.csv --outcome \"Satisfaction=Satisfied\" --drivers \"Seat "
                                    "Comfort,Cleanliness\" --missing 0 --scale 1:5",
                                    answer_of};
  return run_file_verb(verb, arguments, out, err);
}

}  // namespace goud::cli
