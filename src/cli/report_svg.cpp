// The pictures of a report as SVG, in the house's ink and stone: nothing under 12 px, dashed for what may be nothing,
// and forms, never colours, tell lines apart.
#include <algorithm>
#include <cmath>

#include "cli/report_ink.hpp"
#include "formats/html.hpp"
#include "kernel/words.hpp"

namespace goud::cli {

using namespace drawing;
using formats::html_text;

namespace {

struct Frame {  // where the marks of a plot stand
  double left, top, width, height;
  Axis x, y;
  [[nodiscard]] double at_x(double value) const { return left + x.at(value) * width; }
  [[nodiscard]] double at_y(double value) const { return top + (1 - y.at(value)) * height; }
};

std::string axes(const Frame& frame, Form x_form, Form y_form, const std::string& x_label, const std::string& y_label,
                 std::string_view language) {
  std::string out;
  for (const double tick : frame.y.ticks) {
    const double at = frame.at_y(tick);
    out += line(frame.left, at, frame.left + frame.width, at, Tone::grid) +
           text(frame.left - 8, at + 4, tick_text(frame.y, y_form, tick, language), Tone::ink3, 12, Stands::end);
  }
  for (const double tick : frame.x.ticks) {
    const double at = frame.at_x(tick);
    out += line(at, frame.top + frame.height, at, frame.top + frame.height + 4, Tone::stone) +
           text(at, frame.top + frame.height + 20, tick_text(frame.x, x_form, tick, language), Tone::ink3, 12,
                Stands::middle);
  }
  out += line(frame.left, frame.top + frame.height, frame.left + frame.width, frame.top + frame.height, Tone::stone);
  if (!x_label.empty())
    out += text(frame.left + frame.width, frame.top + frame.height + 40, x_label, Tone::ink2, 12, Stands::end);
  if (!y_label.empty()) out += text(12, frame.top - 16, y_label, Tone::ink2, 12);
  return out;
}

double margin_of(const Axis& axis, Form form, std::string_view language) {
  double widest = 24;
  for (const double tick : axis.ticks) widest = std::max(widest, width_of(tick_text(axis, form, tick, language), 12));
  return widest + 24;
}

Drawn draw(const Bars& bars, const Report& report, std::string_view language) {
  constexpr double row_height = 28;
  constexpr double plot = 360;
  const auto beside = table_beside(report, bars);
  std::vector<std::string> labels;
  std::vector<std::string> values;
  const std::string heading = say(language, "cli.figure.value") + " (" +
                              say(language, "cli.figure.interval", {{"level", level_text(report.level, language)}}) +
                              ")";
  const bool intervals =
      std::any_of(bars.bars.begin(), bars.bars.end(), [](const auto& bar) { return bar.interval.has_value(); });
  double left = 80;
  double right = width_of(heading, 12) + 48;
  for (std::size_t i = 0; i < bars.bars.size(); ++i) {
    labels.push_back(clipped(plain(bars.bars[i].label), 34));
    left = std::max(left, width_of(labels.back()) + 28);
    std::string value = value_text(bars, bars.bars[i], language);
    if (beside) {
      const auto& table = report.tables[*beside];
      const auto& row = table.rows[i];
      for (const auto& cell : row) {
        if (!bars.bars[i].interval && std::holds_alternative<stats::Reason>(cell)) {
          value += " (" + cell_text(cell, language) + ")";
          break;
        }
      }
      for (std::size_t j = 0; j < std::min(row.size(), table.headings.size()); ++j)
        if (table.headings[j] == "n") value += "  n " + cell_text(row[j], language);
    }
    right = std::max(right, width_of(value) + 48);
    values.push_back(std::move(value));
  }
  const Axis axis = axis_of(bars, 4);
  const double height = 40 + row_height * static_cast<double>(labels.size());
  const auto x = [&](double value) { return left + axis.at(value) * plot; };
  std::string out;
  for (const double tick : axis.ticks) {
    out += line(x(tick), 24, x(tick), height - 8, Tone::grid) +
           text(x(tick), 16, tick_text(axis, bars.form, tick, language), Tone::ink3, 12, Stands::middle);
  }
  if (bars.reference) out += line(x(*bars.reference), 24, x(*bars.reference), height - 8, Tone::stone, 2);
  if (intervals) out += text(left + plot + 36, 16, heading, Tone::ink3, 12);
  double y = 44;
  for (std::size_t i = 0; i < labels.size(); ++i, y += row_height) {
    const auto& bar = bars.bars[i];
    out += text(12, y + 4, labels[i], Tone::ink);
    if (bar.interval) {
      const double from = x(bar.interval->low);
      const double to = x(bar.interval->high);
      out += line(from, y, to, y, Tone::ink2, 2) + line(from, y - 4, from, y + 4, Tone::ink2, 2) +
             line(to, y - 4, to, y + 4, Tone::ink2, 2);
    }
    // Hollow: a figure without an interval.
    if (bar.value) out += mark(bar.interval || !intervals ? 0 : 1, x(*bar.value), y);
    out += text(left + plot + 36, y + 4, values[i], Tone::ink2);
  }
  return {out, static_cast<int>(std::ceil(left + plot + right)), static_cast<int>(height)};
}

struct EndLabel {
  std::size_t curve;
  double from_y, y;
};

Drawn draw(const Curves& curves, const Report&, std::string_view language) {
  Frame frame{0, 34, 560, 280, x_axis_of(curves, 6), y_axis_of(curves, 5)};
  frame.left = margin_of(frame.y, curves.y_form, language);
  std::string out = axes(frame, curves.x_form, curves.y_form, curves.x_label, curves.y_label, language);
  const bool several = curves.curves.size() > 1;
  std::vector<EndLabel> ends;
  double right = 24;
  std::string lines;
  for (std::size_t c = 0; c < curves.curves.size(); ++c) {
    const auto& curve = curves.curves[c];
    const std::size_t n = std::min(curve.x.size(), curve.y.size());
    if (n == 0) continue;
    const auto path = [&](const std::vector<double>& y, bool forward, bool fresh) {
      std::string d;
      for (std::size_t k = 0; k < n; ++k) {
        const std::size_t i = forward ? k : n - 1 - k;
        if (!std::isfinite(y[i])) continue;
        const std::string px = digits(frame.at_x(curve.x[i]));
        if (d.empty()) {
          d = (fresh ? "M" : "L") + px + " " + digits(frame.at_y(y[i]));
        } else {
          if (curves.steps) d += forward ? "H" + px : "V" + digits(frame.at_y(y[i]));
          d += curves.steps ? (forward ? "V" + digits(frame.at_y(y[i])) : "H" + px)
                            : "L" + px + " " + digits(frame.at_y(y[i]));
        }
      }
      return d;
    };
    if (curve.low.size() == curve.x.size() && curve.high.size() == curve.x.size()) {
      const std::string above = path(curve.high, true, true);
      const std::string below = path(curve.low, false, false);
      if (!above.empty() && !below.empty())
        lines += "<path d=\"" + above + below + "Z\"" + fill(Tone::stone) + " fill-opacity=\"" +
                 (several ? "0.14" : "0.22") + "\"/>\n";
    }
    lines += "<path d=\"" + path(curve.y, true, true) + "\"" + stroke(Tone::ink) +
             " fill=\"none\" stroke-width=\"2\" stroke-linejoin=\"round\"/>\n";
    if (several) {
      for (int k = 0; k < 6; ++k) {
        const double part = (k + 0.5 + 0.5 * static_cast<double>(c) / static_cast<double>(curves.curves.size())) / 6.5;
        const double x = curve.x[0] + (curve.x[n - 1] - curve.x[0]) * part;
        const auto y = curve_at(curve, curves.steps, x);
        if (y && std::isfinite(*y)) lines += mark(c, frame.at_x(x), frame.at_y(*y));
      }
    }
    if (several || !curve.label.empty()) {
      const double y = std::isfinite(curve.y[n - 1]) ? frame.at_y(curve.y[n - 1]) : frame.top;
      ends.push_back({c, y, y});
      right = std::max(right, std::min(width_of(clipped(plain(curve.label), 30)), 240.0) + 56);
    }
  }
  out += lines;
  std::sort(ends.begin(), ends.end(),
            [](const auto& a, const auto& b) { return a.y != b.y ? a.y < b.y : a.curve < b.curve; });
  for (std::size_t i = 1; i < ends.size(); ++i) ends[i].y = std::max(ends[i].y, ends[i - 1].y + 18);
  const double floor_y = frame.top + frame.height;
  double limit = std::max(floor_y, frame.top + 18 * static_cast<double>(ends.size()));
  for (std::size_t i = ends.size(); i-- > 0; limit -= 18) ends[i].y = std::min(ends[i].y, limit);
  const double at = frame.left + frame.width;
  for (const auto& end : ends) {
    const auto& curve = curves.curves[end.curve];
    const double last = frame.at_x(curve.x[std::min(curve.x.size(), curve.y.size()) - 1]);
    out += line(last + 2, end.from_y, at + 14, end.y, Tone::grid);
    if (several) out += mark(end.curve, at + 22, end.y);
    out += text(at + (several ? 34 : 18), end.y + 4, clipped(plain(curve.label), 30), Tone::ink);
  }
  const double bottom = frame.top + std::max(frame.height, 18.0 * static_cast<double>(ends.size()));
  return {out, static_cast<int>(frame.left + frame.width + right),
          static_cast<int>(bottom + (curves.x_label.empty() ? 32 : 52))};
}

Drawn draw(const Cloud& cloud, const Report&, std::string_view language) {
  Frame frame{0, 34, 620, 420, x_axis_of(cloud, 6), y_axis_of(cloud, 6)};
  frame.left = margin_of(frame.y, cloud.y_form, language);
  std::string out = axes(frame, cloud.x_form, cloud.y_form, cloud.x_label, cloud.y_label, language);
  if (cloud.x_cross)
    out += line(frame.at_x(*cloud.x_cross), frame.top, frame.at_x(*cloud.x_cross), frame.top + frame.height,
                Tone::stone, 1.5);
  if (cloud.y_cross)
    out += line(frame.left, frame.at_y(*cloud.y_cross), frame.left + frame.width, frame.at_y(*cloud.y_cross),
                Tone::stone, 1.5);
  if (cloud.line && cloud.line->high != 0) {
    // Where the line leaves the plot, on the left or right or through its floor or ceiling.
    const auto of = [&](double x) { return cloud.line->low + cloud.line->high * x; };
    const auto x_of = [&](double y) { return (y - cloud.line->low) / cloud.line->high; };
    const double up = std::max(x_of(frame.y.low), x_of(frame.y.high));
    const double down = std::min(x_of(frame.y.low), x_of(frame.y.high));
    const double from = std::max(frame.x.low, down);
    const double to = std::min(frame.x.high, up);
    if (from < to)
      out += line(frame.at_x(from), frame.at_y(of(from)), frame.at_x(to), frame.at_y(of(to)), Tone::ink2, 2);
  } else if (cloud.line) {
    out += line(frame.left, frame.at_y(cloud.line->low), frame.left + frame.width, frame.at_y(cloud.line->low),
                Tone::ink2, 2);
  }
  std::vector<Box> taken;
  for (const auto& point : cloud.points) {
    const double x = frame.at_x(point.x);
    const double y = frame.at_y(point.y);
    out += mark(0, x, y);
    if (cloud.points.size() <= 400) taken.push_back({x - 5, y - 5, 10, 10});
  }
  const auto named = named_points(cloud);
  for (std::size_t i = 0; i < cloud.points.size(); ++i) {
    if (!named[i]) continue;
    const std::string words = clipped(plain(cloud.points[i].label), 30);
    const double x = frame.at_x(cloud.points[i].x);
    const double y = frame.at_y(cloud.points[i].y);
    const double wide = width_of(words, 12);
    std::vector<Box> tries;
    for (const double up : {0.0, -14.0, 14.0, -26.0, 26.0}) {
      tries.push_back({x + 9, y - 7 + up, wide, 14});
      tries.push_back({x - 9 - wide, y - 7 + up, wide, 14});
    }
    const auto inside = [&](const Box& box) {
      return box.x >= frame.left - 4 && box.x + box.width <= frame.left + frame.width + 90;
    };
    auto place =
        std::find_if(tries.begin(), tries.end(), [&](const Box& box) { return inside(box) && free_of(box, taken); });
    if (place == tries.end()) {
      if (!cloud.labelled) continue;
      place = inside(tries[0]) ? tries.begin() : tries.begin() + 1;
    }
    taken.push_back(*place);
    out += text(place->x, place->y + 11, words, Tone::ink, 12);
  }
  return {out, static_cast<int>(frame.left + frame.width + 100),
          static_cast<int>(frame.top + frame.height + (cloud.x_label.empty() ? 32 : 52))};
}

Drawn draw(const Diagram& diagram, const Report&, std::string_view language) { return draw_diagram(diagram, language); }

// Where a report has no picture, its first table stands in.
Drawn draw(const ReportTable& table, std::string_view language) {
  const auto words = words_of(table);
  std::vector<double> widths;
  for (std::size_t i = 0; i < table.headings.size(); ++i) {
    widths.push_back(width_of(plain(table.headings[i]), 12));
    for (const auto& row : table.rows)
      if (i < row.size()) widths.back() = std::max(widths.back(), width_of(clipped(cell_text(row[i], language), 40)));
  }
  std::string out;
  double y = 16;
  double x = 12;
  const auto put = [&](std::size_t i, const std::string& said, Tone tone, double size) {
    out += words[i] ? text(x, y, said, tone, size) : text(x + widths[i], y, said, tone, size, Stands::end);
    x += widths[i] + 24;
  };
  for (std::size_t i = 0; i < widths.size(); ++i) put(i, table.headings[i], Tone::ink3, 12);
  const double width = x;
  for (const auto& row : table.rows) {
    y += 24;
    x = 12;
    out += line(12, y - 17, width - 12, y - 17, Tone::grid);
    for (std::size_t i = 0; i < std::min(row.size(), widths.size()); ++i)
      put(i, clipped(cell_text(row[i], language), 40), Tone::ink, 13);
  }
  return {out, static_cast<int>(width), static_cast<int>(y + 16)};
}

std::string opened(std::string_view more, int width, int height) {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\"" + std::string(more) + " width=\"" + std::to_string(width) +
         "\" height=\"" + std::to_string(height) + "\" viewBox=\"0 0 " + std::to_string(width) + " " +
         std::to_string(height) +
         "\" font-family=\"Inter, system-ui, sans-serif\" font-size=\"13\" "
         "style=\"font-variant-numeric:tabular-nums\">\n";
}

Drawn inner(const Report& report, const Picture& picture, std::string_view language) {
  return std::visit([&](const auto& one) { return draw(one, report, language); }, picture);
}

}  // namespace

Drawn drawing::picture_svg(const Report& report, const Picture& picture, std::size_t place, std::string_view language) {
  Drawn drawn = inner(report, picture, language);
  const std::string name = "g" + std::to_string(place);
  const std::string& title = title_of(picture).empty() ? report.title : title_of(picture);
  drawn.svg = opened(" role=\"img\" aria-labelledby=\"" + name + "t " + name + "d\"", drawn.width, drawn.height) +
              "<title id=\"" + name + "t\">" + html_text(plain(title)) + "</title>\n<desc id=\"" + name + "d\">" +
              html_text(plain(told(picture, language))) + "</desc>\n" + drawn.svg + "</svg>\n";
  return drawn;
}

std::string svg_text(const Report& report, std::string_view language) {
  struct Part {
    std::string title;
    Drawn drawn;
  };
  std::vector<Part> parts;
  std::string desc;
  for (const auto& picture : report.pictures) {
    if (is_empty(picture)) continue;
    const auto& title = title_of(picture);
    parts.push_back({title == report.title ? std::string() : title, inner(report, picture, language)});
    desc += (desc.empty() ? "" : " ") + told(picture, language) + ".";
  }
  if (parts.empty() && !report.tables.empty())
    parts.push_back({report.tables[0].title, draw(report.tables[0], language)});
  int width = 640;
  for (const auto& part : parts) width = std::max(width, part.drawn.width);
  std::string out;
  double y = 30;
  out += text(12, y, clipped(plain(report.title), static_cast<std::size_t>(width / 9)), Tone::ink, 15, Stands::start,
              true);
  if (!report.source.empty())
    out += text(12, y += 20, clipped(plain(report.source), static_cast<std::size_t>(width / 7)), Tone::ink3, 12);
  y += 22;
  for (const auto& part : parts) {
    if (!part.title.empty())
      out += text(12, y += 10, clipped(plain(part.title), static_cast<std::size_t>(width / 8)), Tone::ink, 13,
                  Stands::start, true);
    y += 10;
    out += "<svg x=\"0\" y=\"" + digits(y) + "\" width=\"" + std::to_string(part.drawn.width) + "\" height=\"" +
           std::to_string(part.drawn.height) + "\">\n" + part.drawn.svg + "</svg>\n";
    y += part.drawn.height + 14;
  }
  std::vector<std::string> sentences = {report.means, report.means_not};
  sentences.insert(sentences.end(), report.notes.begin(), report.notes.end());
  for (const auto& sentence : sentences) {
    if (sentence.empty()) continue;
    for (const auto& said : wrapped(plain(sentence), static_cast<std::size_t>((width - 24) / 7)))
      out += text(12, y += 18, said, Tone::ink2);
    y += 6;
  }
  const int height = static_cast<int>(std::ceil(y + 16));
  return opened(" role=\"img\" aria-labelledby=\"gt gd\"", width, height) + "<title id=\"gt\">" +
         html_text(plain(report.title)) + "</title>\n<desc id=\"gd\">" + html_text(plain(desc)) + "</desc>\n<style>" +
         svg_style() + "</style>\n<rect width=\"100%\" height=\"100%\"" + fill(Tone::surface) + "/>\n" + out +
         "</svg>\n";
}

}  // namespace goud::cli
