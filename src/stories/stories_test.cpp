// What is told, checked, shared, found and forgotten, over a real store and the real routes.
#include "stories/confirmed.hpp"
#include "stories/test_world.hpp"

namespace goud::stories {
namespace {

using test::Method;
using test::Role;

using World = test::World;

TEST_F(World, WhatGuestsToldIsListedNewestFirstAndFoundByStem) {
  const auto first = answered("De bediening aan de balie was erg traag", "less");
  const auto second = answered("Warm brood en een vriendelijke ober", "better", R"(,"may_share":true)", "breda");
  (void)answered("Kanarie bij de balie", "less", {}, "zwolle", {}, other);
  const auto list = owner(Method::get, "/api/v1/stories");
  EXPECT_EQ(list.status, 200) << list.body;
  EXPECT_LT(list.body.find(second), list.body.find(first));
  EXPECT_TRUE(list.says(R"("counts":{"all":2,"better":1,"as":0,"less":1,"floor":0,"to_check":1})")) << list.body;
  for (const auto* typed : {"bedien", "bediening", "balie%20traag", "trag", "BALIE"}) {
    const auto hits = owner(Method::get, std::string("/api/v1/stories?q=") + typed);
    EXPECT_TRUE(hits.says(first)) << typed;
    EXPECT_FALSE(hits.says(second)) << typed;
    EXPECT_FALSE(hits.says("Kanarie")) << "organisations cannot mix";
  }
  EXPECT_FALSE(owner(Method::get, "/api/v1/stories?q=%22%27%2A%20OR%20NOT").says(first));
  EXPECT_FALSE(owner(Method::get, "/api/v1/stories?expectation=better").says(first));
  EXPECT_FALSE(owner(Method::get, "/api/v1/stories?unit=" + breda.text).says(first));
  EXPECT_FALSE(owner(Method::get, "/api/v1/stories?standing=to_check").says(first));
  EXPECT_TRUE(owner(Method::get, "/api/v1/stories?moment=" + room_id).says(first));
  EXPECT_EQ(owner(Method::get, "/api/v1/stories?moment=" + other_room).status, 404);
  const auto page = owner(Method::get, "/api/v1/stories?limit=1");
  const auto next = found(page.body, "\"next\":\"([^\"]+)\"");
  const auto rest = owner(Method::get, "/api/v1/stories?limit=1&cursor=" + next);
  EXPECT_TRUE(rest.says(first) && !rest.says(second) && rest.says("\"next\":null") && rest.says("\"counts\":null"))
      << rest.body;
  EXPECT_EQ(ask(Method::get, "/api/v1/stories?cursor=" + next, {}, as(Role::owner, other)).status, 400);
}

TEST_F(World, WhoReadsCheckedWordsFindsNothingByWordsThatWereTakenOut) {
  const auto id = answered("Ober Kasper bracht warm brood", "better", R"(,"may_share":true)");
  ASSERT_TRUE(keep_up(*services, tenant));
  ASSERT_EQ(
      owner(Method::post, "/api/v1/stories/" + id + "/share", R"({"text":"Ober [naam] bracht warm brood"})").status,
      200);
  EXPECT_TRUE(owner(Method::get, "/api/v1/stories?q=kasper").says(id)) << "who looks after it reads what was told";
  EXPECT_FALSE(ask(Method::get, "/api/v1/stories?q=kasper", {}, as(Role::analyst, tenant)).says(id));
  EXPECT_FALSE(ask(Method::get, "/api/v1/stories?q=kasp", {}, as(Role::employee, tenant)).says(id));
  EXPECT_TRUE(ask(Method::get, "/api/v1/stories?q=warm", {}, as(Role::analyst, tenant)).says(id));
  EXPECT_TRUE(ask(Method::get, "/api/v1/stories?q=bracht%20bro", {}, as(Role::analyst, tenant)).says(id));
}

TEST_F(World, ACorrectionAndAnErasureReachTheWallAndTheSearch) {
  const auto id = answered("De bediening was traag", "less", R"(,"may_share":true)");
  ASSERT_TRUE(keep_up(*services, tenant));
  ASSERT_EQ(owner(Method::post, "/api/v1/stories/" + id + "/share", R"({"text":"De bediening was traag"})").status,
            200);
  ASSERT_EQ(owner(Method::put, "/api/v1/stories/" + id + "/weeks/2026-W48").status, 200);
  (void)owner(Method::post, "/api/v1/answers/" + id + "/correct", R"({"answers":{"nps":2},"reason":"tik"})");
  ASSERT_TRUE(keep_up(*services, tenant));
  EXPECT_EQ(kept(id)->standing, Standing::shared) << "other numbers change nothing of the words";
  (void)owner(Method::post, "/api/v1/answers/" + id + "/correct",
              R"({"answers":{"story":{"expectation":"as","text":"De lift was kapot","may_share":true}},"reason":"x"})");
  EXPECT_TRUE(owner(Method::get, "/api/v1/stories?q=lift").says(id));
  EXPECT_FALSE(owner(Method::get, "/api/v1/stories?q=bediening").says(id));
  EXPECT_EQ(kept(id)->standing, Standing::told) << "other words were not checked";
  EXPECT_FALSE(owner(Method::get, "/api/v1/stories/chosen?week=2026-W48").says(id));
  ASSERT_EQ(owner(Method::post, "/api/v1/answers/" + id + "/erase", R"({"reason":"x"})").status, 204);
  EXPECT_FALSE(kept(id)) << "in the same transaction";
  EXPECT_FALSE(owner(Method::get, "/api/v1/stories?q=lift").says(id));
  EXPECT_EQ(owner(Method::get, "/api/v1/stories/" + id).status, 404);
  ASSERT_TRUE(keep_up(*services, tenant));
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    for (const auto* word : {"bediening", "kapot", "w_lift"})
      EXPECT_EQ(bytes.find(word), std::string::npos) << entry.path() << word;
  }
}

TEST_F(World, NothingTravelsBeforeItsTellerAllowedItAndAPersonLooked) {
  const auto id = answered("Bel mij op 06 12345678, zei mevrouw De Vries", "better",
                           R"(,"may_share":true,"call":{"telephone":"0612345678"})");
  const auto silent = answered("Dit is niet om te delen", "less");
  ASSERT_TRUE(keep_up(*services, tenant));
  EXPECT_TRUE(owner(Method::get, "/api/v1/stories/" + id).says(R"("kind":"telephone")"));
  EXPECT_TRUE(owner(Method::get, "/api/v1/stories/" + id).says(R"("telephone":"0612345678")"));
  for (const auto role : {Role::analyst, Role::employee, Role::hr_manager}) {
    EXPECT_EQ(ask(Method::get, "/api/v1/stories/" + id, {}, as(role, tenant)).status, 404);
    EXPECT_FALSE(ask(Method::get, "/api/v1/stories", {}, as(role, tenant)).says(id));
  }
  const auto share = "/api/v1/stories/" + id + "/share";
  const auto refused = owner(Method::post, share, R"({"text":"Bel mij op 06 12345678"})");
  EXPECT_EQ(refused.status, 400);
  EXPECT_TRUE(refused.says("06 12345678")) << refused.body;
  EXPECT_EQ(owner(Method::put, "/api/v1/stories/names", R"({"names":["Saskia Dekker"]})").status, 204);
  EXPECT_EQ(owner(Method::post, share, R"({"text":"Saskia hielp ons goed"})").status, 400) << "a name of the list";
  EXPECT_EQ(ask(Method::post, share, R"({"text":"Zij hielp ons goed"})", as(Role::unit_manager, tenant, breda)).status,
            404)
      << "of another branch";
  EXPECT_EQ(owner(Method::post, share, R"({"text":"Zij hielp ons goed"})").status, 200);
  EXPECT_EQ(owner(Method::post, "/api/v1/stories/" + silent + "/share", R"({"text":"Toch"})").status, 409);
  for (const auto role : {Role::analyst, Role::employee, Role::hr_manager}) {
    const auto seen = ask(Method::get, "/api/v1/stories", {}, as(role, tenant));
    EXPECT_TRUE(seen.says("Zij hielp ons goed"));
    for (const auto* hidden : {"De Vries", "0612345678", "06 12345678", "niet om te delen", R"("call_wanted":true)"})
      EXPECT_FALSE(seen.says(hidden)) << hidden;
  }
  ASSERT_TRUE(
      store->write(store::Scope(tenant), [&](store::Writer& writer) { return withdraw_permission(writer, id); }));
  EXPECT_FALSE(ask(Method::get, "/api/v1/stories", {}, as(Role::employee, tenant)).says("Zij hielp"));
  EXPECT_EQ(owner(Method::post, share, R"({"text":"Zij hielp ons goed"})").status, 409);
  EXPECT_EQ(owner(Method::post, "/api/v1/stories/" + silent + "/keep-back", R"({"because":" "})").status, 400);
  EXPECT_EQ(owner(Method::post, "/api/v1/stories/" + silent + "/keep-back", R"({"because":"Niet van hier"})").status,
            200);
  EXPECT_EQ(kept(silent)->because, "Niet van hier");
}

TEST_F(World, RetoldIsSaidAfterFourteenDaysAndOnce) {
  const auto id = answered("Warm brood", "better", R"(,"intention":true)");
  ASSERT_TRUE(keep_up(*services, tenant));
  const auto say = [&](int days) {
    return store->change(store::Scope(tenant), [&](store::Writer& writer) {
      return note_retold(writer, id, Retold::three_to_five, Day{today().number + days});
    });
  };
  EXPECT_EQ(say(13).error().key, "stories.retold_early");
  EXPECT_TRUE(say(14));
  EXPECT_EQ(say(15).error().key, "stories.retold_said");
  const auto figures = owner(Method::get, "/api/v1/stories/figures");
  EXPECT_TRUE(figures.says(R"("asked":1)") && figures.says(R"("3-5":1)")) << figures.body;
}

TEST_F(World, ABetterStoryIsConfirmedByTheNextVisitOfTheSamePerson) {
  const auto visit = [&](const char* who, const char* day, const char* expectation, const char* words) {
    return answered(words, expectation, {}, "zwolle",
                    std::string(R"(,"person_key":")") + who + R"(","experienced_at":")" + day + "\"");
  };
  const auto good = visit("a", "2026-01-05", "better", "Prachtig");
  (void)visit("a", "2026-05-05", "as", "");
  const auto worse = visit("b", "2026-01-05", "better", "Heerlijk");
  (void)visit("b", "2026-05-05", "less", "");
  const auto away = visit("c", "2026-01-05", "better", "Mooi");
  const auto late = visit("d", "2025-01-05", "better", "Fijn");
  (void)visit("d", "2026-05-05", "as", "");
  (void)visit("e", "2026-01-05", "less", "Koud");
  (void)visit("e", "2026-05-05", "as", "");
  ASSERT_TRUE(keep_up(*services, tenant));
  const auto of = [&](const std::string& id) {
    return read([&](store::Reader& reader) { return confirmed(reader, *story(reader, id)); });
  };
  EXPECT_EQ(of(good), Confirmed::as_or_better);
  EXPECT_EQ(of(worse), Confirmed::less);
  EXPECT_EQ(of(away), Confirmed::not_back);
  EXPECT_EQ(of(late), Confirmed::not_back) << "after more than twelve months";
  const auto sums = read([](store::Reader& reader) { return confirmed_counts(reader, {}); });
  EXPECT_EQ(sums.known, 4);
  EXPECT_EQ(sums.confirmed, 1);
  EXPECT_EQ(sums.not_confirmed, 1);
  EXPECT_EQ(sums.not_back, 2);
  EXPECT_EQ(sums.all_back, 3);
  EXPECT_EQ(sums.all_good, 2);
  const auto told = owner(Method::post, "/api/v1/persons/about", R"({"person_key":"a"})");
  EXPECT_EQ(told.status, 200) << told.body;
  EXPECT_EQ(owner(Method::post, "/api/v1/persons/forget", R"({"person_key":"a"})").status, 200);
  EXPECT_EQ(read([](store::Reader& reader) { return confirmed_counts(reader, {}); }).known, 3);
}

TEST_F(World, AThemeIsARuleOnStems) {
  const auto slow = answered("We moesten lang wachten bij de balie", "less");
  const auto quick = answered("Geen wachttijd bij de balie, heel fijn", "better");
  ASSERT_EQ(owner(Method::post, "/api/v1/themes", R"({"name":{"nl":"Leeg"},"all_of":[[" "]]})").status, 400);
  const auto made =
      owner(Method::post, "/api/v1/themes",
            R"({"name":{"nl":"Wachten"},"all_of":[["wachten","wachttijd"],["balie"]],"none_of":["fijn"]})");
  ASSERT_EQ(made.status, 201) << made.body;
  const auto theme = found(made.body, "\"id\":\"([0-9a-f-]{36})\"");
  const auto list = owner(Method::get, "/api/v1/stories?theme=" + theme);
  EXPECT_TRUE(list.says(slow) && !list.says(quick)) << list.body;
  EXPECT_TRUE(list.says("\"themes\":[\"" + theme + "\"]"));
  EXPECT_TRUE(owner(Method::get, "/api/v1/themes/figures").says(R"("stories":1,"of":2)"));
  EXPECT_TRUE(owner(Method::get, "/api/v1/themes/figures?unit=" + breda.text).says(R"("stories":0,"of":0)"));
  const auto change = R"({"name":{"nl":"Wachten"},"all_of":[["balie"]],"revision":)";
  EXPECT_EQ(owner(Method::put, "/api/v1/themes/" + theme, std::string(change) + "1}").status, 200);
  EXPECT_EQ(owner(Method::put, "/api/v1/themes/" + theme, std::string(change) + "1}").status, 409);
  EXPECT_TRUE(owner(Method::get, "/api/v1/stories?theme=" + theme).says(quick));
  EXPECT_EQ(ask(Method::get, "/api/v1/stories?theme=" + theme, {}, as(Role::owner, other)).status, 404);
  EXPECT_EQ(owner(Method::del, "/api/v1/themes/" + theme).status, 204);
}

TEST_F(World, WordsThatTellLessFromBetterAreSuggested) {
  for (int i = 0; i < 8; ++i) {
    (void)answered("De sleutelkaart van de kamer deed het niet en Saskia zei niets", "less");
    (void)answered("Het ontbijt op de kamer was heerlijk", "better");
  }
  ASSERT_EQ(owner(Method::put, "/api/v1/stories/names", R"({"names":["Saskia Dekker"]})").status, 204);
  const auto words = owner(Method::get, "/api/v1/themes/suggestions");
  EXPECT_TRUE(words.says(R"("less":8,"better":8,)")) << words.body;
  EXPECT_TRUE(words.says(R"("word":"sleutelkaart","less":8,"better":0)")) << words.body;
  EXPECT_TRUE(words.says(R"("word":"ontbijt","less":0,"better":8)")) << words.body;
  EXPECT_FALSE(words.says("saskia")) << "what may point at a person is no theme";
  EXPECT_FALSE(words.says(R"("word":"kamer")")) << "of both alike";
}

TEST_F(World, AColleagueTellsAndThanksByName) {
  const auto body = R"({"submission":"een","unit":")" + zwolle.text +
                    R"(","text":"Ik zag hoe de gast lachte","language":"nl","expectation":"better","may_share":true})";
  const auto mine = as(Role::employee, tenant, zwolle);
  const auto told = ask(Method::post, "/api/v1/stories", body, mine);
  ASSERT_EQ(told.status, 201) << told.body;
  const auto id = found(told.body, "\"id\":\"([0-9a-f-]{36})\"");
  EXPECT_EQ(found(ask(Method::post, "/api/v1/stories", body, mine).body, "\"id\":\"([0-9a-f-]{36})\""), id);
  EXPECT_TRUE(ask(Method::get, "/api/v1/stories?standing=mine", {}, mine).says(id))
      << "one's own, though nobody looked yet";
  auto another = mine;
  another.account = AccountId{"01900000-0000-7000-8000-00000000000b"};
  EXPECT_EQ(ask(Method::get, "/api/v1/stories/" + id, {}, another).status, 404);
  const auto thanks = R"({"unit":")" + zwolle.text + R"(","value":")" + value_id + R"(","behaviour":"Nam de tijd"})";
  EXPECT_EQ(ask(Method::post, "/api/v1/kudos", thanks, mine).status, 201);
  EXPECT_EQ(ask(Method::post, "/api/v1/kudos", R"({"unit":")" + zwolle.text + R"(","value":"x","behaviour":""})", mine)
                .status,
            400);
  EXPECT_TRUE(ask(Method::get, "/api/v1/kudos", {}, mine).says("Nam de tijd"));
  EXPECT_EQ(
      owner(Method::post, "/api/v1/colleagues/forget", R"({"who":"01900000-0000-7000-8000-00000000000a"})").status,
      204);
  EXPECT_FALSE(ask(Method::get, "/api/v1/kudos", {}, mine).says("Nam de tijd"));
  EXPECT_TRUE(kept(id)->by.empty());
}

