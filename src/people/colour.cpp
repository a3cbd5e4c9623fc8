#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>

#include "people/people.hpp"

namespace goud::people {
namespace {

using Rgb = std::array<double, 3>;  // 0..1, as in sRGB

// The pages these colours stand on (docs: the design's surfaces): text must reach 4.5 on the harder of each pair.
constexpr std::string_view light_page = "#f6f4ef";
constexpr std::string_view dark_page = "#1e1c18";
constexpr double enough = 4.5;

int nibble(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<Rgb> rgb_of(std::string_view text) {
  if (text.size() != 7 || text[0] != '#') return std::nullopt;
  Rgb out{};
  for (std::size_t i = 0; i < 3; ++i) {
    const int high = nibble(text[1 + 2 * i]), low = nibble(text[2 + 2 * i]);
    if (high < 0 || low < 0) return std::nullopt;
    out[i] = (high * 16 + low) / 255.0;
  }
  return out;
}

std::string text_of(const Rgb& colour) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out = "#";
  for (const double part : colour) {
    const auto byte = static_cast<unsigned>(std::lround(std::clamp(part, 0.0, 1.0) * 255));
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

// Relative luminance, WCAG 2.2.
double luminance(const Rgb& colour) {
  const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
  return 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
}

// The nearest colour on the way to `end` that can be read on `page`.
std::string mended(const Rgb& colour, std::string_view page, double end) {
  for (int step = 0; step <= 100; ++step) {
    Rgb mixed{};
    for (std::size_t i = 0; i < 3; ++i) mixed[i] = colour[i] + (end - colour[i]) * step / 100.0;
    auto text = text_of(mixed);
    if (contrast(text, page) >= enough) return text;
  }
  return text_of({end, end, end});
}

}  // namespace

double contrast(std::string_view a, std::string_view b) {
  const auto first = rgb_of(a), second = rgb_of(b);
  if (!first || !second) return 1;
  const double x = luminance(*first), y = luminance(*second);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

namespace {

// Between the two inks lies a sliver of greys on which only black itself can be read.
Fill fill_of(std::string colour) {
  for (const char* text : {"#ffffff", "#1d1b16"}) {
    if (contrast(colour, text) >= enough) return {std::move(colour), text};
  }
  return {std::move(colour), "#000000"};
}

}  // namespace

Brand brand_of(std::string_view colour, bool logo) {
  Brand brand;
  brand.logo = logo;
  const auto rgb = rgb_of(colour);
  if (!rgb) return brand;
  brand.colour = text_of(*rgb);
  brand.used_light = mended(*rgb, light_page, 0);
  brand.used_dark = mended(*rgb, dark_page, 1);
  brand.fill_light = fill_of(brand.colour);
  // A surface that is lost in the dark is no button any more.
  constexpr double told_apart = 3;
  brand.fill_dark = fill_of(contrast(brand.colour, dark_page) >= told_apart ? brand.colour : brand.used_dark);
  return brand;
}

}  // namespace goud::people
