#include "formats/json.hpp"
#include "formats/text_json.hpp"
#include "kernel/page.hpp"
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

Access shapers() { return Access::of({Role::owner, Role::cx_manager, Role::hr_manager}); }

using Roles = std::vector<people::JobRole>;

void write(JsonWriter& out, const Moment& moment, const Roles& roles) {
  out.begin_object().field("id", moment.id.text).field("journey", moment.journey.text).field("stage", name_of(moment.stage));
  out.field("position", moment.position);
  formats::write_text(out.key("name"), moment.name);
  out.field("channel", moment.channel)
      .field("owner_role", moment.owner_role)
      .field("owner_level", people::level_of(roles, moment.owner_role))
      .field("key", moment.key);
  out.key("promises").begin_array();
  for (const auto& promise : moment.promises) out.value(promise.text);
  out.end_array();
  out.field("revision", moment.revision).field("ended", moment.ended.has_value()).end_object();
}

void write(JsonWriter& out, const Journey& journey, const Roles& roles) {
  out.begin_object().field("id", journey.id.text).field("audience", promises::name_of(journey.audience));
  formats::write_text(out.key("name"), journey.name);
  out.key("stages").begin_array();
  for (const auto& stage : journey.stages) {
    out.begin_object().field("stage", name_of(stage.stage));
    formats::write_text(out.key("name"), stage.name);
    out.field("owner_role", stage.owner_role)
        .field("owner_level", people::level_of(roles, stage.owner_role))
        .end_object();
  }
  out.end_array().field("revision", journey.revision).key("moments").begin_array();
  for (const auto& moment : journey.moments) write(out, moment, roles);
  out.end_array().end_object();
}

Result<Roles> roles_of(Services& services, const Request& request) {
  return services.store.ask(store::Scope(request.caller->tenant),
                            [](store::Reader& reader) { return people::job_roles(reader); });
}

template <class T>
Response answer(Services& services, const Request& request, const Result<T>& made, int status = 200) {
  if (!made) return http::fault(made.error(), request.language);
  const auto roles = roles_of(services, request);
  if (!roles) return http::fault(roles.error(), request.language);
  JsonWriter out;
  write(out, *made, *roles);
  return http::json(out.take(), status);
}

// The audience of what is named decides who may shape it; what is not there answers the same to all of them.
template <class Fn>
auto shape(Services& services, const Request& request, const std::function<std::optional<Audience>(store::Reader&)>& audience_of,
           std::string_view unknown, Fn fn) {
  return services.store.change(
      store::Scope(request.caller->tenant), [&](store::Writer& writer) -> decltype(fn(writer, std::declval<const Acting&>())) {
        const auto audience = audience_of(writer);
        if (!audience) return refuse(FaultKind::not_found, std::string(unknown));
        if (auto may = promises::may_shape(*request.caller, *audience); !may) return refuse(may.error());
        return fn(writer, promises::acting(writer, *request.caller, services.clock.now()));
      });
}

std::function<std::optional<Audience>(store::Reader&)> of_journey(JourneyId id) {
  return [id = std::move(id)](store::Reader& reader) -> std::optional<Audience> {
    auto found = journey(reader, id);
    if (!found) return std::nullopt;
    return found->audience;
  };
}
std::function<std::optional<Audience>(store::Reader&)> of_moment(MomentId id) {
  return [id = std::move(id)](store::Reader& reader) -> std::optional<Audience> {
    auto found = moment(reader, id);
    if (!found) return std::nullopt;
    auto within = journey(reader, found->journey);
    if (!within) return std::nullopt;
    return within->audience;
  };
}

std::function<std::optional<Audience>(store::Reader&)> of_annotation(std::string id) {
  return [id = std::move(id)](store::Reader& reader) -> std::optional<Audience> {
    auto found = annotation(reader, id);
    return found ? of_moment(found->moment)(reader) : std::nullopt;
  };
}

std::optional<Stage> read_stage(const JsonObject& in, bool required) {
  constexpr std::pair<std::string_view, Stage> names[] = {
      {"see", Stage::see}, {"think", Stage::think}, {"do", Stage::do_}, {"care", Stage::care}};
  const JsonObject::Names<Stage> all = {names[0], names[1], names[2], names[3]};
  if (required) return in.required_enum<Stage>("stage", all);
  return in.optional_enum<Stage>("stage", all);
}

// Absent: as it was. Null: taken away.
std::optional<std::optional<std::string>> read_maybe(const JsonObject& in, std::string_view key) {
  if (!in.has(key)) return std::nullopt;
  return in.optional_string(key, 240);
}

