// From a filter to a figure someone may see: filter -> counts -> floor -> estimate. The only maker of Published values.
// Always true: a figure carries n and an interval, or a reason; a promise's answers are judged by the promise of their
// own day; where several units count together the interval knows that answers of one unit resemble each other; where
// the volumes of all of them are known, units count by volume, and the figure says which of the two it did.
// Who decides: measures (docs/methods) and stats/; nothing is divided outside stats/.
// Employees' answers do not pass here as facts: release.hpp makes sums of them once, released.hpp what is said of those.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "figures/published.hpp"
#include "figures/release.hpp"
#include "formats/json.hpp"
#include "kernel/clock.hpp"
#include "kernel/fault.hpp"
#include "kernel/ids.hpp"
#include "kernel/tenant.hpp"
#include "stats/against_norm.hpp"
#include "stats/driver_map.hpp"
#include "stats/estimate.hpp"
#include "stats/mean.hpp"
#include "stats/nps.hpp"
#include "stats/share.hpp"
#include "stats/verdict.hpp"
#include "store/columns/columns.hpp"

namespace goud::figures {

using store::columns::State;
using store::columns::Step;

struct Window {
  std::optional<Day> from, to;  // both included; none: without end
  bool operator==(const Window&) const = default;
};
// The same number of days just before; none for a window without ends.
[[nodiscard]] std::optional<Window> before(const Window&);

// A unit as far as its days count: reports use the tree of the time.
struct UnitStay {
  UnitId unit;
  std::optional<Day> from{}, until{};  // until: the first day that no longer counts
};

struct Filter {
  Tenant tenant;
  Window period;
  std::optional<std::vector<UnitStay>> units;  // none: all of the organisation
  bool with_suspects = true;
  bool caught_up = false;  // a later question of the same page: as of its first one
};

struct QuestionName {
  std::string instrument, key;
  std::string moment{};  // only what was said about this moment; empty: about any, or the whole visit
  auto operator<=>(const QuestionName&) const = default;
};

// ---- counting: one question to the columns, then as many figures as wanted

struct Wanted {
  std::vector<QuestionName> questions{};
  Step step = Step::none;
  std::vector<Day> cuts{};  // days on which something begins (a version, a period); any order
};

// Whole numbers of a filter, ready to be summed between any two cuts.
class Counts {
 public:
  using Rows = std::vector<store::columns::Count>;
  Counts(std::shared_ptr<const store::columns::Names>, Rows, std::vector<Day> cuts, Window counted, Step step);

  // Every row of a question whose days lie inside the window, of one step when given. A window edge that is no cut is
  // our own mistake and throws.
  template <class Fn>
  void each(const QuestionName& name, const Window& window, std::optional<Day> step, Fn fn) const {
    const auto id = names_->question(name.instrument, name.key);
    if (!id) return;
    const auto [low, high] = segments(window);
    const auto range = rows_of(*id, step);
    const auto moment = name.moment.empty() ? std::optional<std::int32_t>() : names_->moment(name.moment).value_or(-1);
    for (const auto* row = range.first; row != range.second; ++row)
      if ((!moment || row->moment == *moment) && row->segment >= low && row->segment <= high) fn(*row);
  }
  [[nodiscard]] const store::columns::Names& names() const { return *names_; }
  // Place of a unit in the order of ids: sums over units come out the same to the last bit, whatever numbers a copy
  // that was made anew gave them.
  [[nodiscard]] std::int64_t place_of(std::int32_t unit) const { return places_.at(static_cast<std::size_t>(unit)); }
  [[nodiscard]] const std::string& unit_at(std::int64_t place) const { return names_->units.at(static_cast<std::size_t>(units_.at(static_cast<std::size_t>(place)))); }
  [[nodiscard]] std::vector<Day> steps() const;  // the steps that have rows, in order
  [[nodiscard]] Step step() const { return step_; }
  [[nodiscard]] std::optional<std::int32_t> question(const QuestionName& name) const { return names_->question(name.instrument, name.key); }

