// goud crosstab: any questions by any columns, counted in one pass, with letters where two columns differ.
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "cli/crosstab_report.hpp"
#include "cli/file_verb.hpp"
#include "cli/number_columns.hpp"
#include "cli/verbs.hpp"
#include "kernel/words.hpp"
#include "stats/many_tests.hpp"

namespace goud::cli {

namespace {

constexpr std::array own_options = {
    FileOption{"--rows", Takes::value, "A,B,…", "questions: a table each, their values below each other"},
    FileOption{"--columns", Takes::value, "C,D,…", "what they are set out by, side by side"},
    FileOption{"--test", Takes::value, "KIND",
               "z: letters where two columns differ (default); chi2: only where the "
               "table differs as a whole"},
    FileOption{"--adjust", Takes::value, "KIND",
               "of all comparisons together: none (default), bh (Benjamini-Hochberg)"},
    FileOption{"--top", Takes::value, "N", "the N highest points of a scale together"},
    FileOption{"--bottom", Takes::value, "N", "the N lowest points together"},
    FileOption{"--scale", Takes::value, "LO:HI", "ends of the scale; else the lowest and highest seen"},
    FileOption{"--intervals", Takes::nothing, "", "show the interval of each share too"},
};

constexpr std::size_t values_most = 250;  // different values of a column: a table of more is read by nobody

struct Asked {
  std::vector<std::size_t> rows, columns;
  std::int64_t top = 0, bottom = 0;
  std::optional<stats::Interval> scale;
  bool whole_first = false;
  bool adjusted = false;
  bool intervals = false;
};

Result<Asked> asked_of(const FileArguments& given, const FileRows& rows) {
  Asked asked;
  for (auto [option, to] : {std::pair{"--rows", &asked.rows}, std::pair{"--columns", &asked.columns}}) {
    const auto list = needed_option(given, option);
    if (!list) return refuse(list.error());
    auto places = columns_of(rows, *list);
    if (!places) return refuse(places.error());
    if (places->empty()) return refuse(FaultKind::invalid, "cli.option.needed", {{"option", option}});
    *to = std::move(*places);
  }
  for (const auto row : asked.rows) {
    if (std::find(asked.columns.begin(), asked.columns.end(), row) != asked.columns.end())
      return refuse(FaultKind::invalid, "cli.crosstab.both", {{"column", rows.columns()[row].name}});
  }
  const auto test = word_option(given, "--test", {"z", "chi2"});
  if (!test) return refuse(test.error());
  const auto adjust = word_option(given, "--adjust", {"none", "bh"});
  if (!adjust) return refuse(adjust.error());
  const auto top = whole_option(given, "--top", 0, 1, static_cast<std::int64_t>(values_most));
  if (!top) return refuse(top.error());
  const auto bottom = whole_option(given, "--bottom", 0, 1, static_cast<std::int64_t>(values_most));
  if (!bottom) return refuse(bottom.error());
  const auto scale = scale_option(given);
  if (!scale) return refuse(scale.error());
  asked.top = *top;
  asked.bottom = *bottom;
  asked.scale = *scale;
  asked.whole_first = *test == "chi2";
  asked.adjusted = *adjust == "bh";
  asked.intervals = given.has("--intervals");
  return asked;
}

struct HashText {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

// The values of one column, numbered as they come; each way of writing is looked at once.
class Values {
 public:
  static constexpr int missing = -1;
  static constexpr int too_many = -2;
  Values(const FileRows& rows, std::size_t column) : rows_(rows), column_(column) { by_letter_.fill(unseen); }
  int operator()(std::string_view cell) {
    if (cell.size() == 1) {
      int& known = by_letter_[static_cast<unsigned char>(cell[0])];
      if (known == unseen) known = look(cell);
      return known;
    }
    if (cell == last_cell_) return last_;
    const auto found = known_.find(cell);
    const int place = found != known_.end() ? found->second : look(cell);
    // What is missing may be written in endless ways (blanks); those beyond a bound are looked at each time.
    if (found == known_.end() && known_.size() < 4 * values_most) known_.emplace(cell, place);
    last_cell_.assign(cell);
    return last_ = place;
  }
  [[nodiscard]] std::size_t column() const { return column_; }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] std::vector<std::size_t> order() const {
    std::vector<std::size_t> order(names_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return numbers_before_letters(names_[a], names_[b]); });
    return order;
  }

