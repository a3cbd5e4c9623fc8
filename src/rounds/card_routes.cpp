// POST /api/v1/rounds/{id}/cards: codes that were just handed out, as cards to print. Stateless: the codes come from who asks
// and go back in the sheet; nothing of them is looked up or kept.
#include "formats/code_cards.hpp"
#include "formats/json.hpp"
#include "kernel/words.hpp"
#include "rounds/page.hpp"
#include "rounds/routes.hpp"

namespace goud::rounds {
namespace {

using formats::Json;
using http::Access;
using http::Method;
using http::Request;
using http::Role;

constexpr std::size_t cards_most = 2000;

std::string without_scheme(std::string address) {
  if (const auto scheme = address.find("://"); scheme != std::string::npos) address.erase(0, scheme + 3);
  return address;
}

http::Response cards(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  struct Asked {
    std::string unit_name, code, language;
  };
  std::vector<Asked> asked;
  const auto in = document->object();
  for (auto item : in.array("codes", cards_most)) {
    const auto one = item.object();
    Asked card{one.required_string("unit_name", 200), one.required_string("code", 40),
               std::string(one.required_enum<std::string_view>("language", {{"nl", "nl"}, {"en", "en"}}))};
    if (auto code = code_typed(card.code); code)
      card.code = std::move(*code);
    else if (document->clean())
      one.at("code").refuse("rounds.card.code");
    asked.push_back(std::move(card));
  }
  if (document->clean() && asked.empty()) in.at("codes").refuse("rounds.card.none");
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  auto found = services.store.ask(store::Scope(request.caller->tenant),
                                  [&](store::Reader& reader) { return round(reader, request.in_path.at("id")); });
  if (!found) return http::fault(found.error(), request.language);
  if (!*found) return http::fault({FaultKind::not_found, "rounds.unknown", {}, {}}, request.language);
  const auto& plan = (*found)->plan;
  const auto home = request.home() + "/r";
  const auto warning = request.home_is_here_only() ? say(request.language, "rounds.card.here_only") : std::string();
  std::vector<formats::CodeCard> sheet;
  sheet.reserve(asked.size());
  for (const auto& one : asked) {
    const auto& language = one.language;
    sheet.push_back({say(language, "rounds.card.heading"), one.unit_name, home + "/" + one.code,
                     say(language, "rounds.card.scan", {{"address", without_scheme(home)}}), one.code,
                     say(language, "rounds.card.until",
                         {{"round", plan.name.in(language)}, {"day", last_day_text(language, plan)}}),
                     say(language, "rounds.card.any"), warning});
  }
  auto pdf = formats::code_cards(sheet, say(request.language, "rounds.card.title"));
  if (!pdf) return http::fault(pdf.error(), request.language);
  http::Response response;
  response.type = "application/pdf";
  response.headers.emplace_back("Content-Disposition", "inline; filename=\"goud-cards.pdf\"");
  response.body = std::move(*pdf);
  return response;
}

}  // namespace

void card_routes(http::Router& router, Services& services) {
  router.on(Method::post, "/api/v1/rounds/{id}/cards", Access::of({Role::owner, Role::hr_manager}),
            [&services](const Request& request) { return cards(services, request); }, {.body_bytes = 1024 * 1024});
}

}  // namespace goud::rounds
