// What an answer told, for the rooms that follow (stories, actions): words, an expectation, a low score, a wish to be
// called. They walk the change log from where they were, so nothing is missed and nothing is taken twice.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feedback/answer.hpp"
#include "people/people.hpp"
#include "store/store.hpp"

namespace goud::feedback {

struct Told {
  AnswerId answer;
  std::int64_t seq = 0;
  Day day;
  Instant received_at;
  Source source = Source::page;
  UnitId unit;
  MomentId moment;
  std::optional<PersonId> person;  // a known customer
  std::string language;
  std::optional<Expectation> expectation;
  std::optional<bool> unexpected, intention;  // intention: said that they would tell it on
  std::string words;                          // empty: none
  bool may_share = false;
  std::string telephone, email;               // how they want to be answered
  bool ask_again = false;                     // may be asked after two weeks whether it was told on
  std::optional<int> recommend;               // 0..10, of the same answer
  bool not_kept = false;                      // a promise of the moment was not
};
struct Change {
  std::int64_t change = 0;          // place in the change log
  enum class Kind { added, corrected, gone } kind = Kind::added;  // gone: erased or undone
  AnswerId answer;
  std::optional<Told> told;         // nothing where it told nothing, or is gone
};
// What a known customer answered without a story comes along too, without words: they were here.
// At most `most` entries of the change log after `after`, in order; gives the place of the last one looked at (`after` where there was none).
[[nodiscard]] std::int64_t changes_heard(store::Reader&, std::int64_t after, std::size_t most, const std::function<void(const Change&)>&);
[[nodiscard]] std::optional<Told> told(store::Reader&, const AnswerId&);

// A unit's pages ask nothing new while too much of what was told there is unanswered (actions/ decides; the page says so,
// and who wants to tell something still can).
[[nodiscard]] Done pause_asking(store::Writer&, const UnitId&, Day since, int unanswered);
[[nodiscard]] Done resume_asking(store::Writer&, const UnitId&);
struct Pause {
  UnitId unit;
  Day since;
  int unanswered = 0;
};
[[nodiscard]] std::vector<Pause> pauses(store::Reader&);

// What a teller can come back to: /v/CODE, made of the answer's id under the installation's key; no table holds it.
[[nodiscard]] std::string teller_code(const people::Secrets&, Tenant, const AnswerId&);
struct TellerDoor {
  Tenant tenant;
  AnswerId answer;
};
[[nodiscard]] std::optional<TellerDoor> teller_door(const people::Secrets&, std::string_view code);

}  // namespace goud::feedback
