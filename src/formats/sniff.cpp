#include "formats/sniff.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "formats/column_kind.hpp"
#include "formats/csv.hpp"

namespace goud::formats {

namespace {

using Rows = std::vector<std::vector<std::string>>;
constexpr std::size_t rows_looked_at = 300;

struct Reading {
  Rows rows;
  std::optional<Fault> fault;
};

Reading read_rows(std::string_view head, HeadIs extent, char delimiter) {
  Reading reading;
  const auto source = bytes_of(std::string(head));
  CsvReader reader(*source, delimiter);
  while (reading.rows.size() < rows_looked_at) {
    auto more = reader.next();
    if (!more) {
      // A cut through a quoted cell or a character is no fault of the file.
      if (extent == HeadIs::whole || reading.rows.empty()) reading.fault = more.error();
      return reading;
    }
    if (!*more) {
      if (extent == HeadIs::part && reading.rows.size() > 1) reading.rows.pop_back();
      return reading;
    }
    reading.rows.emplace_back(reader.cells().begin(), reader.cells().end());
  }
  return reading;
}

struct Fit {
  bool head_agrees;
  double agreeing;  // share of the rows that have the commonest number of cells
  std::size_t columns;
};

Fit fit_of(const Reading& reading) {
  std::map<std::size_t, std::size_t> counts;
  for (const auto& row : reading.rows) ++counts[row.size()];
  std::size_t columns = 0;
  std::size_t rows = 0;
  for (const auto& [size, times] : counts) {
    if (times >= rows) {
      columns = size;
      rows = times;
    }
  }
  if (reading.rows.empty()) return {false, 0, 0};
  return {reading.rows.front().size() == columns,
          static_cast<double>(rows) / static_cast<double>(reading.rows.size()), columns};
}

char delimiter_of(std::string_view head, HeadIs extent) {
  char best = ',';
  auto best_key = std::make_tuple(false, 0, std::size_t{0});
  for (const char candidate : {',', ';', '\t', '|'}) {
    const auto reading = read_rows(head, extent, candidate);
    const Fit fit = fit_of(reading);
    if (fit.columns < 2) continue;
    // In steps of 2 %: a few ragged rows do not outweigh more columns.
    const auto key = std::make_tuple(fit.head_agrees, static_cast<int>(fit.agreeing * 50) - (reading.fault ? 25 : 0), fit.columns);
    if (key > best_key) {
      best_key = key;
      best = candidate;
    }
  }
  if (std::get<2>(best_key) >= 2) return best;
  // Printed columns: only where every row agrees, and the cells are numbers as in a log.
  const auto blanks = read_rows(head, extent, ' ');
  const Fit fit = fit_of(blanks);
  if (!blanks.fault && fit.columns >= 2 && fit.agreeing == 1 && blanks.rows.size() >= 3) {
    std::size_t numbers = 0;
    for (const auto& cell : blanks.rows.back()) numbers += number_of(cell) ? 1 : 0;
    if (numbers * 2 > fit.columns) return ' ';
  }
  return ',';
}

bool number_or_day(std::string_view cell) {
  if (number_of(cell, Decimal::comma)) return true;
  return looks_like_day(cell, DateForm::year_month_day) || looks_like_day(cell, DateForm::day_month_year) ||
         looks_like_day(cell, DateForm::month_day_year);
}

bool import_ids(const std::vector<std::string>& row) {
  const auto ids = std::count_if(row.begin(), row.end(), [](const std::string& cell) {
    return cell.starts_with("{") && cell.find("ImportId") != std::string::npos;
  });
  return ids * 2 > static_cast<std::ptrdiff_t>(row.size());
}

// Columns that hold numbers or days from the third row on, while their second row is words: then that row is words about
// the column. One such column could be a remark in the first answer; several, or a first row with holes, are a head.
bool second_row_is_head(const Rows& rows) {
  if (rows.size() < 3) return false;
  std::size_t numeric = 0;
  std::size_t words = 0;
  for (std::size_t column = 0; column < rows[0].size(); ++column) {
    bool all = true;
    bool any = false;
    for (std::size_t i = 2; i < rows.size() && all; ++i) {
      if (column >= rows[i].size() || missing_cell(rows[i][column])) continue;
      all = number_or_day(rows[i][column]);
      any = true;
    }
    if (!all || !any || column >= rows[1].size() || missing_cell(rows[1][column])) continue;
    ++numeric;
    if (!number_or_day(rows[1][column])) ++words;
  }
  const bool holes = std::count_if(rows[0].begin(), rows[0].end(), [](const std::string& cell) {
                       return without_blanks(cell).empty();
                     }) >= 2;
  return words * 10 >= numeric * 9 && words >= (holes ? 1U : 2U);
}

int header_rows_of(const Rows& rows) {
  if (rows.empty()) return 0;
  if (rows.size() >= 3 && import_ids(rows[2])) return 3;
  std::size_t filled = 0;
  std::size_t numbers = 0;
  for (const auto& cell : rows[0]) {
    if (without_blanks(cell).empty()) continue;
    ++filled;
    if (number_or_day(cell)) ++numbers;
  }
  if (filled == 0 || numbers * 2 >= filled) return 0;
  return second_row_is_head(rows) ? 2 : 1;
}

std::string one_line(std::string_view cell) {
  std::string out;
  for (const char c : cell) {
    const bool blank = c == '\n' || c == '\r' || c == '\t' || c == ' ';
    if (blank && (out.empty() || out.back() == ' ')) continue;
    out += blank ? ' ' : c;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

void name_columns(TextShape& shape, const Rows& rows) {
  const std::size_t columns = fit_of({rows, {}}).columns;
  const std::size_t width = rows.empty() ? 0 : shape.header_rows > 0 ? rows[0].size() : columns;
  shape.names.assign(width, {});
  shape.labels.assign(width, {});
  const auto cell = [&](std::size_t row, std::size_t column) {
    return row < rows.size() && column < rows[row].size() ? one_line(rows[row][column]) : std::string();
  };
  const bool parts = shape.header_rows == 2 && std::count_if(rows[0].begin(), rows[0].end(), [](const std::string& name) {
                                                 return without_blanks(name).empty();
                                               }) >= 2;
  std::string question;
  for (std::size_t i = 0; i < width && shape.header_rows > 0; ++i) {
    shape.names[i] = cell(0, i);
    if (shape.header_rows == 1) continue;
    const std::string second = cell(1, i);
    if (!parts) {
      shape.labels[i] = second;
      continue;
    }
    // SurveyMonkey writes the question above its first part only; "Response" stands for the whole of it.
    if (!shape.names[i].empty()) question = shape.names[i];
    const bool whole = second.empty() || second == "Response" || second == "Open-Ended Response";
    shape.names[i] = whole ? question : question + ": " + second;
    shape.labels[i] = shape.names[i];
  }
  std::set<std::string> taken;
  for (std::size_t i = 0; i < width; ++i) {
    std::string name = shape.names[i].empty() ? "column " + std::to_string(i + 1) : shape.names[i];
    for (int next = 2; !taken.insert(name).second; ++next) {
      name = (shape.names[i].empty() ? "column " + std::to_string(i + 1) : shape.names[i]) + " (" + std::to_string(next) + ")";
    }
    shape.names[i] = std::move(name);
  }
}

}  // namespace

Result<TextShape> shape_of(std::string_view head, HeadIs extent, std::optional<char> delimiter,
                           std::optional<int> header_rows) {
  TextShape shape;
  shape.delimiter = delimiter ? *delimiter : delimiter_of(head, extent);
  const auto reading = read_rows(head, extent, shape.delimiter);
  if (reading.rows.empty()) {
    if (reading.fault) return refuse(*reading.fault);
    return refuse(FaultKind::invalid, "formats.file.no_rows");
  }
  shape.header_rows = header_rows ? *header_rows : header_rows_of(reading.rows);
  name_columns(shape, reading.rows);
  return shape;
}

}  // namespace goud::formats
