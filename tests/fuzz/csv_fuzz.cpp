// Any bytes: the shape is found or refused, rows are read or refused, and what is written of them reads back the same.
//   clang++-14 -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -Isrc tests/fuzz/csv_fuzz.cpp
//     src/formats/{csv,encoding,decompress,sniff,column_kind,dates}.cpp -lz -llzma -o csv_fuzz && ./csv_fuzz -max_total_time=20
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "formats/column_kind.hpp"
#include "formats/csv.hpp"
#include "formats/encoding.hpp"
#include "formats/sniff.hpp"

namespace formats = goud::formats;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(formats::ByteSource& source, char delimiter) {
  formats::CsvLimits limits;
  limits.row_bytes_max = 1U << 20U;
  formats::CsvReader reader(source, delimiter, limits);
  Rows rows;
  std::int64_t line = 0;
  while (true) {
    auto more = reader.next();
    if (!more || !*more) return rows;
    if (reader.line() <= line || reader.cells().empty()) std::abort();
    line = reader.line();
    rows.emplace_back(reader.cells().begin(), reader.cells().end());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  auto plain = formats::unpacked(formats::bytes_of(bytes), 1 << 20);
  if (plain) (void)formats::read_head(**plain, 1U << 21U);

  const auto encoding = formats::encoding_of(bytes);
  auto text = formats::as_utf8(formats::bytes_of(bytes), encoding);
  auto utf8 = formats::read_head(*text, size * 4);
  if (!utf8) return 0;
  const auto shape = formats::shape_of(*utf8, formats::HeadIs::whole);
  const char delimiter = shape ? shape->delimiter : ',';
  auto source = formats::bytes_of(*utf8);
  const Rows rows = rows_of(*source, delimiter);

  std::string out;
  formats::CsvWriter writer(out);
  formats::ColumnProfile profile;
  for (const auto& row : rows) {
    for (const auto& cell : row) {
      writer.text(cell);
      profile.add(cell);
    }
    writer.end_row();
  }
  (void)profile.kind("date");
  auto written = formats::bytes_of(out);
  Rows back = rows_of(*written, ',');
  for (auto& row : back) {
    for (auto& cell : row) cell = std::string(formats::without_formula_prefix(cell));
  }
  if (back != rows) std::abort();
  return 0;
}
