#include <algorithm>

#include "figures/figures.hpp"
#include "figures/press.hpp"
#include "figures/query.hpp"
#include "figures/values.hpp"

namespace goud::figures {

namespace columns = store::columns;

namespace {

std::optional<columns::WideColumn> column_of(const columns::Names& names, const Rated& rated) {
  const auto id = names.question(rated.question.instrument, rated.question.key);
  if (!id) return std::nullopt;
  columns::WideColumn column{.question = *id};
  if (!rated.question.moment.empty()) {
    column.moment = names.moment(rated.question.moment);
    if (!column.moment) return std::nullopt;
  }
  if (!rated.kept.empty() || !rated.not_kept.empty()) {
    const auto ones = numbers_of(names, *id, rated.kept), zeros = numbers_of(names, *id, rated.not_kept);
    column.ones.assign(ones.begin(), ones.end());
    column.zeros.assign(zeros.begin(), zeros.end());
    // Nobody ever gave one of these answers: no value has number -1.
    if (column.ones.empty() && column.zeros.empty()) column.ones = {-1};
  }
  column.anchor = rated.here;
  return column;
}

// W Σwxy - Σwx Σwy is whole, so means of many answers lose nothing to rounding.
stats::CrossProducts cross_products_of(const columns::WideCounts& counts) {
  const std::size_t p = counts.sums.size();
  stats::CrossProducts sums(p);
  if (counts.n == 0 || counts.weight <= 0) return sums;
  constexpr auto one = static_cast<double>(stats::weight_one);
  const auto weight = static_cast<__int128>(counts.weight);
  sums.n = counts.n;
  sums.weight = static_cast<double>(counts.weight) / one;
  sums.weight_squares = static_cast<double>(counts.weight_squared) / one / one;
  std::size_t at = 0;
  for (std::size_t i = 0; i < p; ++i) {
    sums.means[i] = static_cast<double>(counts.sums[i]) / static_cast<double>(counts.weight);
    for (std::size_t j = i; j < p; ++j) {
      const auto whole = weight * counts.products[at++] - static_cast<__int128>(counts.sums[i]) * counts.sums[j];
      sums.centred.at(i, j) = sums.centred.at(j, i) =
          static_cast<double>(whole) / static_cast<double>(counts.weight) / one;
    }
  }
  return sums;
}

Drivers::Why why_not(stats::Reason reason) {
  if (reason == stats::Reason::no_spread) return Drivers::Why::no_spread;
  return reason == stats::Reason::too_few ? Drivers::Why::too_few : Drivers::Why::not_identified;
}

}  // namespace

Result<Published<Drivers>> drivers(columns::ColumnStore& store, const Filter& filter,
                                   const std::optional<Rated>& outcome, const std::vector<Rated>& ratings) {
  Drivers said;
  if (!outcome) {
    said.why = Drivers::Why::no_outcome;
    return Press::publish(said);
  }
  const auto names = filter.caught_up ? store.names_as_counted(filter.tenant) : store.names(filter.tenant);
  if (!names) return tl::unexpected(names.error());
  const auto of_outcome = column_of(**names, *outcome);
  columns::Wide wide;
  std::vector<std::size_t> places;
  if (of_outcome) {
    wide.columns.push_back(*of_outcome);
    wide.columns.front().anchor = false;
    for (std::size_t i = 0; i < ratings.size(); ++i)
      if (const auto column = column_of(**names, ratings[i])) {
        wide.columns.push_back(*column);
        places.push_back(i);
      }
  }
  const bool anchored =
      std::any_of(wide.columns.begin(), wide.columns.end(), [](const auto& column) { return column.anchor; });
  if (places.empty() || !anchored) return Press::publish(said);
  const auto query = query_of(filter, **names);
  auto asked = store.count_wide(filter.tenant, query, wide);
  if (!asked) return tl::unexpected(asked.error());
  said.answers = asked->rows;
  if (asked->rows == 0) return Press::publish(said);

  // Which ratings are answered together. A rating that few could give would leave few answers to compare the others by.
  std::vector<Driver> together;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto& column = asked->columns[i + 1];
    Driver driver{.rating = places[i],
                  .answered = column.answered,
                  .skipped = column.skipped,
                  .not_applicable = column.not_applicable};
    if ((column.answered + column.skipped + column.not_applicable) * 2 < asked->rows)
      ++said.apart;
    else if (column.answered * 2 < asked->rows)
      said.rare.push_back(driver);
    else
      together.push_back(driver);
  }
  std::stable_sort(together.begin(), together.end(), [&](const Driver& a, const Driver& b) {
    const bool here = ratings[a.rating].here, other = ratings[b.rating].here;
    return here != other ? here : a.answered > b.answered;
  });
  if (together.size() > drivers_at_once) {
    said.beyond.assign(together.begin() + drivers_at_once, together.end());
    together.resize(drivers_at_once);
  }
  std::sort(together.begin(), together.end(), [](const Driver& a, const Driver& b) { return a.rating < b.rating; });
  constexpr std::int64_t rows_a_driver = 10, rows_least = 30;
  said.needed = std::max<std::int64_t>(rows_least, rows_a_driver * static_cast<std::int64_t>(together.size()));
  if (together.size() < 2) {
    said.why = Drivers::Why::one_rating;
    return Press::publish(said);
  }

  columns::Wide chosen;
  chosen.columns.push_back(wide.columns.front());
  const bool all = together.size() == places.size();
  std::vector<stats::Interval> scales;
  for (const auto& driver : together) {
    const auto at = std::find(places.begin(), places.end(), driver.rating) - places.begin();
    chosen.columns.push_back(wide.columns[static_cast<std::size_t>(at) + 1]);
    scales.push_back(ratings[driver.rating].scale);
  }
  auto counts = all ? std::move(asked) : store.count_wide(filter.tenant, query, chosen);
  if (!counts) return tl::unexpected(counts.error());
  said.n = counts->n;
  if (counts->n < said.needed) {
    said.why = Drivers::Why::too_few;
    return Press::publish(said);
  }
  const auto map = stats::driver_map(cross_products_of(*counts), 0, scales);
  if (!map.fit) {
    said.why = why_not(map.fit.error().reason);
    return Press::publish(said);
  }
  said.why = Drivers::Why::said;
  said.r2 = map.fit->r2;
  said.tells = map.fit->p < 1 - stats::level_default;
  said.performance_line = map.performance_line;
  said.share_line = map.share_line;
  for (std::size_t i = 0; i < together.size(); ++i) {
    auto& driver = together[i];
    driver.share = map.drivers[i].share;
    driver.coefficient = {map.drivers[i].coefficient, Unit::mean};
    driver.performance = {map.drivers[i].performance, Unit::share};
    driver.place = map.drivers[i].place;
    (map.drivers[i].no_importance ? said.constant : said.drivers).push_back(driver);
  }
  std::stable_sort(said.drivers.begin(), said.drivers.end(),
                   [](const Driver& a, const Driver& b) { return a.share.value_or(0) > b.share.value_or(0); });
  return Press::publish(said);
}

}  // namespace goud::figures
