#include <algorithm>

#include "moments/cards.hpp"

namespace goud::moments {

Done check_card(const CardDraft& draft) {
  constexpr std::size_t may_most = 6, must_most = 3, effects_most = 5;
  std::vector<FieldFault> wrong;
  const auto missing = [&](const std::string& path, const Text& text) {
    if (text.empty()) wrong.push_back({path, "moments.card.text_missing"});
  };
  const auto at = [](const char* list, std::size_t place) {
    return std::string(list) + "[" + std::to_string(place) + "]";
  };
  if (draft.may.empty() || draft.may.size() > may_most) wrong.push_back({"may", "moments.card.may"});
  if (draft.must.size() > must_most) wrong.push_back({"must", "moments.card.must"});
  if (draft.effects.empty() || draft.effects.size() > effects_most)
    wrong.push_back({"effects", "moments.card.effects"});
  for (std::size_t i = 0; i < draft.may.size(); ++i) missing(at("may", i) + ".text", draft.may[i].text);
  for (std::size_t i = 0; i < draft.must.size(); ++i) missing(at("must", i), draft.must[i]);
  for (std::size_t i = 0; i < draft.effects.size(); ++i) missing(at("effects", i), draft.effects[i]);
  if (draft.call && (draft.call->who.empty() || draft.call->telephone.empty()))
    wrong.push_back({"call", "moments.card.call"});
  if (wrong.empty()) return {};
  return refuse(Fault{FaultKind::invalid, "fault.fields", std::move(wrong), {}});
}

std::vector<Card> cards_for(const std::vector<Card>& all, const std::optional<std::string>& role) {
  std::vector<Card> fitting;
  for (const auto& card : all) {
    const bool own_there = role && std::any_of(all.begin(), all.end(), [&](const Card& other) {
                             return other.moment == card.moment && other.role == role;
                           });
    if (own_there ? card.role == role : !card.role) fitting.push_back(card);
  }
  return fitting;
}

const Card* card_of_day(const std::vector<Card>& all, const std::vector<MomentId>& weakest,
                        const std::optional<std::string>& role, Day day) {
  const auto fitting = cards_for(all, role);
  std::vector<std::string> order;
  for (const auto& moment : weakest)
    for (const auto& card : fitting)
      if (card.moment == moment) order.push_back(card.id);
  if (order.empty())
    for (const auto& card : fitting) order.push_back(card.id);
  if (order.empty()) return nullptr;
  const auto& chosen = order[static_cast<std::size_t>(day.number) % order.size()];
  const auto found = std::find_if(all.begin(), all.end(), [&](const Card& card) { return card.id == chosen; });
  return &*found;
}

}  // namespace goud::moments
