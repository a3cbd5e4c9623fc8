#include "formats/text_json.hpp"
#include "moments/moments.hpp"
#include "people/people.hpp"

namespace goud::moments {
namespace {

using formats::Json;
using formats::JsonObject;
using formats::JsonWriter;
using http::Access;
using http::Method;
using http::Request;
using http::Response;
using http::Role;

constexpr std::size_t line_most = 160, limit_most = 80, example_most = 600, lists_most = 20;

Text read_maybe_text(const JsonObject& in, std::string_view key, std::size_t max) {
  const auto value = in.at(key);
  if (value.is_null()) {
    value.accept();
    return {};
  }
  return value.object().size() == 0 ? Text{} : formats::read_text(value, max);
}

CardDraft read_card(const JsonObject& in) {
  CardDraft draft;
  for (auto item : in.array("may", lists_most)) {
    const auto one = item.object();
    draft.may.push_back({formats::read_text(one.at("text"), line_most), read_maybe_text(one, "limit", limit_most)});
  }
  for (auto item : in.array("must", lists_most)) draft.must.push_back(formats::read_text(item, line_most));
  for (auto item : in.array("effects", lists_most)) draft.effects.push_back(formats::read_text(item, line_most));
  draft.example = read_maybe_text(in, "example", example_most);
  draft.story = in.optional_string("story", 64);
  if (!in.at("call").is_null()) {
    const auto call = in.object("call");
    draft.call = {formats::read_text(call.at("who"), line_most), call.required_string("telephone", 40)};
  } else {
    in.at("call").accept();
  }
  draft.question = read_maybe_text(in, "question", line_most);
  return draft;
}

// Who looks after what customers (employees) are promised keeps the cards there.
Done may_keep(store::Reader& reader, const Request& request, const MomentId& id) {
  const auto there = moment(reader, id);
  const auto within = there ? journey(reader, there->journey) : std::nullopt;
  if (!within) return refuse(FaultKind::not_found, "moments.unknown");
  return promises::may_shape(*request.caller, within->audience);
}

Day today_of(store::Reader& reader, const Services& services) {
  return people::day_of(people::organisation(reader), services.clock.now());
}

Response list(Services& services, const Request& request) {
  const MomentId id{request.in_path.at("id")};
  auto text =
      services.store.ask(store::Scope(request.caller->tenant), [&](store::Reader& reader) -> Result<std::string> {
        if (!moment(reader, id)) return refuse(FaultKind::not_found, "moments.unknown");
        JsonWriter out;
        out.begin_object().key("items").begin_array();
        for (const auto& one : shown(reader, cards_of(reader, id), today_of(reader, services))) to_json(out, one);
        return out.end_array().end_object().take();
      });
  if (!text) return http::fault(text.error(), request.language);
  if (!*text) return http::fault(text->error(), request.language);
  return http::json(std::move(**text));
}

Response kept(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  const auto role = in.optional_string("role", 64);
  const auto draft = read_card(in);
  const auto revision = static_cast<int>(in.required_int("revision", 0, INT32_MAX));
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const MomentId id{request.in_path.at("id")};
  auto text =
      services.store.change(store::Scope(request.caller->tenant), [&](store::Writer& writer) -> Result<std::string> {
        if (auto may = may_keep(writer, request, id); !may) return refuse(may.error());
        const auto acting = promises::acting(writer, *request.caller, services.clock.now());
        auto made = keep_card(writer, acting, services.randomness, id, role, draft, revision);
        if (!made) return refuse(made.error());
        JsonWriter out;
        for (const auto& one : shown(writer, {*made}, acting.today)) to_json(out, one);
        return out.take();
      });
  if (!text) return http::fault(text.error(), request.language);
  return http::json(std::move(*text));
}

Response ended(Services& services, const Request& request) {
  const auto& id = request.in_path.at("id");
  auto done = services.store.write(store::Scope(request.caller->tenant), [&](store::Writer& writer) -> Done {
    const auto there = card(writer, id);
    if (!there) return refuse(FaultKind::not_found, "moments.card.unknown");
    if (auto may = may_keep(writer, request, there->moment); !may) return may;
    return end_card(writer, promises::acting(writer, *request.caller, services.clock.now()), id);
  });
  return done ? http::no_content() : http::fault(done.error(), request.language);
}

}  // namespace

void card_routes(http::Router& router, Services& services) {
  const auto on = [&](Method method, const char* pattern, Access access, Response (*work)(Services&, const Request&)) {
    router.on(method, pattern, std::move(access),
              [&services, work](const Request& request) { return work(services, request); });
  };
  const auto keepers = Access::of({Role::owner, Role::cx_manager});
  on(Method::get, "/api/v1/moments/{id}/cards", Access::floor(), list);
  on(Method::put, "/api/v1/moments/{id}/cards", keepers, kept);
  on(Method::del, "/api/v1/cards/{id}", keepers, ended);
}

}  // namespace goud::moments
