#include "stats/krippendorff.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "stats/bootstrap.hpp"
#include "stats/parallel.hpp"
#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

// The units with their values as places in the sorted list of all that differ, and what of each unit stays the same whoever is
// drawn beside it.
class Disagreement {
 public:
  Disagreement(const JudgedUnits& judged, Measure measure) : judged_(judged), measure_(measure), known_(judged.values) {
    std::sort(known_.begin(), known_.end());
    known_.erase(std::unique(known_.begin(), known_.end()), known_.end());
    places_.reserve(judged.values.size());
    for (const double x : judged.values) {
      places_.push_back(static_cast<std::uint32_t>(std::lower_bound(known_.begin(), known_.end(), x) - known_.begin()));
    }
    const double middle = known_.empty() ? 0 : known_[known_.size() / 2];
    const double width = known_.empty() ? 1 : std::max(known_.back() - middle, middle - known_.front());
    for (const double x : known_) centred_.push_back(width > 0 ? (x - middle) / width : 0);
    if (measure != Measure::ordinal) {
      for (std::size_t u = 0; u < judged.units(); ++u) inside_.push_back(inside(u));
    }
  }

  struct Scratch {
    std::vector<std::int64_t> counts;
    std::vector<double> ranks;
  };
  // Alpha of the units that stand in `times`, each so often; NaN where all values are the same.
  [[nodiscard]] double alpha(const std::vector<std::uint32_t>& times, Scratch& scratch) const {
    scratch.counts.assign(known_.size(), 0);
    double observed = 0;
    std::int64_t n = 0;
    for (std::size_t u = 0; u < times.size(); ++u) {
      if (times[u] == 0) continue;
      for (std::size_t i = begin(u); i < judged_.ends[u]; ++i) scratch.counts[places_[i]] += times[u];
      n += static_cast<std::int64_t>(times[u]) * static_cast<std::int64_t>(judged_.ends[u] - begin(u));
      if (measure_ != Measure::ordinal) observed += times[u] * inside_[u];
    }
    const auto values = static_cast<double>(n);
    double expected = 0;
    switch (measure_) {
      case Measure::nominal:
        for (const auto count : scratch.counts) expected += static_cast<double>(count) * static_cast<double>(n - count);
        break;
      case Measure::interval:
        expected = squares_between(scratch.counts, centred_, values);
        break;
      case Measure::ratio:
        expected = ratios_between(scratch.counts);
        break;
      case Measure::ordinal:
        rank(scratch);
        expected = squares_between(scratch.counts, scratch.ranks, values);
        for (std::size_t u = 0; u < times.size(); ++u) {
          if (times[u] > 0) observed += times[u] * squares_inside(u, scratch.ranks);
        }
        break;
    }
    if (!(expected > 0)) return std::numeric_limits<double>::quiet_NaN();
    return 1 - (values - 1) * observed / expected;
  }
  [[nodiscard]] std::size_t different() const { return known_.size(); }
  [[nodiscard]] bool below_zero() const { return !known_.empty() && known_.front() < 0; }

 private:
  [[nodiscard]] std::size_t begin(std::size_t u) const { return u == 0 ? 0 : judged_.ends[u - 1]; }

  // The sum over all pairs of squared differences of one unit, divided by how many others each value has.
  [[nodiscard]] double squares_inside(std::size_t u, const std::vector<double>& position) const {
    const auto m = static_cast<double>(judged_.ends[u] - begin(u));
    double mean = 0, squares = 0;
    for (std::size_t i = begin(u); i < judged_.ends[u]; ++i) mean += position[places_[i]] / m;
    for (std::size_t i = begin(u); i < judged_.ends[u]; ++i) {
      squares += (position[places_[i]] - mean) * (position[places_[i]] - mean);
    }
    // All alike is 0 and not what rounding leaves of a mean.
    bool alike = true;
    for (std::size_t i = begin(u); i < judged_.ends[u]; ++i) alike = alike && places_[i] == places_[begin(u)];
    return alike ? 0 : 2 * m * squares / (m - 1);
  }

  [[nodiscard]] double inside(std::size_t u) const {
    if (measure_ == Measure::interval) return squares_inside(u, centred_);
    double sum = 0;
    for (std::size_t i = begin(u); i < judged_.ends[u]; ++i) {
      for (std::size_t j = begin(u); j < i; ++j) {
        if (places_[i] != places_[j]) sum += measure_ == Measure::nominal ? 2 : 2 * ratio(places_[i], places_[j]);
      }
    }
    return sum / static_cast<double>(judged_.ends[u] - begin(u) - 1);
  }

