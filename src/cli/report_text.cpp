// A report on a terminal: tables, marks drawn with characters, sentences.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "cli/report_drawing.hpp"
#include "kernel/words.hpp"

namespace goud::cli {

using namespace drawing;

std::string form_text(Form form, double value, std::string_view language) {
  if (std::isnan(value)) return "—";
  if (std::isinf(value)) return value > 0 ? "∞" : "−∞";
  const double size = std::abs(value);
  // Small values keep two digits that mean something.
  const auto digits = [&](int decimals) {
    if (size == 0 || size >= 0.1 * std::pow(10, 2 - decimals)) return decimals;
    return std::clamp(static_cast<int>(std::ceil(-std::log10(size))) + 1, decimals, 9);
  };
  switch (form) {
    case Form::count:
      return size < 9e15 ? number_text(language, static_cast<std::int64_t>(std::llround(value)))
                         : number_text(language, value, 0);
    case Form::share:
      return percent_text(language, value, 1);
    case Form::points:
      return points_text(language, value, 1);
    case Form::number:
      return number_text(language, value, size >= 1000 ? 0 : digits(2));
    case Form::coefficient:
      return number_text(language, value, size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : digits(3));
    case Form::probability:
      return value < 0.001 ? "< " + number_text(language, 0.001, 3) : number_text(language, value, 3);
  }
  return {};
}

std::string cell_text(const Cell& cell, std::string_view language) {
  if (const auto* text = std::get_if<std::string>(&cell)) return plain(*text);
  if (const auto* number = std::get_if<Number>(&cell)) {
    std::string text = form_text(number->form, number->value, language);
    if (number->mark.empty() && number->mark_room == 0) return text;
    const std::size_t size = places(number->mark);
    return text + ' ' + number->mark + std::string(number->mark_room > size ? number->mark_room - size : 0, ' ');
  }
  if (const auto* between = std::get_if<Between>(&cell))
    return between_text(between->interval, between->form, language);
  if (const auto* reason = std::get_if<stats::Reason>(&cell))
    return say(language, "cli.figure." + std::string(to_text(*reason)));
  return {};
}

std::vector<Cell> outcome_cells(const stats::Outcome& outcome, Form form) {
  if (!outcome) return {"—", outcome.error().reason, Number{static_cast<double>(outcome.error().n), Form::count}};
  const Number n{static_cast<double>(outcome->n), Form::count};
  if (outcome->interval) return {Number{outcome->value, form}, Between{*outcome->interval, form}, n};
  return {Number{outcome->value, form}, outcome->no_interval.value_or(stats::Reason::not_identified), n};
}

namespace {

constexpr std::size_t gap = 2;  // between columns

std::string padded(const std::string& text, std::size_t width, bool right) {
  const std::size_t size = places(text);
  const std::string blanks(width > size ? width - size : 0, ' ');
  return right ? blanks + text : text + blanks;
}

void end_line(std::string& out) {
  while (!out.empty() && out.back() == ' ') out.pop_back();
  out += '\n';
}

std::string text_of(const std::vector<std::string>& letters) {
  std::string out;
  for (const auto& letter : letters) out += letter;
  return out;
}

std::size_t column_of(const Axis& axis, double value, std::size_t width) {
  return static_cast<std::size_t>(std::lround(axis.at(value) * static_cast<double>(width - 1)));
}

// ····├──●──┤····
std::string whisker(const Bars& bars, const Bars::Bar& bar, const Axis& axis, std::size_t width) {
  std::vector<std::string> line(width, "·");
  if (bar.interval) {
    const std::size_t from = column_of(axis, bar.interval->low, width);
    const std::size_t to = column_of(axis, bar.interval->high, width);
    for (std::size_t x = from; x <= to; ++x) line[x] = x == from ? "├" : x == to ? "┤" : "─";
  }
  if (bars.reference) {
    auto& at = line[column_of(axis, *bars.reference, width)];
    at = at == "·" ? "│" : "┼";
  }
  if (bar.value) line[column_of(axis, *bar.value, width)] = "●";
  return text_of(line);
}

std::string whisker_scale(const Bars& bars, const Axis& axis, std::size_t width, std::string_view language) {
  std::vector<double> ticks = {axis.low, axis.high};
  if (bars.reference && *bars.reference > axis.low && *bars.reference < axis.high) ticks.push_back(*bars.reference);
  std::vector<std::string> line(width, " ");
  std::vector<bool> taken(width, false);
  for (const double tick : ticks) {
    const std::string text = bars.range || (bars.reference && tick == *bars.reference)
                                 ? tick_text(axis, bars.form, tick, language)
                                 : form_text(bars.form, tick, language);
    const std::size_t size = places(text);
    const std::size_t middle = column_of(axis, tick, width);
    if (size >= width) continue;
    const std::size_t start = std::min(middle > size / 2 ? middle - size / 2 : 0, width - size);
    if (std::any_of(taken.begin() + static_cast<std::ptrdiff_t>(start > 0 ? start - 1 : 0),
                    taken.begin() + static_cast<std::ptrdiff_t>(std::min(start + size + 1, width)),
                    [](bool t) { return t; }))
      continue;
    line[start] = text;
    for (std::size_t i = start; i < start + size; ++i) {
      taken[i] = true;
      if (i > start) line[i].clear();
    }
  }
  return text_of(line);
}

struct Laid {                                      // a table as text
  std::vector<std::vector<std::string>> cells;     // rows of columns
  std::vector<std::vector<std::string>> headings;  // lines per column
  std::vector<std::size_t> widths;
  std::vector<bool> words;
  std::size_t labels = 0;
  [[nodiscard]] std::size_t width() const {
    std::size_t sum = 0;
    for (const std::size_t w : widths) sum += w + gap;
    return sum > 0 ? sum - gap : 0;
  }
};

Laid laid(const ReportTable& table, std::size_t width, std::string_view language) {
  Laid all;
  all.words = words_of(table);
  all.labels = label_columns(table);
  const std::size_t columns = table.headings.size();
  for (const auto& row : table.rows) {
    auto& cells = all.cells.emplace_back(columns);
    for (std::size_t i = 0; i < std::min(columns, row.size()); ++i) cells[i] = cell_text(row[i], language);
  }
  for (std::size_t limit = 40;; limit -= 8) {
    all.widths.assign(columns, 0);
    all.headings.clear();
    for (std::size_t i = 0; i < columns; ++i) {
      for (const auto& cells : all.cells) all.widths[i] = std::max(all.widths[i], places(cells[i]));
      if (all.words[i]) all.widths[i] = std::min(all.widths[i], limit);
      const auto room = std::max<std::size_t>(all.widths[i], 14);
      auto lines = wrapped(plain(table.headings[i]), room);
      for (auto& line : lines) {
        line = clipped(line, std::max(room, limit));
        all.widths[i] = std::max(all.widths[i], places(line));
      }
      all.headings.push_back(std::move(lines));
    }
    if (limit <= 16 || all.width() <= width) break;
  }
  for (auto& cells : all.cells)
    for (std::size_t i = 0; i < columns; ++i) cells[i] = clipped(cells[i], all.widths[i]);
  return all;
}

// Columns that do not fit beside each other stand below, each block with the labels again.
std::vector<std::vector<std::size_t>> blocks_of(const Laid& table, std::size_t width) {
  std::vector<std::size_t> labels;
  std::size_t used_by_labels = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(table.labels, 2); ++i) {
    if (used_by_labels + table.widths[i] > width / 2 && i > 0) break;
    labels.push_back(i);
    used_by_labels += table.widths[i] + gap;
  }
  std::vector<std::vector<std::size_t>> blocks = {labels};
  std::size_t used = used_by_labels;
  for (std::size_t i = labels.size(); i < table.widths.size(); ++i) {
    if (used + table.widths[i] > width && blocks.back().size() > labels.size()) {
      blocks.push_back(labels);
      used = used_by_labels;
    }
    blocks.back().push_back(i);
    used += table.widths[i] + gap;
  }
  return blocks;
}

void draw_table(std::string& out, const ReportTable& table, const Bars* beside, std::size_t width,
                std::string_view language, bool& drew_beside) {
  const Laid all = laid(table, width, language);
  const auto blocks = blocks_of(all, width);
  const std::size_t used = all.width() + gap;
  const std::size_t plot =
      beside != nullptr && blocks.size() == 1 && width >= used + 16 ? std::min<std::size_t>(width - used, 48) : 0;
  drew_beside = plot > 0;
  const Axis axis = plot > 0 ? axis_of(*beside, 5) : Axis{};
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    if (b > 0) out += '\n';
    std::size_t lines = 0;
    for (const std::size_t i : blocks[b]) lines = std::max(lines, all.headings[i].size());
    for (std::size_t line = 0; line < lines; ++line) {
      for (const std::size_t i : blocks[b]) {
        const auto& of = all.headings[i];
        const std::size_t above = lines - of.size();  // headings stand on the rows
        out += padded(line < above ? std::string() : of[line - above], all.widths[i], !all.words[i]) +
               std::string(gap, ' ');
      }
      if (plot > 0 && line + 1 == lines) out += whisker_scale(*beside, axis, plot, language);
      end_line(out);
    }
    for (std::size_t r = 0; r < all.cells.size(); ++r) {
      for (const std::size_t i : blocks[b])
        out += padded(all.cells[r][i], all.widths[i], !all.words[i]) + std::string(gap, ' ');
      if (plot > 0 && beside->bars[r].value) out += whisker(*beside, beside->bars[r], axis, plot);
      end_line(out);
    }
  }
}

