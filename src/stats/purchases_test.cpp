#include "stats/purchases.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "stats/cdnow_test_data.hpp"

namespace goud::stats {
namespace {

std::int32_t day_number(int yyyymmdd) {  // days since 1970-01-01
  const int y = yyyymmdd / 10000, m = yyyymmdd / 100 % 100, d = yyyymmdd % 100;
  const int yy = y - (m <= 2 ? 1 : 0), era = yy / 400, yoe = yy - era * 400;
  const int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

TEST(PurchasesTest, CdnowsLogIsItsPublishedSummary) {
  const auto summary = cdnow_summary();
  std::ifstream in(cdnow_file("CDNOW_sample.txt"));
  if (summary.empty() || !in) GTEST_SKIP() << "no CDNOW data";
  PurchaseLog log;
  std::int32_t of_all = 0, customer = 0, items = 0;
  int date = 0;
  double amount = 0;
  while (in >> of_all >> customer >> date >> items >> amount) log.add({customer, day_number(date), amount});
  ASSERT_EQ(log.purchases.size(), 6919U);
  const auto histories = histories_of(log, day_number(19970930), 7);
  ASSERT_EQ(histories.size(), 2357U);
  for (std::size_t i = 0; i < histories.size(); ++i) {
    EXPECT_EQ(histories[i].history.x, summary[i].history.x) << i + 1;
    EXPECT_NEAR(histories[i].history.t_x, summary[i].history.t_x, 0.0043) << i + 1;  // it prints two decimals
    EXPECT_NEAR(histories[i].history.T, summary[i].history.T, 0.0043) << i + 1;
    EXPECT_NEAR(histories[i].spend, summary[i].spend, 0.0051) << i + 1;
  }
  std::int64_t later = 0;
  std::map<std::int32_t, double> x_until_1998;
  for (const auto& one : histories_of(log, day_number(19980630), 7)) x_until_1998[one.customer] = one.history.x;
  for (const auto& one : histories) later += static_cast<std::int64_t>(x_until_1998[one.customer] - one.history.x);
  EXPECT_EQ(later, 1882);
}

TEST(PurchasesTest, TheSlowWayAndAnyOrder) {
  RandomStream random(3, 0);
  PurchaseLog log;
  for (int i = 0; i < 2000; ++i)
    log.add({static_cast<std::int32_t>(random.below(97)), static_cast<std::int32_t>(random.below(60)),
             random.below(1000) / 7.0});
  const auto histories = histories_of(log, 40, 1);
  std::map<std::int32_t, std::map<std::int32_t, double>> days;
  for (const auto& one : log.purchases) {
    if (one.day <= 40) days[one.customer][one.day] += one.amount;
  }
  ASSERT_EQ(histories.size(), days.size());
  std::size_t place = 0;
  for (const auto& [customer, of_day] : days) {
    const auto& one = histories[place++];
    EXPECT_EQ(one.customer, customer);
    EXPECT_EQ(one.history.x, static_cast<double>(of_day.size()) - 1);
    EXPECT_EQ(one.history.t_x, of_day.rbegin()->first - of_day.begin()->first);
    EXPECT_EQ(one.history.T, 40 - of_day.begin()->first);
    double spent = 0;
    for (const auto& [day, amount] : of_day) spent += day == of_day.begin()->first ? 0 : amount;
    EXPECT_NEAR(one.spend, of_day.size() > 1 ? spent / one.history.x : 0, 1e-9);
  }
  PurchaseLog turned;
  turned.purchases.assign(log.purchases.rbegin(), log.purchases.rend());
  EXPECT_EQ(histories_of(turned, 40, 1), histories);
  PurchaseLog parts, rest;
  for (std::size_t i = 0; i < log.purchases.size(); ++i) (i % 3 == 0 ? parts : rest).add(log.purchases[i]);
  parts.merge(rest);
  EXPECT_EQ(histories_of(parts, 40, 1), histories);
}

TEST(PurchasesTest, UntilIsInclusiveAndWeeksAreSevenDays) {
  PurchaseLog log;
  log.add({1, 100, 5});
  log.add({1, 100, 6});  // the same day: one purchase
  log.add({1, 114, 7});
  log.add({1, 114, 9});
  log.add({1, 115, 1});
  log.add({2, 115, 1});  // not a customer yet
  const auto histories = histories_of(log, 114, 7);
  EXPECT_EQ(histories, (std::vector<CustomerHistory>{{1, {1, 2, 2}, 16}}));
  EXPECT_TRUE(histories_of(log, 99, 7).empty());
  EXPECT_TRUE(histories_of({}, 99, 7).empty());
  EXPECT_THROW((void)histories_of(log, 99, 0), std::invalid_argument);
}

TEST(HistoryGroupsTest, EqualTriplesAreOneAndPartsAreTheWhole) {
  RandomStream random(5, 0);
  HistoryGroups all, first, second;
  std::map<std::tuple<double, double, double>, double> slow;
  for (int i = 0; i < 5000; ++i) {
    History one;
    one.x = random.below(5);
    one.T = 10 + random.below(20);
    one.t_x = one.x > 0 ? random.below(11) : 0;
    all.add(one);
    (i < 2000 ? first : second).add(one);
    slow[{one.x, one.t_x, one.T}] += 1;
  }
  first.merge(second);
  EXPECT_EQ(first, all);
  ASSERT_EQ(all.size(), slow.size());
  double repeats = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& one = all.history(i);
    EXPECT_EQ(all.times(i), (slow[{one.x, one.t_x, one.T}]));
    repeats += one.x * all.times(i);
  }
  EXPECT_EQ(all.customers(), 5000);
  EXPECT_EQ(all.repeats(), repeats);
  EXPECT_EQ(all.longest(), 29);
  EXPECT_EQ(all.add(all.history(17)), 17U);
}

TEST(HistoryGroupsTest, WhatCannotBeIsRefused) {
  HistoryGroups groups;
  for (const History& wrong :
       {History{1.5, 1, 2}, {-1, 0, 2}, {1, 3, 2}, {0, 1, 2}, {1, -1, 2}, {1, 1, INFINITY}, {NAN, 1, 2}, {1, NAN, 2}})
    EXPECT_THROW(groups.add(wrong), std::invalid_argument);
  EXPECT_EQ(groups.size(), 0U);
  EXPECT_EQ(groups.add({0, -0.0, 2}), groups.add({0, 0, 2}));
}

}  // namespace
}  // namespace goud::stats
