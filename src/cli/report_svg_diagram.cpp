// Boxes and arrows as SVG, laid in layers from left to right.
#include <algorithm>
#include <cmath>
#include <map>

#include "cli/report_ink.hpp"
#include "kernel/words.hpp"

namespace goud::cli::drawing {

namespace {

struct Spot {
  Diagram::Box box;
  std::size_t layer = 0;
  Box at{};
};

// Layers from left to right: a box stands right of all that point at it; circles end the search.
std::vector<Spot> spots_of(const Diagram& diagram, std::map<std::string, std::size_t>& places_by_name) {
  std::vector<Spot> spots;
  const auto put = [&](const Diagram::Box& box) {
    if (places_by_name.try_emplace(box.name, spots.size()).second) spots.push_back({box});
  };
  for (const auto& box : diagram.boxes) put(box);
  for (const auto& arrow : diagram.arrows) {
    put({arrow.from, {}});
    put({arrow.to, {}});
  }
  for (std::size_t round = 0; round + 1 < spots.size(); ++round) {
    bool moved = false;
    for (const auto& arrow : diagram.arrows) {
      const auto& from = spots[places_by_name[arrow.from]];
      auto& to = spots[places_by_name[arrow.to]];
      if (&from != &to && to.layer <= from.layer && from.layer + 1 < spots.size()) {
        to.layer = from.layer + 1;
        moved = true;
      }
    }
    if (!moved) break;
  }
  return spots;
}

double bend_of(double layers) { return 30 + 30 * layers; }

}  // namespace

Drawn draw_diagram(const Diagram& diagram, std::string_view language) {
  std::map<std::string, std::size_t> by_name;
  auto spots = spots_of(diagram, by_name);
  std::size_t layers = 0;
  for (const auto& spot : spots) layers = std::max(layers, spot.layer + 1);
  std::vector<std::vector<std::size_t>> in(layers);
  for (std::size_t i = 0; i < spots.size(); ++i) in[spots[i].layer].push_back(i);
  double text_width = 60;
  for (const auto& arrow : diagram.arrows)
    text_width = std::max(text_width, width_of(clipped(plain(arrow.text), 34), 12));
  const double room = std::clamp(text_width + 60, 120.0, 300.0);
  std::size_t most = 1;
  for (const auto& layer : in) most = std::max(most, layer.size());
  double farthest = 1;  // how many layers an arrow crosses
  for (const auto& arrow : diagram.arrows)
    farthest = std::max(farthest, static_cast<double>(spots[by_name[arrow.to]].layer) -
                                      static_cast<double>(spots[by_name[arrow.from]].layer));
  const bool far = farthest > 1;
  const double height = std::max(84.0 * static_cast<double>(most), far ? 168.0 : 84.0);
  // An arrow bends away by three quarters of what its handles do, and its words stand on it.
  const double beyond = 0.75 * bend_of(farthest) + 14 - height / 2 / static_cast<double>(most);
  const double above = far ? std::max(40.0, beyond) : 12;
  double x = 12;
  for (std::size_t l = 0; l < layers; ++l) {
    // Near what points at it: fewer lines cross.
    std::vector<double> pull(spots.size(), 0);
    for (const std::size_t i : in[l]) {
      double sum = 0;
      double count = 0;
      for (const auto& arrow : diagram.arrows) {
        if (by_name[arrow.to] != i || spots[by_name[arrow.from]].layer >= l) continue;
        sum += spots[by_name[arrow.from]].at.y;
        ++count;
      }
      pull[i] = count > 0 ? sum / count : 0;
    }
    std::stable_sort(in[l].begin(), in[l].end(), [&](auto a, auto b) { return pull[a] < pull[b]; });
    double widest = 110;
    for (const std::size_t i : in[l])
      widest = std::max({widest, width_of(clipped(plain(spots[i].box.name), 26)) + 24,
                         width_of(clipped(plain(spots[i].box.note), 30), 12) + 24});
    for (std::size_t k = 0; k < in[l].size(); ++k) {
      auto& spot = spots[in[l][k]];
      const double tall = spot.box.note.empty() ? 36 : 52;
      spot.at = {x, above + height * (static_cast<double>(k) + 0.5) / static_cast<double>(in[l].size()) - tall / 2,
                 widest, tall};
    }
    x += widest + room;
  }
  // Arrows of one box end beside each other.
  const auto shift = [&](const Diagram::Arrow& one, std::string Diagram::Arrow::*end,
                         std::string Diagram::Arrow::*other) {
    double before = 0;
    double count = 0;
    for (const auto& arrow : diagram.arrows) {
      if (arrow.*end != one.*end) continue;
      ++count;
      const auto& a = spots[by_name[arrow.*other]].at;
      const auto& b = spots[by_name[one.*other]].at;
      if (a.y < b.y || (a.y == b.y && &arrow < &one)) ++before;
    }
    const double step = std::min(12.0, 28.0 / std::max(count - 1, 1.0));
    return (before - (count - 1) / 2) * step;
  };
  std::string lines;
  std::string words;
  std::vector<Box> taken;
  for (const auto& spot : spots) taken.push_back(spot.at);
  bool weak = false;
  for (const auto& arrow : diagram.arrows) {
    const auto& from = spots[by_name[arrow.from]];
    const auto& to = spots[by_name[arrow.to]];
    if (&from == &to) continue;
    weak = weak || arrow.weak;
    const bool forward = to.layer > from.layer;
    const double x1 = forward ? from.at.x + from.at.width : from.at.x + from.at.width / 2;
    const double y1 = from.at.y + from.at.height / 2 + shift(arrow, &Diagram::Arrow::from, &Diagram::Arrow::to);
    const double x2 = forward ? to.at.x : to.at.x + to.at.width / 2;
    const double y2 = to.at.y + to.at.height / 2 + shift(arrow, &Diagram::Arrow::to, &Diagram::Arrow::from);
    const double thick = 1 + 4 * std::clamp(std::isfinite(arrow.strength) ? std::abs(arrow.strength) : 0, 0.0, 1.0);
    const double head = 6 + thick;
    const auto span = static_cast<double>(forward ? to.layer - from.layer : 1);
    const double bend = span > 1 ? ((y1 + y2) / 2 <= above + height / 2 ? -1 : 1) * bend_of(span) : 0;
    const double xe = x2 - head;  // the line ends where its head begins
    const double reach = (xe - x1) * 0.42;
    const double cx1 = x1 + reach;
    const double cy1 = y1 + bend;
    const double cx2 = xe - reach;
    const double cy2 = y2 + bend;
    const Tone tone = arrow.weak ? Tone::stone : Tone::ink;
    lines += "<path d=\"M" + digits(x1) + " " + digits(y1) + "C" + digits(cx1) + " " + digits(cy1) + " " + digits(cx2) +
             " " + digits(cy2) + " " + digits(xe) + " " + digits(y2) + "\"" + stroke(tone) +
             " fill=\"none\" stroke-width=\"" + digits(thick) + "\"" + (arrow.weak ? " stroke-dasharray=\"6 4\"" : "") +
             "/>\n<polygon points=\"" + digits(x2) + "," + digits(y2) + " " + digits(xe) + "," + digits(y2 - head / 2) +
             " " + digits(xe) + "," + digits(y2 + head / 2) + "\"" + fill(tone) + "/>\n";
    if (arrow.text.empty()) continue;
    const std::string said = clipped(plain(arrow.text), 34);
    const double wide = width_of(said, 12) + 8;
    Box box{};
    for (const double t : {0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78}) {
      const double u = 1 - t;
      const double px = u * u * u * x1 + 3 * u * u * t * cx1 + 3 * u * t * t * cx2 + t * t * t * xe;
      const double py = u * u * u * y1 + 3 * u * u * t * cy1 + 3 * u * t * t * cy2 + t * t * t * y2;
      const Box tried{px - wide / 2, py - 9, wide, 18};
      const bool first = box.width == 0;
      if (first) box = tried;
      if (!free_of(tried, taken)) continue;
      box = tried;
      break;
    }
    taken.push_back(box);
    words += rectangle(box, fill(Tone::surface) + " rx=\"4\"") +
             text(box.x + wide / 2, box.y + 13, said, Tone::ink, 12, Stands::middle);
  }
  std::string out = lines + words;
  for (const auto& spot : spots) {
    out += rectangle(
        spot.at, " class=\"gf-surface gs-stone\" fill=\"#ffffff\" stroke=\"#8a8478\" stroke-width=\"1.5\" rx=\"8\"");
    const double middle = spot.at.x + spot.at.width / 2;
    out += text(middle, spot.at.y + (spot.box.note.empty() ? 23 : 22), clipped(plain(spot.box.name), 26), Tone::ink, 13,
                Stands::middle, true);
    if (!spot.box.note.empty())
      out += text(middle, spot.at.y + 41, clipped(plain(spot.box.note), 30), Tone::ink2, 12, Stands::middle);
  }
  double bottom = height + 2 * above;
  if (weak) {
    out += "<path d=\"M12 " + digits(bottom) + "H48\"" + stroke(Tone::stone) +
           " fill=\"none\" stroke-width=\"2\" stroke-dasharray=\"6 4\"/>\n" +
           text(56, bottom + 4, say(language, "cli.picture.weak"), Tone::ink2, 12);
    bottom += 16;
  }
  return {out, static_cast<int>(std::max(x - room + 12, 240.0)), static_cast<int>(bottom)};
}

}  // namespace goud::cli::drawing
