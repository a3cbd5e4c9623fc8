#include "stats/concordance.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "stats/ascending_order.hpp"
#include "stats/parallel.hpp"

namespace goud::stats {
namespace {

// Weights per rank with their sums up to a rank, changed and read in log n steps.
template <class Sum>
class RankSums {
 public:
  explicit RankSums(std::size_t ranks) : tree_(ranks + 1, 0), own_(ranks, 0) {}
  void add(std::uint32_t rank, Sum weight) {
    own_[rank] += weight;
    total_ += weight;
    for (std::size_t i = rank + 1; i < tree_.size(); i += i & (~i + 1)) tree_[i] += weight;
  }
  [[nodiscard]] Sum below(std::uint32_t rank) const {
    Sum sum = 0;
    for (std::size_t i = rank; i > 0; i &= i - 1) sum += tree_[i];
    return sum;
  }
  [[nodiscard]] Sum at(std::uint32_t rank) const { return own_[rank]; }
  [[nodiscard]] Sum total() const { return total_; }

 private:
  std::vector<Sum> tree_, own_;
  Sum total_ = 0;
};

struct Sides {
  double lower = 0, equal = 0, all = 0;
};

template <class Sum>
struct Pairs {
  const WatchedRows& rows;
  std::vector<std::uint32_t> by_time, by_entry, rank;
  std::size_t ranks = 0;
  std::vector<Sides> later;    // of an event: those whom it preceded
  std::vector<Sides> earlier;  // of a row: events that preceded it

  Sum weight(std::size_t i) const { return rows.weights.empty() ? Sum{1} : static_cast<Sum>(rows.weights[i]); }
  static void put(const RankSums<Sum>& sums, std::uint32_t rank, Sides& sides, double sign) {
    sides.lower += sign * static_cast<double>(sums.below(rank));
    sides.equal += sign * static_cast<double>(sums.at(rank));
    sides.all += sign * static_cast<double>(sums.total());
  }
  // From the last time back: those under watch, the events of one time after they were asked.
  void look_ahead() {
    RankSums<Sum> watched(ranks);
    std::size_t entry = by_entry.size();
    for (std::size_t end = by_time.size(); end > 0;) {
      const double now = rows.time[by_time[end - 1]];
      std::size_t begin = end;
      while (begin > 0 && rows.time[by_time[begin - 1]] == now) --begin;
      for (std::size_t k = begin; k < end; ++k)
        if (const auto i = by_time[k]; rows.event[i] == 0) watched.add(rank[i], weight(i));
      for (; entry > 0 && rows.entry[by_entry[entry - 1]] >= now; --entry) {
        const auto i = by_entry[entry - 1];
        watched.add(rank[i], -weight(i));
      }
      for (std::size_t k = begin; k < end; ++k)
        if (const auto i = by_time[k]; rows.event[i] != 0) put(watched, rank[i], later[i], 1);
      for (std::size_t k = begin; k < end; ++k)
        if (const auto i = by_time[k]; rows.event[i] != 0) watched.add(rank[i], weight(i));
      end = begin;
    }
  }
  // From the first time on: the events there were, less those before someone came in.
  void look_back() {
    RankSums<Sum> happened(ranks);
    std::size_t entry = 0;
    for (std::size_t begin = 0; begin < by_time.size();) {
      const double now = rows.time[by_time[begin]];
      std::size_t end = begin;
      while (end < by_time.size() && rows.time[by_time[end]] == now) ++end;
      for (; entry < by_entry.size() && rows.entry[by_entry[entry]] < now; ++entry) {
        const auto i = by_entry[entry];
        put(happened, rank[i], earlier[i], -1);
      }
      for (std::size_t k = begin; k < end; ++k)
        if (const auto i = by_time[k]; rows.event[i] != 0) put(happened, rank[i], earlier[i], 1);
      for (std::size_t k = begin; k < end; ++k)
        if (const auto i = by_time[k]; rows.event[i] != 0) happened.add(rank[i], weight(i));
      for (std::size_t k = begin; k < end; ++k)
        if (const auto i = by_time[k]; rows.event[i] == 0) put(happened, rank[i], earlier[i], 1);
      begin = end;
    }
  }
};

template <class Sum>
tl::expected<Concordance, Unsaid> count_pairs(const WatchedRows& rows, std::span<const double> score, int threads) {
  const std::size_t n = rows.time.size();
  Pairs<Sum> pairs{rows, {}, {}, std::vector<std::uint32_t>(n), 0, std::vector<Sides>(n), std::vector<Sides>(n)};
  for_each_index(3, threads, [&](std::size_t task) {
    if (task == 0) pairs.by_time = ascending_order(rows.time);
    if (task == 1 && !rows.entry.empty()) pairs.by_entry = ascending_order(rows.entry);
    if (task != 2) return;
    const auto order = ascending_order(score);
    for (std::size_t k = 0; k < n; ++k) {
      if (k > 0 && score[order[k]] != score[order[k - 1]]) ++pairs.ranks;
      pairs.rank[order[k]] = static_cast<std::uint32_t>(pairs.ranks);
    }
    ++pairs.ranks;
  });
  for_each_index(2, threads, [&](std::size_t task) { task == 0 ? pairs.look_ahead() : pairs.look_back(); });
  double concordant = 0, comparable = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double weight = static_cast<double>(pairs.weight(i));
    concordant += weight * (pairs.later[i].lower + pairs.later[i].equal / 2);
    comparable += weight * pairs.later[i].all;
  }
  if (!(comparable > 0)) return tl::unexpected(Unsaid{Reason::too_few, static_cast<std::int64_t>(n)});
  Concordance result{concordant / comparable, 0, comparable};
  double variance = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const Sides &ahead = pairs.later[i], &back = pairs.earlier[i];
    const double won = ahead.lower + ahead.equal / 2 + (back.all - back.lower - back.equal) + back.equal / 2;
    const double one =
        static_cast<double>(pairs.weight(i)) * (won - result.value * (ahead.all + back.all)) / comparable;
    variance += one * one;
  }
  result.standard_error = std::sqrt(variance);
  return result;
}

}  // namespace

tl::expected<Concordance, Unsaid> concordance(const WatchedRows& rows, std::span<const double> score, int threads) {
  if (rows.time.empty()) return tl::unexpected(Unsaid{Reason::too_few, 0});
  return rows.weights.empty() ? count_pairs<std::int32_t>(rows, score, threads)
                              : count_pairs<double>(rows, score, threads);
}

}  // namespace goud::stats
