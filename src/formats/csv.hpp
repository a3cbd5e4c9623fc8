// Comma separated values, read as they come and written so that they read back.
//
// Reading follows RFC 4180 and forgives what real files do without changing what they mean: CR, LF and CRLF each end a row,
// a quote inside an unquoted cell is a quote, blank lines are no rows. It refuses by line what has no one meaning: text
// after a closing quote, a quote that is never closed, NUL, broken UTF-8, cells, rows or columns beyond the limits.
// Rows may differ in length: who reads knows how many columns there should be, and `line()` says where.
// Always true: memory is bounded by the limits, whatever the file; cells are valid until the next call.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/decompress.hpp"
#include "kernel/fault.hpp"

namespace goud::formats {

struct CsvLimits {
  std::size_t cell_bytes_max = std::size_t{1} << 20U;
  std::size_t row_bytes_max = std::size_t{16} << 20U;
  std::size_t columns_max = 8192;
};

class CsvReader {
 public:
  // The source gives UTF-8 and outlives the reader. With ' ' as delimiter any run of blanks is one, as in printed columns.
  CsvReader(ByteSource& source, char delimiter, CsvLimits limits = {});

  [[nodiscard]] Result<bool> next();  // false at the end
  [[nodiscard]] const std::vector<std::string_view>& cells() const { return cells_; }
  [[nodiscard]] std::int64_t line() const { return row_line_; }  // of the row's first character, from 1

 private:
  enum class Step { row, blank, more, end, refused };
  struct Piece {
    std::size_t start;
    std::size_t size;
    bool doubled;  // holds "" that stand for "
  };
  Step scan();
  Step note(std::size_t start, std::size_t size, bool doubled);
  Result<bool> fill();
  Step fail(std::string key, std::int64_t line);
  Result<bool> hand_out();

  ByteSource& source_;
  char delimiter_;
  std::array<bool, 256> stops_{};  // what ends an unquoted cell
  CsvLimits limits_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;  // of the row being read
  std::size_t end_ = 0;    // of what was read
  std::size_t after_ = 0;  // where the next row begins
  bool at_end_ = false;
  std::int64_t line_ = 1;
  std::int64_t next_line_ = 1;
  std::int64_t row_line_ = 0;
  std::vector<Piece> pieces_;
  std::vector<std::string_view> cells_;
  Fault fault_{FaultKind::invalid, {}};
};

// Appends to a string; rows end in CRLF. Text that a spreadsheet would take for a formula (it begins with = + - @ tab or
// CR) gets an apostrophe in front, and so does text that begins with apostrophes and then one of these: so it reads back.
class CsvWriter {
 public:
  explicit CsvWriter(std::string& out, char delimiter = ',') : out_(out), delimiter_(delimiter) {}
  CsvWriter& text(std::string_view);
  CsvWriter& number(std::int64_t);
  CsvWriter& number(double);  // the shortest that reads back; not finite is an empty cell
  CsvWriter& empty();
  void end_row();

 private:
  void separate();
  std::string& out_;
  char delimiter_;
  bool first_ = true;
};

[[nodiscard]] bool formula_prefixed(std::string_view cell);  // cheap where it is not
// What the writer was given, from what it wrote.
[[nodiscard]] std::string_view without_formula_prefix(std::string_view cell);

}  // namespace goud::formats
