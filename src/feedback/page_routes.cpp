// /s/CODE: a page of questions to a stranger, and their answer coming back. Thanks are said after commit and sync.
#include <algorithm>

#include "feedback/page.hpp"
#include "feedback/turnout.hpp"
#include "feedback/requests.hpp"
#include "formats/picture.hpp"
#include "kernel/words.hpp"

namespace goud::feedback {
namespace {

using http::Access;
using http::Method;
using http::Request;
using http::Response;

constexpr int logo_side = 160;

struct Opened {
  Link link;
  std::shared_ptr<const Intake> known;
};

Result<Opened> open_code(Services& services, std::string_view code) {
  if (!code_wellformed(code)) return refuse(FaultKind::not_found, "feedback.page.unknown");
  auto link = services.store.ask(store::Scope::installation(), [&](store::Reader& reader) { return link_by_code(reader, code); });
  if (!link) return refuse(link.error());
  if (!*link) return refuse(FaultKind::not_found, "feedback.page.unknown");
  auto known = intake(services, (*link)->tenant);
  if (!known) return refuse(known.error());
  Opened opened{std::move(**link), std::move(*known)};
  // A code that hangs in a hall outlives the unit it was printed for: it goes on for the unit that one merged into.
  const auto& tree = opened.known->tree;
  const auto today = day_in(services.clock.now(), opened.known->zone).value_or(Day{});
  for (const auto* unit = tree.find(opened.link.unit); unit != nullptr && unit->until && *unit->until <= today; unit = tree.find(opened.link.unit)) {
    if (!unit->into) return refuse(FaultKind::gone, "feedback.page.closed");
    opened.link.unit = *unit->into;
  }
  return opened;
}

// The language asked for in the address, else the browser's, else the organisation's; always one the questions have.
std::string language_of(const Request& request, const Intake* known, const Instrument* instrument, std::string_view asked) {
  std::string language = request.language;
  if (asked == "nl" || asked == "en") {
    language = std::string(asked);
  } else if (known != nullptr && !request.parameter("lang") && !request.header("accept-language")) {
    language = known->language;
  }
  if (instrument != nullptr) {
    const auto& speaks = instrument->definition.languages;
    if (std::find(speaks.begin(), speaks.end(), language) == speaks.end() && !speaks.empty()) language = speaks.front();
  }
  return language;
}

PageFrame frame_of(const Request& request, const Opened* opened, std::string language) {
  PageFrame frame;
  frame.language = std::move(language);
  frame.nonce = request.nonce;
  frame.organisation = "goud";
  if (opened != nullptr) {
    frame.organisation = opened->known->organisation;
    frame.brand = opened->known->brand;
    frame.simulation = opened->known->simulation;
    if (frame.brand.logo) frame.logo = "/s/" + opened->link.code + "/logo";
  }
  return frame;
}

Response message(const Request& request, const Opened* opened, const std::string& language, const Fault& fault,
                 bool open_anew = false) {
  auto response = http::fault(fault, language);
  response.type = "text/html; charset=utf-8";
  // "…unknown" has its title beside it: "…unknown.title".
  const auto title_key = fault.key + ".title";
  const auto title = word_known(language, title_key) ? say(language, title_key) : say(language, "feedback.page.sorry");
  PageMessage page{title, {say(language, fault.key, fault.args)}, {}, {}};
  if (open_anew)
    page.link = "/s/" + opened->link.code + "?lang=" + language,
    page.link_text = say(language, "feedback.page.open_anew");
  response.body = message_page(frame_of(request, opened, language), page);
  return response;
}

std::string place_of(const Opened& opened, const MomentId& moment, std::string_view language) {
  const auto* unit = opened.known->tree.find(opened.link.unit);
  std::string place = unit != nullptr ? unit->name : opened.known->organisation;
  if (auto found = opened.known->moments.find(moment.text); found != opened.known->moments.end()) {
    place += " \xc2\xb7 " + found->second.name.in(language);
  }
  return place;
}

std::string unit_name(const Opened& opened) {
  const auto* unit = opened.known->tree.find(opened.link.unit);
  return unit != nullptr ? unit->name : opened.known->organisation;
}

Ticket new_ticket(Services& services, const Opened& opened, const Instrument& instrument, Instant now) {
  Ticket ticket;
  ticket.version = instrument.version;
  ticket.shown_at = now;
  ticket.number = services.randomness.bits();
  if (opened.link.moment.empty()) {
    const auto drawn = draw(instrument, {}, opened.known->ended_moments, services.randomness);
    auto place = std::find(instrument.moments.begin(), instrument.moments.end(), drawn.moment);
    if (!drawn.moment.empty() && place != instrument.moments.end() && place - instrument.moments.begin() < 255) {
      ticket.moment = static_cast<int>(place - instrument.moments.begin());
      ticket.choices = static_cast<std::uint8_t>(std::min(255.0, 1 / drawn.probability + 0.5));
    }
  }
  return ticket;
}

struct About {
  MomentId moment;
  double probability = 1;
};
About about(const Opened& opened, const Instrument& instrument, const Ticket& ticket) {
  if (!opened.link.moment.empty()) return {opened.link.moment, 1};
  if (ticket.moment < 0 || ticket.moment >= static_cast<int>(instrument.moments.size())) return {};
  return {instrument.moments[static_cast<std::size_t>(ticket.moment)], ticket.choices > 0 ? 1.0 / ticket.choices : 1.0};
}

// What was promised when the page was opened is asked, and taken, also when it comes back after midnight.
Silent silent_on(const Opened& opened, const Ticket& ticket) {
  return feedback::silent_on(*opened.known, day_in(ticket.shown_at, opened.known->zone).value_or(Day{}));
}

Response questions(Services& services, const Request& request, const Opened& opened, const Instrument& instrument, const Ticket& ticket,
                   const std::string& language, FormFields typed, std::vector<FieldFault> faults, std::string notice, int status) {
  auto frame = frame_of(request, &opened, language);
  PageQuestions page;
  page.code = opened.link.code;
  page.instrument = &instrument;
  page.moment = about(opened, instrument, ticket).moment;
  page.silent = silent_on(opened, ticket);
  page.place = place_of(opened, page.moment, language);
  page.unit = unit_name(opened);
  page.ticket = seal(ticket, opened.link.code, services.seal_key);
  page.typed = std::move(typed);
  page.faults = std::move(faults);
  page.notice = std::move(notice);
  page.trial = ticket.trial;
  const auto& speaks = instrument.definition.languages;
  const std::string other = language == "nl" ? "en" : "nl";
  if (std::find(speaks.begin(), speaks.end(), other) != speaks.end()) {
    // The same moment in the other language: it was drawn once.
    frame.other_language_address = "/s/" + opened.link.code + "?lang=" + other + "&t=" + page.ticket;
  }
  return http::html(questions_page(frame, page), status);
}

// Nothing new is asked while too many wait for an answer; who wants to tell something still can.
Response paused(const Request& request, const Opened& opened, const std::string& language, const Pause& pause) {
  PageMessage page{say(language, "feedback.page.paused.title"),
                   {say(language, "feedback.page.paused",
                        {{"unit", unit_name(opened)}, {"count", std::to_string(pause.unanswered)}})},
                   "/s/" + opened.link.code + "?anyway=1&lang=" + language,
                   say(language, "feedback.page.paused.anyway")};
  auto frame = frame_of(request, &opened, language);
  const std::string other = language == "nl" ? "en" : "nl";
  frame.other_language_address = "/s/" + opened.link.code + "?lang=" + other;
  return http::html(message_page(frame, page));
}

Response page_shown(Services& services, const Request& request) {
  auto opened = open_code(services, request.in_path.at("code"));
  if (!opened) return message(request, nullptr, request.language, opened.error());
  auto instrument = opened->known->instrument(opened->link.instrument.text);
  const auto language = language_of(request, opened->known.get(), instrument.get(), request.parameter("lang").value_or(""));
  const auto now = services.clock.now();
  if (auto open = open_for(opened->link, now); !open) {
    auto fault = open.error();
    // Nothing was given yet that could be lost.
    if (fault.key == "feedback.page.budget_spent") fault.key = "feedback.page.spent";
    return message(request, &*opened, language, fault);
  }
  if (!instrument || instrument->ended)
    return message(request, &*opened, language, Fault{FaultKind::gone, "feedback.page.closed", {}, {}});
  auto ticket = unseal(request.parameter("t").value_or(""), opened->link.code, services.seal_key);
  const bool anew = !ticket || ticket->version != instrument->version;
  if (anew) {
    ticket = new_ticket(services, *opened, *instrument, now);
    ticket->trial = request.parameter("try") == std::optional<std::string_view>("1");
  }
  const auto silent = silent_on(*opened, *ticket);
  const auto moment = about(*opened, *instrument, *ticket).moment;
  const auto& all = instrument->definition.questions;
  if (std::none_of(all.begin(), all.end(), [&](const Question& question) { return asked_on_page(question, moment, silent); })) {
    return message(request, &*opened, language, Fault{FaultKind::gone, "feedback.page.closed", {}, {}});
  }
  const bool anyway = request.parameter("anyway") == std::optional<std::string_view>("1");
  if (anew && !ticket->trial && !anyway) {
    const auto* pause = opened->known->pause_of(opened->link.unit, day_in(now, opened->known->zone).value_or(Day{}));
    if (pause != nullptr) return paused(request, *opened, language, *pause);
  }
  // The other language of a page that is open already is no second opening.
  if (anew && !ticket->trial && opened_by_person(request)) {
    services.turnouts->opened(opened->link.tenant, opened->link.id, day_in(now, opened->known->zone).value_or(Day{}));
  }
  return questions(services, request, *opened, *instrument, *ticket, language, {}, {}, {}, 200);
}

// One line of what was given, so that the same page sent twice is known as the same.
std::string submission_of(const Ticket& ticket, std::string_view body) {
  return page_prefix(ticket.number) + uuid_of("feedback.page", body).substr(0, 13);
}

void answer_given(Services& services, Request request, http::Reply reply) {
  auto opened = open_code(services, request.in_path.at("code"));
  if (!opened) return reply(message(request, nullptr, request.language, opened.error()));
  auto latest = opened->known->instrument(opened->link.instrument.text);
  auto fields = http::form(request.body, 2000);
  if (!fields) return reply(message(request, &*opened, language_of(request, opened->known.get(), latest.get(), ""), fields.error()));
  const auto language = language_of(request, opened->known.get(), latest.get(), http::field(*fields, "lang").value_or(""));
  const auto now = services.clock.now();
  if (!latest || latest->ended) return reply(message(request, &*opened, language, Fault{FaultKind::gone, "feedback.page.closed", {}, {}}));

  const auto ticket = unseal(http::field(*fields, "t").value_or(""), opened->link.code, services.seal_key);
  // A spent budget is judged while keeping: the page that spent the last of it may be sent once more and is thanked again.
  if (auto open = open_for(opened->link, now); !open && open.error().key != "feedback.page.budget_spent") {
    return reply(message(request, &*opened, language, open.error()));
  }
  auto instrument = ticket ? opened->known->instrument(opened->link.instrument.text, ticket->version) : nullptr;
  const bool old = ticket && now.micros - ticket->shown_at.micros > ticket_hours_max * 3'600'000'000;
  if (!ticket || !instrument || old) {
    auto again = new_ticket(services, *opened, *latest, now);
    again.trial = ticket && ticket->trial;
    if (old && instrument == latest) again.moment = ticket->moment, again.choices = ticket->choices;
    return reply(questions(services, request, *opened, *latest, again, language, *fields, {}, say(language, "feedback.page.too_old"), 409));
  }
  const auto what = about(*opened, *instrument, *ticket);
  AnswerDraft draft;
  std::vector<FieldFault> faults;
  draft.answers = given_in(*instrument, what.moment, silent_on(*opened, *ticket), *fields, faults);
  draft.unit = opened->link.unit;
  draft.moment = what.moment;
  draft.probability = what.probability;
  draft.language = language;
  draft.submission = page_prefix(ticket->number);
  if (now.micros - ticket->shown_at.micros < too_fast_micros) draft.suspect |= too_fast;
  if (!ticket->trial && services.bursts.notice(opened->link.code, now)) draft.suspect |= burst;
  auto row = look_at(*instrument, draft, {now, opened->known->zone, Source::page, {}});
  if (!row) {
    for (const auto& fault : row.error().fields) {
      const bool said = std::any_of(faults.begin(), faults.end(), [&](const FieldFault& f) { return f.path == fault.path; });
      if (!said) faults.push_back(fault);
    }
  }
  if (!faults.empty() || !row) {
    return reply(questions(services, request, *opened, *instrument, *ticket, language, *fields, std::move(faults), {}, 422));
  }
  row->submission = submission_of(*ticket, row->body);
  const Receipt receipt{wrote_words(draft.answers), call_asked(draft.answers), ticket->trial};
  const auto thanks = "/s/" + opened->link.code + "/thanks?lang=" + language +
                      "&r=" + seal(receipt, opened->link.code, services.seal_key);
  if (ticket->trial) return reply(http::see_other(thanks));
  const PageUse use{opened->link.id, page_prefix(ticket->number)};
  const auto tenant = opened->link.tenant;
  const bool tells = receipt.wrote || receipt.call;
  std::vector<AnswerRow> rows;
  rows.push_back(std::move(*row));
  accept_answers(
      services, tenant, std::move(rows), use,
      [&services, reply = std::move(reply), request = std::move(request), opened = std::move(*opened), instrument,
       ticket = *ticket, language, fields = std::move(*fields), thanks, tells](Result<std::vector<Accepted>> accepted) {
        // Who told something gets a way back to it.
        if (accepted && tells && !accepted->empty())
          return reply(http::see_other(
              thanks + "&v=" + teller_code(services.secrets, opened.link.tenant, accepted->front().id)));
        if (accepted) return reply(http::see_other(thanks));
        if (accepted.error().kind == FaultKind::conflict)
          return reply(message(request, &opened, language, accepted.error(), true));
        if (accepted.error().kind == FaultKind::gone)
          return reply(message(request, &opened, language, accepted.error()));
        // Nothing was kept: what was typed stays, and the same page may be sent again.
        reply(questions(services, request, opened, *instrument, ticket, language, fields, {},
                        say(language, "feedback.page.not_kept"), 503));
      });
}

Response thanks_said(Services& services, const Request& request) {
  auto opened = open_code(services, request.in_path.at("code"));
  if (!opened) return message(request, nullptr, request.language, opened.error());
  auto instrument = opened->known->instrument(opened->link.instrument.text);
  const auto language =
      language_of(request, opened->known.get(), instrument.get(), request.parameter("lang").value_or(""));
  const auto receipt = unseal_receipt(request.parameter("r").value_or(""), opened->link.code, services.seal_key);
  const WordArguments names{{"unit", unit_name(*opened)}, {"organisation", opened->known->organisation}};
  PageMessage thanks;
  if (!receipt || receipt->trial) {
    const std::string said = receipt ? "feedback.thanks.trial" : "feedback.thanks.nothing";
    thanks.title = say(language, said + ".title");
    thanks.sentences.push_back(say(language, said, names));
    thanks.link = "/s/" + opened->link.code + "?lang=" + language + (receipt ? "&try=1" : "");
    thanks.link_text = say(language, "feedback.page.open_anew");
    return http::html(message_page(frame_of(request, &*opened, language), thanks));
  }
  thanks.title = say(language, "feedback.thanks.title");
  if (instrument) {
    auto own = instrument->definition.thanks.in(language);
    if (own.rfind(thanks.title + ".", 0) == 0) own.erase(0, std::min(own.size(), thanks.title.size() + 2));
    if (!own.empty()) thanks.sentences.push_back(std::move(own));
  }
  const bool own_words = !thanks.sentences.empty();
  thanks.sentences.push_back(say(language, "feedback.thanks.kept", names));
  // Who reads it is the organisation's to say, where it says something.
  if (receipt->wrote && !own_words) thanks.sentences.push_back(say(language, "feedback.thanks.read", names));
  if (receipt->call) thanks.sentences.push_back(say(language, "feedback.thanks.call", names));
  const auto back = request.parameter("v").value_or("");
  if (const auto door = teller_door(services.secrets, back);
      door && door->tenant == opened->link.tenant && (receipt->wrote || receipt->call)) {
    thanks.sentences.push_back(say(language, "feedback.thanks.back"));
    thanks.link = "/v/" + std::string(back) + "?lang=" + language;
    thanks.link_text = say(language, "feedback.thanks.back.link");
  }
  return http::html(message_page(frame_of(request, &*opened, language), thanks));
}

Response logo_shown(Services& services, const Request& request) {
  const auto missing = [&] { return http::fault(Fault{FaultKind::not_found, "feedback.page.unknown", {}, {}}, request.language); };
  auto opened = open_code(services, request.in_path.at("code"));
  if (!opened) return missing();
  auto logo = services.store.ask(store::Scope(opened->link.tenant), [](store::Reader& reader) { return people::logo(reader); });
  if (!logo || !*logo) return missing();
  // A page is light: its logo is never larger than it is shown.
  auto small = formats::reencode((*logo)->png, logo_side);
  if (!small) return missing();
  Response response;
  response.type = "image/png";
  response.headers.emplace_back("Cache-Control", "public, max-age=3600");
  response.body = std::move(small->png);
  return response;
}

}  // namespace

void page_routes(http::Router& router, Services& services) {
  http::Limits seen;
  seen.per_minute_per_address = 120;
  http::Limits sent;
  sent.per_minute_per_address = 60;
  const auto on = [&](std::string pattern, Response (*route)(Services&, const Request&)) {
    router.on(Method::get, std::move(pattern), Access::anyone(), [&services, route](const Request& request) { return route(services, request); }, seen);
  };
  on("/s/{code}", page_shown);
  on("/s/{code}/thanks", thanks_said);
  on("/s/{code}/bedankt", thanks_said);
  on("/s/{code}/logo", logo_shown);
  router.on_deferred(Method::post, "/s/{code}", Access::anyone(),
                     [&services](Request request, http::Reply reply) { answer_given(services, std::move(request), std::move(reply)); }, sent);
}

}  // namespace goud::feedback