void draw(std::string& out, const Bars& bars, std::size_t width, std::string_view language) {
  std::size_t label_width = 0;
  std::size_t value_width = 0;
  std::vector<std::string> values;
  for (const auto& bar : bars.bars) {
    label_width = std::max(label_width, places(plain(bar.label)));
    values.push_back(value_text(bars, bar, language));
    value_width = std::max(value_width, places(values.back()));
  }
  label_width = std::min(label_width, std::max<std::size_t>(width / 3, 12));
  const std::size_t used = label_width + value_width + 2 * gap;
  const std::size_t plot = std::clamp<std::size_t>(width > used ? width - used : 0, 16, 48);
  const Axis axis = axis_of(bars, 5);
  out += std::string(used, ' ') + whisker_scale(bars, axis, plot, language);
  end_line(out);
  for (std::size_t i = 0; i < bars.bars.size(); ++i) {
    out += padded(clipped(plain(bars.bars[i].label), label_width), label_width, false) + std::string(gap, ' ') +
           padded(values[i], value_width, true) + std::string(gap, ' ') + whisker(bars, bars.bars[i], axis, plot);
    end_line(out);
  }
}

// A grid of letters between two axes.
struct Grid {
  std::vector<std::vector<std::string>> letters;  // rows from the top
  Axis x, y;
  Form x_form, y_form;
  std::string x_label, y_label;