TEST_F(World, ATeamHearsWhatItDidNotHearOwnUnitFirst) {
  std::vector<std::string> ids;
  for (const auto* unit : {"breda", "zwolle", "breda"})
    ids.push_back(answered("Een verhaal om te delen", "better", R"(,"may_share":true)", unit));
  ASSERT_TRUE(keep_up(*services, tenant));
  for (const auto& id : ids)
    ASSERT_EQ(owner(Method::post, "/api/v1/stories/" + id + "/share", R"({"text":"Een verhaal"})").status, 200);
  const auto tree = read([](store::Reader& reader) { return people::unit_tree(reader); });
  const auto week = monday_of(today());
  const auto pick = [&](const std::vector<std::string>& heard) {
    return read([&](store::Reader& reader) { return story_for(reader, tree, zwolle, week, heard); });
  };
  EXPECT_EQ(pick({})->id, ids[1]);
  EXPECT_EQ(pick({ids[1]})->id, ids[2]);
  ASSERT_EQ(owner(Method::put, "/api/v1/stories/" + ids[0] + "/weeks/" + week_text(week)).status, 200);
  EXPECT_EQ(pick({})->id, ids[0]) << "chosen goes first";
  EXPECT_FALSE(pick(ids));
  EXPECT_EQ(read([&](store::Reader& reader) { return welcome(reader, tree, zwolle, today()).size(); }), 3U);
}

