// Purchases as the models of repeat buying need them: how often a customer came back, when last, and how long known.
// formula: a day with purchases is one purchase; x = days with a purchase after the first, t_x = last - first, T = until - first, in units;
//   spend = mean over the x repeat days of the amount of the day; only what was bought up to and including `until` counts
// unit: x in purchases, t_x and T in the unit of time asked for (7 days is a week)
// needs: one purchase not after `until`; customers who first bought later are not in it
// source: fader2005a
// checked: purchases_test.cpp: CDNOW's log against its published summary; the rows in any order; parts against the whole
// not for: contracts, where leaving is seen (shifted_beta_geometric); returns booked as negative amounts on days of their own
#pragma once

#include <cstdint>
#include <vector>

#include "stats/estimate.hpp"

namespace goud::stats {

struct History {
  double x = 0;    // repeat purchases, a whole number
  double t_x = 0;  // of the last one, after the first purchase; 0 where x is 0
  double T = 0;    // known since; t_x <= T
  bool operator==(const History&) const = default;
};

struct Purchase {
  std::int32_t customer;  // numbered by whoever reads them
  std::int32_t day;
  double amount = 0;
  bool operator==(const Purchase&) const = default;
};

struct CustomerHistory {
  std::int32_t customer;
  History history;
  double spend = 0;  // mean of the repeat days; 0 where there are none
  bool operator==(const CustomerHistory&) const = default;
};

struct PurchaseLog {
  std::vector<Purchase> purchases;
  bool operator==(const PurchaseLog&) const = default;
  void add(const Purchase& purchase) { purchases.push_back(purchase); }
  void merge(const PurchaseLog& other) {
    purchases.insert(purchases.end(), other.purchases.begin(), other.purchases.end());
  }
};
// In the order of the customers' numbers. Takes the log, because it is put in order on the spot.
[[nodiscard]] std::vector<CustomerHistory> histories_of(PurchaseLog, std::int32_t until, double days_per_unit);

// Customers with the same (x, t_x, T) are told once, with how many they are: cost grows with distinct triples.
class HistoryGroups {
 public:
  // Gives the place of the triple. A history that cannot be (x not whole, t_x beyond T, not finite) throws.
  std::size_t add(const History&, double times = 1);
  void merge(const HistoryGroups&);
  void reserve(std::size_t triples);
  [[nodiscard]] std::size_t size() const { return groups_.size(); }
  [[nodiscard]] const History& history(std::size_t place) const { return groups_[place].history; }
  [[nodiscard]] double times(std::size_t place) const { return groups_[place].times; }
  [[nodiscard]] double customers() const;  // sum of times
  [[nodiscard]] double repeats() const;    // sum of x
  [[nodiscard]] double longest() const;    // largest T
  bool operator==(const HistoryGroups& other) const { return groups_ == other.groups_; }

 private:
  struct Group {
    History history;
    double times;
    bool operator==(const Group&) const = default;
  };
  void widen(std::size_t slots);
  std::vector<Group> groups_;         // in the order first seen
  std::vector<std::uint32_t> slots_;  // open addressing: place + 1, or 0
};

[[nodiscard]] bool possible(const History&);

}  // namespace goud::stats
