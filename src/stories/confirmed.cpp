#include "stories/confirmed.hpp"

#include <algorithm>
#include <map>

#include "stories/row.hpp"
#include "stories/statements.hpp"

namespace goud::stories {
namespace {

constexpr int months_days = 365;

Visit visit_in(const store::Row& row) {
  Visit one;
  one.day = Day{static_cast<std::int32_t>(row.integer(1))};
  one.answer = row.string(2);
  one.moment = row.string(3);
  one.unit = row.string(4);
  if (!row.null(5)) one.expectation = static_cast<Expectation>(row.integer(5) - 1);
  one.told = row.integer(6) != 0;
  return one;
}

}  // namespace

Confirmed after(const std::vector<Visit>& visits, std::size_t of) {
  const auto& first = visits[of];
  bool back = false;
  for (std::size_t i = of + 1; i < visits.size() && visits[i].day.number <= first.day.number + months_days; ++i) {
    if (visits[i].day == first.day) continue;  // the same visit, answered again
    back = true;
    if (visits[i].moment == first.moment && visits[i].expectation)
      return *visits[i].expectation == Expectation::less ? Confirmed::less : Confirmed::as_or_better;
  }
  return back ? Confirmed::not_answered : Confirmed::not_back;
}

std::optional<Confirmed> confirmed(store::Reader& reader, const Story& story) {
  if (story.teller != Teller::customer || story.expectation != Expectation::better) return std::nullopt;
  const auto person =
      reader.first(sql::visit, {{":answer", story.id}}, [](const store::Row& row) { return row.string(0); });
  if (!person) return std::nullopt;
  const auto visits = reader.all(sql::visits_of, {{":person", *person}}, visit_in);
  for (std::size_t i = 0; i < visits.size(); ++i) {
    if (visits[i].answer == story.id) return after(visits, i);
  }
  return std::nullopt;
}

ConfirmedCounts confirmed_counts(store::Reader& reader, const Filter& filter) {
  ConfirmedCounts sums;
  std::map<std::string, std::vector<people::UnitTree::Stay>, std::less<>> units;
  if (filter.units) {
    for (const auto& stay : *filter.units) units[stay.unit.text].push_back(stay);
  }
  const auto counts_here = [&](const Visit& one) {
    if (!filter.moment.empty() && one.moment != filter.moment.text) return false;
    if ((filter.from && one.day < *filter.from) || (filter.to && one.day > *filter.to)) return false;
    if (!filter.units) return true;
    const auto stays = units.find(one.unit);
    return stays != units.end() && std::any_of(stays->second.begin(), stays->second.end(), [&](const auto& stay) {
             return one.day >= stay.from && (!stay.until || one.day < *stay.until);
           });
  };
  std::vector<Visit> visits;
  std::string person;
  const auto close = [&] {
    for (std::size_t i = 0; i < visits.size(); ++i) {
      const auto& one = visits[i];
      if (!one.expectation || !counts_here(one)) continue;
      const auto next = after(visits, i);
      const bool answered = next == Confirmed::as_or_better || next == Confirmed::less;
      if (answered) {
        ++sums.all_back;
        sums.all_good += next == Confirmed::as_or_better ? 1 : 0;
      }
      if (*one.expectation != Expectation::better || !one.told) continue;
      ++sums.known;
      sums.confirmed += next == Confirmed::as_or_better ? 1 : 0;
      sums.not_confirmed += next == Confirmed::less ? 1 : 0;
      sums.not_back += next == Confirmed::not_back ? 1 : 0;
      sums.not_answered += next == Confirmed::not_answered ? 1 : 0;
    }
    visits.clear();
  };
  reader.each(sql::visits, {}, [&](const store::Row& row) {
    if (row.text(0) != person) {
      close();
      person = row.string(0);
    }
    visits.push_back(visit_in(row));
  });
  close();
  return sums;
}

}  // namespace goud::stories
