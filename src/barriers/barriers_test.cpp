#include <gtest/gtest.h>

#include "barriers/barriers.hpp"

namespace goud::barriers {
namespace {

constexpr std::int64_t day_micros = 86'400'000'000;
constexpr Instant now{1'793'620'800'000'000};
Instant days_on(int days) { return {now.micros + days * day_micros}; }
const Limits limits{{{1, 7}, {2, 3}}};

Barrier barrier() {
  Barrier one;
  one.id = "a";
  one.unit = UnitId{"zwolle"};
  one.moment = MomentId{"inchecken"};
  one.level = 2;
  one.reports = 3;
  one.minutes = 45;
  one.first_week = one.last_week = one.since = Day{20000};
  return one;
}
Barrier owned() { return acknowledge(barrier(), "ruben", limits, now).value(); }

TEST(Barrier, TheClockStartsWhenSomebodyHasIt) {
  const auto one = owned();
  EXPECT_EQ(one.state, State::acknowledged);
  EXPECT_EQ(one.owner, "ruben");
  EXPECT_EQ(*one.due, days_on(3));
  EXPECT_EQ(*one.rises, days_on(3));
  EXPECT_FALSE(overdue(one, days_on(2)));
  EXPECT_TRUE(overdue(one, days_on(3)));
  EXPECT_FALSE(overdue(barrier(), days_on(100))) << "nobody has it yet: it ages, it has no limit";
}

TEST(Barrier, HandedOverItKeepsTheTimeItHas) {
  const auto other = acknowledge(owned(), "noor", limits, days_on(2)).value();
  EXPECT_EQ(other.owner, "noor");
  EXPECT_EQ(*other.due, days_on(3));
  EXPECT_EQ(*other.acknowledged, now);
  EXPECT_EQ(acknowledge(barrier(), "", limits, now).error().fields[0].path, "owner");
}

TEST(Barrier, ALevelWithoutALimitHasTheUsualOne) {
  EXPECT_EQ(Limits{}.days(0), 14);
  EXPECT_EQ(Limits{}.days(1), 7);
  EXPECT_EQ(Limits{}.days(4), 3);
  EXPECT_EQ(limits.days(1), 7);
}

TEST(Barrier, RisesAndStaysOverTime) {
  auto one = rise(owned(), 1, limits, days_on(3));
  EXPECT_EQ(one.level, 1);
  EXPECT_EQ(one.escalated, 1);
  EXPECT_EQ(*one.due, days_on(3)) << "what was promised is not promised anew";
  EXPECT_EQ(*one.rises, days_on(10));
  EXPECT_TRUE(overdue(one, days_on(4)));
  one = rise(one, 0, limits, days_on(10));
  EXPECT_EQ(one.escalated, 2);
  EXPECT_FALSE(one.rises) << "there is nobody above";
}

TEST(Barrier, OnlyReportersSayThatItIsGone) {
  auto one = solve(owned(), "een tweede automaat", days_on(1)).value();
  EXPECT_EQ(one.state, State::solved);
  EXPECT_FALSE(one.rises);
  EXPECT_FALSE(overdue(one, days_on(30)));
  one = say(one, true, days_on(2));
  EXPECT_EQ(one.state, State::confirmed);
  EXPECT_EQ(one.gone, 1);
}

TEST(Barrier, StillThereOpensItAgainWithItsOwner) {
  auto one = solve(owned(), "gebeld", days_on(1)).value();
  one = say(one, true, days_on(2));
  one = say(one, false, days_on(2));
  EXPECT_EQ(one.state, State::acknowledged);
  EXPECT_EQ(one.owner, "ruben");
  EXPECT_EQ(*one.due, days_on(3));
  EXPECT_EQ(*one.rises, days_on(3));
  EXPECT_EQ(one.still_there, 1);
  // Said while it is open it confirms nothing; solved again counts anew.
  one = say(one, true, days_on(2));
  EXPECT_EQ(one.state, State::acknowledged);
  one = solve(one, "nu echt", days_on(4)).value();
  EXPECT_EQ(one.gone + one.still_there, 0);
  EXPECT_EQ(say(one, true, days_on(5)).state, State::confirmed);
}

TEST(Barrier, OneWhoSaidStillThereHoldsTheOthers) {
  auto one = solve(owned(), "gebeld", days_on(1)).value();
  one.still_there = 1;  // of another reporter since
  EXPECT_EQ(say(one, true, days_on(2)).state, State::solved);
  EXPECT_EQ(say(unsay(one, false), true, days_on(2)).state, State::confirmed) << "who took it back no longer does";
  EXPECT_EQ(unsay(barrier(), true).gone, 0);
}

TEST(Barrier, CannotHasAReason) {
  EXPECT_EQ(cannot(owned(), "", now).error().fields[0].path, "because");
  EXPECT_EQ(solve(owned(), "", now).error().fields[0].path, "done");
  const auto one = cannot(barrier(), "het gebouw is een monument", now).value();
  EXPECT_EQ(one.state, State::cannot);
  EXPECT_EQ(one.because, "het gebouw is een monument");
  EXPECT_TRUE(one.acknowledged) << "saying why not is an answer too";
  EXPECT_EQ(solve(one, "toch", now).error().kind, FaultKind::conflict);
  EXPECT_EQ(acknowledge(one, "noor", limits, now).error().kind, FaultKind::conflict);
}

TEST(Barrier, JoinedTheyCountTogether) {
  auto other = barrier();
  other.id = "b";
  other.reports = 2;
  other.minutes = 20;
  other.since = other.first_week = Day{19993};
  other.last_week = Day{20007};
  const auto both = joined(owned(), other).value();
  EXPECT_EQ(both.first.reports, 5);
  EXPECT_EQ(both.first.minutes, 65);
  EXPECT_EQ(both.first.first_week, Day{19993});
  EXPECT_EQ(both.first.last_week, Day{20007});
  EXPECT_EQ(both.first.owner, "ruben");
  EXPECT_EQ(both.second.state, State::joined);
  EXPECT_EQ(both.second.into, "a");
  EXPECT_EQ(both.second.reports, 0);
  EXPECT_FALSE(joined(barrier(), barrier()));
  EXPECT_FALSE(joined(owned(), both.second));
}

TEST(Report, IsChecked) {
  ReportDraft draft;
  draft.minutes = 7;
  const auto wrong = check(draft);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().fields.size(), 2U);
  draft.moment = MomentId{"inchecken"};
  draft.minutes = 60;
  EXPECT_TRUE(check(draft));
}

TEST(Report, WithoutWordsIsTheOneWithoutATitle) {
  auto named = barrier();
  named.title = "Slechts één sleutelautomaat";
  auto bare = barrier();
  bare.id = "b";
  EXPECT_EQ(same_as({named, bare}, ""), std::optional<std::size_t>(1));
  EXPECT_EQ(same_as({named}, ""), std::nullopt);
  EXPECT_EQ(same_as({named, bare}, "slechts een SLEUTELAUTOMAAT"), std::optional<std::size_t>(0));
  EXPECT_EQ(same_as({named, bare}, "de automaat is kapot"), std::nullopt) << "alike is for a person to decide";
}

TEST(Report, AlikeIsWhatSharesWhatItIsAbout) {
  auto one = barrier();
  one.title = "De sleutelautomaat is weer kapot";
  one.language = "nl";
  auto same = one, other = one, elsewhere = one, over = one;
  same.id = "b";
  same.title = "Slechts één sleutelautomaat";
  other.id = "c";
  other.title = "Te weinig dekbedden op de derde etage";
  elsewhere.id = "d";
  elsewhere.moment = MomentId{"ontbijt"};
  over.id = "e";
  over.state = State::confirmed;
  EXPECT_EQ(alike(one, {other, same, elsewhere, over, one}), std::vector<std::size_t>{1});
}

TEST(Report, ItsTitleIsItsFirstSentence) {
  EXPECT_EQ(title_of("Kamerstatus komt op papier. Dan bel ik."), "Kamerstatus komt op papier");
  EXPECT_EQ(title_of("Waarom zo? Ik weet het niet"), "Waarom zo?");
  EXPECT_EQ(title_of("Eerste regel\ntweede"), "Eerste regel");
  EXPECT_EQ(title_of(""), "");
  std::string words;
  for (int i = 0; i < 60; ++i) words += "woord ";
  const auto title = title_of(words);
  EXPECT_LE(title.size(), title_most);
  EXPECT_TRUE(title.ends_with("woord…"));
  const auto long_one = title_of(std::string(117, 'a') + "éééééééééé");
  EXPECT_EQ(long_one, std::string(116, 'a') + "…");
}

TEST(Names, AreReadAsTheyAreWritten) {
  for (const auto kind :
       {Kind::tools, Kind::not_allowed, Kind::too_busy, Kind::not_known, Kind::not_there, Kind::other})
    EXPECT_EQ(kind_from(name_of(kind)), kind);
  EXPECT_FALSE(kind_from("anything"));
}

}  // namespace
}  // namespace goud::barriers
