#include "formats/csv.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

#include "formats/encoding.hpp"

namespace goud::formats {

namespace {

constexpr std::size_t block = 256 * 1024;

bool any_high_byte(const char* at, std::size_t size) {
  std::uint64_t seen = 0;
  for (; size >= 8; at += 8, size -= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, 8);
    seen |= word;
  }
  for (; size > 0; ++at, --size) seen |= static_cast<unsigned char>(*at);
  return (seen & 0x8080808080808080ULL) != 0;
}

}  // namespace

CsvReader::CsvReader(ByteSource& source, char delimiter, CsvLimits limits)
    : source_(source), delimiter_(delimiter), limits_(limits), buffer_(block) {
  for (const char c : {delimiter_, '\n', '\r', '\0'}) stops_[static_cast<unsigned char>(c)] = true;
}

Result<bool> CsvReader::fill() {
  if (at_end_) return false;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == buffer_.size()) {
    if (buffer_.size() > limits_.row_bytes_max) {
      fail("formats.csv.row_too_long", line_);
      return refuse(fault_);
    }
    buffer_.resize(buffer_.size() * 2);
  }
  // Fill up before scanning: a row that did not fit is scanned again from its start, so do that seldom.
  while (end_ < buffer_.size()) {
    auto got = source_.read(std::span(buffer_).subspan(end_));
    if (!got) return refuse(got.error());
    if (*got == 0) {
      at_end_ = true;
      break;
    }
    end_ += *got;
  }
  return true;
}

CsvReader::Step CsvReader::fail(std::string key, std::int64_t line) {
  fault_ = Fault{FaultKind::invalid,
                 std::move(key),
                 {},
                 {{"line", std::to_string(line)}, {"column", std::to_string(pieces_.size() + 1)}}};
  return Step::refused;
}

CsvReader::Step CsvReader::note(std::size_t start, std::size_t size, bool doubled) {
  if (size > limits_.cell_bytes_max) return fail("formats.csv.cell_too_long", next_line_);
  if (pieces_.size() >= limits_.columns_max) return fail("formats.csv.too_many_columns", next_line_);
  pieces_.push_back({start, size, doubled});
  return Step::row;
}

// Reads one row from begin_ without changing the bytes, so that it can start over when more has come.
CsvReader::Step CsvReader::scan() {
  pieces_.clear();
  next_line_ = line_;
  const char* const data = buffer_.data();
  std::size_t at = begin_;
  if (at == end_) return at_end_ ? Step::end : Step::more;
  const bool blanks = delimiter_ == ' ';

  while (true) {
    if (blanks) {
      while (at < end_ && data[at] == ' ') ++at;
      if (at == end_ && !at_end_) return Step::more;
    }
    std::size_t start = at;
    std::size_t size = 0;
    bool doubled = false;
    if (at < end_ && data[at] == '"') {
      const std::int64_t opened = next_line_;
      start = ++at;
      while (true) {
        while (at < end_ && data[at] != '"' && data[at] != '\n' && data[at] != '\r' && data[at] != '\0') ++at;
        if (at == end_) {
          if (!at_end_) return Step::more;
          return fail("formats.csv.quote_open", opened);
        }
        if (data[at] == '\0') return fail("formats.csv.nul", next_line_);
        if (data[at] == '"') {
          if (at + 1 == end_ && !at_end_) return Step::more;
          if (at + 1 < end_ && data[at + 1] == '"') {
            doubled = true;
            at += 2;
            continue;
          }
          break;
        }
        if (data[at] == '\r' && at + 1 == end_ && !at_end_) return Step::more;
        if (data[at] == '\n' || at + 1 == end_ || data[at + 1] != '\n') ++next_line_;
        ++at;
      }
      size = at - start;
      ++at;
      if (at == end_ && !at_end_) return Step::more;
      if (at < end_ && !stops_[static_cast<unsigned char>(data[at])]) return fail("formats.csv.after_quote", next_line_);
    } else {
      while (at < end_ && !stops_[static_cast<unsigned char>(data[at])]) ++at;
      size = at - start;
    }
    if (at == end_ && !at_end_) return Step::more;
    if (at < end_ && data[at] == '\0') return fail("formats.csv.nul", next_line_);
    const bool row_ends = at == end_ || data[at] != delimiter_;
    const bool quoted = start > begin_ && data[start - 1] == '"';
    // Printed columns may end in blanks: no cell follows them.
    const bool trailing_blank = blanks && row_ends && size == 0 && !quoted && !pieces_.empty();
    if (!trailing_blank && note(start, size, doubled) == Step::refused) return Step::refused;
    if (!row_ends) {
      ++at;
      if (at == end_ && !at_end_) return Step::more;
      continue;
    }
    if (at < end_) {
      if (data[at] == '\r') {
        if (at + 1 == end_ && !at_end_) return Step::more;
        if (at + 1 < end_ && data[at + 1] == '\n') ++at;
      }
      ++at;
      ++next_line_;
    }
    after_ = at;
    return pieces_.size() == 1 && size == 0 && !quoted ? Step::blank : Step::row;
  }
}

