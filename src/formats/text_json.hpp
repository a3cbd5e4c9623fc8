// A Text of an organisation in JSON: {"nl": "…", "en": "…"}, at least one of the two.
#pragma once

#include <cstddef>

#include "formats/json.hpp"
#include "kernel/text.hpp"

namespace goud::formats {

// Notes its faults in the document and gives what could be read. Each language at most `max` characters, none blank.
[[nodiscard]] Text read_text(const JsonValue&, std::size_t max);
void write_text(JsonWriter&, const Text&);  // only the languages that exist

}  // namespace goud::formats
