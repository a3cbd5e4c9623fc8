#include <algorithm>
#include <map>

#include "formats/text_json.hpp"
#include "moments/card_statements.hpp"
#include "moments/moments.hpp"
#include "people/people.hpp"

namespace goud::moments {
namespace sql {

const store::Statement cards_now{"moments.cards",
                                 "SELECT c.id, c.moment, c.role, c.body, c.from_day, c.revision FROM moment_card c "
                                 "WHERE c.org = :org AND c.until_day IS NULL ORDER BY c.moment, CASE WHEN c.role IS "
                                 "NULL THEN 0 ELSE 1 END, c.role, c.id"};
const store::Statement cards_of{"moments.cards_of",
                                "SELECT c.id, c.moment, c.role, c.body, c.from_day, c.revision FROM moment_card c "
                                "WHERE c.org = :org AND c.until_day IS NULL AND c.moment = :moment "
                                "ORDER BY CASE WHEN c.role IS NULL THEN 0 ELSE 1 END, c.role, c.id"};
const store::Statement card_one{"moments.card",
                                "SELECT c.id, c.moment, c.role, c.body, c.from_day, c.revision FROM moment_card c "
                                "WHERE c.org = :org AND c.id = :id AND c.until_day IS NULL"};
const store::Statement card_insert{
    "moments.card.insert",
    "INSERT INTO moment_card (org, id, revision, moment, role, body, from_day, until_day) "
    "VALUES (:org, :id, :revision, :moment, :role, :body, :day, NULL)"};
const store::Statement card_end{
    "moments.card.end", "UPDATE moment_card SET until_day = :day WHERE org = :org AND id = :id AND until_day IS NULL"};

}  // namespace sql
namespace {

using formats::Json;
using formats::JsonWriter;

void write_texts(JsonWriter& out, const char* name, const std::vector<Text>& texts) {
  out.key(name).begin_array();
  for (const auto& text : texts) formats::write_text(out, text);
  out.end_array();
}

void write_says(JsonWriter& out, const CardDraft& says) {
  out.key("may").begin_array();
  for (const auto& may : says.may) {
    formats::write_text(out.begin_object().key("text"), may.text);
    formats::write_text(out.key("limit"), may.limit);
    out.end_object();
  }
  out.end_array();
  write_texts(out, "must", says.must);
  write_texts(out, "effects", says.effects);
  formats::write_text(out.key("example"), says.example);
  out.field("story", says.story).key("call");
  if (says.call) {
    formats::write_text(out.begin_object().key("who"), says.call->who);
    out.field("telephone", says.call->telephone).end_object();
  } else {
    out.null();
  }
  formats::write_text(out.key("question"), says.question);
}

// What was kept is ours and right.
Text text_in(const formats::JsonValue& value) {
  const auto in = value.object();
  return {in.optional_string("nl", SIZE_MAX).value_or(""), in.optional_string("en", SIZE_MAX).value_or("")};
}

CardDraft says_in(std::string_view body) {
  CardDraft says;
  const auto document = Json::parse(body);
  if (!document) return says;
  const auto in = document->object();
  for (auto item : in.array("may", SIZE_MAX)) {
    const auto one = item.object();
    says.may.push_back({text_in(one.at("text")), text_in(one.at("limit"))});
  }
  for (auto item : in.array("must", SIZE_MAX)) says.must.push_back(text_in(item));
  for (auto item : in.array("effects", SIZE_MAX)) says.effects.push_back(text_in(item));
  says.example = text_in(in.at("example"));
  says.story = in.optional_string("story", SIZE_MAX);
  if (!in.null_at("call")) {
    const auto call = in.at("call").object();
    says.call = {text_in(call.at("who")), call.optional_string("telephone", SIZE_MAX).value_or("")};
  }
  says.question = text_in(in.at("question"));
  return says;
}

Card from_row(const store::Row& row) {
  return {row.string(0),
          MomentId{row.string(1)},
          row.maybe_string(2),
          says_in(row.text(3)),
          Day{static_cast<std::int32_t>(row.integer(4))},
          static_cast<int>(row.integer(5))};
}

}  // namespace

std::vector<Card> cards(store::Reader& reader) { return reader.all(sql::cards_now, {}, from_row); }

std::vector<Card> cards_of(store::Reader& reader, const MomentId& moment) {
  return reader.all(sql::cards_of, {{":moment", moment.text}}, from_row);
}

std::optional<Card> card(store::Reader& reader, std::string_view id) {
  return reader.first(sql::card_one, {{":id", id}}, from_row);
}

Result<Card> keep_card(store::Writer& writer, const promises::Acting& acting, Randomness& randomness,
                       const MomentId& at, const std::optional<std::string>& role, const CardDraft& draft,
                       int revision) {
  const auto there = moment(writer, at);
  if (!there) return refuse(FaultKind::not_found, "moments.unknown");
  if (there->ended) return refuse(FaultKind::conflict, "moments.ended_already");
  if (role) {
    const auto roles = people::job_roles(writer);
    const auto* known = people::find(roles, *role);
    if (known == nullptr || known->ended) return refuse_field("role", "people.role.unknown");
  }
  if (auto done = check_card(draft); !done) return refuse(done.error());
  const auto all = cards_of(writer, at);
  const auto before = std::find_if(all.begin(), all.end(), [&](const Card& one) { return one.role == role; });
  const bool is_new = before == all.end();
  if (revision != (is_new ? 0 : before->revision)) return refuse(FaultKind::conflict, "fault.changed_meanwhile");
  Card kept{is_new ? uuid_v4(randomness) : before->id, at, role, draft, acting.today, revision + 1};
  if (!is_new) writer.run(sql::card_end, {{":id", kept.id}, {":day", acting.today.number}});
  JsonWriter body;
  write_says(body.begin_object(), draft);
  writer.run(sql::card_insert, {{":id", kept.id},
                                {":revision", kept.revision},
                                {":moment", at.text},
                                {":role", role},
                                {":body", body.end_object().take()},
                                {":day", acting.today.number}});
  writer.audit(acting.actor, is_new ? "carded" : "card_changed", "moment", at.text,
               "{\"revision\":" + std::to_string(kept.revision) + "}");
  return kept;
}

Done end_card(store::Writer& writer, const promises::Acting& acting, std::string_view id) {
  const auto there = card(writer, id);
  if (!there) return refuse(FaultKind::not_found, "moments.card.unknown");
  writer.run(sql::card_end, {{":id", id}, {":day", acting.today.number}});
  writer.audit(acting.actor, "card_ended", "moment", there->moment.text, "{}");
  return {};
}

std::vector<CardShown> shown(store::Reader& reader, std::vector<Card> cards, Day today) {
  std::map<std::string, Moment> there;
  for (auto& journey : journeys(reader))
    for (auto& moment : journey.moments) there.emplace(moment.id.text, std::move(moment));
  std::map<std::string, Text> promised;
  for (const auto& promise : promises::promises(reader))
    if (const auto* version = promise.on(today)) promised.emplace(promise.id.text, version->text);
  const auto roles = people::job_roles(reader);
  std::vector<CardShown> all;
  for (auto& card : cards) {
    const auto moment = there.find(card.moment.text);
    if (moment == there.end() || moment->second.ended) continue;
    CardShown one{std::move(card), moment->second.name, std::nullopt, {}};
    if (const auto* role = one.card.role ? people::find(roles, *one.card.role) : nullptr) one.role = role->name;
    for (const auto& id : moment->second.promises)
      if (const auto text = promised.find(id.text); text != promised.end()) one.promises.emplace_back(id, text->second);
    all.push_back(std::move(one));
  }
  return all;
}

void to_json(JsonWriter& out, const CardShown& shown) {
  const auto named = [&](const char* key, const std::string& id, const Text& name) {
    formats::write_text(out.key(key).begin_object().field("id", id).key("name"), name);
    out.end_object();
  };
  out.begin_object().field("id", shown.card.id);
  named("moment", shown.card.moment.text, shown.moment);
  out.key("promises").begin_array();
  for (const auto& [id, text] : shown.promises) {
    formats::write_text(out.begin_object().field("id", id.text).key("text"), text);
    out.end_object();
  }
  out.end_array();
  if (shown.card.role && shown.role)
    named("role", *shown.card.role, *shown.role);
  else
    out.null_field("role");
  write_says(out, shown.card.says);
  out.field("from", to_text(shown.card.from)).field("revision", shown.card.revision).end_object();
}

}  // namespace goud::moments
