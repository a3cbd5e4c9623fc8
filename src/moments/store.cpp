#include <algorithm>
#include <array>
#include <tuple>

#include "formats/json.hpp"
#include "formats/text_json.hpp"
#include "moments/card_statements.hpp"
#include "moments/moments.hpp"

namespace goud::moments {
namespace {

constexpr store::Migration migrations[] = {{
                                               400,
                                               "0400_moments",
#include "moments/schema/0400_moments.sql"
                                           },
                                           {
                                               401,
                                               "0401_annotation",
#include "moments/schema/0401_annotation.sql"
                                           },
                                           {
                                               402,
                                               "0402_card",
#include "moments/schema/0402_card.sql"
                                           }};

constexpr store::Statement select_journeys{"moments.journeys",
                                           "SELECT j.id, j.audience, j.name_nl, j.name_en, j.revision FROM journey j "
                                           "WHERE j.org = :org ORDER BY j.audience DESC, j.made_at, j.id"};
constexpr store::Statement select_stages{
    "moments.stages", "SELECT s.journey, s.stage, s.name_nl, s.name_en, s.owner_role FROM journey_stage s WHERE s.org = :org"};
constexpr store::Statement select_moments{
    "moments.all",
    "SELECT m.id, m.journey, m.stage, m.position, m.name_nl, m.name_en, m.channel, m.owner_role, m.is_key, m.ended, m.revision "
    "FROM moment m WHERE m.org = :org ORDER BY m.journey, m.position, m.id"};
constexpr store::Statement select_placed{
    "moments.placed", "SELECT p.moment, p.promise FROM moment_promise p WHERE p.org = :org ORDER BY p.moment, p.position"};
constexpr store::Statement select_moment_of{"moments.of_promise",
                                            "SELECT p.moment FROM moment_promise p WHERE p.org = :org AND p.promise = :promise"};
constexpr store::Statement insert_journey{"moments.insert_journey",
                                          "INSERT INTO journey (org, id, audience, name_nl, name_en, made_at, revision) "
                                          "VALUES (:org, :id, :audience, :name_nl, :name_en, :made_at, 1)"};
constexpr store::Statement insert_stage{"moments.insert_stage",
                                        "INSERT INTO journey_stage (org, journey, stage, name_nl, name_en, owner_role) "
                                        "VALUES (:org, :journey, :stage, :name_nl, :name_en, :owner_role)"};
constexpr store::Statement update_stage{
    "moments.update_stage",
    "UPDATE journey_stage SET name_nl = :name_nl, name_en = :name_en, owner_role = :owner_role "
    "WHERE org = :org AND journey = :journey AND stage = :stage"};
constexpr store::Statement update_journey{
    "moments.update_journey",
    "UPDATE journey SET name_nl = :name_nl, name_en = :name_en, revision = :revision "
    "WHERE org = :org AND id = :id"};
constexpr store::Statement insert_moment{
    "moments.insert",
    "INSERT INTO moment (org, id, journey, stage, position, name_nl, name_en, channel, owner_role, is_key, revision) "
    "VALUES (:org, :id, :journey, :stage, :position, :name_nl, :name_en, :channel, :owner_role, :is_key, :revision)"};
constexpr store::Statement update_moment{
    "moments.update",
    "UPDATE moment SET stage = :stage, name_nl = :name_nl, name_en = :name_en, channel = :channel, "
    "owner_role = :owner_role, is_key = :is_key, ended = :ended, revision = :revision WHERE org = :org AND id = :id"};
constexpr store::Statement update_position{"moments.position",
                                           "UPDATE moment SET position = :position WHERE org = :org AND id = :id"};
constexpr store::Statement delete_placed{"moments.unplace",
                                         "DELETE FROM moment_promise WHERE org = :org AND (moment = :moment OR promise = :promise)"};
constexpr store::Statement insert_placed{"moments.place",
                                         "INSERT INTO moment_promise (org, promise, moment, position) "
                                         "VALUES (:org, :promise, :moment, :position)"};
constexpr store::Statement select_annotations{"moments.annotations",
                                              "SELECT a.id, a.day, a.text, a.revision FROM moment_annotation a "
                                              "WHERE a.org = :org AND a.moment = :moment ORDER BY a.day, a.id"};
constexpr store::Statement insert_annotation{
    "moments.annotate", "INSERT INTO moment_annotation (org, id, moment, day, text) VALUES (:org, :id, :moment, :day, :text)"};

constexpr store::Statement select_annotation{
    "moments.annotation",
    "SELECT a.id, a.day, a.text, a.revision, a.moment FROM moment_annotation a "
    "WHERE a.org = :org AND a.id = :id"};
constexpr store::Statement update_annotation{
    "moments.annotation.update",
    "UPDATE moment_annotation SET day = :day, text = :text, revision = :revision "
    "WHERE org = :org AND id = :id"};
constexpr store::Statement delete_annotation{"moments.annotation.delete",
                                             "DELETE FROM moment_annotation WHERE org = :org AND id = :id"};

constexpr std::array<const store::Statement*, 24> statements = {
    &select_journeys,   &select_stages,     &select_moments,    &select_placed,     &select_moment_of,
    &insert_journey,    &insert_stage,      &update_stage,      &update_journey,    &insert_moment,
    &update_moment,     &update_position,   &delete_placed,     &insert_placed,     &select_annotations,
    &insert_annotation, &select_annotation, &update_annotation, &delete_annotation, &sql::cards_now,
    &sql::cards_of,     &sql::card_one,     &sql::card_insert,  &sql::card_end};

Moment moment_in(const store::Row& row) {
  Moment moment;
  moment.id = MomentId{row.string(0)};
  moment.journey = JourneyId{row.string(1)};
  moment.stage = stage_from(row.text(2)).value_or(Stage::care);
  moment.position = static_cast<int>(row.integer(3));
  moment.name = {row.string(4), row.string(5)};
  moment.channel = row.maybe_string(6);
  moment.owner_role = row.maybe_string(7);
  moment.key = row.integer(8) != 0;
  if (!row.null(9)) moment.ended = Day{static_cast<std::int32_t>(row.integer(9))};
  moment.revision = static_cast<int>(row.integer(10));
  return moment;
}

void keep(store::Writer& writer, const Moment& moment) {
  using Number = std::optional<std::int64_t>;
  writer.run(update_moment, {{":stage", name_of(moment.stage)},
                             {":name_nl", moment.name.nl},
                             {":name_en", moment.name.en},
                             {":channel", moment.channel},
                             {":owner_role", moment.owner_role},
                             {":is_key", moment.key},
                             {":ended", moment.ended ? Number(moment.ended->number) : Number()},
                             {":revision", moment.revision},
                             {":id", moment.id.text}});
}

void keep_order(store::Writer& writer, const Journey& journey, const Moment& moment) {
  for (const auto& [id, position] : order_with(journey, moment)) {
    writer.run(update_position, {{":position", position}, {":id", id.text}});
  }
}

std::string as_detail(std::string_view name, std::string_view word) {
  return "{\"" + std::string(name) + "\":\"" + std::string(word) + "\"}";  // words of our own, nothing to escape
}

Annotation annotation_in(const store::Row& row) {
  return {row.string(0), Day{static_cast<std::int32_t>(row.integer(1))}, row.string(2),
          static_cast<int>(row.integer(3))};
}

Done sentence_fits(const Annotation& annotation) {
  if (annotation.text.empty()) return refuse_field("text", "moments.annotation.text_missing");
  if (annotation.text.size() > 600) return refuse_field("text", "promises.text.too_long");
  return {};
}

void keep_revision(store::Writer& writer, const Journey& journey) {
  writer.run(update_journey, {{":name_nl", journey.name.nl},
                              {":name_en", journey.name.en},
                              {":revision", journey.revision},
                              {":id", journey.id.text}});
}

std::string what_changed(const Moment& before, const Moment& after) {
  formats::JsonWriter detail;
  detail.begin_object();
  if (before.name != after.name) {
    formats::write_text(detail.key("name_before"), before.name);
    formats::write_text(detail.key("name"), after.name);
  }
  if (before.stage != after.stage) detail.field("stage", name_of(after.stage));
  if (before.channel != after.channel) detail.field("channel", after.channel);
  if (before.owner_role != after.owner_role) detail.field("owner_role", after.owner_role);
  if (before.key != after.key) detail.field("key", after.key);
  if (before.position != after.position) detail.field("position", after.position + 1);
  detail.end_object();
  return std::string(detail.text());
}

struct Found {
  Journey journey;
  Moment moment;
};
std::optional<Found> find(store::Reader& reader, const MomentId& id) {
  for (auto& journey : journeys(reader)) {
    for (const auto& moment : journey.moments) {
      if (moment.id == id) {
        Moment copy = moment;
        return Found{std::move(journey), std::move(copy)};
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<Journey> journeys(store::Reader& reader) {
  auto found = reader.all(select_journeys, {}, [](const store::Row& row) {
    Journey journey;
    journey.id = JourneyId{row.string(0)};
    journey.audience = promises::audience_from(row.text(1)).value_or(Audience::customer);
    journey.name = {row.string(2), row.string(3)};
    journey.revision = static_cast<int>(row.integer(4));
    return journey;
  });
  auto of = [&](std::string_view id) {
    return std::find_if(found.begin(), found.end(), [&](const Journey& j) { return j.id.text == id; });
  };
  reader.each(select_stages, {}, [&](const store::Row& row) {
    if (auto journey = of(row.text(0)); journey != found.end()) {
      journey->stages.push_back(
          {stage_from(row.text(1)).value_or(Stage::care), {row.string(2), row.string(3)}, row.maybe_string(4)});
    }
  });
  reader.each(select_moments, {}, [&](const store::Row& row) {
    if (auto journey = of(row.text(1)); journey != found.end()) journey->moments.push_back(moment_in(row));
  });
  std::vector<std::pair<std::string, PromiseId>> placed;
  reader.each(select_placed, {}, [&](const store::Row& row) { placed.emplace_back(row.string(0), PromiseId{row.string(1)}); });
  for (auto& journey : found) {
    std::sort(journey.stages.begin(), journey.stages.end(),
              [](const auto& a, const auto& b) { return static_cast<int>(a.stage) < static_cast<int>(b.stage); });
    std::stable_sort(journey.moments.begin(), journey.moments.end(), [](const Moment& a, const Moment& b) {
      return std::tuple(static_cast<int>(a.stage), a.ended.has_value()) < std::tuple(static_cast<int>(b.stage), b.ended.has_value());
    });
    for (auto& moment : journey.moments) {
      for (const auto& [at, promise] : placed) {
        if (at == moment.id.text) moment.promises.push_back(promise);
      }
    }
  }
  return found;
}

std::optional<Journey> journey(store::Reader& reader, const JourneyId& id) {
  for (auto& journey : journeys(reader)) {
    if (journey.id == id) return std::move(journey);
  }
  return std::nullopt;
}

std::optional<Moment> moment(store::Reader& reader, const MomentId& id) {
  auto found = find(reader, id);
  if (!found) return std::nullopt;
  return std::move(found->moment);
}

std::optional<MomentId> moment_of(store::Reader& reader, const PromiseId& id) {
  return reader.first(select_moment_of, {{":promise", id.text}}, [](const store::Row& row) { return MomentId{row.string(0)}; });
}

Result<Journey> add_journey(store::Writer& writer, const Acting& acting, const JourneyId& id, Audience audience, const Text& name) {
  if (name.empty()) return refuse_field("name", "moments.name.missing");
  Journey made = default_journey(audience);
  made.id = id;
  made.name = name;
  writer.run(insert_journey, {{":id", id.text},
                              {":audience", promises::name_of(audience)},
                              {":name_nl", name.nl},
                              {":name_en", name.en},
                              {":made_at", acting.now.micros}});
  for (const auto& stage : made.stages) {
    writer.run(insert_stage, {{":journey", id.text},
                              {":stage", name_of(stage.stage)},
                              {":name_nl", stage.name.nl},
                              {":name_en", stage.name.en},
                              {":owner_role", stage.owner_role}});
  }
  writer.audit(acting.actor, "made", "journey", id.text, as_detail("audience", promises::name_of(audience)));
  return made;
}

Done begin(store::Writer& writer, const Acting& acting, const Clock& clock, Randomness& randomness) {
  if (!journeys(writer).empty()) return {};
  for (auto audience : {Audience::employee, Audience::customer}) {
    auto made = add_journey(writer, acting, JourneyId{uuid_v7(clock, randomness)}, audience, default_journey(audience).name);
    if (!made) return refuse(made.error());
  }
  return {};
}

Result<Journey> rename(store::Writer& writer, const Acting& acting, const JourneyId& id, const Text& name,
                       int revision) {
  auto found = journey(writer, id);
  if (!found) return refuse(FaultKind::not_found, "moments.journey.unknown");
  if (found->revision != revision) return refuse(FaultKind::conflict, "fault.changed_meanwhile");
  if (name.empty()) return refuse_field("name", "moments.name.missing");
  formats::JsonWriter detail;
  detail.begin_object();
  formats::write_text(detail.key("name_before"), found->name);
  formats::write_text(detail.key("name"), name);
  detail.end_object();
  found->name = name;
  found->revision += 1;
  keep_revision(writer, *found);
  writer.audit(acting.actor, "renamed", "journey", id.text, detail.text());
  return std::move(*found);
}

Result<Journey> change_stage(store::Writer& writer, const Acting& acting, const JourneyId& id, Stage stage,
                             const StageChange& asked, int revision) {
  auto found = journey(writer, id);
  if (!found) return refuse(FaultKind::not_found, "moments.journey.unknown");
  if (found->revision != revision) return refuse(FaultKind::conflict, "fault.changed_meanwhile");
  if (asked.owner_role && *asked.owner_role && ((*asked.owner_role)->empty() || (*asked.owner_role)->size() > 240))
    return refuse_field("owner_role", "moments.owner_role.wrong");
  if (asked.name && asked.name->empty()) return refuse_field("name", "moments.name.missing");
  auto kept = std::find_if(found->stages.begin(), found->stages.end(),
                           [&](const StageOfJourney& one) { return one.stage == stage; });
  if (kept == found->stages.end()) return refuse(FaultKind::not_found, "moments.stage.unknown");
  if (asked.owner_role) {
    kept->owner_role = *asked.owner_role;
    writer.audit(acting.actor, kept->owner_role ? "owned" : "left", "journey", id.text,
                 as_detail("stage", name_of(stage)));
  }
  if (asked.name && *asked.name != kept->name) {
    formats::JsonWriter detail;
    detail.begin_object().field("stage", name_of(stage));
    formats::write_text(detail.key("name_before"), kept->name);
    formats::write_text(detail.key("name"), *asked.name);
    detail.end_object();
    kept->name = *asked.name;
    writer.audit(acting.actor, "renamed", "journey", id.text, detail.text());
  }
  found->revision += 1;
  writer.run(update_stage, {{":name_nl", kept->name.nl},
                            {":name_en", kept->name.en},
                            {":owner_role", kept->owner_role},
                            {":journey", id.text},
                            {":stage", name_of(stage)}});
  keep_revision(writer, *found);
  return std::move(*found);
}

Result<Moment> add(store::Writer& writer, const Acting& acting, const JourneyId& in, const MomentId& id, const MomentDraft& draft) {
  auto found = journey(writer, in);
  if (!found) return refuse(FaultKind::not_found, "moments.journey.unknown");
  auto made = make(*found, id, draft);
  if (!made) return made;
  writer.run(insert_moment, {{":id", id.text},
                             {":journey", in.text},
                             {":stage", name_of(made->stage)},
                             {":position", made->position},
                             {":name_nl", made->name.nl},
                             {":name_en", made->name.en},
                             {":channel", made->channel},
                             {":owner_role", made->owner_role},
                             {":is_key", made->key},
                             {":revision", made->revision}});
  keep_order(writer, *found, *made);
  writer.audit(acting.actor, "made", "moment", id.text, as_detail("stage", name_of(made->stage)));
  return made;
}

Result<Moment> change(store::Writer& writer, const Acting& acting, const MomentId& id, const MomentChange& asked, int revision) {
  auto found = find(writer, id);
  if (!found) return refuse(FaultKind::not_found, "moments.unknown");
  if (found->moment.revision != revision) return refuse(FaultKind::conflict, "fault.changed_meanwhile");
  const auto before = found->moment;
  auto changed = change(std::move(found->moment), asked);
  if (!changed) return changed;
  keep(writer, *changed);
  keep_order(writer, found->journey, *changed);
  writer.audit(acting.actor, "changed", "moment", id.text, what_changed(before, *changed));
  return moment(writer, id).value();
}

Result<Moment> end(store::Writer& writer, const Acting& acting, const MomentId& id) {
  auto found = find(writer, id);
  if (!found) return refuse(FaultKind::not_found, "moments.unknown");
  if (found->moment.ended) return refuse(FaultKind::conflict, "moments.ended_already");
  found->moment.ended = acting.today;
  found->moment.revision += 1;
  keep(writer, found->moment);
  writer.audit(acting.actor, "ended", "moment", id.text, "{}");
  return std::move(found->moment);
}

Result<Moment> reopen(store::Writer& writer, const Acting& acting, const MomentId& id) {
  auto found = find(writer, id);
  if (!found) return refuse(FaultKind::not_found, "moments.unknown");
  found->moment.ended.reset();
  found->moment.revision += 1;
  keep(writer, found->moment);
  writer.audit(acting.actor, "reopened", "moment", id.text, "{}");
  return std::move(found->moment);
}

Result<Moment> place(store::Writer& writer, const Acting& acting, const MomentId& id, const std::vector<PromiseId>& asked,
                     std::optional<int> revision) {
  auto found = find(writer, id);
  if (!found) return refuse(FaultKind::not_found, "moments.unknown");
  if (revision && found->moment.revision != *revision) return refuse(FaultKind::conflict, "fault.changed_meanwhile");
  auto placed = place(found->journey, found->moment, asked, promises::promises(writer));
  if (!placed) return refuse(placed.error());
  writer.run(delete_placed, {{":moment", id.text}, {":promise", ""}});
  int position = 0;
  for (const auto& promise : *placed) {
    writer.run(delete_placed, {{":moment", ""}, {":promise", promise.text}});
    writer.run(insert_placed, {{":promise", promise.text}, {":moment", id.text}, {":position", position++}});
  }
  found->moment.promises = *placed;
  found->moment.revision += 1;
  keep(writer, found->moment);
  writer.audit(acting.actor, "placed", "moment", id.text, "{\"promises\":" + std::to_string(placed->size()) + "}");
  return std::move(found->moment);
}

std::vector<Annotation> annotations(store::Reader& reader, const MomentId& id) {
  return reader.all(select_annotations, {{":moment", id.text}},
                    [](const store::Row& row) { return annotation_in(row); });
}

std::optional<AnnotationThere> annotation(store::Reader& reader, std::string_view id) {
  return reader.first(select_annotation, {{":id", id}}, [](const store::Row& row) {
    return AnnotationThere{MomentId{row.string(4)}, annotation_in(row)};
  });
}

Result<Annotation> annotate(store::Writer& writer, const Acting& acting, const MomentId& id, Annotation annotation) {
  if (!moment(writer, id)) return refuse(FaultKind::not_found, "moments.unknown");
  if (auto fits = sentence_fits(annotation); !fits) return refuse(fits.error());
  writer.run(
      insert_annotation,
      {{":id", annotation.id}, {":moment", id.text}, {":day", annotation.day.number}, {":text", annotation.text}});
  writer.audit(acting.actor, "annotated", "moment", id.text, "{\"day\":\"" + to_text(annotation.day) + "\"}");
  return annotation;
}

Result<Annotation> change_annotation(store::Writer& writer, const Acting& acting, std::string_view id,
                                     const AnnotationChange& asked, int revision) {
  auto there = annotation(writer, id);
  if (!there) return refuse(FaultKind::not_found, "moments.annotation.unknown");
  auto& note = there->annotation;
  if (note.revision != revision) return refuse(FaultKind::conflict, "fault.changed_meanwhile");
  const auto before = note;
  if (asked.day) note.day = *asked.day;
  if (asked.text) note.text = *asked.text;
  if (auto fits = sentence_fits(note); !fits) return refuse(fits.error());
  note.revision += 1;
  writer.run(update_annotation,
             {{":day", note.day.number}, {":text", note.text}, {":revision", note.revision}, {":id", id}});
  formats::JsonWriter detail;
  detail.begin_object().field("day", to_text(note.day));
  if (before.day != note.day) detail.field("day_before", to_text(before.day));
  if (before.text != note.text) detail.field("words", true);  // which ones is not for a trail that is kept for good
  detail.end_object();
  writer.audit(acting.actor, "annotation_changed", "moment", there->moment.text, detail.text());
  return note;
}

Done remove_annotation(store::Writer& writer, const Acting& acting, std::string_view id) {
  auto there = annotation(writer, id);
  if (!there) return refuse(FaultKind::not_found, "moments.annotation.unknown");
  writer.run(delete_annotation, {{":id", id}});
  formats::JsonWriter detail;
  detail.begin_object().field("day", to_text(there->annotation.day)).end_object();
  writer.audit(acting.actor, "annotation_removed", "moment", there->moment.text, detail.text());
  return {};
}

store::Room room() { return {"moments", migrations, statements}; }

}  // namespace goud::moments
