// One answer, before and after it was looked at. A draft says what somebody gave; look_at() decides whether it may be
// kept and writes the one row that is. Pure: page, interface, import and simulator all come through here.
// Always true of a row: every value lies on its question's scale; answered, skipped and not applicable are told apart,
// and a question that is not in the body was not shown; a weight is 1e-4..100 in whole ten-thousandths.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feedback/instrument.hpp"
#include "kernel/clock.hpp"
#include "kernel/fault.hpp"
#include "kernel/ids.hpp"

namespace goud::feedback {

enum class Source { page, api, import, demo };
[[nodiscard]] std::string_view name_of(Source);

enum class Expectation : std::uint8_t { less, as, better };
[[nodiscard]] std::string_view name_of(Expectation);
[[nodiscard]] std::optional<Expectation> expectation_from(std::string_view);

struct StoryGiven {
  std::optional<Expectation> expectation;
  std::optional<bool> unexpected;
  std::string text;
  std::optional<bool> intention;  // whether they will tell it on
  bool may_share = false;
  std::string telephone;   // empty: no call wanted
  std::string email;       // empty: no mail wanted
  bool ask_again = false;  // may be asked by mail, after two weeks, whether it was told on
};

struct Given {
  enum class State : std::uint8_t { not_shown, answered, skipped, not_applicable };
  State state = State::not_shown;
  std::int32_t number = 0;      // score and scale: the value; choice, yes_no_na, promise: the place of the option
  std::vector<int> many{};      // multiple: places of options
  std::string text{};           // text
  std::shared_ptr<StoryGiven> story{};

  static Given skipped() { return {State::skipped}; }
  static Given value(std::int32_t v) { return {State::answered, v}; }
};

// Why an answer may not be what it seems: bits. Figures are shown with and without.
// 1 is of answers from before a page gave one only.
enum Suspect : std::uint32_t { same_page = 1, too_fast = 2, burst = 4 };

struct AnswerDraft {
  std::string submission;  // the giver's own name for it: the same twice is one answer
  UnitId unit;
  MomentId moment;         // drawn or named; empty: the visit as a whole
  double probability = 1;  // with which the moment was drawn
  std::optional<Instant> experienced_at;
  std::optional<Day> experienced_day;  // where only the day is known
  std::string language = "nl";
  std::string person_key;  // the customer's own key; empty: nobody is known
  std::int32_t weight = 10000;
  std::uint32_t suspect = 0;
  std::vector<Given> answers;  // by place of the question in the instrument
};

struct AnswerRow {
  std::string submission;
  InstrumentId instrument;
  int version = 1;
  UnitId unit;
  MomentId moment;
  Day day;
  Instant experienced_at;
  Instant received_at;
  Source source = Source::page;
  ImportId import_id;
  std::string person_key;  // never kept: becomes a person under the installation's secret
  std::optional<PersonId> person;
  std::int32_t weight = 10000;
  std::uint32_t suspect = 0;
  bool told = false;  // a story in words is in it
  std::string body;
};

struct Received {
  Instant at;
  std::string_view zone;
  Source source = Source::page;
  ImportId import_id{};
};

// Field paths are "unit", "answers.KEY", …; a caller of a batch puts "answers[3]." before them.
[[nodiscard]] Result<AnswerRow> look_at(const Instrument&, const AnswerDraft&, const Received&);

// The body alone, of answers that were looked at.
[[nodiscard]] std::string body_of(const Instrument&, const AnswerDraft&);
// Back from a body; what it does not know (an older form) is left out.
struct Kept {
  std::string language;
  MomentId drawn;
  double probability = 1;
  std::vector<Given> answers;
};
[[nodiscard]] Result<Kept> read_body(const Instrument&, std::string_view body);

}  // namespace goud::feedback
