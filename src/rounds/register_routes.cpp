// One employee of the register: what is kept of them here and in people/, and forgetting it in both.
#include "rounds/routes.hpp"

namespace goud::rounds {
namespace {

using http::Access;
using http::Method;
using http::Request;

using http::Role;

Acting acting_of(store::Reader& reader, const Services& services, const Request& request) {
  return promises::acting(reader, *request.caller, services.clock.now());
}

http::Response forgotten(Services& services, const Request& request) {
  const auto& id = request.in_path.at("id");
  const auto done = services.store.write(store::Scope(request.caller->tenant), [&](store::Writer& writer) -> Done {
    if (auto forgot = people::forget_employee(writer, id); !forgot) return forgot;
    if (auto forgot = rounds::forget_employee(writer, id); !forgot) return forgot;
    writer.audit(acting_of(writer, services, request).actor, "forgotten", "employee", id, "{}");
    return {};
  });
  return done ? http::no_content() : http::fault(done.error(), request.language);
}

// Who looked is kept.
http::Response told(Services& services, const Request& request) {
  const auto& id = request.in_path.at("id");
  const auto text =
      services.store.change(store::Scope(request.caller->tenant), [&](store::Writer& writer) -> Result<std::string> {
        const auto known = people::about_employee(writer, id);
        if (known == "{}") return refuse(FaultKind::not_found, "http.not_found");
        writer.audit(acting_of(writer, services, request).actor, "told", "employee", id, "{}");
        formats::JsonWriter out;
        out.begin_object().raw_field("register", known);
        return out.raw_field("rounds", rounds::about_employee(writer, id)).end_object().take();
      });
  return text ? http::json(*text) : http::fault(text.error(), request.language);
}

}  // namespace

void register_routes(http::Router& router, Services& services) {
  const auto planners = Access::of({Role::owner, Role::hr_manager});
  router.on(Method::get, "/api/v1/employees/{id}", planners,
            [&services](const Request& request) { return told(services, request); });
  router.on(Method::del, "/api/v1/employees/{id}", planners,
            [&services](const Request& request) { return forgotten(services, request); });
}

}  // namespace goud::rounds