 private:
  static constexpr int unseen = -3;
  int look(std::string_view cell) {
    if (rows_.missing(column_, cell)) return missing;
    const auto name = formats::without_blanks(cell);
    const auto found = std::find(names_.begin(), names_.end(), name);
    if (found != names_.end()) return static_cast<int>(found - names_.begin());
    if (names_.size() == values_most) return too_many;
    names_.emplace_back(name);
    return static_cast<int>(names_.size()) - 1;
  }
  const FileRows& rows_;
  std::size_t column_;
  std::vector<std::string> names_;
  std::array<int, 256> by_letter_{};
  std::unordered_map<std::string, int, HashText, std::equal_to<>> known_;
  std::string last_cell_;
  int last_ = missing;  // of an empty cell
};

struct Counted {
  std::vector<Values> rows, columns;
  std::vector<stats::Contingency> all;                  // per row question
  std::vector<std::vector<stats::Contingency>> tables;  // per row question and column
  std::int64_t read = 0, complete = 0;
};

Result<Counted> count(FileRows& rows, const Asked& asked, Progress& progress) {
  Counted counted;
  for (const auto column : asked.rows) counted.rows.emplace_back(rows, column);
  for (const auto column : asked.columns) counted.columns.emplace_back(rows, column);
  counted.all.resize(asked.rows.size());
  counted.tables.assign(asked.rows.size(), std::vector<stats::Contingency>(asked.columns.size()));
  std::vector<int> of_row(asked.rows.size()), of_column(asked.columns.size());
  std::int64_t seen = 0;
  auto read = rows.each({}, [&](const FileRows::Row& row) -> Done {
    bool complete = true;
    for (auto [values, places] : {std::pair{&counted.rows, &of_row}, std::pair{&counted.columns, &of_column}}) {
      for (std::size_t i = 0; i < values->size(); ++i) {
        auto& column = (*values)[i];
        const auto cell = row.cells[column.column()];
        const int place = column(cell);
        if (place == Values::too_many)
          return rows.refuse_cell(row.line, column.column(), cell, "cli.crosstab.many_values",
                                  {{"most", std::to_string(values_most)}});
        (*places)[i] = place;
        complete = complete && place >= 0;
      }
    }
    bool added = true;
    for (std::size_t i = 0; i < of_row.size(); ++i) {
      if (of_row[i] < 0) continue;
      const auto line = static_cast<std::size_t>(of_row[i]);
      added = added && counted.all[i].add(line, 0, row.weight);
      for (std::size_t j = 0; j < of_column.size(); ++j) {
        if (of_column[j] >= 0)
          added = added && counted.tables[i][j].add(line, static_cast<std::size_t>(of_column[j]), row.weight);
      }
    }
    if (!added) return rows.refuse_cell(row.line, asked.rows[0], row.cells[asked.rows[0]], "cli.crosstab.overflow");
    counted.complete += complete ? 1 : 0;
    progress.at(++seen);
    return {};
  });
  if (!read) return refuse(read.error());
  counted.read = *read;
  return counted;
}

CrossQuestion question_of(const Values& values, const std::vector<std::size_t>& order, const FileRows& rows) {
  const auto& column = rows.columns()[values.column()];
  CrossQuestion question{column.name, {}, {}};
  for (const auto i : order) {
    const auto& name = values.names()[i];
    const auto label = column.value_labels.find(name);
    question.values.push_back(name);
    question.labels.push_back(label == column.value_labels.end() ? name : name + " " + label->second);
  }
  return question;
}

// Boxes of a scale of whole numbers; none of anything else.
std::vector<CrossLine> lines_of(const CrossQuestion& question, const Asked& asked, bool& no_boxes) {
  std::vector<CrossLine> lines;
  std::vector<double> points;
  for (std::size_t i = 0; i < question.values.size(); ++i) {
    lines.push_back({CrossLine::Kind::value, {i}});
    const auto number = formats::number_of(question.values[i]);
    if (number && *number == std::floor(*number)) points.push_back(*number);
  }
  if (asked.top == 0 && asked.bottom == 0) return lines;
  if (points.size() != question.values.size() || points.empty()) {
    no_boxes = true;
    return lines;
  }
  const double low = asked.scale ? asked.scale->low : points.front();
  const double high = asked.scale ? asked.scale->high : points.back();
  CrossLine top{CrossLine::Kind::top, {}};
  CrossLine bottom{CrossLine::Kind::bottom, {}};
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (points[i] > high - static_cast<double>(asked.top) && points[i] <= high) top.values.push_back(i);
    if (points[i] < low + static_cast<double>(asked.bottom) && points[i] >= low) bottom.values.push_back(i);
  }
  if (asked.top > 0) lines.push_back(std::move(top));
  if (asked.bottom > 0) lines.push_back(std::move(bottom));
  return lines;
}

