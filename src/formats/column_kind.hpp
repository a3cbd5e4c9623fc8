// What a column of a survey file holds, found by looking at its cells. A proposal: a person decides.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "formats/dates.hpp"

namespace goud::formats {

enum class ColumnKind { score, scale5, scale7, percent, choice, text, date, identifier, number, empty };
[[nodiscard]] std::string_view to_text(ColumnKind);

// Blank, NA and N/A mean that there is no answer, in every file.
[[nodiscard]] bool missing_cell(std::string_view);
// 12, -1.5, 1e3; with a decimal comma also 1,5. Blanks around it are left out; nan and inf are no numbers.
enum class Decimal { point, comma };
[[nodiscard]] std::optional<double> number_of(std::string_view, Decimal = Decimal::point);
[[nodiscard]] std::string_view without_blanks(std::string_view);

// Streaming: memory stays small, whatever the file, because distinct values are counted up to a bound.
class ColumnProfile {
 public:
  static constexpr std::size_t distinct_max = 1000;

  void add(std::string_view cell, Decimal = Decimal::point);
  // By the cells, and by the name only where the cells leave it open ("Date", "ID", "% positive").
  [[nodiscard]] ColumnKind kind(std::string_view name) const;

  [[nodiscard]] std::int64_t rows() const { return rows_; }
  [[nodiscard]] std::int64_t missing() const { return missing_; }
  [[nodiscard]] std::int64_t answered() const { return rows_ - missing_; }
  [[nodiscard]] std::size_t distinct() const { return values_.size(); }  // at most distinct_max
  [[nodiscard]] bool distinct_beyond() const { return distinct_beyond_; }
  [[nodiscard]] const std::map<std::string, std::int64_t, std::less<>>& values() const { return values_; }
  [[nodiscard]] std::optional<double> low() const { return numbers_ > 0 ? std::optional(low_) : std::nullopt; }
  [[nodiscard]] std::optional<double> high() const { return numbers_ > 0 ? std::optional(high_) : std::nullopt; }
  [[nodiscard]] bool all_numbers() const { return answered() > 0 && numbers_ == answered(); }
  // Of a date column: the form that most cells have; the European one where day and month could change places.
  [[nodiscard]] DateForm date_form() const;
  [[nodiscard]] bool date_form_open() const;  // day and month could change places in every cell
  // A scale of 0..5 or 0..7 with 0 seen: 0 is proposed as "not applicable", and so are words that say so ("n.v.t.").
  [[nodiscard]] std::vector<std::string> proposed_not_applicable() const;
  // Of a scale: words and codes that stand for no answer ("weet niet", -9, 99).
  [[nodiscard]] std::vector<std::string> proposed_missing() const;
  // Of a scale written in words: its points from low to high; empty where the points are numbers.
  [[nodiscard]] std::vector<std::string> scale_labels() const { return scale().labels; }
  // Cells of a scale that are no point of it and stand for nothing known: they will be refused by their line.
  [[nodiscard]] std::int64_t strays() const { return scale().strays; }
  [[nodiscard]] std::vector<std::string> examples(std::size_t most) const;

 private:
  // The scale that nearly all cells fit: a slip of the hand in one of them does not make it something else.
  struct Scale {
    ColumnKind kind = ColumnKind::empty;  // score, scale5, scale7; empty: none
    std::vector<std::string> labels{};
    std::int64_t strays = 0;
  };
  [[nodiscard]] Scale scale() const;
  [[nodiscard]] bool whole_in(double low, double high) const;
  [[nodiscard]] bool date_like() const;
  std::int64_t rows_ = 0;
  std::int64_t missing_ = 0;
  std::int64_t numbers_ = 0;
  std::int64_t whole_ = 0;
  std::int64_t percent_signs_ = 0;
  std::int64_t long_cells_ = 0;  // more than 60 bytes
  std::int64_t cells_with_blanks_ = 0;
  std::int64_t bytes_ = 0;
  std::array<std::int64_t, 4> dates_{};
  double low_ = 0;
  double high_ = 0;
  std::map<std::string, std::int64_t, std::less<>> values_;
  bool distinct_beyond_ = false;
  std::int64_t repeated_ = 0;  // cells equal to one seen before, as far as distinct values are kept
  std::vector<std::string> first_;
};

}  // namespace goud::formats
