// /r/CODE: a ballot to someone of whom nothing is asked but a code, and the answer coming back. Thanks are said after commit
// and sync. No line of a log, no cookie, no address is kept of any of it; who comes with a session or a key is refused.
#include <sodium.h>

#include <algorithm>
#include <memory>

#include "kernel/words.hpp"
#include "rounds/page.hpp"
#include "rounds/page_note.hpp"
#include "rounds/routes.hpp"
#include "rounds/wrong_codes.hpp"

namespace goud::rounds {
namespace {

using http::Access;
using http::Method;
using http::Request;

constexpr std::size_t fields_max = 500;

struct Desk {
  Desk(Services& with) : services(with), wrong(with.clock, with.randomness), key(note_key(with.secrets)) {}
  Services& services;
  WrongCodes wrong;
  NoteKey key;
};

struct Opened {
  Door door;
  std::string code;  // as it is printed
  bool simulation = false;
  Day today;
};

http::Response page(const Request& request, std::string body, int status = 200) {
  auto response = http::html(std::move(body), status);
  response.headers.emplace_back("Content-Security-Policy", "default-src 'none'; style-src 'nonce-" + request.nonce +
                                                               "'; img-src data:; form-action 'self'; base-uri 'none'; "
                                                               "frame-ancestors 'none'");
  // A session of before is of the whole site, and would make the ballot that is sent from here one that is refused.
  if (request.cookie("goud_session")) people::end_wide_session(response, request.secure);
  return response;
}

std::string language_for(const Request& request, std::string_view asked, const Opened* opened) {
  std::string language = asked == "nl" || asked == "en" ? std::string(asked) : request.language;
  if (opened == nullptr) return language;
  if (asked.empty() && !request.parameter("lang") && !request.header("accept-language"))
    language = opened->door.language;
  const auto& speaks = opened->door.round.plan.languages;
  if (!speaks.empty() && std::find(speaks.begin(), speaks.end(), language) == speaks.end()) return speaks.front();
  return language;
}

PageFrame frame_of(const Request& request, const Opened* opened, std::string language, std::string other_address = {}) {
  PageFrame frame{std::move(language), request.nonce, opened != nullptr && opened->simulation,
                  std::move(other_address)};
  if (opened == nullptr) return frame;
  frame.organisation = opened->door.organisation;
  if (opened->door.round.plan.languages.size() < 2) frame.other_language_address.clear();
  return frame;
}

std::string other_of(std::string_view language) { return language == "nl" ? "en" : "nl"; }

http::Response told(const Request& request, const Opened* opened, const std::string& language, const Fault& fault,
                    PageMessage message = {}) {
  const auto status = http::fault(fault, language);
  message.title = word_known(language, fault.key + ".title") ? say(language, fault.key + ".title")
                                                             : say(language, "rounds.page.sorry");
  auto args = fault.args;
  if (const auto found = args.find("day"); found != args.end()) {
    if (const auto day = day_from(found->second)) found->second = weekday_text(language, *day);
  }
  if (word_known(language, fault.key))
    message.sentences.insert(message.sentences.begin(), say(language, fault.key, args));
  auto response =
      page(request, message_page(frame_of(request, opened, language, "?lang=" + other_of(language)), message),
           status.status);
  for (const auto& [name, value] : status.headers) {
    if (name == "Retry-After") response.headers.emplace_back(name, value);
  }
  return response;
}

// Unknown, foreign, of a round that was begun again: the same answer. Whoever tries many is told to wait.
http::Response unknown(Desk& desk, const Request& request, const std::string& language) {
  PageMessage message;
  message.code_asked = true;
  if (const int wait = desk.wrong.guessed(request.address))
    return told(request, nullptr, language,
                {FaultKind::too_many, "rounds.page.guessed", {}, {{"seconds", std::to_string(wait)}}}, message);
  return told(request, nullptr, language, {FaultKind::not_found, "rounds.page.unknown", {}, {}}, message);
}

Result<Opened> open_code(Desk& desk, std::string_view typed) {
  auto& services = desk.services;
  auto code = code_typed(typed);
  if (!code) return refuse(FaultKind::not_found, "rounds.page.unknown");
  auto found = door(services, *code);
  if (!found) return refuse(found.error());
  auto organisation = services.store.ask(store::Scope(found->tenant),
                                         [](store::Reader& reader) { return people::organisation(reader); });
  if (!organisation) return refuse(organisation.error());
  return Opened{std::move(*found), std::move(*code), organisation->simulation,
                people::day_of(*organisation, services.clock.now())};
}

http::Response not_open(Desk& desk, const Request& request, const Fault& fault, std::string_view asked) {
  const auto language = language_for(request, asked, nullptr);
  if (fault.kind == FaultKind::not_found) return unknown(desk, request, language);
  return told(request, nullptr, language, fault);
}

std::string address_of(const Opened& opened) { return "/r/" + opened.code; }

// The first part after today that asks something.
std::optional<int> next_part(const Opened& opened) {
  const auto& plan = opened.door.round.plan;
  for (int week = 1; week <= weeks(plan); ++week) {
    if (opens_on(plan, week) > opened.today && asked_in(plan, week) > 0) return week;
  }
  return std::nullopt;
}
void tell_next_part(PageMessage& message, const Opened& opened, const std::string& language) {
  if (const auto week = next_part(opened))
    message.sentences.push_back(
        say(language, "rounds.page.next_part",
            {{"n", std::to_string(*week)}, {"day", weekday_text(language, opens_on(opened.door.round.plan, *week))}}));
}

http::Response used(const Request& request, const Opened& opened, const std::string& language, int status) {
  PageMessage message;
  message.title = say(language, "rounds.page.used.title");
  message.sentences = {say(language, "rounds.page.used", {{"day", last_day_text(language, opened.door.round.plan)}})};
  tell_next_part(message, opened, language);
  message.other = address_of(opened) + "/take-back?lang=" + language;
  message.other_text = say(language, "rounds.back.title");
  return page(request, message_page(frame_of(request, &opened, language, "?lang=" + other_of(language)), message),
              status);
}

std::string new_receipt(Desk& desk) {
  std::array<std::byte, 16> bytes{};
  desk.services.randomness.fill(bytes);
  std::array<char, 33> hex{};
  sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return hex.data();
}

BallotPage ballot_of(const Opened& opened, int week, std::string receipt) {
  BallotPage shown;
  shown.code = opened.code;
  shown.plan = &opened.door.round.plan;
  shown.frozen = &opened.door.round.frozen;
  shown.place = opened.door.place;
  shown.late = opened.door.late;
  shown.number = opened.door.round.number;
  shown.week = week;
  shown.receipt = std::move(receipt);
  return shown;
}

http::Response ballot_shown(Desk& desk, const Request& request) {
  auto opened = open_code(desk, request.in_path.at("code"));
  if (!opened) return not_open(desk, request, opened.error(), "");
  const auto language = language_for(request, "", &*opened);
  if (opened->door.weeks_open.empty()) return used(request, *opened, language, 200);
  return page(request, ballot_page(frame_of(request, &*opened, language),
                                   ballot_of(*opened, opened->door.weeks_open.front(), new_receipt(desk))));
}

// Someone is signed in here, or a key came along: then an answer would say whose it is.
http::Response identified(const Request& request) {
  const auto language = language_for(request, "", nullptr);
  PageMessage message;
  if (const auto code = code_typed(request.in_path.at("code"))) {
    message.link = "/r/" + *code + "?lang=" + language;
    message.link_text = say(language, "rounds.page.identified.again");
  }
  return told(request, nullptr, language, {FaultKind::invalid, "rounds.page.identified", {}, {}}, message);
}

int number_in(const http::Fields& fields, std::string_view name) {
  const auto text = http::field(fields, name).value_or("");
  return text.size() == 1 && text[0] >= '0' && text[0] <= '9' ? text[0] - '0' : -1;
}

http::Response ballot_sent(Desk& desk, const Request& request) {
  if (people::brings_identity(request)) return identified(request);
  auto fields = http::form(request.body, fields_max);
  auto opened = open_code(desk, request.in_path.at("code"));
  if (!opened) return not_open(desk, request, opened.error(), fields ? http::field(*fields, "lang").value_or("") : "");
  if (!fields) return told(request, &*opened, language_for(request, "", &*opened), fields.error());
  const auto& plan = opened->door.round.plan;
  const auto& open = opened->door.weeks_open;
  auto language = language_for(request, http::field(*fields, "lang").value_or(""), &*opened);
  const auto go = http::field(*fields, "go").value_or("send");
  if (go == "nl" || go == "en") language = language_for(request, go, &*opened);
  const auto frame = frame_of(request, &*opened, language);

  const auto receipt = receipt_typed(http::field(*fields, "r").value_or(""));
  const int week = number_in(*fields, "w");
  const bool of_this =
      receipt && week >= 1 && week <= weeks(plan) &&
      http::field(*fields, "n") == std::optional<std::string_view>(std::to_string(opened->door.round.number));
  if (!of_this) {
    if (open.empty()) return used(request, *opened, language, 409);
    auto anew = ballot_of(*opened, open.front(), new_receipt(desk));
    anew.notice = say(language, "rounds.page.anew");
    return page(request, ballot_page(frame, anew), 409);
  }
  const auto sheets = sheets_of(plan, week);
  auto shown = ballot_of(*opened, week, *receipt);
  shown.typed = *fields;
  shown.sheet = static_cast<std::size_t>(
      std::clamp(number_in(*fields, "s"), 0, std::max(0, static_cast<int>(sheets.size()) - 1)));
  const auto again = [&](int status) { return page(request, ballot_page(frame, shown), status); };
  if (go == "nl" || go == "en") return again(200);
  if (go == "next") return ++shown.sheet, again(200);
  if (go == "back") return shown.sheet -= std::min<std::size_t>(shown.sheet, 1), again(200);
  if (go == "clear") {
    if (shown.sheet < sheets.size()) shown.typed = cleared(plan, sheets[shown.sheet], std::move(shown.typed));
    return again(200);
  }
  const auto ballot = ballot_in(plan, opened->door.round.frozen.units[static_cast<std::size_t>(opened->door.place)].id,
                                week, opened->door.late, *fields);
  if (ballot.answers.empty()) {
    shown.notice = say(language, "rounds.page.empty");
    shown.sheet = 0;
    return again(422);
  }
  auto done = look_at(plan, ballot);
  if (done) done = drop_in(desk.services, opened->code, *receipt, ballot);
  if (done) {
    const auto note = seal({PageNote::Kind::kept, week, *receipt}, opened->code, desk.key, desk.services.randomness);
    return http::see_other(address_of(*opened) + "/thanks?lang=" + language + "&k=" + note);
  }
  const auto& fault = done.error();
  if (!fault.fields.empty()) {
    shown.faults = fault.fields;
    shown.sheet = sheet_of(sheets, fault.fields);
    return again(422);
  }
  if (fault.key == "rounds.ballot.used") return used(request, *opened, language, 409);
  if (fault.kind == FaultKind::conflict) {
    PageMessage message;
    message.link = address_of(*opened) + "?lang=" + language;
    message.link_text = say(language, "rounds.thanks.to_ballot");
    return told(request, &*opened, language, fault, message);
  }
  if (fault.kind != FaultKind::unavailable) return told(request, &*opened, language, fault);
  // Nothing was kept: what was typed stays, and the same page may be sent again.
  shown.notice = say(language, "rounds.page.not_kept");
  return again(503);
}

http::Response thanks_said(Desk& desk, const Request& request) {
  auto opened = open_code(desk, request.in_path.at("code"));
  if (!opened) return not_open(desk, request, opened.error(), "");
  const auto language = language_for(request, "", &*opened);
  const auto sealed = std::string(request.parameter("k").value_or(""));
  const auto note = unseal(sealed, opened->code, desk.key);
  const auto frame =
      frame_of(request, &*opened, language, "?lang=" + other_of(language) + "&k=" + http::percent_encoded(sealed));
  const auto& plan = opened->door.round.plan;
  PageMessage message;
  if (!note || note->kind != PageNote::Kind::kept) {
    message.title = say(language, "rounds.thanks.nothing.title");
    message.sentences = {say(language, "rounds.thanks.nothing")};
    message.link = address_of(*opened) + "?lang=" + language;
    message.link_text = say(language, "rounds.thanks.to_ballot");
    return page(request, message_page(frame, message));
  }
  message.title = say(language, "rounds.thanks.title");
  message.sentences = {say(language, "rounds.thanks.kept"),
                       say(language, "rounds.thanks.keep_receipt", {{"day", last_day_text(language, plan)}})};
  message.receipt = note->receipt;
  if (!opened->door.weeks_open.empty()) {
    message.link = address_of(*opened) + "?lang=" + language;
    message.link_text = say(language, "rounds.thanks.go_on", {{"n", std::to_string(opened->door.weeks_open.front())}});
  }
  tell_next_part(message, *opened, language);
  message.other = address_of(*opened) + "/take-back?lang=" + language + "&k=" + http::percent_encoded(sealed);
  message.other_text = say(language, "rounds.back.title");
  return page(request, message_page(frame, message));
}

http::Response take_back_shown(Desk& desk, const Request& request) {
  auto opened = open_code(desk, request.in_path.at("code"));
  if (!opened) return not_open(desk, request, opened.error(), "");
  const auto language = language_for(request, "", &*opened);
  const auto sealed = std::string(request.parameter("k").value_or(""));
  const auto note = unseal(sealed, opened->code, desk.key);
  const auto frame =
      frame_of(request, &*opened, language, "?lang=" + other_of(language) + "&k=" + http::percent_encoded(sealed));
  const auto until = last_day_text(language, opened->door.round.plan);
  if (!note || note->kind != PageNote::Kind::taken_back)
    return page(request,
                take_back_page(frame, opened->code, note ? receipt_shown(note->receipt) : std::string(), {}, until));
  PageMessage message;
  message.title = say(language, "rounds.back.done.title");
  message.sentences = {say(language, "rounds.back.done", {{"day", until}})};
  message.link = address_of(*opened) + "?lang=" + language;
  message.link_text = say(language, "rounds.back.answer_again");
  return page(request, message_page(frame, message));
}

http::Response taken_back(Desk& desk, const Request& request) {
  if (people::brings_identity(request)) return identified(request);
  auto fields = http::form(request.body, fields_max);
  auto opened = open_code(desk, request.in_path.at("code"));
  if (!opened) return not_open(desk, request, opened.error(), fields ? http::field(*fields, "lang").value_or("") : "");
  if (!fields) return told(request, &*opened, language_for(request, "", &*opened), fields.error());
  const auto language = language_for(request, http::field(*fields, "lang").value_or(""), &*opened);
  const auto& plan = opened->door.round.plan;
  const auto typed = http::field(*fields, "r").value_or("");
  const auto frame = frame_of(request, &*opened, language, "?lang=" + other_of(language));
  const auto again = [&](std::string_view key, int status, const WordArguments& args = {}) {
    return page(request,
                take_back_page(frame, opened->code, typed, say(language, key, args), last_day_text(language, plan)),
                status);
  };
  const auto receipt = receipt_typed(typed);
  if (!receipt) return again("rounds.back.malformed", 422);
  // Which part it is of is in the letter alone: each is tried.
  for (int week = 1; week <= weeks(plan); ++week) {
    auto done = take_back(desk.services, opened->code, *receipt, week);
    if (done) {
      const auto note =
          seal({PageNote::Kind::taken_back, week, *receipt}, opened->code, desk.key, desk.services.randomness);
      return http::see_other(address_of(*opened) + "/take-back?lang=" + language + "&k=" + note);
    }
    if (done.error().kind == FaultKind::unavailable) return again("rounds.page.not_kept", 503);
    if (done.error().kind == FaultKind::gone) return told(request, &*opened, language, done.error());
  }
  if (const int wait = desk.wrong.guessed(request.address))
    return again("rounds.page.guessed", 429, {{"seconds", std::to_string(wait)}});
  return again("rounds.back.not_there", 404);
}

http::Response code_asked(Desk& desk, const Request& request) {
  const auto language = language_for(request, "", nullptr);
  const auto frame = frame_of(request, nullptr, language, "/r?lang=" + other_of(language));
  const auto typed = request.parameter("code").value_or("");
  if (typed.empty()) return page(request, code_page(frame, {}, {}));
  const auto code = code_typed(typed);
  if (!code) return page(request, code_page(frame, typed, say(language, "rounds.code.malformed")), 422);
  auto found = door(desk.services, *code);
  if (found || found.error().kind != FaultKind::not_found) return http::see_other("/r/" + *code + "?lang=" + language);
  if (const int wait = desk.wrong.guessed(request.address))
    return page(request,
                code_page(frame, typed, say(language, "rounds.page.guessed", {{"seconds", std::to_string(wait)}})),
                429);
  return page(request, code_page(frame, typed, say(language, "rounds.page.unknown")), 404);
}

http::Response kept_told(const Request& request, std::string_view language) {
  return page(request, kept_page(frame_of(request, nullptr, std::string(language), kept_address(other_of(language)))));
}

}  // namespace

void page_routes(http::Router& router, Services& services) {
  const auto desk = std::make_shared<Desk>(services);
  const http::Limits unlogged{.unlogged = true};
  const auto on = [&](Method method, std::string pattern, http::Response (*route)(Desk&, const Request&),
                      const http::Limits& limits) {
    router.on(
        method, std::move(pattern), Access::anyone(),
        [desk, route](const Request& request) { return route(*desk, request); }, limits);
  };
  on(Method::get, "/r", code_asked, unlogged);
  on(Method::get, "/r/{code}", ballot_shown, unlogged);
  on(Method::post, "/r/{code}", ballot_sent, unlogged);
  on(Method::get, "/r/{code}/thanks", thanks_said, unlogged);
  on(Method::get, "/r/{code}/take-back", take_back_shown, unlogged);
  on(Method::post, "/r/{code}/take-back", taken_back, {.per_minute_per_address = 60, .unlogged = true});
  for (const std::string_view language : {"nl", "en"}) {
    router.on(Method::get, kept_address(language), Access::anyone(),
              [language](const Request& request) { return kept_told(request, language); }, {.unlogged = true});
  }
}

}  // namespace goud::rounds
