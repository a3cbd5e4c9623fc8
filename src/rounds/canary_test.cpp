// Ballots with known words in a known order; then everything that is kept is looked through.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <set>

#include "rounds/rounds.hpp"
#include "rounds/statements.hpp"
#include "rounds/test_round.hpp"

namespace goud::rounds {
namespace {

namespace fs = std::filesystem;
using test::House;

constexpr int people = 60;

// Spearman's: of the places where things lie with the order in which they were sent.
double rank_correlation(const std::vector<std::size_t>& places) {
  std::vector<std::size_t> order(places.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return places[a] < places[b]; });
  double sum = 0;
  for (std::size_t rank = 0; rank < order.size(); ++rank)
    sum += std::pow(static_cast<double>(rank) - static_cast<double>(order[rank]), 2);
  const auto n = static_cast<double>(places.size());
  return 1 - 6 * sum / (n * (n * n - 1));
}
// Under chance alone its standard deviation is 1/sqrt(n-1): four of them are one in sixteen thousand.
const double by_chance = 4 / std::sqrt(people - 1.0);

class Canary : public testing::Test {
 protected:
  Canary() : house(folder.path, clock, 1) {
    house.found({people});
    id = house.plan(test::plan_of(house.today()));
    auto out = open_round(*house.services, house.tenant, house.acting(), id).value();
    for (auto& one : out) codes.push_back(std::move(one.code));
    const auto pair = house.keys->of(house.tenant, id).value();
    secret = pair.secret_key;
  }
  static std::string words(int i) { return "kanarie-" + std::to_string(1000 + i) + "-zingt"; }
  void send() {
    for (int i = 0; i < people; ++i) {
      receipts.push_back(house.receipt());
      ASSERT_TRUE(
          house.say(codes[static_cast<std::size_t>(i)], receipts.back(), words(i), 1, std::to_string(1 + i % 5)));
    }
  }
  void later(int days) { clock.set(Instant{clock.now().micros + days * test::day_micros}); }

  // Every byte that lies under the folder, by file.
  struct Everything {
    std::vector<std::pair<std::string, std::string>> files;
    [[nodiscard]] std::vector<std::string> with(const std::string& what) const {
      std::vector<std::string> in;
      for (const auto& [name, bytes] : files)
        if (::memmem(bytes.data(), bytes.size(), what.data(), what.size()) != nullptr) in.push_back(name);
      return in;
    }
  };
  [[nodiscard]] Everything everything() const {
    Everything all;
    for (const auto& entry : fs::recursive_directory_iterator(folder.path))
      if (entry.is_regular_file()) all.files.emplace_back(entry.path().filename(), test::bytes_in(entry.path()));
    return all;
  }
  [[nodiscard]] std::vector<std::string> found(const std::string& what) const { return everything().with(what); }
  void nothing_in_the_clear() {
    const std::vector<std::string> none;
    const auto all = everything();
    EXPECT_EQ(all.with("kanarie"), none);
    for (auto code : codes) {
      EXPECT_EQ(all.with(code), none);
      std::erase(code, '-');
      EXPECT_EQ(all.with(code), none);
    }
    for (const auto& receipt : receipts) {
      EXPECT_EQ(all.with(receipt), none);
      const auto raw = bytes_of_hex(receipt);
      EXPECT_EQ(all.with(std::string(view(raw))), none);
    }
  }
  std::vector<store::Bytes> letters() {
    return house.store
        ->ask(store::Scope(house.tenant),
              [&](store::Reader& reader) {
                return reader.all(sql::letters, {{":round", id}}, [](const store::Row& row) {
                  const auto bytes = row.bytes(0);
                  return store::Bytes(bytes.begin(), bytes.end());
                });
              })
        .value();
  }

