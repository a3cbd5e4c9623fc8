#include "rounds/said_json.hpp"

#include "formats/text_json.hpp"
#include "kernel/words.hpp"
#include "rounds/library.hpp"

namespace goud::rounds {

using formats::JsonWriter;

void write_round(JsonWriter& json, const Round& round) {
  json.begin_object().field("id", round.id).field("number", round.number);
  formats::write_text(json.key("name"), round.plan.name);
  json.field("closed", round.closed ? std::optional(to_text(*round.closed)) : std::nullopt)
      .field("floor", round.plan.floor)
      .end_object();
}

void write_unit(JsonWriter& json, const Frozen& tree, int place) {
  const auto& unit = tree.units.at(static_cast<std::size_t>(place));
  json.begin_object().field("id", unit.id.text).field("name", unit.name).end_object();
}

std::string name_of(const Frozen& tree, const figures::ReleasePiece& piece, std::string_view language) {
  const auto& name = tree.units.at(static_cast<std::size_t>(piece.node)).name;
  return piece.own ? say(language, "rounds.group.itself", {{"name", name}}) : name;
}

std::string name_of(const Frozen& tree, const Pieces& pieces, std::string_view language) {
  std::string all;
  for (const auto& piece : pieces) all += (all.empty() ? "" : " + ") + name_of(tree, piece, language);
  return all;
}

void write_group(JsonWriter& json, const Frozen& tree, const Pieces& pieces, int place, std::string_view language) {
  json.begin_object().key("units").begin_array();
  for (const auto& piece : pieces)
    json.begin_object()
        .field("id", tree.units.at(static_cast<std::size_t>(piece.node)).id.text)
        .field("name", name_of(tree, piece, language))
        .end_object();
  const auto is = group_is(pieces, place);
  json.end_array().field("together", pieces.size() > 1).field("is", name_of(is)).end_object();
}

void write_validated(JsonWriter& json, const Item& item) {
  const auto* set = set_of(item.source);
  if (set == nullptr) {
    json.null();
    return;
  }
  json.begin_object().field("nl", set->validated_nl).field("en", set->validated_en).end_object();
}
Text short_of(const Item& item) {
  const auto* known = item_of(item.source);
  return known == nullptr || known->short_name.empty() ? item.text : known->short_name;
}

Text label_of(const FacetSaid::Class& part) {
  Text label;
  const auto join = [](std::string& all, const std::string& one) { all += (all.empty() ? "" : " + ") + one; };
  for (const auto* option : part.options) {
    join(label.nl, option->label.in("nl"));
    join(label.en, option->label.in("en"));
  }
  if (part.not_said) {
    join(label.nl, say("nl", "rounds.facet.not_said"));
    join(label.en, say("en", "rounds.facet.not_said"));
  }
  return label;
}

void write_facets(JsonWriter& json, const Reading& reading, const figures::Released& released,
                  const figures::ReleasedGroup& group, const WriteFigure& figure) {
  json.begin_array();
  for (const auto& said : facets_said(reading, released, group)) {
    json.begin_object().field("key", said.facet->key);
    formats::write_text(json.key("text"), said.facet->text);
    json.key("classes").begin_array();
    for (const auto& part : said.classes) {
      json.begin_object();
      formats::write_text(json.key("label"), label_of(part));
      figure(json.key("figure"), *part.group);
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

Result<std::shared_ptr<const Reading>> read_round(store::RecordStore& store, Shelf& shelf, const http::Caller& caller,
                                                  std::string_view id) {
  struct Found {
    std::shared_ptr<const ReleasedRound> released;
    bool known = false;
  };
  const auto found = store.ask(store::Scope(caller.tenant), [&](store::Reader& reader) {
    Found one{shelf.of(reader, caller.tenant, id), true};
    if (!one.released) one.known = round(reader, id).has_value();
    return one;
  });
  if (!found) return tl::unexpected(found.error());
  if (!found->known) return refuse(FaultKind::not_found, "rounds.unknown");
  if (!found->released) return refuse(FaultKind::conflict, "rounds.figures.not_released");
  return std::make_shared<const Reading>(found->released, caller);
}

void each_released(store::Reader& reader, Shelf& shelf, const http::Caller& caller,
                   const std::function<bool(const std::shared_ptr<const Reading>&)>& go_on) {
  for (const auto& id : Shelf::ids(reader))
    if (auto released = shelf.of(reader, caller.tenant, id);
        released && !go_on(std::make_shared<const Reading>(std::move(released), caller)))
      return;
}

std::optional<std::string> given(std::optional<std::string_view> parameter) {
  return parameter && !parameter->empty() ? std::optional(std::string(*parameter)) : std::nullopt;
}

}  // namespace goud::rounds
