// Employees heard in rounds: planned, frozen, sealed in a letterbox, opened once, released as sums (docs/decisions/release.md,
// docs/guide/en/how-your-answer-is-kept.md).
// Always true: nothing of a ballot is kept outside its seal; no table shares a key with another; while a round is open only
// the organisation's response is told, once a day, in steps of five; a released round never changes; a ballot that comes
// with a session or a key is refused; nothing works before the date on which the works council's consent was entered.
// Who decides: plan.hpp (what is asked), figures/release (what may be said).
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feedback/feedback.hpp"
#include "http/http.hpp"
#include "kernel/clock.hpp"
#include "kernel/random.hpp"
#include "people/people.hpp"
#include "promises/promises.hpp"
#include "rounds/library.hpp"
#include "rounds/plan.hpp"
#include "store/store.hpp"

namespace goud::rounds {

using promises::Acting;

struct Consent {
  Day given;  // as the works council dated it; the modules work from that day on
  std::string by_whom;
};
[[nodiscard]] std::optional<Consent> consent(store::Reader&);
[[nodiscard]] Done enter_consent(store::Writer&, const Acting&, const std::optional<Consent>&);  // nothing: withdrawn

enum class State { planned, open, closing, released, withdrawn, lost };
[[nodiscard]] std::string_view name_of(State);
struct Round {
  std::string id;  // a random UUIDv4, as everything of rounds
  int number = 1;  // 1, 2, 3 … of the organisation
  State state = State::planned;
  Plan plan;
  Frozen frozen;                        // empty while planned
  std::optional<Day> opened, closed;    // days, never times
  std::optional<std::int64_t> ballots;  // released only: people who answered, no more than is published
  int revision = 1;
  std::string because{};  // why it was withdrawn, or how it was lost
};
[[nodiscard]] std::vector<Round> rounds(store::Reader&);  // the latest first
[[nodiscard]] std::optional<Round> round(store::Reader&, std::string_view id);

[[nodiscard]] Result<Round> plan_round(store::Writer&, const Acting&, Randomness&, const Plan&);
[[nodiscard]] Result<Round> change_plan(store::Writer&, const Acting&, std::string_view id, const Plan&, int revision);
[[nodiscard]] Done drop_plan(store::Writer&, const Acting&, std::string_view id);

// A code for one person of one unit, said once and forgotten: only its hash is kept.
struct HandedOut {
  UnitId unit;
  std::string unit_name;
  std::string code;     // "K7QM-2VXR-9TDA"
  std::string address;  // e-mail, where the person has one; else a card is printed
  std::string language;
};

// The keys of open rounds: a directory of their own, one file a round, mode 0600, never in a backup.
class Keys {
 public:
  // Made with its first key, mode 0700; one that others can read is refused.
  [[nodiscard]] static Result<Keys> at(const std::string& directory);
  struct Pair {
    std::string public_key, secret_key;
  };
  [[nodiscard]] Result<std::string> make(Tenant, std::string_view round) const;  // on disk and synced; gives the public key
  // A pair that takes over beside the one there is, and the end of it: what the store holds decides which of the two stays.
  [[nodiscard]] Result<std::string> renew(Tenant, std::string_view round) const;
  [[nodiscard]] Done settle(Tenant, std::string_view round, std::string_view public_key) const;
  [[nodiscard]] Result<Pair> of(Tenant, std::string_view round) const;
  [[nodiscard]] Done destroy(Tenant, std::string_view round) const;  // overwritten, removed, the directory synced
  [[nodiscard]] std::vector<std::pair<Tenant, std::string>> there() const;  // whose keys lie here
  [[nodiscard]] const std::string& directory() const { return directory_; }

