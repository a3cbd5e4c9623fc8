#include "feedback/answer.hpp"

#include <gtest/gtest.h>

#include "feedback/answer_json.hpp"
#include "feedback/link.hpp"
#include "feedback/proof.hpp"

namespace goud::feedback {
namespace {

const std::string promise = "01900000-0000-7000-8000-000000000001";
const std::string room = "01900000-0000-7000-8000-000000000002";
const std::string breakfast = "01900000-0000-7000-8000-000000000003";

Instrument hotel(bool anonymous = false) {
  auto text = [](const char* nl) { return std::string(R"("text":{"nl":")") + nl + "\"}"; };
  auto definition = definition_from(
      R"({"key":"stay","title":{"nl":"Verblijf"},"languages":["nl"],"anonymous":)" + std::string(anonymous ? "true" : "false") + R"(,"questions":[
        {"key":"kept","kind":"promise","promise":")" + promise + R"(","moment":")" + room + "\"," + text("Klaar?") + R"(},
        {"key":"eggs","kind":"scale","moment":")" + breakfast + "\"," + text("Ontbijt?") + R"(,"points":[{"nl":"a"},{"nl":"b"},{"nl":"c"}]},
        {"key":"nps","kind":"score","required":true,)" + text("Aanraden?") + R"(},
        {"key":"used","kind":"multiple",)" + text("Wat?") + R"(,"options":[{"value":"pool","label":{"nl":"p"}},{"value":"bar","label":{"nl":"b"}}]},
        {"key":"story","kind":"story","moment":"drawn","max_length":40,)" + text("Verwacht?") + R"(}]})");
  EXPECT_TRUE(definition) << (definition ? "" : definition.error().fields.front().path + definition.error().fields.front().key);
  return compile(InstrumentId{"i"}, 1, *definition);
}

const Instant now{*instant_from("2026-11-23T10:00:00Z")};

struct Looked {
  std::vector<std::string> faults;
  AnswerRow row;
};
Looked look(const Instrument& instrument, std::string answers, std::function<void(AnswerDraft&)> shape = {}) {
  Looked looked;
  auto document = formats::Json::parse(answers);
  AnswerDraft draft;
  draft.submission = "s1";
  draft.unit = UnitId{"u"};
  if (shape) shape(draft);
  if (!document) return {{document.error().key}, {}};
  draft.answers = read_answers(instrument, document->object(), draft.moment);
  if (auto done = document->finish(); !done) {
    for (const auto& field : done.error().fields) looked.faults.push_back(field.path + " " + field.key);
    return looked;
  }
  auto row = look_at(instrument, draft, {now, "Europe/Amsterdam", Source::api, {}});
  if (row) looked.row = *row;
  else
    for (const auto& field : row.error().fields) looked.faults.push_back(field.path + " " + field.key);
  return looked;
}

using Faults = std::vector<std::string>;

TEST(Answer, IsOneRowWithFourStates) {
  auto looked = look(hotel(), R"({"kept":"no_told","eggs":{"state":"not_applicable"},"nps":9,"used":["bar"]})");
  ASSERT_TRUE(looked.faults.empty()) << looked.faults.front();
  // The story is about a drawn moment and none was: it was not shown, so it is not there.
  EXPECT_EQ(looked.row.body,
            R"({"language":"nl","answers":{"kept":{"v":"no_told"},"eggs":{"s":"not_applicable"},"nps":{"v":9},"used":{"v":["bar"]}}})");
  EXPECT_EQ(to_text(looked.row.day), "2026-11-23");
  auto kept = read_body(hotel(), looked.row.body);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->answers[0].number, 1);
  EXPECT_EQ(kept->answers[1].state, Given::State::not_applicable);
  EXPECT_EQ(kept->answers[3].many, (std::vector<int>{1}));
  EXPECT_EQ(kept->answers[4].state, Given::State::not_shown);
}

TEST(Answer, ADrawnMomentIsKeptWithItsProbability) {
  auto looked = look(hotel(), R"({"eggs":2,"nps":7,"story":{"expectation":"better","text":"Warm brood 🙂"}})", [](AnswerDraft& draft) {
    draft.moment = MomentId{breakfast};
    draft.probability = 0.25;
  });
  ASSERT_TRUE(looked.faults.empty()) << looked.faults.front();
  EXPECT_EQ(looked.row.body,
            R"({"language":"nl","answers":{"eggs":{"v":2},"nps":{"v":7},"used":{"s":"skipped"},"story":{"v":{"expectation":"better","text":"Warm brood 🙂"}}},"moments":{"drawn":")" +
                breakfast + R"(","p":0.25}})");
  EXPECT_TRUE(looked.row.told);
}

