#include "kernel/ids.hpp"

#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <unordered_set>
#include <vector>

namespace goud {
namespace {

TEST(Ids, VersionSevenCarriesItsTime) {
  SeededRandomness randomness(1);
  const SetClock clock(instant_from("2022-02-22T19:22:22Z").value());
  const auto id = uuid_v7(clock, randomness);
  EXPECT_EQ(id.substr(0, 13), "017f22e2-79b0");  // RFC 9562, appendix A.6: the same instant
  EXPECT_EQ(id[14], '7');
  EXPECT_NE(std::string("89ab").find(id[19]), std::string::npos);
  EXPECT_TRUE(uuid_wellformed(id));
}

TEST(Ids, VersionSevenIsInOrderOfMakingUnderAStandingClock) {
  SeededRandomness randomness(2);
  SetClock clock(instant_from("2031-05-05T10:00:00Z").value());
  std::string before;
  for (int i = 0; i < 20'000; ++i) {
    auto id = uuid_v7(clock, randomness);
    ASSERT_LT(before, id);
    before = std::move(id);
  }
  clock.set(instant_from("2029-05-05T10:00:00Z").value());
  EXPECT_LT(uuid_v7(clock, randomness), before) << "a simulation that goes back is followed";
}

TEST(Ids, VersionSevenIsUniqueOverThreads) {
  std::vector<std::vector<std::string>> made(4);
  {
    std::vector<std::jthread> threads;
    for (auto& list : made) {
      threads.emplace_back([&list] {
        SystemRandomness randomness;
        const SystemClock clock;
        for (int i = 0; i < 5'000; ++i) list.push_back(uuid_v7(clock, randomness));
      });
    }
  }
  std::set<std::string> all;
  for (const auto& list : made) {
    EXPECT_TRUE(std::is_sorted(list.begin(), list.end()));
    all.insert(list.begin(), list.end());
  }
  EXPECT_EQ(all.size(), 20'000U);
}

TEST(Ids, OfANameIsStableAndKeepsSpacesApart) {
  EXPECT_EQ(uuid_of("file", "row 1"), uuid_of("file", "row 1"));
  EXPECT_NE(uuid_of("file", "row 1"), uuid_of("file", "row 2"));
  EXPECT_NE(uuid_of("ab", "c"), uuid_of("a", "bc"));
  EXPECT_EQ(uuid_of("a", "b")[14], '8');
}

TEST(Ids, VersionFourAndTheShape) {
  SystemRandomness randomness;
  EXPECT_EQ(uuid_v4(randomness)[14], '4');
  EXPECT_NE(uuid_v4(randomness), uuid_v4(randomness));
  EXPECT_TRUE(uuid_wellformed("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
  EXPECT_FALSE(uuid_wellformed("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"));
  EXPECT_FALSE(uuid_wellformed("017f22e279b07cc398c4dc0c0c07398f"));
  EXPECT_FALSE(uuid_wellformed("017f22e2-79b0-7cc3-98c4-dc0c0c07398g"));
  EXPECT_FALSE(uuid_wellformed(""));
}

TEST(Ids, AreTypes) {
  static_assert(!std::is_convertible_v<UnitId, MomentId>);
  std::unordered_set<UnitId> units{UnitId{"a"}, UnitId{"b"}, UnitId{"a"}};
  EXPECT_EQ(units.size(), 2U);
  EXPECT_TRUE(UnitId{}.empty());
}

}  // namespace
}  // namespace goud
