#include <gtest/gtest.h>

#include "moments/moments.hpp"

namespace goud::moments {
namespace {

Journey hotel() {
  Journey journey = default_journey(Audience::customer);
  journey.id = JourneyId{"j"};
  for (const char* id : {"a", "b", "c"}) {
    auto made = make(journey, MomentId{id}, {Stage::care, Text{id, ""}, {}, {}, false, {}});
    journey.moments.push_back(*made);
  }
  return journey;
}

std::string order(const Journey& journey, const Moment& placed) {
  std::string row;
  int expected = 0;
  for (const auto& [id, position] : order_with(journey, placed)) {
    EXPECT_EQ(position, expected++);
    row += id.text;
  }
  return row;
}

TEST(Moment, ANewOneStandsBehindTheOthersOfItsStage) {
  auto journey = hotel();
  EXPECT_EQ(journey.moments[2].position, 2);
  auto first = make(journey, MomentId{"d"}, {Stage::do_, Text{"Boeken", ""}, "web", "Reserveringen", true, {}});
  ASSERT_TRUE(first);
  EXPECT_EQ(first->position, 0);
  EXPECT_EQ(first->owner_role, "Reserveringen");
}

TEST(Moment, IsPutBetweenOthers) {
  auto journey = hotel();
  Moment last = journey.moments[2];
  last.position = 0;
  EXPECT_EQ(order(journey, last), "cab");
  last.position = 99;
  EXPECT_EQ(order(journey, last), "abc");
  journey.moments[0].ended = Day{20000};
  last.position = 0;
  EXPECT_EQ(order(journey, last), "cb");
}

TEST(Moment, SaysWhatIsWrong) {
  auto refused = make(hotel(), MomentId{"x"}, {Stage::care, {}, "telex", "", false, -1});
  ASSERT_FALSE(refused);
  std::vector<std::string> paths;
  for (const auto& field : refused.error().fields) paths.push_back(field.path);
  EXPECT_EQ(paths, (std::vector<std::string>{"name", "channel", "owner_role", "position"}));
}

TEST(Moment, ChangesOnlyWhatIsAsked) {
  auto moment = hotel().moments[0];
  moment.owner_role = "Receptie";
  moment.channel = "on_site";
  MomentChange asked;
  asked.owner_role = std::optional<std::string>();
  auto changed = change(moment, asked);
  ASSERT_TRUE(changed);
  EXPECT_FALSE(changed->owner_role);
  EXPECT_EQ(changed->channel, "on_site");
  EXPECT_EQ(changed->revision, moment.revision + 1);
  moment.ended = Day{1};
  EXPECT_FALSE(change(moment, asked));
}

TEST(Moment, HoldsOnlyPromisesOfItsOwnAudienceEachOnce) {
  auto journey = hotel();
  auto of = [](const char* id, Audience audience) {
    return *promises::make(PromiseId{id}, {audience, Text{"Belofte", ""}, 0.9, 0.5, Day{20000}});
  };
  std::vector<promises::Promise> known = {of("p", Audience::customer), of("e", Audience::employee)};
  EXPECT_TRUE(place(journey, journey.moments[0], {PromiseId{"p"}}, known));
  auto refused = place(journey, journey.moments[0], {PromiseId{"p"}, PromiseId{"p"}, PromiseId{"e"}, PromiseId{"?"}}, known);
  ASSERT_FALSE(refused);
  std::vector<std::string> said;
  for (const auto& field : refused.error().fields) said.push_back(field.path + " " + field.key);
  EXPECT_EQ(said, (std::vector<std::string>{"promises[1] moments.promise.twice", "promises[2] moments.promise.other_audience",
                                            "promises[3] moments.promise.unknown"}));
}

TEST(Journey, BeginsWithFourStagesInBothLanguagesAndNoOwner) {
  for (auto audience : {Audience::employee, Audience::customer}) {
    auto journey = default_journey(audience);
    ASSERT_EQ(journey.stages.size(), 4u);
    for (std::size_t i = 0; i < 4; ++i) {
      EXPECT_EQ(journey.stages[i].stage, stages_in_order[i]);
      EXPECT_FALSE(journey.stages[i].name.nl.empty());
      EXPECT_FALSE(journey.stages[i].name.en.empty());
      EXPECT_FALSE(journey.stages[i].owner_role);
      EXPECT_EQ(stage_from(name_of(stages_in_order[i])), stages_in_order[i]);
    }
  }
}

}  // namespace
}  // namespace goud::moments
