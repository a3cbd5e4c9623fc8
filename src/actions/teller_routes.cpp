// /v/CODE: who told something comes back. Nobody is signed in, no line of a log says that somebody was here.
#include "actions/parts.hpp"
#include "actions/teller_page.hpp"
#include "kernel/words.hpp"

namespace goud::actions {
namespace {

using http::Access;
using http::Method;
using http::Request;
using http::Response;

constexpr std::int64_t day_micros = 86'400'000'000;

std::string language_of(const Request& request, std::string_view asked, const std::string& told) {
  if (asked == "nl" || asked == "en") return std::string(asked);
  return told.empty() ? request.language : told;
}

Response nowhere(const Request& request, std::string language) {
  TellerPage page;
  page.language = std::move(language);
  page.nonce = request.nonce;
  return http::html(teller_message(page, say(page.language, "actions.teller.unknown.title"),
                                   say(page.language, "actions.teller.unknown")),
                    404);
}

struct Opened {
  feedback::TellerDoor door;
  std::shared_ptr<const feedback::Intake> known;
};

std::optional<Opened> opened(Services& services, const Request& request) {
  auto door = feedback::teller_door(services.secrets, request.in_path.at("code"));
  if (!door) return std::nullopt;
  auto known = feedback::intake(services.feedback, door->tenant);
  if (!known) return std::nullopt;
  return Opened{*std::move(door), *std::move(known)};
}

Response shown(Services& services, const Request& request) {
  const std::string asked(request.parameter("lang").value_or(""));
  const auto here = opened(services, request);
  if (!here) return nowhere(request, language_of(request, asked, {}));
  const auto& known = *here->known;
  std::optional<feedback::Told> told;
  TellerPage page;
  auto read = services.store.read(store::Scope(here->door.tenant), [&](store::Reader& reader) {
    told = feedback::told(reader, here->door.answer);
    page.follow_up = follow_up(reader, here->door.answer.text);
    page.story = stories::story(reader, here->door.answer.text);
  });
  if (!read || !told) return nowhere(request, language_of(request, asked, {}));
  page.told = *std::move(told);
  page.code = request.in_path.at("code");
  page.language = language_of(request, asked, page.told.language);
  page.nonce = request.nonce;
  page.organisation = known.organisation;
  page.brand = known.brand;
  page.simulation = known.simulation;
  page.zone = known.zone;
  const auto* unit = known.tree.find(page.told.unit);
  page.place = unit != nullptr ? unit->name : known.organisation;
  if (const auto moment = known.moments.find(page.told.moment.text); moment != known.moments.end())
    page.place += " \xc2\xb7 " + moment->second.name.in(page.language);
  page.may_ask_retold = page.story && !page.story->retold &&
                        services.clock.now().micros >= page.told.received_at.micros + retold_days * day_micros;
  return http::html(teller_page(page));
}

Done said(Services& services, store::Writer& writer, const feedback::TellerDoor& door, const http::Fields& fields) {
  const auto now = services.clock.now();
  // Nobody's name: the teller is known to nobody but the answer.
  const Acting acting{"", now, people::day_of(people::organisation(writer), now)};
  if (const auto solved = http::field(fields, "solved")) {
    auto one = follow_up(writer, door.answer.text);
    if (!one) return refuse(FaultKind::not_found, "actions.follow_up.unknown");
    auto becomes = confirmed(*std::move(one), ConfirmedBy::customer, *solved == "yes", now);
    if (!becomes) return refuse(becomes.error());
    return keep(writer, acting, *becomes, *solved == "yes" ? "confirmed_by_customer" : "not_solved_by_customer");
  }
  if (const auto times = http::field(fields, "retold")) {
    const auto retold = stories::retold_from(*times);
    if (!retold) return refuse(FaultKind::invalid, "fault.invalid");
    auto noted = stories::note_retold(writer, door.answer.text, *retold, acting.today);
    return noted ? Done() : refuse(noted.error());
  }
  if (http::field(fields, "share") == std::optional<std::string_view>("back")) {
    return stories::withdraw_permission(writer, door.answer.text);
  }
  return refuse(FaultKind::invalid, "fault.invalid");
}

Response came_back(Services& services, const Request& request) {
  const auto fields = http::form(request.body, 20);
  const std::string asked(fields ? http::field(*fields, "lang").value_or("") : "");
  const auto here = opened(services, request);
  if (!here) return nowhere(request, language_of(request, asked, {}));
  if (!fields) return nowhere(request, language_of(request, asked, {}));
  auto done = services.store.write(store::Scope(here->door.tenant), [&](store::Writer& writer) -> Done {
    if (!feedback::told(writer, here->door.answer)) return refuse(FaultKind::not_found, "actions.teller.unknown");
    return said(services, writer, here->door, *fields);
  });
  // Said twice, or too early: the page itself shows how it stands.
  const bool shows_itself = done || done.error().kind == FaultKind::conflict;
  const auto language = language_of(request, asked, {});
  if (shows_itself) return http::see_other("/v/" + request.in_path.at("code") + "?lang=" + language);
  if (done.error().kind == FaultKind::not_found) return nowhere(request, language);
  TellerPage page;
  page.language = language;
  page.nonce = request.nonce;
  auto response = http::fault(done.error(), language);
  response.type = "text/html; charset=utf-8";
  response.body =
      teller_message(page, say(language, "feedback.page.sorry"), say(language, done.error().key, done.error().args));
  return response;
}

}  // namespace

void teller_routes(http::Router& router, Services& services) {
  http::Limits limits;
  limits.per_minute_per_address = 60;
  limits.unlogged = true;
  router.on(
      Method::get, "/v/{code}", Access::anyone(),
      [&services](const Request& request) { return shown(services, request); }, limits);
  router.on(
      Method::post, "/v/{code}", Access::anyone(),
      [&services](const Request& request) { return came_back(services, request); }, limits);
}

}  // namespace goud::actions