  test::Folder folder;
  SetClock clock{Instant{1'793'620'800'000'000}};
  House house;
  std::string id, secret;
  std::vector<std::string> codes, receipts;
};

TEST_F(Canary, NothingLiesInTheClearWhileTheRoundIsOpen) {
  send();
  nothing_in_the_clear();
  EXPECT_EQ(found(secret), std::vector<std::string>{"1-" + id + ".key"}) << "the key is in its own directory alone";
  ASSERT_TRUE(house.store->backup_to(folder.path + "/backup.db"));
  nothing_in_the_clear();
  ASSERT_TRUE(take_back(*house.services, codes[0], receipts[0], 1));
  nothing_in_the_clear();
}

TEST_F(Canary, AfterTheCloseNoSealedByteIsLeftAndNoKey) {
  send();
  std::set<std::string> sealed;
  for (const auto& letter : letters()) {
    const std::string bytes(view(letter));
    // Pieces from all over: a letter lies in more pages than one.
    for (std::size_t at = 0; at + 32 < bytes.size(); at += bytes.size() / 7) sealed.insert(bytes.substr(at, 16));
  }
  ASSERT_GT(found(*sealed.begin()).size(), 0U);
  const auto backup = folder.path + "/backup.db";
  ASSERT_TRUE(house.store->backup_to(backup));
  later(8);
  const auto closed = close_round(*house.services, house.tenant, house.acting(), id);
  ASSERT_TRUE(closed) << closed.error().key;
  EXPECT_EQ(closed->ballots, people);
  EXPECT_EQ(fs::file_size(folder.path + "/goud.db-wal"), 0U) << "the log is empty too";
  const auto with_copy = everything();
  for (const auto& piece : sealed) EXPECT_EQ(with_copy.with(piece), std::vector<std::string>{"backup.db"});
  EXPECT_EQ(found(secret), std::vector<std::string>{});
  // What the copy holds stays sealed: it holds everything but the words.
  EXPECT_EQ(test::bytes_in(backup).find("kanarie"), std::string::npos);
  fs::remove(backup);
  const auto left = everything();
  for (const auto& piece : sealed) EXPECT_EQ(left.with(piece), std::vector<std::string>{});
  EXPECT_EQ(found("kanarie"), std::vector<std::string>{"goud.db"}) << "what is told is told";
}

TEST_F(Canary, NothingIsLeftBetweenTheRowsOfAnotherOrganisationEither) {
  const auto first = house.tenant;
  const auto first_codes = codes;
  const auto second = house.found({people});
  const auto other = house.plan(test::plan_of(house.today()));
  const auto others = open_round(*house.services, second, house.acting(), other).value();
  for (int i = 0; i < people; ++i) {
    ASSERT_TRUE(house.say(first_codes[static_cast<std::size_t>(i)], house.receipt(), words(i)));
    ASSERT_TRUE(house.say(others[static_cast<std::size_t>(i)].code, house.receipt(), words(i)));
  }
  house.tenant = first;
  ASSERT_TRUE(mix(*house.services, first));
  std::set<std::string> sealed;
  for (const auto& letter : letters()) {
    const std::string bytes(view(letter));
    for (std::size_t at = 0; at + 16 < bytes.size(); at += 40) sealed.insert(bytes.substr(at, 16));
  }
  std::set<std::string> hashes;
  (void)house.store->read(store::Scope(first), [&](store::Reader& reader) {
    reader.each(sql::spent_between,
                {{":round", id},
                 {":late", 0},
                 {":week", 1},
                 {":from", store::Bytes{}},
                 {":until", store::Bytes(33, std::byte{0xff})}},
                [&](const store::Row& row) {
                  hashes.emplace(view({row.bytes(0).begin(), row.bytes(0).end()}));
                });
  });
  ASSERT_EQ(hashes.size(), static_cast<std::size_t>(people));
  later(8);
  ASSERT_TRUE(close_round(*house.services, first, house.acting(), id));
  const auto left = everything();
  std::size_t pieces = 0;
  for (const auto& piece : sealed) pieces += left.with(piece).size();
  EXPECT_EQ(pieces, 0U) << "of " << sealed.size();
  for (const auto& hash : hashes) EXPECT_EQ(left.with(hash), std::vector<std::string>{});
}

TEST_F(Canary, WhatIsReleasedLiesInNoOrderOfSending) {
  send();
  later(8);
  ASSERT_TRUE(close_round(*house.services, house.tenant, house.acting(), id));
  const auto said =
      house.store->ask(store::Scope(house.tenant), [&](store::Reader& reader) { return released(reader, id); }).value();
  ASSERT_TRUE(said && said->texts.size() == 1);
  const auto& told = said->texts[0].words;
  ASSERT_EQ(told.size(), static_cast<std::size_t>(people));
  const auto store = test::bytes_in(folder.path + "/goud.db");
  std::vector<std::size_t> rows, bytes;
  for (int i = 0; i < people; ++i) {
    rows.push_back(static_cast<std::size_t>(std::find(told.begin(), told.end(), words(i)) - told.begin()));
    bytes.push_back(store.find(words(i)));
    ASSERT_NE(bytes.back(), std::string::npos);
  }
  EXPECT_LT(std::abs(rank_correlation(rows)), by_chance);
  EXPECT_LT(std::abs(rank_correlation(bytes)), by_chance) << "as they lie on the disk";
}

TEST_F(Canary, AnOpenLetterboxLiesInNoOrderOfSendingOnceItIsMixed) {
  send();
  // Which letter was sent when: who has the key and the words can say so here, and only here.
  const auto pair = house.keys->of(house.tenant, id).value();
  std::vector<std::string> letter_of(people);
  std::vector<std::size_t> by_key;
  std::vector<std::size_t> place(people);
  std::size_t row = 0;
  for (const auto& sealed : letters()) {
    const auto ballot = unseal(pair, sealed);
    ASSERT_TRUE(ballot);
    for (const auto& [key, value] : ballot->answers)
      if (key == "words") {
        const auto i = static_cast<std::size_t>(std::stoi(value.substr(8, 4)) - 1000);
        letter_of[i] = std::string(view(sealed));
        place[i] = row;
      }
    ++row;
  }
  EXPECT_LT(std::abs(rank_correlation(place)), by_chance) << "by their keys";
  const auto on_disk = [&] {
    EXPECT_TRUE(house.store->clear_log());
    const auto store = test::bytes_in(folder.path + "/goud.db");
    std::vector<std::size_t> places;
    for (const auto& letter : letter_of) {
      places.push_back(store.find(letter.substr(letter.size() - 200, 32)));
      EXPECT_NE(places.back(), std::string::npos);
    }
    return rank_correlation(places);
  };
  EXPECT_GT(std::abs(on_disk()), by_chance) << "a page fills as rows come: this is what mixing is for";
  ASSERT_TRUE(mix(*house.services, house.tenant));
  EXPECT_LT(std::abs(on_disk()), by_chance);
  EXPECT_EQ(fs::file_size(folder.path + "/goud.db-wal"), 0U);
  EXPECT_EQ(letters().size(), static_cast<std::size_t>(people));
  for (int i = 0; i < people; ++i)
    EXPECT_TRUE(house.say(codes[static_cast<std::size_t>(i)], receipts[static_cast<std::size_t>(i)], words(i)))
        << "each is still known";
  later(1);
  EXPECT_TRUE(close_what_is_due(*house.services, clock.now()));
  EXPECT_EQ(letters().size(), static_cast<std::size_t>(people));
}

}  // namespace
}  // namespace goud::rounds
