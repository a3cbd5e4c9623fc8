// The simulator tells what it was told to: every planted probability stands inside the interval of what came out, the
// same seed gives the same answers, and a story fits the form it is on.
#include "cli/demo/visits.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <sstream>

namespace goud::cli::demo {
namespace {

const Day until = *day_from("2026-11-23");

const std::vector<Visit>& merelhof() {
  static const auto all = visits({.seed = 1, .until = until});
  return all;
}

struct Count {
  int kept = 0, base = 0;
  [[nodiscard]] double share() const { return static_cast<double>(kept) / base; }
  // Three standard errors of the planted share: one in 370 falls outside by chance.
  [[nodiscard]] bool holds(double planted) const {
    return std::abs(share() - planted) < 3 * std::sqrt(planted * (1 - planted) / base);
  }
};

Count count(std::string_view key, const std::function<bool(const Visit&)>& where) {
  Count found;
  for (const auto& visit : merelhof()) {
    const auto plans = promises_of(visit.touch);
    for (std::size_t i = 0; i < plans.size(); ++i) {
      if (plans[i].key != key || !counts(visit.promises[i]) || !where(visit)) continue;
      ++found.base;
      if (kept(visit.promises[i], plans[i])) ++found.kept;
    }
  }
  return found;
}

TEST(Plan, has_fourteen_hotels_sixteen_moments_and_twenty_five_promises) {
  EXPECT_EQ(hotels().size(), 14U);
  EXPECT_EQ(moments().size(), 16U);
  EXPECT_EQ(promises().size(), 25U);
  std::size_t of_guests = 0;
  for (int i = 0; i < touches; ++i) {
    EXPECT_EQ(moments()[i].listener, Listener::guest);
    const auto plans = promises_of(static_cast<Touch>(i));
    EXPECT_GE(plans.size(), 1U);
    EXPECT_LE(plans.size(), 2U) << "a visit holds two answers";
    of_guests += plans.size();
  }
  EXPECT_EQ(of_guests, 13U);
  std::set<std::string_view> keys;
  for (const auto& promise : promises()) {
    EXPECT_TRUE(keys.insert(promise.key).second) << promise.key;
    EXPECT_FALSE(promise.text.nl.empty());
    EXPECT_FALSE(promise.text.en.empty());
    EXPECT_TRUE(std::ranges::any_of(moments(), [&](const auto& moment) { return moment.key == promise.moment; }));
  }
}

TEST(Plan, breaks_check_in_on_a_monday_twelve_weeks_back) {
  const auto days = calendar(until);
  EXPECT_EQ(to_text(days.check_in_break), "2026-09-28");
  EXPECT_EQ(monday_of(days.check_in_break), days.check_in_break);
  EXPECT_EQ(to_text(days.first), "2024-11-24");
}

TEST(Stories, are_three_hundred_and_all_different) {
  EXPECT_EQ(dutch_stories().size(), 190U);
  EXPECT_EQ(english_stories().size(), 110U);
  std::set<std::string_view> texts;
  for (const auto stories : {dutch_stories(), english_stories()})
    for (const auto& story : stories) {
      EXPECT_TRUE(texts.insert(story.text).second) << story.text;
      EXPECT_LE(story.answers.size(), promises_of(story.touch).size()) << story.text;
      EXPECT_EQ(story.text.find('!'), std::string_view::npos) << story.text;
      const auto is_its_hotel = [&](const auto& hotel) { return hotel.code == story.hotel; };
      EXPECT_TRUE(story.hotel.empty() || std::ranges::any_of(hotels(), is_its_hotel)) << story.text;
    }
  EXPECT_EQ(texts.size(), 300U);
}

TEST(Visits, carry_every_story_once_on_a_form_that_agrees_with_it) {
  std::map<const StoryText*, int> used;
  for (const auto& visit : merelhof()) {
    if (!visit.story) continue;
    ++used[visit.story];
    EXPECT_EQ(visit.touch, visit.story->touch);
    EXPECT_EQ(visit.felt, visit.story->felt);
    EXPECT_TRUE(visit.story->hotel.empty() || hotels()[visit.hotel].code == visit.story->hotel) << visit.story->text;
  }
  EXPECT_EQ(used.size(), 300U);
  for (const auto& [story, times] : used) EXPECT_EQ(times, 1) << story->text;
}

TEST(Visits, are_the_same_for_the_same_seed_and_others_for_another) {
  const auto form = [](const Visit& visit) {
    std::ostringstream out;
    out << visit.number << ' ' << visit.hotel << ' ' << static_cast<int>(visit.touch) << ' ' << visit.applicable << ' '
        << visit.experienced.micros << ' ' << visit.received.micros << ' ' << visit.english
        << static_cast<int>(visit.promises[0]) << static_cast<int>(visit.promises[1]) << ' '
        << visit.satisfied.value_or(-1) << ' ' << (visit.felt ? static_cast<int>(*visit.felt) : -1) << visit.unexpected
        << ' ' << visit.recommend.value_or(-1) << visit.words << visit.telephone << visit.email;
    return out.str();
  };
  const auto all = [&](std::uint64_t seed) {
    std::string text;
    for (const auto& visit : visits({.seed = seed, .until = until, .answers = 5000})) text += form(visit) + '\n';
    return text;
  };
  const auto once = all(7);
  EXPECT_EQ(once, all(7));
  EXPECT_NE(once, all(8));
}

TEST(Visits, are_spread_over_two_years_and_never_received_before_they_were_lived) {
  const auto days = calendar(until);
  EXPECT_EQ(merelhof().size(), 60000U);
  std::map<int, int> by_month;
  for (const auto& visit : merelhof()) {
    EXPECT_GE(visit.day, days.first);
    EXPECT_LE(visit.day, days.last);
    EXPECT_LE(visit.experienced, visit.received);
    EXPECT_EQ(*day_in(visit.experienced, "Europe/Amsterdam"), visit.day);
    EXPECT_LE(*day_in(visit.received, "Europe/Amsterdam"), days.last);
    EXPECT_TRUE(visit.felt || visit.satisfied || visit.recommend || visit.promises[0] != Said::not_shown) << "an empty form";
    ++by_month[std::stoi(to_text(visit.day).substr(5, 2))];
  }
  EXPECT_GT(by_month[8], by_month[1] * 1.4);
}

TEST(Planted, every_promise_is_kept_as_often_as_was_planted) {
  const auto days = calendar(until);
  for (int i = 0; i < touches; ++i)
    for (const auto& promise : promises_of(static_cast<Touch>(i))) {
      if (promise.key == "checkin_ready" || promise.key == "room_quiet") continue;  // below
      const auto found = count(promise.key, [](const Visit&) { return true; });
      EXPECT_TRUE(found.holds(promise.kept)) << promise.key << ' ' << found.share() << " of " << found.base;
    }
  const auto before = count("checkin_ready", [&](const Visit& visit) { return visit.day < days.check_in_break; });
  const auto since = count("checkin_ready", [&](const Visit& visit) { return visit.day >= days.check_in_break; });
  EXPECT_TRUE(before.holds(checkin_before)) << before.share();
  EXPECT_TRUE(since.holds(checkin_since)) << since.share();
  EXPECT_GT(since.base, 500);
}

TEST(Planted, zwolle_is_less_quiet_and_the_others_are_alike) {
  const auto zwolle = count("room_quiet", [](const Visit& visit) { return hotels()[visit.hotel].code == "zwl"; });
  const auto others = count("room_quiet", [](const Visit& visit) { return hotels()[visit.hotel].code != "zwl"; });
  EXPECT_TRUE(zwolle.holds(zwolle_quiet)) << zwolle.share();
  EXPECT_TRUE(others.holds(others_quiet)) << others.share();
}

TEST(Planted, leiden_and_haarlem_do_not_differ_at_breakfast) {
  const auto at = [](std::string_view code) {
    return count("breakfast_fresh", [code](const Visit& visit) { return hotels()[visit.hotel].code == code; });
  };
  const auto leiden = at("ldn"), haarlem = at("hrl");
  const double planted = 0.93;
  EXPECT_TRUE(leiden.holds(planted));
  EXPECT_TRUE(haarlem.holds(planted));
  const auto error = std::sqrt(planted * (1 - planted) * (1.0 / leiden.base + 1.0 / haarlem.base));
  EXPECT_LT(std::abs(leiden.share() - haarlem.share()), 1.96 * error);
}

TEST(Planted, a_promise_of_ten_days_has_too_few_answers_to_be_judged) {
  const auto found = count("checkout_bill", [](const Visit&) { return true; });
  EXPECT_GT(found.base, 5);
  EXPECT_LT(found.base, 60);
}

TEST(Survey, the_example_file_is_what_the_simulator_makes) {
  std::ifstream file("examples/hotel-survey.csv");
  if (!file) GTEST_SKIP() << "examples/hotel-survey.csv is not here: run the tests from the root of the source";
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_TRUE(text.str() == survey_csv(1, until, 300)) << "make it anew: goud demo --survey examples/hotel-survey.csv --until 2026-11-23";
}

}  // namespace
}  // namespace goud::cli::demo