 private:
  explicit Keys(std::string directory) : directory_(std::move(directory)) {}
  std::string directory_;
};

struct Underway;  // one deed an organisation at a time, and how far it is
[[nodiscard]] std::shared_ptr<Underway> make_underway();

struct Services {
  store::RecordStore& store;
  const Clock& clock;
  Randomness& randomness;
  const people::Secrets& secrets;
  const Keys& keys;
  std::function<void(Tenant, std::string_view round, double share)> progress{};
  std::shared_ptr<Underway> underway = make_underway();
};
// How far the close of this round is, 0..1; nothing where it is not closing here and now.
[[nodiscard]] std::optional<double> closing(const Services&, Tenant, std::string_view round);

// Freezes people, tree, norms; makes key and codes. What is handed out is nowhere else. One round is open at a time, and
// for a week at least.
[[nodiscard]] Result<std::vector<HandedOut>> open_round(Services&, Tenant, const Acting&, std::string_view id);
// Codes went astray: freezes anew and makes new codes. Every code and every ballot so far is void, and the key that could
// open them is destroyed.
[[nodiscard]] Result<std::vector<HandedOut>> begin_again(Services&, Tenant, const Acting&, std::string_view id);
// Opens the letterbox, releases, destroys the key; from the eighth day on. Under the floor the round stays open
// (figures.release.too_few).
[[nodiscard]] Result<Round> close_round(Services&, Tenant, const Acting&, std::string_view id);
// Nothing is opened or released: all is thrown away with the key. Where the key is missing it is lost instead.
[[nodiscard]] Result<Round> withdraw_round(Services&, Tenant, const Acting&, std::string_view id,
                                           std::string_view because);
// At start: a close that was interrupted goes on, the keys of rounds that ended are destroyed.
[[nodiscard]] Done end_unfinished(Services&);
// By the clock, every minute: closes what is due and makes the day's response.
[[nodiscard]] Done close_what_is_due(Services&, Instant now);
[[nodiscard]] std::vector<Fault> examine(Services&);  // for `goud doctor`: keys that are missing or not the round's own

// An employee who is forgotten is no longer on the list of who may take part; what was answered cannot be found.
[[nodiscard]] std::string about_employee(store::Reader&, std::string_view employee);
[[nodiscard]] Done forget_employee(store::Writer&, std::string_view employee);

// ---- the ballot's own door: by code, never by session

struct Door {
  Tenant tenant;
  Round round;         // the one its ballot would join
  int place = 0;       // of the unit in the frozen tree
  std::vector<int> weeks_open;  // that this code has not used yet
  bool late = false;   // a code of the round before
  std::string organisation, language;
};
[[nodiscard]] Result<Door> door(Services&, std::string_view code);
// Sealed, committed, synced; the same receipt again is harmless. `receipt`: 32 hexadecimal digits made for the page.
[[nodiscard]] Done drop_in(Services&, std::string_view code, std::string_view receipt, const Ballot&);
[[nodiscard]] Done take_back(Services&, std::string_view code, std::string_view receipt, int week);

// ---- what is said

struct Response {
  std::int64_t invited = 0;
  std::optional<std::int64_t> at_least;  // multiple of five, as of this morning; none before the first morning
};
[[nodiscard]] Response response(store::Reader&, const Round&);
// Makes today's figure where there is none yet: `at_least` as of now, which then stands. Asked before response() it need
// not wait for the clock.
[[nodiscard]] Done note_morning(Services&, Tenant);

struct ReleasedRound {
  Round round;
  std::vector<std::string> questions;  // item keys, "ladder"
  std::vector<figures::Released> released;
  std::vector<figures::ReleasedTexts> texts;
  figures::Proved proved;
  [[nodiscard]] const figures::Released* of(std::string_view question) const;
};
[[nodiscard]] std::optional<ReleasedRound> released(store::Reader&, std::string_view id);
[[nodiscard]] std::optional<ReleasedRound> latest_released(store::Reader&);
[[nodiscard]] Result<figures::Proved> verify(store::Reader&, std::string_view id);
// All of it as a table, for who administers the installation: what the export of the API gives an owner, to the byte.
[[nodiscard]] Result<http::Stream> released_table(store::Reader&, std::string_view id, std::string_view language);

// What employees are promised at their moments, and whether it was kept: of each the latest released round that asked it, as
// this caller may read it.
struct PromisedTold {
  PromiseId promise;
  Text text;
  figures::Published<figures::ToldKept> figure;
};
class Shelf;  // released rounds in memory
[[nodiscard]] std::shared_ptr<Shelf> make_shelf();
[[nodiscard]] std::vector<PromisedTold> promised_told(store::Reader&, Shelf&, const http::Caller&, Day today);

[[nodiscard]] store::Room room();
void routes(http::Router&, Services&);

}  // namespace goud::rounds
