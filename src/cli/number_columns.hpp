// The complete rows of a file as columns: numbers as a matrix, words as numbered categories.
// Always true: every column has the same rows, those with a value in each column named; a cell that is no number where one
// is wanted is refused with its line.
#pragma once

#include "cli/file_verb.hpp"
#include "stats/matrix.hpp"

namespace goud::cli {

struct Categories {
  std::vector<std::string> names;  // in the order of numbers where all are, else of letters
  std::vector<std::int32_t> of;    // per row, a place in names
};

struct NumberColumns {
  stats::Matrix numbers;            // a column per column asked for
  std::vector<Categories> words;    // likewise
  std::vector<double> weights;      // empty without --weight
  std::vector<std::int64_t> lines;  // of each row kept
  std::int64_t rows = 0;            // read from the file, complete or not
};

enum class Incomplete { left_out, kept };  // kept: a missing number is NaN, a missing word is category -1

[[nodiscard]] Result<NumberColumns> read_columns(FileRows&, const std::vector<std::size_t>& numbers,
                                                 const std::vector<std::size_t>& words, Progress&,
                                                 Incomplete = Incomplete::left_out);
[[nodiscard]] bool numbers_before_letters(std::string_view a, std::string_view b);  // the order of categories

}  // namespace goud::cli
