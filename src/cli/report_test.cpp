#include "cli/report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>

#include "cli/report_drawing.hpp"
#include "formats/json.hpp"

namespace goud::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Report small_report() {
  Report report;
  report.title = "Net promoter score of score";
  report.source = "answers.csv, 100 rows";
  report.means = "If those who answered are a fair sample, the figure of all of them lies from −6.3 to +25.7.";
  report.means_not = "It does not say why.";
  report.tables.push_back(
      {"",
       {"hotel", "figure", "95% interval", "n"},
       {{"all", Number{10, Form::points}, Between{{-6.3, 25.7}, Form::points}, Number{100, Form::count}},
        {"Zürich", Number{40, Form::points}, Between{{20, 60}, Form::points}, Number{1060, Form::count}},
        {"b", "—", stats::Reason::too_few, Number{0, Form::count}}}});
  Bars bars;
  bars.title = report.title;
  bars.form = Form::points;
  bars.range = stats::Interval{-100, 100};
  bars.bars = {{"all", 10, stats::Interval{-6.3, 25.7}}, {"Zürich", 40, stats::Interval{20, 60}}, {"b", {}, {}}};
  report.pictures.emplace_back(bars);
  report.notes = {"One group has fewer than 5 answers."};
  return report;
}

// Every kind of picture, with text and numbers that should hurt.
Report whole_report() {
  Report report = small_report();
  Curves one{"Survival", "months", "share that stays", Form::count, Form::share, stats::Interval{0, 1}, true, {}};
  one.curves = {{"", {0, 3, 7, 12}, {1, 0.9, 0.6, 0.55}, {1, 0.8, 0.5, 0.4}, {1, 0.97, 0.7, 0.66}}};
  report.pictures.emplace_back(one);
  Curves two = one;
  two.title = "Survival per <contract>";
  two.curves = {{"one & year", {0, 3, 7}, {1, 0.9, 0.6}, {}, {}},
                {"two \"years\"", {0, 5, 12}, {1, 0.95, 0.8}, {}, {}}};
  report.pictures.emplace_back(two);
  Cloud cloud{"Map", "importance", "performance", Form::share, Form::coefficient, 0.2, 0.5, {}, true, {}};
  cloud.points = {
      {"Clean <room>", 0.1, 0.4}, {"Welcome", 0.3, 0.9}, {"Breakfast", 0.3, 0.9}, {"Wi\x1b[31mfi", 0.25, 0.2}};
  cloud.line = stats::Interval{0.1, 1.5};
  report.pictures.emplace_back(cloud);
  Diagram diagram;
  diagram.title = "Paths";
  diagram.boxes = {{"Image", ""}, {"Satisfaction", "R² 0.61"}, {"Loyalty", "R² 0.40"}};
  diagram.arrows = {{"Image", "Satisfaction", "0.45 (0.31 to 0.58)", 0.45, false},
                    {"Satisfaction", "Loyalty", "0.50 (0.40 to 0.60)", 0.5, false},
                    {"Image", "Loyalty", "0.03 (−0.10 to 0.15)", 0.03, true}};
  report.pictures.emplace_back(diagram);
  return report;
}

// Whether tags close in order, attributes are quoted and & begins an entity.
bool well_formed(std::string_view text) {
  std::vector<std::string> open;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '&') {
      const auto end = text.find(';', at);
      if (end == std::string_view::npos || end - at > 8) return false;
      at = end + 1;
    } else if (text[at] == '<') {
      const auto end = text.find('>', at);
      if (end == std::string_view::npos) return false;
      const auto tag = text.substr(at + 1, end - at - 1);
      if (tag.find('<') != std::string_view::npos || std::count(tag.begin(), tag.end(), '"') % 2 != 0) return false;
      if (tag.front() == '/') {
        if (open.empty() || open.back() != tag.substr(1)) return false;
        open.pop_back();
      } else if (tag.back() != '/') {
        open.emplace_back(tag.substr(0, tag.find(' ')));
      }
      at = end + 1;
    } else if (static_cast<unsigned char>(text[at]) < 0x20 && text[at] != '\n') {
      return false;
    } else {
      ++at;
    }
  }
  return open.empty();
}

