// Which bytes stand for which characters: found out from the first of them, and turned into UTF-8 as they come.
// Always true: what comes out of as_utf8 of another encoding is well-formed; UTF-8 itself passes unchecked (but for its
// BOM) and is checked cell by cell by who reads it, because only there the place can be named.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "formats/decompress.hpp"

namespace goud::formats {

enum class Encoding { utf8, utf16_le, utf16_be, windows_1252, mac_roman };

[[nodiscard]] std::string_view name_of(Encoding);
[[nodiscard]] std::optional<Encoding> encoding_named(std::string_view);  // "UTF-8", "cp1252", "latin1", "macintosh", ..
// A BOM decides; else the form of the bytes; between Windows-1252 and Mac Roman the one that reads more like words.
[[nodiscard]] Encoding encoding_of(std::string_view head);
[[nodiscard]] bool holds_utf8(std::string_view, bool cut_off_at_end = false);
[[nodiscard]] std::unique_ptr<ByteSource> as_utf8(std::unique_ptr<ByteSource>, Encoding);

}  // namespace goud::formats
