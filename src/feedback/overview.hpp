// The promise overview and the figures of one moment: what was asked of a page, read together, counted once and said.
// Always true: every figure on these pages comes out of figures/; a unit manager's question is about their own branch;
// a page and its sentence are made of the same figures.
// Who decides: figures/ what may be said; here only which promise is a moment's weakest and which broken one is biggest.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "feedback/feedback.hpp"
#include "feedback/turnout.hpp"
#include "figures/figures.hpp"
#include "people/people.hpp"

namespace goud::feedback {

// What is promised and asked, as it stands now: all that a page needs besides counts.
struct Picture {
  struct Promised {
    promises::Promise promise;
    std::optional<Proof> proof;
    figures::Judged judged;
    const moments::Moment* moment = nullptr;
  };
  struct Around {  // what is asked around one moment
    std::vector<figures::QuestionName> stories, told, scales;
    std::vector<int> tops{};  // the highest answer of each of the scales
  };
  people::Organisation organisation;
  people::UnitTree tree;
  std::vector<moments::Journey> journeys;
  std::vector<Promised> promised;  // those placed at a moment
  int unplaced = 0;
  std::map<std::string, Around> around;  // by moment
  std::vector<figures::QuestionName> recommend, answers;
  struct Outcome {  // what it is all for
    figures::QuestionName question;
    Text text;
    std::vector<std::string> reached;
  };
  std::vector<Outcome> outcomes;
  figures::Volumes volumes;

  [[nodiscard]] const Promised* find(const PromiseId&) const;
};
[[nodiscard]] std::unique_ptr<const Picture> picture(store::Reader&);
[[nodiscard]] bool about_recommending(std::string_view question_key);

// Days on which a promise's version and its proof judge together; empty without proof, and for employees' promises,
// whose answers take another road.
[[nodiscard]] figures::Judged judged(const promises::Promise&, const std::optional<Proof>&,
                                     const std::vector<std::shared_ptr<const Instrument>>&);

// Who asks what, after it was looked at.
struct PageQuestion {
  figures::Filter filter;
  std::optional<UnitId> unit;          // asked for, or a unit manager's own
  std::vector<UnitId> units;           // all that are seen, of all times
  Day today;
  std::string language;
  figures::Step step = figures::Step::none;  // of a course
  bool all_stories = false;  // else only those that may be shared
};
[[nodiscard]] Result<PageQuestion> page_question(const http::Request&, const Picture&, Instant now);
// A unit by its id, or else by its code.
[[nodiscard]] UnitId unit_named(const people::UnitTree&, std::string_view);
[[nodiscard]] std::optional<std::vector<figures::UnitStay>> stays_of(const people::UnitTree&,
                                                                     const std::optional<UnitId>&);
// The other group of ?unit=…&compare=…: one that the caller may see and that shares no answers with the first.
struct Compared {
  UnitId unit;
  figures::Filter filter;
};
[[nodiscard]] Result<std::optional<Compared>> compared_with(const http::Request&, const Picture&, const PageQuestion&);
// Weeks up to half a year, then months.
[[nodiscard]] figures::Step step_for(const figures::Window&);
// Of a moment's courses: what was asked for wins.
[[nodiscard]] Result<figures::Step> course_step(const http::Request&, const PageQuestion&);

// The place of the biggest broken promise: (norm − upper limit) × people; where nothing is broken, of what is below its
// norm; none where nothing is.
struct Ranked {
  const figures::Kept* kept = nullptr;
  std::int64_t people = 0;
};
[[nodiscard]] std::optional<std::size_t> biggest_broken(const std::vector<Ranked>&);
// Guests a promise touched in so many days: those of the volume, times the part of all answers (by weight) it applied to.
[[nodiscard]] std::int64_t people_by_volume(std::int64_t guests_a_year, std::int64_t days, double weight_heard, double weight_answers);

[[nodiscard]] Result<std::string> overview_json(store::columns::ColumnStore&, const Picture&, const PageQuestion&, Instant now);
// Stories and annotations are read beside it: they are texts, not figures.
struct MomentTexts {
  std::vector<StoryNow> stories;
  std::vector<moments::Annotation> annotations;
};
[[nodiscard]] Result<std::string> moment_json(store::columns::ColumnStore&, const Picture&, const PageQuestion&,
                                              const moments::Moment&, const MomentTexts&,
                                              const std::optional<Compared>& = std::nullopt);
// `pages`: how often pages of these links were opened and answered.
[[nodiscard]] Result<std::string> response_json(store::columns::ColumnStore&, const Picture&, const PageQuestion&, const std::vector<Turnout>& pages);

}  // namespace goud::feedback
