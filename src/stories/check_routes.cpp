// Looking over: share, keep back, choose for a week; the list of names; what is kept of a colleague.
#include "stories/statements.hpp"
#include "stories/view.hpp"

namespace goud::stories {
namespace {

using formats::Json;
using formats::JsonWriter;
using http::Access;
using http::Method;
using http::Request;
using http::Response;
using http::Role;

constexpr std::size_t names_at_once = 200'000;

http::Response refused(const Fault& fault, const Request& request) { return http::fault(fault, request.language); }
auto unknown() { return refuse(FaultKind::not_found, "stories.unknown"); }

// A change of one story by who looks after it; what it became is told.
Response changed(Services& services, const Request& request,
                 const std::function<Done(store::Writer&, const Acting&, const std::string& id)>& change) {
  const auto view = view_of(services, request, Narrowed::no);
  if (!view) return refused(view.error(), request);
  const auto& id = request.in_path.at("id");
  if (auto done = keep_up(services, view->caller.tenant, 4); !done) return refused(done.error(), request);
  JsonWriter out;
  auto done = services.store.write(store::Scope(view->caller.tenant), [&](store::Writer& writer) -> Done {
    const auto before = story(writer, id);
    if (!before || !sees_as_told(*view, *before)) return unknown();
    if (auto made = change(writer, promises::acting(writer, view->caller, services.clock.now()), id); !made)
      return made;
    out = JsonWriter();
    write(out, writer, {*view, themes(writer), names_ready(services, view->caller.tenant, writer)}, *story(writer, id));
    return {};
  });
  return done ? http::json(out.take()) : refused(done.error(), request);
}

Response with_words(Services& services, const Request& request, const char* field,
                    Result<Story> (*decide)(store::Writer&, const Acting&, std::string_view, const std::string&)) {
  const auto document = Json::parse(request.body);
  if (!document) return refused(document.error(), request);
  const auto words = document->object().required_string(field, 4 * story_characters);
  if (auto done = document->finish(); !done) return refused(done.error(), request);
  return changed(services, request, [&](store::Writer& writer, const Acting& acting, const std::string& id) -> Done {
    if (auto made = decide(writer, acting, id, words); !made) return refuse(made.error());
    return {};
  });
}

Response share_one(Services& services, const Request& request) { return with_words(services, request, "text", share); }
Response keep_one_back(Services& services, const Request& request) {
  return with_words(services, request, "because", keep_back);
}

Response for_week(Services& services, const Request& request,
                  Done (*decide)(store::Writer&, const Acting&, std::string_view, Day)) {
  const auto week = week_from(request.in_path.at("week"), "week");
  if (!week) return refused(week.error(), request);
  return changed(services, request, [&](store::Writer& writer, const Acting& acting, const std::string& id) {
    return decide(writer, acting, id, *week);
  });
}
Response choose_one(Services& services, const Request& request) { return for_week(services, request, choose); }
Response unchoose_one(Services& services, const Request& request) { return for_week(services, request, unchoose); }

Response retold_noted(Services& services, const Request& request) {
  const auto document = Json::parse(request.body);
  if (!document) return refused(document.error(), request);
  const auto in = document->object();
  const auto times = in.required_enum<Retold>(
      "times",
      {{"no", Retold::no}, {"1-2", Retold::one_or_two}, {"3-5", Retold::three_to_five}, {"more", Retold::more}});
  if (auto done = document->finish(); !done) return refused(done.error(), request);
  const auto tenant = request.caller->tenant;
  if (auto done = keep_up(services, tenant, 4); !done) return refused(done.error(), request);
  auto done = services.store.write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
    const auto today = people::day_of(people::organisation(writer), services.clock.now());
    if (auto made = note_retold(writer, request.in_path.at("id"), times, today); !made) return refuse(made.error());
    return {};
  });
  return done ? http::no_content() : refused(done.error(), request);
}

Response names_told(Services& services, const Request& request) {
  auto known = services.store.ask(store::Scope(request.caller->tenant),
                                  [](store::Reader& reader) { return customer_names(reader); });
  if (!known) return refused(known.error(), request);
  JsonWriter out;
  out.begin_object().key("names").begin_array();
  for (const auto& name : *known) out.value(name);
  return http::json(out.end_array().end_object().take());
}

Response names_kept(Services& services, const Request& request) {
  const auto document = Json::parse(request.body);
  if (!document) return refused(document.error(), request);
  std::vector<std::string> given;
  for (auto name : document->object().required("names").array(names_at_once))
    given.emplace_back(name.as_string(200).value_or(""));
  if (auto done = document->finish(); !done) return refused(done.error(), request);
  auto done = services.store.write(store::Scope(request.caller->tenant), [&](store::Writer& writer) {
    return keep_customer_names(writer, promises::acting(writer, *request.caller, services.clock.now()), given);
  });
  return done ? http::no_content() : refused(done.error(), request);
}

Result<std::string> who_in(const Request& request) {
  const auto document = Json::parse(request.body);
  if (!document) return refuse(document.error());
  auto who = document->object().required_string("who", 36);
  if (auto done = document->finish(); !done) return refuse(done.error());
  return who;
}

Response colleague_told(Services& services, const Request& request) {
  const auto who = who_in(request);
  if (!who) return refused(who.error(), request);
  std::string told;
  auto done = services.store.write(store::Scope(request.caller->tenant), [&](store::Writer& writer) -> Done {
    told = about_colleague(writer, *who);
    writer.audit(promises::acting(writer, *request.caller, services.clock.now()).actor, "told", "colleague", *who,
                 "{}");
    return {};
  });
  return done ? http::json(told) : refused(done.error(), request);
}

Response colleague_forgotten(Services& services, const Request& request) {
  const auto who = who_in(request);
  if (!who) return refused(who.error(), request);
  auto done = services.store.write(store::Scope(request.caller->tenant), [&](store::Writer& writer) {
    return forget_colleague(writer, promises::acting(writer, *request.caller, services.clock.now()), *who);
  });
  return done ? http::no_content() : refused(done.error(), request);
}

}  // namespace

void check_routes(http::Router& router, Services& services) {
  using Route = Response (*)(Services&, const Request&);
  const auto on = [&](Method method, std::string pattern, const Access& access, Route route,
                      const http::Limits& limits = {}) {
    router.on(
        method, std::move(pattern), access,
        [&services, route](const Request& request) { return route(services, request); }, limits);
  };
  on(Method::post, "/api/v1/stories/{id}/share", checkers(), share_one);
  on(Method::post, "/api/v1/stories/{id}/keep-back", checkers(), keep_one_back);
  on(Method::put, "/api/v1/stories/{id}/weeks/{week}", checkers(), choose_one);
  on(Method::del, "/api/v1/stories/{id}/weeks/{week}", checkers(), unchoose_one);
  const auto keepers = Access::of({Role::owner, Role::cx_manager});
  on(Method::post, "/api/v1/stories/{id}/retold", Access::of({Role::owner, Role::cx_manager}, "answers:write"),
     retold_noted);
  on(Method::get, "/api/v1/stories/names", keepers, names_told);
  http::Limits large;
  large.body_bytes = 8 * 1024 * 1024;
  on(Method::put, "/api/v1/stories/names", keepers, names_kept, large);
  on(Method::post, "/api/v1/colleagues/about", Access::of({Role::owner}), colleague_told);
  on(Method::post, "/api/v1/colleagues/forget", Access::of({Role::owner}), colleague_forgotten);
}

}  // namespace goud::stories
