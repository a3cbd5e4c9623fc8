// goud score: one figure of a survey file, for the whole and per group.
#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <unordered_map>

#include "cli/file_verb.hpp"
#include "cli/number_columns.hpp"
#include "cli/verbs.hpp"
#include "kernel/words.hpp"
#include "stats/mean.hpp"
#include "stats/nps.hpp"
#include "stats/share.hpp"

namespace goud::cli {

namespace {

constexpr std::array own_options = {
    FileOption{"--nps", Takes::value, "COL", "net promoter score of a column of whole numbers 0..10"},
    FileOption{"--share", Takes::value, "COL=VALUE[,VALUE]", "share of the rows with one of these values"},
    FileOption{"--mean", Takes::value, "COL", "mean of a column of numbers"},
    FileOption{"--scale", Takes::value, "LO:HI", "scale of --nps where it is not 0:10: 1:10"},
    FileOption{"--by", Takes::value, "COL[,COL]", "the same figure per group"},
    FileOption{"--interval", Takes::value, "KIND", "of a share: wilson (default), exact, jeffreys"},
};

enum class Metric { nps, share, mean };

struct Asked {
  Metric metric = Metric::mean;
  std::size_t column = 0;
  std::vector<std::string> top;  // values that count, of a share
  std::int64_t score_low = 0;
  stats::ShareInterval kind = stats::ShareInterval::wilson;
  double level = stats::level_default;
  std::vector<std::size_t> by;
};

// A weight that is a whole number of 1e-4 up to 100 is counted exactly, as everywhere else in goud; others as they stand.
std::optional<std::int64_t> exact_weight(double weight) {
  if (weight > 100) return std::nullopt;
  const auto units = std::llround(weight * static_cast<double>(stats::weight_one));
  if (static_cast<double>(units) / static_cast<double>(stats::weight_one) != weight) return std::nullopt;
  return units;
}

std::optional<std::int64_t> whole(double value) {
  if (value != std::floor(value) || std::abs(value) > 1e9) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

// Whole numbers as long as all of them are; real numbers beside them, for files where they are not. Shares and scores
// without weights are counted alone, which is exact.
class Tally {
 public:
  void add_share(bool hit) {
    ++n_;
    hits_ += hit ? 1 : 0;
  }
  void add_score(std::int64_t score) {
    ++n_;
    hits_ += score >= 9 ? 1 : 0;
    misses_ += score <= 6 ? 1 : 0;
  }
  [[nodiscard]] bool add_share(bool hit, double weight) {
    ++n_;
    const auto units = exact_weight(weight);
    exact_ = exact_ && units && share_.add(hit, *units);
    return first_.add(hit ? 1 : 0, weight);
  }
  [[nodiscard]] bool add_score(std::int64_t score, double weight) {
    ++n_;
    const auto units = exact_weight(weight);
    exact_ = exact_ && units && nps_.add(score, *units);
    return first_.add(score >= 9 ? 1 : 0, weight) && second_.add(score <= 6 ? 1 : 0, weight);
  }
  [[nodiscard]] bool add_number(double value, double weight) {
    ++n_;
    const auto units = exact_weight(weight);
    const auto integer = whole(value);
    exact_ = exact_ && units && integer && mean_.add(*integer, *units);
    return first_.add(value, weight);
  }
  [[nodiscard]] stats::Outcome outcome(const Asked& asked, bool weighted) const {
    if (n_ == 0) return stats::unsaid(stats::Reason::too_few, 0);
    if (!weighted && asked.metric != Metric::mean) return counted(asked);
    if (!(first_.weight > 0)) return stats::unsaid(stats::Reason::too_few, n_);
    const auto effective = first_.all_one ? std::nullopt : std::optional(first_.n_effective());
    switch (asked.metric) {
      case Metric::share:
        return exact_ ? stats::share(share_, asked.kind, asked.level)
                      : stats::share_of(first_.running_mean, n_, effective, asked.kind, asked.level);
      case Metric::nps:
        return in_points(exact_ ? stats::nps(nps_, asked.level)
                                : stats::nps_of(first_.running_mean, second_.running_mean, n_, effective, asked.level));
      case Metric::mean:
        break;
    }
    return exact_ ? stats::mean(mean_, asked.level) : stats::mean(first_, asked.level);
  }
  [[nodiscard]] std::int64_t n() const { return n_; }

 private:
  [[nodiscard]] stats::Outcome counted(const Asked& asked) const {
    const auto times = [](std::int64_t count, auto add) { return count == 0 || add(count); };
    if (asked.metric == Metric::share) {
      stats::ShareCounts counts;
      const auto add = [&](bool hit) {
        return [&counts, hit](std::int64_t count) { return counts.add(hit, stats::weight_one, count); };
      };
      if (times(hits_, add(true)) && times(n_ - hits_, add(false)))
        return stats::share(counts, asked.kind, asked.level);
    } else {
      stats::NpsCounts counts;
      const auto add = [&](std::int64_t score) {
        return [&counts, score](std::int64_t count) { return counts.add(score, stats::weight_one, count); };
      };
      if (times(hits_, add(10)) && times(misses_, add(0)) && times(n_ - hits_ - misses_, add(8)))
        return in_points(stats::nps(counts, asked.level));
    }
    return stats::unsaid(stats::Reason::not_identified, n_);
  }
  static stats::Outcome in_points(stats::Outcome outcome) {
    if (!outcome) return outcome;
    outcome->value *= 100;
    if (outcome->interval)
      outcome->interval = stats::Interval{outcome->interval->low * 100, outcome->interval->high * 100};
    return outcome;
  }
  std::int64_t n_ = 0, hits_ = 0, misses_ = 0;
  bool exact_ = true;
  stats::ShareCounts share_;
  stats::NpsCounts nps_;
  stats::MeanSums mean_;
  stats::RealMeanSums first_;   // hits, promoters or the numbers themselves
  stats::RealMeanSums second_;  // detractors
};

struct GroupTally {
  std::vector<std::string> names;
  Tally tally;
};

// A tally per combination of names, found by hash while rows come and put in order once.
class Groups {
 public:
  Tally& of(const std::vector<std::string_view>& names) {
    const auto packed = packed_names(names);
    if (packed == 0) return find(names).tally;
    auto& kept = recent_[(packed * 0x9E3779B97F4A7C15ULL) >> (64U - recent_bits)];
    if (kept.names != packed) kept = {packed, &find(names)};
    return kept.group->tally;
  }
  // In the order of numbers where all are, else of letters.
  [[nodiscard]] std::vector<const GroupTally*> in_order() const {
    std::vector<const GroupTally*> all;
    for (const auto& group : groups_) all.push_back(&group);
    std::sort(all.begin(), all.end(), [](const auto* a, const auto* b) {
      return std::lexicographical_compare(a->names.begin(), a->names.end(), b->names.begin(), b->names.end(),
                                          numbers_before_letters);
    });
    return all;
  }

 private:
  // Short names as one number, each behind its size; 0 for longer ones.
  static std::uint64_t packed_names(const std::vector<std::string_view>& names) {
    std::size_t bytes = names.size();
    for (const auto name : names) bytes += name.size();
    if (bytes > sizeof(std::uint64_t)) return 0;
    std::uint64_t packed = 0;
    for (const auto name : names) {
      packed = (packed << 8U) | (name.size() + 1);
      for (const char c : name) packed = (packed << 8U) | static_cast<unsigned char>(c);
    }
    return packed;
  }
  GroupTally& find(const std::vector<std::string_view>& names) {
    key_.clear();
    for (const auto name : names) {
      // Behind its size, so that "a", "bc" is not "ab", "c".
      const std::size_t size = name.size();
      if (size < 255) {
        key_ += static_cast<char>(size);
      } else {
        key_ += '\xff';
        key_.append(reinterpret_cast<const char*>(&size), sizeof size);
      }
      key_ += name;
    }
    const auto [found, fresh] = by_name_.try_emplace(key_, nullptr);
    if (fresh) found->second = &groups_.emplace_back(GroupTally{{names.begin(), names.end()}, {}});
    return *found->second;
  }
  struct Recent {
    std::uint64_t names = 0;
    GroupTally* group = nullptr;
  };
  static constexpr unsigned recent_bits = 13;
  std::deque<GroupTally> groups_;
  std::unordered_map<std::string, GroupTally*> by_name_;
  std::array<Recent, 1U << recent_bits> recent_{};
  std::string key_;
};

struct Counted {
  std::int64_t states = 0;  // counted though they say that nothing was answered
  std::int64_t rows = 0;
  std::vector<bool> seen{};  // of each value that counts, whether a row has it
  Tally all;
  Groups groups;
};

Result<Asked> asked_of(const FileArguments& given, const FileRows& rows, double level) {
  Asked asked;
  asked.level = level;
  const int metrics = (given.has("--nps") ? 1 : 0) + (given.has("--share") ? 1 : 0) + (given.has("--mean") ? 1 : 0);
  if (metrics != 1) return refuse(FaultKind::invalid, "cli.score.one_metric");
  if (const auto text = given.one("--share")) {
    auto chosen = rows.chosen(*text);
    if (!chosen) return refuse(chosen.error());
    asked.metric = Metric::share;
    asked.column = chosen->column;
    asked.top = std::move(chosen->values);
  } else {
    asked.metric = given.has("--nps") ? Metric::nps : Metric::mean;
    auto column = rows.column(*given.one(given.has("--nps") ? "--nps" : "--mean"));
    if (!column) return refuse(column.error());
    asked.column = *column;
  }
  if (const auto scale = given.one("--scale")) {
    if (asked.metric != Metric::nps || (*scale != "0:10" && *scale != "1:10")) {
      return refuse(FaultKind::invalid, "cli.score.scale", {{"value", *scale}});
    }
    asked.score_low = *scale == "1:10" ? 1 : 0;
  }
  if (const auto kind = given.one("--interval")) {
    if (asked.metric != Metric::share) return refuse(FaultKind::invalid, "cli.score.interval_of_share");
    if (*kind == "exact")
      asked.kind = stats::ShareInterval::exact;
    else if (*kind == "jeffreys")
      asked.kind = stats::ShareInterval::jeffreys;
    else if (*kind != "wilson")
      return refuse(FaultKind::invalid, "cli.score.interval", {{"value", *kind}});
    if (asked.kind == stats::ShareInterval::exact && rows.weighted())
      return refuse(FaultKind::invalid, "cli.score.exact_weights");
  }
  if (const auto by = given.one("--by")) {
    auto columns = columns_of(rows, *by);
    if (!columns) return refuse(columns.error());
    asked.by = std::move(*columns);
  }
  return asked;
}

Result<std::unique_ptr<Counted>> count(FileRows& rows, const Asked& asked, Progress& progress) {
  auto counted = std::make_unique<Counted>();
  counted->seen.assign(asked.top.size(), false);
  std::vector<std::size_t> needed = asked.by;
  needed.push_back(asked.column);
  std::vector<std::string_view> group(asked.by.size());
  const bool weighted = rows.weighted();
  auto read = rows.each(needed, [&](const FileRows::Row& row) -> Done {
    const auto cell = row.cells[asked.column];
    Tally* tallies[2] = {&counted->all, nullptr};
    if (!asked.by.empty()) {
      for (std::size_t i = 0; i < asked.by.size(); ++i) group[i] = formats::without_blanks(row.cells[asked.by[i]]);
      tallies[1] = &counted->groups.of(group);
    }
    bool added = true;
    if (asked.metric == Metric::share) {
      bool hit = false;
      for (std::size_t i = 0; i < asked.top.size() && !hit; ++i) {
        hit = rows.same(asked.column, cell, asked.top[i]);
        if (hit) counted->seen[i] = true;
      }
      // Our own export writes these words where nothing was answered; a file may mean something else by them.
      if (!hit && (cell == "skipped" || cell == "not_applicable" || cell == "not_shown")) ++counted->states;
      for (Tally* tally : tallies) {
        if (tally == nullptr) continue;
        if (weighted)
          added = added && tally->add_share(hit, row.weight);
        else
          tally->add_share(hit);
      }
    } else {
      const auto number = rows.number(cell);
      if (!number) return rows.refuse_cell(row.line, asked.column, cell, "cli.score.no_number");
      if (asked.metric == Metric::nps) {
        const auto score = whole(*number);
        if (!score || *score < asked.score_low || *score > 10) {
          return rows.refuse_cell(row.line, asked.column, cell, "cli.score.out_of_scale",
                                  {{"low", std::to_string(asked.score_low)}});
        }
        for (Tally* tally : tallies) {
          if (tally == nullptr) continue;
          if (weighted)
            added = added && tally->add_score(*score, row.weight);
          else
            tally->add_score(*score);
        }
      } else {
        for (Tally* tally : tallies) added = added && (tally == nullptr || tally->add_number(*number, row.weight));
      }
    }
    if (!added) return rows.refuse_cell(row.line, asked.column, cell, "cli.score.overflow");
    progress.at(counted->all.n());
    return {};
  });
  if (!read) return refuse(read.error());
  counted->rows = *read;
  return counted;
}

// What a weighted file adds to the keys of every outcome.
void outcome_json(formats::JsonWriter& json, const stats::Outcome& outcome, bool weighted) {
  outcome_fields(json, outcome);
  if (weighted && outcome)
    exact_field(json, "n_effective", outcome->n_effective.value_or(static_cast<double>(outcome->n)));
}

std::vector<Warning> warnings_of(const Counted& counted, const Asked& asked, const std::vector<const GroupTally*>& groups,
                                 std::string_view language) {
  std::vector<Warning> warnings;
  std::size_t small = 0;
  for (const auto* group : groups) small += group->tally.n() < 5 ? 1 : 0;
  for (std::size_t i = 0; i < counted.seen.size(); ++i) {
    if (!counted.seen[i])
      warnings.push_back({"value_absent", say(language, "cli.score.value_absent", {{"value", asked.top[i]}})});
  }
  if (counted.states > 0)
    warnings.push_back(
        {"states_counted", say(language, "cli.warning.states_counted", {{"count", std::to_string(counted.states)}})});
  if (small > 0)
    warnings.push_back({"small_group", say(language, "cli.warning.small_group", {{"count", std::to_string(small)}})});
  return warnings;
}

struct Group {
  std::vector<std::string> names;  // empty for the whole
  stats::Outcome outcome;
};

void write_json(formats::JsonWriter& json, const std::vector<Group>& groups, std::int64_t read, const Asked& asked,
                const FileRows& rows) {
  json.field("metric", asked.metric == Metric::nps ? "nps" : asked.metric == Metric::share ? "share" : "mean");
  json.field("rows", read);
  outcome_json(json, groups[0].outcome, rows.weighted());
  json.key("groups").begin_array();
  for (std::size_t g = 1; g < groups.size(); ++g) {
    json.begin_object().key("group").begin_object();
    for (std::size_t i = 0; i < groups[g].names.size(); ++i)
      json.field(rows.columns()[asked.by[i]].name, groups[g].names[i]);
    json.end_object();
    outcome_json(json, groups[g].outcome, rows.weighted());
    json.end_object();
  }
  json.end_array();
}

Report report_of(const std::vector<Group>& groups, std::int64_t read, const Asked& asked, const FileRows& rows,
                 std::string_view language) {
  Report report;
  std::string values;
  for (const auto& value : asked.top) values += (values.empty() ? "" : ", ") + value;
  const char* key = asked.metric == Metric::nps     ? "cli.score.title_nps"
                    : asked.metric == Metric::share ? "cli.score.title_share"
                                                    : "cli.score.title_mean";
  report.title = say(language, key, {{"column", rows.columns()[asked.column].name}, {"values", values}});
  report.source = source_text(rows, read, language);
  report.level = asked.level;
  const Form form = asked.metric == Metric::nps     ? Form::points
                    : asked.metric == Metric::share ? Form::share
                                                    : Form::number;
  const std::string level = percent_text(language, asked.level, asked.level == 0.95 ? 0 : 1);
  ReportTable table;
  for (const std::size_t by : asked.by) table.headings.push_back(rows.columns()[by].name);
  table.headings.insert(table.headings.end(), {say(language, "cli.figure.value"),
                                               say(language, "cli.figure.interval", {{"level", level}}), "n"});
  if (rows.weighted()) table.headings.push_back(say(language, "cli.score.n_effective"));
  Bars bars;
  bars.title = report.title;
  bars.form = form;
  if (form == Form::points) bars.range = stats::Interval{-100, 100};
  if (form == Form::share) bars.range = stats::Interval{0, 1};
  for (const auto& group : groups) {
    std::vector<std::string> names = group.names;
    names.resize(asked.by.size());
    if (group.names.empty() && !names.empty()) names[0] = say(language, "cli.figure.all");
    auto& cells = table.rows.emplace_back(names.begin(), names.end());
    auto outcome = outcome_cells(group.outcome, form);
    cells.insert(cells.end(), std::make_move_iterator(outcome.begin()), std::make_move_iterator(outcome.end()));
    if (rows.weighted()) {
      const auto& said = group.outcome;
      cells.push_back(said ? Cell(Number{said->n_effective.value_or(static_cast<double>(said->n)), Form::number})
                           : Cell());
    }
    Bars::Bar& bar = bars.bars.emplace_back();
    for (const auto& name : names)
      if (!name.empty()) bar.label += (bar.label.empty() ? "" : " · ") + name;
    if (bar.label.empty()) bar.label = say(language, "cli.figure.all");
    if (group.outcome) {
      bar.value = group.outcome->value;
      bar.interval = group.outcome->interval;
    }
  }
  report.tables.push_back(std::move(table));
  report.pictures.push_back(std::move(bars));
  if (groups[0].outcome && groups[0].outcome->interval) {
    const auto& whole_of = *groups[0].outcome;
    report.means = say(language, "cli.score.means",
                       {{"low", form_text(form, whole_of.interval->low, language)},
                        {"high", form_text(form, whole_of.interval->high, language)},
                        {"level", level},
                        {"n", number_text(language, whole_of.n)}});
  }
  report.means_not = say(language, "cli.score.means_not");
  return report;
}

Result<Answer> answer_of(const FileArguments& given, FileRows& rows, const Settings& settings, Progress& progress) {
  const auto asked = asked_of(given, rows, settings.level);
  if (!asked) return refuse(asked.error());
  const auto counted = count(rows, *asked, progress);
  if (!counted) return refuse(counted.error());
  const bool weighted = rows.weighted();
  const auto tallies = (*counted)->groups.in_order();
  std::vector<Group> groups = {{{}, (*counted)->all.outcome(*asked, weighted)}};
  for (const auto* group : tallies) groups.push_back({group->names, group->tally.outcome(*asked, weighted)});
  const std::int64_t read = (*counted)->rows;
  Answer answer = begin_answer();
  write_json(answer.json, groups, read, *asked, rows);
  answer.warnings = warnings_of(**counted, *asked, tallies, settings.language);
  answer.report = report_of(groups, read, *asked, rows, settings.language);
  return answer;
}

}  // namespace

int score(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  static constexpr FileVerb verb = {
      "score",
      "(--nps COL | --share COL=VALUE[,VALUE] | --mean COL) [options]",
      "One figure of a survey file with its interval, for the whole and per group.",
      own_options,
      "goud score guests.csv --share \"Satisfaction=Satisfied\" --by Class --where \"Age>=18\"",
      answer_of};
  return run_file_verb(verb, arguments, out, err);
}

}  // namespace goud::cli
