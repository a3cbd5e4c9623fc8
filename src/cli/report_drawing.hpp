// What the four drawings of a report share: axes and their ticks, text cut to a width, which table a picture repeats.
// Always true: an axis has room and holds its marks; text from a file that is shown holds no controls.
#pragma once

#include <span>

#include "cli/report.hpp"

namespace goud::cli::drawing {

struct Axis {
  double low = 0;
  double high = 1;
  std::vector<double> ticks{};
  [[nodiscard]] double at(double value) const;  // 0..1; what lies beyond stands at the edge
};
// Of all finite values, with a margin; or of the range given.
[[nodiscard]] Axis axis_of(std::span<const double> values, const std::optional<stats::Interval>& range, int ticks);
[[nodiscard]] Axis axis_of(const Bars&, int ticks);
[[nodiscard]] Axis x_axis_of(const Curves&, int ticks);
[[nodiscard]] Axis y_axis_of(const Curves&, int ticks);
[[nodiscard]] Axis x_axis_of(const Cloud&, int ticks);
[[nodiscard]] Axis y_axis_of(const Cloud&, int ticks);
[[nodiscard]] std::string tick_text(const Axis&, Form, double value, std::string_view language);

// y at x, of what lies between the points of a curve; nothing beyond them.
[[nodiscard]] std::optional<double> curve_at(const Curves::Curve&, bool steps, double x);

[[nodiscard]] std::string between_text(const stats::Interval&, Form, std::string_view language);
[[nodiscard]] std::string value_text(const Bars&, const Bars::Bar&,
                                     std::string_view language);                // "0.45 (0.31 to 0.58)"
[[nodiscard]] std::string level_text(double level, std::string_view language);  // "95%"

// The table with one row per bar and the same labels, if there is one.
[[nodiscard]] std::optional<std::size_t> table_beside(const Report&, const Bars&);
[[nodiscard]] std::vector<bool> words_of(const ReportTable&);  // per column: words, not numbers
[[nodiscard]] std::size_t label_columns(const ReportTable&);   // how many of the first columns name the row

// Which points are named: all, or those farthest from the middle.
[[nodiscard]] std::vector<bool> named_points(const Cloud&);
// What the picture shows, in words, for who cannot see it.
[[nodiscard]] std::string told(const Picture&, std::string_view language);
[[nodiscard]] const std::string& title_of(const Picture&);
[[nodiscard]] bool is_empty(const Picture&);

// One picture as an <svg> of its own size; `place` makes its names unlike those of others on the page.
struct Drawn {
  std::string svg;
  int width = 0, height = 0;
};
[[nodiscard]] Drawn picture_svg(const Report&, const Picture&, std::size_t place, std::string_view language);
[[nodiscard]] std::string svg_style();  // of every picture, light and dark

[[nodiscard]] std::string plain(std::string_view);                       // controls become a blank
[[nodiscard]] std::size_t places(std::string_view);                      // columns of a terminal
[[nodiscard]] std::string clipped(std::string_view, std::size_t width);  // with … where it was longer
[[nodiscard]] std::vector<std::string> wrapped(std::string_view, std::size_t width);

}  // namespace goud::cli::drawing