TEST(Answer, RefusesByPlace) {
  const auto instrument = hotel();
  EXPECT_EQ(look(instrument, R"({"nps":11})").faults, (Faults{"nps feedback.answer.out_of_scale"}));
  EXPECT_EQ(look(instrument, R"({"nps":9,"eggs":0})").faults, (Faults{"eggs feedback.answer.out_of_scale"}));
  EXPECT_EQ(look(instrument, R"({"nps":9,"kept":"maybe"})").faults, (Faults{"kept feedback.answer.no_option_of"}));
  EXPECT_EQ(look(instrument, R"({"nps":9,"colour":1})").faults, (Faults{"colour feedback.answer.question_unknown"}));
  EXPECT_EQ(look(instrument, R"({"kept":"yes"})").faults, (Faults{"answers.nps feedback.answer.required"}));
  EXPECT_EQ(look(instrument, R"({"nps":9,"used":["bar","bar"]})").faults, (Faults{"answers.used feedback.answer.option_twice"}));
  EXPECT_EQ(look(instrument, R"({"nps":9,"kept":{"value":"yes"}})").faults, (Faults{"kept feedback.answer.state_or_value"}));
  EXPECT_EQ(look(instrument, R"({"nps":9,"story":{"expectation":"as"}})").faults, (Faults{"answers.story feedback.answer.moment_missing"}));
}

TEST(Answer, AStoryOfAMegabyteIsRefusedAndAnEmojiIsFine) {
  const auto about = [](AnswerDraft& draft) { draft.moment = MomentId{room}; };
  auto long_story = look(hotel(), R"({"nps":9,"story":{"text":")" + std::string(1 << 20, 'x') + "\"}}", about);
  ASSERT_EQ(long_story.faults.size(), 1u);
  EXPECT_EQ(long_story.faults.front().substr(0, 11), "story.text ");
  EXPECT_TRUE(look(hotel(), R"({"nps":9,"story":{"text":"🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂"}})", about).faults.empty());
  EXPECT_EQ(look(hotel(), R"({"nps":9,"story":{"text":"a\u0000b"}})", about).faults.size(), 1u);
}

TEST(Answer, AnAnonymousInstrumentTakesNobodysKeyAndNoTelephone) {
  auto looked = look(hotel(true), R"({"nps":9,"story":{"expectation":"as","call":{"telephone":"0612345678"}}})", [](AnswerDraft& draft) {
    draft.moment = MomentId{room};
    draft.person_key = "klant 7";
  });
  EXPECT_EQ(looked.faults, (Faults{"person_key feedback.answer.anonymous_no_person", "answers.story.call feedback.answer.anonymous_no_call"}));
  auto wrong = look(hotel(), R"({"nps":9,"story":{"expectation":"as","call":{"telephone":"bel maar"}}})",
                    [](AnswerDraft& draft) { draft.moment = MomentId{room}; });
  EXPECT_EQ(wrong.faults, (Faults{"answers.story.call.telephone feedback.answer.telephone"}));
}

TEST(Answer, AStoryTakesAnAddressTheIntentionAndThatOneMayAskAgain) {
  const auto about = [](AnswerDraft& draft) { draft.moment = MomentId{room}; };
  const auto told =
      R"("story":{"expectation":"less","intention":false,"call":{"telephone":"0612345678","email":"gast@voorbeeld.nl"},"ask_again":true})";
  const auto looked = look(hotel(), std::string(R"({"nps":9,)") + told + "}", about);
  ASSERT_TRUE(looked.faults.empty()) << looked.faults.front();
  EXPECT_NE(
      looked.row.body.find(
          R"({"expectation":"less","intention":false,"call":{"telephone":"0612345678","email":"gast@voorbeeld.nl"},"ask_again":true})"),
      std::string::npos)
      << looked.row.body;
  const auto kept = read_body(hotel(), looked.row.body);
  ASSERT_TRUE(kept);
  const auto& story = *kept->answers[4].story;
  EXPECT_EQ(story.email, "gast@voorbeeld.nl");
  EXPECT_EQ(story.intention, false);
  EXPECT_TRUE(story.ask_again);
  EXPECT_EQ(look(hotel(), R"({"nps":9,"story":{"call":{"email":"gast"}}})", about).faults,
            (Faults{"answers.story.call.email feedback.answer.email"}));
  EXPECT_EQ(look(hotel(), R"({"nps":9,"story":{"expectation":"as","call":{}}})", about).faults,
            (Faults{"story.call feedback.answer.call_empty"}));
  EXPECT_EQ(look(hotel(), R"({"nps":9,"story":{"expectation":"as","ask_again":true}})", about).faults,
            (Faults{"answers.story.ask_again feedback.answer.ask_again"}));
  EXPECT_EQ(
      look(hotel(true), R"({"nps":9,"story":{"expectation":"as","call":{"email":"gast@voorbeeld.nl"}}})", about).faults,
      (Faults{"answers.story.call feedback.answer.anonymous_no_call"}));
}

