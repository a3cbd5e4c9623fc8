// A report as a workbook: a sheet per table and per picture, numbers as numbers, charts that a spreadsheet can change.
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <set>

#include "cli/report_drawing.hpp"
#include "formats/json.hpp"
#include "kernel/words.hpp"

namespace goud::cli {

using namespace drawing;

namespace {

constexpr std::size_t rows_max = LXW_ROW_MAX - 8;
constexpr std::size_t letters_max = 32'000;  // of a cell

class Book {
 public:
  explicit Book(const std::string& path) : book_(workbook_new(path.c_str())) {
    bold_ = workbook_add_format(book_);
    format_set_bold(bold_);
    for (std::size_t i = 0; i < formats_.size(); ++i) {
      static constexpr const char* forms[] = {"#,##0", "0.0%", "+0.0;-0.0;0.0", "#,##0.00", "0.000", "0.0000"};
      formats_[i] = workbook_add_format(book_);
      format_set_num_format(formats_[i], forms[i]);
    }
  }
  lxw_worksheet* sheet(const std::string& wanted) {
    name_ = free_name(wanted);
    return workbook_add_worksheet(book_, name_.c_str());
  }
  [[nodiscard]] const std::string& name() const { return name_; }  // of the last sheet
  [[nodiscard]] lxw_chart* chart(std::uint8_t kind) { return workbook_add_chart(book_, kind); }
  [[nodiscard]] lxw_error close() { return workbook_close(book_); }
  [[nodiscard]] lxw_format* bold() const { return bold_; }

  static void text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& words,
                   lxw_format* format = nullptr) {
    if (words.empty()) return;
    std::string cut = plain(words);
    if (formats::characters(cut) > letters_max) cut = clipped(cut, letters_max);
    worksheet_write_string(sheet, row, column, cut.c_str(), format);
  }
  void number(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, double value, Form form) const {
    if (std::isfinite(value))
      worksheet_write_number(sheet, row, column, value, formats_[static_cast<std::size_t>(form)]);
  }

