// The register of employees, for those who hand out the codes of a round. What concerns one of them, rounds/ serves: it
// keeps something of them, too.
#include <map>

#include "people/routes.hpp"

namespace goud::people {
namespace {

using formats::Json;
using http::Access;
using http::Method;
using http::Request;
using http::Response;
using http::Role;

Result<std::string> list_text(store::Reader& reader, const Request& request) {
  const auto all = employees(reader);
  const auto tree = unit_tree(reader);
  const auto name_of = [&](const UnitId& id) {
    const auto* unit = tree.find(id);
    return unit != nullptr ? unit->name : std::string();
  };
  auto page = page_of(request.parameter("after"), request.parameter("limit"), all.size(),
                      [&](std::size_t at) { return all[at].id; });
  if (!page) {
    auto fault = page.error();
    for (auto& field : fault.fields)
      if (field.path == "cursor") field.path = "after";
    return refuse(std::move(fault));
  }
  formats::JsonWriter out;
  out.begin_object().key("employees").begin_array();
  for (auto at = page->first; at < page->last; ++at) {
    const auto& one = all[at];
    out.begin_object().field("id", one.id).field("unit", one.unit.text).field("unit_name", name_of(one.unit));
    out.field("email", one.email.empty() ? std::nullopt : std::optional(one.email));
    out.field("language", one.language).end_object();
  }
  struct Count {
    int people = 0, with_address = 0;
  };
  std::map<std::string, Count> counts;
  for (const auto& one : all) {
    auto& count = counts[one.unit.text];
    ++count.people;
    if (!one.email.empty()) ++count.with_address;
  }
  out.end_array().key("by_unit").begin_array();
  for (const auto& unit : tree.units())
    if (const auto count = counts.find(unit.id.text); count != counts.end())
      out.begin_object()
          .field("unit", unit.id.text)
          .field("name", unit.name)
          .field("people", count->second.people)
          .field("with_address", count->second.with_address)
          .end_object();
  return out.end_array().field("next", page->next).end_object().take();
}

Response list(Services& services, const Request& request) {
  const auto text =
      services.store.ask(scope_of(request), [&](store::Reader& reader) { return list_text(reader, request); });
  if (!text) return http::fault(text.error(), request.language);
  return answer(request, *text);
}

Response registered(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  std::vector<EmployeeDraft> rows;
  for (auto item : in.array("rows", employees_at_once)) {
    const auto one = item.object();
    EmployeeDraft row;
    row.unit = UnitId{one.required_string("unit", 64)};
    row.email = one.required_string("email", 254);
    row.language = one.optional_enum<std::string>("language", {{"nl", "nl"}, {"en", "en"}}).value_or("nl");
    rows.push_back(std::move(row));
  }
  std::vector<Heads> heads;
  for (auto item : in.array("heads", heads_at_once)) {
    const auto one = item.object();
    heads.push_back(
        {UnitId{one.required_string("unit", 64)}, static_cast<int>(one.required_int("people", 0, heads_most))});
  }
  if (rows.empty() && heads.empty() && document->clean()) (void)in.required("rows");
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  auto done = services.store.change(scope_of(request), [&](store::Writer& writer) -> Result<Registered> {
    const auto org = organisation(writer);
    auto made = register_employees(writer, services.randomness, rows, heads, day_of(org, services.clock.now()));
    if (made)
      writer.audit(actor_of(*request.caller), "registered", "employee", org.id,
                   "{\"added\":" + std::to_string(made->added) + ",\"moved\":" + std::to_string(made->moved) +
                       ",\"removed\":" + std::to_string(made->gone) + "}");
    return made;
  });
  if (!done) return http::fault(done.error(), request.language);
  formats::JsonWriter out;
  out.begin_object().field("added", done->added).field("moved", done->moved).field("same", done->same);
  return http::json(out.field("gone", done->gone).end_object().take());
}

}  // namespace

void employee_routes(http::Router& router, Services& services) {
  using Work = Response (*)(Services&, const Request&);
  const auto on = [&](Method method, const char* pattern, Work work, http::Limits limits = {}) {
    router.on(
        method, pattern, Access::of({Role::owner, Role::hr_manager}),
        [&services, work](const Request& request) { return work(services, request); }, limits);
  };
  constexpr std::size_t register_bytes = 2 << 20;
  on(Method::get, "/api/v1/employees", list);
  on(Method::post, "/api/v1/employees", registered, {.body_bytes = register_bytes});
}

}  // namespace goud::people