TEST(Answer, TimeAndWeightHaveBounds) {
  auto future = look(hotel(), R"({"nps":9})", [](AnswerDraft& draft) { draft.experienced_at = *instant_from("2027-01-01T00:00:00Z"); });
  EXPECT_EQ(future.faults, (Faults{"experienced_at feedback.answer.in_the_future"}));
  auto weight = look(hotel(), R"({"nps":9})", [](AnswerDraft& draft) { draft.weight = 1'000'001; });
  EXPECT_EQ(weight.faults, (Faults{"weight feedback.answer.weight"}));
  // The day is the organisation's: just after midnight in Amsterdam.
  auto night = look(hotel(), R"({"nps":9})", [](AnswerDraft& draft) { draft.experienced_at = *instant_from("2026-07-01T22:30:00Z"); });
  EXPECT_EQ(to_text(night.row.day), "2026-07-02");
  auto day = look(hotel(), R"({"nps":9})", [](AnswerDraft& draft) { draft.experienced_day = *day_from("2026-02-28"); });
  EXPECT_EQ(to_text(day.row.day), "2026-02-28");
}

TEST(Answer, NothingAtAllIsNoAnswer) {
  auto definition = definition_from(
      R"({"key":"k","title":{"nl":"t"},"languages":["nl"],"questions":[{"key":"a","kind":"score","text":{"nl":"x"}}]})");
  EXPECT_EQ(look(compile(InstrumentId{"i"}, 1, *definition), "{}").faults, (Faults{"answers feedback.answer.empty"}));
}

TEST(Link, CodesAreUnguessableAndTicketsSealed) {
  SeededRandomness randomness(7);
  SystemClock clock;
  const auto code = new_code(randomness);
  EXPECT_TRUE(code_wellformed(code));
  EXPECT_FALSE(code_wellformed("k7Qm2x"));
  EXPECT_NE(code, new_code(randomness));
  SealKey key{};
  key[0] = 9;
  const Ticket ticket{3, 4, 2, now, 0xfeedface12345678};
  const auto sealed = seal(ticket, code, key);
  auto back = unseal(sealed, code, key);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->number, ticket.number);
  EXPECT_EQ(back->moment, 2);
  EXPECT_EQ(back->shown_at, now);
  EXPECT_FALSE(unseal(sealed, "another-code", key));
  auto bent = sealed;
  bent[5] = bent[5] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(unseal(bent, code, key));
  key[0] = 8;
  EXPECT_FALSE(unseal(sealed, code, key));
  EXPECT_FALSE(unseal("", code, key));
}

TEST(Link, DrawsEachMomentAlikeAndKeepsTheChance) {
  SeededRandomness randomness(1);
  const auto instrument = hotel();
  int rooms = 0;
  for (int i = 0; i < 4000; ++i) {
    auto drawn = draw(instrument, {}, {}, randomness);
    EXPECT_DOUBLE_EQ(drawn.probability, 0.5);
    rooms += drawn.moment.text == room ? 1 : 0;
  }
  EXPECT_NEAR(rooms, 2000, 160);  // five standard deviations
  auto left = draw(instrument, {}, {MomentId{room}}, randomness);
  EXPECT_EQ(left.moment.text, breakfast);
  EXPECT_DOUBLE_EQ(left.probability, 1);
  EXPECT_EQ(draw(instrument, MomentId{"own"}, {}, randomness).moment.text, "own");
  EXPECT_TRUE(draw(instrument, {}, {MomentId{room}, MomentId{breakfast}}, randomness).moment.empty());
}

