#include "cli/figure_table.hpp"

#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>

#include "formats/html.hpp"
#include "formats/json.hpp"
#include "kernel/words.hpp"

namespace goud::cli {

namespace {

struct Axis {
  double low;
  double high;
  [[nodiscard]] double at(double value) const { return (std::clamp(value, low, high) - low) / (high - low); }
};

Axis axis_of(const FigureTable& table) {
  if (table.unit == FigureUnit::share) return {0, 1};
  if (table.unit == FigureUnit::points) return {-100, 100};
  double low = INFINITY;
  double high = -INFINITY;
  for (const auto& row : table.rows) {
    if (!row.outcome) continue;
    low = std::min({low, row.outcome->value, row.outcome->interval ? row.outcome->interval->low : INFINITY});
    high = std::max({high, row.outcome->value, row.outcome->interval ? row.outcome->interval->high : -INFINITY});
  }
  if (!(low < high)) return std::isfinite(low) ? Axis{low - 1, low + 1} : Axis{0, 1};
  return {low - (high - low) * 0.05, high + (high - low) * 0.05};
}

std::string figure(const FigureTable& table, double value, std::string_view language) {
  switch (table.unit) {
    case FigureUnit::share: return percent_text(language, value, 1);
    case FigureUnit::points: return points_text(language, value, 1);
    case FigureUnit::mean: return number_text(language, value, std::abs(value) >= 1000 ? 0 : 2);
  }
  return {};
}

std::string value_text(const FigureTable& table, const FigureRow& row, std::string_view language) {
  return row.outcome ? figure(table, row.outcome->value, language) : "—";
}

std::string interval_text(const FigureTable& table, const FigureRow& row, std::string_view language) {
  const auto because = [&](stats::Reason reason) { return say(language, "cli.figure." + std::string(to_text(reason))); };
  if (!row.outcome) return because(row.outcome.error().reason);
  if (!row.outcome->interval) return because(row.outcome->no_interval.value_or(stats::Reason::not_identified));
  return say(language, "cli.figure.between", {{"low", figure(table, row.outcome->interval->low, language)},
                                              {"high", figure(table, row.outcome->interval->high, language)}});
}

std::int64_t n_of(const FigureRow& row) { return row.outcome ? row.outcome->n : row.outcome.error().n; }

std::vector<std::string> headings_of(const FigureTable& table, std::string_view language) {
  std::vector<std::string> all = table.headings;
  all.push_back(say(language, "cli.figure.value"));
  all.push_back(say(language, "cli.figure.interval", {{"level", percent_text(language, table.level, table.level == 0.95 ? 0 : 1)}}));
  all.push_back("n");
  return all;
}

std::vector<std::string> cells_of(const FigureTable& table, const FigureRow& row, std::string_view language) {
  std::vector<std::string> cells = row.group;
  if (cells.empty() && !table.headings.empty()) {
    cells.resize(table.headings.size());
    cells[0] = say(language, "cli.figure.all");
  }
  cells.push_back(value_text(table, row, language));
  cells.push_back(interval_text(table, row, language));
  std::string n = number_text(language, n_of(row));
  if (row.outcome && row.outcome->n_effective) {
    n += " (" + number_text(language, *row.outcome->n_effective, 1) + ")";
  }
  cells.push_back(std::move(n));
  return cells;
}

std::string padded(const std::string& text, std::size_t width, bool right) {
  const std::size_t size = formats::characters(text);
  const std::string blanks(width > size ? width - size : 0, ' ');
  return right ? blanks + text : text + blanks;
}

std::string clipped(const std::string& text, std::size_t width) {
  if (formats::characters(text) <= width) return text;
  std::size_t at = 0;
  for (std::size_t seen = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80 && seen++ == width - 1) break;
  }
  return text.substr(0, at) + "…";
}

}  // namespace

