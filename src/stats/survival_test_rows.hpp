// Rows that the tests of leaving and staying share, and the numbers of R about them (tools/reference_checks/survival.R).
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include "stats/concordance.hpp"
#include "stats/matrix.hpp"
#include "stats/survival_table.hpp"

namespace goud::stats {

struct TestRows {
  std::vector<double> time, entry, weight;
  std::vector<std::uint8_t> event;
  std::vector<int> group;
  Matrix x;

  [[nodiscard]] WatchedRows watched(bool late = false, bool weighted = false) const {
    return {time, event, late ? std::span<const double>(entry) : std::span<const double>{},
            weighted ? std::span<const double>(weight) : std::span<const double>{}};
  }
  [[nodiscard]] SurvivalTable table(bool late = false, bool weighted = false, int of_group = -1) const {
    SurvivalTable made;
    for (std::size_t i = 0; i < time.size(); ++i) {
      if (of_group >= 0 && group[i] != of_group) continue;
      EXPECT_TRUE(made.add(time[i], event[i] != 0, weighted ? weight[i] : 1.0, late ? entry[i] : from_the_beginning));
    }
    return made;
  }
};

// By the same formula as in survival.R: ties, late entry, weights.
inline TestRows made_rows() {
  TestRows rows;
  constexpr int n = 240;
  rows.x = Matrix(n, 3);
  for (int i = 0; i < n; ++i) {
    const auto at = static_cast<std::size_t>(i);
    rows.x.at(at, 0) = (i * 53) % 97 / 10.0;
    rows.x.at(at, 1) = i % 3 == 0 ? 1 : 0;
    rows.x.at(at, 2) = (i * i) % 13;
    rows.time.push_back(1 + ((i * i * 7 + i * 13) % 29) * (i % 3 == 0 ? 1 : 2));
    rows.event.push_back((i * 31) % 10 < 6 ? 1 : 0);
    rows.entry.push_back(std::max(0.0, rows.time.back() - 1 - (i * 17) % 23));
    rows.weight.push_back(0.5 + (i * 29) % 11 / 4.0);
    rows.group.push_back((i * 7) % 4);
  }
  return rows;
}

// Freireich and others (1963): weeks in remission under 6-mercaptopurine (group 0) and placebo (group 1).
inline TestRows freireich() {
  TestRows rows;
  const double treated[] = {6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35};
  const int happened[] = {1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0};
  const double placebo[] = {1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23};
  rows.x = Matrix(42, 1);
  for (int g = 0; g < 2; ++g) {
    for (int i = 0; i < 21; ++i) {
      rows.x.at(static_cast<std::size_t>(21 * g + i), 0) = g;
      rows.time.push_back(g == 0 ? treated[i] : placebo[i]);
      rows.event.push_back(g == 1 || happened[i] != 0 ? 1 : 0);
      rows.group.push_back(g);
    }
  }
  return rows;
}

// "name": number or [numbers], inside the object "of" where one is named; null is infinite.
inline std::vector<double> reference(const std::string& of, const std::string& name = "") {
  std::ifstream file("tests/reference/survival.json");
  std::stringstream whole;
  whole << file.rdbuf();
  const std::string text = whole.str();
  auto at = text.find("\"" + of + "\": ");
  if (at != std::string::npos && !name.empty()) at = text.find("\"" + name + "\": ", at);
  EXPECT_NE(at, std::string::npos) << of << " " << name;
  if (at == std::string::npos) return {};
  at = text.find(": ", at) + 2;
  const auto end = text[at] == '[' ? text.find(']', at) : text.find_first_of(",}", at);
  std::stringstream list(text.substr(text[at] == '[' ? at + 1 : at, end - at - (text[at] == '[' ? 1 : 0)));
  std::vector<double> numbers;
  for (std::string one; std::getline(list, one, ',');)
    numbers.push_back(one.find("null") != std::string::npos ? std::numeric_limits<double>::infinity()
                                                            : std::strtod(one.c_str(), nullptr));
  return numbers;
}

}  // namespace goud::stats
