#include <algorithm>

#include "feedback/requests.hpp"
#include "formats/qr.hpp"
#include "formats/sheet_pdf.hpp"
#include "kernel/words.hpp"

namespace goud::feedback {
namespace {

using formats::Json;
using formats::JsonWriter;
using http::Access;
using http::Method;
using http::Request;
using http::Response;

Fault unknown() { return Fault{FaultKind::not_found, "feedback.link.unknown", {}, {}}; }

std::string address_of(const Request& request, const Link& link) { return request.home() + "/s/" + link.code; }

void write(JsonWriter& out, const Request& request, const Intake& known, const Link& link, Instant now) {
  out.begin_object().field("id", link.id.text).field("code", link.code).field("instrument", link.instrument.text);
  const auto* unit = known.tree.find(link.unit);
  out.key("unit").begin_object().field("id", link.unit.text).field("name", unit != nullptr ? unit->name : "").end_object();
  out.key("moment");
  if (auto moment = known.moments.find(link.moment.text); moment != known.moments.end()) {
    out.begin_object().field("id", link.moment.text);
    formats::write_text(out.key("name"), moment->second.name);
    out.end_object();
  } else {
    out.null();
  }
  out.field("made_at", to_rfc3339(link.made_at));
  out.field("expires_at", link.expires_at ? std::optional(to_rfc3339(*link.expires_at)) : std::nullopt);
  out.field("budget", link.budget).field("used", link.used).field("url", address_of(request, link));
  const auto open = open_for(link, now);
  out.field("active", open.has_value());
  out.field("state", open                                          ? "open"
                     : !link.active                                ? "ended"
                     : open.error().key == "feedback.page.expired" ? "expired"
                                                                   : "used_up")
      .end_object();
}

// The caller's own links: all of them, or those of a unit manager's branch.
Result<std::vector<Link>> links_for(Services& services, const Request& request, const Intake& known) {
  const auto now = services.clock.now();
  auto today = day_in(now, known.zone);
  if (!today) return refuse(today.error());
  auto visible = people::visible_units(*request.caller, known.tree, std::nullopt, *today);
  if (!visible) return refuse(visible.error());
  auto all = services.store.ask(store::Scope(request.caller->tenant),
                                [&](store::Reader& reader) { return links(reader, request.caller->tenant); });
  if (!all) return all;
  std::erase_if(*all, [&](const Link& link) { return std::find(visible->begin(), visible->end(), link.unit) == visible->end(); });
  return all;
}

Result<Link> link_for(Services& services, const Request& request, const Intake& known, const LinkId& id) {
  auto mine = links_for(services, request, known);
  if (!mine) return refuse(mine.error());
  auto found = std::find_if(mine->begin(), mine->end(), [&](const Link& link) { return link.id == id; });
  if (found == mine->end()) return refuse(unknown());
  return *found;
}

Response link_list(Services& services, const Request& request) {
  auto known = intake(services, request.caller->tenant, true);
  if (!known) return http::fault(known.error(), request.language);
  auto mine = links_for(services, request, **known);
  if (!mine) return http::fault(mine.error(), request.language);
  const auto page = page_of(request.parameter("cursor"), request.parameter("limit"), mine->size(),
                            [&](std::size_t at) { return (*mine)[at].id.text; });
  if (!page) return http::fault(page.error(), request.language);
  JsonWriter out;
  out.begin_object().key("items").begin_array();
  for (auto at = page->first; at < page->last; ++at) write(out, request, **known, (*mine)[at], services.clock.now());
  out.end_array().field("next", page->next).end_object();
  return http::json(out.take());
}

Response link_made(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  auto in = document->object();
  const auto instrument_asked = in.required_string("instrument", 60);
  const auto unit_asked = in.required_string("unit", 60);
  const auto moment_asked = in.optional_string("moment", 36);
  LinkDraft draft;
  draft.expires_at = read_instant(in, "expires_at");
  draft.budget = in.optional_int("budget", INT64_MIN, INT64_MAX);
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);

