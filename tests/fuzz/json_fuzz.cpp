// What is read can be written and read again to the same; what is refused says where. No input may do more.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "formats/json.hpp"

namespace {

void write(goud::formats::JsonWriter& out, const goud::formats::JsonValue& value) {
  using goud::formats::JsonKind;
  switch (value.kind()) {
    case JsonKind::null: out.null(); break;
    case JsonKind::boolean: out.value(value.as_bool().value()); break;
    case JsonKind::number: out.value(value.as_number().value()); break;
    case JsonKind::string: out.value(value.as_string().value()); break;
    case JsonKind::array:
      out.begin_array();
      for (auto item : value.array()) write(out, item);
      out.end_array();
      break;
    case JsonKind::object:
      out.begin_object();
      for (auto [key, member] : value.object().members()) {
        out.key(key);
        write(out, member);
      }
      out.end_object();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto document = goud::formats::Json::parse(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!document) {
    if (document.error().key.empty()) std::abort();
    return 0;
  }
  goud::formats::JsonWriter once;
  write(once, document->root());
  auto again = goud::formats::Json::parse(once.text());
  if (!again) std::abort();
  goud::formats::JsonWriter twice;
  write(twice, again->root());
  if (once.text() != twice.text()) std::abort();
  return 0;
}
