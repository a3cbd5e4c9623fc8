// Which of our two languages a text is written in, by its commonest words.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace goud::text {

// "nl" | "en"; nothing where neither has more of it than the other.
[[nodiscard]] std::optional<std::string> language_of(std::string_view);

}  // namespace goud::text
