// A page of a list: how many rows, after which one. The cursor is the name of the last row that was shown.
// Always true: a cursor that is no row of this list (broken, another organisation's, ended meanwhile) is refused by field,
// each of them in the same words; whoever follows `next` to its end has seen every row that stood there all the while.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/fault.hpp"

namespace goud {

struct ListPage {
  std::size_t first = 0, last = 0;  // rows first..last-1
  std::optional<std::string> next;  // null: this was the end
};
using NameOfRow = std::function<std::string(std::size_t)>;
// A list that is read whole, of an organisation's own making: 200 rows where no limit is asked.
[[nodiscard]] Result<ListPage> page_of(std::optional<std::string_view> cursor, std::optional<std::string_view> limit,
                                       std::size_t rows, const NameOfRow&);

[[nodiscard]] Result<std::size_t> page_limit(std::optional<std::string_view>, std::size_t usual);

// A place by number, in a list too long to be read whole. The seal is of the organisation and the list, so that a number
// counted elsewhere is no place here.
using Seal = std::function<std::string(std::string_view)>;
[[nodiscard]] std::string place_text(std::int64_t place, const Seal&);
[[nodiscard]] Result<std::int64_t> place_from(std::string_view, const Seal&);

}  // namespace goud