TEST(Link, OpensUntilItIsClosedExpiredOrSpent) {
  Link link;
  link.budget = 2;
  EXPECT_TRUE(open_for(link, now));
  link.used = 2;
  EXPECT_EQ(open_for(link, now).error().key, "feedback.page.budget_spent");
  link.used = 0;
  link.expires_at = now;
  EXPECT_EQ(open_for(link, now).error().key, "feedback.page.expired");
  link.active = false;
  EXPECT_EQ(open_for(link, now).error().kind, FaultKind::gone);
}

TEST(Link, ABurstIsMoreThanAQueueOfGuests) {
  Bursts bursts(5);
  Instant at = now;
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(bursts.notice("c", at));
  EXPECT_TRUE(bursts.notice("c", at));
  EXPECT_FALSE(bursts.notice("other", at));
  at.micros += 3 * 60'000'000LL;
  EXPECT_FALSE(bursts.notice("c", at));
}

TEST(Proof, IsFixedOnceThereAreAnswers) {
  const auto instrument = hotel();
  const PromiseId of{promise};
  const auto* question = instrument.question("kept");
  const auto first = prove(std::nullopt, false, proof_of({}, *question), {question, false}, of, Day{100}, Day{200});
  ASSERT_TRUE(first);
  EXPECT_EQ(first->from, Day{100});
  Proof proof{of, {*first}};
  auto stricter = proof_of({}, *question);
  stricter.kept = {"yes"};
  stricter.not_kept = {"no", "no_told"};
  auto anew = prove(proof, false, stricter, {question, false}, of, Day{100}, Day{200});
  ASSERT_TRUE(anew);
  EXPECT_EQ(anew->version, 1);
  EXPECT_EQ(anew->from, Day{100});
  auto next = prove(proof, true, stricter, {question, true}, of, Day{100}, Day{200});
  ASSERT_TRUE(next);
  EXPECT_EQ(next->version, 2);
  EXPECT_EQ(next->from, Day{200});
  proof.versions.push_back(*next);
  EXPECT_EQ(proof.on(Day{199})->version, 1);
  EXPECT_EQ(proof.on(Day{200})->version, 2);
  EXPECT_EQ(proof.on(Day{99}), nullptr);
}

TEST(Proof, AQuestionThatWasAnsweredBeforeItsProofIsJudgedFromToday) {
  const auto instrument = hotel();
  const auto* question = instrument.question("kept");
  const auto late = prove(std::nullopt, false, proof_of({}, *question), {question, true}, PromiseId{promise}, Day{100}, Day{200});
  ASSERT_TRUE(late);
  EXPECT_EQ(late->from, Day{200});
  const auto later_still = prove(std::nullopt, false, proof_of({}, *question), {question, true}, PromiseId{promise}, Day{300}, Day{200});
  ASSERT_TRUE(later_still);
  EXPECT_EQ(later_still->from, Day{300}) << "not before the promise itself";
}

TEST(Proof, ADerivedOneIsAProposalUntilConfirmed) {
  const auto instrument = hotel();
  const auto* eggs = instrument.question("eggs");
  ProofDraft draft{ProofKind::derived, {}, "eggs", {"3"}, {"1", "2"}, {}, true};
  auto made = prove(std::nullopt, false, draft, {eggs, true}, PromiseId{promise}, Day{1}, Day{2});
  ASSERT_TRUE(made);
  EXPECT_TRUE(made->proposal);
  auto confirmed = confirm({PromiseId{promise}, {*made}});
  ASSERT_TRUE(confirmed);
  EXPECT_FALSE(confirmed->proposal);
  EXPECT_EQ(confirmed->kind, ProofKind::derived);
  EXPECT_FALSE(confirm({PromiseId{promise}, {*confirmed}}));
  draft.kind = ProofKind::asked;
  EXPECT_FALSE(prove(std::nullopt, false, draft, {eggs, true}, PromiseId{promise}, Day{1}, Day{2}));
  draft = {ProofKind::derived, {}, "eggs", {"4"}, {"1", "1"}, {}, true};
  auto refused = prove(std::nullopt, false, draft, {eggs, true}, PromiseId{promise}, Day{1}, Day{2});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fields[0].path, "kept[0]");
  EXPECT_EQ(refused.error().fields[1].path, "not_kept[1]");
}

}  // namespace
}  // namespace goud::feedback
