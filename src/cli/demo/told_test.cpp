// Three thousand stories, no two alike: what guests tell beside the three hundred, and what the floor tells.
#include "cli/demo/told.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "cli/demo/team.hpp"
#include "cli/demo/telling.hpp"
#include "text/redaction.hpp"
#include "text/stems.hpp"

namespace goud::cli::demo {
namespace {

const Day until = *day_from("2026-11-23");
constexpr std::uint64_t seed = 1;

const std::vector<Visit>& stays() {
  static const auto all = visits({.seed = seed, .until = until});
  return all;
}

struct Told {
  std::string text;
  bool english;
};
const std::vector<Told>& told() {
  static const auto all = [] {
    std::vector<Told> texts;
    for (const auto& visit : stays())
      if (!visit.words.empty()) texts.push_back({visit.words, visit.english});
    for (const auto& story : floor_stories(until, seed)) texts.push_back({story.text, story.english});
    return texts;
  }();
  return all;
}

TEST(Told, three_thousand_stories_and_no_two_alike) {
  std::set<std::string> texts;
  for (const auto& [text, english] : told()) {
    EXPECT_TRUE(texts.insert(text).second) << text;
    EXPECT_EQ(text.find_first_of("!$@{|}"), text.find('@')) << text;  // an address holds the one that may be there
    EXPECT_EQ(text.find("  "), std::string::npos) << text;
    EXPECT_TRUE(text.ends_with('.') || text.ends_with('?') || text.ends_with("’")) << text;
    EXPECT_FALSE(text[0] >= 'a' && text[0] <= 'z') << text;
  }
  EXPECT_EQ(texts.size(), 3000U);
}

// Two stories are nearly alike where more than .6 of their runs of three stems, of both together, are shared.
TEST(Told, hardly_any_two_are_nearly_alike) {
  std::vector<std::vector<std::size_t>> runs;
  for (const auto& [text, english] : told()) {
    std::vector<std::string> stems;
    for (const auto& token : text::tokens(text)) stems.push_back(text::stem(token.folded, english ? "en" : "nl"));
    std::set<std::size_t> of_story;
    for (std::size_t i = 2; i < stems.size(); ++i)
      of_story.insert(std::hash<std::string>{}(stems[i - 2] + ' ' + stems[i - 1] + ' ' + stems[i]));
    runs.emplace_back(of_story.begin(), of_story.end());
  }
  std::map<std::size_t, std::vector<std::size_t>> of_run;
  for (std::size_t i = 0; i < runs.size(); ++i)
    for (const auto run : runs[i]) of_run[run].push_back(i);
  int alike = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    std::map<std::size_t, std::size_t> shared;  // runs, with each earlier story
    for (const auto run : runs[i])
      for (const auto j : of_run[run])
        if (j < i) ++shared[j];
    for (const auto& [j, both] : shared)
      if (static_cast<double>(both) > 0.6 * static_cast<double>(runs[i].size() + runs[j].size() - both)) ++alike;
  }
  RecordProperty("alike", alike);
  EXPECT_LE(alike, 90) << "of 4,498,500 pairs: one in fifty thousand at most";
}

TEST(Told, a_story_never_denies_its_own_form) {
  for (const bool english : {false, true}) {
    const auto teller = guests(english);
    for (const auto& theme : teller.themes()) {
      const auto of = [&](const MomentPlan& moment) { return moment.key == theme.moment; };
      ASSERT_TRUE(std::ranges::any_of(moments(), of)) << theme.moment;
      for (const auto& parts : theme.parts) EXPECT_FALSE(parts.empty()) << theme.moment;
      EXPECT_FALSE(theme.answers.empty()) << theme.moment;
    }
    const auto shares = teller.shares(777);
    EXPECT_EQ(std::accumulate(shares.begin(), shares.end(), 0), 777);
  }
  // What was laid on a visit comes of a theme that asks for the answers the visit gave: a stay below expectation is told below it.
  int less = 0, better = 0;
  for (const auto& visit : stays()) {
    if (visit.words.empty()) continue;
    ASSERT_TRUE(visit.felt);
    less += visit.felt == Felt::less ? 1 : 0;
    better += visit.felt == Felt::better ? 1 : 0;
  }
  EXPECT_GT(less, 800);
  EXPECT_GT(better, 600);
}

TEST(Told, half_of_them_in_the_last_twelve_weeks_and_the_let_down_want_an_answer) {
  int all = 0, late = 0, let_down = 0, reachable = 0, shareable = 0;
  for (const auto& visit : stays()) {
    if (visit.words.empty()) {
      EXPECT_FALSE(visit.intention);
      continue;
    }
    ++all;
    shareable += visit.may_share ? 1 : 0;
    if (visit.day.number <= until.number - 7 * recent_weeks) continue;
    ++late;
    if (visit.felt != Felt::less) continue;
    ++let_down;
    reachable += visit.telephone.empty() && visit.email.empty() ? 0 : 1;
    EXPECT_TRUE(visit.telephone.empty() || visit.telephone.starts_with("06 0")) << "given out to nobody";
    EXPECT_TRUE(visit.email.empty() || visit.email.ends_with(".example"));
  }
  EXPECT_EQ(all, 2700);
  EXPECT_NEAR(late / static_cast<double>(all), 0.5, 0.05);
  EXPECT_NEAR(shareable / static_cast<double>(all), 0.7, 0.04);
  EXPECT_GT(let_down, 500);
  EXPECT_NEAR(reachable / static_cast<double>(let_down), wants_answer, 0.08);
}

TEST(Told, some_point_at_somebody_and_that_is_found) {
  std::vector<std::string> names;
  for (const auto& team : teams()) {
    names.emplace_back(team.leads);
    for (const auto who : team.floor) names.emplace_back(who);
  }
  const text::NameList list(names);
  std::set<text::PrivateKind> kinds;
  int pointing = 0;
  for (const auto& [text, english] : told()) {
    const auto found = text::find_private(text, list);
    for (const auto& part : found) kinds.insert(part.kind);
    pointing += found.empty() ? 0 : 1;
    EXPECT_FALSE(std::ranges::any_of(found, [](const auto& part) { return part.kind == text::PrivateKind::bsn; }))
        << text;
  }
  using enum text::PrivateKind;
  EXPECT_EQ(kinds, (std::set{email, telephone, iban, name, title}));
  EXPECT_GT(pointing, 100);
  EXPECT_LT(pointing, 300);
}

TEST(Told, the_floor_tells_of_guests_moments_and_of_its_own) {
  const auto stories = floor_stories(until, seed);
  EXPECT_EQ(stories.size(), static_cast<std::size_t>(stories_of_floor));
  std::set<std::string_view> of;
  int unnamed = 0, english = 0;
  for (const auto& story : stories) {
    of.insert(story.moment);
    unnamed += story.named ? 0 : 1;
    english += story.english ? 1 : 0;
    EXPECT_LE(story.day, until);
  }
  EXPECT_TRUE(of.contains("checkin") && of.contains("roster") && of.contains("deciding"));
  EXPECT_NEAR(unnamed / 300.0, 0.4, 0.09);
  EXPECT_NEAR(english / 300.0, 0.23, 0.02);
}

}  // namespace
}  // namespace goud::cli::demo
