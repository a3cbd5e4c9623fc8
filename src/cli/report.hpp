// What a verb on a file says to a person: one sentence that says what it means and one what it does not, tables, pictures,
// notes. One report is drawn four ways: on a terminal, as SVG, as a page, as a workbook.
// Always true: sentence, table and picture come from the same numbers; what cannot be said says why; what is written to a
// file appears whole or not at all; nothing is told by colour alone.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kernel/fault.hpp"
#include "stats/estimate.hpp"

namespace goud::cli {

enum class Form { count, share, points, number, coefficient, probability };  // probability: of a test, never shown as 0

struct Number {
  double value;
  Form form;
  std::string mark{};         // letters behind it: of the columns it is higher than
  std::size_t mark_room = 0;  // as wide as the longest mark of its column, so that digits stand below digits
};
struct Between {  // "0.21 to 0.35"
  stats::Interval interval;
  Form form;
};
// Empty, words, a number, an interval, or why there is none.
using Cell = std::variant<std::monostate, std::string, Number, Between, stats::Reason>;
[[nodiscard]] std::string cell_text(const Cell&, std::string_view language);
[[nodiscard]] std::string form_text(Form, double value, std::string_view language);

struct ReportTable {
  std::string title;  // may be empty where the report has one table
  std::vector<std::string> headings;
  std::vector<std::vector<Cell>> rows;  // words stand left, numbers right
};
// Three cells of an outcome: value, interval (or why not), n.
[[nodiscard]] std::vector<Cell> outcome_cells(const stats::Outcome&, Form);

// A dot with its interval per line.
struct Bars {
  struct Bar {
    std::string label;
    std::optional<double> value;
    std::optional<stats::Interval> interval;
  };
  std::string title;
  Form form = Form::number;
  std::optional<stats::Interval> range;  // of the axis; else what the bars need
  std::optional<double> reference;       // a line: 0 of a difference, 1 of a ratio
  std::vector<Bar> bars;
};
// Lines over an axis, with bands; steps stay level until the next point.
struct Curves {
  struct Curve {
    std::string label;
    std::vector<double> x, y;
    std::vector<double> low, high;  // both empty, or as long as x
  };
  std::string title, x_label, y_label;
  Form x_form = Form::number, y_form = Form::number;
  std::optional<stats::Interval> y_range;
  bool steps = false;
  std::vector<Curve> curves;
};
// Points with names; crossing lines part it in four.
struct Cloud {
  struct Point {
    std::string label;
    double x, y;
  };
  std::string title, x_label, y_label;
  Form x_form = Form::number, y_form = Form::number;
  std::optional<double> x_cross, y_cross;
  std::optional<stats::Interval> line;  // intercept and slope, where one was fitted
  bool labelled = false;                // every point has its name beside it; else the outermost few
  std::vector<Point> points;
};
// Boxes and arrows between them, left to right.
struct Diagram {
  struct Box {
    std::string name, note;
  };
  struct Arrow {
    std::string from, to, text;
    double strength = 0;  // 0..1: how thick
    bool weak = false;    // dashed: may be nothing
  };
  std::string title;
  std::vector<Box> boxes;
  std::vector<Arrow> arrows;
};
using Picture = std::variant<Bars, Curves, Cloud, Diagram>;

struct Report {
  std::string title;
  std::string source;  // the file and its rows
  double level = stats::level_default;
  std::string means;      // what it means, in one sentence
  std::string means_not;  // and what it does not
  std::vector<ReportTable> tables;
  std::vector<Picture> pictures;
  std::vector<std::string> notes;  // warnings, in words
};

[[nodiscard]] std::string terminal_text(const Report&, std::size_t width, std::string_view language);
[[nodiscard]] std::string svg_text(const Report&, std::string_view language);
[[nodiscard]] std::string page_text(const Report&, std::string_view language);
[[nodiscard]] Done write_workbook(const Report&, const std::string& path, std::string_view language);
[[nodiscard]] Done write_whole(const std::string& path, std::string_view text);  // beside it first, then renamed

}  // namespace goud::cli
