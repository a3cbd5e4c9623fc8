#include "rounds/library.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace goud::rounds {
namespace {

TEST(Library, EverySetSaysWhereItIsFromAndMayBeAsked) {
  Plan plan;
  plan.name = {"Alles", "All"};
  plan.opens = day_from("2026-11-02").value();
  plan.closes = day_from("2026-11-30").value();
  for (const auto& set : library()) {
    for (const auto* text : {&set.name, &set.source, &set.licence}) {
      EXPECT_FALSE(text->nl.empty()) << set.key;
      EXPECT_FALSE(text->en.empty()) << set.key;
    }
    EXPECT_FALSE(set.validated_nl) << set.key << ": nobody has tested our Dutch";
    for (const auto& one : set.items) {
      EXPECT_EQ(set_of(one.item.source), &set);
      EXPECT_EQ(item_of(one.item.source), &one);
      if (!one.to_fill) plan.items.push_back(one.item);
    }
  }
  const auto back = plan_from(to_json(plan));
  ASSERT_TRUE(back) << back.error().fields.at(0).path << " " << back.error().fields.at(0).key;
  EXPECT_EQ(back->items, plan.items);
  EXPECT_EQ(counted(plan).questions.back(), "ladder");
  EXPECT_EQ(set_of("mine"), nullptr);
  EXPECT_EQ(item_of("clarity.nothing"), nullptr);
}

TEST(Library, ATemplateIsFilledInBeforeItIsAsked) {
  Plan plan;
  plan.name = {"Eén situatie", ""};
  plan.opens = day_from("2026-11-02").value();
  plan.closes = day_from("2026-11-30").value();
  const auto* situation = item_of("situation.situation");
  ASSERT_TRUE(situation && situation->to_fill);
  plan.items = {situation->item};
  const auto open = plan_from(to_json(plan));
  ASSERT_FALSE(open);
  EXPECT_EQ(open.error().fields.at(0).key, "rounds.plan.fill_in");
  auto& item = plan.items[0];
  item.text = {"Een gast wacht. Wat doe je?", "A guest waits. What do you do?"};
  for (auto& option : item.options) option.label = {"Iets", "Something"};
  EXPECT_TRUE(plan_from(to_json(plan)));
}

TEST(Library, HasTheSixItemsOfTheDrawing) {
  const std::vector<std::string> drawn = {"Ik weet wat er van mij verwacht wordt",
                                          "Ik weet waarom dat belangrijk is",
                                          "Ik weet hoe ik het doe",
                                          "Ik weet wat ik zelf mag beslissen",
                                          "Ik weet wat altijd moet",
                                          "Ik kan het ook: tijd, spullen en kennis"};
  std::vector<std::string> shipped;
  for (const auto& one : set_of("clarity.what")->items) shipped.push_back(one.item.text.nl);
  EXPECT_EQ(shipped, drawn);
}

}  // namespace
}  // namespace goud::rounds
