// Signing in and out, first start, passwords, invitations: whoever is about to be someone.
#include "http/gate.hpp"
#include "people/guess.hpp"
#include "people/routes.hpp"
#include "people/statements.hpp"

namespace goud::people {
namespace {

using formats::Json;
using http::Access;
using http::Method;
using http::Reply;
using http::Request;
using http::Response;

constexpr std::int64_t day_micros = 86'400'000'000;

Result<std::string> session_text(store::Reader& reader, const AccountId& id, std::string_view csrf) {
  const auto row = account_row(reader, id);
  if (!row) return refuse(FaultKind::unauthenticated, "http.sign_in");
  formats::JsonWriter out;
  out.begin_object().key("account");
  write(out, row->account, unit_tree(reader));
  out.key("org");
  write(out, organisation(reader));
  return out.field("csrf", csrf).end_object().take();
}

// A session as it starts: the cookie goes with the answer.
struct Entered {
  std::string token;
  std::string text;
};
Result<Entered> enter(store::Writer& writer, Services& services, const AccountId& id) {
  auto made = start_session(writer, id, services.clock, services.randomness);
  auto text = session_text(writer, id, made.csrf);
  if (!text) return tl::unexpected<Fault>(text.error());
  return Entered{std::move(made.token), std::move(*text)};
}

Response entered(const Request& request, const Result<Entered>& result) {
  if (!result) return http::fault(result.error(), request.language);
  auto response = http::json(result->text);
  set_session_cookie(response, result->token, request.secure);
  return response;
}

// Slow work with a password leaves the server's own threads.
void on_password_pool(Services& services, Request request, Reply reply, std::function<Response(const Request&)> work) {
  auto shared = std::make_shared<Request>(std::move(request));
  auto run = [shared, reply, work = std::move(work)] {
    try {
      reply(work(*shared));
    } catch (const std::exception&) {
      reply(http::fault({FaultKind::unavailable, "fault.internal", {}, {}}, shared->language));
    }
  };
  if (!services.passwords.post(run))
    reply(http::fault({FaultKind::unavailable, "http.busy", {}, {}}, shared->language));
}

Response sign_in(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  const auto typed = in.required_string("email", 300);
  const auto password = in.required_string("password", 1024);
  const auto wanted = in.optional_string("organisation", 64);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const auto email = email_of(typed).value_or(typed.substr(0, 254));
  if (const int wait = services.guesses->wait_seconds(email, request.address))
    return http::fault({FaultKind::too_many, "people.sign_in.wait", {}, {{"seconds", std::to_string(wait)}}}, request.language);

  struct Candidate {
    Tenant tenant;
    AccountId id;
    std::string hash;
    std::string organisation;
    std::string name;
  };
  auto candidates = services.store.ask(store::Scope::installation(), [&](store::Reader& reader) {
    return reader.all(sql::account_by_email, {{":email", email}}, [](const store::Row& row) {
      return Candidate{Tenant{static_cast<std::int32_t>(row.integer(0))}, AccountId{row.string(1)}, row.string(2),
                       row.string(3), row.string(4)};
    });
  });
  if (!candidates) return http::fault(candidates.error(), request.language);
  // All are tried, whichever fits and whichever is asked for: how long it takes says neither.
  std::vector<const Candidate*> fitting;
  for (const auto& one : *candidates)
    if (services.passwords.matches(password, one.hash) && (!wanted || one.organisation == *wanted))
      fitting.push_back(&one);
  if (candidates->empty()) (void)services.passwords.matches(password, "");  // as slow as for someone
  if (fitting.empty()) {
    services.guesses->wrong(email, request.address);
    return http::fault({FaultKind::unauthenticated, "people.sign_in.wrong", {}, {}}, request.language);
  }
  services.guesses->right(email, request.address);
  if (fitting.size() > 1) {
    // Who knows the password is in each of them; which one is theirs to say.
    formats::JsonWriter out;
    out.begin_object().key("choose").begin_array();
    for (const auto* one : fitting)
      out.begin_object().field("id", one->organisation).field("name", one->name).end_object();
    return http::json(out.end_array().end_object().take());
  }
  const auto* known = fitting.front();
  return entered(request, services.store.change(store::Scope(known->tenant), [&](store::Writer& writer) {
    if (const auto old = request.cookie("goud_session"))
      writer.run(sql::session_delete, {{":token_hash", kept_of(*old)}});
    writer.audit(known->id.text, "signed_in", "account", known->id.text, "{}");
    return enter(writer, services, known->id);
  }));
}

Response set_up(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  const auto token = in.required_string("token", 200);
  const auto name = in.required_string("organisation", 200);
  const auto person = in.required_string("name", 200);
  const auto typed = in.required_string("email", 300);
  const auto password = in.required_string("password", 1024);
  const auto language = in.required_enum<std::string_view>("language", {{"nl", "nl"}, {"en", "en"}});
  if (document->clean())
    if (auto email = email_of(typed); !email) in.at("email").refuse("people.email.form");
  if (document->clean())
    if (auto good = password_good(password, {name, person, typed}); !good)
      in.at("password").refuse(good.error().fields.front().key);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  if (services.setup_token.empty() || !http::same_secret(token, services.setup_token))
    return http::fault(Fault{FaultKind::invalid, "fault.fields", {{"token", "people.setup.token", {}}}, {}}, request.language);
  const auto hash = services.passwords.hash(password);
  return entered(request, services.store.change(store::Scope::installation(), [&](store::Writer& writer) -> Result<Entered> {
    bool any = false;
    writer.each_until(sql::org_list, {}, [&](const store::Row&) { return any = true, false; });
    if (any) return refuse(FaultKind::conflict, "people.setup.done");
    auto tenant = found_organisation(writer, services.clock, services.randomness,
                                     {.name = name, .language = std::string(language), .time_zone = "Europe/Amsterdam"});
    if (!tenant) return tl::unexpected<Fault>(tenant.error());
    auto id = add_account(writer, {*email_of(typed), person, http::Role::owner, {}, std::string(language), hash}, services.clock,
                          services.randomness);
    if (!id) return tl::unexpected<Fault>(id.error());
    writer.audit(id->text, "made", "account", id->text, "{\"role\":\"owner\"}");
    return enter(writer, services, *id);
  }));
}

Response change_password(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  const auto current = in.required_string("current", 1024);
  const auto fresh = in.required_string("new", 1024);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  struct Known {
    std::string organisation;
    std::optional<AccountRow> row;
  };
  auto known = services.store.ask(scope_of(request), [&](store::Reader& reader) {
    return Known{organisation(reader).name, account_row(reader, request.caller->account)};
  });
  if (!known) return http::fault(known.error(), request.language);
  if (!known->row) return http::fault({FaultKind::unauthenticated, "http.sign_in", {}, {}}, request.language);
  const auto& account = known->row->account;
  if (const int wait = services.guesses->wait_seconds(account.email, request.address))
    return http::fault({FaultKind::too_many, "people.sign_in.wait", {}, {{"seconds", std::to_string(wait)}}}, request.language);
  if (!services.passwords.matches(current, known->row->password)) {
    services.guesses->wrong(account.email, request.address);
    return http::fault(Fault{FaultKind::invalid, "fault.fields", {{"current", "people.password.wrong", {}}}, {}}, request.language);
  }
  if (auto good = password_good(fresh, {known->organisation, account.name, account.email}); !good) {
    auto fault = good.error();
    fault.fields.front().path = "new";
    return http::fault(fault, request.language);
  }
  const auto hash = services.passwords.hash(fresh);
  auto done = services.store.write(scope_of(request), [&](store::Writer& writer) -> Done {
    writer.run(sql::account_password, {{":id", account.id.text}, {":password", hash}});
    writer.run(sql::session_delete_of, {{":account", account.id.text}});
    writer.audit(account.id.text, "password_set", "account", account.id.text, "{}");
    return {};
  });
  auto response = answer(request, done);
  if (done) set_session_cookie(response, "", request.secure, true);
  return response;
}

struct Invitation {
  Tenant tenant;
  std::string email;
  http::Role role = http::Role::employee;
  std::optional<UnitId> unit;
  std::optional<AccountId> account;  // whose password it renews; none: it makes an account
  std::string organisation;
  std::string language;
  std::string name;
};

Result<Invitation> invitation(store::Reader& reader, std::string_view token, const Clock& clock) {
  struct Row {
    Invitation invitation;
    bool open;
  };
  auto found = reader.first(sql::invitation_find, {{":token_hash", kept_of(token)}, {":now", clock.now().micros}},
                            [](const store::Row& row) {
                              Row one{{Tenant{static_cast<std::int32_t>(row.integer(0))},
                                       row.string(1),
                                       http::role_from(row.text(2)).value_or(http::Role::employee),
                                       {},
                                       {},
                                       row.string(5),
                                       row.string(6),
                                       row.string(8)},
                                      row.integer(7) != 0};
                              if (!row.null(3)) one.invitation.unit = UnitId{row.string(3)};
                              if (!row.null(4)) one.invitation.account = AccountId{row.string(4)};
                              return one;
                            });
  if (!found) return refuse(FaultKind::not_found, "people.invitation.unknown");
  if (!found->open) return refuse(FaultKind::gone, "people.invitation.over");
  return found->invitation;
}

struct InvitationMade {
  std::string token;
  Instant expires;
};

// The one that is handed out last is the one that counts.
InvitationMade make_invitation(store::Writer& writer, Services& services, const Request& request,
                               const Invitation& what, std::int64_t days) {
  const auto now = services.clock.now();
  InvitationMade made{new_secret(services.randomness, 24), Instant{now.micros + days * day_micros}};
  writer.run(sql::invitation_replace, {{":email", what.email}, {":now", now.micros}});
  writer.run(sql::invitation_insert, {{":token_hash", kept_of(made.token)},
                                      {":id", uuid_v7(services.clock, services.randomness)},
                                      {":email", what.email},
                                      {":role", http::name_of(what.role)},
                                      {":unit", what.unit ? std::optional(what.unit->text) : std::nullopt},
                                      {":account", what.account ? std::optional(what.account->text) : std::nullopt},
                                      {":made_by", request.caller->account.text},
                                      {":made_at", now.micros},
                                      {":expires_at", made.expires.micros}});
  return made;
}

Response handed_out(const Request& request, const Result<InvitationMade>& made) {
  if (!made) return http::fault(made.error(), request.language);
  formats::JsonWriter out;
  out.begin_object()
      .field("url", request.home() + "/uitnodiging/" + made->token)
      .field("expires_at", to_rfc3339(made->expires))
      .end_object();
  return http::json(out.take(), 201);
}

Response invite(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  const auto typed = in.required_string("email", 300);
  const auto role = http::role_from(in.required_string("role", 40));
  if (!role && document->clean()) in.at("role").refuse("people.account.role_unknown");
  std::optional<UnitId> unit;
  if (auto given = in.optional_string("unit", 64)) unit = UnitId{*given};
  const auto email = email_of(typed);
  if (!email && !typed.empty()) in.at("email").refuse("people.email.form");
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  return handed_out(request,
                    services.store.change(scope_of(request), [&](store::Writer& writer) -> Result<InvitationMade> {
                      if (auto fits = unit_fits(*role, unit, unit_tree(writer)); !fits)
                        return tl::unexpected<Fault>(fits.error());
                      const auto taken = writer.first(sql::account_in_org_by_email, {{":email", *email}},
                                                      [](const store::Row& row) { return row.string(0); });
                      if (taken) return refuse(FaultKind::conflict, "people.account.email_taken");
                      writer.audit(actor_of(*request.caller), "invited", "account", "",
                                   "{\"role\":\"" + std::string(http::name_of(*role)) + "\"}");
                      return make_invitation(writer, services, request, {{}, *email, *role, unit, {}, {}, {}, {}}, 7);
                    }));
}

Response renew(Services& services, const Request& request) {
  const AccountId id{request.in_path.at("id")};
  return handed_out(request,
                    services.store.change(scope_of(request), [&](store::Writer& writer) -> Result<InvitationMade> {
                      const auto row = account_row(writer, id);
                      if (!row) return refuse(FaultKind::not_found, "http.not_found");
                      const auto& account = row->account;
                      if (!account.active) return refuse(FaultKind::conflict, "people.account.inactive");
                      writer.audit(actor_of(*request.caller), "password_link", "account", id.text, "{}");
                      return make_invitation(writer, services, request,
                                             {{}, account.email, account.role, account.unit, id, {}, {}, {}}, 2);
                    }));
}

Response open_invitations(Services& services, const Request& request) {
  const auto text = services.store.ask(scope_of(request), [&](store::Reader& reader) {
    const auto tree = unit_tree(reader);
    std::vector<WrittenRow> all;
    reader.each(sql::invitation_open, {{":now", services.clock.now().micros}}, [&](const store::Row& row) {
      formats::JsonWriter out;
      out.begin_object().field("id", row.text(0)).field("email", row.text(1)).field("role", row.text(2)).key("unit");
      const auto* unit = row.null(3) ? nullptr : tree.find(UnitId{row.string(3)});
      if (unit != nullptr) {
        out.begin_object().field("id", unit->id.text).field("name", unit->name).end_object();
      } else {
        out.null();
      }
      out.field("account", row.maybe_string(4)).field("made_at", to_rfc3339(Instant{row.integer(5)}));
      out.field("expires_at", to_rfc3339(Instant{row.integer(6)})).field("by", row.text(7)).end_object();
      all.push_back({row.string(0), out.take()});
    });
    return page_text(request, all);
  });
  return text ? answer(request, *text) : http::fault(text.error(), request.language);
}

Response withdraw(Services& services, const Request& request) {
  return answer(request, services.store.write(scope_of(request), [&](store::Writer& writer) -> Done {
    const auto& id = request.in_path.at("id");
    if (writer.run(sql::invitation_withdraw, {{":id", id}, {":now", services.clock.now().micros}}) == 0)
      return refuse(FaultKind::not_found, "http.not_found");
    writer.audit(actor_of(*request.caller), "withdrawn", "invitation", id, "{}");
    return {};
  }));
}

Response accept(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto& token = request.in_path.at("token");
  auto found = services.store.ask(store::Scope::installation(), [&](store::Reader& reader) { return invitation(reader, token, services.clock); });
  if (!found) return http::fault(found.error(), request.language);
  if (!*found) return http::fault(found->error(), request.language);
  const auto& invited = **found;
  const auto in = document->object();
  const auto name = invited.account ? invited.name : in.required_string("name", 200);
  const auto password = in.required_string("password", 1024);
  if (document->clean())
    if (auto good = password_good(password, {invited.organisation, name, invited.email}); !good)
      in.at("password").refuse(good.error().fields.front().key);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const auto hash = services.passwords.hash(password);
  return entered(
      request, services.store.change(store::Scope(invited.tenant), [&](store::Writer& writer) -> Result<Entered> {
        // What was open when the password was being hashed may have been withdrawn since.
        if (!invitation(writer, token, services.clock) ||
            writer.run(sql::invitation_accept,
                       {{":token_hash", kept_of(token)}, {":now", services.clock.now().micros}}) == 0)
          return refuse(FaultKind::gone, "people.invitation.over");
        if (invited.account) {
          const auto& id = *invited.account;
          writer.run(sql::account_password, {{":id", id.text}, {":password", hash}});
          writer.run(sql::session_delete_of, {{":account", id.text}});
          writer.audit(id.text, "password_set", "account", id.text, "{}");
          return enter(writer, services, id);
        }
        auto id = add_account(writer, {invited.email, name, invited.role, invited.unit, invited.language, hash},
                              services.clock, services.randomness);
        if (!id) return tl::unexpected<Fault>(id.error());
        writer.audit(id->text, "accepted", "account", id->text,
                     "{\"role\":\"" + std::string(http::name_of(invited.role)) + "\"}");
        return enter(writer, services, *id);
      }));
}

}  // namespace

void session_routes(http::Router& router, Services& services) {
  const auto slow = [&services](Response (*work)(Services&, const Request&)) {
    return [&services, work](Request request, Reply reply) {
      on_password_pool(services, std::move(request), std::move(reply),
                       [&services, work](const Request& given) { return work(services, given); });
    };
  };
  const http::Limits sign_in_limits{.body_bytes = 8 * 1024, .per_minute_per_address = 60};

  router.on_deferred(Method::post, "/api/v1/session", Access::anyone(), slow(sign_in), sign_in_limits);
  router.on(Method::get, "/api/v1/session", Access::signed_in(), [&services](const Request& request) {
    auto text = services.store.ask(scope_of(request), [&](store::Reader& reader) {
      return session_text(reader, request.caller->account, request.caller->csrf);
    });
    if (!text) return http::fault(text.error(), request.language);
    return answer(request, *text);
  });
  router.on(Method::del, "/api/v1/session", Access::floor(), [&services](const Request& request) {
    const auto hash = kept_of(request.cookie("goud_session").value_or(""));
    auto done = services.store.write(scope_of(request), [&](store::Writer& writer) -> Done {
      if (request.caller->pass != http::Pass::none) {
        writer.run(sql::pass_session_delete, {{":token_hash", hash}});
        return {};
      }
      writer.run(sql::session_delete, {{":token_hash", hash}});
      writer.audit(actor_of(*request.caller), "signed_out", "account", request.caller->account.text, "{}");
      return {};
    });
    auto response = answer(request, done);
    end_session_cookie(response, request.secure);
    return response;
  });
  router.on_deferred(Method::post, "/api/v1/session/password", Access::signed_in(), slow(change_password), sign_in_limits);

  router.on(Method::get, "/api/v1/setup", Access::anyone(), [&services](const Request& request) {
    auto all = organisations(services.store);
    if (!all) return http::fault(all.error(), request.language);
    return http::json(all->empty() ? "{\"needed\":true}" : "{\"needed\":false}");
  });
  router.on_deferred(Method::post, "/api/v1/setup", Access::anyone(), slow(set_up), {.body_bytes = 8 * 1024, .per_minute_per_address = 20});

  const auto owner = Access::of({http::Role::owner});
  const auto on = [&](Method method, std::string pattern, Response (*route)(Services&, const Request&)) {
    router.on(method, std::move(pattern), owner,
              [&services, route](const Request& request) { return route(services, request); });
  };
  on(Method::get, "/api/v1/invitations", open_invitations);
  on(Method::post, "/api/v1/invitations", invite);
  on(Method::del, "/api/v1/invitations/{id}", withdraw);
  on(Method::post, "/api/v1/accounts/{id}/invitation", renew);
  router.on(Method::get, "/api/v1/invitations/{id}", Access::anyone(),
            [&services](const Request& request) {
              auto found = services.store.ask(store::Scope::installation(), [&](store::Reader& reader) {
                return invitation(reader, request.in_path.at("id"), services.clock);
              });
              if (!found) return http::fault(found.error(), request.language);
              if (!*found) return http::fault(found->error(), request.language);
              const auto& invited = **found;
              formats::JsonWriter out;
              out.begin_object().field("organisation", invited.organisation).field("email", invited.email);
              out.field("role", http::name_of(invited.role)).field("renews", invited.account.has_value()).end_object();
              return http::json(out.take());
            },
            {.per_minute_per_address = 60});
  router.on_deferred(Method::post, "/api/v1/invitations/{token}/accept", Access::anyone(), slow(accept),
                     {.body_bytes = 8 * 1024, .per_minute_per_address = 20});
}

}  // namespace goud::people
