#include <gtest/gtest.h>

#include "promises/promises.hpp"

namespace goud::promises {
namespace {

Day day(std::string_view text) { return *day_from(text); }

PromiseDraft room_at_three() {
  return {Audience::customer, Text{"Uw kamer is klaar om 15.00 uur.", "Your room is ready at 15:00."}, 0.9, 0.75, day("2026-01-01")};
}

Promise made() { return *make(PromiseId{"p1"}, room_at_three()); }

std::vector<std::string> keys_of(const Fault& fault) {
  std::vector<std::string> keys;
  for (const auto& field : fault.fields) keys.push_back(field.path + ":" + field.key);
  return keys;
}

TEST(Promise, IsMadeWithItsFirstVersion) {
  auto promise = made();
  ASSERT_EQ(promise.versions.size(), 1u);
  EXPECT_EQ(promise.latest().version, 1);
  EXPECT_DOUBLE_EQ(promise.latest().norm, 0.9);
  EXPECT_FALSE(promise.way_out);
}

TEST(Promise, SaysEverythingThatIsWrongAtOnce) {
  PromiseDraft draft = room_at_three();
  draft.text = {};
  draft.norm = 0;
  draft.red_line = 1.2;
  auto refused = make(PromiseId{"p1"}, draft);
  ASSERT_FALSE(refused);
  EXPECT_EQ(keys_of(refused.error()), (std::vector<std::string>{"text:promises.text.missing", "norm:promises.norm.out_of_range",
                                                                "red_line:promises.red_line.out_of_range"}));
}

TEST(Promise, RedLineLiesUnderTheNorm) {
  PromiseDraft draft = room_at_three();
  draft.red_line = 0.95;
  auto refused = make(PromiseId{"p1"}, draft);
  ASSERT_FALSE(refused);
  EXPECT_EQ(keys_of(refused.error()), (std::vector<std::string>{"red_line:promises.red_line.above_norm"}));
}

TEST(Promise, AnAnswerIsJudgedByTheVersionOfItsDay) {
  auto reworded = reword(made(), {std::nullopt, 0.95, std::nullopt, day("2026-06-01")}, day("2026-05-20"), Instant{5});
  ASSERT_TRUE(reworded) << reworded.error().key;
  EXPECT_EQ(reworded->on(day("2025-12-31")), nullptr);
  EXPECT_EQ(reworded->on(day("2026-01-01"))->version, 1);
  EXPECT_EQ(reworded->on(day("2026-05-31"))->version, 1);
  EXPECT_EQ(reworded->on(day("2026-06-01"))->version, 2);
  EXPECT_EQ(reworded->on(day("2026-06-01"))->text, room_at_three().text);
  EXPECT_EQ(reworded->way_out, WayOut::reword);
  EXPECT_EQ(reworded->revision, 2);
}

TEST(Promise, IsNotRewordedBackwardsInTime) {
  auto refused = reword(made(), {std::nullopt, 0.5, 0.4, day("2026-05-19")}, day("2026-05-20"), Instant{5});
  ASSERT_FALSE(refused);
  EXPECT_EQ(keys_of(refused.error()), (std::vector<std::string>{"from:promises.from.in_the_past"}));
}

TEST(Promise, TwoVersionsNeverShareADay) {
  auto refused = reword(made(), {std::nullopt, 0.8, std::nullopt, day("2026-01-01")}, day("2025-12-01"), Instant{5});
  ASSERT_FALSE(refused);
  EXPECT_EQ(keys_of(refused.error()), (std::vector<std::string>{"from:promises.from.not_later"}));
}

TEST(Promise, ARewordingSaysSomethingNew) {
  auto refused = reword(made(), {room_at_three().text, 0.9, 0.75, day("2026-06-01")}, day("2026-05-20"), Instant{5});
  ASSERT_FALSE(refused);
  EXPECT_EQ(keys_of(refused.error()), (std::vector<std::string>{"text:promises.reword.nothing_new"}));
}

TEST(Promise, MendingNeedsAnOwnerAndADate) {
  auto refused = mend(made(), {"Schoonmaak begint om 10.00 uur", "", day("2026-01-01")}, day("2026-05-20"), Instant{5});
  ASSERT_FALSE(refused);
  EXPECT_EQ(keys_of(refused.error()),
            (std::vector<std::string>{"owner:promises.step.owner_missing", "due:promises.step.due_in_the_past"}));
  auto mended = mend(made(), {"Schoonmaak begint om 10.00 uur", "Huishouding", day("2026-06-01")}, day("2026-05-20"), Instant{5});
  ASSERT_TRUE(mended);
  EXPECT_EQ(mended->way_out, WayOut::mend);
  EXPECT_EQ(mended->next_step->owner, "Huishouding");
  EXPECT_EQ(mended->versions, made().versions);
}

TEST(Promise, AWithdrawnPromiseKeepsItsPastAndTakesNoMore) {
  auto gone = withdraw(made(), day("2026-06-01"), "Wij bouwen om", day("2026-05-20"), Instant{7});
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->on(day("2026-05-31"))->version, 1);
  EXPECT_EQ(gone->on(day("2026-06-01")), nullptr);
  auto again = reword(*gone, {std::nullopt, 0.5, 0.4, day("2026-07-01")}, day("2026-05-20"), Instant{8});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, FaultKind::conflict);
  EXPECT_FALSE(mend(*gone, {"x", "y", day("2026-07-01")}, day("2026-05-20"), Instant{8}));
}

TEST(Promise, WithdrawingSaysWhy) {
  auto refused = withdraw(made(), day("2026-06-01"), "", day("2026-05-20"), Instant{7});
  ASSERT_FALSE(refused);
  EXPECT_EQ(keys_of(refused.error()), (std::vector<std::string>{"reason:promises.withdraw.reason_missing"}));
}

TEST(Promise, IsShapedByTheRoleOfItsAudience) {
  http::Caller caller;
  caller.account = AccountId{"a"};
  caller.role = http::Role::cx_manager;
  EXPECT_TRUE(may_shape(caller, Audience::customer));
  EXPECT_FALSE(may_shape(caller, Audience::employee));
  caller.role = http::Role::hr_manager;
  EXPECT_FALSE(may_shape(caller, Audience::customer));
  EXPECT_TRUE(may_shape(caller, Audience::employee));
  for (auto role : {http::Role::unit_manager, http::Role::analyst, http::Role::employee}) {
    caller.role = role;
    EXPECT_FALSE(may_shape(caller, Audience::customer));
    EXPECT_FALSE(may_shape(caller, Audience::employee));
  }
}

TEST(Promise, AKeyShapesNothing) {
  http::Caller key;
  key.role = http::Role::owner;
  key.key_id = "k";
  EXPECT_FALSE(may_shape(key, Audience::customer));
}

}  // namespace
}  // namespace goud::promises
