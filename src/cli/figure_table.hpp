// A table of figures with their intervals, and the picture of it: on a terminal, as SVG, as a page, as a workbook.
// Always true: sentence, table and picture come from the same numbers; a figure that cannot be said says why; what is
// written to a file appears whole or not at all.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kernel/fault.hpp"
#include "stats/estimate.hpp"

namespace goud::cli {

enum class FigureUnit { share, points, mean };

struct FigureRow {
  std::vector<std::string> group;  // one per heading; empty for the whole
  stats::Outcome outcome;          // in the unit shown: points are -100..100
};

struct FigureTable {
  std::string title;  // "Net promoter score of Cleanliness"
  std::string source; // the file
  FigureUnit unit = FigureUnit::share;
  double level = stats::level_default;
  std::vector<std::string> headings;  // names of the grouping columns
  std::vector<FigureRow> rows;        // the whole first
  std::vector<std::string> notes;     // warnings, in words
};

[[nodiscard]] std::string terminal_text(const FigureTable&, std::size_t width, std::string_view language);
[[nodiscard]] std::string svg_text(const FigureTable&, std::string_view language);
[[nodiscard]] std::string page_text(const FigureTable&, std::string_view language);
[[nodiscard]] Done write_workbook(const FigureTable&, const std::string& path, std::string_view language);
[[nodiscard]] Done write_whole(const std::string& path, std::string_view text);  // beside it first, then renamed

}  // namespace goud::cli
