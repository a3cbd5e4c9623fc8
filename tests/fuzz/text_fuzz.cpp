// Any bytes: what may point at a person and what is promised lie inside the text, in order, apart, and never break a letter;
// what was replaced is not found again in its place; stems are made of whatever it is.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "text/language.hpp"
#include "text/letters.hpp"
#include "text/promising.hpp"
#include "text/redaction.hpp"
#include "text/stems.hpp"

namespace text = goud::text;

namespace {

void held(bool so) {
  if (!so) std::abort();
}

template <typename Parts>
void in_order(const Parts& parts, std::size_t size) {
  std::size_t at = 0;
  for (const auto& part : parts) {
    held(part.from >= at && part.from < part.to && part.to <= size);
    at = part.to;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<std::string> names = {
      "Fatima El Idrissi", "Roos Bakker", "Mark de Groot", "Anne-Marie Jansen-de Vries", "Sinéad O'Brien",
      "\xff\xc3",          "May"};
  static const text::NameList list(names);
  const std::string bytes(reinterpret_cast<const char*>(data), size);

  const auto tokens = text::tokens(bytes);
  in_order(tokens, size);
  for (const auto* language : {"nl", "en", "xx"}) {
    for (const auto& token : tokens) (void)text::everyday_stem(text::stem(token.folded, language), language);
    held(text::stems_of(bytes, language).size() <= tokens.size());
  }
  (void)text::language_of(bytes);

  const auto parts = text::find_private(bytes, list);
  in_order(parts, size);
  for (const auto& part : parts) {
    held((static_cast<unsigned char>(bytes[part.from]) & 0xC0U) != 0x80 ||
         text::letter_at(bytes, part.from).code == 0xFFFD);
  }
  for (const auto* language : {"nl", "en"}) {
    (void)text::redacted(bytes, parts, language);
    const auto marks = text::underline(bytes, language, text::Reader::customer);
    in_order(marks, size);
    for (const auto& mark : marks) held(mark.quote == bytes.substr(mark.from, mark.to - mark.from));
    held(!text::proof_question(bytes, language, text::Reader::employee).question.empty());
    (void)text::says_nothing(bytes, language);
  }
  return 0;
}
