#include <gtest/gtest.h>

#include "moments/moments.hpp"

namespace goud::moments {
namespace {

CardDraft good() {
  return {{{{"een drankje aanbieden", ""}, {"tot € 50", ""}}},
          {{"brandmelding volgen", ""}},
          {{"ik wist waarom ik wachtte", ""}},
          {},
          {},
          {},
          {}};
}
Card card(const char* id, const char* moment, std::optional<std::string> role = std::nullopt) {
  return {id, MomentId{moment}, std::move(role), good(), Day{1}, 1};
}
std::string wrong(const CardDraft& draft) {
  std::string paths;
  if (const auto done = check_card(draft); !done)
    for (const auto& field : done.error().fields) paths += field.path + " ";
  return paths;
}

TEST(Cards, AtMostThreeMustsAndSomethingOneMay) {
  EXPECT_EQ(wrong(good()), "");
  auto draft = good();
  draft.must.assign(4, {"x", ""});
  EXPECT_EQ(wrong(draft), "must ");
  draft = good();
  draft.must.clear();
  EXPECT_EQ(wrong(draft), "") << "no must is fine";
  draft.may.clear();
  EXPECT_EQ(wrong(draft), "may ");
  draft = good();
  draft.effects.clear();
  EXPECT_EQ(wrong(draft), "effects ") << "behaviour is worded by what the customer notices";
}

TEST(Cards, WhatIsWrongIsNamedByItsPlace) {
  auto draft = good();
  draft.may.push_back({{}, {"tot € 5", ""}});
  draft.effects.push_back({});
  draft.call = {{"Teamleider", ""}, ""};
  EXPECT_EQ(wrong(draft), "may[1].text effects[1] call ");
}

TEST(Cards, ARoleHasItsOwnCardAndElsewhereEveryones) {
  const std::vector<Card> all = {card("a", "in"), card("b", "in", "desk"), card("c", "out"),
                                 card("d", "bar", "waiter")};
  const auto ids = [&](const std::optional<std::string>& role) {
    std::string text;
    for (const auto& one : cards_for(all, role)) text += one.id;
    return text;
  };
  EXPECT_EQ(ids("desk"), "bc");
  EXPECT_EQ(ids("waiter"), "acd");
  EXPECT_EQ(ids(std::nullopt), "ac");
}

TEST(Cards, OneADayInTurnTheSameForEveryone) {
  const std::vector<Card> all = {card("a", "in"), card("b", "out"), card("c", "bar")};
  const std::vector<MomentId> weakest = {MomentId{"out"}, MomentId{"in"}};
  std::string turn;
  for (int day = 20'000; day < 20'004; ++day) turn += card_of_day(all, weakest, std::nullopt, Day{day})->id;
  EXPECT_EQ(turn, "baba") << "key moments alone where they have a card";
  EXPECT_EQ(card_of_day(all, {}, std::nullopt, Day{0})->id, "a");
  EXPECT_EQ(card_of_day(all, {MomentId{"nowhere"}}, std::nullopt, Day{2})->id, "c");
  EXPECT_EQ(card_of_day({}, weakest, std::nullopt, Day{0}), nullptr);
}

}  // namespace
}  // namespace goud::moments
