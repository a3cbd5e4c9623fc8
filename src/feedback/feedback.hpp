// How customers are asked and what they answered: instruments, the proof of each promise, links to pages, and the one
// way by which an answer comes in. Always true: an answer is acknowledged after it is committed and synced; the same
// submission twice is one answer; rows are only added, a correction is a row of its own, and an erasure overwrites.
// Who decides: instrument, answer, proof and link below are pure; nothing is decided while storing.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "feedback/answer.hpp"
#include "feedback/heard.hpp"
#include "feedback/import.hpp"
#include "feedback/instrument.hpp"
#include "feedback/link.hpp"
#include "feedback/promises_kept.hpp"
#include "feedback/proof.hpp"
#include "http/http.hpp"
#include "kernel/random.hpp"
#include "moments/moments.hpp"
#include "people/people.hpp"
#include "promises/promises.hpp"
#include "store/columns/columns.hpp"
#include "store/store.hpp"

namespace goud::formats {
class JsonWriter;
}

namespace goud::feedback {

using promises::Acting;

// Instruments.
[[nodiscard]] std::vector<std::shared_ptr<const Instrument>> instruments(store::Reader&);  // every version, oldest first
[[nodiscard]] std::shared_ptr<const Instrument> latest_instrument(store::Reader&, std::string_view key_or_id);
// A promise asked in it gets that question as its proof, where it had none.
[[nodiscard]] Result<Instrument> add_instrument(store::Writer&, const Acting&, const InstrumentId&, Definition);
[[nodiscard]] Result<Instrument> add_version(store::Writer&, const Acting&, const InstrumentId&, Definition);
[[nodiscard]] Done end_instrument(store::Writer&, const Acting&, const InstrumentId&);

// Proofs.
[[nodiscard]] std::vector<Proof> proofs(store::Reader&);
[[nodiscard]] std::optional<Proof> proof(store::Reader&, const PromiseId&);
[[nodiscard]] Result<ProofVersion> prove(store::Writer&, const Acting&, const PromiseId&, const ProofDraft&);
[[nodiscard]] Result<ProofVersion> confirm_proof(store::Writer&, const Acting&, const PromiseId&);

// Links.
[[nodiscard]] std::vector<Link> links(store::Reader&, Tenant);
[[nodiscard]] std::optional<Link> link(store::Reader&, Tenant, const LinkId&);
[[nodiscard]] std::optional<Link> link_by_code(store::Reader& installation, std::string_view code);  // the tenant is in it
void keep_link(store::Writer&, const Acting&, const Link&);
[[nodiscard]] Done close_link(store::Writer&, const Acting&, const LinkId&);

// What must be known of an organisation to read answers for it; read once and kept while nothing changes.
struct Intake {
  Tenant tenant;
  std::string zone;
  std::string language;
  std::string organisation;
  bool simulation = false;
  people::Brand brand;
  people::UnitTree tree;
  std::vector<std::shared_ptr<const Instrument>> all;
  std::map<std::string, moments::Moment, std::less<>> moments;  // by id; those of customers
  std::vector<MomentId> ended_moments;
  std::map<std::string, Day, std::less<>> withdrawn;  // promises, by id, and from which day on they are no longer asked about
  std::vector<Pause> pauses;                          // where nothing new is asked
  Instant read_at;