 private:
  // Spreadsheets take names of 31 characters without []:*?/\, each once whatever its case.
  std::string free_name(const std::string& wanted) {
    std::string clean;
    for (const char c : plain(wanted))
      clean += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : ' ';
    const auto begin = clean.find_first_not_of(' ');
    clean = begin == std::string::npos ? "goud" : clean.substr(begin);
    const auto lower = [](std::string text) {
      for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      return text;
    };
    // Excel keeps one name for itself.
    if (lower(clean) == "history") clean += " goud";
    for (int i = 1;; ++i) {
      const std::string behind = i == 1 ? "" : " " + std::to_string(i);
      const std::string name = short_name(clean, 31 - behind.size()) + behind;
      if (taken_.insert(lower(name)).second) return name;
    }
  }
  static std::string short_name(const std::string& text, std::size_t most) {
    std::size_t at = 0;
    // Counted as Excel counts: a letter outside the first plane is two.
    for (std::size_t used = 0; at < text.size();) {
      const auto first = static_cast<unsigned char>(text[at]);
      const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
      used += bytes == 4 ? 2 : 1;
      if (used > most) break;
      at += bytes;
    }
    std::string out = text.substr(0, at);
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
  }
  lxw_workbook* book_;
  lxw_format* bold_ = nullptr;
  std::array<lxw_format*, 6> formats_{};
  std::set<std::string> taken_;
  std::string name_;
};

// Title, source and sentences; gives the row where the table may begin.
lxw_row_t head(lxw_worksheet* sheet, const Book& book, const Report& report, const std::string& title, bool sentences) {
  Book::text(sheet, 0, 0, title, book.bold());
  Book::text(sheet, 1, 0, report.source);
  lxw_row_t row = 2;
  if (sentences) {
    for (const auto* words : {&report.means, &report.means_not})
      if (!words->empty()) Book::text(sheet, row++, 0, *words);
  }
  return row + 1;
}

void table_sheet(Book& book, const Report& report, const ReportTable& table, std::size_t number,
                 std::string_view language) {
  const std::string title = table.title.empty() ? report.title : table.title;
  lxw_worksheet* sheet = book.sheet(report.tables.size() == 1 || !table.title.empty()
                                        ? title
                                        : say(language, "cli.picture.table_of", {{"number", std::to_string(number)}}));
  lxw_row_t row = head(sheet, book, report, title, number == 1);
  const std::size_t columns = table.headings.size();
  // An interval takes two columns, so that both limits are numbers.
  std::vector<bool> between(columns, false);
  std::vector<bool> marked(columns, false);  // and so does a number with letters behind it
  for (const auto& cells : table.rows) {
    for (std::size_t i = 0; i < std::min(columns, cells.size()); ++i) {
      between[i] = between[i] || std::holds_alternative<Between>(cells[i]);
      const auto* one = std::get_if<Number>(&cells[i]);
      marked[i] = marked[i] || (one != nullptr && !one->mark.empty());
    }
  }
  const auto words = words_of(table);
  std::vector<lxw_col_t> place(columns);
  lxw_col_t at = 0;
  for (std::size_t i = 0; i < columns && at + 2 < LXW_COL_MAX; ++i) {
    place[i] = at;
    double wide = static_cast<double>(places(table.headings[i]));
    if (between[i]) {
      Book::text(sheet, row, at, say(language, "cli.picture.range_low", {{"heading", table.headings[i]}}), book.bold());
      Book::text(sheet, row, static_cast<lxw_col_t>(at + 1),
                 say(language, "cli.picture.range_high", {{"heading", table.headings[i]}}), book.bold());
    } else {
      Book::text(sheet, row, at, table.headings[i], book.bold());
    }
    if (words[i]) {
      for (std::size_t r = 0; r < std::min<std::size_t>(table.rows.size(), 1000); ++r)
        if (i < table.rows[r].size())
          wide = std::max(wide, static_cast<double>(places(cell_text(table.rows[r][i], language))));
    }
    worksheet_set_column(sheet, at, static_cast<lxw_col_t>(at + (between[i] ? 1 : 0)), std::clamp(wide + 2, 9.0, 48.0),
                         nullptr);
    at = static_cast<lxw_col_t>(at + (between[i] || marked[i] ? 2 : 1));
  }
  worksheet_freeze_panes(sheet, row + 1, 0);
  for (std::size_t r = 0; r < std::min(table.rows.size(), rows_max); ++r) {
    ++row;
    for (std::size_t i = 0; i < std::min(columns, table.rows[r].size()); ++i) {
      const auto& cell = table.rows[r][i];
      if (i > 0 && place[i] == 0) continue;
      if (const auto* one = std::get_if<Number>(&cell)) {
        book.number(sheet, row, place[i], one->value, one->form);
        if (!one->mark.empty()) Book::text(sheet, row, static_cast<lxw_col_t>(place[i] + 1), one->mark);
      } else if (const auto* range = std::get_if<Between>(&cell)) {
        book.number(sheet, row, place[i], range->interval.low, range->form);
        book.number(sheet, row, static_cast<lxw_col_t>(place[i] + 1), range->interval.high, range->form);
      } else {
        Book::text(sheet, row, place[i], cell_text(cell, language));
      }
    }
  }
  row += 2;
  if (number == 1)
    for (const auto& note : report.notes) Book::text(sheet, row++, 0, note);
}

void hide_line(lxw_chart_series* series) {
  lxw_chart_line none{};
  none.none = LXW_TRUE;
  chart_series_set_line(series, &none);
}

// Dots with their limits: a chart of lines without lines, whose high-low lines are the intervals.
void bars_sheet(Book& book, lxw_worksheet* sheet, lxw_row_t row, const Bars& bars, std::string_view language) {
  const lxw_row_t top = row;
  Book::text(sheet, row, 1, say(language, "cli.figure.value"), book.bold());
  Book::text(sheet, row, 2, say(language, "cli.figure.low"), book.bold());
  Book::text(sheet, row, 3, say(language, "cli.figure.high"), book.bold());
  worksheet_set_column(sheet, 0, 0, 32, nullptr);
  bool intervals = false;
  for (std::size_t i = 0; i < std::min(bars.bars.size(), rows_max); ++i) {
    const auto& bar = bars.bars[i];
    ++row;
    Book::text(sheet, row, 0, bar.label);
    if (bar.value) book.number(sheet, row, 1, *bar.value, bars.form);
    if (bar.interval) {
      intervals = true;
      book.number(sheet, row, 2, bar.interval->low, bars.form);
      book.number(sheet, row, 3, bar.interval->high, bars.form);
    }
  }
  lxw_chart* chart = book.chart(intervals ? LXW_CHART_LINE : LXW_CHART_BAR);
  for (lxw_col_t column = 1; column <= (intervals ? 3 : 1); ++column) {
    lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
    chart_series_set_categories(series, book.name().c_str(), top + 1, 0, row, 0);
    chart_series_set_values(series, book.name().c_str(), top + 1, column, row, column);
    chart_series_set_name_range(series, book.name().c_str(), top, column);
    if (!intervals) continue;
    hide_line(series);
    chart_series_set_marker_type(series, column == 1 ? LXW_CHART_MARKER_CIRCLE : LXW_CHART_MARKER_SHORT_DASH);
  }
  if (intervals) chart_set_high_low_lines(chart, nullptr);
  chart_title_set_name(chart, clipped(plain(bars.title), 200).c_str());
  chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
  worksheet_insert_chart(sheet, top, 5, chart);
}

void curves_sheet(Book& book, lxw_worksheet* sheet, lxw_row_t row, const Curves& curves, std::string_view language) {
  lxw_chart* chart = book.chart(LXW_CHART_SCATTER_STRAIGHT);
  const lxw_row_t top = row;
  lxw_col_t column = 0;
  for (const auto& curve : curves.curves) {
    const std::size_t n = std::min({curve.x.size(), curve.y.size(), rows_max});
    const bool band = curve.low.size() == curve.x.size() && curve.high.size() == curve.x.size();
    if (n == 0 || column + 8 > LXW_COL_MAX) continue;
    const auto at = [&](int offset) { return static_cast<lxw_col_t>(column + offset); };
    Book::text(sheet, top, at(0), curves.x_label.empty() ? "x" : curves.x_label, book.bold());
    Book::text(sheet, top, at(1), curve.label.empty() ? (curves.y_label.empty() ? "y" : curves.y_label) : curve.label,
               book.bold());
    if (band) {
      Book::text(sheet, top, at(2), say(language, "cli.figure.low"), book.bold());
      Book::text(sheet, top, at(3), say(language, "cli.figure.high"), book.bold());
    }
    // A step is two points, so that the chart keeps it level too.
    row = top;
    const auto put = [&](double x, std::size_t i) {
      ++row;
      book.number(sheet, row, at(0), x, curves.x_form);
      book.number(sheet, row, at(1), curve.y[i], curves.y_form);
      if (band) {
        book.number(sheet, row, at(2), curve.low[i], curves.y_form);
        book.number(sheet, row, at(3), curve.high[i], curves.y_form);
      }
    };
    for (std::size_t i = 0; i < n && row + 2 < rows_max; ++i) {
      if (curves.steps && i > 0) put(curve.x[i], i - 1);
      put(curve.x[i], i);
    }
    for (int offset = 1; offset <= (band ? 3 : 1); ++offset) {
      lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
      chart_series_set_categories(series, book.name().c_str(), top + 1, at(0), row, at(0));
      chart_series_set_values(series, book.name().c_str(), top + 1, at(offset), row, at(offset));
      chart_series_set_name_range(series, book.name().c_str(), top, at(offset));
      if (offset == 1) continue;
      lxw_chart_line thin{};
      thin.width = 0.75F;
      thin.dash_type = LXW_CHART_LINE_DASH_ROUND_DOT;
      thin.color = 0x8A8478;
      chart_series_set_line(series, &thin);
    }
    column = at(band ? 5 : 3);
  }
  chart_title_set_name(chart, clipped(plain(curves.title), 200).c_str());
  if (!curves.x_label.empty()) chart_axis_set_name(chart->x_axis, plain(curves.x_label).c_str());
  if (!curves.y_label.empty()) chart_axis_set_name(chart->y_axis, plain(curves.y_label).c_str());
  worksheet_insert_chart(sheet, top, static_cast<lxw_col_t>(column + 1), chart);
}

void cloud_sheet(Book& book, lxw_worksheet* sheet, lxw_row_t row, const Cloud& cloud) {
  const lxw_row_t top = row;
  Book::text(sheet, row, 1, cloud.x_label.empty() ? "x" : cloud.x_label, book.bold());
  Book::text(sheet, row, 2, cloud.y_label.empty() ? "y" : cloud.y_label, book.bold());
  worksheet_set_column(sheet, 0, 0, 32, nullptr);
  for (std::size_t i = 0; i < std::min(cloud.points.size(), rows_max); ++i) {
    ++row;
    Book::text(sheet, row, 0, cloud.points[i].label);
    book.number(sheet, row, 1, cloud.points[i].x, cloud.x_form);
    book.number(sheet, row, 2, cloud.points[i].y, cloud.y_form);
  }
  lxw_chart* chart = book.chart(LXW_CHART_SCATTER);
  lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
  chart_series_set_categories(series, book.name().c_str(), top + 1, 1, row, 1);
  chart_series_set_values(series, book.name().c_str(), top + 1, 2, row, 2);
  chart_title_set_name(chart, clipped(plain(cloud.title), 200).c_str());
  chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
  worksheet_insert_chart(sheet, top, 4, chart);
}

}  // namespace

