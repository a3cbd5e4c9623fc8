#include "formats/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace goud::formats {
namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Read {
  Rows rows;
  std::vector<std::int64_t> lines;
  std::string fault;
  std::map<std::string, std::string> args;
};

// Gives the bytes in pieces of one size, so that every cut falls everywhere.
class Pieces final : public ByteSource {
 public:
  Pieces(std::string text, std::size_t size) : text_(std::move(text)), size_(size) {}
  Result<std::size_t> read(std::span<char> into) override {
    const std::size_t got = std::min({into.size(), size_, text_.size() - at_});
    std::copy_n(text_.data() + at_, got, into.data());
    at_ += got;
    return got;
  }

 private:
  std::string text_;
  std::size_t size_;
  std::size_t at_ = 0;
};

Read read(const std::string& text, char delimiter = ',', CsvLimits limits = {}, std::size_t piece = 1 << 20) {
  Pieces source(text, piece);
  CsvReader reader(source, delimiter, limits);
  Read result;
  while (true) {
    auto more = reader.next();
    if (!more) {
      result.fault = more.error().key;
      result.args = more.error().args;
      return result;
    }
    if (!*more) return result;
    result.rows.emplace_back(reader.cells().begin(), reader.cells().end());
    result.lines.push_back(reader.line());
  }
}

TEST(CsvReaderTest, TheExamplesOfRfc4180) {
  EXPECT_EQ(read("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n").rows, (Rows{{"aaa", "bbb", "ccc"}, {"zzz", "yyy", "xxx"}}));
  EXPECT_EQ(read("aaa,bbb,ccc\r\nzzz,yyy,xxx").rows.size(), 2u);
  EXPECT_EQ(read("\"aaa\",\"b \r\nbb\",\"ccc\"\r\nzzz,yyy,xxx").rows, (Rows{{"aaa", "b \r\nbb", "ccc"}, {"zzz", "yyy", "xxx"}}));
  EXPECT_EQ(read("\"aaa\",\"b\"\"bb\",\"ccc\"").rows, (Rows{{"aaa", "b\"bb", "ccc"}}));
}

TEST(CsvReaderTest, EveryLineEndAndTheLineNumbersAfterThem) {
  for (const char* end : {"\n", "\r\n", "\r"}) {
    const std::string e = end;
    const auto got = read("a,b" + e + "\"1" + e + "2\",x" + e + e + "c,d");
    EXPECT_EQ(got.rows, (Rows{{"a", "b"}, {"1" + e + "2", "x"}, {"c", "d"}}));
    EXPECT_EQ(got.lines, (std::vector<std::int64_t>{1, 2, 5}));
  }
}

TEST(CsvReaderTest, EmptyCellsStayAndBlankLinesGo) {
  EXPECT_EQ(read(",\n\n\"\"\n,,").rows, (Rows{{"", ""}, {""}, {"", "", ""}}));
  EXPECT_TRUE(read("").rows.empty());
  EXPECT_TRUE(read("\n\r\n\r").rows.empty());
}

TEST(CsvReaderTest, AQuoteInsideAnUnquotedCellIsAQuote) {
  EXPECT_EQ(read("5\" disk,it's").rows, (Rows{{"5\" disk", "it's"}}));
}

TEST(CsvReaderTest, RowsMayDifferInLength) {
  EXPECT_EQ(read("a,b,c\n1\n1,2,3,4").rows, (Rows{{"a", "b", "c"}, {"1"}, {"1", "2", "3", "4"}}));
}

TEST(CsvReaderTest, RefusesByLineAndColumn) {
  using testing::Pair;
  using testing::UnorderedElementsAre;
  const auto nul = read(std::string("a,b\nc,d\0e", 9));
  EXPECT_EQ(nul.fault, "formats.csv.nul");
  EXPECT_THAT(nul.args, UnorderedElementsAre(Pair("line", "2"), Pair("column", "2")));
  EXPECT_EQ(nul.rows.size(), 1u);
  const auto open = read("a,b\n\"c\nd\ne");
  EXPECT_EQ(open.fault, "formats.csv.quote_open");
  EXPECT_EQ(open.args.at("line"), "2");
  const auto after = read("a\n\"b\" c\n");
  EXPECT_EQ(after.fault, "formats.csv.after_quote");
  EXPECT_EQ(after.args.at("line"), "2");
  const auto latin = read("a,b\nx,caf\xE9\n");
  EXPECT_EQ(latin.fault, "formats.csv.not_utf8");
  EXPECT_THAT(latin.args, UnorderedElementsAre(Pair("line", "2"), Pair("column", "2")));
  EXPECT_EQ(read("a\n\"b" + std::string(1, '\0') + "\"").fault, "formats.csv.nul");
}

