// Passes: the codes of units and of people without an address, their cards, and the session one of them opens. Routes of the
// floor are the only ones a pass may call.
#include <algorithm>

#include "formats/code_cards.hpp"
#include "http/rate.hpp"
#include "kernel/words.hpp"
#include "people/routes.hpp"
#include "people/statements.hpp"

namespace goud::people {
namespace {

using formats::Json;
using http::Access;
using http::Method;
using http::Request;
using http::Response;
using http::Role;

constexpr std::size_t name_most = 200, cards_most = 500;

// Codes that do not exist are slowed down, per address and for all; one that is right is looked up first and never waits.
constexpr double guesses_per_address = 20, guesses_in_all = 600;

Day today_of(store::Reader& reader, const Services& services) {
  return day_of(organisation(reader), services.clock.now());
}

void write_unit_of(formats::JsonWriter& out, const UnitTree& tree, const std::optional<UnitId>& id) {
  const auto* unit = id ? tree.find(*id) : nullptr;
  if (unit == nullptr) {
    out.null();
    return;
  }
  out.begin_object().field("id", unit->id.text).field("name", unit->name).end_object();
}

void write_role_of(formats::JsonWriter& out, const std::vector<JobRole>& roles, const std::optional<std::string>& id) {
  const auto* role = id ? find(roles, *id) : nullptr;
  if (role == nullptr) {
    out.null();
    return;
  }
  out.begin_object().field("id", role->id).key("name");
  write(out, role->name);
  out.end_object();
}

void write_fields(formats::JsonWriter& out, const PassRow& pass, const UnitTree& tree,
                  const std::vector<JobRole>& roles) {
  out.field("id", pass.id).field("kind", pass.kind == http::Pass::unit ? "unit" : "personal").key("unit");
  write_unit_of(out, tree, pass.unit);
  out.field("name", pass.name).field("language", pass.language).key("role");
  write_role_of(out, roles, pass.role_id);
  out.field("made", to_text(pass.made)).field("ended", pass.ended ? std::optional(to_text(*pass.ended)) : std::nullopt);
}

bool within(const std::vector<UnitId>& units, const UnitId& one) {
  return std::find(units.begin(), units.end(), one) != units.end();
}

Response list(Services& services, const Request& request) {
  auto text = services.store.ask(scope_of(request), [&](store::Reader& reader) -> Result<std::string> {
    const auto tree = unit_tree(reader);
    const auto units = visible_units(*request.caller, tree, std::nullopt, today_of(reader, services));
    if (!units) return tl::unexpected<Fault>(units.error());
    const auto roles = job_roles(reader);
    std::vector<WrittenRow> rows;
    for (const auto& pass : passes(reader)) {
      if (!within(*units, pass.unit)) continue;
      formats::JsonWriter out;
      write_fields(out.begin_object(), pass, tree, roles);
      rows.push_back({pass.id, out.end_object().take()});
    }
    return page_text(request, rows);
  });
  if (!text) return http::fault(text.error(), request.language);
  return answer(request, *text);
}

Response make(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  PassDraft draft;
  draft.kind = in.required_enum<http::Pass>("kind", {{"unit", http::Pass::unit}, {"personal", http::Pass::personal}});
  draft.unit = UnitId{in.required_string("unit", 64)};
  draft.name = in.optional_string("name", name_most).value_or("");
  draft.language = in.required_enum<std::string_view>("language", {{"nl", "nl"}, {"en", "en"}});
  draft.role_id = in.optional_string("role_id", 64);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  return answer(request,
                services.store.change(scope_of(request),
                                      [&](store::Writer& writer) -> Result<std::string> {
                                        const auto today = today_of(writer, services);
                                        const auto tree = unit_tree(writer);
                                        const auto units = visible_units(*request.caller, tree, std::nullopt, today);
                                        if (!units || !within(*units, draft.unit))
                                          return refuse_field("unit", "people.unit.unknown");
                                        auto made = make_pass(writer, services.secrets, services.randomness,
                                                              actor_of(*request.caller), draft, today);
                                        if (!made) return tl::unexpected<Fault>(made.error());
                                        formats::JsonWriter out;
                                        write_fields(out.begin_object(), made->row, tree, job_roles(writer));
                                        return out.field("code", made->code).end_object().take();
                                      }),
                201);
}

// Of the own branch; what is not seen is not there.
std::optional<PassRow> pass_seen(store::Reader& reader, Services& services, const Request& request) {
  const auto units = visible_units(*request.caller, unit_tree(reader), std::nullopt, today_of(reader, services));
  for (auto& pass : passes(reader))
    if (units && pass.id == request.in_path.at("id") && within(*units, pass.unit)) return std::move(pass);
  return std::nullopt;
}

Response end(Services& services, const Request& request) {
  return answer(request, services.store.write(scope_of(request), [&](store::Writer& writer) -> Done {
    const auto pass = pass_seen(writer, services, request);
    if (!pass) return refuse(FaultKind::not_found, "http.not_found");
    return end_pass(writer, actor_of(*request.caller), pass->id, today_of(writer, services));
  }));
}

Response forget(Services& services, const Request& request) {
  return answer(request, services.store.write(scope_of(request), [&](store::Writer& writer) -> Done {
    const auto& id = request.in_path.at("id");
    if (auto done = forget_pass(writer, id, today_of(writer, services)); !done) return done;
    writer.audit(actor_of(*request.caller), "forgot", "pass", id, "{}");
    return {};
  }));
}

std::string without_scheme(std::string address) {
  if (const auto scheme = address.find("://"); scheme != std::string::npos) address.erase(0, scheme + 3);
  return address;
}

// Stateless: the codes come from who asks and go back in the sheet; nothing of them is looked up or kept.
Response cards(Services&, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  const auto home = request.home() + "/vandaag";
  const auto warning =
      request.home_is_here_only() ? say(request.language, "people.pass.card.here_only") : std::string();
  std::vector<formats::CodeCard> sheet;
  for (auto item : in.array("codes", cards_most)) {
    const auto one = item.object();
    const auto name = one.optional_string("name", name_most).value_or("");
    const auto unit = one.required_string("unit_name", name_most);
    const auto code = read_code(one.required_string("code", 40));
    const auto language = one.required_enum<std::string_view>("language", {{"nl", "nl"}, {"en", "en"}});
    if (!code) {
      if (document->clean()) one.at("code").refuse("people.pass.code");
      continue;
    }
    // Behind the hash: a browser never sends it, so it stands in no log.
    const auto text = written_code(*code);
    sheet.push_back({say(language, "people.pass.card.heading"), unit, home + "#" + text,
                     say(language, "people.pass.card.scan", {{"address", without_scheme(home)}}), text,
                     name.empty() ? say(language, "people.pass.card.unit") : name,
                     say(language, name.empty() ? "people.pass.card.unit_note" : "people.pass.card.own_note"),
                     warning});
  }
  if (document->clean() && sheet.empty()) in.at("codes").refuse("people.pass.card.none");
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  auto pdf = formats::code_cards(sheet, say(request.language, "people.pass.card.title"));
  if (!pdf) return http::fault(pdf.error(), request.language);
  Response response;
  response.type = "application/pdf";
  response.headers.emplace_back("Content-Disposition", "inline; filename=\"goud-passes.pdf\"");
  response.body = std::move(*pdf);
  return response;
}

// Who is here: an account, a pass of one's own, or the code of a unit, which is nobody.
std::string floor_text(store::Reader& reader, std::string_view kind, const PassRow& who, std::string_view csrf) {
  const auto tree = unit_tree(reader);
  formats::JsonWriter out;
  out.begin_object().key("floor").begin_object().field("kind", kind).field("name", who.name).key("unit");
  write_unit_of(out, tree, who.unit.empty() ? std::nullopt : std::optional(who.unit));
  out.field("language", who.language).key("role");
  write_role_of(out, job_roles(reader), who.role_id);
  out.end_object().key("org");
  write(out, organisation(reader));
  return out.field("csrf", csrf).end_object().take();
}

std::optional<PassRow> pass_by_id(store::Reader& reader, std::string_view id) {
  for (auto& pass : passes(reader))
    if (pass.id == id) return std::move(pass);
  return std::nullopt;
}

std::string_view kind_of(http::Pass pass) {
  return pass == http::Pass::none ? "account" : pass == http::Pass::unit ? "unit" : "personal";
}

Response open(Services& services, http::RateLimit& guesses, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  const auto typed = in.required_string("code", 100);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  struct Found {
    Tenant tenant;
    std::string id;
  };
  std::optional<Found> found;
  if (const auto code = read_code(typed)) {
    auto looked = services.store.ask(store::Scope::installation(), [&](store::Reader& reader) {
      return reader.first(sql::pass_by_code, {{":code_hash", services.secrets.hmac("people.pass", *code)}},
                          [](const store::Row& row) {
                            return Found{Tenant{static_cast<std::int32_t>(row.integer(0))}, row.string(1)};
                          });
    });
    if (!looked) return http::fault(looked.error(), request.language);
    found = std::move(*looked);
  }
  if (!found) {
    int wait = guesses.take(request.address, "people.pass.address", guesses_per_address, guesses_per_address);
    if (wait == 0) wait = guesses.take("", "people.pass.installation", guesses_in_all, guesses_in_all);
    if (wait > 0)
      return http::fault({FaultKind::too_many, "people.pass.wait", {}, {{"seconds", std::to_string(wait)}}},
                         request.language);
    return http::fault({FaultKind::unauthenticated, "people.pass.wrong", {}, {}}, request.language);
  }
  struct Opened {
    std::string token, text;
  };
  auto opened = services.store.change(store::Scope(found->tenant), [&](store::Writer& writer) -> Result<Opened> {
    const auto pass = pass_by_id(writer, found->id);
    if (!pass || pass->ended) return refuse(FaultKind::unauthenticated, "people.pass.wrong");
    if (const auto old = request.cookie("goud_session")) {
      writer.run(sql::session_delete, {{":token_hash", kept_of(*old)}});
      writer.run(sql::pass_session_delete, {{":token_hash", kept_of(*old)}});
    }
    auto made = start_pass_session(writer, pass->id, services.clock.now(), services.randomness);
    return Opened{std::move(made.token), floor_text(writer, kind_of(pass->kind), *pass, made.csrf)};
  });
  if (!opened) return http::fault(opened.error(), request.language);
  auto response = http::json(std::move(opened->text));
  set_session_cookie(response, opened->token, request.secure, std::int64_t{pass_days} * 86'400);
  return response;
}

// Which pass a unit's code is, the session says; the caller does not: it is nobody.
Response here(Services& services, const Request& request) {
  const auto& caller = *request.caller;
  auto text = services.store.ask(scope_of(request), [&](store::Reader& reader) -> Result<std::string> {
    PassRow who;
    if (caller.pass == http::Pass::none) {
      const auto row = account_row(reader, caller.account);
      if (!row) return refuse(FaultKind::unauthenticated, "http.sign_in");
      who.name = row->account.name;
      who.unit = row->account.unit.value_or(UnitId{});
      who.language = row->account.language;
      who.role_id = row->account.role_id;
    } else {
      const auto id =
          reader.first(sql::pass_session_pass, {{":token_hash", kept_of(request.cookie("goud_session").value_or(""))}},
                       [](const store::Row& row) { return row.string(0); });
      const auto pass = id ? pass_by_id(reader, *id) : std::nullopt;
      if (!pass) return refuse(FaultKind::unauthenticated, "http.sign_in");
      who = *pass;
    }
    return floor_text(reader, kind_of(caller.pass), who, caller.csrf);
  });
  if (!text) return http::fault(text.error(), request.language);
  return answer(request, *text);
}

}  // namespace

void floor_routes(http::Router& router, Services& services) {
  using Work = Response (*)(Services&, const Request&);
  const auto on = [&](Method method, const char* pattern, Access access, Work work) {
    router.on(method, pattern, std::move(access),
              [&services, work](const Request& request) { return work(services, request); });
  };
  const auto makers = Access::of({Role::owner, Role::hr_manager, Role::unit_manager});
  on(Method::get, "/api/v1/passes", makers, list);
  on(Method::post, "/api/v1/passes", makers, make);
  on(Method::del, "/api/v1/passes/{id}", makers, end);
  on(Method::post, "/api/v1/passes/{id}/forget", Access::of({Role::owner, Role::hr_manager}), forget);
  on(Method::post, "/api/v1/passes/cards", makers, cards);
  on(Method::get, "/api/v1/floor/session", Access::floor(), here);
  const auto guesses = std::make_shared<http::RateLimit>(services.clock, services.randomness);
  router.on(Method::post, "/api/v1/floor/session", Access::anyone(),
            [&services, guesses](const Request& request) { return open(services, *guesses, request); },
            {.body_bytes = 8 * 1024, .per_minute_per_address = 120});
}

}  // namespace goud::people
