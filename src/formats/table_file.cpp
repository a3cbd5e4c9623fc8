#include "formats/table_file.hpp"

#include <algorithm>

#include "formats/csv.hpp"
#include "formats/sav.hpp"
#include "formats/sniff.hpp"

namespace goud::formats {

namespace {

constexpr std::size_t head_size = std::size_t{4} << 20U;

// Opens the same bytes anew each time.
using Opener = std::function<Result<std::unique_ptr<ByteSource>>()>;

class TextTable final : public Table {
 public:
  TextTable(Opener open, Encoding encoding, TextShape shape, Decimal decimal)
      : open_(std::move(open)), encoding_(encoding), shape_(std::move(shape)) {
    told_ = {"csv", std::string(name_of(encoding)), shape_.delimiter, shape_.header_rows, decimal};
    for (std::size_t i = 0; i < shape_.names.size(); ++i) columns_.push_back({shape_.names[i], shape_.labels[i]});
  }
  const std::vector<TableColumn>& columns() const override { return columns_; }
  const TableShape& shape() const override { return told_; }

  Done each(const EachRow& tell) override {
    auto raw = open_();
    if (!raw) return refuse(raw.error());
    const auto text = as_utf8(std::move(*raw), encoding_);
    CsvReader reader(*text, shape_.delimiter);
    for (int i = 0; i < shape_.header_rows; ++i) {
      if (auto more = reader.next(); !more) return refuse(more.error());
    }
    std::vector<std::string_view> plain;
    while (true) {
      auto more = reader.next();
      if (!more) return refuse(more.error());
      if (!*more) return {};
      const auto& cells = reader.cells();
      // What an export wrote behind an apostrophe, so that a spreadsheet takes it for text, is read as it was.
      const bool prefixed = std::any_of(cells.begin(), cells.end(), formula_prefixed);
      if (prefixed) {
        plain.clear();
        for (const auto cell : cells) plain.push_back(without_formula_prefix(cell));
      }
      auto on = tell({reader.line(), prefixed ? plain : cells, cells.size() == columns_.size()});
      if (!on) return refuse(on.error());
      if (!*on) return {};
    }
  }

 private:
  Opener open_;
  Encoding encoding_;
  TextShape shape_;
  TableShape told_;
  std::vector<TableColumn> columns_;
};

// 1,5 beside nothing like 1.5: a file of a country that writes a comma. With commas between the cells that cannot be.
Decimal decimal_of(std::string_view head, char delimiter) {
  if (delimiter == ',') return Decimal::point;
  const auto source = bytes_of(std::string(head));
  CsvReader reader(*source, delimiter);
  std::int64_t commas = 0;
  std::int64_t points = 0;
  for (int row = 0; row < 500; ++row) {
    auto more = reader.next();
    if (!more || !*more) break;
    for (const auto cell : reader.cells()) {
      if (cell.find(',') != std::string_view::npos && number_of(cell, Decimal::comma)) ++commas;
      if (cell.find('.') != std::string_view::npos && number_of(cell)) ++points;
    }
  }
  return commas > points ? Decimal::comma : Decimal::point;
}

// The form of a survey, a web page or another JSON or XML: text, but no rows and columns.
bool no_table(std::string_view text) {
  const auto start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return false;
  text.remove_prefix(start);
  const bool json = text.front() == '{' || text.starts_with("[{");
  const bool xml = text.starts_with("<?xml") || text.starts_with("<!DOCTYPE") || text.starts_with("<!doctype") || text.starts_with("<html");
  return json || xml;
}

Result<std::unique_ptr<Table>> text_table(Opener open, const TableOptions& options) {
  auto raw = open();
  if (!raw) return refuse(raw.error());
  auto head = read_head(**raw, head_size);
  if (!head) return refuse(head.error());
  if (head->empty()) return refuse(FaultKind::invalid, "formats.file.empty");
  const HeadIs extent = head->size() < head_size ? HeadIs::whole : HeadIs::part;
  const Encoding encoding = options.encoding ? *options.encoding : encoding_of(*head);
  const auto text = as_utf8(bytes_of(std::move(*head)), encoding);
  std::string utf8;
  while (true) {
    auto more = read_head(*text, head_size);
    if (!more) {
      if (extent == HeadIs::part && !utf8.empty()) break;
      return refuse(more.error());
    }
    if (more->empty()) break;
    utf8 += *more;
  }
  if (no_table(utf8)) return refuse(FaultKind::invalid, "formats.file.no_table");
  auto shape = shape_of(utf8, extent, options.delimiter, options.header_rows);
  if (!shape) return refuse(shape.error());
  const Decimal decimal = decimal_of(utf8, shape->delimiter);
  return std::make_unique<TextTable>(std::move(open), encoding, std::move(*shape), decimal);
}

}  // namespace

Result<std::unique_ptr<Table>> open_table(const std::string& path, const TableOptions& options) {
  auto source = open_bytes(path);
  if (!source) return refuse(source.error());
  auto head = read_head(**source, 4);
  if (!head) return refuse(head.error());
  if (*head == "$FL2" || *head == "$FL3") return open_sav(path);
  if (*head == "PAR1") {
    if (!options.parquet) return refuse(FaultKind::invalid, "formats.file.parquet_not_here");
    return options.parquet(path);
  }
  if (head->starts_with("PK\x03\x04")) return refuse(FaultKind::invalid, "formats.file.spreadsheet");
  const std::int64_t bytes_max = options.bytes_max;
  return text_table(
      [path, bytes_max]() -> Result<std::unique_ptr<ByteSource>> {
        auto bytes = open_bytes(path);
        if (!bytes) return refuse(bytes.error());
        return unpacked(std::move(*bytes), bytes_max);
      },
      options);
}

Result<std::unique_ptr<Table>> table_of(std::string text, const TableOptions& options) {
  auto whole = std::make_shared<std::string>(std::move(text));
  const std::int64_t bytes_max = options.bytes_max;
  return text_table([whole, bytes_max] { return unpacked(bytes_of(*whole), bytes_max); }, options);
}

}  // namespace goud::formats
