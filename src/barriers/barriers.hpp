// What stands between a good employee and a good experience: reported in ten seconds, joined, owned, solved, confirmed by
// who reported it. Always true: hours lost are "at least, reported", a sum of what was tapped, never more; a report without
// a name carries no person, no address and no time finer than its week, and is counted from the next morning on, at the
// nearest unit with ten people or more; the clock of a barrier starts when its manager acknowledges it; only reporters say
// that it is gone; "cannot be solved" has a reason that reporters see.
// Who decides: barrier.cpp (what becomes of a barrier), report.cpp (what a report joins), pure.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feedback/feedback.hpp"
#include "figures/figures.hpp"
#include "http/http.hpp"
#include "kernel/clock.hpp"
#include "kernel/random.hpp"
#include "people/people.hpp"
#include "promises/promises.hpp"
#include "store/columns/columns.hpp"
#include "store/store.hpp"

namespace goud::barriers {

using promises::Acting;

enum class Kind { tools, not_allowed, too_busy, not_known, not_there, other };  // what it is, in one tap
[[nodiscard]] std::string_view name_of(Kind);
[[nodiscard]] std::optional<Kind> kind_from(std::string_view);
enum class State { reported, acknowledged, solved, confirmed, cannot, joined };
[[nodiscard]] std::string_view name_of(State);

struct Barrier {
  std::string id;
  UnitId unit;  // where it stands
  MomentId moment;
  Kind kind = Kind::other;
  std::string title, language;  // "Kamerstatus komt op papier"; empty: the kind says it
  State state = State::reported;
  int reports = 0;
  std::int64_t minutes = 0;      // at least, reported; 60+ counts as 60
  Day first_week, last_week;     // Mondays
  Day since;                     // of the first report by name; without a name its Monday
  std::optional<Day> answer_by;  // somebody should have acknowledged it by then; none once that is done
  std::string owner;             // account; empty: nobody yet
  std::optional<Instant> acknowledged, due, solved;
  std::optional<Instant> rises;   // when it goes to the level above, if nothing is done
  int level = 0;                  // of the unit whose manager has it now: it rises when the time runs out
  int escalated = 0;              // how often it rose
  std::string done, because;      // what was done; why it cannot be
  int gone = 0, still_there = 0;  // what reporters said since
  std::string into;               // joined: which one it became part of
  int revision = 1;
  int standing = 4;  // place on the board as it is kept, a minute old at most: 5 over time, 4 open, 2 over, 0 joined
};

// Decisions.
struct Limits {
  std::vector<std::pair<int, int>> days_by_level;  // level of a unit -> days until it rises
  [[nodiscard]] int days(int level) const;
};
inline constexpr int days_most = 365;
inline constexpr int answer_days = 1;  // after the day it stood there; a promise of whoever manages, not a limit
// Again, by a new owner: it is handed over, with the time it has left.
[[nodiscard]] Result<Barrier> acknowledge(Barrier, const std::string& owner, const Limits&, Instant now);
[[nodiscard]] Result<Barrier> solve(Barrier, const std::string& done, Instant now);
[[nodiscard]] Result<Barrier> cannot(Barrier, const std::string& because, Instant now);
[[nodiscard]] Barrier say(Barrier, bool gone, Instant now);  // of a reporter: not gone opens it again, with its owner
[[nodiscard]] Barrier rise(Barrier, int level_above, const Limits&, Instant now);
// One that was said before and is taken back.
[[nodiscard]] Barrier unsay(Barrier, bool gone);
// What becomes of the one that took it over, and of the one that went.
[[nodiscard]] Result<std::pair<Barrier, Barrier>> joined(Barrier into, Barrier one);
[[nodiscard]] bool open(State);  // reported, acknowledged, solved
[[nodiscard]] bool overdue(const Barrier&, Instant now);

struct ReportDraft {
  UnitId unit;  // of who reports
  MomentId moment;
  std::string barrier;  // the one it is; empty: `kind` and `words` say it
  Kind kind = Kind::other;
  std::string words, language;
  int minutes = 5;  // 5 15 30 60
};
inline constexpr std::size_t words_most = 300, title_most = 120;
[[nodiscard]] Done check(const ReportDraft&);  // by field path
// Which of these, open at the same unit and moment and of the same kind, it is; nothing: it is a new one.
[[nodiscard]] std::optional<std::size_t> same_as(const std::vector<Barrier>&, const std::string& words);
// Those that share what they are about with it, most first: a person decides whether they are joined.
[[nodiscard]] std::vector<std::size_t> alike(const Barrier&, const std::vector<Barrier>&);
[[nodiscard]] std::string title_of(std::string_view words);  // its first sentence, cut at a word

struct Services;
struct Reported {
  std::string barrier;
  std::string receipt;  // of one without a name: how its reporter follows it
};
// By name: account or personal pass; `submission` again is the same report.
[[nodiscard]] Result<Reported> report(store::Writer&, const Acting&, Randomness&, const std::string& submission,
                                      const ReportDraft&);
// Without a name: through the door of the unit, counted tomorrow. The receipt is made by the reporter's telephone (32
// hexadecimal digits), so a report that was sent twice is one.
[[nodiscard]] Done report_unnamed(Services&, const people::FloorDoor&, std::string_view receipt, const ReportDraft&);

struct BoardFilter {
  std::optional<std::vector<UnitId>> units;  // none: all
  MomentId moment;
  std::optional<bool> open;  // open: reported, acknowledged, solved but not confirmed
  bool overdue = false;
  std::string before;  // cursor of the list
  std::size_t most = 50;
  Instant now;
};
struct Summary {
  std::int64_t open = 0, overdue = 0, reports = 0, minutes = 0, acknowledged_in_time = 0, acknowledged = 0;
  std::optional<double> median_age_days;
};
// acknowledged: of the last twelve weeks, and those that wait longer than was promised. reports, minutes: of those that are
// open where that is asked, else of all time.
[[nodiscard]] std::vector<Barrier> board(store::Reader&, const BoardFilter&);  // overdue first, then by hours lost
[[nodiscard]] Summary summary(store::Reader&, const BoardFilter&);
[[nodiscard]] std::int64_t named_waiting(store::Reader&, const std::vector<UnitId>&);  // reports by name that nobody took on yet
[[nodiscard]] std::optional<Barrier> barrier(store::Reader&, std::string_view id);
[[nodiscard]] std::string place_on(const Barrier&);  // cursor of the list: after this one
[[nodiscard]] Done keep(store::Writer&, const Acting&, const Barrier& as_it_becomes, std::string_view verb);
[[nodiscard]] Done join(store::Writer&, const Acting&, std::string_view id, std::string_view into);
[[nodiscard]] Limits limits(store::Reader&);
[[nodiscard]] Done keep_limits(store::Writer&, const Acting&, const Limits&);
// Of somebody who reported it by name; what they said before is taken back.
[[nodiscard]] Done say(store::Writer&, const Acting&, std::string_view id, std::string_view reporter, bool gone);
// One of the team's meeting: still open, its owner known, most hours lost first.
[[nodiscard]] std::optional<Barrier> barrier_for(store::Reader&, const std::vector<UnitId>& units, const MomentId& at,
                                                 Instant now);

struct Services {
  store::RecordStore& store;
  const Clock& clock;
  Randomness& randomness;
  const people::Secrets& secrets;
  feedback::Services& feedback;
  store::columns::ColumnStore& columns;  // customers' dips on days with the barrier
};
// By the clock, every minute: the morning's reports without a name, in mixed order; what ran out of time rises.
[[nodiscard]] Done morning(Services&, Instant now);

[[nodiscard]] store::Room room();
void routes(http::Router&, Services&);

}  // namespace goud::barriers
