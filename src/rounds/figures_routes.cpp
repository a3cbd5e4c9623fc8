#include "formats/text_json.hpp"
#include "rounds/routes.hpp"
#include "rounds/said_json.hpp"

namespace goud::rounds {
namespace {

using formats::JsonWriter;
using http::Request;

struct Page {
  std::shared_ptr<const Reading> reading;
  int place = 0;
  [[nodiscard]] const Frozen& tree() const { return reading->sight.tree(); }
};

Result<Page> page_of(Services& services, Shelf& shelf, const Request& request) {
  auto reading = read_round(services.store, shelf, *request.caller, request.in_path.at("id"));
  if (!reading) return tl::unexpected(reading.error());
  const auto place = (*reading)->sight.place(given(request.parameter("unit")));
  if (!place) return tl::unexpected(place.error());
  return Page{*reading, *place};
}

// The round released just before this one.
std::shared_ptr<const Reading> before(Services& services, Shelf& shelf, const Request& request, int number) {
  std::shared_ptr<const Reading> found;
  const auto done = services.store.read(store::Scope(request.caller->tenant), [&](store::Reader& reader) {
    each_released(reader, shelf, *request.caller, [&](const std::shared_ptr<const Reading>& one) {
      if (one->round().number < number) found = one;
      return !found;
    });
  });
  return done ? found : nullptr;
}

void write_proved(JsonWriter& json, const figures::Proved& proved) {
  json.begin_object()
      .field("questions", proved.questions)
      .field("groups", proved.groups)
      .field("smallest", proved.smallest);
  json.field("facets_shown", proved.facets_shown).field("facets_withheld", proved.facets_withheld).end_object();
}

void write_item(JsonWriter& json, const Page& page, const ItemSaid& said, const Reading* previous,
                std::string_view language) {
  const auto& item = *said.item;
  json.begin_object().field("key", item.key);
  formats::write_text(json.key("text"), item.text);
  json.field("about", name_of(item.about)).field("kind", name_of(item.kind)).field("week", item.week);
  json.field("source", item.source.empty() ? std::optional<std::string>() : std::optional(item.source));
  write_validated(json.key("validated"), item);
  write_group(json.key("group"), page.tree(), said.group->pieces, page.place, language);
  figures::to_json(json.key("figure"), said.figure);
  const auto then = previous == nullptr ? std::nullopt : earlier(*page.reading, said, page.place, *previous);
  json.key("previous");
  if (then) {
    write_round(json.begin_object().key("round"), previous->round());
    figures::to_json(json.key("figure"), then->figure);
    json.end_object();
  } else {
    json.null();
  }
  json.key("difference");
  if (then && then->difference)
    figures::to_json(json, *then->difference);
  else
    json.null();
  write_facets(json.key("facets"), *page.reading, *said.released, *said.group,
               [&](JsonWriter& out, const figures::ReleasedGroup& group) {
                 figures::to_json(out, told_of(*page.reading, item, *said.released, group));
               });
  json.end_object();
}

http::Response figures_page(Services& services, Shelf& shelf, const Request& request) {
  const auto page = page_of(services, shelf, request);
  if (!page) return http::fault(page.error(), request.language);
  const auto previous = before(services, shelf, request, page->reading->round().number);
  JsonWriter json;
  write_round(json.begin_object().key("round"), page->reading->round());
  write_unit(json.key("unit"), page->tree(), page->place);
  write_proved(json.key("proved"), page->reading->released->proved);
  json.key("items").begin_array();
  for (const auto& said : items_said(*page->reading, page->place))
    write_item(json, *page, said, previous.get(), request.language);
  json.end_array().end_object();
  return http::json(json.take());
}

void write_cells(JsonWriter& json, const std::vector<ToldOf>& cells) {
  json.begin_array();
  for (const auto& cell : cells) figures::to_json(json, cell);
  json.end_array();
}

http::Response clarity_page(Services& services, Shelf& shelf, const Request& request) {
  const auto page = page_of(services, shelf, request);
  if (!page) return http::fault(page.error(), request.language);
  const auto said = clarity(*page->reading, page->place);
  JsonWriter json;
  write_round(json.begin_object().key("round"), page->reading->round());
  json.key("columns").begin_array();
  for (const auto* item : said.columns) {
    json.begin_object().field("key", item->key);
    formats::write_text(json.key("text"), item->text);
    formats::write_text(json.key("short"), short_of(*item));
    json.end_object();
  }
  json.end_array().key("rows").begin_array();
  for (const auto& row : said.rows) {
    write_unit(json.begin_object().key("unit"), page->tree(), row.unit.place);
    write_group(json.key("group"), page->tree(), row.unit.group->pieces, row.unit.place, request.language);
    json.key("n").begin_array().value(row.n.first).value(row.n.second).end_array();
    write_cells(json.key("cells"), row.cells);
    json.field("whole", row.whole).end_object();
  }
  json.end_array().key("compare");
  if (said.compare.empty()) {
    json.null();
  } else {
    json.begin_object().field("name", page->tree().units.front().name);
    write_cells(json.key("cells"), said.compare);
    json.end_object();
  }
  json.key("correct");
  if (said.correct)
    figures::to_json(json, *said.correct);
  else
    json.null();
  json.end_object();
  return http::json(json.take());
}

// Words stand in one group each: those under the unit, and the one it counts in.
bool of_the_unit(const Page& page, const Pieces& pieces) {
  const auto& sight = page.reading->sight;
  return std::any_of(pieces.begin(), pieces.end(), [&](const figures::ReleasePiece& piece) {
    return sight.under(piece.node, page.place) || (!piece.own && sight.under(page.place, piece.node));
  });
}

http::Response texts_page(Services& services, Shelf& shelf, const Request& request) {
  const auto page = page_of(services, shelf, request);
  if (!page) return http::fault(page.error(), request.language);
  const auto& round = page->reading->round();
  const auto keys = counted(round.plan).texts;
  JsonWriter json;
  json.begin_object().key("items").begin_array();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    json.begin_object().field("key", keys[i]);
    formats::write_text(json.key("text"), page->reading->item(keys[i])->text);
    json.key("groups").begin_array();
    for (const auto& texts : page->reading->released->texts) {
      if (texts.question != static_cast<int>(i) || !page->reading->sight.sees(texts.pieces) ||
          !of_the_unit(*page, texts.pieces))
        continue;
      write_group(json.begin_object().key("group"), page->tree(), texts.pieces, page->place, request.language);
      json.key("words").begin_array();
      for (const auto& words : texts.words) json.value(words);
      json.end_array().end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().field("floor", round.plan.text_floor).end_object();
  return http::json(json.take());
}

http::Response exported(Services& services, Shelf& shelf, const Request& request) {
  auto reading = read_round(services.store, shelf, *request.caller, request.in_path.at("id"));
  if (!reading) return http::fault(reading.error(), request.language);
  http::Response response;
  response.type = "text/csv; charset=utf-8";
  response.headers.emplace_back(
      "Content-Disposition", "attachment; filename=\"round-" + std::to_string((*reading)->round().number) + ".csv\"");
  response.body = export_figures(*reading, request.language);
  return response;
}

}  // namespace

void figures_routes(http::Router& router, Services& services) {
  const auto shelf = std::make_shared<Shelf>();
  const auto on = [&](const char* pattern, http::Response (*handler)(Services&, Shelf&, const Request&),
                      http::Limits limits = {}) {
    router.on(
        http::Method::get, pattern, http::Access::signed_in("figures:read"),
        [&services, shelf, handler](const Request& request) { return handler(services, *shelf, request); }, limits);
  };
  on("/api/v1/rounds/{id}/figures", figures_page);
  on("/api/v1/rounds/{id}/clarity", clarity_page);
  on("/api/v1/rounds/{id}/texts", texts_page);
  http::Limits limits;
  limits.time = std::chrono::seconds(600);
  on("/api/v1/rounds/{id}/export", exported, limits);
  employees_routes(router, services, shelf);
}

}  // namespace goud::rounds
