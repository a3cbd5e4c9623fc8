#include <algorithm>
#include <set>
#include <stdexcept>

#include "figures/figures.hpp"
#include "figures/press.hpp"
#include "figures/values.hpp"
#include "stats/difference.hpp"
#include "stats/stratified_difference.hpp"
#include "stats/trend.hpp"

namespace goud::figures {

namespace columns = store::columns;

namespace {

// What a promise's stretches counted inside a window.
struct Part {
  stats::ShareCounts shares;
  std::int64_t not_applicable = 0, skipped = 0;
  double norms = 0, red_lines = 0;  // by the weight of the answers: the norm each of them was of
};
using Tally = std::map<std::int64_t, Part>;  // by place of the unit

[[nodiscard]] bool add(stats::ShareCounts& counts, const columns::Count& row, bool hit) {
  stats::ShareCounts part;
  part.weights = {row.rows, row.weight, row.weight_squared};
  if (hit) {
    part.hits = row.rows;
    part.weight_hits = row.weight;
  }
  return counts.merge(part);
}

Window overlap(const Window& window, const Judgement& judgement) {
  Window inside = window;
  if (!inside.from || judgement.from > *inside.from) inside.from = judgement.from;
  if (judgement.to && (!inside.to || *judgement.to < *inside.to)) inside.to = judgement.to;
  return inside;
}

bool empty(const Window& window) { return window.from && window.to && *window.from > *window.to; }

// The stretches with the words that were last in force inside the window.
std::vector<const Judgement*> of_last_words(const Judged& judged, const Window& window) {
  std::vector<const Judgement*> found;
  for (const auto& judgement : judged)
    if (!empty(overlap(window, judgement))) found.push_back(&judgement);
  if (found.empty()) return found;
  const auto* last = *std::max_element(found.begin(), found.end(), [](auto* a, auto* b) { return a->from < b->from; });
  std::erase_if(found, [&](const Judgement* one) { return one->meaning != last->meaning; });
  std::sort(found.begin(), found.end(), [](auto* a, auto* b) { return a->from < b->from; });
  return found;
}

Tally tally(const Counts& counts, const std::vector<const Judgement*>& stretches, const Window& window, std::optional<Day> step) {
  Tally tally;
  for (const auto* judgement : stretches) {
    const auto inside = overlap(window, *judgement);
    for (const auto& question : judgement->questions) {
      const auto id = counts.question(question);
      if (!id) continue;
      const auto yes = numbers_of(counts.names(), *id, judgement->kept);
      const auto no = numbers_of(counts.names(), *id, judgement->not_kept);
      const auto none = numbers_of(counts.names(), *id, judgement->not_applicable);
      counts.each(question, inside, step, [&](const columns::Count& row) {
        auto& part = tally[counts.place_of(row.unit)];
        if (row.state == State::skipped) part.skipped += row.rows;
        if (row.state == State::not_applicable) part.not_applicable += row.rows;
        if (row.state != State::answered) return;
        if (none.contains(row.value)) {
          part.not_applicable += row.rows;
          return;
        }
        const bool hit = yes.contains(row.value);
        if (!hit && !no.contains(row.value)) return;  // a value the proof does not speak of
        if (!add(part.shares, row, hit)) throw std::overflow_error("answers weigh more than can be summed");
        part.norms += static_cast<double>(row.weight) * judgement->norm.norm;
        part.red_lines += static_cast<double>(row.weight) * judgement->norm.red_line;
      });
    }
  }
  return tally;
}

stats::ShareCounts total(const Tally& tally) {
  stats::ShareCounts all;
  for (const auto& [unit, part] : tally)
    if (!all.merge(part.shares)) throw std::overflow_error("answers weigh more than can be summed");
  return all;
}

Kept judged(const Counts& counts, const std::vector<const Judgement*>& stretches, const Window& window, const Volumes& volumes,
            const Tally& tallied) {
  Kept said;
  const auto& last = *stretches.back();
  said.proof = last.proof;
  said.proposal = last.proposal;
  said.norm = last.norm;
  said.meaning = last.meaning;
  for (const auto* one : stretches)
    said.norm_changed = said.norm_changed || one->norm.norm != last.norm.norm || one->norm.red_line != last.norm.red_line;
  if (!window.from || stretches.front()->from > *window.from) said.since = stretches.front()->from;
  stats::ClusteredShare clustered;
  double norms = 0, red_lines = 0;
  for (const auto& [unit, part] : tallied) {
    said.not_applicable += part.not_applicable;
    said.skipped += part.skipped;
    norms += part.norms;
    red_lines += part.red_lines;
    if (part.shares.n() > 0) clustered.units[unit] = part.shares;
  }
  const auto all = clustered.total();
  said.kept = all.hits;
  said.weight_heard = static_cast<double>(all.weights.sum) / static_cast<double>(stats::weight_one);
  said.not_kept = all.n() - all.hits;
  if (said.norm_changed && all.weights.sum > 0) {
    const auto weight = static_cast<double>(all.weights.sum);
    said.norm = {norms / weight, red_lines / weight};
  }
  said.shown_as = stats::shown_as(all.n());
  if (all.n() == 0) {
    said.estimate.outcome = stats::unsaid(stats::Reason::too_few, 0);
    said.state = stats::NormState::not_yet;
    return said;
  }
  const auto volume_of = [&](std::int64_t place) -> std::int64_t {
    const auto found = volumes.find(counts.unit_at(place));
    return found == volumes.end() ? 0 : found->second;
  };
  const bool known = clustered.units.size() > 1 && std::all_of(clustered.units.begin(), clustered.units.end(),
                                                              [&](const auto& unit) { return volume_of(unit.first) > 0; });
  if (known) {
    stats::PostStratified strata;
    for (const auto& [unit, shares] : clustered.units) strata.units[unit] = {volume_of(unit), shares};
    said.weighting = Weighting::by_volume;
    said.estimate.outcome = stats::share(strata);
  } else {
    said.estimate.outcome = stats::share(clustered);
  }
  said.units = static_cast<std::int64_t>(clustered.units.size());
  said.state = stats::against(said.estimate.outcome, said.norm);
  said.short_of = stats::short_of(said.estimate.outcome, said.norm.norm);
  return said;
}

}  // namespace

std::string_view name_of(Proof proof) {
  switch (proof) {
    case Proof::asked: return "asked";
    case Proof::recorded: return "recorded";
    case Proof::received: return "received";
    case Proof::derived: return "derived";
  }
  return "asked";
}

Published<Kept> kept_not_asked(const stats::Norm& norm) {
  Kept said;
  said.norm = norm;
  return Press::publish(said);
}

Published<Kept> kept(const Counts& counts, const Judged& judgements, const Window& window, const Volumes& volumes,
                     std::optional<Day> step) {
  const auto stretches = of_last_words(judgements, window);
  if (stretches.empty()) return kept_not_asked(judgements.empty() ? stats::Norm{} : judgements.back().norm);
  return Press::publish(judged(counts, stretches, window, volumes, tally(counts, stretches, window, step)));
}

std::vector<std::pair<UnitId, Published<Kept>>> kept_by_unit(const Counts& counts, const Judged& judgements, const Window& window) {
  std::vector<std::pair<UnitId, Published<Kept>>> all;
  const auto stretches = of_last_words(judgements, window);
  if (stretches.empty()) return all;
  for (const auto& [place, part] : tally(counts, stretches, window, std::nullopt))
    all.emplace_back(UnitId{counts.unit_at(place)}, Press::publish(judged(counts, stretches, window, {}, {{place, part}})));
  return all;
}

Published<Estimate> difference(const Published<Kept>& a, const Published<Kept>& b) {
  return Press::publish(Estimate{stats::difference(a->estimate.outcome, b->estimate.outcome), Unit::share});
}

Published<Estimate> trend(const Counts& counts, const Judged& judgements, const Window& window) {
  stats::Periods<stats::ShareCounts> periods;
  const auto stretches = of_last_words(judgements, window);
  std::int64_t place = 0;
  std::optional<Day> previous;
  for (const auto step : counts.steps()) {
    // Weeks are counted as weeks, months as months, also where one of them has no answers.
    if (previous) {
      if (counts.step() == Step::week) {
        place += (step.number - previous->number) / 7;
      } else {
        for (Day at = *previous; at < step; at = Day{last_of(counts.step(), at).number + 1}) ++place;
      }
    }
    previous = step;
    const auto share = total(tally(counts, stretches, window, step));
    if (share.n() > 0 && !periods.add(place, share)) throw std::overflow_error("answers weigh more than can be summed");
  }
  return Press::publish(Estimate{stats::trend(periods), Unit::share});
}

void want_days(Wanted& wanted, const Window& window) {
  for (Day day = window.from.value(); day <= window.to.value(); ++day.number) wanted.cuts.push_back(day);
}

Published<Dip> dip(const Counts& counts, const Judged& judgements, const Window& window,
                   const std::vector<PlaceDays>& places) {
  Dip said;
  const auto stretches = of_last_words(judgements, window);
  if (stretches.empty()) return Press::publish(said);
  std::map<std::string, std::size_t> place_of;
  for (std::size_t i = 0; i < places.size(); ++i)
    for (const auto& unit : places[i].units) place_of.emplace(unit.text, i);
  stats::StratifiedCounts strata;
  std::set<std::pair<std::size_t, Day>> with_days;
  constexpr int weekdays = 7;
  for (Day day = window.from.value(); day <= window.to.value(); ++day.number)
    for (const auto& [unit, part] : tally(counts, stretches, {day, day}, std::nullopt)) {
      const auto found = place_of.find(counts.unit_at(unit));
      const auto n = part.shares.n();
      if (found == place_of.end() || n == 0) continue;
      const auto& days = places[found->second].days;
      const bool with = std::find(days.begin(), days.end(), day) != days.end();
      if (with) with_days.emplace(found->second, day);
      const auto stratum = static_cast<std::int64_t>(found->second) * weekdays + day.number % weekdays;
      if (!(with ? strata.add_a(stratum, part.shares.hits, n) : strata.add_b(stratum, part.shares.hits, n)))
        throw std::overflow_error("answers are more than can be summed");
    }
  said.days = static_cast<std::int64_t>(with_days.size());
  const auto with = strata.compared_a().n, without = strata.compared_b().n;
  if (said.days < dip_days_least || with < dip_answers_least || without < dip_answers_least) {
    said.with.outcome = stats::unsaid(stats::Reason::too_few, with);
    said.without.outcome = stats::unsaid(stats::Reason::too_few, without);
    said.difference.outcome = stats::unsaid(stats::Reason::too_few, with + without);
    return Press::publish(said);
  }
  said.with.outcome = stats::side_a(strata);
  said.without.outcome = stats::side_b(strata);
  said.difference.outcome = stats::difference(strata);
  return Press::publish(said);
}

}  // namespace goud::figures