TEST(Report, NumbersAreSaidByTheirForm) {
  EXPECT_EQ(form_text(Form::count, 1126, "nl"), "1.126");
  EXPECT_EQ(form_text(Form::share, 0.6432, "en"), "64.3%");
  EXPECT_EQ(form_text(Form::points, 12, "nl"), "+12,0");
  EXPECT_EQ(form_text(Form::number, 3.14159, "en"), "3.14");
  EXPECT_EQ(form_text(Form::number, 0.000123, "en"), "0.00012");
  EXPECT_EQ(form_text(Form::number, -12345.6, "en"), "−12,346");
  EXPECT_EQ(form_text(Form::coefficient, 0.45678, "nl"), "0,457");
  EXPECT_EQ(form_text(Form::probability, 0.00002, "en"), "< 0.001");
  EXPECT_EQ(form_text(Form::probability, 0, "nl"), "< 0,001");
  EXPECT_EQ(form_text(Form::probability, 0.0456, "en"), "0.046");
  EXPECT_EQ(form_text(Form::number, nan, "en"), "—");
  EXPECT_EQ(form_text(Form::count, inf, "en"), "∞");
  EXPECT_EQ(cell_text(stats::Reason::no_spread, "nl"), "geen spreiding");
  EXPECT_EQ(cell_text(Between{{0.21, 0.35}, Form::share}, "nl"), "21,0% tot 35,0%");
  EXPECT_EQ(cell_text(std::string("a\x1b[2Jb"), "en"), "a [2Jb");
}

TEST(Report, OutcomeIsValueIntervalAndN) {
  const auto said = outcome_cells(stats::Estimate{0.5, stats::Interval{0.4, 0.6}, 96, {}, {}}, Form::share);
  ASSERT_EQ(said.size(), 3u);
  EXPECT_EQ(cell_text(said[0], "en") + "|" + cell_text(said[1], "en") + "|" + cell_text(said[2], "en"),
            "50.0%|40.0% to 60.0%|96");
  const auto unsaid = outcome_cells(stats::unsaid(stats::Reason::too_few, 1), Form::share);
  EXPECT_EQ(cell_text(unsaid[0], "en") + "|" + cell_text(unsaid[1], "en") + "|" + cell_text(unsaid[2], "en"),
            "—|too few answers|1");
}

TEST(Report, TerminalTableWithItsBarsBeside) {
  EXPECT_EQ(terminal_text(small_report(), 80, "en"),
            R"(Net promoter score of score
answers.csv, 100 rows

hotel   figure     95% interval      n  −100                                +100
all      +10.0    −6.3 to +25.7    100  ··················├──●───┤··············
Zürich   +40.0   +20.0 to +60.0  1,060  ·······················├───●───┤········
b            —  too few answers      0

If those who answered are a fair sample, the figure of all of them lies from
−6.3 to +25.7.

It does not say why.

One group has fewer than 5 answers.
)");
}

