// Any survey file as rows of text: CSV and TSV (also packed by gzip or xz), SPSS .sav and .zsav, and Parquet through a
// reader that the caller brings (it belongs to the column store). Found by the first bytes, not by the name.
// Always true: rows come one by one in the order of the file and memory does not grow with it; each() may be called again
// and gives the same rows; a cell is valid inside the callback. A missing value of SPSS is an empty cell.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/column_kind.hpp"
#include "formats/encoding.hpp"
#include "kernel/fault.hpp"

namespace goud::formats {

struct TableColumn {
  std::string name;
  std::string label{};                               // the question in words, where the file has it
  std::map<std::string, std::string> value_labels{};  // "1" -> "very good", from SPSS
};

struct TableRow {
  std::int64_t line;   // where it begins in the file; the number of the row, from 1, where a file has no lines
  const std::vector<std::string_view>& cells;
  bool fits;           // as many cells as there are columns
};

// What was found about the file, to show to a person.
struct TableShape {
  std::string format;    // "csv", "sav", "parquet"
  std::string encoding;  // "utf-8"; empty where the format settles it
  char delimiter = '\0';
  int header_rows = 0;
  Decimal decimal = Decimal::point;
};

class Table {
 public:
  // False: enough. A fault stops the reading and is given back.
  using EachRow = std::function<Result<bool>(const TableRow&)>;
  virtual ~Table() = default;
  [[nodiscard]] virtual const std::vector<TableColumn>& columns() const = 0;
  [[nodiscard]] virtual const TableShape& shape() const = 0;
  [[nodiscard]] virtual Done each(const EachRow&) = 0;
};

struct TableOptions {
  std::optional<Encoding> encoding{};
  std::optional<char> delimiter{};
  std::optional<int> header_rows{};
  std::int64_t bytes_max = std::int64_t{1} << 40U;  // unpacked
  std::function<Result<std::unique_ptr<Table>>(const std::string& path)> parquet{};
};

[[nodiscard]] Result<std::unique_ptr<Table>> open_table(const std::string& path, const TableOptions& = {});
// A text table in memory, for what came over the network whole.
[[nodiscard]] Result<std::unique_ptr<Table>> table_of(std::string text, const TableOptions& = {});

}  // namespace goud::formats