Result<bool> CsvReader::hand_out() {
  row_line_ = line_;
  cells_.clear();
  char* const data = buffer_.data();
  for (auto& piece : pieces_) {
    if (piece.doubled) {
      std::size_t to = piece.start;
      for (std::size_t from = piece.start; from < piece.start + piece.size; ++from) {
        data[to++] = data[from];
        if (data[from] == '"') ++from;
      }
      piece.size = to - piece.start;
    }
    cells_.emplace_back(data + piece.start, piece.size);
  }
  if (any_high_byte(data + begin_, after_ - begin_)) {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (holds_utf8(cells_[i])) continue;
      return refuse(FaultKind::invalid, "formats.csv.not_utf8",
                    {{"line", std::to_string(line_)}, {"column", std::to_string(i + 1)}});
    }
  }
  begin_ = after_;
  line_ = next_line_;
  return true;
}

Result<bool> CsvReader::next() {
  while (true) {
    switch (scan()) {
      case Step::row: return hand_out();
      case Step::blank:
        begin_ = after_;
        line_ = next_line_;
        break;
      case Step::more:
        if (auto filled = fill(); !filled) return refuse(filled.error());
        break;
      case Step::end: return false;
      case Step::refused: return refuse(fault_);
    }
  }
}

namespace {
bool starts_formula(char c) { return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r'; }
// Apostrophes, then what starts a formula.
bool formula_after_apostrophes(std::string_view cell) {
  const auto at = cell.find_first_not_of('\'');
  return at != std::string_view::npos && starts_formula(cell[at]);
}
}  // namespace

bool formula_prefixed(std::string_view cell) { return cell.starts_with('\'') && formula_after_apostrophes(cell); }

std::string_view without_formula_prefix(std::string_view cell) {
  return formula_prefixed(cell) ? cell.substr(1) : cell;
}

void CsvWriter::separate() {
  if (!first_) out_ += delimiter_;
  first_ = false;
}

CsvWriter& CsvWriter::text(std::string_view cell) {
  separate();
  const bool prefix = formula_after_apostrophes(cell);
  bool quote = cell.empty() ? false : cell.front() == ' ' || cell.back() == ' ';
  for (const char c : cell) quote = quote || c == delimiter_ || c == '"' || c == '\n' || c == '\r';
  if (!quote) {
    if (prefix) out_ += '\'';
    out_ += cell;
    return *this;
  }
  out_ += '"';
  if (prefix) out_ += '\'';
  for (const char c : cell) {
    if (c == '"') out_ += '"';
    out_ += c;
  }
  out_ += '"';
  return *this;
}

CsvWriter& CsvWriter::number(std::int64_t value) {
  separate();
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out_.append(digits.data(), end);
  return *this;
}

CsvWriter& CsvWriter::number(double value) {
  separate();
  if (!std::isfinite(value)) return *this;
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out_.append(digits.data(), end);
  return *this;
}

CsvWriter& CsvWriter::empty() {
  separate();
  return *this;
}

void CsvWriter::end_row() {
  // A row of one empty cell would be a blank line, which is no row.
  if (first_ || out_.empty() || out_.back() == '\n') out_ += "\"\"";
  out_ += "\r\n";
  first_ = true;
}

}  // namespace goud::formats
