#include <gtest/gtest.h>

#include "text/promising.hpp"

namespace goud::text {
namespace {

std::string nl(std::string_view promise, Reader reader = Reader::customer) {
  return proof_question(promise, "nl", reader).question;
}
std::string en(std::string_view promise, Reader reader = Reader::customer) {
  return proof_question(promise, "en", reader).question;
}

TEST(ProofQuestionTest, DutchPromisesAreAskedInThePast) {
  EXPECT_EQ(nl("Uw kamer is klaar om 15.00 uur, en anders weet u waarom."), "Was uw kamer om 15.00 uur klaar?");
  EXPECT_EQ(nl("Antwoord binnen één werkdag."), "Had u binnen één werkdag antwoord?");
  EXPECT_EQ(nl("Ontbijt vers tot 10.30 uur."), "Was het ontbijt tot 10.30 uur vers?");
  EXPECT_EQ(nl("Je rooster weet je drie weken vooruit.", Reader::employee), "Wist je je rooster drie weken vooruit?");
  EXPECT_EQ(nl("Tot € 50 los je het zelf op, zonder te vragen.", Reader::employee),
            "Kon je het zelf oplossen tot € 50, zonder te vragen?");
  EXPECT_EQ(nl("Binnen twee weken hoor je van ons.", Reader::employee), "Hoorde je binnen twee weken van ons?");
  EXPECT_EQ(nl("Wij bellen u dezelfde dag terug."), "Belden wij u dezelfde dag terug?");
  EXPECT_EQ(nl("U krijgt één vaste contactpersoon."), "Kreeg u één vaste contactpersoon?");
  EXPECT_EQ(nl("De receptie is altijd bereikbaar."), "Was de receptie bereikbaar?");
  EXPECT_EQ(nl("U wacht nooit langer dan vijf minuten."), "Wachtte u hoogstens vijf minuten?");
  EXPECT_EQ(nl("Gratis wifi in het hele hotel."), "Was de wifi in het hele hotel gratis?");
}

TEST(ProofQuestionTest, EnglishPromisesAreAskedInThePast) {
  EXPECT_EQ(en("Your room is ready at 3 pm, or you know why."), "Was your room ready at 3 pm?");
  EXPECT_EQ(en("We answer every email within one working day."), "Did we answer every email within one working day?");
  EXPECT_EQ(en("You get a permanent contract after six months.", Reader::employee),
            "Did you get a permanent contract after six months?");
  EXPECT_EQ(en("You will know your rota three weeks ahead.", Reader::employee),
            "Did you know your rota three weeks ahead?");
  EXPECT_EQ(en("We'll call you back the same day."), "Did we call you back the same day?");
  EXPECT_EQ(en("Breakfast is served until 10:30."), "Was breakfast served until 10:30?");
  EXPECT_EQ(en("Free parking for guests."), "Was parking free for guests?");
  EXPECT_EQ(en("Answer within one working day."), "Did you have an answer within one working day?");
  EXPECT_EQ(en("You will never wait longer than five minutes."), "Did you wait at most five minutes?");
  EXPECT_EQ(en("Your manager sits down with you every month.", Reader::employee),
            "Did your manager sit down with you every month?");
}

TEST(ProofQuestionTest, BeingToldCountsWhereThePromiseSaysSo) {
  EXPECT_TRUE(
      proof_question("Uw kamer is klaar om 15.00 uur, en anders weet u waarom.", "nl", Reader::customer).told_counts);
  EXPECT_TRUE(proof_question("Your room is ready at 3 pm, or you know why.", "en", Reader::customer).told_counts);
  EXPECT_FALSE(proof_question("De monteur komt om 10.00 uur, of u betaalt niets.", "nl", Reader::customer).told_counts);
  EXPECT_FALSE(proof_question("Antwoord binnen één werkdag.", "nl", Reader::customer).told_counts);
}

TEST(ProofQuestionTest, WhoAskedNothingHasAnAnswerToo) {
  EXPECT_EQ(proof_question("Antwoord binnen één werkdag.", "nl", Reader::customer).not_applicable,
            "Ik stelde geen vraag");
  EXPECT_EQ(proof_question("We'll call you back the same day.", "en", Reader::customer).not_applicable,
            "I asked for no call");
  EXPECT_EQ(proof_question("Ontbijt vers tot 10.30 uur.", "nl", Reader::customer).not_applicable, "");
}

TEST(ProofQuestionTest, WhatCannotBeTurnedIsPutBeforeAPerson) {
  for (const auto* promise : {"Een vaste gast krijgt nooit minder dan een nieuwe.", "Niet tevreden? Geld terug",
                              "25 vakantiedagen", "", "Is er iets mis, dan lossen we het dezelfde avond op."}) {
    const auto question = proof_question(promise, "nl", Reader::customer);
    EXPECT_FALSE(question.sure) << promise << " -> " << question.question;
    EXPECT_TRUE(question.question.ends_with('?')) << question.question;
  }
  EXPECT_FALSE(proof_question("If not, you get your money back.", "en", Reader::customer).sure);
  EXPECT_TRUE(proof_question("Wij bellen u dezelfde dag terug.", "nl", Reader::customer).sure);
}

}  // namespace
}  // namespace goud::text