  // Of this unit, or of one it stands under.
  [[nodiscard]] const Pause* pause_of(const UnitId&, Day) const;
  [[nodiscard]] std::shared_ptr<const Instrument> instrument(std::string_view key_or_id, std::optional<int> version = {}) const;
  [[nodiscard]] const people::Unit* unit(std::string_view id_or_code) const;
};

// A later room that keeps something of a customer as a person: asked when they ask what is known, and when they are to be
// forgotten.
struct Follower {
  std::string_view name;                                              // of its part in what is told
  std::function<std::string(store::Reader&, const PersonId&)> about;  // JSON
  std::function<Done(store::Writer&, const PersonId&)> forget;
};

struct Shelf;    // the Intakes of organisations, kept in memory
class Turnouts;  // how often pages were opened

struct Services {
  Services(store::RecordStore& store, const Clock& clock, Randomness& randomness, const people::Secrets& secrets);
  ~Services();
  store::RecordStore& store;
  const Clock& clock;
  Randomness& randomness;
  const people::Secrets& secrets;
  SealKey seal_key;  // seals the tickets of pages; made of the secrets
  std::unique_ptr<Shelf> shelf;
  Bursts bursts;
  std::unique_ptr<Turnouts> turnouts;
  std::vector<Follower> followers;                          // set before the first request
  std::int64_t upload_bytes_max = std::int64_t{512} << 20;  // of a file that is sent in; read when the routes are laid
};
[[nodiscard]] Result<std::shared_ptr<const Intake>> intake(Services&, Tenant, bool anew = false);
void intake_changed(Services&, Tenant);  // instruments, units or moments are not what they were

// The one way in.
struct Accepted {
  AnswerId id;
  std::string submission;
  bool duplicate = false;
};
// Inside the writer's transaction: new rows only; ids are given in order.
enum class Erased { none, perhaps };  // whether an answer may come again that was erased for good
[[nodiscard]] Erased erased_here(store::Reader&);
[[nodiscard]] Accepted keep_answer(store::Writer&, AnswerId, const AnswerRow&, Erased = Erased::perhaps);
// Many rows of one import, some of them written together. What is there already is left as it is: the same answer, or
// another one under the same name, which is told by its place among the rows.
struct KeptTogether {
  std::int64_t there = 0;
  std::vector<std::size_t> differ{};
  std::optional<std::int64_t> first, last;  // the numbers of those that were added
};
[[nodiscard]] KeptTogether keep_answers(store::Writer&, const std::vector<AnswerId>&, const std::vector<AnswerRow>&);
void first_answer(store::Writer&, const InstrumentId&);  // the instrument is in use from now on
// Through a page: the link's use is counted in the same transaction, and another answer of the same page is suspect.
struct PageUse {
  LinkId link;
  std::string prefix;  // with which every submission of this page begins
};
[[nodiscard]] std::string page_prefix(std::uint64_t ticket_number);
// All or nothing; `done` after COMMIT and sync.
void accept_answers(Services&, Tenant, std::vector<AnswerRow>, std::optional<PageUse> through,
                    std::function<void(Result<std::vector<Accepted>>)> done);
[[nodiscard]] Result<std::vector<Accepted>> accept_answers(Services&, Tenant, std::vector<AnswerRow>);

// After the fact.
[[nodiscard]] Result<AnswerId> correct_answer(store::Writer&, const Acting&, const Intake&, const AnswerId&, std::string_view answers_json,
                                              const std::string& reason, AnswerId id_of_correction);
[[nodiscard]] Done erase_answer(store::Writer&, const Acting&, const AnswerId&, const std::string& reason);
[[nodiscard]] int forget(store::Writer&, const Acting&, const PersonId&);  // how many answers were erased
struct AnswerNow;
void about(store::Reader&, const PersonId&, const std::function<void(const AnswerNow&)>&);  // a person's answers, oldest first
// Put back by a backup and erased again from the ledger; an id that is not there is no fault.
[[nodiscard]] Done forget_answer(store::Writer&, std::string_view id);
// An import is undone in pieces: at most `most` of its answers after `after`, where the piece before ended.
struct TakenBack {
  int answers = 0;
  std::int64_t last = 0;
};
[[nodiscard]] TakenBack take_back(store::Writer&, const ImportId&, int most, std::int64_t after = 0);

// The answers as they stand: corrections followed, erased ones left out.
struct AnswerNow {
  std::int64_t seq = 0;
  AnswerId id;
  std::string submission;
  std::string_view instrument, unit, moment, source, body;  // valid inside the callback
  int version = 1;
  Day day;
  Instant experienced_at, received_at;
  std::int32_t weight = 10000;
  std::uint32_t suspect = 0;
  bool corrected = false;
};
// In order of arrival, after `after`; the callback ends it with false.
void each_answer(store::Reader&, std::int64_t after, const std::function<bool(const AnswerNow&)>&);

// What an answer says, for the columnar copy. Question keys there: a question's own key; "KEY.VALUE" for each option of a
// multiple choice (1 chosen, 0 not); "KEY.unexpected" (1, 0) and "KEY.told" of a story (0 without words; with words 1 less,
// 2 as, 3 better, 4 no expectation), whose own key holds less, as or better; answer_itself once per answer (1 complete, 0 not). Kinds are those of the instrument, "option" and "flag" for the latter.
inline constexpr std::string_view answer_itself = "/answer";
// What an answer weighs in figures of its moment: turned back by the probability with which the moment was drawn. The
// export says it beside the weight, so that whoever recounts a file finds the same figure.
[[nodiscard]] std::int32_t weight_of_moment(std::int32_t weight, double probability);
[[nodiscard]] std::unique_ptr<store::columns::Source> facts_of(store::RecordStore&);

// Stories.
struct StoryNow {
  AnswerId id;
  std::int64_t seq = 0;
  Day day;
  UnitId unit;
  MomentId moment;
  std::optional<Expectation> expectation;
  std::optional<bool> unexpected;
  std::string text;
  std::string language;
  bool may_share = false;
  std::string telephone;
};
struct StoryFilter {
  MomentId moment;  // empty: every moment
  std::optional<Expectation> expectation;
  std::optional<std::vector<people::UnitTree::Stay>> units;  // which days of which units; none: all
  std::optional<Day> from, to;
  std::int64_t before = 0;  // sequence; 0: from the newest
  std::size_t most = 50;
  bool only_shared = false;  // what its teller said may be shared
};
// Which days of which units count under a unit, by the tree of the time: none for the whole organisation. Answers from
// before a unit was entered count where it first stood; those after its end where it last stood.
[[nodiscard]] std::optional<std::vector<people::UnitTree::Stay>> days_under(const people::UnitTree&, const std::optional<UnitId>&);
// Newest first; only those with words.
[[nodiscard]] std::vector<StoryNow> stories(store::Reader&, const StoryFilter&);
void write_story(formats::JsonWriter&, const Intake&, const StoryNow&, bool with_telephone);

// The answers as they stand, as a table or one JSON object a line; piece by piece, in constant memory.
struct ExportAsked {
  bool table = true;
  bool telephones = false;  // of those who asked to be called
  std::string instrument;   // id; empty: all
  std::optional<std::vector<people::UnitTree::Stay>> units;  // which days of which units, by the tree of the time; none: all
  std::optional<Day> from, to;
};
[[nodiscard]] http::Stream export_answers(Services&, std::shared_ptr<const Intake>, ExportAsked);

[[nodiscard]] store::Room room();
void routes(http::Router&, Services&);

// The promise overview, the figures of a moment, response: GET /overview, /moments/{id}/figures, /response.
struct OverviewServices {
  store::RecordStore& store;
  const Clock& clock;
  store::columns::ColumnStore& columns;
  Turnouts* turnouts = nullptr;
};
void overview_routes(http::Router&, OverviewServices&);

}  // namespace goud::feedback
