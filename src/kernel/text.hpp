// An organisation's own words: a sentence in Dutch, in English, or in both. Which one a reader gets is decided here.
#pragma once

#include <string>
#include <string_view>

namespace goud {

struct Text {
  std::string nl{};
  std::string en{};
  bool operator==(const Text&) const = default;
  [[nodiscard]] bool empty() const { return nl.empty() && en.empty(); }
  // The language asked for, else the one that exists.
  [[nodiscard]] const std::string& in(std::string_view language) const {
    if (language == "en") return en.empty() ? nl : en;
    return nl.empty() ? en : nl;
  }
  // Which language `in` answers with: what goes in the lang attribute.
  [[nodiscard]] std::string_view language_of(std::string_view asked) const {
    if (asked == "en") return en.empty() ? "nl" : "en";
    return nl.empty() ? "en" : "nl";
  }
};

}  // namespace goud
