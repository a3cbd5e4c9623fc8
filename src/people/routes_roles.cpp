// Roles and their levels: everyone reads them, the owner keeps them.
#include "people/routes.hpp"
#include "people/statements.hpp"

namespace goud::people {
namespace {

using formats::Json;
using http::Access;
using http::Method;
using http::Request;
using http::Response;

// With its name in each language a moment's owner still has to fit.
constexpr std::size_t name_most = 60;

void write_role(formats::JsonWriter& out, const JobRole& role) {
  out.begin_object().field("id", role.id).key("name");
  write(out, role.name);
  out.field("level", role.level).field("level_name", level_name(role.level));
  out.field("ended", role.ended ? std::optional(to_text(*role.ended)) : std::nullopt);
  out.field("revision", role.revision).end_object();
}

std::string text_of(const JobRole& role) {
  formats::JsonWriter out;
  write_role(out, role);
  return out.take();
}

void keep(store::Writer& writer, const JobRole& role) {
  writer.run(sql::role_update, {{":id", role.id},
                                {":name_nl", role.name.nl},
                                {":name_en", role.name.en},
                                {":level", role.level},
                                {":ended", role.ended ? std::optional<std::int64_t>(role.ended->number) : std::nullopt},
                                {":revision", role.revision}});
}

Response list(Services& services, const Request& request) {
  auto text = services.store.ask(scope_of(request), [&](store::Reader& reader) {
    std::vector<WrittenRow> rows;
    for (const auto& role : job_roles(reader)) rows.push_back({role.id, text_of(role)});
    return page_text(request, rows);
  });
  if (!text) return http::fault(text.error(), request.language);
  return answer(request, *text);
}

Response make(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  const auto name = read_text(in.object("name"), name_most);
  const auto level = static_cast<int>(in.required_int("level", highest_level, lowest_level));
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  return answer(request,
                services.store.change(scope_of(request),
                                      [&](store::Writer& writer) -> Result<std::string> {
                                        auto made = make_role(writer, services.clock, services.randomness, name, level);
                                        if (!made) return refuse(made.error());
                                        formats::JsonWriter detail;
                                        detail.begin_object().key("name");
                                        write(detail, made->name);
                                        detail.field("level", made->level).end_object();
                                        writer.audit(actor_of(*request.caller), "made", "role", made->id,
                                                     detail.take());
                                        return text_of(*made);
                                      }),
                201);
}

Response change(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  JobRoleChange asked;
  if (in.has("name")) asked.name = read_text(in.object("name"), name_most);
  if (auto level = in.optional_int("level", highest_level, lowest_level)) asked.level = static_cast<int>(*level);
  const auto revision = in.required_int("revision", 1, INT32_MAX);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const auto& id = request.in_path.at("id");
  return answer(request, services.store.change(scope_of(request), [&](store::Writer& writer) -> Result<std::string> {
    const auto all = job_roles(writer);
    const auto* before = find(all, id);
    if (!before) return refuse(FaultKind::not_found, "http.not_found");
    if (before->revision != revision) return refuse(FaultKind::conflict, "people.changed_meanwhile");
    auto after = changed(all, *before, asked);
    if (!after) return refuse(after.error());
    keep(writer, *after);
    formats::JsonWriter detail;
    detail.begin_object();
    if (before->name != after->name) {
      write(detail.key("name_before"), before->name);
      write(detail.key("name"), after->name);
    }
    if (before->level != after->level) detail.field("level_before", before->level).field("level", after->level);
    writer.audit(actor_of(*request.caller), "changed", "role", id, detail.end_object().take());
    return text_of(*after);
  }));
}

Response end_role(Services& services, const Request& request) {
  const auto& id = request.in_path.at("id");
  return answer(request, services.store.change(scope_of(request), [&](store::Writer& writer) -> Result<std::string> {
    const auto all = job_roles(writer);
    const auto* before = find(all, id);
    if (!before) return refuse(FaultKind::not_found, "http.not_found");
    auto after = end(*before, day_of(organisation(writer), services.clock.now()));
    if (!after) return refuse(after.error());
    keep(writer, *after);
    writer.audit(actor_of(*request.caller), "ended", "role", id, "{}");
    return text_of(*after);
  }));
}

Response history(Services& services, const Request& request) {
  const auto& id = request.in_path.at("id");
  auto text = services.store.ask(scope_of(request), [&](store::Reader& reader) -> Result<std::string> {
    if (!find(job_roles(reader), id)) return refuse(FaultKind::not_found, "http.not_found");
    formats::JsonWriter out;
    out.begin_object();
    if (auto done = write_history(out, reader, request, "role", id); !done) return refuse(done.error());
    return out.end_object().take();
  });
  if (!text) return http::fault(text.error(), request.language);
  return answer(request, *text);
}

}  // namespace

void role_routes(http::Router& router, Services& services) {
  using Work = Response (*)(Services&, const Request&);
  const auto on = [&](Method method, std::string pattern, Access access, Work work) {
    router.on(method, std::move(pattern), std::move(access),
              [&services, work](const Request& request) { return work(services, request); });
  };
  const auto owner = Access::of({http::Role::owner});
  on(Method::get, "/api/v1/roles", Access::signed_in("figures:read"), list);
  on(Method::post, "/api/v1/roles", owner, make);
  on(Method::patch, "/api/v1/roles/{id}", owner, change);
  on(Method::post, "/api/v1/roles/{id}/end", owner, end_role);
  on(Method::get, "/api/v1/roles/{id}/history", Access::signed_in(), history);
}

}  // namespace goud::people
