#include "people/routes.hpp"

#include "people/guess.hpp"
#include "people/statements.hpp"

namespace goud::people {

void write(formats::JsonWriter& out, const Text& text) {
  out.begin_object();
  if (!text.nl.empty()) out.field("nl", text.nl);
  if (!text.en.empty()) out.field("en", text.en);
  out.end_object();
}

void write(formats::JsonWriter& out, const Account& account, const UnitTree& tree) {
  out.begin_object();
  out.field("id", account.id.text).field("email", account.email).field("name", account.name);
  out.field("role", http::name_of(account.role)).key("unit");
  if (const auto* unit = account.unit ? tree.find(*account.unit) : nullptr) {
    out.begin_object().field("id", unit->id.text).field("name", unit->name).end_object();
  } else {
    out.null();
  }
  out.field("language", account.language).field("active", account.active).field("revision", account.revision);
  out.field("role_id", account.role_id).end_object();
}

void write(formats::JsonWriter& out, const Organisation& org) {
  out.begin_object();
  out.field("id", org.id).field("name", org.name).field("language", org.language).field("time_zone", org.time_zone);
  out.key("brand").begin_object().field("colour", org.brand.colour);
  out.key("colour_used")
      .begin_object()
      .field("light", org.brand.used_light)
      .field("dark", org.brand.used_dark)
      .end_object();
  out.key("fill").begin_object();
  for (const auto& [name, fill] : {std::pair("light", &org.brand.fill_light), std::pair("dark", &org.brand.fill_dark)})
    out.key(name).begin_object().field("colour", fill->colour).field("text", fill->text).end_object();
  out.end_object().field("logo", org.brand.logo).end_object();
  out.field("simulation", org.simulation).key("units_levels").begin_array();
  for (const auto& level : org.levels) {
    out.begin_object().field("level", level.level).key("name");
    write(out, level.name);
    out.end_object();
  }
  out.end_array().field("revision", org.revision).end_object();
}

Done write_history(formats::JsonWriter& out, store::Reader& reader, const http::Request& request,
                   std::string_view entity, std::string_view id) {
  std::vector<std::string> rows;
  reader.each(sql::entity_audit, {{":entity", entity}, {":id", id}}, [&](const store::Row& row) {
    formats::JsonWriter one;
    one.begin_object()
        .field("at", to_rfc3339(Instant{row.integer(0)}))
        .field("verb", row.text(1))
        .raw_field("detail", row.text(2));
    one.key("actor").begin_object().field("name", row.text(3)).end_object().end_object();
    rows.push_back(one.take());
  });
  const auto page = page_of(request.parameter("cursor"), request.parameter("limit"), rows.size(),
                            [](std::size_t at) { return std::to_string(at + 1); });
  if (!page) return refuse(page.error());
  out.key("items").begin_array();
  for (auto at = page->first; at < page->last; ++at) out.raw(rows[at]);
  out.end_array().field("next", page->next);
  return {};
}

Text read_text(const formats::JsonObject& in, std::size_t max) {
  Text text{in.optional_string("nl", max).value_or(""), in.optional_string("en", max).value_or("")};
  if (in.present() && text.empty()) in.value().refuse("json.required");
  return text;
}

void routes(http::Router& router, Services& services) {
  if (!services.guesses) services.guesses = std::make_shared<GuessDelay>(services.clock, services.randomness);
  session_routes(router, services);
  account_routes(router, services);
  organisation_routes(router, services);
  unit_routes(router, services);
  role_routes(router, services);
  employee_routes(router, services);
  floor_routes(router, services);
}

}  // namespace goud::people
