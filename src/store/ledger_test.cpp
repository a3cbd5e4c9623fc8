#include "store/ledger.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/secrets.hpp"
#include "store/test_store.hpp"

namespace goud::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Ledger, GivesBackWhatWasWritten) {
  const test::TemporaryDirectory place;
  const Ledger ledger(place.path() + "/erasures.log");
  EXPECT_THAT(ledger.read().value(), IsEmpty());
  const Erasure plain{1, "answer", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f", Instant{1'764'000'000'000'001}};
  const Erasure odd{2'000'000'000, "person", "a\tb\nc\\d \\n é", Instant{0}};
  ASSERT_TRUE(ledger.append(std::array{plain, odd}));
  ASSERT_TRUE(ledger.append(std::array{plain}));
  EXPECT_THAT(ledger.read().value(), ElementsAre(plain, odd, plain));
}

TEST(Ledger, ALineThatWasCutOffIsNoLine) {
  const test::TemporaryDirectory place;
  const auto path = place.path() + "/erasures.log";
  const Ledger ledger(path);
  const Erasure one{1, "answer", "a", Instant{1}};
  const Erasure two{1, "answer", "b", Instant{2}};
  ASSERT_TRUE(ledger.append(std::array{one, two}));
  const auto whole = test::read_file(path);
  test::write_file(path, whole.substr(0, whole.size() - 3));
  EXPECT_THAT(ledger.read().value(), ElementsAre(one));
  ASSERT_TRUE(ledger.append(std::array{two}));
  EXPECT_THAT(ledger.read().value(), ElementsAre(one, two));
  test::write_file(path, "half a line");
  EXPECT_THAT(ledger.read().value(), IsEmpty());
  ASSERT_TRUE(ledger.append(std::array{two}));
  EXPECT_THAT(ledger.read().value(), ElementsAre(two));
}

TEST(Ledger, TakesBackWhatWasNotCommitted) {
  const test::TemporaryDirectory place;
  const Ledger ledger(place.path() + "/erasures.log");
  const Erasure one{1, "answer", "a", Instant{1}};
  ASSERT_TRUE(ledger.append(std::array{one}));
  const auto length = ledger.append(std::array{one, one});
  ASSERT_TRUE(length);
  ledger.take_back(*length);
  EXPECT_THAT(ledger.read().value(), ElementsAre(one));
}

TEST(Ledger, ALineThatIsNotRightIsNamed) {
  const test::TemporaryDirectory place;
  const auto path = place.path() + "/erasures.log";
  for (const auto* wrong : {"x\n", "2026-11-23T07:00:00.000000Z\t1\tanswer\n", "2026-11-23T07:00:00.000000Z\tone\tanswer\ta\n",
                            "yesterday\t1\tanswer\ta\n", "2026-11-23T07:00:00.000000Z\t1\tanswer\ta\tb\n"}) {
    test::write_file(path, wrong);
    const auto refused = Ledger(path).read();
    ASSERT_FALSE(refused) << wrong;
    EXPECT_EQ(refused.error().key, "store.ledger");
    EXPECT_EQ(refused.error().args.at("line"), "1");
  }
}

TEST(Secrets, AreMadeOnceForTheirOwnerAlone) {
  const test::TemporaryDirectory place;
  const auto path = place.path() + "/secrets.toml";
  SystemRandomness randomness;
  const auto made = installation_key(path, randomness);
  ASSERT_TRUE(made);
  EXPECT_EQ(installation_key(path, randomness).value(), *made);
  EXPECT_EQ(std::filesystem::status(path).permissions() & std::filesystem::perms::all,
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  const test::TemporaryDirectory other;
  EXPECT_NE(installation_key(other.path() + "/secrets.toml", randomness).value(), *made);
}

TEST(Secrets, AFileOthersCanReadOrThatIsNotRightIsRefused) {
  const test::TemporaryDirectory place;
  const auto path = place.path() + "/secrets.toml";
  SystemRandomness randomness;
  ASSERT_TRUE(installation_key(path, randomness));
  std::filesystem::permissions(path, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
  EXPECT_EQ(installation_key(path, randomness).error().key, "store.secrets_open");
  std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  for (const auto* wrong : {"", "installation_key = 1\n", "installation_key = \"abcd\"\n", "installation_key = \"\n"}) {
    test::write_file(path, wrong);
    EXPECT_EQ(installation_key(path, randomness).error().key, "store.secrets") << wrong;
  }
  EXPECT_EQ(installation_key(place.path() + "/no/such/folder/secrets.toml", randomness).error().key, "store.secrets");
}

}  // namespace
}  // namespace goud::store
