#include <algorithm>
#include <array>

#include "feedback/feedback.hpp"
#include "feedback/statements.hpp"
#include "formats/json.hpp"

namespace goud::feedback {
namespace {

std::string values_json(const std::vector<std::string>& values) {
  formats::JsonWriter out;
  out.begin_array();
  for (const auto& value : values) out.value(value);
  return out.end_array().take();
}

std::vector<std::string> values_from(std::string_view json) {
  std::vector<std::string> values;
  auto document = formats::Json::parse(json);
  if (!document) return values;
  for (auto item : document->root().array()) {
    if (auto text = item.as_string()) values.emplace_back(*text);
  }
  return values;
}

Proof& of(std::vector<Proof>& into, std::string_view promise) {
  if (into.empty() || into.back().promise.text != promise) into.push_back({PromiseId{std::string(promise)}, {}});
  return into.back();
}

void take(const store::Row& row, std::vector<Proof>& into) {
  ProofVersion version;
  version.version = static_cast<int>(row.integer(1));
  version.kind = row.text(2) == "asked" ? ProofKind::asked : ProofKind::derived;
  version.instrument = InstrumentId{row.maybe_string(3).value_or("")};
  version.question_key = row.string(4);
  version.kept = values_from(row.text(5));
  version.not_kept = values_from(row.text(6));
  version.not_applicable = values_from(row.text(7));
  version.proposal = row.integer(8) != 0;
  version.from = Day{static_cast<std::int32_t>(row.integer(9))};
  of(into, row.text(0)).versions.push_back(std::move(version));
}

std::shared_ptr<const Instrument> instrument_in(const store::Row& row) {
  auto definition = definition_from(row.text(2));
  if (!definition) return nullptr;
  auto made = compile(InstrumentId{row.string(0)}, static_cast<int>(row.integer(1)), std::move(*definition));
  made.answered = row.integer(3) != 0;
  if (!row.null(4)) made.ended = Day{static_cast<std::int32_t>(row.integer(4))};
  return std::make_shared<const Instrument>(std::move(made));
}

Link link_in(const store::Row& row, Tenant tenant) {
  Link link;
  link.tenant = tenant;
  link.id = LinkId{row.string(0)};
  link.code = row.string(1);
  link.instrument = InstrumentId{row.string(2)};
  link.unit = UnitId{row.string(3)};
  link.moment = MomentId{row.maybe_string(4).value_or("")};
  link.made_at = Instant{row.integer(5)};
  if (!row.null(6)) link.expires_at = Instant{row.integer(6)};
  link.budget = row.integer(7);
  link.used = row.integer(8);
  link.active = row.integer(9) != 0;
  return link;
}

// What an instrument names must exist, for customers.
Done knows(store::Reader& reader, const Definition& definition) {
  std::vector<FieldFault> wrong;
  const auto known_promises = promises::promises(reader);
  const auto known_journeys = moments::journeys(reader);
  const auto moment_known = [&](const MomentId& id) {
    for (const auto& journey : known_journeys) {
      if (journey.audience != promises::Audience::customer) continue;
      for (const auto& moment : journey.moments) {
        if (moment.id == id) return true;
      }
    }
    return false;
  };
  for (std::size_t i = 0; i < definition.questions.size(); ++i) {
    const auto& question = definition.questions[i];
    const auto path = "questions[" + std::to_string(i) + "]";
    if (!question.moment.empty() && !moment_known(question.moment)) wrong.push_back({path + ".moment", "feedback.instrument.moment_unknown"});
    if (question.kind == QuestionKind::promise) {
      auto found = std::find_if(known_promises.begin(), known_promises.end(), [&](const auto& p) { return p.id == question.promise; });
      if (found == known_promises.end() || found->audience != promises::Audience::customer) {
        wrong.push_back({path + ".promise", "feedback.instrument.promise_unknown"});
      }
    }
  }
  if (!wrong.empty()) return tl::unexpected<Fault>(Fault{FaultKind::invalid, "fault.fields", std::move(wrong), {}});
  return {};
}

void keep_proof(store::Writer& writer, const PromiseId& promise, const ProofVersion& version) {
  writer.run(sql::upsert_proof, {{":promise", promise.text},
                                 {":version", version.version},
                                 {":kind", name_of(version.kind)},
                                 {":instrument", version.instrument.empty() ? std::optional<std::string>() : std::optional(version.instrument.text)},
                                 {":question_key", version.question_key},
                                 {":kept", values_json(version.kept)},
                                 {":not_kept", values_json(version.not_kept)},
                                 {":not_applicable", values_json(version.not_applicable)},
                                 {":proposal", version.proposal},
                                 {":from_day", version.from.number}});
}

Done keep_version(store::Writer& writer, const Acting& acting, const Instrument& made) {
  writer.run(sql::insert_version, {{":instrument", made.id.text},
                                   {":version", made.version},
                                   {":definition", to_json(made.definition)},
                                   {":made_at", acting.now.micros}});
  for (const auto& question : made.definition.questions) {
    if (question.kind != QuestionKind::promise || proof(writer, question.promise)) continue;
    if (auto done = prove(writer, acting, question.promise, proof_of(made.id, question)); !done) return refuse(done.error());
  }
  return {};
}

}  // namespace

std::vector<std::shared_ptr<const Instrument>> instruments(store::Reader& reader) {
  std::vector<std::shared_ptr<const Instrument>> found;
  reader.each(sql::instruments, {}, [&](const store::Row& row) {
    if (auto one = instrument_in(row)) found.push_back(std::move(one));
  });
  return found;
}

std::shared_ptr<const Instrument> latest_instrument(store::Reader& reader, std::string_view key_or_id) {
  std::shared_ptr<const Instrument> found;
  for (auto& one : instruments(reader)) {
    if (one->id.text == key_or_id || one->definition.key == key_or_id) found = one;
  }
  return found;
}

Result<Instrument> add_instrument(store::Writer& writer, const Acting& acting, const InstrumentId& id, Definition definition) {
  if (auto known = knows(writer, definition); !known) return refuse(known.error());
  if (latest_instrument(writer, definition.key)) {
    return refuse(Fault{FaultKind::conflict, "feedback.instrument.key_taken", {{"key", "feedback.instrument.key_taken"}}, {}});
  }
  auto made = compile(id, 1, std::move(definition));
  writer.run(sql::insert_instrument, {{":id", id.text}, {":key", made.definition.key}, {":made_at", acting.now.micros}});
  if (auto kept = keep_version(writer, acting, made); !kept) return refuse(kept.error());
  writer.audit(acting.actor, "made", "instrument", id.text, "{\"version\":1}");
  return made;
}

Result<Instrument> add_version(store::Writer& writer, const Acting& acting, const InstrumentId& id, Definition definition) {
  auto before = latest_instrument(writer, id.text);
  if (!before || before->id != id) return refuse(FaultKind::not_found, "feedback.instrument.unknown");
  if (before->ended) return refuse(FaultKind::conflict, "feedback.instrument.ended");
  if (auto may = may_follow(before->definition, definition); !may) return refuse(may.error());
  if (auto known = knows(writer, definition); !known) return refuse(known.error());
  auto made = compile(id, before->version + 1, std::move(definition));
  made.answered = before->answered;
  if (auto kept = keep_version(writer, acting, made); !kept) return refuse(kept.error());
  writer.audit(acting.actor, "versioned", "instrument", id.text, "{\"version\":" + std::to_string(made.version) + "}");
  return made;
}

Done end_instrument(store::Writer& writer, const Acting& acting, const InstrumentId& id) {
  auto found = latest_instrument(writer, id.text);
  if (!found || found->id != id) return refuse(FaultKind::not_found, "feedback.instrument.unknown");
  if (found->ended) return refuse(FaultKind::conflict, "feedback.instrument.ended");
  writer.run(sql::end_instrument, {{":day", acting.today.number}, {":id", id.text}});
  writer.audit(acting.actor, "ended", "instrument", id.text, "{}");
  return {};
}

std::vector<Proof> proofs(store::Reader& reader) {
  std::vector<Proof> found;
  reader.each(sql::proofs, {}, [&](const store::Row& row) { take(row, found); });
  return found;
}

std::optional<Proof> proof(store::Reader& reader, const PromiseId& promise) {
  std::vector<Proof> found;
  reader.each(sql::proof, {{":promise", promise.text}}, [&](const store::Row& row) { take(row, found); });
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

Result<ProofVersion> prove(store::Writer& writer, const Acting& acting, const PromiseId& promise, const ProofDraft& draft) {
  auto promised = promises::promise(writer, promise);
  if (!promised) return refuse(FaultKind::not_found, "promises.unknown");
  if (promised->audience != promises::Audience::customer) return refuse(FaultKind::invalid, "feedback.proof.employees");
  const auto all = instruments(writer);
  const auto leans_on = [&](const InstrumentId& instrument, std::string_view key) {
    Asked asked;
    for (const auto& one : all) {
      if (!instrument.empty() && one->id != instrument) continue;
      if (const auto* question = one->question(key)) {
        asked.question = question;
        asked.answered = asked.answered || one->answered;
      }
    }
    return asked;
  };
  const auto before = proof(writer, promise);
  const bool before_answered = before && leans_on(before->latest().instrument, before->latest().question_key).answered;
  auto made = feedback::prove(before, before_answered, draft, leans_on(draft.instrument, draft.question_key), promise,
                              promised->versions.front().from, acting.today);
  if (!made) return made;
  keep_proof(writer, promise, *made);
  writer.audit(acting.actor, "proved", "promise", promise.text,
               "{\"kind\":\"" + std::string(name_of(made->kind)) + "\",\"version\":" + std::to_string(made->version) + "}");
  return made;
}

Result<ProofVersion> confirm_proof(store::Writer& writer, const Acting& acting, const PromiseId& promise) {
  auto found = proof(writer, promise);
  if (!found) return refuse(FaultKind::not_found, "feedback.proof.unknown");
  auto confirmed = confirm(*found);
  if (!confirmed) return confirmed;
  keep_proof(writer, promise, *confirmed);
  writer.audit(acting.actor, "confirmed", "promise", promise.text, "{\"version\":" + std::to_string(confirmed->version) + "}");
  return confirmed;
}

std::vector<Link> links(store::Reader& reader, Tenant tenant) {
  return reader.all(sql::links, {}, [&](const store::Row& row) { return link_in(row, tenant); });
}

std::optional<Link> link(store::Reader& reader, Tenant tenant, const LinkId& id) {
  return reader.first(sql::link, {{":id", id.text}}, [&](const store::Row& row) { return link_in(row, tenant); });
}

std::optional<Link> link_by_code(store::Reader& installation, std::string_view code) {
  return installation.first(sql::link_by_code, {{":code", code}}, [](const store::Row& row) {
    return link_in(row, Tenant{static_cast<std::int32_t>(row.integer(10))});
  });
}

void keep_link(store::Writer& writer, const Acting& acting, const Link& link) {
  using Maybe = std::optional<std::string>;
  writer.run(sql::insert_link, {{":id", link.id.text},
                                {":code", link.code},
                                {":instrument", link.instrument.text},
                                {":unit", link.unit.text},
                                {":moment", link.moment.empty() ? Maybe() : Maybe(link.moment.text)},
                                {":made_at", link.made_at.micros},
                                {":expires_at", link.expires_at ? std::optional(link.expires_at->micros) : std::nullopt},
                                {":budget", link.budget}});
  writer.audit(acting.actor, "made", "link", link.id.text, "{}");
}

Done close_link(store::Writer& writer, const Acting& acting, const LinkId& id) {
  if (writer.run(sql::close_link, {{":id", id.text}}) == 0) return refuse(FaultKind::not_found, "feedback.link.unknown");
  writer.audit(acting.actor, "closed", "link", id.text, "{}");
  return {};
}

}  // namespace goud::feedback
