#include "formats/table_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace goud::formats {
namespace {

using testing::ElementsAre;

struct Whole {
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> rows;
  std::int64_t unfit = 0;
  std::string fault;
  TableShape shape;
  std::vector<TableColumn> columns;
};

Whole whole_of(Result<std::unique_ptr<Table>> table) {
  Whole whole;
  if (!table) {
    whole.fault = table.error().key;
    return whole;
  }
  whole.shape = (*table)->shape();
  whole.columns = (*table)->columns();
  for (const auto& column : whole.columns) whole.names.push_back(column.name);
  auto done = (*table)->each([&](const TableRow& row) -> Result<bool> {
    whole.rows.emplace_back(row.cells.begin(), row.cells.end());
    if (!row.fits) ++whole.unfit;
    return true;
  });
  if (!done) whole.fault = done.error().key;
  return whole;
}

TEST(TableFile, WhatAnExportWroteBehindAnApostropheIsReadAsItWas) {
  const auto read = whole_of(table_of("a,b\n'=1+1,'plain\n''-3,'@x\n"));
  EXPECT_THAT(read.rows, ElementsAre(ElementsAre("=1+1", "'plain"), ElementsAre("'-3", "@x")));
}

std::string utf16(std::string_view ascii, bool little, bool bom) {
  std::string out = bom ? (little ? "\xFF\xFE" : "\xFE\xFF") : "";
  for (const char c : ascii) {
    out += little ? c : '\0';
    out += little ? '\0' : c;
  }
  return out;
}

std::string gzipped(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string out(text.size() + 200, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

TEST(TableTest, FindsDelimiterHeaderAndEncoding) {
  EXPECT_EQ(whole_of(table_of("a;b\n1;2\n3;4\n")).shape.delimiter, ';');
  EXPECT_EQ(whole_of(table_of("a\tb\n1\t2,5\n3\t4,5\n")).shape.delimiter, '\t');
  EXPECT_EQ(whole_of(table_of("a|b\n1|2\n")).shape.delimiter, '|');
  const auto comma_decimals = whole_of(table_of("a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5\n"));
  EXPECT_EQ(comma_decimals.shape.delimiter, ';');
  EXPECT_EQ(comma_decimals.shape.decimal, Decimal::comma);
  const auto bare = whole_of(table_of("1,2\n3,4\n"));
  EXPECT_EQ(bare.shape.header_rows, 0);
  EXPECT_THAT(bare.names, ElementsAre("column 1", "column 2"));
  EXPECT_EQ(bare.rows.size(), 2u);
  EXPECT_THAT(whole_of(table_of("\xEF\xBB\xBF" "a,b\n1,2\n")).names, ElementsAre("a", "b"));
  for (bool little : {true, false}) {
    for (bool bom : {true, false}) {
      const auto read = whole_of(table_of(utf16("naam,cijfer\nan,9\nbo,7\n", little, bom)));
      EXPECT_THAT(read.names, ElementsAre("naam", "cijfer"));
      EXPECT_EQ(read.rows.size(), 2u);
    }
  }
  const auto windows = whole_of(table_of("naam,zin\nRen\xE9,\x93heel goed\x94\nan,caf\xE9\n"));
  EXPECT_EQ(windows.shape.encoding, "windows-1252");
  EXPECT_EQ(windows.rows[0][0], "Ren\xC3\xA9");
  const auto mac = whole_of(table_of("naam,zin\nRen\x8E,\xD2heel goed\xD3\nan,caf\x8E\n"));
  EXPECT_EQ(mac.shape.encoding, "mac-roman");
  EXPECT_EQ(mac.rows[0][0], "Ren\xC3\xA9");
}

TEST(TableTest, TwoEncodingsInOneFileAreSaidAndNotGarbled) {
  EXPECT_EQ(whole_of(table_of("naam,cijfer\ncaf\xC3\xA9,1\ncaf\xC3\xA9,2\ncaf\xE9,3\n")).fault, "formats.csv.not_utf8");
  EXPECT_EQ(whole_of(table_of("naam,cijfer\ncaf\xE9,1\ncaf\xC3\xA9,2\ncaf\xE9,3\n")).fault, "formats.csv.not_utf8");
}

TEST(TableTest, ColumnsAllHaveANameOfTheirOwn) {
  EXPECT_THAT(whole_of(table_of("a,a,,\nx,y,z,w\n")).names, ElementsAre("a", "a (2)", "column 3", "column 4"));
}

TEST(TableTest, KnownHeadsOfSeveralRows) {
  const auto three = whole_of(table_of("Q1,Q2\nHow?,Why?\n\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2\"\"}\"\n5,x\n"));
  EXPECT_EQ(three.shape.header_rows, 3);
  EXPECT_EQ(three.columns[0].label, "How?");
  EXPECT_EQ(three.rows.size(), 1u);
  const auto parts = whole_of(table_of("Id,Rank,,,Age\n,film one,film two,film three,Response\n1,3,2,1,young\n2,1,2,3,old\n"));
  EXPECT_EQ(parts.shape.header_rows, 2);
  EXPECT_THAT(parts.names, ElementsAre("Id", "Rank: film one", "Rank: film two", "Rank: film three", "Age"));
  // A remark in the first answer of one numeric column is no second head.
  EXPECT_EQ(whole_of(table_of("id,score\nan,niet gevraagd\nbo,3\ncas,4\n")).shape.header_rows, 1);
}

TEST(TableTest, SaysWhatIsWrong) {
  EXPECT_EQ(whole_of(table_of("")).fault, "formats.file.empty");
  EXPECT_EQ(whole_of(table_of("\n\n")).fault, "formats.file.no_rows");
  for (const char* other : {"{\"SurveyEntry\":{\"SurveyID\":\"SV_1\"}}", "<?xml version=\"1.0\"?>\n<document/>", "\n<!DOCTYPE html><html>", "[{\"a\":1}]"})
    EXPECT_EQ(whole_of(table_of(other)).fault, "formats.file.no_table") << other;
  EXPECT_EQ(whole_of(table_of("[a],b\n1,2\n")).fault, "");
  EXPECT_EQ(whole_of(open_table("/nowhere/at/all.csv")).fault, "formats.file.missing");
  EXPECT_EQ(whole_of(open_table("/tmp")).fault, "formats.file.unreadable");
  EXPECT_EQ(whole_of(table_of("a,b\n1\n1,2\n")).unfit, 1);
  TableOptions options;
  options.encoding = Encoding::utf8;
  EXPECT_EQ(whole_of(table_of("a,b\nx,caf\xE9\n", options)).fault, "formats.csv.not_utf8");
  options.encoding = Encoding::utf16_le;
  EXPECT_EQ(whole_of(table_of("abc", options)).fault, "formats.text.not_in_encoding");
}

TEST(TableTest, UnpacksAndRefusesDamageAndBombs) {
  const std::string text = "a,b\n" + std::string(100'000, '1') + ",2\n";
  const std::string packed = gzipped(text);
  EXPECT_EQ(whole_of(table_of(packed)).rows[0][1], "2");
  EXPECT_EQ(whole_of(table_of(packed + gzipped("3,4\n"))).rows.size(), 2u);
  EXPECT_EQ(whole_of(table_of(packed.substr(0, packed.size() / 2))).fault, "formats.file.cut_off");
  std::string damaged = packed;
  damaged[packed.size() - 6] = static_cast<char>(damaged[packed.size() - 6] ^ 0x55);  // its checksum
  EXPECT_EQ(whole_of(table_of(damaged)).fault, "formats.file.damaged");
  TableOptions small;
  small.bytes_max = 50'000;
  EXPECT_EQ(whole_of(table_of(packed, small)).fault, "formats.file.unpacks_too_large");
}

TEST(TableTest, EachMayBeCalledAgainAndStops) {
  auto table = table_of("a,b\n1,2\n3,4\n5,6\n");
  for (int round = 0; round < 2; ++round) {
    int rows = 0;
    ASSERT_TRUE((*table)->each([&](const TableRow&) -> Result<bool> { return ++rows < 2; }));
    EXPECT_EQ(rows, 2);
  }
  auto refused = (*table)->each([](const TableRow&) -> Result<bool> { return refuse(FaultKind::invalid, "own.key"); });
  EXPECT_EQ(refused.error().key, "own.key");
}

// ---- files of others --------------------------------------------------------------------------------------------

std::string data(const std::string& file) {
  const char* given = std::getenv("GOUD_DATA");
  return (given != nullptr ? std::string(given) : std::string("../shared/data")) + "/" + file;
}

#define NEEDS(file) \
  if (!std::filesystem::exists(data(file))) GTEST_SKIP() << "no " << data(file)

struct Known {
  const char* file;
  std::size_t columns, rows;  // counted by Python's csv module
  const char* encoding;
  char delimiter;
  int header_rows;
};

class RealFileTest : public testing::TestWithParam<Known> {};

TEST_P(RealFileTest, IsReadWhole) {
  const auto& known = GetParam();
  NEEDS(known.file);
  const auto whole = whole_of(open_table(data(known.file)));
  ASSERT_EQ(whole.fault, "");
  EXPECT_EQ(whole.names.size(), known.columns);
  EXPECT_EQ(whole.rows.size(), known.rows);
  EXPECT_EQ(whole.unfit, 0);
  EXPECT_EQ(whole.shape.encoding, known.encoding);
  EXPECT_EQ(whole.shape.delimiter, known.delimiter);
  EXPECT_EQ(whole.shape.header_rows, known.header_rows);
}

INSTANTIATE_TEST_SUITE_P(
    Files, RealFileTest,
    testing::Values(Known{"airline/airline_passenger_satisfaction.csv.xz", 24, 129880, "utf-8", ',', 1},
                    Known{"cdnow/CDNOW_sample.txt", 5, 6919, "utf-8", ' ', 0},
                    Known{"cdnow/cdnow_customers_summary_with_transactions.csv", 5, 2357, "utf-8", ',', 1},
                    Known{"ecsi_mobi/mobi.csv", 24, 250, "utf-8", ',', 1},
                    Known{"exports/Sample_Survey.csv", 190, 5, "utf-8", ',', 2},
                    Known{"exports/Sample_Survey__Insights_.csv", 190, 5, "utf-8", ',', 3},
                    Known{"exports/StarWars.csv", 38, 1186, "windows-1252", ',', 2},
                    Known{"exports/food-world-cup-data.csv", 48, 1373, "mac-roman", ',', 1},
                    Known{"exports/sample.csv", 7, 5, "utf-8", ',', 1},
                    Known{"exports/survey_100001_R_data_file.csv", 646, 3, "utf-8", ',', 1},
                    Known{"multilevel/bh1996.csv.gz", 13, 7382, "utf-8", ',', 1},
                    Known{"nyc_school_survey/2014-15_Parent_Val.csv", 53, 1861, "utf-8", ',', 1},
                    Known{"nyc_school_survey/2014-15_Teacher_Val.csv", 153, 1861, "utf-8", ',', 1},
                    Known{"nyc_school_survey/2014-15_Student_Val.csv", 75, 1136, "mac-roman", ',', 1},
                    Known{"nyc_school_survey/2014-19_Demographics.csv", 29, 8973, "utf-8", ',', 1},
                    Known{"nyc_school_survey/2014-19_Q.csv", 7, 272, "mac-roman", ',', 1},
                    Known{"nyc_school_survey/linked_units.csv", 14, 1861, "utf-8", ',', 1},
                    Known{"reviews_nl/reviews_nl_1000.csv", 2, 1000, "utf-8", ',', 1},
                    Known{"survey_raking/apistrat.csv", 39, 200, "utf-8", ',', 1},
                    Known{"telco_churn/Telco-Customer-Churn.csv", 21, 7043, "utf-8", ',', 1}));

TEST(SavTest, TheSameSampleAsItsCsv) {
  NEEDS("exports/sample.sav");
  for (const char* file : {"exports/sample.sav", "exports/sample.zsav"}) {
    const auto sav = whole_of(open_table(data(file)));
    ASSERT_EQ(sav.fault, "");
    EXPECT_EQ(sav.shape.format, "sav");
    EXPECT_THAT(sav.names, ElementsAre("mychar", "mynum", "mydate", "dtime", "mylabl", "myord", "mytime"));
    ASSERT_EQ(sav.rows.size(), 5u);
    EXPECT_THAT(sav.rows[0], ElementsAre("a", "1.1", "2018-05-06", "2018-05-06 10:10:10", "1", "1", "10:10:10"));
    EXPECT_THAT(sav.rows[3], ElementsAre("d", "-1.4", "1583-01-01", "1583-01-01 00:00:00", "2", "1", "16:10:10"));
    EXPECT_THAT(sav.rows[4], ElementsAre("e", "1000.3", "", "", "1", "1", ""));
    EXPECT_EQ(sav.columns[4].value_labels.at("1"), "Male");
  }
  NEEDS("exports/simple_alltypes.sav");
  EXPECT_EQ(whole_of(open_table(data("exports/simple_alltypes.sav"))).fault, "");
}

TEST(SavTest, DamageIsSaid) {
  const auto path = std::filesystem::temp_directory_path() / "goud_damaged.sav";
  std::ofstream(path) << "$FL2 and nothing that follows";
  EXPECT_EQ(whole_of(open_table(path)).fault, "formats.sav.damaged");
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace goud::formats
