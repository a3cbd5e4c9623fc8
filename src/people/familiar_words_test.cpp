#include "people/familiar_words.hpp"

#include <gtest/gtest.h>

#include "people/people.hpp"

namespace goud::people {
namespace {

TEST(FewWords, AreRefusedHoweverTheyAreDressed) {
  for (const auto* bad :
       {"unbelievable", "Unbelievable1", "onedirection1", "ilovejustinbieber", "ongelooflijk!", "Ongelooflijk2024",
        "un8el1evable99", "SummerDragon83", "zomer-vakantie-7", "football.monkey12", "gezondheid2025", "ch0c0lademelk",
        "kerstboom1234!", "direction one", "everything99!!", "Unbelievables1"}) {
    EXPECT_TRUE(few_words(bad, {})) << bad;
    EXPECT_FALSE(password_good(bad, {})) << bad;
  }
}

TEST(FewWords, AnotherWordOrNoWordIsEnough) {
  for (const auto* good : {"tafel-kruik-lantaarn-9", "grijze olifanten dansen stil", "zesendertig mussen op een rij",
                           "vK8#rTq2pLw9z", "drie groene eenden", "onbekende wegen leiden ver", "xkqvtrmnpwzs",
                           "table blue winter engine", "7 kruiken onder de brug", "plofzwaan karnemelk 3 tuin"}) {
    EXPECT_FALSE(few_words(good, {})) << good;
    EXPECT_TRUE(password_good(good, {})) << good;
  }
}

TEST(FewWords, NamesOfOnesOwnAreWordsToo) {
  EXPECT_FALSE(few_words("merelhofzwin88", {}));
  EXPECT_TRUE(few_words("merelhofzwin88", {"merelhof", "zwin"}));
  EXPECT_EQ(password_good("Merelhof-vakantie1", {"Merelhof Hotels"}).error().fields.at(0).key,
            "people.password.context");
  EXPECT_TRUE(password_good("Merelhof-vakantie1", {}));
}

TEST(FewWords, EdgesAreNoTrouble) {
  EXPECT_TRUE(few_words("", {}));
  EXPECT_TRUE(few_words("a", {}));
  EXPECT_FALSE(few_words(std::string(500, 'z'), {}));
  EXPECT_FALSE(few_words("12345678", {})) << "eight digits are left to the other rule";
  EXPECT_FALSE(few_words("\xc3\xa9\xc3\xa9n onbegrijpelijke", {}));
}

}  // namespace
}  // namespace goud::people
