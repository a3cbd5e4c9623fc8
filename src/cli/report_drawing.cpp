#include "cli/report_drawing.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "kernel/words.hpp"

namespace goud::cli::drawing {
namespace {

constexpr std::string_view dash = "—";

struct Letter {
  std::uint32_t code;
  std::size_t bytes;
};
// Bytes that are no UTF-8 stand for themselves.
Letter letter_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  const std::size_t size = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
  if (size == 1 || at + size > text.size()) return {first, 1};
  std::uint32_t code = first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) code = (code << 6U) | (byte(at + i) & 0x3FU);
  return {code, size};
}

std::size_t places_of(std::uint32_t code) {
  const auto in = [&](std::uint32_t low, std::uint32_t high) { return code >= low && code <= high; };
  if (in(0x0300, 0x036F) || in(0x200B, 0x200F) || in(0xFE00, 0xFE0F) || in(0x20D0, 0x20FF)) return 0;
  if (in(0x1100, 0x115F) || in(0x2E80, 0xA4CF) || in(0xAC00, 0xD7A3) || in(0xF900, 0xFAFF) || in(0xFE30, 0xFE6F) ||
      in(0xFF00, 0xFF60) || in(0xFFE0, 0xFFE6) || in(0x1F300, 0x1FAFF) || in(0x20000, 0x3FFFD))
    return 2;
  return 1;
}

double nice_step(double span, int ticks) {
  const double raw = span / std::max(ticks, 1);
  const double power = std::pow(10, std::floor(std::log10(raw)));
  const double factor = raw / power;
  return power * (factor < 1.5 ? 1 : factor < 3.5 ? 2 : factor < 7.5 ? 5 : 10);
}

std::vector<double> ticks_of(double low, double high, int wanted) {
  const double step = nice_step(high - low, wanted);
  std::vector<double> ticks;
  if (!(step > 0) || !std::isfinite(step)) return {low, high};
  for (double i = std::ceil(low / step - 1e-9); i * step <= high + step * 1e-9 && ticks.size() < 40; ++i)
    ticks.push_back(i == 0 ? 0 : i * step);
  return ticks;
}

template <class List, class Of>
std::vector<double> values_of(const List& list, Of of) {
  std::vector<double> values;
  for (const auto& one : list) of(one, values);
  return values;
}

}  // namespace

double Axis::at(double value) const {
  if (std::isnan(value)) return 0;
  return (std::clamp(value, low, high) - low) / (high - low);
}

