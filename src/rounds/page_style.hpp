// How the pages of a ballot look: the house's own ink, for nobody's brand stands between a person and the letterbox.
#pragma once

#include <string>

#include "formats/html.hpp"
#include "rounds/page.hpp"

namespace goud::rounds {

// Up to and with the opening of <main>; close_page() ends it.
void open_page(formats::Html&, const PageFrame&, std::string_view title);
void close_page(formats::Html&, const PageFrame&, bool with_links = true);
// The line above the heading: the mark, what it is about, and the other language.
// `progress`: "1 van 2", never parted over two lines.
void top_line(formats::Html&, const PageFrame&, std::string_view about, std::string_view progress = {},
              bool language_button = false);

}  // namespace goud::rounds
