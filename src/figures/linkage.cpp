#include <algorithm>
#include <cmath>
#include <map>

#include "figures/figures.hpp"
#include "figures/press.hpp"
#include "stats/correlation.hpp"
#include "stats/fitted.hpp"
#include "stats/grouped_sums.hpp"
#include "stats/influence.hpp"
#include "stats/lagged.hpp"
#include "stats/many_tests.hpp"

namespace goud::figures {

namespace {

constexpr double chance = 1 - stats::level_default;

// What came first and what came `lag` periods later, in the same unit.
struct Paired {
  std::vector<std::int32_t> unit;
  std::vector<std::int64_t> period;
  std::vector<double> x, y;
  std::vector<const UnitRow*> x_row, y_row;
};

Paired paired(const LinkageAsked& asked, bool x_first) {
  std::map<std::pair<std::int32_t, std::int64_t>, const UnitRow*> at;
  for (const auto& row : asked.rows) at[{row.unit, row.period}] = &row;
  Paired pairs;
  for (const auto& [key, row] : at) {
    const auto later = at.find({key.first, key.second + asked.lag});
    if (later == at.end()) continue;
    const auto* of_x = x_first ? row : later->second;
    const auto* of_y = x_first ? later->second : row;
    if (!of_x->x || !of_y->y) continue;
    pairs.unit.push_back(key.first);
    pairs.period.push_back(key.second);
    pairs.x.push_back(*of_x->x);
    pairs.y.push_back(*of_y->y);
    pairs.x_row.push_back(of_x);
    pairs.y_row.push_back(of_y);
  }
  return pairs;
}

stats::GroupedSums grouped(const Paired& pairs, const std::vector<std::int32_t>& group) {
  stats::Matrix both(pairs.x.size(), 2);
  std::copy(pairs.x.begin(), pairs.x.end(), both.column(0).begin());
  std::copy(pairs.y.begin(), pairs.y.end(), both.column(1).begin());
  return stats::grouped_sums(both, group);
}

// Inside units over time. What all units had in common in a period is taken out, as far as there is more than one period.
stats::Lagged inside(const Paired& pairs) {
  auto level = pairs;
  std::map<std::int64_t, std::int32_t> numbers;
  for (const auto period : pairs.period) numbers.emplace(period, static_cast<std::int32_t>(numbers.size()));
  if (numbers.size() > 1) {
    std::vector<std::int32_t> group;
    for (const auto period : pairs.period) group.push_back(numbers.at(period));
    const auto periods = grouped(pairs, group);
    for (std::size_t i = 0; i < level.x.size(); ++i) {
      const auto means = periods.means_of(static_cast<std::size_t>(group[i]));
      level.x[i] -= means[0];
      level.y[i] -= means[1];
    }
  }
  // The pairs are laid already: what stands in one row goes together.
  return stats::lagged({level.unit, level.period, level.x, level.y, {}}, 0, true);
}

struct Means {
  std::vector<std::int32_t> unit;
  std::vector<double> x, y;
  stats::CrossProducts sums{2};
};
Means means_of(const Paired& pairs) {
  Means means;
  if (pairs.unit.empty()) return means;
  const auto units = grouped(pairs, pairs.unit);
  for (std::size_t unit = 0; unit < units.rows.size(); ++unit) {
    if (units.rows[unit] == 0) continue;
    means.unit.push_back(static_cast<std::int32_t>(unit));
    means.x.push_back(units.means_of(unit)[0]);
    means.y.push_back(units.means_of(unit)[1]);
  }
  means.sums = units.of_means();
  return means;
}

// Of a share whose periods each say how many it is of; none where one of them does not.
std::optional<stats::Interval> interval_of(double mean, const std::vector<const UnitRow*>& rows, bool is_x) {
  std::int64_t all = 0;
  for (const auto* row : rows) {
    const auto& n = is_x ? row->x_n : row->y_n;
    if (!n || *n <= 0) return std::nullopt;
    all += *n;
  }
  if (all == 0 || mean < 0 || mean > 1) return std::nullopt;
  return stats::wilson(mean, static_cast<double>(all), stats::level_default);
}

void draw(Linkage& said, const LinkageAsked& asked, const Paired& pairs, const Means& means) {
  for (std::size_t i = 0; i < means.unit.size(); ++i) {
    Linkage::Point point{means.unit[i], means.x[i], means.y[i]};
    std::vector<const UnitRow*> of_x, of_y;
    for (std::size_t at = 0; at < pairs.unit.size(); ++at) {
      if (pairs.unit[at] != point.unit) continue;
      of_x.push_back(pairs.x_row[at]);
      of_y.push_back(pairs.y_row[at]);
    }
    point.periods = static_cast<std::int64_t>(of_x.size());
    if (asked.x_is_share) point.x_interval = interval_of(point.x, of_x, true);
    if (asked.y_is_share) point.y_interval = interval_of(point.y, of_y, false);
    said.points.push_back(point);
  }
  if (!said.between.outcome) return;
  constexpr int steps = 24;
  const auto [low, high] = std::minmax_element(means.x.begin(), means.x.end());
  for (int step = 0; step <= steps; ++step) {
    const double at = *low + (*high - *low) * step / steps;
    const auto height = stats::fitted(means.sums, at);
    if (!height) return;
    said.line.push_back({at, height->value, height->interval});
  }
}

}  // namespace

std::optional<double> linkage_p(const LinkageAsked& asked) {
  return stats::correlation(means_of(paired(asked, true)).sums, 0, 1).p;
}

Published<Linkage> linkage(const LinkageAsked& asked) {
  const auto pairs = paired(asked, true);
  const auto means = means_of(pairs);
  Linkage said;
  said.units = static_cast<std::int64_t>(means.unit.size());
  said.pairs = static_cast<std::int64_t>(pairs.x.size());
  for (const auto& row : asked.rows) {
    said.values += row.x.has_value() + row.y.has_value();
    said.values_with_n += (row.x && row.x_n) + (row.y && row.y_n);
  }
  const auto between = stats::correlation(means.sums, 0, 1);
  said.between.outcome = between.estimate;
  said.p = between.p;
  const auto laid = [](Estimate& estimate, std::int64_t& units, const stats::Lagged& found) {
    units = found.units;
    // One pair a unit compares units, which is what `between` says already.
    estimate.outcome = found.across_units ? stats::unsaid(stats::Reason::too_few,
                                                          found.estimate ? found.estimate->n : found.estimate.error().n)
                                          : found.estimate;
  };
  laid(said.forward, said.forward_units, inside(pairs));
  laid(said.backward, said.backward_units, asked.lag == 0 ? inside(pairs) : inside(paired(asked, false)));
  if (const auto without = stats::influence(means.x, means.y, {}, {})) {
    said.one = means.unit.at(static_cast<std::size_t>(without->without));
    said.without.outcome = without->left.estimate;
  } else {
    said.without.outcome = stats::unsaid(stats::Reason::too_few, said.units);
  }

  stats::Question question;
  question.asked = {{stats::Link::correlation, said.between.outcome}, {stats::Link::within, said.forward.outcome}};
  question.units = said.pairs;
  question.groups = said.units;
  question.without_one = said.without.outcome;
  const auto verdict = stats::verdict(question);
  said.claim = verdict.claim;
  said.sign = verdict.sign;
  said.hangs_on_one = verdict.hangs_on_one;
  const auto shows = [](const Estimate& one) {
    return one.outcome && one.outcome->interval ? (one.outcome->interval->low > 0) - (one.outcome->interval->high < 0)
                                                : 0;
  };
  said.levels_differ = said.between.outcome && said.forward.outcome && said.forward.outcome->interval &&
                       shows(said.between) != shows(said.forward);
  said.searched = static_cast<std::int64_t>(asked.searched.size());
  if (!asked.searched.empty()) {
    said.p_adjusted = stats::benjamini_hochberg(asked.searched).at(asked.place);
    said.found_by_chance = said.claim == stats::Claim::supported && (!said.p_adjusted || *said.p_adjusted >= chance);
  }
  if (said.claim == stats::Claim::supported && (said.hangs_on_one || said.found_by_chance))
    said.claim = stats::Claim::not_supported;
  draw(said, asked, pairs, means);
  return Press::publish(std::move(said));
}

}  // namespace goud::figures