  auto known = intake(services, request.caller->tenant, true);
  if (!known) return http::fault(known.error(), request.language);
  const auto refused = [&](std::string path, std::string key) {
    return http::fault(Fault{FaultKind::invalid, "fault.fields", {{std::move(path), std::move(key)}}, {}}, request.language);
  };
  auto instrument = (*known)->instrument(instrument_asked);
  if (!instrument) return refused("instrument", "feedback.instrument.unknown");
  draft.instrument = instrument->id;
  const auto now = services.clock.now();
  const auto today = day_in(now, (*known)->zone).value_or(Day{});
  const auto* unit = (*known)->unit(unit_asked);
  const bool seen = unit != nullptr && people::visible_units(*request.caller, (*known)->tree, unit->id, today).has_value();
  if (!seen || !(*known)->tree.exists(unit->id, today)) return refused("unit", "feedback.answer.unit_unknown");
  draft.unit = unit->id;
  if (moment_asked) {
    auto found = (*known)->moments.find(*moment_asked);
    if (found == (*known)->moments.end() || found->second.ended) return refused("moment", "feedback.link.moment_unknown");
    draft.moment = found->second.id;
  }
  auto link = make_link(request.caller->tenant, draft, *instrument, now, services.clock, services.randomness);
  if (!link) return http::fault(link.error(), request.language);
  auto kept = services.store.write(store::Scope(request.caller->tenant), [&](store::Writer& writer) -> Done {
    keep_link(writer, promises::acting(writer, *request.caller, now), *link);
    return {};
  });
  if (!kept) return http::fault(kept.error(), request.language);
  JsonWriter out;
  write(out, request, **known, *link, now);
  return http::json(out.take(), 201);
}

Response link_closed(Services& services, const Request& request) {
  auto known = intake(services, request.caller->tenant);
  if (!known) return http::fault(known.error(), request.language);
  auto link = link_for(services, request, **known, LinkId{request.in_path.at("id")});
  if (!link) return http::fault(link.error(), request.language);
  auto done = services.store.write(store::Scope(request.caller->tenant), [&](store::Writer& writer) {
    return close_link(writer, promises::acting(writer, *request.caller, services.clock.now()), link->id);
  });
  if (!done) return http::fault(done.error(), request.language);
  return http::no_content();
}

// What hangs on the wall asks what the page will ask first.
std::string heading_of(const Intake& known, const Link& link, Day today, std::string_view language) {
  auto instrument = known.instrument(link.instrument.text);
  if (!instrument) return known.organisation;
  const auto over = [&](const Question& question) {
    const auto withdrawn = known.withdrawn.find(question.promise.text);
    return withdrawn != known.withdrawn.end() && withdrawn->second <= today;
  };
  for (const auto& question : instrument->definition.questions) {
    if (!link.moment.empty() && question.moment == link.moment && question.kind == QuestionKind::promise && !over(question)) return question.text.in(language);
  }
  return instrument->definition.title.in(language);
}

std::string place_of(const Intake& known, const Link& link, std::string_view language) {
  const auto* unit = known.tree.find(link.unit);
  std::string place = unit != nullptr ? unit->name : known.organisation;
  if (auto moment = known.moments.find(link.moment.text); moment != known.moments.end()) place += ", " + moment->second.name.in(language);
  return place;
}

Response link_qr(Services& services, const Request& request) {
  auto known = intake(services, request.caller->tenant);
  if (!known) return http::fault(known.error(), request.language);
  auto link = link_for(services, request, **known, LinkId{request.in_path.at("id")});
  if (!link) return http::fault(link.error(), request.language);
  auto svg = formats::qr_svg(address_of(request, *link), place_of(**known, *link, request.language));
  if (!svg) return http::fault(svg.error(), request.language);
  Response response;
  response.type = "image/svg+xml";
  response.body = std::move(*svg);
  return response;
}

Response link_sheet(Services& services, const Request& request) {
  auto known = intake(services, request.caller->tenant);
  if (!known) return http::fault(known.error(), request.language);
  auto mine = links_for(services, request, **known);
  if (!mine) return http::fault(mine.error(), request.language);
  const auto today = day_in(services.clock.now(), (*known)->zone).value_or(Day{});
  formats::SheetLook look{say(request.language, "feedback.card.title"),
                          (*known)->organisation,
                          (*known)->brand.fill_light.colour,
                          (*known)->brand.fill_light.text,
                          {}};
  if ((*known)->brand.logo) {
    auto logo = services.store.ask(store::Scope(request.caller->tenant),
                                   [](store::Reader& reader) { return people::logo(reader); });
    if (logo && *logo) look.logo = (*logo)->png;
  }
  const bool here_only = request.home_is_here_only();
  std::vector<formats::Card> cards;
  std::string_view ids = request.parameter("ids").value_or("");
  while (!ids.empty()) {
    const auto comma = ids.find(',');
    const auto id = ids.substr(0, comma);
    ids.remove_prefix(comma == std::string_view::npos ? ids.size() : comma + 1);
    auto link = std::find_if(mine->begin(), mine->end(), [&](const Link& one) { return one.id.text == id; });
    if (link == mine->end()) return http::fault(unknown(), request.language);
    if (cards.size() == 200) return http::fault(Fault{FaultKind::too_large, "feedback.sheet.too_many", {}, {{"max", "200"}}}, request.language);
    auto instrument = (*known)->instrument(link->instrument.text);
    const bool anonymous = instrument && instrument->definition.anonymous;
    // Who reads a card on the wall is a guest: it speaks a language of the page it leads to.
    std::string language = request.language;
    if (instrument) {
      const auto& speaks = instrument->definition.languages;
      if (std::find(speaks.begin(), speaks.end(), language) == speaks.end() && !speaks.empty())
        language = speaks.front();
    }
    cards.push_back({heading_of(**known, *link, today, language), place_of(**known, *link, language),
                     address_of(request, *link),
                     say(language, anonymous ? "feedback.card.note_anonymous" : "feedback.card.note"),
                     (*known)->simulation ? say(language, "feedback.card.simulation") : std::string(),
                     here_only ? say(request.language, "feedback.card.here_only") : std::string()});
  }
  if (cards.empty())
    return http::fault(Fault{FaultKind::invalid, "fault.fields", {{"ids", "feedback.sheet.none"}}, {}},
                       request.language);
  auto pdf = formats::card_sheet(cards, look);
  if (!pdf) return http::fault(pdf.error(), request.language);
  Response response;
  response.type = "application/pdf";
  response.headers.emplace_back("Content-Disposition", "inline; filename=\"goud-qr.pdf\"");
  response.body = std::move(*pdf);
  return response;
}

}  // namespace

void link_routes(http::Router& router, Services& services) {
  using Route = Response (*)(Services&, const Request&);
  const auto on = [&](Method method, std::string pattern, Route route) {
    router.on(method, std::move(pattern), askers(), [&services, route](const Request& request) { return route(services, request); });
  };
  on(Method::get, "/api/v1/links", link_list);
  on(Method::post, "/api/v1/links", link_made);
  on(Method::del, "/api/v1/links/{id}", link_closed);
  on(Method::get, "/api/v1/links/{id}/qr.svg", link_qr);
  on(Method::get, "/api/v1/links/qr.pdf", link_sheet);
}

}  // namespace goud::feedback
