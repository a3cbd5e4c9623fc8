#include "cli/report_ink.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "formats/html.hpp"

namespace goud::cli::drawing {

using formats::html_text;

namespace {
struct Shade {
  std::string_view name, light, dark;
};
constexpr std::array<Shade, 6> shades = {{{"ink", "#1d1b16", "#f3efe6"},
                                          {"ink2", "#55504a", "#bdb6a8"},
                                          {"ink3", "#6b665c", "#a0998b"},
                                          {"stone", "#8a8478", "#8d8678"},
                                          {"grid", "#d8d3c7", "#4a4538"},
                                          {"surface", "#ffffff", "#1e1c18"}}};

}  // namespace

std::string digits(double value) {
  const auto tenths = std::llround(std::clamp(value, -1e6, 1e6) * 10);
  std::string text = std::to_string(tenths / 10);
  if (tenths < 0 && tenths > -10) text = "-0";
  return tenths % 10 == 0 ? text : text + "." + std::to_string(std::abs(tenths % 10));
}
// The attribute is for readers that know no styles; where they do, the style wins and follows light and dark.
std::string fill(Tone tone) {
  const auto& shade = shades[static_cast<std::size_t>(tone)];
  return " class=\"gf-" + std::string(shade.name) + "\" fill=\"" + std::string(shade.light) + "\"";
}
std::string stroke(Tone tone) {
  const auto& shade = shades[static_cast<std::size_t>(tone)];
  return " class=\"gs-" + std::string(shade.name) + "\" stroke=\"" + std::string(shade.light) + "\"";
}
double width_of(std::string_view text, double size) { return static_cast<double>(places(text)) * size * 0.58; }

std::string text(double x, double y, std::string_view words, Tone tone, double size, Stands stands, bool strong) {
  std::string out = "<text x=\"" + digits(x) + "\" y=\"" + digits(y) + "\"" + fill(tone);
  if (size != 13) out += " font-size=\"" + digits(size) + "\"";
  if (stands != Stands::start) out += stands == Stands::middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"";
  if (strong) out += " font-weight=\"560\"";
  return out + ">" + html_text(plain(words)) + "</text>\n";
}
std::string line(double x1, double y1, double x2, double y2, Tone tone, double width) {
  return "<line x1=\"" + digits(x1) + "\" y1=\"" + digits(y1) + "\" x2=\"" + digits(x2) + "\" y2=\"" + digits(y2) +
         "\"" + stroke(tone) + (width == 1 ? "" : " stroke-width=\"" + digits(width) + "\"") + "/>\n";
}
std::string rectangle(const Box& box, std::string_view more) {
  return "<rect x=\"" + digits(box.x) + "\" y=\"" + digits(box.y) + "\" width=\"" + digits(box.width) + "\" height=\"" +
         digits(box.height) + "\"" + std::string(more) + "/>\n";
}

bool free_of(const Box& box, const std::vector<Box>& taken) {
  return std::none_of(taken.begin(), taken.end(), [&](const Box& one) { return one.meets(box); });
}

// ● ○ ▲ △ ■ □ ◆ ◇
std::string mark(std::size_t form, double x, double y) {
  const bool hollow = form % 2 == 1;
  const std::string style = " class=\"gf-" + std::string(hollow ? "surface" : "ink") + " gs-ink\" fill=\"" +
                            (hollow ? "#ffffff" : "#1d1b16") + "\" stroke=\"#1d1b16\" stroke-width=\"1.5\"/>\n";
  const auto points = [&](std::initializer_list<std::pair<double, double>> all) {
    std::string out = "<polygon points=\"";
    for (const auto& [dx, dy] : all) out += digits(x + dx) + "," + digits(y + dy) + " ";
    out.pop_back();
    return out + "\"" + style;
  };
  switch (form / 2 % 4) {
    case 0:
      return "<circle cx=\"" + digits(x) + "\" cy=\"" + digits(y) + "\" r=\"4.5\"" + style;
    case 1:
      return points({{0, -5}, {5, 4}, {-5, 4}});
    case 2:
      return points({{-4, -4}, {4, -4}, {4, 4}, {-4, 4}});
    default:
      return points({{0, -5.5}, {5.5, 0}, {0, 5.5}, {-5.5, 0}});
  }
}

std::string svg_style() {
  const auto rules = [](bool dark) {
    std::string out;
    for (const auto& shade : shades) {
      const std::string name(shade.name);
      const std::string colour(dark ? shade.dark : shade.light);
      out += ".gf-" + name + "{fill:" + colour + "}.gs-" + name + "{stroke:" + colour + "}";
    }
    return out;
  };
  return rules(false) + "@media (prefers-color-scheme:dark){" + rules(true) + "}";
}

}  // namespace goud::cli::drawing
