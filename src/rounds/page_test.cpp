// The pages of a ballot, as text.
#include "rounds/page.hpp"

#include <gtest/gtest.h>

#include "kernel/words.hpp"
#include "rounds/page_note.hpp"
#include "rounds/wrong_codes.hpp"

namespace goud::rounds {
namespace {

Item five(std::string key, About about, int week = 1) {
  Item item;
  item.key = std::move(key);
  item.about = about;
  item.text = {"Ik weet " + item.key, "I know " + item.key};
  item.top = {"4", "5"};
  item.week = week;
  return item;
}

Plan plan_of(int clarity, int engagement, int facets) {
  Plan plan;
  plan.name = {"Ronde november", "November round"};
  plan.opens = day_from("2026-11-02").value();
  plan.closes = day_from("2026-11-30").value();
  for (int i = 0; i < clarity; ++i) plan.items.push_back(five("clear" + std::to_string(i), About::clarity));
  for (int i = 0; i < engagement; ++i) plan.items.push_back(five("engaged" + std::to_string(i), About::engagement));
  for (int i = 0; i < facets; ++i) {
    plan.facets.push_back({"facet" + std::to_string(i),
                           {"Hoe lang?", "How long?"},
                           {{"short", {"Kort", "Short"}}, {"long", {"Lang", "Long"}}}});
  }
  return plan;
}

Frozen house() {
  Frozen frozen;
  frozen.units = {{UnitId{"a"}, -1, 0, "Merelhof", 2},
                  {UnitId{"b"}, 0, 1, "Receptie", 14},
                  {UnitId{"c"}, 0, 1, "Techniek & <i>", 3}};
  return frozen;
}

struct Shown {
  Plan plan = plan_of(6, 0, 1);
  Frozen frozen = house();
  BallotPage page;
  PageFrame frame{"nl", "n0nce", false, "", "Merelhof"};
  Shown() {
    page.code = "K7QM-2VXR-9TDA";
    page.place = 1;
    page.receipt = std::string(32, 'a');
  }
  std::string html() {
    page.plan = &plan;
    page.frozen = &frozen;
    return ballot_page(frame, page);
  }
};

int times(std::string_view text, std::string_view part) {
  int found = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}
bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

TEST(Sheets, ABatteryFillsASheetAndFacetsComeLast) {
  const auto six = plan_of(6, 0, 3);
  auto sheets = sheets_of(six, 1);
  ASSERT_EQ(sheets.size(), 2u);
  EXPECT_EQ(sheets[0].batteries.front().items.size(), 6u);
  EXPECT_FALSE(sheets[0].facets);
  EXPECT_TRUE(sheets[1].facets);
  EXPECT_TRUE(sheets[1].batteries.empty());

  const auto one = plan_of(1, 0, 3);
  sheets = sheets_of(one, 1);
  ASSERT_EQ(sheets.size(), 1u) << "one question a week is one sheet";
  EXPECT_TRUE(sheets[0].facets);

  const auto long_one = plan_of(19, 3, 0);
  sheets = sheets_of(long_one, 1);
  std::size_t asked = 0;
  for (const auto& sheet : sheets) {
    std::size_t own = 0;
    for (const auto& battery : sheet.batteries) own += battery.items.size();
    EXPECT_LE(own, 8u);
    asked += own;
  }
  EXPECT_EQ(asked, 22u);
  EXPECT_TRUE(sheets_of(six, 2).empty());
}

TEST(BallotPage, NothingIsChosenAndNothingRuns) {
  Shown shown;
  const auto html = shown.html();
  EXPECT_EQ(times(html, " checked"), 0);
  EXPECT_EQ(times(html, "type=\"radio\""), 6 * 5 + 3)
      << "six questions of five and a facet with its way out, on one sheet of seven";
  EXPECT_EQ(times(html, "<script"), 0);
  EXPECT_EQ(times(html, " required"), 0);
  EXPECT_EQ(times(html, " style="), 0);
  EXPECT_LT(html.size(), 15u * 1024);
  EXPECT_TRUE(holds(html, "lang=\"nl\""));
  EXPECT_TRUE(holds(html, "Liever niet"));
  EXPECT_TRUE(holds(html, "name=\"r\" value=\"" + std::string(32, 'a')));
}

TEST(BallotPage, SaysWhatHappensAndInWhichGroupItCounts) {
  Shown shown;
  auto html = shown.html();
  EXPECT_TRUE(holds(html, "Ronde november, t/m 29 november"));
  EXPECT_TRUE(holds(html, "Hier ben je niet aangemeld"));
  EXPECT_TRUE(holds(html, "Merelhof vraagt dit aan alle medewerkers."));
  EXPECT_TRUE(holds(html, "Je antwoord telt mee in de groep Receptie (14 mensen), of samen met een andere groep"));
  EXPECT_TRUE(holds(html, "/r/hoe-je-antwoord-bewaard-wordt"));
  shown.page.place = 2;
  html = shown.html();
  EXPECT_TRUE(holds(
      html,
      "Techniek &amp; &lt;i&gt; heeft minder dan 5 mensen: je antwoord telt nooit apart mee, wel samen met een andere groep binnen Merelhof (19 mensen)"));
  shown.page.late = true;
  shown.frame.language = "en";
  html = shown.html();
  EXPECT_TRUE(holds(html, "of the round before"));
  EXPECT_TRUE(holds(html, "/r/how-your-answer-is-kept"));
}

TEST(BallotPage, WhatWasSaidGoesAlongFromSheetToSheet) {
  Shown shown;
  shown.plan = plan_of(6, 6, 3);
  shown.page.typed = {{"a.clear0", "4"}, {"a.engaged2", "2"}, {"f.facet0", ""}, {"a.unknown", "x"}, {"s", "7"}};
  shown.page.sheet = 1;
  const auto html = shown.html();
  EXPECT_TRUE(holds(html, "2 van 3"));
  EXPECT_TRUE(holds(html, "<input type=\"hidden\" name=\"a.clear0\" value=\"4\">"));
  EXPECT_TRUE(holds(html, "<input type=\"hidden\" name=\"f.facet0\" value=\"\">"));
  EXPECT_TRUE(holds(html, "name=\"a.engaged2\" value=\"2\" checked"));
  EXPECT_FALSE(holds(html, "unknown"));
  EXPECT_TRUE(holds(html, "value=\"back\""));
  EXPECT_FALSE(holds(html, "Hier ben je niet aangemeld")) << "said once, before the first question";
  shown.page.sheet = 2;
  const auto last = shown.html();
  EXPECT_TRUE(holds(last, "name=\"f.facet0\" value=\"\" checked")) << "rather not is a choice too";
  EXPECT_TRUE(holds(last, "value=\"send\""));
}

TEST(BallotPage, AFaultStandsBesideItsFieldWithWhatWasTyped) {
  Shown shown;
  Item words = five("more", About::own);
  words.kind = ItemKind::text;
  words.text = {"Wat <b>nog</b>?", ""};
  shown.plan = plan_of(6, 0, 0);
  shown.plan.items.push_back(words);
  shown.page.typed = {{"a.more", "\"></textarea><script>x"}};
  shown.page.faults = {{"answers.more", "rounds.page.empty", {}}};
  shown.page.sheet = sheet_of(sheets_of(shown.plan, 1), shown.page.faults);
  EXPECT_EQ(shown.page.sheet, 1u);
  shown.frame.language = "en";
  const auto html = shown.html();
  EXPECT_TRUE(holds(html, "Not sent yet: "));
  EXPECT_TRUE(holds(html, "<span lang=\"nl\">Wat &lt;b&gt;nog&lt;/b&gt;?</span>"));
  EXPECT_TRUE(holds(html, "aria-invalid=\"true\""));
  EXPECT_TRUE(holds(html, "&lt;script&gt;x"));
  EXPECT_EQ(times(html, "<script"), 0);
  EXPECT_TRUE(holds(html, "class=\"er\""));
}

TEST(BallotPage, EveryKindOfQuestion) {
  Shown shown;
  shown.plan = plan_of(0, 0, 0);
  auto yes = five("yes", About::promise);
  yes.kind = ItemKind::yes_no;
  yes.not_applicable = {"na"};
  auto eleven = five("eleven", About::ladder);
  eleven.kind = ItemKind::eleven;
  auto choice = five("pick", About::situation);
  choice.kind = ItemKind::choice;
  choice.options = {{"a", {"Een", "One"}}, {"b", {"Twee & drie", ""}}};
  auto open = five("open", About::own);
  open.kind = ItemKind::text;
  shown.plan.items = {yes, eleven, choice, open};
  const auto html = shown.html();
  EXPECT_EQ(times(html, "name=\"a.yes\""), 3);
  EXPECT_EQ(times(html, "name=\"a.eleven\""), 11);
  EXPECT_EQ(times(html, "name=\"a.pick\""), 2);
  EXPECT_TRUE(holds(html, "<textarea id=\"q4\" name=\"a.open\""));
  EXPECT_EQ(times(html, "<h1>"), 1);
  EXPECT_EQ(times(html, "<h2>"), 3) << "small batteries together on one sheet";
}

TEST(BallotForm, SaysWhatWasSaidAndNothingMore) {
  auto plan = plan_of(2, 0, 2);
  auto open = five("open", About::own);
  open.kind = ItemKind::text;
  plan.items.push_back(open);
  plan.items.push_back(five("later", About::own, 2));
  const auto ballot = ballot_in(plan, UnitId{"b"}, 1, true,
                                {{"a.clear0", "4"},
                                 {"a.clear1", ""},
                                 {"a.open", " \r\nfine\r\nso \n"},
                                 {"a.later", "3"},
                                 {"a.x", "1"},
                                 {"f.facet0", ""},
                                 {"f.facet1", "long"}});
  const Ballot wanted{UnitId{"b"}, 1, {{"clear0", "4"}, {"open", "fine\nso"}}, {{"facet1", "long"}}, true};
  EXPECT_EQ(ballot, wanted);
  const auto left = cleared(plan, sheets_of(plan, 1).front(),
                            {{"a.clear0", "4"}, {"r", "x"}, {"f.facet1", "long"}, {"a.later", "1"}});
  EXPECT_EQ(left, (http::Fields{{"r", "x"}, {"a.later", "1"}}));
}

TEST(TypedCodes, AreReadTolerantly) {
  EXPECT_EQ(code_typed("k7qm2vxr9tda"), "K7QM-2VXR-9TDA");
  EXPECT_EQ(code_typed(" K7QM 2VXR-9TDA "), "K7QM-2VXR-9TDA");
  EXPECT_EQ(code_typed("OIL0-oil0-0000"), "0110-0110-0000");
  EXPECT_FALSE(code_typed("K7QM-2VXR-9TD"));
  EXPECT_FALSE(code_typed("K7QM-2VXR-9TDAA"));
  EXPECT_FALSE(code_typed("K7QM-2VXR-9TDU"));
  EXPECT_FALSE(code_typed(""));
  EXPECT_FALSE(code_typed("K7QM/2VXR/9TDA"));
  const std::string receipt = "3f9a11c0000000000000000000000abc";
  EXPECT_EQ(receipt_typed(receipt_shown(receipt)), receipt);
  EXPECT_EQ(receipt_typed("3F9A11C0000000000000000000000ABC\r\n"), receipt);
  EXPECT_FALSE(receipt_typed("3f9a"));
  EXPECT_FALSE(receipt_typed(receipt + "0"));
  EXPECT_FALSE(receipt_typed("zf9a11c0000000000000000000000abc"));
}

TEST(PageNotes, AreOfOneCodeAndSayNothingToOthers) {
  SeededRandomness randomness(7);
  const people::Secrets secrets(std::array<unsigned char, 32>{1, 2, 3});
  const auto key = note_key(secrets);
  const PageNote note{PageNote::Kind::taken_back, 3, "00112233445566778899aabbccddeeff"};
  auto text = seal(note, "K7QM-2VXR-9TDA", key, randomness);
  EXPECT_EQ(unseal(text, "K7QM-2VXR-9TDA", key), note);
  EXPECT_FALSE(unseal(text, "K7QM-2VXR-9TDB", key));
  EXPECT_FALSE(unseal(text + "A", "K7QM-2VXR-9TDA", key));
  EXPECT_FALSE(unseal("", "K7QM-2VXR-9TDA", key));
  EXPECT_FALSE(holds(text, "001122"));
  EXPECT_NE(seal(note, "K7QM-2VXR-9TDA", key, randomness), text);
  text[40] = text[40] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(unseal(text, "K7QM-2VXR-9TDA", key));
}

TEST(WrongCodes, AreSlowedPerAddressAndInAll) {
  SetClock clock(Instant{0});
  SystemRandomness randomness;
  WrongCodes wrong(clock, randomness);
  int answered = 0;
  for (int i = 0; i < 10'000; ++i) answered += wrong.guessed("10.0.0.1") == 0;
  EXPECT_EQ(answered, 20);
  EXPECT_EQ(wrong.guessed("10.0.0.2"), 0) << "another address still is";
  for (int i = 0; i < 10'000; ++i)
    answered += wrong.guessed("10.1." + std::to_string(i / 250) + "." + std::to_string(i % 250)) == 0;
  EXPECT_LE(answered, 620) << "from many addresses together no more than the installation answers";
  EXPECT_GT(wrong.guessed("10.0.0.1"), 0);
  clock.set(Instant{60'000'000});
  EXPECT_EQ(wrong.guessed("10.0.0.1"), 0);
}

TEST(WordsOfBallots, AreThereInBothLanguages) {
  for (const std::string language : {"nl", "en"}) {
    const PageFrame frame{language, "n", true, kept_address(language == "nl" ? "en" : "nl"), ""};
    for (const auto& html : {kept_page(frame), code_page(frame, "<x>", "no"),
                             take_back_page(frame, "K7QM-2VXR-9TDA", "", "no", "29 november"),
                             message_page(frame, {"t", {"s"}, std::string(32, 'b'), "/r", "go", "/r", "or", true})}) {
      EXPECT_FALSE(holds(html, "rounds.")) << html;
      EXPECT_EQ(times(html, "<h1>"), 1);
      EXPECT_EQ(times(html, "<script"), 0);
      EXPECT_LT(html.size(), 15u * 1024);
      EXPECT_TRUE(holds(html, "class=\"sim\""));
    }
    for (const auto about :
         {About::clarity, About::engagement, About::ladder, About::promise, About::situation, About::own})
      EXPECT_TRUE(word_known(language, "rounds.page.about." + std::string(name_of(about))));
  }
  EXPECT_EQ(day_text("nl", day_from("2026-11-29").value()), "29 november");
  EXPECT_EQ(weekday_text("en", day_from("2026-11-02").value()), "Monday 2 November");
}

}  // namespace
}  // namespace goud::rounds
