#include "cli/demo/floor.hpp"

#include <algorithm>

#include "moments/moments.hpp"

namespace goud::cli::demo {
namespace {

Text text_of(const Wording& wording) { return {std::string(wording.nl), std::string(wording.en)}; }

std::vector<Text> texts_of(std::span<const Wording> wordings) {
  std::vector<Text> texts;
  for (const auto& wording : wordings)
    if (!wording.nl.empty()) texts.push_back(text_of(wording));
  return texts;
}

moments::CardDraft draft_of(const CardPlan& plan) {
  moments::CardDraft draft;
  for (const auto& [text, limit] : plan.may)
    if (!text.nl.empty()) draft.may.push_back({text_of(text), text_of(limit)});
  draft.must = texts_of(plan.must);
  draft.effects = texts_of(plan.effects);
  draft.example = text_of(plan.example);
  draft.call = {text_of(plan.whom), std::string(plan.telephone)};
  draft.question = text_of(plan.question);
  return draft;
}

// When the floor got its cards and passes: before the year that it told of.
Day handed_out(const Founding& founding) { return Day{founding.days.last.number - 400}; }

Done lay_cards(store::Writer& writer, const Founding& founding, Randomness& own, const Places& places, Floor& floor) {
  const auto acting = founding.on(handed_out(founding));
  for (const auto& plan : value_plans()) {
    auto added =
        values::add(writer, acting.actor, uuid_v7(founding.clock, own), {text_of(plan.name), text_of(plan.meaning)});
    if (!added) return refuse(added.error());
    floor.values.push_back(added->id);
  }
  for (const auto& role : floor_roles()) {
    auto made = people::make_role(writer, founding.clock, own, text_of(role.name), 5);
    if (!made) return refuse(made.error());
    floor.roles[role.key] = made->id;
  }
  for (const auto& plan : card_plans()) {
    const auto role = plan.role.empty() ? std::nullopt : std::optional(floor.roles.at(plan.role));
    auto kept = moments::keep_card(writer, acting, own, places.moments.at(plan.moment), role, draft_of(plan), 0);
    if (!kept) return refuse(kept.error());
  }
  return {};
}

Done hand_passes(store::Writer& writer, const people::Secrets& secrets, const Founding& founding, const Places& places,
                 Floor& floor) {
  SystemRandomness unguessable;
  const Day day = handed_out(founding);
  const auto pass = [&](const people::PassDraft& draft) {
    return people::make_pass(writer, secrets, unguessable, founding.actor, draft, day);
  };
  for (std::size_t hotel = 0; hotel < hotels().size(); ++hotel) {
    auto& here = floor.passes.emplace_back();
    for (std::size_t i = 0; i < here.size(); ++i) {
      const auto& unit = places.departments[hotel][i];
      const auto role = floor.roles.at(floor_roles()[i].key);
      auto own = pass({http::Pass::personal, unit, std::string(teams()[hotel].floor[i]), "nl", role});
      if (!own) return refuse(own.error());
      here[i] = own->row.id;
      auto shared = pass({http::Pass::unit, unit, "", "nl", role});
      if (!shared) return refuse(shared.error());
      if (hotel == 0 && i == 0) {
        floor.personal_code = own->code;
        floor.unit_code = shared->code;
      }
    }
  }
  return {};
}

}  // namespace

Result<Floor> lay_floor(store::RecordStore& store, Tenant tenant, const people::Secrets& secrets,
                        const people::Passwords& passwords, const Founding& founding, const Places& places,
                        std::span<const std::pair<std::string_view, std::string>> leads_there) {
  SeededRandomness own(0x9fb21c651e98df25ULL);
  SystemRandomness unguessable;
  Floor floor;
  const store::Scope scope(tenant);
  auto laid =
      store.write(scope, [&](store::Writer& writer) { return lay_cards(writer, founding, own, places, floor); });
  if (!laid) return refuse(laid.error());
  auto handed =
      store.write(scope, [&](store::Writer& writer) { return hand_passes(writer, secrets, founding, places, floor); });
  if (!handed) return refuse(handed.error());
  for (std::size_t hotel = 0; hotel < hotels().size(); ++hotel) {
    const auto name = teams()[hotel].leads;
    const auto there = std::ranges::find(leads_there, name, &std::pair<std::string_view, std::string>::first);
    if (there != leads_there.end()) {
      floor.leads.push_back(there->second);
      continue;
    }
    // Nobody signs in with it until somebody gives it a password.
    std::string mailbox(name.substr(0, name.find(' ')));
    mailbox[0] = static_cast<char>(mailbox[0] - 'A' + 'a');
    auto made = people::make_account(store, tenant, founding.clock, unguessable, passwords,
                                     {.email = mailbox + "@merelhof.example",
                                      .name = std::string(name),
                                      .role = http::Role::unit_manager,
                                      .unit = places.hotels.at(hotels()[hotel].code)});
    if (!made) return refuse(made.error());
    floor.leads.push_back(made->text);
  }
  return floor;
}

}  // namespace goud::cli::demo
