// Passwords made of words that everyone knows. Pure. Not a rule of composition: digits, signs and capitals neither help nor
// are asked for, another word helps.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace goud::people {

// Whether the password is one or two common words (Dutch, English, first names, common passwords, or those in `also`), whatever
// case, with digits that stand for letters, one stray letter, and fewer than eight digits and signs around and between.
[[nodiscard]] bool few_words(std::string_view password, const std::vector<std::string>& also);

}  // namespace goud::people
