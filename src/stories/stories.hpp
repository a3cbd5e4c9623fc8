// What customers and the floor tell: less than, as, or better than expected; checked before it is shared; found again;
// sent round to teams. Always true: nothing leaves the circle of those who look after it before its teller said it may and a
// person checked the words; what was checked is kept apart from what was told; an anonymous story carries no person, no
// address and no time finer than its week, and appears the next morning at the nearest unit with ten people or more; a
// retold count is asked at least fourteen days later.
// Who decides: story.cpp (standing, when it may be asked), theme.cpp (which rule fits), pure.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "feedback/feedback.hpp"
#include "figures/figures.hpp"
#include "http/http.hpp"
#include "kernel/clock.hpp"
#include "kernel/random.hpp"
#include "people/people.hpp"
#include "promises/promises.hpp"
#include "store/store.hpp"
#include "text/redaction.hpp"

namespace goud::stories {

using feedback::Expectation;
using promises::Acting;

enum class Teller { customer, colleague, anonymous };
[[nodiscard]] std::string_view name_of(Teller);
// told: for those who look after it; shared: checked, its words may travel; kept_back: checked, they may not.
enum class Standing { told, shared, kept_back };
[[nodiscard]] std::string_view name_of(Standing);
enum class Retold { no, one_or_two, three_to_five, more };
[[nodiscard]] std::string_view name_of(Retold);  // "no" "1-2" "3-5" "more"
[[nodiscard]] std::optional<Retold> retold_from(std::string_view);

struct Story {
  std::string id;        // a customer's: the id of the answer; else a UUIDv8, of an anonymous one a UUIDv4
  std::int64_t seq = 0;  // order of arrival; of anonymous ones: of the morning on which they were mixed in
  Teller teller = Teller::customer;
  std::string by;        // account or personal pass of a colleague; empty else
  bool name_too = false; // the colleague agreed that the name is beside it
  UnitId unit;
  MomentId moment;       // of customers' or of employees' journey; may be empty
  std::optional<Day> day;  // none: anonymous, only the week is known
  Day week;                // Monday
  std::optional<Expectation> expectation;
  std::optional<bool> unexpected, intention;
  std::optional<Retold> retold;
  std::string language, text;  // as told
  std::string shared_text;     // as checked; empty while it is not shared
  std::string because;         // why it was kept back
  std::string tokens;          // what it is found by
  bool may_share = false;
  bool call_wanted = false;  // the customer wanted to be called or mailed
  Standing standing = Standing::told;
};
struct Filter {
  MomentId moment;
  std::optional<Expectation> expectation;
  std::optional<std::vector<people::UnitTree::Stay>> units;
  std::optional<Day> from, to;
  std::optional<Teller> teller;
  std::optional<bool> from_floor;     // colleagues and anonymous together, or customers
  std::string theme;                  // id
  std::string words;                  // searched for, in Dutch and English stems
  std::string by;                     // what one colleague told
  std::string language;               // told in it
  bool only_shared = false;
  bool to_check = false;              // may be shared, and nobody looked yet
  std::int64_t before = 0;
  std::size_t most = 50;
};
[[nodiscard]] std::vector<Story> stories(store::Reader&, const Filter&);  // newest first
[[nodiscard]] std::optional<Story> story(store::Reader&, std::string_view id);
// Of moment, units, period and only_shared; the other parts of a filter choose among these.
struct Counts {
  std::int64_t all = 0, better = 0, as = 0, less = 0, floor = 0, to_check = 0;
};
[[nodiscard]] Counts counts(store::Reader&, const Filter&);

struct FloorStory {
  UnitId unit;
  MomentId moment;
  std::string text, language;
  std::optional<Expectation> expectation;
  bool may_share = false, name_too = false;
};
inline constexpr std::size_t story_characters = 2000;
// By name: account or personal pass; `submission` again is the same story.
[[nodiscard]] Result<Story> tell(store::Writer&, const Acting&, const std::string& submission, const FloorStory&);
// Without a name: waits for the next morning. The receipt (32 hexadecimal digits) is made by the teller's telephone, so what
// was sent twice is one; by it the story can be taken back, before and after that morning.
struct Services;
[[nodiscard]] Done tell_unnamed(Services&, const people::FloorDoor&, std::string_view receipt, const FloorStory&);
[[nodiscard]] Done take_back_unnamed(Services&, const people::FloorDoor&, std::string_view receipt);

// A person looked: words as they may travel, or why not.
[[nodiscard]] Result<Story> share(store::Writer&, const Acting&, std::string_view id, const std::string& text);
[[nodiscard]] Result<Story> keep_back(store::Writer&, const Acting&, std::string_view id, const std::string& because);
[[nodiscard]] Result<Story> note_retold(store::Writer&, std::string_view id, Retold, Day today);  // from fourteen days on, once
inline constexpr int retold_days = 14;
// Its teller takes the permission back: it is shared no more, and never again. A story that is not here: nothing happens.
[[nodiscard]] Done withdraw_permission(store::Writer&, std::string_view id);
// Of a known customer's "better" story: the next answer of the same person at the same moment, within twelve months.
enum class Confirmed { not_back, not_answered, as_or_better, less };
[[nodiscard]] std::string_view name_of(Confirmed);
[[nodiscard]] std::optional<Confirmed> confirmed(store::Reader&, const Story&);

// Names that must not travel: of accounts, personal passes, and the list of customers that people pasted.
[[nodiscard]] std::vector<std::string> names(store::Reader&);
[[nodiscard]] std::vector<std::string> customer_names(store::Reader&);
[[nodiscard]] Done keep_customer_names(store::Writer&, const Acting&,
                                       const std::vector<std::string>&);  // in place of those before

struct Theme {
  std::string id;
  Text name;
  // Stems: a story fits when it holds one of each `all_of` group and none of `none_of`; expectation narrows it.
  std::vector<std::vector<std::string>> all_of;
  std::vector<std::string> none_of;
  std::optional<Expectation> expectation;
  int revision = 1;
};
[[nodiscard]] std::vector<Theme> themes(store::Reader&);
// New where the id is empty (or unknown, with revision 0); words become stems.
[[nodiscard]] Result<Theme> keep_theme(store::Writer&, const Acting&, const Theme&);
[[nodiscard]] Done drop_theme(store::Writer&, const Acting&, std::string_view id);
[[nodiscard]] bool fits(const Theme&, const Story&);

struct Kudos {
  std::string id;
  std::int64_t seq = 0;
  std::string from, to;  // accounts or personal passes; `to` empty: the whole unit
  UnitId unit;
  std::string value;     // id of values/
  std::string behaviour; // in words, or an effect of a card
  std::string text;
  std::string story;     // may be empty
  Day day;
  bool named = false;    // whom it is for agreed to the name on the wall
};
// `from` is who acts. The same id again is the same thanks; without one it is made of who, whom and what.
[[nodiscard]] Result<Kudos> thank(store::Writer&, const Acting&, const Kudos&);
[[nodiscard]] std::vector<Kudos> kudos(store::Reader&, const std::vector<UnitId>& units, std::int64_t before, std::size_t most);
[[nodiscard]] Done name_kudos(store::Writer&, const Acting&, std::string_view id, bool named);  // by whom it is for

// Chosen for a week, by people; and what a team heard already is never told it again.
[[nodiscard]] Done choose(store::Writer&, const Acting&, std::string_view id, Day week);
[[nodiscard]] Done unchoose(store::Writer&, const Acting&, std::string_view id, Day week);
[[nodiscard]] std::vector<Story> chosen(store::Reader&, Day week);
// For a team and week: shared, of its own unit or moment first, chosen ones before others, never one in `heard`.
[[nodiscard]] std::optional<Story> story_for(store::Reader&, const people::UnitTree&, const UnitId&, Day week, const std::vector<std::string>& heard);
// Ten for a new colleague, as unlike each other as there are: own unit first, by moment, expectation and teller.
[[nodiscard]] std::vector<Story> welcome(store::Reader&, const people::UnitTree&, const UnitId&, Day today);

// What this room keeps of a customer as a person (when they were here), and of a colleague by account or pass.
[[nodiscard]] std::string about(store::Reader&, const PersonId&);
[[nodiscard]] Done forget(store::Writer&, const PersonId&);
[[nodiscard]] std::string about_colleague(store::Reader&, std::string_view who);
[[nodiscard]] Done forget_colleague(store::Writer&, const Acting&, std::string_view who);

struct NameShelf;  // the names of organisations, made ready for finding
struct Services {
  store::RecordStore& store;
  const Clock& clock;
  Randomness& randomness;
  const people::Secrets& secrets;
  feedback::Services& feedback;
  std::shared_ptr<NameShelf> names{};  // made by routes() when empty
};
// Takes over what was told since; at start, by the clock, and before a list is read (then no more than `batches`).
[[nodiscard]] Done keep_up(Services&, Tenant);
[[nodiscard]] Done keep_up(Services&, Tenant, int batches);
// By the clock, every minute: the morning's anonymous ones (from five o'clock, in the organisation's time), in mixed order.
[[nodiscard]] Done morning(Services&, Instant now);

[[nodiscard]] store::Room room();
void routes(http::Router&, Services&);

}  // namespace goud::stories
