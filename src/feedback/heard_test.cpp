#include "feedback/heard.hpp"

#include <gtest/gtest.h>

namespace goud::feedback {
namespace {

TEST(Teller, AnAnswersCodeOpensThatAnswerAndNoOther) {
  const people::Secrets secrets({1, 2, 3}), others({4, 5, 6});
  const AnswerId answer{"01900000-0000-7000-8000-00000000000a"};
  const auto code = teller_code(secrets, Tenant{7}, answer);
  const auto door = teller_door(secrets, code);
  ASSERT_TRUE(door);
  EXPECT_EQ(door->tenant, Tenant{7});
  EXPECT_EQ(door->answer, answer);
  EXPECT_FALSE(teller_door(others, code));
  EXPECT_NE(code, teller_code(secrets, Tenant{8}, answer));
  for (std::size_t i = 0; i < code.size(); ++i) {
    auto other = code;
    other[i] = other[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(teller_door(secrets, other)) << i;
  }
  EXPECT_FALSE(teller_door(secrets, ""));
  EXPECT_FALSE(teller_door(secrets, code + "A"));
  EXPECT_TRUE(teller_code(secrets, Tenant{7}, AnswerId{"no id"}).empty());
}

}  // namespace
}  // namespace goud::feedback
