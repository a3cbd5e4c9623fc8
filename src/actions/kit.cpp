#include "actions/kit.hpp"

#include <algorithm>

namespace goud::actions {

std::optional<Day> week_from(std::string_view text) {
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() != 8 || text.substr(4, 2) != "-W") return std::nullopt;
  for (const std::size_t at : {0U, 1U, 2U, 3U, 6U, 7U})
    if (!digit(at)) return std::nullopt;
  const int week = (text[6] - '0') * 10 + (text[7] - '0');
  // The fourth of January lies in the first week.
  const auto fourth = day_from(std::string(text.substr(0, 4)) + "-01-04");
  if (!fourth || week < 1) return std::nullopt;
  const Day monday{monday_of(*fourth).number + (week - 1) * 7};
  return iso_week(monday).week == week ? std::optional(monday) : std::nullopt;
}

std::string week_text(Day monday) {
  const auto week = iso_week(monday);
  return std::to_string(week.year) + (week.week < 10 ? "-W0" : "-W") + std::to_string(week.week);
}

figures::Window kit_period(Day week, Day made) {
  const Day last{std::min(week.number - 1, made.number)};
  return {Day{last.number - kit_weeks * 7 + 1}, last};
}

Done kit_week_open(Day week, Day today) {
  const int from = monday_of(today).number;
  if (week.number < from || week.number > from + kit_weeks * 7) return refuse_field("week", "actions.kit.week_closed");
  return {};
}

const feedback::PromiseKept* to_talk_about(const std::vector<feedback::PromiseKept>& weakest_first) {
  const auto found = std::find_if(weakest_first.begin(), weakest_first.end(), [](const feedback::PromiseKept& one) {
    return one.kept->estimate.outcome && one.kept->estimate.outcome->n >= kit_answers_least;
  });
  return found == weakest_first.end() ? nullptr : &*found;
}

const moments::Card* card_to_practise(const std::vector<moments::Card>& cards, const MomentId& moment, Day week) {
  if (moment.empty()) return moments::card_of_day(cards, {}, std::nullopt, week);
  const moments::Card* found = nullptr;
  for (const auto& card : cards)
    if (card.moment == moment && (found == nullptr || (found->role && !card.role))) found = &card;
  return found;
}

Result<Held> held(Kit kit, int minutes, int people, const std::vector<std::string>& done,
                  const std::vector<Agreement>& agreed, int revision, Day today,
                  const std::function<std::string()>& new_id) {
  if (kit.revision != revision) return refuse(FaultKind::conflict, "actions.kit.changed");
  if (agreed.size() > agreements_most)
    return refuse_field("agreed", "actions.kit.agreements_most", {{"most", std::to_string(agreements_most)}});
  Held becomes{std::move(kit), {}};
  becomes.last = becomes.kit.last;
  for (std::size_t i = 0; i < done.size(); ++i)
    if (std::none_of(becomes.last.begin(), becomes.last.end(), [&](const Agreement& one) { return one.id == done[i]; }))
      return refuse_field("done[" + std::to_string(i) + "]", "actions.kit.agreement_unknown");
  for (auto& one : becomes.last) {
    const bool ticked = std::find(done.begin(), done.end(), one.id) != done.end();
    if (!ticked)
      one.done.reset();
    else if (!one.done)
      one.done = today;
  }
  becomes.kit.last = becomes.last;
  std::vector<Agreement> kept;
  for (const auto& one : agreed) {
    const auto before = std::find_if(becomes.kit.agreed.begin(), becomes.kit.agreed.end(), [&](const Agreement& there) {
      return there.who == one.who && there.what == one.what;
    });
    const bool again = before != becomes.kit.agreed.end();
    kept.push_back({again ? before->id : new_id(), one.who, one.what, one.due, again ? before->done : std::nullopt});
    if (again) becomes.kit.agreed.erase(before);
  }
  becomes.kit.agreed = std::move(kept);
  if (!becomes.kit.held) becomes.kit.held = today;
  becomes.kit.minutes = minutes;
  becomes.kit.people = people;
  ++becomes.kit.revision;
  return becomes;
}

}  // namespace goud::actions
