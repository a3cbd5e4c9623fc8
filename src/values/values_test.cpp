#include "values/values.hpp"

#include <gtest/gtest.h>

namespace goud::values {
namespace {

constexpr Day today{20'000};

std::vector<Value> three() {
  return {{"a", {"gastvrij", "welcoming"}, {"We lopen mee tot de deur.", ""}, 0, {}, 1},
          {"b", {"eerlijk", ""}, {}, 1, {}, 1},
          {"c", {"trots", "proud"}, {}, 0, Day{19'000}, 3}};
}

TEST(Values, ANewOneStandsBehindTheOpenOnes) {
  const auto made = make(three(), "d", {{"samen", ""}, {}});
  ASSERT_TRUE(made);
  EXPECT_EQ(made->position, 2);
  EXPECT_EQ(made->revision, 1);
}

TEST(Values, OpenOnesShareNoNameInEitherLanguage) {
  EXPECT_EQ(make(three(), "d", {{"eerlijk", ""}, {}}).error().fields.at(0).key, "values.name.taken");
  EXPECT_EQ(make(three(), "d", {{"gul", "welcoming"}, {}}).error().fields.at(0).path, "name");
  EXPECT_TRUE(make(three(), "d", {{"trots", "proud"}, {}})) << "one that ended gives its name free";
  EXPECT_EQ(make(three(), "d", {{}, {"x", ""}}).error().fields.at(0).key, "values.name.missing");
}

TEST(Values, OneThatEndedComesBackBehindTheOthersUnlessItsNameIsTaken) {
  const auto all = three();
  auto ended = change(all, all[1], {{}, {}, {}, true}, today);
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->ended, today);
  EXPECT_EQ(ended->revision, 2);
  auto back = change(all, all[2], {{}, {}, {}, false}, today);
  ASSERT_TRUE(back);
  EXPECT_FALSE(back->ended);
  EXPECT_EQ(back->position, 2);
  auto taken = all;
  taken.push_back({"d", {"trots", ""}, {}, 2, {}, 1});
  EXPECT_FALSE(change(taken, all[2], {{}, {}, {}, false}, today));
}

TEST(Values, StandInAnOrderThatPeopleChoose) {
  const auto all = three();
  auto first = change(all, all[1], {{}, {}, 0, {}}, today);
  ASSERT_TRUE(first);
  EXPECT_EQ(order_with(all, *first), (std::vector<std::pair<std::string, int>>{{"b", 0}, {"a", 1}}));
  auto ended = change(all, all[0], {{}, {}, {}, true}, today);
  EXPECT_EQ(order_with(all, *ended), (std::vector<std::pair<std::string, int>>{{"b", 0}}));
}

TEST(Values, OneThatSaysWhatItMeansHereSaysSomething) {
  EXPECT_FALSE(says_nothing({"a", {"klantgericht", ""}, {"Wie belt krijgt dezelfde dag antwoord.", ""}, 0, {}, 1}));
  EXPECT_TRUE(says_nothing({"a", {"klantgericht", ""}, {}, 0, {}, 1}));
  EXPECT_FALSE(says_nothing({"a", {"deur open, ook om elf uur", ""}, {}, 0, {}, 1}));
}

}  // namespace
}  // namespace goud::values