Response journey_list(Services& services, const Request& request) {
  auto all = services.store.ask(store::Scope(request.caller->tenant), [](store::Reader& reader) { return journeys(reader); });
  if (!all) return http::fault(all.error(), request.language);
  if (all->empty()) {
    // A new organisation begins with a journey for employees and one for customers, wherever it was made.
    auto begun = services.store.change(store::Scope(request.caller->tenant), [&](store::Writer& writer) -> Result<std::vector<Journey>> {
      const auto acting = promises::acting(writer, *request.caller, services.clock.now());
      if (auto done = begin(writer, {"", acting.now, acting.today}, services.clock, services.randomness); !done) return refuse(done.error());
      return journeys(writer);
    });
    if (!begun) return http::fault(begun.error(), request.language);
    *all = std::move(*begun);
  }
  const auto roles = roles_of(services, request);
  if (!roles) return http::fault(roles.error(), request.language);
  const auto page = page_of(request.parameter("cursor"), request.parameter("limit"), all->size(),
                            [&](std::size_t at) { return (*all)[at].id.text; });
  if (!page) return http::fault(page.error(), request.language);
  JsonWriter out;
  out.begin_object().key("items").begin_array();
  for (auto at = page->first; at < page->last; ++at) write(out, (*all)[at], *roles);
  out.end_array().field("next", page->next).end_object();
  return http::json(out.take());
}

Response journey_made(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  auto in = document->object();
  const auto audience = in.required_enum<Audience>("audience", {{"employee", Audience::employee}, {"customer", Audience::customer}});
  const auto name = formats::read_text(in.at("name"), 120);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const JourneyId id{uuid_v7(services.clock, services.randomness)};
  return answer(
      services, request,
      shape(
          services, request, [&](store::Reader&) { return std::optional(audience); }, "moments.journey.unknown",
          [&](store::Writer& writer, const Acting& acting) { return add_journey(writer, acting, id, audience, name); }),
      201);
}

Response journey_renamed(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  auto in = document->object();
  const auto name = formats::read_text(in.at("name"), 120);
  const auto revision = static_cast<int>(in.required_int("revision", 1, INT32_MAX));
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const JourneyId id{request.in_path.at("id")};
  return answer(
      services, request,
      shape(services, request, of_journey(id), "moments.journey.unknown",
            [&](store::Writer& writer, const Acting& acting) { return rename(writer, acting, id, name, revision); }));
}

Response stage_changed(Services& services, const Request& request) {
  const auto stage = stage_from(request.in_path.at("stage"));
  if (!stage) return http::fault(Fault{FaultKind::not_found, "moments.stage.unknown", {}, {}}, request.language);
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  auto in = document->object();
  StageChange asked;
  if (in.has("name")) asked.name = formats::read_text(in.at("name"), 120);
  asked.owner_role = read_maybe(in, "owner_role");
  const auto revision = static_cast<int>(in.required_int("revision", 1, INT32_MAX));
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const JourneyId id{request.in_path.at("id")};
  return answer(services, request,
                shape(services, request, of_journey(id), "moments.journey.unknown",
                      [&](store::Writer& writer, const Acting& acting) {
                        return change_stage(writer, acting, id, *stage, asked, revision);
                      }));
}

Response moment_made(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  auto in = document->object();
  MomentDraft draft;
  draft.stage = read_stage(in, true).value_or(Stage::care);
  draft.name = formats::read_text(in.at("name"), 120);
  draft.channel = in.optional_string("channel", 20);
  draft.owner_role = in.optional_string("owner_role", 240);
  draft.key = in.optional_bool("key").value_or(false);
  if (auto position = in.optional_int("position", 0, 10000)) draft.position = static_cast<int>(*position);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const JourneyId within{request.in_path.at("id")};
  const MomentId id{uuid_v7(services.clock, services.randomness)};
  return answer(
      services, request,
      shape(services, request, of_journey(within), "moments.journey.unknown",
            [&](store::Writer& writer, const Acting& acting) { return add(writer, acting, within, id, draft); }),
      201);
}

Response moment_changed(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  auto in = document->object();
  MomentChange asked;
  asked.stage = read_stage(in, false);
  if (in.has("name")) asked.name = formats::read_text(in.at("name"), 120);
  asked.channel = read_maybe(in, "channel");
  asked.owner_role = read_maybe(in, "owner_role");
  asked.key = in.optional_bool("key");
  if (auto position = in.optional_int("position", 0, 10000)) asked.position = static_cast<int>(*position);
  const auto revision = static_cast<int>(in.required_int("revision", 1, INT32_MAX));
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const MomentId id{request.in_path.at("id")};
  return answer(
      services, request,
      shape(services, request, of_moment(id), "moments.unknown",
            [&](store::Writer& writer, const Acting& acting) { return change(writer, acting, id, asked, revision); }));
}

Response moment_ended(Services& services, const Request& request) {
  const MomentId id{request.in_path.at("id")};
  return answer(services, request,
                shape(services, request, of_moment(id), "moments.unknown",
                      [&](store::Writer& writer, const Acting& acting) { return end(writer, acting, id); }));
}