TEST(Report, TerminalPictures) {
  Report report = whole_report();
  report.tables.clear();
  report.pictures.erase(report.pictures.begin());
  EXPECT_EQ(terminal_text(report, 80, "en"),
            R"(Net promoter score of score
answers.csv, 100 rows

Survival
share that stays
100% ┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⡇
     │                ⠓⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⢲
     │                                     ⢸
 80% ┤                                     ⢸
     │                                     ⢸
 60% ┤                                     ⠸⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⢤
     │                                                               ⠘
     │
 40% ┤
     │
 20% ┤
     │
     │
  0% ┤
     └┬──────────┬─────────┬──────────┬─────────┬──────────┬─────────┬
      0          2         4          6         8         10        12
                                                                months

Survival per <contract>
share that stays
100% ┤●○●○●○●○●○●○●○●○○○○○○○○○○○○
     │                ●●●●●●●●●●●○●○●○●○●○●○○○○○○○○○○○○○○○○○○○○○○○○○○
     │
 80% ┤                                                               ○
     │
 60% ┤
     │
     │
 40% ┤
     │
 20% ┤
     │
     │
  0% ┤
     └┬──────────┬─────────┬──────────┬─────────┬──────────┬─────────┬
      0          2         4          6         8         10        12
                                                                months
  ● one & year
  ○ two "years"

Map
performance
    │                                │
    │                                │                            b
    │                                │
0.8 ┤                                │
    │                                │
    │                                │
    │                                │
    │                                │
0.6 ┤                                │
    │                                │                            ∙∙∙
    │                                │                    ∙∙∙∙∙∙∙∙
    │────────────────────────────────┼─────────────∙∙∙∙∙∙∙───────────
    │                                │     ∙∙∙∙∙∙∙∙
0.4 ┤  a                           ∙∙∙∙∙∙∙∙
    │                      ∙∙∙∙∙∙∙∙  │
    │               ∙∙∙∙∙∙∙          │
    │       ∙∙∙∙∙∙∙∙                 │
    │∙∙∙∙∙∙∙                         │
0.2 ┤                                │             c
    │                                │
    └──┬──────────────┬──────────────┬─────────────┬──────────────┬──
      10%            15%            20%           25%            30%
                                                           importance
  a Clean <room> (10.0%; 0.400)
  b Welcome (30.0%; 0.900)
  b Breakfast (30.0%; 0.900)
  c Wi [31mfi (25.0%; 0.200)

Paths
Image → Satisfaction    0.45 (0.31 to 0.58)
Satisfaction → Loyalty  0.50 (0.40 to 0.60)
Image ⇢ Loyalty         0.03 (−0.10 to 0.15)
Satisfaction: R² 0.61
Loyalty: R² 0.40
⇢ may be nothing

If those who answered are a fair sample, the figure of all of them lies from
−6.3 to +25.7.

It does not say why.

One group has fewer than 5 answers.
)");
}

TEST(Report, NoLineIsWiderThanTheTerminal) {
  Report report = whole_report();
  ReportTable wide{"Crosstab", {"question", "answer"}, {}};
  for (int i = 0; i < 20; ++i) wide.headings.push_back("column number " + std::to_string(i));
  for (int r = 0; r < 70; ++r) {
    auto& row = wide.rows.emplace_back();
    row.push_back("how satisfied were you with the cleanliness of the room at all");
    row.push_back("日本語の答え " + std::to_string(r));
    for (int i = 0; i < 20; ++i) row.emplace_back(Number{r * 1000.0 + i, Form::count});
  }
  report.tables.push_back(wide);
  for (const std::size_t width : {60u, 80u, 100u, 200u}) {
    std::istringstream lines(terminal_text(report, width, "nl"));
    int rows = 0;
    for (std::string line; std::getline(lines, line);) {
      EXPECT_LE(drawing::places(line), width) << line;
      rows += line.find("日本語") != std::string::npos ? 1 : 0;
    }
    EXPECT_EQ(rows % 70, 0);
    EXPECT_GE(rows, 70);
  }
}

TEST(Report, SvgIsWellFormedAndDescribed) {
  for (const std::string_view language : {"nl", "en"}) {
    const auto svg = svg_text(whole_report(), language);
    EXPECT_TRUE(well_formed(svg));
    EXPECT_THAT(svg, HasSubstr("<title id=\"gt\">Net promoter score of score</title>"));
    EXPECT_THAT(svg, HasSubstr("Zürich +40"));
    EXPECT_THAT(svg, HasSubstr("stroke-dasharray"));
    EXPECT_THAT(svg, HasSubstr("one &amp; year"));
    EXPECT_THAT(svg, HasSubstr("n 1"));
    for (const char* small : {"font-size=\"8", "font-size=\"9", "font-size=\"10", "font-size=\"11", "nan", "inf\""}) {
      EXPECT_THAT(svg, Not(HasSubstr(small)));
    }
  }
}

TEST(Report, PageEscapesAndStandsOnItsOwn) {
  Report report = whole_report();
  report.title = "<script>alert(1)</script>";
  report.means = "a < b & \"c\"";
  const auto page = page_text(report, "nl");
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, HasSubstr("a &lt; b &amp;"));
  EXPECT_THAT(page, HasSubstr("<html lang=\"nl\">"));
  EXPECT_THAT(page, HasSubstr("prefers-color-scheme:dark"));
  EXPECT_THAT(page, HasSubstr("<th scope=\"row\">Zürich</th>"));
  for (const char* fetched : {"src=", "href=", "url(", "@import"}) EXPECT_THAT(page, Not(HasSubstr(fetched)));
}