Done write_workbook(const Report& report, const std::string& path, std::string_view language) {
  const std::string beside = path + ".part";
  // The library tells what fails on stderr by itself; here it is told as every other fault.
  if (auto there = write_whole(beside, ""); !there)
    return refuse(FaultKind::unavailable, "cli.file_not_written", {{"path", path}});
  Book book(beside);
  for (std::size_t t = 0; t < report.tables.size(); ++t) table_sheet(book, report, report.tables[t], t + 1, language);
  if (report.tables.empty()) (void)head(book.sheet(report.title), book, report, report.title, true);
  int number = 0;
  for (const auto& picture : report.pictures) {
    if (is_empty(picture) || std::holds_alternative<Diagram>(picture)) continue;
    lxw_worksheet* sheet = book.sheet(say(language, "cli.picture.sheet", {{"number", std::to_string(++number)}}));
    const auto& title = title_of(picture).empty() ? report.title : title_of(picture);
    const lxw_row_t row = head(sheet, book, report, title, false);
    if (const auto* bars = std::get_if<Bars>(&picture)) bars_sheet(book, sheet, row, *bars, language);
    if (const auto* curves = std::get_if<Curves>(&picture)) curves_sheet(book, sheet, row, *curves, language);
    if (const auto* cloud = std::get_if<Cloud>(&picture)) cloud_sheet(book, sheet, row, *cloud);
  }
  const lxw_error failed = book.close();
  std::error_code error;
  if (failed == LXW_NO_ERROR) std::filesystem::rename(beside, path, error);
  if (failed == LXW_NO_ERROR && !error) return {};
  std::filesystem::remove(beside, error);
  return refuse(FaultKind::unavailable, "cli.file_not_written", {{"path", path}});
}

}  // namespace goud::cli
