#include "cli/crosstab_report.hpp"

#include <algorithm>
#include <cmath>

#include "kernel/words.hpp"

namespace goud::cli {

std::string column_letter(std::size_t place) {
  std::string letters;
  for (std::size_t rest = place + 1; rest > 0; rest = (rest - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return letters;
}

namespace {

std::string heading_of(const CrossQuestion& column, std::size_t place) {
  return column.name + ": " + column.labels[place] + " (" + column_letter(place) + ")";
}

std::string line_label(const CrossLine& line, const CrossQuestion& row, std::string_view language) {
  if (line.kind == CrossLine::Kind::value) return row.labels[line.values[0]];
  std::string values;
  for (const auto value : line.values) values += (values.empty() ? "" : ", ") + row.values[value];
  return say(language, line.kind == CrossLine::Kind::top ? "cli.crosstab.top" : "cli.crosstab.bottom",
             {{"values", values}});
}

std::string letters_of(const CrossCell& cell) {
  std::string letters;
  for (const auto place : cell.higher_than) letters += (letters.empty() ? "" : ",") + column_letter(place);
  return letters;
}

// The tables of one question side by side: everyone, then each column.
struct Side {
  const CrossTable* table;
  std::size_t column;
  std::string heading;
};
std::vector<Side> sides_of(const CrosstabFound& found, std::size_t i, std::string_view language) {
  std::vector<Side> sides = {{&found.all[i], 0, say(language, "cli.figure.all")}};
  for (std::size_t j = 0; j < found.columns.size(); ++j) {
    for (std::size_t k = 0; k < found.columns[j].values.size(); ++k)
      sides.push_back({&found.tables[i][j], k, heading_of(found.columns[j], k)});
  }
  return sides;
}

ReportTable banner(const CrosstabFound& found, std::size_t i, std::string_view language) {
  ReportTable table;
  const auto sides = sides_of(found, i, language);
  table.title = found.rows[i].name;
  table.headings.push_back(found.rows[i].name);
  auto& bases = table.rows.emplace_back();
  bases.emplace_back("n");
  for (const auto& side : sides) {
    table.headings.push_back(side.heading);
    bases.push_back(Number{static_cast<double>(side.table->counts.column(side.column).n), Form::count});
  }
  if (found.weighted) {
    auto& effective = table.rows.emplace_back();
    effective.emplace_back(say(language, "cli.score.n_effective"));
    for (const auto& side : sides)
      effective.push_back(Number{side.table->counts.column(side.column).n_effective(), Form::number});
  }
  std::vector<std::size_t> widest(sides.size(), 0);
  for (std::size_t line = 0; line < found.lines[i].size(); ++line) {
    for (std::size_t s = 0; s < sides.size(); ++s)
      widest[s] = std::max(widest[s], letters_of(sides[s].table->cells[line][sides[s].column]).size());
  }
  for (std::size_t line = 0; line < found.lines[i].size(); ++line) {
    auto& cells = table.rows.emplace_back();
    cells.emplace_back(line_label(found.lines[i][line], found.rows[i], language));
    for (std::size_t s = 0; s < sides.size(); ++s) {
      const auto& cell = sides[s].table->cells[line][sides[s].column];
      if (cell.share)
        cells.push_back(Number{cell.share->value, Form::share, letters_of(cell), widest[s]});
      else
        cells.push_back(cell.share.error().reason);
    }
  }
  return table;
}

ReportTable interval_table(const CrosstabFound& found, std::size_t i, const std::string& level,
                           std::string_view language) {
  ReportTable table;
  table.title = found.rows[i].name + ", " + say(language, "cli.figure.interval", {{"level", level}});
  table.headings.push_back(found.rows[i].name);
  const auto sides = sides_of(found, i, language);
  for (const auto& side : sides) table.headings.push_back(side.heading);
  for (std::size_t line = 0; line < found.lines[i].size(); ++line) {
    auto& cells = table.rows.emplace_back();
    cells.emplace_back(line_label(found.lines[i][line], found.rows[i], language));
    for (const auto& side : sides) {
      const auto& share = side.table->cells[line][side.column].share;
      if (share && share->interval)
        cells.push_back(Between{*share->interval, Form::share});
      else
        cells.push_back(share ? Cell() : Cell(share.error().reason));
    }
  }
  return table;
}

ReportTable whole_table(const CrosstabFound& found, std::string_view language) {
  ReportTable table;
  table.title = say(language, "cli.crosstab.whole");
  table.headings = {say(language, "cli.crosstab.row"), say(language, "cli.crosstab.column"), "n", "χ²", "df", "p"};
  if (found.adjusted) table.headings.push_back(say(language, "cli.crosstab.p_adjusted"));
  table.headings.insert(table.headings.end(),
                        {say(language, "cli.crosstab.v"), say(language, "cli.crosstab.v_corrected"),
                         say(language, "cli.crosstab.least_expected")});
  for (std::size_t i = 0; i < found.rows.size(); ++i) {
    for (std::size_t j = 0; j < found.columns.size(); ++j) {
      const auto& of = found.tables[i][j];
      auto& cells = table.rows.emplace_back();
      cells = {found.rows[i].name, found.columns[j].name,
               Number{static_cast<double>(of.counts.total().n), Form::count}};
      if (!of.association) {
        cells.emplace_back(of.association.error().reason);
        cells.resize(table.headings.size());
        continue;
      }
      cells.push_back(Number{of.association->chi2, Form::number});
      cells.push_back(Number{of.association->df, Form::count});
      cells.push_back(Number{of.association->p, Form::probability});
      if (found.adjusted) cells.push_back(of.p_adjusted ? Cell(Number{*of.p_adjusted, Form::probability}) : Cell());
      cells.push_back(Number{of.association->cramers_v, Form::number});
      cells.push_back(Number{of.association->cramers_v_corrected, Form::number});
      cells.push_back(Number{of.association->least_expected, Form::number});
    }
  }
  return table;
}

// The two questions that go together most, where that is more than chance.
struct Strongest {
  std::size_t row, column;
};
std::optional<Strongest> strongest_of(const CrosstabFound& found) {
  std::optional<Strongest> best;
  double most = 0;
  for (std::size_t i = 0; i < found.rows.size(); ++i) {
    for (std::size_t j = 0; j < found.columns.size(); ++j) {
      const auto& table = found.tables[i][j];
      if (!table.association || table.p_adjusted.value_or(table.association->p) >= 1 - found.level) continue;
      if (best && table.association->cramers_v_corrected <= most) continue;
      most = table.association->cramers_v_corrected;
      best = {i, j};
    }
  }
  return best;
}

// Of that table the line that differs most between columns of five answers or more.
std::optional<Bars> picture_of(const CrosstabFound& found, const Strongest& of, std::string_view language) {
  const auto& table = found.tables[of.row][of.column];
  const auto& column = found.columns[of.column];
  std::optional<std::size_t> best;
  double most = -1;
  for (std::size_t line = 0; line < found.lines[of.row].size(); ++line) {
    double low = 1, high = 0;
    for (std::size_t k = 0; k < column.values.size(); ++k) {
      const auto& share = table.cells[line][k].share;
      if (!share || table.counts.column(k).n_effective() < 5) continue;
      low = std::min(low, share->value);
      high = std::max(high, share->value);
    }
    if (high - low <= most) continue;
    most = high - low;
    best = line;
  }
  if (!best || column.values.size() > 40) return std::nullopt;
  Bars bars;
  bars.title = say(language, "cli.crosstab.picture",
                   {{"row", found.rows[of.row].name},
                    {"value", line_label(found.lines[of.row][*best], found.rows[of.row], language)},
                    {"column", column.name}});
  bars.form = Form::share;
  bars.range = stats::Interval{0, 1};
  for (std::size_t k = 0; k < column.values.size(); ++k) {
    const auto& share = table.cells[*best][k].share;
    bars.bars.push_back({column.labels[k] + " (" + column_letter(k) + ")",
                         share ? std::optional(share->value) : std::nullopt, share ? share->interval : std::nullopt});
  }
  return bars;
}

std::string means_of(const CrosstabFound& found, const std::optional<Strongest>& strongest, const std::string& level,
                     std::string_view language) {
  std::string text;
  const double alpha = 1 - found.level;
  const auto decimals = alpha * 1000 - 10 * std::floor(alpha * 100 + 1e-9) > 1e-6 ? 1 : 0;
  if (found.compared == 0) {
    text = say(language, found.whole_first ? "cli.crosstab.means_whole_none" : "cli.crosstab.means_none");
  } else {
    text = say(language,
               found.marked == 0 ? "cli.crosstab.means_nothing"
               : found.adjusted  ? "cli.crosstab.means_adjusted"
                                 : "cli.crosstab.means",
               {{"marked", number_text(language, found.marked)},
                {"compared", number_text(language, found.compared)},
                {"level", level},
                {"part", percent_text(language, alpha, decimals)},
                {"expected", number_text(language, static_cast<std::int64_t>(
                                                       std::llround(alpha * static_cast<double>(found.compared))))}});
  }
  if (strongest && found.rows.size() * found.columns.size() > 1) {
    const auto& association = found.tables[strongest->row][strongest->column].association;
    text += ' ' + say(language, "cli.crosstab.means_strongest",
                      {{"row", found.rows[strongest->row].name},
                       {"column", found.columns[strongest->column].name},
                       {"v", form_text(Form::number, association->cramers_v, language)}});
  }
  return text;
}

}  // namespace

Report crosstab_report(const CrosstabFound& found, std::string_view language) {
  const std::string level = percent_text(language, found.level, found.level == 0.95 ? 0 : 1);
  Report report;
  const auto names = [](const std::vector<CrossQuestion>& questions) {
    std::string text;
    for (std::size_t i = 0; i < questions.size() && i < 3; ++i) text += (i == 0 ? "" : ", ") + questions[i].name;
    return questions.size() > 3 ? text + ", …" : text;
  };
  report.title = say(language, "cli.crosstab.title", {{"rows", names(found.rows)}, {"columns", names(found.columns)}});
  for (std::size_t i = 0; i < found.rows.size(); ++i) {
    report.tables.push_back(banner(found, i, language));
    if (found.intervals) report.tables.push_back(interval_table(found, i, level, language));
  }
  report.tables.push_back(whole_table(found, language));
  const auto strongest = strongest_of(found);
  if (strongest) {
    if (auto picture = picture_of(found, *strongest, language)) report.pictures.emplace_back(std::move(*picture));
  }
  report.means = means_of(found, strongest, level, language);
  report.means_not = say(language, "cli.crosstab.means_not");
  report.notes.push_back(
      say(language, "cli.crosstab.note_n",
          {{"n", number_text(language, found.complete)}, {"rows", number_text(language, found.read)}}));
  if (found.whole_first) report.notes.push_back(say(language, "cli.crosstab.note_whole"));
  if (found.weighted) report.notes.push_back(say(language, "cli.crosstab.note_weighted"));
  return report;
}

}  // namespace goud::cli
