#include <algorithm>

#include "feedback/answer_json.hpp"
#include "feedback/requests.hpp"

namespace goud::feedback {
namespace {

using formats::Json;
using formats::JsonObject;
using formats::JsonWriter;
using http::Access;
using http::Method;
using http::Request;
using http::Response;
using http::Role;

constexpr std::size_t batch_max = 1000;

struct Read {
  AnswerDraft draft;
  std::shared_ptr<const Instrument> instrument;
};

std::optional<Read> read_one(const JsonObject& in, const Intake& known) {
  Read read;
  auto& draft = read.draft;
  draft.submission = in.required_string("submission_id", 64);
  const auto name = in.required_string("instrument", 60);
  std::optional<int> version;
  if (auto given = in.optional_int("version", 1, 65535)) version = static_cast<int>(*given);
  const auto unit_named = in.required_string("unit", 60);
  if (const auto* unit = known.unit(unit_named)) {
    draft.unit = unit->id;
  } else if (!unit_named.empty()) {
    in.at("unit").refuse("feedback.answer.unit_unknown");
  }
  if (auto moment = in.optional_string("moment", 36)) {
    if (known.moments.find(*moment) == known.moments.end()) in.at("moment").refuse("feedback.link.moment_unknown");
    draft.moment = MomentId{*moment};
  }
  draft.probability = in.optional_number("moment_probability", 0.0001, 1).value_or(1);
  const auto when = read_instant_or_day(in, "experienced_at");
  draft.experienced_at = when.at;
  draft.experienced_day = when.day;
  draft.language = in.optional_enum<std::string>("language", {{"nl", "nl"}, {"en", "en"}}).value_or(known.language);
  draft.person_key = in.optional_string("person_key", 200).value_or("");
  if (auto weight = in.optional_number("weight", 0.0001, 100)) draft.weight = static_cast<std::int32_t>(*weight * 10000 + 0.5);
  auto answers = in.required("answers").object();
  if (!name.empty()) {
    read.instrument = known.instrument(name, version);
    if (!read.instrument) in.at("instrument").refuse("feedback.instrument.unknown");
    if (read.instrument && read.instrument->ended) in.at("instrument").refuse("feedback.instrument.ended");
  }
  if (!read.instrument) {
    if (answers.present()) answers.value().accept();
    return std::nullopt;
  }
  if (answers.present()) draft.answers = read_answers(*read.instrument, answers, draft.moment);
  return read;
}

Result<std::vector<AnswerRow>> read_rows(const Request& request, const Intake& known, Instant now, bool& one_alone) {
  auto document = Json::parse(request.body);
  if (!document) return refuse(document.error());
  auto in = document->object();
  std::vector<std::optional<Read>> read;
  // A single answer has "answers" too: as an object. A batch has it as an array.
  one_alone = !(in.has("answers") && in.at("answers").kind() == formats::JsonKind::array);
  if (one_alone) {
    read.push_back(read_one(in, known));
  } else {
    for (auto item : in.array("answers", batch_max)) {
      auto one = item.object();
      read.push_back(one.present() ? read_one(one, known) : std::nullopt);
    }
    if (read.empty()) in.at("answers").refuse("feedback.answer.batch_empty");
  }
  if (auto done = document->finish(); !done) {
    Fault fault = done.error();
    fault.key = "feedback.answer.refused";
    return refuse(std::move(fault));
  }
  std::vector<AnswerRow> rows;
  Fault wrong{FaultKind::invalid, "feedback.answer.refused", {}, {}};
  for (std::size_t i = 0; i < read.size(); ++i) {
    const auto prefix = one_alone ? std::string() : "answers[" + std::to_string(i) + "].";
    auto row = look_at(*read[i]->instrument, read[i]->draft, {now, known.zone, Source::api, {}});
    if (!row) {
      for (auto field : row.error().fields) {
        field.path = prefix + field.path;
        if (wrong.fields.size() < 100) wrong.fields.push_back(std::move(field));
      }
      if (row.error().fields.empty()) return refuse(row.error());
      continue;
    }
    if (!known.tree.exists(row->unit, row->day)) {
      if (wrong.fields.size() < 100) wrong.fields.push_back({prefix + "unit", "feedback.answer.unit_not_then", {{"day", to_text(row->day)}}});
      continue;
    }
    rows.push_back(std::move(*row));
  }
  if (!wrong.fields.empty()) return refuse(std::move(wrong));
  return rows;
}

bool names_something_unknown(const Fault& fault) {
  return std::any_of(fault.fields.begin(), fault.fields.end(), [](const FieldFault& field) {
    return field.key == "feedback.answer.unit_unknown" || field.key == "feedback.instrument.unknown" ||
           field.key == "feedback.link.moment_unknown" || field.key == "feedback.answer.question_unknown";
  });
}

void answers_given(Services& services, Request request, http::Reply reply) {
  const auto tenant = request.caller->tenant;
  auto known = intake(services, tenant);
  if (!known) return reply(http::fault(known.error(), request.language));
  bool one_alone = true;
  auto rows = read_rows(request, **known, services.clock.now(), one_alone);
  if (!rows && names_something_unknown(rows.error())) {
    // What is not known may have been made a moment ago.
    known = intake(services, tenant, true);
    if (known) rows = read_rows(request, **known, services.clock.now(), one_alone);
  }
  if (!rows) return reply(http::fault(rows.error(), request.language));
  accept_answers(services, tenant, std::move(*rows), std::nullopt,
                 [reply = std::move(reply), language = request.language](Result<std::vector<Accepted>> accepted) {
                   if (!accepted) return reply(http::fault(accepted.error(), language));
                   int duplicates = 0;
                   for (const auto& one : *accepted) duplicates += one.duplicate ? 1 : 0;
                   JsonWriter out;
                   out.begin_object().field("accepted", static_cast<int>(accepted->size()) - duplicates).field("duplicates", duplicates);
                   out.key("items").begin_array();
                   for (const auto& one : *accepted) {
                     out.begin_object().field("submission_id", one.submission).field("id", one.id.text).field("duplicate", one.duplicate).end_object();
                   }
                   out.end_array().end_object();
                   reply(http::json(out.take()));
                 });
}

Response answer_corrected(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  auto in = document->object();
  auto given = in.required("answers");
  const std::string source(given.source());
  given.accept();
  const auto reason = in.required_string("reason", 300);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  auto known = intake(services, request.caller->tenant, true);
  if (!known) return http::fault(known.error(), request.language);
  const AnswerId id{request.in_path.at("id")};
  const AnswerId correction{uuid_v7(services.clock, services.randomness)};
  auto made = services.store.change(store::Scope(request.caller->tenant), [&](store::Writer& writer) {
    return correct_answer(writer, promises::acting(writer, *request.caller, services.clock.now()), **known, id, source, reason, correction);
  });
  if (!made) return http::fault(made.error(), request.language);
  JsonWriter out;
  return http::json(out.begin_object().field("id", id.text).field("correction", made->text).end_object().take());
}

Response answer_erased(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  auto in = document->object();
  const auto reason = in.required_string("reason", 300);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const AnswerId id{request.in_path.at("id")};
  auto erased = services.store.write(store::Scope(request.caller->tenant), [&](store::Writer& writer) {
    return erase_answer(writer, promises::acting(writer, *request.caller, services.clock.now()), id, reason);
  });
  if (!erased) return http::fault(erased.error(), request.language);
  return http::no_content();
}

Response person_forgotten(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto key = document->object().required_string("person_key", 200);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const auto tenant = request.caller->tenant;
  auto erased = services.store.change(store::Scope(tenant), [&](store::Writer& writer) -> Result<int> {
    const auto person = people::known_customer(writer, services.secrets, tenant, key);
    if (!person) return 0;
    const int count = feedback::forget(writer, promises::acting(writer, *request.caller, services.clock.now()), *person);
    for (const auto& follower : services.followers) {
      if (auto done = follower.forget(writer, *person); !done) return refuse(done.error());
    }
    if (auto done = people::forget(writer, *person, services.clock); !done) return refuse(done.error());
    return count;
  });
  if (!erased) return http::fault(erased.error(), request.language);
  JsonWriter out;
  return http::json(out.begin_object().field("erased", *erased).end_object().take());
}

// What every room that holds something about persons says of this one. Who looked is kept.
Response person_told(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto key = document->object().required_string("person_key", 200);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const auto tenant = request.caller->tenant;
  JsonWriter out;
  auto done = services.store.write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
    out = JsonWriter();
    const auto person = people::known_customer(writer, services.secrets, tenant, key);
    out.begin_object().field("known", person.has_value()).key("person");
    if (person) {
      out.raw(people::about(writer, *person));
    } else {
      out.null();
    }
    out.key("answers").begin_array();
    if (person) {
      feedback::about(writer, *person, [&](const AnswerNow& now) {
        out.begin_object().field("id", now.id.text).field("submission_id", now.submission).field("instrument", now.instrument);
        out.field("version", now.version).field("unit", now.unit);
        out.field("moment", now.moment.empty() ? std::optional<std::string_view>() : std::optional(now.moment));
        out.field("day", to_text(now.day)).field("experienced_at", to_rfc3339(now.experienced_at)).field("received_at", to_rfc3339(now.received_at));
        out.field("source", now.source).field("corrected", now.corrected).raw_field("said", now.body).end_object();
      });
      writer.audit(promises::acting(writer, *request.caller, services.clock.now()).actor, "told", "person", person->text, "{}");
    }
    out.end_array();
    for (const auto& follower : services.followers) {
      out.raw_field(follower.name, person ? follower.about(writer, *person) : "null");
    }
    out.end_object();
    return {};
  });
  return done ? http::json(out.take()) : http::fault(done.error(), request.language);
}

}  // namespace

void answer_routes(http::Router& router, Services& services) {
  http::Limits batch;
  batch.body_bytes = 8 * 1024 * 1024;
  router.on_deferred(Method::post, "/api/v1/answers", Access::of({Role::owner, Role::cx_manager}, "answers:write"),
                     [&services](Request request, http::Reply reply) { answers_given(services, std::move(request), std::move(reply)); }, batch);
  using Route = Response (*)(Services&, const Request&);
  const auto on = [&](Method method, std::string pattern, Route route) {
    router.on(method, std::move(pattern), customers_shapers(), [&services, route](const Request& request) { return route(services, request); });
  };
  on(Method::post, "/api/v1/answers/{id}/correct", answer_corrected);
  on(Method::post, "/api/v1/answers/{id}/erase", answer_erased);
  on(Method::post, "/api/v1/persons/about", person_told);
  on(Method::post, "/api/v1/persons/forget", person_forgotten);
}

}  // namespace goud::feedback
