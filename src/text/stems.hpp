// Words as they are looked up: folded, and brought to the stem of their language (Snowball, by libstemmer), with the Dutch
// families that it leaves apart (teleurgesteld, teleurstelling) brought together. No stop words are dropped here: "niet" and
// "geen" mean something.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace goud::text {

struct Token {
  std::size_t from = 0, to = 0;  // bytes of the text
  std::string folded;            // lower case, without accents: "café" -> "cafe"
};
[[nodiscard]] std::vector<Token> tokens(std::string_view);
[[nodiscard]] std::string stem(std::string_view folded, std::string_view language);
// Every stem once, in order of first appearance.
[[nodiscard]] std::vector<std::string> stems_of(std::string_view, std::string_view language);
// So common that they say nothing of what a text is about; never for what was felt.
[[nodiscard]] bool everyday_stem(std::string_view stem, std::string_view language);

}  // namespace goud::text