Response promises_placed(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  auto in = document->object();
  std::vector<PromiseId> asked;
  for (auto item : in.required("promises").array(50)) {
    if (auto text = item.as_string(36)) asked.push_back(PromiseId{std::string(*text)});
  }
  std::optional<int> revision;
  if (auto given = in.optional_int("revision", 1, INT32_MAX)) revision = static_cast<int>(*given);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const MomentId id{request.in_path.at("id")};
  return answer(
      services, request,
      shape(services, request, of_moment(id), "moments.unknown",
            [&](store::Writer& writer, const Acting& acting) { return place(writer, acting, id, asked, revision); }));
}

std::optional<Day> read_day(const JsonObject& in, std::string_view text) {
  if (text.empty()) return std::nullopt;
  auto day = day_from(text);
  if (!day) return in.at("day").refuse(day.error().key, day.error().args), std::nullopt;
  return *day;
}

Response answer(const Request& request, const Result<Annotation>& made, int status = 200) {
  if (!made) return http::fault(made.error(), request.language);
  JsonWriter out;
  out.begin_object()
      .field("id", made->id)
      .field("day", to_text(made->day))
      .field("text", made->text)
      .field("kind", "note");
  out.field("revision", made->revision).end_object();
  return http::json(out.take(), status);
}

Response annotated(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  auto in = document->object();
  Annotation annotation;
  annotation.day = read_day(in, in.required_string("day", 10)).value_or(Day{});
  annotation.text = in.required_string("text", 300);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  annotation.id = uuid_v7(services.clock, services.randomness);
  const MomentId id{request.in_path.at("id")};
  return answer(
      request,
      shape(services, request, of_moment(id), "moments.unknown",
            [&](store::Writer& writer, const Acting& acting) { return annotate(writer, acting, id, annotation); }),
      201);
}

Response annotation_changed(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  auto in = document->object();
  AnnotationChange asked;
  if (in.has("day")) asked.day = read_day(in, in.required_string("day", 10));
  if (in.has("text")) asked.text = in.required_string("text", 300);
  const auto revision = static_cast<int>(in.required_int("revision", 1, INT32_MAX));
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const auto& id = request.in_path.at("id");
  return answer(request, shape(services, request, of_annotation(id), "moments.annotation.unknown",
                               [&](store::Writer& writer, const Acting& acting) {
                                 return change_annotation(writer, acting, id, asked, revision);
                               }));
}

Response annotation_removed(Services& services, const Request& request) {
  const auto& id = request.in_path.at("id");
  auto gone = shape(services, request, of_annotation(id), "moments.annotation.unknown",
                    [&](store::Writer& writer, const Acting& acting) -> Result<bool> {
                      if (auto done = remove_annotation(writer, acting, id); !done) return refuse(done.error());
                      return true;
                    });
  if (!gone) return http::fault(gone.error(), request.language);
  return http::no_content();
}

}  // namespace

void routes(http::Router& router, Services& services) {
  using Route = Response (*)(Services&, const Request&);
  const auto on = [&](Method method, std::string pattern, Access access, Route route) {
    router.on(method, std::move(pattern), std::move(access), [&services, route](const Request& request) { return route(services, request); });
  };
  on(Method::get, "/api/v1/journeys", Access::signed_in("figures:read"), journey_list);
  on(Method::post, "/api/v1/journeys", shapers(), journey_made);
  on(Method::patch, "/api/v1/journeys/{id}", shapers(), journey_renamed);
  on(Method::patch, "/api/v1/journeys/{id}/stages/{stage}", shapers(), stage_changed);
  on(Method::post, "/api/v1/journeys/{id}/moments", shapers(), moment_made);
  on(Method::patch, "/api/v1/moments/{id}", shapers(), moment_changed);
  on(Method::post, "/api/v1/moments/{id}/end", shapers(), moment_ended);
  on(Method::put, "/api/v1/moments/{id}/promises", shapers(), promises_placed);
  on(Method::post, "/api/v1/moments/{id}/annotations", shapers(), annotated);
  on(Method::patch, "/api/v1/annotations/{id}", shapers(), annotation_changed);
  on(Method::del, "/api/v1/annotations/{id}", shapers(), annotation_removed);
  card_routes(router, services);
  router.on(Method::get, "/api/v1/journeys/{id}/history", Access::signed_in(), [&services](const Request& request) {
    const JourneyId id{request.in_path.at("id")};
    return promises::history_of(
        services.store, request, "journey", id.text,
        [&](store::Reader& reader) { return journey(reader, id).has_value(); }, "moments.journey.unknown");
  });
  router.on(Method::get, "/api/v1/moments/{id}/history", Access::signed_in(), [&services](const Request& request) {
    const MomentId id{request.in_path.at("id")};
    return promises::history_of(services.store, request, "moment", id.text,
                                [&](store::Reader& reader) { return moment(reader, id).has_value(); }, "moments.unknown");
  });
}

}  // namespace goud::moments
