#include <algorithm>
#include <set>
#include <stdexcept>

#include "figures/figures.hpp"
#include "figures/press.hpp"
#include "figures/values.hpp"
#include "stats/difference.hpp"
#include "stats/trend.hpp"

namespace goud::figures {

namespace columns = store::columns;

namespace {

// What a promise's stretches counted inside a window, per unit.
struct Tally {
  std::map<std::int64_t, stats::ShareCounts> units;  // by place
  std::int64_t kept = 0, not_kept = 0, not_applicable = 0, skipped = 0;
  double norms = 0, red_lines = 0, weight = 0;  // for the norm each answer was of
};

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

Tally tally(const Counts& counts, const std::vector<const Judgement*>& stretches, const Window& window, std::optional<Day> step,
            std::optional<std::int32_t> only_unit = std::nullopt) {
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
        if (only_unit && row.unit != *only_unit) return;
        if (row.state == State::skipped) tally.skipped += row.rows;
        if (row.state == State::not_applicable) tally.not_applicable += row.rows;
        if (row.state != State::answered) return;
        if (none.contains(row.value)) {
          tally.not_applicable += row.rows;
          return;
        }
        const bool hit = yes.contains(row.value);
        if (!hit && !no.contains(row.value)) return;  // a value the proof does not speak of
        (hit ? tally.kept : tally.not_kept) += row.rows;
        if (!add(tally.units[counts.place_of(row.unit)], row, hit)) throw std::overflow_error("answers weigh more than can be summed");
        const auto weight = static_cast<double>(row.weight);
        tally.norms += weight * judgement->norm.norm;
        tally.red_lines += weight * judgement->norm.red_line;
        tally.weight += weight;
      });
    }
  }
  return tally;
}

stats::ShareCounts total(const Tally& tally) {
  stats::ShareCounts all;
  for (const auto& [unit, counts] : tally.units)
    if (!all.merge(counts)) throw std::overflow_error("answers weigh more than can be summed");
  return all;
}

Kept judged(const Counts& counts, const std::vector<const Judgement*>& stretches, const Window& window, const Volumes& volumes,
            std::optional<Day> step, std::optional<std::int32_t> only_unit) {
  Kept said;
  const auto& last = *stretches.back();
  said.proof = last.proof;
  said.proposal = last.proposal;
  said.norm = last.norm;
  for (const auto* one : stretches)
    said.norm_changed = said.norm_changed || one->norm.norm != last.norm.norm || one->norm.red_line != last.norm.red_line;
  if (!window.from || stretches.front()->from > *window.from) said.since = stretches.front()->from;
  const auto tallied = tally(counts, stretches, window, step, only_unit);
  said.kept = tallied.kept;
  said.not_kept = tallied.not_kept;
  said.not_applicable = tallied.not_applicable;
  said.skipped = tallied.skipped;
  if (said.norm_changed && tallied.weight > 0)
    said.norm = {tallied.norms / tallied.weight, tallied.red_lines / tallied.weight};
  const auto n = tallied.kept + tallied.not_kept;
  said.shown_as = stats::shown_as(n);
  if (n == 0) {
    said.estimate.outcome = stats::unsaid(stats::Reason::too_few, 0);
    said.state = stats::NormState::not_yet;
    return said;
  }
  const auto volume_of = [&](std::int64_t place) -> std::int64_t {
    const auto found = volumes.find(counts.unit_at(place));
    return found == volumes.end() ? 0 : found->second;
  };
  const bool known = tallied.units.size() > 1 && std::all_of(tallied.units.begin(), tallied.units.end(),
                                                            [&](const auto& unit) { return volume_of(unit.first) > 0; });
  if (known) {
    stats::PostStratified strata;
    for (const auto& [unit, shares] : tallied.units) strata.units[unit] = {volume_of(unit), shares};
    said.weighting = Weighting::by_volume;
    said.estimate.outcome = stats::share(strata);
  } else {
    stats::ClusteredShare clustered;
    clustered.units = tallied.units;
    said.estimate.outcome = stats::share(clustered);
  }
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
  return Press::publish(judged(counts, stretches, window, volumes, step, std::nullopt));
}

Published<Kept> kept_of_unit(const Counts& counts, const Judged& judgements, const Window& window, const UnitId& unit) {
  const auto stretches = of_last_words(judgements, window);
  const auto id = counts.names().unit(unit.text);
  if (stretches.empty()) return kept_not_asked(judgements.empty() ? stats::Norm{} : judgements.back().norm);
  return Press::publish(judged(counts, stretches, window, {}, std::nullopt, id.value_or(-1)));
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

}  // namespace goud::figures