void fill_cells(CrossTable& table, const std::vector<CrossLine>& lines, const CrosstabFound& found) {
  table.association = stats::association(table.counts);
  for (const auto& line : lines) {
    auto& cells = table.cells.emplace_back(table.counts.columns());
    for (std::size_t j = 0; j < cells.size(); ++j) {
      for (const auto i : line.values) cells[j].hits.merge(table.counts.at(i, j));
      cells[j].share = stats::share_within(cells[j].hits, table.counts.column(j), found.weighted, found.level);
    }
  }
}

void mark(CrosstabFound& found) {
  std::vector<CrossTable*> tables;
  std::vector<std::optional<double>> p_whole;
  for (auto& of_row : found.tables) {
    for (auto& table : of_row) {
      tables.push_back(&table);
      p_whole.push_back(table.association ? std::optional(table.association->p) : std::nullopt);
    }
  }
  const double alpha = 1 - found.level;
  if (found.adjusted) p_whole = stats::benjamini_hochberg(p_whole);
  struct Pair {
    CrossCell* higher;
    std::size_t lower;
  };
  std::vector<Pair> pairs;
  std::vector<std::optional<double>> p;
  for (std::size_t t = 0; t < tables.size(); ++t) {
    auto& table = *tables[t];
    if (found.adjusted) table.p_adjusted = p_whole[t];
    if (found.whole_first && !(p_whole[t] && *p_whole[t] < alpha)) continue;
    std::vector<stats::CellSums> bases;
    for (std::size_t j = 0; j < table.counts.columns(); ++j) bases.push_back(table.counts.column(j));
    for (auto& cells : table.cells) {
      for (std::size_t a = 0; a < cells.size(); ++a) {
        for (std::size_t b = a + 1; b < cells.size(); ++b) {
          const auto compared = stats::compare_shares(cells[a].hits, bases[a], cells[b].hits, bases[b]);
          if (!compared) continue;
          ++found.compared;
          // Unadjusted, only what is marked need be kept.
          if (!found.adjusted && !(compared->p < alpha)) continue;
          pairs.push_back(compared->z > 0 ? Pair{&cells[a], b} : Pair{&cells[b], a});
          p.emplace_back(compared->p);
        }
      }
    }
  }
  if (found.adjusted) p = stats::benjamini_hochberg(p);
  for (std::size_t k = 0; k < pairs.size(); ++k) {
    if (!p[k] || !(*p[k] < alpha)) continue;
    pairs[k].higher->higher_than.push_back(pairs[k].lower);
    ++found.marked;
  }
  for (auto* table : tables) {
    for (auto& cells : table->cells)
      for (auto& cell : cells) std::sort(cell.higher_than.begin(), cell.higher_than.end());
  }
}

