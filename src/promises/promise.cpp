#include <algorithm>
#include <cmath>

#include "promises/promises.hpp"

namespace goud::promises {
namespace {

constexpr std::size_t text_bytes_max = 600;

void look_at_text(const Text& text, std::vector<FieldFault>& wrong) {
  if (text.empty()) wrong.push_back({"text", "promises.text.missing"});
  if (text.nl.size() > text_bytes_max) wrong.push_back({"text.nl", "promises.text.too_long"});
  if (text.en.size() > text_bytes_max) wrong.push_back({"text.en", "promises.text.too_long"});
}

void look_at_lines(double norm, double red_line, std::vector<FieldFault>& wrong) {
  if (!(norm > 0 && norm <= 1)) wrong.push_back({"norm", "promises.norm.out_of_range"});
  if (!(red_line >= 0 && red_line <= 1)) {
    wrong.push_back({"red_line", "promises.red_line.out_of_range"});
  } else if (red_line > norm) {
    wrong.push_back({"red_line", "promises.red_line.above_norm"});
  }
}

// Kept and compared in the store as whole ten-thousandths: what comes back must be what went in.
double in_steps(double share) { return std::round(share * 10000) / 10000; }

tl::unexpected<Fault> wrong_fields(std::vector<FieldFault> wrong) {
  return tl::unexpected<Fault>(Fault{FaultKind::invalid, "fault.fields", std::move(wrong), {}});
}

Done still_stands(const Promise& promise) {
  if (promise.withdrawn) return refuse(FaultKind::conflict, "promises.withdrawn_already");
  return {};
}

}  // namespace

std::string_view name_of(Audience audience) { return audience == Audience::employee ? "employee" : "customer"; }

std::optional<Audience> audience_from(std::string_view text) {
  if (text == "employee") return Audience::employee;
  if (text == "customer") return Audience::customer;
  return std::nullopt;
}

Done may_shape(const http::Caller& caller, Audience audience) {
  using http::Role;
  const bool may = caller.role == Role::owner || (caller.role == Role::cx_manager && audience == Audience::customer) ||
                   (caller.role == Role::hr_manager && audience == Audience::employee);
  if (!may || caller.account.empty()) return refuse(FaultKind::forbidden, "promises.not_your_audience");
  return {};
}

std::string_view name_of(WayOut way) {
  switch (way) {
    case WayOut::mend: return "mend";
    case WayOut::reword: return "reword";
    case WayOut::withdraw: return "withdraw";
  }
  return "mend";
}

const PromiseVersion* Promise::on(Day day) const {
  if (withdrawn && day >= *withdrawn) return nullptr;
  const PromiseVersion* found = nullptr;
  for (const auto& version : versions) {
    if (version.from <= day) found = &version;
  }
  return found;
}

Result<Promise> make(PromiseId id, const PromiseDraft& draft) {
  std::vector<FieldFault> wrong;
  look_at_text(draft.text, wrong);
  look_at_lines(draft.norm, draft.red_line, wrong);
  if (!wrong.empty()) return wrong_fields(std::move(wrong));
  Promise made;
  made.id = std::move(id);
  made.audience = draft.audience;
  made.versions.push_back({1, draft.text, in_steps(draft.norm), in_steps(draft.red_line), draft.from});
  return made;
}

Result<Promise> reword(Promise promise, const Rewording& asked, Day today, Instant now) {
  if (auto stands = still_stands(promise); !stands) return refuse(stands.error());
  PromiseVersion next = promise.latest();
  next.version += 1;
  next.from = asked.from;
  if (asked.text) next.text = *asked.text;
  if (asked.norm) next.norm = in_steps(*asked.norm);
  if (asked.red_line) next.red_line = in_steps(*asked.red_line);

  std::vector<FieldFault> wrong;
  look_at_text(next.text, wrong);
  look_at_lines(next.norm, next.red_line, wrong);
  // An earlier day would judge answers by words that their givers were never promised.
  if (asked.from < today) {
    wrong.push_back({"from", "promises.from.in_the_past"});
  } else if (asked.from <= promise.latest().from) {
    wrong.push_back({"from", "promises.from.not_later", {{"day", to_text(promise.latest().from)}}});
  }
  const auto& latest = promise.latest();
  if (wrong.empty() && next.text == latest.text && next.norm == latest.norm && next.red_line == latest.red_line) {
    wrong.push_back({"text", "promises.reword.nothing_new"});
  }
  if (!wrong.empty()) return wrong_fields(std::move(wrong));
  promise.versions.push_back(std::move(next));
  promise.way_out = WayOut::reword;
  promise.way_out_at = now;
  promise.revision += 1;
  return promise;
}

Result<Promise> mend(Promise promise, const NextStep& step, Day today, Instant now) {
  if (auto stands = still_stands(promise); !stands) return refuse(stands.error());
  std::vector<FieldFault> wrong;
  if (step.text.empty()) wrong.push_back({"text", "promises.step.text_missing"});
  if (step.text.size() > text_bytes_max) wrong.push_back({"text", "promises.text.too_long"});
  if (step.owner.empty()) wrong.push_back({"owner", "promises.step.owner_missing"});
  if (step.owner.size() > 200) wrong.push_back({"owner", "promises.text.too_long"});
  if (step.due < today) wrong.push_back({"due", "promises.step.due_in_the_past"});
  if (!wrong.empty()) return wrong_fields(std::move(wrong));
  promise.next_step = step;
  promise.way_out = WayOut::mend;
  promise.way_out_at = now;
  promise.revision += 1;
  return promise;
}

Result<Promise> withdraw(Promise promise, Day from, const std::string& reason, Day today, Instant now) {
  if (auto stands = still_stands(promise); !stands) return refuse(stands.error());
  std::vector<FieldFault> wrong;
  if (reason.empty()) wrong.push_back({"reason", "promises.withdraw.reason_missing"});
  if (reason.size() > text_bytes_max) wrong.push_back({"reason", "promises.text.too_long"});
  if (from < today) wrong.push_back({"from", "promises.from.in_the_past"});
  if (!wrong.empty()) return wrong_fields(std::move(wrong));
  promise.withdrawn = from;
  promise.withdrawn_because = reason;
  promise.next_step.reset();
  promise.way_out = WayOut::withdraw;
  promise.way_out_at = now;
  promise.revision += 1;
  return promise;
}

}  // namespace goud::promises
