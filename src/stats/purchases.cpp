#include "stats/purchases.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <stdexcept>

namespace goud::stats {

std::vector<CustomerHistory> histories_of(PurchaseLog log, std::int32_t until, double days_per_unit) {
  if (!(days_per_unit > 0)) throw std::invalid_argument("a unit of time is longer than nothing");
  auto& all = log.purchases;
  std::erase_if(all, [&](const Purchase& one) { return one.day > until; });
  // Amounts too, so that their sum does not depend on the order of the rows, not even in its last digit.
  std::sort(all.begin(), all.end(), [](const Purchase& a, const Purchase& b) {
    if (a.customer != b.customer) return a.customer < b.customer;
    return a.day != b.day ? a.day < b.day : a.amount < b.amount;
  });
  std::vector<CustomerHistory> histories;
  for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
    std::int64_t repeat_days = 0;
    double spent = 0;
    for (end = begin; end < all.size() && all[end].customer == all[begin].customer; ++end) {
      if (all[end].day == all[begin].day) continue;
      spent += all[end].amount;
      if (all[end].day != all[end - 1].day) ++repeat_days;
    }
    const auto units = [&](std::int32_t day) {
      return static_cast<double>(std::int64_t{day} - all[begin].day) / days_per_unit;
    };
    const auto x = static_cast<double>(repeat_days);
    histories.push_back(
        {all[begin].customer, {x, units(all[end - 1].day), units(until)}, repeat_days > 0 ? spent / x : 0});
  }
  return histories;
}

bool possible(const History& one) {
  return std::isfinite(one.x) && std::isfinite(one.T) && one.x >= 0 && one.x == std::floor(one.x) && one.t_x >= 0 &&
         one.t_x <= one.T && (one.x > 0 || one.t_x == 0);
}

namespace {
std::uint64_t mixed(std::uint64_t h) {
  h ^= h >> 32U;
  h *= 0xd6e8feb86659fd93U;
  h ^= h >> 32U;
  h *= 0xd6e8feb86659fd93U;
  return h ^ (h >> 32U);
}
std::uint64_t hash_of(const History& one) {
  // + 0.0: minus zero is zero.
  const auto bits = [](double value) { return std::bit_cast<std::uint64_t>(value + 0.0); };
  return mixed(bits(one.x) + 3 * mixed(bits(one.t_x) + 5 * mixed(bits(one.T))));
}
}  // namespace

void HistoryGroups::widen(std::size_t slots) {
  slots_.assign(slots, 0);
  for (std::size_t place = 0; place < groups_.size(); ++place) {
    std::size_t at = hash_of(groups_[place].history) & (slots - 1);
    while (slots_[at] != 0) at = (at + 1) & (slots - 1);
    slots_[at] = static_cast<std::uint32_t>(place + 1);
  }
}

void HistoryGroups::reserve(std::size_t triples) {
  groups_.reserve(triples);
  if (const auto slots = std::bit_ceil(2 * triples + 16); slots > slots_.size()) widen(slots);
}

std::size_t HistoryGroups::add(const History& one, double times) {
  if (!possible(one) || !(times >= 0)) throw std::invalid_argument("no customer has such a history");
  if (2 * (groups_.size() + 1) > slots_.size()) widen(std::max<std::size_t>(64, 4 * slots_.size()));
  std::size_t at = hash_of(one) & (slots_.size() - 1);
  for (; slots_[at] != 0; at = (at + 1) & (slots_.size() - 1)) {
    auto& group = groups_[slots_[at] - 1];
    if (group.history == one) {
      group.times += times;
      return slots_[at] - 1;
    }
  }
  groups_.push_back({one, times});
  slots_[at] = static_cast<std::uint32_t>(groups_.size());
  return groups_.size() - 1;
}

void HistoryGroups::merge(const HistoryGroups& other) {
  for (const auto& group : other.groups_) add(group.history, group.times);
}

double HistoryGroups::customers() const {
  double sum = 0;
  for (const auto& group : groups_) sum += group.times;
  return sum;
}

double HistoryGroups::repeats() const {
  double sum = 0;
  for (const auto& group : groups_) sum += group.times * group.history.x;
  return sum;
}

double HistoryGroups::longest() const {
  double most = 0;
  for (const auto& group : groups_) most = std::max(most, group.history.T);
  return most;
}

}  // namespace goud::stats
