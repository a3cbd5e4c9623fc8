#include "actions/kit_whole.hpp"

#include <algorithm>

#include "formats/text_json.hpp"

namespace goud::actions {

std::optional<std::string_view> name_of(Missing missing) {
  switch (missing) {
    case Missing::nothing:
      return std::nullopt;
    case Missing::none:
      return "none";
    case Missing::withdrawn:
      return "withdrawn";
    case Missing::too_few:
      return "too_few";
    case Missing::card:
      return "card";
  }
  return std::nullopt;
}

bool sees_team(const http::Caller& caller, const people::UnitTree& tree, const UnitId& unit, Day day) {
  if (!tree.exists(unit, day)) return false;
  using http::Role;
  std::vector<UnitId> own;
  if (caller.role == Role::unit_manager)
    own = caller.unit ? tree.branch(*caller.unit, day) : std::vector<UnitId>();
  else if (caller.role == Role::employee && caller.unit)
    own = people::floor_units(tree, *caller.unit, day);
  else
    return true;
  return std::find(own.begin(), own.end(), unit) != own.end();
}

namespace {

// What the store holds of it; figures are counted afterwards.
bool look_up(store::Reader& reader, const http::Caller& caller, std::string_view id, KitWhole& whole) {
  auto found = kit(reader, id);
  if (!found) return false;
  const auto organisation = people::organisation(reader);
  const auto today = people::day_of(organisation, whole.now);
  const auto tree = people::unit_tree(reader);
  if (!sees_team(caller, tree, found->unit, today)) return false;
  whole.kit = std::move(*found);
  const auto& kit = whole.kit;
  whole.organisation = organisation.name;
  whole.unit_name = tree.find(kit.unit)->name;
  whole.period = kit_period(kit.week, kit.made);
  if (!kit.moment.empty())
    if (const auto moment = moments::moment(reader, kit.moment)) whole.moment_name = moment->name;

  std::vector<std::string> people;
  if (kit.story.empty()) {
    whole.story_missing = Missing::none;
  } else if (auto story = stories::story(reader, kit.story);
             story && story->standing == stories::Standing::shared && !story->shared_text.empty()) {
    if (const auto* unit = tree.find(story->unit)) whole.story_unit = unit->name;
    if (story->name_too) people.push_back(story->by);
    whole.story = std::move(story);
  } else {
    whole.story_missing = Missing::withdrawn;
  }
  if (!kit.card.empty()) whole.card = moments::card(reader, kit.card);
  if (!whole.card) whole.behaviour_missing = kit.moment.empty() ? Missing::none : Missing::card;
  if (!kit.barrier.empty()) whole.barrier = barriers::barrier(reader, kit.barrier);
  if (whole.barrier && !whole.barrier->owner.empty()) people.push_back(whole.barrier->owner);
  std::vector<stories::Kudos> thanked = stories::kudos(reader, tree.branch(kit.unit, today), 0, 10);
  std::erase_if(thanked, [](const stories::Kudos& one) { return !one.named || one.to.empty(); });
  if (!thanked.empty()) people.push_back(thanked.front().to);
  const auto names = people::names_of(reader, people);
  const auto name = [&](const std::string& who) {
    const auto known = names.find(who);
    return known == names.end() ? std::string() : known->second;
  };
  if (whole.story && whole.story->name_too) whole.story_by = name(whole.story->by);
  if (whole.barrier) whole.barrier_owner = name(whole.barrier->owner);
  if (!thanked.empty()) {
    whole.thanks_to = name(thanked.front().to);
    whole.thanks_for = thanked.front().text.empty() ? thanked.front().behaviour : thanked.front().text;
  }
  return true;
}

}  // namespace

Result<KitWhole> kit_whole(Services& services, const http::Caller& caller, std::string_view id) {
  KitWhole whole;
  whole.now = services.clock.now();
  const auto there = services.store.ask(store::Scope(caller.tenant),
                                        [&](store::Reader& reader) { return look_up(reader, caller, id, whole); });
  if (!there) return refuse(there.error());
  if (!*there) return refuse(FaultKind::not_found, "actions.kit.unknown");
  if (whole.kit.promise) {
    const auto of = [&](const std::optional<UnitId>& unit) -> Result<std::optional<feedback::PromiseKept>> {
      auto kept = feedback::promises_kept(services.store, services.columns, caller.tenant, unit, whole.period,
                                          whole.kit.made, whole.kit.promise);
      if (!kept) return refuse(kept.error());
      return kept->empty() ? std::nullopt : std::optional(std::move(kept->front()));
    };
    auto here = of(whole.kit.unit);
    if (!here) return refuse(here.error());
    auto all = of(std::nullopt);
    if (!all) return refuse(all.error());
    if (*here) whole.here.emplace(std::move(**here));
    if (*all) whole.all.emplace(std::move(**all));
  }
  if (!whole.here) whole.figure_missing = whole.kit.promise ? Missing::withdrawn : Missing::too_few;
  return whole;
}

namespace {

using formats::JsonWriter;

void field(JsonWriter& json, std::string_view key, const std::optional<Day>& day) {
  json.field(key, day ? std::optional(to_text(*day)) : std::nullopt);
}
void text_field(JsonWriter& json, std::string_view key, const Text& text) {
  json.key(key);
  if (text.empty())
    json.null();
  else
    formats::write_text(json, text);
}
void named(JsonWriter& json, std::string_view key, const std::string& id, const std::string& name) {
  json.key(key);
  if (id.empty())
    json.null();
  else
    json.begin_object().field("id", id).field("name", name).end_object();
}

void write_agreements(JsonWriter& json, std::string_view key, const std::vector<Agreement>& all) {
  json.key(key).begin_array();
  for (const auto& one : all) {
    json.begin_object().field("id", one.id).field("who", one.who).field("what", one.what);
    field(json, "due", one.due);
    field(json, "done", one.done);
    json.end_object();
  }
  json.end_array();
}

void write_story(JsonWriter& json, const KitWhole& whole) {
  json.key("story");
  if (!whole.story) {
    json.null();
    return;
  }
  const auto& story = *whole.story;
  json.begin_object().field("id", story.id).field("text", story.shared_text).field("language", story.language);
  json.field("teller", stories::name_of(story.teller))
      .field("by", whole.story_by.empty() ? std::nullopt : std::optional(whole.story_by));
  named(json, "unit", story.unit.text, whole.story_unit);
  field(json, "day", story.day);
  json.field("week", week_text(story.week));
  json.field("retold", story.retold ? std::optional(stories::name_of(*story.retold)) : std::nullopt).end_object();
}

void write_figure(JsonWriter& json, const KitWhole& whole) {
  json.key("figure");
  if (!whole.here) {
    json.null();
    return;
  }
  const auto& here = *whole.here;
  json.begin_object().field("promise", here.promise.text);
  text_field(json, "text", here.text);
  json.key("moment").begin_object().field("id", here.moment.text);
  text_field(json, "name", here.moment_name);
  json.end_object().field("norm", here.norm.norm).field("red_line", here.norm.red_line);
  json.key("kept");
  figures::to_json(json, here.kept);
  json.key("whole");
  if (whole.all)
    figures::to_json(json, whole.all->kept);
  else
    json.null();
  json.end_object();
}

void write_behaviour(JsonWriter& json, const KitWhole& whole) {
  json.key("behaviour");
  if (!whole.card) {
    json.null();
    return;
  }
  const auto& says = whole.card->says;
  json.begin_object().field("card", whole.card->id).key("may").begin_array();
  for (const auto& may : says.may) {
    json.begin_object();
    text_field(json, "text", may.text);
    text_field(json, "limit", may.limit);
    json.end_object();
  }
  json.end_array().key("must").begin_array();
  for (const auto& must : says.must) formats::write_text(json, must);
  json.end_array().key("effects").begin_array();
  for (const auto& effect : says.effects) formats::write_text(json, effect);
  json.end_array().end_object();
}

void write_barrier(JsonWriter& json, const KitWhole& whole) {
  json.key("barrier");
  if (!whole.barrier) {
    json.null();
    return;
  }
  const auto& barrier = *whole.barrier;
  json.begin_object()
      .field("id", barrier.id)
      .field("kind", barriers::name_of(barrier.kind))
      .field("title", barrier.title);
  json.field("language", barrier.language)
      .field("state", barriers::name_of(barrier.state))
      .field("reports", barrier.reports);
  json.field("minutes_at_least", barrier.minutes);
  named(json, "owner", barrier.owner, whole.barrier_owner);
  json.field("due", barrier.due ? std::optional(to_rfc3339(*barrier.due)) : std::nullopt).end_object();
}

void write_block(JsonWriter& json, std::string_view key, const formats::KitBlock& block) {
  json.key(key).begin_object().field("name", block.name).field("how", block.how);
  json.field("missing", block.missing.empty() ? std::nullopt : std::optional(block.missing)).end_object();
}
void write_lines(JsonWriter& json, std::string_view key, const std::vector<formats::KitLine>& lines) {
  json.key(key).begin_array();
  for (const auto& line : lines) json.begin_object().field("done", line.done).field("text", line.text).end_object();
  json.end_array();
}

void write_sheet(JsonWriter& json, const formats::KitSheet& sheet) {
  const auto strings = [&](std::string_view key, const std::vector<std::string>& all) {
    json.key(key).begin_array();
    for (const auto& one : all) json.value(one);
    json.end_array();
  };
  json.key("sheet")
      .begin_object()
      .field("language", sheet.language)
      .field("kicker", sheet.kicker)
      .field("place", sheet.place);
  json.field("title", sheet.title).field("title_language", sheet.title_language).field("standing", sheet.standing);
  write_block(json, "story", sheet.story);
  json.field("story_text", sheet.story_text)
      .field("story_language", sheet.story_language)
      .field("story_source", sheet.story_source);
  write_block(json, "figure", sheet.figure);
  json.field("figure_value", sheet.figure_value).field("figure_promise", sheet.figure_promise);
  json.field("figure_says", sheet.figure_says).field("figure_beside", sheet.figure_beside);
  write_block(json, "behaviour", sheet.behaviour);
  json.field("may_head", sheet.may_head).field("must_head", sheet.must_head);
  strings("may", sheet.may);
  strings("must", sheet.must);
  write_block(json, "barrier", sheet.barrier);
  json.field("barrier_title", sheet.barrier_title)
      .field("barrier_says", sheet.barrier_says)
      .field("barrier_asks", sheet.barrier_asks);
  json.field("barrier_yes", sheet.barrier_yes).field("barrier_no", sheet.barrier_no);
  write_block(json, "question", sheet.question);
  json.field("question_text", sheet.question_text);
  write_block(json, "agreement", sheet.agreement);
  json.field("last_head", sheet.last_head);
  write_lines(json, "last", sheet.last);
  write_lines(json, "agreed", sheet.agreed);
  json.field("thanks", sheet.thanks.empty() ? std::nullopt : std::optional(sheet.thanks))
      .field("foot", sheet.foot)
      .end_object();
}

}  // namespace

void write(JsonWriter& json, const KitWhole& whole, std::string_view language) {
  const auto& kit = whole.kit;
  json.begin_object().field("id", kit.id);
  named(json, "unit", kit.unit.text, whole.unit_name);
  json.field("week", week_text(kit.week)).field("monday", to_text(kit.week)).field("made", to_text(kit.made));
  json.key("period").begin_object();
  field(json, "from", whole.period.from);
  field(json, "to", whole.period.to);
  json.end_object();
  text_field(json, "title", title_of(whole));
  write_story(json, whole);
  write_figure(json, whole);
  write_behaviour(json, whole);
  write_barrier(json, whole);
  text_field(json, "question", kit.question);
  json.key("missing")
      .begin_object()
      .field("story", name_of(whole.story_missing))
      .field("figure", name_of(whole.figure_missing));
  json.field("behaviour", name_of(whole.behaviour_missing))
      .field("barrier", whole.barrier ? std::nullopt : name_of(Missing::none));
  json.field("question", kit.question.empty() ? name_of(Missing::none) : std::nullopt).end_object();
  write_agreements(json, "last", kit.last);
  write_agreements(json, "agreed", kit.agreed);
  field(json, "held", kit.held);
  json.field("minutes", kit.minutes).field("people", kit.people).field("revision", kit.revision);
  write_sheet(json, sheet_of(whole, language));
  json.end_object();
}

}  // namespace goud::actions
