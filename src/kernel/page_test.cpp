#include "kernel/page.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace goud {
namespace {

const std::vector<std::string> rows = {"a", "b", "c", "d", "e"};
const NameOfRow name_of = [](std::size_t at) { return rows[at]; };
using Text = std::optional<std::string_view>;

TEST(Page, following_next_shows_every_row_once) {
  std::string seen;
  Text cursor;
  std::optional<std::string> next;
  int pages = 0;
  do {
    const auto page = page_of(cursor, "2", rows.size(), name_of);
    ASSERT_TRUE(page);
    for (auto at = page->first; at < page->last; ++at) seen += rows[at];
    next = page->next;
    cursor = next ? Text(*next) : Text();
    ++pages;
  } while (next);
  EXPECT_EQ(seen, "abcde");
  EXPECT_EQ(pages, 3);
}

TEST(Page, ends_where_the_list_ends) {
  EXPECT_FALSE(page_of({}, {}, rows.size(), name_of)->next);
  EXPECT_FALSE(page_of({}, "5", rows.size(), name_of)->next);
  EXPECT_EQ(page_of({}, "4", rows.size(), name_of)->next, "d");
  const auto after = page_of("e", {}, rows.size(), name_of);
  EXPECT_EQ(after->first, after->last);
  EXPECT_FALSE(page_of({}, {}, 0, name_of)->next);
}

TEST(Page, what_is_no_row_here_is_refused_in_the_same_words) {
  const auto foreign = page_of("z", {}, rows.size(), name_of), broken = page_of("a b", {}, rows.size(), name_of);
  ASSERT_FALSE(foreign);
  ASSERT_FALSE(broken);
  EXPECT_EQ(foreign.error(), broken.error());
  EXPECT_EQ(foreign.error().fields.at(0).path, "cursor");
  EXPECT_EQ(page_of("z", {}, 0, name_of).error(), foreign.error());
  for (const char* limit : {"0", "-1", "201", "x", "2x", "99999999999999999999"}) {
    const auto page = page_of({}, limit, rows.size(), name_of);
    ASSERT_FALSE(page) << limit;
    EXPECT_EQ(page.error().fields.at(0).path, "limit");
  }
}

TEST(Page, a_sealed_place_is_of_one_organisation_and_one_list) {
  const auto seal = [](std::string whose) {
    return [whose](std::string_view text) { return whose + std::string(text) + std::string(64, '0'); };
  };
  const auto text = place_text(57, seal("ours"));
  EXPECT_EQ(place_from(text, seal("ours")), 57);
  const auto foreign = place_from(text, seal("theirs"));
  ASSERT_FALSE(foreign);
  for (const char* broken :
       {"", "57", "x", "57-", "-", "99999999999999999999-ours", "-1-ours", "057-ours5700000000000000000"}) {
    const auto place = place_from(broken, seal("ours"));
    ASSERT_FALSE(place) << broken;
    EXPECT_EQ(place.error(), foreign.error());
  }
}

}  // namespace
}  // namespace goud