CrosstabFound found_of(const Counted& counted, const Asked& asked, const FileRows& rows, double level,
                       std::vector<std::string>& without_boxes) {
  CrosstabFound found;
  found.read = counted.read;
  found.complete = counted.complete;
  found.weighted = rows.weighted();
  found.adjusted = asked.adjusted;
  found.whole_first = asked.whole_first;
  found.intervals = asked.intervals;
  found.level = level;
  std::vector<std::vector<std::size_t>> column_orders;
  for (const auto& column : counted.columns) {
    column_orders.push_back(column.order());
    found.columns.push_back(question_of(column, column_orders.back(), rows));
  }
  for (std::size_t i = 0; i < counted.rows.size(); ++i) {
    const auto order = counted.rows[i].order();
    found.rows.push_back(question_of(counted.rows[i], order, rows));
    bool no_boxes = false;
    found.lines.push_back(lines_of(found.rows[i], asked, no_boxes));
    if (no_boxes) without_boxes.push_back(found.rows[i].name);
    auto& all = found.all.emplace_back();
    all.counts = counted.all[i].ordered(order, {0});
    fill_cells(all, found.lines[i], found);
    auto& tables = found.tables.emplace_back();
    for (std::size_t j = 0; j < counted.columns.size(); ++j) {
      auto& table = tables.emplace_back();
      table.counts = counted.tables[i][j].ordered(order, column_orders[j]);
      fill_cells(table, found.lines[i], found);
    }
  }
  mark(found);
  return found;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < 5; ++i) text += (i == 0 ? "" : ", ") + names[i];
  return names.size() > 5 ? text + ", …" : text;
}

std::vector<Warning> warnings_of(const CrosstabFound& found, const std::vector<std::string>& without_boxes,
                                 std::string_view language) {
  std::vector<Warning> warnings;
  std::vector<std::string> small_expected;
  std::int64_t states = 0;
  std::size_t small = 0;
  const auto state = [](const std::string& value) {
    return value == "skipped" || value == "not_applicable" || value == "not_shown";
  };
  for (std::size_t i = 0; i < found.rows.size(); ++i) {
    for (std::size_t v = 0; v < found.rows[i].values.size(); ++v)
      if (state(found.rows[i].values[v])) states += found.all[i].counts.row(v).n;
    for (std::size_t j = 0; j < found.columns.size(); ++j) {
      const auto& table = found.tables[i][j];
      if (table.association && table.association->small_expected())
        small_expected.push_back(found.rows[i].name + " × " + found.columns[j].name);
      for (std::size_t k = 0; k < table.counts.columns(); ++k)
        small += table.counts.column(k).n > 0 && table.counts.column(k).n < 5 ? 1 : 0;
    }
  }
  for (std::size_t j = 0; j < found.columns.size(); ++j) {
    for (std::size_t v = 0; v < found.columns[j].values.size(); ++v)
      if (state(found.columns[j].values[v])) states += found.tables[0][j].counts.column(v).n;
  }
  if (states > 0)
    warnings.push_back(
        {"states_counted", say(language, "cli.warning.states_counted", {{"count", std::to_string(states)}})});
  if (small > 0)
    warnings.push_back({"small_group", say(language, "cli.crosstab.small_group", {{"count", std::to_string(small)}})});
  if (!small_expected.empty())
    warnings.push_back(
        {"small_expected", say(language, "cli.crosstab.small_expected", {{"tables", listed(small_expected)}})});
  if (!without_boxes.empty())
    warnings.push_back({"no_boxes", say(language, "cli.crosstab.no_boxes", {{"columns", listed(without_boxes)}})});
  return warnings;
}

void write_cell(formats::JsonWriter& json, const CrossCell& cell, bool weighted) {
  json.field("count", cell.hits.n);
  if (weighted) exact_field(json, "weight", cell.hits.weight);
  exact_field(json, "share", cell.share ? std::optional(cell.share->value) : std::nullopt);
  interval_field(json, "interval", cell.share ? cell.share->interval : std::nullopt);
  if (!cell.share) json.field("reason", to_text(cell.share.error().reason));
  json.field("n", cell.share ? cell.share->n : cell.share.error().n);
  json.key("higher_than").begin_array();
  for (const auto place : cell.higher_than) json.value(column_letter(place));
  json.end_array();
}

void write_base(formats::JsonWriter& json, const stats::CellSums& base, bool weighted) {
  json.field("n", base.n);
  if (weighted) exact_field(json, "n_effective", base.n_effective());
}

