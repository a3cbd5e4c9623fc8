// Text letter by letter: UTF-8 read so that broken bytes stand for nothing, and letters folded to lower case without accents.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace goud::text {

struct Letter {
  std::size_t from = 0, to = 0;  // bytes
  char32_t code = 0;             // 0xFFFD where the bytes say nothing
};
[[nodiscard]] Letter letter_at(std::string_view, std::size_t from);  // from < size
[[nodiscard]] bool is_word_letter(char32_t);                         // letters, digits and combining marks
[[nodiscard]] bool is_capital(char32_t);                             // of the Latin, Greek and Cyrillic alphabets
[[nodiscard]] bool is_digit(char byte);
[[nodiscard]] bool is_apostrophe(char32_t);
void fold_onto(std::string& out, char32_t);
// Blanks at a place, no-break spaces among them: where they end.
[[nodiscard]] std::size_t past_blanks(std::string_view, std::size_t from);

}  // namespace goud::text
