// What becomes of a follow-up. Pure.
#include <algorithm>

#include "actions/actions.hpp"
#include "formats/json.hpp"

namespace goud::actions {
namespace {

constexpr std::int64_t day_micros = 86'400'000'000;
constexpr std::size_t words_most = 2000;

bool low_score(const feedback::Told& told) { return told.not_kept || (told.recommend && *told.recommend <= 6); }

Done words_good(std::string_view path, const std::string& words) {
  if (words.find_first_not_of(" \t\r\n") == std::string::npos)
    return refuse_field(std::string(path), "actions.words.missing");
  if (formats::characters(words) > words_most)
    return refuse_field(std::string(path), "actions.words.long", {{"most", std::to_string(words_most)}});
  return {};
}

Result<FollowUp> ended() { return refuse(FaultKind::conflict, "actions.follow_up.ended"); }

bool works(const people::Account& account, http::Role role) { return account.active && account.role == role; }

}  // namespace

std::string_view name_of(Step step) {
  switch (step) {
    case Step::heard:
      return "heard";
    case Step::called:
      return "called";
    case Step::solved:
      return "solved";
    case Step::confirmed:
      return "confirmed";
    case Step::dropped:
      return "dropped";
  }
  return "heard";
}

std::string_view name_of(Reach reach) {
  switch (reach) {
    case Reach::telephone:
      return "telephone";
    case Reach::mail:
      return "mail";
    case Reach::none:
      return "none";
  }
  return "none";
}

std::string_view name_of(ConfirmedBy by) {
  return by == ConfirmedBy::customer ? "customer" : by == ConfirmedBy::noted ? "noted" : "nobody";
}

std::optional<FollowUp> follow_up_of(const feedback::Told& told, Instant now) {
  if (told.source != feedback::Source::page && told.source != feedback::Source::api) return std::nullopt;
  if (told.received_at.micros < now.micros - fresh_days * day_micros) return std::nullopt;
  // Days of the organisation against days UTC: at most one off, which fourteen can bear.
  if (told.received_at.micros / day_micros - told.day.number > fresh_days) return std::nullopt;
  FollowUp made;
  made.reach = !told.telephone.empty() ? Reach::telephone : !told.email.empty() ? Reach::mail : Reach::none;
  made.story = told.expectation == feedback::Expectation::less && !told.words.empty();
  if (!made.story && !(low_score(told) && made.reach != Reach::none)) return std::nullopt;
  made.id = told.answer.text;
  made.seq = told.seq;
  made.unit = told.unit;
  made.moment = told.moment;
  made.day = told.day;
  made.language = told.language;
  made.heard = told.received_at;
  made.due = Instant{told.received_at.micros + follow_up_days * day_micros};
  return made;
}

bool late(const FollowUp& one, Instant now) { return one.step == Step::heard && one.due < now; }

Result<FollowUp> called(FollowUp one, bool reached, Instant now) {
  if (one.step == Step::dropped) return ended();
  if (one.reach == Reach::none) return refuse(FaultKind::conflict, "actions.follow_up.no_reach");
  if (!reached) return one;
  if (!one.called) one.called = now;
  if (one.step == Step::heard) one.step = Step::called;
  return one;
}

Result<FollowUp> solved(FollowUp one, const std::string& told_back, Instant now) {
  if (one.step == Step::dropped) return ended();
  if (one.step == Step::confirmed) return refuse(FaultKind::conflict, "actions.follow_up.confirmed_already");
  if (auto good = words_good("told_back", told_back); !good) return refuse(good.error());
  one.told_back = told_back;
  one.solved = now;
  one.not_yet.reset();
  one.step = Step::solved;
  return one;
}

Result<FollowUp> confirmed(FollowUp one, ConfirmedBy by, bool yes, Instant now) {
  if (one.step == Step::dropped) return ended();
  if (one.step != Step::solved && one.step != Step::confirmed)
    return refuse(FaultKind::conflict, "actions.follow_up.not_solved");
  // What the customer said is not written over by what a colleague heard.
  if (by == ConfirmedBy::noted && one.confirmed_by == ConfirmedBy::customer)
    return refuse(FaultKind::conflict, "actions.follow_up.confirmed_already");
  if (yes) {
    if (one.confirmed_by == by) return one;
    one.confirmed = now;
    one.confirmed_by = by;
    one.step = Step::confirmed;
    return one;
  }
  one.step = one.called ? Step::called : Step::heard;
  one.not_yet = now;
  one.solved.reset();
  one.confirmed.reset();
  one.confirmed_by = ConfirmedBy::nobody;
  return one;
}

Result<FollowUp> drop(FollowUp one, const std::string& because, Instant) {
  if (one.step == Step::dropped) return ended();
  if (one.step == Step::confirmed) return refuse(FaultKind::conflict, "actions.follow_up.confirmed_already");
  if (auto good = words_good("because", because); !good) return refuse(good.error());
  one.because = because;
  one.step = Step::dropped;
  return one;
}

std::string owner_for(const std::vector<people::Account>& accounts, const people::UnitTree& tree, const UnitId& unit,
                      Day today) {
  for (std::optional<UnitId> at = unit; at; at = tree.parent(*at, today))
    for (const auto& account : accounts)
      if (works(account, http::Role::unit_manager) && account.unit == at) return account.id.text;
  for (const auto role : {http::Role::cx_manager, http::Role::owner})
    for (const auto& account : accounts)
      if (works(account, role)) return account.id.text;
  return {};
}

Done may_own(const std::vector<people::Account>& accounts, const people::UnitTree& tree, const FollowUp& one,
             std::string_view account, Day today) {
  const auto found = std::find_if(accounts.begin(), accounts.end(),
                                  [&](const people::Account& other) { return other.id.text == account; });
  const auto no = [] { return refuse_field("owner", "actions.owner.unknown"); };
  if (found == accounts.end() || !found->active) return no();
  if (found->role == http::Role::owner || found->role == http::Role::cx_manager) return {};
  if (found->role != http::Role::unit_manager || !found->unit) return no();
  const auto branch = tree.branch(*found->unit, today);
  if (std::find(branch.begin(), branch.end(), one.unit) == branch.end()) return no();
  return {};
}

Asking asking(bool paused, int unanswered) {
  if (!paused) return unanswered >= pause_from ? Asking::pauses : Asking::goes_on;
  return unanswered == 0 ? Asking::resumes : Asking::pauses;
}

FollowUpCounts counts_of(const FollowUp& one) {
  FollowUpCounts counts;
  counts.heard = 1;
  counts.reachable = one.reach != Reach::none ? 1 : 0;
  // In time stays in time, whatever happens after: the limit of a call never moves.
  counts.called = one.called && counts.reachable != 0 ? 1 : 0;
  counts.called_in_time = counts.called != 0 && *one.called <= one.due ? 1 : 0;
  counts.solved = one.step == Step::solved || one.step == Step::confirmed ? 1 : 0;
  counts.confirmed = one.step == Step::confirmed && one.confirmed_by == ConfirmedBy::customer ? 1 : 0;
  counts.noted = one.step == Step::confirmed && one.confirmed_by == ConfirmedBy::noted ? 1 : 0;
  counts.not_confirmed = one.not_yet && one.step != Step::dropped ? 1 : 0;
  counts.dropped = one.step == Step::dropped ? 1 : 0;
  return counts;
}

FollowUpShares shares(const FollowUpCounts& counts) {
  return {figures::counted(counts.called, counts.reachable),
          figures::counted(counts.called_in_time, counts.reachable - counts.in_time_still),
          figures::counted(counts.solved, counts.heard), figures::counted(counts.confirmed, counts.solved)};
}

}  // namespace goud::actions
