#include "formats/html.hpp"

#include <gtest/gtest.h>

namespace goud::formats {
namespace {

TEST(Html, NothingEndsAnElementOrAnAttribute) {
  EXPECT_EQ(html_text("<a href=\"x\" b='y'>&</a>"), "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;&lt;/a&gt;");
  EXPECT_EQ(html_text("één 🙂\nregel"), "één 🙂\nregel");
  EXPECT_EQ(html_text(std::string_view("a\0b\x1b", 4)), "a\xef\xbf\xbd" "b\xef\xbf\xbd");
}

}  // namespace
}  // namespace goud::formats
