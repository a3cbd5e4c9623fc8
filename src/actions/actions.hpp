// What somebody does next: follow-ups of customers who were let down, the meeting kit of a team, the team board.
// Always true: a follow-up has an owner and a time limit from the first day; only the customer confirms, what a colleague
// noted for them is told apart; a letter goes out once; a team never gets the same story twice; what is on a board that
// hangs on a wall is of no one person.
// Who decides: follow_up.cpp, cause.cpp, kit.cpp, pure.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "barriers/barriers.hpp"
#include "feedback/feedback.hpp"
#include "figures/figures.hpp"
#include "http/http.hpp"
#include "kernel/clock.hpp"
#include "kernel/random.hpp"
#include "mail/mail.hpp"
#include "people/people.hpp"
#include "promises/promises.hpp"
#include "rounds/rounds.hpp"
#include "store/columns/columns.hpp"
#include "store/store.hpp"
#include "stories/stories.hpp"
#include "values/values.hpp"

namespace goud::actions {

using promises::Acting;

// ---- follow-up

enum class Step { heard, called, solved, confirmed, dropped };
[[nodiscard]] std::string_view name_of(Step);
enum class Reach { telephone, mail, none };  // how the customer wanted to be answered
[[nodiscard]] std::string_view name_of(Reach);
enum class ConfirmedBy { nobody, customer, noted };  // noted: a colleague wrote down what the customer said
[[nodiscard]] std::string_view name_of(ConfirmedBy);

struct FollowUp {
  std::string id;  // the answer's id
  std::int64_t seq = 0;
  UnitId unit;
  MomentId moment;
  Day day;                 // of the experience
  std::string language;    // of the customer
  bool story = false;      // a story below expectation; else a low score with the wish to be called
  Reach reach = Reach::none;
  std::string owner;  // account; empty: there is nobody
  Instant heard, due;
  std::optional<Instant> called, solved, confirmed;
  std::optional<Instant> not_yet;  // the customer said last that it is not solved
  Step step = Step::heard;
  ConfirmedBy confirmed_by = ConfirmedBy::nobody;
  std::string cause;       // id of a cause; empty: not said yet
  std::string told_back;   // what the customer reads on their page and in their mail
  std::string because;     // why it was dropped
  int revision = 1;
};
inline constexpr int follow_up_days = 2;  // until called; working days are not told apart
inline constexpr int fresh_days = 14;     // heard that soon after it happened; and no older when goud first reads it
inline constexpr int retold_days = 14;    // until somebody is asked whether it was told on
inline constexpr int measure_days = 42;   // what a change did is unknown, and measured after six weeks

// Decisions. `told` says no more than what the customer asked.
[[nodiscard]] std::optional<FollowUp> follow_up_of(const feedback::Told&, Instant now);
[[nodiscard]] Result<FollowUp> called(FollowUp, bool reached, Instant now);
[[nodiscard]] Result<FollowUp> solved(FollowUp, const std::string& told_back, Instant now);
[[nodiscard]] Result<FollowUp> confirmed(FollowUp, ConfirmedBy, bool yes, Instant now);  // no: it is open again
[[nodiscard]] Result<FollowUp> drop(FollowUp, const std::string& because, Instant now);
[[nodiscard]] bool late(const FollowUp&, Instant now);  // nobody called, and the time is over
// Whose it is: the manager of the nearest unit upwards, else a CX manager, else an owner.
[[nodiscard]] std::string owner_for(const std::vector<people::Account>&, const people::UnitTree&, const UnitId&,
                                    Day today);
[[nodiscard]] Done may_own(const std::vector<people::Account>&, const people::UnitTree&, const FollowUp&,
                           std::string_view account, Day today);

// Asking pauses where three who can be reached waited a week past the limit and nobody called, until none of them waits.
inline constexpr int pause_from = 3, pause_days = 7;
enum class Asking { goes_on, pauses, resumes };
[[nodiscard]] Asking asking(bool paused, int unanswered);

struct Cause {  // the outer loop: what is changed so that it does not happen again
  std::string id;
  std::string name, language;
  MomentId moment;
  enum class Change { none, promise, card, barrier, other } change = Change::none;
  std::string changed;     // id of what was changed; empty: not yet
  std::string text;        // what is changed
  std::string owner;
  std::optional<Day> due, done;
  int revision = 1;
};
[[nodiscard]] Done check_cause(const Cause&);  // by field path

struct FollowUpFilter {
  std::optional<std::vector<UnitId>> units;
  MomentId moment;
  std::optional<Step> step;
  bool overdue = false;
  std::string owner;
  std::optional<Day> from, to;
  std::int64_t before = 0;
  std::size_t most = 50;
  Instant now;
};
struct FollowUpCounts {
  std::int64_t heard = 0, reachable = 0, called = 0, called_in_time = 0, solved = 0, confirmed = 0, noted = 0,
               not_confirmed = 0, overdue = 0, dropped = 0,
               in_time_still = 0;  // in_time_still: nobody called yet, and there is time
};
// What one follow-up adds to these; overdue and in_time_still move with the clock and are counted when asked.
[[nodiscard]] FollowUpCounts counts_of(const FollowUp&);
// Shares with their base: called of those who can be reached; in time of those whose time is over or who were called;
// solved of all heard; confirmed by the customer of those solved.
struct FollowUpShares {
  figures::Published<figures::Estimate> called, called_in_time, solved, confirmed;
};
[[nodiscard]] FollowUpShares shares(const FollowUpCounts&);

[[nodiscard]] std::vector<FollowUp> follow_ups(store::Reader&, const FollowUpFilter&);  // newest first
[[nodiscard]] FollowUpCounts count(store::Reader&,
                                   const FollowUpFilter&);  // of units, moment and period; of every owner and step
[[nodiscard]] std::optional<FollowUp> follow_up(store::Reader&, std::string_view id);
[[nodiscard]] Done begin(store::Writer&, const FollowUp&);  // does nothing where it is there
[[nodiscard]] Done end(store::Writer&, std::string_view id);  // its answer is gone: nothing stays, counts included
[[nodiscard]] Done keep(store::Writer&, const Acting&, const FollowUp& as_it_becomes, std::string_view verb);
[[nodiscard]] std::vector<Cause> causes(store::Reader&);
[[nodiscard]] Result<Cause> keep_cause(store::Writer&, const Acting&, const Cause&);

// ---- meeting kit

struct Agreement {
  std::string id;
  std::string who, what;
  std::optional<Day> due, done;
};
struct Kit {
  std::string id;
  UnitId unit;
  Day week;                       // Monday
  Day made;                       // the figure's twelve weeks end no later
  std::string story;              // id; empty: there was none that the team had not heard
  std::optional<PromiseId> promise;  // whose figure it is
  MomentId moment;                   // of that promise or that card
  std::string card;               // may and must
  std::string barrier;
  Text question;
  std::vector<Agreement> last;    // of the meeting before, as they stood
  std::vector<Agreement> agreed;  // in this one
  std::optional<Day> held;
  std::optional<int> minutes, people;  // how long, how many were there
  int revision = 1;
};
struct Services;
// Made once for a team and week; again gives the same.
[[nodiscard]] Result<Kit> make_kit(Services&, Tenant, const Acting&, const UnitId&, Day week);
[[nodiscard]] Result<Kit> another_story(Services&, Tenant, const Acting&, std::string_view id);
[[nodiscard]] Result<Kit> hold(store::Writer&, const Acting&, std::string_view id, int minutes, int people, const std::vector<std::string>& done,
                               const std::vector<Agreement>& agreed, int revision);
[[nodiscard]] std::optional<Kit> kit(store::Reader&, std::string_view id);
[[nodiscard]] std::vector<Kit> kits(store::Reader&, const UnitId&, std::size_t most);  // latest first
struct KitLine {
  std::string id;
  Day week;
  std::optional<Day> held;
};
[[nodiscard]] std::optional<KitLine> kit_up_to(store::Reader&, const UnitId&,
                                               Day week);  // the latest that is not of a later week

struct Services {
  store::RecordStore& store;
  const Clock& clock;
  Randomness& randomness;
  const people::Secrets& secrets;
  feedback::Services& feedback;
  store::columns::ColumnStore& columns;
  stories::Services& stories;
  mail::Services& mail;
  std::string home{};  // what the links of letters begin with
};
// Takes over what was told since, asks two weeks later whether it was told on, pauses asking where nothing is answered.
[[nodiscard]] Done keep_up(Services&, Tenant);
[[nodiscard]] Done morning(Services&, Instant now);

[[nodiscard]] store::Room room();
void routes(http::Router&, Services&);

}  // namespace goud::actions
