#include "formats/text_json.hpp"

#include <algorithm>

namespace goud::formats {
namespace {

std::string read_one(const JsonObject& in, std::string_view language, std::size_t max) {
  if (!in.has(language)) return {};
  auto text = in.optional_string(language, max);
  if (!text) return {};
  const bool blank = std::all_of(text->begin(), text->end(), [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
  if (blank) {
    in.at(language).refuse("json.text_blank");
    return {};
  }
  return *text;
}

}  // namespace

Text read_text(const JsonValue& value, std::size_t max) {
  if (value.is_null()) {
    value.refuse("json.text_missing");
    return {};
  }
  auto in = value.object();
  if (!in.present()) return {};
  Text text{read_one(in, "nl", max), read_one(in, "en", max)};
  if (!in.has("nl") && !in.has("en")) value.refuse("json.text_missing");
  return text;
}

void write_text(JsonWriter& out, const Text& text) {
  out.begin_object();
  if (!text.nl.empty()) out.field("nl", text.nl);
  if (!text.en.empty()) out.field("en", text.en);
  out.end_object();
}

}  // namespace goud::formats
