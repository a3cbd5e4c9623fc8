#include "cli/number_columns.hpp"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace goud::cli {

bool numbers_before_letters(std::string_view a, std::string_view b) {
  const auto x = formats::number_of(a);
  const auto y = formats::number_of(b);
  if (x && y && *x != *y) return *x < *y;
  if (x.has_value() != y.has_value()) return x.has_value();
  return a < b;
}

namespace {

// Categories are numbered as they come and put in order at the end.
class Naming {
 public:
  std::int32_t operator()(std::string_view name) {
    if (last_ >= 0 && names_[static_cast<std::size_t>(last_)] == name) return last_;
    const auto [found, fresh] = places_.try_emplace(std::string(name), static_cast<std::int32_t>(names_.size()));
    if (fresh) names_.emplace_back(name);
    return last_ = found->second;
  }
  Categories ordered(std::vector<std::int32_t> of) && {
    std::vector<std::int32_t> order(names_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::int32_t>(i);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) {
      return numbers_before_letters(names_[static_cast<std::size_t>(a)], names_[static_cast<std::size_t>(b)]);
    });
    std::vector<std::int32_t> place(order.size());
    Categories categories;
    for (std::size_t i = 0; i < order.size(); ++i) {
      place[static_cast<std::size_t>(order[i])] = static_cast<std::int32_t>(i);
      categories.names.push_back(std::move(names_[static_cast<std::size_t>(order[i])]));
    }
    for (auto& one : of) one = one < 0 ? one : place[static_cast<std::size_t>(one)];
    categories.of = std::move(of);
    return categories;
  }

 private:
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::int32_t> places_;
  std::int32_t last_ = -1;
};

}  // namespace

Result<NumberColumns> read_columns(FileRows& rows, const std::vector<std::size_t>& numbers,
                                   const std::vector<std::size_t>& words, Progress& progress, Incomplete incomplete) {
  NumberColumns read;
  std::vector<std::vector<double>> values(numbers.size());
  std::vector<std::vector<std::int32_t>> places(words.size());
  std::vector<Naming> naming(words.size());
  std::vector<std::size_t> needed;
  if (incomplete == Incomplete::left_out) {
    needed = numbers;
    needed.insert(needed.end(), words.begin(), words.end());
  }
  auto count = rows.each(needed, [&](const FileRows::Row& row) -> Done {
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      const auto cell = row.cells[numbers[i]];
      if (incomplete == Incomplete::kept && rows.missing(numbers[i], cell)) {
        values[i].push_back(std::numeric_limits<double>::quiet_NaN());
        continue;
      }
      const auto number = rows.number(cell);
      if (!number) return rows.refuse_cell(row.line, numbers[i], cell, "cli.score.no_number");
      values[i].push_back(*number);
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
      const auto cell = formats::without_blanks(row.cells[words[i]]);
      places[i].push_back(incomplete == Incomplete::kept && rows.missing(words[i], cell) ? -1 : naming[i](cell));
    }
    if (rows.weighted()) read.weights.push_back(row.weight);
    read.lines.push_back(row.line);
    progress.at(static_cast<std::int64_t>(read.lines.size()));
    return {};
  });
  if (!count) return refuse(count.error());
  read.rows = *count;
  read.numbers.rows = read.lines.size();
  read.numbers.columns = numbers.size();
  read.numbers.values.reserve(read.lines.size() * numbers.size());
  for (auto& column : values) {
    read.numbers.values.insert(read.numbers.values.end(), column.begin(), column.end());
    std::vector<double>().swap(column);
  }
  for (std::size_t i = 0; i < words.size(); ++i)
    read.words.push_back(std::move(naming[i]).ordered(std::move(places[i])));
  return read;
}

}  // namespace goud::cli
