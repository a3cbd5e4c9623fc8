// Text into HTML or XML, safe in an element and between double quotes; controls that no page may hold become U+FFFD.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "kernel/text.hpp"

namespace goud::formats {

[[nodiscard]] std::string html_text(std::string_view);
void html_text_into(std::string& out, std::string_view);

// A page as it is written: what is ours goes in as it is, what others wrote goes in safe.
class Html {
 public:
  Html& raw(std::string_view text) {
    out_ += text;
    return *this;
  }
  Html& text(std::string_view text) {
    html_text_into(out_, text);
    return *this;
  }
  // What is written in another language than the page says so.
  Html& words(const Text& text, std::string_view language) {
    const auto its = text.language_of(language);
    if (its == language || text.empty()) return this->text(text.in(language));
    return raw("<span lang=\"").raw(its).raw("\">").text(text.in(language)).raw("</span>");
  }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

}  // namespace goud::formats
