#include "kernel/clock.hpp"

#include <gtest/gtest.h>

namespace goud {
namespace {

Day day(std::string_view text) { return day_from(text).value(); }
Instant at(std::string_view text) { return instant_from(text).value(); }

TEST(Day, ReadsAndWritesTheCalendar) {
  EXPECT_EQ(day("1970-01-01").number, 0);
  EXPECT_EQ(day("2000-03-01").number, 11017);  // date -d 2000-03-01 +%s / 86400
  EXPECT_EQ(day("1969-12-31").number, -1);
  for (int number = -800'000; number < 800'000; number += 997) {
    const Day there{number};
    if (to_text(there).size() != 10 || to_text(there)[0] == '-') continue;
    EXPECT_EQ(day(to_text(there)), there);
  }
}

TEST(Day, RefusesDaysThatAreNotThere) {
  for (const auto* wrong : {"2026-02-31", "2026-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-01-00"}) {
    const auto refused = day_from(wrong);
    ASSERT_FALSE(refused) << wrong;
    EXPECT_EQ(refused.error().key, "kernel.day.unknown") << wrong;
  }
  EXPECT_TRUE(day_from("2024-02-29"));
  EXPECT_TRUE(day_from("2000-02-29"));
  for (const auto* wrong : {"", "2026-1-01", "26-01-01", "2026/01/01", "2026-01-01 ", " 2026-01-01", "+026-01-01", "2026-0a-01"}) {
    EXPECT_FALSE(day_from(wrong)) << wrong;
  }
}

TEST(Instant, ReadsOffsetsAndFractions) {
  EXPECT_EQ(at("1970-01-01T00:00:00Z").micros, 0);
  EXPECT_EQ(at("2026-11-23T08:00:00+01:00"), at("2026-11-23T07:00:00Z"));
  EXPECT_EQ(at("2026-11-22T23:30:00-07:30"), at("2026-11-23T07:00:00Z"));
  EXPECT_EQ(at("2026-11-23t07:00:00.5z").micros - at("2026-11-23T07:00:00Z").micros, 500'000);
  EXPECT_EQ(at("2026-11-23T07:00:00.1234567Z").micros % 1'000'000, 123'456);
  EXPECT_EQ(to_rfc3339(at("2026-11-23T07:00:00.000001Z")), "2026-11-23T07:00:00.000001Z");
  EXPECT_EQ(to_rfc3339(Instant{-1}), "1969-12-31T23:59:59.999999Z");
}

TEST(Instant, RefusesWhatIsNotOne) {
  for (const auto* wrong :
       {"", "2026-11-23", "2026-11-23T07:00:00", "2026-11-23T24:00:00Z", "2026-11-23T07:60:00Z", "2026-11-23T07:00:60Z",
        "2026-02-31T07:00:00Z", "2026-11-23T07:00:00.Z", "2026-11-23T07:00:00+1:00", "2026-11-23T07:00:00+01:00x",
        "2026-11-23T07:00Z", "2026-11-23T07:00:00+0100", "2026-11-23T-1:00:00Z"}) {
    EXPECT_FALSE(instant_from(wrong)) << wrong;
  }
}

TEST(Zone, ADayIsThatOfTheOrganisation) {
  EXPECT_EQ(day_in(at("2026-11-23T22:59:59Z"), "Europe/Amsterdam").value(), day("2026-11-23"));
  EXPECT_EQ(day_in(at("2026-11-23T23:00:00Z"), "Europe/Amsterdam").value(), day("2026-11-24"));
  EXPECT_EQ(day_in(at("2026-07-01T22:00:00Z"), "Europe/Amsterdam").value(), day("2026-07-02"));
  EXPECT_EQ(day_in(at("2026-11-23T04:59:59Z"), "America/New_York").value(), day("2026-11-22"));
  EXPECT_EQ(day_in(at("2026-11-23T12:00:00Z"), "Pacific/Kiritimati").value(), day("2026-11-24"));
  EXPECT_EQ(day_in(Instant{-1}, "UTC").value(), day("1969-12-31"));
}

TEST(Zone, TheDaysWhenTheClockMoves) {
  // Summer time 2026: starts 29 March 01:00Z, ends 25 October 01:00Z. Those days have 23 and 25 hours.
  const auto hours = [](std::string_view text) {
    int count = 0;
    const auto asked = day(text);
    for (std::int64_t hour = -30; hour < 54; ++hour) {
      const Instant there{(asked.number * 24LL + hour) * 3'600'000'000LL};
      count += day_in(there, "Europe/Amsterdam").value() == asked ? 1 : 0;
    }
    return count;
  };
  EXPECT_EQ(hours("2026-03-28"), 24);
  EXPECT_EQ(hours("2026-03-29"), 23);
  EXPECT_EQ(hours("2026-10-25"), 25);
}

TEST(Zone, AnUnknownZoneIsRefused) {
  EXPECT_TRUE(zone_known("Europe/Amsterdam"));
  EXPECT_FALSE(zone_known("Europe/Amsterdamm"));
  EXPECT_FALSE(zone_known(""));
  EXPECT_FALSE(zone_known("../../etc/passwd"));
  const auto refused = day_in(Instant{0}, "Mars/Olympus");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "kernel.zone.unknown");
}

TEST(IsoWeek, KnowsYearsOfFiftyThreeWeeks) {
  EXPECT_EQ(iso_week(day("2020-12-31")), (IsoWeek{2020, 53}));
  EXPECT_EQ(iso_week(day("2021-01-03")), (IsoWeek{2020, 53}));
  EXPECT_EQ(iso_week(day("2021-01-04")), (IsoWeek{2021, 1}));
  EXPECT_EQ(iso_week(day("2026-12-31")), (IsoWeek{2026, 53}));
  EXPECT_EQ(iso_week(day("2027-01-03")), (IsoWeek{2026, 53}));
  EXPECT_EQ(iso_week(day("2018-12-31")), (IsoWeek{2019, 1}));
  EXPECT_EQ(iso_week(day("2024-12-30")), (IsoWeek{2025, 1}));
  EXPECT_EQ(iso_week(day("2023-01-01")), (IsoWeek{2022, 52}));
  EXPECT_EQ(monday_of(day("2026-11-29")), day("2026-11-23"));
  EXPECT_EQ(monday_of(day("2026-11-23")), day("2026-11-23"));
  EXPECT_EQ(monday_of(day("1969-12-31")), day("1969-12-29"));
  EXPECT_EQ(first_of_month(day("2024-02-29")), day("2024-02-01"));
}

TEST(IsoWeek, EveryWeekHasSevenDaysOverFourCenturies) {
  IsoWeek before = iso_week(Day{-60'001});
  for (std::int32_t monday = monday_of(Day{-60'000}).number; monday < 90'000; monday += 7) {
    const auto week = iso_week(Day{monday});
    for (int i = 1; i < 7; ++i) ASSERT_EQ(iso_week(Day{monday + i}), week);
    ASSERT_TRUE(week.week == before.week + 1 || (week.week == 1 && week.year == before.year + 1 && before.week >= 52));
    before = week;
  }
}

}  // namespace
}  // namespace goud