std::string terminal_text(const FigureTable& table, std::size_t width, std::string_view language) {
  std::vector<std::vector<std::string>> lines = {headings_of(table, language)};
  for (const auto& row : table.rows) lines.push_back(cells_of(table, row, language));
  const std::size_t groups = table.headings.size();
  std::vector<std::size_t> widths(lines[0].size());
  for (auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (i < groups) line[i] = clipped(line[i], 32);
      widths[i] = std::max(widths[i], formats::characters(line[i]));
    }
  }
  std::size_t used = 0;
  for (const std::size_t w : widths) used += w + 2;
  const std::size_t plot = width > used + 12 ? std::min<std::size_t>(width - used, 48) : 0;
  const Axis axis = axis_of(table);
  std::string out = table.title + "\n" + table.source + "\n\n";
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (std::size_t j = 0; j < widths.size(); ++j) out += padded(lines[i][j], widths[j], j >= groups) + "  ";
    if (plot > 0 && i == 0) {
      const std::string low = figure(table, axis.low, language);
      const std::string high = figure(table, axis.high, language);
      out += low + padded(high, plot > formats::characters(low) ? plot - formats::characters(low) : 0, true);
    } else if (plot > 0 && table.rows[i - 1].outcome) {
      const auto& estimate = *table.rows[i - 1].outcome;
      const auto column = [&](double value) { return static_cast<std::size_t>(std::lround(axis.at(value) * static_cast<double>(plot - 1))); };
      const std::size_t dot = column(estimate.value);
      const std::size_t from = estimate.interval ? column(estimate.interval->low) : dot;
      const std::size_t to = estimate.interval ? column(estimate.interval->high) : dot;
      for (std::size_t x = 0; x < plot; ++x) out += x == dot ? "●" : x == from ? "├" : x == to ? "┤" : x > from && x < to ? "─" : "·";
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    out += '\n';
  }
  for (const auto& note : table.notes) out += "\n" + note + "\n";
  return out;
}

std::string svg_text(const FigureTable& table, std::string_view language) {
  using formats::html_text;
  constexpr int row_height = 28;
  constexpr int left = 260;
  constexpr int plot = 360;
  constexpr int right = 250;
  const int height = 76 + row_height * static_cast<int>(table.rows.size());
  const Axis axis = axis_of(table);
  const auto x = [&](double value) { return std::to_string(left + static_cast<int>(std::lround(axis.at(value) * plot))); };
  std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 " + std::to_string(left + plot + right) + " " +
                    std::to_string(height) + "\" font-family=\"Inter, system-ui, sans-serif\" font-size=\"13\">\n<title>" +
                    html_text(table.title) + "</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n" +
                    "<text x=\"12\" y=\"26\" font-size=\"15\" font-weight=\"560\" fill=\"#1d1b16\">" + html_text(table.title) + "</text>\n";
  for (const double tick : {axis.low, (axis.low + axis.high) / 2, axis.high}) {
    out += "<line x1=\"" + x(tick) + "\" x2=\"" + x(tick) + "\" y1=\"56\" y2=\"" + std::to_string(height - 12) +
           "\" stroke=\"#d8d3c7\"/>\n<text x=\"" + x(tick) + "\" y=\"50\" text-anchor=\"middle\" font-size=\"12\" fill=\"#6b665c\">" +
           html_text(figure(table, tick, language)) + "</text>\n";
  }
  int y = 76;
  for (const auto& row : table.rows) {
    std::string label;
    for (const auto& part : row.group) label += (label.empty() ? "" : " · ") + part;
    if (label.empty()) label = say(language, "cli.figure.all");
    const std::string baseline = std::to_string(y + 4);
    const std::string middle = std::to_string(y);
    out += "<text x=\"12\" y=\"" + baseline + "\" fill=\"#1d1b16\">" + html_text(clipped(label, 34)) + "</text>\n";
    if (row.outcome) {
      if (row.outcome->interval) {
        out += "<line x1=\"" + x(row.outcome->interval->low) + "\" x2=\"" + x(row.outcome->interval->high) + "\" y1=\"" + middle +
               "\" y2=\"" + middle + "\" stroke=\"#55504a\" stroke-width=\"2\"/>\n";
      }
      out += "<circle cx=\"" + x(row.outcome->value) + "\" cy=\"" + middle + "\" r=\"4.5\" fill=\"#1d1b16\"/>\n";
    }
    out += "<text x=\"" + std::to_string(left + plot + 16) + "\" y=\"" + baseline + "\" fill=\"#55504a\">" +
           html_text(value_text(table, row, language) + "  " + interval_text(table, row, language) + "  n " + number_text(language, n_of(row))) +
           "</text>\n";
    y += row_height;
  }
  return out + "</svg>\n";
}

