// One kit a team and week: what it is made of is read and counted first; that no story comes twice and no second kit
// arises is decided in the one writer.
#include "actions/kit.hpp"

namespace goud::actions {
namespace {

struct Known {
  people::UnitTree tree;
  std::vector<moments::Card> cards;
  std::optional<Kit> there;
};

std::optional<barriers::Barrier> barrier_of(store::Reader& reader, const std::vector<UnitId>& units, const MomentId& at,
                                            Instant now) {
  auto found = at.empty() ? std::nullopt : barriers::barrier_for(reader, units, at, now);
  return found ? found : barriers::barrier_for(reader, units, {}, now);
}

}  // namespace

Result<Kit> make_kit(Services& services, Tenant tenant, const Acting& acting, const UnitId& unit, Day day) {
  const auto week = monday_of(day);
  const store::Scope scope(tenant);
  auto known = services.store.ask(scope, [&](store::Reader& reader) {
    return Known{people::unit_tree(reader), moments::cards(reader), kit_of_week(reader, unit, week)};
  });
  if (!known) return refuse(known.error());
  if (known->there) return std::move(*known->there);
  if (!known->tree.exists(unit, acting.today)) return refuse_field("unit", "actions.kit.unit_unknown");
  const auto kept = feedback::promises_kept(services.store, services.columns, tenant, unit,
                                            kit_period(week, acting.today), acting.today);
  if (!kept) return refuse(kept.error());

  Kit draft;
  draft.unit = unit;
  draft.week = week;
  draft.made = acting.today;
  if (const auto* weakest = to_talk_about(*kept)) {
    draft.promise = weakest->promise;
    draft.moment = weakest->moment;
  }
  if (const auto* card = card_to_practise(known->cards, draft.moment, week)) {
    draft.card = card->id;
    draft.moment = card->moment;
    draft.question = card->says.question;
  }
  draft.id = uuid_v7(services.clock, services.randomness);
  const auto units = known->tree.branch(unit, acting.today);
  return services.store.change(scope, [&](store::Writer& writer) -> Result<Kit> {
    if (auto there = kit_of_week(writer, unit, week)) return std::move(*there);
    auto made = draft;
    if (const auto story = stories::story_for(writer, known->tree, unit, week, heard_stories(writer, unit)))
      made.story = story->id;
    if (const auto barrier = barrier_of(writer, units, made.moment, acting.now)) made.barrier = barrier->id;
    keep_new(writer, made);
    writer.audit(acting.actor, "made", "kit", made.id, "{\"week\":\"" + week_text(week) + "\"}");
    return *kit(writer, made.id);
  });
}

Result<Kit> another_story(Services& services, Tenant tenant, const Acting& acting, std::string_view id) {
  return services.store.change(store::Scope(tenant), [&](store::Writer& writer) -> Result<Kit> {
    const auto there = kit(writer, id);
    if (!there) return refuse(FaultKind::not_found, "actions.kit.unknown");
    if (there->held) return refuse(FaultKind::conflict, "actions.kit.held_already");
    const auto story = stories::story_for(writer, people::unit_tree(writer), there->unit, there->week,
                                          heard_stories(writer, there->unit));
    if (!story) return refuse(FaultKind::conflict, "actions.kit.no_other_story");
    keep_story(writer, *there, story->id);
    writer.audit(acting.actor, "another_story", "kit", id, "{}");
    return *kit(writer, id);
  });
}

}  // namespace goud::actions
