// Bytes a second through the CSV reader, on a table of 20 ratings and a sentence made here; one number a line.
#include <chrono>
#include <cstdio>
#include <string>

#include "formats/column_kind.hpp"
#include "formats/csv.hpp"

int main() {
  std::string text = "id,day";
  for (int i = 0; i < 20; ++i) text += ",rating " + std::to_string(i);
  text += ",story\r\n";
  for (int row = 0; row < 1'000'000; ++row) {
    text += std::to_string(row) + ",2026-11-23";
    for (int i = 0; i < 20; ++i) {
      text += ',';
      text += static_cast<char>('1' + (row * 7 + i * 3) % 5);
    }
    text += row % 10 == 0 ? ",\"De kamer was klaar, zei ze: \"\"welkom\"\".\"\r\n" : ",\r\n";
  }
  const auto source = goud::formats::bytes_of(std::move(text));
  goud::formats::CsvReader reader(*source, ',');
  std::int64_t rows = 0;
  std::size_t bytes = 0;
  double sum = 0;
  const auto start = std::chrono::steady_clock::now();
  while (*reader.next()) {
    ++rows;
    for (const auto cell : reader.cells()) bytes += cell.size() + 1;
    for (std::size_t i = 2; i < 22; ++i) sum += reader.cells()[i][0];
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::printf("csv_rows_per_second %.0f\ncsv_megabytes_per_second %.0f\nchecksum %.0f\n", rows / seconds, bytes / seconds / 1e6, sum);
}