std::string page_text(const FigureTable& table, std::string_view language) {
  using formats::html_text;
  std::string out = "<!doctype html>\n<html lang=\"" + std::string(language) + "\"><head><meta charset=\"utf-8\"><title>" + html_text(table.title) +
                    "</title><style>body{font:15px/1.4 Inter,system-ui,sans-serif;color:#1d1b16;background:#f6f4ef;margin:2rem auto;"
                    "max-width:60rem;padding:0 1rem}table{border-collapse:collapse;background:#fff}th,td{padding:.35rem .8rem;"
                    "border-bottom:1px solid #d8d3c7;text-align:left;font-variant-numeric:tabular-nums}svg{max-width:100%;margin:1rem 0}"
                    "</style></head><body>\n<h1>" + html_text(table.title) + "</h1>\n<p>" + html_text(table.source) + "</p>\n" + svg_text(table, language) +
                    "<table><thead><tr>";
  for (const auto& heading : headings_of(table, language)) out += "<th scope=\"col\">" + html_text(heading) + "</th>";
  out += "</tr></thead><tbody>\n";
  for (const auto& row : table.rows) {
    out += "<tr>";
    for (const auto& cell : cells_of(table, row, language)) out += "<td>" + html_text(cell) + "</td>";
    out += "</tr>\n";
  }
  out += "</tbody></table>\n";
  for (const auto& note : table.notes) out += "<p>" + html_text(note) + "</p>\n";
  return out + "</body></html>\n";
}

Done write_whole(const std::string& path, std::string_view text) {
  const std::string beside = path + ".part";
  std::FILE* file = std::fopen(beside.c_str(), "wbe");
  bool written = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (file != nullptr) written = std::fclose(file) == 0 && written;
  std::error_code error;
  if (written) std::filesystem::rename(beside, path, error);
  if (written && !error) return {};
  std::filesystem::remove(beside, error);
  return refuse(FaultKind::unavailable, "cli.file_not_written", {{"path", path}});
}

Done write_workbook(const FigureTable& table, const std::string& path, std::string_view language) {
  const std::string beside = path + ".part";
  lxw_workbook* book = workbook_new(beside.c_str());
  lxw_worksheet* sheet = workbook_add_worksheet(book, "goud");
  lxw_format* bold = workbook_add_format(book);
  format_set_bold(bold);
  lxw_format* number = workbook_add_format(book);
  format_set_num_format(number, table.unit == FigureUnit::share ? "0.0%" : "0.00");
  const auto groups = static_cast<lxw_col_t>(table.headings.size());
  worksheet_write_string(sheet, 0, 0, table.title.c_str(), bold);
  worksheet_write_string(sheet, 1, 0, table.source.c_str(), nullptr);
  const std::vector<std::string> own = {say(language, "cli.figure.value"), say(language, "cli.figure.low"), say(language, "cli.figure.high"), "n",
                                        say(language, "cli.figure.why")};
  for (lxw_col_t i = 0; i < groups; ++i) worksheet_write_string(sheet, 3, i, table.headings[i].c_str(), bold);
  for (lxw_col_t i = 0; i < own.size(); ++i) worksheet_write_string(sheet, 3, static_cast<lxw_col_t>(groups + i), own[i].c_str(), bold);
  lxw_row_t at = 4;
  for (const auto& row : table.rows) {
    for (lxw_col_t i = 0; i < groups; ++i) {
      const std::string cell = i < row.group.size() ? row.group[i] : i == 0 ? say(language, "cli.figure.all") : std::string();
      worksheet_write_string(sheet, at, i, cell.c_str(), nullptr);
    }
    const auto put = [&](int offset, double value) { worksheet_write_number(sheet, at, static_cast<lxw_col_t>(groups + offset), value, number); };
    if (row.outcome) {
      put(0, row.outcome->value);
      if (row.outcome->interval) {
        put(1, row.outcome->interval->low);
        put(2, row.outcome->interval->high);
      }
    }
    worksheet_write_number(sheet, at, static_cast<lxw_col_t>(groups + 3), static_cast<double>(n_of(row)), nullptr);
    if (!row.outcome || !row.outcome->interval) {
      worksheet_write_string(sheet, at, static_cast<lxw_col_t>(groups + 4), interval_text(table, row, language).c_str(), nullptr);
    }
    ++at;
  }
  lxw_chart* chart = workbook_add_chart(book, LXW_CHART_BAR);
  lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
  if (groups > 0) chart_series_set_categories(series, "goud", 4, 0, at - 1, static_cast<lxw_col_t>(groups - 1));
  chart_series_set_values(series, "goud", 4, groups, at - 1, groups);
  chart_title_set_name(chart, table.title.c_str());
  chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
  worksheet_insert_chart(sheet, at + 1, 0, chart);
  const lxw_error failed = workbook_close(book);
  std::error_code error;
  if (failed == LXW_NO_ERROR) std::filesystem::rename(beside, path, error);
  if (failed == LXW_NO_ERROR && !error) return {};
  std::filesystem::remove(beside, error);
  return refuse(FaultKind::unavailable, "cli.file_not_written", {{"path", path}});
}

}  // namespace goud::cli
