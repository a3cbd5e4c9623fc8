// The outbox as its owner sees it.
#include "actions/parts.hpp"
#include "formats/json.hpp"
#include "kernel/page.hpp"
#include "kernel/words.hpp"

namespace goud::actions {
namespace {

using formats::JsonWriter;
using http::Access;
using http::Method;
using http::Request;
using http::Response;
using http::Role;

void write(JsonWriter& json, const mail::Kept& kept, std::string_view language) {
  const auto at = [](const std::optional<Instant>& one) {
    return one ? std::optional(to_rfc3339(*one)) : std::nullopt;
  };
  json.begin_object().field("id", kept.id).field("to", kept.letter.to).field("language", kept.letter.language);
  json.field("subject", kept.letter.subject).field("text", kept.letter.text).field("state", mail::name_of(kept.state));
  json.field("tries", kept.tries)
      .field("made", to_rfc3339(kept.made_at))
      .field("due", at(kept.due_at))
      .field("ended", at(kept.ended_at));
  json.field("reason", kept.reason.empty() ? std::nullopt : std::optional(say(language, kept.reason)));
  json.field("forgotten", kept.letter.to.empty()).end_object();
}

Response listed(Services& services, const Request& request) {
  const auto limit = page_limit(request.parameter("limit"), 50);
  if (!limit) return http::fault(limit.error(), request.language);
  const std::string cursor(request.parameter("cursor").value_or(""));
  std::vector<mail::Kept> found;
  bool place = true;
  auto read = services.store.read(store::Scope(request.caller->tenant), [&](store::Reader& reader) {
    place = cursor.empty() || mail::letter(reader, cursor).has_value();
    if (place) found = mail::letters(reader, cursor, *limit + 1);
  });
  if (!read) return http::fault(read.error(), request.language);
  if (!place)
    return http::fault({FaultKind::invalid, "fault.fields", {{"cursor", "page.cursor"}}, {}}, request.language);
  std::optional<std::string> next;
  if (found.size() > *limit) {
    found.pop_back();
    next = found.back().id;
  }
  JsonWriter json;
  json.begin_object().key("items").begin_array();
  for (const auto& kept : found) write(json, kept, request.language);
  json.end_array().field("next", next).field("sending", services.mail.transport != nullptr).end_object();
  return http::json(json.take());
}

using Deed = Done (*)(store::Writer&, std::string_view, Instant);

Response decided(Services& services, const Request& request, std::string_view verb, Deed deed) {
  JsonWriter json;
  auto done = services.store.write(store::Scope(request.caller->tenant), [&](store::Writer& writer) -> Done {
    const auto& id = request.in_path.at("id");
    const auto now = services.clock.now();
    if (auto said = deed(writer, id, now); !said) return said;
    writer.audit(promises::acting(writer, *request.caller, now).actor, verb, "letter", id, "{}");
    write(json, *mail::letter(writer, id), request.language);
    return {};
  });
  if (!done) return http::fault(done.error(), request.language);
  return http::json(json.take());
}

}  // namespace

void letter_routes(http::Router& router, Services& services) {
  const auto owner = Access::of({Role::owner});
  router.on(Method::get, "/api/v1/letters", owner,
            [&services](const Request& request) { return listed(services, request); });
  router.on(Method::post, "/api/v1/letters/{id}/send-again", owner, [&services](const Request& request) {
    return decided(services, request, "sent_again", &mail::send_again);
  });
  router.on(Method::post, "/api/v1/letters/{id}/withdraw", owner,
            [&services](const Request& request) { return decided(services, request, "withdrawn", &mail::withdraw); });
}

}  // namespace goud::actions
