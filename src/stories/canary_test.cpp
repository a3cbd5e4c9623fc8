// Stories without a name, with known words in a known order; then everything that is kept is looked through.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "stories/test_world.hpp"

namespace goud::stories {
namespace {

constexpr int tellers = 40;

// Spearman's: of the places where things lie with the order in which they came.
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
// Four times what chance alone would vary.
const double by_chance = 4 / std::sqrt(tellers - 1.0);

class Canary : public test::World {
 protected:
  static std::string words(int i) { return "kanarie-" + std::to_string(1000 + i) + " zingt"; }
  void send() {
    ASSERT_TRUE(morning(*services, clock.now()));  // as the clock does from the first minute on
    for (int i = 0; i < tellers; ++i) {
      receipts.push_back(receipt());
      ASSERT_TRUE(tell_at_door(words(i), receipts.back(), i % 2 == 0 ? zwolle : breda));
      clock.set(Instant{clock.now().micros + 60'000'000});
    }
  }
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> files() const {
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      std::ifstream file(entry.path(), std::ios::binary);
      all.emplace_back(entry.path().filename(), std::string{std::istreambuf_iterator<char>(file), {}});
    }
    return all;
  }
  // Where each lies in the store's file.
  std::vector<std::size_t> places() {
    EXPECT_TRUE(store->clear_log());
    std::string bytes;
    for (auto& [name, content] : files()) {
      if (name == "goud.db") bytes = std::move(content);
    }
    std::vector<std::size_t> found;
    for (int i = 0; i < tellers; ++i) {
      found.push_back(bytes.find(words(i)));
      EXPECT_NE(found.back(), std::string::npos);
    }
    return found;
  }
  std::vector<std::string> receipts;
};

TEST_F(Canary, NoReceiptLiesInTheClearAndTheLogHoldsNoOrder) {
  send();
  ASSERT_TRUE(store->backup_to((folder / "backup.db").string()));
  for (const auto& [name, bytes] : files()) {
    for (const auto& receipt : receipts) EXPECT_EQ(bytes.find(receipt), std::string::npos) << name;
    if (name == "goud.db-wal") {
      EXPECT_EQ(bytes.find("kanarie"), std::string::npos) << "the log is emptied after each";
    }
  }
  EXPECT_LT(std::abs(rank_correlation(places())), by_chance) << "while they wait";
}

TEST_F(Canary, AfterTheMorningThereIsAWeekAndNoOrderNoTimeAndNoTrace) {
  send();
  const auto came = clock.now();
  night();
  EXPECT_LT(std::abs(rank_correlation(places())), by_chance);
  std::vector<std::size_t> seqs(tellers);
  const auto all = read([](store::Reader& reader) {
    Filter filter;
    filter.from_floor = true;
    filter.most = 1000;
    return stories(reader, filter);
  });
  ASSERT_EQ(all.size(), static_cast<std::size_t>(tellers));
  for (const auto& one : all) {
    EXPECT_FALSE(one.day);
    EXPECT_TRUE(one.by.empty());
    EXPECT_EQ(one.week, monday_of(*day_in(came, "Europe/Amsterdam")));
    seqs[static_cast<std::size_t>(std::stoi(one.text.substr(8, 4)) - 1000)] = static_cast<std::size_t>(one.seq);
    EXPECT_EQ(one.id[14], '4') << "an id that says no time";
  }
  EXPECT_LT(std::abs(rank_correlation(seqs)), by_chance);
  // Neither the change log, nor the audit trail, nor the outbox knows of them; nothing waits any more.
  store.reset();
  for (const auto& [name, bytes] : files()) {
    if (name != "goud.db") {
      EXPECT_EQ(bytes.find("kanarie"), std::string::npos) << name;
    }
    for (const auto& one : all) {
      std::size_t times = 0;
      for (auto at = bytes.find(one.id); at != std::string::npos; at = bytes.find(one.id, at + 1)) ++times;
      EXPECT_LE(times, 2U) << "the story and the key that finds it, and nothing else";
    }
  }
}

TEST_F(Canary, WhatIsTakenBackLeavesNoByte) {
  send();
  ASSERT_TRUE(take_back_unnamed(*services, {tenant, zwolle}, receipts[3]));
  night();
  ASSERT_TRUE(take_back_unnamed(*services, {tenant, zwolle}, receipts[7]));
  ASSERT_TRUE(keep_up(*services, tenant));
  ASSERT_TRUE(store->clear_log());
  for (const auto& [name, bytes] : files()) {
    for (const int i : {3, 7}) EXPECT_EQ(bytes.find(words(i).substr(0, 12)), std::string::npos) << name << " " << i;
  }
}

}  // namespace
}  // namespace goud::stories