TEST(CsvReaderTest, LimitsHoldMemory) {
  CsvLimits limits;
  limits.cell_bytes_max = 100;
  limits.columns_max = 5;
  limits.row_bytes_max = 1000;
  EXPECT_EQ(read("a\n" + std::string(101, 'x'), ',', limits).fault, "formats.csv.cell_too_long");
  EXPECT_EQ(read("a\n" + std::string(100, 'x'), ',', limits).fault, "");
  EXPECT_EQ(read("1,2,3,4,5,6", ',', limits).fault, "formats.csv.too_many_columns");
  EXPECT_EQ(read("a\n\"" + std::string(10 << 20, 'x'), ',', limits).fault, "formats.csv.row_too_long");
}

TEST(CsvReaderTest, EmojiAndDutchPass) {
  EXPECT_EQ(read("h\xC3\xA9, \xF0\x9F\x98\x80\n").rows, (Rows{{"h\xC3\xA9", " \xF0\x9F\x98\x80"}}));
}

TEST(CsvReaderTest, PrintedColumnsHaveRunsOfBlanks) {
  EXPECT_EQ(read(" 00001 0001 19970101  1  11.77 \n 2 3 4\n", ' ').rows,
            (Rows{{"00001", "0001", "19970101", "1", "11.77"}, {"2", "3", "4"}}));
}

TEST(CsvReaderTest, CutsInTheInputChangeNothing) {
  const std::string text = "a,\"b\"\"c\r\nd\",e\r\n\r\nf,,\"\"\r\n\xC3\xA9,g,h";
  const auto whole = read(text);
  for (std::size_t piece = 1; piece < 12; ++piece) {
    const auto cut = read(text, ',', {}, piece);
    EXPECT_EQ(cut.rows, whole.rows);
    EXPECT_EQ(cut.lines, whole.lines);
  }
}

TEST(CsvReaderTest, MoreThanABufferOfRowsComesThroughWhole) {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += std::to_string(i) + ",\"x\"\"" + std::to_string(i % 97) + "\"\n";
  Pieces source(text, 8191);
  CsvReader reader(source, ',');
  std::int64_t i = 0;
  while (*reader.next()) {
    ASSERT_EQ(reader.cells()[0], std::to_string(i));
    ASSERT_EQ(reader.cells()[1], "x\"" + std::to_string(i % 97));
    ASSERT_EQ(reader.line(), ++i);
  }
  EXPECT_EQ(i, 200'000);
}

TEST(CsvWriterTest, WhatAnyTextIsWrittenAsReadsBack) {
  std::mt19937 draw(13);
  const std::string letters = "=+-@\t\r\n\"', ;ab1\xC3\xA9";
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::string> row(1 + draw() % 4);
    for (auto& cell : row) {
      for (std::size_t i = draw() % 6; i > 0; --i) {
        const char c = letters[draw() % (letters.size() - 2)];
        cell += c;
      }
      if (draw() % 5 == 0) cell += "\xC3\xA9";
    }
    std::string out;
    CsvWriter writer(out);
    for (const auto& cell : row) writer.text(cell);
    writer.end_row();
    const auto back = read(out);
    ASSERT_EQ(back.rows.size(), 1u) << out;
    ASSERT_EQ(back.rows[0].size(), row.size()) << out;
    for (std::size_t i = 0; i < row.size(); ++i) {
      ASSERT_EQ(without_formula_prefix(back.rows[0][i]), row[i]) << out;
      const char first = back.rows[0][i].empty() ? 'x' : back.rows[0][i][0];
      ASSERT_EQ(std::string("=+-@\t\r").find(first), std::string::npos) << out;
    }
  }
}

TEST(CsvWriterTest, NumbersAreNumbersAndCellsArePlain) {
  std::string out;
  CsvWriter writer(out);
  writer.number(std::int64_t{-5}).number(0.1).number(1.0 / 0.0).empty().text("=1+1").text("a,b").end_row();
  writer.text("'=x").text("'s avonds").end_row();
  writer.empty().end_row();
  EXPECT_EQ(out, "-5,0.1,,,'=1+1,\"a,b\"\r\n''=x,'s avonds\r\n\"\"\r\n");
}

}  // namespace
}  // namespace goud::formats
