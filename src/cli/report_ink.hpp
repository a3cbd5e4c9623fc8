// What the SVG of a report is written with: text, lines and marks in the house's ink and stone.
// Always true: nothing is under 12 px; text is escaped; a colour is an attribute and a class, so that a reader of styles
// follows light and dark and another one shows light.
#pragma once

#include "cli/report_drawing.hpp"

namespace goud::cli::drawing {

enum class Tone { ink, ink2, ink3, stone, grid, surface };
enum class Stands { start, middle, end };

[[nodiscard]] std::string digits(double);
[[nodiscard]] std::string fill(Tone);
[[nodiscard]] std::string stroke(Tone);
[[nodiscard]] double width_of(std::string_view text, double size = 13);  // about
[[nodiscard]] std::string text(double x, double y, std::string_view words, Tone, double size = 13,
                               Stands = Stands::start, bool strong = false);
[[nodiscard]] std::string line(double x1, double y1, double x2, double y2, Tone, double width = 1);
[[nodiscard]] std::string mark(std::size_t form, double x, double y);  // ● ○ ▲ △ ■ □ ◆ ◇

struct Box {
  double x, y, width, height;
  [[nodiscard]] bool meets(const Box& other) const {
    return x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height;
  }
};
[[nodiscard]] std::string rectangle(const Box&, std::string_view more);
[[nodiscard]] bool free_of(const Box&, const std::vector<Box>& taken);

[[nodiscard]] Drawn draw_diagram(const Diagram&, std::string_view language);

}  // namespace goud::cli::drawing