  Grid(std::size_t width, std::size_t height) : letters(height, std::vector<std::string>(width, " ")) {}
  [[nodiscard]] std::size_t width() const { return letters[0].size(); }
  [[nodiscard]] std::size_t row(double value) const { return letters.size() - 1 - column_of(y, value, letters.size()); }
  [[nodiscard]] std::string& at(double of_x, double of_y) { return letters[row(of_y)][column_of(x, of_x, width())]; }

  void write(std::string& out, std::string_view language) const {
    std::map<std::size_t, std::string> marks;
    for (const double tick : y.ticks) marks.try_emplace(row(tick), tick_text(y, y_form, tick, language));
    std::size_t margin = 0;
    for (const auto& [at, text] : marks) margin = std::max(margin, places(text));
    if (!y_label.empty()) out += plain(y_label) + "\n";
    for (std::size_t r = 0; r < letters.size(); ++r) {
      const auto mark = marks.find(r);
      out += padded(mark == marks.end() ? std::string() : mark->second, margin, true) +
             (mark == marks.end() ? " │" : " ┤") + text_of(letters[r]);
      end_line(out);
    }
    out += std::string(margin + 1, ' ') + "└";
    std::vector<std::string> base(width(), "─");
    for (const double tick : x.ticks) base[column_of(x, tick, width())] = "┬";
    out += text_of(base) + "\n";
    std::string line(margin + 2, ' ');
    std::size_t used = margin + 2;
    for (const double tick : x.ticks) {
      const std::string text = tick_text(x, x_form, tick, language);
      const std::size_t size = places(text);
      const std::size_t middle = margin + 2 + column_of(x, tick, width());
      const std::size_t start = middle > size / 2 ? middle - size / 2 : 0;
      if (start < used + (used > margin + 2 ? 1 : 0) && used > margin + 2) continue;
      if (start > used) line += std::string(start - used, ' ');
      line += text;
      used = std::max(start, used) + size;
    }
    out += line;
    end_line(out);
    if (!x_label.empty()) {
      const std::size_t size = places(plain(x_label));
      const std::size_t room = margin + 2 + width();
      out += std::string(room > size ? room - size : 0, ' ') + plain(x_label) + "\n";
    }
  }
};

constexpr std::array<std::string_view, 8> marks = {"●", "○", "▲", "△", "■", "□", "◆", "◇"};
std::string mark_of(std::size_t i) {
  if (i < marks.size()) return std::string(marks[i]);
  return std::string(1, static_cast<char>('a' + (i - marks.size()) % 26));
}

