// Words that stand for the points of a scale, or for no answer at all, as survey tools write them into their files.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace goud::formats {

enum class CellWord { none, not_applicable, no_answer };
// "n.v.t.", "not applicable"; "weet niet", "prefer not to say". Whatever the case, blanks or a closing full stop.
[[nodiscard]] CellWord word_of(std::string_view cell);
// A code that surveys use for no answer: -1, -9, 99, 998 … Only where it is no point of the scale.
[[nodiscard]] bool code_of_no_answer(double value);
// "5 - very good", "10 = zeer waarschijnlijk": the number in front of its label.
[[nodiscard]] std::optional<double> number_before_label(std::string_view cell);
// The shipped scale of words that holds all of these, from low to high; five or seven points.
[[nodiscard]] std::optional<std::vector<std::string>> scale_of_words(const std::vector<std::string>& cells);
[[nodiscard]] bool same_words(std::string_view a, std::string_view b);  // whatever the case of ASCII, and blanks around

}  // namespace goud::formats
