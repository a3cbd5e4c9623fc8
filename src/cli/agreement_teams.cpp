// Whether people of one team answer alike: per question ICC(1) and ICC(2), per team r_wg(j), a_wg and the average deviation.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <unordered_map>

#include "cli/agreement.hpp"
#include "cli/number_columns.hpp"
#include "kernel/words.hpp"
#include "stats/icc.hpp"
#include "stats/within_group.hpp"

namespace goud::cli {
namespace {

constexpr std::int64_t small_team = 5;
constexpr std::size_t teams_shown = 20;

struct Counted {
  std::int64_t rows = 0, n = 0;
  std::vector<std::string> teams;
  std::vector<stats::OneWay> sums;                   // per question
  std::vector<std::int64_t> outside;                 // of the scale, per question
  std::vector<std::vector<stats::Ratings>> ratings;  // per team and question
};

struct Question {
  std::string name;
  stats::Outcome icc1 = stats::unsaid(stats::Reason::too_few, 0);
  stats::Outcome icc2 = icc1, mixed = icc1;
};

struct Team {
  std::string name;
  std::int64_t people = 0;
  stats::Outcome r_wg = stats::unsaid(stats::Reason::not_asked, 0);
  stats::Outcome a_wg = r_wg, deviation = r_wg;
};

Result<Counted> count(FileRows& rows, std::size_t group, const std::vector<std::size_t>& items,
                      const std::optional<stats::Interval>& scale, Progress& progress) {
  Counted counted;
  counted.sums.resize(items.size());
  counted.outside.resize(items.size());
  std::unordered_map<std::string, std::size_t> places;
  std::vector<std::size_t> needed = items;
  needed.push_back(group);
  std::vector<double> values(items.size());
  auto read = rows.each(needed, [&](const FileRows::Row& row) -> Done {
    for (std::size_t i = 0; i < items.size(); ++i) {
      const auto cell = row.cells[items[i]];
      const auto number = rows.number(cell);
      if (!number || !std::isfinite(*number)) return rows.refuse_cell(row.line, items[i], cell, "cli.score.no_number");
      if (scale && (*number < scale->low || *number > scale->high)) ++counted.outside[i];
      values[i] = *number;
    }
    const auto [found, fresh] =
        places.try_emplace(std::string(formats::without_blanks(row.cells[group])), places.size());
    if (fresh) {
      counted.teams.push_back(found->first);
      counted.ratings.emplace_back(items.size());
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (!counted.sums[i].add(found->second, values[i]) || !counted.ratings[found->second][i].add(values[i]))
        return rows.refuse_cell(row.line, items[i], row.cells[items[i]], "cli.score.overflow");
    }
    progress.at(++counted.n);
    return {};
  });
  if (!read) return refuse(read.error());
  counted.rows = *read;
  return counted;
}

std::vector<Team> teams_of(const Counted& counted, const std::optional<stats::Interval>& scale) {
  std::vector<Team> teams;
  for (std::size_t t = 0; t < counted.teams.size(); ++t) {
    const auto& ratings = counted.ratings[t];
    auto& team = teams.emplace_back();
    team.name = counted.teams[t];
    team.people = ratings[0].n;
    team.deviation = stats::average_deviation_j(ratings);
    if (!scale) continue;
    team.r_wg = stats::r_wg_j(ratings, stats::uniform_variance(*scale));
    team.a_wg = stats::a_wg_j(ratings, *scale);
  }
  std::sort(teams.begin(), teams.end(),
            [](const Team& a, const Team& b) { return numbers_before_letters(a.name, b.name); });
  return teams;
}

stats::OverTeams over(const std::vector<Team>& teams, stats::Outcome Team::*figure, double level) {
  std::vector<stats::Outcome> said;
  for (const auto& team : teams) said.push_back(team.*figure);
  return stats::over_teams(said, level);
}

void over_field(formats::JsonWriter& json, std::string_view name, const stats::OverTeams& over, bool asked) {
  json.key(name).begin_object();
  if (asked && over.mean) {
    exact_field(json, "mean", over.mean->value);
    exact_field(json, "median", over.median);
    interval_field(json, "interval", over.mean->interval);
    if (over.mean->no_interval) json.field("reason", to_text(*over.mean->no_interval));
    json.field("n", over.mean->n);
  } else {
    json.null_field("mean").null_field("median").null_field("value").null_field("interval");
    json.field("reason", to_text(asked ? over.mean.error().reason : stats::Reason::not_asked))
        .field("n", std::int64_t{0});
  }
  json.end_object();
}

std::vector<Warning> warnings_of(const std::vector<Team>& teams, const std::vector<Question>& questions,
                                 std::string_view language) {
  std::vector<Warning> warnings;
  const auto many = [&](auto holds) { return std::count_if(teams.begin(), teams.end(), holds); };
  const auto warn = [&](const char* code, const char* key, std::int64_t count) {
    if (count > 0) warnings.push_back({code, say(language, key, {{"count", std::to_string(count)}})});
  };
  warn("small_group", "cli.warning.small_group", many([](const Team& t) { return t.people < small_team; }));
  warn("alone", "cli.agreement.alone", many([](const Team& t) { return t.people == 1; }));
  if (teams.size() > 1 && teams.size() < 10)
    warnings.push_back(
        {"few_groups", say(language, "cli.agreement.few_teams", {{"count", std::to_string(teams.size())}})});
  std::string below;
  for (const auto& question : questions) {
    if (question.icc1 && question.icc1->value < 0) below += (below.empty() ? "" : ", ") + question.name;
  }
  if (!below.empty()) warnings.push_back({"below_zero", say(language, "cli.agreement.below", {{"names", below}})});
  return warnings;
}

// What the figures say of a team: the lowest of the questions bounds what may be said of all.
std::string means_of(const std::vector<Question>& questions, const stats::OverTeams& r_wg, std::string_view language) {
  const Question *least = nullptr, *most = nullptr;
  for (const auto& question : questions) {
    if (!question.icc1 || !question.icc2) continue;
    if (least == nullptr || question.icc2->value < least->icc2->value) least = &question;
    if (most == nullptr || question.icc2->value > most->icc2->value) most = &question;
  }
  std::string text;
  if (least != nullptr) {
    const auto part = [&](const Question& q) { return percent_text(language, std::max(0.0, q.icc1->value), 1); };
    text = questions.size() == 1
               ? say(language, "cli.agreement.means_one", {{"name", least->name}, {"part", part(*least)}})
               : say(language, "cli.agreement.means_many",
                     {{"least", least->name}, {"low", part(*least)}, {"most", most->name}, {"high", part(*most)}});
    const auto& low = least->icc2->interval;
    const auto& high = most->icc2->interval;
    text += " " + say(language, low && low->low >= 0.7     ? "cli.agreement.means_apart"
                                : high && high->high < 0.7 ? "cli.agreement.means_not_apart"
                                                           : "cli.agreement.means_undecided");
  }
  if (r_wg.mean) {
    text += (text.empty() ? "" : " ") +
            say(language, r_wg.median >= 0.7 ? "cli.agreement.means_inside" : "cli.agreement.means_not_inside",
                {{"median", form_text(Form::number, r_wg.median, language)}});
  }
  return text;
}

ReportTable question_table(const std::vector<Question>& questions, std::string_view interval,
                           std::string_view language) {
  ReportTable table;
  table.title = say(language, "cli.agreement.questions");
  table.headings = {say(language, "cli.agreement.question"),
                    "ICC(1)",
                    std::string(interval),
                    "ICC(2)",
                    std::string(interval),
                    say(language, "cli.agreement.mixed"),
                    std::string(interval),
                    "n"};
  for (const auto& question : questions) {
    auto& cells = table.rows.emplace_back();
    cells.emplace_back(question.name);
    std::vector<Cell> last;
    for (const auto* outcome : {&question.icc1, &question.icc2, &question.mixed}) {
      last = outcome_cells(*outcome, Form::coefficient);
      cells.insert(cells.end(), last.begin(), last.begin() + 2);
    }
    cells.push_back(last.back());
  }
  return table;
}

Cell value_cell(const stats::Outcome& outcome) {
  if (!outcome) return outcome.error().reason;
  return Number{outcome->value, Form::coefficient};
}

ReportTable team_table(std::vector<Team> teams, const std::string& group, bool scaled, std::string_view language) {
  ReportTable table;
  const auto all = teams.size();
  // The teams that agree least are worth a look first; those of whom nothing can be said come last.
  const auto place = [&](const Team& team) {
    const auto& figure = scaled ? team.r_wg : team.deviation;
    return figure ? (scaled ? figure->value : -figure->value) : 1e300;
  };
  if (all > teams_shown) {
    std::stable_sort(teams.begin(), teams.end(), [&](const Team& a, const Team& b) { return place(a) < place(b); });
    teams.resize(teams_shown);
  }
  table.title = all > teams_shown ? say(language, "cli.agreement.teams_least",
                                        {{"shown", std::to_string(teams_shown)},
                                         {"all", number_text(language, static_cast<std::int64_t>(all))}})
                                  : say(language, "cli.agreement.teams");
  table.headings = {group, "n"};
  if (scaled) table.headings.insert(table.headings.end(), {"r_wg(j)", "a_wg"});
  table.headings.push_back(say(language, "cli.agreement.deviation"));
  for (const auto& team : teams) {
    auto& cells = table.rows.emplace_back();
    cells.emplace_back(team.name);
    cells.emplace_back(Number{static_cast<double>(team.people), Form::count});
    if (scaled) {
      cells.push_back(value_cell(team.r_wg));
      cells.push_back(value_cell(team.a_wg));
    }
    cells.push_back(value_cell(team.deviation));
  }
  return table;
}

}  // namespace

Result<Answer> agreement_of_teams(const FileArguments& given, FileRows& rows, const Settings& settings,
                                  Progress& progress) {
  const std::string_view language = settings.language;
  const auto group_name = needed_option(given, "--group");
  if (!group_name) return refuse(group_name.error());
  const auto list = needed_option(given, "--items");
  if (!list) return refuse(list.error());
  const auto group = rows.column(*group_name);
  if (!group) return refuse(group.error());
  const auto items = columns_of(rows, *list);
  if (!items) return refuse(items.error());
  if (items->empty()) return refuse(FaultKind::invalid, "cli.option.needed", {{"option", "--items"}});
  if (std::find(items->begin(), items->end(), *group) != items->end())
    return refuse(FaultKind::invalid, "cli.column.twice", {{"column", *group_name}});
  const auto scale = scale_option(given);
  if (!scale) return refuse(scale.error());
  const auto counted = count(rows, *group, *items, *scale, progress);
  if (!counted) return refuse(counted.error());

  std::vector<Question> questions;
  for (std::size_t i = 0; i < items->size(); ++i) {
    const auto& sums = counted->sums[i];
    questions.push_back({rows.columns()[(*items)[i]].name, stats::icc1_anova(sums, settings.level),
                         stats::icc2_anova(sums, settings.level), stats::icc1_mixed(sums, settings.level)});
  }
  const auto teams = teams_of(*counted, *scale);
  const bool scaled = scale->has_value();
  const auto r_wg = over(teams, &Team::r_wg, settings.level);

  Answer answer = begin_answer();
  auto& json = answer.json;
  json.field("rows", counted->rows).field("n", counted->n).field("groups", static_cast<std::int64_t>(teams.size()));
  json.key("items").begin_array();
  for (const auto& question : questions) {
    json.begin_object().field("name", question.name);
    outcome_beside(json, "icc1_anova", question.icc1);
    outcome_beside(json, "icc2_anova", question.icc2);
    outcome_beside(json, "icc1_mixed", question.mixed);
    json.end_object();
  }
  json.end_array();
  over_field(json, "rwg_j", r_wg, scaled);
  over_field(json, "awg_j", over(teams, &Team::a_wg, settings.level), scaled);
  over_field(json, "ad_j", over(teams, &Team::deviation, settings.level), true);
  json.key("by_group").begin_array();
  for (const auto& team : teams) {
    json.begin_object().field("group", team.name).field("n", team.people);
    const auto value = [&](std::string_view name, const stats::Outcome& outcome) {
      exact_field(json, name, outcome ? std::optional(outcome->value) : std::nullopt);
    };
    value("rwg_j", team.r_wg);
    value("awg_j", team.a_wg);
    value("ad_j", team.deviation);
    json.end_object();
  }
  json.end_array();
  answer.warnings = warnings_of(teams, questions, language);
  std::string outside;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (counted->outside[i] > 0)
      outside +=
          (outside.empty() ? "" : ", ") + questions[i].name + " (" + number_text(language, counted->outside[i]) + ")";
  }
  if (!outside.empty())
    answer.warnings.push_back({"outside_scale", say(language, "cli.agreement.outside_scale", {{"names", outside}})});

  auto& report = answer.report;
  report.title = say(language, "cli.agreement.title_teams", {{"group", *group_name}});
  report.source = source_text(rows, counted->rows, language);
  report.means = means_of(questions, r_wg, language);
  report.means_not = say(language, "cli.agreement.means_not_teams");
  const std::string level = percent_text(language, settings.level, settings.level == 0.95 ? 0 : 1);
  report.tables.push_back(
      question_table(questions, say(language, "cli.figure.interval", {{"level", level}}), language));
  report.tables.push_back(team_table(teams, *group_name, scaled, language));
  Bars bars;
  bars.title = say(language, "cli.agreement.picture_teams", {{"group", *group_name}});
  bars.form = Form::coefficient;
  bars.reference = 0;
  for (const auto& question : questions) {
    auto& bar = bars.bars.emplace_back();
    bar.label = question.name;
    if (!question.icc1) continue;
    bar.value = question.icc1->value;
    bar.interval = question.icc1->interval;
  }
  report.pictures.emplace_back(std::move(bars));
  return answer;
}

}  // namespace goud::cli
