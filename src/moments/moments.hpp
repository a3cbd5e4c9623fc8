// The journeys of customers and of employees: stages See, Think, Do, Care, and the moments on them in order. Do is the
// deal; Care is all that follows. A stage or moment may have an owner role; one without says so. Promises are placed
// at moments here.
// Always true: a promise stands at no more than one moment, of its own audience; an ended moment keeps its past.
// Who decides: the pure functions below.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/clock.hpp"
#include "kernel/ids.hpp"
#include "kernel/random.hpp"
#include "kernel/text.hpp"
#include "moments/cards.hpp"
#include "promises/promises.hpp"
#include "store/store.hpp"

namespace goud::moments {

using promises::Acting;
using promises::Audience;

enum class Stage { see, think, do_, care };
inline constexpr std::array<Stage, 4> stages_in_order = {Stage::see, Stage::think, Stage::do_, Stage::care};
[[nodiscard]] std::string_view name_of(Stage);
[[nodiscard]] std::optional<Stage> stage_from(std::string_view);
[[nodiscard]] bool channel_known(std::string_view);  // web phone mail on_site app paper other

struct StageOfJourney {
  Stage stage = Stage::see;
  Text name;
  std::optional<std::string> owner_role;  // none: nobody looks after this stage, and the screens say so
  bool operator==(const StageOfJourney&) const = default;
};

struct Moment {
  MomentId id;
  JourneyId journey;
  Stage stage = Stage::care;
  int position = 0;  // within the journey's stage, from 0
  Text name;
  std::optional<std::string> channel;
  std::optional<std::string> owner_role;
  bool key = false;  // one of the moments that decide
  std::optional<Day> ended;
  std::vector<PromiseId> promises;  // in order
  int revision = 1;
  bool operator==(const Moment&) const = default;
};

struct Journey {
  JourneyId id;
  Audience audience = Audience::customer;
  Text name;
  std::vector<StageOfJourney> stages;  // the four, in order
  std::vector<Moment> moments;         // by stage and position, ended ones last of their stage
  int revision = 1;
};

// Decisions.
struct MomentDraft {
  Stage stage = Stage::care;
  Text name;
  std::optional<std::string> channel;
  std::optional<std::string> owner_role;
  bool key = false;
  std::optional<int> position;  // none: behind the others of its stage
};
struct MomentChange {
  std::optional<Stage> stage;
  std::optional<Text> name;
  std::optional<std::optional<std::string>> channel;     // present and empty: taken away
  std::optional<std::optional<std::string>> owner_role;  // the same
  std::optional<bool> key;
  std::optional<int> position;
};
[[nodiscard]] Result<Moment> make(const Journey&, MomentId, const MomentDraft&);
[[nodiscard]] Result<Moment> change(Moment, const MomentChange&);
// The journey's open moments of a stage with one of them put at a place: who stands where from now on.
[[nodiscard]] std::vector<std::pair<MomentId, int>> order_with(const Journey&, const Moment&);
// Which promises may stand at this moment, as asked: known, of the audience, each once, not withdrawn.
[[nodiscard]] Result<std::vector<PromiseId>> place(const Journey&, const Moment&, const std::vector<PromiseId>& asked,
                                                   const std::vector<promises::Promise>& known);
[[nodiscard]] Journey default_journey(Audience);  // without ids and moments: See, Think, Do, Care with their names

// What is kept.
[[nodiscard]] std::vector<Journey> journeys(store::Reader&);  // employees' journeys first
[[nodiscard]] std::optional<Journey> journey(store::Reader&, const JourneyId&);
[[nodiscard]] std::optional<Moment> moment(store::Reader&, const MomentId&);
[[nodiscard]] std::optional<MomentId> moment_of(store::Reader&, const PromiseId&);

[[nodiscard]] Result<Journey> add_journey(store::Writer&, const Acting&, const JourneyId&, Audience, const Text& name);
// Both journeys of a new organisation; does nothing where a journey exists.
[[nodiscard]] Done begin(store::Writer&, const Acting&, const Clock&, Randomness&);
[[nodiscard]] Result<Journey> rename(store::Writer&, const Acting&, const JourneyId&, const Text& name, int revision);
struct StageChange {
  std::optional<Text> name;
  std::optional<std::optional<std::string>> owner_role;  // present and empty: nobody looks after it any more
};
[[nodiscard]] Result<Journey> change_stage(store::Writer&, const Acting&, const JourneyId&, Stage, const StageChange&,
                                           int revision);
[[nodiscard]] Result<Moment> add(store::Writer&, const Acting&, const JourneyId&, const MomentId&, const MomentDraft&);
[[nodiscard]] Result<Moment> change(store::Writer&, const Acting&, const MomentId&, const MomentChange&, int revision);
[[nodiscard]] Result<Moment> end(store::Writer&, const Acting&, const MomentId&);
[[nodiscard]] Result<Moment> reopen(store::Writer&, const Acting&, const MomentId&);
// Takes the promises away from where they stood.
[[nodiscard]] Result<Moment> place(store::Writer&, const Acting&, const MomentId&, const std::vector<PromiseId>&,
                                   std::optional<int> revision);

// What happened around a moment, for whoever reads its course: a day and a sentence.
struct Annotation {
  std::string id;
  Day day;
  std::string text;
  int revision = 1;
};
struct AnnotationThere {
  MomentId moment;
  Annotation annotation;
};
struct AnnotationChange {
  std::optional<Day> day;
  std::optional<std::string> text;
};
[[nodiscard]] std::vector<Annotation> annotations(store::Reader&, const MomentId&);
[[nodiscard]] std::optional<AnnotationThere> annotation(store::Reader&, std::string_view id);
[[nodiscard]] Result<Annotation> annotate(store::Writer&, const Acting&, const MomentId&, Annotation);
// That it was changed stands in the moment's history; its words do not.
[[nodiscard]] Result<Annotation> change_annotation(store::Writer&, const Acting&, std::string_view id,
                                                   const AnnotationChange&, int revision);
[[nodiscard]] Done remove_annotation(store::Writer&, const Acting&, std::string_view id);

[[nodiscard]] store::Room room();

struct Services {
  store::RecordStore& store;
  const Clock& clock;
  Randomness& randomness;
};
void routes(http::Router&, Services&);

}  // namespace goud::moments
