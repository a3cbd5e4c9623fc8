// Which dictionary numbers a list of values means for one question. Of figures/ itself.
#pragma once

#include <charconv>
#include <set>
#include <string>
#include <vector>

#include "store/columns/columns.hpp"

namespace goud::figures {

// Scores, points and flags stand in the columns as they are; options by their number.
[[nodiscard]] inline bool as_it_is(std::string_view kind) {
  return kind == "score" || kind == "scale" || kind == "flag" || kind == "option";
}

[[nodiscard]] inline std::set<std::int32_t> numbers_of(const store::columns::Names& names, std::int32_t question,
                                                       const std::vector<std::string>& values) {
  std::set<std::int32_t> numbers;
  const bool plain = as_it_is(names.questions.at(static_cast<std::size_t>(question)).kind);
  for (const auto& value : values) {
    if (plain) {
      std::int32_t number = 0;
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
      if (error == std::errc{} && end == value.data() + value.size()) numbers.insert(number);
    } else if (const auto id = names.choice(question, value)) {
      numbers.insert(*id);
    }
  }
  return numbers;
}

}  // namespace goud::figures