 private:
  [[nodiscard]] std::pair<int, int> segments(const Window&) const;
  [[nodiscard]] std::pair<const store::columns::Count*, const store::columns::Count*> rows_of(std::int32_t question, std::optional<Day> step) const;
  std::shared_ptr<const store::columns::Names> names_;
  Rows rows_;
  std::vector<std::int64_t> places_;    // unit number -> place
  std::vector<std::int32_t> units_;     // place -> unit number
  std::vector<Day> cuts_;
  Window counted_;
  Step step_ = Step::none;
};

// Catches up first. Counts the filter's period, or more where `also` is wider (for the period before).
[[nodiscard]] Result<Counts> count(store::columns::ColumnStore&, const Filter&, const Wanted&,
                                   std::optional<Window> also = std::nullopt);
// Last day of the week or month that begins on this day.
[[nodiscard]] Day last_of(Step, Day first);

// ---- what may be said

enum class Unit { share, points, mean, correlation };

struct Estimate {
  stats::Outcome outcome = stats::unsaid(stats::Reason::not_asked, 0);  // score: -1..1 here, points when shown
  Unit unit = Unit::share;
  double level = stats::level_default;
};

enum class Proof { asked, recorded, received, derived };
[[nodiscard]] std::string_view name_of(Proof);

// A stretch of days in which one version of a promise and one proof judge the answers.
struct Judgement {
  Day from;
  std::optional<Day> to;  // included; none: until now
  int meaning = 1;        // the version of the promise's words: answers to other words are not added up with these
  stats::Norm norm;
  Proof proof = Proof::asked;
  bool proposal = false;
  std::vector<QuestionName> questions;
  std::vector<std::string> kept, not_kept, not_applicable;  // values: options by name, points and scores as digits
};

// All stretches of one promise, by day; empty when it has no proof.
using Judged = std::vector<Judgement>;
void want(Wanted&, const Judged&);  // its questions, and the days on which its stretches begin and end

enum class Weighting { by_answer, by_volume };
using Volumes = std::map<std::string, std::int64_t>;  // by unit id

struct Kept {
  Estimate estimate;
  std::int64_t kept = 0, not_kept = 0, not_applicable = 0, skipped = 0;  // answers
  stats::NormState state = stats::NormState::not_asked;
  stats::Norm norm;               // what it was held against; answers of several norms: their mean, by answer
  stats::ShownAs shown_as = stats::ShownAs::count;
  Proof proof = Proof::asked;
  bool proposal = false;
  Weighting weighting = Weighting::by_answer;
  double short_of = 0;            // norm minus upper limit, 0 where it is reached
  std::optional<Day> since;       // first day judged by these words, when that lies inside the window
  bool norm_changed = false;      // within the window
  std::int64_t units = 0;         // that have answers
  double weight_heard = 0;        // kept and not kept, by weight: a drawn moment brought back to all who met it
  int meaning = 0;                // of the words that were judged; only figures of one meaning compare
};

[[nodiscard]] Published<Kept> kept(const Counts&, const Judged&, const Window&, const Volumes& = {},
                                   std::optional<Day> step = std::nullopt);
// Each unit that has answers on its own, by id.
[[nodiscard]] std::vector<std::pair<UnitId, Published<Kept>>> kept_by_unit(const Counts&, const Judged&, const Window&);
// What cannot be said because nothing was asked: employees' promises here, promises without proof.
[[nodiscard]] Published<Kept> kept_not_asked(const stats::Norm&);

// Share of the answers to a question that are one of these values.
[[nodiscard]] Published<Estimate> share(const Counts&, const std::vector<QuestionName>&, const std::vector<std::string>& values,
                                        const Window&, std::optional<Day> step = std::nullopt);
[[nodiscard]] Published<Estimate> mean(const Counts&, const std::vector<QuestionName>&, const Window&,
                                       std::optional<Day> step = std::nullopt);
[[nodiscard]] Published<Estimate> score(const Counts&, const std::vector<QuestionName>&, const Window&,
                                        std::optional<Day> step = std::nullopt);  // net promoter score
// So many of a number that was counted in the record store (follow-ups called in time of all that were heard).
[[nodiscard]] Published<Estimate> counted(std::int64_t hits, std::int64_t of);
// a minus b, of the same unit.
[[nodiscard]] Published<Estimate> difference(const Published<Estimate>& a, const Published<Estimate>& b);
[[nodiscard]] Published<Estimate> difference(const Published<Kept>& a, const Published<Kept>& b);
// Change per step of a promise's kept share over the window.
[[nodiscard]] Published<Estimate> trend(const Counts&, const Judged&, const Window&);

// Days on which something was reported at a place against the same weekdays on which nothing was, inside that place.
struct PlaceDays {
  std::vector<UnitId> units;  // of the place: their answers
  std::vector<Day> days;      // on which it was reported
};
struct Dip {
  Estimate with, without, difference;  // kept shares, over the same places and weekdays; with minus without
  std::int64_t days = 0;               // with a report and answers
};
// Fewer than these, and it is not said.
constexpr std::int64_t dip_days_least = 5, dip_answers_least = 30;  // answers: on either side
void want_days(Wanted&, const Window&);                             // cut at each of its days
[[nodiscard]] Published<Dip> dip(const Counts&, const Judged&, const Window&, const std::vector<PlaceDays>&);

// A plain count of answers needs no interval; it needs its base, which the name of the key says.
[[nodiscard]] Published<std::int64_t> answers(const Counts&, const std::vector<QuestionName>&, const std::vector<std::string>& values,
                                              const Window&);

// What the answers to these questions weigh together, in answers. No figure: to rank and to scale by.
[[nodiscard]] double weight(const Counts&, const std::vector<QuestionName>&, const Window&);

// Who saw these questions, and who said something to them (not applicable is something). A guest who was asked several
// of one instrument is one guest: of each instrument the question that most saw counts.
struct Response {
  Published<std::int64_t> started, finished;
};
[[nodiscard]] Response response(const Counts&, const std::vector<QuestionName>&, const Window&);
// Answers that say one of these values to a question and were not kept this promise, within the filter.
[[nodiscard]] Result<Published<std::int64_t>> answers_both(store::columns::ColumnStore&, const Filter&, const std::vector<QuestionName>&,
                                                           const std::vector<std::string>& values, const Judgement& not_kept_by);

// ---- which ratings go with an outcome, among answers that say all of them

struct Rated {
  QuestionName question;
  stats::Interval scale;                        // its ends
  std::vector<std::string> kept{}, not_kept{};  // values that become 1 and 0; both empty: the number itself
  bool here = false;  // about the moment that is looked at: an answer without any such rating does not count
};
struct Driver {
  std::size_t rating = 0;                                      // place among those asked for
  std::int64_t answered = 0, skipped = 0, not_applicable = 0;  // of the answers that count
  std::optional<double> share;                                 // of R2
  Estimate coefficient, performance;
  std::optional<stats::MapPlace> place;
};
struct Drivers {
  enum class Why { said, no_outcome, nobody, one_rating, too_few, no_spread, not_identified };
  Why why = Why::nobody;
  std::int64_t answers = 0;  // with the outcome and a rating here
  std::int64_t n = 0;        // of these, complete: all that counts below
  std::int64_t needed = 0;
  double r2 = 0;
  bool tells = false;  // the ratings together tell something of the outcome (F, 5 %)
  std::optional<double> performance_line, share_line;
  std::vector<Driver> drivers;   // the heaviest first
  std::vector<Driver> rare;      // rated in under half of the answers: left out, so that the others can be compared
  std::vector<Driver> constant;  // always the same answer
  std::vector<Driver> beyond;    // more than drivers_at_once
  std::int64_t apart = 0;        // ratings that were not asked together with these
};
constexpr std::size_t drivers_at_once = 16;
// Complete answers of the filter, by weight.
[[nodiscard]] Result<Published<Drivers>> drivers(store::columns::ColumnStore&, const Filter&,
                                                 const std::optional<Rated>& outcome, const std::vector<Rated>&);

// ---- linkage: two measures of the same units, over periods

struct UnitRow {
  std::int32_t unit = 0;    // numbered from 0
  std::int64_t period = 0;  // numbered evenly
  std::optional<double> x{}, y{};
  std::optional<std::int64_t> x_n{}, y_n{};
};
struct LinkageAsked {
  std::vector<UnitRow> rows;                    // one a unit and period
  std::int64_t lag = 1;                         // y so many periods after x; 0: the same period
  bool x_is_share = false, y_is_share = false;  // then a value with n has an interval
  // p-values of all pairs that were searched, this one among them; empty: declared before the values came in.
  std::vector<std::optional<double>> searched{};
  std::size_t place = 0;  // of this pair among them
};
struct Linkage {
  struct Point {
    std::int32_t unit = 0;
    double x = 0, y = 0;  // means of its periods
    std::optional<stats::Interval> x_interval{}, y_interval{};
    std::int64_t periods = 0;
  };
  struct Height {
    double x = 0, value = 0;
    std::optional<stats::Interval> interval{};
  };
  stats::Claim claim = stats::Claim::too_few;
  int sign = 0;  // of what is supported
  std::int64_t units = 0, pairs = 0, values = 0, values_with_n = 0;
  Estimate between{.unit = Unit::correlation};  // units' means; n counts units
  Estimate forward{.unit = Unit::correlation},
      backward{.unit = Unit::correlation};  // inside units, over time; n counts pairs
  std::int64_t forward_units = 0, backward_units = 0;
  Estimate without{.unit = Unit::correlation};  // between, without the unit that changes it most
  std::optional<std::int32_t> one{};            // that unit
  bool hangs_on_one = false, levels_differ = false, found_by_chance = false;
  std::optional<double> p{}, p_adjusted{};  // of between; adjusted for searching
  std::int64_t searched = 0;
  std::vector<Point> points;
  std::vector<Height> line;  // over the width of the points
};
constexpr std::int64_t pairs_for_a_claim = stats::units_for_a_claim, units_for_a_link = stats::groups_for_a_claim;
// The claim asks both: units' means go together, and so they do inside units over time, where periods' means are taken
// out first so that a season of all units is no link. Never supported where it hangs on one unit or on having searched.
[[nodiscard]] Published<Linkage> linkage(const LinkageAsked&);
// Of the units' means; to correct for searching.
[[nodiscard]] std::optional<double> linkage_p(const LinkageAsked&);

// The only serialisers.
void to_json(formats::JsonWriter&, const Published<Estimate>&);
void to_json(formats::JsonWriter&, const Published<Kept>&);
void to_json(formats::JsonWriter&, const Published<std::int64_t>&);
void fields_to_json(formats::JsonWriter&, const Published<Dip>&);  // into the object that is open
// All but the lists of ratings, into the object that is open; and one of a list, into its own.
void fields_to_json(formats::JsonWriter&, const Published<Drivers>&);
void fields_to_json(formats::JsonWriter&, const Published<Drivers>&, const Driver&);
// All but the points, into the object that is open; and one of the points, into its own.
void fields_to_json(formats::JsonWriter&, const Published<Linkage>&);
void fields_to_json(formats::JsonWriter&, const Published<Linkage>&, const Linkage::Point&);

}  // namespace goud::figures
