// What an organisation promises, to customers and to employees: a text, a norm, a red line, and from which day.
// Always true: an answer is judged by the version of its own day; a version is never changed, the next one takes over
// from a later day; a withdrawn promise keeps its past. A broken promise has three ways out: mend, reword, withdraw.
// Who decides: the functions below (pure); the store only keeps what they gave.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/http.hpp"
#include "kernel/clock.hpp"
#include "kernel/ids.hpp"
#include "kernel/random.hpp"
#include "kernel/text.hpp"
#include "store/store.hpp"

namespace goud::promises {

enum class Audience { employee, customer };
[[nodiscard]] std::string_view name_of(Audience);
[[nodiscard]] std::optional<Audience> audience_from(std::string_view);
// CX managers shape what customers are promised, HR managers what employees are promised, owners both.
[[nodiscard]] Done may_shape(const http::Caller&, Audience);

enum class WayOut { mend, reword, withdraw };
[[nodiscard]] std::string_view name_of(WayOut);

struct PromiseVersion {
  int version = 1;
  Text text;
  double norm = 0;      // share that should be kept, 0..1, in steps of 0.0001
  double red_line = 0;  // under it the promise is broken; at most the norm
  Day from;
  bool operator==(const PromiseVersion&) const = default;
};

struct NextStep {
  std::string text;
  std::string owner;
  Day due;
  bool operator==(const NextStep&) const = default;
};

struct Promise {
  PromiseId id;
  Audience audience = Audience::customer;
  std::vector<PromiseVersion> versions;  // at least one, by day
  std::optional<Day> withdrawn;          // from this day on nothing is promised
  std::string withdrawn_because;
  std::optional<NextStep> next_step;
  std::optional<WayOut> way_out;  // the last one taken
  std::optional<Instant> way_out_at;
  int revision = 1;

  [[nodiscard]] const PromiseVersion& latest() const { return versions.back(); }
  // What judges an answer of that day; nothing before the first version and from the withdrawal on.
  [[nodiscard]] const PromiseVersion* on(Day) const;
  bool operator==(const Promise&) const = default;
};

// Decisions.
struct PromiseDraft {
  Audience audience = Audience::customer;
  Text text;
  double norm = 0;
  double red_line = 0;
  Day from;
};
struct Rewording {
  std::optional<Text> text;
  std::optional<double> norm;
  std::optional<double> red_line;
  Day from;
};
[[nodiscard]] Result<Promise> make(PromiseId, const PromiseDraft&);
[[nodiscard]] Result<Promise> reword(Promise, const Rewording&, Day today, Instant now);
[[nodiscard]] Result<Promise> mend(Promise, const NextStep&, Day today, Instant now);
[[nodiscard]] Result<Promise> withdraw(Promise, Day from, const std::string& reason, Day today, Instant now);

// Who acts, and when: an argument of every change.
struct Acting {
  std::string actor;  // account or key
  Instant now;
  Day today;  // in the organisation's time zone
};

// What is kept. Every change is written to the audit trail in the same transaction.
[[nodiscard]] std::vector<Promise> promises(store::Reader&);  // withdrawn ones too, in order of making
[[nodiscard]] std::optional<Promise> promise(store::Reader&, const PromiseId&);
[[nodiscard]] Result<Promise> add(store::Writer&, const Acting&, const PromiseId&, const PromiseDraft&);
[[nodiscard]] Result<Promise> reword(store::Writer&, const Acting&, const PromiseId&, const Rewording&);
// Answers from before it was written down turned up: its only wording holds from an earlier day on. False where that
// is not earlier, or the promise has a history already.
bool begin_earlier(store::Writer&, const Acting&, const PromiseId&, Day from);
[[nodiscard]] Result<Promise> mend(store::Writer&, const Acting&, const PromiseId&, const NextStep&);
[[nodiscard]] Result<Promise> withdraw(store::Writer&, const Acting&, const PromiseId&, Day from, const std::string& reason);

[[nodiscard]] Acting acting(store::Reader&, const http::Caller&, Instant now);

// What happened to something, oldest first, out of the audit trail. Nobody's name: the program itself or a key.
struct Happened {
  Instant at;
  std::string by;
  std::string verb;
  std::string detail;  // JSON
};
[[nodiscard]] std::vector<Happened> history(store::Reader&, std::string_view entity, std::string_view id);

[[nodiscard]] store::Room room();

struct Services {
  store::RecordStore& store;
  const Clock& clock;
};
// What concerns promises alone: their history. Where a promise stands and what proves it is known to later rooms, which
// serve the promise as a whole.
void routes(http::Router&, Services&);
[[nodiscard]] http::Response history_of(store::RecordStore&, const http::Request&, std::string_view entity, std::string_view id,
                                        const std::function<bool(store::Reader&)>& exists, std::string_view unknown_key);

}  // namespace goud::promises