void write_table(formats::JsonWriter& json, const CrosstabFound& found, std::size_t i, std::size_t j) {
  const auto& table = found.tables[i][j];
  const auto& row = found.rows[i];
  const auto& column = found.columns[j];
  json.begin_object().field("row", row.name).field("column", column.name);
  const auto& association = table.association;
  if (association) {
    exact_field(json, "chi2", association->chi2);
    exact_field(json, "df", association->df);
    exact_field(json, "p", association->p);
    if (found.adjusted) exact_field(json, "p_adjusted", table.p_adjusted);
    exact_field(json, "cramers_v", association->cramers_v);
    exact_field(json, "cramers_v_corrected", association->cramers_v_corrected);
    exact_field(json, "least_expected", association->least_expected);
  } else {
    for (const auto* name : {"chi2", "df", "p", "cramers_v", "cramers_v_corrected", "least_expected"})
      json.null_field(name);
    json.field("reason", to_text(association.error().reason));
  }
  write_base(json, table.counts.total(), found.weighted);
  json.key("columns").begin_array();
  for (std::size_t k = 0; k < column.values.size(); ++k) {
    json.begin_object().field("letter", column_letter(k)).field("column", column.values[k]);
    write_base(json, table.counts.column(k), found.weighted);
    json.end_object();
  }
  json.end_array().key("cells").begin_array();
  for (std::size_t line = 0; line < found.lines[i].size(); ++line) {
    if (found.lines[i][line].kind != CrossLine::Kind::value) continue;
    for (std::size_t k = 0; k < column.values.size(); ++k) {
      json.begin_object()
          .field("row", row.values[found.lines[i][line].values[0]])
          .field("column", column.values[k])
          .field("letter", column_letter(k));
      write_cell(json, table.cells[line][k], found.weighted);
      json.end_object();
    }
  }
  json.end_array();
  bool boxes = false;
  for (std::size_t line = 0; line < found.lines[i].size(); ++line) {
    const auto& of = found.lines[i][line];
    if (of.kind == CrossLine::Kind::value) continue;
    if (!boxes) json.key("boxes").begin_array();
    boxes = true;
    json.begin_object().field("box", of.kind == CrossLine::Kind::top ? "top" : "bottom").key("rows").begin_array();
    for (const auto value : of.values) json.value(row.values[value]);
    json.end_array().key("cells").begin_array();
    for (std::size_t k = 0; k < column.values.size(); ++k) {
      json.begin_object().field("column", column.values[k]).field("letter", column_letter(k));
      write_cell(json, table.cells[line][k], found.weighted);
      json.end_object();
    }
    json.end_array().end_object();
  }
  if (boxes) json.end_array();
  json.end_object();
}

void write_json(formats::JsonWriter& json, const CrosstabFound& found) {
  json.field("rows", found.read).field("n", found.complete);
  json.field("test", found.whole_first ? "chi2" : "z").field("adjust", found.adjusted ? "bh" : "none");
  json.field("tests_on", found.weighted ? "kish_n_effective" : "n");
  json.field("compared", found.compared).field("marked", found.marked);
  json.key("tables").begin_array();
  for (std::size_t i = 0; i < found.rows.size(); ++i)
    for (std::size_t j = 0; j < found.columns.size(); ++j) write_table(json, found, i, j);
  json.end_array();
}

Result<Answer> answer_of(const FileArguments& given, FileRows& rows, const Settings& settings, Progress& progress) {
  const auto asked = asked_of(given, rows);
  if (!asked) return refuse(asked.error());
  const auto counted = count(rows, *asked, progress);
  if (!counted) return refuse(counted.error());
  std::vector<std::string> without_boxes;
  const auto found = found_of(*counted, *asked, rows, settings.level, without_boxes);
  Answer answer = begin_answer();
  write_json(answer.json, found);
  answer.warnings = warnings_of(found, without_boxes, settings.language);
  answer.report = crosstab_report(found, settings.language);
  answer.report.source = source_text(rows, found.read, settings.language);
  return answer;
}

}  // namespace

int crosstab(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  static constexpr FileVerb verb = {
      "crosstab",
      "--rows A,B,… --columns C,D,… [options]",
      "Questions set out by columns, with letters where a column is higher than another: a banner.",
      own_options,
      "goud crosstab guests.csv --rows \"Seat Comfort,Cleanliness\" --columns Class,Gender --top 2 --missing 0 "
      "--adjust bh",
      answer_of};
  return run_file_verb(verb, arguments, out, err);
}

}  // namespace goud::cli
