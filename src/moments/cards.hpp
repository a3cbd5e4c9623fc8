// The card of a moment for a role: what is promised there, what I may do without asking, the few things I must, what the
// customer notices of it, a real example, whom to call.
// Always true: at most three musts; may comes with its limit where it has one; behaviour is worded by its effect on the
// customer, never as a script; a card that was changed keeps its past.
// Who decides: card.cpp, pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/json.hpp"
#include "http/http.hpp"
#include "kernel/clock.hpp"
#include "kernel/fault.hpp"
#include "kernel/ids.hpp"
#include "kernel/text.hpp"
#include "promises/promises.hpp"
#include "store/store.hpp"

namespace goud::moments {

struct May {
  Text text;   // "een drankje of lobbyplek aanbieden"
  Text limit;  // "tot € 50, daarna vertellen"; empty: none
  bool operator==(const May&) const = default;
};
struct CardCall {
  Text who;          // "Teamleider late dienst"
  std::string telephone;
  bool operator==(const CardCall&) const = default;
};
struct CardDraft {
  std::vector<May> may;          // 1..6
  std::vector<Text> must;        // 0..3
  std::vector<Text> effects;     // 1..5: "ik wist waarom ik wachtte"
  Text example;                  // a real one, in a few sentences
  std::optional<std::string> story;  // the story it was
  std::optional<CardCall> call;
  Text question;                 // to talk about in the team: "Wanneer durfde jij zelf te beslissen?"
};
struct Card {
  std::string id;
  MomentId moment;
  std::optional<std::string> role;  // of people's roles; none: everyone who meets the moment
  CardDraft says;
  Day from;
  int revision = 1;
};
[[nodiscard]] Done check_card(const CardDraft&);  // by field path
[[nodiscard]] std::vector<Card> cards(store::Reader&);  // those that hold, by moment and role
[[nodiscard]] std::vector<Card> cards_of(store::Reader&, const MomentId&);
[[nodiscard]] std::optional<Card> card(store::Reader&, std::string_view id);
// The first, or the next version; `revision` 0: there was none.
[[nodiscard]] Result<Card> keep_card(store::Writer&, const promises::Acting&, Randomness&, const MomentId&, const std::optional<std::string>& role,
                                     const CardDraft&, int revision);
[[nodiscard]] Done end_card(store::Writer&, const promises::Acting&, std::string_view id);
// The cards of a role: its own, and of every other moment the card that is everyone's. Without a role: everyone's.
[[nodiscard]] std::vector<Card> cards_for(const std::vector<Card>&, const std::optional<std::string>& role);
// Of the cards that fit a role the one of today: of the moments in `weakest` where there is one (the caller names key
// moments, the weakest promise first), one a day in turn, the same all day for everyone.
[[nodiscard]] const Card* card_of_day(const std::vector<Card>&, const std::vector<MomentId>& weakest, const std::optional<std::string>& role, Day);

// A card with what stands beside it on a screen.
struct CardShown {
  Card card;
  Text moment;
  std::optional<Text> role;                          // name of the role
  std::vector<std::pair<PromiseId, Text>> promises;  // what is promised at the moment today
};
[[nodiscard]] std::vector<CardShown> shown(store::Reader&, std::vector<Card>, Day today);
void to_json(formats::JsonWriter&, const CardShown&);

struct Services;
void card_routes(http::Router&, Services&);  // GET PUT /moments/{id}/cards, DELETE /cards/{id}

}  // namespace goud::moments
