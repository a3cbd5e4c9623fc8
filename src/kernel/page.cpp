#include "kernel/page.hpp"

#include <algorithm>
#include <charconv>

namespace goud {
namespace {

constexpr std::size_t most = 200;
constexpr std::size_t seal_digits = 24;

std::optional<std::int64_t> whole(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

tl::unexpected<Fault> no_place() { return refuse_field("cursor", "page.cursor"); }

}  // namespace

Result<std::size_t> page_limit(std::optional<std::string_view> text, std::size_t usual) {
  if (!text || text->empty()) return usual;
  const auto limit = whole(*text);
  if (!limit || *limit < 1 || *limit > static_cast<std::int64_t>(most)) return refuse_field("limit", "page.limit");
  return static_cast<std::size_t>(*limit);
}

Result<ListPage> page_of(std::optional<std::string_view> cursor, std::optional<std::string_view> limit,
                         std::size_t rows, const NameOfRow& name_of) {
  const auto asked = page_limit(limit, most);
  if (!asked) return refuse(asked.error());
  ListPage page;
  if (cursor && !cursor->empty()) {
    while (page.first < rows && name_of(page.first) != *cursor) ++page.first;
    if (page.first == rows) return no_place();
    ++page.first;
  }
  page.last = std::min(rows, page.first + *asked);
  if (page.last < rows) page.next = name_of(page.last - 1);
  return page;
}

std::string place_text(std::int64_t place, const Seal& seal) {
  const auto number = std::to_string(place);
  return number + "-" + seal(number).substr(0, seal_digits);
}

Result<std::int64_t> place_from(std::string_view text, const Seal& seal) {
  const auto place = whole(text.substr(0, text.find('-')));
  if (!place || *place < 0 || text != place_text(*place, seal)) return no_place();
  return *place;
}

}  // namespace goud
