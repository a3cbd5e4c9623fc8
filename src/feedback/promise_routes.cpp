// A promise as a whole: what promises/ keeps, where moments/ placed it, and the proof that stands here.
#include <algorithm>

#include "feedback/requests.hpp"

namespace goud::feedback {
namespace {

using formats::Json;
using formats::JsonWriter;
using http::Access;
using http::Method;
using http::Request;
using http::Response;
using http::Role;

void write_values(JsonWriter& out, std::string_view name, const std::vector<std::string>& values, bool numbers) {
  out.key(name).begin_array();
  for (const auto& value : values) {
    const bool digits = !value.empty() && value.size() < 6 && value.find_first_not_of("0123456789") == std::string::npos;
    if (numbers && digits) {
      out.value(std::stoi(value));
    } else {
      out.value(value);
    }
  }
  out.end_array();
}

void write(JsonWriter& out, const ProofVersion& proof) {
  const bool numbers = proof.kind == ProofKind::derived;
  out.begin_object().field("kind", name_of(proof.kind)).field("question_key", proof.question_key);
  out.field("instrument", proof.instrument.empty() ? std::optional<std::string>() : std::optional(proof.instrument.text));
  write_values(out, "kept", proof.kept, numbers);
  write_values(out, "not_kept", proof.not_kept, numbers);
  write_values(out, "not_applicable", proof.not_applicable, numbers);
  out.field("proposal", proof.proposal).field("from", to_text(proof.from)).field("version", proof.version).end_object();
}

struct Whole {
  promises::Promise promise;
  std::optional<moments::Moment> moment;
  std::optional<Proof> proof;
};

void write(JsonWriter& out, const Whole& whole) {
  const auto& promise = whole.promise;
  const auto& latest = promise.latest();
  const auto step = promise.next_step;
  out.begin_object().field("id", promise.id.text).field("audience", promises::name_of(promise.audience));
  formats::write_text(out.key("text"), latest.text);
  out.field("norm", latest.norm).field("red_line", latest.red_line).field("from", to_text(latest.from));
  out.field("since", to_text(promise.versions.front().from)).field("version", latest.version);
  out.field("withdrawn", promise.withdrawn ? std::optional(to_text(*promise.withdrawn)) : std::nullopt);
  out.field("withdrawn_because", promise.withdrawn ? std::optional(promise.withdrawn_because) : std::nullopt);
  out.field("moment", whole.moment ? std::optional(whole.moment->id.text) : std::nullopt);
  out.field("owner_role", whole.moment ? whole.moment->owner_role : std::nullopt);
  out.key("next_step");
  if (step) {
    out.begin_object().field("text", step->text).field("owner", step->owner).field("due", to_text(step->due)).end_object();
  } else {
    out.null();
  }
  out.key("way_out");
  if (promise.way_out && promise.way_out_at) {
    out.begin_object().field("kind", promises::name_of(*promise.way_out)).field("at", to_rfc3339(*promise.way_out_at)).end_object();
  } else {
    out.null();
  }
  out.key("proof");
  if (whole.proof) {
    write(out, whole.proof->latest());
  } else {
    out.null();
  }
  out.key("versions").begin_array();
  for (const auto& version : promise.versions) {
    out.begin_object().field("version", version.version);
    formats::write_text(out.key("text"), version.text);
    out.field("norm", version.norm).field("red_line", version.red_line).field("from", to_text(version.from)).end_object();
  }
  out.end_array().field("revision", promise.revision).end_object();
}

std::optional<Whole> whole(store::Reader& reader, const PromiseId& id) {
  auto found = promises::promise(reader, id);
  if (!found) return std::nullopt;
  Whole made{std::move(*found), std::nullopt, proof(reader, id)};
  if (auto at = moments::moment_of(reader, id)) made.moment = moments::moment(reader, *at);
  return made;
}

Response promise_list(Services& services, const Request& request) {
  std::optional<promises::Audience> only;
  if (auto asked = request.parameter("audience"); asked && !asked->empty()) {
    only = promises::audience_from(*asked);
    if (!only) return http::fault(Fault{FaultKind::invalid, "fault.fields", {{"audience", "feedback.audience_unknown"}}, {}}, request.language);
  }
  auto read = services.store.ask(store::Scope(request.caller->tenant), [&](store::Reader& reader) {
    std::vector<Whole> all;
    const auto journeys = moments::journeys(reader);
    const auto known_proofs = proofs(reader);
    for (auto& promise : promises::promises(reader)) {
      if (only && promise.audience != *only) continue;
      Whole made{std::move(promise), std::nullopt, std::nullopt};
      for (const auto& journey : journeys) {
        for (const auto& moment : journey.moments) {
          if (std::find(moment.promises.begin(), moment.promises.end(), made.promise.id) != moment.promises.end()) made.moment = moment;
        }
      }
      for (const auto& one : known_proofs) {
        if (one.promise == made.promise.id) made.proof = one;
      }
      all.push_back(std::move(made));
    }
    return all;
  });
  if (!read) return http::fault(read.error(), request.language);
  const auto page = page_of(request.parameter("cursor"), request.parameter("limit"), read->size(),
                            [&](std::size_t at) { return (*read)[at].promise.id.text; });
  if (!page) return http::fault(page.error(), request.language);
  JsonWriter out;
  out.begin_object().key("items").begin_array();
  for (auto at = page->first; at < page->last; ++at) write(out, (*read)[at]);
  out.end_array().field("next", page->next).end_object();
  return http::json(out.take());
}

// What was changed, as a whole, or why not.
template <class Fn>
Response changed(Services& services, const Request& request, const PromiseId& id, Fn fn, int status = 200) {
  auto made = services.store.change(store::Scope(request.caller->tenant), [&](store::Writer& writer) -> Result<Whole> {
    auto found = promises::promise(writer, id);
    if (!found) return refuse(FaultKind::not_found, "promises.unknown");
    if (auto may = promises::may_shape(*request.caller, found->audience); !may) return refuse(may.error());
    auto done = fn(writer, promises::acting(writer, *request.caller, services.clock.now()));
    if (!done) return refuse(done.error());
    return whole(writer, id).value();
  });
  if (!made) return http::fault(made.error(), request.language);
  JsonWriter out;
  write(out, *made);
  return http::json(out.take(), status);
}

Response promise_made(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  auto in = document->object();
  promises::PromiseDraft draft;
  draft.audience = in.required_enum<promises::Audience>(
      "audience", {{"employee", promises::Audience::employee}, {"customer", promises::Audience::customer}});
  draft.text = formats::read_text(in.at("text"), 300);
  draft.norm = in.required_number("norm", 0, 1);
  draft.red_line = in.required_number("red_line", 0, 1);
  draft.from = read_day(in, "from");
  const auto at = in.optional_string("moment", 36);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  if (auto may = promises::may_shape(*request.caller, draft.audience); !may) return http::fault(may.error(), request.language);
  const PromiseId id{uuid_v7(services.clock, services.randomness)};
  auto made = services.store.change(store::Scope(request.caller->tenant), [&](store::Writer& writer) -> Result<Whole> {
    const auto acting = promises::acting(writer, *request.caller, services.clock.now());
    if (auto added = promises::add(writer, acting, id, draft); !added) return refuse(added.error());
    if (at) {
      const MomentId moment{*at};
      auto found = moments::moment(writer, moment);
      if (!found) return refuse_field("moment", "moments.unknown");
      auto promised = found->promises;
      promised.push_back(id);
      if (auto placed = moments::place(writer, acting, moment, promised, std::nullopt); !placed) return refuse(placed.error());
    }
    return whole(writer, id).value();
  });
  if (!made) return http::fault(made.error(), request.language);
  JsonWriter out;
  write(out, *made);
  return http::json(out.take(), 201);
}

Response promise_reworded(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  auto in = document->object();
  promises::Rewording asked;
  if (in.has("text")) asked.text = formats::read_text(in.at("text"), 300);
  asked.norm = in.optional_number("norm", 0, 1);
  asked.red_line = in.optional_number("red_line", 0, 1);
  asked.from = read_day(in, "from");
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const PromiseId id{request.in_path.at("id")};
  return changed(services, request, id, [&](store::Writer& writer, const Acting& acting) { return promises::reword(writer, acting, id, asked); });
}

Response promise_mended(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  auto in = document->object();
  promises::NextStep step;
  step.text = in.required_string("text", 300);
  step.owner = in.required_string("owner", 120);
  step.due = read_day(in, "due");
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const PromiseId id{request.in_path.at("id")};
  return changed(services, request, id, [&](store::Writer& writer, const Acting& acting) { return promises::mend(writer, acting, id, step); });
}

Response promise_withdrawn(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  auto in = document->object();
  const auto from = read_day(in, "from");
  const auto reason = in.required_string("reason", 300);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const PromiseId id{request.in_path.at("id")};
  return changed(services, request, id,
                 [&](store::Writer& writer, const Acting& acting) { return promises::withdraw(writer, acting, id, from, reason); });
}

// Values are text or whole numbers: a score says 9, a choice says "yes".
std::vector<std::string> read_values(const formats::JsonObject& in, std::string_view name) {
  std::vector<std::string> values;
  for (auto item : in.array(name, 100)) {
    if (item.kind() == formats::JsonKind::number) {
      if (auto number = item.as_int(0, 1000)) values.push_back(std::to_string(*number));
    } else if (auto text = item.as_string(60)) {
      values.emplace_back(*text);
    }
  }
  return values;
}

Response promise_proved(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  auto in = document->object();
  ProofDraft draft;
  draft.kind = in.required_enum<ProofKind>("kind", {{"asked", ProofKind::asked}, {"derived", ProofKind::derived}});
  draft.question_key = in.required_string("question_key", 60);
  const auto instrument = in.optional_string("instrument", 60);
  draft.kept = read_values(in, "kept");
  draft.not_kept = read_values(in, "not_kept");
  draft.not_applicable = read_values(in, "not_applicable");
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const PromiseId id{request.in_path.at("id")};
  return changed(services, request, id, [&](store::Writer& writer, const Acting& acting) -> Result<ProofVersion> {
    if (instrument) {
      auto found = latest_instrument(writer, *instrument);
      if (!found) return refuse_field("instrument", "feedback.instrument.unknown");
      draft.instrument = found->id;
    }
    return prove(writer, acting, id, draft);
  });
}

Response proof_confirmed(Services& services, const Request& request) {
  const PromiseId id{request.in_path.at("id")};
  return changed(services, request, id, [&](store::Writer& writer, const Acting& acting) { return confirm_proof(writer, acting, id); });
}

}  // namespace

void promise_routes(http::Router& router, Services& services) {
  using Route = Response (*)(Services&, const Request&);
  const auto on = [&](Method method, std::string pattern, Access access, Route route) {
    router.on(method, std::move(pattern), std::move(access), [&services, route](const Request& request) { return route(services, request); });
  };
  const auto shapers = Access::of({Role::owner, Role::cx_manager, Role::hr_manager});
  on(Method::get, "/api/v1/promises", Access::signed_in("figures:read"), promise_list);
  on(Method::post, "/api/v1/promises", shapers, promise_made);
  on(Method::post, "/api/v1/promises/{id}/versions", shapers, promise_reworded);
  on(Method::post, "/api/v1/promises/{id}/mend", shapers, promise_mended);
  on(Method::post, "/api/v1/promises/{id}/withdraw", shapers, promise_withdrawn);
  on(Method::put, "/api/v1/promises/{id}/proof", shapers, promise_proved);
  on(Method::post, "/api/v1/promises/{id}/proof/confirm", shapers, proof_confirmed);
}

}  // namespace goud::feedback
