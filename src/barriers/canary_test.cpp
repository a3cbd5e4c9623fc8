// Reports without a name, with known words in a known order; then everything that is kept is looked through.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <set>

#include "barriers/test_house.hpp"

namespace goud::barriers {
namespace {

namespace fs = std::filesystem;
using test::day_micros;
using test::House;

constexpr int reports = 60;

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
const double by_chance = 4 / std::sqrt(reports - 1.0);

std::string bytes_in(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Unnamed : public testing::Test {
 protected:
  static std::string words(int i) { return "kanarie" + std::to_string(1000 + i) + " zingt"; }
  [[nodiscard]] people::FloorDoor door() const { return {house.tenant, house.department}; }
  std::string say(const ReportDraft& draft) {
    const auto receipt = house.receipt();
    const auto done = report_unnamed(*house.services, door(), receipt, draft);
    EXPECT_TRUE(done) << done.error().key;
    return receipt;
  }
  void send() {
    for (int i = 0; i < reports; ++i) {
      receipts.push_back(say(house.draft(words(i))));
      house.later(60'000'000);  // minutes apart
    }
  }
  void next_morning() {
    house.later(day_micros);
    ASSERT_TRUE(morning(*house.services, house.clock.now()));
  }
  [[nodiscard]] Receipt follow(const std::string& receipt) {
    return barriers::receipt(*house.services, house.tenant, receipt).value();
  }
  [[nodiscard]] std::vector<std::string> with(const std::string& what) const {
    std::vector<std::string> in;
    for (const auto& entry : fs::recursive_directory_iterator(house.folder.path)) {
      if (!entry.is_regular_file()) continue;
      const auto bytes = bytes_in(entry.path());
      if (::memmem(bytes.data(), bytes.size(), what.data(), what.size()) != nullptr)
        in.push_back(entry.path().filename());
    }
    return in;
  }

  House house;
  std::vector<std::string> receipts;
};
const std::vector<std::string> none;

TEST_F(Unnamed, NothingIsReadableWhileItWaits) {
  send();
  ASSERT_TRUE(house.store->backup_to(house.folder.path + "/backup.db"));
  EXPECT_EQ(with("kanarie"), none);
  EXPECT_EQ(with("Kanarie"), none);
  for (const auto& receipt : receipts) EXPECT_EQ(with(receipt), none);
  EXPECT_TRUE(house.all().empty()) << "nobody sees it before the morning";
  EXPECT_TRUE(follow(receipts[0]).waiting);
}

TEST_F(Unnamed, InTheMorningItIsToldInNoOrderOfSending) {
  send();
  next_morning();
  EXPECT_EQ(fs::file_size(house.folder.path + "/goud.db-wal"), 0U) << "the log is empty";
  EXPECT_EQ(with("kanarie"), std::vector<std::string>{"goud.db"}) << "what is told is told";
  for (const auto& receipt : receipts) EXPECT_EQ(with(receipt), none);
  BoardFilter filter;
  filter.most = 200;
  const auto all = house.all(filter);
  ASSERT_EQ(all.size(), static_cast<std::size_t>(reports));
  const auto week = monday_of(day_in(Instant{house.clock.now().micros - day_micros}, "Europe/Amsterdam").value());
  for (const auto& one : all) {
    EXPECT_EQ(one.unit, house.hotel) << "three people work where it came from, twelve where it stands";
    EXPECT_EQ(one.since, week);
    EXPECT_EQ(one.first_week, week);
    EXPECT_EQ(one.last_week, week);
    EXPECT_FALSE(one.acknowledged || one.due || one.solved || one.rises);
    EXPECT_TRUE(
        house.read([&](store::Reader& reader) { return promises::history(reader, "barrier", one.id); }).empty());
  }
  // As they lie on the disk, as they were made, as their receipts stand in the table.
  ASSERT_TRUE(house.store->clear_log());
  const auto store = bytes_in(house.folder.path + "/goud.db");
  std::vector<std::size_t> on_disk, last_on_disk, by_id;
  for (int i = 0; i < reports; ++i) {
    on_disk.push_back(store.find(words(i)));
    last_on_disk.push_back(store.rfind(words(i)));
    ASSERT_NE(on_disk.back(), std::string::npos);
    const auto found = std::find_if(all.begin(), all.end(), [&](const Barrier& one) { return one.title == words(i); });
    by_id.push_back(static_cast<std::size_t>(found - all.begin()));
  }
  EXPECT_LT(std::abs(rank_correlation(on_disk)), by_chance);
  EXPECT_LT(std::abs(rank_correlation(last_on_disk)), by_chance);
  EXPECT_LT(std::abs(rank_correlation(by_id)), by_chance);
}

// The moments at which they were sent, as numbers of the store are written: none of them is anywhere.
TEST_F(Unnamed, NoTimeFinerThanTheWeekIsLeft) {
  const auto stamp_of = [](std::int64_t at) {
    std::string big;
    for (int shift = 48; shift >= 24; shift -= 8)
      big += static_cast<char>((static_cast<std::uint64_t>(at) >> shift) & 0xff);
    return big;
  };
  ASSERT_NE(with(stamp_of(house.clock.now().micros)), none) << "what was made before is found this way";
  house.later(test::hour_micros);
  const auto first = house.clock.now().micros;
  send();
  next_morning();
  ASSERT_TRUE(house.store->backup_to(house.folder.path + "/backup.db"));
  // Of the seven bytes of an instant the upper four stand for some twenty seconds.
  std::set<std::string> stamps;
  for (int i = 0; i < reports; ++i) stamps.insert(stamp_of(first + i * std::int64_t{60'000'000}));
  for (const auto& stamp : stamps) EXPECT_EQ(with(stamp), none);
}

TEST_F(Unnamed, SentTwiceIsOne) {
  const auto receipt = say(house.draft());
  ASSERT_TRUE(report_unnamed(*house.services, door(), receipt, house.draft()));
  next_morning();
  ASSERT_TRUE(report_unnamed(*house.services, door(), receipt, house.draft()));
  next_morning();
  const auto all = house.all();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].reports, 1);
  EXPECT_FALSE(report_unnamed(*house.services, door(), "kort", house.draft()));
}

TEST_F(Unnamed, ComesInAtFiveInTheMorningAndNoSooner) {
  (void)say(house.draft());
  ASSERT_TRUE(morning(*house.services, house.clock.now()));
  EXPECT_TRUE(house.all().empty()) << "the first of all waits too";
  house.clock.set(Instant{house.clock.now().micros + 16 * test::hour_micros - 1});  // 04.59 in Amsterdam
  ASSERT_TRUE(morning(*house.services, house.clock.now()));
  EXPECT_TRUE(house.all().empty());
  house.later(1);
  ASSERT_TRUE(morning(*house.services, house.clock.now()));
  EXPECT_EQ(house.all().size(), 1U);
  (void)say(house.draft("later"));
  ASSERT_TRUE(morning(*house.services, house.clock.now()));
  EXPECT_EQ(house.all().size(), 1U) << "one morning a day";
}

TEST_F(Unnamed, AtAKnownBarrierOnlyWhereTenWork) {
  auto at_hotel = house.draft("Slechts één sleutelautomaat");
  at_hotel.unit = house.hotel;
  const auto there = house.report("fatima", at_hotel);
  const auto small = house.report("fatima", house.draft("Te weinig dekbedden", 15, Kind::not_there));
  for (const auto& known : {there, small}) {
    auto draft = house.draft("", 30);
    draft.barrier = known;
    (void)say(draft);
  }
  next_morning();
  EXPECT_EQ(house.at(there).reports, 2);
  EXPECT_EQ(house.at(small).reports, 1) << "three people work there";
  const auto all = house.all();
  const auto moved = std::find_if(all.begin(), all.end(), [&](const Barrier& one) {
    return one.unit == house.hotel && one.kind == Kind::not_there;
  });
  ASSERT_NE(moved, all.end());
  EXPECT_EQ(moved->title, "") << "only its kind came along";
  auto elsewhere = house.draft();
  elsewhere.unit = house.other;
  auto draft = house.draft();
  draft.barrier = house.report("fatima", elsewhere);
  EXPECT_EQ(report_unnamed(*house.services, door(), house.receipt(), draft).error().fields[0].path, "barrier");
}

TEST_F(Unnamed, ItsReceiptConfirmsTheMorningAfter) {
  const auto receipt = say(house.draft()), second = say(house.draft());
  next_morning();
  const auto id = house.all()[0].id;
  EXPECT_EQ(say_unnamed(*house.services, house.tenant, receipt, true).error().key, "barriers.not_solved");
  ASSERT_TRUE(house.change(id, [&](Barrier b) { return solve(std::move(b), "vervangen", house.clock.now()); }));
  EXPECT_EQ(follow(receipt).barrier->done, "vervangen");
  ASSERT_TRUE(say_unnamed(*house.services, house.tenant, receipt, true));
  EXPECT_EQ(house.at(id).state, State::solved) << "tomorrow";
  next_morning();
  EXPECT_EQ(house.at(id).state, State::confirmed);
  ASSERT_TRUE(say_unnamed(*house.services, house.tenant, second, false));
  next_morning();
  EXPECT_EQ(house.at(id).state, State::acknowledged);
  EXPECT_EQ(house.at(id).gone, 1);
  EXPECT_EQ(house.at(id).still_there, 1);
  EXPECT_EQ(barriers::receipt(*house.services, house.tenant, house.receipt()).error().kind, FaultKind::not_found);
}

TEST(UnnamedTooFew, IsRefusedAndSaysWhy) {
  House house(9);
  const auto done = report_unnamed(*house.services, {house.tenant, house.department}, house.receipt(), house.draft());
  EXPECT_EQ(done.error().key, "barriers.unnamed.nowhere");
}

}  // namespace
}  // namespace goud::barriers
