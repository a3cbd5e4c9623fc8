// goud linkage: does one column go with another, by unit: plainly, given others, between groups and inside them, through a
// third, and in time; and what may be said of it.
#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "cli/file_verb.hpp"
#include "cli/number_columns.hpp"
#include "cli/verbs.hpp"
#include "kernel/words.hpp"
#include "stats/influence.hpp"
#include "stats/lagged.hpp"
#include "stats/mediation.hpp"
#include "stats/verdict.hpp"
#include "stats/within_between.hpp"

namespace goud::cli {
namespace {

constexpr std::array own_options = {
    FileOption{"--x", Takes::value, "COL", "what may go before: a column of numbers"},
    FileOption{"--y", Takes::value, "COL", "what may go with it: a column of numbers"},
    FileOption{"--via", Takes::value, "COL", "the way from x to y through this column"},
    FileOption{"--given", Takes::value, "A[,B]", "held level in the partial correlation and in --via"},
    FileOption{"--group", Takes::value, "COL", "what rows belong to: a district, or the same unit over time"},
    FileOption{"--time", Takes::value, "COL", "the period: x before y and y before x, within --group"},
    FileOption{"--bootstrap", Takes::value, "N", "draws (default 5000 with --via); adds limits to the correlation"},
};
constexpr std::int64_t lags_shown = 3;
constexpr std::size_t points_shown = 2000;

struct Columns {
  std::size_t x = 0, y = 0;
  std::optional<std::size_t> via, group, time;
  std::vector<std::size_t> given;
};

struct Rows {
  std::int64_t read = 0;
  stats::Matrix numbers;  // x, y, via where asked, then given
  std::vector<std::int32_t> group;
  std::vector<std::string> group_names;
  std::vector<std::int64_t> period;
  bool periods_by_letter = false;
  std::vector<double> weights;
  std::vector<std::int64_t> lines;
};

struct Found {
  stats::Association correlation, partial, between, within, reliable;
  stats::RedrawnLimits redrawn;
  stats::Slopes slopes;
  stats::Mediation ways;
  std::vector<stats::Lagged> lagged;
  std::string unit;       // whose absence changes the correlation most; by name,
  std::int64_t line = 0;  // else by the line of its row; neither where nothing could be left out
  stats::Association left;
  std::string group;  // whose rows together change it most, where there are groups
  stats::Association left_by_group;
  std::int64_t groups = 0;
  stats::Question question;
  stats::Verdict verdict;
};

Result<Columns> columns_asked(const FileArguments& given, const FileRows& rows) {
  Columns asked;
  std::set<std::size_t> named;
  const auto place = [&](const std::string& name) -> Result<std::size_t> {
    const auto column = rows.column(name);
    if (!column) return refuse(column.error());
    if (!named.insert(*column).second) return refuse(FaultKind::invalid, "cli.column.twice", {{"column", name}});
    return *column;
  };
  for (const auto& [option, to] : {std::pair("--x", &asked.x), std::pair("--y", &asked.y)}) {
    const auto name = needed_option(given, option);
    if (!name) return refuse(name.error());
    const auto column = place(*name);
    if (!column) return refuse(column.error());
    *to = *column;
  }
  for (const auto& [option, to] :
       {std::pair("--via", &asked.via), std::pair("--group", &asked.group), std::pair("--time", &asked.time)}) {
    const auto name = given.one(option);
    if (!name) continue;
    const auto column = place(*name);
    if (!column) return refuse(column.error());
    *to = *column;
  }
  if (const auto list = given.one("--given")) {
    for (const auto& name : list_of(*list)) {
      const auto column = place(name);
      if (!column) return refuse(column.error());
      asked.given.push_back(*column);
    }
  }
  return asked;
}

// Places of periods on an even scale: numbers a whole number of steps apart keep their gaps, words are counted in their order.
std::vector<std::int64_t> places_of(const std::vector<std::string>& names, bool& by_letter) {
  std::vector<std::int64_t> places(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) places[i] = static_cast<std::int64_t>(i);
  std::vector<double> values;
  for (const auto& name : names) {
    if (const auto value = formats::number_of(name)) values.push_back(*value);
  }
  if (values.size() < names.size()) {
    by_letter = std::any_of(names.begin(), names.end(),
                            [&](const std::string& name) { return name.size() != names.front().size(); });
    return places;
  }
  double step = INFINITY;
  for (std::size_t i = 1; i < values.size(); ++i) step = std::min(step, values[i] - values[i - 1]);
  if (values.size() < 2 || !(step > 0)) return places;
  std::vector<std::int64_t> even;
  for (const double value : values) {
    const double at = (value - values.front()) / step;
    if (std::abs(at - std::round(at)) > 1e-6 || at > 1e9) return places;
    even.push_back(static_cast<std::int64_t>(std::llround(at)));
  }
  return even;
}

Result<Rows> rows_asked(FileRows& file, const Columns& asked, Progress& progress) {
  std::vector<std::size_t> numbers = {asked.x, asked.y}, words;
  if (asked.via) numbers.push_back(*asked.via);
  numbers.insert(numbers.end(), asked.given.begin(), asked.given.end());
  if (asked.group) words.push_back(*asked.group);
  if (asked.time) words.push_back(*asked.time);
  auto read = read_columns(file, numbers, words, progress);
  if (!read) return refuse(read.error());
  Rows rows;
  rows.read = read->rows;
  rows.numbers = std::move(read->numbers);
  rows.weights = std::move(read->weights);
  rows.lines = std::move(read->lines);
  if (asked.group) {
    rows.group = std::move(read->words.front().of);
    rows.group_names = std::move(read->words.front().names);
  }
  if (asked.time) {
    const auto& time = read->words.back();
    const auto places = places_of(time.names, rows.periods_by_letter);
    for (const auto one : time.of) rows.period.push_back(places[static_cast<std::size_t>(one)]);
  }
  return rows;
}

std::optional<std::string> unit_name(const Found& found, std::string_view language) {
  if (!found.unit.empty()) return found.unit;
  if (found.line == 0) return std::nullopt;
  return say(language, "cli.linkage.line", {{"line", std::to_string(found.line)}});
}

std::string sentence_of(const Found& found, std::string_view language, const std::string& x, const std::string& y) {
  auto question = found.question;
  question.one = unit_name(found, language).value_or("");
  return stats::sentence(question, found.verdict, language, x, y);
}

// What stands in the file's first column at this line, where it tells the row from all others; else nothing.
Result<std::string> name_of_line(const FileArguments& given, std::int64_t line) {
  std::string name;
  std::int64_t bearers = 0;
  for (const bool counting : {false, true}) {  // twice through the file rather than all its names in memory
    auto again = FileRows::open(given);
    if (!again) return refuse(again.error());
    auto count = again->each({}, [&](const FileRows::Row& row) -> Done {
      const auto cell = formats::without_blanks(row.cells[0]);
      if (counting)
        bearers += cell == name ? 1 : 0;
      else if (row.line == line && !again->missing(0, row.cells[0]))
        name = cell;
      return {};
    });
    if (!count) return refuse(count.error());
    if (name.empty()) return name;
  }
  return bearers == 1 ? name : "";
}

Result<Found> find(const Rows& rows, const Columns& asked, const FileArguments& given, const Settings& settings,
                   Progress& progress) {
  Found found;
  const auto n = static_cast<std::int64_t>(rows.numbers.rows);
  const auto level = settings.level;
  const stats::Association not_asked = {stats::unsaid(stats::Reason::not_asked, n), std::nullopt};
  found.partial = found.between = found.within = found.reliable = not_asked;
  found.slopes = {{not_asked.estimate, std::nullopt}, {not_asked.estimate, std::nullopt}};
  found.ways = {not_asked.estimate, not_asked.estimate, std::nullopt, std::nullopt, 0};
  const auto draws = whole_option(given, "--bootstrap", 5000, 100, 10'000'000);
  if (!draws) return refuse(draws.error());
  const stats::Redraw redraw{static_cast<int>(*draws), settings.seed, settings.threads, level};
  auto& question = found.question;
  const auto ask = [&](stats::Link link, const stats::Outcome& outcome) { question.asked.push_back({link, outcome}); };
  question.units = n;

  const auto x = rows.numbers.column(0), y = rows.numbers.column(1);
  const auto whole = stats::cross_products(rows.numbers, rows.weights);
  found.correlation = stats::correlation(whole, 0, 1, level);
  ask(stats::Link::correlation, found.correlation.estimate);
  if (given.has("--bootstrap")) {
    progress.say("bootstrap");
    found.redrawn = stats::correlation_redrawn(x, y, rows.group, rows.weights, redraw);
    auto outcome = found.correlation.estimate;
    if (outcome) outcome->interval = found.redrawn.percentile;
    ask(stats::Link::redrawn, outcome);
  }
  if (!asked.given.empty()) {
    std::vector<std::size_t> places;
    for (std::size_t j = 0; j < asked.given.size(); ++j) places.push_back(2 + (asked.via ? 1 : 0) + j);
    found.partial = stats::partial_correlation(whole, 0, 1, places, level);
    ask(stats::Link::partial, found.partial.estimate);
  }
  if (asked.group) {
    stats::GroupedSums sums(2);
    for (std::size_t i = 0; i < rows.numbers.rows; ++i) {
      const double row[] = {x[i], y[i]};
      (void)sums.add(static_cast<std::size_t>(rows.group[i]), row, rows.weights.empty() ? 1 : rows.weights[i]);
    }
    found.groups = sums.groups();
    question.groups = found.groups;
    found.between = stats::between_groups(sums, 0, 1, level);
    found.within = stats::within_groups(sums, 0, 1, level);
    found.reliable = stats::between_weighted(sums, 0, 1, level);
    found.slopes = stats::slopes(sums, 0, 1, level);
    ask(stats::Link::between, found.between.estimate);
    ask(stats::Link::within, found.within.estimate);
    ask(stats::Link::slope_between, found.slopes.between.estimate);
    ask(stats::Link::slope_within, found.slopes.within.estimate);
  }
  if (asked.via) {
    progress.say("bootstrap");
    stats::MediationRows ways{stats::Matrix(rows.numbers.rows, rows.numbers.columns), rows.group, rows.weights};
    for (std::size_t j = 0; j < rows.numbers.columns; ++j) {  // the column between goes before y
      const std::size_t to = j == 1 ? 2 : j == 2 ? 1 : j;
      std::copy_n(rows.numbers.column(j).begin(), rows.numbers.rows, ways.columns.column(to).begin());
    }
    found.ways = stats::mediation(ways, redraw);
    ask(stats::Link::indirect, found.ways.indirect);
    ask(stats::Link::direct, found.ways.direct);
  }
  if (asked.time) {
    const std::vector<std::int32_t> one_unit(asked.group ? 0 : rows.numbers.rows, 0);
    const stats::UnitPeriods series{asked.group ? std::span(rows.group) : std::span<const std::int32_t>(one_unit),
                                    rows.period, x, y, rows.weights};
    if (!asked.group) question.groups = n > 0 ? 1 : 0;  // a file without groups is one series
    for (std::int64_t lag = 1; lag <= lags_shown; ++lag) {
      for (const bool x_first : {true, false}) {
        auto one = stats::lagged(series, lag, x_first, level);
        if (lag == 1) ask(x_first ? stats::Link::later : stats::Link::reverse, one.estimate);
        const auto pairs = one.estimate ? one.estimate->n : one.estimate.error().n;
        if (lag == 1 || pairs > 0) found.lagged.push_back(std::move(one));
      }
    }
  }
  found.left = found.left_by_group = {stats::unsaid(stats::Reason::too_few, n), std::nullopt};
  if (const auto most = stats::influence(x, y, {}, rows.weights, level)) {
    found.left = most->left;
    found.line = rows.lines[static_cast<std::size_t>(most->without)];
    const auto counted = {asked.x, asked.y, asked.via.value_or(asked.x), asked.time.value_or(asked.x),
                          asked.group.value_or(asked.x)};  // numbers, and names that many rows share
    const bool counts = std::find(counted.begin(), counted.end(), 0U) != counted.end() ||
                        std::find(asked.given.begin(), asked.given.end(), 0U) != asked.given.end();
    if (!counts) {
      auto name = name_of_line(given, found.line);
      if (!name) return refuse(name.error());
      found.unit = std::move(*name);
    }
    question.without_one = found.left.estimate;
  } else {
    found.left.estimate = tl::unexpected<stats::Unsaid>(most.error());
  }
  if (asked.group) {
    if (const auto most = stats::influence(x, y, rows.group, rows.weights, level)) {
      found.left_by_group = most->left;
      found.group = rows.group_names[static_cast<std::size_t>(most->without)];
    } else {
      found.left_by_group.estimate = tl::unexpected<stats::Unsaid>(most.error());
    }
  }
  found.verdict = stats::verdict(question);
  return found;
}

void association_field(formats::JsonWriter& json, std::string_view name, const stats::Association& association,
                       const stats::RedrawnLimits* redrawn = nullptr) {
  json.key(name).begin_object();
  outcome_fields(json, association.estimate);
  exact_field(json, "p", association.p);
  if (redrawn != nullptr) {
    interval_field(json, "interval_bootstrap", redrawn->percentile);
    interval_field(json, "interval_bca", redrawn->bca);
  }
  json.end_object();
}

void slope_field(formats::JsonWriter& json, std::string_view name, const stats::Slope& slope) {
  json.key(name).begin_object();
  outcome_fields(json, slope.estimate);
  exact_field(json, "standard_error", slope.standard_error);
  json.end_object();
}

void way_field(formats::JsonWriter& json, std::string_view name, const stats::Outcome& way,
               const std::optional<stats::Interval>& bca) {
  json.key(name).begin_object();
  outcome_fields(json, way);
  interval_field(json, "interval_bca", bca);
  json.end_object();
}

void write_json(formats::JsonWriter& json, const Rows& rows, const Found& found, bool redrawn, const std::string& x,
                const std::string& y) {
  json.field("rows", rows.read).field("n", static_cast<std::int64_t>(rows.numbers.rows));
  association_field(json, "correlation", found.correlation, redrawn ? &found.redrawn : nullptr);
  association_field(json, "partial", found.partial);
  association_field(json, "between", found.between);
  association_field(json, "within", found.within);
  association_field(json, "between_by_reliability", found.reliable);
  json.key("slopes").begin_object();
  slope_field(json, "between", found.slopes.between);
  slope_field(json, "within", found.slopes.within);
  json.end_object();
  way_field(json, "indirect", found.ways.indirect, found.ways.indirect_bca);
  way_field(json, "direct", found.ways.direct, found.ways.direct_bca);
  json.key("lagged").begin_array();
  for (const auto& one : found.lagged) {
    json.begin_object().field("lag", one.lag).field("direction", one.x_first ? "x_to_y" : "y_to_x");
    outcome_fields(json, one.estimate);
    json.end_object();
  }
  json.end_array();
  json.key("influence").begin_object();
  if (const auto unit = unit_name(found, "en"))
    json.field("without", *unit);
  else
    json.null_field("without");
  outcome_fields(json, found.left.estimate);
  json.end_object();
  if (found.groups > 0) {
    json.key("influence_group").begin_object();
    if (found.group.empty())
      json.null_field("without");
    else
      json.field("without", found.group);
    outcome_fields(json, found.left_by_group.estimate);
    json.end_object();
    json.field("groups", found.groups);
  }
  json.field("claim", stats::to_text(found.verdict.claim));
  json.key("sentence").begin_object();
  for (const char* language : {"en", "nl"}) json.field(language, sentence_of(found, language, x, y));
  json.end_object();
}

std::vector<Warning> warnings_of(const Rows& rows, const Found& found, const Columns& asked,
                                 std::string_view language) {
  std::vector<Warning> warnings;
  if (asked.group) {
    std::vector<std::int64_t> sizes(rows.group_names.size(), 0);
    for (const auto group : rows.group) ++sizes[static_cast<std::size_t>(group)];
    const auto small =
        std::count_if(sizes.begin(), sizes.end(), [](std::int64_t size) { return size > 0 && size < 5; });
    if (small > 0) {
      warnings.push_back({"small_group", say(language, "cli.warning.small_group", {{"count", std::to_string(small)}})});
    }
    if (found.groups < static_cast<std::int64_t>(rows.numbers.rows))
      warnings.push_back({"clustered", say(language, "cli.linkage.clustered")});
  }
  if (asked.time && !asked.group) warnings.push_back({"one_series", say(language, "cli.linkage.one_series")});
  if (rows.periods_by_letter) warnings.push_back({"periods_by_letter", say(language, "cli.linkage.periods_by_letter")});
  if (std::any_of(found.lagged.begin(), found.lagged.end(), [](const auto& one) { return one.lag > 1; }))
    warnings.push_back({"further_lags", say(language, "cli.linkage.further_lags")});
  if (std::any_of(found.lagged.begin(), found.lagged.end(), [](const auto& one) { return one.lag == 1 && !one.apart; }))
    warnings.push_back({"short_series", say(language, "cli.linkage.short_series")});
  if (std::any_of(found.lagged.begin(), found.lagged.end(), [](const auto& one) { return one.across_units; }))
    warnings.push_back({"lag_across_units", say(language, "cli.linkage.lag_across_units")});
  if (found.verdict.hangs_on_one)
    warnings.push_back(
        {"one_unit", say(language, "cli.linkage.one_unit", {{"unit", unit_name(found, language).value_or("")}})});
  const auto not_identified = [](const stats::Outcome& outcome) {
    return !outcome && outcome.error().reason == stats::Reason::not_identified;
  };
  if (not_identified(found.partial.estimate) || not_identified(found.ways.indirect))
    warnings.push_back({"collinear", say(language, "cli.linkage.collinear")});
  return warnings;
}

std::vector<Cell> cells_of(std::string label, const stats::Outcome& outcome, Form form) {
  std::vector<Cell> cells = {std::move(label)};
  const auto three = outcome_cells(outcome, form);
  cells.insert(cells.end(), three.begin(), three.end());
  return cells;
}

Report report_of(const Rows& rows, const Found& found, const Columns& asked, const FileRows& file, bool redrawn,
                 std::string_view language) {
  const auto word = [&](std::string_view key) { return say(language, "cli.linkage." + std::string(key)); };
  const std::string x = file.columns()[asked.x].name, y = file.columns()[asked.y].name;
  const std::string via = asked.via ? file.columns()[*asked.via].name : "";
  Report report;
  report.title = say(language, "cli.linkage.title", {{"x", x}, {"y", y}});
  report.source = source_text(file, rows.read, language);
  report.means = sentence_of(found, language, x, y);
  report.means_not = word("means_not");

  ReportTable table{"", {word("link"), word("value"), word("interval"), "n", "p"}, {}};
  Bars bars;
  bars.title = word("picture");
  bars.form = Form::coefficient;
  bars.range = stats::Interval{-1, 1};
  bars.reference = 0;
  const auto was_asked = [](const stats::Outcome& outcome) {
    return outcome || outcome.error().reason != stats::Reason::not_asked;
  };
  const auto add = [&](const std::string& label, const stats::Outcome& outcome, std::optional<double> p,
                       bool drawn = true) {
    if (!was_asked(outcome)) return;
    auto cells = cells_of(label, outcome, Form::coefficient);
    cells.push_back(p ? Cell(Number{*p, Form::probability}) : Cell());
    table.rows.push_back(std::move(cells));
    if (!drawn) return;
    bars.bars.push_back(
        {label, outcome ? std::optional(outcome->value) : std::nullopt, outcome ? outcome->interval : std::nullopt});
  };
  const auto with = [](stats::Outcome outcome, const std::optional<stats::Interval>& interval) {
    if (outcome) outcome->interval = interval;
    if (outcome && !interval) outcome->no_interval = stats::Reason::too_few;
    return outcome;
  };
  add(word("correlation"), found.correlation.estimate, found.correlation.p);
  if (redrawn) {
    add(word("percentile"), with(found.correlation.estimate, found.redrawn.percentile), std::nullopt, false);
    add(word("bca"), with(found.correlation.estimate, found.redrawn.bca), std::nullopt, false);
  }
  add(word("partial"), found.partial.estimate, found.partial.p);
  add(word("between"), found.between.estimate, found.between.p);
  add(word("between_by_reliability"), found.reliable.estimate, found.reliable.p, false);
  add(word("within"), found.within.estimate, found.within.p);
  add(say(language, "cli.linkage.indirect", {{"via", via}}), found.ways.indirect, std::nullopt);
  if (asked.via) add(word("indirect_bca"), with(found.ways.indirect, found.ways.indirect_bca), std::nullopt, false);
  add(word("direct"), found.ways.direct, std::nullopt);
  for (const auto& one : found.lagged) {
    const auto label =
        say(language, "cli.linkage.lag",
            {{"first", one.x_first ? x : y}, {"then", one.x_first ? y : x}, {"count", std::to_string(one.lag)}});
    add(label, one.estimate, std::nullopt);
  }
  if (const auto unit = unit_name(found, language))
    add(say(language, "cli.linkage.without", {{"unit", *unit}}), found.left.estimate, found.left.p);
  if (!found.group.empty())
    add(say(language, "cli.linkage.without_group", {{"group", found.group}}), found.left_by_group.estimate,
        found.left_by_group.p);
  report.tables.push_back(std::move(table));
  if (asked.group) {
    ReportTable slopes{say(language, "cli.linkage.slopes", {{"x", x}, {"y", y}}),
                       {word("level"), word("value"), word("interval"), "n", word("standard_error")},
                       {}};
    for (const auto& [key, slope] :
         {std::pair("between", &found.slopes.between), std::pair("within", &found.slopes.within)}) {
      auto cells = cells_of(word(key), slope->estimate, Form::number);
      cells.push_back(slope->standard_error ? Cell(Number{*slope->standard_error, Form::number}) : Cell());
      slopes.rows.push_back(std::move(cells));
    }
    report.tables.push_back(std::move(slopes));
  }

  report.pictures.emplace_back(std::move(bars));
  Cloud cloud;
  cloud.x_label = x;
  cloud.y_label = y;
  stats::CrossProducts drawn(2);
  const auto point = [&](std::string label, double a, double b) {
    const double row[] = {a, b};
    if (drawn.add(row)) cloud.points.push_back({std::move(label), a, b});
  };
  if (asked.group) {
    const auto sums = stats::grouped_sums(rows.numbers, rows.group, rows.weights);
    for (std::size_t g = 0; g < sums.rows.size(); ++g) {
      if (sums.rows[g] > 0) point(rows.group_names[g], sums.means_of(g)[0], sums.means_of(g)[1]);
    }
    cloud.title = word("cloud_groups");
  } else if (rows.numbers.rows <= points_shown) {
    for (std::size_t i = 0; i < rows.numbers.rows; ++i) point("", rows.numbers.at(i, 0), rows.numbers.at(i, 1));
    cloud.title = word("cloud_rows");
  }
  if (drawn.n > 2 && stats::has_spread(drawn, 0)) {
    const double slope = drawn.centred.at(0, 1) / drawn.centred.at(0, 0);
    cloud.line = stats::Interval{drawn.means[1] - slope * drawn.means[0], slope};
  }
  if (cloud.points.size() > 1 && cloud.points.size() <= points_shown) report.pictures.emplace_back(std::move(cloud));
  if (asked.via && found.ways.indirect) {
    Diagram diagram;
    diagram.title = say(language, "cli.linkage.ways", {{"x", x}, {"y", y}});
    diagram.boxes = {{x, ""}, {via, ""}, {y, ""}};
    const auto arrow = [&](const std::string& from, const std::string& to, const stats::Outcome& way) {
      const bool weak = !way->interval || (way->interval->low <= 0 && way->interval->high >= 0);
      const auto text = cell_text(Number{way->value, Form::coefficient}, language);
      diagram.arrows.push_back({from, to, text, std::min(1.0, std::abs(way->value)), weak});
    };
    arrow(x, via, found.ways.indirect);
    diagram.arrows.back().text = "";
    arrow(via, y, found.ways.indirect);
    arrow(x, y, found.ways.direct);
    report.pictures.emplace_back(std::move(diagram));
  }
  return report;
}

Result<Answer> answer_linkage(const FileArguments& given, FileRows& file, const Settings& settings,
                              Progress& progress) {
  const auto asked = columns_asked(given, file);
  if (!asked) return refuse(asked.error());
  const auto rows = rows_asked(file, *asked, progress);
  if (!rows) return refuse(rows.error());
  const auto found = find(*rows, *asked, given, settings, progress);
  if (!found) return refuse(found.error());
  Answer answer = begin_answer();
  const bool redrawn = given.has("--bootstrap");
  write_json(answer.json, *rows, *found, redrawn, file.columns()[asked->x].name, file.columns()[asked->y].name);
  answer.warnings = warnings_of(*rows, *found, *asked, settings.language);
  answer.report = report_of(*rows, *found, *asked, file, redrawn, settings.language);
  return answer;
}

}  // namespace

int linkage(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  static constexpr FileVerb verb{
      "linkage",
      "--x COL --y COL [options]",
      "Does one column go with another, row by row: plainly, given others, between groups and inside\n"
      "them, through a third, in time; and what may be said of it.",
      own_options,
      "goud linkage schools.csv --x leadership --y satisfaction --given need --group district",
      answer_linkage};
  return run_file_verb(verb, arguments, out, err);
}

}  // namespace goud::cli