Axis axis_of(std::span<const double> values, const std::optional<stats::Interval>& range, int ticks) {
  double low = INFINITY;
  double high = -INFINITY;
  for (const double value : values) {
    // Beyond 1e150 the span itself would overflow.
    if (!std::isfinite(value) || std::abs(value) > 1e150) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  if (range && range->low < range->high && std::isfinite(range->low) && std::isfinite(range->high)) {
    low = range->low;
    high = range->high;
  } else if (!std::isfinite(low)) {
    low = 0;
    high = 1;
  } else if (!(high - low > std::abs(high) * 1e-12)) {
    const double room = std::max(std::abs(high) * 0.1, 1e-9);
    low -= high == 0 ? 1 : room;
    high += high == 0 ? 1 : room;
  } else {
    const double room = (high - low) * 0.04;
    const bool from_zero = low >= 0 && low <= (high - low) * 0.25;  // an axis that nearly reaches zero starts there
    low = from_zero ? 0 : low - room;
    high += room;
  }
  return {low, high, ticks_of(low, high, ticks)};
}

Axis axis_of(const Bars& bars, int ticks) {
  auto values = values_of(bars.bars, [](const Bars::Bar& bar, std::vector<double>& to) {
    if (bar.value) to.push_back(*bar.value);
    if (bar.interval) to.insert(to.end(), {bar.interval->low, bar.interval->high});
  });
  if (bars.reference) values.push_back(*bars.reference);
  return axis_of(values, bars.range, ticks);
}

Axis x_axis_of(const Curves& curves, int ticks) {
  const auto values = values_of(
      curves.curves, [](const auto& curve, auto& to) { to.insert(to.end(), curve.x.begin(), curve.x.end()); });
  auto axis = axis_of(values, std::nullopt, ticks);
  // A curve runs from edge to edge.
  double low = INFINITY;
  double high = -INFINITY;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  if (low < high && std::abs(low) < 1e150 && std::abs(high) < 1e150) {
    axis.low = std::max(axis.low, std::min(low, axis.low == 0 ? 0 : low));
    axis.high = high;
    axis.ticks = ticks_of(axis.low, axis.high, ticks);
  }
  return axis;
}

Axis y_axis_of(const Curves& curves, int ticks) {
  const auto values = values_of(curves.curves, [](const auto& curve, auto& to) {
    for (const auto* part : {&curve.y, &curve.low, &curve.high}) to.insert(to.end(), part->begin(), part->end());
  });
  return axis_of(values, curves.y_range, ticks);
}

namespace {
Axis cloud_axis(const Cloud& cloud, double Cloud::Point::*of, const std::optional<double>& cross, int ticks) {
  auto values = values_of(cloud.points, [&](const auto& point, auto& to) { to.push_back(point.*of); });
  if (cross) values.push_back(*cross);
  auto axis = axis_of(values, std::nullopt, ticks);
  return axis;
}
}  // namespace

Axis x_axis_of(const Cloud& cloud, int ticks) { return cloud_axis(cloud, &Cloud::Point::x, cloud.x_cross, ticks); }
Axis y_axis_of(const Cloud& cloud, int ticks) { return cloud_axis(cloud, &Cloud::Point::y, cloud.y_cross, ticks); }

std::optional<double> curve_at(const Curves::Curve& curve, bool steps, double x) {
  const std::size_t n = std::min(curve.x.size(), curve.y.size());
  if (n == 0 || !(x >= curve.x[0]) || x > curve.x[n - 1] + 1e-12 * std::abs(curve.x[n - 1])) return std::nullopt;
  const auto after = static_cast<std::size_t>(
      std::upper_bound(curve.x.begin(), curve.x.begin() + static_cast<std::ptrdiff_t>(n), x) - curve.x.begin());
  if (after == n || steps || !(curve.x[after] > curve.x[after - 1])) return curve.y[after - 1];
  const double part = (x - curve.x[after - 1]) / (curve.x[after] - curve.x[after - 1]);
  return curve.y[after - 1] + part * (curve.y[after] - curve.y[after - 1]);
}

std::string tick_text(const Axis& axis, Form form, double value, std::string_view language) {
  const double step = axis.ticks.size() > 1 ? axis.ticks[1] - axis.ticks[0] : std::max(std::abs(value), 1e-9);
  const auto decimals = [&](double of) {
    for (int i = 0; i < 12; ++i) {
      const double scaled = of * std::pow(10, i);
      if (std::abs(scaled - std::round(scaled)) < 1e-6 * std::max(1.0, std::abs(scaled))) return i;
    }
    return 12;
  };
  if (std::abs(value) < step * 1e-6) value = 0;
  switch (form) {
    case Form::share:
      return percent_text(language, value, decimals(step * 100));
    case Form::points:
      return points_text(language, value, decimals(step));
    default:
      return number_text(language, value, decimals(step));
  }
}

std::string between_text(const stats::Interval& interval, Form form, std::string_view language) {
  return say(language, "cli.figure.between",
             {{"low", form_text(form, interval.low, language)}, {"high", form_text(form, interval.high, language)}});
}

std::string value_text(const Bars& bars, const Bars::Bar& bar, std::string_view language) {
  std::string text = bar.value ? form_text(bars.form, *bar.value, language) : std::string(dash);
  if (bar.interval) text += " (" + between_text(*bar.interval, bars.form, language) + ")";
  return text;
}

std::string level_text(double level, std::string_view language) {
  const bool whole = std::abs(level * 100 - std::round(level * 100)) < 1e-9;
  return percent_text(language, level, whole ? 0 : 1);
}

std::vector<bool> words_of(const ReportTable& table) {
  std::vector<bool> words(table.headings.size(), false);
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < std::min(row.size(), words.size()); ++i) {
      const auto* text = std::get_if<std::string>(&row[i]);
      if (text != nullptr && !text->empty() && *text != dash) words[i] = true;
    }
  }
  return words;
}

std::size_t label_columns(const ReportTable& table) {
  const auto words = words_of(table);
  const auto first = std::find(words.begin(), words.end(), false);
  return static_cast<std::size_t>(first - words.begin());
}

std::optional<std::size_t> table_beside(const Report& report, const Bars& bars) {
  for (std::size_t t = 0; t < report.tables.size(); ++t) {
    const auto& table = report.tables[t];
    if (table.rows.size() != bars.bars.size()) continue;
    const std::size_t labels = label_columns(table);
    if (labels == 0) {
      if (bars.bars.size() == 1) return t;
      continue;
    }
    bool same = true;
    for (std::size_t i = 0; i < table.rows.size() && same; ++i) {
      std::string joined;
      for (std::size_t j = 0; j < std::min(labels, table.rows[i].size()); ++j) {
        const auto* text = std::get_if<std::string>(&table.rows[i][j]);
        if (text != nullptr && !text->empty()) joined += (joined.empty() ? "" : " · ") + *text;
      }
      const auto* first = std::get_if<std::string>(&table.rows[i][0]);
      same = bars.bars[i].label == joined || (first != nullptr && bars.bars[i].label == *first);
    }
    if (same) return t;
  }
  return std::nullopt;
}