std::string braille(unsigned dots) {
  const unsigned code = 0x2800U + dots;
  return {static_cast<char>(0xE0U | (code >> 12U)), static_cast<char>(0x80U | ((code >> 6U) & 0x3FU)),
          static_cast<char>(0x80U | (code & 0x3FU))};
}

// One curve: two dots by four in a letter, so that its form shows.
void draw_fine(Grid& grid, const Curves::Curve& curve, bool steps) {
  static constexpr unsigned dot[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
  const std::size_t width = grid.width() * 2;
  const std::size_t height = grid.letters.size() * 4;
  std::vector<std::vector<unsigned>> canvas(grid.letters.size(), std::vector<unsigned>(grid.width(), 0));
  std::optional<std::size_t> before;
  for (std::size_t i = 0; i < width; ++i) {
    const double x = grid.x.low + (grid.x.high - grid.x.low) * static_cast<double>(i) / static_cast<double>(width - 1);
    const auto y = curve_at(curve, steps, x);
    if (!y || !std::isfinite(*y)) {
      before.reset();
      continue;
    }
    const std::size_t row = height - 1 - column_of(grid.y, *y, height);
    const std::size_t from = std::min(row, before.value_or(row));
    const std::size_t to = std::max(row, before.value_or(row));
    for (std::size_t r = from; r <= to; ++r) canvas[r / 4][i / 2] |= dot[r % 4][i % 2];
    before = row;
  }
  for (std::size_t r = 0; r < canvas.size(); ++r)
    for (std::size_t c = 0; c < grid.width(); ++c)
      if (canvas[r][c] != 0) grid.letters[r][c] = braille(canvas[r][c]);
}

void draw(std::string& out, const Curves& curves, std::size_t width, std::string_view language) {
  Grid grid(std::clamp<std::size_t>(width > 16 ? width - 16 : 0, 24, 72), 14);
  grid.x = x_axis_of(curves, 5);
  grid.y = y_axis_of(curves, 4);
  grid.x_form = curves.x_form;
  grid.y_form = curves.y_form;
  grid.x_label = curves.x_label;
  grid.y_label = curves.y_label;
  if (curves.curves.size() == 1) {
    draw_fine(grid, curves.curves[0], curves.steps);
  } else {
    for (std::size_t c = 0; c < curves.curves.size(); ++c) {
      for (std::size_t i = 0; i < grid.width(); ++i) {
        const double x =
            grid.x.low + (grid.x.high - grid.x.low) * static_cast<double>(i) / static_cast<double>(grid.width() - 1);
        const auto y = curve_at(curves.curves[c], curves.steps, x);
        if (!y || !std::isfinite(*y)) continue;
        auto& letter = grid.letters[grid.row(*y)][i];
        // Where curves lie on each other both stay to be seen.
        if (letter == " " || (i + c) % curves.curves.size() == 0) letter = mark_of(c);
      }
    }
  }
  grid.write(out, language);
  if (curves.curves.size() > 1) {
    for (std::size_t c = 0; c < curves.curves.size(); ++c)
      out += "  " + mark_of(c) + " " + clipped(plain(curves.curves[c].label), width - 4) + "\n";
  }
}

void draw(std::string& out, const Cloud& cloud, std::size_t width, std::string_view language) {
  Grid grid(std::clamp<std::size_t>(width > 16 ? width - 16 : 0, 24, 72), 20);
  grid.x = x_axis_of(cloud, 5);
  grid.y = y_axis_of(cloud, 5);
  grid.x_form = cloud.x_form;
  grid.y_form = cloud.y_form;
  grid.x_label = cloud.x_label;
  grid.y_label = cloud.y_label;
  if (cloud.y_cross) grid.letters[grid.row(*cloud.y_cross)].assign(grid.width(), "─");
  if (cloud.x_cross) {
    const std::size_t at = column_of(grid.x, *cloud.x_cross, grid.width());
    for (auto& row : grid.letters) row[at] = row[at] == "─" ? "┼" : "│";
  }
  if (cloud.line) {
    for (std::size_t i = 0; i < grid.width(); ++i) {
      const double x =
          grid.x.low + (grid.x.high - grid.x.low) * static_cast<double>(i) / static_cast<double>(grid.width() - 1);
      const double y = cloud.line->low + cloud.line->high * x;
      if (y >= grid.y.low && y <= grid.y.high) grid.letters[grid.row(y)][i] = "∙";
    }
  }
  const auto named = named_points(cloud);
  for (std::size_t i = 0; i < cloud.points.size(); ++i)
    if (!named[i]) grid.at(cloud.points[i].x, cloud.points[i].y) = "●";
  std::string legend;
  std::size_t used = 0;
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  std::map<std::pair<std::size_t, std::size_t>, char> standing;
  for (std::size_t i = 0; i < cloud.points.size(); ++i) {
    if (!named[i]) continue;
    const auto& point = cloud.points[i];
    if (used >= letters.size()) {
      grid.at(point.x, point.y) = "●";
      continue;
    }
    const std::pair place{grid.row(point.y), column_of(grid.x, point.x, grid.width())};
    // Points on one place share a letter, and a line of the legend each.
    const auto [found, fresh] = standing.try_emplace(place, letters[used]);
    used += fresh ? 1 : 0;
    grid.letters[place.first][place.second] = std::string(1, found->second);
    legend += std::string("  ") + found->second + " " +
              clipped(plain(point.label) + " (" + form_text(cloud.x_form, point.x, language) + "; " +
                          form_text(cloud.y_form, point.y, language) + ")",
                      width - 4) +
              "\n";
  }
  grid.write(out, language);
  out += legend;
}

void draw(std::string& out, const Diagram& diagram, std::size_t width, std::string_view language) {
  std::size_t label_width = 0;
  bool weak = false;
  const auto label = [](const Diagram::Arrow& arrow) {
    return plain(arrow.from) + (arrow.weak ? " ⇢ " : " → ") + plain(arrow.to);
  };
  for (const auto& arrow : diagram.arrows) {
    label_width = std::max(label_width, places(label(arrow)));
    weak = weak || arrow.weak;
  }
  label_width = std::min(label_width, std::max<std::size_t>(width / 2, 20));
  for (const auto& arrow : diagram.arrows) {
    out += padded(clipped(label(arrow), label_width), label_width, false) + std::string(gap, ' ') + plain(arrow.text);
    end_line(out);
  }
  for (const auto& box : diagram.boxes)
    if (!box.note.empty()) out += plain(box.name) + ": " + plain(box.note) + "\n";
  if (weak) out += "⇢ " + say(language, "cli.picture.weak") + "\n";
}

void paragraph(std::string& out, const std::string& text, std::size_t width) {
  if (text.empty()) return;
  out += '\n';
  for (const auto& line : wrapped(plain(text), width)) out += line + "\n";
}

}  // namespace

