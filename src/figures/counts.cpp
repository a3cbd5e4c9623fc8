#include <algorithm>
#include <limits>
#include <numeric>
#include <set>
#include <stdexcept>

#include "figures/figures.hpp"
#include "figures/query.hpp"

namespace goud::figures {

namespace columns = store::columns;

std::optional<Window> before(const Window& window) {
  if (!window.from || !window.to) return std::nullopt;
  const auto days = window.to->number - window.from->number + 1;
  return Window{Day{window.from->number - days}, Day{window.from->number - 1}};
}

Day last_of(Step step, Day first) {
  if (step == Step::week) return Day{first.number + 6};
  // 31 days after the first of a month lies in the next one, whichever month it is.
  if (step == Step::month) return Day{first_of_month(Day{first.number + 31}).number - 1};
  return first;
}

void want(Wanted& wanted, const Judged& judged) {
  for (const auto& judgement : judged) {
    wanted.questions.insert(wanted.questions.end(), judgement.questions.begin(), judgement.questions.end());
    wanted.cuts.push_back(judgement.from);
    if (judgement.to) wanted.cuts.push_back(Day{judgement.to->number + 1});
  }
}

Counts::Counts(std::shared_ptr<const columns::Names> names, Rows rows, std::vector<Day> cuts, Window counted, Step step)
    : names_(std::move(names)), rows_(std::move(rows)), cuts_(std::move(cuts)), counted_(counted), step_(step) {
  std::sort(rows_.begin(), rows_.end(), [](const auto& a, const auto& b) {
    return a.question != b.question ? a.question < b.question : a.step < b.step;
  });
  units_.resize(names_->units.size());
  std::iota(units_.begin(), units_.end(), 0);
  std::sort(units_.begin(), units_.end(), [&](auto a, auto b) {
    return names_->units[static_cast<std::size_t>(a)] < names_->units[static_cast<std::size_t>(b)];
  });
  places_.resize(units_.size());
  for (std::size_t place = 0; place < units_.size(); ++place)
    places_[static_cast<std::size_t>(units_[place])] = static_cast<std::int64_t>(place);
}

std::pair<const columns::Count*, const columns::Count*> Counts::rows_of(std::int32_t question, std::optional<Day> step) const {
  const auto before = [&](const columns::Count& row, const std::pair<std::int32_t, std::int32_t>& key) {
    return row.question != key.first ? row.question < key.first : row.step < key.second;
  };
  const auto at = [&](std::int32_t of, std::int64_t step_number) {
    return rows_.data() + (std::lower_bound(rows_.begin(), rows_.end(), std::pair(of, static_cast<std::int32_t>(step_number)), before) - rows_.begin());
  };
  constexpr auto first = std::numeric_limits<std::int32_t>::min();
  if (step) return {at(question, step->number), at(question, std::int64_t{step->number} + 1)};
  return {at(question, first), at(question + 1, first)};
}

std::vector<Day> Counts::steps() const {
  std::vector<Day> all;
  for (const auto& row : rows_)
    if (all.empty() || all.back().number != row.step) all.push_back(Day{row.step});
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

std::pair<int, int> Counts::segments(const Window& window) const {
  const auto at = [&](Day day) {
    const auto found = std::lower_bound(cuts_.begin(), cuts_.end(), day);
    if (found == cuts_.end() || *found != day) throw std::logic_error("a window begins or ends where the counts were not cut");
    return static_cast<int>(found - cuts_.begin());
  };
  int low = 0;
  int high = static_cast<int>(cuts_.size());
  if (window.from && (!counted_.from || *window.from > *counted_.from)) low = at(*window.from) + 1;
  if (window.to && (!counted_.to || *window.to < *counted_.to)) high = at(Day{window.to->number + 1});
  return {low, high};
}

columns::Query query_of(const Filter& filter, const columns::Names& names) {
  columns::Query query;
  query.from = filter.period.from;
  query.to = filter.period.to;
  query.with_suspects = filter.with_suspects;
  if (filter.units) {
    query.units.emplace();
    for (const auto& stay : *filter.units)
      if (const auto id = names.unit(stay.unit.text)) query.units->push_back({*id, stay.from, stay.until});
  }
  return query;
}

Result<Counts> count(columns::ColumnStore& store, const Filter& filter, const Wanted& wanted, std::optional<Window> also) {
  const auto names = filter.caught_up ? store.names_as_counted(filter.tenant) : store.names(filter.tenant);
  if (!names) return tl::unexpected(names.error());
  Window all = filter.period;
  if (also) {
    if (all.from && (!also->from || *also->from < *all.from)) all.from = also->from;
    if (all.to && (!also->to || *also->to > *all.to)) all.to = also->to;
  }
  std::vector<Day> cuts = wanted.cuts;
  const auto cut_at = [&](const Window& window) {
    if (window.from) cuts.push_back(*window.from);
    if (window.to) cuts.push_back(Day{window.to->number + 1});
  };
  cut_at(filter.period);
  if (also) cut_at(*also);
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  // What begins outside the counted days cuts nothing.
  std::erase_if(cuts, [&](Day day) { return (all.from && day <= *all.from) || (all.to && day > *all.to); });

  columns::Query query = query_of(filter, **names);
  for (const auto& question : wanted.questions)
    if (const auto id = (*names)->question(question.instrument, question.key)) query.questions.push_back(*id);
  // A page about one moment need not count what was said about the others.
  std::set<std::int32_t> of_any, moments;
  for (const auto& question : wanted.questions) {
    const auto id = (*names)->question(question.instrument, question.key);
    if (id && question.moment.empty()) of_any.insert(*id);
    if (!question.moment.empty()) moments.insert((*names)->moment(question.moment).value_or(-1));
  }
  constexpr std::size_t few = 3;
  if (!moments.empty() && moments.size() <= few) {
    query.moments.emplace(moments.begin(), moments.end());
    query.of_any_moment.assign(of_any.begin(), of_any.end());
  }
  std::sort(query.questions.begin(), query.questions.end());
  query.questions.erase(std::unique(query.questions.begin(), query.questions.end()), query.questions.end());
  query.from = all.from;
  query.to = all.to;
  query.step = wanted.step;
  query.cuts = cuts;
  if (query.questions.empty()) return Counts(*names, {}, std::move(cuts), all, wanted.step);
  auto rows = store.count(filter.tenant, query);
  if (!rows) return tl::unexpected(rows.error());
  return Counts(*names, std::move(*rows), std::move(cuts), all, wanted.step);
}

}  // namespace goud::figures
