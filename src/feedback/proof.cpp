#include "feedback/proof.hpp"

#include <algorithm>
#include <set>

namespace goud::feedback {
namespace {

bool value_on(const Question& question, std::string_view value) {
  switch (question.kind) {
    case QuestionKind::score:
    case QuestionKind::scale: {
      const int low = question.kind == QuestionKind::score ? 0 : 1;
      const int high = question.kind == QuestionKind::score ? 10 : static_cast<int>(question.points.size());
      for (int v = low; v <= high; ++v) {
        if (std::to_string(v) == value) return true;
      }
      return false;
    }
    case QuestionKind::choice:
    case QuestionKind::promise:
    case QuestionKind::yes_no_na: return question.option_index(value).has_value();
    default: return false;
  }
}

}  // namespace

std::string_view name_of(ProofKind kind) { return kind == ProofKind::asked ? "asked" : "derived"; }

const ProofVersion* Proof::on(Day day) const {
  const ProofVersion* found = nullptr;
  for (const auto& version : versions) {
    if (version.from <= day) found = &version;
  }
  return found;
}

Result<ProofVersion> prove(const std::optional<Proof>& before, bool before_answered, const ProofDraft& draft, const Asked& asked,
                           const PromiseId& promise, Day promise_from, Day today) {
  std::vector<FieldFault> wrong;
  if (asked.question == nullptr) {
    wrong.push_back({"question_key", "feedback.proof.question_unknown"});
  } else {
    const auto& question = *asked.question;
    using K = QuestionKind;
    const bool countable = question.kind != K::text && question.kind != K::story && question.kind != K::multiple;
    if (!countable) wrong.push_back({"question_key", "feedback.proof.question_kind"});
    const bool is_asked = question.kind == K::promise && question.promise == promise;
    if (draft.kind == ProofKind::asked && !is_asked) wrong.push_back({"kind", "feedback.proof.not_asked"});
    if (draft.kind == ProofKind::derived && question.kind == K::promise && question.promise != promise) {
      wrong.push_back({"question_key", "feedback.proof.other_promise"});
    }
    if (draft.kept.empty()) wrong.push_back({"kept", "feedback.proof.kept_missing"});
    if (draft.not_kept.empty()) wrong.push_back({"not_kept", "feedback.proof.not_kept_missing"});
    std::set<std::string> seen;
    const std::pair<const char*, const std::vector<std::string>*> lists[] = {
        {"kept", &draft.kept}, {"not_kept", &draft.not_kept}, {"not_applicable", &draft.not_applicable}};
    for (const auto& [name, values] : lists) {
      for (std::size_t i = 0; i < values->size(); ++i) {
        const auto path = std::string(name) + "[" + std::to_string(i) + "]";
        if (countable && !value_on(question, (*values)[i])) wrong.push_back({path, "feedback.proof.value_unknown", {{"value", (*values)[i]}}});
        if (!seen.insert((*values)[i]).second) wrong.push_back({path, "feedback.proof.value_twice", {{"value", (*values)[i]}}});
      }
    }
  }
  if (!wrong.empty()) return tl::unexpected<Fault>(Fault{FaultKind::invalid, "fault.fields", std::move(wrong), {}});

  ProofVersion made;
  made.kind = draft.kind;
  made.instrument = draft.instrument;
  made.question_key = draft.question_key;
  made.kept = draft.kept;
  made.not_kept = draft.not_kept;
  made.not_applicable = draft.not_applicable;
  made.proposal = draft.kind == ProofKind::derived && draft.proposal;
  // Which answers count as kept is fixed before the first of them. A threshold on a score may be laid over the past: it is
  // called derived for good.
  made.from = draft.kind == ProofKind::asked && asked.answered ? std::max(promise_from, today) : promise_from;
  if (before) {
    const auto& latest = before->latest();
    // What was not answered yet, or was put in place today, judges nothing: it is written anew.
    const bool anew = !before_answered || latest.from >= today;
    made.version = anew ? latest.version : latest.version + 1;
    made.from = anew ? latest.from : today;
  }
  return made;
}

Result<ProofVersion> confirm(const Proof& proof) {
  ProofVersion latest = proof.latest();
  if (!latest.proposal) return refuse(FaultKind::conflict, "feedback.proof.no_proposal");
  latest.proposal = false;
  return latest;
}

ProofDraft proof_of(const InstrumentId& instrument, const Question& question) {
  return {ProofKind::asked, instrument, question.key, question.kept, question.not_kept, question.not_applicable, false};
}

}  // namespace goud::feedback