std::string terminal_text(const Report& report, std::size_t width, std::string_view language) {
  width = std::max<std::size_t>(width, 40);
  std::string out;
  for (const auto* text : {&report.title, &report.source}) {
    if (text->empty()) continue;
    for (const auto& line : wrapped(plain(*text), width)) out += line + "\n";
  }
  std::vector<const Bars*> beside(report.tables.size(), nullptr);
  std::vector<std::optional<std::size_t>> table_of(report.pictures.size());
  for (std::size_t p = 0; p < report.pictures.size(); ++p) {
    const auto* bars = std::get_if<Bars>(&report.pictures[p]);
    if (bars == nullptr) continue;
    const auto table = table_beside(report, *bars);
    if (!table || beside[*table] != nullptr) continue;
    beside[*table] = bars;
    table_of[p] = table;
  }
  std::vector<bool> drew_beside(report.tables.size(), false);
  for (std::size_t t = 0; t < report.tables.size(); ++t) {
    const auto& table = report.tables[t];
    if (table.rows.empty()) continue;
    out += '\n';
    if (!table.title.empty() && table.title != report.title) out += clipped(plain(table.title), width) + "\n";
    bool drew = false;
    draw_table(out, table, beside[t], width, language, drew);
    drew_beside[t] = drew;
  }
  for (std::size_t p = 0; p < report.pictures.size(); ++p) {
    if ((table_of[p] && drew_beside[*table_of[p]]) || is_empty(report.pictures[p])) continue;
    out += '\n';
    const auto& title = title_of(report.pictures[p]);
    if (!title.empty() && title != report.title) out += clipped(plain(title), width) + "\n";
    std::visit([&](const auto& picture) { draw(out, picture, width, language); }, report.pictures[p]);
  }
  const std::size_t sentence = std::min<std::size_t>(width, 100);
  paragraph(out, report.means, sentence);
  paragraph(out, report.means_not, sentence);
  for (const auto& note : report.notes) paragraph(out, note, sentence);
  return out;
}

}  // namespace goud::cli
