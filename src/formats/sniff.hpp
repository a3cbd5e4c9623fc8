// The shape of a text table, found from its first part: what stands between the cells, and which rows are its head.
// Known heads: one row of names; none; two rows (Qualtrics' older export: names, questions; SurveyMonkey: questions, then
// their parts); three rows (Qualtrics: names, questions, import ids). What was said by the person is not looked for.
// Always true: every column has a name, no two the same.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/fault.hpp"

namespace goud::formats {

struct TextShape {
  char delimiter = ',';
  int header_rows = 1;
  std::vector<std::string> names;
  std::vector<std::string> labels;  // the question in words where the file has it, else empty
};

enum class HeadIs { part, whole };

// `head` is UTF-8 and may be cut off anywhere when it is a part.
[[nodiscard]] Result<TextShape> shape_of(std::string_view head, HeadIs, std::optional<char> delimiter = {},
                                         std::optional<int> header_rows = {});

}  // namespace goud::formats