  [[nodiscard]] double ratio(std::size_t a, std::size_t b) const {
    const double part = (known_[a] - known_[b]) / (known_[a] + known_[b]);
    return part * part;
  }

  [[nodiscard]] double ratios_between(const std::vector<std::int64_t>& counts) const {
    double sum = 0;
    for (std::size_t a = 0; a < counts.size(); ++a) {
      if (counts[a] == 0) continue;
      double row = 0;
      for (std::size_t b = 0; b < a; ++b) row += static_cast<double>(counts[b]) * ratio(a, b);
      sum += 2 * static_cast<double>(counts[a]) * row;
    }
    return sum;
  }

  static double squares_between(const std::vector<std::int64_t>& counts, const std::vector<double>& position,
                                double values) {
    double mean = 0, squares = 0;
    for (std::size_t c = 0; c < counts.size(); ++c) mean += static_cast<double>(counts[c]) / values * position[c];
    std::size_t kinds = 0;
    for (std::size_t c = 0; c < counts.size(); ++c) {
      squares += static_cast<double>(counts[c]) * (position[c] - mean) * (position[c] - mean);
      kinds += counts[c] > 0 ? 1 : 0;
    }
    return kinds < 2 ? 0 : 2 * values * squares;
  }

  // Half of the same value lie before it: the difference of two such ranks is the sum that the ordinal metric squares.
  static void rank(Scratch& scratch) {
    scratch.ranks.resize(scratch.counts.size());
    double before = 0;
    for (std::size_t c = 0; c < scratch.counts.size(); ++c) {
      scratch.ranks[c] = before + static_cast<double>(scratch.counts[c]) / 2;
      before += static_cast<double>(scratch.counts[c]);
    }
  }

  const JudgedUnits& judged_;
  Measure measure_;
  std::vector<double> known_, centred_;
  std::vector<std::uint32_t> places_;
  std::vector<double> inside_;  // of each unit; the ordinal one depends on who else is drawn
};

}  // namespace

void JudgedUnits::add(std::span<const double> unit) {
  const auto before = values.size();
  for (const double x : unit) {
    if (std::isfinite(x)) values.push_back(x + 0.0);
  }
  if (values.size() < before + 2)
    values.resize(before);
  else
    ends.push_back(values.size());
}

void JudgedUnits::merge(const JudgedUnits& other) {
  const JudgedUnits copy = &other == this ? other : JudgedUnits{};
  const JudgedUnits& from = &other == this ? copy : other;
  const auto before = values.size();
  values.insert(values.end(), from.values.begin(), from.values.end());
  for (const auto end : from.ends) ends.push_back(before + end);
}

Outcome krippendorff_alpha(const JudgedUnits& judged, Measure measure, double level, const Resampling& resampling) {
  const auto units = judged.units();
  const auto n = static_cast<std::int64_t>(units);
  if (units < 2) return unsaid(Reason::too_few, n);
  const Disagreement disagreement(judged, measure);
  if (disagreement.different() < 2) return unsaid(Reason::no_spread, n);
  if (measure == Measure::ratio && disagreement.below_zero()) return unsaid(Reason::not_identified, n);
  Disagreement::Scratch all;
  const double value = disagreement.alpha(std::vector<std::uint32_t>(units, 1), all);
  if (!std::isfinite(value)) return unsaid(Reason::not_identified, n);
  Estimate estimate{value, std::nullopt, n, std::nullopt, std::nullopt};
  // Nobody differed on any unit: every draw of them says the same, and that is no certainty.
  if (value == 1) {
    estimate.no_interval = Reason::no_spread;
    return estimate;
  }
  std::vector<double> replicates(resampling.replicates);
  constexpr std::size_t run = 64;
  for_each_run(replicates.size(), run, resampling.threads, [&](std::size_t from, std::size_t to) {
    Disagreement::Scratch scratch;
    std::vector<std::uint32_t> times(units);
    for (std::size_t r = from; r < to; ++r) {
      RandomStream stream(resampling.seed, r);
      std::fill(times.begin(), times.end(), 0);
      for (std::size_t draw = 0; draw < units; ++draw) ++times[stream.below(static_cast<std::uint32_t>(units))];
      replicates[r] = disagreement.alpha(times, scratch);
    }
  });
  if (const auto limits = percentile_interval(replicates, level)) {
    estimate.interval = Interval{std::min(value, limits->low), std::max(value, limits->high)};
  } else {
    estimate.no_interval = Reason::too_few;
  }
  return estimate;
}

}  // namespace goud::stats
