// What goud crosstab counted, and how it is told to a person: a banner table per question.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/report.hpp"
#include "stats/contingency.hpp"

namespace goud::cli {

struct CrossQuestion {
  std::string name;
  std::vector<std::string> values;  // as they stand in the file, in order
  std::vector<std::string> labels;  // as a person reads them
};

// A value of a question, or several together as a box.
struct CrossLine {
  enum class Kind { value, top, bottom };
  Kind kind = Kind::value;
  std::vector<std::size_t> values;  // places in the question
};

struct CrossCell {
  stats::CellSums hits;
  stats::Outcome share;
  std::vector<std::size_t> higher_than;  // columns
};

struct CrossTable {
  stats::Contingency counts;
  tl::expected<stats::Association, stats::Unsaid> association = stats::unsaid(stats::Reason::too_few, 0);
  std::optional<double> p_adjusted;
  std::vector<std::vector<CrossCell>> cells;  // per line, per column
};

struct CrosstabFound {
  std::vector<CrossQuestion> rows, columns;
  std::vector<std::vector<CrossLine>> lines;  // per row question
  std::vector<CrossTable> all;                // per row question: one column, everyone who answered it
  std::vector<std::vector<CrossTable>> tables;
  std::int64_t read = 0;
  std::int64_t complete = 0;
  std::int64_t compared = 0, marked = 0;
  bool weighted = false;
  bool adjusted = false;     // by Benjamini and Hochberg
  bool whole_first = false;  // letters only where the whole table differs
  bool intervals = false;
  double level = stats::level_default;
};

[[nodiscard]] std::string column_letter(std::size_t place);  // A to Z, AA, AB
[[nodiscard]] Report crosstab_report(const CrosstabFound&, std::string_view language);

}  // namespace goud::cli