std::vector<bool> named_points(const Cloud& cloud) {
  std::vector<bool> named(cloud.points.size(), cloud.labelled);
  constexpr std::size_t few = 6;
  if (cloud.labelled) return named;
  const auto x = x_axis_of(cloud, 5);
  const auto y = y_axis_of(cloud, 5);
  double middle_x = 0;
  double middle_y = 0;
  for (const auto& point : cloud.points) {
    middle_x += x.at(point.x) / static_cast<double>(cloud.points.size());
    middle_y += y.at(point.y) / static_cast<double>(cloud.points.size());
  }
  std::vector<std::size_t> order(cloud.points.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto far = [&](std::size_t i) {
    return std::hypot(x.at(cloud.points[i].x) - middle_x, y.at(cloud.points[i].y) - middle_y);
  };
  const std::size_t kept = std::min(few, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(), [&](auto a, auto b) {
    const double of_a = far(a);
    const double of_b = far(b);
    return of_a != of_b ? of_a > of_b : a < b;
  });
  for (std::size_t i = 0; i < kept; ++i) named[order[i]] = !cloud.points[order[i]].label.empty();
  return named;
}

std::string told(const Picture& picture, std::string_view language) {
  constexpr std::size_t most = 12;
  std::vector<std::string> parts;
  if (const auto* bars = std::get_if<Bars>(&picture)) {
    for (const auto& bar : bars->bars) parts.push_back(bar.label + " " + value_text(*bars, bar, language));
  } else if (const auto* curves = std::get_if<Curves>(&picture)) {
    for (const auto& curve : curves->curves) {
      const std::size_t n = std::min(curve.x.size(), curve.y.size());
      if (n == 0) continue;
      const std::string ends = say(language, "cli.picture.curve",
                                   {{"from", form_text(curves->y_form, curve.y[0], language)},
                                    {"to", form_text(curves->y_form, curve.y[n - 1], language)},
                                    {"first", form_text(curves->x_form, curve.x[0], language)},
                                    {"last", form_text(curves->x_form, curve.x[n - 1], language)}});
      parts.push_back(curve.label.empty() ? ends : curve.label + ": " + ends);
    }
  } else if (const auto* cloud = std::get_if<Cloud>(&picture)) {
    for (const auto& point : cloud->points) {
      parts.push_back(point.label + " (" + form_text(cloud->x_form, point.x, language) + "; " +
                      form_text(cloud->y_form, point.y, language) + ")");
    }
  } else if (const auto* diagram = std::get_if<Diagram>(&picture)) {
    for (const auto& box : diagram->boxes)
      if (!box.note.empty()) parts.push_back(box.name + ": " + box.note);
    for (const auto& arrow : diagram->arrows) {
      parts.push_back(arrow.from + " → " + arrow.to + " " + arrow.text +
                      (arrow.weak ? " (" + say(language, "cli.picture.weak") + ")" : ""));
    }
  }
  std::string text;
  for (std::size_t i = 0; i < std::min(parts.size(), most); ++i) text += (i == 0 ? "" : "; ") + parts[i];
  if (parts.size() > most)
    text += "; " + say(language, "cli.picture.more", {{"count", std::to_string(parts.size() - most)}});
  return text;
}

const std::string& title_of(const Picture& picture) {
  return std::visit([](const auto& one) -> const std::string& { return one.title; }, picture);
}

bool is_empty(const Picture& picture) {
  if (const auto* bars = std::get_if<Bars>(&picture)) return bars->bars.empty();
  if (const auto* curves = std::get_if<Curves>(&picture)) {
    return std::all_of(curves->curves.begin(), curves->curves.end(),
                       [](const auto& one) { return one.x.empty() || one.y.empty(); });
  }
  if (const auto* cloud = std::get_if<Cloud>(&picture)) return cloud->points.empty();
  return std::get<Diagram>(picture).boxes.empty() && std::get<Diagram>(picture).arrows.empty();
}

std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto [code, bytes] = letter_at(text, at);
    if (code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x202A && code <= 0x202E) ||
        (code >= 0x2066 && code <= 0x2069))
      out += ' ';
    else
      out += text.substr(at, bytes);
    at += bytes;
  }
  return out;
}

std::size_t places(std::string_view text) {
  std::size_t sum = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto [code, bytes] = letter_at(text, at);
    sum += places_of(code);
    at += bytes;
  }
  return sum;
}

std::string clipped(std::string_view text, std::size_t width) {
  if (places(text) <= width) return std::string(text);
  std::size_t sum = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto [code, bytes] = letter_at(text, at);
    if (sum + places_of(code) > width - std::min<std::size_t>(width, 1)) break;
    sum += places_of(code);
    at += bytes;
  }
  while (at > 0 && text[at - 1] == ' ') --at;
  return std::string(text.substr(0, at)) + "…";
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  for (std::size_t at = 0; at <= text.size();) {
    const auto blank = std::min(text.find(' ', at), text.size());
    const auto word = text.substr(at, blank - at);
    if (!lines.back().empty() && places(lines.back()) + 1 + places(word) > width) lines.emplace_back();
    if (!word.empty()) lines.back() += (lines.back().empty() ? "" : " ") + std::string(word);
    at = blank + 1;
  }
  return lines;
}

}  // namespace goud::cli::drawing