TEST_F(World, WithoutANameItAppearsTheNextMorningWithTheWeekAlone) {
  const auto one = receipt(), two = receipt();
  ASSERT_TRUE(tell_at_door("Kanarie een", one, zwolle));
  ASSERT_TRUE(tell_at_door("Kanarie een", one, zwolle)) << "sent twice is one";
  ASSERT_TRUE(tell_at_door("Kanarie twee", two, breda)) << "of four people: it stands with the whole house";
  EXPECT_FALSE(owner(Method::get, "/api/v1/stories?teller=floor").says("Kanarie"));
  ASSERT_TRUE(morning(*services, clock.now()));
  EXPECT_FALSE(owner(Method::get, "/api/v1/stories?teller=floor").says("Kanarie")) << "not on the day itself";
  night();
  const auto list = owner(Method::get, "/api/v1/stories?teller=floor");
  EXPECT_TRUE(list.says("Kanarie een") && list.says("Kanarie twee")) << list.body;
  EXPECT_TRUE(list.says(R"("day":null,"week":"2026-W48")"));
  EXPECT_EQ(ask(Method::get, "/api/v1/stories", {}, as(Role::unit_manager, tenant, breda)).body.find("Kanarie"),
            std::string::npos);
  ASSERT_TRUE(take_back_unnamed(*services, {tenant, zwolle}, one));
  EXPECT_FALSE(owner(Method::get, "/api/v1/stories?teller=floor").says("Kanarie een"));
  EXPECT_EQ(take_back_unnamed(*services, {tenant, zwolle}, one).error().kind, FaultKind::not_found);
  const auto three = receipt();
  ASSERT_TRUE(tell_at_door("Kanarie drie", three, zwolle));
  ASSERT_TRUE(take_back_unnamed(*services, {tenant, zwolle}, three));
  night();
  EXPECT_FALSE(owner(Method::get, "/api/v1/stories?teller=floor").says("Kanarie drie"));
}

}  // namespace
}  // namespace goud::stories
