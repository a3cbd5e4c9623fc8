// Accounts and API keys, and the audit trail: the owner's alone.
#include <algorithm>

#include "people/routes.hpp"
#include "people/statements.hpp"

namespace goud::people {
namespace {

using formats::Json;
using http::Access;
using http::Method;
using http::Request;
using http::Response;

constexpr std::string_view scopes_known[] = {"answers:write", "answers:read", "figures:read"};

Result<std::string> list_accounts(store::Reader& reader, const Request& request) {
  const auto tree = unit_tree(reader);
  const auto all = accounts(reader);
  const auto page = page_of(request.parameter("cursor"), request.parameter("limit"), all.size(),
                            [&](std::size_t at) { return all[at].id.text; });
  if (!page) return refuse(page.error());
  formats::JsonWriter out;
  out.begin_object().key("items").begin_array();
  for (auto at = page->first; at < page->last; ++at) write(out, all[at], tree);
  return out.end_array().field("next", page->next).end_object().take();
}

Response change_account(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  AccountChange change;
  if (auto role = in.optional_string("role", 40)) {
    change.role = http::role_from(*role);
    if (!change.role) in.at("role").refuse("people.account.role_unknown");
  }
  if (in.null_at("unit")) {
    change.unit = std::optional<UnitId>();
  } else if (auto unit = in.optional_string("unit", 64)) {
    change.unit = std::optional(UnitId{*unit});
  }
  if (in.null_at("role_id")) {
    change.role_id = std::optional<std::string>();
  } else if (auto job = in.optional_string("role_id", 64)) {
    change.role_id = std::optional(*job);
  }
  if (in.has("name")) change.name = in.required_string("name", 200);
  if (auto language = in.optional_enum<std::string_view>("language", {{"nl", "nl"}, {"en", "en"}})) change.language = std::string(*language);
  change.active = in.optional_bool("active");
  const auto revision = in.required_int("revision", 0, INT32_MAX);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const AccountId id{request.in_path.at("id")};
  return answer(request, services.store.change(scope_of(request), [&](store::Writer& writer) -> Result<std::string> {
    const auto row = account_row(writer, id);
    if (!row) return refuse(FaultKind::not_found, "http.not_found");
    const auto& before = row->account;
    if (before.revision != revision) return refuse(FaultKind::conflict, "people.changed_meanwhile");
    const auto tree = unit_tree(writer);
    if (auto done = role_fits(before, change, job_roles(writer)); !done) return refuse(done.error());
    auto after = changed(before, change, accounts(writer), tree);
    if (!after) return tl::unexpected<Fault>(after.error());
    writer.run(sql::account_update, {{":id", id.text},
                                     {":name", after->name},
                                     {":role", http::name_of(after->role)},
                                     {":unit", after->unit ? std::optional(after->unit->text) : std::nullopt},
                                     {":language", after->language},
                                     {":active", after->active},
                                     {":revision", after->revision}});
    if (after->role_id != before.role_id) {
      writer.run(sql::account_role_drop, {{":account", id.text}});
      if (after->role_id) writer.run(sql::account_role_insert, {{":account", id.text}, {":role", *after->role_id}});
    }
    // What someone may do changed: they sign in again, so that nothing old is still open.
    if (before.role != after->role || before.active != after->active || before.unit != after->unit)
      writer.run(sql::session_delete_of, {{":account", id.text}});
    formats::JsonWriter detail;
    detail.begin_object();
    if (before.role != after->role) detail.field("role", http::name_of(after->role));
    if (before.active != after->active) detail.field("active", after->active);
    if (before.unit != after->unit) detail.field("unit", after->unit ? after->unit->text : "");
    if (before.role_id != after->role_id) detail.field("role_id", after->role_id.value_or(""));
    writer.audit(actor_of(*request.caller), "changed", "account", id.text, detail.end_object().take());
    formats::JsonWriter out;
    write(out, *after, tree);
    return out.take();
  }));
}

Result<std::string> list_keys(store::Reader& reader, const Request& request) {
  std::vector<WrittenRow> all;
  reader.each(sql::key_all, {}, [&](const store::Row& row) {
    if (!row.null(5)) return;
    formats::JsonWriter out;
    out.begin_object().field("id", row.text(0)).field("name", row.text(1)).key("scopes").begin_array();
    std::string_view rest = row.text(2);
    while (!rest.empty()) {
      const auto space = rest.find(' ');
      out.value(rest.substr(0, space));
      rest.remove_prefix(space == std::string_view::npos ? rest.size() : space + 1);
    }
    out.end_array().field("created_at", to_rfc3339(Instant{row.integer(3)})).field("expires_at", to_rfc3339(Instant{row.integer(4)}));
    out.field("by", row.text(6)).end_object();
    all.push_back({row.string(0), out.take()});
  });
  return page_text(request, all);
}

Response make_key(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  const auto name = in.required_string("name", 200);
  std::string scopes;
  const auto given = in.required("scopes").array(10);
  for (auto item : given) {
    const auto scope = item.as_string(40);
    if (!scope) continue;
    if (std::find(std::begin(scopes_known), std::end(scopes_known), *scope) == std::end(scopes_known)) {
      item.refuse("json.not_one_of", {{"names", "answers:write, answers:read, figures:read"}});
    } else if ((" " + scopes + " ").find(" " + std::string(*scope) + " ") == std::string::npos) {
      scopes += (scopes.empty() ? "" : " ") + std::string(*scope);
    }
  }
  if (given.present() && given.size() == 0) in.at("scopes").refuse("json.empty");
  const auto expires_text = in.required_string("expires_at", 40);
  const auto now = services.clock.now();
  auto expires = expires_text.size() == 10 ? instant_from(expires_text + "T23:59:59Z") : instant_from(expires_text);
  if (!expires_text.empty()) {
    const std::int64_t longest = now.micros + std::int64_t{2 * 366} * 86'400'000'000;
    if (!expires || *expires <= now || expires->micros > longest) in.at("expires_at").refuse("people.key.expires");
  }
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const auto key = "goud_" + new_secret(services.randomness, 32);
  const auto id = uuid_v7(services.clock, services.randomness);
  auto done = services.store.write(scope_of(request), [&](store::Writer& writer) -> Done {
    writer.run(sql::key_insert, {{":id", id},
                                 {":name", name},
                                 {":key_hash", kept_of(key)},
                                 {":scopes", scopes},
                                 {":made_by", request.caller->account.text},
                                 {":made_at", now.micros},
                                 {":expires_at", expires->micros}});
    writer.audit(actor_of(*request.caller), "made", "key", id, "{\"scopes\":" + formats::json_text(scopes) + "}");
    return {};
  });
  if (!done) return http::fault(done.error(), request.language);
  formats::JsonWriter out;
  out.begin_object().field("id", id).field("key", key).field("name", name).key("scopes").begin_array();
  for (auto item : given) out.value(item.as_string().value_or(""));
  out.end_array().field("created_at", to_rfc3339(now)).field("expires_at", to_rfc3339(*expires)).end_object();
  return http::json(out.take(), 201);
}

Response audit(Services& services, const Request& request) {
  const Seal seal = [&services, purpose = "cursor:" + std::to_string(request.caller->tenant.org) + ":audit"](
                        std::string_view place) { return services.secrets.hmac(purpose, place); };
  std::int64_t before = INT64_MAX;
  if (const auto text = request.parameter("cursor"); text && !text->empty()) {
    const auto place = place_from(*text, seal);
    if (!place) return http::fault(place.error(), request.language);
    before = *place;
  }
  const auto asked = page_limit(request.parameter("limit"), 50);
  if (!asked) return http::fault(asked.error(), request.language);
  const auto limit = static_cast<std::int64_t>(*asked);
  return answer(request, services.store.ask(scope_of(request), [&](store::Reader& reader) {
    formats::JsonWriter out;
    out.begin_object().key("items").begin_array();
    std::int64_t rows = 0, last = 0;
    reader.each(sql::audit_page, {{":before", before}, {":limit", limit}}, [&](const store::Row& row) {
      ++rows;
      last = row.integer(0);
      out.begin_object().field("at", to_rfc3339(Instant{row.integer(1)}));
      const auto name = row.text(3).empty() ? row.text(2).substr(0, row.text(2).find(':')) : row.text(3);
      out.key("actor").begin_object().field("name", name).end_object();
      out.field("verb", row.text(4)).field("entity", row.text(5)).field("id", row.text(6));
      out.raw_field("detail", row.text(7).empty() ? "{}" : row.text(7)).end_object();
    });
    out.end_array();
    if (rows == limit && last > 1) {
      out.field("next", place_text(last, seal));
    } else {
      out.null_field("next");
    }
    return out.end_object().take();
  }));
}

}  // namespace

void account_routes(http::Router& router, Services& services) {
  const auto owner = Access::of({http::Role::owner});
  const auto read = [&services](Result<std::string> (*work)(store::Reader&, const Request&)) {
    return [&services, work](const Request& request) {
      auto text = services.store.ask(scope_of(request), [&](store::Reader& reader) { return work(reader, request); });
      return text ? answer(request, *text) : http::fault(text.error(), request.language);
    };
  };
  router.on(Method::get, "/api/v1/accounts", owner, read(list_accounts));
  router.on(Method::patch, "/api/v1/accounts/{id}", owner, [&services](const Request& request) { return change_account(services, request); });
  router.on(Method::get, "/api/v1/keys", owner, read(list_keys));
  router.on(Method::post, "/api/v1/keys", owner, [&services](const Request& request) { return make_key(services, request); });
  router.on(Method::del, "/api/v1/keys/{id}", owner, [&services](const Request& request) {
    return answer(request, services.store.write(scope_of(request), [&](store::Writer& writer) -> Done {
      const auto& id = request.in_path.at("id");
      if (writer.run(sql::key_end, {{":id", id}, {":now", services.clock.now().micros}}) == 0) return refuse(FaultKind::not_found, "http.not_found");
      writer.audit(actor_of(*request.caller), "ended", "key", id, "{}");
      return {};
    }));
  });
  router.on(Method::get, "/api/v1/audit", owner, [&services](const Request& request) { return audit(services, request); });
}

}  // namespace goud::people
