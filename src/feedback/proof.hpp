// The proof of a promise: which question says whether it was kept, and which answers count as kept.
// Always true: a proof is fixed before the first answer it judges; once there are answers, another proof takes over
// from a later day and the earlier one keeps judging its own days. A derived proof (a threshold on a score) is a
// proposal until a person confirms it, and is called derived for good.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feedback/instrument.hpp"
#include "kernel/clock.hpp"
#include "kernel/fault.hpp"
#include "kernel/ids.hpp"

namespace goud::feedback {

enum class ProofKind { asked, derived };
[[nodiscard]] std::string_view name_of(ProofKind);

struct ProofVersion {
  int version = 1;
  ProofKind kind = ProofKind::asked;
  InstrumentId instrument;  // empty: every instrument that asks this question
  std::string question_key;
  std::vector<std::string> kept, not_kept, not_applicable;  // values as text: "yes", "4"
  bool proposal = false;
  Day from;
  bool operator==(const ProofVersion&) const = default;
};

struct Proof {
  PromiseId promise;
  std::vector<ProofVersion> versions;  // at least one, by day
  [[nodiscard]] const ProofVersion& latest() const { return versions.back(); }
  [[nodiscard]] const ProofVersion* on(Day) const;  // nothing before the first
};

struct ProofDraft {
  ProofKind kind = ProofKind::asked;
  InstrumentId instrument;
  std::string question_key;
  std::vector<std::string> kept, not_kept, not_applicable;
  bool proposal = false;
};

// What has to be known of the question a proof leans on: any instrument version that asks it.
struct Asked {
  const Question* question = nullptr;
  bool answered = false;  // the instrument has answers
};

// `before` nothing: the first proof, from the promise's own first day. With answers under the proof there is: a new
// version from `today`; without: the proof is written anew.
[[nodiscard]] Result<ProofVersion> prove(const std::optional<Proof>& before, bool before_answered, const ProofDraft&, const Asked&,
                                         const PromiseId&, Day promise_from, Day today);
[[nodiscard]] Result<ProofVersion> confirm(const Proof&);
// The proof a promise question carries within itself.
[[nodiscard]] ProofDraft proof_of(const InstrumentId&, const Question&);

}  // namespace goud::feedback