TEST(Report, WorkbookHoldsNumbersAndSheetsWithNamesThatMayBe) {
  Report report = whole_report();
  report.tables.push_back(report.tables[0]);
  report.tables[0].title = "How clean was the [room] at/after arrival?";
  report.tables[1].title = "HOW CLEAN WAS THE room  at after ARRIVAL and before";
  const auto path = std::filesystem::temp_directory_path() / ("goud_report_" + std::to_string(getpid()) + ".xlsx");
  ASSERT_TRUE(write_workbook(report, path.string(), "nl"));
  std::stringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  EXPECT_EQ(bytes.str().substr(0, 4), std::string("PK\x03\x04", 4));
  EXPECT_THAT(bytes.str(), HasSubstr("xl/worksheets/sheet6.xml"));
  EXPECT_THAT(bytes.str(), HasSubstr("xl/charts/chart4.xml"));
  EXPECT_FALSE(std::filesystem::exists(path.string() + ".part"));
  std::filesystem::remove(path);
  EXPECT_FALSE(write_workbook(report, "/no/such/folder/a.xlsx", "en"));
}

TEST(Report, WhatIsEmptyOrNotFiniteIsDrawnAll) {
  Report report;
  report.title = "Nothing";
  report.tables = {{"", {}, {}}, {"none", {"a", "b"}, {}}, {"short", {"a", "b"}, {{"x"}, {}}}};
  Bars bars;
  bars.bars = {{"", nan, stats::Interval{-inf, inf}}, {"x", 1, stats::Interval{1, 1}}};
  Curves curves;
  curves.curves = {{"", {}, {}, {}, {}},
                   {"a", {1}, {nan}, {}, {}},
                   {"b", {1, 1}, {2, 2}, {}, {}},
                   {"c", {0, inf}, {1, -inf}, {}, {}}};
  Cloud cloud;
  cloud.points = {{"a", nan, 1}, {"b", 1, inf}, {"c", 1e308, -1e308}};
  cloud.line = stats::Interval{0, 0};
  Diagram diagram;
  diagram.arrows = {{"a", "b", "", 2, false}, {"b", "a", "x", nan, true}, {"a", "a", "", 0, false}};
  report.pictures = {Bars{}, Curves{}, Cloud{}, Diagram{}, bars, curves, cloud, diagram};
  EXPECT_NE(terminal_text(report, 1, "en"), "");
  EXPECT_TRUE(well_formed(svg_text(report, "en")));
  EXPECT_NE(page_text(report, "en"), "");
  const auto path = std::filesystem::temp_directory_path() / ("goud_report_" + std::to_string(getpid()) + ".xlsx");
  EXPECT_TRUE(write_workbook(report, path.string(), "en"));
  std::filesystem::remove(path);
  const Report empty;
  EXPECT_TRUE(well_formed(svg_text(empty, "en")));
  EXPECT_TRUE(write_workbook(empty, path.string(), "en"));
  std::filesystem::remove(path);
}

TEST(Drawing, WidthsAreColumnsOfATerminal) {
  EXPECT_EQ(drawing::places("Zürich"), 6u);
  EXPECT_EQ(drawing::places("日本"), 4u);
  EXPECT_EQ(drawing::places("e\xCC\x81"), 1u);
  EXPECT_EQ(drawing::clipped("tevredenheid", 8), "tevrede…");
  EXPECT_EQ(drawing::clipped("日本語", 4), "日…");
  EXPECT_THAT(drawing::wrapped("one two three", 7), testing::ElementsAre("one two", "three"));
}

TEST(Drawing, AxesHaveRoomAndRoundTicks) {
  const std::vector<double> values = {0.2, 9.7};
  const auto axis = drawing::axis_of(values, std::nullopt, 5);
  EXPECT_EQ(axis.low, 0);
  EXPECT_THAT(axis.ticks, testing::ElementsAre(0, 2, 4, 6, 8, 10));
  for (const double same : {0.0, 5.0, -3e9, 1e-300}) {
    const std::vector<double> one = {same};
    const auto alone = drawing::axis_of(one, std::nullopt, 5);
    EXPECT_LT(alone.low, alone.high);
    EXPECT_GT(alone.at(same), 0.2);
    EXPECT_LT(alone.at(same), 0.8);
  }
}

}  // namespace
}  // namespace goud::cli
