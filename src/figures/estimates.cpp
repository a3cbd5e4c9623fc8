#include <stdexcept>

#include "figures/figures.hpp"
#include "figures/press.hpp"
#include "figures/query.hpp"
#include "figures/values.hpp"
#include "stats/difference.hpp"
#include "stats/histogram.hpp"

namespace goud::figures {

namespace columns = store::columns;

namespace {

[[noreturn]] void overflow() { throw std::overflow_error("answers weigh more than can be summed"); }

stats::Histogram histogram(const Counts& counts, const std::vector<QuestionName>& questions, const Window& window,
                           std::optional<Day> step) {
  std::map<std::int64_t, stats::Weights> values;
  for (const auto& question : questions)
    counts.each(question, window, step, [&](const columns::Count& row) {
      if (row.state == State::answered && !values[row.value].merge({row.rows, row.weight, row.weight_squared})) overflow();
    });
  return {std::move(values)};
}

// Nobody was asked when the columns do not know the question.
stats::Outcome too_few_or_not_asked(const Counts& counts, const std::vector<QuestionName>& questions) {
  for (const auto& question : questions)
    if (counts.question(question)) return stats::unsaid(stats::Reason::too_few, 0);
  return stats::unsaid(stats::Reason::not_asked, 0);
}

}  // namespace

Published<Estimate> mean(const Counts& counts, const std::vector<QuestionName>& questions, const Window& window,
                         std::optional<Day> step) {
  const auto sums = histogram(counts, questions, window, step).mean_sums();
  if (!sums) overflow();
  Estimate said{sums->n() == 0 ? too_few_or_not_asked(counts, questions) : stats::mean(*sums), Unit::mean};
  return Press::publish(said);
}

Published<Estimate> score(const Counts& counts, const std::vector<QuestionName>& questions, const Window& window,
                          std::optional<Day> step) {
  const auto sums = histogram(counts, questions, window, step).nps_counts();
  Estimate said;
  said.unit = Unit::points;
  if (!sums)
    said.outcome = stats::unsaid(stats::Reason::not_identified, 0);
  else
    said.outcome = sums->n() == 0 ? too_few_or_not_asked(counts, questions) : stats::nps(*sums);
  return Press::publish(said);
}

Published<Estimate> share(const Counts& counts, const std::vector<QuestionName>& questions, const std::vector<std::string>& values,
                          const Window& window, std::optional<Day> step) {
  stats::ClusteredShare shares;
  for (const auto& question : questions) {
    const auto id = counts.question(question);
    if (!id) continue;
    const auto wanted = numbers_of(counts.names(), *id, values);
    counts.each(question, window, step, [&](const columns::Count& row) {
      if (row.state != State::answered) return;
      stats::ShareCounts part;
      part.weights = {row.rows, row.weight, row.weight_squared};
      if (wanted.contains(row.value)) {
        part.hits = row.rows;
        part.weight_hits = row.weight;
      }
      if (!shares.units[counts.place_of(row.unit)].merge(part)) overflow();
    });
  }
  Estimate said{shares.units.empty() ? too_few_or_not_asked(counts, questions) : stats::share(shares), Unit::share};
  return Press::publish(said);
}

Published<Estimate> counted(std::int64_t hits, std::int64_t of) {
  stats::ShareCounts counts;
  if (!counts.add(true, stats::weight_one, hits) || !counts.add(false, stats::weight_one, of - hits)) overflow();
  return Press::publish(
      Estimate{of == 0 ? stats::unsaid(stats::Reason::too_few, 0) : stats::share(counts), Unit::share});
}

Published<Estimate> difference(const Published<Estimate>& a, const Published<Estimate>& b) {
  if (a->unit != b->unit) throw std::logic_error("a difference is of two figures of one unit");
  return Press::publish(Estimate{stats::difference(a->outcome, b->outcome), a->unit});
}

Published<std::int64_t> answers(const Counts& counts, const std::vector<QuestionName>& questions,
                                const std::vector<std::string>& values, const Window& window) {
  std::int64_t n = 0;
  for (const auto& question : questions) {
    const auto id = counts.question(question);
    if (!id) continue;
    const auto wanted = numbers_of(counts.names(), *id, values);
    counts.each(question, window, std::nullopt, [&](const columns::Count& row) {
      if (row.state == State::answered && (values.empty() || wanted.contains(row.value))) n += row.rows;
    });
  }
  return Press::publish(n);
}

double weight(const Counts& counts, const std::vector<QuestionName>& questions, const Window& window) {
  std::int64_t sum = 0;
  for (const auto& question : questions)
    counts.each(question, window, std::nullopt, [&](const columns::Count& row) {
      if (row.state == State::answered) sum += row.weight;
    });
  return static_cast<double>(sum) / static_cast<double>(stats::weight_one);
}

Response response(const Counts& counts, const std::vector<QuestionName>& questions, const Window& window) {
  struct Shown {
    std::int64_t started = 0, finished = 0;
  };
  std::map<std::string, Shown> by_instrument;
  for (const auto& question : questions) {
    Shown shown;
    counts.each(question, window, std::nullopt, [&](const columns::Count& row) {
      if (row.state != State::not_shown) shown.started += row.rows;
      if (row.state == State::answered || row.state == State::not_applicable) shown.finished += row.rows;
    });
    auto& most = by_instrument[question.instrument];
    if (std::pair(shown.started, shown.finished) > std::pair(most.started, most.finished)) most = shown;
  }
  Shown all;
  for (const auto& [instrument, shown] : by_instrument) {
    all.started += shown.started;
    all.finished += shown.finished;
  }
  return {Press::publish(all.started), Press::publish(all.finished)};
}

Result<Published<std::int64_t>> answers_both(columns::ColumnStore& store, const Filter& filter, const std::vector<QuestionName>& questions,
                                             const std::vector<std::string>& values, const Judgement& not_kept_by) {
  const auto names = filter.caught_up ? store.names_as_counted(filter.tenant) : store.names(filter.tenant);
  if (!names) return tl::unexpected(names.error());
  std::int64_t n = 0;
  // Per question: its values have numbers of their own.
  for (const auto& question : questions) {
    const auto id = (*names)->question(question.instrument, question.key);
    if (!id) continue;
    columns::Query query = query_of(filter, **names);
    query.questions = {*id};
    if (!question.moment.empty()) query.moments = {{(*names)->moment(question.moment).value_or(-1)}};
    const auto wanted = numbers_of(**names, *id, values);
    for (const auto& other : not_kept_by.questions) {
      const auto other_id = (*names)->question(other.instrument, other.key);
      if (!other_id) continue;
      const auto broken = numbers_of(**names, *other_id, not_kept_by.not_kept);
      auto both = store.count_both(filter.tenant, query, {{wanted.begin(), wanted.end()}, {*other_id}, {broken.begin(), broken.end()}});
      if (!both) return tl::unexpected(both.error());
      n += *both;
    }
  }
  return Press::publish(n);
}

}  // namespace goud::figures
